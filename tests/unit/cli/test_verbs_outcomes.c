/* --json, for every verb and every way it may end: one JSON value on standard output and status 0 or 1, or
 * nothing there and status 2 or 3. */
#include "support/verb_rows.h"

#include "ui/cli/cli.h"
#include "ui/cli/session.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- what is a value ---- */

static void assert_value(const char *what, const char *text, size_t len)
{
    json_error_t error;
    json_t *value = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!value)
        fail_msg("%s: no JSON value at column %d (%s): %.200s", what, error.column, error.text, text);
    json_decref(value);
}

/* Each line of a stream is one. */
static void assert_values(const char *what, const char *text)
{
    while (*text) {
        const size_t len = strcspn(text, "\n");
        if (text[len] != '\n')
            fail_msg("%s: a line is cut: %.200s", what, text);
        assert_value(what, text, len);
        text += len + 1;
    }
}

static void check(const char *what, const struct ran *ran, bool stream)
{
    if (ran->status > 3)
        fail_msg("%s ended with %d: %s", what, ran->status, ran->err);
    if (stream) {
        assert_values(what, ran->out);
    } else if (ran->status >= 2) {
        if (ran->out_len > 0)
            fail_msg("%s ended with %d, and wrote %.200s", what, ran->status, ran->out);
    } else {
        assert_value(what, ran->out, ran->out_len);
        if (count_lines(ran->out) != 1 || ran->out[ran->out_len - 1] != '\n')
            fail_msg("%s: no single line: %.200s", what, ran->out);
    }

    if (ran->status >= 2 && ran->err_len == 0)
        fail_msg("%s ended with %d and did not say why", what, ran->status);
}

/* ---- every verb, in ways that hold for all of them ---- */

static void each_verb_with(struct runner *runner, const char *option, const char *value)
{
    verb_rows_file(runner);
    for (size_t i = 0; i < n_verb_rows; i++) {
        struct verb_row row = verb_rows[i];
        char what[128];
        snprintf(what, sizeof what, "%s (row %zu) with %s %s", row.verb, i, option ? option : "",
                 value ? value : "");
        memmove(row.words + 1, row.words, sizeof row.words - sizeof *row.words);
        row.words[0] = "--json";
        struct ran ran = verb_row_run(runner, &row, option, value);
        check(what, &ran, row.is & ROW_STREAMS);
        if (!option && ran.status != 0)
            fail_msg("%s ended with %d: %s", what, ran.status, ran.err);
        ran_free(&ran);
    }
}

static void every_verb_says_yes_as_one_value(void **state)
{
    verb_rows_are_all();
    each_verb_with(*state, NULL, NULL);
}

static void every_verb_that_may_not_write(void **state)
{
    each_verb_with(*state, "--read-only", NULL);
}

static void every_verb_in_an_edition_that_has_little(void **state)
{
    each_verb_with(*state, "-e", "rfc2929");
}

static void every_verb_without_its_edition_or_file(void **state)
{
    struct runner *runner = *state;
    char text[512];
    file_write(sandbox_path(&runner->box, "text", text), "no registry file", 16);
    each_verb_with(runner, "-e", "rfc1");
    each_verb_with(runner, "--db", text);
    each_verb_with(runner, "--db", "/proc/none/registry.db");
}

/* The prepared file of a runner is what it is prepared for; another one has a file as it is made. */
static void every_verb_over_a_file_of_no_drafts(void **state)
{
    struct runner *runner = *state;
    char path[512], prepared[512];
    file_copy(sandbox_path(&runner->box, "registry.db", path),
              sandbox_path(&runner->box, "prepared", prepared));
    each_verb_with(runner, "--color", "never");
}

static void every_verb_with_too_few_words(void **state)
{
    struct runner *runner = *state;
    for (size_t i = 0; i < n_verb_rows; i++) {
        const char *words[] = { "--json", verb_rows[i].words[0], NULL };
        struct ran ran = run(runner, words);
        check(verb_rows[i].verb, &ran, verb_rows[i].is & ROW_STREAMS);
        ran_free(&ran);
    }
}

