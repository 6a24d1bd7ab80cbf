#include "ui/kit/list_draw.h"

void list_draw_bar(struct screen *screen, struct rect part, int column, const struct list *list)
{
    int first, cells;
    list_bar(list, &first, &cells);
    screen_down(screen, part.row, column, part.rows, ROLE_FAINT, SYM_BAR);
    if (cells > 0)
        screen_down(screen, part.row + first, column, cells, ROLE_FAINT, SYM_FULL);
}

void list_draw_focus(struct screen *screen, struct rect line, bool focus)
{
    if (focus)
        screen_text(screen, line.row, line.column, 1, ROLE_HEAD, ">");
    screen_look(screen, line, focus ? LOOK_CHOSEN : LOOK_STRONG);
}
