/* Two editions made by hand, and every kind of difference between them. */
#include "registry/diff.h"

#include "support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct registry registries[] = {
    { .id = "n", .title = "N", .kind = KEY_NUMBER, .width = 8, .place = 1 },
    { .id = "t", .title = "T", .kind = KEY_TEXT, .place = 2 },
    { .id = "only", .title = "Only", .kind = KEY_NUMBER, .width = 8, .place = 3 },
};

/* A model over these registries with the tables given; the texts of its edition may be changed. */
static struct model model_of(const struct table *tables, size_t n)
{
    return (struct model){
        .edition = { .id = "e", .form = "free", .generic = "warned", .process = "p", .policies = "q" },
        .tables = tables,
        .n_tables = n,
        .registries = registries,
        .n_registries = 3
    };
}

static const struct range open_range[] = { RANGE(0, 255, "A", USE_OPEN) };

static struct edition_changes compare(const struct table *before, const struct table *after)
{
    const struct model old = model_of(before, 1), new = model_of(after, 1);
    struct edition_changes changes;
    diff_editions(&old, &new, NULL, &changes);
    return changes;
}

static void the_same_is_no_change(void **state)
{
    static const struct assignment records[] = { RECORD(1, 1, "ONE", STATUS_ASSIGNED) };
    const struct table table = TABLE(&registries[0], open_range, records);
    struct edition_changes changes = compare(&table, &table);
    (void)state;
    assert_int_equal(changes.n, 0);
    changes_free(&changes);
}

static void added_removed_and_changed_records(void **state)
{
    static const struct assignment before[] = { RECORD(1, 1, "ONE", STATUS_ASSIGNED),
                                                RECORD(2, 2, "TWO", STATUS_ASSIGNED) };
    static const struct assignment after[] = { RECORD(2, 2, "ZWEI", STATUS_OBSOLETE),
                                               RECORD(3, 3, "THREE", STATUS_ASSIGNED) };
    const struct table old = TABLE(&registries[0], open_range, before),
                       new = TABLE(&registries[0], open_range, after);
    struct edition_changes changes = compare(&old, &new);
    unsigned seen = 0;

    (void)state;
    assert_int_equal(changes.n, 3);
    for (size_t i = 0; i < changes.n; i++) {
        const struct edition_change *change = &changes.at[i];
        assert_int_equal(change->what, CHANGE_ASSIGNMENT);
        seen |= 1U << change->low;
        if (change->low == 1) {
            assert_int_equal(change->kind, CHANGE_REMOVED);
            assert_null(change->after.registry);
        } else if (change->low == 3) {
            assert_int_equal(change->kind, CHANGE_ADDED);
            assert_null(change->before.registry);
        } else {
            assert_int_equal(change->kind, CHANGE_CHANGED);
            assert_int_equal(change->fields, FIELD_MNEMONIC | FIELD_STATUS);
        }
    }

    assert_int_equal(seen, 1U << 1 | 1U << 2 | 1U << 3);
    changes_free(&changes);
}

static void each_field_is_told(void **state)
{
    static const struct reference one[] = { { "rfc", "rfc1", "RFC1" } },
                                  two[] = { { "rfc", "rfc2", "RFC2" } };
    static const struct assignment base = { .numeric = true,
                                            .low = 1,
                                            .high = 1,
                                            .mnemonic = "A",
                                            .meaning = "m",
                                            .category = CATEGORY_DATA,
                                            .registered = "2001",
                                            .references = one,
                                            .n_references = 1 };

    (void)state;
    static const unsigned fields[] = { FIELD_MNEMONIC, FIELD_MEANING,    FIELD_CATEGORY,
                                       FIELD_STATUS,   FIELD_REFERENCES, FIELD_REGISTERED };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct assignment other = base;
        if (fields[i] == FIELD_MNEMONIC)
            other.mnemonic = "B";
        else if (fields[i] == FIELD_MEANING)
            other.meaning = NULL;
        else if (fields[i] == FIELD_CATEGORY)
            other.category = CATEGORY_META;
        else if (fields[i] == FIELD_STATUS)
            other.status = STATUS_HISTORIC;
        else if (fields[i] == FIELD_REFERENCES)
            other.references = two;
        else
            other.registered = "2002";
        const struct table old = table_of(&registries[0], open_range, 1, &base, 1);
        const struct table new = table_of(&registries[0], open_range, 1, &other, 1);
        struct edition_changes changes = compare(&old, &new);
        assert_int_equal(changes.n, 1);
        assert_int_equal(changes.at[0].fields, fields[i]);
        changes_free(&changes);
    }
}

/* A reserved record says what its range says: no change of its own. One that is then assigned is an
 * addition. */
static void reserved_records_are_no_assignments(void **state)
{
    static const struct assignment before[] = { RECORD(5, 5, NULL, STATUS_RESERVED),
                                                RECORD(6, 6, NULL, STATUS_RESERVED) };
    static const struct assignment after[] = { RECORD(5, 5, "FIVE", STATUS_ASSIGNED) };
    const struct table old = TABLE(&registries[0], open_range, before),
                       new = TABLE(&registries[0], open_range, after);
    struct edition_changes changes = compare(&old, &new);

    (void)state;
    assert_int_equal(changes.n, 1);
    assert_int_equal(changes.at[0].kind, CHANGE_ADDED);
    assert_int_equal(changes.at[0].low, 5);
    changes_free(&changes);
}

