#include "db/salvage.h"

#include "base/memory.h"
#include "db/rebuild.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the connection in memory ---- */

static bool open_copy(const struct store *store, struct store *copy, struct err *err)
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
    bool ok = open_copy(store, &copy, err);
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

static const struct copied drafts[] = {
    { "registry", " (" REGISTRY_STORED ")",
      "SELECT " REGISTRY_STORED " FROM main.registry WHERE origin = 'local' AND page IS NULL" },
    { "draft", "", "SELECT * FROM main.draft" },
    { "draft_revision", "", "SELECT * FROM main.draft_revision" },
};

bool salvage_drafts(struct store *store, int version, struct err *err)
{
    struct copied_from file = { .db = store->db, .path = store->path, .lossy = true };
    struct store copy;
    bool ok = open_copy(store, &copy, err);

    /* rows go in as they are, before there is a trigger */
    ok = ok && rebuild_make(&copy, version, "table", err) && rebuild_make(&copy, version, "index", err);
    for (size_t i = 0; ok && i < sizeof drafts / sizeof *drafts; i++)
        ok = rebuild_copy(&copy, &drafts[i], &file, err);
    ok = ok && rebuild_make(&copy, version, "view", err) && rebuild_make(&copy, version, "trigger", err) &&
         rebuild_mark(&copy, version, err);
    return end(store, &copy, version, ok, err);
}
