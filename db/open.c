#include "base/memory.h"
#include "base/place.h"
#include "base/text.h"
#include "db/image.h"
#include "db/rebuild.h"
#include "db/salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what kind of file it is ---- */

static bool has_our_log(struct store *store)
{
    struct err err = { 0 };
    long long rows;

    return sql_number(store, "SELECT count(*) FROM change_log", &rows, &err);
}

/* SQLite takes a file of one octet, too, for a database in which nothing is yet. */
static bool is_empty(const struct store *store)
{
    struct stat at;

    return stat(store->path, &at) == 0 && at.st_size == 0;
}

/* *version: of its schema; REBUILD_NEW: nothing is in it yet. False with err: it is no registry file that
 * this program understands. */
static bool read_version(struct store *store, int *version, struct err *err)
{
    long long id = 0, number = 0, objects = 0;

    if (!sql_number(store, "PRAGMA application_id", &id, err) ||
        !sql_number(store, "PRAGMA user_version", &number, err) ||
        !sql_number(store, "SELECT count(*) FROM sqlite_schema", &objects, err))
        return false;
    *version = (int)number;
    if (id == 0 && number == 0 && objects == 0 && is_empty(store))
        return true;
    if (id == 0 && number == 0 && has_our_log(store))
        return err_set(
            err, ERR_ENV,
            "%s comes from a dump, which leaves out two marks: sqlite3 FILE 'PRAGMA application_id = "
            "%d; PRAGMA user_version = %d' sets them",
            store->path, STORE_APPLICATION_ID, GUARD_SCHEMA);
    if (id != STORE_APPLICATION_ID)
        return err_set(err, ERR_ENV, "%s is no registry file of dnsreg; it was left as it is", store->path);
    if (number > GUARD_SCHEMA)
        return err_set(err, ERR_ENV,
                       "%s was made by a newer dnsreg (schema %lld, this one knows %d); update dnsreg",
                       store->path, number, GUARD_SCHEMA);
    if (number < GUARD_SCHEMA_OLD)
        return err_set(err, ERR_ENV, "%s has schema %lld, which no dnsreg wrote; it was left as it is",
                       store->path, number);
    return true;
}

/* ---- opening it ---- */

/* A name that begins with `:` or `file:` is a name like any other. */
static int connect(struct store *store, int flags)
{
    char path[sizeof store->path + 2];

    snprintf(path, sizeof path, "%s%s", store->path[0] == '/' ? "" : "./", store->path);
    return guard_open(store->guard, path, flags, &store->db);
}

/* The registries in memory, read where they lie in the program. */
static bool open_image(struct store *store, struct err *err)
{
    store->read_only = store->in_memory = store->own_copy = true;
    snprintf(store->path, sizeof store->path, "the program's own copy");
    return guard_open_octets(store->guard, image_begin, image_end, &store->db) == SQLITE_OK ||
           sql_fail(store->db, store->path, err);
}

/* A file that is not to the letter as dnsreg makes it. */
static bool open_strange(struct store *store, int version, const char *fault, const struct store_place *place,
                         struct err *err)
{
    bool has_drafts = guard_compare_drafts(store->db, version);

    if (!has_drafts || !place->read_only)
        return err_set(err, ERR_ENV, "%s: %s; it was left as it is: %s", store->path, fault,
                       has_drafts ? "--read-only reads its drafts"
                                  : "restore a copy, or name another with --db");
    snprintf(store->fault, sizeof store->fault,
             "only the drafts of %.200s are read, all else is the program's own copy: %s", store->path,
             fault);
    return salvage_drafts(store, version, err);
}

/* A file of no octets that cannot be filled: the program's own copy in its place. */
static bool open_image_instead(struct store *store, const char *why, struct err *err)
{
    snprintf(store->note, sizeof store->note, "%.400s; reading the program's own copy", why);
    (void)sqlite3_close(store->db);
    store->db = NULL;
    return open_image(store, err);
}

