/* The verbs as a user meets them: the table, help, usage, options, where words go and what the exit status
 * says. */
#include "support/run.h"

#include "ui/cli/options.h"
#include "ui/cli/verbs.h"

#include <ctype.h>
#include <setjmp.h>
#include <sqlite3.h>
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

static void assert_status(const struct ran *ran, int status)
{
    if (ran->status != status)
        fail_msg("exit status %d, not %d; it said: %s", ran->status, status, ran->err);
}

/* ---- the tables walk themselves ---------------------------------------------------------------- */

static void verbs_are_sorted_and_say_what_they_do(void **state)
{
    (void)state;
    assert_true(all_verbs.n >= 7);
    for (size_t i = 0; i < all_verbs.n; i++) {
        const struct verb *verb = &all_verbs.at[i];
        assert_true(i == 0 || strcmp(all_verbs.at[i - 1].name, verb->name) < 0);
        assert_non_null(verb->operands);
        assert_true(verb->summary && verb->summary[0] && !strchr(verb->summary, '\n'));
        assert_true(verb->help && verb->help[0] && verb->help[strlen(verb->help) - 1] == '\n');
        assert_true((verb->run != NULL) != (verb->words != NULL)); /* or its words do */
        assert_true(verb->least <= verb->most);
        assert_ptr_equal(verb_called(&all_verbs, verb->name), verb);
    }
}

static void verbs_are_called_in_full_only(void **state)
{
    (void)state;
    assert_null(verb_called(&all_verbs, "lis"));
    assert_null(verb_called(&all_verbs, "lists"));
    assert_null(verb_called(&all_verbs, ""));
    assert_null(verb_called(&all_verbs, "LIST"));
}

static void options_are_sorted_with_letters_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        assert_true(i == 0 || strcmp(option_rows[i - 1].name, row->name) < 0);
        assert_true(row->help && row->help[0]);
        assert_true(row->letter == '\0' || isalpha((unsigned char)row->letter));
        for (size_t k = 0; k < i && row->letter; k++)
            assert_int_not_equal(option_rows[k].letter, row->letter);
    }
}

static void options_of_another_verb_are_bad_usage(void **state)
{
    struct ran ran = RUN(&runner, "list", "--kind", "private");
    (void)state;
    assert_refused(&ran, 2);
    assert_non_null(strstr(ran.err, "list takes no --kind"));
    ran_free(&ran);
}

/* ---- help and version -------------------------------------------------------------------------- */

static void help_lists_every_verb_and_option(void **state)
{
    struct ran ran = RUN(&runner, "help");

    (void)state;
    assert_status(&ran, 0);
    assert_string_equal(ran.err, "");
    for (size_t i = 0; i < all_verbs.n; i++) {
        assert_non_null(strstr(ran.out, all_verbs.at[i].name));
        assert_non_null(strstr(ran.out, all_verbs.at[i].summary));
    }

    for (size_t i = 0; i < n_option_rows; i++)
        assert_non_null(strstr(ran.out, option_rows[i].help));
    ran_free(&ran);
}

static void help_in_json_is_the_tables(void **state)
{
    json_t *all = RUN_JSON(&runner, 0, "help");
    json_t *one = RUN_JSON(&runner, 0, "show", "--help");
    const json_t *list = json_object_get(all, "verbs"),
                 *verb = json_array_get(json_object_get(one, "verbs"), 0);
    const json_t *options = json_object_get(all, "options");

    (void)state;
    assert_int_equal(json_array_size(list), all_verbs.n);
    for (size_t i = 0; i < all_verbs.n; i++) {
        assert_string_equal(text_of(json_array_get(list, i), "name"), all_verbs.at[i].name);
        assert_string_equal(text_of(json_array_get(list, i), "arguments"), all_verbs.at[i].operands);
        assert_string_equal(text_of(json_array_get(list, i), "summary"), all_verbs.at[i].summary);
        assert_string_equal(text_of(json_array_get(list, i), "help"), all_verbs.at[i].help);
        assert_int_equal(json_array_size(json_object_get(json_array_get(list, i), "words")),
                         all_verbs.at[i].n_words);
    }

    assert_int_equal(json_array_size(options), n_option_rows);
    assert_string_equal(text_of(json_array_get(options, 2), "name"), "edition");
    assert_string_equal(text_of(json_array_get(options, 2), "letter"), "e");
    assert_string_equal(text_of(json_array_get(options, 2), "value"), "ID");
    assert_null(text_of(json_array_get(options, 1), "letter"));
    assert_int_equal(json_array_size(json_object_get(one, "verbs")), 1);
    assert_string_equal(text_of(verb, "name"), "show");
    json_decref(all);
    json_decref(one);
}

