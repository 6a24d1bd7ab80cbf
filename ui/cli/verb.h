#ifndef UI_CLI_VERB_H
#define UI_CLI_VERB_H

/* The verbs: one row each, from which the command line, the shell, completion, help and the explorer's `:`
 * derive. */

#include "base/err.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct verb_context;

enum outcome { OUTCOME_YES = 0, OUTCOME_NO = 1 }; /* also the exit status */

#define ANY_NUMBER UINT_MAX /* of operands */

struct verb {
    const char *name;
    const char *operands; /* as usage shows them: "REGISTRY KEY" */
    const char *summary;  /* one line */
    const char *help;     /* a few lines more, with examples */
    bool (*run)(const struct verb_context *, enum outcome *, struct err *); /* NULL: its words do */
    const struct verb *words; /* of `draft`: "draft add", "draft list", ...; NULL: it has none */
    size_t n_words;
    unsigned least, most; /* operands; most may be ANY_NUMBER */
    unsigned takes;       /* options beside those of every verb: OPTION_BIT of each */
    bool own_terminal;    /* reads keys itself: not for the explorer's `:` */
};

/* All of them, sorted. */
struct verb_table {
    const struct verb *at;
    size_t n;
};

/* NULL: none is called so. */
const struct verb *verb_called(const struct verb_table *verbs, const char *name);

/* The word of a verb that has some: "add" of draft is the row "draft add". NULL: there is none. */
const struct verb *verb_word(const struct verb *verb, const char *word);
/* That word alone: "add". */
const char *verb_own_word(const struct verb *word);

#endif
