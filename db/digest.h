#ifndef DB_DIGEST_H
#define DB_DIGEST_H

/* Are the rows of a file those that were shipped? meta has a sum for each shipped snapshot, "rows iana
 * dns-parameters", and one, "rows", for the shipped rows of what all editions share. mkimage writes them
 * (sums.c); whoever reads all rows of a snapshot adds them up on the way; a sum that is missing is damage
 * too. A sum does not depend on the order of the rows, nor on the numbers that a file gives them. It tells a
 * damaged disk, not a forger. */

#include <sqlite3.h>
#include <stdint.h>

/* What is summed up, so that writer and reader cannot differ. A row's own number and its snapshot's come
 * first and are left out. */
#define RECORD_COLUMNS                                                                                       \
    "id, snapshot, registry, low, high, low2, high2, key, key2, context, mnemonic, meaning, category, "      \
    "status, registered, expires, note, inferred"
#define RANGE_COLUMNS                                                                                        \
    "id, snapshot, registry, low, high, low2, high2, said, policy, use, category, section, printed"

enum { OF_THE_FILE = 2 };

/* Their record's number comes first and is left out: its row's digest goes in as `with`. */
#define CITE_COLUMNS  "assignment, kind, target, shown, place"
#define ALIAS_COLUMNS "assignment, name"
#define FIELD_COLUMNS "assignment, name, value, place"

enum { OF_THE_RECORD = 1 };

/* Those that all editions share. Only shipped rows are summed, which their origin says: people add
 * their own. */
#define REGISTRY_COLUMNS                                                                                     \
    "id, page, iana_id, title, iana_title, grp, key_kind, width, bit_zero, names, space, documents, place, " \
    "origin"
#define NAME_COLUMNS     "page, iana_id, registry, origin"
#define SNAPSHOT_COLUMNS "series, page, as_of, origin, whole, state"
#define EDITION_COLUMNS  "id, title, form, generic, process, policies, as_of, series, place, origin"
#define DOCUMENT_COLUMNS "id, title, date, relation, other, origin"
#define POLICY_COLUMNS   "policy, brief, aliases, asks, origin"
#define SQUATTER_COLUMNS "registry, low, high, who, source, origin"

/* Which table a row of those that all editions share is of: else one that a disk has moved to another has its
 * sum. */
enum shared {
    OF_REGISTRIES = 1,
    OF_NAMES,
    OF_SNAPSHOTS,
    OF_EDITIONS,
    OF_DOCUMENTS,
    OF_POLICIES,
    OF_SQUATTERS
};

/* Of the columns from `from` on. A row of which one bit differs has another digest. */
uint64_t digest_row(sqlite3_stmt *row, int from, uint64_t with);

#endif
