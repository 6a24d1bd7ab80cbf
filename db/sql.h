#ifndef DB_SQL_H
#define DB_SQL_H

/* What every file of this folder shares: the open store, and SQLite's failures in our words. */

#include "base/err.h"
#include "db/guard.h"
#include "db/store.h"

#include <sqlite3.h>

enum {
    SQL_PATIENCE_MS = 5000,            /* with another writer's lock, until store_wait_at_most */
    STORE_APPLICATION_ID = 1145983826, /* 'DNSR', as schema.sql has it */
};

struct store {
    sqlite3 *db;
    struct guard *guard;
    char path[4096]; /* as the user named it */
    char note[512], fault[512];
    bool read_only;
    bool own_copy;   /* there is no file: the program's own copy of the registries */
    bool in_memory;  /* the connection is to no file: the program's own copy, or what a file gave that is not
                        written */
    int patience_ms; /* with another writer's lock */
    int64_t busy_since;
    bool (*stop)(void *context); /* store_heed; NULL: nobody ends what lasts */
    void *stop_context;
    int64_t group;   /* the action that is open, or was last */
    int64_t *groups; /* those that were committed */
    size_t n_groups, groups_capacity;
    int watch;         /* store_watch's descriptor; 0: not asked for yet, -1: there is none */
    long long version; /* data_version of the first model, then as of the last question */
};

/* For a file that is not the one that was opened; takes its path. */
#define MOVED_SAYS                                                                                           \
    "%s was removed or replaced since it was opened; nothing was saved: put it back, or start again"

/* Turns the last failure on the connection into one line: what, where, what to do. Returns false. */
bool sql_fail(sqlite3 *db, const char *path, struct err *err);

/* What the system said of the last failure, in a few words; NULL: nothing. */
const char *sql_cause(sqlite3 *db);

/* What SQLite says of the last failure; of a CHECK its name, which is a sentence in this file's schema. */
const char *sql_says(sqlite3 *db);

/* Runs statements without results. */
bool sql_run(struct store *store, const char *sql, struct err *err);

/* Has the connection's file been removed or replaced since it was opened? */
bool sql_has_moved(sqlite3 *db);

/* One integer from a statement with one row. */
bool sql_number(struct store *store, const char *sql, long long *number, struct err *err);

/* A prepared statement; NULL with err. The caller finalizes it. */
sqlite3_stmt *sql_prepare(struct store *store, const char *sql, struct err *err);

/* Runs a statement that gives no rows, and finalizes it; NULL is a statement that could not be prepared. */
bool sql_finish(struct store *store, sqlite3_stmt *statement, struct err *err);

/* ---- what a column of the row holds ---- */

/* A number; 0 for one below it, which only a damaged file has. */
uint64_t row_number(sqlite3_stmt *row, int column);

/* Is it not NULL? */
bool row_has(sqlite3_stmt *row, int column);

/* A word of one of registry.h's tables; what a newer file might hold and we do not know counts as
 * `unknown`. */
int row_word(sqlite3_stmt *row, int column, const struct word *words, int unknown);

/* A copy of the text in the arena; NULL stays NULL. */
const char *row_text(struct arena *arena, sqlite3_stmt *row, int column);

#endif
