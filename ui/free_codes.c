#include "ui/free_codes.h"

#include "registry/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 4096 }; /* codes, until the first is taken with its flaw */

static void add(struct free_codes *codes, uint64_t low, uint64_t high)
{
    codes->at = array_grow(codes->at, &codes->capacity, codes->n + 1, sizeof *codes->at);
    codes->at[codes->n++] = (struct span){ low, high };
    codes->count += high - low + 1;
}

/* Cuts low to high out of the spans. */
static void take(struct free_codes *codes, uint64_t low, uint64_t high)
{
    struct free_codes left = { 0 };
    for (size_t i = 0; i < codes->n; i++) {
        struct span span = codes->at[i];
        if (high < span.low || low > span.high) {
            add(&left, span.low, span.high);
            continue;
        }
        if (span.low < low)
            add(&left, span.low, low - 1);
        if (span.high > high)
            add(&left, high + 1, span.high);
    }
    free(codes->at);
    *codes = left;
}

static bool leaves_free(const struct assignment *record)
{
    return status_is_private(record->status) || record->status == STATUS_UNASSIGNED;
}

void free_codes_find(struct free_codes *codes, const struct table *table, uint64_t low, uint64_t high)
{
    *codes = (struct free_codes){ 0 };
    add(codes, low, high);
    for (size_t i = 0; i < table->n_assignments; i++) {
        const struct assignment *record = &table->assignments[i];
        if (record->numeric && record->low <= high && record->high >= low && !leaves_free(record))
            take(codes, record->low, record->high);
    }
    for (size_t i = 0; i < table->n_drafts; i++) {
        const struct assignment *record = &table->drafts[i].record;
        if (record->numeric && record->low <= high && record->high >= low)
            take(codes, record->low, record->high);
    }
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
        (void)snprintf(why, CODE_WHY_OCTETS, "in use by %s", squatter->who);
        return true;
    }
    if (strcmp(registry->id, "rrtype") != 0 || category == CATEGORY_NONE)
        return false;
    if (category == CATEGORY_DATA && !cached)
        (void)snprintf(why, CODE_WHY_OCTETS, "caches may take it for no data: bit 0x80 is set");
    else if (category != CATEGORY_DATA && cached)
        (void)snprintf(why, CODE_WHY_OCTETS, "caches may take it for data: bit 0x80 is clear");
    return why[0] != '\0';
}

bool free_codes_first(const struct free_codes *codes, const struct model *model,
                      const struct registry *registry, enum category category, uint64_t *code)
{
    char why[CODE_WHY_OCTETS];
    if (codes->count == 0)
        return false;
    for (uint64_t n = 0; n < codes->count && n < LOOKED_AT; n++) {
        *code = free_codes_nth(codes, n);
        if (!code_has_flaw(model, registry, *code, category, why))
            return true;
    }
    *code = free_codes_nth(codes, 0);
    return true;
}
