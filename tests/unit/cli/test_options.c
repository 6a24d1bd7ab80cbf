/* A command line taken apart. */
#include "ui/cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 16 };

struct command {
    struct options options;
    const char *operands[MOST];
    size_t n;
    struct err err;
    bool ok;
};

static struct command read_all(const char *const argv[])
{
    struct command command = { .options = options_default() };
    int argc = 0;
    while (argv[argc])
        argc++;
    command.ok = options_read(argc, argv, &command.options, command.operands, &command.n, &command.err);
    return command;
}

#define READ(...) read_all((const char *const[]){ __VA_ARGS__, NULL })

static void nothing_is_the_default(void **state)
{
    const char *const none[] = { NULL };
    struct command command = read_all(none);
    (void)state;
    assert_true(command.ok);
    assert_int_equal(command.n, 0);
    assert_string_equal(command.options.edition, "iana");
    assert_null(command.options.db);
    assert_false(command.options.json || command.options.read_only || command.options.help ||
                 command.options.version);
    assert_int_equal(command.options.color, COLOR_AUTO);
}

static void options_stand_anywhere(void **state)
{
    struct command command = READ("what", "--json", "65", "-e", "rfc6195", "66", "--read-only");

    (void)state;
    assert_true(command.ok);
    assert_int_equal(command.n, 3);
    assert_string_equal(command.operands[0], "what");
    assert_string_equal(command.operands[1], "65");
    assert_string_equal(command.operands[2], "66");
    assert_true(command.options.json && command.options.read_only);
    assert_string_equal(command.options.edition, "rfc6195");
}

static void values_have_four_forms(void **state)
{
    (void)state;
    assert_string_equal(READ("--edition", "x").options.edition, "x");
    assert_string_equal(READ("--edition=x").options.edition, "x");
    assert_string_equal(READ("-e", "x").options.edition, "x");
    assert_string_equal(READ("-ex").options.edition, "x");
    assert_string_equal(READ("--edition=a=b").options.edition, "a=b");
    assert_string_equal(READ("--edition=").options.edition, "");
    assert_string_equal(READ("-e", "--json").options.edition, "--json"); /* a value, whatever it looks like */
    assert_string_equal(READ("--db", "-").options.db, "-");
}

static void the_last_counts(void **state)
{
    (void)state;
    assert_string_equal(READ("-e", "a", "--edition=b").options.edition, "b");
    assert_int_equal(READ("--color=always", "--color=never").options.color, COLOR_NEVER);
}

static void two_dashes_end_them(void **state)
{
    struct command command = READ("--json", "--", "-e", "--", "--json");
    (void)state;
    assert_true(command.ok && command.options.json);
    assert_int_equal(command.n, 3);
    assert_string_equal(command.operands[0], "-e");
    assert_string_equal(command.operands[1], "--");
    assert_string_equal(command.operands[2], "--json");
}

static void a_lone_dash_and_an_empty_text_are_operands(void **state)
{
    struct command command = READ("-", "");
    (void)state;
    assert_true(command.ok);
    assert_int_equal(command.n, 2);
}

static void colors_have_three_words(void **state)
{
    (void)state;
    assert_int_equal(READ("--color", "always").options.color, COLOR_ALWAYS);
    assert_int_equal(READ("--color", "never").options.color, COLOR_NEVER);
    assert_int_equal(READ("--color", "auto").options.color, COLOR_AUTO);
}

static void what_is_wrong_is_usage(void **state)
{
    static const char *const wrong[][3] = {
        { "-x", NULL },         { "--nonsense", NULL },  { "--edit", NULL },      { "--edition", NULL },
        { "-e", NULL },         { "--db", NULL },        { "--json=1", NULL },    { "--json=", NULL },
        { "--color", NULL },    { "--color=", NULL },    { "--color=red", NULL }, { "-hx", NULL },
        { "-AB", NULL },        { "---", NULL },         { "--=x", NULL },        { "-\xFF", NULL },
        { "--\033[31m", NULL }, { "--help=what", NULL }, { "--JSON", NULL },      { "--read_only", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct command command = read_all(wrong[i]);
        if (command.ok)
            fail_msg("%s was taken", wrong[i][0]);
        assert_int_equal(command.err.kind, ERR_USAGE);
        assert_true(command.err.text[0] != '\0');
    }
}

static void every_row_is_taken_by_its_name_and_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_option_rows; i++) {
        char name[64] = "--", letter[3] = { '-', option_rows[i].letter, '\0' };
        const char *value = strcmp(option_rows[i].name, "color") == 0 ? "auto" : "x";
        memcpy(name + 2, option_rows[i].name, strlen(option_rows[i].name) + 1);
        assert_true(option_rows[i].value ? READ(name, value).ok : READ(name).ok);
        if (option_rows[i].letter)
            assert_true(option_rows[i].value ? READ(letter, value).ok : READ(letter).ok);
    }
}

