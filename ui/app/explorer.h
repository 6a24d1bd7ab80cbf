#ifndef UI_APP_EXPLORER_H
#define UI_APP_EXPLORER_H

#include "base/err.h"
#include "ui/cli/options.h"

struct session;

/* The explorer on this terminal, until the user leaves it. Returns the exit status; for 3, err says why. */
int explorer_run(struct session *session, const struct options *options, struct err *err);

#endif
