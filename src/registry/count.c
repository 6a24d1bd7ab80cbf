#include "registry/count.h"

#include "registry/row.h"

#include <string.h>

static bool same_code(const struct row *a, const struct row *b)
{
    return registry_tiles(a->registry) && a->low == b->low;
}

struct count table_count(const struct table *table)
{
    struct count count = { 0 };
    struct rows rows = { 0 };
    rows_of(table, &rows);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *row = &rows.at[i];
        bool again = i > 0 && status_is_taken(rows.at[i - 1].status) && same_code(&rows.at[i - 1], row);
        if (status_is_taken(row->status) && !again)
            count.assigned++;
        else if (row->numeric && row_is_free(row))
            count.free += row->high - row->low + 1;
    }
    rows_free(&rows);
    for (size_t i = 0; i < table->n_ranges; i++) {
        if (i > 0 && strcmp(table->ranges[i].policy, table->ranges[0].policy) != 0)
            return count;
    }
    if (table->n_ranges > 0)
        count.policy = table->ranges[0].policy;
    return count;
}
