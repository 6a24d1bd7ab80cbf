/* Rows of tables made by hand: one table for each way in which ranges and records can lie. */
#include "registry/tile.h"
#include "support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct registry number4 = { .id = "n", .title = "N", .kind = KEY_NUMBER, .width = 4 };
static const struct registry number62 = { .id = "w", .title = "W", .kind = KEY_NUMBER, .width = 62 };
static const struct registry bits8 = { .id = "b", .title = "B", .kind = KEY_BIT, .width = 8 };
static const struct registry bits8_lsb = {
    .id = "l", .title = "L", .kind = KEY_BIT, .width = 8, .bits_from_lsb = true
};
static const struct registry pattern8 = { .id = "p", .title = "P", .kind = KEY_PATTERN, .width = 8 };
static const struct registry texts = { .id = "t", .title = "T", .kind = KEY_TEXT };
static const struct registry text_pairs = { .id = "tp", .title = "TP", .kind = KEY_PAIR };
static const struct registry pairs8 = { .id = "np", .title = "NP", .kind = KEY_PAIR, .width = 8 };

static const struct range open_range[] = { RANGE(0, 15, "Open", USE_OPEN) };

/* ---- numbers ----------------------------------------------------------------------------------- */

static void an_empty_registry_is_one_row(void **state)
{
    const struct table bare = table_of(&number4, NULL, 0, NULL, 0);
    const struct table ruled = table_of(&number4, open_range, 1, NULL, 0);
    (void)state;
    assert_rows(&bare, "0-15 . unassigned -\n");
    assert_rows(&ruled, "0-15 . unassigned Open\n");
}

static void records_at_both_ends_and_side_by_side(void **state)
{
    static const struct assignment records[] = { RECORD(0, 0, "ZERO", STATUS_ASSIGNED),
                                                 RECORD(1, 1, "ONE", STATUS_OBSOLETE),
                                                 RECORD(15, 15, "LAST", STATUS_ASSIGNED) };
    const struct table table = TABLE(&number4, open_range, records);
    (void)state;
    assert_rows(&table,
                "0 ZERO assigned Open\n1 ONE obsolete Open\n2-14 . unassigned Open\n15 LAST assigned Open\n");
}

static void a_full_registry_has_no_free_row(void **state)
{
    static const struct assignment records[] = { RECORD(0, 15, "ALL", STATUS_RESERVED) };
    const struct table table = TABLE(&number4, open_range, records);
    (void)state;
    assert_rows(&table, "0-15 ALL reserved Open\n");
}

static void free_rows_are_cut_at_policy_edges_inside_them(void **state)
{
    static const struct range ranges[] = { RANGE(0, 3, "A", USE_OPEN), RANGE(4, 7, "B", USE_RESERVED_OPEN),
                                           RANGE(8, 11, "C", USE_PRIVATE), RANGE(12, 15, "D", USE_CLOSED) };
    static const struct assignment records[] = { RECORD(2, 2, "TWO", STATUS_ASSIGNED) };
    const struct table table = TABLE(&number4, ranges, records);
    (void)state;
    assert_rows(&table, "0-1 . unassigned A\n2 TWO assigned A\n3 . unassigned A\n4-7 . reserved B\n"
                        "8-11 . private-use C\n12-15 . closed D\n");
}

static void codes_under_no_policy_are_rows_too(void **state)
{
    static const struct range ranges[] = { RANGE(3, 5, "A", USE_OPEN), RANGE(8, 9, "B", USE_OPEN) };
    static const struct assignment records[] = { RECORD(4, 4, "FOUR", STATUS_ASSIGNED) };
    const struct table table = TABLE(&number4, ranges, records);
    (void)state;
    assert_rows(&table, "0-2 . unassigned -\n3 . unassigned A\n4 FOUR assigned A\n5 . unassigned A\n"
                        "6-7 . unassigned -\n8-9 . unassigned B\n10-15 . unassigned -\n");
}

static void one_policy_in_two_ranges_stays_two_rows(void **state)
{
    static const struct range ranges[] = { RANGE(0, 7, "A", USE_OPEN), RANGE(8, 15, "A", USE_OPEN) };
    const struct table table = table_of(&number4, ranges, 2, NULL, 0);
    (void)state;
    assert_rows(&table, "0-7 . unassigned A\n8-15 . unassigned A\n");
}

