#ifndef REGISTRY_QUERY_H
#define REGISTRY_QUERY_H

/* "What is X?" over all registries of an edition, and text anywhere in them. */

#include "registry/answers.h"

/* Answers the words: the first a registry and the rest a code in it, or a code and then its registry; else
 * all of them as one phrase; if that means nothing, each by itself. One argument "rcode 3" is the two words.
 * Words are kept by pointer, and the answers point into themselves. Free with answers_free. */
void query_what(const struct model *model, const char *const words[], size_t n, struct answers *answers);

/* Records in which the words, as one text, stand anywhere: closest first. */
void query_text(const struct model *model, const char *const words[], size_t n, struct answers *answers);

/* Of the words of a question, one that is the generic name of no code: TYPE65536 is past the last RRTYPE.
 * NULL: there is none; else *registry is the one whose codes end before it. */
const char *query_beyond(const struct model *model, const struct answers *answers,
                         const struct registry **registry);

#endif
