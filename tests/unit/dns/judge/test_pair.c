/* A query and its response: what is copied, and what should not have been. */
#include "dns/judge/message_judge.h"
#include "dns/judge/pair.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ASK                "01 61 00 0001 0001 "
#define OPT                "00 0029 04d0 00000000 0000 "
#define OPT_DO             "00 0029 04d0 00008000 0000 "
#define OPT_OF(ttl, rdata) "00 0029 04d0 " ttl " " rdata " "
#define COOKIE(octets)     "00 0029 04d0 00000000 000c 000a 0008 " octets

static const struct {
    const char *what, *query, *response, *rules;
} pairs[] = {
    { "as it should be", "0001 0110 0001 0000 0000 0000" ASK, "0001 8593 0001 0000 0000 0000" ASK, "" },
    { "a name in another case", "0001 0100 0001 0000 0000 0000" ASK,
      "0001 8100 0001 0000 0000 0000 01 41 00 0001 0001", "" },
    { "another ID", "0001 0100 0001 0000 0000 0000" ASK, "0002 8100 0001 0000 0000 0000" ASK, "pair-copied" },
    { "another OpCode", "0001 2000 0001 0000 0000 0000" ASK, "0001 8000 0001 0000 0000 0000" ASK,
      "pair-copied" },
    { "RD and CD not copied", "0001 0110 0001 0000 0000 0000" ASK, "0001 8000 0001 0000 0000 0000" ASK,
      "pair-copied pair-copied" },
    { "AA RA Z AD copied", "0001 04e0 0001 0000 0000 0000" ASK, "0001 84e0 0001 0000 0000 0000" ASK,
      "pair-mistake pair-mistake pair-mistake" },
    { "AD in both", "0001 0020 0001 0000 0000 0000" ASK, "0001 8020 0001 0000 0000 0000" ASK, "" },
    { "the wrong way round", "0001 8100 0001 0000 0000 0000" ASK, "0001 0100 0001 0000 0000 0000" ASK,
      "pair-query pair-response" },
    { "another name", "0001 0100 0001 0000 0000 0000" ASK, "0001 8100 0001 0000 0000 0000 01 62 00 0001 0001",
      "pair-question" },
    { "another type", "0001 0100 0001 0000 0000 0000" ASK, "0001 8100 0001 0000 0000 0000 01 61 00 001c 0001",
      "pair-question" },
    { "no question", "0001 0100 0001 0000 0000 0000" ASK, "0001 8100 0000 0000 0000 0000", "pair-question" },
    { "no question, and FormErr", "0001 0100 0001 0000 0000 0000" ASK, "0001 8101 0000 0000 0000 0000", "" },
    { "UPDATE's Z, of which RD is a part, not copied", "0001 2900 0001 0000 0000 0000" ASK,
      "0001 a800 0001 0000 0000 0000" ASK, "" },
    { "UPDATE's Z copied", "0001 2910 0001 0000 0000 0000" ASK, "0001 ad10 0001 0000 0000 0000" ASK,
      "pair-mistake" },
    { "OPT not answered", "0001 0000 0001 0000 0000 0001" ASK OPT, "0001 8000 0001 0000 0000 0000" ASK,
      "pair-opt" },
    { "OPT not asked for", "0001 0000 0001 0000 0000 0000" ASK, "0001 8000 0001 0000 0000 0001" ASK OPT,
      "pair-opt" },
    { "DO copied", "0001 0000 0001 0000 0000 0001" ASK OPT_DO, "0001 8000 0001 0000 0000 0001" ASK OPT_DO,
      "" },
    { "DO not copied", "0001 0000 0001 0000 0000 0001" ASK OPT_DO, "0001 8000 0001 0000 0000 0001" ASK OPT,
      "pair-do" },
    { "version 1 and BADVERS", "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00010000", "0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT_OF("01000000", "0000"), "" },
    { "version 1 and NoError", "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00010000", "0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT, "pair-version" },
    { "version 1 and NoError with version 1", "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00010000", "0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT_OF("00010000", "0000"), "pair-version" },
    { "version 1 and BADVERS with version 1", "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00010000", "0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT_OF("01010000", "0000"), "pair-version" },
    { "unknown flags echoed", "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00000140", "0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT_OF("00000140", "0000"), "pair-edns-flag pair-edns-flag" },
    { "unknown flags not echoed", "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00000140", "0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT, "" },
    { "an unknown option echoed",
      "0001 0000 0001 0000 0000 0001" ASK OPT_OF("00000000", "0008 0063 0000 0064 0000"),
      "0001 8000 0001 0000 0000 0001" ASK OPT_OF("00000000", "0004 0064 0000"), "pair-edns-option" },
    { "an option that nobody sent", "0001 0000 0001 0000 0000 0001" ASK OPT,
      "0001 8000 0001 0000 0000 0001" ASK OPT_OF("00000000", "0004 0064 0000"), "" },
    { "the cookie echoed", "0001 0000 0001 0000 0000 0001" ASK COOKIE("0102030405060708"),
      "0001 8000 0001 0000 0000 0001" ASK COOKIE("0102030405060708"), "" },
    { "another cookie", "0001 0000 0001 0000 0000 0001" ASK COOKIE("0102030405060708"),
      "0001 8000 0001 0000 0000 0001" ASK COOKIE("0102030405060709"), "pair-cookie" },
    { "a cookie that nobody sent", "0001 0000 0001 0000 0000 0001" ASK OPT,
      "0001 8000 0001 0000 0000 0001" ASK COOKIE("0102030405060709"), "pair-cookie" },
};

static void each_pair_has_its_findings(void **state)
{
    const struct header_rules rules = { .ad_in_queries = true };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct dns_message query = { 0 }, response = { 0 };
        struct dns_findings findings = { .n = 0 };
        char found[256];
        size_t n, m;
        uint8_t *asked = octets_of(pairs[i].query, &n), *answered = octets_of(pairs[i].response, &m);
        dns_message_read(asked, n, &few_names, &rules, &query);
        dns_message_read(answered, m, &few_names, &rules, &response);
        dns_pair_judge(&query, &response, &few_names, &findings);
        rules_of(&findings, found, sizeof found);
        if (strcmp(found, pairs[i].rules) != 0)
            fail_msg("%s: found \"%s\", expected \"%s\"", pairs[i].what, found, pairs[i].rules);
        dns_message_free(&query);
        dns_message_free(&response);
        free(asked);
        free(answered);
    }
}

/* An OPT that nobody asked for is another section's matter than one that is missing. */
static void an_opt_names_the_section_that_says_it(void **state)
{
    static const struct {
        const char *query, *response, *section;
    } said[] = {
        { "0001 0000 0001 0000 0000 0001" ASK OPT, "0001 8000 0001 0000 0000 0000" ASK, "RFC 6891 6.1.1" },
        { "0001 0000 0001 0000 0000 0000" ASK, "0001 8000 0001 0000 0000 0001" ASK OPT, "RFC 6891 7" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const struct header_rules rules = { .ad_in_queries = true };
        struct dns_message query = { 0 }, response = { 0 };
        struct dns_findings findings = { .n = 0 };
        size_t n, m;
        uint8_t *asked = octets_of(said[i].query, &n), *answered = octets_of(said[i].response, &m);
        dns_message_read(asked, n, &few_names, &rules, &query);
        dns_message_read(answered, m, &few_names, &rules, &response);
        dns_pair_judge(&query, &response, &few_names, &findings);
        assert_int_equal(findings.n, 1);
        assert_string_equal(findings.at[0].section, said[i].section);
        dns_message_free(&query);
        dns_message_free(&response);
        free(asked);
        free(answered);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(each_pair_has_its_findings),
                                        cmocka_unit_test(an_opt_names_the_section_that_says_it) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
