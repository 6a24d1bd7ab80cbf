/* Drafts among the rows of tables made by hand. */
#include "registry/count.h"
#include "registry/draft.h"
#include "registry/key.h"
#include "registry/tile.h"
#include "support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct registry number4 = { .id = "n", .title = "N", .kind = KEY_NUMBER, .width = 4 };
static const struct registry texts = { .id = "t", .title = "T", .kind = KEY_TEXT };
static const struct range ranges[] = { RANGE(0, 7, "Open", USE_OPEN), RANGE(8, 15, "Private", USE_PRIVATE) };

#define DRAFT(number, name, what)                                                                            \
    {                                                                                                        \
        .registry = &number4, .record = {                                                                    \
            .numeric = true,                                                                                 \
            .low = (number),                                                                                 \
            .high = (number),                                                                                \
            .mnemonic = (name),                                                                              \
            .status = (what)                                                                                 \
        }                                                                                                    \
    }

static struct table drafted(struct table table, const struct draft *drafts, size_t n)
{
    table.drafts = drafts;
    table.n_drafts = n;
    return table;
}

static void a_draft_is_cut_out_of_the_row_that_spans_it(void **state)
{
    static const struct draft drafts[] = { DRAFT(0, "FIRST", STATUS_UNASSIGNED),
                                           DRAFT(10, "TEN", STATUS_PRIVATE),
                                           DRAFT(11, "NEXT", STATUS_PRIVATE),
                                           DRAFT(15, "LAST", STATUS_PRIVATE) };
    const struct table table = drafted(table_of(&number4, ranges, 2, NULL, 0), drafts, 4);

    (void)state;
    assert_rows(&table, "0 FIRST unassigned Open\n1-7 . unassigned Open\n8-9 . private-use Private\n"
                        "10 TEN private-use Private\n11 NEXT private-use Private\n"
                        "12-14 . private-use Private\n15 LAST private-use Private\n");
}

/* A private-use record is a row like any other until somebody uses a code of it. */
static void a_draft_is_cut_out_of_a_record_too(void **state)
{
    static const struct assignment records[] = { RECORD(8, 15, "Private Use", STATUS_PRIVATE) };
    static const struct draft drafts[] = { DRAFT(9, "NINE", STATUS_PRIVATE) };
    const struct table table = drafted(TABLE(&number4, ranges, records), drafts, 1);
    (void)state;
    assert_rows(&table, "0-7 . unassigned Open\n8 Private Use private-use Private\n"
                        "9 NINE private-use Private\n10-15 Private Use private-use Private\n");
}

/* A proposal that modifies an assignment, or a draft that IANA has overtaken. */
static void a_draft_on_a_taken_code_stands_behind_it(void **state)
{
    static const struct assignment records[] = { RECORD(3, 3, "THREE", STATUS_ASSIGNED) };
    static const struct draft drafts[] = { DRAFT(3, "MINE", STATUS_ASSIGNED) };
    const struct table table = drafted(TABLE(&number4, ranges, records), drafts, 1);
    (void)state;
    assert_rows(&table, "0-2 . unassigned Open\n3 THREE assigned Open\n3 MINE assigned Open\n"
                        "4-7 . unassigned Open\n8-15 . private-use Private\n");
}

static void a_proposal_without_a_code_stands_at_the_end(void **state)
{
    static const struct draft drafts[] = { { .registry = &number4, .record = { .mnemonic = "WISH" } } };
    const struct table table = drafted(table_of(&number4, ranges, 2, NULL, 0), drafts, 1);
    (void)state;
    assert_rows(&table, "0-7 . unassigned Open\n8-15 . private-use Private\ntbd WISH assigned -\n");
}

static void keys_stand_among_keys(void **state)
{
    static const struct assignment records[] = { { .key = "alpha" }, { .key = "gamma" } };
    static const struct range said[] = { { .said = "all", .policy = "Expert", .use = USE_OPEN } };
    static const struct draft drafts[] = { { .registry = &texts, .record = { .key = "beta" } },
                                           { .registry = &texts, .record = { .key = "zeta" } } };
    const struct table table = drafted(TABLE(&texts, said, records), drafts, 2);

    (void)state;
    assert_rows(&table, "alpha . assigned Expert\nbeta . assigned Expert\ngamma . assigned Expert\n"
                        "zeta . assigned Expert\n* . unassigned Expert\n");
}

/* What the edition says is not changed by what the user writes beside it. */
static void drafts_change_neither_counts_nor_history(void **state)
{
    static const struct draft drafts[] = { DRAFT(2, "TWO", STATUS_UNASSIGNED) };
    const struct table bare = table_of(&number4, ranges, 2, NULL, 0);
    const struct table table = drafted(bare, drafts, 1);
    struct rows rows = { 0 }, found = { 0 };

    (void)state;
    assert_int_equal(table_count(&table).free, 8);
    rows_of(&table, &rows);
    assert_string_equal(row_mnemonic(&rows.at[1]), "TWO");
    key_follow(&table, &rows.at[1], &found);
    assert_int_equal(found.n, 1);
    assert_null(found.at[0].draft);
    assert_int_equal(found.at[0].high, 7);
    rows_free(&rows);
    rows_free(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_cut_out_of_the_row_that_spans_it),
        cmocka_unit_test(a_draft_is_cut_out_of_a_record_too),
        cmocka_unit_test(a_draft_on_a_taken_code_stands_behind_it),
        cmocka_unit_test(a_proposal_without_a_code_stands_at_the_end),
        cmocka_unit_test(keys_stand_among_keys),
        cmocka_unit_test(drafts_change_neither_counts_nor_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
