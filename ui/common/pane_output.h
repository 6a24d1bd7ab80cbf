#ifndef UI_COMMON_PANE_OUTPUT_H
#define UI_COMMON_PANE_OUTPUT_H

/* Output: the text that a verb wrote. Its arg's data is a struct output, which outlives the pane. */

#include "ui/kit/pane.h"

struct output {
    const char *title;
    const char *text; /* lines */
};

extern const struct pane_ops pane_output;

#endif
