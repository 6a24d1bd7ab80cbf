/* `check` as a user meets it: the verdict, the rule that speaks, its section, and the exit status. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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

static const json_t *finding_of(const json_t *answer, const char *rule)
{
    const json_t *findings = json_object_get(answer, "findings"), *finding;
    size_t i;
    json_array_foreach(findings, i, finding) if (strcmp(text_of(finding, "rule"), rule) == 0) return finding;
    return NULL;
}

struct expected {
    const char *arguments[8]; /* behind check */
    const char *rule, *severity, *section, *suggestion;
};

/* The verdict follows the status; the rule speaks as it should. */
static void assert_checks(int status, const struct expected *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *arguments[12] = { "--json", "check" };
        memcpy(arguments + 2, rows[i].arguments, sizeof rows[i].arguments);
        json_t *answer = run_json(&runner, status, arguments);
        assert_string_equal(text_of(answer, "verdict"), status == 0 ? "allowed" : "refused");
        const json_t *finding = finding_of(answer, rows[i].rule);
        if (!finding)
            fail_msg("%s %s %s: %s says nothing", rows[i].arguments[0], rows[i].arguments[1],
                     rows[i].arguments[2], rows[i].rule);
        assert_string_equal(text_of(finding, "severity"), rows[i].severity);
        assert_string_equal(text_of(finding, "section"), rows[i].section);
        assert_true(text_of(finding, "text")[0]);
        if (rows[i].suggestion)
            assert_string_equal(text_of(finding, "suggestion"), rows[i].suggestion);
        else
            assert_null(text_of(finding, "suggestion"));
        json_decref(answer);
    }
}

#define CHECKS(status, rows) assert_checks((status), (rows), sizeof(rows) / sizeof *(rows))

static void private_codes_are_allowed(void **state)
{
    static const struct expected rows[] = {
        { { "rrtype", "65280", "FOO" }, "range-policy", "info", "RFC 6895 3.1", NULL },
        { { "afsdb", "65300", "X" }, "range-policy", "info", "RFC 6895 3.1.4", NULL },
        { { "ds-digest", "253", "X" }, "range-policy", "info", "RFC 9904", NULL },
        { { "rrtype", "next", "FOO" }, "range-policy", "info", "RFC 6895 3.1", NULL },
    };

    (void)state;
    CHECKS(0, rows);
}

static void names_that_break_a_rule_are_refused(void **state)
{
    static const struct expected rows[] = {
        { { "rrtype", "65280", "IN" }, "mnemonic-disjoint", "error", "RFC 6895 3.1", "INX" },
        { { "rrtype", "65280", "A" }, "mnemonic-unique", "error", "RFC 6895 3.1", "AX" },
        { { "rrtype", "65280", "A" }, "mnemonic-form", "error", "RFC 6895 3.1", "AX" },
        { { "rrtype", "65280", "TYPE9" }, "mnemonic-generic", "error", "RFC 6895 3.1", "TYPE9X" },
        { { "rrtype", "65280", "F" }, "mnemonic-form", "error", "RFC 6895 3.1", "FX" },
        { { "rrtype", "65280", "foo_" }, "mnemonic-form", "error", "RFC 6895 3.1", "FOO" },
        { { "class", "65280", "MX" }, "mnemonic-disjoint", "error", "RFC 6895 3.2", "MXX" },
        { { "rrtype", "65280", "ANY" }, "mnemonic-unique", "error", "RFC 6895 3.1", "ANYX" },
    };

    (void)state;
    CHECKS(1, rows);
}

static void codes_that_break_a_rule_are_refused(void **state)
{
    static const struct expected rows[] = {
        { { "rrtype", "257", "FOO" }, "code-free", "error", "RFC 6895 3.1", "65280" },
        { { "rrtype", "0", "FOO" }, "range-policy", "error", "RFC 6895 3.1", "65280" },
        { { "rrtype", "65535", "FOO" }, "range-policy", "error", "RFC 6895 3.1", "65407" },
        { { "rrtype", "61440", "FOO" }, "range-policy", "error", "RFC 6895 3.1", "65280" },
        { { "rrtype", "99999", "FOO" }, "code-width", "error", "RFC 6895 3.1", "65407" },
        { { "dnssec-alg", "253", "X" }, "code-free", "error", "RFC 4034", NULL },
    };
    struct ran ran = RUN(&runner, "check", "dnssec-alg", "253", "X");

    (void)state;
    CHECKS(1, rows);
    assert_int_equal(ran.status, 1);
    assert_non_null(strstr(ran.out, "private use is by the name inside the data"));
    ran_free(&ran);
}

