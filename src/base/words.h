#ifndef BASE_WORDS_H
#define BASE_WORDS_H

/* A line of the command language taken apart as a shell would: blanks part words, '...' and "..." hold them
 * together, a backslash takes the next character as it is (between "..." only before " and \). */

#include "base/err.h"

#include <stddef.h>

struct words {
    const char **at;
    size_t n;
    size_t *begin; /* octet of the line at which each word begins, with its quote */
    bool touches;  /* the last word reaches the end of the line, so it may still be growing */
    char *octets;
};

/* False with err, ERR_USAGE: a quote is left open, or the line ends in a backslash; the words are there all
 * the same, as far as they go. Free with words_free in both cases. */
bool words_split(struct words *words, const char *line, struct err *err);
void words_free(struct words *words);

/* Writes word to out as words_split reads it back: in quotes if it needs them. Returns the octets that a
 * buffer without bound would hold, as snprintf does. */
size_t words_quote(char *out, size_t size, const char *word);

/* How many of the word's octets come before the first that needs a quote. */
size_t words_plain(const char *word);

#endif
