/* What the verbs that change the file refuse, and what they say of what they did; each as its own process. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Runs it; the test fails unless it ends so and says the words on either stream. */
static void said(const struct runner *runner, int status, const char *words, const char *const arguments[])
{
    struct ran ran = run(runner, arguments);
    if (ran.status != status || (words && !strstr(ran.out, words) && !strstr(ran.err, words)))
        fail_msg("%s %s: status %d, and not \"%s\": %s%s", arguments[0], arguments[1] ? arguments[1] : "",
                 ran.status, words ? words : "", ran.out, ran.err);
    ran_free(&ran);
}

#define SAID(runner, status, words, ...)                                                                     \
    said((runner), (status), (words), (const char *const[]){ __VA_ARGS__, NULL })
#define DO(runner, status, ...) SAID(runner, status, NULL, __VA_ARGS__)

static size_t logged(const struct runner *runner)
{
    json_t *log = RUN_JSON(runner, 0, "log");
    size_t n = json_array_size(log);
    json_decref(log);
    return n;
}

/* ---- texts ------------------------------------------------------------------------------------- */

static void a_text_is_one_line(void **state)
{
    static const char *const options[] = { "--note", "--meaning", "--reference", "--mnemonic" };
    static const char *const bad[] = { "a\nb",      "a\tb",  "a\033b",       "a\177",
                                       "a\xC2\x85", "a\xFF", "a\xE2\x80\xAE" };
    for (size_t o = 0; o < 3; o++)
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            struct ran ran = RUN(*state, "draft", "add", "edns-option", "65010", "foo", options[o], bad[i]);
            assert_int_equal(ran.status, 1);
            assert_clean(ran.out, ran.out_len);
            assert_int_equal(strncmp(ran.out, "error\ttext\tRFC 3629\t", 20), 0); /* first, on a line */
            assert_int_equal(strcspn(ran.out, "\n") > 40, 1);
            ran_free(&ran);
        }
    assert_int_equal(logged(*state), 0);
}

static void operands_come_back_short(void **state)
{
    char word[3000];

    const char *const lines[][8] = {
        { "list", word },
        { word },
        { "help", word },
        { "help", "draft", word },
        { "-e", word, "list" },
        { "--color", word, "list" },
        { "show", "rrtype", word },
        { "what", word },
        { "log", word },
        { "diff", "iana", "rfc6895", word },
        { "draft", "show", "rrtype", word },
        { "draft", "add", "rrtype", word },
        { "draft", "add", "rrtype", "next", "FOO", "--kind", word },
        { "draft", "add", "rrtype", "next", "FOO", "--submission", word },
        { "registry", "add", word },
        { "registry", "add", "mine", word },
        { "registry", "add", "mine", "--width", word },
        { "registry", "remove", word },
    };
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(*state, lines[i]);
        assert_true(ran.status == 1 || ran.status == 2);
        assert_int_equal(count_lines(ran.err), 1);
        if (ran.err_len > 260 || !strstr(ran.err, "xxx..."))
            fail_msg("line %zu: %s", i, ran.err);
        ran_free(&ran);
    }
}

/* ---- which draft ------------------------------------------------------------------------------- */

static void drafts_without_a_code_have_a_number(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "tbd", "ONE");
    DO(*state, 0, "draft", "add", "rrtype", "tbd", "-");
    DO(*state, 0, "draft", "add", "rrtype", "tbd", "-");
    SAID(*state, 1, "3 drafts of rrtype have no code yet; name one by its name, or as '#1', '#2', '#3'",
         "draft", "show", "rrtype", "tbd");
    SAID(*state, 1, "3 drafts", "draft", "set", "rrtype", "tbd", "--note", "x");
    SAID(*state, 1, "3 drafts", "draft", "remove", "rrtype", "TBD");
    SAID(*state, 0, "\t#3\n", "draft", "list");

    json_t *row = RUN_JSON(*state, 0, "draft", "set", "rrtype", "#3", "--note", "third");
    assert_int_equal(number_of(row, "id"), 3);
    assert_string_equal(text_of(row, "note"), "third");
    json_decref(row);
    DO(*state, 0, "draft", "remove", "rrtype", "#2");
    SAID(*state, 1, "has no draft #2", "draft", "show", "rrtype", "#2");
    SAID(*state, 1, "has no draft #3", "draft", "show", "class", "#3");
    SAID(*state, 1, "has no draft #", "draft", "show", "rrtype", "#");
    DO(*state, 0, "draft", "remove", "rrtype", "one");
    SAID(*state, 0, "\t#3\n", "draft", "show", "rrtype", "tbd"); /* it is alone now */
}

static void tbd_and_next_are_no_names(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "65300", "TBD");
    DO(*state, 0, "draft", "add", "rrtype", "65301", "NEXT");
    SAID(*state, 1, "rrtype has no draft tbd", "draft", "show", "rrtype", "tbd");
    SAID(*state, 1, "asks for a new code", "draft", "remove", "rrtype", "next");
    DO(*state, 0, "draft", "remove", "rrtype", "#1");
    DO(*state, 0, "draft", "remove", "rrtype", "65301");
}

