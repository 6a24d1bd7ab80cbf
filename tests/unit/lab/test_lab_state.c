/* The octets of the lab: what keys do to them, and that all of it can be taken back. */
#include "ui/lab/lab_state.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct lab *lab_of(const char *digits)
{
    struct lab *lab = memory_take(sizeof *lab);
    for (; *digits; digits++)
        assert_true(lab_type(lab, (unsigned char)*digits));
    return lab;
}

/* What stands there, as hex; characters that are no digits stand for themselves. */
static void expect(const struct lab *lab, const char *text)
{
    char got[128];
    assert_true(lab->n < sizeof got);
    for (uint32_t i = 0; i < lab->n; i++)
        got[i] = lab->cells[i] < 16 ? "0123456789abcdef"[lab->cells[i]] : (char)lab->cells[i];
    got[lab->n] = '\0';
    assert_string_equal(got, text);
}

static void typing(void **state)
{
    struct lab *lab = lab_of("0402 8583");

    (void)state;
    expect(lab, "0402\xFF"
                "8583"); /* blanks are the pane's matter: here they are no digits */
    free(lab);
    lab = lab_of("04FfG");
    expect(lab, "04ffG");
    assert_int_equal(lab->bit, 20);
    assert_int_equal(lab_bad(lab), 4);
    assert_false(lab_has(lab, 16, 4));
    assert_true(lab_has(lab, 0, 16));
    assert_int_equal(lab_get(lab, 0, 20), 0x04ff0);
    free(lab);
}

static void half_an_octet(void **state)
{
    struct lab *lab = lab_of("04028");
    uint8_t octets[LAB_OCTETS];
    struct header header = lab_header(lab);

    (void)state;
    assert_int_equal(lab_octets(lab, octets), 2);
    assert_int_equal(octets[2], 0x80);
    assert_int_equal(header.nibbles, 5);
    assert_true(header_has(&header, HEADER_QR));
    assert_false(header_has(&header, HEADER_OPCODE));
    free(lab);
}

static void over_and_between(void **state)
{
    struct lab *lab = lab_of("1234");

    (void)state;
    lab_move(lab, LAB_ALL, -1, lab->n * 4);
    (void)lab_type(lab, 'a');
    expect(lab, "a234");
    lab->inserts = true;
    (void)lab_type(lab, 'b');
    expect(lab, "ab234");
    assert_true(lab_backspace(lab));
    expect(lab, "a234");
    assert_true(lab_delete(lab));
    expect(lab, "a34");
    lab_move(lab, LAB_ALL, 1, lab->n * 4);
    assert_false(lab_delete(lab));
    lab_move(lab, LAB_ALL, -1, 0);
    assert_false(lab_backspace(lab));
    free(lab);
}

/* Where each field begins, by hand from RFC 1035 section 4.1.1. */
static void fields(void **state)
{
    static const struct {
        enum header_field_id field;
        uint32_t first;
    } rows[] = { { HEADER_ID, 0 },       { HEADER_QR, 16 },      { HEADER_OPCODE, 17 },
                 { HEADER_AA, 21 },      { HEADER_TC, 22 },      { HEADER_RD, 23 },
                 { HEADER_RA, 24 },      { HEADER_Z, 25 },       { HEADER_AD, 26 },
                 { HEADER_CD, 27 },      { HEADER_RCODE, 28 },   { HEADER_QDCOUNT, 32 },
                 { HEADER_ANCOUNT, 48 }, { HEADER_NSCOUNT, 64 }, { HEADER_ARCOUNT, 80 } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(lab_field_bit(rows[i].field), rows[i].first);
}

static void moving(void **state)
{
    static const struct {
        enum lab_grain grain;
        int by;
        uint32_t from, to;
    } rows[] = { { LAB_BIT, 1, 5, 6 },     { LAB_BIT, -1, 0, 0 },    { LAB_BIT, 1, 95, 95 },
                 { LAB_NIBBLE, 1, 4, 8 },  { LAB_NIBBLE, -1, 2, 0 }, { LAB_OCTET, 1, 3, 8 },
                 { LAB_OCTET, -1, 11, 8 }, { LAB_OCTET, -1, 8, 0 },  { LAB_WORD, 1, 30, 46 },
                 { LAB_WORD, -1, 30, 14 }, { LAB_ALL, 1, 7, 95 },    { LAB_ALL, -1, 7, 0 } };
    struct lab *lab = lab_of("");
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lab->bit = rows[i].from;
        lab_move(lab, rows[i].grain, rows[i].by, 95);
        assert_int_equal(lab->bit, rows[i].to);
    }
    free(lab);
}

static void putting(void **state)
{
    struct lab *lab = lab_of("12348583");

    (void)state;
    assert_true(lab_put(lab, lab_field_bit(HEADER_OPCODE), 4, 5)); /* Update */
    expect(lab, "1234ad83");
    assert_true(lab_put(lab, lab_field_bit(HEADER_AA), 1, 0));
    expect(lab, "1234a983");
    assert_false(lab_put(lab, lab_field_bit(HEADER_AA), 1, 0));
    assert_true(lab_put(lab, lab_field_bit(HEADER_ANCOUNT), 16, 258)); /* QDCOUNT comes with it */
    expect(lab, "1234a98300000102");
    free(lab);
    lab = lab_of("1G34");
    assert_true(lab_put(lab, 6, 1, 1)); /* what is no digit counts as 0 */
    expect(lab, "1234");
    assert_true(lab_put(lab, 4, 1, 1));
    expect(lab, "1a34");
    free(lab);
}

