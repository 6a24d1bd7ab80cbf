/* Unfinished forms: one row for each process that has one, in a small SQLite file of the user's. */

#include "db/state.h"

#include "base/memory.h"
#include "base/place.h"
#include "db/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 200, /* to open it, and to take a form; what cannot be kept now is kept at the next pause */
    APPLICATION_ID = 1145983827, /* 'DNSS' */
    VERSION = 1,
};

struct state {
    sqlite3 *db;
    struct guard *guard; /* of db */
    char path[PATH_MAX];
    int64_t mine; /* this process's row; 0: it has none */
    char file[PATH_MAX];
    char host[256], started[32];
    bool unread; /* state_left could not be answered */
    struct arena arena;
};

/* ---- who owns a form ---- */

/* When the process began, as the kernel counts it: with its number, it names one process of one boot. Empty:
 * there is no such process, or it is dead and only waits for its parent to ask. False: that cannot be known
 * now. The name of the program may hold anything, so the fields are counted from its last parenthesis. */
static bool start_of(long long pid, char started[32])
{
    char path[64], text[1024] = "";
    started[0] = '\0';
    snprintf(path, sizeof path, "/proc/%lld/stat", pid);
    FILE *file = fopen(path, "re");
    if (!file) /* without /proc every process would look dead */
        return errno == ENOENT && access("/proc/self/stat", R_OK) == 0;
    errno = 0;
    size_t len = fread(text, 1, sizeof text - 1, file);
    bool gone = errno == ESRCH; /* it ended between the two */
    bool failed = ferror(file) != 0;
    (void)fclose(file);
    if (failed)
        return gone;

    text[len] = '\0';
    const char *at = strrchr(text, ')');
    if (!at || strncmp(at, ") Z", 3) == 0 || strncmp(at, ") X", 3) == 0)
        return true;
    for (int field = 2; at && field < 22; field++)
        at = strchr(at + 1, ' ');
    if (at)
        snprintf(started, 32, "%.*s", (int)strcspn(at + 1, " "), at + 1);
    return true;
}

/* Whether a process of another host lives cannot be known; its form waits for it, as does one of this host
 * while the kernel does not say. */
static bool may_live(const struct state *state, const char *host, long long pid, const char *started)
{
    char now[32];
    if (strcmp(host, state->host) != 0)
        return true;
    return !start_of(pid, now) || (now[0] && strcmp(now, started) == 0);
}

/* ---- the file ---- */

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool fail(char *why, const char *says)
{
    if (why && !why[0])
        snprintf(why, STATE_WHY_OCTETS, "%s", says);
    return false;
}

/* What SQLite says, in a few words. */
static bool fail_sql(sqlite3 *db, char *why)
{
    int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
    const char *cause = db ? sql_cause(db) : NULL;
    if (why && !why[0] && code == SQLITE_IOERR && cause) {
        snprintf(why, STATE_WHY_OCTETS, "state.db cannot be written: %s", cause);
        return false;
    }

    return fail(why, code == SQLITE_FULL                            ? "the disk is full"
                     : code == SQLITE_BUSY || code == SQLITE_LOCKED ? "state.db is locked by another program"
                     : code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? "state.db is damaged"
                     : code == SQLITE_READONLY                         ? "state.db cannot be written"
                     : db                                              ? sqlite3_errmsg(db)
                                                                       : "out of memory");
}

static long long number_of(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    long long number = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_int64(row, 0);
    (void)sqlite3_finalize(row);
    return number;
}

/* Is it ours, or new and empty, and not from later on? Then it has its table. */
static bool prepare_file(sqlite3 *db, char *why)
{
    long long id = number_of(db, "PRAGMA application_id"), version = number_of(db, "PRAGMA user_version");
    long long others = 0; /* tables and the like that are not ours */
    if (id < 0 || version < 0)
        return fail_sql(db, why);

    if (id == 0)
        others = number_of(db, "SELECT count(*) FROM sqlite_schema WHERE name NOT IN ('form', "
                               "'sqlite_sequence')");
    if (others < 0)
        return fail_sql(db, why);
    if (id != APPLICATION_ID && (id != 0 || others > 0))
        return fail(why, "state.db is no file of dnsreg");
    if (version > VERSION)
        return fail(why, "state.db was made by a newer dnsreg");
    if (run(db, "PRAGMA synchronous = FULL;" /* NORMAL may tear the file when the power goes */
                "CREATE TABLE IF NOT EXISTS form (id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, "
                "host TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL, at TEXT NOT NULL, "
                "title TEXT NOT NULL, text TEXT NOT NULL) STRICT;"
                "SELECT host, pid, started, id, file, at, title, text FROM form LIMIT 1") &&
        (id != 0 || run(db, "PRAGMA application_id = 1145983827; PRAGMA user_version = 1")))
        return true;

    return fail_sql(db, why);
}

