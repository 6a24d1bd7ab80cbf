/* Numbers as people write them. */
#include "base/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_number(const char *text, enum number_form form, uint64_t value, unsigned digits)
{
    struct number number = number_read(text);
    if (number.form != form || number.value != value || number.digits != digits || number.too_big)
        fail_msg("\"%s\" was read as form %d, value %llu, %u digits", text, (int)number.form,
                 (unsigned long long)number.value, number.digits);
}

static void three_forms_are_read(void **state)
{
    (void)state;
    assert_number("65", NUMBER_DECIMAL, 65, 2);
    assert_number("0x41", NUMBER_HEX, 65, 2);
    assert_number("0X0041", NUMBER_HEX, 65, 4);
    assert_number("0xaBcD", NUMBER_HEX, 0xABCD, 4);
    assert_number("0b1000001", NUMBER_BINARY, 65, 7);
    assert_number("0B1", NUMBER_BINARY, 1, 1);
    assert_number("0", NUMBER_DECIMAL, 0, 1);
}

static void a_bare_run_of_digits_is_decimal(void **state)
{
    (void)state;
    assert_number("0040", NUMBER_DECIMAL, 40, 4);
    assert_number("010", NUMBER_DECIMAL, 10, 3);
    assert_number("01000001", NUMBER_DECIMAL, 1000001, 8);
}

static void everything_else_is_no_number(void **state)
{
    static const char *const texts[] = { "",    "0x",   "0b",   "x41",      "41h",  "0x4g",  "0b2",
                                         "-1",  "+1",   " 1",   "1 ",       "1.0",  "1,000", "1e3",
                                         "abc", "0o17", "0x-1", "\xD9\xA1", "0x0x1" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(number_read(texts[i]).form, NUMBER_NONE);
}

static void sixty_four_bits_fit_and_no_more(void **state)
{
    static const char *const big[] = {
        "18446744073709551616", "0x10000000000000000", "99999999999999999999999",
        "0b10000000000000000000000000000000000000000000000000000000000000000"
    };
    (void)state;
    assert_number("18446744073709551615", NUMBER_DECIMAL, UINT64_MAX, 20);
    assert_number("0xFFFFFFFFFFFFFFFF", NUMBER_HEX, UINT64_MAX, 16);
    assert_number("000000000000000000000000000001", NUMBER_DECIMAL, 1, 30);
    for (size_t i = 0; i < sizeof big / sizeof *big; i++) {
        struct number number = number_read(big[i]);
        assert_true(number.too_big);
        assert_true(number.value == UINT64_MAX);
        assert_int_not_equal(number.form, NUMBER_NONE);
    }
}

static void every_sixteen_bit_number_comes_back(void **state)
{
    (void)state;
    for (unsigned value = 0; value <= 0xFFFF; value++) {
        char text[20] = "0b";
        for (unsigned bit = 0; bit < 16; bit++)
            text[2 + bit] = value >> (15 - bit) & 1 ? '1' : '0';
        assert_number(text, NUMBER_BINARY, value, 16);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_forms_are_read),
        cmocka_unit_test(a_bare_run_of_digits_is_decimal),
        cmocka_unit_test(everything_else_is_no_number),
        cmocka_unit_test(sixty_four_bits_fit_and_no_more),
        cmocka_unit_test(every_sixteen_bit_number_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
