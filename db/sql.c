#include "db/sql.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

static const struct failure {
    int code;
    const char *says, *next; /* behind the path; a blank stands between but before a colon */
} failures[] = {
    { SQLITE_NOTADB, "is not a registry file", "name another with --db" },
    { SQLITE_CORRUPT, "is damaged", "move it away and start again, or restore a copy" },
    { SQLITE_BUSY, "is locked by another program", "see who holds it with fuser, then try again" },
    { SQLITE_LOCKED, "is locked", "try again" },
    { SQLITE_READONLY, "cannot be written", "check its permissions and its folder's" },
    { SQLITE_CANTOPEN, "cannot be opened", "check that it is a file you may read" },
    { SQLITE_PERM, "may not be opened", "check its permissions" },
    { SQLITE_FULL, ": the disk is full", "nothing was changed; make room and try again" },
    { SQLITE_IOERR, "cannot be read or written", "nothing was changed; check the disk" },
    { SQLITE_INTERRUPT, ": stopped by a signal", "nothing was changed" },
    { SQLITE_NOMEM, ": out of memory", "nothing was changed" },
};

bool sql_has_moved(sqlite3 *db)
{
    int moved = 0;
    return sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

const char *sql_says(sqlite3 *db)
{
    static const char check[] = "CHECK constraint failed: ";
    const char *says = sqlite3_errmsg(db);
    return strncmp(says, check, sizeof check - 1) == 0 ? says + sizeof check - 1 : says;
}

/* SQLite has one word for a full disk and for a table whose numbers are used up. This build numbers its rows
 * itself: only files that earlier builds made get there. */
static bool has_no_number_left(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    bool is_so = sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_sequence WHERE seq >= 9007199254740991", -1,
                                    &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    (void)sqlite3_finalize(row);
    return is_so;
}

const char *sql_cause(sqlite3 *db)
{
    int code = sqlite3_errcode(db), cause = sqlite3_system_errno(db);
    struct rlimit limit;
    if (code == SQLITE_BUSY)
        return NULL;

    /* SQLite mends its file before it answers, and what the system said is lost then */
    if ((cause == 0 || cause == EFBIG) && (code == SQLITE_IOERR || code == SQLITE_FULL) &&
        getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return "files may not grow so large here: see ulimit -f";
    return cause ? strerror(cause) : NULL;
}

/* SQLite tries twice to make the journal that stands beside a file, and tells only why the second time
 * failed, which is that it is not there. */
static bool has_no_file_left(const char *path)
{
    struct statvfs disk;

    return statvfs(path, &disk) == 0 && disk.f_files > 0 && disk.f_favail == 0;
}

/* What the guard refused, if that was it. */
static bool fail_guard(sqlite3 *db, int code, const char *path, struct err *err)
{
    const struct guard *guard = db ? guard_of(db) : NULL;

    if (!guard)
        return false;
    if ((code == SQLITE_AUTH || code == SQLITE_ERROR) && guard->refused[0])
        return !err_set(err, ERR_ENV,
                        "%s: %s is none of dnsreg's; nothing was changed: --read-only reads the file", path,
                        guard->refused);
    if ((code == SQLITE_CANTOPEN || code == SQLITE_IOERR || code == SQLITE_READONLY) && guard->foreign[0])
        return !err_set(err, ERR_ENV, "%s; move it away, or open a copy of the file alone", guard->foreign);
    return false;
}

bool sql_fail(sqlite3 *db, const char *path, struct err *err)
{
    int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
    const char *cause = db ? sql_cause(db) : NULL;
    if (fail_guard(db, code, path, err))
        return false;
    if (db && sqlite3_extended_errcode(db) == SQLITE_READONLY_DBMOVED)
        return err_set(err, ERR_ENV, MOVED_SAYS, path);

    if (code == SQLITE_CANTOPEN && has_no_file_left(path))
        return err_set(
            err, ERR_ENV,
            "%s: its disk has room for no more files, and a change needs one beside it; nothing was "
            "changed: see df -i",
            path);
    if (code == SQLITE_FULL && has_no_number_left(db))
        return err_set(err, ERR_ENV, "%s has no number left for a new row; restore a copy of it", path);

    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == code)
            return err_set(err, ERR_ENV, "%s%s%s%s%s%s; %s", path, failures[i].says[0] == ':' ? "" : " ",
                           failures[i].says, cause ? " (" : "", cause ? cause : "", cause ? ")" : "",
                           failures[i].next);
    return err_set(err, ERR_ENV, "%s: %s", path, db ? sql_says(db) : "out of memory");
}

bool sql_run(struct store *store, const char *sql, struct err *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           sql_fail(store->db, store->path, err);
}

sqlite3_stmt *sql_prepare(struct store *store, const char *sql, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        (void)sql_fail(store->db, store->path, err);
    return statement;
}

bool sql_finish(struct store *store, sqlite3_stmt *statement, struct err *err)
{
    bool ok = statement && sqlite3_step(statement) == SQLITE_DONE;
    if (statement && !ok)
        (void)sql_fail(store->db, store->path, err);
    (void)sqlite3_finalize(statement);
    return ok;
}

bool sql_number(struct store *store, const char *sql, long long *number, struct err *err)
{
    sqlite3_stmt *statement = sql_prepare(store, sql, err);
    bool ok = statement && sqlite3_step(statement) == SQLITE_ROW;

    if (ok)
        *number = sqlite3_column_int64(statement, 0);
    else if (statement)
        (void)sql_fail(store->db, store->path, err);

    (void)sqlite3_finalize(statement);
    return ok;
}

uint64_t row_number(sqlite3_stmt *row, int column)
{
    sqlite3_int64 number = sqlite3_column_int64(row, column);
    return number < 0 ? 0 : (uint64_t)number;
}

bool row_has(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) != SQLITE_NULL;
}

int row_word(sqlite3_stmt *row, int column, const struct word *words, int unknown)
{
    const char *word = (const char *)sqlite3_column_text(row, column);
    int value = word ? value_of(words, word) : -1;
    return value < 0 ? unknown : value;
}

const char *row_text(struct arena *arena, sqlite3_stmt *row, int column)
{
    return arena_text(arena, (const char *)sqlite3_column_text(row, column));
}

const char *store_sqlite(void)
{
    return sqlite3_libversion();
}
