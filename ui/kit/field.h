#ifndef UI_KIT_FIELD_H
#define UI_KIT_FIELD_H

#include "line/line.h"
#include "ui/kit/screen.h"

/* Draws a line being edited in `columns` columns, with the part around its cursor in sight. With the focus it
 * also puts the screen's cursor there. */
void field_draw(struct screen *screen, int row, int column, int columns, const struct line *line, bool focus);

/* The octet of the line under column `at` of a field drawn so: where a click puts the cursor. */
uint16_t field_at(const struct line *line, int columns, int at);

#endif
