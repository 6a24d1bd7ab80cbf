#ifndef UI_CLI_COMPLETE_H
#define UI_CLI_COMPLETE_H

/* What the word at the cursor of a command line may become: verbs, options and their values, and what a
 * verb's operands name, as its row in the table says: registries, editions, codes by their mnemonics. */

#include "line/completion.h"
#include "registry/model.h"

struct verb_table;

/* Fills *completion for the word that ends at octet `cursor` of line, and returns how many words there are;
 * the caller frees it. model NULL: verbs and options alone. */
size_t complete(const struct verb_table *verbs, const struct model *model, const char *line, size_t cursor,
                struct completion *completion);

#endif
