#include "registry/overlay.h"

#include "registry/draft.h"

#include <string.h>

/* Makes room for n more rows at `at`. */
static void open_rows(struct rows *rows, size_t at, size_t n)
{
    rows->at = array_grow(rows->at, &rows->capacity, rows->n + n, sizeof *rows->at);
    memmove(&rows->at[at + n], &rows->at[at], (rows->n - at) * sizeof *rows->at);
    rows->n += n;
}

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

/* Behind every row that begins at its code or before; taken out of the one that spans it, if none takes it.
 */
static void lay_code(struct rows *rows, size_t first, const struct row *draft)
{
    size_t at = first;
    struct row *under;
    while (at < rows->n && rows->at[at].numeric && rows->at[at].low <= draft->low)
        at++;
    under = at > first ? &rows->at[at - 1] : NULL;
    if (!under || is_taken(under) || under->high < draft->high) {
        open_rows(rows, at, 1);
        rows->at[at] = *draft;
        return;
    }
    const struct row whole = *under;
    size_t begin = at - 1, pieces = 1;
    if (whole.low < draft->low)
        pieces++;
    if (draft->high < whole.high)
        pieces++;
    open_rows(rows, at, pieces - 1);
    if (whole.low < draft->low) {
        rows->at[begin] = whole;
        rows->at[begin++].high = draft->low - 1;
    }
    rows->at[begin++] = *draft;
    if (draft->high < whole.high) {
        rows->at[begin] = whole;
        rows->at[begin].low = draft->high + 1;
    }
}

/* Among the registered keys, in the order of their octets; before what the policies say of the rest. */
static void lay_key(struct rows *rows, size_t first, const struct row *draft)
{
    char mine[ROW_KEY_OCTETS], theirs[ROW_KEY_OCTETS];
    const char *key = row_key(draft, mine);
    size_t at = first;
    while (at < rows->n && rows->at[at].assignment) {
        const char *other = row_key(&rows->at[at], theirs);
        if (key && other && strcmp(other, key) > 0)
            break;
        at++;
    }
    open_rows(rows, at, 1);
    rows->at[at] = *draft;
}

void overlay_drafts(const struct table *table, struct rows *rows, size_t first)
{
    for (size_t i = 0; i < table->n_drafts; i++) {
        const struct row row = row_of_draft(table, &table->drafts[i]);
        if (!draft_is_placed(row.draft))
            rows_add(rows, &row);
        else if (registry_tiles(table->registry))
            lay_code(rows, first, &row);
        else
            lay_key(rows, first, &row);
    }
}
