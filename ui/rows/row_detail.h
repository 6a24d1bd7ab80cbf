#ifndef UI_ROWS_ROW_DETAIL_H
#define UI_ROWS_ROW_DETAIL_H

/* One row in full: what it is, since when, by which document, under which policy, and what each edition says
 * of it. */

#include "registry/row.h"
#include "ui/kit/pane.h"

enum { DETAIL_ROWS = 5, DETAIL_MOST = 7 };

/* The lines a row needs in `columns` columns: DETAIL_ROWS, and more up to DETAIL_MOST if its
 * meaning is long. */
int detail_rows(const struct row *row, int columns);

/* Draws the row into area, as much of it as fits. */
void detail_draw(struct screen *screen, struct rect area, const struct ctx *ctx, const struct row *row);

#endif
