#ifndef UI_KIT_LIST_H
#define UI_KIT_LIST_H

/* The arithmetic of a scrolling list: which row is chosen, which is on top. It knows no rows and no screen.
 * After every call: 0 <= chosen < n (or 0 when empty), and the chosen row is one of the `height` rows from
 * `top` on. */

#include <stdbool.h>

struct list {
    int n;      /* rows there are */
    int height; /* rows that are seen */
    int chosen;
    int top;
};

/* Other rows or another height: the place is kept as far as it can be. */
void list_set(struct list *list, int n, int height);

void list_choose(struct list *list, int row);
void list_move(struct list *list, int by);
void list_page(struct list *list, int by); /* pages; one row of the old page stays in sight */
void list_home(struct list *list);
void list_end(struct list *list);

/* The moves that every list has, as actions in the key table of a pane, whose own begin at 1. */
enum { LIST_UP = 900, LIST_DOWN, LIST_PAGE_UP, LIST_PAGE_DOWN, LIST_HOME, LIST_END };

/* Makes the move; false: the action is none of these. */
bool list_act(struct list *list, int action);

/* The wheel: the window moves, the chosen row stays what it is until it would leave the window. */
void list_scroll(struct list *list, int by);

/* The row under line `line` of the list's part of the screen; -1: none. */
int list_at(const struct list *list, int line);

/* The part of a scroll bar of `height` cells that is filled: cells *first to *first + *cells - 1. *cells is 0
 * when all rows are seen. */
void list_bar(const struct list *list, int *first, int *cells);

#endif
