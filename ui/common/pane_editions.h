#ifndef UI_COMMON_PANE_EDITIONS_H
#define UI_COMMON_PANE_EDITIONS_H

/* The editions: what each covers and how codes are applied for under it; one is taken, or compared with the
 * one in force. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_editions;

#endif
