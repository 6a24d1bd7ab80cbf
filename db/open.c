#include "base/memory.h"
#include "base/place.h"
#include "db/image.h"
#include "db/merge.h"
#include "db/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    APPLICATION_ID = 1145983826, /* 'DNSR', as schema.sql has it */
    SCHEMA_VERSION = 1,
};

/* ---- making it ---- */

static bool write_all(int fd, const unsigned char *octets, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, octets, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        octets += n;
        len -= (size_t)n;
    }
    return true;
}

static void sync_folder(const char *path)
{
    char folder[sizeof((struct store *)0)->path];
    char *slash;
    int fd;
    (void)snprintf(folder, sizeof folder, "%s", path);
    slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder ? 1 : 0] = '\0';
    fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}

/* Writes the image beside `path` and gives it that name whole. `replace`: over a file of no octets. Without,
 * the name is only taken if it is free, so of two first runs at once one wins and the other opens the
 * winner's file. */
static bool make_file(const char *path, bool replace)
{
    char temporary[sizeof((struct store *)0)->path + 8];
    bool made;
    int fd;
    (void)snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    fd = mkstemp(temporary);
    if (fd < 0)
        return false;
    made = write_all(fd, image_begin, (size_t)(image_end - image_begin)) && fsync(fd) == 0;
    made = close(fd) == 0 && made;
    if (made && replace)
        made = rename(temporary, path) == 0;
    else if (made)
        made = link(temporary, path) == 0 || errno == EEXIST;
    if (!replace || !made)
        (void)unlink(temporary);
    if (made)
        sync_folder(path);
    return made;
}

/* ---- opening it ---- */

static bool connect(struct store *store, const char *path, int flags, struct err *err)
{
    (void)snprintf(store->path, sizeof store->path, "%s", path);
    /* One thread, and nobody asks how much memory is in use: without its locks and counts SQLite opens a
     * tenth faster. Refused, without harm, once a first file has been opened. */
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return sql_fail(store->db, path, err);
    store_wait_at_most(store, SQL_PATIENCE_MS);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return true;
}

static bool has_our_log(struct store *store)
{
    struct err err = { 0 };
    long long rows;
    return sql_number(store, "SELECT count(*) FROM change_log", &rows, &err);
}

/* Is it a registry file that this program understands? */
static bool check_file(struct store *store, struct err *err)
{
    long long id = 0, version = 0;
    if (!sql_number(store, "PRAGMA application_id", &id, err) ||
        !sql_number(store, "PRAGMA user_version", &version, err))
        return false;
    if (id == 0 && version == 0 && has_our_log(store))
        return err_set(
            err, ERR_ENV,
            "%s comes from a dump, which leaves out two marks: sqlite3 FILE 'PRAGMA application_id = "
            "%d; PRAGMA user_version = %d' sets them",
            store->path, APPLICATION_ID, SCHEMA_VERSION);
    if (id != APPLICATION_ID)
        return err_set(err, ERR_ENV, "%s is no registry file of dnsreg; it was left as it is", store->path);
    if (version > SCHEMA_VERSION)
        return err_set(err, ERR_ENV,
                       "%s was made by a newer dnsreg (schema %lld, this one knows %d); update dnsreg",
                       store->path, version, SCHEMA_VERSION);
    if (version < SCHEMA_VERSION)
        return err_set(err, ERR_ENV, "%s has schema %lld, which no dnsreg wrote; it was left as it is",
                       store->path, version);
    return sql_run(store, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL",
                   err);
}

/* The image in memory, read where it lies in the program. */
static bool open_image(struct store *store, struct err *err)
{
    sqlite3_int64 size = image_end - image_begin;
    store->read_only = true;
    if (!connect(store, ":memory:", SQLITE_OPEN_READWRITE, err))
        return false;
    /* SQLite does not write to a database opened with DESERIALIZE_READONLY; its parameter is not const all
     * the same. */
    if (sqlite3_deserialize(store->db, "main", image_begin, size, size, SQLITE_DESERIALIZE_READONLY) !=
        SQLITE_OK)
        return sql_fail(store->db, store->path, err);
    return true;
}

static bool open_file(struct store *store, const char *path, const struct store_place *place, struct err *err)
{
    int flags = place->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (!connect(store, path, flags, err) || !check_file(store, err))
        return false;
    store->read_only = sqlite3_db_readonly(store->db, "main") == 1;
    if (!store->read_only) {
        struct err late = { 0 };
        if (!store_merge(store, &late)) /* what the file holds still answers */
            (void)snprintf(store->note, sizeof store->note, "not brought up to this release: %.200s",
                           late.text);
    }
    return true;
}

/* Is the folder there in which path would be made? */
static bool has_folder(const char *path)
{
    char folder[sizeof((struct store *)0)->path];
    char *slash;
    (void)snprintf(folder, sizeof folder, "%s", path);
    slash = strrchr(folder, '/');
    if (!slash)
        return true;
    slash[slash == folder ? 1 : 0] = '\0';
    return access(folder, F_OK) == 0;
}

/* Finds the file or makes it. False: it is not there and could not be made (the caller falls back on the
 * image), or, with err, what stands in its place is no file. `named`: the user chose the place, so no folder
 * is made for it. */
static bool find_or_make(const char *path, bool named, bool read_only, struct err *err)
{
    struct stat at;
    if (stat(path, &at) == 0) {
        if (!S_ISREG(at.st_mode))
            return err_set(err, ERR_ENV, "%s is no file; name another with --db", path);
        return at.st_size > 0 || (!read_only && make_file(path, true));
    }
    if (errno != ENOENT && errno != EACCES)
        return err_set(err, ERR_ENV, "%s: %s; name another with --db", path, strerror(errno));
    if (named && !has_folder(path))
        return err_set(err, ERR_ENV, "the folder of %s is not there; make it, or name another with --db",
                       path);
    if (read_only)
        return false;
    if (!named)
        place_make_folders(path);
    return make_file(path, false);
}

struct store *store_open(const struct store_place *place, struct err *err)
{
    struct store *store = memory_take(sizeof *store);
    const char *named = place->path ? place->path : getenv("DNSREG_DB");
    struct err why = { 0 };
    char path[sizeof store->path];
    bool placed, ok;
    if (named && named[0])
        placed = (size_t)snprintf(path, sizeof path, "%s", named) < sizeof path;
    else
        placed = place_of("XDG_DATA_HOME", ".local/share", "dnsreg.db", path, sizeof path);
    if (named && named[0] && !placed)
        (void)err_set(&why, ERR_ENV, "the name of the registry file is too long");
    if (placed && find_or_make(path, named && named[0], place->read_only, &why)) {
        ok = open_file(store, path, place, err);
    } else if (why.kind) {
        ok = err_set(err, why.kind, "%s", why.text);
    } else {
        if (placed)
            (void)snprintf(store->note, sizeof store->note, "%.180s %s; reading the program's own copy", path,
                           place->read_only ? "is not there" : "cannot be made");
        else
            (void)snprintf(store->note, sizeof store->note,
                           "no home directory; reading the program's own copy");
        ok = open_image(store, err);
    }
    if (ok)
        return store;
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->watch > 0)
        (void)close(store->watch);
    (void)sqlite3_close(store->db);
    free(store->groups);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}

void store_wait_at_most(struct store *store, int ms)
{
    store->patience_ms = ms;
    (void)sqlite3_busy_timeout(store->db, ms);
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

const char *store_note(const struct store *store)
{
    return store->note[0] ? store->note : NULL;
}
