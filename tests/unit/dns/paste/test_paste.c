/* One message in every form that people paste: the same octets, by the form's name. The files of
 * dns/forms are FORM or FORM.VARIANT, as the tools themselves write them. */
#include "base/memory.h"
#include "dns/paste/paste.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define FORMS DNSREG_SOURCE "/tests/dns/forms/"

/* The message: a response with a compressed name, a TYPE that has none and whose RDATA looks like text and
 * dumps, and OPT. Written by hand. */
static const char message_hex[] =
    "440285800001000200000001" /* header */
    "03777777"
    "074578616d706c65"
    "0474657374"
    "00"
    "ff78"
    "0001"
    "c00c"
    "0005"
    "0001"
    "0000012c"
    "0006"
    "0363646e"
    "c010"
    "c02e"
    "ff78"
    "0001"
    "00000e10"
    "0065"
    "ff007c3e225c2020"
    "3434203032206162"
    "7c0a1b2ae2"
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "00"
    "0029"
    "04d0"
    "00008000"
    "000c"
    "000a"
    "0008"
    "0102030405060708";

enum { MESSAGE_OCTETS = 188, FILE_MOST = 1 << 16 };

static void message(uint8_t octets[MESSAGE_OCTETS])
{
    assert_int_equal(strlen(message_hex), 2 * MESSAGE_OCTETS);
    for (size_t i = 0; i < MESSAGE_OCTETS; i++) {
        const char digits[] = { message_hex[2 * i], message_hex[2 * i + 1], '\0' };
        octets[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
}

static size_t read_file(const char *name, char text[FILE_MOST])
{
    char path[512];
    snprintf(path, sizeof path, FORMS "%s", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t n = fread(text, 1, FILE_MOST, file);
    (void)fclose(file);
    assert_true(n > 0 && n < FILE_MOST);
    return n;
}

static struct pasted read_text(const char *text)
{
    struct pasted pasted;
    (void)paste_read(text, strlen(text), &pasted);
    return pasted;
}

static bool has_rule(const struct pasted *pasted, const char *rule)
{
    for (size_t i = 0; i < pasted->findings.n; i++)
        if (strcmp(pasted->findings.at[i].rule, rule) == 0)
            return true;
    return false;
}

/* Which files must be refused, by which rule, with which word in the reason. */
static const struct refused {
    const char *file, *rule, *says;
} refused[] = {
    { "capture", "capture", "a capture: decode --pcap FILE" },
    { "utf-16", "utf-16", "UTF-16" },
    { "od-octal", "words-octal", "od" },
    { "od-octal.b", "words-octal", "od" },
    { "od-octal.d", "words-octal", "od" },
    { "refused.hexdump", "words-swapped", "hexdump" },
    { "refused.hexdump-x", "words-swapped", "hexdump" },
    { "refused.od-x", "words-swapped", "od -x" },
    { "refused.od-A-x", "words-swapped", "od -x" },
    { "refused.xxd-e", "words-swapped", "xxd -e" },
    { "refused.words", "words-swapped", "little-endian" },
    { "tshark-v", "no-octets", "tshark -V" },
};

static const struct refused *find_refused(const char *name)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(refused[i].file, name) == 0)
            return &refused[i];
    return NULL;
}

static void check_taken(const char *name, const struct pasted *pasted)
{
    uint8_t octets[MESSAGE_OCTETS];
    const size_t form = strcspn(name, ".");
    message(octets);
    if (!pasted->form || strlen(pasted->form) != form || strncmp(pasted->form, name, form) != 0)
        fail_msg("%s was read as %s (%s)", name, pasted->form ? pasted->form : "nothing",
                 pasted->findings.n ? pasted->findings.at[0].text : "no finding");
    if (pasted->n != (pasted->header_only ? HEADER_OCTETS : MESSAGE_OCTETS))
        fail_msg("%s gave %zu octets", name, pasted->n);
    if (memcmp(pasted->octets, octets, pasted->n) != 0)
        fail_msg("%s gave other octets", name);
    assert_int_equal(pasted->half, 0);
}

static void check_file(const char *name)
{
    char text[FILE_MOST];
    const size_t n = read_file(name, text);
    const struct refused *no = find_refused(name);
    struct pasted pasted;
    const bool taken = paste_read(text, n, &pasted);
    if (!no) {
        check_taken(name, &pasted);
    } else {
        if (taken || !has_rule(&pasted, no->rule) || !strstr(pasted.findings.at[0].text, no->says))
            fail_msg("%s: taken as %s, %s", name, taken ? pasted.form : "none",
                     pasted.findings.n ? pasted.findings.at[0].text : "no finding");
        assert_int_equal(pasted.n, 0);
    }
    pasted_free(&pasted);
}

static void every_file_gives_the_message(void **state)
{
    size_t files = 0;
    size_t no = 0;
    DIR *folder = opendir(FORMS);
    (void)state;
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (entry->d_name[0] != '.') {
            check_file(entry->d_name);
            no += find_refused(entry->d_name) != NULL;
            files++;
        }
    (void)closedir(folder);
    assert_int_equal(no, sizeof refused / sizeof *refused);
    assert_true(files > no + n_paste_forms - 4);
}

static void every_form_has_a_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_paste_forms; i++) {
        char text[FILE_MOST];
        (void)read_file(paste_forms[i].id, text);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(paste_forms[i].id, paste_forms[k].id);
        assert_true(strlen(paste_forms[i].title) > 0 && strlen(paste_forms[i].example) > 0);
    }
}

