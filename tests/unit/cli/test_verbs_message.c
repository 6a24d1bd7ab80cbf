/* decode, as a user runs it. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct runner runner;

static int make(void **state)
{
    (void)state;
    runner_make(&runner);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    runner_remove(&runner);
    return 0;
}

static void a_header_alone_is_shown_whole(void **state)
{
    json_t *said = RUN_JSON(&runner, 1, "decode", "0402", "8583", "0001", "0000", "0000", "0000");

    static const struct {
        const char *path;
        long long value;
    } numbers[] = {
        { "octets", 12 },
        { "header.id", 0x0402 },
        { "header.flags", 0x8583 },
        { "header.qr", 1 },
        { "header.opcode.code", 0 },
        { "header.aa", 1 },
        { "header.tc", 0 },
        { "header.rd", 1 },
        { "header.ra", 1 },
        { "header.z", 0 },
        { "header.ad", 0 },
        { "header.cd", 0 },
        { "header.rcode.code", 3 },
        { "header.counts.0.value", 1 },
        { "header.counts.3.value", 0 },
        { "stopped_at", 12 },
        { "findings.0.offset", 12 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (number_at(said, numbers[i].path) != numbers[i].value)
            fail_msg("%s is %lld", numbers[i].path, number_at(said, numbers[i].path));
    assert_string_equal(text_at(said, "hex"), "040285830001000000000000");
    assert_string_equal(text_at(said, "header.opcode.mnemonic"), "Query");
    assert_string_equal(text_at(said, "header.rcode.mnemonic"), "NXDomain");
    assert_string_equal(text_at(said, "header.counts.0.name"), "QDCOUNT");
    assert_true(json_is_null(value_at(said, "extended_rcode")) && json_is_null(value_at(said, "edns")));
    assert_true(json_is_false(value_at(said, "complete")));
    json_decref(said);
}

static void fields_that_are_not_there_are_null(void **state)
{
    json_t *said = RUN_JSON(&runner, 1, "decode", "04 02 85");

    static const char *const null[] = { "header.ra", "header.z", "header.flags", "header.rcode",
                                        "header.counts.0.value" };
    (void)state;
    assert_int_equal(number_at(said, "header.aa"), 1);
    assert_int_equal(number_at(said, "header.rd"), 1);
    for (size_t i = 0; i < sizeof null / sizeof *null; i++)
        if (!json_is_null(value_at(said, null[i])))
            fail_msg("%s is not null", null[i]);
    json_decref(said);
}

/* example.com. HTTPS, answered by a CNAME, with OPT: DO, NSID "ns1", extended RCODE 23. */
static void records_and_options_have_all_keys(void **state)
{
    json_t *said =
        RUN_JSON(&runner, 0, "decode", "00018187 0001 0001 0000 0001 076578616d706c6503636f6d00 0041 0001",
                 "c00c 0005 0001 00000e10 0004 0161c00c", "00 0029 04d0 01008040 0007 0003 0003 6e7331");

    (void)state;
    assert_int_equal(number_at(said, "header.rcode.code"), 7);
    assert_string_equal(text_at(said, "header.rcode.mnemonic"), "YXRRSet");
    assert_int_equal(number_at(said, "extended_rcode.code"), 23);
    assert_string_equal(text_at(said, "extended_rcode.mnemonic"), "BADCOOKIE");
    assert_int_equal(number_at(said, "edns.udp_size"), 1232);
    assert_int_equal(number_at(said, "edns.version"), 0);
    assert_string_equal(text_at(said, "edns.flags.0"), "DO");
    assert_int_equal(json_array_size(value_at(said, "edns.flags")), 1);
    assert_int_equal(number_at(said, "edns.z"), 0x40);
    assert_string_equal(text_at(said, "edns.options.0.mnemonic"), "NSID");
    assert_string_equal(text_at(said, "edns.options.0.hex"), "6e7331");
    assert_non_null(text_at(said, "edns.options.0.text"));
    assert_string_equal(text_at(said, "sections.0.name"), "Question");
    assert_string_equal(text_at(said, "sections.0.records.0.type.mnemonic"), "HTTPS");
    assert_true(json_is_null(value_at(said, "sections.0.records.0.ttl")));
    assert_string_equal(text_at(said, "sections.1.records.0.name"), "example.com.");
    assert_string_equal(text_at(said, "sections.1.records.0.rdata"), "a.example.com.");
    assert_int_equal(number_at(said, "sections.1.records.0.offset"), 29);
    assert_int_equal(number_at(said, "sections.1.records.0.section_index"), 0);
    assert_int_equal(number_at(said, "sections.1.records.0.ttl"), 3600);
    assert_int_equal(number_at(said, "sections.1.records.0.rdlength"), 4);
    assert_int_equal(number_at(said, "sections.1.records.0.rdata_fields.0.offset"), 41);
    assert_string_equal(text_at(said, "sections.1.records.0.rdata_fields.0.text"), "a.example.com.");
    assert_true(json_is_null(value_at(said, "sections.3.records.0.class")));
    assert_true(json_is_null(value_at(said, "sections.3.records.0.ttl")));
    assert_int_equal(number_at(said, "sections.3.records.0.edns.size"), 1232);
    assert_true(json_is_true(value_at(said, "complete")) && json_is_null(value_at(said, "stopped_at")));
    json_decref(said);
}