/* ---- a verb's own ways ---- */

static const struct way {
    const char *words[8], *reads;
    int status;
    bool stream;
} ways[] = {
    { { "check", "rrtype", "65280", "IN" }, NULL, 1, false },
    { { "check", "rrtype", "next", "A", "--kind", "proposal" }, NULL, 1, false },
    { { "check", "label", "next" }, NULL, 1, false },
    { { "decode", "zz" }, NULL, 2, false },
    { { "decode" }, "", 2, false },
    { { "decode", "0402" }, NULL, 1, false },
    { { "decode", "--lines" }, "", 0, true },
    { { "decode", "--lines" }, "0402\nno\n", 2, true },
    { { "decode", "--pair" }, "0402\n", 2, false },
    { { "decode", "--pcap", "/none" }, NULL, 2, true },
    { { "diff", "rfc6195", "iana" }, NULL, 1, false },
    { { "diff", "iana", "iana", "nonsense" }, NULL, 2, false },
    { { "draft", "add", "rrtype", "65300", "FOO" }, NULL, 1, false },
    { { "draft", "add", "rrtype", "1", "BAZ" }, NULL, 1, false },
    { { "draft", "add", "rrtype", "x", "BAZ" }, NULL, 2, false },
    { { "draft", "add", "underscored", "next" }, NULL, 1, false },
    { { "draft", "list", "mine" }, NULL, 0, false },
    { { "draft", "list", "--overtaken" }, NULL, 0, false },
    { { "draft", "propose", "rrtype", "NONE" }, NULL, 1, false },
    { { "draft", "remove", "rrtype", "NONE" }, NULL, 1, false },
    { { "draft", "remove", "rrtype", "next" }, NULL, 1, false },
    { { "draft", "set", "rrtype", "FOO" }, NULL, 2, false },
    { { "draft", "set", "rrtype", "FOO", "--mnemonic", "FOO" }, NULL, 0, false },
    { { "draft", "set", "rrtype", "FOO", "--code", "1" }, NULL, 1, false },
    { { "draft", "set", "rrtype", "NONE", "--note", "x" }, NULL, 1, false },
    { { "draft", "show", "rrtype", "tbd" }, NULL, 1, false },
    { { "draft", "nonsense" }, NULL, 2, false },
    { { "encode", "qname=a..b" }, NULL, 2, false },
    { { "help", "nonsense" }, NULL, 2, false },
    { { "help", "draft", "nonsense" }, NULL, 2, false },
    { { "--help", "what" }, NULL, 0, false },
    { { "list", "nonsense" }, NULL, 2, false },
    { { "log", "0" }, NULL, 2, false },
    { { "mask", "0x10000" }, NULL, 2, false },
    { { "mask", "0" }, NULL, 1, false },
    { { "nonsense" }, NULL, 2, false },
    { { "redo", "5" }, NULL, 1, false },
    { { "registry", "add", "mine" }, NULL, 1, false },
    { { "registry", "add", "more", "--title", "mine" }, NULL, 1, false },
    { { "registry", "add", "NO" }, NULL, 2, false },
    { { "registry", "add", "more", "x=y" }, NULL, 2, false },
    { { "registry", "remove", "rrtype" }, NULL, 1, false },
    { { "registry", "remove", "none" }, NULL, 2, false },
    { { "search", "zzzz" }, NULL, 1, false },
    { { "shell" }, "", 0, true },
    { { "shell" }, "registry remove mine\nregistry list\nregistry remove mine\nundo 9\nundo\n", 2, true },
    { { "show", "rrtype", "NONE" }, NULL, 1, false },
    { { "show", "nonsense", "1" }, NULL, 2, false },
    { { "undo", "9" }, NULL, 1, false },
    { { "what", "zzzz" }, NULL, 1, false },
};

