#include "ui/kit/list_mouse.h"

bool list_mouse(struct list *list, int first_row, const struct mouse *mouse)
{
    const int row = list_at(list, mouse->row - first_row);
    if (mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN)
        list_scroll(list, mouse->kind == MOUSE_WHEEL_UP ? -3 : 3);
    else if (row >= 0)
        list_choose(list, row);
    return mouse->kind == MOUSE_DOUBLE && row >= 0;
}
