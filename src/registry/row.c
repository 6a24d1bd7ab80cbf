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
        snprintf(buffer, size, "%" PRIu64, low);
    else
        snprintf(buffer, size, "%" PRIu64 "-%" PRIu64, low, high);
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
    snprintf(buffer, ROW_KEY_OCTETS, n > 1 ? "%s %s" : "%s", keys[0], n > 1 ? keys[1] : "");
    return buffer;
}

uint64_t row_mask(const struct row *row)
{
    const struct registry *registry = row->registry;
    if (registry->kind != KEY_BIT || !row->numeric)
        return 0;
    uint64_t ones = ((UINT64_C(1) << (row->high - row->low + 1)) - 1);
    return ones << (registry->bits_from_lsb ? row->low : registry->width - 1 - row->high);
}

const char *row_hex(const struct row *row, char buffer[ROW_CODE_OCTETS])
{
    const struct registry *registry = row->registry;
    int digits = (int)(registry->width + 3) / 4;
    if (!row->numeric)
        return NULL;

    if (registry->kind == KEY_BIT)
        snprintf(buffer, ROW_CODE_OCTETS, "0x%0*" PRIX64, digits, row_mask(row));
    else if (row->low == row->high)
        snprintf(buffer, ROW_CODE_OCTETS, "0x%0*" PRIX64, digits, row->low);
    else
        snprintf(buffer, ROW_CODE_OCTETS, "0x%0*" PRIX64 "-0x%0*" PRIX64, digits, row->low, digits,
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
