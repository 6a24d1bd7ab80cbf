#ifndef UI_LAB_PANE_FIGURE_H
#define UI_LAB_PANE_FIGURE_H

/* A record of the lab's message as the RFCs draw it: RFC 6895 section 3, OPT as in RFC 6891 section 6.1, each
 * cell lit over the octets it was made of. The arg's data is the struct lab_pane, its number the offset of
 * the record. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_figure;

#endif
