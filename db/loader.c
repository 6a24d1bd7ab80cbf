/* What reading a model shares. */

#include "db/loader.h"

#include "base/text.h"
#include "db/sql.h"

const char *loader_said(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

const char *loader_text(struct loader *loader, sqlite3_stmt *row, int column)
{
    return row_text(&loader->model->arena, row, column);
}

const char *loader_needed(struct loader *loader, sqlite3_stmt *row, int column)
{
    const char *text = loader_text(loader, row, column);
    return text ? text : "";
}

bool loader_each(struct loader *loader, const char *sql, void (*take)(struct loader *, sqlite3_stmt *))
{
    sqlite3_stmt *statement = sql_prepare(loader->store, sql, loader->err);
    int step = SQLITE_ROW;
    if (!statement)
        return false;

    if (sqlite3_bind_parameter_count(statement) > 0)
        (void)sqlite3_bind_text(statement, 1, loader->model->edition.id, -1, SQLITE_STATIC);
    if (sqlite3_bind_parameter_count(statement) > 2) {
        (void)sqlite3_bind_int64(statement, 2, loader->first_id);
        (void)sqlite3_bind_int64(statement, 3, loader->last_id);
    }

    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        take(loader, statement);
    if (step != SQLITE_DONE)
        (void)sql_fail(loader->store->db, loader->store->path, loader->err);
    (void)sqlite3_finalize(statement);
    return step == SQLITE_DONE;
}

void loader_sum_up(const struct loader *loader, struct page *page, sqlite3_stmt *row, int from, uint64_t with)
{
    if (loader->whole)
        page->sum += digest_row(row, from, with);
}

void loader_sum_shared(struct loader *loader, sqlite3_stmt *row, enum shared table, int origin)
{
    if (text_equal(loader_said(row, origin), "shipped"))
        loader_sum_up(loader, &loader->shared, row, 0, table);
}

void loader_take_shipped(struct page *page, sqlite3_stmt *row, int column)
{
    page->is_summed = row_has(row, column);
    page->shipped = (uint64_t)sqlite3_column_int64(row, column);
}
