#include "support/real.h"
#include "ui/cli/complete.h"
#include "ui/cli/verbs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A line with the cursor at its end, what the line becomes, and the first words offered. */
static const struct {
    const char *line, *becomes, *words;
} cases[] = {
    { "wh", "what ", "what" },
    { "WH", "what ", "what" },
    { "sh", "sh", "shell show" },
    { "nothing", "nothing", "" },
    { "list rrt", "list rrtype ", "rrtype" },
    { "list ed", "list ed", "ede ede-contact ede-json ede-sub" },
    { "list edns-o", "list edns-option ", "edns-option" },
    { "list rrtype ", "list rrtype ", "" },
    { "show rrtype htt", "show rrtype HTTPS ", "HTTPS" },
    { "show \"RR TYPEs\" htt", "show \"RR TYPEs\" HTTPS ", "HTTPS" },
    { "show nowhere h", "show nowhere h", "" },
    { "show special-use onio", "show special-use onion. ", "onion." },
    { "show underscored SRV/_tc", "show underscored SRV/_tcp ", "SRV/_tcp" },
    { "diff rfc2", "diff rfc2929 ", "rfc2929" },
    { "diff rfc2929 rfc6", "diff rfc2929 rfc6", "rfc6195 rfc6895" },
    { "diff rfc2929 iana opc", "diff rfc2929 iana opcode ", "opcode" },
    { "help wh", "help what ", "what" },
    { "-e rfc5", "-e rfc5395 ", "rfc5395" },
    { "--edition rfc5", "--edition rfc5395 ", "rfc5395" },
    { "--edition=rfc5", "--edition=rfc5395 ", "--edition=rfc5395" },
    { "--ed", "--edition ", "--edition" },
    { "--color a", "--color a", "always auto" },
    { "--json li", "--json list ", "list" },
    { "-e iana --json show class chao", "-e iana --json show class chao", "" },
    { "-e iana --json show class c", "-e iana --json show class CH ", "CH" },
    { "-- --ed", "-- --ed", "" },
    { "--db /tm", "--db /tm", "" },
    { "what 65", "what 65", "" },
    { "list 'rrt", "list rrtype ", "rrtype" },
};

static void all_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct completion found;
        char line[256], words[512] = "";
        size_t n = complete(&all_verbs, real_model("iana"), cases[i].line, strlen(cases[i].line), &found);
        assert_int_equal(n, found.n);
        for (size_t k = 0; k < n && k < 4; k++)
            snprintf(words + strlen(words), sizeof words - strlen(words), "%s%s", k ? " " : "",
                     found.words[k]);
        assert_string_equal(words, cases[i].words);
        snprintf(line, sizeof line, "%.*s%s", (int)found.begin, cases[i].line, n ? found.becomes : "");
        if (n > 0)
            assert_string_equal(line, cases[i].becomes);
        completion_free(&found);
    }
}

/* The cursor may stand inside a line; what is behind it does not count. */
static void inside_a_line(void **state)
{
    struct completion found;
    (void)state;
    assert_int_equal(complete(&all_verbs, real_model("iana"), "sho rrtype", 3, &found), 1);
    assert_string_equal(found.becomes, "show ");
    completion_free(&found);
    assert_true(complete(&all_verbs, NULL, "show r", 6, &found) == 0); /* without registries */
    completion_free(&found);
}

/* A name with blanks gets quotes when it is the only one; as long as it is not, nothing is put in that needs
 * them. */
static void quotes(void **state)
{
    struct completion found;

    (void)state;
    assert_int_equal(complete(&all_verbs, real_model("iana"), "show edns-option Upd", 20, &found), 1);
    assert_string_equal(found.words[0], "Update Lease");
    assert_string_equal(found.becomes, "\"Update Lease\" ");
    completion_free(&found);
    assert_int_equal(complete(&all_verbs, real_model("iana"), "show edns-option 'Update l", 26, &found), 1);
    assert_string_equal(found.becomes, "\"Update Lease\" ");
    completion_free(&found);
    assert_true(complete(&all_verbs, real_model("iana"), "show edns-option edn", 20, &found) > 2);
    assert_string_equal(found.becomes, "EDNS");
    completion_free(&found);
}

/* Every verb is offered, sorted, and every prefix of it finds it. */
static void every_verb(void **state)
{
    (void)state;
    for (size_t i = 0; i < all_verbs.n; i++)
        for (size_t len = 0; len <= strlen(all_verbs.at[i].name); len++) {
            struct completion found;
            bool there = false;
            (void)complete(&all_verbs, NULL, all_verbs.at[i].name, len, &found);
            for (size_t k = 0; k < found.n; k++) {
                there = there || strcmp(found.words[k], all_verbs.at[i].name) == 0;
                assert_true(k == 0 || strcmp(found.words[k - 1], found.words[k]) < 0);
            }
            assert_true(there);
            completion_free(&found);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_cases),
        cmocka_unit_test(inside_a_line),
        cmocka_unit_test(quotes),
        cmocka_unit_test(every_verb),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
