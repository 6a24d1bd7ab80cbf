#ifndef REGISTRY_TILE_H
#define REGISTRY_TILE_H

/* From a table to its rows: records laid over the ranges of the policies, drafts over both. */

#include "registry/row.h"

/* Appends the rows of one registry, in the order in which rows are listed: numbers, bits and patterns by code
 * (a code that stands twice, by context), texts and pairs by key, then what their policies say. The user's
 * drafts stand among them. */
void rows_of(const struct table *table, struct rows *rows);

/* The same table as the edition alone has it: what counts, compares and tells of history reads that one. */
struct table table_without_drafts(const struct table *table);

#endif