static void taking_back(void **state)
{
    static const uint8_t octets[] = { 0xAB, 0xCD, 0x12, 0x34, 0x56 };
    struct lab *lab = lab_of("0402");

    (void)state;
    assert_true(lab_put(lab, lab_field_bit(HEADER_AA), 1, 1));
    expect(lab, "040204");
    assert_true(lab_load(lab, octets, sizeof octets - 1, true));
    expect(lab, "abcd12345");
    assert_true(lab_undo(lab));
    expect(lab, "040204");
    assert_true(lab_undo(lab));
    expect(lab, "0402");
    assert_true(lab_undo(lab)); /* what was typed in one go */
    expect(lab, "");
    assert_false(lab_undo(lab));
    for (int i = 0; i < 3; i++)
        assert_true(lab_redo(lab));
    assert_false(lab_redo(lab));
    expect(lab, "abcd12345");
    assert_true(lab_undo(lab));
    lab_move(lab, LAB_ALL, 1, lab->n * 4);
    (void)lab_type(lab, 'f'); /* a new change ends what could be done again */
    assert_false(lab_redo(lab));
    expect(lab, "040204f");
    free(lab);
}

static void typed_over_is_taken_back_in_one(void **state)
{
    struct lab *lab = lab_of("12345678");

    (void)state;
    lab->bit = 8;
    lab_move(lab, LAB_NIBBLE, 1, 32);
    (void)lab_type(lab, 'a');
    (void)lab_type(lab, 'b');
    (void)lab_type(lab, '6'); /* is there already: the cursor moves on */
    (void)lab_type(lab, 'c');
    expect(lab, "123ab6c8");
    while (lab_undo(lab))
        ;
    expect(lab, "");
    while (lab_redo(lab))
        ;
    expect(lab, "123ab6c8");
    free(lab);
}

/* Any series of changes, taken back and done again, gives the same octets; the oldest may be forgotten. */
static void any_series(void **state)
{
    uint64_t random = 20110301;
    struct lab *lab = memory_take(sizeof *lab), *copy = memory_take(sizeof *copy);
    uint8_t octets[3000];

    (void)state;
    memset(octets, 0x5A, sizeof octets);
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        const uint32_t number = (uint32_t)(random >> 33);
        lab->bit = lab->n ? number % (lab->n * 4) : 0;
        switch (number >> 8 & 7) {
        case 0:
        case 1:
            (void)lab_type(lab, (unsigned char)"0123456789abcdefxyz"[number % 19]);
            break;
        case 2:
            (void)lab_backspace(lab);
            break;
        case 3:
            (void)lab_put(lab, number % 90, 1 + number % 6, number & 1);
            break;
        case 4:
            lab->inserts = !lab->inserts;
            (void)lab_delete(lab);
            break;
        case 5:
            octets[number % sizeof octets] = (uint8_t)number;
            if (number % 50 == 0)
                (void)lab_load(lab, octets, number % sizeof octets, false);
            break;
        default: {
            unsigned n = 0;
            *copy = *lab;
            while (n < number % 9 && lab_undo(lab))
                n++;
            while (n > 0) {
                assert_true(lab_redo(lab));
                n--;
            }
            assert_int_equal(lab->n, copy->n);
            assert_memory_equal(lab->cells, copy->cells, lab->n);
        }
        }
        assert_true(lab->n_edits <= LAB_EDITS && lab->standing <= lab->n_edits && lab->n <= LAB_NIBBLES);
    }

    free(copy);
    free(lab);
}

static void as_long_as_messages_get(void **state)
{
    uint8_t *octets = memory_take(LAB_OCTETS);
    struct lab *lab = memory_take(sizeof *lab);

    (void)state;
    memset(octets, 0x11, LAB_OCTETS);
    assert_true(lab_load(lab, octets, 65535, false));
    assert_int_equal(lab->n, LAB_NIBBLES);
    lab->bit = lab->n * 4;
    assert_false(lab_type(lab, '1'));
    assert_false(lab_put(lab, lab->bit, 4, 1));
    memset(octets, 0x22, LAB_OCTETS);
    for (int i = 0; i < 5; i++) { /* more than can be remembered: the oldest are forgotten */
        octets[0] = octets[65534] = (uint8_t)i;
        octets[1] = (uint8_t)~octets[1];
        assert_true(lab_load(lab, octets, 65535, false));
    }

    assert_true(lab_undo(lab));
    assert_int_equal(lab->n, LAB_NIBBLES);
    assert_int_equal(lab_get(lab, 0, 8), 3);
    free(lab);
    free(octets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing),           cmocka_unit_test(half_an_octet),
        cmocka_unit_test(over_and_between), cmocka_unit_test(fields),
        cmocka_unit_test(moving),           cmocka_unit_test(putting),
        cmocka_unit_test(taking_back),      cmocka_unit_test(typed_over_is_taken_back_in_one),
        cmocka_unit_test(any_series),       cmocka_unit_test(as_long_as_messages_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
