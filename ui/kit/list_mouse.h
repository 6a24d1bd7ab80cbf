#ifndef UI_KIT_LIST_MOUSE_H
#define UI_KIT_LIST_MOUSE_H

#include "ui/kit/event.h"
#include "ui/kit/list.h"

/* The mouse over a list whose first line is line `first_row` of the screen: the wheel scrolls, a click
 * chooses the row under it. True: it was a double click on a row, which does what Enter does; beside the rows
 * it does nothing. */
bool list_mouse(struct list *list, int first_row, const struct mouse *mouse);

#endif
