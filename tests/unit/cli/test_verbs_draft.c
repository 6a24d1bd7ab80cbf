/* The verbs that change the file: draft, undo, redo, log, registry; each as its own process. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Runs it; the test fails unless it ends so. Returns what it printed; the caller frees it. */
static char *said(const struct runner *runner, int status, const char *const arguments[])
{
    struct ran ran = run(runner, arguments);
    char *out = ran.out;
    if (ran.status != status)
        fail_msg("exit status %d, not %d; it said: %s%s", ran.status, status, ran.out, ran.err);
    free(ran.err);
    return out;
}

#define SAID(runner, status, ...) said((runner), (status), (const char *const[]){ __VA_ARGS__, NULL })
#define DO(runner, status, ...)   free(SAID(runner, status, __VA_ARGS__))

static void adding_answers_with_the_row(void **state)
{
    json_t *row = RUN_JSON(*state, 0, "draft", "add", "rrtype", "65300", "FOO", "--meaning", "a thing");

    assert_string_equal(text_of(row, "registry"), "rrtype");
    assert_int_equal(number_of(row, "low"), 65300);
    assert_string_equal(text_of(row, "mnemonic"), "FOO");
    assert_string_equal(text_of(row, "meaning"), "a thing");
    assert_string_equal(text_of(row, "kind"), "private");
    assert_string_equal(text_of(row, "basis"), "iana");
    assert_string_equal(text_of(row, "author"), "alice");
    assert_int_equal(number_of(row, "rev"), 1);
    assert_true(json_is_true(json_object_get(row, "draft")));
    assert_true(json_is_array(json_object_get(row, "findings")));
    json_decref(row);
}

static void what_is_refused_is_the_check_with_its_reasons(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "65300", "FOO");
    json_t *check = RUN_JSON(*state, 1, "draft", "add", "class", "65300", "FOO");
    assert_string_equal(text_of(check, "verdict"), "refused");
    assert_string_equal(text_of(json_array_get(json_object_get(check, "findings"), 0), "rule"),
                        "mnemonic-disjoint");
    json_decref(check);

    json_t *rows = RUN_JSON(*state, 0, "draft", "list");
    assert_int_equal(json_array_size(rows), 1);
    json_decref(rows);
}

/* 65280 is the lowest private code; 65281 and 65282 are WINS and WINS-R in the wild. */
static void next_skips_what_is_taken_and_what_squats(void **state)
{
    static const long long codes[] = { 65280, 65283, 65284 };
    for (size_t i = 0; i < 3; i++) {
        char name[8];
        snprintf(name, sizeof name, "N%zu", i);
        json_t *row = RUN_JSON(*state, 0, "draft", "add", "rrtype", "next", name);
        assert_int_equal(number_of(row, "low"), codes[i]);
        json_decref(row);
    }
}

static void a_proposal_may_have_no_code(void **state)
{
    json_t *row = RUN_JSON(*state, 0, "draft", "add", "rrtype", "tbd", "FOO");

    assert_string_equal(text_of(row, "kind"), "proposal");
    assert_int_equal(number_of(row, "low"), -1);
    json_decref(row);
    row = RUN_JSON(*state, 0, "draft", "set", "rrtype", "tbd", "--note", "asked");
    assert_string_equal(text_of(row, "note"), "asked");
    json_decref(row);
    DO(*state, 0, "draft", "remove", "rrtype", "FOO");
}

static void setting_changes_what_is_named_and_nothing_else(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "65300", "FOO", "--meaning", "kept", "--note", "gone");
    json_t *row = RUN_JSON(*state, 0, "draft", "set", "rrtype", "TYPE65300", "--code", "0xFF20", "--note", "",
                           "--mnemonic", "BAR");
    assert_int_equal(number_of(row, "low"), 0xFF20);
    assert_string_equal(text_of(row, "mnemonic"), "BAR");
    assert_string_equal(text_of(row, "meaning"), "kept");
    assert_null(text_of(row, "note"));
    assert_int_equal(number_of(row, "rev"), 2);
    json_decref(row);
    DO(*state, 1, "draft", "show", "rrtype", "FOO");
    DO(*state, 0, "draft", "show", "rrtype", "bar");
    DO(*state, 2, "draft", "set", "rrtype", "BAR");
}

