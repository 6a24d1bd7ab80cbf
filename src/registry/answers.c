#include "registry/answers.h"

#include "registry/find.h"
#include "registry/flags.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct word match_words[] = {
    { MATCH_CODE, "code" },         { MATCH_RANGE, "range" },
    { MATCH_BIT, "bit" },           { MATCH_FLAGS, "flags" },
    { MATCH_MNEMONIC, "mnemonic" }, { MATCH_ALIAS, "alias" },
    { MATCH_DOCUMENT, "document" }, { MATCH_STATUS, "status" },
    { MATCH_TEXT, "text" },         { -1, NULL },
};

void answers_free(struct answers *answers)
{
    free(answers->at);
    free(answers->told);
    free(answers->begin);
    rows_free(&answers->rows);
    *answers = (struct answers){ 0 };
}

/* "Title, 1995-06; obsoleted by rfc8945" */
static const char *document_said(const struct document *document, char *buffer, size_t size)
{
    const char *relation = document->other ? document->relation : NULL;
    bool before = document->title || document->date;
    char words[64];

    snprintf(words, sizeof words, "%s", relation ? relation : "");
    for (char *at = words; (at = strchr(at, '-'));)
        *at = ' ';
    snprintf(buffer, size, "%s%s%s%s%s%s%s", document->title ? document->title : "",
             document->title && document->date ? ", " : "", document->date ? document->date : "",
             relation && before ? "; " : "", words, relation ? " " : "", relation ? document->other : "");
    return buffer;
}

const char *answer_said(const struct model *model, const struct answer *answer, char *buffer, size_t size)
{
    if (answer->policy)
        return answer->policy->asks;
    if (answer->document)
        return document_said(answer->document, buffer, size);
    return flags_said(model, answer->flags, buffer, size);
}

struct answer *answers_add_other(const struct asking *asking, enum match match, const struct row *row)
{
    struct answers *answers = asking->answers;
    answers->at = array_grow(answers->at, &answers->capacity, answers->n + 1, sizeof *answers->at);
    struct answer *answer = &answers->at[answers->n++];
    *answer = (struct answer){ .match = match, .row = *row, .asked = asking->word };
    return answer;
}

void answers_add(const struct asking *asking, enum match match, const struct row *row)
{
    bool *told = &asking->answers->told[row - asking->answers->rows.at];
    if (!*told)
        (void)answers_add_other(asking, match, row);
    *told = true;
}
