/* When a line of progress is written, by a clock made here. */
#include "ui/cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char shown[64];

static void show(const char *line)
{
    (void)strncpy(shown, *line ? line : "gone", sizeof shown - 1);
}

static void a_line_waits_half_a_second(void **state)
{
    struct progress progress = progress_begin(show, 1000);

    (void)state;
    assert_false(progress_due(&progress, 1000));
    assert_false(progress_due(&progress, 1499));
    assert_true(progress_due(&progress, 1500));
    assert_false(progress_due(&progress, 1699));
    assert_true(progress_due(&progress, 1700));
    progress_end(&progress);
    assert_string_equal(shown, "gone");
}

static void what_was_quick_writes_nothing(void **state)
{
    struct progress progress = progress_begin(show, 0);
    (void)state;
    shown[0] = '\0';
    assert_false(progress_due(&progress, 499));
    progress_end(&progress);
    assert_string_equal(shown, "");
}

static void nobody_waits(void **state)
{
    struct progress progress = progress_begin(NULL, 0);
    (void)state;
    assert_false(progress_due(&progress, 100000));
    progress_end(&progress);
}

static void the_clock_goes_on(void **state)
{
    const int64_t before = progress_clock();
    (void)state;
    assert_true(before > 0 && progress_clock() >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_waits_half_a_second),
        cmocka_unit_test(what_was_quick_writes_nothing),
        cmocka_unit_test(nobody_waits),
        cmocka_unit_test(the_clock_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
