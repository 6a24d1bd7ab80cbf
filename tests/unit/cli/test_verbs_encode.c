/* encode and mask, as a user runs them. */
#include "dns/message/preset.h"
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

/* What `encode` says, without the newline; freed by the next call. */
static const char *encode(const char *const arguments[])
{
    static char said[4096];
    struct ran ran = run(&runner, arguments);
    assert_int_equal(ran.status, 0);
    snprintf(said, sizeof said, "%.*s", (int)strcspn(ran.out, "\n"), ran.out);
    ran_free(&ran);
    return said;
}

#define ENCODE(...) encode((const char *const[]){ "encode", __VA_ARGS__, NULL })

/* ---- encode ---- */

static void encode_gives_the_hex_of_a_header(void **state)
{
    (void)state;
    assert_string_equal(ENCODE("id=0x0402", "qr", "aa", "rd", "ra", "nxdomain", "qdcount=1"),
                        "040285830001000000000000");
    assert_string_equal(ENCODE("flags=0x8583"), "000085830000000000000000");
    assert_string_equal(ENCODE("opcode=update", "zocount=1", "PRCOUNT=2", "upcount=3", "adcount=4"),
                        "000028000001000200030004");
    assert_string_equal(ENCODE("qr", "opcode=update", "rcode=YXDOMAIN"), "0000a8060000000000000000");
    assert_string_equal(ENCODE("notify", "aa", "rcode=0xF"), "0000240f0000000000000000");
    assert_string_equal(ENCODE("z", "ad", "cd", "tc"), "000002700000000000000000");
}

/* Field by field, and the word comes back. */
static void all_flags_words_are_encoded(void **state)
{
    enum { LINE = 96 };

    char *given = calloc(65536, LINE), *end = given, *line;
    (void)state;
    assert_non_null(given);
    for (unsigned word = 0; word <= 0xFFFF; word++)
        end +=
            snprintf(end, LINE, "encode qr=%u opcode=%u aa=%u tc=%u rd=%u ra=%u z=%u ad=%u cd=%u rcode=%u\n",
                     word >> 15, word >> 11 & 15, word >> 10 & 1, word >> 9 & 1, word >> 8 & 1, word >> 7 & 1,
                     word >> 6 & 1, word >> 5 & 1, word >> 4 & 1, word & 15);
    runner_give(&runner, given);
    free(given);
    struct ran ran = RUN(&runner, "shell");
    assert_int_equal(ran.status, 0);
    assert_int_equal(count_lines(ran.out), 65536);
    line = ran.out;
    for (unsigned word = 0; word <= 0xFFFF; word++, line += 25) {
        char expected[32];
        snprintf(expected, sizeof expected, "0000%04x0000000000000000\n", word);
        if (strncmp(line, expected, 25) != 0)
            fail_msg("0x%04X: %.25s", word, line);
    }
    ran_free(&ran);
}

static void encode_gives_a_whole_query(void **state)
{
    (void)state;
    assert_string_equal(
        ENCODE("rd", "qname=example.com", "qtype=HTTPS", "edns=0", "do", "nsid"),
        "000001000001000000000001076578616d706c6503636f6d000041000100002904d000008000000400030000");
    assert_string_equal(ENCODE("qname=.", "qtype=TYPE65", "qclass=CH"), "000000000001000000000000"
                                                                        "00"
                                                                        "0041"
                                                                        "0003");
    assert_string_equal(ENCODE("qr", "rcode=badcookie", "edns=0"), "000080070000000000000001"
                                                                   "00002904d0010000000000");
    assert_string_equal(ENCODE("qr", "badvers", "edns=1", "size=512"), "000080000000000000000001"
                                                                       "0000290200010100000000");
    assert_string_equal(ENCODE("cookie=0102030405060708"), "000000000000000000000001"
                                                           "00002904d000000000000c000a00080102030405060708");
    assert_string_equal(ENCODE("qname=a", "qdcount=7"), "000000000007000000000000"
                                                        "016100"
                                                        "00010001");
}

