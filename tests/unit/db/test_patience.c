/* Waiting for a lock and long work end when somebody wants them to. */
#include "support/file.h"

#include "db/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AN_HOUR_MS = 3600000 };

struct asked {
    unsigned times, most; /* at the last it says stop; 0: never */
    sqlite3 *lets_go;     /* of its lock, when it is asked the second time; NULL: nobody */
};

static bool stop(void *context)
{
    struct asked *asked = context;
    if (++asked->times == 2 && asked->lets_go)
        assert_int_equal(sqlite3_exec(asked->lets_go, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    return asked->most > 0 && asked->times >= asked->most;
}

/* Another program that has the file for itself. */
static sqlite3 *lock(const struct file *file)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    return db;
}

static void waiting_for_a_lock_ends(void **state)
{
    struct file *file = *state;
    struct asked asked = { .most = 3 };
    struct err err = { 0 };
    sqlite3 *db = lock(file);

    store_wait_at_most(file->store, AN_HOUR_MS);
    store_heed(file->store, stop, &asked);
    assert_null(store_load(file->store, "iana", &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_non_null(strstr(err.text, "is locked by another program"));
    assert_int_equal(asked.times, 3);
    (void)sqlite3_close(db);
}

/* And for nothing else: a lock that goes meanwhile is waited for. */
static void a_lock_that_goes_is_waited_for(void **state)
{
    struct file *file = *state;
    struct asked asked = { .lets_go = lock(file) };
    store_wait_at_most(file->store, AN_HOUR_MS);
    store_heed(file->store, stop, &asked);
    (void)file_model(file);
    assert_in_range(asked.times, 2, 10000);
    (void)sqlite3_close(asked.lets_go);
}

/* Patience is a time, whether somebody is asked or not. */
static void patience_ends(void **state)
{
    struct file *file = *state;
    struct asked asked = { 0 };
    struct err err = { 0 };
    sqlite3 *db = lock(file);

    store_wait_at_most(file->store, 1);
    assert_null(store_load(file->store, "iana", &err));
    store_heed(file->store, stop, &asked);
    assert_null(store_load(file->store, "iana", &err));
    assert_non_null(strstr(err.text, "is locked by another program"));
    (void)sqlite3_close(db);
    (void)file_model(file);
}

/* A question that no machine answers in a lifetime. */
static const char endless[] = "SELECT count(*) FROM assignment a, assignment b, assignment c, assignment d "
                              "WHERE a.id + b.id + c.id + d.id < 0";

static void work_ends(void **state)
{
    struct file *file = *state;
    struct asked asked = { .most = 3 };
    struct err err = { 0 };
    long long number;

    store_heed(file->store, stop, &asked);
    assert_false(sql_number(file->store, endless, &number, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_non_null(strstr(err.text, ": stopped by a signal; nothing was changed"));
    assert_int_equal(asked.times, 3);
    store_heed(file->store, NULL, NULL);
    (void)file_model(file);
    assert_int_equal(asked.times, 3);
}

/* What was being written is taken back. */
static void a_change_that_is_stopped_is_none(void **state)
{
    struct file *file = *state;
    struct asked asked = { .most = 1 };
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    struct put_result result;
    struct err err = { 0 };
    long long number;

    assert_true(store_begin(file->store, TEST_NOW, "alice", &err));
    assert_true(store_put(file->store, &draft, &result, &err));
    store_heed(file->store, stop, &asked);
    assert_false(sql_number(file->store, endless, &number, &err));
    store_rollback(file->store);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 0);
    store_heed(file->store, NULL, NULL);
    (void)put(file, &draft, PUT_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(waiting_for_a_lock_ends, file_make, file_unmake),
        cmocka_unit_test_setup_teardown(a_lock_that_goes_is_waited_for, file_make, file_unmake),
        cmocka_unit_test_setup_teardown(patience_ends, file_make, file_unmake),
        cmocka_unit_test_setup_teardown(work_ends, file_make, file_unmake),
        cmocka_unit_test_setup_teardown(a_change_that_is_stopped_is_none, file_make, file_unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
