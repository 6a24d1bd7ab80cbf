/* The user's rows of a model: drafts by registry, and codes that are in use without an assignment. */

#include "db/digest.h"
#include "db/draft_row.h"
#include "db/loader.h"

#include "registry/row.h"

#include <string.h>

/* ---- a draft's row ---- */

void draft_take(sqlite3_stmt *row, int first, const struct registry *registry, struct arena *arena,
                struct draft *draft)
{
    const char *basis = row_text(arena, row, first + 3), *author = row_text(arena, row, first + 15);
    const char *reference = row_text(arena, row, first + 13);

    *draft = (struct draft){
        .id = sqlite3_column_int64(row, first),
        .rev = sqlite3_column_int64(row, first + 1),
        .registry = registry,
        .basis = basis ? basis : "",
        .kind = (enum draft_kind)row_word(row, first + 4, draft_kind_words, DRAFT_PRIVATE),
        .modifies = sqlite3_column_int(row, first + 5) != 0,
        .record = { .numeric = row_has(row, first + 6),
                    .low = row_number(row, first + 6),
                    .high = row_number(row, first + 6),
                    .has_second = row_has(row, first + 7),
                    .low2 = row_number(row, first + 7),
                    .high2 = row_number(row, first + 7),
                    .key = row_text(arena, row, first + 8),
                    .key2 = row_text(arena, row, first + 9),
                    .mnemonic = row_text(arena, row, first + 10),
                    .meaning = row_text(arena, row, first + 11),
                    .category = (enum category)row_word(row, first + 12, category_words, CATEGORY_NONE),
                    .status = STATUS_UNASSIGNED,
                    .note = row_text(arena, row, first + 14) },
        .author = author ? author : "",
    };
    if (registry->kind == KEY_PATTERN && draft->record.key && strlen(draft->record.key) <= registry->width)
        draft->record.high += (UINT64_C(1) << (registry->width - strlen(draft->record.key))) - 1;
    if (reference && reference[0]) {
        draft->record.references = draft_reference(reference, arena);
        draft->record.n_references = 1;
    }
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    (void)sqlite3_bind_text(statement, at, text && text[0] ? text : NULL, -1, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *statement, int at, bool is_there, uint64_t number)
{
    if (is_there)
        (void)sqlite3_bind_int64(statement, at, number > INT64_MAX ? INT64_MAX : (sqlite3_int64)number);
    else
        (void)sqlite3_bind_null(statement, at);
}

void draft_bind(sqlite3_stmt *statement, const struct draft *draft)
{
    const struct assignment *record = &draft->record;

    bind_text(statement, 1, draft->registry->id);
    bind_text(statement, 2, draft->basis);
    bind_text(statement, 3, word_of(draft_kind_words, (int)draft->kind));
    (void)sqlite3_bind_int(statement, 4, draft->modifies);
    bind_number(statement, 5, record->numeric, record->low);
    bind_number(statement, 6, record->has_second, record->low2);
    bind_text(statement, 7, record->key);
    bind_text(statement, 8, record->key2);
    bind_text(statement, 9, record->mnemonic);
    bind_text(statement, 10, record->meaning);
    bind_text(statement, 11, word_of(category_words, (int)record->category));
    bind_text(statement, 12, record->n_references > 0 ? record->references[0].shown : NULL);
    bind_text(statement, 13, record->note);
    (void)sqlite3_bind_text(statement, 14, draft->author ? draft->author : "", -1, SQLITE_STATIC);
}

/* ---- all of them ---- */

enum status draft_status(const struct table *table, const struct draft *draft)
{
    const struct assignment *taken = draft_taken_by(table, draft);
    if (taken)
        return taken->status;

    for (size_t i = 0; draft->record.numeric && i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        if (a->numeric && !a->key && a->low <= draft->record.low && draft->record.low <= a->high)
            return a->status; /* reserved, or left to private use, by a record of its own */
    }
    return draft_is_placed(draft) ? range_status(draft_range(table, draft)) : STATUS_UNASSIGNED;
}

/* How many rows a table of the user's has: room is taken once. */
static bool count(struct loader *loader, const char *sql, size_t *n)
{
    long long number = 0;
    bool ok = sql_number(loader->store, sql, &number, loader->err);
    *n = number > 0 ? (size_t)number : 0;
    return ok;
}

static bool finish(struct loader *loader, sqlite3_stmt *row, int step)
{
    if (row && step != SQLITE_DONE)
        (void)sql_fail(loader->store->db, loader->store->path, loader->err);
    (void)sqlite3_finalize(row);
    return row && step == SQLITE_DONE;
}

/* By registry; in one, by code, then by key, those without either last. A draft of a registry that the
 * edition lacks stays in the file. */
static bool load_drafts(struct loader *loader)
{
    struct arena *arena = &loader->model->arena;
    struct table *table = NULL;
    int step = SQLITE_DONE;
    size_t room, n = 0;

    if (!count(loader, "SELECT count(*) FROM draft", &room))
        return false;
    if (room == 0)
        return true;

    struct draft *drafts = arena_take(arena, room * sizeof *drafts);
    sqlite3_stmt *row =
        sql_prepare(loader->store,
                    "SELECT " DRAFT_COLUMNS " FROM draft "
                    "ORDER BY registry, code IS NULL AND key IS NULL, code, code2, key, key2, id",
                    loader->err);
    while (row && n < room && (step = sqlite3_step(row)) == SQLITE_ROW) {
        const char *id = (const char *)sqlite3_column_text(row, 2);
        if (!table || !id || strcmp(table->registry->id, id) != 0) {
            const struct table *found = id ? model_table_called(loader->model, id) : NULL;
            table = found ? &loader->tables[found - loader->tables] : NULL;
        }
        if (!table)
            continue;
        draft_take(row, 0, table->registry, arena, &drafts[n]);
        drafts[n].record.status = draft_status(table, &drafts[n]);
        if (!table->drafts)
            table->drafts = &drafts[n];
        table->n_drafts++;
        n++;
    }

    return finish(loader, row, n == room ? SQLITE_DONE : step);
}

static bool load_squatters(struct loader *loader)
{
    struct model *model = loader->model;
    sqlite3_stmt *row;
    int step = SQLITE_DONE;
    size_t room;
    if (!count(loader, "SELECT count(*) FROM squatter", &room))
        return false;
    struct squatter *squatters = arena_take(&model->arena, (room + 1) * sizeof *squatters);
    row =
        sql_prepare(loader->store, "SELECT " SQUATTER_COLUMNS " FROM squatter ORDER BY registry, low, origin",
                    loader->err);
    while (row && model->n_squatters < room && (step = sqlite3_step(row)) == SQLITE_ROW) {
        struct squatter *squatter = &squatters[model->n_squatters++];
        const char *registry = row_text(&model->arena, row, 0), *who = row_text(&model->arena, row, 3);

        loader_sum_shared(loader, row, OF_SQUATTERS, 5);
        *squatter = (struct squatter){ .registry = registry ? registry : "",
                                       .low = row_number(row, 1),
                                       .high = row_number(row, 2),
                                       .who = who ? who : "",
                                       .source = row_text(&model->arena, row, 4) };
    }
    model->squatters = squatters;
    return finish(loader, row, model->n_squatters == room ? SQLITE_DONE : step);
}

bool loader_take_user_rows(struct loader *loader)
{
    struct store *store = loader->store;
    if (store->version == 0 && !sql_number(store, "PRAGMA data_version", &store->version, loader->err))
        return false; /* store_news tells what came after the first model */
    return load_drafts(loader) && load_squatters(loader);
}
