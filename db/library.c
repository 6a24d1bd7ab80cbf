#include "db/library.h"

#include "base/memory.h"
#include "db/guard.h"
#include "db/image.h"
#include "db/sql.h"

#include <stdlib.h>

struct library {
    struct guard guard;
    sqlite3 *db;
    sqlite3_stmt *page;
};

static const char page_sql[] =
    "SELECT page, as_of, sha256, xml FROM page_text WHERE page = ?1 ORDER BY as_of DESC LIMIT 1";

struct library *library_open(struct err *err)
{
    struct library *library = memory_take(sizeof *library);

    if (guard_open_octets(&library->guard, library_begin, library_end, &library->db) == SQLITE_OK &&
        sqlite3_prepare_v2(library->db, page_sql, -1, &library->page, NULL) == SQLITE_OK)
        return library;
    (void)sql_fail(library->db, "the library", err);
    library_close(library);
    return NULL;
}

void library_close(struct library *library)
{
    if (!library)
        return;
    (void)sqlite3_finalize(library->page);
    (void)sqlite3_close(library->db);
    free(library);
}

bool library_page(struct library *library, const char *page, struct library_page *found, struct err *err)
{
    sqlite3_stmt *row = library->page;

    (void)sqlite3_reset(row);
    (void)sqlite3_bind_text(row, 1, page, -1, SQLITE_TRANSIENT);
    int step = sqlite3_step(row);
    if (step != SQLITE_ROW)
        return step != SQLITE_DONE && sql_fail(library->db, "the library", err);
    *found = (struct library_page){ .page = (const char *)sqlite3_column_text(row, 0),
                                    .as_of = (const char *)sqlite3_column_text(row, 1),
                                    .sha256 = (const char *)sqlite3_column_text(row, 2),
                                    .xml = sqlite3_column_blob(row, 3),
                                    .len = (size_t)sqlite3_column_bytes(row, 3) };
    return true;
}