/* A paste cut anywhere gives a head of the same octets, or nothing: never others. */
static void a_cut_paste_gives_a_head_of_the_message(void **state)
{
    static const char *const names[] = { "xxd",       "xxd-b",     "hexdump-c", "hexyl.color", "od-x1",
                                         "wireshark", "tcpdump.X", "hex",       "hex.0x",      "hex.escapes",
                                         "c",         "c.string",  "go",        "java",        "rust",
                                         "python",    "xxd-p",     "xxd.quoted" };
    uint8_t octets[MESSAGE_OCTETS];
    (void)state;
    message(octets);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[FILE_MOST];
        const size_t len = read_file(names[i], text);
        size_t most = 0;
        for (size_t cut = len / 3; cut <= len; cut++) {
            struct pasted pasted;
            if (!paste_read(text, cut, &pasted)) {
                pasted_free(&pasted);
                continue;
            }
            if (pasted.n > MESSAGE_OCTETS || memcmp(pasted.octets, octets, pasted.n) != 0 ||
                (pasted.half && (pasted.octets[pasted.n] ^ octets[pasted.n]) >> 4 != 0))
                fail_msg("%s cut at %zu: %s gave %zu other octets", names[i], cut, pasted.form, pasted.n);
            if (pasted.n < most)
                fail_msg("%s cut at %zu gave fewer octets than before", names[i], cut);
            most = pasted.n;
            pasted_free(&pasted);
        }
        assert_int_equal(most, MESSAGE_OCTETS);
    }
}

static void half_an_octet_is_kept(void **state)
{
    struct pasted pasted = read_text("0402 858");
    (void)state;
    assert_string_equal(pasted.form, "hex");
    assert_int_equal(pasted.n, 3);
    assert_int_equal(pasted.half, 1);
    assert_memory_equal(pasted.octets, "\x04\x02\x85\x80", 4);
    pasted_free(&pasted);
    pasted = read_text("4");
    assert_int_equal(pasted.n, 0);
    assert_int_equal(pasted.half, 1);
    assert_int_equal(pasted.octets[0], 0x40);
    pasted_free(&pasted);
}

static void bare_digits_are_hex_and_a_slip_is_shown(void **state)
{
    static const struct {
        const char *text, *says;
    } slips[] = {
        { "4402 81g0", "line 1, column 8 has g" },
        { "", "nothing to read" },
        { "4 40 2", "do not come in pairs" },
        { "4402818000010001g0000000", "column 17 has g" }, /* base64 by its letters: hex with a slip */
    };
    struct pasted pasted = read_text("1234");
    (void)state;
    assert_string_equal(pasted.form, "hex");
    assert_memory_equal(pasted.octets, "\x12\x34", 2);
    pasted_free(&pasted);
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        pasted = read_text(slips[i].text);
        assert_null(pasted.form);
        assert_string_equal(pasted.findings.at[0].rule, "no-form");
        if (!strstr(pasted.findings.at[0].text, slips[i].says))
            fail_msg("\"%s\": %s", slips[i].text, pasted.findings.at[0].text);
        pasted_free(&pasted);
    }

    pasted = read_text("4402\n81g0\n0001");
    assert_null(pasted.form);
    assert_string_equal(pasted.findings.at[0].rule, "line-no-hex");
    pasted_free(&pasted);
}

