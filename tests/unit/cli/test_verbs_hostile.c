/* Operands nobody would type: whatever they hold, no octet of theirs reaches the terminal as a control
 * character, and the program ends as it should. */
#include "support/run.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct runner runner;

static int make(void **state)
{
    (void)state;
    runner_make(&runner);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    runner_remove(&runner);
    return 0;
}

static const char *const hostile[] = {
    "\033[31mred",
    "\033]52;c;aGk=\007",
    "a\nb",
    "a\tb\r",
    "\177",
    "\xC2\x9B;m",
    "\xE2\x80\xAEtxt",
    "\xE2\x80\xA8",
    "\xE2\x80\x8B",
    "\xFF\xFE",
    "\xC0\xAF",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\xE2\x82",
    "%s%n%x",
    "$(reboot)",
    "'; DROP",
    "\"\\",
    "..",
    "/",
    "//",
    "_._._",
    ".",
    "TYPE",
    "CLASS",
    "0x",
    "0b",
    "TYPE99999999999999999999999999",
    "99999999999999999999999999999999999",
    "0xFFFFFFFFFFFFFFFF",
    "18446744073709551615",
    "18446744073709551616",
    "*",
    "*.",
    "*.*",
    "_*",
    "rfc",
    "rfc0",
    "rfc00000000000000000000000000000000000000000000008914",
    "draft-",
    "RFC-",
    "",
    " ",
};

static void check(const char *const arguments[])
{
    struct ran ran = run(&runner, arguments);

    if (ran.status > 2)
        fail_msg("%s \"%s\" ended with %d: %.300s", arguments[0], arguments[1] ? arguments[1] : "",
                 ran.status, ran.err);

    assert_clean(ran.out, ran.out_len);
    assert_clean(ran.err, ran.err_len);
    assert_true(count_lines(ran.err) <= 1);
    if (ran.status == 2)
        assert_string_equal(ran.out, "");
    if (ran.status > 0)
        assert_int_equal(count_lines(ran.err), 1);
    ran_free(&ran);
}

static void words_of_what_and_search(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        check((const char *const[]){ "what", hostile[i], NULL });
        check((const char *const[]){ "search", hostile[i], NULL });
    }
}

static void several_words_of_what(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        check((const char *const[]){ "what", "rrtype", hostile[i], NULL });
        check((const char *const[]){ "what", hostile[i], "65", NULL });
    }
}

static void keys_of_show(void **state)
{
    static const char *const registries[] = { "rrtype",      "label", "header",       "underscored",
                                              "special-use", "dsync", "cookie-method" };
    (void)state;
    for (size_t r = 0; r < sizeof registries / sizeof *registries; r++)
        for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i += 2)
            check((const char *const[]){ "show", registries[r], hostile[i], NULL });
}

static void names_of_registries_editions_verbs_and_options(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        check((const char *const[]){ "list", hostile[i], NULL });
        check((const char *const[]){ "-e", hostile[i], "list", NULL });
        check((const char *const[]){ hostile[i], "x", NULL });
        check((const char *const[]){ "--color", hostile[i], "list", NULL });
    }
}

static void json_of_hostile_words_is_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct ran ran = RUN(&runner, "--json", "what", hostile[i]);
        json_t *value = json_loadb(ran.out, ran.out_len, 0, NULL);
        if (ran.status > 1 || !value)
            fail_msg("what \"%s\" ended with %d", hostile[i], ran.status);
        json_decref(value);
        ran_free(&ran);
    }
}

static void operands_of_a_hundred_thousand_octets(void **state)
{
    enum { LONG = 100 * 1000 };

    static const char *const fills[] = { "a", "1", "_", ".", "*", "\xFF", "\033", "\xE2\x80\xAE", "/", "0" };
    (void)state;
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
        char *text = memory_take(LONG + 1);
        size_t n = strlen(fills[i]);
        for (size_t at = 0; at + n <= LONG; at += n)
            memcpy(text + at, fills[i], n);
        check((const char *const[]){ "what", text, NULL });
        check((const char *const[]){ "search", text, NULL });
        check((const char *const[]){ "show", "rrtype", text, NULL });
        check((const char *const[]){ "show", "special-use", text, NULL });
        check((const char *const[]){ "list", text, NULL });
        check((const char *const[]){ text, "x", NULL });
        free(text);
    }
}

/* A line of 512 octets is cut, but never inside a character. */
static void a_long_word_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        char word[1024] = "";
        (void)memset(word, 'z', lead);
        for (size_t at = lead; at + 3 < sizeof word; at += 3)
            memcpy(word + at, "\xE6\x97\xA5", 3);
        struct ran ran = RUN(&runner, "what", word);
        assert_refused(&ran, 1);
        if (strstr(ran.err, "\\x"))
            fail_msg("cut inside a character: ...%s", ran.err + ran.err_len - 40);
        ran_free(&ran);
    }
}

/* A database path is the user's own text too. */
static void a_hostile_path_is_said_safely(void **state)
{
    struct ran ran = RUN(&runner, "--db", "/nonexistent/\033[31m\xFF/x.db", "list");
    (void)state;
    assert_refused(&ran, 3);
    ran_free(&ran);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_what_and_search),
        cmocka_unit_test(several_words_of_what),
        cmocka_unit_test(keys_of_show),
        cmocka_unit_test(names_of_registries_editions_verbs_and_options),
        cmocka_unit_test(json_of_hostile_words_is_json),
        cmocka_unit_test(operands_of_a_hundred_thousand_octets),
        cmocka_unit_test(a_long_word_is_cut_between_characters),
        cmocka_unit_test(a_hostile_path_is_said_safely),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
