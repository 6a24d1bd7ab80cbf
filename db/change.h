#ifndef DB_CHANGE_H
#define DB_CHANGE_H

/* Changing the user's rows. One action of a person is one transaction and one group in the log, with who and
 * when; the file's triggers write the log and refuse what no writer may do. */

#include "db/store.h"
#include "registry/change.h"

/* Begins an action: takes the file for writing (waits five seconds for another writer) and opens its group.
 * `at` is the time in UTC, 2026-11-21T09:12:00Z. False with err, ERR_ENV: the file is read-only, locked, has
 * been removed or replaced since it was opened, or the disk is full; the line says which and what to do. */
bool store_begin(struct store *store, const char *at, const char *who, struct err *err);
bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* How the file answered. */
enum put {
    PUT_DONE,
    PUT_REFUSED, /* a rule of the file itself: fault says which */
    PUT_STALE,   /* another revision is there now */
    PUT_GONE,    /* it is not there any more */
};

struct put_result {
    enum put put;
    int64_t id, rev; /* PUT_DONE: what it is now; PUT_STALE: the revision that is there */
    char fault[160]; /* PUT_REFUSED: "code-free: taken by another draft"; some have no rule in front */
    int64_t over;    /* store_undo: the action that was stepped over */
};

/* Writes the draft: id 0 makes a new one, else revision `rev` of it is replaced. Between store_begin and
 * store_commit. False with err: the environment failed; roll back. */
bool store_put(struct store *store, const struct draft *draft, struct put_result *result, struct err *err);
bool store_remove(struct store *store, int64_t id, int64_t rev, struct put_result *result, struct err *err);

/* Undo or redo; at and who as in store_begin. */
struct undo_order {
    bool redo;
    struct log_seen seen; /* what the decision rests on; zeros: whatever is there is meant */
    const char *at, *who;
};

/* Takes back the newest action that stands (or does the one again that was taken back last), as an action of
 * its own, in a transaction of its own: not between store_begin and store_commit. *group is the one taken
 * back or done again; 0: there is none. An action whose rows were removed by hand is stepped over;
 * result->over is the newest of those, 0: there was none. put PUT_REFUSED: what came since does not allow it;
 * PUT_STALE: the log is not the one that was seen. */
bool store_undo(struct store *store, const struct undo_order *order, int64_t *group,
                struct put_result *result, struct err *err);

/* The action that store_undo would take back; 0: there is none, or the file cannot be read. */
int64_t store_next_undo(struct store *store);

/* The newest `most` rows of the log (0: all). Registries are the model's, which must outlive it. NULL with
 * err. */
struct change_log *store_log(struct store *store, const struct model *model, size_t most, struct err *err);

/* A registry of the user's own: `registry` with id, title, width and kind; ranges as they are, in order and
 * without a gap. Between store_begin and store_commit. If there is one of that id, its ranges are replaced.
 * `as_of` is a date. */
bool store_put_registry(struct store *store, const struct registry *registry, const struct range *ranges,
                        size_t n_ranges, const char *as_of, struct put_result *result, struct err *err);

/* The registry leaves every edition (undo brings it back). Refused while it has drafts. `at` and `who` as
 * store_begin had them. */
bool store_remove_registry(struct store *store, const char *id, const char *at, const char *who,
                           struct put_result *result, struct err *err);

#endif