/* A draft keeps its edition; another edition judges it and never hides it. */
static void a_draft_keeps_the_edition_it_was_saved_under(void **state)
{
    DO(*state, 0, "-e", "rfc2929", "draft", "add", "rrtype", "65300", "foo_");
    json_t *row = RUN_JSON(*state, 0, "draft", "show", "rrtype", "foo_");
    assert_string_equal(text_of(row, "basis"), "rfc2929");
    assert_string_equal(text_of(json_array_get(json_object_get(row, "findings"), 0), "severity"), "error");
    json_decref(row);
    row = RUN_JSON(*state, 0, "draft", "set", "rrtype", "foo_", "--note", "still mine"); /* only the note */
    assert_string_equal(text_of(row, "basis"), "rfc2929");
    json_decref(row);
    DO(*state, 1, "draft", "set", "rrtype", "foo_", "--code", "65301"); /* its place: judged as new */
}

static void proposing_lets_the_code_go(void **state)
{
    DO(*state, 0, "draft", "add", "rrtype", "65300", "FOO");
    json_t *row = RUN_JSON(*state, 0, "draft", "propose", "rrtype", "FOO");
    assert_string_equal(text_of(row, "kind"), "proposal");
    assert_int_equal(number_of(row, "low"), -1);
    json_decref(row);
    DO(*state, 1, "draft", "propose", "rrtype", "FOO"); /* it is one */
    DO(*state, 0, "undo");
    row = RUN_JSON(*state, 0, "draft", "propose", "rrtype", "FOO", "--code", "300");
    assert_int_equal(number_of(row, "low"), 300);
    json_decref(row);
}

static void overtaken_drafts_are_listed(void **state)
{
    DO(*state, 0, "-e", "rfc6195", "draft", "add", "rrtype", "65", "MINE", "--kind", "proposal");
    DO(*state, 0, "-e", "rfc6195", "draft", "add", "rrtype", "tbd", "HTTPS");
    DO(*state, 0, "draft", "add", "rrtype", "next", "FREE");
    json_t *rows = RUN_JSON(*state, 0, "draft", "list", "--overtaken");
    assert_int_equal(json_array_size(rows), 2);
    json_decref(rows);
    rows = RUN_JSON(*state, 0, "-e", "rfc6195", "draft", "list", "--overtaken");
    assert_int_equal(json_array_size(rows), 0);
    json_decref(rows);
    rows = RUN_JSON(*state, 0, "draft", "list", "class");
    assert_int_equal(json_array_size(rows), 0);
    json_decref(rows);
}

static void undo_redo_and_log_tell_what_they_did(void **state)
{
    json_t *first;

    DO(*state, 1, "undo");
    DO(*state, 0, "draft", "add", "rrtype", "65300", "FOO");
    DO(*state, 0, "draft", "remove", "rrtype", "FOO");

    json_t *log = RUN_JSON(*state, 0, "undo", "2");
    assert_int_equal(json_array_size(log), 2);
    first = json_array_get(log, 0); /* newest first: the addition, taken back */
    assert_string_equal(text_of(first, "what"), "undo");
    assert_string_equal(text_of(first, "who"), "alice");
    assert_string_equal(text_of(first, "at"), "2026-11-21T09:12:00Z");
    assert_int_equal(number_of(first, "target"), 1);
    assert_true(json_is_null(json_object_get(first, "after")));
    assert_string_equal(text_of(json_object_get(first, "before"), "status"), "private-use");
    json_decref(log);
    DO(*state, 1, "redo", "3"); /* two, then nothing more */
    log = RUN_JSON(*state, 0, "log", "1");
    assert_int_equal(json_array_size(log), 1);
    assert_string_equal(text_of(json_array_get(log, 0), "what"), "redo");
    json_decref(log);
    DO(*state, 2, "undo", "0");
    DO(*state, 2, "log", "x");
}