/* Brings the file to this release. Where it may not be written, what it holds still answers; *again: somebody
 * else has changed its shape meanwhile. */
static bool bring_up(struct store *store, int version, bool *again, struct err *err)
{
    struct err late = { 0 };

    if (store->read_only)
        (void)err_set(&late, ERR_ENV, "%.180s may not be written", store->path);
    else if (rebuild(store, version, again, &late)) {
        if (version != GUARD_SCHEMA && version != REBUILD_NEW && !*again)
            snprintf(store->note, sizeof store->note,
                     "%.180s was brought up to this release; older ones can no longer open it", store->path);
        return true;
    }

    if (version == REBUILD_NEW)
        return open_image_instead(store, late.text, err);
    if (!store->read_only)
        snprintf(store->note, sizeof store->note, "not brought up to this release: %.400s", late.text);
    return version == GUARD_SCHEMA || salvage_all(store, version, err);
}

/* What the open file is. */
struct look {
    int version;
    char fault[GUARD_FAULT_OCTETS]; /* "": it is to the letter as dnsreg makes it */
    bool wanted;                    /* it is to be brought to this release */
};

/* In one transaction: each of its own asks three times for locks and looks for two journals. */
static bool look_at(struct store *store, struct look *look, struct err *err)
{
    if (!sql_run(store, "BEGIN", err))
        return false;
    bool ok = read_version(store, &look->version, err);
    if (ok && look->version != REBUILD_NEW && !guard_compare(store->db, look->version, look->fault))
        ok = look->fault[0] || sql_fail(store->db, store->path, err);
    if (ok && !look->fault[0])
        look->wanted = look->version != GUARD_SCHEMA || (!store->read_only && rebuild_is_wanted(store));
    (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL); /* it only read */
    return ok;
}

/* What the open file is, and what is to be done with it. */
static bool take_file(struct store *store, const struct store_place *place, bool *again, struct err *err)
{
    struct look look = { 0 };

    *again = false;
    store->read_only = sqlite3_db_readonly(store->db, "main") == 1;
    if (!look_at(store, &look, err))
        return false;
    /* EXTRA: the folder is synced too once a journal is gone, else a loss of power may bring it back, and
     * with it the state of before a change that was acknowledged */
    if (!sql_run(store, "PRAGMA synchronous = EXTRA", err))
        return false;

    if (look.fault[0])
        return open_strange(store, look.version, look.fault, place, err);
    return !look.wanted || bring_up(store, look.version, again, err);
}

static bool open_file(struct store *store, const struct store_place *place, struct err *err)
{
    bool again = true;

    if (connect(store, place->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) != SQLITE_OK)
        return sql_fail(store->db, store->path, err);
    store_wait_at_most(store, SQL_PATIENCE_MS);
    while (again)
        if (!take_file(store, place, &again, err))
            return false;
    return true;
}

/* ---- finding it ---- */

/* Is the folder there in which path would be made? */
static bool has_folder(const char *path)
{
    char folder[sizeof((struct store *)0)->path];

    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash)
        return true;
    slash[slash == folder ? 1 : 0] = '\0';
    return access(folder, F_OK) == 0;
}

/* A file of no octets, which open_file then fills in one transaction: of two first runs at once one fills it,
 * and a kill leaves it empty. False, with why in a few words: it cannot be made. */
static bool make_empty(const char *path, char why[128])
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);

    if (fd < 0) {
        /* one word of the system for two kinds of room; df alone shows only one of them */
        snprintf(why, 128, "%s%s", strerror(errno), errno == ENOSPC ? ": see df and df -i" : "");
        return false;
    }
    (void)close(fd);
    return true;
}

/* A link that leads nowhere: where it leads may be on a disk that is not there now, and the drafts with it.
 * Nothing is made in their place. */
