#ifndef REGISTRY_FIND_H
#define REGISTRY_FIND_H

/* The single ways in which query.c understands a word. Each appends what it finds and nothing that already
 * stands there for the same word. */

#include "registry/answers.h"

struct asking {
    const struct model *model;
    struct answers *answers;
    const char *word;
    const struct registry *only; /* look in this registry alone; NULL: in all */
    bool whole;                  /* in texts, only where the word stands alone */
};

void find_number(const struct asking *asking);   /* 65, 0x41, TYPE65, CLASS254; bits; flags words */
void find_name(const struct asking *asking);     /* mnemonics, aliases, keys, names below registered names */
void find_document(const struct asking *asking); /* rfc8914, bcp42, draft-... */
void find_standing(const struct asking *asking); /* a status, a policy */
void find_text(const struct asking *asking);

/* Adds an answer about one of the rows of the answers, unless it stands there for this word. */
void answers_add(const struct asking *asking, enum match match, const struct row *row);

/* Adds one about something else: a flags word, a range as a whole, a document. It lives until the next. */
struct answer *answers_add_other(const struct asking *asking, enum match match, const struct row *row);

/* Is the word a number in one of the forms that codes have? Then it is not looked for in texts. */
bool is_code(const char *word);

#endif
