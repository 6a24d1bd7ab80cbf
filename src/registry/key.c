#include "registry/key.h"

#include "base/text.h"
#include "registry/tile.h"

#include <ctype.h>
#include <string.h>

static void add_at(const struct rows *rows, uint64_t code, struct rows *found)
{
    size_t n, first = rows_at(rows, code, &n);
    for (size_t i = first; n > 0; i++)
        if (rows->at[i].numeric && rows->at[i].low <= code && code <= rows->at[i].high) {
            rows_add(found, &rows->at[i]);
            n--;
        }
}

/* "SRV/_tcp" and "SRV _tcp" name the same pair. */
static bool same_pair(const char *pair, const char *key)
{
    for (; *pair && *key; pair++, key++)
        if (text_lower((char)(*pair == '/' ? ' ' : *pair)) != text_lower((char)(*key == '/' ? ' ' : *key)))
            return false;
    return *pair == *key;
}

static bool is_named(const struct row *row, const char *key)
{
    char buffer[ROW_KEY_OCTETS];
    const char *own = row_key(row, buffer);
    if (row->assignment && assignment_is_called(row->assignment, key))
        return true;
    if (!own)
        return false;
    return row->registry->kind == KEY_PAIR ? same_pair(own, key) : key_same_name(own, key);
}

/* _tcp of the pair SRV/_tcp, and tcp: people leave the underscore out. */
static bool has_part(const struct row *row, const char *key)
{
    const struct assignment *a = row->assignment;
    const char *parts[2] = { a ? a->key : NULL, a ? a->key2 : NULL };

    for (size_t i = 0; i < 2; i++) {
        bool bare = row->registry->names == NAME_UNDERSCORE && parts[i] && parts[i][0] == '_';
        if (parts[i] && (key_same_name(parts[i], key) || (bare && key_same_name(parts[i] + 1, key))))
            return true;
    }
    return false;
}

/* The rows that share a bit with a mask as it is printed, with all digits of the registry's width: 0x0040 of
 * the header, and 0x0800, which is one of OpCode's. False: the number is no such mask. */
static bool find_mask(const struct rows *rows, const struct registry *registry, struct number number,
                      struct rows *found)
{
    size_t before = found->n;
    bool single = number.value > 0 && (number.value & (number.value - 1)) == 0;
    if (registry->kind != KEY_BIT || number.form != NUMBER_HEX || number.too_big ||
        number.digits != (registry->width + 3) / 4)
        return false;

    for (size_t i = 0; i < rows->n; i++) {
        uint64_t mask = row_mask(&rows->at[i]);
        if (mask == number.value || (single && (mask & number.value)))
            rows_add(found, &rows->at[i]);
    }
    return found->n > before;
}

static enum key_result find_number(const struct rows *rows, const struct registry *registry,
                                   struct number number, struct rows *found)
{
    if (number.too_big || number.value > registry_top(registry))
        return KEY_TOO_WIDE;
    add_at(rows, number.value, found);
    return KEY_FOUND;
}

enum key_result key_find(const struct table *table, const char *key, struct rows *found)
{
    const struct registry *registry = table->registry;
    const char *owner = NULL;
    struct number number = key_number(key, &owner);
    struct rows rows = { 0 };
    enum key_result result = KEY_MISSING;
    size_t before = found->n;

    if (owner && registry_tiles(registry) && strcmp(owner, registry->id) != 0)
        return KEY_ELSEWHERE;

    rows_of(table, &rows);
    for (size_t i = 0; i < rows.n; i++)
        if (is_named(&rows.at[i], key))
            rows_add(found, &rows.at[i]);

    const bool whole = found->n > before;
    for (size_t i = 0; registry->kind == KEY_PAIR && !whole && i < rows.n; i++)
        if (has_part(&rows.at[i], key))
            rows_add(found, &rows.at[i]);

    uint64_t octet;
    if (found->n > before || find_mask(&rows, registry, number, found)) {
        result = KEY_FOUND;
    } else if (registry->kind == KEY_PATTERN && key_pattern(key, &octet)) {
        add_at(&rows, octet, found); /* 10 is a pattern here, not ten: nothing is registered under it */
        result = KEY_FOUND;
    } else if (number.form != NUMBER_NONE && registry_top(registry) > 0) {
        result = find_number(&rows, registry, number, found);
    } else if (isdigit((unsigned char)key[0]) && registry_tiles(registry)) {
        result = KEY_UNREADABLE;
    }

    rows_free(&rows);
    return result;
}

static bool same_place(const struct row *a, const struct row *b)
{
    char left[ROW_KEY_OCTETS], right[ROW_KEY_OCTETS];
    const char *x = row_key(a, left), *y = row_key(b, right);
    return x && y && text_equal(x, y);
}

void key_follow(const struct table *table, const struct row *row, struct rows *found)
{
    struct rows rows = { 0 };
    const char *context = row_context(row);
    const struct table bare = table_without_drafts(table); /* the user's row is in no edition */
    size_t before = found->n;

    rows_of(&bare, &rows);
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *other = &rows.at[i];
        bool here = registry_tiles(row->registry) ? other->low <= row->low && row->low <= other->high
                                                  : same_place(row, other);
        const char *theirs = row_context(other);
        if (here && (!context || !theirs || text_equal(context, theirs)))
            rows_add(found, other);
    }

    if (found->n == before && registry_tiles(row->registry)) /* the code stood there with one meaning only */
        add_at(&rows, row->low, found);
    rows_free(&rows);
}
