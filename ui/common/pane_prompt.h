#ifndef UI_COMMON_PANE_PROMPT_H
#define UI_COMMON_PANE_PROMPT_H

/* The line behind `:`, over the pane beneath. Its arg's text, if any, stands in it at the start. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_prompt;

#endif
