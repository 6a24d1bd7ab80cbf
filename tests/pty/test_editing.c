/* The real program on a terminal while a draft is written: killed, and beside another program. */
#include "tests/pty/harness.h"

#include "support/sandbox.h"
#include "ui/cli/save.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
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
    snprintf(place->state, sizeof place->state, "XDG_STATE_HOME=%s/state", place->box.folder);
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
    assert_true(pty_shows(place->pty, "saved as you type", LOADED));
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
    struct err err = { 0 };
    struct arena arena = { 0 };
    struct draft draft;
    struct saved saved;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];

    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    struct session *session = session_new(&file);
    const struct model *model = session_model(session, "iana", &err);
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

/* What bob makes of ann's draft. */
static void change_as_bob(struct place *place, const char *meaning, bool removes)
{
    const struct store_place file = { .path = place->file };
    struct err err = { 0 };
    struct saved saved;

    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    struct session *session = session_new(&file);
    const struct model *model = session_model(session, "iana", &err);
    assert_non_null(model);

    struct draft draft = model_table(model, model_registry(model, "rrtype"))->drafts[0];
    draft.record.meaning = meaning;
    assert_true(removes ? session_remove(session, draft.id, draft.rev, &saved, &err)
                        : session_save(session, &draft, "iana", &saved, &err));
    assert_int_equal(saved.answer, SAVE_DONE);
    session_free(session);
}

/* No key that is typed for a field is ever taken as an answer to what somebody else does. */
static void what_others_save_takes_no_keys(void **state)
{
    struct place *place = *state;

    pty_type(place->pty, "lGkaLAB\re\033[B\033[B\033[B\033[Bn");
    pty_sync(place->pty);
    change_as_bob(place, "theirs", false);
    pty_type(place->pty, "ktky");
    assert_true(pty_shows(place->pty, "[ nktky ", LOADED));
    assert_true(pty_shows(place->pty, "[ theirs ", LOADED));
    change_as_bob(place, "theirs again", true);
    pty_type(place->pty, "ktky");
    assert_true(pty_shows(place->pty, "[ nktkyktky ", LOADED));
    assert_true(pty_shows(place->pty, "removed by bob", LOADED));
    pty_type(place->pty, "\r\r"); /* Enter is no answer either */
    assert_true(pty_shows(place->pty, "Press y or n.", LOADED));
    pty_type(place->pty, "y");
    assert_true(pty_shows(place->pty, "Saved: 65280 LAB", LOADED));
}

/* The second line of the form is true: it is not kept where it cannot be. */
static void a_form_that_cannot_be_kept_says_so(void **state)
{
    struct place *place = *state;
    char path[700];

    pty_end(place->pty);
    snprintf(path, sizeof path, "%s/state/dnsreg", place->box.folder);
    assert_int_equal(mkdir(strchr(place->state, '=') + 1, 0700) == 0 || errno == EEXIST, true);
    assert_int_equal(mkdir(path, 0700) == 0 || errno == EEXIST, true);
    snprintf(path, sizeof path, "%s/state/dnsreg/state.db", place->box.folder);
    (void)remove(path);
    assert_int_equal(mkdir(path, 0700), 0);
    begin(place);
    pty_type(place->pty, "lGkaLAB");
    assert_true(pty_shows(place->pty, "not kept: state.db is a folder, no file", LOADED));
    assert_false(pty_shows(place->pty, "saved as you type", 100));
    pty_resize(place->pty, 9, 39); /* so nothing may leave it unseen */
    pty_sync(place->pty);
    pty_type(place->pty, "\003");
    pty_sync(place->pty);
    pty_resize(place->pty, 24, 80);
    pty_sync(place->pty);
    assert_true(pty_shows(place->pty, "[ LAB ", LOADED));
}

/* Too small to see anything: keys do nothing, but ^C leaves, and the form is kept. */
static void unseen_nothing_is_done_but_quitting(void **state)
{
    struct place *place = *state;

    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    pty_resize(place->pty, 9, 39);
    pty_sync(place->pty);
    pty_type(place->pty, "XYZ\r\033y");
    pty_sync(place->pty);
    assert_true(pty_shows(place->pty, "needs 40x10", LOADED));
    pty_type(place->pty, "\003");
    assert_int_equal(pty_status(place->pty), 0);
    pty_end(place->pty);
    begin(place);
    assert_true(pty_shows(place->pty, "A form was left unfinished: rrtype 65280 LAB.", LOADED));
}

static void leave_form(struct place *place, const char *name)
{
    pty_type(place->pty, "lGka");
    pty_type(place->pty, name);
    pty_sync(place->pty);
    pty_signal(place->pty, SIGTERM);
    (void)pty_status(place->pty);
    pty_end(place->pty);
    begin(place);
}

