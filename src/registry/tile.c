#include "registry/tile.h"

#include "registry/draft.h"
#include "registry/overlay.h"

/* The policy said of a key that is no number: the private one for private records, else the first that is
 * open. */
static const struct range *range_of_text(const struct table *table, enum status status)
{
    const struct range *first = NULL;

    for (size_t i = 0; i < table->n_ranges; i++) {
        const struct range *range = &table->ranges[i];
        if (range->numeric)
            continue;
        if ((range->use == USE_PRIVATE) == (status == STATUS_PRIVATE))
            return range;
        if (!first)
            first = range;
    }

    return first;
}

static void add_assignment(const struct table *table, const struct assignment *a, uint64_t low, uint64_t high,
                           struct rows *rows)
{
    struct row row = { .registry = table->registry,
                       .assignment = a,
                       .numeric = a->numeric,
                       .low = low,
                       .high = high,
                       .has_second = a->has_second,
                       .low2 = a->low2,
                       .high2 = a->high2,
                       .status = a->status };

    row.range = a->numeric ? table_range(table, low) : range_of_text(table, a->status);
    rows_add(rows, &row);
}

static void add_range(const struct table *table, const struct range *range, uint64_t low, uint64_t high,
                      struct rows *rows)
{
    struct row row = { .registry = table->registry,
                       .range = range,
                       .numeric = registry_top(table->registry) > 0,
                       .low = low,
                       .high = high,
                       .status = range_status(range) };

    if (range && range->has_second) {
        row.has_second = true;
        row.low2 = range->low2;
        row.high2 = range->high2;
    }
    rows_add(rows, &row);
}

/* Free codes low..high, cut at every policy edge. */
static void add_free(const struct table *table, uint64_t low, uint64_t high, struct rows *rows)
{
    for (;;) {
        const struct range *range = table_range(table, low);
        uint64_t end = high;
        if (range && range->high < end)
            end = range->high;
        for (size_t i = 0; !range && i < table->n_ranges; i++)
            if (table->ranges[i].numeric && table->ranges[i].low > low && table->ranges[i].low <= end)
                end = table->ranges[i].low - 1;
        add_range(table, range, low, end, rows);
        if (end == high)
            return;
        low = end + 1;
    }
}

static void tile_numbers(const struct table *table, struct rows *rows)
{
    const uint64_t top = registry_top(table->registry);
    uint64_t next = 0; /* first code that has no row yet */

    for (size_t i = 0; i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        if (a->low > next)
            add_free(table, next, a->low - 1, rows);
        add_assignment(table, a, a->low, a->high, rows);
        if (a->high + 1 > next)
            next = a->high + 1;
    }

    if (next <= top)
        add_free(table, next, top, rows);
}

/* Patterns nest: 01 holds 01000001. The most exact one that covers an octet names it. */
static void tile_patterns(const struct table *table, struct rows *rows)
{
    const uint64_t top = registry_top(table->registry);
    for (uint64_t low = 0, end; low <= top; low = end + 1) {
        const struct assignment *exact = NULL;
        end = top;
        for (size_t i = 0; i < table->n_assignments; i++) {
            const struct assignment *a = &table->assignments[i];
            if (a->low > low && a->low <= end)
                end = a->low - 1;
            if (a->low <= low && low <= a->high && (!exact || a->high - a->low < exact->high - exact->low))
                exact = a;
        }
        if (exact && exact->high < end)
            end = exact->high;
        if (exact)
            add_assignment(table, exact, low, end, rows);
        else
            add_free(table, low, end, rows);
    }
}

/* What the assignments at `code` leave free of the second numbers that its policy spans. */
static void add_free_seconds(const struct table *table, uint64_t code, struct rows *rows)
{
    const struct range *range = table_range(table, code);
    if (!range || !range->has_second)
        return;

    uint64_t next = range->low2;
    for (size_t i = 0; i <= table->n_assignments; i++) {
        const struct assignment *a = i < table->n_assignments ? &table->assignments[i] : NULL;
        uint64_t stop = range->high2 + 1;
        if (a && !(a->low <= code && code <= a->high && a->has_second))
            continue;
        if (a)
            stop = a->low2;
        if (stop > next) {
            add_range(table, range, code, code, rows);
            rows->at[rows->n - 1].low2 = next;
            rows->at[rows->n - 1].high2 = stop - 1;
        }
        if (a)
            next = a->high2 + 1;
    }
}

/* Pairs with a number in them: what is registered, then reserved, private and free numbers. */
static void list_pairs(const struct table *table, struct rows *rows)
{
    const uint64_t top = registry_top(table->registry);
    uint64_t next = 0;

    for (size_t i = 0; i < table->n_assignments; i++)
        if (status_is_taken(table->assignments[i].status))
            add_assignment(table, &table->assignments[i], table->assignments[i].low,
                           table->assignments[i].high, rows);

    while (table->registry->width > 0 && next <= top) {
        const struct assignment *here = NULL;
        uint64_t end = top;
        for (size_t i = 0; i < table->n_assignments; i++) {
            const struct assignment *a = &table->assignments[i];
            if (a->numeric && a->low <= next && next <= a->high)
                here = a;
            else if (a->numeric && a->low > next && a->low <= end)
                end = a->low - 1;
        }
        if (here)
            end = here->high;
        if (!here)
            add_free(table, next, end, rows);
        else if (!status_is_taken(here->status))
            add_assignment(table, here, here->low, here->high, rows);
        else
            add_free_seconds(table, next, rows);
        next = end + 1;
    }
}

static void add_policies_of_keys(const struct table *table, struct rows *rows)
{
    for (size_t i = 0; i < table->n_ranges; i++)
        if (!table->ranges[i].numeric) {
            add_range(table, &table->ranges[i], 0, 0, rows);
            rows->at[rows->n - 1].numeric = false;
        }
}

static void list_texts(const struct table *table, struct rows *rows)
{
    for (size_t i = 0; i < table->n_assignments; i++)
        add_assignment(table, &table->assignments[i], 0, 0, rows);
}

void rows_of(const struct table *table, struct rows *rows)
{
    static void (*const list[])(const struct table *, struct rows *) = {
        [KEY_NUMBER] = tile_numbers, [KEY_BIT] = tile_numbers, [KEY_PATTERN] = tile_patterns,
        [KEY_TEXT] = list_texts,     [KEY_PAIR] = list_pairs,
    };
    size_t first = rows->n;
    list[table->registry->kind](table, rows);
    add_policies_of_keys(table, rows);
    if (table->n_drafts > 0)
        overlay_drafts(table, rows, first);
}

struct table table_without_drafts(const struct table *table)
{
    struct table bare = *table;
    bare.drafts = NULL;
    bare.n_drafts = 0;
    return bare;
}
