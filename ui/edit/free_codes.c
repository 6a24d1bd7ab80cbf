#include "ui/edit/free_codes.h"

#include "registry/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 4096 }; /* codes, until the first is taken with its flaw */

static void add_codes(struct free_codes *codes, uint64_t low, uint64_t high)
{
    codes->at = array_grow(codes->at, &codes->capacity, codes->n + 1, sizeof *codes->at);
    codes->at[codes->n++] = (struct span){ low, high };
    codes->count += high - low + 1;
}

static bool leaves_free(const struct assignment *record)
{
    return status_is_private(record->status) || record->status == STATUS_UNASSIGNED;
}

/* The next record that takes codes of low to high, from record `i` on; NULL: none does. */
static const struct assignment *next_record(const struct table *table, size_t *i, uint64_t low, uint64_t high)
{
    for (; *i < table->n_assignments; ++*i) {
        const struct assignment *record = &table->assignments[*i];
        if (record->numeric && record->low <= high && record->high >= low && !leaves_free(record))
            return record;
    }
    return NULL;
}

static const struct assignment *next_draft(const struct draft_span *drafts, uint64_t low, uint64_t high)
{
    const struct draft *draft = drafts->at;
    while (draft < drafts->end &&
           !(draft->record.numeric && draft->record.low <= high && draft->record.high >= low))
        draft++;
    return draft < drafts->end ? &draft->record : NULL;
}

/* Records and drafts both stand in the order of their codes: what lies between them is free. */
void free_codes_find(struct free_codes *codes, const struct table *table, uint64_t low, uint64_t high)
{
    const struct draft place = { .record = { .numeric = true, .low = low, .high = high } };
    struct draft_span drafts = table_drafts_near(table, &place);
    uint64_t next = low;
    size_t i = 0;

    *codes = (struct free_codes){ 0 };
    for (;;) {
        const struct assignment *record = next_record(table, &i, low, high);
        const struct assignment *draft = next_draft(&drafts, low, high);
        const struct assignment *taken = !draft || (record && record->low <= draft->low) ? record : draft;
        if (!taken)
            break;
        if (taken->low > next)
            add_codes(codes, next, taken->low - 1);
        if (taken->high >= next)
            next = taken->high + 1;
        if (taken == record)
            i++;
        else
            drafts.at++;
    }

    if (next <= high)
        add_codes(codes, next, high);
}

void free_codes_free(struct free_codes *codes)
{
    free(codes->at);
}

uint64_t free_codes_nth(const struct free_codes *codes, uint64_t n)
{
    for (size_t i = 0; i < codes->n; i++) {
        uint64_t span = codes->at[i].high - codes->at[i].low + 1;
        if (n < span)
            return codes->at[i].low + n;
        n -= span;
    }
    return 0;
}

uint64_t free_codes_from(const struct free_codes *codes, uint64_t code)
{
    uint64_t before = 0;

    for (size_t i = 0; i < codes->n; i++) {
        if (code <= codes->at[i].low)
            return before;
        if (code <= codes->at[i].high)
            return before + (code - codes->at[i].low);
        before += codes->at[i].high - codes->at[i].low + 1;
    }
    return before;
}

bool code_has_flaw(const struct model *model, const struct registry *registry, uint64_t code,
                   enum category category, char why[CODE_WHY_OCTETS])
{
    bool cached = (code & 0x80) == 0;

    why[0] = '\0';
    const struct squatter *squatter = squatter_at(model, registry, code);
    if (squatter) {
        snprintf(why, CODE_WHY_OCTETS, "in use by %s", squatter->who);
        return true;
    }
    if (strcmp(registry->id, "rrtype") != 0 || category == CATEGORY_NONE)
        return false;

    if (category == CATEGORY_DATA && !cached)
        snprintf(why, CODE_WHY_OCTETS, "caches may take it for no data: bit 0x80 is set");
    else if (category != CATEGORY_DATA && cached)
        snprintf(why, CODE_WHY_OCTETS, "caches may take it for data: bit 0x80 is clear");
    return why[0] != '\0';
}

bool free_codes_first(const struct free_codes *codes, const struct model *model,
                      const struct registry *registry, enum category category, uint64_t *code)
{
    char why[CODE_WHY_OCTETS];
    uint64_t looked = 0;
    if (codes->count == 0)
        return false;

    for (size_t i = 0; i < codes->n; i++)
        for (*code = codes->at[i].low; *code <= codes->at[i].high && looked < LOOKED_AT; ++*code, looked++)
            if (!code_has_flaw(model, registry, *code, category, why))
                return true;

    *code = codes->at[0].low;
    return true;
}
