#include "db/history.h"

#include <string.h>

/* A group and what it did to the stack of actions. */
struct group {
    int64_t id, target;
    char what; /* 'c' change, 'u' undo, 'r' redo; NUL: there is none */
};

/* The newest group not above `most` for which the statement has a row. */
static bool read_group(struct store *store, sqlite3_stmt *row, int64_t most, struct group *group,
                       struct err *err)
{
    (void)sqlite3_reset(row);
    (void)sqlite3_bind_int64(row, 1, most);
    *group = (struct group){ 0 };
    int step = sqlite3_step(row);
    if (step == SQLITE_ROW)
        *group = (struct group){ .id = sqlite3_column_int64(row, 0),
                                 .target = sqlite3_column_int64(row, 1),
                                 .what = *(const char *)sqlite3_column_text(row, 2) };
    return step == SQLITE_ROW || step == SQLITE_DONE || sql_fail(store->db, store->path, err);
}

/* The newest action that stood once group `at` was done. Undo took away the top of the stack, so what then
 * stood is what stood before its target came; a redo puts its target on top. Ids only fall, so it ends.
 * *beneath: the group after which it did not stand yet. */
static bool newest_standing(struct store *store, sqlite3_stmt *row, int64_t at, int64_t *found,
                            int64_t *beneath, struct err *err)
{
    struct group group;
    for (*found = 0;;) {
        if (!read_group(store, row, at, &group, err))
            return false;
        if (group.what == 'u' && group.target < group.id) {
            at = group.target - 1;
        } else {
            *found = group.what == 'r' ? group.target : group.id;
            *beneath = *found - 1;
            return true;
        }
    }
}

/* The newest undo of `target` below group `at`; 0: none. */
static bool undo_of(struct store *store, int64_t target, int64_t at, int64_t *found, struct err *err)
{
    sqlite3_stmt *row = sql_prepare(
        store, "SELECT max(id) FROM change_group WHERE target = ?1 AND what = 'undo' AND id < ?2", err);
    bool ok = row != NULL;

    if (!row)
        return false;

    (void)sqlite3_bind_int64(row, 1, target);
    (void)sqlite3_bind_int64(row, 2, at);
    if (sqlite3_step(row) == SQLITE_ROW)
        *found = sqlite3_column_int64(row, 0);
    else
        ok = sql_fail(store->db, store->path, err);

    (void)sqlite3_finalize(row);
    return ok;
}

/* What redo would take once group `at` was done: an undo's target; after a redo, what it would have taken
 * before its own target was undone; after a change, nothing. *beneath: the group before that undo. */
static bool newest_undone(struct store *store, sqlite3_stmt *row, int64_t at, int64_t *found,
                          int64_t *beneath, struct err *err)
{
    struct group group;
    int64_t undo = 0;

    for (*found = 0;;) {
        if (!read_group(store, row, at, &group, err))
            return false;
        if (group.what == 'u') {
            *found = group.target;
            *beneath = group.id - 1;
        }
        if (group.what != 'r')
            return true;
        if (!undo_of(store, group.target, group.id, &undo, err))
            return false;
        if (undo == 0)
            return true;
        at = undo - 1;
    }
}

/* The last row of each draft in the group (for redo: the first), and whether the draft stood then: beside
 * max() and min() SQLite gives the other columns of the row that has it. `+` keeps the index on thing from
 * being taken, by which all of the log is read. */
static const char *const gone_sql[] = {
    "SELECT EXISTS (SELECT 1 FROM change_log WHERE grp = ?1 AND +thing = 'snapshot' "
    "AND NOT EXISTS (SELECT 1 FROM snapshot WHERE id = row_id)) "
    "OR EXISTS (SELECT 1 FROM (SELECT row_id, after AS stands, max(id) FROM change_log "
    "WHERE grp = ?1 AND +thing = 'draft' GROUP BY row_id) "
    "WHERE stands IS NOT NULL AND NOT EXISTS (SELECT 1 FROM draft WHERE id = row_id))",
    "SELECT EXISTS (SELECT 1 FROM change_log WHERE grp = ?1 AND +thing = 'snapshot' "
    "AND NOT EXISTS (SELECT 1 FROM snapshot WHERE id = row_id)) "
    "OR EXISTS (SELECT 1 FROM (SELECT row_id, before AS stands, min(id) FROM change_log "
    "WHERE grp = ?1 AND +thing = 'draft' GROUP BY row_id) "
    "WHERE stands IS NOT NULL AND NOT EXISTS (SELECT 1 FROM draft WHERE id = row_id))",
};

/* A snapshot that the action names, or the draft that it left (for redo: that it began with), is
 * not there. */
static bool is_gone(struct store *store, bool redo, int64_t group, bool *gone, struct err *err)
{
    sqlite3_stmt *row = sql_prepare(store, gone_sql[redo], err);
    bool ok = row != NULL;
    if (!row)
        return false;

    (void)sqlite3_bind_int64(row, 1, group);
    if (sqlite3_step(row) == SQLITE_ROW)
        *gone = sqlite3_column_int(row, 0) != 0;
    else
        ok = sql_fail(store->db, store->path, err);

    (void)sqlite3_finalize(row);
    return ok;
}

bool history_target(struct store *store, bool redo, int64_t *group, int64_t *over, struct err *err)
{
    sqlite3_stmt *row = sql_prepare(store,
                                    "SELECT g.id, ifnull(g.target, 0), g.what FROM change_group g "
                                    "WHERE g.id <= ?1 AND EXISTS (SELECT 1 FROM change_log WHERE grp = g.id) "
                                    "ORDER BY g.id DESC LIMIT 1",
                                    err);
    int64_t at = INT64_MAX, stepped_over = 0;
    bool ok = row != NULL, gone = true;

    while (ok && gone) {
        gone = false;
        ok = redo ? newest_undone(store, row, at, group, &at, err)
                  : newest_standing(store, row, at, group, &at, err);
        if (ok && *group != 0)
            ok = is_gone(store, redo, *group, &gone, err);
        if (gone && stepped_over == 0)
            stepped_over = *group;
    }

    if (over)
        *over = stepped_over;
    (void)sqlite3_finalize(row);
    return ok;
}
