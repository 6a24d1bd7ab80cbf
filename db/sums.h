#ifndef DB_SUMS_H
#define DB_SUMS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* Writes the sums of digest.h over all that db holds into its meta table, and adds them to *digest. False:
 * SQLite failed, and sqlite3_errmsg says why. */
bool sums_write(sqlite3 *db, uint64_t *digest);

#endif