static void proposals_are_judged_by_the_policy(void **state)
{
    static const struct expected allowed[] = {
        { { "rrtype", "300", "FOO", "--kind", "proposal" }, "range-policy", "info", "RFC 6895 3.1", NULL },
        { { "rrtype", "65535", "FOO", "--kind", "proposal" },
          "range-policy",
          "warning",
          "RFC 6895 3.1",
          "61311" },
        { { "rrtype", "61440", "FOO", "--kind", "proposal" },
          "range-policy",
          "warning",
          "RFC 6895 3.1",
          "61311" },
        { { "rrtype", "65", "HTTPS", "--submission", "modification" },
          "range-policy",
          "info",
          "RFC 6895 3.1",
          NULL },
        { { "rrtype", "HTTPS", "--modifies" }, "range-policy", "info", "RFC 6895 3.1", NULL },
    };
    static const struct expected refused[] = {
        { { "rrtype", "0", "FOO", "--kind", "proposal" }, "range-policy", "error", "RFC 6895 3.1", "54" },
        { { "rrtype", "65280", "FOO", "--kind", "proposal" },
          "range-policy",
          "error",
          "RFC 6895 3.1",
          "61311" },
        { { "rrtype", "257", "FOO", "--kind", "proposal" }, "code-free", "error", "RFC 6895 3.1", "265" },
    };

    static const struct {
        const char *code, *says;
    } ways[] = { { "300", "Expert Review or Standards Action" },
                 { "65535", "the way out is Standards Action" },
                 { "61440", "the way out is IETF Review" } };

    (void)state;
    CHECKS(0, allowed);
    CHECKS(1, refused);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct ran ran = RUN(&runner, "check", "--kind=proposal", "rrtype", ways[i].code, "FOO");
        assert_non_null(strstr(ran.out, ways[i].says));
        ran_free(&ran);
    }
}

