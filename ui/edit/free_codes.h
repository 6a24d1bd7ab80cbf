#ifndef UI_EDIT_FREE_CODES_H
#define UI_EDIT_FREE_CODES_H

/* The codes of a range that neither a record nor a draft takes, and what speaks against one of them. */

#include "registry/model.h"

struct span {
    uint64_t low, high;
};

/* Runs of free codes, in order. `count` is how many codes they hold. */
struct free_codes {
    struct span *at;
    size_t n, capacity;
    uint64_t count;
};

/* The free codes from low to high; those that a record leaves to private use are free. Free with
 * free_codes_free. */
void free_codes_find(struct free_codes *codes, const struct table *table, uint64_t low, uint64_t high);
void free_codes_free(struct free_codes *codes);

/* Code `n` of them, n below count; and the number of the first that is not below `code` (count: there is
 * none). */
uint64_t free_codes_nth(const struct free_codes *codes, uint64_t n);
uint64_t free_codes_from(const struct free_codes *codes, uint64_t code);

/* Is there a reason not to take the code: somebody uses it unasked, or its cache bit does not fit the
 * category (RFC 6895 section 3.1)? `why` is "" if not. */
enum { CODE_WHY_OCTETS = 160 };

bool code_has_flaw(const struct model *model, const struct registry *registry, uint64_t code,
                   enum category category, char why[CODE_WHY_OCTETS]);

/* The first of them without a flaw, else the first. False: there is none. */
bool free_codes_first(const struct free_codes *codes, const struct model *model,
                      const struct registry *registry, enum category category, uint64_t *code);

#endif