static void a_registry_of_ones_own_holds_drafts(void **state)
{
    const json_t *ranges;
    json_t *own = RUN_JSON(*state, 0, "registry", "add", "lab-op", "--width", "8", "16-127=Expert Review",
                           "200-255=Private Use");

    ranges = json_object_get(own, "ranges");
    assert_int_equal(json_array_size(ranges), 4); /* what is between is Reserved */
    assert_string_equal(text_of(json_array_get(ranges, 0), "use"), "reserved");
    assert_string_equal(text_of(json_array_get(ranges, 1), "use"), "open");
    assert_string_equal(text_of(json_array_get(ranges, 2), "policy"), "Reserved");
    assert_string_equal(text_of(json_array_get(ranges, 3), "use"), "private");
    json_decref(own);
    DO(*state, 1, "registry", "add", "lab-op");
    DO(*state, 1, "registry", "add", "rrtype");
    DO(*state, 2, "registry", "add", "Lab Op");
    DO(*state, 2, "registry", "add", "other", "--width", "63");
    DO(*state, 2, "registry", "add", "other", "--width", "4", "0-16=Reserved");
    DO(*state, 2, "registry", "add", "other", "0-5=Reserved", "5-9=Reserved");
    DO(*state, 2, "registry", "add", "other", "no range");
    DO(*state, 0, "draft", "add", "lab-op", "next", "ping");
    DO(*state, 1, "draft", "add", "lab-op", "20", "pong");
    DO(*state, 0, "-e", "rfc2929", "show", "lab-op", "200");
    DO(*state, 1, "registry", "remove", "lab-op"); /* it has a draft */
    DO(*state, 0, "draft", "remove", "lab-op", "ping");
    DO(*state, 0, "registry", "remove", "lab-op");
    DO(*state, 2, "list", "lab-op");
    DO(*state, 0, "undo", "2");
    DO(*state, 0, "what", "ping");
    DO(*state, 1, "registry", "remove", "rrtype");
    DO(*state, 2, "registry", "remove", "nothing");
}

static void words_and_options_are_known(void **state)
{
    struct ran ran = RUN(*state, "draft");

    assert_refused(&ran, 2);
    assert_non_null(strstr(ran.err, "add|list|propose|remove|set|show"));
    ran_free(&ran);
    ran = RUN(*state, "draft", "add", "rrtype");
    assert_refused(&ran, 2);
    assert_non_null(strstr(ran.err, "usage: dnsreg draft add REGISTRY CODE"));
    ran_free(&ran);
    ran = RUN(*state, "draft", "list", "--note", "x");
    assert_refused(&ran, 2);
    ran_free(&ran);
    DO(*state, 0, "help", "draft", "add");
    DO(*state, 2, "help", "draft", "nothing");
    DO(*state, 0, "draft", "add", "--help");
}

int main(void)
{
#define IN_A_BOX(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)
    const struct CMUnitTest tests[] = {
        IN_A_BOX(adding_answers_with_the_row),
        IN_A_BOX(what_is_refused_is_the_check_with_its_reasons),
        IN_A_BOX(next_skips_what_is_taken_and_what_squats),
        IN_A_BOX(a_proposal_may_have_no_code),
        IN_A_BOX(setting_changes_what_is_named_and_nothing_else),
        IN_A_BOX(a_draft_keeps_the_edition_it_was_saved_under),
        IN_A_BOX(proposing_lets_the_code_go),
        IN_A_BOX(overtaken_drafts_are_listed),
        IN_A_BOX(undo_redo_and_log_tell_what_they_did),
        IN_A_BOX(a_registry_of_ones_own_holds_drafts),
        IN_A_BOX(words_and_options_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
