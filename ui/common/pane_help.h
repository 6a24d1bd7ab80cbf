#ifndef UI_COMMON_PANE_HELP_H
#define UI_COMMON_PANE_HELP_H

/* Help for one place: its keys, the program's, the signs, and how codes are written. All of it is computed
 * from their tables. Its arg's data is the struct pane_ops of the pane it explains; NULL: the program's keys
 * alone. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_help;

#endif
