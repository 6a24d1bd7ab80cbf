/* A capture in the explorer: read a slice a step, stopped by Esc, replaced, damaged. */
#include "cli/session.h"
#include "ui/app_state.h"
#include "ui/captured.h"
#include "unit/packets.h"
#include "unit/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 30000 };

struct fixture {
    struct sandbox box;
    struct session *session;
    struct options options;
    struct app *app;
    struct app_wish wish;
};

static int start(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    char path[512];
    struct store_place place = { .path = path };
    struct app_setup setup = { .rows = 24, .columns = 80 };
    sandbox_make(&fixture->box);
    (void)sandbox_path(&fixture->box, "registry.db", path);
    fixture->session = session_new(&place);
    fixture->options = options_default();
    setup.session = fixture->session;
    setup.options = &fixture->options;
    fixture->app = app_new(&setup, NULL);
    assert_non_null(fixture->app);
    (void)app_load_rest(fixture->app);
    *state = fixture;
    return 0;
}

static int stop(void **state)
{
    struct fixture *fixture = *state;
    app_free(fixture->app);
    session_free(fixture->session);
    sandbox_remove(&fixture->box);
    free(fixture);
    return 0;
}

static void press(struct fixture *fixture, const char *keys)
{
    struct event event = { .kind = EV_KEY };
    for (size_t n; (n = key_script(keys, &event.u.key)) > 0; keys += n)
        app_step(fixture->app, &event, &fixture->wish);
}

static void tick(struct fixture *fixture)
{
    const struct event event = { .kind = EV_TICK };
    app_step(fixture->app, &event, &fixture->wish);
}

/* A capture of `n` queries; returns its path. */
static const char *capture(const struct fixture *fixture, const char *name, int n, char path[512])
{
    FILE *file = packets_begin(sandbox_path(&fixture->box, name, path));
    for (int i = 0; i < n; i++) {
        const struct packet_row row = {
            1300000000, (uint32_t)i, 4, 40000, 53, "0402 0100 0001 0000 0000 0000 0161 00 0001 0001", 0
        };
        packets_udp(file, &row);
    }
    packets_end(file);
    return path;
}

static void open_it(struct fixture *fixture, const char *path)
{
    const struct event pasted = { .kind = EV_PASTE, .u.paste = { path, strlen(path), false } };
    press(fixture, app_captured(fixture->app) ? "O" : "<Alt-3><Esc>O");
    app_step(fixture->app, &pasted, &fixture->wish);
    press(fixture, "<Enter>");
}

static void it_is_read_a_slice_a_step(void **state)
{
    struct fixture *fixture = *state;
    const struct captured *captured;
    char path[512];
    size_t slices = 0;
    open_it(fixture, capture(fixture, "many", MANY, path));
    captured = app_captured(fixture->app);
    assert_non_null(captured);
    assert_string_equal(captured->name, "many");
    assert_in_range(captured->n, 64, MANY - 1); /* the list is there before all is read */
    while (captured->reading) {
        const size_t before = captured->n;
        assert_int_equal(app_timeout(fixture->app), 0);
        (void)app_draw(fixture->app);
        tick(fixture);
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
    struct fixture *fixture = *state;
    const struct captured *captured;
    char path[512];
    size_t n;
    open_it(fixture, capture(fixture, "many", MANY, path));
    captured = app_captured(fixture->app);
    assert_true(captured->reading);
    press(fixture, "<Esc>");
    assert_false(captured->reading);
    n = captured->n;
    tick(fixture);
    assert_int_equal(captured->n, n);
    assert_int_equal(fixture->app->depth, 1); /* the list stays, until the second */
    press(fixture, "<Esc>");
    assert_int_equal(fixture->app->depth, 0);
}

static void another_takes_its_place(void **state)
{
    struct fixture *fixture = *state;
    char path[512];
    open_it(fixture, capture(fixture, "two", 2, path));
    assert_int_equal(app_captured(fixture->app)->n, 2);
    open_it(fixture, "/nonexistent/capture"); /* what cannot be read takes nobody's place */
    assert_int_equal(app_captured(fixture->app)->n, 2);
    assert_true(fixture->app->problem);
    open_it(fixture, capture(fixture, "three", 3, path));
    assert_int_equal(app_captured(fixture->app)->n, 3);
    assert_string_equal(app_captured(fixture->app)->name, "three");
}

static void what_is_lost_is_counted(void **state)
{
    struct fixture *fixture = *state;
    char path[512];
    FILE *file = packets_begin(sandbox_path(&fixture->box, "lost", path));
    const struct packet_row row = { 1300000000, 0, 4, 40000, 53, "0000", 0 };
    packets_tcp(file, &row);
    packets_end(file);
    open_it(fixture, path);
    assert_int_equal(app_captured(fixture->app)->lost, 1);
    (void)app_draw(fixture->app);
}

static void keys_are_no_capture(void **state)
{
    struct fixture *fixture = *state;
    open_it(fixture, "-"); /* a file of that name, not standard input */
    assert_null(app_captured(fixture->app));
    assert_true(fixture->app->problem);
}

static void damage_ends_it_in_words(void **state)
{
    struct fixture *fixture = *state;
    char path[512];
    size_t len;
    char *octets = file_read(capture(fixture, "cut", 3, path), &len);
    file_write(path, octets, len - 7);
    free(octets);
    open_it(fixture, path);
    assert_int_equal(app_captured(fixture->app)->n, 2);
    assert_false(app_captured(fixture->app)->reading);
    assert_string_not_equal(app_captured(fixture->app)->problem, "");
    (void)app_draw(fixture->app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_read_a_slice_a_step, start, stop),
        cmocka_unit_test_setup_teardown(esc_stops_it_and_keeps_what_was_read, start, stop),
        cmocka_unit_test_setup_teardown(another_takes_its_place, start, stop),
        cmocka_unit_test_setup_teardown(what_is_lost_is_counted, start, stop),
        cmocka_unit_test_setup_teardown(keys_are_no_capture, start, stop),
        cmocka_unit_test_setup_teardown(damage_ends_it_in_words, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
