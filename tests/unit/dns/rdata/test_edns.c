/* EDNS options in words, and what a request may and a response must have in them. */
#include "dns/rdata/rdata.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *literal_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    static const struct {
        const char *registry;
        uint64_t code;
        const char *name;
    } names[] = {
        { "dnssec-alg", 8, "RSASHA256" },
        { "dnssec-alg", 13, "ECDSAP256SHA256" },
        { "ds-digest", 2, "SHA-256" },
        { "nsec3-hash", 1, "SHA-1" },
        { "rrtype", 1, "A" },
        { "rrtype", 28, "AAAA" },
        { "zoneversion", 0, "SOA-SERIAL" },
        { "ede", 22, "No Reachable Authority" },
    };

    (void)context;
    (void)in;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code && strcmp(names[i].registry, registry) == 0)
            return names[i].name;
    return NULL;
}
static const struct dns_names literal_names = { literal_name, NULL };

static const struct {
    uint16_t code;
    const char *octets, *text;
    bool fits;
} cases[] = {
    { 1, "0001 0001 0000 0000000000000001 00000e10", "version 1, opcode 1, error 0, id 1, lease 3600 s",
      true },
    { 1, "0001", "0001", false },
    { 2, "00000e10", "lease 3600 s", true },
    { 2, "00000e10 00015180", "lease 3600 s, key lease 86400 s", true },
    { 2, "00000e10 0001", "00000e100001", false },
    { 3, "", "empty", true },
    { 3, "6675", "6675 \"fu\"", true },
    { 3, "66220a", "66220a", true },
    { 5, "080d63", "DNSSEC algorithms 8 RSASHA256, 13 ECDSAP256SHA256, 99", true },
    { 5, "", "empty", true },
    { 6, "02", "DS digests 2 SHA-256", true },
    { 7, "01", "NSEC3 hashes 1 SHA-1", true },
    { 8, "0001 18 00 c00002", "client subnet 192.0.2.0/24, scope 0", true },
    { 8, "0002 38 30 20010db8000000", "client subnet 2001:db8::/56, scope 48", true },
    { 8, "0001 00 00", "client subnet 0.0.0.0/0, scope 0", true },
    { 8, "0000 00 00", "client subnet none", true },
    { 8, "0003 00 00", "00030000", false },
    { 8, "0001 21 00 c000020100", "00012100c000020100", false },
    { 8, "0001 18 00 c000", "00011800c000", false },
    { 8, "0001 18 00 c0000201", "00011800c0000201", false },
    { 8, "", "empty", false },
    { 9, "", "empty", true },
    { 9, "00015180", "expires in 86400 s", true },
    { 9, "000151", "000151", false },
    { 10, "0123456789abcdef", "client 0123456789abcdef", true },
    { 10, "0123456789abcdef fedcba9876543210", "client 0123456789abcdef, server fedcba9876543210", true },
    { 10, "0123456789abcd", "0123456789abcd", false },
    { 10, "0123456789abcdef fedcba98765432", "0123456789abcdeffedcba98765432", false },
    { 11, "", "empty", true },
    { 11, "04b1", "idle timeout 120.1 s", true },
    { 11, "04", "04", false },
    { 11, "04b100", "04b100", false },
    { 12, "", "0 octets", true },
    { 12, "00", "1 octet", true },
    { 12, "000001", "3 octets, not all of them 0", true },
    { 13, "076578616d706c6500", "closest trust point example.", true },
    { 13, "07657861", "07657861", false },
    { 13, "c000", "c000", false },
    { 14, "4a5c 9728", "key tags 19036, 38696", true },
    { 14, "4a5c97", "4a5c97", false },
    { 15, "0016", "22 No Reachable Authority", true },
    { 15, "0016 6e6f2022c3a9", "22 No Reachable Authority, \"no \\\"\xC3\xA9\"", true },
    { 15, "ffff 1b5b6d e280ae ff", "65535, \"\\027[m\\226\\128\\174\\255\"", true },
    { 15, "00", "00", false },
    { 16, "0102", "client tag 258", true },
    { 17, "0102", "server tag 258", true },
    { 18, "0161076578616d706c6500", "agent domain a.example.", true },
    { 19, "", "empty", true },
    { 19, "02 00 78a3a0e5", "labels 2, type 0 SOA-SERIAL, version 2023989477", true },
    { 19, "02 f6 6162", "labels 2, type 246, version 6162 \"ab\"", true },
    { 19, "02 00 78a3", "020078a3", false },
    { 20, "0001 001c", "types A, AAAA", true },
    { 21, "0001", "types A", true },
    { 65001, "6869", "6869 \"hi\"", true },
    { 65001, "", "empty", true },
};

