/* Where the file is: --db, $DNSREG_DB, $XDG_DATA_HOME, the home directory, in this order; and what a user
 * sees of it. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int make(void **state)
{
    struct runner *runner = calloc(1, sizeof *runner);
    assert_non_null(runner);
    sandbox_make(&runner->box); /* without a file in it */
    *state = runner;
    return 0;
}

static int unmake(void **state)
{
    runner_remove(*state);
    free(*state);
    return 0;
}

static void assert_answers(const struct runner *runner, const char *db)
{
    struct ran ran = db ? RUN(runner, "--db", db, "list", "opcode") : RUN(runner, "list", "opcode");
    if (ran.status != 0)
        fail_msg("exit status %d: %s", ran.status, ran.err);
    assert_int_equal(count_lines(ran.out), 8);
    assert_string_equal(ran.err, "");
    ran_free(&ran);
}

static void db_beats_the_environment(void **state)
{
    struct runner *runner = *state;
    char path[512], other[512];
    assert_answers(runner, sandbox_path(&runner->box, "named.db", path));
    assert_true(file_exists(path));
    assert_false(file_exists(sandbox_path(&runner->box, "registry.db", other)));
    assert_int_equal(sandbox_count(&runner->box), 1);
}

static void dnsreg_db_beats_xdg(void **state)
{
    struct runner *runner = *state;
    char xdg[600], path[512];
    snprintf(xdg, sizeof xdg, "XDG_DATA_HOME=%s/xdg", runner->box.folder);
    runner->environment[0] = xdg;
    assert_answers(runner, NULL);
    assert_true(file_exists(sandbox_path(&runner->box, "registry.db", path)));
    assert_false(file_exists(sandbox_path(&runner->box, "xdg", path)));
}

static void xdg_beats_home_and_its_folders_are_private(void **state)
{
    struct runner *runner = *state;
    char xdg[600], path[512];
    struct stat at;

    snprintf(xdg, sizeof xdg, "XDG_DATA_HOME=%s/a/b", runner->box.folder);
    runner->environment[0] = "DNSREG_DB";
    runner->environment[1] = xdg;
    assert_answers(runner, NULL);
    assert_int_equal(stat(sandbox_path(&runner->box, "a/b/dnsreg/dnsreg.db", path), &at), 0);
    assert_int_equal(at.st_mode & 0777, 0600);
    assert_int_equal(stat(sandbox_path(&runner->box, "a/b/dnsreg", path), &at), 0);
    assert_int_equal(at.st_mode & 0777, 0700);
    assert_false(file_exists(sandbox_path(&runner->box, ".local", path)));
}

static void a_relative_or_empty_xdg_counts_as_unset(void **state)
{
    static const char *const values[] = { "XDG_DATA_HOME=data", "XDG_DATA_HOME=", "XDG_DATA_HOME" };
    struct runner *runner = *state;
    char path[512];
    runner->environment[0] = "DNSREG_DB=";
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        runner->environment[1] = values[i];
        assert_answers(runner, NULL);
        assert_int_equal(unlink(sandbox_path(&runner->box, ".local/share/dnsreg/dnsreg.db", path)), 0);
    }
}

/* Read-only, so that no file is made in the real home that the password file names. */
static void without_a_home_there_is_still_an_answer(void **state)
{
    static const char *const values[] = { "HOME", "HOME=", "HOME=relative" };
    struct runner *runner = *state;
    runner->environment[0] = "DNSREG_DB";
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        runner->environment[1] = values[i];
        struct ran ran = RUN(runner, "--read-only", "list", "opcode");
        assert_true(ran.status == 0 || ran.status == 3); /* 3: what lies in the real home may be anything */
        assert_true(count_lines(ran.err) <= 1);
        ran_free(&ran);
    }
}

static void a_home_that_takes_no_file_still_answers(void **state)
{
    struct runner *runner = *state;
    runner->environment[0] = "DNSREG_DB";
    runner->environment[1] = "HOME=/proc";
    assert_answers(runner, NULL);
    runner->environment[1] = "XDG_DATA_HOME=/proc/none";
    assert_answers(runner, NULL);
}

