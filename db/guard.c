#include "db/guard.h"

#include "base/place.h"
#include "db/image.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* ---- 1. which files ---- */

static struct guard *guard_in(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/* What SQLite puts behind the file's name for the files that belong to it. */
static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

static bool is_ours(const struct guard *guard, const char *name)
{
    size_t len = strlen(guard->path);

    if (!name || len == 0 || strncmp(name, guard->path, len) != 0)
        return false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcmp(name + len, suffixes[i]) == 0)
            return true;
    return false;
}

/* A pipe in the place of a journal would be waited for; a link, soft or hard, may lead to anything. The file
 * itself may be linked: its user names it. */
static const char *is_instead(const struct guard *guard, const char *name, bool *absent)
{
    struct stat at;

    if (lstat(name, &at) != 0) {
        *absent = errno == ENOENT;
        return NULL; /* to be made, or the system says why not */
    }
    if (S_ISLNK(at.st_mode) || (S_ISREG(at.st_mode) && at.st_nlink > 1 && strcmp(name, guard->path) != 0))
        return "a link";
    return place_is_instead(name);
}

/* *absent: it may, but nothing is there. */
static bool may_reach(struct guard *guard, const char *name, bool *absent)
{
    *absent = false;
    bool ours = is_ours(guard, name);
    const char *instead = ours ? is_instead(guard, name, absent) : NULL;

    if (ours && !instead)
        return true;
    if (instead)
        snprintf(guard->foreign, sizeof guard->foreign, "%.400s is %s, no file", name, instead);
    else
        snprintf(guard->foreign, sizeof guard->foreign, "%.200s-journal leads to another file, %.160s",
                 guard->path, name ? name : "a temporary one");
    return false;
}

static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *given)
{
    struct guard *guard = guard_in(vfs);
    bool absent;

    file->pMethods = NULL;
    if (!may_reach(guard, name, &absent))
        return SQLITE_CANTOPEN;
    if (flags & SQLITE_OPEN_WAL) { /* what is shared beside it is opened past this file system */
        char shared[GUARD_OCTETS + 8];

        snprintf(shared, sizeof shared, "%s-shm", guard->path);
        if (!may_reach(guard, shared, &absent))
            return SQLITE_CANTOPEN;
    }
    return guard->system->xOpen(guard->system, name, file, flags, given);
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
    struct guard *guard = guard_in(vfs);
    bool absent;

    if (strcmp(guard->path, name) == 0 || !may_reach(guard, name, &absent))
        return SQLITE_IOERR_DELETE;
    return guard->system->xDelete(guard->system, name, sync);
}

/* An error, not "it is not there": a journal whose other half is not there counts as done, and is thrown
 * away. */
static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *is_there)
{
    struct guard *guard = guard_in(vfs);

    bool absent;

    *is_there = 0;
    if (!may_reach(guard, name, &absent))
        return SQLITE_IOERR_ACCESS;
    return absent ? SQLITE_OK : guard->system->xAccess(guard->system, name, flags, is_there);
}

static int full_name(sqlite3_vfs *vfs, const char *name, int size, char *full)
{
    struct guard *guard = guard_in(vfs);

    return guard->system->xFullPathname(guard->system, name, size, full);
}

static int random_octets(sqlite3_vfs *vfs, int n, char *octets)
{
    struct guard *guard = guard_in(vfs);

    return guard->system->xRandomness(guard->system, n, octets);
}

static int rest(sqlite3_vfs *vfs, int microseconds)
{
    struct guard *guard = guard_in(vfs);

    return guard->system->xSleep(guard->system, microseconds);
}

static int time_now(sqlite3_vfs *vfs, sqlite3_int64 *ms)
{
    struct guard *guard = guard_in(vfs);

    return guard->system->xCurrentTimeInt64(guard->system, ms);
}

static int last_error(sqlite3_vfs *vfs, int size, char *text)
{
    struct guard *guard = guard_in(vfs);

    return guard->system->xGetLastError ? guard->system->xGetLastError(guard->system, size, text) : 0;
}

/* ---- 2. which tables, views and triggers ---- */

/* An entry of what mkschema wrote: its version, its length, and four texts; a version of NUL ends them. */
bool guard_next_object(int version, const char **at, struct guard_object *object)
{
    const char *entry = *at ? *at : image_schema;

    while (*entry) {
        const unsigned char *head = (const unsigned char *)entry;
        const char *type = entry + 3;

        entry = type + (head[1] | head[2] << 8);
        if (head[0] != '0' + version)
            continue;
        object->type = type;
        object->name = type + strlen(type) + 1;
        object->table = object->name + strlen(object->name) + 1;
        object->sql = object->table + strlen(object->table) + 1;
        *at = entry;
        return true;
    }
    return false;
}

bool guard_is_made(const struct guard_object *object)
{
    return object->sql[0] && sqlite3_strnicmp(object->name, "sqlite_", 7) != 0;
}