static void options_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        uint8_t *octets = octets_of(cases[i].octets, &n);
        const struct dns_option option = { .code = cases[i].code, .length = (uint16_t)n };
        struct out out = out_to_memory();
        const bool fits = option_text(octets, &option, &literal_names, &out);
        out_char(&out, 0);
        if (strcmp(out.octets, cases[i].text) != 0 || fits != cases[i].fits)
            fail_msg("option %u %s: %d %s", cases[i].code, cases[i].octets, (int)fits, out.octets);
        out_free(&out);
        free(octets);
    }
}

/* The rules found in the one OPT of a message with these flags. */
static void rules_of_opt(const char *flags, const char *options, const char *expected)
{
    char hex[512] = "0000", rules[256];
    size_t n;
    struct dns_findings findings = { .n = 0 };

    (void)strncat(hex, flags, sizeof hex - strlen(hex) - 1);
    (void)strncat(hex, "0000000000000000", sizeof hex - strlen(hex) - 1);
    (void)strncat(hex, options, sizeof hex - strlen(hex) - 1);

    uint8_t *octets = octets_of(hex, &n);
    const struct dns_message message = { .octets = octets, .n = n, .header = header_of(octets, n) };
    const struct dns_record record = { .section = SECTION_ADDITIONAL,
                                       .type = TYPE_OPT,
                                       .class = 1232,
                                       .rdata = HEADER_OCTETS,
                                       .rdlength = (uint16_t)(n - HEADER_OCTETS) };
    rdata_judge(&message, &record, record.class, &findings);
    rules_of(&findings, rules, sizeof rules);
    assert_string_equal(rules, expected);
    free(octets);
}

static void what_a_request_may_have(void **state)
{
    static const char *const nsid = "0003 0002 6675", *const expire = "0009 0004 00015180",
                             *const keepalive = "000b 0002 04b1", *const version = "0013 0006 020000000001",
                             *const subnet = "0008 0007 00011818c00002";
    const char *const with_data[] = { nsid, expire, keepalive, version, subnet };
    (void)state;
    for (size_t i = 0; i < sizeof with_data / sizeof *with_data; i++) {
        rules_of_opt("0100", with_data[i], "option-request");
        rules_of_opt("8180", with_data[i], "");
    }

    rules_of_opt("0100", "0003 0000 0009 0000 000b 0000 0008 0007 00011800c00002", "");
    rules_of_opt("0100", "0008 0007 00011400c000ff", "option-misfit");

    /* one that does not fit does not hide the next */
    rules_of_opt("0100", "000a 0007 01234567890abc 0003 0001 00", "option-misfit option-request");
    rules_of_opt("0100", "0003 0001", "rdata-misfit");
}

static void what_a_response_must_have(void **state)
{
    static const char *const client = "000a 0008 0102030405060708";
    (void)state;
    rules_of_opt("8180", "0009 0000", "option-response");
    rules_of_opt("8180", "000b 0000", "option-response");
    rules_of_opt("8180", client, "option-response");
    rules_of_opt("0100", client, "");
    rules_of_opt("8180", "000a 0010 01020304050607080102030405060708", "");
    rules_of_opt("8180", "0003 0000 000f 0002 0016", "");
    rules_of_opt("8180", "0013 0000", "option-response");
    rules_of_opt("0100", "000f 0002 0016", "option-request");
    rules_of_opt("0100", "0012 0003 016100", "option-request"); /* Report-Channel */
    rules_of_opt("8180", "0012 0003 016100", "");
    rules_of_opt("0100", "0014 0002 001c", ""); /* MQTYPE-Query, and -Response */
    rules_of_opt("8180", "0014 0002 001c", "option-response");
    rules_of_opt("0100", "0015 0002 001c", "option-request");
    rules_of_opt("8180", "0015 0002 001c", "");
    rules_of_opt("0100", "000a 0000", "option-misfit");
    rules_of_opt("8180", "000a 0000", "option-misfit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_in_words),
        cmocka_unit_test(what_a_request_may_have),
        cmocka_unit_test(what_a_response_must_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