/* F opens one after the other, and each of two explorers gets another one. */
static void each_left_form_is_opened_once(void **state)
{
    struct place *place = *state;

    leave_form(place, "LABA");
    leave_form(place, "LABB");
    leave_form(place, "LABC");

    struct pty *first = place->pty;
    begin(place);
    pty_type(first, "F");
    assert_true(pty_shows(first, "[ LABC ", LOADED));
    pty_type(place->pty, "F");
    assert_true(pty_shows(place->pty, "[ LABB ", LOADED));
    pty_type(first, "\033");
    assert_true(pty_shows(first, "Leave the form?", LOADED));
    pty_type(first, "y");
    pty_sync(first);
    pty_type(first, "F");
    assert_true(pty_shows(first, "[ LABA ", LOADED));
    pty_type(place->pty, "\r");
    assert_true(pty_shows(place->pty, "Saved: 65280 LABB", LOADED));
    pty_type(place->pty, "F");
    assert_true(pty_shows(place->pty, "No form was left unfinished.", LOADED));
    pty_end(first);
}

/* Nothing can be written any more: that is said of the save, and of the form. */
static void a_full_disk_is_said_and_nothing_is_lost(void **state)
{
    const struct rlimit none = { .rlim_cur = 0, .rlim_max = RLIM_INFINITY },
                        all = { RLIM_INFINITY, RLIM_INFINITY };
    struct place *place = *state;

    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    assert_int_equal(prlimit(place->pty->program, RLIMIT_FSIZE, &none, NULL), 0);
    pty_type(place->pty, "X\r");
    assert_true(pty_shows(place->pty, "Not saved: the file cannot be read or written", LOADED));
    assert_true(pty_shows(place->pty, "not kept: ", LOADED));
    assert_int_equal(prlimit(place->pty->program, RLIMIT_FSIZE, &all, NULL), 0);
    assert_true(pty_shows(place->pty, "saved as you type", LOADED)); /* tried again, and done */
    pty_type(place->pty, "\r");
    assert_true(pty_shows(place->pty, "Saved: 65280 LABX", LOADED));
}

/* The reason stands first: the path would push it off the line. */
static void why_it_was_not_saved_stands_first(void **state)
{
    struct place *place = *state;

    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    assert_int_equal(remove(place->file), 0);
    assert_true(pty_shows(place->pty, "The file was removed or replaced", LOADED));
    pty_type(place->pty, "\r");
    assert_true(pty_shows(
        place->pty, "Not saved: the file was removed or replaced since it was opened. Form kept.", LOADED));
}

/* Another program holds the file: that takes a second at most, and the keys typed meanwhile leave the reason
 * on the screen. */
static void a_lock_is_said_soon_and_stays(void **state)
{
    struct place *place = *state;
    sqlite3 *db = NULL;
    struct timespec from, to;

    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    assert_int_equal(sqlite3_open(place->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    pty_type(place->pty, "\r");
    let_pass(300);
    pty_type(place->pty, "X");
    pty_type(place->pty, "YZ");
    assert_true(pty_shows(place->pty, "[ LABXYZ ", LOADED));
    (void)clock_gettime(CLOCK_MONOTONIC, &to);
    assert_true(to.tv_sec - from.tv_sec < 4);
    assert_true(pty_shows(place->pty, "Not saved: the file is locked by another program. Form kept.", 100));
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    pty_type(place->pty, "\r");
    assert_true(pty_shows(place->pty, "Saved: 65280 LABXYZ", LOADED));
}

/* state.db goes away while nobody types: the form is written to another one. */
static void what_is_kept_is_kept_again(void **state)
{
    struct place *place = *state;
    char path[700];

    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    let_pass(500);
    snprintf(path, sizeof path, "%s/state/dnsreg/state.db", place->box.folder);
    assert_int_equal(remove(path), 0);
    for (int i = 0; i < 40 && !file_exists(path); i++)
        let_pass(100);
    assert_true(file_exists(path));
    let_pass(100);
    (void)kill(place->pty->program, SIGKILL);
    (void)pty_status(place->pty);
    pty_end(place->pty);
    begin(place);
    assert_true(pty_shows(place->pty, "A form was left unfinished: rrtype 65280 LAB.", LOADED));
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
        cmocka_unit_test_setup_teardown(what_others_save_takes_no_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(a_form_that_cannot_be_kept_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(unseen_nothing_is_done_but_quitting, setup, teardown),
        cmocka_unit_test_setup_teardown(each_left_form_is_opened_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_is_said_and_nothing_is_lost, setup, teardown),
        cmocka_unit_test_setup_teardown(why_it_was_not_saved_stands_first, setup, teardown),
        cmocka_unit_test_setup_teardown(a_lock_is_said_soon_and_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_kept_is_kept_again, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_gone_is_said, setup, teardown),
    };

    if (argc != 2)
        return 2;

    database = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
