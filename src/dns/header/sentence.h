#ifndef DNS_HEADER_SENTENCE_H
#define DNS_HEADER_SENTENCE_H

/* A sentence that grows by clauses; what does not fit is left out. */

#include <stddef.h>

struct sentence {
    char *text;
    size_t size, used;
};

/* An empty one in `text`. */
struct sentence sentence_in(char *text, size_t size);

/* Adds a clause. The format has %s and %u, and nothing else. */
void say(struct sentence *sentence, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
