#include "line/key.h"
#include "ui/kit/binding.h"
#include "ui/term/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void texts_both_ways(void **state)
{
    static const struct {
        const char *text;
        struct key key;
    } rows[] = {
        { "/", { .cp = '/' } },
        { "^R", { .cp = 'r', .ctrl = true } },
        { "^_", { .cp = '_', .ctrl = true } },
        { "^", { .cp = '^' } },
        { "^^", { .cp = '^', .ctrl = true } },
        { "space", { .cp = ' ' } },
        { "^@", { .cp = '@', .ctrl = true } },
        { "Alt-2", { .cp = '2', .alt = true } },
        { "Alt-^R", { .cp = 'r', .ctrl = true, .alt = true } },
        { "Alt--", { .cp = '-', .alt = true } },
        { "PgDn", { .code = K_PGDN } },
        { "F1", { .code = K_F1 } },
        { "F12", { .code = K_F12 } },
        { "Shift-Tab", { .code = K_TAB, .shift = true } },
        { "Ctrl-Left", { .code = K_LEFT, .ctrl = true } },
        { "Alt-Ctrl-Shift-Up", { .code = K_UP, .ctrl = true, .alt = true, .shift = true } },
        { "\xC3\xA9", { .cp = 0xE9 } },
        { "E", { .cp = 'E' } },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct key key;
        char text[KEY_OCTETS];
        assert_string_equal(key_text(&rows[i].key, text), rows[i].text);
        assert_true(key_parse(rows[i].text, strlen(rows[i].text), &key));
        assert_true(key_equal(&key, &rows[i].key));
    }
}

static void every_code_has_a_text(void **state)
{
    (void)state;
    for (int code = K_CHAR + 1; code < K_CODES; code++) {
        for (unsigned bits = 0; bits < 8; bits++) {
            struct key key = {
                .code = (enum key_code)code, .ctrl = bits & 1, .alt = bits & 2, .shift = bits & 4
            };
            struct key back;
            char text[KEY_OCTETS];
            (void)key_text(&key, text);
            assert_true(key_parse(text, strlen(text), &back));
            assert_true(key_equal(&key, &back));
        }
    }
}

static void no_keys(void **state)
{
    static const char *const rows[] = { "",  "up",   "PgDown", "Alt-",         "ab",
                                        " ", "\033", "\xFF",   "\xE2\x80\x8E", "F13" };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct key key;
        if (key_parse(rows[i], strlen(rows[i]), &key))
            fail_msg("'%s'", rows[i]);
    }
}

static void scripts(void **state)
{
    static const char *const wanted[] = { "j", "J", "Enter", "^R", "<", ">", "Alt-2", "space" };
    const char *script = "jJ<Enter><^R><<>><Alt-2> ";
    (void)state;
    for (size_t i = 0; i < COUNT(wanted); i++) {
        struct key key;
        char text[KEY_OCTETS];
        size_t n = key_script(script, &key);
        assert_true(n > 0);
        assert_string_equal(key_text(&key, text), wanted[i]);
        script += n;
    }

    struct key key;
    assert_int_equal(key_script(script, &key), 0);
    assert_int_equal(key_script("<Nothing>", &key), 0);
    assert_int_equal(key_script("<Enter", &key), 0);
}

enum { ACT_UP = 1, ACT_DOWN, ACT_FIND, ACT_HELP };
static const struct binding table[] = {
    { "Up k", ACT_UP, "choose", "the row above" },
    { "Down j", ACT_DOWN, "choose", "the row below" },
    { "/", ACT_FIND, "search", "search" },
    { "? F1", ACT_HELP, "help", "help" },
    { NULL, 0, NULL, NULL },
};

static int action(const char *text, bool typing)
{
    struct key key;
    assert_true(key_parse(text, strlen(text), &key));
    const struct binding *row = binding_find(table, &key, typing);
    return row ? row->action : ACTION_NONE;
}

static void bindings(void **state)
{
    struct key key;
    char text[KEY_OCTETS];

    (void)state;
    assert_int_equal(action("k", false), ACT_UP);
    assert_int_equal(action("Up", false), ACT_UP);
    assert_int_equal(action("j", false), ACT_DOWN);
    assert_int_equal(action("?", false), ACT_HELP);
    assert_int_equal(action("J", false), ACTION_NONE);
    assert_int_equal(action("^J", false), ACTION_NONE);
    assert_int_equal(action("k", true), ACTION_NONE); /* belongs to the field */
    assert_int_equal(action("Up", true), ACT_UP);
    assert_int_equal(action("F1", true), ACT_HELP);
    assert_true(binding_key(&table[3], false, &key));
    assert_string_equal(key_text(&key, text), "?");
    assert_true(binding_key(&table[3], true, &key));
    assert_string_equal(key_text(&key, text), "F1");
    assert_false(binding_key(&table[2], true, &key));
    assert_null(binding_find(NULL, &key, false));
}

/* A source that gives octets. */
struct feed {
    const char *octets;
    size_t len, at;
};

static bool feed_next(void *context, int wait_ms, struct item *item)
{
    struct feed *feed = context;

    (void)wait_ms;
    if (feed->at == feed->len)
        return false;
    *item = (struct item){ .kind = ITEM_OCTET, .octet = (unsigned char)feed->octets[feed->at++] };
    if (feed->len - feed->at >= 5 && item->octet == 0x1B &&
        memcmp(feed->octets + feed->at, "[200~", 5) == 0) {
        feed->at += 5; /* what curses does with a key that is defined */
        item->kind = ITEM_PASTE;
    }

    return true;
}

static size_t feed_octets(void *context, int wait_ms, char *out, size_t size)
{
    struct feed *feed = context;
    (void)wait_ms;
    size_t n = feed->len - feed->at < size ? feed->len - feed->at : size;
    memcpy(out, feed->octets + feed->at, n);
    feed->at += n;
    return n;
}

