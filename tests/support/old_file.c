#include "support/old_file.h"

#include "support/sandbox.h"

#include "db/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void run(sqlite3 *db, const char *sql)
{
    char *why = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %.200s", why, sql);
}

static sqlite3 *connect(const char *path)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 5000);
    return db;
}

void db_run(const char *path, const char *sql)
{
    sqlite3 *db = connect(path);

    run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void db_rewrite(const char *path, const char *sql)
{
    sqlite3 *db = connect(path);

    run(db, "PRAGMA writable_schema = ON");
    run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static long long number_of(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    long long number = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_int64(row, 0);
    (void)sqlite3_finalize(row);
    (void)sqlite3_close(db);
    return number;
}

long long db_number(const char *path, const char *sql)
{
    return number_of(connect(path), sql);
}

long long db_number_beside(const char *path, const char *other, const char *sql)
{
    sqlite3 *db = connect(path);
    char *attach = sqlite3_mprintf("ATTACH %Q AS o", other);

    run(db, attach);
    sqlite3_free(attach);
    return number_of(db, sql);
}

/* Tables that are shipped with rows, in an order in which one can refer to the one before. */
static const struct {
    const char *name, *columns;
} tables[] = {
    { "registry", "id, page, iana_id, title, iana_title, grp, key_kind, width, bit_zero, names, space, "
                  "documents, origin, place" },
    { "snapshot", "id, series, page, as_of, origin, whole, state" },
    { "policy_range",
      "id, snapshot, registry, low, high, low2, high2, said, policy, use, category, section, printed" },
    { "assignment",
      "id, snapshot, registry, low, high, low2, high2, key, key2, context, mnemonic, meaning, category, "
      "status, registered, expires, inferred, note" },
    { "cite", "assignment, place, kind, target, shown" },
    { "alias", "assignment, name" },
    { "edition", "id, series, as_of, title, place, form, generic, process, policies" },
    { "document", "id, title, date, relation, other" },
    { "policy", "policy, brief, aliases, asks" },
    { "squatter", "registry, low, high, who, source" },
};

/* All triggers as one text, each ended by a semicolon; the caller frees it. */
static char *triggers_of(sqlite3 *db, const char *what)
{
    char *sql = sqlite3_mprintf(
        "SELECT group_concat(%s, ';') || ';' FROM sqlite_schema WHERE type = 'trigger'", what);
    sqlite3_stmt *row = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    char *text = strdup((const char *)sqlite3_column_text(row, 0));
    (void)sqlite3_finalize(row);
    sqlite3_free(sql);
    return text;
}

void old_file_make(const char *path, const char *sql)
{
    sqlite3 *db = connect(path);
    size_t len;
    char *schema = file_read(DNSREG_SOURCE "/db/schema-1.sql", &len), *triggers, *drops, name[600];

    run(db, schema);
    triggers = triggers_of(db, "sql");
    drops = triggers_of(db, "'DROP TRIGGER ' || name");
    run(db, drops);
    snprintf(name, sizeof name, "%s.image", path);
    file_write(name, image_begin, (size_t)(image_end - image_begin));
    snprintf(name, sizeof name, "ATTACH '%s.image' AS image; BEGIN", path);
    run(db, name);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char *insert = sqlite3_mprintf("INSERT INTO main.%s (%s) SELECT %s FROM image.%s", tables[i].name,
                                       tables[i].columns, tables[i].columns, tables[i].name);

        run(db, insert);
        sqlite3_free(insert);
    }
    run(db, "INSERT INTO meta VALUES ('release', '0.1.0'), ('data', '0123456789abcdef'), ('rows', '1'), "
            "('rows iana dns-parameters', '2'), ('edition iana', '3'); COMMIT; DETACH image");
    run(db, sql);
    run(db, triggers);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    snprintf(name, sizeof name, "%s.image", path);
    (void)remove(name);
    free(schema);
    free(triggers);
    free(drops);
}
