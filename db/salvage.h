#ifndef DB_SALVAGE_H
#define DB_SALVAGE_H

/* A look at a file that is not written: what it holds is taken into memory and brought to this version's
 * shape there. */

#include "db/sql.h"

/* The whole of a file whose schema is, to the letter, that of `version`. The store then holds the copy,
 * read-only. False with err. */
bool salvage_all(struct store *store, int version, struct err *err);

/* The rows of draft, draft_revision and registry alone, of a file of which no more can be trusted
 * (guard_compare_drafts); everything else is the program's own. */
bool salvage_drafts(struct store *store, int version, struct err *err);

#endif
