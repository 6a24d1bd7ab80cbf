#ifndef DB_DRAFT_ID_H
#define DB_DRAFT_ID_H

/* The Ids of drafts that 0.1.0 made: 13 letters of base32, as the schema gives new ones by chance, but
 * computed, so that two copies of one file give the same draft the same Id. */

#include <sqlite3.h>

enum { DRAFT_ID_LETTERS = 13 };

/* Makes draft_id(registry, at, author, id) known to SQL on this connection: the first 65 bits of the SHA-256
 * over "registry\nat\nauthor\nid", in a to z and 2 to 7. `at` is the time of the draft's first line in the
 * log, `author` who wrote its first revision, `id` its number. NULL counts as empty. No text of the file's
 * schema may call it. Returns SQLite's code. */
int draft_id_register(sqlite3 *db);
int draft_id_unregister(sqlite3 *db);

#endif
