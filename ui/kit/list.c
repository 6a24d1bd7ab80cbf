#include "ui/kit/list.h"

#include <stdint.h>

static int between(int64_t low, int64_t value, int64_t high)
{
    if (value > high)
        value = high;
    return (int)(value < low ? low : value);
}

static void keep_in_bounds(struct list *list)
{
    list->chosen = between(0, list->chosen, (int64_t)list->n - 1);
    if (list->top > list->chosen)
        list->top = list->chosen;
    if (list->chosen - list->top >= list->height)
        list->top = list->chosen - list->height + 1;
    list->top = between(0, list->top, (int64_t)list->n - list->height);
}

void list_set(struct list *list, int n, int height)
{
    list->n = n < 0 ? 0 : n;
    list->height = height < 1 ? 1 : height;
    keep_in_bounds(list);
}

void list_choose(struct list *list, int row)
{
    list->chosen = row;
    keep_in_bounds(list);
}

void list_move(struct list *list, int by)
{
    list_choose(list, between(0, (int64_t)list->chosen + by, (int64_t)list->n - 1));
}

void list_page(struct list *list, int by)
{
    int64_t step = list->height > 1 ? list->height - 1 : 1;
    list->top = between(0, list->top + step * by, (int64_t)list->n - list->height);
    list_choose(list, between(0, list->chosen + step * by, (int64_t)list->n - 1));
}

void list_home(struct list *list)
{
    list_choose(list, 0);
}

void list_end(struct list *list)
{
    list_choose(list, list->n - 1);
}

bool list_act(struct list *list, int action)
{
    switch (action) {
    case LIST_UP:
    case LIST_DOWN:
        list_move(list, action == LIST_UP ? -1 : 1);
        return true;
    case LIST_PAGE_UP:
    case LIST_PAGE_DOWN:
        list_page(list, action == LIST_PAGE_UP ? -1 : 1);
        return true;
    case LIST_HOME:
        list_home(list);
        return true;
    case LIST_END:
        list_end(list);
        return true;
    default:
        return false;
    }
}

void list_scroll(struct list *list, int by)
{
    list->top = between(0, (int64_t)list->top + by, (int64_t)list->n - list->height);
    list->chosen = between(list->top, list->chosen, (int64_t)list->top + list->height - 1);
    keep_in_bounds(list);
}

int list_at(const struct list *list, int line)
{
    if (line < 0 || line >= list->height || line >= list->n - list->top)
        return -1;
    return list->top + line;
}

void list_bar(const struct list *list, int *first, int *cells)
{
    *first = 0;
    *cells = 0;
    if (list->n <= list->height)
        return;
    int64_t height = list->height;
    *cells = between(1, height * height / list->n, height);
    *first = (int)((height - *cells) * list->top / (list->n - list->height));
}
