#ifndef REGISTRY_CODE_NAMES_H
#define REGISTRY_CODE_NAMES_H

/* What a code is called, for who reads messages: the record that stands at it, the user's drafts too. */

#include "registry/model.h"

/* What a record is called: its mnemonic, or what it means where the registry has no mnemonics.
 * NULL: neither. */
const char *record_name(const struct assignment *record);

/* Is the context (of a code that stands twice, "tsig tkey") one that `in` names ("tsig")? */
bool context_names_one(const char *context, const char *in);

/* The record at a code of the registry with this id: assigned in any of its forms, else a draft's. Of a code
 * that stands twice the one of the context `in`; NULL or a context that none has: the first. NULL: none, or
 * the edition does not cover the registry. Takes time in proportion to the registries, and to the logarithm
 * of the records. */
const struct assignment *model_record(const struct model *model, const char *registry, uint64_t code,
                                      const char *in);

/* The same of model_table_called's table, for who asks often. NULL table: NULL. */
const struct assignment *table_record(const struct table *table, uint64_t code, const char *in);

#endif
