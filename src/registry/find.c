/* Codes and names. */
#include "registry/find.h"

#include "base/text.h"
#include "registry/key.h"

#include <stdio.h>
#include <string.h>

/* ---- numbers ---- */

bool is_code(const char *word)
{
    const char *registry;
    return key_number(word, &registry).form != NUMBER_NONE;
}

/* Sixteen bits written as such, or too large to be anything smaller, may be a flags word. */
static bool is_flags_word(const struct number *number)
{
    if (number->too_big || number->value > 0xFFFF)
        return false;
    if (number->form == NUMBER_HEX && number->digits == 4)
        return true;
    if (number->form == NUMBER_BINARY && number->digits == 16)
        return true;
    return number->value > 0xFF;
}

static const struct registry *header_of(const struct model *model)
{
    return model_registry(model, "header");
}

static void find_code(const struct asking *asking, const struct row *row, uint64_t code)
{
    const struct registry *registry = row->registry;
    if (!row->numeric || code < row->low || code > row->high)
        return;
    if (registry->kind == KEY_BIT)
        answers_add(asking, MATCH_BIT, row);
    else
        answers_add(asking, row->assignment && row->low == row->high ? MATCH_CODE : MATCH_RANGE, row);
}

void find_number(const struct asking *asking)
{
    const char *generic = NULL;
    struct number number = key_number(asking->word, &generic);
    struct answers *answers = asking->answers;
    const struct registry *header = header_of(asking->model);

    if (asking->only && asking->only->kind == KEY_PATTERN && key_pattern(asking->word, &number.value))
        number.form = NUMBER_BINARY;
    if (number.form == NUMBER_NONE || number.too_big)
        return;

    for (size_t i = 0; i < answers->rows.n; i++) {
        const struct row *row = &answers->rows.at[i];
        if (asking->only && row->registry != asking->only)
            continue;
        if (generic && strcmp(row->registry->id, generic) != 0)
            continue;
        find_code(asking, row, number.value);
    }
    if (generic || (asking->only && asking->only != header) || !is_flags_word(&number) || !header)
        return;
    const struct row word = { .registry = header, .low = number.value, .high = number.value };
    answers_add_other(asking, MATCH_FLAGS, &word)->flags = (uint16_t)number.value;
}

/* ---- names ---- */

/* Octets of a name without the root's dot: names are equal with and without it. */
static size_t name_length(const char *name)
{
    size_t len = strlen(name);
    return len > 1 && name[len - 1] == '.' ? len - 1 : len;
}

/* Domain names compare without case (RFC 4343). */
static bool same_octets(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text_lower(a[i]) != text_lower(b[i]))
            return false;
    return true;
}

/* A registered `_ta-*` or `*.ext` stands for every name of that shape. */
static bool wildcard_fits(const char *key, const char *word)
{
    const char *star = strchr(key, '*');
    size_t head, tail, len = name_length(word);
    if (!star || key[1] == '\0')
        return false;

    head = (size_t)(star - key);
    tail = name_length(key) - head - 1;
    return len > head + tail && same_octets(key, word, head) &&
           same_octets(star + 1, word + len - tail, tail);
}

/* printer.local lies below the registered local. */
static bool is_below(const char *key, const char *word)
{
    size_t len = name_length(word), zone = name_length(key);
    return len > zone + 1 && word[len - zone - 1] == '.' && same_octets(key, word + len - zone, zone);
}

/* In _25._tcp.example.com the underscored label nearest the root is the globally scoped one (RFC 8552
 * section 1.1). */
static bool is_scoped_label(const char *key, const char *word)
{
    const char *label = NULL;
    if (word[0] != '_' || !strchr(word, '.'))
        return false;

    for (const char *at = word; at && *at; at = strchr(at, '.') ? strchr(at, '.') + 1 : NULL)
        if (*at == '_')
            label = at;

    size_t len = label ? strcspn(label, ".") : 0;
    return label && strlen(key) == len && same_octets(key, label, len);
}

static bool key_matches(const struct row *row, const char *key, const char *word, enum match *match)
{
    enum name_kind names = row->registry->names;
    if (key_same_name(key, word)) {
        *match = MATCH_CODE;
        return true;
    }

    *match = MATCH_RANGE;
    if (names == NAME_UNDERSCORE)
        return wildcard_fits(key, word) || is_scoped_label(key, word);
    if (names == NAME_DOMAIN && row->registry->kind == KEY_TEXT && strchr(word, '.'))
        return is_below(key, word);
    return wildcard_fits(key, word);
}

static void find_key(const struct asking *asking, const struct row *row)
{
    const struct assignment *a = row->assignment;
    enum match match;
    char both[ROW_KEY_OCTETS];
    const char *word = asking->word;

    if (row->registry->kind == KEY_PATTERN) {
        if (a->key && strcmp(a->key, word) == 0)
            answers_add(asking, MATCH_CODE, row);
        return;
    }

    if (row->registry->kind == KEY_PAIR) {
        const char *joined = row_key(row, both);
        if (joined && text_equal(joined, word))
            answers_add(asking, MATCH_CODE, row);
        if (a->key2 && key_matches(row, a->key2, word, &match))
            answers_add(asking, match, row);
        return;
    }

    if (a->key && key_matches(row, a->key, word, &match))
        answers_add(asking, match, row);
}

void find_name(const struct asking *asking)
{
    struct answers *answers = asking->answers;
    for (size_t i = 0; i < answers->rows.n; i++) {
        const struct row *row = &answers->rows.at[i];
        const struct assignment *a = row->assignment;
        if (!a || (asking->only && row->registry != asking->only))
            continue;
        if (a->mnemonic && text_equal(a->mnemonic, asking->word))
            answers_add(asking, row->registry->kind == KEY_BIT ? MATCH_BIT : MATCH_MNEMONIC, row);
        else if (assignment_has_alias(a, asking->word))
            answers_add(asking, MATCH_ALIAS, row);
        find_key(asking, row);
    }
}
