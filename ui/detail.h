#ifndef UI_DETAIL_H
#define UI_DETAIL_H

/* One row in full: what it is, since when, by which document, under which policy, and what each edition says
 * of it. */

#include "registry/row.h"
#include "ui/pane.h"

enum { DETAIL_ROWS = 5 };

/* Draws the row into area, as much of it as fits. */
void detail_draw(struct screen *screen, struct rect area, const struct ctx *ctx, const struct row *row);

#endif
