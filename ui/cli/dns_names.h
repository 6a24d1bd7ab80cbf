#ifndef UI_CLI_DNS_NAMES_H
#define UI_CLI_DNS_NAMES_H

/* The names of codes in messages, taken from a model once, so that each is one step away. */

#include "dns/header/header.h"
#include "dns/header/names.h"
#include "registry/model.h"

struct name_book;

/* Of the edition in force; registries that it does not cover are named as `otherwise` does (NULL: not at
 * all). Both models outlive it. */
struct name_book *name_book_new(const struct model *model, const struct model *otherwise);
void name_book_free(struct name_book *book);

/* What src/dns asks by. The book outlives it. */
struct dns_names name_book_names(const struct name_book *book);

#endif
