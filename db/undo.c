/* Undo and redo: one action's rows of the log, played backwards or forwards as an action of its own. */

#include "base/memory.h"
#include "db/begin.h"
#include "db/history.h"

#include <stdlib.h>

/* One row of the log as it is to be played. */
struct step {
    bool snapshot; /* of a local registry; else a draft */
    int64_t row_id;
    bool was, will; /* is the row there before; and after */
    int64_t rev;    /* of a draft: the revision whose values it gets */
};

struct steps {
    struct step *at;
    size_t n, capacity;
};

/* The rows of the group: backwards to undo, forwards to redo. */
static bool read_steps(struct store *store, int64_t group, bool redo, struct steps *steps, struct err *err)
{
    sqlite3_stmt *row = sql_prepare(
        store,
        redo ? "SELECT thing = 'snapshot', row_id, before, after FROM change_log WHERE grp = ?1 ORDER BY id"
             : "SELECT thing = 'snapshot', row_id, after, before FROM change_log WHERE grp = ?1 ORDER BY id "
               "DESC",
        err);
    int step = SQLITE_ERROR;

    if (row)
        (void)sqlite3_bind_int64(row, 1, group);
    while (row && (step = sqlite3_step(row)) == SQLITE_ROW) {
        steps->at = array_grow(steps->at, &steps->capacity, steps->n + 1, sizeof *steps->at);
        struct step *next = &steps->at[steps->n++];
        next->snapshot = sqlite3_column_int(row, 0) != 0;
        next->row_id = sqlite3_column_int64(row, 1);
        next->rev = sqlite3_column_int64(row, 3);
        next->was = sqlite3_column_type(row, 2) != SQLITE_NULL;
        next->will = sqlite3_column_type(row, 3) != SQLITE_NULL;
        if (next->snapshot) { /* 1 stands, 0 is retired, nothing was not there: the last two are alike */
            next->was = sqlite3_column_int(row, 2) != 0;
            next->will = sqlite3_column_int(row, 3) != 0;
        }
    }

    if (row && step != SQLITE_DONE)
        (void)sql_fail(store->db, store->path, err);
    (void)sqlite3_finalize(row);
    return row && step == SQLITE_DONE;
}

/* A draft that comes back keeps its id; its revision goes on, since each stands in the history once. */
#define REVISED                                                                                              \
    "registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning, category, reference, "      \
    "note, template, author, uid, stage, extra"

enum play { PLAY_SEAL, PLAY_RETIRE, PLAY_DELETE, PLAY_INSERT, PLAY_UPDATE, PLAYS };

static const char *const play_sql[PLAYS] = {
    [PLAY_SEAL] = "UPDATE snapshot SET state = 'sealed' WHERE id = ?1 AND state = 'retired'",
    [PLAY_RETIRE] = "UPDATE snapshot SET state = 'retired' WHERE id = ?1 AND state = 'sealed'",
    [PLAY_DELETE] = "DELETE FROM draft WHERE id = ?1",
    [PLAY_INSERT] = "INSERT INTO draft (id, rev, " REVISED ") "
                    "SELECT id, (SELECT max(rev) + 1 FROM draft_revision WHERE id = ?1), " REVISED
                    " FROM draft_revision WHERE id = ?1 AND rev = ?2",
    [PLAY_UPDATE] = "UPDATE draft SET rev = draft.rev + 1, (" REVISED ") = (SELECT " REVISED
                    " FROM draft_revision WHERE id = ?1 AND rev = ?2) WHERE id = ?1",
};

static enum play play_of(const struct step *step)
{
    if (step->snapshot)
        return step->will ? PLAY_SEAL : PLAY_RETIRE;
    if (!step->will)
        return PLAY_DELETE;
    return step->was ? PLAY_UPDATE : PLAY_INSERT;
}

/* *statement: prepared when it is first asked for; to compile it with its triggers takes longer than to run
 * it. */
static bool play(struct store *store, const struct step *step, sqlite3_stmt **statement,
                 struct put_result *result, struct err *err)
{
    if (!*statement)
        *statement = sql_prepare(store, play_sql[play_of(step)], err);
    if (*statement) {
        (void)sqlite3_bind_int64(*statement, 1, step->row_id);
        if (sqlite3_bind_parameter_count(*statement) > 1)
            (void)sqlite3_bind_int64(*statement, 2, step->rev);
    }

    bool ok = change_step(store, *statement, result, err);
    if (ok && result->put == PUT_DONE && sqlite3_changes(store->db) == 0)
        result->put = PUT_GONE;
    result->id = step->row_id;
    (void)sqlite3_reset(*statement);
    return ok;
}

/* Between change_open and its end: true with put DONE is to be committed. */
static bool play_all(struct store *store, int64_t group, bool redo, struct put_result *result,
                     struct err *err)
{
    struct steps steps = { 0 };
    sqlite3_stmt *statements[PLAYS] = { NULL };
    bool ok = read_steps(store, group, redo, &steps, err);

    for (size_t i = 0; ok && i < steps.n && result->put == PUT_DONE; i++)
        ok = play(store, &steps.at[i], &statements[play_of(&steps.at[i])], result, err);
    for (int i = 0; i < PLAYS; i++)
        (void)sqlite3_finalize(statements[i]);
    free(steps.at);
    return ok;
}

/* The newest action that the log has; 0: none. */
static bool newest_logged(struct store *store, long long *group, struct err *err)
{
    return sql_number(store, "SELECT ifnull(max(grp), 0) FROM change_log", group, err);
}

/* Is what was seen of the log still all of it? */
static bool is_as_seen(struct store *store, const struct log_seen *seen, int64_t target, bool *is_so,
                       struct err *err)
{
    long long newest = 0;

    *is_so = true;
    if (seen->target == 0)
        return true;
    if (!newest_logged(store, &newest, err))
        return false;
    *is_so = target == seen->target && newest == seen->newest;
    return true;
}

/* An action that the log does not have cannot be followed by another. */
static bool is_logged(struct store *store, struct err *err)
{
    long long newest = 0;
    if (!newest_logged(store, &newest, err))
        return false;
    return newest == store->group ||
           err_set(err, ERR_ENV, "%s: nothing was changed; its log does not take the action: restore a copy",
                   store->path);
}

bool store_undo(struct store *store, const struct undo_order *order, int64_t *group,
                struct put_result *result, struct err *err)
{
    struct change_head head = { .at = order->at,
                                .who = order->who,
                                .kind = order->redo ? GROUP_REDO : GROUP_UNDO };
    bool ok, as_seen = false;

    *result = (struct put_result){ 0 };
    *group = 0;
    if (!change_lock(store, err))
        return false;

    ok = history_target(store, order->redo, group, &result->over, err) &&
         is_as_seen(store, &order->seen, *group, &as_seen, err);
    head.target = *group;
    if (ok && !as_seen) {
        result->put = PUT_STALE;
    } else if (ok && *group != 0) {
        ok = change_open(store, &head, err) && play_all(store, *group, order->redo, result, err);
        if (ok && result->put == PUT_DONE)
            ok = is_logged(store, err) && store_commit(store, err);
    }

    store_rollback(store); /* refused, failed, or nothing to do; after a commit it does nothing */
    return ok;
}
