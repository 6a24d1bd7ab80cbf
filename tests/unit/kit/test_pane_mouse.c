/* A double click on a row does what Enter does; beside the rows it does nothing. */
#include "registry/change.h"
#include "support/pane_driver.h"
#include "support/real.h"
#include "ui/changes/pane_changes.h"
#include "ui/edit/pane_pick.h"
#include "ui/lab/pane_names.h"
#include "ui/lab/pane_value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 40 };

static void nothing_at(struct driver *driver, int row)
{
    driver_click(driver, MOUSE_DOUBLE, row, 5);
    assert_int_equal(driver->effects.n, 0);
}

static void names(void **state)
{
    const struct value_asked asked = { .name = "OpCode", .registry = "opcode", .width = 4, .now = 5 };
    const struct arg arg = { .data = &asked };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_names, "iana", ROWS, 80, &arg);
    nothing_at(&driver, 0); /* what is typed */
    nothing_at(&driver, 1); /* the rule */
    nothing_at(&driver, ROWS - 1);
    driver_click(&driver, MOUSE_DOUBLE, 2, 5);
    assert_string_equal(driver_effect(&driver, EFF_GIVE)->u.text, "value 0");
    driver_close(&driver);
}

static void pick(void **state)
{
    const struct arg arg = { .text = "rrtype\tprivate\tdata\t65280" };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_pick, "iana", ROWS, 80, &arg);
    assert_int_equal(driver_find(&driver, "free codes of"), 1);
    nothing_at(&driver, 0);
    nothing_at(&driver, 1);
    driver_click(&driver, MOUSE_DOUBLE, 2, 5);
    assert_string_equal(driver_effect(&driver, EFF_GIVE)->u.text, "65280");
    driver_keys(&driver, "<Left>");
    assert_int_equal(driver_find(&driver, "ranges of"), 1);
    nothing_at(&driver, 1);
    nothing_at(&driver, ROWS - 1);
    assert_int_equal(driver_find(&driver, "ranges of"), 1); /* and not into the chosen one */
    driver_close(&driver);
}

static void changes(void **state)
{
    struct logged row = { .group = 1, .registry = "class", .title = "CLASSes", .added = true };
    const struct change_log log = { .at = &row, .n = 1 };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_changes, "iana", ROWS, 80, NULL);
    driver.ctx.log = &log;

    int line = driver_find(&driver, "added the registry");
    assert_true(line > 0);
    nothing_at(&driver, 0);
    nothing_at(&driver, line - 1); /* the heading */
    nothing_at(&driver, line + 1);
    driver_click(&driver, MOUSE_DOUBLE, line, 5);
    assert_string_equal(driver_effect(&driver, EFF_MESSAGE)->u.text, "Choose one of the drafts first.");
    driver_close(&driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(pick),
        cmocka_unit_test(changes),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
