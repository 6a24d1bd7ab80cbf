#ifndef UI_LAB_PANE_CAPTURE_H
#define UI_LAB_PANE_CAPTURE_H

/* The messages of ctx->captured, one of which goes into the Header pane. The arg's number is the one to
 * choose at first, from 1. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_capture;

/* One line at the foot: the path of a capture to open. */
extern const struct pane_ops pane_path;

#endif
