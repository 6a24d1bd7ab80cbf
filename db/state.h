#ifndef DB_STATE_H
#define DB_STATE_H

/* What survives the program without being in the registry file: forms that were not finished. A small file of
 * its own under $XDG_STATE_HOME/dnsreg, so that typing wakes nobody and works where the registry file cannot
 * be written. Losing it loses at most a form; so nothing here is an error to anybody. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct state;

enum { STATE_WHY_OCTETS = 120 };

/* `path` NULL: the user's own place. `file`: the registry file the forms are for. NULL: no state can be kept,
 * and `why` (may be NULL) says why not, in a few words. */
struct state *state_open(const char *path, const char *file, char why[STATE_WHY_OCTETS]);
void state_close(struct state *state);

/* Keeps this process's form: `title` for people ("RR TYPEs 65281 INLAB"), `text` for the pane; `at` is the
 * time in UTC. text NULL: there is none any more. False: it could not be written now, and `why` (may be NULL)
 * says why; try again later. */
bool state_keep(struct state *state, const char *at, const char *title, const char *text,
                char why[STATE_WHY_OCTETS]);

/* Is the form that state_keep kept last still in the file that has the name? A file that is busy has it. */
bool state_has(const struct state *state);

/* A form that a process left behind that no longer lives. Texts live until state_close. */
struct left_form {
    int64_t id;
    const char *at, *title, *text;
};

/* The newest of them; false: there is none, or state_unread. */
bool state_left(struct state *state, struct left_form *form);
/* Could state_left not be answered, since the file is locked or cannot be read? There may be a form then. */
bool state_unread(const struct state *state);

/* It is this process's form from now on, or nobody's. Of two that want to take it one gets it, as it is then;
 * false: another one has it, or the file is busy. */
bool state_take(struct state *state, int64_t id, struct left_form *form);
void state_drop(struct state *state, int64_t id);

#endif