static void help_of_each_verb_is_its_help(void **state)
{
    (void)state;
    for (size_t i = 0; i < all_verbs.n; i++) {
        struct ran ran = RUN(&runner, "help", all_verbs.at[i].name);
        struct ran same = RUN(&runner, all_verbs.at[i].name, "--help");
        assert_status(&ran, 0);
        assert_non_null(strstr(ran.out, all_verbs.at[i].help));
        assert_string_equal(ran.out, same.out);
        ran_free(&ran);
        ran_free(&same);
    }
}

static void help_opens_no_file(void **state)
{
    struct runner bare = runner;

    (void)state;
    bare.environment[0] = "DNSREG_DB=/nonexistent/folder/registry.db";
    struct ran ran = RUN(&bare, "help", "what");
    assert_status(&ran, 0);
    ran_free(&ran);
    ran = RUN(&bare, "-h");
    assert_status(&ran, 0);
    ran_free(&ran);
}

const char *curses_version(void); /* <curses.h> would come with feature macros of its own */

/* The first line is for scripts; the second names what runs with it, on a pipe and without a terminal to
 * open. */
static void version_is_a_line_and_what_it_runs_with(void **state)
{
    static const char first[] = "dnsreg " DNSREG_VERSION "\n";
    struct runner bare = runner;
    char second[256];

    (void)state;
    bare.environment[0] = "TERM";
    struct ran ran = RUN(&bare, "--version");
    assert_status(&ran, 0);
    assert_int_equal(strncmp(ran.out, first, sizeof first - 1), 0);
    snprintf(second, sizeof second, "SQLite %s, %s, built with libedit ", sqlite3_libversion(),
             curses_version());
    assert_int_equal(strncmp(ran.out + sizeof first - 1, second, strlen(second)), 0);
    assert_true(isdigit((unsigned char)ran.out[sizeof first - 1 + strlen(second)]));
    assert_int_equal(count_lines(ran.out), 2);
    assert_string_equal(ran.err, "");
    ran_free(&ran);
}

/* ---- usage ------------------------------------------------------------------------------------- */