/* The keys that octets give, as text with blanks between; a paste is {its octets}. */
static void read_keys(const char *octets, size_t len, char *out, size_t size)
{
    struct feed feed = { .octets = octets, .len = len };
    struct input input = { .source = { .next = feed_next, .octets = feed_octets, .context = &feed } };
    struct item item;

    out[0] = '\0';
    while (input_next(&input, &item)) {
        char text[KEY_OCTETS + 64];
        if (item.kind == ITEM_PASTE)
            snprintf(text, sizeof text, "{%.*s}", (int)input.paste.len, input.paste.octets);
        else
            (void)key_text(&item.key, text);
        (void)strncat(out, out[0] ? " " : "", size - strlen(out) - 1);
        (void)strncat(out, text, size - strlen(out) - 1);
    }
    input_free(&input);
}

static void octets_to_keys(void **state)
{
    static const struct {
        const char *octets, *keys;
    } rows[] = {
        { "ab", "a b" },
        { "\r\n\t\b\x7F", "Enter Enter Tab Backspace Backspace" },
        { "\x12\x1A\x1F\x1C", "^R ^Z ^_ ^\\" },
        { "\033", "Esc" },
        { "\033\033", "Esc Esc" },
        { "\033x\033\xC3\xA9", "Alt-x Alt-\xC3\xA9" },
        { "\033\x12", "Alt-^R" },
        { "\033[", "Alt-[" },
        { "\033O", "Alt-O" },
        { "\033OPx", "x" },
        { "\033[99~x\033[?1;2cy", "x y" }, /* unknown: swallowed whole */
        { "\033[1;5D\033[3;5~\033[Z\033[1;4H", "Ctrl-Left Ctrl-Del Shift-Tab Alt-Shift-Home" },
        { "\033[1\033[A", "Up" },
        { "\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80", "\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80" },
        { "ab\351cdef", "a b \xEF\xBF\xBD c d e f" },
        { "\xE4\xB8z", "\xEF\xBF\xBD \xEF\xBF\xBD z" },
        { "\xF0\x9F\x98", "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD" },
        { "\xC3\xC3\xA9", "\xEF\xBF\xBD \xC3\xA9" },
        { "a\xE2\x80\x8E\x62", "a b" }, /* U+200E is not typing */
        { "\xC3\033[A", "\xEF\xBF\xBD Up" },
        { "x\033[200~a\rb\033[Zc\033[20\033[201~y", "x {a\rb\033[Zc\033[20} y" },
        { "\033[200~\033[201~q", "{} q" },
        { "\033[200~lost", "{lost}" },
        { "\033\033[200~p\033[201~q", "Esc {p} q" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char keys[512];
        read_keys(rows[i].octets, strlen(rows[i].octets), keys, sizeof keys);
        assert_string_equal(keys, rows[i].keys);
    }
}

static void a_paste_beyond_the_bound(void **state)
{
    size_t len = PASTE_MOST + 5000;
    char *octets = malloc(len + 20);
    (void)state;
    assert_non_null(octets);
    snprintf(octets, len, "\033[200~bbb");
    memset(octets + 9, 'p', len - 3);
    snprintf(octets + 6 + len, 14, "\033[201~k");

    struct feed feed = { .octets = octets, .len = len + 13 };
    struct input input = { .source = { .next = feed_next, .octets = feed_octets, .context = &feed } };
    struct item item;
    assert_true(input_next(&input, &item));
    assert_int_equal(item.kind, ITEM_PASTE);
    assert_true(input.paste.cut);
    assert_in_range(input.paste.len, PASTE_MOST - 6, PASTE_MOST + 6);
    assert_memory_equal(input.paste.octets, "bbbppp", 6);
    assert_true(input_next(&input, &item));
    assert_int_equal(item.key.cp, 'k');
    assert_false(input_next(&input, &item));
    input_free(&input);
    free(octets);
}

static void named_keys(void **state)
{
    static const struct {
        const char *name, *key;
    } rows[] = { { "kLFT5", "Ctrl-Left" },
                 { "kDC", "Shift-Del" },
                 { "kUP3", "Alt-Up" },
                 { "kNXT6", "Ctrl-Shift-PgDn" },
                 { "kDCX9", NULL },
                 { "kmous", NULL },
                 { "", NULL },
                 { "kRIT2", "Shift-Right" } };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct key key;
        char text[KEY_OCTETS];
        assert_int_equal(input_named_key(rows[i].name, &key), rows[i].key != NULL);
        if (rows[i].key)
            assert_string_equal(key_text(&key, text), rows[i].key);
    }
}

static void double_clicks(void **state)
{
    struct clicks clicks = { .at_ms = 0 };

    static const struct {
        int64_t at;
        int row;
        enum mouse_kind kind;
    } rows[] = { { 1000, 3, MOUSE_CLICK },
                 { 1200, 3, MOUSE_DOUBLE },
                 { 1300, 3, MOUSE_CLICK },
                 { 1400, 4, MOUSE_CLICK },
                 { 1900, 4, MOUSE_CLICK } };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mouse mouse = { .kind = MOUSE_CLICK, .row = rows[i].row, .column = 7 };
        clicks_note(&clicks, &mouse, rows[i].at);
        assert_int_equal(mouse.kind, rows[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_both_ways), cmocka_unit_test(every_code_has_a_text),
        cmocka_unit_test(no_keys),         cmocka_unit_test(scripts),
        cmocka_unit_test(bindings),        cmocka_unit_test(octets_to_keys),
        cmocka_unit_test(named_keys),      cmocka_unit_test(a_paste_beyond_the_bound),
        cmocka_unit_test(double_clicks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
