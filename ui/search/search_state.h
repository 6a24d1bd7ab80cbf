#ifndef UI_SEARCH_SEARCH_STATE_H
#define UI_SEARCH_SEARCH_STATE_H

/* What pane_search.c and its drawing share; nobody else looks in here. */

#include "line/line.h"
#include "ui/kit/list.h"
#include "ui/kit/pane.h"

struct search {
    struct line field;
    struct list list; /* of the lines of struct found */
    bool other;       /* the word with two readings is taken in its other one */
    bool anew;        /* the first character typed replaces the text */
};

/* Where the parts are; without rows: not shown. */
struct search_parts {
    struct rect field, reading, rule, head, list, below, preview;
};
struct search_parts search_layout(struct rect area);

/* Of the `rows` of its part, how many the list takes when there are n lines: the last one tells what is
 * further down. */
int search_height(int rows, size_t n);

void search_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen);

#endif
