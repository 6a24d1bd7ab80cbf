#ifndef UI_KIT_BINDING_H
#define UI_KIT_BINDING_H

/* Which key does what in one place: a table, from which key dispatch, help, line 24 and its mouse are
 * computed. */

#include "line/key.h"

struct binding {
    const char *keys;  /* text forms with blanks between, "Up k": all of them work, the first is shown */
    int action;        /* an enum of the pane that has the table; ACTION_GLOBAL and above are the program's */
    const char *label; /* one or two words for line 24; NULL: only in help */
    const char *help;  /* one sentence */
};

/* Tables end with a row whose keys is NULL. */

enum { ACTION_NONE = 0, ACTION_GLOBAL = 1000 };

/* The row for a key, or NULL. While text is typed, keys that are text belong to the field and find
 * nothing. */
const struct binding *binding_find(const struct binding *table, const struct key *key, bool typing);

/* The first key of a row that works now; false if while typing there is none. */
bool binding_key(const struct binding *binding, bool typing, struct key *key);

/* Calls each(context, key) for every key of a row; false at the first word that is no key. For the tests of
 * tables. */
bool binding_each(const struct binding *binding, void (*each)(void *context, const struct key *key),
                  void *context);

#endif
