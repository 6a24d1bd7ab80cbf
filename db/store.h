#ifndef DB_STORE_H
#define DB_STORE_H

/* The registry file: one SQLite file that holds every edition, the user's drafts and their history. This
 * folder is the only place that knows SQLite. */

#include "base/err.h"
#include "registry/model.h"

#include <stdbool.h>

struct store;

struct store_place {
    const char
        *path; /* NULL: $DNSREG_DB, else $XDG_DATA_HOME/dnsreg/dnsreg.db, else under the home directory */
    bool read_only; /* never write, never make a file */
};

/* Opens the file; where there is none, or one of no octets, it is made. If none can be made, or read_only is
 * set and none is there, the program's own copy of the registries is opened, read-only, and store_note says
 * so. A file of an older release is brought to this one's shape and data; where it may not be written that is
 * done in memory. Whoever made the file, no text of its schema is run that is not the program's own, and no
 * other file is reached (db/guard.h): one that is not to the letter as dnsreg makes it is refused, unless
 * read_only is set and its drafts can be read; then they are, beside the program's own registries. NULL, with
 * err: the file is not ours, newer, damaged, or locked for five seconds. It is then as it was. The caller
 * closes what it gets. */
struct store *store_open(const struct store_place *place, struct err *err);
void store_close(struct store *store);

const char *store_path(const struct store *store); /* as it was named */
bool store_is_own_copy(const struct store *store); /* of the program's: there is no file */
bool store_read_only(const struct store *store);

/* How long a lock of another program is waited for from now on; five seconds, if it is not said. */
void store_wait_at_most(struct store *store, int ms);

/* From now on `stop` is asked while a lock is waited for and while SQLite works, some hundred times a second.
 * Once it says true, what runs fails with ERR_ENV, and what it had changed is taken back. It must be quick.
 * NULL: nobody is asked, as before the first call. */
void store_heed(struct store *store, bool (*stop)(void *context), void *context);

/* The actions that have changed the user's rows through this store, as the log numbers them, the oldest
 * first. They stand until the next one. */
const int64_t *store_groups(const struct store *store, size_t *n);

/* One line on what the user should know about how the file was opened; NULL: nothing. */
const char *store_note(const struct store *store);

/* Why not all of the file is read, one line that must always be said; NULL: all of it is. */
const char *store_fault(const struct store *store);

/* Writes all shipped rows anew from the program's own copy, in one transaction: for a file of which a model
 * says that it is damaged. False with err, and the file as it was: it is read-only, or its rows are another
 * release's. */
bool store_mend(struct store *store, struct err *err);

/* The registries as the edition gives them, in one read transaction; NULL with err. An unknown edition is
 * ERR_USAGE. The caller frees the model, which outlives the store. */
struct model *store_load(struct store *store, const char *edition, struct err *err);

/* The same with the rows alone, for a first screen: no references, no aliases, no documents. They are a third
 * of the reading; whoever shows this model shows store_load's a moment later. */
struct model *store_load_first(struct store *store, const char *edition, struct err *err);

/* What keeps the file, by its version: "3.40.1", of the SQLite that runs. */
const char *store_sqlite(void);

#endif