static void a_modification_says_of_what(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "MX", "MX", "--modifies", "--kind", "proposal");
    SAID(*state, 0, "\tMX\tchange of MX\t", "draft", "list");
    DO(*state, 0, "draft", "set", "rrtype", "MX", "--meaning", "mail");
    SAID(*state, 0, "\tMX\tchange of MX: mail\t", "draft", "list");
}

/* ---- what is saved ----------------------------------------------------------------------------- */

static void what_changes_nothing_is_no_change(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "65300", "FOO", "--note", "mine");
    json_t *row = RUN_JSON(*state, 0, "draft", "set", "rrtype", "FOO", "--note", "mine", "--code", "0xFF14");
    assert_int_equal(number_of(row, "rev"), 1);
    json_decref(row);
    SAID(*state, 0, "nothing to change", "draft", "set", "rrtype", "FOO", "--mnemonic", "FOO");
    assert_int_equal(logged(*state), 1);
    DO(*state, 0, "draft", "add", "rrtype", "tbd", "BAR");
    SAID(*state, 0, "nothing to change", "-e", "rfc6195", "draft", "set", "rrtype", "tbd", "--mnemonic",
         "BAR");
    assert_int_equal(logged(*state), 2);
    DO(*state, 0, "draft", "set", "rrtype", "FOO", "--mnemonic", "Foo", "-e",
       "rfc2929"); /* a change of case */
    assert_int_equal(logged(*state), 3);
    DO(*state, 0, "undo", "3");
    DO(*state, 1, "undo");
}

/* The category of the form: data where the range takes data, else the first that it takes. */
static void a_category_is_chosen_for_who_names_none(void **state)
{
    static const struct {
        const char *registry, *code, *name, *category;
    } drafts[] = {
        { "rrtype", "300", "AA", "data" }, { "rrtype", "next", "BB", "data" }, { "rrtype", "200", "CC", "q" },
        { "rrtype", "tbd", "DD", "data" }, { "class", "300", "EE", "data" },   { "opcode", "12", "ff", NULL },
        { "afsdb", "300", "GG", NULL },
    };

    for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
        bool closed = strcmp(drafts[i].registry, "afsdb") == 0;
        json_t *row = RUN_JSON(*state, closed ? 1 : 0, "draft", "add", drafts[i].registry, drafts[i].code,
                               drafts[i].name, "--kind", "proposal");
        if (!closed && drafts[i].category)
            assert_string_equal(text_of(row, "category"), drafts[i].category);
        else if (!closed)
            assert_null(text_of(row, "category"));
        json_decref(row);
    }
    SAID(*state, 0, "category", "log", "1", "--json");
    DO(*state, 0, "draft", "set", "rrtype", "AA", "--category", ""); /* who takes it away means it */
    SAID(*state, 0, "category \"data\" to \"\"", "log", "1");
}

static void a_change_that_cannot_be_printed_was_made(void **state)
{
    struct runner *runner = *state;

    runner->stdout_to = "/dev/full";
    SAID(runner, 3, "; the change was made\n", "draft", "add", "rrtype", "65300", "FOO");
    SAID(runner, 3, "; the change was made\n", "registry", "add", "mine");
    SAID(runner, 3, "; 2 changes were made\n", "undo", "2");
    SAID(runner, 3, "No space left on device\n", "log");
    runner->stdout_to = NULL;
    assert_int_equal(logged(runner), 4);
}

/* ---- the log ----------------------------------------------------------------------------------- */

static void undo_says_whose_work_it_took_back(void **state)
{
    struct runner *runner = *state;

    DO(runner, 0, "draft", "add", "rrtype", "65300", "FOO");
    DO(runner, 0, "draft", "add", "rrtype", "65301", "BAR");
    runner->environment[0] = "DNSREG_AUTHOR=bob";
    runner->environment[1] = "DNSREG_NOW=2026-11-22T00:00:00Z";
    SAID(runner, 0, "bob\tundo 2\trrtype\t65301\tremoved BAR (done by alice at 2026-11-21T09:12:00Z)\n",
         "undo");
    SAID(runner, 0, "added BAR (done by alice at 2026-11-21T09:12:00Z)\n", "redo");

    json_t *log = RUN_JSON(runner, 0, "undo", "2");
    assert_int_equal(json_array_size(log), 2);
    assert_string_equal(text_of(json_array_get(log, 1), "who"), "bob");
    assert_string_equal(text_of(json_array_get(log, 1), "target_who"), "alice");
    assert_string_equal(text_of(json_array_get(log, 1), "target_at"), "2026-11-21T09:12:00Z");
    json_decref(log);
    log = RUN_JSON(runner, 0, "log");
    assert_null(text_of(json_array_get(log, 5), "target_who"));
    json_decref(log);
}

