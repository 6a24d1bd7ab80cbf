#include "ui/kit/copy.h"
#include "ui/kit/field.h"
#include "ui/kit/paragraph.h"
#include "ui/kit/screen.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void dumps(const struct screen *screen, const char *wanted)
{
    char *dump = screen_dump(screen);
    assert_string_equal(dump, wanted);
    free(dump);
}

static void one_line(const char *text, int columns, bool ascii, const char *wanted, int used)
{
    struct screen *screen = screen_new(1, 12, ascii);
    char both[128];
    assert_int_equal(screen_text(screen, 0, 0, columns, ROLE_TEXT, text), used);
    snprintf(both, sizeof both, "%s\n%%%%\n\n", wanted);
    dumps(screen, both);
    screen_free(screen);
}

static void text_is_clipped(void **state)
{
    (void)state;
    one_line("HTTPS", 12, false, "HTTPS", 5);
    one_line("HTTPS", 5, false, "HTTPS", 5);
    one_line("HTTPS", 4, false, "HTT\xE2\x80\xA6", 4);
    one_line("HTTPS", 4, true, "HTT~", 4);
    one_line("HTTPS", 1, false, "\xE2\x80\xA6", 1);
    one_line("HTTPS", 0, false, "", 0);
    one_line("HTTPS", -4, false, "", 0);
    one_line("more than twelve", 99, false, "more than t\xE2\x80\xA6", 12);
}

static void text_is_safe_in_cells(void **state)
{
    (void)state;
    one_line("a\033[2J", 12, false, "a\\u{1B}[2J", 10);
    one_line("\xFF\xE2\x80\x8E", 12, false, "\\xFF\\u{200E}", 12);
    one_line("abcdef\033x", 11, false, "abcdef\xE2\x80\xA6", 7); /* no half escape */
    one_line("\xE4\xB8\xAD\xE6\x96\x87", 4, false, "\xE4\xB8\xAD\xE6\x96\x87", 4);
    one_line("\xE4\xB8\xAD\xE6\x96\x87", 3, false, "\xE4\xB8\xAD\xE2\x80\xA6", 3);
    one_line("\xE4\xB8\xAD\xE6\x96\x87", 2, false, "\xE2\x80\xA6", 1);
    one_line("e\xCC\x81t", 12, false, "e\xCC\x81t", 2);
    one_line("\xCC\x81t", 12, false, " \xCC\x81t", 2);
    one_line("e\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85\xCC\x86", 12, false,
             "e\xCC\x81\xCC\x82\xCC\x83\xCC\x84", 1);
    one_line("caf\xC3\xA9 \xE4\xB8\xAD \xE2\x80\xA6", 12, true, "caf? ?? ~", 9);
}

/* All octets, as one text: every cell is safe, and in ASCII nothing is above 0x7E. */
static void hostile_octets(void **state)
{
    char octets[512];

    (void)state;
    for (size_t i = 0; i < sizeof octets; i++)
        octets[i] = (char)(i * 7 + (i >> 8));
    for (int ascii = 0; ascii < 2; ascii++) {
        struct screen *screen = screen_new(3, 1000, ascii);
        (void)screen_octets(screen, 1, 0, 2000, ROLE_TEXT, octets, sizeof octets);
        for (int column = 0; column < screen->columns; column++) {
            const struct cell *cell = screen_at(screen, 1, column);
            assert_true(cell->width == 0 || text_is_safe(cell->cp));
            assert_true(!ascii || cell->cp <= 0x7E);
        }
        screen_free(screen);
    }
}

