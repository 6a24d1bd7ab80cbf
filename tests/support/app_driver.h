#ifndef SUPPORT_APP_DRIVER_H
#define SUPPORT_APP_DRIVER_H

/* The whole explorer in 80x24 without a terminal, on a file of its own, by a clock of the test's own. */

#include "support/sandbox.h"
#include "ui/app/app_state.h"
#include "ui/cli/session.h"

struct app_driver {
    struct sandbox box;
    struct session *session;
    struct options options;
    struct app *app;
    struct app_wish wish; /* of the last step */
    int64_t now;
};

/* Makes one in *state; `keeps`: its file is watched, and forms outlive it. What it keeps lies in
 * the sandbox. */
void app_driver_make(void **state, bool keeps);
/* The same before it has read what the first frame need not wait for. */
void app_driver_begin(void **state, bool keeps);
/* A teardown of cmocka's. */
int app_driver_remove(void **state);

/* The keys of a script, each so long after the one before; nothing is drawn. */
void app_driver_press(struct app_driver *driver, const char *keys, int64_t each_ms);

/* An event, now. */
void app_driver_step(struct app_driver *driver, struct event event);

#endif