/* The same drafts under every edition: the documents differ, so do the verdicts. */
static void verdicts_differ_where_the_documents_do(void **state)
{
    static const char *const editions[] = { "rfc2929", "rfc5395", "rfc6195", "rfc6895", "iana" };

    static const struct {
        const char *arguments[5];
        const char *verdicts; /* a or r for each edition; - where it does not cover the registry */
    } rows[] = {
        { { "rrtype", "65280", "AB-" }, "aarrr" },
        { { "rrtype", "65280", "F" }, "aarrr" },
        { { "rrtype", "65280", "TYPE123" }, "aaarr" },
        { { "rrtype", "65280", "IN" }, "arrrr" },
        { { "rrtype", "65280", "A" }, "rrrrr" },
        { { "rrtype", "65535", "FOO" }, "arrrr" },
        { { "afsdb", "300", "X", "--kind", "proposal" }, "-aarr" },
        { { "class", "33000", "FOO", "--category", "q" }, "rrrrr" },
        { { "rrtype", "65", "FOO", "--kind", "proposal" }, "aaaar" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < 5; k++) {
            const char *arguments[9] = { "check", "-e", editions[k] };
            memcpy(arguments + 3, rows[i].arguments, sizeof rows[i].arguments);
            struct ran ran = run(&runner, arguments);
            if (ran.status != (rows[i].verdicts[k] == 'a' ? 0 : 1))
                fail_msg("%s %s %s under %s: %d", rows[i].arguments[0], rows[i].arguments[1],
                         rows[i].arguments[2], editions[k], ran.status);
            if (rows[i].verdicts[k] == '-')
                assert_non_null(strstr(ran.err, "does not cover afsdb"));
            ran_free(&ran);
        }
}

static void policies_and_categories_follow_the_edition(void **state)
{
    static const struct {
        const char *edition, *registry, *code, *category, *rule, *says;
    } rows[] = {
        { "rfc2929", "rrtype", "40000", NULL, "range-policy", "Specification Required" },
        { "rfc6195", "rrtype", "40000", NULL, "range-policy", "DNS RRTYPE Allocation Policy" },
        { "iana", "rrtype", "40000", NULL, "range-policy", "Expert Review or Standards Action" },
        { "rfc2929", "class", "33000", NULL, "category-range", "data, Q and meta CLASSes" },
        { "rfc6195", "class", "33000", "q", "category-range", "is for data CLASSes, not for Q" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *arguments[] = {
            "--json",         "check", "-e",     rows[i].edition, rows[i].registry,
            rows[i].code,     "FOO",   "--kind", "proposal",      rows[i].category ? "--category" : NULL,
            rows[i].category, NULL
        };
        json_t *answer = run_json(&runner, rows[i].category ? 1 : 0, arguments);
        const json_t *finding = finding_of(answer, rows[i].rule);
        assert_non_null(finding);
        if (!strstr(text_of(finding, "text"), rows[i].says))
            fail_msg("%s: %s", rows[i].edition, text_of(finding, "text"));
        json_decref(answer);
    }
}

static void the_value_says_what_was_judged(void **state)
{
    json_t *answer = RUN_JSON(&runner, 0, "check", "rrtype", "next", "FOO");

    (void)state;
    assert_string_equal(text_of(answer, "registry"), "rrtype");
    assert_string_equal(text_of(answer, "key"), "65280");
    assert_string_equal(text_of(answer, "kind"), "private");
    assert_string_equal(text_of(answer, "edition"), "iana");
    json_decref(answer);
    answer = RUN_JSON(&runner, 0, "check", "rrtype", "65281", "FOO");
    assert_string_equal(text_of(finding_of(answer, "squatter"), "severity"), "warning");
    json_decref(answer);
}

static void text_is_a_line_a_finding_and_the_verdict(void **state)
{
    struct ran ran = RUN(&runner, "check", "rrtype", "65280", "IN");

    (void)state;
    assert_int_equal(ran.status, 1);
    assert_string_equal(ran.out,
                        "error\tmnemonic-disjoint\tRFC 6895 3.1\tIN is CLASS 1; RR TYPEs and CLASSes "
                        "share one space of names\tINX\n"
                        "info\trange-policy\tRFC 6895 3.1\t65280-65534 is for private use: IANA records "
                        "nothing there\t\n"
                        "refused\trrtype\t65280\tIN\tprivate\tiana\n");
    ran_free(&ran);
}

static void what_cannot_be_read_is_bad_usage(void **state)
{
    static const char *const bad[][6] = {
        { "check", "rrtype", "CLASS5", "FOO" },
        { "check", "rrtype", "-AB", "FOO" },
        { "check", "rrtype" },
        { "check", "nothing", "1" },
        { "check", "rrtype", "65280", "FOO", "--kind=official" },
        { "check", "rrtype", "65280", "FOO", "--category=mete" },
        { "check", "rrtype", "65280", "FOO", "--meaning=x" },
        { "check", "rrtype", "65280", "FOO", "--submission=old" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *arguments[7] = { 0 };
        memcpy(arguments, bad[i], sizeof bad[i]);
        struct ran ran = run(&runner, arguments);
        assert_refused(&ran, 2);
        ran_free(&ran);
    }
}

static void a_registry_that_the_edition_lacks_is_a_no(void **state)
{
    struct ran ran = RUN(&runner, "-e", "rfc6195", "check", "ede", "50000", "X");
    (void)state;
    assert_int_equal(ran.status, 1);
    assert_string_equal(ran.out, "");
    assert_string_equal(ran.err, "dnsreg: rfc6195 does not cover ede: ask with -e iana\n");
    ran_free(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(private_codes_are_allowed),
        cmocka_unit_test(names_that_break_a_rule_are_refused),
        cmocka_unit_test(codes_that_break_a_rule_are_refused),
        cmocka_unit_test(proposals_are_judged_by_the_policy),
        cmocka_unit_test(verdicts_differ_where_the_documents_do),
        cmocka_unit_test(policies_and_categories_follow_the_edition),
        cmocka_unit_test(the_value_says_what_was_judged),
        cmocka_unit_test(text_is_a_line_a_finding_and_the_verdict),
        cmocka_unit_test(what_cannot_be_read_is_bad_usage),
        cmocka_unit_test(a_registry_that_the_edition_lacks_is_a_no),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