static void a_code_with_two_meanings_has_two_rows(void **state)
{
    static const struct assignment records[] = {
        { .numeric = true, .low = 9, .high = 9, .mnemonic = "X", .context = "a", .status = STATUS_ASSIGNED },
        { .numeric = true, .low = 9, .high = 9, .mnemonic = "Y", .context = "b", .status = STATUS_ASSIGNED },
    };
    const struct table table = TABLE(&number4, open_range, records);
    struct rows rows = { 0 };
    size_t n;

    (void)state;
    assert_rows(&table,
                "0-8 . unassigned Open\n9 X assigned Open\n9 Y assigned Open\n10-15 . unassigned Open\n");
    rows_of(&table, &rows);
    assert_int_equal(rows_at(&rows, 9, &n), 1);
    assert_int_equal(n, 2);
    assert_int_equal(rows_at(&rows, 8, &n), 0);
    assert_int_equal(n, 1);
    (void)rows_at(&rows, 16, &n);
    assert_int_equal(n, 0);
    rows_free(&rows);
}

static void sixty_two_bits_are_tiled_to_the_last(void **state)
{
    static const uint64_t last = 4611686018427387903;
    static const struct range ranges[] = { RANGE(0, 63, "A", USE_OPEN),
                                           RANGE(64, 4611686018427387903, "B", USE_OPEN) };
    static const struct assignment records[] = { RECORD(5, 5, "FIVE", STATUS_ASSIGNED),
                                                 RECORD(4611686018427387903, 4611686018427387903, "END",
                                                        STATUS_ASSIGNED) };
    const struct table table = TABLE(&number62, ranges, records);
    char hex[ROW_CODE_OCTETS];
    const struct row end = { .registry = &number62, .numeric = true, .low = last, .high = last };

    (void)state;
    assert_true(registry_top(&number62) == last);
    assert_rows(&table, "0-4 . unassigned A\n5 FIVE assigned A\n6-63 . unassigned A\n"
                        "64-4611686018427387902 . unassigned B\n4611686018427387903 END assigned B\n");
    assert_string_equal(row_hex(&end, hex), "0x3FFFFFFFFFFFFFFF");
}

/* ---- bits and patterns ------------------------------------------------------------------------- */

static void bits_tile_with_fields_and_runs(void **state)
{
    static const struct range ranges[] = { RANGE(0, 7, "A", USE_OPEN) };
    static const struct assignment records[] = { RECORD(0, 0, "TOP", STATUS_ASSIGNED),
                                                 RECORD(2, 4, "FIELD", STATUS_ASSIGNED) };
    const struct table table = TABLE(&bits8, ranges, records);
    (void)state;
    assert_rows(&table, "0 TOP assigned A\n1 . unassigned A\n2-4 FIELD assigned A\n5-7 . unassigned A\n");
}

static void masks_count_from_the_end_the_document_counts_from(void **state)
{
    const struct row msb = { .registry = &bits8, .numeric = true, .low = 0, .high = 0 };
    const struct row lsb = { .registry = &bits8_lsb, .numeric = true, .low = 0, .high = 0 };
    const struct row field = { .registry = &bits8, .numeric = true, .low = 1, .high = 4 };
    const struct row field_lsb = { .registry = &bits8_lsb, .numeric = true, .low = 1, .high = 4 };
    const struct row all = { .registry = &bits8, .numeric = true, .low = 0, .high = 7 };
    char hex[ROW_CODE_OCTETS];

    (void)state;
    assert_string_equal(row_hex(&msb, hex), "0x80");
    assert_string_equal(row_hex(&lsb, hex), "0x01");
    assert_string_equal(row_hex(&field, hex), "0x78");
    assert_string_equal(row_hex(&field_lsb, hex), "0x1E");
    assert_string_equal(row_hex(&all, hex), "0xFF");
}