/* Both texts, to their last octet: nothing is clipped in a pipe. */
static void the_log_has_the_whole_of_a_note(void **state)
{
    char old[4001], new[4001];

    memset(old, 'o', 4000);
    memset(new, 'n', 4000);
    old[4000] = new[4000] = '\0';
    DO(*state, 0, "draft", "add", "rrtype", "65300", "FOO", "--note", old);
    DO(*state, 0, "draft", "set", "rrtype", "FOO", "--note", new);

    struct ran ran = RUN(*state, "log", "1");
    assert_non_null(strstr(ran.out, old));
    assert_non_null(strstr(ran.out, new));
    ran_free(&ran);
}

/* ---- registries of one's own ------------------------------------------------------------------- */

static void ids_that_mean_something_else_are_refused(void **state)
{
    static const char *const bad[] = { "list", "add", "all",   "next",    "tbd",  "draft", "remove",
                                       "iana", "log", "shell", "rfc6195", "show", "",      "a_b" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        SAID(*state, 2, "id", "registry", "add", bad[i]);
    DO(*state, 0, "registry", "add", "listing");
}

static void registries_have_texts_of_one_line(void **state)
{
    static const char *const bad[] = { "",
                                       " ",
                                       "a\nb",
                                       "a\033b",
                                       "a\xFF",
                                       "a\xE2\x81\xA6",
                                       "0123456789012345678901234567890123456789012345678901234567890" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        DO(*state, 2, "registry", "add", "mine", "--title", bad[i]);
    SAID(*state, 1, "another title", "registry", "add", "mine", "--title", "rrtype");
    SAID(*state, 2, "the policy", "registry", "add", "mine", "0-5=a\nb");
    SAID(*state, 2, "the policy", "registry", "add", "mine", "0-5=a\xFF");
}

static void policies_are_known_by_their_whole_words(void **state)
{
    static const struct {
        const char *said, *policy, *use;
        bool known;
    } policies[] = {
        { "Private Use", "Private Use", "private", true },
        { "private use", "Private Use", "private", true },
        { "PRIVATE", "Private Use", "private", true },
        { "Experimental Use", "Experimental Use", "experimental", true },
        { "reserved", "Reserved", "reserved", true },
        { "closed", "Closed", "closed", true },
        { "Private Useless", "Private Useless", "open", false },
        { "Reserved by me", "Reserved by me", "open", false },
        { "Expert Review", "Expert Review", "open", true },
        { "expert review", "expert review", "open", true },
    };

    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        char range[80], note[120];
        snprintf(range, sizeof range, "0-5=%s", policies[i].said);
        snprintf(note, sizeof note, "dnsreg: 0-5 is open to proposals under %s\n", policies[i].said);
        struct ran ran = RUN(*state, "registry", "add", "mine", range);
        assert_int_equal(ran.status, 0);
        assert_string_equal(ran.err, policies[i].known ? "" : note);
        ran_free(&ran);
        json_t *own = RUN_JSON(*state, 0, "registry", "remove", "mine");
        assert_string_equal(text_of(json_array_get(json_object_get(own, "ranges"), 0), "policy"),
                            policies[i].policy);
        assert_string_equal(text_of(json_array_get(json_object_get(own, "ranges"), 0), "use"),
                            policies[i].use);
        json_decref(own);
    }
}

static void a_registry_has_256_ranges_at_most(void **state)
{
    char ranges[256][24];
    const char *arguments[260] = { "registry", "add", "mine" };

    for (size_t i = 0; i < 256; i++) {
        snprintf(ranges[i], sizeof ranges[i], "%zu=Private Use", i);
        arguments[i + 3] = ranges[i];
    }

    said(*state, 2, "257 ranges", arguments); /* and one that is Reserved behind them */
    snprintf(ranges[255], sizeof ranges[255], "255-65535=Private Use");
    said(*state, 0, "255-65535 Private Use", arguments);
}

int main(void)
{
#define IN_A_BOX(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)
    const struct CMUnitTest tests[] = {
        IN_A_BOX(a_text_is_one_line),
        IN_A_BOX(operands_come_back_short),
        IN_A_BOX(drafts_without_a_code_have_a_number),
        IN_A_BOX(tbd_and_next_are_no_names),
        IN_A_BOX(a_modification_says_of_what),
        IN_A_BOX(what_changes_nothing_is_no_change),
        IN_A_BOX(a_category_is_chosen_for_who_names_none),
        IN_A_BOX(a_change_that_cannot_be_printed_was_made),
        IN_A_BOX(undo_says_whose_work_it_took_back),
        IN_A_BOX(the_log_has_the_whole_of_a_note),
        IN_A_BOX(ids_that_mean_something_else_are_refused),
        IN_A_BOX(registries_have_texts_of_one_line),
        IN_A_BOX(policies_are_known_by_their_whole_words),
        IN_A_BOX(a_registry_has_256_ranges_at_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
