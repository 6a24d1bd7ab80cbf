#ifndef REGISTRY_ANSWERS_H
#define REGISTRY_ANSWERS_H

/* Answers to "what is X?", and how each word of the question was read. */

#include "registry/row.h"

/* How a word was understood, in the order in which answers stand. */
enum match {
    MATCH_CODE,  /* a code that a record takes, or a key */
    MATCH_BIT,   /* a bit's number or name */
    MATCH_FLAGS, /* sixteen bits, read as the header's flags word */
    MATCH_RANGE, /* a code in a free, reserved or private range; a name below a registered one */
    MATCH_MNEMONIC,
    MATCH_ALIAS,    /* another name people use */
    MATCH_DOCUMENT, /* an RFC, BCP or draft, and what it registered */
    MATCH_STATUS,   /* a status or a policy, and what stands under it */
    MATCH_TEXT,     /* anywhere in a record */
};
extern const struct word match_words[];

struct answer {
    enum match match;
    struct row row;                  /* row.registry NULL: the answer is the document or policy itself */
    const struct document *document; /* MATCH_DOCUMENT: the one asked for, on the first of its answers */
    const struct policy *policy;     /* MATCH_STATUS: likewise */
    const char *asked;               /* the word it answers */
    uint16_t flags;                  /* MATCH_FLAGS */
    unsigned rank;                   /* MATCH_TEXT: 0 is the closest */
};

struct answers {
    struct answer *at;
    size_t n, capacity;
    size_t asked_first; /* where the answers to the present word begin */
    struct rows rows;   /* every row of the edition */
    bool *told;         /* of each of them: it is an answer to the present word */
    size_t *begin;      /* where the rows of each table begin, and behind the last where they end */
    char phrase[512];   /* all words joined, with one blank between them */
    char cut[512];      /* the same, with an end at each blank */
};

/* What an answer that is no row says: a flags word its bits, a document its title, date and what became of
 * it, a policy what it asks. Returns buffer, or a text of the model. */
const char *answer_said(const struct model *model, const struct answer *answer, char *buffer, size_t size);

void answers_free(struct answers *answers);

#endif
