#ifndef UI_KIT_LIST_DRAW_H
#define UI_KIT_LIST_DRAW_H

#include "ui/kit/list.h"
#include "ui/kit/screen.h"

/* The scroll bar of the list in `part`, in one column. */
void list_draw_bar(struct screen *screen, struct rect part, int column, const struct list *list);

/* The chosen line of a list: with the focus it is in reverse and begins with `>`, else it is bold. */
void list_draw_focus(struct screen *screen, struct rect line, bool focus);

#endif
