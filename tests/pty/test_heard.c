/* What would hold the explorer, or keep it busy for ever, and SIGTERM: it ends at once, in order, and a form
 * is kept. Each of these waits is longer than any test, so that one which is not heard fails. */
#include "tests/pty/harness.h"

#include "support/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { LOADED = 20000 };

static const char *database;

struct place {
    struct sandbox box;
    char file[512], state[600], capture[512];
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

static int make_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    sandbox_make(&place->box);
    file_copy(database, sandbox_path(&place->box, "fixture.db", place->file));
    (void)sandbox_path(&place->box, "c", place->capture);
    snprintf(place->state, sizeof place->state, "XDG_STATE_HOME=%s/state", place->box.folder);
    *state = place;
    return 0;
}

static int setup(void **state)
{
    (void)make_place(state);
    begin(*state);
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

static void assert_ends(struct pty *pty, int status)
{
    const int got = pty_status(pty);
    assert_true(WIFEXITED(got));
    assert_int_equal(WEXITSTATUS(got), status);
    pty_assert_as_found(pty);
}

static void assert_heard(struct pty *pty)
{
    pty_signal(pty, SIGTERM);
    assert_ends(pty, 143);
}

/* ---- files that are none ---- */

/* What stands where state.db should be. */
static void put_instead(struct place *place, const char *name, mode_t kind)
{
    char path[700];

    snprintf(path, sizeof path, "%s/state", place->box.folder);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/state/dnsreg", place->box.folder);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/state/dnsreg/%s", place->box.folder, name);
    if (kind == S_IFLNK)
        assert_int_equal(symlink("/dev/zero", path), 0);
    else
        assert_int_equal(mknod(path, kind | 0600, 0), 0);
}

static void why_no_form_is_kept(struct place *place, const char *name, mode_t kind, const char *says)
{
    put_instead(place, name, kind);
    begin(place);
    pty_type(place->pty, "lGkaLAB");
    assert_true(pty_shows(place->pty, says, LOADED));
    assert_heard(place->pty);
}

static void a_pipe_as_state_is_not_waited_for(void **state)
{
    why_no_form_is_kept(*state, "state.db", S_IFIFO, "not kept: state.db is a pipe, no file");
}

static void nor_is_a_socket(void **state)
{
    why_no_form_is_kept(*state, "state.db", S_IFSOCK, "not kept: state.db is a socket, no file");
}

static void nor_a_link_to_a_device(void **state)
{
    why_no_form_is_kept(*state, "state.db", S_IFLNK, "not kept: state.db is a device, no file");
}

/* SQLite opens it by itself, and later. */
static void nor_a_pipe_as_its_journal(void **state)
{
    struct place *place = *state;
    begin(place); /* makes state.db, and keeps something, so that there is what a journal could belong to */
    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    assert_heard(place->pty);
    pty_end(place->pty);
    why_no_form_is_kept(place, "state.db-journal", S_IFIFO, "not kept: ");
}

static void nor_pipes_as_histories(void **state)
{
    struct place *place = *state;
    put_instead(place, "history", S_IFIFO);
    begin(place);
    pty_type(place->pty, ":mask 1\r");
    assert_true(pty_shows(place->pty, "mask", LOADED));
    assert_heard(place->pty);
}

/* ---- a lock ---- */

/* Another program holds the file: the save that waits for it ends, and the form is there at the
 * next start. */
static void a_lock_that_is_waited_for(void **state)
{
    struct place *place = *state;
    sqlite3 *db = NULL;

    pty_type(place->pty, "lGkaLAB");
    pty_sync(place->pty);
    assert_int_equal(sqlite3_open(place->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    pty_type(place->pty, "\r");
    assert_heard(place->pty);
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
    pty_end(place->pty);
    begin(place);
    assert_true(pty_shows(place->pty, "A form was left unfinished: rrtype 65280 LAB.", LOADED));
}

/* ---- what comes from the terminal ---- */

/* Sends more of it for as long as the program lives, as a paste over a slow line does. */
static void assert_heard_while_it_comes(struct pty *pty, const char *more)
{
    struct pollfd ended = { .fd = pty->status_fd, .events = POLLIN };
    pty_signal(pty, SIGTERM);
    for (int n = 0; n < 200 && poll(&ended, 1, 50) == 0; n++)
        pty_type(pty, more);
    assert_true(poll(&ended, 1, 0) > 0);
    assert_ends(pty, 143);
}

static void a_paste_that_does_not_end(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "3\033[200~0402 8583");
    assert_heard_while_it_comes(place->pty, " 00");
}

/* It comes faster than it is read. */
static void a_sequence_that_does_not_end(void **state)
{
    struct place *place = *state;
    struct pollfd both[] = { { .fd = place->pty->status_fd, .events = POLLIN },
                             { .fd = place->pty->master, .events = POLLOUT } };
    char flood[1024];

    memset(flood, '1', sizeof flood);
    pty_type(place->pty, "\033[");
    for (int n = 0; n < 20000 && poll(both, 2, LOADED) > 0 && !both[0].revents; n++) {
        if (n == 100)
            pty_signal(place->pty, SIGTERM);
        (void)!write(place->pty->master, flood, sizeof flood);
    }

    assert_int_not_equal(both[0].revents, 0);
    assert_ends(place->pty, 143);
}

/* ---- a capture ---- */

/* A file of holes: packets of no octets, more than anybody reads in a lifetime. */
static void make_endless_capture(const struct place *place)
{
    static const uint32_t head[] = { 0xA1B2C3D4, 0x00040002, 0, 0, 65535, 101 };
    const int fd = open(place->capture, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, head, sizeof head), sizeof head);
    assert_int_equal(ftruncate(fd, (off_t)1 << 40), 0);
    (void)close(fd);
}

