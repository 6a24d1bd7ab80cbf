#ifndef REGISTRY_KEY_H
#define REGISTRY_KEY_H

/* A code as people write it, in a registry they name: 65, 0x41, TYPE65, HTTPS, 01000001, SRV/_tcp. */

#include "registry/key_word.h"
#include "registry/row.h"

enum key_result {
    KEY_FOUND,
    KEY_MISSING,    /* readable, and nothing stands there */
    KEY_TOO_WIDE,   /* a number wider than the registry */
    KEY_UNREADABLE, /* begins like a number and is none */
    KEY_ELSEWHERE,  /* CLASS5 asked of the RRTYPEs: a name of another registry's codes */
};

/* Appends the rows that the key names: two for RCODE 16. Of a registry of bits, the mask that is printed is
 * the bits as well: header 0x7800. Names are taken without case, the root's dot or, where they are
 * underscored, their underscore; a pair that nobody has, by either of its parts that are text. */
enum key_result key_find(const struct table *table, const char *key, struct rows *found);

/* Appends the rows of another edition's table that stand where `row` stands. */
void key_follow(const struct table *table, const struct row *row, struct rows *found);

#endif
