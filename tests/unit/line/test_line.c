#include "base/text.h"
#include "line/line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void good(const struct line *line)
{
    assert_true(line->len < LINE_OCTETS && line->cursor <= line->len);
    assert_int_equal(strlen(line->text), line->len);
    for (size_t at = 0; at < line->len;) {
        uint32_t cp = 0;
        size_t n = text_next(line->text + at, line->len - at, &cp);
        assert_true(text_is_safe(cp));
        assert_true(line->cursor <= at || line->cursor >= at + n);
        at += n;
    }
}

static void run(struct line_editor *editor, struct line *line, const char *script)
{
    struct key key;
    for (size_t n = key_script(script, &key); n > 0; n = key_script(script, &key)) {
        (void)line_key(editor, line, &key);
        good(line);
        script += n;
    }
    assert_string_equal(script, "");
}

static void scripts(void **state)
{
    static const struct {
        const char *script, *text;
        int cursor;
    } rows[] = {
        { "abc", "abc", 3 },
        { "abc<Left><Left>x", "axbc", 2 },
        { "abc<Home>x<End>y", "xabcy", 5 },
        { "abc<^A><^D>", "bc", 0 },
        { "abc<^B><^B><^F><^H>", "ac", 1 },
        { "abc<Backspace><Backspace>", "a", 1 },
        { "abc<Home><Del><Del>", "c", 0 },
        { "abc<Home><Backspace>", "abc", 0 },
        { "<Backspace><Del><^K><^Y><^T><Left><Right>", "", 0 },
        { "one two three<^W>", "one two ", 8 },
        { "one two three<Alt-b><Alt-b><^K>", "one ", 4 },
        { "one two three<Home><Alt-f><^K>", "one", 3 },
        { "one two<^U>", "", 0 },
        { "one two<Alt-b><^U>", "two", 0 },
        { "one two<^W><^Y><^Y>", "one twotwo", 10 },
        { "one two<Home><Alt-d>", " two", 0 },
        { "one two<Alt-Backspace>", "one ", 4 },
        { "one two<Ctrl-Left>x", "one xtwo", 5 },
        { "one two<Home><Ctrl-Right>x", "onex two", 4 },
        { "ab<^T>", "ba", 2 },
        { "one<Home><Alt-u>", "ONE", 3 },
        { "ONE<Home><Alt-l>", "one", 3 },
        { "one<Home><Alt-c>", "One", 3 },
        { "caf\xC3\xA9<Left>\xE4\xB8\xAD", "caf\xE4\xB8\xAD\xC3\xA9", 6 },
        { "\xF0\x9F\x98\x80<Backspace>", "", 0 },
        { "\xC2\xA0\xC3\xBF", "\xC2\xA0\xC3\xBF", 4 },
        { "e\xCC\x81<Backspace>", "e", 1 },
        { "7777777<^Y>", NULL, -1 },
    };
    struct line_editor *editor = line_editor_new();
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct line line = { 0 };
        run(editor, &line, rows[i].script);
        if (!rows[i].text)
            continue;
        assert_string_equal(line.text, rows[i].text);
        assert_int_equal(line.cursor, rows[i].cursor);
    }
    line_editor_free(editor);
}

/* Keys that are not for editing come back, and the line is as it was. */
static void other_keys(void **state)
{
    static const char keys[] =
        "<Enter><Tab><Shift-Tab><Esc><Up><Down><PgUp><PgDn><F1><^R><^N><^P><^Z><^C><^V><^X><^L><^S>"
        "<^Q><^_><^@><Alt-2><Alt-x><Alt-X><Alt-9><Alt-space><Ins><^J><^M><^G><^O><Shift-Left>";
    struct line_editor *editor = line_editor_new();
    struct line line = { 0 };
    struct key key;

    (void)state;
    run(editor, &line, "abc<Left>");
    for (const char *at = keys; *at;) {
        struct line before = line;
        at += key_script(at, &key);
        assert_false(line_key(editor, &line, &key));
        assert_memory_equal(&line, &before, sizeof line);
    }

    key = (struct key){ .code = K_CHAR, .cp = 0x202E };
    assert_false(line_key(editor, &line, &key));
    key.cp = 0x1B;
    assert_false(line_key(editor, &line, &key));
    key.cp = TEXT_BAD;
    assert_false(line_key(editor, &line, &key));
    line_editor_free(editor);
}

