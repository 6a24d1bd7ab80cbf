/* The registry file with others about: made by many at once, killed half-way, locked, left with a journal. */
#include "support/opening.h"
#include "support/sandbox.h"

#include "db/image.h"
#include "db/store.h"

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
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void write_image(const char *path)
{
    file_write(path, image_begin, image_size());
}

/* ---- several at once --------------------------------------------------------------------------- */

static void many_first_runs_at_once_all_work(void **state)
{
    enum { RUNS = 24 };

    char path[512];
    pid_t children[RUNS];
    int gate[2];
    (void)sandbox_path(*state, "new.db", path);
    assert_int_equal(pipe(gate), 0);
    for (size_t i = 0; i < RUNS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            char c;
            struct err err;
            (void)close(gate[1]);
            (void)!read(gate[0], &c, 1); /* all start when the gate opens */
            _exit(usable(path, false, &err) ? 0 : 1);
        }
    }
    (void)close(gate[0]);
    (void)close(gate[1]);
    for (size_t i = 0; i < RUNS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_int_equal(sandbox_count(*state), 1);
}

/* The child makes and removes the file until it is killed, somewhere. The next run finds a whole file, or
 * makes it, and nothing else is left. */
static void a_kill_half_way_leaves_a_good_file_or_none(void **state)
{
    char path[512];

    (void)sandbox_path(*state, "new.db", path);
    for (unsigned i = 0; i < 40; i++) {
        int status;
        pid_t child = fork();
        if (child == 0)
            for (;;) {
                struct err err;
                store_close(open_at(path, false, &err));
                (void)unlink(path);
            }
        (void)nanosleep(&(struct timespec){ .tv_nsec = (long)i * 157 * 1000 + 1000 }, NULL);
        (void)kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        struct err err;
        assert_true(usable(path, false, &err));
        assert_int_equal(sandbox_count(*state), 1);
        (void)unlink(path);
    }
}

static void a_locked_file_is_waited_for_and_then_named(void **state)
{
    char path[512];
    sqlite3 *db = NULL;
    struct err err;

    write_image(sandbox_path(*state, "locked.db", path));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(usable(path, false, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_non_null(strstr(err.text, "locked"));
    assert_non_null(strstr(err.text, "fuser"));
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_true(usable(path, false, &err));
    (void)sqlite3_close(db);
}

/* A writer that holds its lock while others read must not stop them. */
static void a_reserved_lock_stops_no_reader(void **state)
{
    char path[512];
    sqlite3 *db = NULL;
    struct err err;

    write_image(sandbox_path(*state, "written.db", path));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_true(usable(path, false, &err));
    (void)sqlite3_close(db);
}

/* ---- a journal left behind --------------------------------------------------------------------- */

static void copy_file(const char *from, const char *to)
{
    size_t len;
    char *octets = file_read(from, &len);
    file_write(to, octets, len);
    free(octets);
}

/* Leaves path and path-journal as a writer does that lost its power in a transaction. */
static void lose_power(const struct sandbox *box, const char *path)
{
    char work[512], journal[520], work_journal[520];
    sqlite3 *db = NULL;

    write_image(sandbox_path(box, "work.db", work));
    snprintf(journal, sizeof journal, "%s-journal", path);
    snprintf(work_journal, sizeof work_journal, "%s-journal", work);
    assert_int_equal(sqlite3_open(work, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "PRAGMA cache_size = 2; BEGIN IMMEDIATE; "
                     "CREATE TABLE big AS WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) "
                     "SELECT i, randomblob(400) FROM n; UPDATE squatter SET who = 'half a change'",
                     NULL, NULL, NULL),
        SQLITE_OK);
    copy_file(work_journal, journal);
    copy_file(work, path);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    (void)unlink(work);
    (void)unlink(work_journal);
}

static void a_hot_journal_is_rolled_back_by_a_writer_only(void **state)
{
    char path[512], journal[520];
    struct err err;

    lose_power(*state, sandbox_path(*state, "hot.db", path));
    snprintf(journal, sizeof journal, "%s-journal", path);
    assert_false(usable(path, true, &err)); /* read-only may not, and says so */
    assert_int_equal(err.kind, ERR_ENV);
    assert_true(file_exists(journal));
    assert_true(usable(path, false, &err));
    assert_false(file_exists(journal));
    assert_true(usable(path, true, &err));
}

int main(void)
{
#define IN_A_SANDBOX(test) cmocka_unit_test_setup_teardown(test, sandbox_start, sandbox_stop)
    const struct CMUnitTest tests[] = {
        IN_A_SANDBOX(many_first_runs_at_once_all_work),
        IN_A_SANDBOX(a_kill_half_way_leaves_a_good_file_or_none),
        IN_A_SANDBOX(a_locked_file_is_waited_for_and_then_named),
        IN_A_SANDBOX(a_reserved_lock_stops_no_reader),
        IN_A_SANDBOX(a_hot_journal_is_rolled_back_by_a_writer_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
