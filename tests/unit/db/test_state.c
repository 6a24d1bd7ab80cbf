/* Unfinished forms outlive the process that wrote them, and are offered once it is gone. */
#include "support/sandbox.h"

#include "db/state.h"

#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
    struct sandbox box;
    char path[512], file[512];
};

static int make(void **state)
{
    struct place *place = calloc(1, sizeof *place);

    assert_non_null(place);
    sandbox_make(&place->box);
    (void)sandbox_path(&place->box, "state.db", place->path);
    (void)sandbox_path(&place->box, "registry.db", place->file);
    file_write(place->file, "x", 1);
    *state = place;
    return 0;
}

static int unmake(void **state)
{
    struct place *place = *state;
    sandbox_remove(&place->box);
    free(place);
    return 0;
}

/* A child keeps a form and is killed. */
static void leave(const struct place *place, const char *at, const char *text)
{
    int gate[2], status;
    char c;

    assert_int_equal(pipe(gate), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct state *state = state_open(place->path, place->file, NULL);
        bool kept =
            state && state_keep(state, at, "half", "no", NULL) && state_keep(state, at, "a form", text, NULL);
        (void)!write(gate[1], kept ? "+" : "-", 1);
        for (;;)
            (void)pause();
    }

    assert_int_equal(read(gate[0], &c, 1), 1);
    assert_int_equal(c, '+');
    (void)close(gate[0]);
    (void)close(gate[1]);
    (void)kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
}

static struct state *open_state(const struct place *place)
{
    struct state *state = state_open(place->path, place->file, NULL);
    assert_non_null(state);
    return state;
}

static void a_form_survives_a_kill(void **state)
{
    const struct place *place = *state;
    struct left_form form;
    struct stat at;

    leave(place, "2026-11-21T09:12:00Z", "registry=rrtype\ncode=65300");
    struct state *mine = open_state(place);
    assert_true(state_left(mine, &form));
    assert_string_equal(form.at, "2026-11-21T09:12:00Z");
    assert_string_equal(form.title, "a form");
    assert_string_equal(form.text, "registry=rrtype\ncode=65300");
    assert_int_equal(stat(place->path, &at), 0);
    assert_int_equal(at.st_mode & 0777, 0600);
    state_drop(mine, form.id);
    assert_false(state_left(mine, &form));
    state_close(mine);
}

static void a_form_of_a_process_that_lives_is_its_own(void **state)
{
    const struct place *place = *state;
    struct state *one = open_state(place), *two = open_state(place);
    struct left_form form;

    assert_true(state_keep(one, "2026-11-21T09:12:00Z", "t", "x", NULL));
    assert_false(state_left(two, &form)); /* this process lives */
    assert_true(state_keep(one, "2026-11-21T09:13:00Z", NULL, NULL, NULL));
    assert_true(state_keep(one, "2026-11-21T09:13:00Z", NULL, NULL, NULL));
    state_close(one);
    state_close(two);
}

static void the_newest_is_offered_and_taking_it_makes_it_ours(void **state)
{
    const struct place *place = *state;
    struct left_form form;

    leave(place, "2026-11-21T09:13:00Z", "newer");
    leave(place, "2026-11-21T09:12:00Z", "older");
    struct state *mine = open_state(place);
    assert_true(state_left(mine, &form));
    assert_string_equal(form.text, "newer");
    assert_true(state_take(mine, form.id, &form));
    assert_string_equal(form.text, "newer");

    struct state *other = open_state(place);
    assert_true(state_left(other, &form));
    assert_string_equal(form.text, "older");
    assert_true(state_keep(mine, "2026-11-21T09:14:00Z", "t", "typed on", NULL));
    assert_true(state_keep(mine, "2026-11-21T09:14:00Z", NULL, NULL, NULL)); /* saved */
    assert_true(state_left(other, &form));
    assert_string_equal(form.text, "older");
    state_close(mine);
    state_close(other);
}

