#ifndef UI_EDIT_PANE_PICK_H
#define UI_EDIT_PANE_PICK_H

/* Pick: the ranges of a registry with their policies, and in one of them its free codes; the one that is
 * taken goes to the pane beneath (EFF_GIVE). A number that is typed jumps to its code. Its arg's text is
 * "registry<TAB>category<TAB>code", of the form that asks. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_pick;

#endif