/* A name of any version's; *at begins as NULL. */
static const char *next_name(const char **at)
{
    const char *entry = *at ? *at : image_schema;
    const unsigned char *head = (const unsigned char *)entry;

    if (!*entry)
        return NULL;
    *at = entry + 3 + (head[1] | head[2] << 8);
    return entry + 3 + strlen(entry + 3) + 1;
}

/* Columns of one table are asked for one after the other, so the last name found is tried first. */
static bool is_object(struct guard *guard, const char *name)
{
    const char *at = NULL, *object;

    if (guard->last && sqlite3_stricmp(guard->last, name) == 0)
        return true;
    while ((object = next_name(&at)))
        if (((object[0] ^ name[0]) & ~0x20) == 0 && sqlite3_stricmp(object, name) == 0) {
            guard->last = object;
            return true;
        }
    return false;
}

/* SQLite's own that the program reads: what the file holds, by both its names, and the last id of
 * the drafts. */
static bool is_schema_table(const char *name)
{
    static const char *const names[] = { "sqlite_schema", "sqlite_master", "sqlite_sequence" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sqlite3_stricmp(names[i], name) == 0)
            return true;
    return false;
}

static int refuse(struct guard *guard, const char *what, const char *name)
{
    snprintf(guard->refused, sizeof guard->refused, "%s%.160s", what, name);
    return SQLITE_DENY;
}

/* Asked by SQLite for each thing that a statement will do, the triggers it fires included, before it runs. */
static int authorize(void *context, int action, const char *a, const char *b, const char *database,
                     const char *within)
{
    struct guard *guard = context;

    (void)b;
    if (guard->rebuilding)
        return SQLITE_OK;
    /* text_judged has a table of its own for the length of a statement, c, which counts as a view */
    if (within && strcmp(within, "c") != 0 && !is_object(guard, within))
        return refuse(guard, "trigger or view ", within);
    switch (action) {
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        if (database && strcmp(database, "main") != 0)
            return refuse(guard, "a table in ", database);
        return is_object(guard, a) || is_schema_table(a) ? SQLITE_OK : refuse(guard, "table ", a);
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_PRAGMA:
        return SQLITE_OK;
    default: /* tables, indexes and triggers are made and dropped, files attached, by the program's own hand
                only */
        return refuse(guard, "a change of the schema", "");
    }
}

/* ---- 3. which texts ---- */

/* Does an object of the file belong to our schema? By its name, or by the table it hangs on. */
static bool belongs(int version, const char *name, const char *table)
{
    struct guard_object object;
    const char *at = NULL;

    while (guard_next_object(version, &at, &object))
        if (sqlite3_stricmp(object.name, name) == 0 || sqlite3_stricmp(object.name, table) == 0)
            return true;
    return false;
}

static bool is_same(const struct guard_object *object, sqlite3_stmt *row)
{
    const char *texts[] = { object->type, object->name, object->table, object->sql };

    for (int i = 0; i < 4; i++) {
        const char *text = (const char *)sqlite3_column_text(row, i);
        size_t len = strlen(texts[i]);

        if (!text || (size_t)sqlite3_column_bytes(row, i) != len || memcmp(text, texts[i], len) != 0)
            return false;
    }
    return true;
}

static bool find_object(int version, const char *name, struct guard_object *object)
{
    const char *at = NULL;

    while (guard_next_object(version, &at, object))
        if (sqlite3_stricmp(object->name, name) == 0)
            return true;
    return false;
}

static const char schema_sql[] = "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema";

static const char *text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text ? text : "";
}

/* One row of the file's. `next` is where the object is looked for first: both mostly stand in one order.
 * False, with fault: it is not as it should be. */
static bool compare_row(int version, sqlite3_stmt *row, const char **next, unsigned *same, char *fault)
{
    const char *type = text_of(row, 0), *name = text_of(row, 1), *table = text_of(row, 2);
    const char *at = *next;
    struct guard_object object;

    if ((guard_next_object(version, &at, &object) && is_same(&object, row)) ||
        (find_object(version, name, &object) && is_same(&object, row))) {
        *next = at;
        ++*same;
        return true;
    }
    if (!belongs(version, name, table))
        return true;
    if (find_object(version, name, &object))
        snprintf(fault, GUARD_FAULT_OCTETS, "%s %s is not as dnsreg makes it", object.type, object.name);
    else
        snprintf(fault, GUARD_FAULT_OCTETS, "%.20s %.60s on %.60s is none of dnsreg's", type, name, table);
    return false;
}

