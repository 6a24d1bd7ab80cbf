#ifndef SUPPORT_SHELL_H
#define SUPPORT_SHELL_H

/* The shipped file as any other writer sees it: SQLite without the program, foreign keys off as the sqlite3
 * shell has them. The copy lives in memory. */

#include <sqlite3.h>

int shell_open(void **state);  /* cmocka set-up: *state is the sqlite3 * */
int shell_close(void **state); /* after it: the file must still be sound */

/* Runs statements; the test fails if they do. */
void accepted(sqlite3 *db, const char *sql);
/* Runs statements that must fail, with `words` in what SQLite says, and leave nothing changed. */
void refused(sqlite3 *db, const char *sql, const char *words);

long long number(sqlite3 *db, const char *sql);

/* The constraints hold for everyone, also with PRAGMA ignore_check_constraints: runs `sql` with and
 * without. */
void refused_always(sqlite3 *db, const char *sql);

#endif
