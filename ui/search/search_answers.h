#ifndef UI_SEARCH_SEARCH_ANSWERS_H
#define UI_SEARCH_SEARCH_ANSWERS_H

/* What Search shows for the text in its field: how it was read, and the answers as lines. Computed anew
 * whenever it is asked for, from the text and the model alone. */

#include "line/line.h"
#include "registry/query.h"

/* A line of the list: an answer, or the rule before answers of another kind. */
struct found_line {
    const struct answer *answer; /* NULL: a rule */
    const char *rule;            /* what it says */
};

enum { FOUND_WORDS = LINE_OCTETS / 2 };

struct found {
    struct answers answers;
    struct found_line *lines;
    size_t n_lines;
    size_t n_rows;     /* answers that are rows of a registry */
    const char *other; /* the other reading of a word: "0x65" for 65; NULL: there is none */
    const char *word;  /* the word that is a number; NULL: none is */
    const char *words[FOUND_WORDS];
    size_t n_words;
    char text[LINE_OCTETS];
    char readings[2][24];
};

/* How the text reads, and nothing found yet: this looks at no registry. `other`: the word with two readings
 * is taken in its other one: 8001 as hex, 0x8001 as decimal. */
void found_read(struct found *found, const char *text, bool other);

/* Reads the text and asks it. Costs a look at every row, so keys that are typed must not do it: whoever needs
 * the lines does. Free with found_free. */
void found_make(struct found *found, const struct model *model, const char *text, bool other);
void found_free(struct found *found);

/* Is the answer a row of a registry, so that there is somewhere to go? */
bool found_is_row(const struct answer *answer);

/* How the text was read, "number 65 = 0x0041 = bits 0100 0001", and what else it could be read as, "as hex
 * 0x65 = 101: Tab"; "" for nothing. */
enum { FOUND_OCTETS = 160 };

const char *found_reading(const struct found *found, const struct model *model, char out[FOUND_OCTETS]);
const char *found_other(const struct found *found, char out[FOUND_OCTETS]);

/* "33 registries: 3 assigned, 2 closed, 28 free", of the lines from `first` on; `registries` says
 * how many. */
const char *found_counts(const struct found *found, size_t first, bool registries, char out[FOUND_OCTETS]);

#endif
