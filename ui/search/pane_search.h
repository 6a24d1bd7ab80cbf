#ifndef UI_SEARCH_PANE_SEARCH_H
#define UI_SEARCH_PANE_SEARCH_H

/* Search: what a word means, in all registries, while it is typed. The answers are those of the verb `what`.
 *
 * Its arg may have a text for the field. Without one the field keeps what it holds; with the number
 * SEARCH_ANEW the first character typed then takes its place. ACTION_NEXT and ACTION_PREVIOUS go to another
 * of the rows it found. */

#include "ui/kit/pane.h"

enum { SEARCH_ANEW = 1 };

extern const struct pane_ops pane_search;

#endif
