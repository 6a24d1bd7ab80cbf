#ifndef UI_KIT_PARAGRAPH_H
#define UI_KIT_PARAGRAPH_H

#include "ui/kit/screen.h"

/* Octets of the first line of text: the words that fit into the columns. A word that is too long alone, as
 * hex digits are, is parted at the last column. */
size_t paragraph_line(const char *text, int columns);

/* How many lines the whole of text needs. */
int paragraph_lines(const char *text, int columns);

/* Draws text over the lines of area, parted at blanks; what is too much ends in the sign for more. Returns
 * the lines used. */
int paragraph_draw(struct screen *screen, struct rect area, enum role role, const char *text);

#endif