/* A shell or the explorer reads each line over what holds there already. */
static void what_is_not_named_stays_as_it_was(void **state)
{
    struct options options = options_default();
    const char *operands[MOST];
    struct err err = { 0 };
    size_t n;

    (void)state;
    options.edition = "rfc6195";
    options.read_only = true;
    assert_true(options_read(2, (const char *const[]){ "list", "--json" }, &options, operands, &n, &err));
    assert_int_equal(n, 1);
    assert_string_equal(options.edition, "rfc6195");
    assert_true(options.read_only && options.json);
}

static void fields_of_a_draft_are_options(void **state)
{
    struct command command =
        READ("check", "rrtype", "--kind", "proposal", "300", "--category=meta", "FOO", "--meaning", "");

    (void)state;
    assert_true(command.ok);
    assert_int_equal(command.n, 4);
    assert_string_equal(command.options.draft.at[DRAFT_KIND], "proposal");
    assert_string_equal(command.options.draft.at[DRAFT_CATEGORY], "meta");
    assert_string_equal(command.options.draft.at[DRAFT_MEANING], "");
    assert_null(command.options.draft.at[DRAFT_NOTE]);
    assert_int_equal(command.options.given,
                     OPTION_BIT(DRAFT_KIND) | OPTION_BIT(DRAFT_CATEGORY) | OPTION_BIT(DRAFT_MEANING));
    assert_int_equal(READ("list").options.given, 0);
}

static void a_modification_is_said_in_two_ways(void **state)
{
    (void)state;
    assert_true(READ("check", "--modifies").options.draft.modifies);
    assert_true(READ("check", "--submission", "modification").options.draft.modifies);
    assert_false(READ("check", "--submission", "new").options.draft.modifies);
    assert_false(READ("check").options.draft.modifies);
    assert_false(READ("check", "--submission", "old").ok);
    assert_false(READ("check", "--modifies=yes").ok);
    assert_false(READ("check", "--kind").ok);
}

static void options_of_some_verbs_are_noted(void **state)
{
    struct command command = READ("decode", "--lines", "--pair", "00");
    (void)state;
    assert_true(command.ok);
    assert_int_equal(command.n, 2);
    assert_int_equal(command.options.given, OPTION_BIT(OPTION_LINES) | OPTION_BIT(OPTION_PAIR));
    assert_int_equal(READ("list").options.given, 0);
    assert_false(READ("decode", "--lines=yes").ok);
}

static void every_option_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i < OWN_OPTIONS; i++) {
        struct option_row row = own_option_row(i), found;
        char name[64] = "--";
        unsigned own;
        memcpy(name + 2, row.name, strlen(row.name) + 1);
        assert_true(option_called(name, strlen(name), &found, &own));
        assert_int_equal(own, i);
        assert_true(row.help[0] && row.letter == '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_the_default),
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(values_have_four_forms),
        cmocka_unit_test(the_last_counts),
        cmocka_unit_test(two_dashes_end_them),
        cmocka_unit_test(a_lone_dash_and_an_empty_text_are_operands),
        cmocka_unit_test(colors_have_three_words),
        cmocka_unit_test(what_is_wrong_is_usage),
        cmocka_unit_test(what_is_not_named_stays_as_it_was),
        cmocka_unit_test(every_row_is_taken_by_its_name_and_letter),
        cmocka_unit_test(fields_of_a_draft_are_options),
        cmocka_unit_test(a_modification_is_said_in_two_ways),
        cmocka_unit_test(options_of_some_verbs_are_noted),
        cmocka_unit_test(every_option_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