/* A number that was given to another process since names nobody. */
static void another_process_of_the_same_number_does_not_hold_it(void **state)
{
    const struct place *place = *state;
    struct state *mine = open_state(place);
    struct left_form form;
    sqlite3 *db = NULL;

    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x", NULL));
    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE form SET started = started || '0'", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_true(state_left(mine, &form));
    assert_int_equal(sqlite3_exec(db, "UPDATE form SET host = 'elsewhere'", NULL, NULL, NULL), SQLITE_OK);
    assert_false(state_left(mine, &form)); /* who knows whether it lives there */
    (void)sqlite3_close(db);
    state_close(mine);
}

static void forms_are_of_one_registry_file(void **state)
{
    struct place *place = *state;
    struct state *mine;
    struct left_form form;
    char path[520];

    leave(place, "2026-11-21T09:12:00Z", "x");
    snprintf(path, sizeof path, "%s/./registry.db", place->box.folder);
    mine = state_open(place->path, path, NULL); /* the same one by another name */
    assert_true(state_left(mine, &form));
    state_close(mine);
    mine = state_open(place->path, "/elsewhere.db", NULL);
    assert_false(state_left(mine, &form));
    state_close(mine);
}

/* A process that is dead and that nobody has asked for yet is no process. */
static void a_zombie_holds_nothing(void **state)
{
    const struct place *place = *state;
    struct left_form form;
    struct state *mine = open_state(place);
    siginfo_t info;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        struct state *its = state_open(place->path, place->file, NULL);
        _exit(its && state_keep(its, "2026-11-21T09:12:00Z", "t", "a zombie's", NULL) ? 0 : 1);
    }

    assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
    assert_int_equal(info.si_status, 0);
    assert_true(state_left(mine, &form));
    assert_string_equal(form.text, "a zombie's");
    assert_int_equal(waitpid(child, NULL, 0), child);
    state_close(mine);
}

/* Of two processes that want one form one gets it; what it has typed since is never the other's. */
static void one_of_two_takes_it(void **state)
{
    const struct place *place = *state;
    struct left_form form, again;
    int gate[2], status;
    char c;

    leave(place, "2026-11-21T09:12:00Z", "one form");
    struct state *mine = open_state(place);
    assert_true(state_left(mine, &form));
    assert_int_equal(pipe(gate), 0);

    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct state *its = state_open(place->path, place->file, NULL);
        struct left_form its_form;
        bool taken = its && state_take(its, form.id, &its_form);
        (void)!write(gate[1], taken ? "+" : "-", 1);
        for (;;)
            (void)pause();
    }

    assert_int_equal(read(gate[0], &c, 1), 1);
    assert_int_equal(c, '+');
    assert_false(state_take(mine, form.id, &again));
    assert_false(state_left(mine, &again));
    (void)close(gate[0]);
    (void)close(gate[1]);
    (void)kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(state_take(mine, form.id, &again));
    assert_string_equal(again.text, "one form");
    state_close(mine);
}

static void is_refused(const struct place *place, const char *sql, const char *says)
{
    char why[STATE_WHY_OCTETS];
    sqlite3 *db = NULL;

    (void)remove(place->path);
    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    assert_null(state_open(place->path, place->file, why));
    assert_string_equal(why, says);
}

static void what_is_not_ours_is_left_alone_and_said(void **state)
{
    const struct place *place = *state;
    char why[STATE_WHY_OCTETS];

    is_refused(place, "CREATE TABLE t (x)", "state.db is no file of dnsreg");
    is_refused(place, "PRAGMA application_id = 7", "state.db is no file of dnsreg");
    is_refused(place, "CREATE TABLE form (x)", "no such column: host");
    is_refused(place, "PRAGMA application_id = 1145983827; PRAGMA user_version = 2",
               "state.db was made by a newer dnsreg");
    (void)remove(place->path);
    assert_int_equal(mkdir(place->path, 0700), 0);
    assert_null(state_open(place->path, place->file, why));
    assert_string_equal(why, "state.db is a folder, no file");
    assert_int_equal(rmdir(place->path), 0);
}

