#ifndef DB_DRAFT_ROW_H
#define DB_DRAFT_ROW_H

/* Drafts as the file has them: the columns that a draft and each of its revisions share. */

#include "db/sql.h"
#include "registry/draft.h"

/* In the order of draft_take. `id, rev, registry` come first, `author` last. */
#define DRAFT_COLUMNS                                                                                        \
    "id, rev, registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning, category, "        \
    "reference, note, author"

/* The draft of a row that selects DRAFT_COLUMNS from column `first` on. Its texts are copied to the arena. */
void draft_take(sqlite3_stmt *row, int first, const struct registry *registry, struct arena *arena,
                struct draft *draft);

/* What the edition says of the draft's place: the record there, else the policy. */
enum status draft_status(const struct table *table, const struct draft *draft);

/* Binds what the draft says to ?1 to ?14: registry, basis, kind, modifies, code, code2, key, key2, mnemonic,
 * meaning, category, reference, note, author. Its texts must stay until the statement has run. */
void draft_bind(sqlite3_stmt *statement, const struct draft *draft);

#endif
