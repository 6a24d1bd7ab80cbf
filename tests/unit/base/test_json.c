/* The JSON writer, read back by another library. */
#define json_null base_json_null /* jansson has one too */
#include "base/json.h"
#undef json_null

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static json_t *read_back(struct out *out)
{
    json_error_t error;
    json_t *value =
        json_loadb(out->octets, out->len, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (!value)
        fail_msg("%s in %.*s", error.text, (int)out->len, out->octets);
    out_free(out);
    return value;
}

static void assert_text(const char *text, const char *expected)
{
    struct out out = out_to_memory();
    struct json json = json_to(&out, false);

    json_text(&json, text);
    for (size_t i = 0; i < out.len; i++) /* no octet below 0x20 leaves, whatever goes in */
        assert_true((unsigned char)out.octets[i] >= 0x20 && out.octets[i] != 0x7F);

    json_t *value = read_back(&out);
    assert_string_equal(json_string_value(value), expected);
    json_decref(value);
}

static void nesting_comes_back(void **state)
{
    for (int indent = 0; indent < 2; indent++) {
        struct out out = out_to_memory();
        struct json json = json_to(&out, indent == 1);
        json_begin_array(&json);
        json_begin_object(&json);
        json_text_at(&json, "text", "a");
        json_number_at(&json, "number", 65);
        json_bool_at(&json, "yes", true);
        json_bool_at(&json, "no", false);
        json_null_at(&json, "null");
        json_text_at(&json, "no text", NULL);
        json_key(&json, "empty");
        json_begin_array(&json);
        json_end_array(&json);
        json_key(&json, "also empty");
        json_begin_object(&json);
        json_end_object(&json);
        json_end_object(&json);
        json_number(&json, 0);
        json_end_array(&json);
        json_done(&json);
        assert_int_equal(out.octets[out.len - 1], '\n');
        json_t *value = read_back(&out);
        assert_int_equal(json_array_size(value), 2);
        const json_t *object = json_array_get(value, 0);
        assert_int_equal(json_object_size(object), 8);
        assert_string_equal(json_string_value(json_object_get(object, "text")), "a");
        assert_int_equal(json_integer_value(json_object_get(object, "number")), 65);
        assert_true(json_is_true(json_object_get(object, "yes")));
        assert_true(json_is_false(json_object_get(object, "no")));
        assert_true(json_is_null(json_object_get(object, "null")));
        assert_true(json_is_null(json_object_get(object, "no text")));
        assert_int_equal(json_array_size(json_object_get(object, "empty")), 0);
        assert_int_equal(json_object_size(json_object_get(object, "also empty")), 0);
        json_decref(value);
    }
    (void)state;
}

static void compact_is_one_line(void **state)
{
    struct out out = out_to_memory();
    struct json json = json_to(&out, false);

    (void)state;
    json_begin_object(&json);
    json_text_at(&json, "a", "b");
    json_number_at(&json, "c", 1);
    json_end_object(&json);
    json_done(&json);
    assert_int_equal(out.len, strlen("{\"a\":\"b\",\"c\":1}\n"));
    assert_memory_equal(out.octets, "{\"a\":\"b\",\"c\":1}\n", out.len);
    out_free(&out);
}

static void texts_come_back_as_they_were(void **state)
{
    static const char *const texts[] = { "",
                                         "plain",
                                         "\"quoted\"",
                                         "back\\slash",
                                         "/",
                                         "tab\t",
                                         "new\nline",
                                         "\r\b\f",
                                         "\001\037\177",
                                         "\xC3\x93lafur Gu\xC3\xB0mundsson",
                                         "\xE2\x80\x91",
                                         "\xF0\x9F\x98\x80",
                                         "\xC2\x85",
                                         "\xE2\x80\xA8\xE2\x80\xA9",
                                         "\xE2\x80\xAE-evil",
                                         "\xF3\xA0\x80\x81",
                                         "{\"a\":1}",
                                         "\\u0000" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_text(texts[i], texts[i]);
}

static void octets_that_are_no_utf8_are_replaced(void **state)
{
    (void)state;
    assert_text("a\xFF"
                "b",
                "a\xEF\xBF\xBD"
                "b");
    assert_text("\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_text("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_text("\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_text("\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

/* What would act on a terminal or turn a line around is escaped, not written. */
static void what_is_not_safe_is_escaped(void **state)
{
    static const char *const texts[] = { "\033",         "\xC2\x9B",     "\xE2\x80\xAE",
                                         "\xE2\x80\xA8", "\xE2\x81\xA6", "\xE2\x80\x8B",
                                         "\xEF\xBB\xBF", "\177",         "\xF3\xA0\x80\x81" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct out out = out_to_memory();
        struct json json = json_to(&out, false);
        json_text(&json, texts[i]);
        for (size_t k = 0; k < out.len; k++)
            assert_true((unsigned char)out.octets[k] >= 0x20 && (unsigned char)out.octets[k] < 0x7F);
        assert_memory_equal(out.octets, "\"\\u", 3);
        out_free(&out);
    }
}

/* Texts are looked at eight octets at a time: one that needs an escape is found in any of their places. */
static void every_octet_is_seen_in_every_place(void **state)
{
    (void)state;
    for (unsigned octet = 1; octet < 0x80; octet++)
        for (size_t place = 0; place < 17; place++) {
            char text[] = "abcdefgh !~}^012]", bad[] = "abcdefgh !~}^012]", replaced[24] = "";
            text[place] = (char)octet;
            assert_text(text, text);
            bad[place] = (char)(octet | 0x80); /* no UTF-8: U+FFFD */
            snprintf(replaced, sizeof replaced, "%.*s\xEF\xBF\xBD%s", (int)place, bad, bad + place + 1);
            assert_text(bad, replaced);
        }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t cp = 1; cp < 0x110000; cp += cp < 0x3000 ? 1 : 13) {
        char text[5] = "";
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        if (cp < 0x80) {
            text[0] = (char)cp;
        } else if (cp < 0x800) {
            text[0] = (char)(0xC0 | cp >> 6);
            text[1] = (char)(0x80 | (cp & 0x3F));
        } else if (cp < 0x10000) {
            text[0] = (char)(0xE0 | cp >> 12);
            text[1] = (char)(0x80 | (cp >> 6 & 0x3F));
            text[2] = (char)(0x80 | (cp & 0x3F));
        } else {
            text[0] = (char)(0xF0 | cp >> 18);
            text[1] = (char)(0x80 | (cp >> 12 & 0x3F));
            text[2] = (char)(0x80 | (cp >> 6 & 0x3F));
            text[3] = (char)(0x80 | (cp & 0x3F));
        }
        assert_text(text, text);
    }
}

static void numbers_of_sixty_two_bits_are_whole(void **state)
{
    struct out out = out_to_memory();
    struct json json = json_to(&out, false);
    (void)state;
    json_number(&json, 4611686018427387903);
    json_t *value = read_back(&out);
    assert_true(json_integer_value(value) == 4611686018427387903);
    json_decref(value);
}

static void hex_is_two_digits_an_octet(void **state)
{
    static const uint8_t octets[] = { 0x00, 0x0A, 0xF0, 0xFF };
    struct out out = out_to_memory();
    struct json json = json_to(&out, false);

    (void)state;
    json_begin_array(&json);
    json_hex(&json, octets, 0);
    json_hex(&json, octets, sizeof octets);
    json_end_array(&json);
    assert_int_equal(out.len, strlen("[\"\",\"000af0ff\"]"));
    assert_memory_equal(out.octets, "[\"\",\"000af0ff\"]", out.len);
    out_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nesting_comes_back),
        cmocka_unit_test(compact_is_one_line),
        cmocka_unit_test(texts_come_back_as_they_were),
        cmocka_unit_test(octets_that_are_no_utf8_are_replaced),
        cmocka_unit_test(what_is_not_safe_is_escaped),
        cmocka_unit_test(every_octet_is_seen_in_every_place),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(numbers_of_sixty_two_bits_are_whole),
        cmocka_unit_test(hex_is_two_digits_an_octet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