/* No longer connected; harmless where there is no connection. */
static void disconnect(struct state *state)
{
    (void)sqlite3_close(state->db);
    free(state->guard);
    state->db = NULL;
    state->guard = NULL;
}

/* Opens the file, and makes it if it is not there. The state then holds this connection, and no longer the
 * one before; false: it is as it was. */
static bool connect(struct state *state, const char *path, char *why)
{
    const char *instead;
    const int fd = place_open(path, O_RDWR | O_CREAT, &instead);
    char says[STATE_WHY_OCTETS];
    struct state fresh = { 0 };

    if (fd < 0) {
        snprintf(says, sizeof says, "state.db is %s, no file", instead ? instead : "");
        return fail(why, instead ? says : strerror(errno));
    }
    (void)close(fd);
    fresh.guard = memory_take(sizeof *fresh.guard);
    if (guard_open(fresh.guard, path, SQLITE_OPEN_READWRITE, &fresh.db) != SQLITE_OK) {
        (void)fail_sql(fresh.db, why);
        disconnect(&fresh);
        return false;
    }
    (void)sqlite3_set_authorizer(fresh.db, NULL, NULL); /* its table is none of a registry file's */
    (void)sqlite3_busy_timeout(fresh.db, PATIENCE_MS);
    /* in place of the table a view may never end, and a trigger may do anything */
    (void)sqlite3_db_config(fresh.db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    (void)sqlite3_db_config(fresh.db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    if (!prepare_file(fresh.db, why)) {
        disconnect(&fresh);
        return false;
    }
    (void)sqlite3_busy_timeout(fresh.db, 0);
    disconnect(state);
    state->db = fresh.db;
    state->guard = fresh.guard;
    return true;
}

/* A file that is damaged holds nothing that can be saved: it is put aside. */
static bool put_aside(const char *path)
{
    char aside[PATH_MAX + 16];
    sqlite3 *db = NULL;
    struct guard guard;
    int code = SQLITE_OK;

    if (guard_open(&guard, path, SQLITE_OPEN_READONLY, &db) == SQLITE_OK)
        code = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    (void)sqlite3_close(db);
    snprintf(aside, sizeof aside, "%s.damaged", path);
    return (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) && rename(path, aside) == 0;
}

struct state *state_open(const char *path, const char *file, char why[STATE_WHY_OCTETS])
{
    struct state *state = memory_take(sizeof *state);
    char own[PATH_MAX];

    if (why)
        why[0] = '\0';
    if (!path && place_of("XDG_STATE_HOME", ".local/state", "state.db", own, sizeof own)) {
        place_make_folders(own);
        path = own;
    }

    if (path) {
        if (!connect(state, path, why) && put_aside(path)) {
            if (why)
                why[0] = '\0';
            (void)connect(state, path, why);
        }
    } else {
        (void)fail(why, "there is no place for it: set XDG_STATE_HOME or HOME");
    }
    if (!state->db) {
        free(state);
        return NULL;
    }

    snprintf(state->path, sizeof state->path, "%s", path);
    if (!realpath(file, state->file)) /* one file under two names is one file */
        snprintf(state->file, sizeof state->file, "%s", file);
    if (gethostname(state->host, sizeof state->host - 1) != 0)
        snprintf(state->host, sizeof state->host, "?");
    (void)start_of(getpid(), state->started);
    return state;
}

void state_close(struct state *state)
{
    if (!state)
        return;
    disconnect(state);
    arena_free(&state->arena);
    free(state);
}

/* ---- forms ---- */

static sqlite3_stmt *prepare(struct state *state, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    (void)sqlite3_prepare_v2(state->db, sql, -1, &statement, NULL);
    return statement; /* NULL does nothing in what follows */
}

static bool finish(sqlite3_stmt *statement)
{
    bool done = statement && sqlite3_step(statement) == SQLITE_DONE;
    (void)sqlite3_finalize(statement);
    return done;
}

static void bind_owner(const struct state *state, sqlite3_stmt *statement)
{
    (void)sqlite3_bind_text(statement, 1, state->host, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(statement, 2, getpid());
    (void)sqlite3_bind_text(statement, 3, state->started, -1, SQLITE_STATIC);
}

static bool forget(struct state *state, int64_t id)
{
    sqlite3_stmt *statement = prepare(state, "DELETE FROM form WHERE id = ?1");
    (void)sqlite3_bind_int64(statement, 1, id);
    return finish(statement);
}

/* A file that was removed keeps nothing, whatever is written to it: another one is made. */
static bool follow(struct state *state, char *why)
{
    if (!sql_has_moved(state->db))
        return true;
    if (!connect(state, state->path, why))
        return false;
    state->mine = 0;
    return true;
}

bool state_keep(struct state *state, const char *at, const char *title, const char *text,
                char why[STATE_WHY_OCTETS])
{
    bool done;

    if (why)
        why[0] = '\0';
    if (!follow(state, why))
        return false;
    if (!text && state->mine == 0)
        return true;
    if (!text) {
        done = forget(state, state->mine);
        state->mine = done ? 0 : state->mine;
        return done || fail_sql(state->db, why);
    }

    sqlite3_stmt *statement =
        prepare(state, "INSERT OR REPLACE INTO form (host, pid, started, id, file, at, title, text) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    bind_owner(state, statement);
    if (state->mine != 0)
        (void)sqlite3_bind_int64(statement, 4, state->mine);
    (void)sqlite3_bind_text(statement, 5, state->file, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(statement, 6, at, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(statement, 7, title, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(statement, 8, text, -1, SQLITE_STATIC);
    done = finish(statement) || fail_sql(state->db, why);
    if (done && state->mine == 0)
        state->mine = sqlite3_last_insert_rowid(state->db);

    return done;
}

bool state_has(const struct state *state)
{
    char sql[64];
    if (state->mine == 0 || sql_has_moved(state->db))
        return false;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM form WHERE id = %lld", (long long)state->mine);
    return number_of(state->db, sql) != 0; /* less than 0: it is busy */
}

static const char *text_at(struct state *state, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return arena_text(&state->arena, text ? text : "");
}

#define LEFT_COLUMNS "host, pid, started, id, at, title, text"

/* The form of a row with these columns, if its process is gone. */
static bool take_left(struct state *state, sqlite3_stmt *row, struct left_form *form)
{
    const char *host = (const char *)sqlite3_column_text(row, 0);
    const char *started = (const char *)sqlite3_column_text(row, 2);
    if (!host || !started || may_live(state, host, sqlite3_column_int64(row, 1), started))
        return false;

    *form = (struct left_form){ .id = sqlite3_column_int64(row, 3),
                                .at = text_at(state, row, 4),
                                .title = text_at(state, row, 5),
                                .text = text_at(state, row, 6) };
    return true;
}

bool state_left(struct state *state, struct left_form *form)
{
    bool found = false;
    int step = SQLITE_ERROR;

    (void)sqlite3_busy_timeout(state->db, PATIENCE_MS);
    sqlite3_stmt *row =
        prepare(state, "SELECT " LEFT_COLUMNS " FROM form WHERE file = ?1 ORDER BY at DESC, id DESC");
    (void)sqlite3_bind_text(row, 1, state->file, -1, SQLITE_STATIC);
    while (row && !found && (step = sqlite3_step(row)) == SQLITE_ROW)
        found = take_left(state, row, form);
    (void)sqlite3_finalize(row);
    (void)sqlite3_busy_timeout(state->db, 0);
    state->unread = !found && step != SQLITE_DONE;

    return found;
}

bool state_unread(const struct state *state)
{
    return state->unread;
}

/* In the transaction that is open. */
static bool claim(struct state *state, int64_t id, struct left_form *form)
{
    sqlite3_stmt *statement = prepare(state, "SELECT " LEFT_COLUMNS " FROM form WHERE id = ?1");

    (void)sqlite3_bind_int64(statement, 1, id);
    bool left = statement && sqlite3_step(statement) == SQLITE_ROW && take_left(state, statement, form);
    (void)sqlite3_finalize(statement);
    if (!left)
        return false;

    statement = prepare(state, "UPDATE form SET host = ?1, pid = ?2, started = ?3 WHERE id = ?4");
    bind_owner(state, statement);
    (void)sqlite3_bind_int64(statement, 4, id);
    return finish(statement) && (state->mine == 0 || state->mine == id || forget(state, state->mine));
}

bool state_take(struct state *state, int64_t id, struct left_form *form)
{
    (void)sqlite3_busy_timeout(state->db, PATIENCE_MS);
    bool taken = run(state->db, "BEGIN IMMEDIATE") && claim(state, id, form) && run(state->db, "COMMIT");
    if (!sqlite3_get_autocommit(state->db))
        (void)run(state->db, "ROLLBACK");
    (void)sqlite3_busy_timeout(state->db, 0);
    if (taken)
        state->mine = id;
    return taken;
}

void state_drop(struct state *state, int64_t id)
{
    (void)forget(state, id);
    if (state->mine == id)
        state->mine = 0;
}
