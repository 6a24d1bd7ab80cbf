#ifndef DB_HISTORY_H
#define DB_HISTORY_H

/* The log of actions read as a stack: what undo and redo would take. */

#include "db/sql.h"

/* The newest action that stands (redo: the one taken back last, if no change came since); *group 0: none. One
 * whose rows are gone, which no writer does but one that drops the triggers, is stepped over; *over (may be
 * NULL) is the newest of those, 0: none. False with err. */
bool history_target(struct store *store, bool redo, int64_t *group, int64_t *over, struct err *err);

#endif