static void what_cannot_be_opened_is_three_and_one_line(void **state)
{
    struct runner *runner = *state;
    char path[512];
    struct ran ran = RUN(runner, "--db", sandbox_path(&runner->box, "no/such.db", path), "list");

    assert_refused(&ran, 3);
    ran_free(&ran);
    ran = RUN(runner, "--db", runner->box.folder, "list");
    assert_refused(&ran, 3);
    ran_free(&ran);
    ran = RUN(runner, "--db", "/dev/null", "--json", "what", "65");
    assert_refused(&ran, 3);
    ran_free(&ran);
    file_write(sandbox_path(&runner->box, "text", path), "hello, this is no database\n", 27);
    ran = RUN(runner, "--db", path, "--json", "editions");
    assert_refused(&ran, 3);
    ran_free(&ran);
}

/* A name too long to be a file's must not turn into the user's own file, nor into an answer from nowhere. */
static void a_path_too_long_is_three(void **state)
{
    struct runner *runner = *state;
    char path[5001];

    memset(path, 'a', sizeof path - 1);
    path[0] = '/';
    path[sizeof path - 1] = '\0';
    for (size_t i = 200; i < sizeof path - 1; i += 200)
        path[i] = '/';

    struct ran ran = RUN(runner, "--db", path, "list");
    assert_refused(&ran, 3);
    ran_free(&ran);
}

/* Two programs at once: neither sees the other's half-made file. */
static void the_file_survives_being_opened_often(void **state)
{
    struct runner *runner = *state;
    for (unsigned i = 0; i < 5; i++)
        assert_answers(runner, NULL);
    assert_int_equal(sandbox_count(&runner->box), 1);
}

/* Drafts may lie on another disk: a link to a file is that file, and stays a link. */
static void a_link_to_a_file_is_the_file(void **state)
{
    struct runner *runner = *state;
    char path[512], file[512], to[64];

    assert_answers(runner, sandbox_path(&runner->box, "file.db", file));
    assert_int_equal(symlink("file.db", sandbox_path(&runner->box, "link.db", path)), 0);
    struct ran ran = RUN(runner, "--db", path, "draft", "add", "rrtype", "65300", "FOO");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    ran = RUN(runner, "--db", file, "draft", "show", "rrtype", "FOO");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    assert_int_equal(readlink(path, to, sizeof to), 7);
    assert_int_equal(sandbox_count(&runner->box), 2);
}

/* Where it leads may be a disk that is not there now: neither is a file made in its place, nor is the
 * program's own copy taken for what lies there. */
static void a_link_that_leads_nowhere_is_said(void **state)
{
    static const char *const targets[] = { "missing.db", "missing/registry.db" };
    static const char *const verbs[][6] = { { "list", "opcode" },
                                            { "--read-only", "list", "opcode" },
                                            { "draft", "add", "rrtype", "65300", "FOO" } };

    struct runner *runner = *state;
    char path[512], said[128];
    (void)sandbox_path(&runner->box, "registry.db", path); /* as DNSREG_DB has it */
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        assert_int_equal(symlink(targets[i], path), 0);
        snprintf(said, sizeof said, "registry.db is a link to %s, which is not there; ", targets[i]);
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
            struct ran ran = run(runner, verbs[k]);
            assert_refused(&ran, 3);
            if (!strstr(ran.err, said))
                fail_msg("it said %s, not %s", ran.err, said);
            ran_free(&ran);
        }
        assert_int_equal(sandbox_count(&runner->box), 1);
        assert_int_equal(unlink(path), 0);
    }
}

int main(void)
{
#define IN_A_SANDBOX(test) cmocka_unit_test_setup_teardown(test, make, unmake)
    const struct CMUnitTest tests[] = {
        IN_A_SANDBOX(db_beats_the_environment),
        IN_A_SANDBOX(dnsreg_db_beats_xdg),
        IN_A_SANDBOX(xdg_beats_home_and_its_folders_are_private),
        IN_A_SANDBOX(a_relative_or_empty_xdg_counts_as_unset),
        IN_A_SANDBOX(without_a_home_there_is_still_an_answer),
        IN_A_SANDBOX(a_home_that_takes_no_file_still_answers),
        IN_A_SANDBOX(what_cannot_be_opened_is_three_and_one_line),
        IN_A_SANDBOX(a_path_too_long_is_three),
        IN_A_SANDBOX(a_link_to_a_file_is_the_file),
        IN_A_SANDBOX(a_link_that_leads_nowhere_is_said),
        IN_A_SANDBOX(the_file_survives_being_opened_often),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
