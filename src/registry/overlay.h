#ifndef REGISTRY_OVERLAY_H
#define REGISTRY_OVERLAY_H

/* Drafts among the rows of an edition. */

#include "registry/row.h"

/* The draft as a row of its own. table NULL: no edition holds its registry any more. */
struct row row_of_draft(const struct table *table, const struct draft *draft);

/* Lays the table's drafts over its rows, which begin at rows->at[first]: a draft on a free, private or
 * reserved code takes it out of the row that spans it; one on a taken code stands behind it; a key stands
 * among the keys. Drafts with neither are appended. Both are in their order, as the table says, and are
 * looked at once: twice the drafts cost twice the time. */
void overlay_drafts(const struct table *table, struct rows *rows, size_t first);

#endif