static void bad_usage_is_two_and_one_line(void **state)
{
    static const char *const lines[][5] = {
        { NULL },
        { "nonsense", NULL },
        { "lis", NULL },
        { "help", "nonsense", NULL },
        { "list", "a", "b", NULL },
        { "what", NULL },
        { "search", NULL },
        { "show", "rrtype", NULL },
        { "show", "rrtype", "1", "2", NULL },
        { "diff", "iana", NULL },
        { "editions", "x", NULL },
        { "list", "no-such-registry", NULL },
        { "list", "ipv4x", NULL },
        { "show", "no-such-registry", "1", NULL },
        { "diff", "iana", "iana", "no-such-registry", NULL },
        { "-e", "no-such-edition", "list", NULL },
        { "diff", "iana", "no-such-edition", NULL },
        { "diff", "no-such-edition", "iana", NULL },
        { "show", "rrtype", "12x", NULL },
        { "show", "rrtype", "0xZZ", NULL },
        { "show", "rrtype", "CLASS5", NULL },
        { "show", "class", "TYPE5", NULL },
        { "show", "ede", "CLASS5", NULL },
        { "show", "opcode", "TYPE5", NULL },
        { "list", "-x", NULL },
        { "list", "-AB", NULL },
        { "list", "--jso", NULL },
        { "list", "--json=1", NULL },
        { "list", "--edition", NULL },
        { "list", "-e", NULL },
        { "list", "--db", NULL },
        { "list", "--color", "puce", NULL },
        { "list", "--edition=", NULL },
        { "show", "rrtype", "-1", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(&runner, lines[i]);
        if (ran.status != 2)
            print_error("line %zu: %s %s\n", i, lines[i][0] ? lines[i][0] : "",
                        lines[i][0] ? lines[i][1] : "");
        assert_refused(&ran, 2);
        ran_free(&ran);
    }
}

static void json_leaves_bad_usage_without_output(void **state)
{
    struct ran ran = RUN(&runner, "--json", "list", "no-such-registry");
    (void)state;
    assert_refused(&ran, 2);
    ran_free(&ran);
    ran = RUN(&runner, "--json", "nonsense");
    assert_refused(&ran, 2);
    ran_free(&ran);
}

/* ---- options ----------------------------------------------------------------------------------- */

static void options_have_four_forms_and_the_last_counts(void **state)
{
    static const char *const lines[][8] = {
        { "--edition=rfc2929", "list", NULL },
        { "--edition", "rfc2929", "list", NULL },
        { "-e", "rfc2929", "list", NULL },
        { "-erfc2929", "list", NULL },
        { "list", "-e", "rfc2929", NULL },
        { "-e", "iana", "list", "-e", "rfc2929", NULL },
        { "-e", "no-such-edition", "--edition=rfc2929", "list", NULL },
        { "-e", "RFC2929", "list", NULL },
        { "-e", "rfc2929", "--", "list", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(&runner, lines[i]);
        assert_status(&ran, 0);
        assert_int_equal(count_lines(ran.out), 6); /* it covers six registries */
        ran_free(&ran);
    }
}

static void two_dashes_end_the_options(void **state)
{
    struct ran ran = RUN(&runner, "show", "rrtype", "--", "-AB");

    (void)state;
    assert_refused(&ran, 1); /* readable, and there is none */
    ran_free(&ran);
    ran = RUN(&runner, "list", "--", "--json");
    assert_refused(&ran, 2); /* no registry of this name */
    ran_free(&ran);
    ran = RUN(&runner, "what", "-");
    assert_int_not_equal(ran.status, 2); /* a lone dash is an operand */
    ran_free(&ran);
}

static void color_paints_and_never_does_not(void **state)
{
    struct ran plain = RUN(&runner, "--color", "never", "list", "opcode");
    struct ran painted = RUN(&runner, "--color=always", "list", "opcode");
    struct ran by_default = RUN(&runner, "list", "opcode");
    struct runner no_color = runner;

    (void)state;
    no_color.environment[0] = "NO_COLOR=1";
    struct ran wanted = RUN(&no_color, "--color=always", "list", "opcode");
    assert_null(strchr(plain.out, '\033'));
    assert_non_null(strchr(painted.out, '\033'));
    assert_non_null(strchr(wanted.out, '\033'));    /* always beats NO_COLOR */
    assert_string_equal(by_default.out, plain.out); /* a pipe */
    ran_free(&plain);
    ran_free(&painted);
    ran_free(&by_default);
    ran_free(&wanted);
}

/* ---- where words go ---------------------------------------------------------------------------- */

static void a_full_disk_is_three(void **state)
{
    static const char *const lines[][4] = {
        { "list", NULL },
        { "list", "rrtype", NULL },
        { "--json", "list", NULL },
        { "what", "65", NULL },
        { "show", "rcode", "16", NULL },
        { "search", "key", NULL },
        { "editions", NULL },
        { "help", NULL },
        { "--version", NULL },
        { "help", "what", NULL },
        { "diff", "rfc6195", "iana", NULL },
        { "--json", "what", "zzzz", NULL },
    };
    struct runner full = runner;
    (void)state;
    full.stdout_to = "/dev/full";
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(&full, lines[i]);
        if (ran.status != 3 || count_lines(ran.err) != 1)
            print_error("line %zu: %s\n", i, lines[i][0]);
        assert_refused(&ran, 3);
        ran_free(&ran);
    }
}

static void a_pipe_gets_tabs_without_a_head_and_as_many_columns_in_each_line(void **state)
{
    static const char *const lines[][4] = {
        { "list", NULL },          { "list", "rrtype", NULL },           { "list", "underscored", NULL },
        { "what", "65", NULL },    { "what", "0x8583", NULL },           { "list", "cookie-method", NULL },
        { "editions", NULL },      { "diff", "rfc6195", "iana", NULL },  { "search", "key", NULL },
        { "list", "label", NULL }, { "list", "catalog-property", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(&runner, lines[i]);
        size_t columns = 0;
        char *rest = NULL;
        assert_true(ran.status <= 1);
        assert_clean(ran.out, ran.out_len);
        for (char *line = strtok_r(ran.out, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
            size_t tabs = 0;
            for (const char *at = line; *at; at++)
                tabs += *at == '\t';
            if (columns == 0)
                columns = tabs;
            assert_int_equal(tabs, columns);
            assert_int_not_equal(strncmp(line, "registry\t", 9), 0); /* no head */
        }
        assert_true(columns > 0);
        ran_free(&ran);
    }
}

static void a_registry_the_edition_lacks_is_no_with_the_editions_that_have_it(void **state)
{
    struct ran ran = RUN(&runner, "-e", "rfc6195", "list", "ede");

    (void)state;
    assert_refused(&ran, 1);
    assert_string_equal(ran.err, "dnsreg: rfc6195 does not cover ede: ask with -e iana\n");
    ran_free(&ran);
    ran = RUN(&runner, "-e", "rfc2929", "show", "afsdb", "1");
    assert_refused(&ran, 1);
    assert_string_equal(
        ran.err, "dnsreg: rfc2929 does not cover afsdb: ask with -e rfc5395, rfc6195, rfc6895 or iana\n");
    ran_free(&ran);
}

static void a_registry_answers_to_all_its_names(void **state)
{
    static const char *const names[] = {
        "rrtype",   "RRTYPE",   "dns-parameters-4",          "dns-parameters/dns-parameters-4",
        "RR TYPEs", "rr types", "Resource Record (RR) TYPEs"
    };
    struct ran first = RUN(&runner, "list", "rrtype");
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ran ran = RUN(&runner, "list", names[i]);
        assert_string_equal(ran.out, first.out);
        ran_free(&ran);
    }
    ran_free(&first);
}

static void no_file_is_needed_to_read(void **state)
{
    struct ran made = RUN(&runner, "list", "rcode");
    struct ran image =
        RUN(&runner, "--read-only", "--db", DNSREG_SOURCE "/tests/unit/no-such-file.db", "list", "rcode");

    (void)state;
    assert_status(&image, 0);
    assert_string_equal(made.out, image.out);
    assert_string_equal(image.err, ""); /* said on a terminal only */
    ran_free(&made);
    ran_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_are_sorted_and_say_what_they_do),
        cmocka_unit_test(verbs_are_called_in_full_only),
        cmocka_unit_test(options_are_sorted_with_letters_of_their_own),
        cmocka_unit_test(options_of_another_verb_are_bad_usage),
        cmocka_unit_test(help_lists_every_verb_and_option),
        cmocka_unit_test(help_in_json_is_the_tables),
        cmocka_unit_test(help_of_each_verb_is_its_help),
        cmocka_unit_test(help_opens_no_file),
        cmocka_unit_test(version_is_a_line_and_what_it_runs_with),
        cmocka_unit_test(bad_usage_is_two_and_one_line),
        cmocka_unit_test(json_leaves_bad_usage_without_output),
        cmocka_unit_test(options_have_four_forms_and_the_last_counts),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(color_paints_and_never_does_not),
        cmocka_unit_test(a_full_disk_is_three),
        cmocka_unit_test(a_pipe_gets_tabs_without_a_head_and_as_many_columns_in_each_line),
        cmocka_unit_test(a_registry_the_edition_lacks_is_no_with_the_editions_that_have_it),
        cmocka_unit_test(a_registry_answers_to_all_its_names),
        cmocka_unit_test(no_file_is_needed_to_read),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
