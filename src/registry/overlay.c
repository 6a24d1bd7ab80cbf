#include "registry/overlay.h"

#include "registry/draft.h"

#include <stdlib.h>
#include <string.h>

struct row row_of_draft(const struct table *table, const struct draft *draft)
{
    const struct assignment *record = &draft->record;
    return (struct row){ .registry = draft->registry,
                         .assignment = record,
                         .draft = draft,
                         .range = table ? draft_range(table, draft) : NULL,
                         .numeric = record->numeric,
                         .low = record->low,
                         .high = record->high,
                         .has_second = record->has_second,
                         .low2 = record->low2,
                         .high2 = record->high2,
                         .status = record->status };
}

static bool is_taken(const struct row *row)
{
    return row->draft || (row->assignment && status_is_taken(row->status));
}

/* Rows being laid over each other: both sides in their order, so that each is looked at once. */
struct laying {
    struct rows *rows;             /* what comes out, from `first` on */
    const struct row *under, *end; /* of the edition, what is still to come */
    struct row rest;               /* comes before it: what a draft left of the row that it was cut out of */
    bool has_rest;
    size_t first;
};

/* Lets rows of the edition out as long as they begin at the code or before. */
static void let_out(struct laying *laying, uint64_t code)
{
    while (laying->has_rest || laying->under < laying->end) {
        const struct row *next = laying->has_rest ? &laying->rest : laying->under;
        if (!next->numeric || next->low > code)
            return;
        rows_add(laying->rows, next);
        if (!laying->has_rest)
            laying->under++;
        laying->has_rest = false;
    }
}

/* Behind every row that begins at its code or before; taken out of the one that spans it, if none
 * takes it. */
static void lay_code(struct laying *laying, const struct row *draft)
{
    struct rows *rows = laying->rows;
    struct row whole = { 0 };

    let_out(laying, draft->low);
    if (rows->n > laying->first)
        whole = rows->at[rows->n - 1];
    if (rows->n == laying->first || is_taken(&whole) || whole.high < draft->high) {
        rows_add(rows, draft);
        return;
    }

    if (whole.low < draft->low)
        rows->at[rows->n - 1].high = draft->low - 1;
    else
        rows->n--;

    rows_add(rows, draft);
    if (draft->high < whole.high) {
        laying->rest = whole;
        laying->rest.low = draft->high + 1;
        laying->has_rest = true;
    }
}

static void lay_codes(const struct table *table, struct laying *laying)
{
    for (size_t i = 0; i < table->n_drafts; i++) {
        if (!draft_is_placed(&table->drafts[i]))
            continue;
        const struct row row = row_of_draft(table, &table->drafts[i]);
        lay_code(laying, &row);
    }
}

/* ---- keys ---- */

/* A draft and the key that it is listed by. */
struct keyed {
    const struct draft *draft;
    const char *key;
    size_t place; /* in the table: of two with one key the first stays the first */
};

/* As row_key says it, but a text stands for itself. NULL: it has none. */
static const char *key_of(const struct row *row, struct arena *arena)
{
    char buffer[ROW_KEY_OCTETS];
    if (row->registry->kind == KEY_TEXT)
        return row->assignment->key;
    return arena_text(arena, row_key(row, buffer));
}

/* In the order of their octets, as far as row_key says them. */
static int compare_keys(const char *a, const char *b)
{
    return strncmp(a, b, ROW_KEY_OCTETS - 1);
}

/* What has no key stands behind all that has one. */
static int compare_keyed(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    int order = (a->key == NULL) - (b->key == NULL);
    if (order == 0 && a->key)
        order = compare_keys(a->key, b->key);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* The drafts that have a place, by their keys; the caller frees them. */
static struct keyed *sort_keys(const struct table *table, struct arena *arena, size_t *n)
{
    struct keyed *keyed = memory_take(table->n_drafts * sizeof *keyed);
    bool in_order = true; /* texts come so from the file; "a b" and "a c" of pairs may not */

    *n = 0;
    for (size_t i = 0; i < table->n_drafts; i++) {
        const struct row row = row_of_draft(NULL, &table->drafts[i]); /* its range is not asked for yet */
        if (!draft_is_placed(row.draft))
            continue;
        keyed[*n] = (struct keyed){ row.draft, key_of(&row, arena), i };
        in_order = in_order && (*n == 0 || compare_keyed(&keyed[*n - 1], &keyed[*n]) <= 0);
        ++*n;
    }

    if (!in_order)
        qsort(keyed, *n, sizeof *keyed, compare_keyed);
    return keyed;
}

/* Among the registered keys, each before the first that is greater; before what the policies say of
 * the rest. */
static void lay_keys(const struct table *table, struct laying *laying)
{
    struct arena arena = { 0 };
    size_t n;
    struct keyed *keyed = sort_keys(table, &arena, &n);
    const char *key = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct row row = row_of_draft(table, keyed[i].draft);
        for (; laying->under < laying->end && laying->under->assignment; laying->under++, key = NULL) {
            key = key ? key : key_of(laying->under, &arena);
            if (key && keyed[i].key && compare_keys(key, keyed[i].key) > 0)
                break;
            rows_add(laying->rows, laying->under);
        }
        rows_add(laying->rows, &row);
    }

    free(keyed);
    arena_free(&arena);
}

/* ---- all of them ---- */

void overlay_drafts(const struct table *table, struct rows *rows, size_t first)
{
    const size_t n = rows->n - first;
    struct row *under = memory_take((n + 1) * sizeof *under);
    struct laying laying = { .rows = rows, .under = under, .end = under + n, .first = first };

    if (n > 0)
        memcpy(under, &rows->at[first], n * sizeof *under);
    rows->n = first;
    if (!registry_tiles(table->registry))
        lay_keys(table, &laying);
    else
        lay_codes(table, &laying);

    if (laying.has_rest)
        rows_add(rows, &laying.rest);
    while (laying.under < laying.end)
        rows_add(rows, laying.under++);
    for (size_t i = 0; i < table->n_drafts; i++) {
        if (draft_is_placed(&table->drafts[i]))
            continue;
        const struct row row = row_of_draft(table, &table->drafts[i]);
        rows_add(rows, &row);
    }
    free(under);
}
