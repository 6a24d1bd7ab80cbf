#include "ui/kit/list.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void holds(const struct list *list)
{
    assert_true(list->chosen >= 0 && (list->n == 0 ? list->chosen == 0 : list->chosen < list->n));
    assert_true(list->top >= 0 && list->top <= list->chosen && list->chosen < list->top + list->height);
    assert_true(list->top == 0 ||
                list->top + list->height <= list->n); /* no empty lines while there are rows */
}

static void past_both_ends(void **state)
{
    struct list list = { 0 };

    (void)state;
    list_set(&list, 10, 4);
    list_move(&list, -1);
    assert_int_equal(list.chosen, 0);
    for (int i = 0; i < 30; i++) {
        list_move(&list, 1);
        holds(&list);
    }

    assert_int_equal(list.chosen, 9);
    assert_int_equal(list.top, 6);
    list_move(&list, INT_MAX);
    list_move(&list, INT_MIN);
    assert_int_equal(list.chosen, 0);
    assert_int_equal(list.top, 0);
    list_end(&list);
    assert_int_equal(list.chosen, 9);
    list_home(&list);
    assert_int_equal(list.top, 0);
}

static void pages_keep_a_row(void **state)
{
    struct list list = { 0 };

    (void)state;
    list_set(&list, 100, 10);
    list_page(&list, 1);
    assert_int_equal(list.top, 9);
    assert_int_equal(list.chosen, 9);
    list_page(&list, 100);
    assert_int_equal(list.chosen, 99);
    assert_int_equal(list.top, 90);
    list_page(&list, -100);
    assert_int_equal(list.chosen, 0);
    list_set(&list, 5, 10);
    list_page(&list, 1);
    assert_int_equal(list.top, 0);
    assert_int_equal(list.chosen, 4);
}

static void the_wheel_drags(void **state)
{
    struct list list = { 0 };

    (void)state;
    list_set(&list, 100, 10);
    list_choose(&list, 5);
    list_scroll(&list, 3);
    assert_int_equal(list.top, 3);
    assert_int_equal(list.chosen, 5);
    list_scroll(&list, 5);
    assert_int_equal(list.top, 8);
    assert_int_equal(list.chosen, 8);
    list_scroll(&list, -100);
    assert_int_equal(list.top, 0);
    assert_int_equal(list.chosen, 8);
    list_scroll(&list, INT_MAX);
    assert_int_equal(list.top, 90);
    holds(&list);
}

static void other_rows(void **state)
{
    struct list list = { 0 };

    (void)state;
    list_set(&list, 100, 10);
    list_end(&list);
    list_set(&list, 20, 10);
    assert_int_equal(list.chosen, 19);
    assert_int_equal(list.top, 10);
    list_set(&list, 20, 15);
    assert_int_equal(list.top, 5);
    list_set(&list, 0, 15);
    holds(&list);
    list_move(&list, 1);
    assert_int_equal(list.chosen, 0);
    list_set(&list, -5, -5);
    holds(&list);
    assert_int_equal(list_at(&list, 0), -1);
}

static void lines_and_bar(void **state)
{
    struct list list = { 0 };
    int first = 9;
    int cells = 9;
    (void)state;
    list_set(&list, 3, 5);
    assert_int_equal(list_at(&list, 2), 2);
    assert_int_equal(list_at(&list, 3), -1);
    assert_int_equal(list_at(&list, -1), -1);
    list_bar(&list, &first, &cells);
    assert_int_equal(cells, 0);

    list_set(&list, 200000, 10);
    list_bar(&list, &first, &cells);
    assert_int_equal(first, 0);
    assert_int_equal(cells, 1);
    list_end(&list);
    list_bar(&list, &first, &cells);
    assert_int_equal(first + cells, 10);
    assert_int_equal(list_at(&list, 9), 199999);
}

/* Bursts of one call, as a person holds a key. */
static void monkey(void **state)
{
    struct list list = { 0 };
    uint32_t seed = 6895;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        seed = seed * 1664525U + 1013904223U;
        int by = (int)(seed >> 24 & 15) - 7;
        unsigned what = seed >> 16 & 7;
        for (int i = 0; i < 20; i++) {
            switch (what) {
            case 0:
                list_set(&list, (int)(seed >> 20 & 63), by);
                break;
            case 1:
                list_page(&list, by);
                break;
            case 2:
                list_scroll(&list, by);
                break;
            case 3:
                list_choose(&list, by * 9);
                break;
            default:
                list_move(&list, by);
            }
            if (list.height > 0)
                holds(&list);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(past_both_ends),  cmocka_unit_test(pages_keep_a_row),
        cmocka_unit_test(the_wheel_drags), cmocka_unit_test(other_rows),
        cmocka_unit_test(lines_and_bar),   cmocka_unit_test(monkey),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
