/* How full a registry is. */
#include "support/real.h"
#include "support/tables.h"

#include "registry/count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct registry number4 = { .id = "n", .title = "N", .kind = KEY_NUMBER, .width = 4 };

static void doubles_count_once(void **state)
{
    static const struct range ranges[] = { RANGE(0, 15, "A", USE_OPEN) };
    static const struct assignment records[] = {
        { .numeric = true, .low = 9, .high = 9, .context = "a", .status = STATUS_ASSIGNED },
        { .numeric = true, .low = 9, .high = 9, .context = "b", .status = STATUS_ASSIGNED },
        RECORD(10, 10, "TEN", STATUS_OBSOLETE),
    };
    const struct table table = TABLE(&number4, ranges, records);

    (void)state;
    assert_int_equal(table_count(&table).assigned, 2);
    assert_int_equal(table_count(&table).free, 14);
}

static void reserved_private_and_closed_codes_are_neither(void **state)
{
    static const struct range ranges[] = { RANGE(0, 3, "A", USE_OPEN), RANGE(4, 7, "B", USE_CLOSED),
                                           RANGE(8, 11, "C", USE_PRIVATE) };
    static const struct assignment records[] = { RECORD(0, 0, "R", STATUS_RESERVED),
                                                 RECORD(1, 1, "P", STATUS_PRIVATE) };
    const struct table table = TABLE(&number4, ranges, records);

    (void)state;
    assert_int_equal(table_count(&table).assigned, 0);
    assert_int_equal(table_count(&table).free, 2); /* 12-15 have no policy: nobody could be asked */
}

static void one_policy_is_named_and_several_are_not(void **state)
{
    static const struct range same[] = { RANGE(0, 7, "A", USE_OPEN), RANGE(8, 15, "A", USE_RESERVED) };
    static const struct range two[] = { RANGE(0, 7, "A", USE_OPEN), RANGE(8, 15, "B", USE_OPEN) };
    const struct table one = table_of(&number4, same, 2, NULL, 0),
                       several = table_of(&number4, two, 2, NULL, 0);
    const struct table none = table_of(&number4, NULL, 0, NULL, 0);

    (void)state;
    assert_string_equal(table_count(&one).policy, "A");
    assert_null(table_count(&several).policy);
    assert_null(table_count(&none).policy);
}

/* Cookie method 1 has a size that is taken: the method is not free, whatever other sizes it may have. */
static void a_number_with_a_second_one_taken_is_not_free(void **state)
{
    struct count count = table_count(real_table("iana", "cookie-method"));
    (void)state;
    assert_int_equal(count.assigned, 1);
    assert_int_equal(count.free, 238); /* 2-239 */
}

static void sixty_two_bits_do_not_overflow(void **state)
{
    struct count count = table_count(real_table("iana", "doq-error"));
    (void)state;
    assert_int_equal(count.assigned, 7);
    assert_true(count.free == UINT64_C(4611686018427387904) - 7);
}

/* The four sums of a registry's codes are its space: nothing counts twice, nothing is lost. */
static void assigned_and_free_never_exceed_the_space(void **state)
{
    (void)state;
    for (const char *const *edition = real_editions; *edition; edition++) {
        const struct model *model = real_model(*edition);
        for (size_t i = 0; i < model->n_tables; i++) {
            struct count count = table_count(&model->tables[i]);
            uint64_t top = registry_top(model->tables[i].registry);
            if (registry_tiles(model->tables[i].registry))
                assert_true(count.assigned + count.free <= top + 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doubles_count_once),
        cmocka_unit_test(reserved_private_and_closed_codes_are_neither),
        cmocka_unit_test(one_policy_is_named_and_several_are_not),
        cmocka_unit_test(a_number_with_a_second_one_taken_is_not_free),
        cmocka_unit_test(sixty_two_bits_do_not_overflow),
        cmocka_unit_test(assigned_and_free_never_exceed_the_space),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
