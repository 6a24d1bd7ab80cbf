/* Names on the wire: as text, compared, as typed, and every way in which they go wrong. */
#include "dns/message/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *octets;
    size_t n, offset;
    const char *text;
    enum name_trouble trouble;
    size_t trouble_at, end;
    bool ends;
} cases[] = {
    { "\0", 1, 0, ".", NAME_FINE, 0, 1, true },
    { "\3foo\3CoM\0", 9, 0, "foo.CoM.", NAME_FINE, 0, 9, true },
    { "\3com\0\3foo\xC0\0", 11, 5, "foo.com.", NAME_FINE, 0, 11, true },
    { "\5a.b\\ \0", 7, 0, "a\\.b\\\\\\032.", NAME_FINE, 0, 7, true },
    { "\4\"@\0\xFF\0", 6, 0, "\\\"\\@\\000\\255.", NAME_FINE, 0, 6, true },
    { "\x41\x05\xD0\3foo\0", 8, 0, "\\[xD0/5].foo.", NAME_FINE, 0, 8, true },
    { "\x41\x0C\xAB\xC0\0", 5, 0, "\\[xABC/12].", NAME_FINE, 0, 5, true },
    /* cut: at once, in a label, before the root, in a pointer, in a bit-string */
    { "", 0, 0, "...", NAME_CUT, 0, 0, false },
    { "\3fo", 3, 0, "...", NAME_CUT, 0, 0, false },
    { "\3foo", 4, 0, "foo....", NAME_CUT, 4, 4, false },
    { "\3foo\xC0", 5, 0, "foo....", NAME_CUT, 4, 4, false },
    { "\x41", 1, 0, "...", NAME_CUT, 0, 0, false },
    /* pointers: to itself, forward, into its own name, two that meet, behind the octets */
    { "\xC0\0\0", 3, 0, "...", NAME_FORWARD, 0, 2, true },
    { "\1a\xC0\4\0", 5, 0, "a....", NAME_FORWARD, 2, 4, true },
    { "\1a\xC0\0", 4, 0, "a....", NAME_LOOP, 2, 4, true },
    { "\1a\xC0\4\1b\xC0\0", 8, 4, "b.a....", NAME_FORWARD, 2, 8, true },
    { "\1a\1b\xC0\0\xC0\2", 8, 6, "b.a.b....", NAME_LOOP, 4, 8, true },
    { "\xFF\xFF", 2, 0, "...", NAME_FORWARD, 0, 2, true },
    /* label types */
    { "\1a\x80", 3, 0, "a....", NAME_LABEL, 2, 2, false },
    { "\1a\x42\1\0", 5, 0, "a....", NAME_LABEL, 2, 2, false },
};

static void names_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t *octets = malloc(cases[i].n ? cases[i].n : 1); /* of the exact length, for the sanitizer */
        char text[NAME_TEXT_OCTETS];
        assert_non_null(octets);
        memcpy(octets, cases[i].octets, cases[i].n);
        struct dns_wire_name name = dns_name_read(octets, cases[i].n, cases[i].offset);
        size_t length = dns_name_text(octets, cases[i].n, cases[i].offset, text);
        assert_int_equal(length, strlen(text));
        if (strcmp(text, cases[i].text) != 0 || name.trouble != cases[i].trouble ||
            name.trouble_at != cases[i].trouble_at || name.end != cases[i].end || name.ends != cases[i].ends)
            fail_msg("case %zu: %s, trouble %d at %zu, end %zu %d", i, text, (int)name.trouble,
                     name.trouble_at, name.end, name.ends);
        free(octets);
    }
}

/* Count 0 stands for 256 bits (RFC 2673 section 3.2). */
static void a_bit_string_of_256_bits(void **state)
{
    uint8_t octets[35] = { 0x41, 0 };
    struct dns_wire_name name = dns_name_read(octets, sizeof octets, 0);
    char text[NAME_TEXT_OCTETS];
    (void)state;
    assert_int_equal(name.trouble, NAME_FINE);
    assert_int_equal(name.length, 35);
    assert_int_equal(dns_name_text(octets, sizeof octets, 0, text), 3 + 64 + 5 + 1);
}

/* Four labels: 64 + 64 + 64 + 62 + 1 are the 255 octets that fit. */
static size_t long_name(uint8_t *octets, unsigned last)
{
    static const unsigned lengths[] = { 63, 63, 63 };
    size_t used = 0;

    for (size_t i = 0; i < 3; i++) {
        octets[used++] = (uint8_t)lengths[i];
        memset(octets + used, 'x', lengths[i]);
        used += lengths[i];
    }

    octets[used++] = (uint8_t)last;
    memset(octets + used, 'x', last);
    used += last;
    octets[used++] = 0;
    return used;
}

