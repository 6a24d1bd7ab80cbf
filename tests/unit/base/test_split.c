#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A line, and its words with | between. */
static const struct {
    const char *line, *words;
    bool good, touches;
} lines[] = {
    { "", "", true, false },
    { "  \t \r\n", "", true, false },
    { "what 65", "what|65", true, true },
    { "  what   65  ", "what|65", true, false },
    { "what\t65\n", "what|65", true, false },
    { "a 'b c' d", "a|b c|d", true, true },
    { "a \"b c\" d", "a|b c|d", true, true },
    { "a'b'\"c\"d", "abcd", true, true },
    { "'' \"\" x", "||x", true, true },
    { "a\\ b", "a b", true, true },
    { "a\\ ", "a ", true, true },
    { "\\\"\\'\\\\", "\"'\\", true, true },
    { "'a\\b'", "a\\b", true, true },
    { "\"a\\b\\\"\\\\c\"", "a\\b\"\\c", true, true },
    { "\"it's\" 'say \"x\"'", "it's|say \"x\"", true, true },
    { "a 'b c", "a|b c", false, true },
    { "a \"b ", "a|b ", false, true },
    { "a \\", "a|", false, true },
    { "\"a\\", "a", false, true },
    { "日本 \xff", "日本|\xff", true, true },
    { "- -- -e", "-|--|-e", true, true },
    { "a b c d e f g h", "a|b|c|d|e|f|g|h", true, true },
};

static void all_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct words words;
        struct err err = { 0 };
        char joined[128] = "";
        bool good = words_split(&words, lines[i].line, &err);
        size_t used = 0;
        for (size_t k = 0; k < words.n; k++)
            used += (size_t)snprintf(joined + used, sizeof joined - used, "%s%s", k ? "|" : "", words.at[k]);
        assert_string_equal(joined, lines[i].words);
        assert_int_equal(good, lines[i].good);
        assert_int_equal(words.touches, lines[i].touches);
        assert_int_equal(err.kind, good ? ERR_NONE : ERR_USAGE);
        words_free(&words);
    }
}

static void beginnings(void **state)
{
    struct words words;

    (void)state;
    assert_true(words_split(&words, " a  'b c' \\d", NULL));
    assert_int_equal(words.n, 3);
    assert_int_equal(words.begin[0], 1);
    assert_int_equal(words.begin[1], 4);
    assert_int_equal(words.begin[2], 10);
    words_free(&words);
}

/* Any word, quoted, is read back as itself. */
static void quoted_and_back(void **state)
{
    static const char letters[] = "a \\\"'\t\n-";

    (void)state;
    for (unsigned n = 0; n < 8 * 8 * 8 * 8; n++) {
        char word[5] = { letters[n & 7], letters[n >> 3 & 7], letters[n >> 6 & 7], letters[n >> 9 & 7],
                         '\0' };
        char line[32], small[3];
        struct words words;
        word[n % 5] = '\0';
        size_t len = words_quote(line, sizeof line, word);
        assert_int_equal(len, strlen(line));
        assert_int_equal(words_quote(small, sizeof small, word), len);
        assert_true(strlen(small) < sizeof small);
        assert_true(words_split(&words, line, NULL));
        assert_int_equal(words.n, 1);
        assert_string_equal(words.at[0], word);
        words_free(&words);
    }

    assert_int_equal(words_plain("65"), 2);
    assert_int_equal(words_plain("a b"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_lines),
        cmocka_unit_test(beginnings),
        cmocka_unit_test(quoted_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