static void a_capture_that_a_verb_reads(void **state)
{
    struct place *place = *state;
    make_endless_capture(place);
    pty_type(place->pty, ":decode --pcap ");
    pty_type(place->pty, place->capture);
    pty_sync(place->pty);
    pty_type(place->pty, "\r");
    assert_heard(place->pty);
}

static void a_capture_that_the_lab_reads(void **state)
{
    struct place *place = *state;

    make_endless_capture(place);
    pty_type(place->pty, "3\033");
    pty_sync(place->pty); /* Esc and O behind it are another key */
    pty_type(place->pty, "O\025");
    pty_type(place->pty, place->capture);
    pty_type(place->pty, "\r");
    assert_true(pty_shows(place->pty, "0% read", LOADED));
    assert_heard(place->pty);
}

/* ---- jobs ---- */

/* The program goes on in the background, as after `kill %1`, and has ended before the terminal is its own
 * again: it would be stopped for good if it wrote to it. */
static void assert_ends_in_the_background(struct pty *pty)
{
    struct pollfd gone = { .fd = pidfd_open(pty->program, 0), .events = POLLIN };
    struct termios now;

    assert_true(gone.fd >= 0);
    pty_signal(pty, SIGTERM);
    pty_signal(pty, SIGCONT);
    assert_int_equal(poll(&gone, 1, LOADED), 1);
    (void)close(gone.fd);
    pty_continue(pty);

    int status = pty_status(pty);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 143);
    assert_int_equal(tcgetattr(pty->slave, &now), 0);
    assert_int_equal(now.c_lflag, pty->before.c_lflag);
    assert_int_equal(now.c_iflag, pty->before.c_iflag);
}

static void a_stopped_job(void **state)
{
    struct place *place = *state;
    pty_type(place->pty, "\032");
    assert_true(WIFSTOPPED(pty_status(place->pty)));
    assert_ends_in_the_background(place->pty);
    pty_assert_as_found(place->pty);
}

/* The shell has its own modes back, and knows of no others. */
static void a_job_that_was_stopped_without_warning(void **state)
{
    struct place *place = *state;
    pty_signal(place->pty, SIGSTOP);
    assert_true(WIFSTOPPED(pty_status(place->pty)));
    assert_int_equal(tcsetattr(place->pty->slave, TCSANOW, &place->pty->before), 0);
    assert_ends_in_the_background(place->pty);
}

/* What the user sets while it is stopped is what he gets back. */
static void modes_that_were_changed_meanwhile(void **state)
{
    struct place *place = *state;
    struct pty *pty = place->pty;

    pty_type(pty, "\032");
    assert_true(WIFSTOPPED(pty_status(pty)));
    pty->before.c_iflag ^= IXOFF;
    pty->before.c_cc[VMIN]++;
    assert_int_equal(tcsetattr(pty->slave, TCSANOW, &pty->before), 0);
    pty_continue(pty);
    pty_sync(pty);
    assert_heard(pty);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_pipe_as_state_is_not_waited_for, make_place, teardown),
        cmocka_unit_test_setup_teardown(nor_is_a_socket, make_place, teardown),
        cmocka_unit_test_setup_teardown(nor_a_link_to_a_device, make_place, teardown),
        cmocka_unit_test_setup_teardown(nor_a_pipe_as_its_journal, make_place, teardown),
        cmocka_unit_test_setup_teardown(nor_pipes_as_histories, make_place, teardown),
        cmocka_unit_test_setup_teardown(a_lock_that_is_waited_for, setup, teardown),
        cmocka_unit_test_setup_teardown(a_paste_that_does_not_end, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sequence_that_does_not_end, setup, teardown),
        cmocka_unit_test_setup_teardown(a_capture_that_a_verb_reads, setup, teardown),
        cmocka_unit_test_setup_teardown(a_capture_that_the_lab_reads, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stopped_job, setup, teardown),
        cmocka_unit_test_setup_teardown(a_job_that_was_stopped_without_warning, setup, teardown),
        cmocka_unit_test_setup_teardown(modes_that_were_changed_meanwhile, setup, teardown),
    };

    if (argc != 2)
        return 2;

    database = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