/* The Z of a message is bit 9 alone, whatever OPT and UPDATE call Z; options are read in any version. */
static void three_fields_are_called_z(void **state)
{
    json_t *said = RUN_JSON(&runner, 0, "decode", "0001 0100 0001 0000 0000 0001 0161 00 0001 0001",
                            "00 0029 04d0 00010040 0004 0003 0000");

    (void)state;
    assert_int_equal(number_at(said, "header.z"), 0);
    assert_int_equal(number_at(said, "edns.z"), 0x40);
    assert_int_equal(number_at(said, "edns.version"), 1);
    assert_string_equal(text_at(said, "edns.options.0.mnemonic"), "NSID");
    json_decref(said);
    said = RUN_JSON(&runner, 0, "decode", "0001 2f30 0001 0000 0000 0000 0161 00 0006 0001");
    assert_int_equal(number_at(said, "header.z"), 0);
    assert_int_equal(number_at(said, "header.aa"), 1);
    assert_int_equal(number_at(said, "header.ad"), 1);
    assert_string_equal(text_at(said, "findings.0.rule"), "long-z-set");
    json_decref(said);
    said = RUN_JSON(&runner, 0, "decode", "0001 0140 0001 0000 0000 0000 0161 00 0001 0001");
    assert_int_equal(number_at(said, "header.z"), 1);
    json_decref(said);
}

static void sixteen_has_its_name_by_its_place(void **state)
{
    json_t *said = RUN_JSON(&runner, 0, "decode", "0001 8000 0000 0000 0000 0001 00 0029 04d0 01000000 0000");

    (void)state;
    assert_string_equal(text_at(said, "extended_rcode.mnemonic"), "BADVERS");
    assert_true(json_is_null(value_at(said, "tsig_error")));
    json_decref(said);
    said = RUN_JSON(&runner, 0, "decode",
                    "0001 8009 0000 0000 0000 0001 00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 "
                    "0010 0000");
    assert_int_equal(number_at(said, "tsig_error.code"), 16);
    assert_string_equal(text_at(said, "tsig_error.mnemonic"), "BADSIG");
    json_decref(said);
}

static void an_update_has_its_own_names(void **state)
{
    json_t *said = RUN_JSON(&runner, 0, "decode",
                            "0001 2800 0001 0001 0001 0000 0161 00 0006 0001 00 00ff 00fe 00000000 0000 "
                            "00 0001 00fe 00000000 0004 c0000201");

    (void)state;
    assert_string_equal(text_at(said, "header.counts.0.name"), "ZOCOUNT");
    assert_string_equal(text_at(said, "header.counts.1.name"), "PRCOUNT");
    assert_string_equal(text_at(said, "header.counts.2.name"), "UPCOUNT");
    assert_string_equal(text_at(said, "sections.0.name"), "Zone");
    assert_string_equal(text_at(said, "sections.1.name"), "Prerequisite");
    assert_string_equal(text_at(said, "sections.1.records.0.means"), "the name is not in use");
    assert_string_equal(text_at(said, "sections.2.records.0.rdata"), "192.0.2.1");
    json_decref(said);
}

/* An AD in a query: what it says came with RFC 6895. */
static void directions_follow_the_edition(void **state)
{
    json_t *now = RUN_JSON(&runner, 0, "decode", "0001 0120 0001 0000 0000 0000 0161 00 0001 0001");
    json_t *then =
        RUN_JSON(&runner, 0, "-e", "rfc6195", "decode", "0001 0120 0001 0000 0000 0000 0161 00 0041 0001");

    (void)state;
    assert_int_equal(json_array_size(value_at(now, "findings")), 0);
    assert_string_equal(text_at(then, "findings.0.rule"), "flag-direction");
    assert_string_equal(text_at(then, "findings.0.section"), "RFC 4035 4.6");
    assert_string_equal(text_at(then, "findings.1.rule"), "type-unassigned"); /* HTTPS came later */
    json_decref(now);
    json_decref(then);
}

