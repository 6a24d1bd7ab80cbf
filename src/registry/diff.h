#ifndef REGISTRY_DIFF_H
#define REGISTRY_DIFF_H

/* What changed between two editions: assignments, policy ranges and rules; never free rows, which each
 * edition cuts in its own way. */

#include "registry/row.h"

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED };

enum change_what { CHANGE_RULE, CHANGE_REGISTRY, CHANGE_ASSIGNMENT, CHANGE_RANGE };
extern const struct word change_kind_words[], change_what_words[];

/* Which fields differ, for CHANGE_CHANGED. */
enum change_field {
    FIELD_MNEMONIC = 1,
    FIELD_MEANING = 2,
    FIELD_CATEGORY = 4,
    FIELD_STATUS = 8,
    FIELD_REFERENCES = 16,
    FIELD_REGISTERED = 32,
    FIELD_POLICY = 64,
    FIELD_USE = 128,
};
extern const struct word change_field_words[];

struct edition_change {
    enum change_kind kind;
    enum change_what what;
    const struct registry *registry; /* NULL: a rule of all */
    bool numeric;
    uint64_t low, high;                   /* of a range that changed: where both sides say the same thing */
    struct row before, after;             /* row.registry NULL: not there */
    unsigned fields;                      /* enum change_field bits */
    const char *rule;                     /* CHANGE_RULE: the rule's id */
    const char *said_before, *said_after; /* CHANGE_RULE: in words; CHANGE_REGISTRY: its title */
};

struct edition_changes {
    struct edition_change *at;
    size_t n, capacity;
};

/* Compares two editions; with `only` (a registry id), that registry alone. A registry that one side
 * lacks is one change, its rows only when it is asked for by name. Texts live in the models. Free
 * with changes_free. */
void diff_editions(const struct model *before, const struct model *after, const char *only,
                   struct edition_changes *changes);
void changes_free(struct edition_changes *changes);

#endif
