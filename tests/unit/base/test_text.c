#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void next_reads(void **state)
{
    static const struct {
        const char *octets;
        size_t len, taken;
        uint32_t cp;
    } rows[] = {
        { "", 0, 0, TEXT_BAD },
        { "\0", 1, 1, 0 },
        { "A", 1, 1, 'A' },
        { "\x7F", 1, 1, 0x7F },
        { "\xC2\x80", 2, 2, 0x80 },
        { "\xC3\xA9", 2, 2, 0xE9 },
        { "\xDF\xBF", 2, 2, 0x7FF },
        { "\xE0\xA0\x80", 3, 3, 0x800 },
        { "\xEF\xBF\xBF", 3, 3, 0xFFFF },
        { "\xF0\x90\x80\x80", 4, 4, 0x10000 },
        { "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF },
        /* RFC 3629: none of these */
        { "\x80", 1, 1, TEXT_BAD },
        { "\xC0\x80", 2, 1, TEXT_BAD },
        { "\xC1\xBF", 2, 1, TEXT_BAD },
        { "\xE0\x9F\xBF", 3, 1, TEXT_BAD },
        { "\xED\xA0\x80", 3, 1, TEXT_BAD },
        { "\xF0\x8F\xBF\xBF", 4, 1, TEXT_BAD },
        { "\xF4\x90\x80\x80", 4, 1, TEXT_BAD },
        { "\xF8\x88\x80\x80\x80", 5, 1, TEXT_BAD },
        { "\xFF", 1, 1, TEXT_BAD },
        { "\351cd", 3, 1, TEXT_BAD },
        { "\xE2\x82", 2, 1, TEXT_BAD },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t cp = 7;
        assert_int_equal(text_next(rows[i].octets, rows[i].len, &cp), rows[i].taken);
        assert_int_equal(cp, rows[i].cp);
    }
}

static void every_scalar_goes_round(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char out[4];
        uint32_t back = 0;
        size_t n = text_put(cp, out);
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            assert_int_equal(n, 0);
            continue;
        }
        if (text_next(out, n, &back) != n || back != cp || text_wanted((unsigned char)out[0]) != n)
            fail_msg("U+%04X", (unsigned)cp);
    }

    char out[4];
    assert_int_equal(text_put(0x110000, out), 0);
    assert_int_equal(text_put(TEXT_BAD, out), 0);
    assert_int_equal(text_wanted(0x80), 0);
    assert_int_equal(text_wanted(0xC1), 0);
    assert_int_equal(text_wanted(0xF5), 0);
}

