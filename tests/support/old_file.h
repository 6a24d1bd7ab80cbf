#ifndef SUPPORT_OLD_FILE_H
#define SUPPORT_OLD_FILE_H

/* A registry file as 0.1.0 made it: its schema (db/schema-1.sql), and the shipped rows in its columns. */

#include <sqlite3.h>

/* Makes it at `path`, and runs `sql` (may be "") before its triggers are there, so that any row is taken; the
 * test fails if that cannot be. */
void old_file_make(const char *path, const char *sql);

/* Runs statements on a file as another program would, with the triggers it has; the test fails if they do. */
void db_run(const char *path, const char *sql);

/* The same for statements that rewrite what the file says of its own tables: writable_schema is on. */
void db_rewrite(const char *path, const char *sql);

/* One number from a file; -1: the statement has no row, or fails. */
long long db_number(const char *path, const char *sql);

/* The same with the other file attached as `o`. */
long long db_number_beside(const char *path, const char *other, const char *sql);

#endif