static void text_is_lines_parted_by_tabs(void **state)
{
    struct ran ran = RUN(&runner, "decode", "0001 0100 0001 0000 0000 0000 0161 00 0001 0001");

    (void)state;
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "summary\tquery for a. A; recursion is asked for\n"));
    assert_non_null(strstr(ran.out, "header\tOpCode\t0\tQuery\n"));
    assert_non_null(strstr(ran.out, "header\tZ\t0\t\n"));
    assert_non_null(strstr(ran.out, "Question\t12\ta.\t\tIN\tA\t\t\n"));
    assert_clean(ran.out, ran.out_len);
    ran_free(&ran);
    ran = RUN(&runner, "decode", "0001 2d80 0001 0000 0000 0000 0161 00 0006 0001"); /* AA, RD, RA: one Z */
    assert_non_null(strstr(ran.out, "header\tOpCode\t5\tUpdate\nheader\tZ\t88\t\nheader\tRCODE\t"));
    ran_free(&ran);
}

static void what_is_no_message_is_refused(void **state)
{
    struct ran ran = RUN(&runner, "decode", "this is nothing");

    (void)state;
    assert_refused(&ran, 2);
    ran_free(&ran);
    runner.stdin_from = NULL;
    ran = RUN(&runner, "decode");
    assert_refused(&ran, 2);
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--lines", "00");
    assert_refused(&ran, 2);
    ran_free(&ran);
    ran = RUN(&runner, "list", "--lines");
    assert_refused(&ran, 2);
    ran_free(&ran);
}

static void a_pair_is_checked(void **state)
{
    (void)state;
    runner_give(&runner,
                "000101000001000000000000 01610000010001\n000281000001000000000000 01610000010001\n");
    json_t *said = RUN_JSON(&runner, 1, "decode", "--pair");
    assert_string_equal(text_at(said, "query.summary"), "query for a. A; recursion is asked for");
    assert_int_equal(number_at(said, "response.header.id"), 2);
    assert_string_equal(text_at(said, "findings.0.rule"), "pair-copied");
    json_decref(said);
    said = RUN_JSON(&runner, 0, "decode", "--pair", "00010100000100000000000001610000010001",
                    "00018100000100000000000001610000010001");
    assert_int_equal(json_array_size(value_at(said, "findings")), 0);
    json_decref(said);

    struct ran ran = RUN(&runner, "decode", "--pair", "00010100000100000000000001610000010001",
                         "00018100000100000000000001610000010001");
    assert_int_equal(strncmp(ran.out, "message\tquery\nsummary\tquery for", 31), 0);
    assert_non_null(strstr(ran.out, "\nmessage\tresponse\nsummary\tresponse for"));
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--pair", "00");
    assert_refused(&ran, 2);
    ran_free(&ran);
}

/* The sections that are cited are of the edition in force. */
static void a_pair_is_checked_by_the_edition(void **state)
{
    const char *const query = "000104200001000000000000 01610000010001";
    const char *const response = "000184200001000000000000 01610000010001";
    json_t *said = RUN_JSON(&runner, 0, "decode", "--pair", query, response);
    (void)state;
    assert_int_equal(json_array_size(value_at(said, "findings")), 1); /* AA; AD is none */
    assert_string_equal(text_at(said, "findings.0.section"), "RFC 6895 2");
    json_decref(said);
    said = RUN_JSON(&runner, 0, "-e", "rfc6195", "decode", "--pair", query, response);
    assert_int_equal(json_array_size(value_at(said, "findings")), 2);
    assert_string_equal(text_at(said, "findings.0.section"), "RFC 6195 2");
    json_decref(said);
}

/* The text has all twelve bits of its RCODE; the octets that are read back have four. */
static void the_rcode_of_digs_text_is_whole(void **state)
{
    (void)state;
    runner_give(&runner, ";; ->>HEADER<<- opcode: QUERY, status: BADCOOKIE, id: 1\n"
                         ";; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0\n");
    json_t *said = RUN_JSON(&runner, 1, "decode");
    assert_non_null(strstr(text_at(said, "summary"), "BADCOOKIE"));
    assert_null(strstr(text_at(said, "summary"), "YXRRSet"));
    assert_int_equal(number_at(said, "extended_rcode.code"), 23);
    json_decref(said);
}

