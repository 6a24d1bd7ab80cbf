/* The real program on a terminal shows what the app composes: each row of libvterm's screen is a row of the
 * grid. */
#include "tests/pty/harness.h"

#include "line/key.h"
#include "ui/app/app.h"
#include "ui/cli/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *database;

struct both {
    struct pty *pty;
    struct session *session;
    struct options options;
    struct app *app;
};

static int start(void **state)
{
    static const char *const env[] = { "TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME=/nonexistent",
                                       "DNSREG_TEST_SYNC=1", NULL };
    char *argv[] = { (char[]){ DNSREG_PROGRAM }, (char[]){ "--read-only" }, (char[]){ "--db" },
                     strdup(database), NULL };
    struct both *both = calloc(1, sizeof *both);
    struct store_place place = { .path = database, .read_only = true };
    struct app_setup setup = { .rows = 24, .columns = 80, .read_only = true };
    both->pty = pty_start(argv, env, 24, 80);
    both->session = session_new(&place);
    both->options = options_default();
    setup.session = both->session;
    setup.options = &both->options;
    both->app = app_new(&setup, NULL);
    assert_non_null(both->app);
    app_load_rest(both->app);
    free(argv[3]);
    *state = both;

    return 0;
}

static int stop(void **state)
{
    struct both *both = *state;
    app_free(both->app);
    session_free(both->session);
    pty_end(both->pty);
    free(both);
    return 0;
}

/* Compares row by row, on text; the dump ends lines where their blanks begin, as pty_row does. */
static void assert_same(struct both *both, int rows)
{
    pty_sync(both->pty);
    char *dump = screen_dump(app_draw(both->app));
    char *line = dump;
    for (int row = 0; row < rows; row++) {
        char seen[4096];
        char *end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        assert_string_equal(pty_row(both->pty, row, seen), line);
        line = end + 1;
    }
    free(dump);
}

static void resize(struct both *both, int rows, int columns)
{
    struct event event = { .kind = EV_RESIZE, .u.size = { rows, columns } };
    struct app_wish wish;
    pty_resize(both->pty, rows, columns);
    app_step(both->app, &event, &wish);
}

/* Types the same on both sides; `octets` is what a terminal sends for the keys of the script. */
static void type(struct both *both, const char *script, const char *octets)
{
    struct key key;
    pty_type(both->pty, octets);
    for (size_t n; (n = key_script(script, &key)) > 0; script += n) {
        struct event event = { .kind = EV_KEY, .u.key = key };
        struct app_wish wish;
        app_step(both->app, &event, &wish);
    }
}

static void the_first_frame_is_the_grid(void **state)
{
    assert_same(*state, 24);
}

static void resizes_both_ways_are_the_grid(void **state)
{
    resize(*state, 40, 120);
    assert_same(*state, 40);
    resize(*state, 12, 50);
    assert_same(*state, 12);
    resize(*state, 24, 80);
    assert_same(*state, 24);
}

static void keys_and_panes_are_the_grid(void **state)
{
    type(*state, "/TA<Enter>", "/TA\r");
    assert_same(*state, 24);
    type(*state, "?", "?");
    assert_same(*state, 24);
    type(*state, "qE", "qE");
    assert_same(*state, 24);
    type(*state, "q:list rcode<Enter>", "q:list rcode\r");
    assert_same(*state, 24);
}

/* Three thousand keys at once move as far as three thousand keys, and are not three thousand screens. */
static void a_held_key_costs_no_screen_a_key(void **state)
{
    enum { KEYS = 3000, A_SCREEN = 24 * 80 * 2 };
    struct both *both = *state;
    char script[KEYS + 3];
    type(both, "<Tab>", "\t");
    assert_same(both, 24);

    size_t before = both->pty->raw_len;
    memset(script, 'j', KEYS);
    memcpy(script + KEYS, "k", 2);
    type(both, script, script);
    assert_same(both, 24);
    assert_in_range(both->pty->raw_len - before, 1, (uintmax_t)KEYS / 30 * A_SCREEN);
}

/* Terminals paste the ends of lines as CR: they are lines all the same, and read as one message. */
static void pasted_lines_are_lines(void **state)
{
    static const char text[] = "4402 8580\r0001 0000\r\n0000";
    const struct event event = { .kind = EV_PASTE, .u.paste = { text, sizeof text - 1, false } };
    struct both *both = *state;
    struct app_wish wish;
    char row[4096];

    type(both, "3<Esc>", "3\033");
    assert_same(both, 24);
    type(both, "p", "p");
    pty_type(both->pty, "\033[200~");
    pty_type(both->pty, text);
    pty_type(both->pty, "\033[201~");
    app_step(both->app, &event, &wish);
    assert_same(both, 24);
    assert_string_equal(pty_row(both->pty, 3, row), " 4402 8580");
    assert_string_equal(pty_row(both->pty, 4, row), " 0001 0000");
    assert_string_equal(pty_row(both->pty, 5, row), " 0000");
    type(both, "<Ctrl-D>", "\004");
    assert_same(both, 24);
    assert_string_equal(pty_row(both->pty, 2, row), " 4402 8580 0001 0000 0000 ____");
}

static void leaving_ends_with_zero(void **state)
{
    struct both *both = *state;
    pty_type(both->pty, "q");
    assert_int_equal(pty_status(both->pty), 0);
    assert_false(both->pty->alternate);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_frame_is_the_grid, start, stop),
        cmocka_unit_test_setup_teardown(resizes_both_ways_are_the_grid, start, stop),
        cmocka_unit_test_setup_teardown(keys_and_panes_are_the_grid, start, stop),
        cmocka_unit_test_setup_teardown(a_held_key_costs_no_screen_a_key, start, stop),
        cmocka_unit_test_setup_teardown(pasted_lines_are_lines, start, stop),
        cmocka_unit_test_setup_teardown(leaving_ends_with_zero, start, stop),
    };

    if (argc != 2)
        return 2;

    database = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
