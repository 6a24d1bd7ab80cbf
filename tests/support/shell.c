#include "support/shell.h"

#include "db/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

int shell_open(void **state)
{
    sqlite3_int64 size = image_end - image_begin;
    unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)size);
    sqlite3 *db = NULL;

    assert_non_null(copy);
    memcpy(copy, image_begin, (size_t)size);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_deserialize(db, "main", copy, size, size,
                                         SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE),
                     SQLITE_OK);
    assert_int_equal(number(db, "PRAGMA foreign_keys"), 0);
    *state = db;

    return 0;
}

static void check_sound(sqlite3 *db, const char *pragma, const char *want)
{
    sqlite3_stmt *statement = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, pragma, -1, &statement, NULL), SQLITE_OK);
    if (want) {
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(statement, 0), want);
    } else {
        assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    }
    (void)sqlite3_finalize(statement);
}

int shell_close(void **state)
{
    sqlite3 *db = *state;
    check_sound(db, "PRAGMA integrity_check", "ok");
    check_sound(db, "PRAGMA foreign_key_check", NULL);
    return sqlite3_close(db);
}

void accepted(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("refused (%s): %s", why, sql);
}

void refused(sqlite3 *db, const char *sql, const char *words)
{
    char *why = NULL;

    accepted(db, "SAVEPOINT refusal");
    int code = sqlite3_exec(db, sql, NULL, NULL, &why);
    (void)sqlite3_exec(db, "ROLLBACK TO refusal; RELEASE refusal", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        fail_msg("accepted: %s", sql);
    if ((code & 0xFF) != SQLITE_CONSTRAINT)
        fail_msg("no refusal but %s: %s", why, sql);
    if (words && !strstr(why, words))
        fail_msg("refused for \"%s\", not \"%s\": %s", why, words, sql);
    sqlite3_free(why);
}

void refused_always(sqlite3 *db, const char *sql)
{
    refused(db, sql, NULL);
    accepted(db, "PRAGMA ignore_check_constraints = ON");
    refused(db, sql, NULL);
    accepted(db, "PRAGMA ignore_check_constraints = OFF");
}

long long number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    long long value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return value;
}
