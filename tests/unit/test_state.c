/* Unfinished forms outlive the process that wrote them, and are offered once it is gone. */
#include "unit/sandbox.h"

#include "db/state.h"

#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    pid_t child;
    assert_int_equal(pipe(gate), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct state *state = state_open(place->path, place->file);
        bool kept = state && state_keep(state, at, "half", "no") && state_keep(state, at, "a form", text);
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
    struct state *state = state_open(place->path, place->file);
    assert_non_null(state);
    return state;
}

static void a_form_survives_a_kill(void **state)
{
    const struct place *place = *state;
    struct left_form form;
    struct state *mine;
    struct stat at;
    leave(place, "2026-11-21T09:12:00Z", "registry=rrtype\ncode=65300");
    mine = open_state(place);
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
    assert_true(state_keep(one, "2026-11-21T09:12:00Z", "t", "x"));
    assert_false(state_left(two, &form)); /* this process lives */
    assert_true(state_keep(one, "2026-11-21T09:13:00Z", NULL, NULL));
    assert_true(state_keep(one, "2026-11-21T09:13:00Z", NULL, NULL));
    state_close(one);
    state_close(two);
}

static void the_newest_is_offered_and_taking_it_makes_it_ours(void **state)
{
    const struct place *place = *state;
    struct state *mine, *other;
    struct left_form form;
    leave(place, "2026-11-21T09:13:00Z", "newer");
    leave(place, "2026-11-21T09:12:00Z", "older");
    mine = open_state(place);
    assert_true(state_left(mine, &form));
    assert_string_equal(form.text, "newer");
    state_take(mine, form.id);
    other = open_state(place);
    assert_true(state_left(other, &form));
    assert_string_equal(form.text, "older");
    assert_true(state_keep(mine, "2026-11-21T09:14:00Z", "t", "typed on"));
    assert_true(state_keep(mine, "2026-11-21T09:14:00Z", NULL, NULL)); /* saved */
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
    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x"));
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
    (void)snprintf(path, sizeof path, "%s/./registry.db", place->box.folder);
    mine = state_open(place->path, path); /* the same one by another name */
    assert_true(state_left(mine, &form));
    state_close(mine);
    mine = state_open(place->path, "/elsewhere.db");
    assert_false(state_left(mine, &form));
    state_close(mine);
}

/* Whoever holds the file makes nobody wait: the form is kept at the next pause. */
static void a_lock_makes_nobody_wait(void **state)
{
    const struct place *place = *state;
    struct state *mine = open_state(place);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x"));
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x"));
    (void)sqlite3_close(db);
    state_close(mine);
}

static void a_damaged_file_is_put_aside(void **state)
{
    const struct place *place = *state;
    struct state *mine;
    char aside[520];
    char noise[4096];
    memset(noise, 'x', sizeof noise);
    file_write(place->path, noise, sizeof noise);
    mine = open_state(place);
    assert_true(state_keep(mine, "2026-11-21T09:12:00Z", "t", "x"));
    state_close(mine);
    (void)snprintf(aside, sizeof aside, "%s.damaged", place->path);
    assert_true(file_exists(aside));
}

static void no_place_is_no_error(void **state)
{
    const struct place *place = *state;
    char path[600];
    (void)snprintf(path, sizeof path, "%s/no/such/state.db", place->box.folder);
    assert_null(state_open(path, place->file));
    (void)setenv("XDG_STATE_HOME", place->box.folder, 1);
    struct state *mine = state_open(NULL, place->file); /* the user's own place */
    assert_non_null(mine);
    state_close(mine);
    (void)snprintf(path, sizeof path, "%s/dnsreg/state.db", place->box.folder);
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
        IN_A_PLACE(a_lock_makes_nobody_wait),
        IN_A_PLACE(a_damaged_file_is_put_aside),
        IN_A_PLACE(no_place_is_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
