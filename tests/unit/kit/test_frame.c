#include "ui/kit/frame.h"
#include "ui/kit/pane.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const panes[] = { "Browse", "Search", "Header", "Map", "Changes", "Learn" };

static const struct binding pane_keys[] = {
    { "/", 1, "search", "search" }, { "a", 2, "add", "add" },           { "e", 3, "edit", "edit" },
    { "d", 4, "remove", "remove" }, { "u", 5, "undo", "undo" },         { "E", 6, "edition", "edition" },
    { "x", 7, "hex", "hex" },       { "G", 8, NULL, "not on line 24" }, { NULL, 0, NULL, NULL },
};

static const struct binding global_keys[] = {
    { ":", ACTION_GLOBAL, "verb", "a verb" },
    { "? F1", ACTION_GLOBAL + 1, "help", "help" },
    { NULL, 0, NULL, NULL },
};

static struct frame browse(void)
{
    return (struct frame){ .panes = panes,
                           .n_panes = 6,
                           .drafts = 2,
                           .edition = "iana 2026-08-20",
                           .message = "Reloaded: another program added LABNET to CLASSes.",
                           .keys = { pane_keys, global_keys } };
}

static const char *row_text(const struct screen *screen, int row, char *out)
{
    char *dump = screen_dump(screen);
    char *at = dump;

    for (int i = 0; i < row; i++)
        at = strchr(at, '\n') + 1;
    size_t n = strcspn(at, "\n");
    memcpy(out, at, n);
    out[n] = '\0';
    free(dump);
    return out;
}

/* Lines 1, 23 and 24 of the Browse screen, letter by letter. */
static void as_drawn(void **state)
{
    struct screen *screen = screen_new(24, 80, false);
    struct frame frame = browse();
    char row[512];

    (void)state;
    frame_draw(screen, &frame);
    assert_string_equal(row_text(screen, 0, row),
                        "[1 Browse] 2 Search  3 Header  4 Map  5 Changes  6 Learn    +2  iana 2026-08-20");
    assert_string_equal(row_text(screen, 22, row), " Reloaded: another program added LABNET to CLASSes.");
    assert_string_equal(row_text(screen, 23, row),
                        " / search  a add  e edit  d remove  u undo  E edition  x hex  : verb  ? help");

    struct rect area = frame_area(screen);
    assert_int_equal(area.row, 1);
    assert_int_equal(area.rows, 21);
    assert_int_equal(area.columns, 80);
    for (int i = area.row; i < area.row + area.rows; i++)
        assert_string_equal(row_text(screen, i, row), "");
    screen_free(screen);
}

static void narrow(void **state)
{
    struct screen *screen = screen_new(10, 40, true);
    struct frame frame = browse();
    char row[512];

    (void)state;
    frame.read_only = true;
    frame_draw(screen, &frame);
    assert_string_equal(row_text(screen, 0, row), "[1 Browse] 2  3  4  5  6   +2  RO  ian~");
    assert_string_equal(row_text(screen, 8, row), " Reloaded: another program added LABNE~");
    assert_string_equal(row_text(screen, 9, row), " / search  a add  e edit  ? help");
    screen_free(screen);
}

static void while_typing(void **state)
{
    static const struct binding search_keys[] = {
        { "Up", 1, "choose", "the row above" },
        { "Down", 2, "choose", "the row below" },
        { "Enter", 3, "go", "go there" },
        { "Tab", 4, "other reading", "another reading" },
        { "x", 5, "hex", "hex" },
        { NULL, 0, NULL, NULL },
    };
    struct screen *screen = screen_new(24, 80, false);
    struct frame frame = browse();
    char row[512];

    (void)state;
    frame.front = 1;
    frame.drafts = 0;
    frame.typing = true;
    frame.keys[0] = search_keys;
    frame_draw(screen, &frame);
    assert_string_equal(row_text(screen, 0, row),
                        " 1 Browse [2 Search] 3 Header  4 Map  5 Changes  6 Learn        iana 2026-08-20");
    assert_string_equal(row_text(screen, 23, row), " Up Down choose  Enter go  Tab other reading  F1 help");
    screen_free(screen);
}

static void clicks(void **state)
{
    struct screen *screen = screen_new(24, 80, false);
    struct frame frame = browse();
    struct key key;
    char text[KEY_OCTETS];

    (void)state;
    assert_true(frame_click(screen, &frame, 23, 1, &key));
    assert_string_equal(key_text(&key, text), "/");
    assert_true(frame_click(screen, &frame, 23, 74, &key));
    assert_string_equal(key_text(&key, text), "?");
    assert_false(frame_click(screen, &frame, 23, 0, &key));
    assert_false(frame_click(screen, &frame, 23, 79, &key));
    assert_true(frame_click(screen, &frame, 0, 12, &key));
    assert_string_equal(key_text(&key, text), "Alt-2");
    assert_false(frame_click(screen, &frame, 0, 70, &key));
    assert_false(frame_click(screen, &frame, 5, 5, &key));
    screen_free(screen);
}

static void too_small(void **state)
{
    static const struct size sizes[] = { { 9, 80 }, { 24, 39 }, { 1, 1 }, { 1, 80 }, { 2, 2 } };
    struct screen *screen = screen_new(24, 80, true);
    struct frame frame = browse();
    struct key key;
    char row[512];

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        screen_resize(screen, sizes[i].rows, sizes[i].columns);
        assert_false(frame_fits(screen));
        frame_draw(screen, &frame);
        assert_true(strlen(row_text(screen, 0, row)) > 0);
        assert_false(frame_click(screen, &frame, 0, 0, &key));
        struct rect area = frame_area(screen);
        assert_true(area.rows >= 0);
    }

    screen_resize(screen, 9, 80);
    frame_draw(screen, &frame);
    assert_string_equal(row_text(screen, 0, row), "needs 40x10, has 80x9");
    screen_free(screen);
}

static void effects(void **state)
{
    struct effects effects = effects_none();

    (void)state;
    assert_int_equal(effects.n, 0);
    for (int i = 0; i < 4; i++)
        assert_true(effects_add(&effects, effect_text(EFF_MESSAGE, "number %d", i)));
    assert_false(effects_add(&effects, effect_text(EFF_MESSAGE, "x")));
    assert_int_equal(effects.n, 4);
    assert_string_equal(effects.at[3].u.text, "number 3");
    assert_int_equal(effects_kind(EFF_POP).at[0].kind, EFF_POP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_drawn), cmocka_unit_test(narrow),    cmocka_unit_test(while_typing),
        cmocka_unit_test(clicks),   cmocka_unit_test(too_small), cmocka_unit_test(effects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
