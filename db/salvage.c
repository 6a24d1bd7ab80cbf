#include "db/salvage.h"

#include "base/memory.h"
#include "base/out.h"
#include "db/rebuild.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the connection in memory ---- */

static bool begin(const struct store *store, struct store *copy, struct err *err)
{
    *copy = (struct store){ .guard = memory_take(sizeof *copy->guard) };
    snprintf(copy->path, sizeof copy->path, "%s", store->path);
    return guard_open(copy->guard, NULL, SQLITE_OPEN_READWRITE, &copy->db) == SQLITE_OK ||
           sql_fail(copy->db, store->path, err);
}

/* Brings the copy to this version's shape; then it takes the place of the file in the store, or goes. */
static bool end(struct store *store, struct store *copy, int version, bool ok, struct err *err)
{
    bool moved_on;
    sqlite3 *gone = copy->db;
    struct guard *gone_guard = copy->guard;

    if (ok && rebuild(copy, version, &moved_on, err) && sql_run(copy, "PRAGMA query_only = ON", err)) {
        gone = store->db;
        gone_guard = store->guard;
        store->db = copy->db;
        store->guard = copy->guard;
        store->read_only = store->in_memory = true;
    } else {
        ok = false;
    }
    (void)sqlite3_close(gone);
    free(gone_guard);
    return ok;
}

/* ---- all of it ---- */

bool salvage_all(struct store *store, int version, struct err *err)
{
    struct store copy;
    bool ok = begin(store, &copy, err);
    sqlite3_backup *backup = ok ? sqlite3_backup_init(copy.db, "main", store->db, "main") : NULL;

    if (ok && !backup)
        ok = sql_fail(copy.db, store->path, err);
    if (backup) {
        int step = sqlite3_backup_step(backup, -1);

        ok = sqlite3_backup_finish(backup) == SQLITE_OK && step == SQLITE_DONE;
        if (!ok)
            (void)sql_fail(copy.db, store->path, err);
    }
    return end(store, &copy, version, ok, err);
}

/* ---- drafts ---- */

/* The columns of a table that are stored, as "a, b, c". Both sides have the same. */
static bool read_columns(struct store *copy, const char *table, struct out *columns, unsigned *n,
                         struct err *err)
{
    sqlite3_stmt *row = NULL;
    char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_xinfo(%Q) WHERE hidden = 0", table);

    copy->guard->rebuilding = true; /* what SQLite says of a table is a table of its own */
    row = sql_prepare(copy, sql, err);
    copy->guard->rebuilding = false;
    sqlite3_free(sql);
    for (*n = 0; row && sqlite3_step(row) == SQLITE_ROW; ++*n)
        out_format(columns, "%s%s", *n ? ", " : "", (const char *)sqlite3_column_text(row, 0));
    out_char(columns, '\0');
    return sqlite3_finalize(row) == SQLITE_OK && *n > 0;
}

/* A row that the table does not take is passed over. */
static bool copy_rows(struct store *store, struct store *copy, const char *table, struct err *err)
{
    struct out columns = out_to_memory();
    unsigned n = 0;
    bool ok = read_columns(copy, table, &columns, &n, err);
    char *from = sqlite3_mprintf("SELECT %s FROM main.%s", columns.octets, table);
    sqlite3_str *into = sqlite3_str_new(NULL);
    sqlite3_stmt *row = ok ? sql_prepare(store, from, err) : NULL, *insert = NULL;
    int step = SQLITE_ERROR;
    char *sql;

    sqlite3_str_appendf(into, "INSERT OR IGNORE INTO %s (%s) VALUES (?1", table, columns.octets);
    for (unsigned i = 2; i <= n; i++)
        sqlite3_str_appendf(into, ", ?%u", i);
    sqlite3_str_appendchar(into, 1, ')');
    sql = sqlite3_str_finish(into);
    if (row)
        insert = sql_prepare(copy, sql, err);
    while (insert && (step = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < (int)n; i++)
            (void)sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
        (void)sqlite3_step(insert);
        (void)sqlite3_reset(insert);
    }
    if (insert && step != SQLITE_DONE)
        (void)sql_fail(store->db, store->path, err);
    (void)sqlite3_finalize(row);
    (void)sqlite3_finalize(insert);
    sqlite3_free(from);
    sqlite3_free(sql);
    out_free(&columns);
    return step == SQLITE_DONE;
}

bool salvage_drafts(struct store *store, int version, struct err *err)
{
    struct store copy;
    bool ok = begin(store, &copy, err);

    /* rows go in as they are, before there is a trigger; what the file says is IANA's is not taken from it */
    ok = ok && rebuild_make(&copy, version, "table", err) && rebuild_make(&copy, version, "index", err) &&
         copy_rows(store, &copy, "registry", err) && copy_rows(store, &copy, "draft", err) &&
         copy_rows(store, &copy, "draft_revision", err) &&
         sql_run(&copy, "DELETE FROM registry WHERE origin <> 'local' OR page IS NOT NULL", err) &&
         rebuild_make(&copy, version, "view", err) && rebuild_make(&copy, version, "trigger", err) &&
         rebuild_mark(&copy, version, err);
    return end(store, &copy, version, ok, err);
}