static void ranges_are_compared_piece_by_piece(void **state)
{
    static const struct range before[] = { RANGE(0, 99, "A", USE_OPEN), RANGE(100, 255, "B", USE_OPEN) };
    static const struct range after[] = { RANGE(0, 49, "A", USE_OPEN), RANGE(50, 149, "C", USE_OPEN),
                                          RANGE(150, 199, "B", USE_OPEN), RANGE(200, 255, "B", USE_CLOSED) };
    const struct table old = table_of(&registries[0], before, 2, NULL, 0),
                       new = table_of(&registries[0], after, 4, NULL, 0);
    struct edition_changes changes = compare(&old, &new);

    (void)state;
    assert_int_equal(changes.n, 3);
    assert_true(changes.at[0].low == 50 && changes.at[0].high == 99); /* A to C */
    assert_int_equal(changes.at[0].fields, FIELD_POLICY);
    assert_true(changes.at[1].low == 100 && changes.at[1].high == 149); /* B to C */
    assert_true(changes.at[2].low == 200 && changes.at[2].high == 255);
    assert_int_equal(changes.at[2].fields, FIELD_USE);
    changes_free(&changes);
}

static void an_edge_that_moves_nothing_is_no_change(void **state)
{
    static const struct range before[] = { RANGE(0, 255, "A", USE_OPEN) };
    static const struct range after[] = { RANGE(0, 99, "A", USE_OPEN), RANGE(100, 255, "A", USE_OPEN) };
    const struct table old = table_of(&registries[0], before, 1, NULL, 0),
                       new = table_of(&registries[0], after, 2, NULL, 0);
    struct edition_changes changes = compare(&old, &new);

    (void)state;
    assert_int_equal(changes.n, 0);
    changes_free(&changes);
}

static void neighbours_with_the_same_two_policies_are_one(void **state)
{
    static const struct range before[] = { RANGE(0, 99, "A", USE_OPEN), RANGE(100, 255, "A", USE_OPEN) };
    static const struct range after[] = { RANGE(0, 255, "B", USE_OPEN) };
    const struct table old = table_of(&registries[0], before, 2, NULL, 0),
                       new = table_of(&registries[0], after, 1, NULL, 0);
    struct edition_changes changes = compare(&old, &new);

    (void)state;
    assert_int_equal(changes.n, 1);
    assert_true(changes.at[0].low == 0 && changes.at[0].high == 255);
    changes_free(&changes);
}

static void policy_that_comes_or_goes_is_a_change(void **state)
{
    static const struct range before[] = { RANGE(0, 99, "A", USE_OPEN) };
    const struct table old = table_of(&registries[0], before, 1, NULL, 0),
                       new = table_of(&registries[0], NULL, 0, NULL, 0);
    struct edition_changes changes = compare(&old, &new);

    (void)state;
    assert_int_equal(changes.n, 1);
    assert_true(changes.at[0].low == 0 && changes.at[0].high == 99);
    changes_free(&changes);
}

/* Keys that are no numbers stand under policies too. */
static void the_policy_of_texts_is_compared(void **state)
{
    static const struct range before[] = { { .policy = "A", .use = USE_OPEN } };
    static const struct range after[] = { { .policy = "B", .use = USE_OPEN } };
    const struct table old = table_of(&registries[1], before, 1, NULL, 0),
                       new = table_of(&registries[1], after, 1, NULL, 0);
    struct edition_changes changes = compare(&old, &new);

    (void)state;
    assert_int_equal(changes.n, 1);
    changes_free(&changes);
}

static void a_registry_of_one_side_is_one_change(void **state)
{
    static const struct assignment records[] = { RECORD(1, 1, "ONE", STATUS_ASSIGNED) };
    const struct table both[] = { table_of(&registries[0], open_range, 1, NULL, 0),
                                  TABLE(&registries[2], open_range, records) };
    const struct model less = model_of(both, 1), more = model_of(both, 2);
    struct edition_changes changes;

    (void)state;
    diff_editions(&less, &more, NULL, &changes);
    assert_int_equal(changes.n, 1);
    assert_int_equal(changes.at[0].kind, CHANGE_ADDED);
    assert_int_equal(changes.at[0].what, CHANGE_REGISTRY);
    assert_false(changes.at[0].numeric);
    changes_free(&changes);
    diff_editions(&more, &less, "only", &changes); /* by name: its rows too */
    assert_int_equal(changes.n, 2);
    assert_int_equal(changes.at[0].kind, CHANGE_REMOVED);
    assert_int_equal(changes.at[1].what, CHANGE_ASSIGNMENT);
    changes_free(&changes);
}

static void rules_are_compared_unless_one_registry_is_named(void **state)
{
    struct model old = model_of(NULL, 0), new = model_of(NULL, 0);
    struct edition_changes changes;

    (void)state;
    new.edition.form = "rfc6195";
    new.edition.generic = "refused";
    diff_editions(&old, &new, NULL, &changes);
    assert_int_equal(changes.n, 3); /* the form, disjointness with it, generic names */
    for (size_t i = 0; i < changes.n; i++) {
        assert_int_equal(changes.at[i].what, CHANGE_RULE);
        assert_string_not_equal(changes.at[i].said_before, changes.at[i].said_after);
    }

    changes_free(&changes);
    diff_editions(&old, &new, "n", &changes);
    assert_int_equal(changes.n, 0);
    changes_free(&changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_is_no_change),
        cmocka_unit_test(added_removed_and_changed_records),
        cmocka_unit_test(each_field_is_told),
        cmocka_unit_test(reserved_records_are_no_assignments),
        cmocka_unit_test(ranges_are_compared_piece_by_piece),
        cmocka_unit_test(an_edge_that_moves_nothing_is_no_change),
        cmocka_unit_test(neighbours_with_the_same_two_policies_are_one),
        cmocka_unit_test(policy_that_comes_or_goes_is_a_change),
        cmocka_unit_test(the_policy_of_texts_is_compared),
        cmocka_unit_test(a_registry_of_one_side_is_one_change),
        cmocka_unit_test(rules_are_compared_unless_one_registry_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