static void half_an_octet_is_said(void **state)
{
    struct ran ran = RUN(&runner, "decode", "0402 8");

    (void)state;
    assert_int_equal(ran.status, 1);
    assert_non_null(
        strstr(ran.out, "finding\twarning\t2\tpaste-half\t\thalf an octet is there at the end: 8"));
    ran_free(&ran);
    runner_give(&runner, "0402 8\n");
    ran = RUN(&runner, "decode", "--lines");
    assert_non_null(strstr(ran.out, "\"rule\":\"paste-half\""));
    ran_free(&ran);
}

/* ---- decode --lines ---- */

static void a_line_that_is_none_says_so_in_its_place(void **state)
{
    (void)state;
    runner_give(&runner, "00010100000100000000000001610000010001\n\nnonsense, not hex\n0001 0100\n");
    struct ran ran = RUN(&runner, "decode", "--lines");
    assert_int_equal(ran.status, 2);
    assert_int_equal(count_lines(ran.out), 3); /* the empty one is counted and says nothing */
    assert_int_equal(count_lines(ran.err), 1);

    json_t *third = json_loads(strchr(ran.out, '\n') + 1, JSON_DISABLE_EOF_CHECK, NULL);
    assert_int_equal(number_at(third, "line"), 3);
    assert_non_null(text_at(third, "error"));
    json_decref(third);
    ran_free(&ran);
    runner_give(&runner, "00010100000100000000000001610000010001\n0001");
    ran = RUN(&runner, "decode", "--lines");
    assert_int_equal(ran.status, 1); /* the second is cut */
    assert_int_equal(count_lines(ran.out), 2);
    ran_free(&ran);
}

/* Every flags word: its fields as shifts written here give them. */
static void check_word(const json_t *said, unsigned word)
{
    const struct {
        const char *path;
        unsigned value;
    } fields[] = {
        { "header.flags", word },
        { "header.qr", word >> 15 },
        { "header.opcode.code", word >> 11 & 15 },
        { "header.aa", word >> 10 & 1 },
        { "header.tc", word >> 9 & 1 },
        { "header.rd", word >> 8 & 1 },
        { "header.ra", word >> 7 & 1 },
        { "header.z", word >> 6 & 1 },
        { "header.ad", word >> 5 & 1 },
        { "header.cd", word >> 4 & 1 },
        { "header.rcode.code", word & 15 },
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (number_at(said, fields[i].path) != fields[i].value)
            fail_msg("0x%04X: %s is %lld", word, fields[i].path, number_at(said, fields[i].path));
}

static void all_flags_words_are_decoded(void **state)
{
    char *given = calloc(65536, 26), *end = given, *line;

    (void)state;
    assert_non_null(given);
    for (unsigned word = 0; word <= 0xFFFF; word++)
        end += snprintf(end, 26, "0000%04x0000000000000000\n", word);
    runner_give(&runner, given);
    free(given);

    struct ran ran = RUN(&runner, "decode", "--lines");
    assert_int_equal(count_lines(ran.out), 65536);
    line = ran.out;
    for (unsigned word = 0; word <= 0xFFFF; word++) {
        char *newline = strchr(line, '\n');
        *newline = '\0';
        json_t *said = json_loads(line, 0, NULL);
        check_word(said, word);
        json_decref(said);
        line = newline + 1;
    }
    ran_free(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_alone_is_shown_whole),
        cmocka_unit_test(fields_that_are_not_there_are_null),
        cmocka_unit_test(records_and_options_have_all_keys),
        cmocka_unit_test(three_fields_are_called_z),
        cmocka_unit_test(sixteen_has_its_name_by_its_place),
        cmocka_unit_test(an_update_has_its_own_names),
        cmocka_unit_test(directions_follow_the_edition),
        cmocka_unit_test(text_is_lines_parted_by_tabs),
        cmocka_unit_test(what_is_no_message_is_refused),
        cmocka_unit_test(a_pair_is_checked),
        cmocka_unit_test(a_pair_is_checked_by_the_edition),
        cmocka_unit_test(the_rcode_of_digs_text_is_whole),
        cmocka_unit_test(half_an_octet_is_said),
        cmocka_unit_test(a_line_that_is_none_says_so_in_its_place),
        cmocka_unit_test(all_flags_words_are_decoded),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
