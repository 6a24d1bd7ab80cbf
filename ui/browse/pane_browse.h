#ifndef UI_BROWSE_PANE_BROWSE_H
#define UI_BROWSE_PANE_BROWSE_H

/* Browse: the registries at the left, the rows of one at the right, the chosen row in full below.
 *
 * Its arg, if it has one, is the row to show: text is a registry's id and number a code; a row without a
 * number is "registry<TAB>key" with number -1; one that stands twice is "registry<TAB>key<TAB>context". A
 * number of -2, or no arg, leaves it as it is. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_browse;

#endif
