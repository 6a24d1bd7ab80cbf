/* Noticing what others do to the file. */
#include "support/file.h"

#include "db/watch.h"

#include <poll.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

static const char change[] = "INSERT INTO draft (registry, basis, kind, code, mnemonic) "
                             "VALUES ('rrtype', 'iana', 'private', 65300, 'FOO')";

static bool wakes(int fd, int wait_ms)
{
    struct pollfd watched = { .fd = fd, .events = POLLIN };
    return poll(&watched, 1, wait_ms) == 1;
}

static void another_ones_commit_wakes_and_is_told_once(void **state)
{
    struct file *file = *state;
    int fd = store_watch(file->store);

    assert_true(fd >= 0);
    assert_int_equal(store_watch(file->store), fd);
    (void)file_model(file);
    assert_int_equal(store_news(file->store), NEWS_NONE);
    assert_false(wakes(fd, 0));
    file_run(file, change);
    assert_true(wakes(fd, 500));
    assert_int_equal(store_news(file->store), NEWS_CHANGED);
    assert_int_equal(store_news(file->store), NEWS_NONE);
    assert_false(wakes(fd, 0));
}

/* What came between the first model and the first question is told too. */
static void what_came_before_the_first_question_is_told(void **state)
{
    struct file *file = *state;
    (void)file_model(file);
    file_run(file, change);
    assert_int_equal(store_news(file->store), NEWS_CHANGED);
}

static void own_changes_are_no_news(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    (void)put(file, &draft, PUT_DONE);
    assert_int_equal(store_news(file->store), NEWS_NONE);
}

static void what_is_rolled_back_is_no_news(void **state)
{
    struct file *file = *state;
    char sql[512];
    (void)file_model(file);
    snprintf(sql, sizeof sql, "BEGIN; %s; ROLLBACK", change);
    file_run(file, sql);
    assert_int_equal(store_news(file->store), NEWS_NONE);
}

/* A writer that holds the file never makes the question wait for long. */
static void a_lock_is_no_news_and_no_wait(void **state)
{
    struct file *file = *state;
    sqlite3 *other = NULL;

    (void)file_model(file);
    assert_int_equal(sqlite3_open(file->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, change, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(store_news(file->store), NEWS_NONE);
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(store_news(file->store), NEWS_CHANGED);
    (void)sqlite3_close(other);
}

static void a_file_that_is_gone_or_another_is_told(void **state)
{
    struct file *file = *state;
    int fd = store_watch(file->store);
    char aside[520];

    (void)file_model(file);
    snprintf(aside, sizeof aside, "%s.aside", file->path);
    assert_int_equal(rename(file->path, aside), 0);
    assert_true(wakes(fd, 500));
    assert_int_equal(store_news(file->store), NEWS_MOVED);
    file_write(file->path, "", 0); /* another stands there */
    assert_int_equal(store_news(file->store), NEWS_MOVED);
    assert_int_equal(rename(aside, file->path), 0); /* it is back */
    assert_int_equal(store_news(file->store), NEWS_NONE);
    assert_int_equal(unlink(file->path), 0);
    assert_int_equal(store_news(file->store), NEWS_MOVED);
}

static void the_programs_own_copy_has_no_news(void **state)
{
    struct err err = { 0 };

    (void)state;
    struct store *store =
        store_open(&(struct store_place){ .path = "/tmp/dnsreg-no-such.db", .read_only = true }, &err);
    assert_non_null(store);
    assert_int_equal(store_watch(store), -1);
    assert_int_equal(store_news(store), NEWS_NONE);
    store_close(store);
}

int main(void)
{
#define ON_A_FILE(test) cmocka_unit_test_setup_teardown(test, file_make, file_unmake)
    const struct CMUnitTest tests[] = {
        ON_A_FILE(another_ones_commit_wakes_and_is_told_once),
        ON_A_FILE(what_came_before_the_first_question_is_told),
        ON_A_FILE(own_changes_are_no_news),
        ON_A_FILE(what_is_rolled_back_is_no_news),
        ON_A_FILE(a_lock_is_no_news_and_no_wait),
        ON_A_FILE(a_file_that_is_gone_or_another_is_told),
        cmocka_unit_test(the_programs_own_copy_has_no_news),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
