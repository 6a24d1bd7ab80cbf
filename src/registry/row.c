#include "registry/row.h"

#include "registry/draft.h"
#include "registry/overlay.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum status range_status(const struct range *range)
{
    static const enum status by_use[] = {
        [USE_NONE] = STATUS_UNASSIGNED,
        [USE_PRIVATE] = STATUS_PRIVATE,
        [USE_EXPERIMENTAL] = STATUS_EXPERIMENTAL_USE,
        [USE_OPEN] = STATUS_UNASSIGNED,
        [USE_RESERVED_OPEN] = STATUS_RESERVED,
        [USE_RESERVED] = STATUS_RESERVED,
        [USE_NEVER] = STATUS_RESERVED,
        [USE_CLOSED] = STATUS_CLOSED,
    };
    return range ? by_use[range->use] : STATUS_UNASSIGNED;
}

void rows_add(struct rows *rows, const struct row *row)
{
    rows->at = array_grow(rows->at, &rows->capacity, rows->n + 1, sizeof *rows->at);
    rows->at[rows->n++] = *row;
}

void rows_free(struct rows *rows)
{
    free(rows->at);
    *rows = (struct rows){ 0 };
}

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
    uint64_t next;
    if (!range || !range->has_second)
        return;
    next = range->low2;
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

size_t rows_at(const struct rows *rows, uint64_t code, size_t *n)
{
    size_t first = rows->n;
    *n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *row = &rows->at[i];
        if (!row->numeric || code < row->low || code > row->high)
            continue;
        if (*n == 0)
            first = i;
        ++*n;
    }
    return first;
}

const char *row_mnemonic(const struct row *row)
{
    return row->assignment ? row->assignment->mnemonic : NULL;
}

const char *row_meaning(const struct row *row)
{
    if (row->assignment)
        return row->assignment->meaning;
    return row->range ? row->range->said : NULL;
}

const char *row_policy(const struct row *row)
{
    return row->range ? row->range->policy : NULL;
}

const char *row_context(const struct row *row)
{
    return row->assignment ? row->assignment->context : NULL;
}

const char *row_section(const struct row *row)
{
    return row->range ? row->range->section : NULL;
}

unsigned row_categories(const struct row *row)
{
    if (row->assignment)
        return (unsigned)row->assignment->category;
    return row->range ? row->range->categories : 0;
}

bool row_is_free(const struct row *row)
{
    return !row->draft && row->status == STATUS_UNASSIGNED && row->range && row->range->use == USE_OPEN;
}

uint64_t row_free_codes(const struct row *row)
{
    const struct range *range = row->range;
    if (!row->numeric || !row_is_free(row))
        return 0;
    if (row->has_second && (row->low2 != range->low2 || row->high2 != range->high2))
        return 0; /* what an assignment leaves of its own method's sizes */
    return row->high - row->low + 1;
}

static const char *span(char *buffer, size_t size, uint64_t low, uint64_t high)
{
    if (low == high)
        (void)snprintf(buffer, size, "%" PRIu64, low);
    else
        (void)snprintf(buffer, size, "%" PRIu64 "-%" PRIu64, low, high);
    return buffer;
}

size_t row_keys(const struct row *row, const char *keys[2], char buffer[ROW_KEY_OCTETS])
{
    const struct assignment *a = row->assignment;
    size_t n = 0;
    if (row->registry->kind == KEY_NUMBER || row->registry->kind == KEY_BIT)
        return 0;
    if (a && a->key)
        keys[n++] = a->key;
    if (row->registry->kind != KEY_PAIR)
        return n;
    if (a && a->key2 && n < 2)
        keys[n++] = a->key2;
    if (row->numeric && n < 2)
        keys[n++] = span(buffer, ROW_CODE_OCTETS, row->low, row->high);
    if (row->has_second && n < 2)
        keys[n++] = span(buffer + ROW_CODE_OCTETS, ROW_CODE_OCTETS, row->low2, row->high2);
    return n;
}

const char *row_key(const struct row *row, char buffer[ROW_KEY_OCTETS])
{
    char numbers[ROW_KEY_OCTETS];
    const char *keys[2];
    size_t n = row_keys(row, keys, numbers);
    if (n == 0)
        return NULL;
    (void)snprintf(buffer, ROW_KEY_OCTETS, n > 1 ? "%s %s" : "%s", keys[0], n > 1 ? keys[1] : "");
    return buffer;
}

uint64_t row_mask(const struct row *row)
{
    const struct registry *registry = row->registry;
    uint64_t ones;
    if (registry->kind != KEY_BIT || !row->numeric)
        return 0;
    ones = ((UINT64_C(1) << (row->high - row->low + 1)) - 1);
    return ones << (registry->bits_from_lsb ? row->low : registry->width - 1 - row->high);
}

const char *row_hex(const struct row *row, char buffer[ROW_CODE_OCTETS])
{
    const struct registry *registry = row->registry;
    int digits = (int)(registry->width + 3) / 4;
    if (!row->numeric)
        return NULL;
    if (registry->kind == KEY_BIT)
        (void)snprintf(buffer, ROW_CODE_OCTETS, "0x%0*" PRIX64, digits, row_mask(row));
    else if (row->low == row->high)
        (void)snprintf(buffer, ROW_CODE_OCTETS, "0x%0*" PRIX64, digits, row->low);
    else
        (void)snprintf(buffer, ROW_CODE_OCTETS, "0x%0*" PRIX64 "-0x%0*" PRIX64, digits, row->low, digits,
                       row->high);
    return buffer;
}

const char *row_decimal(const struct row *row, char buffer[ROW_CODE_OCTETS])
{
    return row->numeric ? span(buffer, ROW_CODE_OCTETS, row->low, row->high) : NULL;
}

const char *row_code(const struct row *row, char buffer[ROW_KEY_OCTETS])
{
    const char *key = row_key(row, buffer);
    if (key)
        return key;
    if (row->draft && !draft_is_placed(row->draft))
        return "tbd";
    return row_decimal(row, buffer);
}
