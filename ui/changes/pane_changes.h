#ifndef UI_CHANGES_PANE_CHANGES_H
#define UI_CHANGES_PANE_CHANGES_H

/* Changes: the drafts with their verdicts under the edition in force, below them the log of what was done,
 * newest first, and of the chosen line what it is, or what was before and after. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_changes;

#endif
