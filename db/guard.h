#ifndef DB_GUARD_H
#define DB_GUARD_H

/* What a registry file may be, and what opening one may do. Any file may be a stranger's, so three things
 * hold for every connection that the program opens to one:
 *
 *   1. SQLite reaches the file, its -journal, -wal and -shm, and no other file: a journal that names another
 * one, an ATTACH, a temporary file do not get there. (A virtual file system over the system's own.)
 *   2. A statement touches the tables, views and triggers of our schema and no other. (An authorizer.)
 *   3. The texts of our schema, as the file has them, are those that the program knows for the file's
 * version, to the letter; only such a file is written to. (A comparison.)
 *
 * A file may have tables of its own beside ours: they are neither read nor written. */

#include <sqlite3.h>
#include <stdbool.h>

enum {
    GUARD_SCHEMA = 2,     /* the version that this program writes, db/schema.sql */
    GUARD_SCHEMA_OLD = 1, /* of 0.1.0, db/schema-1.sql */
    GUARD_OCTETS = 1024,  /* of a file's full name; SQLite takes 512 */
    GUARD_FAULT_OCTETS = 200,
};

/* One connection's guard. It must outlive the connection, and stay where it is. */
struct guard {
    sqlite3_vfs vfs;
    sqlite3_vfs *system;
    char path[GUARD_OCTETS]; /* empty: no file at all may be opened */
    char foreign[512];       /* the last file that was refused: "X-journal leads to another file, Y" */
    char refused[GUARD_FAULT_OCTETS]; /* the last object that was: "trigger evil" */
    const char *last;                 /* the last object that was asked for and is ours */
    bool rebuilding;                  /* the program's own statements change the schema: 2 rests */
};

/* Opens the file (path NULL: a database in memory) with `flags` of sqlite3_open_v2, and shuts the doors that
 * SQLite leaves open by default: nothing is attached, no foreign keys, no trust in the schema, no URIs,
 * nothing of what is sorted or held back goes to a file. Returns SQLite's code; *db is to be closed in any
 * case. */
int guard_open(struct guard *guard, const char *path, int flags, sqlite3 **db);

/* The same for a database that lies in the program, at [begin, end); it is only read. */
int guard_open_octets(struct guard *guard, unsigned char *begin, const unsigned char *end, sqlite3 **db);

/* A connection's guard, to ask what it refused; NULL: it has none. */
const struct guard *guard_of(sqlite3 *db);

/* Holds the file's schema against that of the version. False: it is another one, and fault says where in a
 * few words: "trigger draft_after_out is not as dnsreg makes it". fault is empty if SQLite failed. */
bool guard_compare(sqlite3 *db, int version, char fault[GUARD_FAULT_OCTETS]);

/* Are at least these tables of the user's as that version has them: draft, draft_revision, registry? Then a
 * read-only look at them runs no text of the file's. */
bool guard_compare_drafts(sqlite3 *db, int version);

/* The objects of a version, in the order in which they can be made. */
struct guard_object {
    const char *type, *name, *table, *sql; /* sql "": made with its table */
};

/* Steps through them: *at begins as NULL. False: there is no other. */
bool guard_next_object(int version, const char **at, struct guard_object *object);

/* Is its text to be run to make it? SQLite makes its own tables, and some indexes, by itself. */
bool guard_is_made(const struct guard_object *object);

#endif