static void halves_of_wide_characters(void **state)
{
    struct screen *screen = screen_new(1, 6, false);

    (void)state;
    (void)screen_text(screen, 0, 0, 6, ROLE_TEXT, "\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD");
    (void)screen_text(screen, 0, 1, 1, ROLE_TEXT, "x"); /* over a right half */
    (void)screen_text(screen, 0, 2, 1, ROLE_TEXT, "y"); /* over a left half */
    dumps(screen, " xy \xE4\xB8\xAD\n%%\n\n");
    (void)screen_text(screen, 0, 5, 3, ROLE_TEXT, "\xE4\xB8\xAD"); /* does not fit at the edge */
    (void)screen_text(screen, 0, 3, 2, ROLE_TEXT, "\xE4\xB8\xAD"); /* over two halves */
    for (int column = 0; column < 6; column++) {
        const struct cell *cell = screen_at(screen, 0, column);
        assert_true(cell->width != 2 || screen_at(screen, 0, column + 1)->width == 0);
        assert_true(cell->width != 0 || screen_at(screen, 0, column - 1)->width == 2);
    }
    screen_free(screen);
}

static void rules_and_boxes(void **state)
{
    struct screen *screen = screen_new(5, 24, true);

    (void)state;
    screen_rule(screen, 0, 0, 24, "verdict", "1 error");
    screen_rule(screen, 1, 0, 24, NULL, NULL);
    screen_box(screen, (struct rect){ 2, 2, 3, 6 }, ROLE_TEXT);
    screen_symbol(screen, 3, 4, ROLE_MINE, SYM_FULL);
    (void)screen_right(screen, 3, 10, 10, ROLE_CODE, "65");
    screen_look(screen, (struct rect){ 3, 19, 1, 1 }, LOOK_CHOSEN);
    screen_look(screen, (struct rect){ 4, 2, 1, 2 }, LOOK_STRONG);
    screen_look(screen, (struct rect){ 4, 5, 1, 1 }, LOOK_FOUND);
    dumps(screen, "- verdict --- 1 error --\n"
                  "------------------------\n"
                  "  +----+\n"
                  "  | #  |          65\n"
                  "  +----+\n"
                  "%%\n"
                  "ffhhhhhhhfffffffffffffff\n"
                  "ffffffffffffffffffffffff\n"
                  "\n"
                  "....m.............cC\n"
                  "..**._\n");
    screen_free(screen);
}

static void outside_of_the_grid(void **state)
{
    struct screen *screen = screen_new(3, 4, false);

    (void)state;
    for (int row = -2; row < 6; row++) {
        for (int column = -3; column < 7; column++) {
            (void)screen_text(screen, row, column, 9, ROLE_TEXT, "\xE4\xB8\xAD!");
            screen_symbol(screen, row, column, ROLE_TEXT, SYM_CROSS);
            screen_box(screen, (struct rect){ row, column, 5, 9 }, ROLE_TEXT);
            screen_wipe(screen, (struct rect){ row, column, INT32_MAX, INT32_MAX }, ROLE_TEXT);
            screen_look(screen, (struct rect){ row, column, 2, -9 }, LOOK_CHOSEN);
            screen_rule(screen, row, column, 9, "abcdefghijk", "abcdefghijk");
            screen_cursor(screen, row, column);
            assert_in_range(screen->cursor_row, 0, 2);
            assert_in_range(screen->cursor_column, 0, 3);
        }
    }

    assert_null(screen_at(screen, 3, 0));
    assert_null(screen_at(screen, 0, -1));
    screen_resize(screen, -7, 100000);
    assert_int_equal(screen->rows, 1);
    assert_int_equal(screen->columns, SCREEN_MOST);
    assert_int_equal(screen->cursor_row, -1);
    screen_free(screen);
}

