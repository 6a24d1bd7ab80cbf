/* Arenas and arrays that grow. */
#include "base/memory.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void arena_memory_is_zeroed_and_aligned(void **state)
{
    struct arena arena = { 0 };

    (void)state;
    for (size_t size = 0; size < 300; size++) {
        unsigned char *taken = arena_take(&arena, size);
        assert_int_equal((uintptr_t)taken % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(taken[i], 0);
        memset(taken, 0xFF, size); /* must not reach the next one */
    }

    arena_free(&arena);
    assert_null(arena.blocks);
}

static void arena_takes_more_than_a_block(void **state)
{
    struct arena arena = { 0 };
    char *small = arena_take(&arena, 8), *large = arena_take(&arena, 1 << 20), *after = arena_take(&arena, 8);

    (void)state;
    memset(large, 1, 1 << 20);
    assert_int_equal(small[0], 0);
    assert_int_equal(after[0], 0);
    arena_free(&arena);
    arena_free(&arena); /* free again is nothing */
}

static void arena_text_copies(void **state)
{
    struct arena arena = { 0 };
    char text[] = "abc";
    const char *copy = arena_text(&arena, text);

    (void)state;
    text[0] = 'x';
    assert_string_equal(copy, "abc");
    assert_null(arena_text(&arena, NULL));
    assert_string_equal(arena_text(&arena, ""), "");
    arena_free(&arena);
}

static void arrays_keep_what_they_hold_and_zero_what_is_new(void **state)
{
    int *items = NULL;
    size_t capacity = 0;

    (void)state;
    for (size_t n = 1; n <= 1000; n++) {
        items = array_grow(items, &capacity, n, sizeof *items);
        assert_true(capacity >= n);
        assert_int_equal(items[capacity - 1], 0);
        items[n - 1] = (int)n;
    }

    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i + 1);
    free(items);
}

static void memory_take_of_nothing_is_something(void **state)
{
    void *taken = memory_take(0);
    (void)state;
    assert_non_null(taken);
    free(taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_memory_is_zeroed_and_aligned),
        cmocka_unit_test(arena_takes_more_than_a_block),
        cmocka_unit_test(arena_text_copies),
        cmocka_unit_test(arrays_keep_what_they_hold_and_zero_what_is_new),
        cmocka_unit_test(memory_take_of_nothing_is_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