/* A form that is written to a file without a name is not kept: the name gets a new file. */
static void a_file_that_was_removed_is_made_anew(void **state)
{
    const struct place *place = *state;
    struct state *mine = open_state(place);

    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x", NULL));
    assert_true(state_has(mine));
    assert_int_equal(remove(place->path), 0);
    assert_false(state_has(mine));
    assert_true(state_keep(mine, "2026-11-21T09:13:00Z", "t", "xy", NULL));
    assert_true(file_exists(place->path));
    assert_true(state_has(mine));
    assert_true(state_keep(mine, "2026-11-21T09:13:00Z", NULL, NULL, NULL));
    assert_false(state_has(mine));
    state_close(mine);
}

/* Whoever holds the file makes nobody wait: the form is kept at the next pause. */
static void a_lock_makes_nobody_wait(void **state)
{
    const struct place *place = *state;
    struct state *mine = open_state(place);
    sqlite3 *db = NULL;
    char why[STATE_WHY_OCTETS];

    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x", why));
    assert_string_equal(why, "state.db is locked by another program");
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x", NULL));
    (void)sqlite3_close(db);
    state_close(mine);
}

/* No file may grow here: the line says why, not only that it failed. */
static void a_size_limit_is_said(void **state)
{
    const struct place *place = *state;
    struct state *mine = open_state(place);
    struct rlimit old;
    char why[STATE_WHY_OCTETS], text[20000];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);

    struct rlimit low = old;
    low.rlim_cur = 4096;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    assert_false(state_keep(mine, "2026-11-21T09:12:00Z", "t", text, why));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    (void)signal(SIGXFSZ, SIG_DFL);
    assert_string_equal(why, "state.db cannot be written: files may not grow so large here: see ulimit -f");
    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", text, NULL));
    state_close(mine);
}

static void a_damaged_file_is_put_aside(void **state)
{
    const struct place *place = *state;
    char aside[520];
    char noise[4096];

    memset(noise, 'x', sizeof noise);
    file_write(place->path, noise, sizeof noise);
    struct state *mine = open_state(place);
    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x", NULL));
    state_close(mine);
    snprintf(aside, sizeof aside, "%s.damaged", place->path);
    assert_true(file_exists(aside));
}

static void no_place_is_no_error(void **state)
{
    const struct place *place = *state;
    char path[600], why[STATE_WHY_OCTETS];

    snprintf(path, sizeof path, "%s/no/such/state.db", place->box.folder);
    assert_null(state_open(path, place->file, why));
    assert_string_equal(why, "No such file or directory");
    (void)setenv("XDG_STATE_HOME", place->box.folder, 1);

    struct state *mine = state_open(NULL, place->file, why); /* the user's own place */
    assert_non_null(mine);
    state_close(mine);
    snprintf(path, sizeof path, "%s/dnsreg/state.db", place->box.folder);
    assert_true(file_exists(path));
}

int main(void)
{
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make, unmake)
    const struct CMUnitTest tests[] = {
        IN_A_PLACE(a_form_survives_a_kill),
        IN_A_PLACE(a_form_of_a_process_that_lives_is_its_own),
        IN_A_PLACE(the_newest_is_offered_and_taking_it_makes_it_ours),
        IN_A_PLACE(another_process_of_the_same_number_does_not_hold_it),
        IN_A_PLACE(forms_are_of_one_registry_file),
        IN_A_PLACE(a_zombie_holds_nothing),
        IN_A_PLACE(one_of_two_takes_it),
        IN_A_PLACE(what_is_not_ours_is_left_alone_and_said),
        IN_A_PLACE(a_file_that_was_removed_is_made_anew),
        IN_A_PLACE(a_lock_makes_nobody_wait),
        IN_A_PLACE(a_size_limit_is_said),
        IN_A_PLACE(a_damaged_file_is_put_aside),
        IN_A_PLACE(no_place_is_no_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