static void many_lines_one_editor(void **state)
{
    struct line_editor *editor = line_editor_new();
    struct line a = { 0 };
    struct line b = { 0 };

    (void)state;
    run(editor, &a, "first<Home>");
    run(editor, &b, "second");
    run(editor, &a, "x");
    run(editor, &b, "<^W>");
    run(editor, &a, "<^Y>");
    assert_string_equal(a.text, "xsecondfirst");
    assert_string_equal(b.text, "");

    struct line copy = a;
    run(editor, &a, "<^U>");
    run(editor, &copy, "!");
    assert_string_equal(copy.text, "xsecond!first");
    line_editor_free(editor);
}

static void pastes(void **state)
{
    struct line line = { 0 };

    (void)state;
    assert_true(line_set(&line, "a\r\nb\tc\033[2J\xFF", 11));
    assert_string_equal(line.text, "a b c\xEF\xBF\xBD[2J\xEF\xBF\xBD");
    good(&line);
    line.cursor = 1;
    assert_true(line_insert(&line, "\xE4\xB8\xAD\n", 4));
    assert_string_equal(line.text, "a\xE4\xB8\xAD  b c\xEF\xBF\xBD[2J\xEF\xBF\xBD");
    assert_int_equal(line.cursor, 5);
    assert_true(line_set(&line, "", 0));
    assert_int_equal(line.len, 0);
    assert_true(line_set(&line, "x\0y", 3));
    good(&line);
}

static void the_bound(void **state)
{
    struct line_editor *editor = line_editor_new();
    struct line line = { 0 };
    char long_text[LINE_OCTETS + 10];

    (void)state;
    memset(long_text, 'x', sizeof long_text);
    assert_false(line_set(&line, long_text, sizeof long_text));
    assert_int_equal(line.len, LINE_OCTETS - 1);

    struct line before = line;
    run(editor, &line, "y");
    assert_memory_equal(&line, &before, sizeof line);
    assert_false(line_insert(&line, "y", 1));
    run(editor, &line, "<Backspace>\xC3\xA9");
    assert_int_equal(line.len, LINE_OCTETS - 2);
    run(editor, &line, "z");
    assert_int_equal(line.len, LINE_OCTETS - 1);
    run(editor, &line, "<^U><^Y><^Y>");
    assert_int_equal(line.len, LINE_OCTETS - 1);

    /* a three-octet character does not fit half */
    memset(long_text, 'x', LINE_OCTETS);
    snprintf(long_text + LINE_OCTETS - 3, 4, "\xE4\xB8\xAD");
    assert_false(line_set(&line, long_text, LINE_OCTETS));
    assert_int_equal(line.len, LINE_OCTETS - 3);
    line_editor_free(editor);
}

static void monkey(void **state)
{
    static const char *const keys[] = { "a",       " ",       "\xC3\xA9",       "\xE4\xB8\xAD", "\xCC\x81",
                                        "<Left>",  "<Right>", "<Home>",         "<End>",        "<Backspace>",
                                        "<Del>",   "<^W>",    "<^K>",           "<^U>",         "<^Y>",
                                        "<^T>",    "<Alt-b>", "<Alt-f>",        "<Alt-d>",      "<Alt-u>",
                                        "<Alt-l>", "<Alt-c>", "<Alt-Backspace>" };
    struct line_editor *editor = line_editor_new();
    struct line line = { 0 };
    uint32_t seed = 6195;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        seed = seed * 1664525U + 1013904223U;
        for (uint32_t i = 0; i < (seed >> 8 & 7); i++)
            run(editor, &line, keys[(seed >> 16) % COUNT(keys)]);
    }
    line_editor_free(editor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts), cmocka_unit_test(other_keys), cmocka_unit_test(many_lines_one_editor),
        cmocka_unit_test(pastes),  cmocka_unit_test(the_bound),  cmocka_unit_test(monkey),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
