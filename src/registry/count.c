#include "registry/count.h"

#include "registry/row.h"
#include "registry/tile.h"

#include <string.h>

/* RCODE 16 stands twice and is one code. */
static bool is_double(const struct table *table, size_t i)
{
    const struct assignment *a = &table->assignments[i];
    return i > 0 && table->registry->kind == KEY_NUMBER && table->assignments[i - 1].low == a->low &&
           status_is_taken(table->assignments[i - 1].status);
}

uint64_t table_assigned(const struct table *table)
{
    uint64_t assigned = 0;
    for (size_t i = 0; i < table->n_assignments; i++)
        if (status_is_taken(table->assignments[i].status) && !is_double(table, i))
            assigned++;
    return assigned;
}

struct count table_count(const struct table *table)
{
    struct count count = { .assigned = table_assigned(table) };
    const struct table bare = table_without_drafts(table);
    struct rows rows = { 0 };

    rows_of(&bare, &rows);
    for (size_t i = 0; i < rows.n; i++)
        count.free += row_free_codes(&rows.at[i]);
    rows_free(&rows);
    for (size_t i = 1; i < table->n_ranges; i++)
        if (strcmp(table->ranges[i].policy, table->ranges[0].policy) != 0)
            return count;

    if (table->n_ranges > 0)
        count.policy = table->ranges[0].policy;
    return count;
}
