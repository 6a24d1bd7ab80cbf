#ifndef UI_COMMON_PANE_ASK_H
#define UI_COMMON_PANE_ASK_H

/* Ask: one question over the pane that has it. Its arg's text is the question, its number the action that the
 * pane beneath does on yes; on no, nothing happens. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_ask;

#endif
