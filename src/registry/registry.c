#include "registry/registry.h"

#include <string.h>

const struct word key_kind_words[] = {
    { KEY_NUMBER, "number" }, { KEY_BIT, "bit" },   { KEY_PATTERN, "pattern" },
    { KEY_TEXT, "text" },     { KEY_PAIR, "pair" }, { -1, NULL },
};

const struct word use_words[] = {
    { USE_PRIVATE, "private" },   { USE_EXPERIMENTAL, "experimental" },
    { USE_OPEN, "open" },         { USE_RESERVED_OPEN, "reserved-open" },
    { USE_RESERVED, "reserved" }, { USE_NEVER, "never" },
    { USE_CLOSED, "closed" },     { -1, NULL },
};

const struct word status_words[] = {
    { STATUS_ASSIGNED, "assigned" },
    { STATUS_OBSOLETE, "obsolete" },
    { STATUS_DEPRECATED, "deprecated" },
    { STATUS_HISTORIC, "historic" },
    { STATUS_EXPERIMENTAL, "experimental" },
    { STATUS_TEMPORARY, "temporary" },
    { STATUS_RESERVED, "reserved" },
    { STATUS_UNASSIGNED, "unassigned" },
    { STATUS_PRIVATE, "private-use" },
    { STATUS_EXPERIMENTAL_USE, "experimental-use" },
    { STATUS_CLOSED, "closed" },
    { -1, NULL },
};

const struct word category_words[] = {
    { CATEGORY_DATA, "data" },
    { CATEGORY_Q, "q" },
    { CATEGORY_META, "meta" },
    { -1, NULL },
};

const struct word name_kind_words[] = {
    { NAME_NONE, "none" },
    { NAME_FREE, "free" },
    { NAME_RR, "rr-mnemonic" },
    { NAME_SVCB_KEY, "svcb-key" },
    { NAME_UNDERSCORE, "underscore-label" },
    { NAME_DOMAIN, "domain-name" },
    { -1, NULL },
};

const char *word_of(const struct word *words, int value)
{
    while (words->word && words->value != value)
        words++;
    return words->word;
}

int value_of(const struct word *words, const char *word)
{
    while (words->word && strcmp(words->word, word) != 0)
        words++;
    return words->value;
}

bool use_is_private(enum use use)
{
    return use == USE_PRIVATE || use == USE_EXPERIMENTAL;
}

bool status_is_private(enum status status)
{
    return status == STATUS_PRIVATE || status == STATUS_EXPERIMENTAL_USE;
}

bool status_is_taken(enum status status)
{
    return status <= STATUS_TEMPORARY;
}

uint64_t registry_top(const struct registry *registry)
{
    if (registry->width == 0)
        return 0;
    if (registry->kind == KEY_BIT)
        return registry->width - 1;
    return (UINT64_C(1) << registry->width) - 1;
}

bool registry_tiles(const struct registry *registry)
{
    return registry->kind == KEY_NUMBER || registry->kind == KEY_BIT || registry->kind == KEY_PATTERN;
}