/* Something is not there: the first that is not. */
static void name_missing(sqlite3 *db, int version, char *fault)
{
    sqlite3_stmt *row = NULL;
    struct guard_object object;
    const char *at = NULL;
    bool found = true;

    if (sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_schema WHERE name = ?1", -1, &row, NULL) != SQLITE_OK)
        return;
    while (found && guard_next_object(version, &at, &object)) {
        (void)sqlite3_reset(row);
        (void)sqlite3_bind_text(row, 1, object.name, -1, SQLITE_STATIC);
        found = sqlite3_step(row) == SQLITE_ROW;
    }
    if (!found)
        snprintf(fault, GUARD_FAULT_OCTETS, "%s %s is missing", object.type, object.name);
    (void)sqlite3_finalize(row);
}

static unsigned count_objects(int version)
{
    struct guard_object object;
    const char *at = NULL;
    unsigned n = 0;

    while (guard_next_object(version, &at, &object))
        n++;
    return n;
}

bool guard_compare(sqlite3 *db, int version, char fault[GUARD_FAULT_OCTETS])
{
    sqlite3_stmt *row = NULL;
    const char *next = NULL;
    unsigned same = 0;
    bool ok = sqlite3_prepare_v2(db, schema_sql, -1, &row, NULL) == SQLITE_OK;
    int step = SQLITE_ERROR;

    fault[0] = '\0';
    while (ok && (step = sqlite3_step(row)) == SQLITE_ROW)
        ok = compare_row(version, row, &next, &same, fault);
    if (sqlite3_finalize(row) != SQLITE_OK)
        return false;
    if (!ok || step != SQLITE_DONE)
        return false;
    if (same == count_objects(version))
        return true;
    name_missing(db, version, fault);
    return false;
}

bool guard_compare_drafts(sqlite3 *db, int version)
{
    static const char *const tables[] = { "draft", "draft_revision", "registry" };
    sqlite3_stmt *row = NULL;
    unsigned same = 0, named = 0;
    int step = sqlite3_prepare_v2(db, schema_sql, -1, &row, NULL);

    while ((step == SQLITE_OK || step == SQLITE_ROW) && (step = sqlite3_step(row)) == SQLITE_ROW)
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
            struct guard_object object;

            if (sqlite3_stricmp(text_of(row, 1), tables[i]) != 0)
                continue;
            named++;
            same += find_object(version, tables[i], &object) && is_same(&object, row);
        }
    (void)sqlite3_finalize(row);
    return step == SQLITE_DONE && same == 3 && named == 3;
}

/* ---- opening ---- */

static int prepare_connection(sqlite3 *db, struct guard *guard)
{
    static const struct {
        int option, value;
    } options[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_FKEY, 0 },
        { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    };

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        (void)sqlite3_db_config(db, options[i].option, options[i].value, NULL);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_set_authorizer(db, authorize, guard);
    return sqlite3_exec(db, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON", NULL, NULL, NULL);
}

int guard_open(struct guard *guard, const char *path, int flags, sqlite3 **db)
{
    int code;

    /* One thread, and nobody asks how much memory is in use: without its locks and counts SQLite opens a
     * tenth faster. Refused, without harm, once a first file has been opened. */
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_URI, 0);
    (void)sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL,
                         -1); /* what one statement may take back stays in memory */
    *db = NULL;
    *guard = (struct guard){ .system = sqlite3_vfs_find(NULL) };
    if (!guard->system)
        return SQLITE_ERROR;
    if (path) {
        code = guard->system->xFullPathname(guard->system, path, GUARD_OCTETS, guard->path);
        if (code != SQLITE_OK && code != SQLITE_OK_SYMLINK) /* it follows links, and says so */
            return SQLITE_CANTOPEN;
    }

    guard->vfs = *guard->system;
    guard->vfs.iVersion = 2;
    guard->vfs.pNext = NULL;
    guard->vfs.zName = "dnsreg";
    guard->vfs.pAppData = guard;
    guard->vfs.xOpen = open_file;
    guard->vfs.xDelete = delete_file;
    guard->vfs.xAccess = access_file;
    guard->vfs.xFullPathname = full_name;
    guard->vfs.xDlOpen = NULL;
    guard->vfs.xRandomness = random_octets;
    guard->vfs.xSleep = rest;
    guard->vfs.xCurrentTimeInt64 = time_now;
    guard->vfs.xGetLastError = last_error;

    /* known by its name for as long as the file is opened; the connection then keeps the pointer */
    code = sqlite3_vfs_register(&guard->vfs, 0);
    if (code == SQLITE_OK)
        code = sqlite3_open_v2(path ? path : ":memory:", db, flags | SQLITE_OPEN_NOMUTEX, "dnsreg");
    (void)sqlite3_vfs_unregister(&guard->vfs);
    return code == SQLITE_OK ? prepare_connection(*db, guard) : code;
}

int guard_open_octets(struct guard *guard, unsigned char *begin, const unsigned char *end, sqlite3 **db)
{
    sqlite3_int64 size = end - begin;
    int code = guard_open(guard, NULL, SQLITE_OPEN_READWRITE, db);

    if (code != SQLITE_OK)
        return code;
    guard->rebuilding = true; /* SQLite attaches it in its own way */
    code = sqlite3_deserialize(*db, "main", begin, size, size, SQLITE_DESERIALIZE_READONLY);
    guard->rebuilding = false;
    return code;
}

const struct guard *guard_of(sqlite3 *db)
{
    sqlite3_vfs *vfs = NULL;

    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK || !vfs ||
        strcmp(vfs->zName, "dnsreg") != 0)
        return NULL;
    return guard_in(vfs);
}