static void patterns_nest_and_the_most_exact_names_the_octet(void **state)
{
    static const struct range ranges[] = { RANGE(0, 255, "A", USE_OPEN) };
    static const struct assignment records[] = {
        { .numeric = true,
          .low = 0,
          .high = 63,
          .key = "00",
          .mnemonic = "NORMAL",
          .status = STATUS_ASSIGNED },
        { .numeric = true,
          .low = 64,
          .high = 127,
          .key = "01",
          .mnemonic = "EXT",
          .status = STATUS_ASSIGNED },
        { .numeric = true,
          .low = 65,
          .high = 65,
          .key = "01000001",
          .mnemonic = "BIN",
          .status = STATUS_HISTORIC },
        { .numeric = true,
          .low = 127,
          .high = 127,
          .key = "01111111",
          .mnemonic = "FUT",
          .status = STATUS_RESERVED },
        { .numeric = true,
          .low = 192,
          .high = 255,
          .key = "11",
          .mnemonic = "PTR",
          .status = STATUS_ASSIGNED },
    };
    const struct table table = TABLE(&pattern8, ranges, records);

    (void)state;
    assert_rows(&table,
                "00 NORMAL assigned A\n01 EXT assigned A\n01000001 BIN historic A\n01 EXT assigned A\n"
                "01111111 FUT reserved A\n128-191 . unassigned A\n11 PTR assigned A\n");
}

/* ---- texts and pairs --------------------------------------------------------------------------- */

static void texts_are_listed_and_then_their_policies(void **state)
{
    static const struct range ranges[] = { { .said = "ends in ext", .policy = "P", .use = USE_PRIVATE },
                                           { .said = "all others", .policy = "E", .use = USE_OPEN } };
    static const struct assignment records[] = { { .key = "*.ext", .status = STATUS_PRIVATE },
                                                 { .key = "coo", .status = STATUS_ASSIGNED } };
    const struct table table = TABLE(&texts, ranges, records);
    (void)state;
    assert_rows(&table, "*.ext . private-use P\ncoo . assigned E\n* . private-use P\n* . unassigned E\n");
}

static void pairs_of_texts_say_both_parts(void **state)
{
    static const struct range ranges[] = { { .policy = "E", .use = USE_OPEN } };
    static const struct assignment records[] = {
        { .key = "SRV", .key2 = "_tcp", .status = STATUS_ASSIGNED }
    };
    const struct table table = TABLE(&text_pairs, ranges, records);
    const struct row row = { .registry = &text_pairs, .assignment = records };
    char buffer[ROW_KEY_OCTETS];
    const char *keys[2];

    (void)state;
    assert_rows(&table, "SRV _tcp . assigned E\n* . unassigned E\n");
    assert_int_equal(row_keys(&row, keys, buffer), 2);
    assert_string_equal(keys[0], "SRV");
    assert_string_equal(keys[1], "_tcp");
}

static void pairs_of_numbers_leave_the_other_sizes_free(void **state)
{
    static const struct range ranges[] = {
        { .numeric = true,
          .low = 1,
          .high = 239,
          .has_second = true,
          .low2 = 8,
          .high2 = 32,
          .policy = "E",
          .use = USE_OPEN },
        { .numeric = true,
          .low = 240,
          .high = 254,
          .has_second = true,
          .low2 = 8,
          .high2 = 32,
          .policy = "P",
          .use = USE_PRIVATE },
    };
    static const struct assignment records[] = {
        { .numeric = true,
          .low = 0,
          .high = 0,
          .has_second = true,
          .low2 = 8,
          .high2 = 32,
          .status = STATUS_RESERVED },
        { .numeric = true,
          .low = 1,
          .high = 1,
          .has_second = true,
          .low2 = 16,
          .high2 = 16,
          .mnemonic = "SIP",
          .status = STATUS_ASSIGNED },
        { .numeric = true,
          .low = 255,
          .high = 255,
          .has_second = true,
          .low2 = 8,
          .high2 = 32,
          .status = STATUS_RESERVED },
    };
    const struct table table = TABLE(&pairs8, ranges, records);

    (void)state;
    assert_rows(&table,
                "1 16 SIP assigned E\n0 8-32 . reserved -\n1 8-15 . unassigned E\n1 17-32 . unassigned E\n"
                "2-239 8-32 . unassigned E\n240-254 8-32 . private-use P\n255 8-32 . reserved -\n");
}