static void every_other_way_is_one_value_or_none(void **state)
{
    struct runner *runner = *state;

    verb_rows_file(runner);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct verb_row row = {
            ways[i].words[0], { NULL }, ways[i].reads, ROW_CHANGES | (ways[i].stream ? ROW_STREAMS : 0)
        };
        char what[64];
        memcpy(row.words, ways[i].words, sizeof row.words);
        snprintf(what, sizeof what, "%s (way %zu)", row.verb, i);
        struct ran ran = verb_row_run(runner, &row, "--json", NULL);
        check(what, &ran, row.is & ROW_STREAMS);
        if (ran.status != ways[i].status)
            fail_msg("%s ended with %d, not %d: %s", what, ran.status, ways[i].status, ran.err);
        ran_free(&ran);
    }
}

/* ---- another program between a change and its answer ---- */

static struct {
    const struct runner *runner;
    const char *sql; /* what the other one does after the next commit; NULL: nothing */
} other;

/* The statement that has ended, and with it its locks. */
static int on_end(unsigned event, void *context, void *statement, void *took)
{
    const char *sql = other.sql, *ended = sqlite3_sql(statement);
    char path[512];
    sqlite3 *db = NULL;

    (void)event;
    (void)context;
    (void)took;
    if (!sql || !ended || strncmp(ended, "COMMIT", 6) != 0)
        return 0;

    other.sql = NULL;
    assert_int_equal(sqlite3_open(sandbox_path(&other.runner->box, "registry.db", path), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return 0;
}

static int on_open(sqlite3 *db, char **why, const void *functions)
{
    (void)why;
    (void)functions;
    return sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, on_end, NULL);
}

/* Runs the verb in this process, with another one that does this as soon as its change is committed. */
static void check_with_other(struct runner *runner, const char *sql, size_t n, const char *const words[])
{
    char path[512];
    struct store_place place = { .path = sandbox_path(&runner->box, "registry.db", path) };
    struct options options = options_default();
    struct out out = out_to_memory(), notes = out_to_memory();
    const struct surroundings surroundings = { .out = &out, .notes = &notes, .columns = 80 };
    struct session *session = session_new(&place);
    struct err err = { 0 };

    verb_rows_file(runner);
    options.json = true;
    other.runner = runner;
    other.sql = sql;

    int status = cli_run(session, &surroundings, &options, words, n, &err);
    if (status != 0 || err.kind)
        fail_msg("%s %s ended with %d: %s", words[0], words[1], status, err.text);
    assert_null(other.sql);
    assert_value(words[0], out.octets ? out.octets : "", out.len);
    assert_true(notes.len > 0);
    session_free(session);
    out_free(&out);
    out_free(&notes);
}

static void what_another_one_takes_at_once_is_still_a_value(void **state)
{
    struct runner *runner = *state;

    (void)setenv("DNSREG_AUTHOR", "alice", 1);
    assert_int_equal(sqlite3_auto_extension((void (*)(void))on_open), SQLITE_OK);
    check_with_other(runner, "DELETE FROM draft", 5,
                     (const char *const[]){ "draft", "add", "rrtype", "65301", "BAZ" });
    check_with_other(runner, "UPDATE snapshot SET state = 'retired' WHERE page = 'more'", 3,
                     (const char *const[]){ "registry", "add", "more" });
    sqlite3_reset_auto_extension();
}

int main(void)
{
#define WITH_A_FILE(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)
    const struct CMUnitTest tests[] = {
        WITH_A_FILE(every_verb_says_yes_as_one_value),
        WITH_A_FILE(every_verb_that_may_not_write),
        WITH_A_FILE(every_verb_in_an_edition_that_has_little),
        WITH_A_FILE(every_verb_without_its_edition_or_file),
        WITH_A_FILE(every_verb_over_a_file_of_no_drafts),
        WITH_A_FILE(every_verb_with_too_few_words),
        WITH_A_FILE(every_other_way_is_one_value_or_none),
        WITH_A_FILE(what_another_one_takes_at_once_is_still_a_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