static bool leads_nowhere(const char *path, char to[256])
{
    ssize_t n = readlink(path, to, 255);

    to[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* Finds the file or makes it. False: it is not there and could not be made, and `why` says why (the caller
 * falls back on the image), or, with err, what stands in its place is no file. `named`: the user chose the
 * place, so no folder is made for it. */
static bool find_or_make(const char *path, bool named, bool read_only, char why[128], struct err *err)
{
    struct stat at;
    char to[256];

    snprintf(why, 128, "it is not there");
    if (stat(path, &at) == 0) {
        if (!S_ISREG(at.st_mode))
            return err_set(err, ERR_ENV, "%s is no file; name another with --db", path);
        return at.st_size > 0 || !read_only;
    }
    if (errno != ENOENT && errno != EACCES)
        return err_set(err, ERR_ENV, "%s: %s; name another with --db", path, strerror(errno));
    if (errno == ENOENT && leads_nowhere(path, to))
        return err_set(
            err, ERR_ENV,
            "%.220s is a link to %.140s, which is not there; put it back, or name another with --db", path,
            to);
    if (named && !has_folder(path))
        return err_set(err, ERR_ENV, "the folder of %s is not there; make it, or name another with --db",
                       path);
    if (read_only)
        return false;
    if (!named)
        place_make_folders(path);
    return make_empty(path, why);
}

/* The name of the file: what the user named, else the user's own place. False: there is none. */
static bool choose_path(const struct store_place *place, char path[sizeof((struct store *)0)->path],
                        bool *named, struct err *err)
{
    const size_t size = sizeof((struct store *)0)->path;
    const char *name = place->path ? place->path : getenv("DNSREG_DB");

    *named = name && name[0];
    if (!*named)
        return place_of("XDG_DATA_HOME", ".local/share", "dnsreg.db", path, size);
    return (size_t)snprintf(path, size, "%s", name) < size ||
           err_set(err, ERR_ENV, "the name of the registry file is too long");
}

struct store *store_open(const struct store_place *place, struct err *err)
{
    struct store *store = memory_take(sizeof *store);
    struct err no_place = { 0 };
    char why[128];
    bool named, ok;

    store->guard = memory_take(sizeof *store->guard);
    bool placed = choose_path(place, store->path, &named, &no_place);
    if (placed && find_or_make(store->path, named, place->read_only, why, &no_place)) {
        ok = open_file(store, place, err);
    } else if (no_place.kind) {
        ok = err_set(err, no_place.kind, "%s", no_place.text);
    } else {
        if (placed && place->read_only)
            snprintf(store->note, sizeof store->note, "%.180s is not there; reading the program's own copy",
                     store->path);
        else if (placed)
            snprintf(store->note, sizeof store->note,
                     "%.180s cannot be made (%s); reading the program's own copy", store->path, why);
        else
            snprintf(store->note, sizeof store->note, "no home directory; reading the program's own copy");
        ok = open_image(store, err);
    }
    if (ok)
        return store;
    store_close(store);
    return NULL;
}

bool store_mend(struct store *store, struct err *err)
{
    char release[64];
    bool moved_on;

    if (!rebuild_is_ours(store, release))
        return err_set(err, ERR_ENV, "they are those of release %s, which can", text_brief(release).text);
    if (store->read_only)
        return err_set(err, ERR_ENV, "the file is read-only here");
    if (!sqlite3_get_autocommit(store->db))
        return err_set(err, ERR_ENV, "a change is being made");
    return rebuild(store, GUARD_SCHEMA, &moved_on, err);
}

void store_close(struct store *store)
{
    if (!store)
        return;

    if (store->watch > 0)
        (void)close(store->watch);
    (void)sqlite3_close(store->db);
    free(store->guard);
    free(store->groups);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_is_own_copy(const struct store *store)
{
    return store->own_copy;
}

bool store_read_only(const struct store *store)
{
    return store->read_only;
}

const int64_t *store_groups(const struct store *store, size_t *n)
{
    *n = store->n_groups;
    return store->groups;
}

const char *store_fault(const struct store *store)
{
    return store->fault[0] ? store->fault : NULL;
}

const char *store_note(const struct store *store)
{
    return store->note[0] ? store->note : NULL;
}
