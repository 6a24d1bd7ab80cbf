/* Two headers side by side. Oracles are from the header's drawing in RFC 6895 section 2. */
#include "dns/header/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct header_rules today = { .ad_in_queries = true };

/* "AA 0 1 0400": field, both values, bits; "-" for a value that is not there. */
static void tell(const struct header *one, const struct header *other, char *text, size_t size)
{
    struct header_difference differences[HEADER_FIELDS];
    const size_t n = header_differ(one, other, NULL, &today, differences);
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        char a[16] = "-", b[16] = "-";
        if (differences[i].one_has)
            snprintf(a, sizeof a, "%u", differences[i].one);
        if (differences[i].other_has)
            snprintf(b, sizeof b, "%u", differences[i].other);
        used += (size_t)snprintf(text + used, size - used, "%s%s %s %s %04x", i ? ", " : "",
                                 header_fields[differences[i].field].name, a, b, differences[i].bits);
        assert_true(used < size);
    }
}

static const struct {
    uint8_t one[12];
    uint8_t n;
    uint8_t other[12];
    uint8_t m;
    const char *said;
} cases[] = {
    { { 0x12, 0x34, 0x85, 0x83, 0, 1 }, 12, { 0x12, 0x34, 0x85, 0x83, 0, 1 }, 12, "" },
    { { 0, 0, 0x01, 0x00 },
      12,
      { 0, 0, 0x85, 0x83 },
      12,
      "QR 0 1 8000, AA 0 1 0400, RA 0 1 0080, RCODE 0 3 0003" },
    { { 0, 0, 0x28, 0x00 }, 12, { 0, 0, 0x20, 0x40 }, 12, "OpCode 5 4 0800, Z 0 1 0040" },
    { { 0xFF, 0x00 }, 12, { 0x00, 0xFF }, 12, "ID 65280 255 ffff" },
    /* one field of seven bits, as the second header has it */
    { { 0, 0, 0x28, 0x00 }, 12, { 0, 0, 0x2D, 0x80 }, 12, "Z 0 88 0580" },
    { { 0, 0, 0x01, 0x00 }, 12, { 0, 0, 0x30, 0x30 }, 12, "OpCode 0 6 3000, Z 16 3 0130" },
    { { 0, 0, 0x30, 0x00 }, 12, { 0, 0, 0x01, 0x10 }, 12, "OpCode 6 0 3000, RD 0 1 0100, CD 0 1 0010" },
    { { 0, 0, 0x06, 0x30 },
      12,
      { 0, 0, 0x01, 0x05 },
      12,
      "AA 1 0 0400, TC 1 0 0200, RD 0 1 0100, AD 1 0 0020, CD 1 0 0010, RCODE 0 5 0005" },
    { { 0, 0, 0, 0, 0, 1, 0, 2, 0, 3, 1, 0 },
      12,
      { 0, 0, 0, 0, 0, 1, 0, 3, 0, 3, 0, 1 },
      12,
      "ANCOUNT 2 3 0001, ARCOUNT 256 1 0101" },
    /* one of them cut: what is not there differs from a 0 that is */
    { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
      9,
      { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
      12,
      "NSCOUNT - 0 0000, ARCOUNT - 0 0000" },
    { { 0x12 }, 1, { 0x12, 0x34 }, 1, "" }, /* the second octet is not there in either */
};

static void fields_that_differ_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct header one = header_of(cases[i].one, cases[i].n);
        const struct header other = header_of(cases[i].other, cases[i].m);
        char text[256];
        tell(&one, &other, text, sizeof text);
        assert_string_equal(text, cases[i].said);
    }
}

/* Each single bit of the twelve octets belongs to one difference, which has that bit. */
static void each_bit_is_told(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 96; bit++) {
        uint8_t octets[12] = { 0 };
        const struct header one = header_of(octets, 12);
        struct header_difference differences[HEADER_FIELDS];
        octets[bit / 8] = (uint8_t)(0x80 >> bit % 8);
        const struct header other = header_of(octets, 12);
        assert_int_equal(header_differ(&one, &other, NULL, &today, differences), 1);
        assert_int_equal(header_fields[differences[0].field].word, bit / 16);
        assert_int_equal(differences[0].bits, 0x8000 >> bit % 16);
    }
}

/* RFC 6195 section 2: of the flags only RD and CD are expected to be copied. */
static void replies_copy_what_they_must(void **state)
{
    static const enum header_reply query[HEADER_FIELDS] = {
        REPLY_COPIES, REPLY_TURNS, REPLY_COPIES, REPLY_OWNS, REPLY_SETS,
        REPLY_COPIES, REPLY_OWNS,  REPLY_OWNS,   REPLY_OWNS, REPLY_COPIES,
        REPLY_SETS,   REPLY_SETS,  REPLY_SETS,   REPLY_SETS, REPLY_SETS,
    };
    const struct header_rules before = { .bcp42 = BCP42_RFC6195 }, after = { .ad_in_queries = true };
    const struct header_rules first = { .bcp42 = BCP42_RFC2929 }, second = { .bcp42 = BCP42_RFC5395 };

    (void)state;
    for (enum header_field_id id = HEADER_ID; id < HEADER_FIELDS; id++)
        assert_int_equal(header_reply_of(id), query[id]);
    assert_string_equal(header_reply_section(&before, HEADER_CD), "RFC 4035 3.2.2");
    assert_string_equal(header_reply_section(&first, HEADER_AA), "RFC 2929 2");
    assert_string_equal(header_reply_section(&first, HEADER_AD), "RFC 2929 2");
    assert_string_equal(header_reply_section(&second, HEADER_RA), "RFC 5395 2");
    assert_string_equal(header_reply_section(&before, HEADER_AA), "RFC 6195 2");
    assert_string_equal(header_reply_section(&before, HEADER_QDCOUNT), "RFC 1035 4.1.1");
    assert_string_equal(header_reply_section(&after, HEADER_AA), "RFC 6895 2");
    assert_string_equal(header_reply_section(&after, HEADER_CD), "RFC 4035 3.2.2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_that_differ_are_told),
        cmocka_unit_test(each_bit_is_told),
        cmocka_unit_test(replies_copy_what_they_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
