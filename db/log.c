/* The log, read for people: each row with the draft as it was before and after. */

#include "db/change.h"
#include "db/draft_row.h"
#include "db/history.h"

#include <limits.h>
#include <string.h>

struct reader {
    struct store *store;
    struct err *err;
    const struct model *model;
    struct change_log *log;
    sqlite3_stmt *revision, *registry;
    const struct registry
        *absent; /* the last that absent_registry made: the rows of one mostly stand together */
    bool failed; /* with err: a row that could not be read is not one that is not there */
};

/* Steps a statement that has one row or none. False: none, or it failed. */
static bool has_row(struct reader *reader, sqlite3_stmt *statement)
{
    const int step = sqlite3_step(statement);
    if (step != SQLITE_ROW && step != SQLITE_DONE) {
        reader->failed = true;
        (void)sql_fail(reader->store->db, reader->store->path, reader->err);
    }
    return step == SQLITE_ROW;
}

/* A registry of the user's own that is in no edition now: as much of it as its old drafts need. */
static const struct registry *absent_registry(struct reader *reader, const char *id)
{
    struct arena *arena = &reader->log->arena;
    struct registry *registry = arena_take(arena, sizeof *registry);

    *registry = (struct registry){
        .id = arena_text(arena, id), .title = arena_text(arena, id), .group = "", .kind = KEY_NUMBER
    };
    (void)sqlite3_reset(reader->registry);
    (void)sqlite3_bind_text(reader->registry, 1, id, -1, SQLITE_STATIC);
    if (has_row(reader, reader->registry)) {
        const char *kind = (const char *)sqlite3_column_text(reader->registry, 1);
        int value = kind ? value_of(key_kind_words, kind) : -1;
        registry->title = row_text(arena, reader->registry, 0);
        registry->kind = value < 0 ? KEY_TEXT : (enum key_kind)value;
        registry->width = (unsigned)sqlite3_column_int(reader->registry, 2);
    }

    return registry;
}

static const struct registry *registry_of(struct reader *reader, const char *id)
{
    for (size_t i = 0; i < reader->model->n_registries; i++)
        if (strcmp(reader->model->registries[i].id, id) == 0)
            return &reader->model->registries[i];
    if (!reader->absent || strcmp(reader->absent->id, id) != 0)
        reader->absent = absent_registry(reader, id);
    return reader->absent;
}

/* The draft as its revision has it; NULL: it was not there. */
static const struct draft *revision(struct reader *reader, int64_t id, sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return NULL;

    (void)sqlite3_reset(reader->revision);
    (void)sqlite3_bind_int64(reader->revision, 1, id);
    (void)sqlite3_bind_int64(reader->revision, 2, sqlite3_column_int64(row, column));
    if (!has_row(reader, reader->revision))
        return NULL;

    struct draft *draft = arena_take(&reader->log->arena, sizeof *draft);
    draft_take(reader->revision, 0,
               registry_of(reader, (const char *)sqlite3_column_text(reader->revision, 2)),
               &reader->log->arena, draft);

    const struct table *table = model_table(reader->model, draft->registry);
    if (table)
        draft->record.status = draft_status(table, draft);
    return draft;
}

static void take(struct reader *reader, sqlite3_stmt *row)
{
    struct change_log *log = reader->log;
    const char *kind = (const char *)sqlite3_column_text(row, 1);
    struct logged logged = {
        .group = sqlite3_column_int64(row, 0),
        .kind = (enum group_kind)value_of(group_words, kind),
        .at = row_text(&log->arena, row, 2),
        .who = row_text(&log->arena, row, 3),
        .target = sqlite3_column_int64(row, 4),
        .target_at = row_text(&log->arena, row, 10),
        .target_who = row_text(&log->arena, row, 11),
        .standing = sqlite3_column_int(row, 5) != 0,
        .registry = row_text(&log->arena, row, 6),
    };

    if (logged.registry) {
        logged.title = registry_of(reader, logged.registry)->title;
        logged.added = sqlite3_column_int(row, 9) != 0;
    } else { /* a draft */
        int64_t id = sqlite3_column_int64(row, 7);
        logged.before = revision(reader, id, row, 8);
        logged.after = revision(reader, id, row, 9);
        const struct draft *draft = logged.after ? logged.after : logged.before;
        logged.registry = draft ? draft->registry->id : "";
        logged.title = draft ? draft->registry->title : "";
    }

    log->at = array_grow(log->at, &log->capacity, log->n + 1, sizeof *log->at);
    log->at[log->n++] = logged;
}

/* A change stands unless the last that was done with it was an undo. */
static const char log_sql[] =
    "SELECT g.id, g.what, g.at, g.who, ifnull(g.target, 0), g.what = 'change' AND ifnull((SELECT t.what FROM "
    "change_group t WHERE t.target = g.id ORDER BY t.id DESC LIMIT 1), 'redo') = 'redo', s.page, l.row_id, "
    "l.before, l.after, o.at, o.who FROM change_log l JOIN change_group g ON g.id = l.grp "
    "LEFT JOIN change_group o ON o.id = g.target "
    "LEFT JOIN snapshot s ON l.thing = 'snapshot' AND s.id = l.row_id ORDER BY l.id DESC LIMIT ?1";

static bool read(struct reader *reader, size_t most)
{
    struct store *store = reader->store;
    sqlite3_stmt *row = sql_prepare(store, log_sql, reader->err);
    int step = SQLITE_ERROR;

    reader->revision = sql_prepare(
        store, "SELECT " DRAFT_COLUMNS " FROM draft_revision WHERE id = ?1 AND rev = ?2", reader->err);
    reader->registry =
        sql_prepare(store, "SELECT title, key_kind, width FROM registry WHERE id = ?1", reader->err);
    if (row && reader->revision && reader->registry) {
        (void)sqlite3_bind_int64(row, 1, most == 0 || most > LLONG_MAX ? -1 : (sqlite3_int64)most);
        while (!reader->failed && (step = sqlite3_step(row)) == SQLITE_ROW)
            take(reader, row);
        if (!reader->failed && step != SQLITE_DONE)
            (void)sql_fail(store->db, store->path, reader->err);
    }

    (void)sqlite3_finalize(row);
    (void)sqlite3_finalize(reader->revision);
    (void)sqlite3_finalize(reader->registry);
    return !reader->failed && step == SQLITE_DONE;
}

struct change_log *store_log(struct store *store, const struct model *model, size_t most, struct err *err)
{
    struct reader reader = {
        .store = store, .err = err, .model = model, .log = memory_take(sizeof *reader.log)
    };
    bool alone = sqlite3_get_autocommit(store->db) != 0;
    bool ok = (!alone || sql_run(store, "BEGIN", err)) && read(&reader, most) &&
              history_target(store, false, &reader.log->undo, NULL, err) &&
              history_target(store, true, &reader.log->redo, NULL, err);

    if (alone)
        store_rollback(store); /* it only read */
    if (ok)
        return reader.log;
    change_log_free(reader.log);
    return NULL;
}

int64_t store_next_undo(struct store *store)
{
    bool alone = sqlite3_get_autocommit(store->db) != 0;
    int64_t group = 0;
    if ((alone && !sql_run(store, "BEGIN", NULL)) || !history_target(store, false, &group, NULL, NULL))
        group = 0;
    if (alone)
        store_rollback(store); /* it only read */
    return group;
}
