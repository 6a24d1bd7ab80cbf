#ifndef DB_REBUILD_H
#define DB_REBUILD_H

/* The one way in which a file becomes what this program ships: a new file is made, a file of 0.1.0 gets this
 * version's shape, a newer program's rows replace an older one's, and damaged rows are written anew. One
 * transaction: the user's rows are put aside, our tables dropped and made again from the program's own texts,
 * shipped rows come from the program's copy, the user's go back as they were. Tables beside ours are not
 * touched. */

#include "db/sql.h"

enum { REBUILD_NEW = 0 }; /* the version of a file of no octets */

/* Does the file hold an older release's data, or another build's of this one? False too if it cannot be
 * asked. */
bool rebuild_is_wanted(struct store *store);

/* Is its data this very program's? *release: whose it is. */
bool rebuild_is_ours(struct store *store, char release[64]);

/* Rebuilds the file, whose schema is of `version` (REBUILD_NEW, GUARD_SCHEMA_OLD, GUARD_SCHEMA). *moved_on:
 * somebody else did it while the file was waited for, and nothing was done: look at it again. False with err,
 * and the file as it was. */
bool rebuild(struct store *store, int version, bool *moved_on, struct err *err);

/* The parts of it that a copy in memory is made with (db/salvage.c): what a version has of a type, 'table',
 * 'index', 'view' or 'trigger', from the program's own texts; and the mark of the version. */
bool rebuild_make(struct store *store, int version, const char *type, struct err *err);
bool rebuild_mark(struct store *store, int version, struct err *err);

/* Rows that go from one connection to another as they are. */
struct copied {
    const char *name;    /* of the table */
    const char *columns; /* " (a, b)"; "": all of them */
    const char *sql;     /* what gives them; ?1, ?2 and ?3 are `above` */
};

struct copied_from {
    sqlite3 *db;
    const char *path; /* for err */

    struct above {
        long long snapshot, record, range;
    } above;

    bool lossy; /* a row that the table does not take is passed over */
};

bool rebuild_copy(struct store *store, const struct copied *table, const struct copied_from *from,
                  struct err *err);

/* What a file stores of a registry; another column is computed. */
#define REGISTRY_STORED                                                                                      \
    "id, page, iana_id, title, iana_title, grp, key_kind, width, bit_zero, names, space, documents, "        \
    "origin, place"

#endif
