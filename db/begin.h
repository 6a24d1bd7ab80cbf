#ifndef DB_BEGIN_H
#define DB_BEGIN_H

/* What every change of the user's rows begins and ends with. */

#include "db/change.h"
#include "db/sql.h"

/* The head of an action's group in the log. */
struct change_head {
    const char *at, *who;
    enum group_kind kind;
    int64_t target; /* undo, redo: the group it takes; else 0 */
};

/* Takes the file for writing, if it may be written and is still the one that was opened. On false nothing is
 * held. */
bool change_lock(struct store *store, struct err *err);

/* Opens the action's group: what is changed from here on is logged in it. */
bool change_open(struct store *store, const struct change_head *head, struct err *err);

/* Runs a statement that changes rows (NULL: it could not be prepared). The file's refusal is an answer in
 * *result. False with err: the environment failed. The caller resets or finalizes it. */
bool change_step(struct store *store, sqlite3_stmt *statement, struct put_result *result, struct err *err);

/* The same, and finalizes it. */
bool change_answer(struct store *store, sqlite3_stmt *statement, struct put_result *result, struct err *err);

#endif
