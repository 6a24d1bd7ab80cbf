/* The real program on a terminal while a draft is written: killed, and beside another program. */
#include "tests/pty/harness.h"

#include "cli/save.h"
#include "unit/sandbox.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { HALF_A_SECOND = 500, LOADED = 4000 }; /* LOADED: a frame, while other tests take the processors */

static const char *database;

struct place {
    struct sandbox box;
    char file[512], state[600];
    struct pty *pty;
};

static void begin(struct place *place)
{
    const char *const env[] = { "TERM=xterm-256color",
                                "LC_ALL=C.UTF-8",
                                "DNSREG_AUTHOR=ann",
                                "HOME=/nonexistent",
                                place->state,
                                "DNSREG_TEST_SYNC=1",
                                NULL };
    char *argv[] = { (char[]){ DNSREG_PROGRAM }, (char[]){ "--db" }, place->file, NULL };
    place->pty = pty_start(argv, env, 24, 80);
    pty_sync(place->pty);
}

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    sandbox_make(&place->box);
    file_copy(database, sandbox_path(&place->box, "fixture.db", place->file));
    (void)snprintf(place->state, sizeof place->state, "XDG_STATE_HOME=%s/state", place->box.folder);
    begin(place);
    *state = place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    pty_end(place->pty);
    sandbox_remove(&place->box);
    free(place);
    return 0;
}

static void let_pass(long ms)
{
    const struct timespec time = { .tv_nsec = ms * 1000000 };
    (void)nanosleep(&time, NULL);
}

/* At most the last second of typing is lost; what was written before a pause is not. */
static void a_form_survives_a_kill(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "lGkaLABTEST\033[B\033[Blab records");
    pty_sync(place->pty);
    let_pass(300);
    (void)kill(place->pty->program, SIGKILL);
    (void)pty_status(place->pty);
    pty_end(place->pty);
    begin(place);
    assert_true(
        pty_shows(place->pty, "A form was left unfinished: rrtype 65280 LABTEST. F in Browse", LOADED));
    pty_type(place->pty, "F");
    pty_sync(place->pty);
    assert_true(pty_shows(place->pty, "New draft in RR TYPEs", LOADED));
    assert_true(pty_shows(place->pty, "kept at each pause", LOADED));
    assert_true(pty_shows(place->pty, "[ 65280 ", LOADED));
    assert_true(pty_shows(place->pty, "[ LABTEST ", LOADED));
    assert_true(pty_shows(place->pty, "[ lab records ", LOADED));
    pty_type(place->pty, "\r");
    assert_true(pty_shows(place->pty, "Saved: 65280 LABTEST", LOADED));
    pty_type(place->pty, "q");
    assert_int_equal(pty_status(place->pty), 0);
    pty_end(place->pty);
    begin(place); /* it was saved: nothing is left */
    assert_false(pty_shows(place->pty, "left unfinished", 300));
    assert_true(pty_shows(place->pty, "+1", LOADED));
}

static void leaving_a_form_leaves_nothing(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    let_pass(300);
    pty_type(place->pty, "\033");
    assert_true(pty_shows(place->pty, "Leave the form?", LOADED));
    pty_type(place->pty, "y");
    pty_sync(place->pty);
    pty_type(place->pty, "q");
    assert_int_equal(pty_status(place->pty), 0);
    pty_end(place->pty);
    begin(place);
    assert_false(pty_shows(place->pty, "left unfinished", 300));
}

static void ended_from_outside_a_form_is_left(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    pty_signal(place->pty, SIGTERM); /* at once, with no pause */
    (void)pty_status(place->pty);
    pty_end(place->pty);
    begin(place);
    assert_true(pty_shows(place->pty, "A form was left unfinished: rrtype 65280 LAB.", LOADED));
}

/* What somebody else saves, by a session of the same file. */
static void add_as_bob(struct place *place, const char *code, const char *mnemonic)
{
    const struct store_place file = { .path = place->file };
    const struct draft_text text = { .at = { "private", code, mnemonic } };
    struct session *session;
    struct err err = { 0 };
    struct arena arena = { 0 };
    struct draft draft;
    struct saved saved;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];
    const struct model *model;
    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    session = session_new(&file);
    model = session_model(session, "iana", &err);
    assert_non_null(model);
    assert_true(draft_read(model, model_registry(model, "class"), &text, &arena, &draft, &field, why));
    assert_true(session_save(session, &draft, "iana", &saved, &err));
    assert_int_equal(saved.answer, SAVE_DONE);
    arena_free(&arena);
    session_free(session);
}

static void another_programs_change_is_shown(void **state)
{
    struct place *place = *state;
    add_as_bob(place, "65281", "LABNET");
    assert_true(pty_shows(place->pty, "bob added LABNET 65281 to CLASSes.", HALF_A_SECOND));
    assert_true(pty_shows(place->pty, "+1", HALF_A_SECOND));
}

static void another_programs_change_is_shown_in_a_form(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "lGkaLABNET");
    pty_sync(place->pty);
    add_as_bob(place, "65281", "LABNET");
    assert_true(pty_shows(place->pty, "REFUSED", HALF_A_SECOND));
    assert_true(pty_shows(place->pty, "[ LABNET ", HALF_A_SECOND));
}

static void a_file_that_is_gone_is_said(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "lGkaLABTEST");
    pty_sync(place->pty);
    assert_int_equal(remove(place->file), 0);
    assert_true(pty_shows(place->pty, "The file was removed or replaced", LOADED));
    pty_type(place->pty, "\r");
    assert_true(pty_shows(place->pty, "Not saved: ", LOADED));
    assert_true(pty_shows(place->pty, "[ LABTEST ", LOADED));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_form_survives_a_kill, setup, teardown),
        cmocka_unit_test_setup_teardown(leaving_a_form_leaves_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(ended_from_outside_a_form_is_left, setup, teardown),
        cmocka_unit_test_setup_teardown(another_programs_change_is_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(another_programs_change_is_shown_in_a_form, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_gone_is_said, setup, teardown),
    };
    if (argc != 2)
        return 2;
    database = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
