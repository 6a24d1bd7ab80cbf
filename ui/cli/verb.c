#include "ui/cli/verb.h"

#include <string.h>

const struct verb *verb_called(const struct verb_table *verbs, const char *name)
{
    for (size_t i = 0; i < verbs->n; i++)
        if (strcmp(verbs->at[i].name, name) == 0)
            return &verbs->at[i];
    return NULL;
}

const char *verb_own_word(const struct verb *word)
{
    return strchr(word->name, ' ') + 1;
}

const struct verb *verb_word(const struct verb *verb, const char *word)
{
    for (size_t i = 0; i < verb->n_words; i++)
        if (strcmp(verb_own_word(&verb->words[i]), word) == 0)
            return &verb->words[i];
    return NULL;
}
