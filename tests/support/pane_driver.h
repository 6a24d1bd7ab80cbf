#ifndef SUPPORT_PANE_DRIVER_H
#define SUPPORT_PANE_DRIVER_H

/* One pane without the app: keys go to it as the app would give them, its effects are kept, its screen is
 * read. */

#include "line/completion.h"
#include "line/history.h"
#include "line/line.h"
#include "ui/kit/pane.h"

struct driver {
    struct pane pane;
    struct ctx ctx;
    struct screen *screen;
    struct effects effects; /* of the last thing that was done */
    char *dump;
};

/* Opens a pane on the shipped registries, in `rows` lines of `columns`: what the frame leaves of a screen
 * three lines higher. */
void driver_open(struct driver *driver, const struct pane_ops *ops, const char *edition, int rows,
                 int columns, const struct arg *arg);
void driver_close(struct driver *driver);

/* The keys of a script, "65<Tab><Enter>": to the pane's table if it has them, else as events. */
void driver_keys(struct driver *driver, const char *script);
void driver_event(struct driver *driver, struct event event);
void driver_click(struct driver *driver, enum mouse_kind kind, int row, int column);

/* Draws, and returns what line `row` of the pane shows, without blanks at its end; lives until the
 * next call. */
const char *driver_line(struct driver *driver, int row);
/* The same line in the second plane: the letters of roles and looks. */
const char *driver_roles(struct driver *driver, int row);
/* The line that holds `text`; -1: none. */
int driver_find(struct driver *driver, const char *text);

/* Asserts that the last thing done had exactly one effect of this kind, and returns it. */
const struct effect *driver_effect(const struct driver *driver, enum effect_kind kind);

#endif
