/* Changes of the user's rows, inside one transaction for each action. */

#include "db/change.h"
#include "base/memory.h"
#include "db/begin.h"
#include "db/draft_row.h"

#include <stdio.h>
#include <string.h>

/* ---- one action ---- */

/* Why a store that is open for reading takes no change. */
static bool fail_read_only(const struct store *store, struct err *err)
{
    if (store_is_own_copy(store) && store->note[0])
        return err_set(err, ERR_ENV, "nothing was saved: %.400s; name another file with --db", store->note);
    if (store_is_own_copy(store))
        return err_set(
            err, ERR_ENV,
            "there is no registry file to save to, only the program's own copy; name one with --db");

    return err_set(err, ERR_ENV,
                   "%s is open for reading only (--read-only, or it may not be written); nothing was saved",
                   store->path);
}

bool change_lock(struct store *store, struct err *err)
{
    if (store->read_only)
        return fail_read_only(store, err);
    if (sql_has_moved(store->db))
        return err_set(err, ERR_ENV, MOVED_SAYS, store->path);
    return sql_run(store, "BEGIN IMMEDIATE", err);
}

bool change_open(struct store *store, const struct change_head *head, struct err *err)
{
    sqlite3_stmt *group =
        sql_prepare(store, "INSERT INTO change_group (at, who, what, target) VALUES (?1, ?2, ?3, ?4)", err);

    if (group) {
        (void)sqlite3_bind_text(group, 1, head->at, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(group, 2, head->who, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(group, 3, word_of(group_words, (int)head->kind), -1, SQLITE_STATIC);
        if (head->target != 0)
            (void)sqlite3_bind_int64(group, 4, head->target);
    }
    if (!sql_finish(store, group, err))
        return false;

    store->group = sqlite3_last_insert_rowid(store->db);
    if (!sql_run(store, "UPDATE actor SET grp = last_insert_rowid()", err))
        return false;

    /* its row cannot be deleted, but by who drops the trigger */
    return sqlite3_changes(store->db) > 0 ||
           sql_run(store, "INSERT INTO actor SELECT 1, max(id) FROM change_group", err);
}

bool store_begin(struct store *store, const char *at, const char *who, struct err *err)
{
    if (change_lock(store, err) &&
        change_open(store, &(struct change_head){ .at = at, .who = who, .kind = GROUP_CHANGE }, err))
        return true;
    store_rollback(store);
    return false;
}

bool store_commit(struct store *store, struct err *err)
{
    if (!sql_run(store, "UPDATE actor SET grp = NULL", err) || !sql_run(store, "COMMIT", err))
        return false;
    store->groups =
        array_grow(store->groups, &store->groups_capacity, store->n_groups + 1, sizeof *store->groups);
    store->groups[store->n_groups++] = store->group;
    return true;
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- how the file answered ---- */

bool change_step(struct store *store, sqlite3_stmt *statement, struct put_result *result, struct err *err)
{
    int step = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    bool refused = (step & 0xFF) == SQLITE_CONSTRAINT;

    if (refused) {
        result->put = PUT_REFUSED;
        snprintf(result->fault, sizeof result->fault, "%s", sql_says(store->db));
    } else if (step == SQLITE_DONE) {
        result->put = PUT_DONE;
    } else if (statement) {
        (void)sql_fail(store->db, store->path, err);
    }

    return refused || step == SQLITE_DONE;
}

bool change_answer(struct store *store, sqlite3_stmt *statement, struct put_result *result, struct err *err)
{
    bool ok = change_step(store, statement, result, err);
    (void)sqlite3_finalize(statement);
    return ok;
}

/* Is revision `rev` of the draft what stands? put says otherwise. False with err. */
static bool find(struct store *store, int64_t id, int64_t rev, struct put_result *result, struct err *err)
{
    sqlite3_stmt *row = sql_prepare(store, "SELECT rev FROM draft WHERE id = ?1", err);
    if (!row)
        return false;

    (void)sqlite3_bind_int64(row, 1, id);
    int step = sqlite3_step(row);
    *result = (struct put_result){ .put = PUT_GONE, .id = id };
    if (step == SQLITE_ROW) {
        result->rev = sqlite3_column_int64(row, 0);
        result->put = result->rev == rev ? PUT_DONE : PUT_STALE;
    }

    if (step != SQLITE_ROW && step != SQLITE_DONE)
        (void)sql_fail(store->db, store->path, err);
    (void)sqlite3_finalize(row);
    return step == SQLITE_ROW || step == SQLITE_DONE;
}

/* ---- drafts ---- */

/* The id follows the last that any draft ever had, whatever another program wrote into sqlite_sequence. */
static const char insert_sql[] =
    "INSERT INTO draft (id, registry, basis, kind, modifies, code, code2, key, key2, "
    "mnemonic, meaning, category, reference, note, author) "
    "VALUES ((SELECT ifnull(max(id), 0) + 1 FROM draft_revision), "
    "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
static const char update_sql[] =
    "UPDATE draft SET registry = ?1, basis = ?2, kind = ?3, modifies = ?4, code = ?5, code2 = ?6, key = ?7, "
    "key2 = ?8, mnemonic = ?9, meaning = ?10, category = ?11, reference = ?12, note = ?13, author = ?14, "
    "rev = rev + 1 WHERE id = ?15";

bool store_put(struct store *store, const struct draft *draft, struct put_result *result, struct err *err)
{
    bool is_new = draft->id == 0;

    *result = (struct put_result){ 0 };
    if (!is_new && !find(store, draft->id, draft->rev, result, err))
        return false;
    if (!is_new && result->put != PUT_DONE)
        return true;

    sqlite3_stmt *statement = sql_prepare(store, is_new ? insert_sql : update_sql, err);
    if (statement) {
        draft_bind(statement, draft);
        if (!is_new)
            (void)sqlite3_bind_int64(statement, 15, draft->id);
    }
    if (!change_answer(store, statement, result, err))
        return false;

    /* the triggers insert too, so last_insert_rowid is asked at once after its own statement: SQLite gives
     * back the value of before the trigger */
    result->id = is_new ? sqlite3_last_insert_rowid(store->db) : draft->id;
    result->rev = is_new ? 1 : draft->rev + (result->put == PUT_DONE);
    return true;
}

bool store_remove(struct store *store, int64_t id, int64_t rev, struct put_result *result, struct err *err)
{
    if (!find(store, id, rev, result, err))
        return false;
    if (result->put != PUT_DONE)
        return true;

    sqlite3_stmt *statement = sql_prepare(store, "DELETE FROM draft WHERE id = ?1", err);
    if (statement)
        (void)sqlite3_bind_int64(statement, 1, id);
    return change_answer(store, statement, result, err);
}
