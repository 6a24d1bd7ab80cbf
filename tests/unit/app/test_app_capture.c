/* A capture in the explorer: read a slice a step, stopped by Esc, replaced, damaged. */
#include "support/app_driver.h"
#include "support/packets.h"
#include "ui/kit/captured.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 30000 };

static int start(void **state)
{
    app_driver_make(state, false);
    return 0;
}

static void tick(struct app_driver *driver)
{
    app_driver_step(driver, (struct event){ .kind = EV_TICK });
}

/* A capture of `n` queries; returns its path. */
static const char *capture(const struct app_driver *driver, const char *name, int n, char path[512])
{
    FILE *file = packets_begin(sandbox_path(&driver->box, name, path));

    for (int i = 0; i < n; i++) {
        const struct packet_row row = {
            1300000000, (uint32_t)i, 4, 40000, 53, "0402 0100 0001 0000 0000 0000 0161 00 0001 0001", 0
        };
        packets_udp(file, &row);
    }

    packets_end(file);
    return path;
}

static void open_it(struct app_driver *driver, const char *path)
{
    const struct event pasted = { .kind = EV_PASTE, .u.paste = { path, strlen(path), false } };
    app_driver_press(driver, app_ctx(driver->app).captured ? "O" : "<Alt-3><Esc>O", 0);
    app_driver_step(driver, pasted);
    app_driver_press(driver, "<Enter>", 0);
}

static void it_is_read_a_slice_a_step(void **state)
{
    struct app_driver *driver = *state;
    char path[512];
    size_t slices = 0;

    open_it(driver, capture(driver, "many", MANY, path));
    const struct captured *captured = app_ctx(driver->app).captured;
    assert_non_null(captured);
    assert_string_equal(captured->name, "many");
    assert_in_range(captured->n, 64, MANY - 1); /* the list is there before all is read */
    while (captured->reading) {
        const size_t before = captured->n;
        assert_int_equal(app_timeout(driver->app), 0);
        (void)app_draw(driver->app);
        tick(driver);
        assert_true(captured->n > before || !captured->reading);
        slices++;
    }

    assert_true(slices > 1);
    assert_int_equal(captured->n, MANY);
    assert_int_equal(captured->percent, 100);
    assert_string_equal(captured->problem, "");
    assert_int_equal(captured->at[MANY - 1].packet, MANY);
}

static void esc_stops_it_and_keeps_what_was_read(void **state)
{
    struct app_driver *driver = *state;
    char path[512];

    open_it(driver, capture(driver, "many", MANY, path));
    const struct captured *captured = app_ctx(driver->app).captured;
    assert_true(captured->reading);
    app_driver_press(driver, "<Esc>", 0);
    assert_false(captured->reading);

    size_t n = captured->n;
    tick(driver);
    assert_int_equal(captured->n, n);
    assert_int_equal(driver->app->depth, 1); /* the list stays, until the second */
    app_driver_press(driver, "<Esc>", 0);
    assert_int_equal(driver->app->depth, 0);
}

static void another_takes_its_place(void **state)
{
    struct app_driver *driver = *state;
    char path[512];

    open_it(driver, capture(driver, "two", 2, path));
    assert_int_equal(app_ctx(driver->app).captured->n, 2);
    open_it(driver, "/nonexistent/capture"); /* what cannot be read takes nobody's place */
    assert_int_equal(app_ctx(driver->app).captured->n, 2);
    assert_true(driver->app->problem);
    open_it(driver, capture(driver, "three", 3, path));
    assert_int_equal(app_ctx(driver->app).captured->n, 3);
    assert_string_equal(app_ctx(driver->app).captured->name, "three");
}

static void what_is_lost_is_counted(void **state)
{
    struct app_driver *driver = *state;
    char path[512];
    FILE *file = packets_begin(sandbox_path(&driver->box, "lost", path));
    const struct packet_row row = { 1300000000, 0, 4, 40000, 53, "0000", 0 };

    packets_tcp(file, &row);
    packets_end(file);
    open_it(driver, path);
    assert_int_equal(app_ctx(driver->app).captured->lost, 1);
    (void)app_draw(driver->app);
}

static void keys_are_no_capture(void **state)
{
    struct app_driver *driver = *state;
    open_it(driver, "-"); /* a file of that name, not standard input */
    assert_null(app_ctx(driver->app).captured);
    assert_true(driver->app->problem);
}

static void damage_ends_it_in_words(void **state)
{
    struct app_driver *driver = *state;
    char path[512];
    size_t len;
    char *octets = file_read(capture(driver, "cut", 3, path), &len);

    file_write(path, octets, len - 7);
    free(octets);
    open_it(driver, path);
    assert_int_equal(app_ctx(driver->app).captured->n, 2);
    assert_false(app_ctx(driver->app).captured->reading);
    assert_string_not_equal(app_ctx(driver->app).captured->problem, "");
    (void)app_draw(driver->app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_read_a_slice_a_step, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(esc_stops_it_and_keeps_what_was_read, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(another_takes_its_place, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(what_is_lost_is_counted, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(keys_are_no_capture, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(damage_ends_it_in_words, start, app_driver_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
