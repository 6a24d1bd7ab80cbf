#ifndef UI_EDIT_PANE_CONFLICT_H
#define UI_EDIT_PANE_CONFLICT_H

/* Two people changed the same fields of one draft: both texts side by side, and the choice. The arg's data is
 * the struct form of the pane that pushes; its answer is EFF_YES with EDIT_KEEP_MINE or EDIT_TAKE_THEIRS. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_both;

#endif