static void encode_refuses_what_does_not_fit(void **state)
{
    static const struct {
        const char *word, *says;
    } words[] = {
        { "rcode=badcookie", "edns=0" },
        { "rcode=16", "edns=0" },
        { "badvers", "edns=0" },
        { "rcode=4096", "4095" },
        { "badsig", "TSIG" },
        { "badkey", "TSIG" },
        { "opcode=16", "15" },
        { "aa=2", "1" },
        { "id=65536", "65535" },
        { "qdcount", "value" },
        { "nonsense", "nonsense" },
        { "nonsense=1", "nonsense" },
        { "qname=a..b", "domain name" },
        { "qtype=NOSUCH", "rrtype" },
        { "nsid=0", "hex" },
        { "nsid=zz", "hex" },
        { "qtype=CLASS5", "rrtype" },
        { "cookie", "cookie=0102030405060708" },
        { "zocount=1", "qdcount=1" },
        { "adcount=2", "add update" },
        { "option=65536", "65535" },
        { "option=100:0", "hex" },
        { "option=nosuch", "edns-option" },
        { "ednsflags=0x10000", "65535" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct ran ran = RUN(&runner, "encode", words[i].word);
        assert_refused(&ran, 2);
        if (!strstr(ran.err, words[i].says))
            fail_msg("encode %s says: %s", words[i].word, ran.err);
        ran_free(&ran);
    }
}

static void counts_that_deny_what_is_written_are_refused(void **state)
{
    struct ran ran = RUN(&runner, "encode", "qname=a", "qdcount=0");

    (void)state;
    assert_refused(&ran, 2);
    assert_non_null(strstr(ran.err, "QDCOUNT=0 says that there is no question"));
    ran_free(&ran);
    ran = RUN(&runner, "encode", "arcount=0", "do");
    assert_refused(&ran, 2);
    assert_non_null(strstr(ran.err, "ARCOUNT=0 says that there is no OPT"));
    ran_free(&ran);
}

static void encode_knows_the_names_of_drafts(void **state)
{
    struct ran ran = RUN(&runner, "draft", "add", "rrtype", "65300", "FOOBAR");
    (void)state;
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    assert_string_equal(ENCODE("qname=.", "qtype=foobar"), "0000000000010000000000000"
                                                           "0ff140001");
}

/* The queries among the sample messages, each made of words. */
static void each_preset_that_is_a_query_has_its_words(void **state)
{
#define ZONE "qname=example", "qtype=SOA"

    static const struct {
        const char *id, *words[9];
    } rows[] = {
        { "empty", { "rd=0" } },
        { "query", { "rd", "qname=www.example" } },
        { "query-do-nsid", { "rd", "qname=www.example", "do", "nsid" } },
        { "test-zone", { ZONE } },
        { "test-type", { "qname=example", "qtype=1000" } },
        { "test-cd", { ZONE, "cd" } },
        { "test-ad", { ZONE, "ad" } },
        { "test-z", { ZONE, "z" } },
        { "test-rd", { ZONE, "rd" } },
        { "test-opcode", { "opcode=15" } },
        { "test-tcp", { ZONE } },
        { "test-edns", { ZONE, "edns=0" } },
        { "test-version", { ZONE, "edns=1" } },
        { "test-option", { ZONE, "edns=0", "option=100" } },
        { "test-flag", { ZONE, "edns=0", "ednsflags=0x40" } },
        { "test-version-flag", { ZONE, "edns=1", "ednsflags=0x40" } },
        { "test-version-option", { ZONE, "edns=1", "option=100:" } },
        { "test-truncated", { "qname=example", "qtype=DNSKEY", "size=512", "do" } },
        { "test-do", { ZONE, "edns=0", "do" } },
        { "test-version-do", { ZONE, "edns=1", "do" } },
        { "test-options",
          { ZONE, "nsid", "option=9", "cookie=0102030405060708", "option=edns-client-subnet:00010000" } },
    };

#undef ZONE

    enum { QR = 0x80, OPCODE = 0x78, WORDS = 9 };

    size_t queries = 0;
    (void)state;
    for (size_t i = 0; i < n_presets; i++) {
        uint8_t octets[PRESET_OCTETS];
        (void)preset_octets(&presets[i], octets);
        queries += (octets[2] & QR) == 0 && ((octets[2] & OPCODE) == 0 || presets[i].expect);
    }
    assert_int_equal(queries, sizeof rows / sizeof *rows); /* others have records that no word writes */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct preset *preset = preset_called(rows[i].id);
        const char *arguments[WORDS + 3] = { "encode", "id=0x1234" };
        uint8_t octets[PRESET_OCTETS];
        char hex[2 * PRESET_OCTETS + 1];
        assert_non_null(preset);
        for (size_t k = 0; k < WORDS && rows[i].words[k]; k++)
            arguments[2 + k] = rows[i].words[k];
        size_t n = preset_octets(preset, octets);
        for (size_t k = 0; k < n; k++)
            snprintf(hex + 2 * k, 3, "%02x", octets[k]);
        if (strcmp(encode(arguments), hex) != 0)
            fail_msg("%s: %s", rows[i].id, encode(arguments));
    }
}

static void encode_in_json_is_what_decode_says(void **state)
{
    json_t *said = RUN_JSON(&runner, 0, "encode", "qr", "aa", "nxdomain");
    (void)state;
    assert_string_equal(text_at(said, "hex"), "000084030000000000000000");
    assert_int_equal(number_at(said, "header.flags"), 0x8403);
    assert_string_equal(text_at(said, "header.rcode.mnemonic"), "NXDomain");
    json_decref(said);
}

/* ---- mask ---- */

static void mask_names_the_fields(void **state)
{
    json_t *said = RUN_JSON(&runner, 0, "mask", "0x7800");

    (void)state;
    assert_string_equal(text_at(said, "mask"), "0x7800");
    assert_string_equal(text_at(said, "fields.0.name"), "OpCode");
    assert_string_equal(text_at(said, "fields.0.bits"), "1-4");
    assert_int_equal(number_at(said, "fields.0.covers"), 4);
    assert_int_equal(number_at(said, "fields.0.of"), 4);
    assert_int_equal(number_at(said, "fields.0.shift"), 11);
    assert_int_equal(json_array_size(value_at(said, "findings")), 0);
    json_decref(said);
    said = RUN_JSON(&runner, 0, "mask", "128");
    assert_string_equal(text_at(said, "fields.0.name"), "RA");
    assert_string_equal(text_at(said, "findings.0.rule"), "mask-swapped");
    assert_true(json_is_null(value_at(said, "findings.0.offset")));
    json_decref(said);

    struct ran ran = RUN(&runner, "mask", "0x10000");
    assert_refused(&ran, 2);
    ran_free(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encode_gives_the_hex_of_a_header),
        cmocka_unit_test(all_flags_words_are_encoded),
        cmocka_unit_test(encode_gives_a_whole_query),
        cmocka_unit_test(encode_refuses_what_does_not_fit),
        cmocka_unit_test(counts_that_deny_what_is_written_are_refused),
        cmocka_unit_test(each_preset_that_is_a_query_has_its_words),
        cmocka_unit_test(encode_knows_the_names_of_drafts),
        cmocka_unit_test(encode_in_json_is_what_decode_says),
        cmocka_unit_test(mask_names_the_fields),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
