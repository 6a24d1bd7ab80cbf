#ifndef DB_SQL_H
#define DB_SQL_H

/* What every file of this folder shares: the open store, and SQLite's failures in our words. */

#include "base/err.h"
#include "db/store.h"

#include <sqlite3.h>

struct store {
    sqlite3 *db;
    char path[4096];
    char note[256];
    bool read_only;
};

/* Turns the last failure on the connection into one line: what, where, what to do. Returns false. */
bool sql_fail(sqlite3 *db, const char *path, struct err *err);

/* Runs statements without results. */
bool sql_run(struct store *store, const char *sql, struct err *err);

/* One integer from a statement with one row. */
bool sql_number(struct store *store, const char *sql, long long *number, struct err *err);

/* A prepared statement; NULL with err. The caller finalizes it. */
sqlite3_stmt *sql_prepare(struct store *store, const char *sql, struct err *err);

#endif