static void pairs_of_a_text_and_a_number_share_the_number(void **state)
{
    static const struct range ranges[] = { RANGE(0, 255, "E", USE_OPEN) };
    static const struct assignment records[] = {
        { .numeric = true, .low = 0, .high = 0, .mnemonic = "NULL", .status = STATUS_ASSIGNED },
        { .numeric = true, .low = 128, .high = 255, .status = STATUS_PRIVATE },
        { .numeric = true, .low = 1, .high = 1, .key = "CDS", .mnemonic = "N", .status = STATUS_ASSIGNED },
        { .numeric = true, .low = 1, .high = 1, .key = "CSYNC", .mnemonic = "N", .status = STATUS_ASSIGNED },
    };
    const struct table table = TABLE(&pairs8, ranges, records);

    (void)state;
    assert_rows(&table, "0 NULL assigned E\nCDS 1 N assigned E\nCSYNC 1 N assigned E\n2-127 . unassigned E\n"
                        "128-255 . private-use E\n");
}

/* ---- what rows say ----------------------------------------------------------------------------- */

static void only_open_unassigned_codes_are_free(void **state)
{
    static const enum use uses[] = { USE_NONE,          USE_PRIVATE,  USE_EXPERIMENTAL, USE_OPEN,
                                     USE_RESERVED_OPEN, USE_RESERVED, USE_NEVER,        USE_CLOSED };

    (void)state;
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        const struct range range = { .numeric = true, .use = uses[i], .policy = "x" };
        const struct row row = {
            .registry = &number4, .range = &range, .numeric = true, .status = range_status(&range)
        };
        assert_int_equal(row_is_free(&row), uses[i] == USE_OPEN);
    }
    assert_int_equal(range_status(NULL), STATUS_UNASSIGNED);
    const struct row bare = { .registry = &number4, .numeric = true, .status = STATUS_UNASSIGNED };
    assert_false(row_is_free(&bare)); /* no policy, nobody to ask */
}

static void hex_is_as_wide_as_the_registry(void **state)
{
    static const struct {
        unsigned width;
        uint64_t low, high;
        const char *hex;
    } cases[] = { { 4, 6, 6, "0x6" },
                  { 4, 7, 15, "0x7-0xF" },
                  { 8, 10, 10, "0x0A" },
                  { 16, 65, 65, "0x0041" },
                  { 16, 65280, 65534, "0xFF00-0xFFFE" },
                  { 5, 1, 1, "0x01" } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct registry registry = { .id = "n", .kind = KEY_NUMBER, .width = cases[i].width };
        const struct row row = {
            .registry = &registry, .numeric = true, .low = cases[i].low, .high = cases[i].high
        };
        char hex[ROW_CODE_OCTETS];
        assert_string_equal(row_hex(&row, hex), cases[i].hex);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_registry_is_one_row),
        cmocka_unit_test(records_at_both_ends_and_side_by_side),
        cmocka_unit_test(a_full_registry_has_no_free_row),
        cmocka_unit_test(free_rows_are_cut_at_policy_edges_inside_them),
        cmocka_unit_test(codes_under_no_policy_are_rows_too),
        cmocka_unit_test(one_policy_in_two_ranges_stays_two_rows),
        cmocka_unit_test(a_code_with_two_meanings_has_two_rows),
        cmocka_unit_test(sixty_two_bits_are_tiled_to_the_last),
        cmocka_unit_test(bits_tile_with_fields_and_runs),
        cmocka_unit_test(masks_count_from_the_end_the_document_counts_from),
        cmocka_unit_test(patterns_nest_and_the_most_exact_names_the_octet),
        cmocka_unit_test(texts_are_listed_and_then_their_policies),
        cmocka_unit_test(pairs_of_texts_say_both_parts),
        cmocka_unit_test(pairs_of_numbers_leave_the_other_sizes_free),
        cmocka_unit_test(pairs_of_a_text_and_a_number_share_the_number),
        cmocka_unit_test(only_open_unassigned_codes_are_free),
        cmocka_unit_test(hex_is_as_wide_as_the_registry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