/* A header alone: twelve octets tell the order of words by their counts only. */
static void words_of_a_header(void **state)
{
    static const struct {
        const char *text, *form;
    } cases[] = {
        { "4402 8180 0001 0001 0000 0000", "hex" },
        { "00000000: 4402 8180 0001 0001 0000 0000", "xxd" },
        { "0000000 4402 8180 0001 0001 0000 0000", "od-words" },
        { "0000000 0244 8081 0100 0100 0000 0000", NULL },
        { "0000000 fe84 c883 00b2", NULL },                /* too short to tell */
        { "0000000 0000 0000 0000 0000 0000 0000", NULL }, /* either order */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pasted pasted = read_text(cases[i].text);
        if (!cases[i].form)
            assert_null(pasted.form);
        else
            assert_string_equal(pasted.form, cases[i].form);
        pasted_free(&pasted);
    }
}

static void what_stood_in_front_is_named(void **state)
{
    static const struct {
        const char *file, *envelope;
        size_t skipped;
    } cases[] = {
        { "hex", "", 0 },
        { "hex.tcp-length", "TCP length", 2 },
        { "octets.tcp-length", "TCP length", 2 },
        { "hex.udp", "UDP", 8 },
        { "hex.ipv4", "IPv4 UDP", 28 },
        { "tcpdump", "IPv4 UDP", 28 },
        { "hex.ethernet", "Ethernet IPv4 UDP", 42 },
        { "wireshark", "Ethernet IPv4 UDP", 42 },
        { "hex.vlan", "Ethernet VLAN IPv4 UDP", 46 },
        { "wireshark-json", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[FILE_MOST];
        const size_t n = read_file(cases[i].file, text);
        struct pasted pasted;
        assert_true(paste_read(text, n, &pasted));
        assert_string_equal(pasted.envelope, cases[i].envelope);
        assert_int_equal(pasted.skipped, cases[i].skipped);
        pasted_free(&pasted);
    }
}

static void dumps_with_a_gap_or_a_second_dump_say_so(void **state)
{
    struct pasted pasted = read_text("00000000: 4402 8180 0001 0001\n00000010: 0000 0000\n");
    (void)state;
    assert_int_equal(pasted.n, 8);
    assert_true(has_rule(&pasted, "dump-gap"));
    pasted_free(&pasted);
    pasted = read_text("0000  44 02 81 80\n0004  00 00 00 00\n\n0000  55 03\n");
    assert_int_equal(pasted.n, 8);
    assert_true(has_rule(&pasted, "dump-more"));
    pasted_free(&pasted);
    pasted = read_text("00000000  00 00 00 00\n*\nffffff00\n"); /* as long as it says, as far as it may */
    assert_int_equal(pasted.n, PASTE_OCTETS);
    assert_true(has_rule(&pasted, "paste-long"));
    pasted_free(&pasted);
}

static void tools_words_become_the_header(void **state)
{
    static const struct {
        const char *text;
        const char *octets;
        const char *rule;
    } cases[] = {
        { ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 17410\n"
          ";; flags: qr aa rd; MBZ: 0x4; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 0\n",
          "\x44\x02\x85\x43\0\1\0\0\0\1\0\0", NULL },
        { ";; ->>HEADER<<- opcode: UPDATE, status: NOTAUTH, id: 1\n"
          ";; flags: qr; ZONE: 1, PREREQ: 2, UPDATE: 3, ADDITIONAL: 4\n",
          "\0\1\xA8\x09\0\1\0\2\0\3\0\4", NULL },
        { ";; ->>HEADER<<- opcode: RESERVED7, status: BADCOOKIE, id: 65535\n"
          ";; flags: qr ad cd; QUERY: 0, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1\n",
          "\xFF\xFF\xB8\x37\0\0\0\0\0\0\0\1", "rcode-extended" },
        { ";; ->>HEADER<<- opcode: QUERY, rcode: NOERROR, id: 2\n"
          ";; flags: rd cd ; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0 \n"
          ";; EDNS: version 0; flags: do ; udp: 4096\n",
          "\0\2\1\x10\0\1\0\0\0\0\0\1", "drill-count" },
        { ";; ->>HEADER<<- opcode: NOTIFY; status: NOERROR; id: 3\n"
          ";; Flags: aa; QUERY: 1; ANSWER: 1; AUTHORITY: 0; ADDITIONAL: 0\n",
          "\0\3\x24\0\0\1\0\1\0\0\0\0", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pasted pasted = read_text(cases[i].text);
        assert_int_equal(pasted.n, HEADER_OCTETS);
        assert_true(pasted.header_only);
        assert_memory_equal(pasted.octets, cases[i].octets, HEADER_OCTETS);
        assert_true(!cases[i].rule || has_rule(&pasted, cases[i].rule));
        pasted_free(&pasted);
    }
}

/* They would wrap: 65,536 is no ID of 0. */
static void numbers_wider_than_their_field_are_refused(void **state)
{
    static const char *const texts[] = {
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 65536\n"
        ";; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0\n",
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: none\n"
        ";; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0\n",
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n"
        ";; flags: qr; QUERY: 1, ANSWER: 65537, AUTHORITY: 0, ADDITIONAL: 0\n",
        ";; ->>HEADER<<- opcode: QUERY; status: NOERROR; id: 1\n"
        ";; Flags: qr; QUERY: 99999999999999999999; ANSWER: 0; AUTHORITY: 0; ADDITIONAL: 0\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pasted pasted;
        assert_false(paste_read(texts[i], strlen(texts[i]), &pasted));
        assert_non_null(strstr(pasted.findings.at[0].text, "65,535"));
        pasted_free(&pasted);
    }
}

/* Processor time of reading `len` octets of `piece` over and over. */
static double seconds_of(const char *piece, size_t len)
{
    const size_t n = strlen(piece);
    char *text = memory_take(len);
    struct pasted pasted;
    for (size_t i = 0; i < len; i++)
        text[i] = piece[i % n];
    clock_t begin = clock();
    (void)paste_read(text, len, &pasted);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    pasted_free(&pasted);
    free(text);
    return seconds;
}

/* Sixteen times the text may cost some sixteen times as much: what is quadratic costs 256 times. */
static void time_grows_with_the_text(void **state)
{
    static const char *const pieces[] = {
        "{",
        "{1,",
        "{1,2,{",
        "{/*",
        "{/**/",
        "(byte)",
        "[",
        "0x",
        "\\x",
        "\\x44",
        "\"\\x44",
        "b'",
        "b'\\x44'",
        "'",
        "> ",
        "1\t",
        "\x1B[",
        "*\n",
        "00 ",
        "0 ",
        "4402\n",
        "A",
        "A\n",
        "?dns=",
        "\"dns_raw\"",
        "\"dns_raw\":",
        "u8 = [",
        "fromhex(",
        "flags:",
        "->>HEADER<<-",
        "opcode: ",
        "00000000: 44\n",
        "0000000 1\n",
        "0x0000:  44\n",
        ";",
        "00000000  44 |\n",
        "|00000000| 44 | 44 | 44 |",
        "unsigned char ",
        "Transaction ID: 0",
    };

    enum { SMALL = 16 * 1024, LARGE = 16 * SMALL };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        const double small = seconds_of(pieces[i], SMALL);
        const double large = seconds_of(pieces[i], LARGE);
        if (large > 16 * 5 * small + 0.1)
            fail_msg("\"%s\": %f s for %d octets, %f s for %d", pieces[i], small, SMALL, large, LARGE);
    }
}

static void more_than_a_mebibyte_is_refused(void **state)
{
    char *text = memory_take(PASTE_TEXT_MOST + 1);
    struct pasted pasted;
    (void)state;
    memset(text, '0', PASTE_TEXT_MOST + 1);
    assert_false(paste_read(text, PASTE_TEXT_MOST + 1, &pasted));
    assert_true(has_rule(&pasted, "paste-long"));
    pasted_free(&pasted);
    assert_true(paste_read(text, PASTE_TEXT_MOST, &pasted));
    assert_int_equal(pasted.n, PASTE_OCTETS);
    assert_true(has_rule(&pasted, "paste-long"));
    pasted_free(&pasted);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_gives_the_message),
        cmocka_unit_test(every_form_has_a_file),
        cmocka_unit_test(a_cut_paste_gives_a_head_of_the_message),
        cmocka_unit_test(half_an_octet_is_kept),
        cmocka_unit_test(bare_digits_are_hex_and_a_slip_is_shown),
        cmocka_unit_test(words_of_a_header),
        cmocka_unit_test(what_stood_in_front_is_named),
        cmocka_unit_test(dumps_with_a_gap_or_a_second_dump_say_so),
        cmocka_unit_test(tools_words_become_the_header),
        cmocka_unit_test(numbers_wider_than_their_field_are_refused),
        cmocka_unit_test(time_grows_with_the_text),
        cmocka_unit_test(more_than_a_mebibyte_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
