#include "db/sums.h"

#include "base/memory.h"
#include "db/digest.h"

#include <stdlib.h>

/* By number of row: mkimage's numbers have no gaps. */
struct sums {
    uint64_t *of_record; /* the digest of each */
    size_t *page;        /* its snapshot */
    uint64_t *of_page;   /* sums; that of what all editions share is 0's */
    size_t n_records, n_pages;
    enum shared table; /* that is being read */
};

static void take_record(struct sums *sums, sqlite3_stmt *row)
{
    const size_t id = (size_t)sqlite3_column_int64(row, 0);
    sums->page[id] = (size_t)sqlite3_column_int64(row, 1);
    sums->of_record[id] = digest_row(row, OF_THE_FILE, 0);
    sums->of_page[sums->page[id]] += sums->of_record[id];
}

static void take_range(struct sums *sums, sqlite3_stmt *row)
{
    sums->of_page[sqlite3_column_int64(row, 1)] += digest_row(row, OF_THE_FILE, 0);
}

static void take_beside(struct sums *sums, sqlite3_stmt *row)
{
    const size_t id = (size_t)sqlite3_column_int64(row, 0);
    sums->of_page[sums->page[id]] += digest_row(row, OF_THE_RECORD, sums->of_record[id]);
}

static void take_shared(struct sums *sums, sqlite3_stmt *row)
{
    sums->of_page[0] += digest_row(row, 0, sums->table);
}

static const struct summed {
    const char *sql;
    void (*take)(struct sums *, sqlite3_stmt *);
    enum shared table; /* of take_shared */
} summed[] = {
    { "SELECT " RECORD_COLUMNS " FROM assignment", take_record, 0 }, /* before what stands beside them */
    { "SELECT " RANGE_COLUMNS " FROM policy_range", take_range, 0 },
    { "SELECT " CITE_COLUMNS " FROM cite", take_beside, 0 },
    { "SELECT " ALIAS_COLUMNS " FROM alias", take_beside, 0 },
    { "SELECT " FIELD_COLUMNS " FROM field", take_beside, 0 },
    { "SELECT " REGISTRY_COLUMNS " FROM registry", take_shared, OF_REGISTRIES },
    { "SELECT " NAME_COLUMNS " FROM registry_name", take_shared, OF_NAMES },
    { "SELECT " SNAPSHOT_COLUMNS " FROM snapshot", take_shared, OF_SNAPSHOTS },
    { "SELECT " EDITION_COLUMNS " FROM edition", take_shared, OF_EDITIONS },
    { "SELECT " DOCUMENT_COLUMNS " FROM document", take_shared, OF_DOCUMENTS },
    { "SELECT " POLICY_COLUMNS " FROM policy", take_shared, OF_POLICIES },
    { "SELECT " SQUATTER_COLUMNS " FROM squatter", take_shared, OF_SQUATTERS },
};

static bool each(sqlite3 *db, const struct summed *what, struct sums *sums)
{
    sqlite3_stmt *row = NULL;
    int step = sqlite3_prepare_v2(db, what->sql, -1, &row, NULL);

    sums->table = what->table;
    while (step == SQLITE_OK || step == SQLITE_ROW) {
        step = sqlite3_step(row);
        if (step == SQLITE_ROW)
            what->take(sums, row);
    }

    (void)sqlite3_finalize(row);
    return step == SQLITE_DONE;
}

static size_t highest(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    size_t id = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        id = (size_t)sqlite3_column_int64(row, 0);
    (void)sqlite3_finalize(row);
    return id;
}

static bool write_down(sqlite3 *db, const struct sums *sums)
{
    sqlite3_stmt *write = NULL;
    bool ok =
        sqlite3_prepare_v2(db,
                           "INSERT INTO meta SELECT ifnull((SELECT 'rows ' || series || ' ' || page FROM "
                           "snapshot WHERE id = ?1), 'rows'), ?2",
                           -1, &write, NULL) == SQLITE_OK;

    for (size_t i = 0; ok && i <= sums->n_pages; i++) {
        (void)sqlite3_bind_int64(write, 1, (sqlite3_int64)i);
        (void)sqlite3_bind_int64(write, 2, (sqlite3_int64)sums->of_page[i]);
        ok = sqlite3_step(write) == SQLITE_DONE && sqlite3_reset(write) == SQLITE_OK;
    }

    (void)sqlite3_finalize(write);
    return ok;
}

bool sums_write(sqlite3 *db, uint64_t *digest)
{
    struct sums sums = { .n_records = highest(db, "SELECT max(id) FROM assignment"),
                         .n_pages = highest(db, "SELECT max(id) FROM snapshot") };
    bool ok = true;

    sums.of_record = memory_take((sums.n_records + 1) * sizeof *sums.of_record);
    sums.page = memory_take((sums.n_records + 1) * sizeof *sums.page);
    sums.of_page = memory_take((sums.n_pages + 1) * sizeof *sums.of_page);
    for (size_t i = 0; ok && i < sizeof summed / sizeof *summed; i++)
        ok = each(db, &summed[i], &sums);
    ok = ok && write_down(db, &sums);
    for (size_t i = 0; i <= sums.n_pages; i++)
        *digest = *digest * 31 + sums.of_page[i];
    free(sums.of_record);
    free(sums.page);
    free(sums.of_page);

    return ok;
}