/* No meaning by colour alone needs different letters for different roles. */
static void letters_are_different(void **state)
{
    bool seen[256] = { false };

    (void)state;
    for (int role = 0; role < ROLES; role++) {
        for (int look = LOOK_PLAIN; look <= LOOK_CHOSEN; look += LOOK_CHOSEN) {
            unsigned char letter = (unsigned char)theme_letter((enum role)role, (enum look)look);
            assert_true(letter > ' ' && letter < 0x7F && !seen[letter]);
            seen[letter] = true;
        }
        assert_non_null(theme_role_name((enum role)role));
        for (int depth = 0; depth < DEPTHS; depth++) {
            struct style style = theme_style((enum depth)depth, (enum role)role, LOOK_CHOSEN);
            static const int most[DEPTHS] = { -1, 7, 15, 255 };
            assert_true(style.reverse);
            assert_in_range(style.foreground + 1, 0, most[depth] + 1);
        }
    }
}

static void fields(void **state)
{
    struct screen *screen = screen_new(1, 10, false);
    struct line line = { 0 };
    (void)state;
    (void)line_set(&line, "abcdefghij", 10);
    field_draw(screen, 0, 2, 5, &line, true);
    dumps(screen, "  ghij\n%%\n..lllll\n");
    assert_int_equal(screen->cursor_column, 6);
    line.cursor = 0;
    field_draw(screen, 0, 2, 5, &line, true);
    dumps(screen, "  abcd\xE2\x80\xA6\n%%\n..lllll\n");
    assert_int_equal(screen->cursor_column, 2);
    assert_int_equal(field_at(&line, 5, 3), 3);
    assert_int_equal(field_at(&line, 5, 99), 10);

    (void)line_set(&line, "\xE4\xB8\xAD\xE6\x96\x87", 6);
    field_draw(screen, 0, 2, 3, &line, true);
    assert_int_equal(screen->cursor_column, 4);
    line.cursor = 0;
    assert_int_equal(field_at(&line, 8, 1), 0);
    assert_int_equal(field_at(&line, 8, 2), 3);
    screen_free(screen);
}

static void copies(void **state)
{
    static const struct {
        const char *text, *sequence;
    } rows[] = { { "", "\033]52;c;\a" },
                 { "f", "\033]52;c;Zg==\a" },
                 { "fo", "\033]52;c;Zm8=\a" },
                 { "foo", "\033]52;c;Zm9v\a" },
                 { "foobar", "\033]52;c;Zm9vYmFy\a" } }; /* RFC 4648 10 */

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *sequence = copy_sequence(rows[i].text, strlen(rows[i].text));
        assert_string_equal(sequence, rows[i].sequence);
        free(sequence);
    }
}

/* The lines of a text, each with a bar behind it. */
static void words_are_parted(void **state)
{
    static const struct {
        const char *text;
        int columns;
        const char *lines;
    } rows[] = {
        { "", 5, "" },
        { "ab cd", 5, "ab cd|" },
        { "ab cd ef", 5, "ab cd|ef|" },
        { "ab abcdefg hi", 5, "ab|abcde|fg hi|" }, /* a word that is too long alone */
        { "abcdefghij", 5, "abcde|fghij|" },
        { "\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD", 5,
          "\xE4\xB8\xAD\xE4\xB8\xAD|\xE4\xB8\xAD|" }, /* two columns each */
        { "\xE4\xB8\xAD", 1, "\xE4\xB8\xAD|" },       /* nothing fits: it goes on all the same */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char lines[64] = "";
        int n = 0;
        for (const char *at = rows[i].text; *at; at += strspn(at, " "), n++) {
            const size_t len = paragraph_line(at, rows[i].columns);
            snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "%.*s|", (int)len, at);
            at += len;
        }
        assert_string_equal(lines, rows[i].lines);
        assert_int_equal(paragraph_lines(rows[i].text, rows[i].columns), n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_clipped),
        cmocka_unit_test(text_is_safe_in_cells),
        cmocka_unit_test(hostile_octets),
        cmocka_unit_test(halves_of_wide_characters),
        cmocka_unit_test(rules_and_boxes),
        cmocka_unit_test(outside_of_the_grid),
        cmocka_unit_test(letters_are_different),
        cmocka_unit_test(fields),
        cmocka_unit_test(copies),
        cmocka_unit_test(words_are_parted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
