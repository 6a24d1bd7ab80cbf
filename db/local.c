/* Registries of the user's own: each change of one is a snapshot of its own in the series 'local'. */

#include "db/begin.h"

#include <stdio.h>
#include <string.h>

static bool refuse(struct put_result *result, const char *why, const char *id)
{
    result->put = PUT_REFUSED;
    snprintf(result->fault, sizeof result->fault, why, id);
    return true;
}

/* Whose is the id, and how wide? *width -1: nobody's. */
static bool find(struct store *store, const char *id, bool *local, int *width, struct err *err)
{
    sqlite3_stmt *row = sql_prepare(store, "SELECT origin = 'local', width FROM registry WHERE id = ?1", err);
    if (!row)
        return false;

    (void)sqlite3_bind_text(row, 1, id, -1, SQLITE_STATIC);
    int step = sqlite3_step(row);
    *width = -1;
    if (step == SQLITE_ROW) {
        *local = sqlite3_column_int(row, 0) != 0;
        *width = sqlite3_column_int(row, 1);
    }

    if (step != SQLITE_ROW && step != SQLITE_DONE)
        (void)sql_fail(store->db, store->path, err);
    (void)sqlite3_finalize(row);
    return step == SQLITE_ROW || step == SQLITE_DONE;
}

/* The row that says what the registry is. The last place: after every registry of IANA's. */
static bool put_head(struct store *store, const struct registry *registry, bool is_new,
                     struct put_result *result, struct err *err)
{
    sqlite3_stmt *statement = sql_prepare(
        store,
        is_new
            ? "INSERT INTO registry (id, title, grp, key_kind, width, bit_zero, names, origin, place) "
              "VALUES (?1, ?2, 'Local', ?3, ?4, ?5, 'free', 'local', (SELECT max(place) + 1 FROM registry))"
            : "UPDATE registry SET title = ?2, key_kind = ?3, width = ?4, bit_zero = ?5 WHERE id = ?1",
        err);

    if (statement) {
        (void)sqlite3_bind_text(statement, 1, registry->id, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 2, registry->title, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 3, word_of(key_kind_words, (int)registry->kind), -1,
                                SQLITE_STATIC);
        if (registry->width > 0)
            (void)sqlite3_bind_int(statement, 4, (int)registry->width);
        if (registry->kind == KEY_BIT)
            (void)sqlite3_bind_text(statement, 5, registry->bits_from_lsb ? "lsb" : "msb", -1, SQLITE_STATIC);
    }

    return change_answer(store, statement, result, err);
}

static bool put_range(struct store *store, const struct registry *registry, int64_t snapshot,
                      const struct range *range, struct put_result *result, struct err *err)
{
    sqlite3_stmt *statement =
        sql_prepare(store,
                    "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    err);

    if (statement) {
        (void)sqlite3_bind_int64(statement, 1, snapshot);
        (void)sqlite3_bind_text(statement, 2, registry->id, -1, SQLITE_STATIC);
        if (range->numeric) {
            (void)sqlite3_bind_int64(statement, 3, (sqlite3_int64)range->low);
            (void)sqlite3_bind_int64(statement, 4, (sqlite3_int64)range->high);
        }
        (void)sqlite3_bind_text(statement, 5, range->policy, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 6, word_of(use_words, (int)range->use), -1, SQLITE_STATIC);
    }

    return change_answer(store, statement, result, err);
}

static bool add_snapshot(struct store *store, const char *id, const char *as_of, struct put_result *result,
                         struct err *err)
{
    sqlite3_stmt *statement = sql_prepare(
        store, "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('local', ?1, ?2, 'local')", err);
    if (statement) {
        (void)sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 2, as_of, -1, SQLITE_STATIC);
    }
    return change_answer(store, statement, result, err);
}

static bool seal(struct store *store, int64_t snapshot, struct put_result *result, struct err *err)
{
    sqlite3_stmt *statement = sql_prepare(store, "UPDATE snapshot SET state = 'sealed' WHERE id = ?1", err);
    if (statement)
        (void)sqlite3_bind_int64(statement, 1, snapshot);
    return change_answer(store, statement, result, err);
}

bool store_put_registry(struct store *store, const struct registry *registry, const struct range *ranges,
                        size_t n_ranges, const char *as_of, struct put_result *result, struct err *err)
{
    bool local = false, ok;
    int width;

    *result = (struct put_result){ 0 };
    if (!find(store, registry->id, &local, &width, err))
        return false;
    if (width >= 0 && !local)
        return refuse(result, "%s is a registry of DNS; take another id", registry->id);
    if (width >= 0 && width != (int)registry->width)
        return refuse(result, "%s had another width, which its history keeps; take that, or another id",
                      registry->id);

    ok = put_head(store, registry, width < 0, result, err) &&
         (result->put != PUT_DONE || add_snapshot(store, registry->id, as_of, result, err));
    if (!ok || result->put != PUT_DONE)
        return ok;

    int64_t snapshot = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; ok && i < n_ranges && result->put == PUT_DONE; i++)
        ok = put_range(store, registry, snapshot, &ranges[i], result, err);
    if (ok && result->put == PUT_DONE)
        ok = seal(store, snapshot, result, err);
    result->id = snapshot;
    return ok;
}

/* One that another program made without ranges gets a snapshot of none, as an action of its own: what takes
 * it out of every edition is then an action like any other, which undo takes back. */
static bool give_snapshot(struct store *store, const char *id, const char *at, const char *who,
                          struct put_result *result, struct err *err)
{
    struct change_head head = { .at = at, .who = who, .kind = GROUP_CHANGE };
    sqlite3_stmt *row =
        sql_prepare(store,
                    "SELECT origin = 'local' AND NOT EXISTS (SELECT 1 FROM snapshot WHERE series = "
                    "'local' AND page = ?1) FROM registry WHERE id = ?1",
                    err);
    bool ok = row != NULL, lacks = false;
    char as_of[11];

    if (row) {
        (void)sqlite3_bind_text(row, 1, id, -1, SQLITE_STATIC);
        lacks = sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int(row, 0) != 0;
        ok = sqlite3_finalize(row) == SQLITE_OK || sql_fail(store->db, store->path, err);
    }
    if (!ok || !lacks)
        return ok;
    snprintf(as_of, sizeof as_of, "%.10s", at);
    return add_snapshot(store, id, as_of, result, err) && result->put == PUT_DONE &&
           seal(store, sqlite3_last_insert_rowid(store->db), result, err) && result->put == PUT_DONE &&
           change_open(store, &head, err);
}

bool store_remove_registry(struct store *store, const char *id, const char *at, const char *who,
                           struct put_result *result, struct err *err)
{
    *result = (struct put_result){ 0 };
    if (!give_snapshot(store, id, at, who, result, err))
        return err->kind == ERR_NONE; /* the file's refusal is an answer */
    sqlite3_stmt *statement = sql_prepare(
        store,
        "UPDATE snapshot SET state = 'retired' WHERE series = 'local' AND page = ?1 AND state = 'sealed'",
        err);
    *result = (struct put_result){ 0 };
    if (statement)
        (void)sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC);
    if (!change_answer(store, statement, result, err))
        return false;
    if (result->put == PUT_DONE && sqlite3_changes(store->db) == 0)
        result->put = PUT_GONE;
    return true;
}
