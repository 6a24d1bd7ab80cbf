#ifndef UI_APP_APP_H
#define UI_APP_APP_H

/* The explorer as a function: events in, a screen and wishes out. It knows no terminal. */

#include "base/err.h"
#include "ui/cli/options.h"
#include "ui/kit/event.h"
#include "ui/kit/screen.h"

#include <stddef.h>

struct app;
struct session;

struct app_setup {
    struct session *session;       /* outlives the app */
    const struct options *options; /* likewise */
    int rows, columns;
    bool ascii;
    bool read_only;              /* the file takes no changes: line 1 says so */
    bool keep_history;           /* the lines typed behind `:` are kept in the user's file */
    bool keep_forms;             /* a form in progress is kept there too */
    bool (*stop)(void *context); /* does a signal end the program? Asked by work that lasts long. NULL: no */
    bool watched;                /* EV_WAKE tells of changes to the file; if not, ticks ask for them */
};

/* What only the owner of the terminal can do, after a step. */
struct app_wish {
    bool quit;
    int status; /* with quit: the exit status */
    bool suspend;
    bool redraw;      /* forget what the terminal shows */
    const char *copy; /* for the clipboard; lives until the next step. NULL: nothing */
    const char
        *problem; /* with quit: why it cannot go on; lives as long as the app. NULL: nothing is wrong */
};

/* NULL with err: the registry file, or the edition, cannot be read. */
struct app *app_new(const struct app_setup *setup, struct err *err);
void app_free(struct app *app);

/* One event changes the app. */
void app_step(struct app *app, const struct event *event, struct app_wish *wish);

/* How many milliseconds the app can wait for an event until it wants an EV_TICK; -1: for ever. */
int app_timeout(const struct app *app);

/* Composes the whole frame; changes nothing but the screen, which the app owns, and that the message was
 * seen. */
const struct screen *app_draw(struct app *app);

/* Reads what the first frame need not wait for: what stands beside the rows of the edition in force
 * (references, aliases, documents), and the other editions. Call it once, before the first step. */
void app_load_rest(struct app *app);

#endif