static void widths(void **state)
{
    static const struct {
        uint32_t cp;
        int width;
    } rows[] = {
        { 'a', 1 },     { 0xE9, 1 },    { 0x300, 0 },   { 0x36F, 0 },    { 0x1100, 2 },   { 0x1161, 0 },
        { 0x2500, 1 },  { 0x231A, 2 },  { 0x4E00, 2 },  { 0xAC00, 2 },   { 0xFF01, 2 },   { 0xFF61, 1 },
        { 0x1F600, 2 }, { 0x20000, 2 }, { 0xFFFD, 1 },  { 0x20DD, 0 },   { 0x2026, 1 },   { 0xB7, 1 },
        { 0x00, -1 },   { 0x1B, -1 },   { 0x7F, -1 },   { 0x9B, -1 },    { 0xAD, -1 },    { 0x200B, -1 },
        { 0x200D, -1 }, { 0x202E, -1 }, { 0x2028, -1 }, { 0x2066, -1 },  { 0xFEFF, -1 },  { 0xFE0F, -1 },
        { 0xD800, -1 }, { 0xFFFE, -1 }, { 0xFDD0, -1 }, { 0x1FFFF, -1 }, { 0xE0041, -1 }, { TEXT_BAD, -1 },
        { 0x061C, -1 }, { 0x180E, -1 }, { 0x3164, -1 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (text_width(rows[i].cp) != rows[i].width)
            fail_msg("U+%04X is %d", (unsigned)rows[i].cp, text_width(rows[i].cp));
        assert_int_equal(text_is_safe(rows[i].cp), rows[i].width >= 0);
    }
}

static void safe_text(void **state)
{
    static const struct {
        const char *octets, *safe;
    } rows[] = {
        { "", "" },
        { "plain", "plain" },
        { "caf\xC3\xA9", "caf\xC3\xA9" },
        { "a\nb\tc", "a\\nb\\tc" },
        { "\033[2J", "\\u{1B}[2J" },
        { "\xFF\xFE", "\\xFF\\xFE" },
        { "\xE2\x80\xAE\xE2\x80\xAC", "\\u{202E}\\u{202C}" },
        { "\xC2\x9B", "\\u{9B}" },
        { "\xF3\xA0\x81\x81", "\\u{E0041}" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[64];
        assert_int_equal(text_safe(out, sizeof out, rows[i].octets, strlen(rows[i].octets)),
                         strlen(rows[i].safe));
        assert_string_equal(out, rows[i].safe);
    }
    char out[64];
    assert_int_equal(text_safe(out, sizeof out, "a\0b", 3), 8);
    assert_string_equal(out, "a\\u{00}b");
}

/* At every size: NUL at the end, nothing cut in the middle, and the size that would do is told. */
static void safe_text_is_cut_whole(void **state)
{
    static const char octets[] = "ab\xC3\xA9\033\xFFz";
    static const char whole[] = "ab\xC3\xA9\\u{1B}\\xFFz";
    static const size_t ends[] = { 0, 1, 2, 4, 10, 14, 15 };

    (void)state;
    for (size_t size = 1; size <= sizeof whole; size++) {
        char out[sizeof whole + 1];
        size_t end = 0;
        memset(out, '#', sizeof out);
        assert_int_equal(text_safe(out, size, octets, sizeof octets - 1), sizeof whole - 1);
        for (size_t i = 0; i < COUNT(ends); i++)
            end = ends[i] < size ? ends[i] : end;
        assert_int_equal(strlen(out), end);
        assert_memory_equal(out, whole, end);
        assert_int_equal(out[size], '#');
    }
    assert_int_equal(text_safe(NULL, 0, "abc", 3), 3);
}

static void hex_digits_have_values(void **state)
{
    (void)state;
    for (unsigned value = 0; value < 16; value++) {
        assert_int_equal(text_hex("0123456789abcdef"[value]), value);
        assert_int_equal(text_hex("0123456789ABCDEF"[value]), value);
    }

    for (const char *other = "/:@G`g \x10\x19\xE1"; *other; other++)
        assert_int_equal(text_hex(*other), -1);
    assert_int_equal(text_hex('\0'), -1);
}

static void clips(void **state)
{
    static const struct {
        const char *text;
        size_t columns;
        const char *mark, *clipped;
        size_t used;
    } rows[] = {
        { "Standards Action", 16, "~", "Standards Action", 16 },
        { "Standards Action", 10, "~", "Standards~", 10 },
        { "Standards Action", 10, "\xE2\x80\xA6", "Standards\xE2\x80\xA6", 10 },
        { "Standards Action", 1, "~", "~", 1 },
        { "Standards Action", 0, "~", "", 0 },
        { "\xE4\xB8\xAD\xE6\x96\x87", 4, "~", "\xE4\xB8\xAD\xE6\x96\x87", 4 },
        { "\xE4\xB8\xAD\xE6\x96\x87", 3, "~", "\xE4\xB8\xAD~", 3 },
        { "\xE4\xB8\xAD\xE6\x96\x87", 2, "~", "~", 1 },
        { "e\xCC\x81x", 2, "~", "e\xCC\x81x", 2 },
        { "e\xCC\x81xy", 2, "~", "e\xCC\x81~", 2 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[64];
        assert_int_equal(text_clip(out, sizeof out, rows[i].text, rows[i].columns, rows[i].mark),
                         rows[i].used);
        assert_string_equal(out, rows[i].clipped);
        assert_int_equal(text_columns(out), rows[i].used);
    }
    char tight[4];
    assert_int_equal(text_clip(tight, sizeof tight, "abcdef", 6, "~"), 3);
    assert_string_equal(tight, "ab~");
}

static void messages_repeat_little(void **state)
{
    char sixty[61], more[3001];

    (void)state;
    memset(sixty, 'x', 60);
    sixty[60] = '\0';
    memset(more, 'x', 3000);
    more[3000] = '\0';
    assert_string_equal(text_brief("").text, "");
    assert_string_equal(text_brief("a\nb\xFF").text, "a\\nb\\xFF");
    assert_string_equal(text_brief(sixty).text, sixty);
    assert_int_equal(strlen(text_brief(more).text), 60);
    assert_string_equal(text_brief(more).text + 57, "...");
    memset(more, 0xFF, 3000); /* each is four columns */
    assert_int_equal(strlen(text_brief(more).text), 60);
    assert_string_equal(text_brief(more).text + 57, "...");
    assert_int_equal(text_columns(text_brief("\xE6\x97\xA5\xE6\x9C\xAC").text), 4);
}

static void what_cannot_be_kept_has_a_reason(void **state)
{
    (void)state;
    assert_null(text_fault("", 0));
    assert_null(text_fault("caf\xC3\xA9 \xE6\x97\xA5", 9));
    assert_string_equal(text_fault("caf\xC3\xA9", 4), "is too long"); /* octets */
    assert_string_equal(text_fault("a\nb", 9), "has a newline or a tab");
    assert_string_equal(text_fault("a\tb", 9), "has a newline or a tab");
    assert_string_equal(text_fault("a\xFF", 9), "is not UTF-8");
    assert_string_equal(text_fault("\xE2\x80\xAE", 9), "has a control character, or one that cannot be seen");
    assert_string_equal(text_fault("\x1B[m", 9), "has a control character, or one that cannot be seen");
}

static void compares(void **state)
{
    (void)state;
    assert_true(text_equal("CNAME", "cname"));
    assert_false(text_equal("CNAME", "cnam"));
    assert_true(text_casecmp("a", "B") < 0);
    assert_true(text_casecmp("b", "A") > 0);
    assert_true(text_casecmp("ab", "a") > 0);
    assert_false(text_equal("\xC3\x89", "\xC3\xA9")); /* only ASCII */
    assert_true(text_casecmp("z", "\xC3\xA9") < 0);
    assert_false(text_equal("[", "{")); /* 0x20 apart, not letters */
    assert_false(text_equal("@", "`"));
    assert_true(text_prefix("TYPE65", "type"));
    assert_false(text_prefix("TYP", "type"));

    const char *text = "Expert Review";
    assert_ptr_equal(text_find(text, "REVIEW"), text + 7);
    assert_ptr_equal(text_find(text, ""), text);
    assert_null(text_find(text, "reviews"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_reads),
        cmocka_unit_test(every_scalar_goes_round),
        cmocka_unit_test(widths),
        cmocka_unit_test(safe_text),
        cmocka_unit_test(hex_digits_have_values),
        cmocka_unit_test(clips),
        cmocka_unit_test(safe_text_is_cut_whole),
        cmocka_unit_test(compares),
        cmocka_unit_test(messages_repeat_little),
        cmocka_unit_test(what_cannot_be_kept_has_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
