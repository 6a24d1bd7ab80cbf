#ifndef UI_LAB_PANE_PASTE_H
#define UI_LAB_PANE_PASTE_H

/* Where text is pasted on a terminal that does not say what was pasted: every key is text here, Enter too.
 * It is given to the pane beneath as one paste. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_paste;

#endif
