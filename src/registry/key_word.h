#ifndef REGISTRY_KEY_WORD_H
#define REGISTRY_KEY_WORD_H

/* A word that may be a code: numbers, generic names, patterns, and names compared. */

#include "base/number.h"

/* Reads 65, 0x41 or 0b1000001, and the generic names of RFC 3597 section 5: TYPE65 and CLASS254 set *registry
 * to the id of the one registry whose code they are, else it is NULL. NUMBER_NONE: none of these. */
struct number key_number(const char *word, const char **registry);

/* Reads the leading bits of an octet, "10" or "01000001", into the first octet that begins with them. False:
 * the text is no such pattern (a single digit is a number). */
bool key_pattern(const char *word, uint64_t *octet);

/* Domain names compare without case, and are equal with and without the root's dot (RFC 4343). */
bool key_same_name(const char *name, const char *other);

#endif