static void no_name_is_longer_than_255_octets(void **state)
{
    uint8_t octets[300];
    size_t n = long_name(octets, 61);
    struct dns_wire_name name = dns_name_read(octets, n, 0);

    (void)state;
    assert_int_equal(name.trouble, NAME_FINE);
    assert_int_equal(name.length, 255);
    n = long_name(octets, 62);
    name = dns_name_read(octets, n, 0);
    assert_int_equal(name.trouble, NAME_LONG);
    assert_int_equal(name.trouble_at, 255);
    assert_true(name.ends); /* the next field is where the root says */
    assert_int_equal(name.end, 256);
    octets[255] = 0xC0;
    octets[256] = 0;
    name = dns_name_read(octets, 257, 0);
    assert_int_equal(name.trouble, NAME_LOOP);
    assert_int_equal(name.end, 257);
}

/* The longest text: every octet of 255 as \DDD. */
static void the_longest_text_fits(void **state)
{
    uint8_t octets[300];
    char text[NAME_TEXT_OCTETS];
    size_t n = long_name(octets, 61);

    (void)state;
    for (size_t i = 0; i < n; i++)
        if (octets[i] == 'x')
            octets[i] = 0xFE;
    assert_int_equal(dns_name_text(octets, n, 0, text), 250 * 4 + 4);
}

/* Each pointer leads to the one before it: the work is bounded whatever the message's size. */
static void a_long_chain_of_pointers_is_given_up(void **state)
{
    uint8_t octets[1 + 2 * 1000] = { 0 };

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        unsigned to = i == 0 ? 0 : 1 + 2 * (i - 1);
        octets[1 + 2 * i] = (uint8_t)(0xC0 | to >> 8);
        octets[2 + 2 * i] = (uint8_t)to;
    }

    assert_int_equal(dns_name_read(octets, sizeof octets, 1 + 2 * 127).trouble, NAME_FINE);
    assert_int_equal(dns_name_read(octets, sizeof octets, 1 + 2 * 128).trouble, NAME_LOOP);
    assert_int_equal(dns_name_read(octets, sizeof octets, 1 + 2 * 999).trouble, NAME_LOOP);
}

static void names_are_equal_without_ascii_case(void **state)
{
    static const uint8_t octets[] = "\3www\3foo\0\3WwW\xC0\4\3www\3bar\0\1\xC4\0\1\xE4\0\x41\1\x80\0";
    const size_t n = sizeof octets - 1;

    (void)state;
    assert_true(dns_name_equal(octets, n, 0, 9));
    assert_false(dns_name_equal(octets, n, 0, 15));
    assert_false(dns_name_equal(octets, n, 0, 4));
    assert_false(dns_name_equal(octets, n, 24, 27)); /* 0xC4 and 0xE4 are no ASCII letters */
    assert_true(dns_name_equal(octets, n, 30, 30));
    assert_false(dns_name_equal(octets, n, n - 1, n)); /* the root and no name */
    assert_false(dns_name_equal(octets, n, n, n));
}

static void what_people_type_becomes_labels(void **state)
{
    static const struct {
        const char *text, *octets;
        size_t n;
    } typed[] = {
        { ".", "\0", 1 },
        { "com", "\3com\0", 5 },
        { "a.com.", "\1a\3com\0", 7 },
        { "\\065\\.b.c", "\3A.b\1c\0", 7 },
        { "", "", 0 },
        { "a..b", "", 0 },
        { ".a", "", 0 },
        { "a\\", "", 0 },
        { "a\\25", "", 0 },
        { "a\\256", "", 0 },
        { "\\[x8/1]", "", 0 },
        { "0123456789012345678901234567890123456789012345678901234567890123", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        uint8_t out[255];
        assert_int_equal(dns_name_write(typed[i].text, out), typed[i].n);
        assert_memory_equal(out, typed[i].octets, typed[i].n);
    }
}

static void what_is_written_out_reads_back(void **state)
{
    uint8_t octets[300], out[255];
    char text[NAME_TEXT_OCTETS];
    size_t n = long_name(octets, 61);

    (void)state;
    for (size_t i = 0; i < n; i++)
        if (octets[i] == 'x')
            octets[i] = (uint8_t)i;

    (void)dns_name_text(octets, n, 0, text);
    assert_int_equal(dns_name_write(text, out), 255);
    assert_memory_equal(out, octets, 255);
    text[strlen(text) - 1] = 'x'; /* one octet more */
    assert_int_equal(dns_name_write(text, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_as_far_as_they_go),
        cmocka_unit_test(a_bit_string_of_256_bits),
        cmocka_unit_test(no_name_is_longer_than_255_octets),
        cmocka_unit_test(the_longest_text_fits),
        cmocka_unit_test(a_long_chain_of_pointers_is_given_up),
        cmocka_unit_test(names_are_equal_without_ascii_case),
        cmocka_unit_test(what_people_type_becomes_labels),
        cmocka_unit_test(what_is_written_out_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
