/* A form outlives the program, and what is said about that is true: by a clock of the test's own. */
#include "support/app_driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int start(void **state)
{
    app_driver_make(state, true);
    return 0;
}

/* The folder in which state.db lies. */
static const char *kept_folder(const struct app_driver *driver, char path[600])
{
    snprintf(path, 600, "%s/dnsreg", driver->box.folder);
    return path;
}

static const char *kept_file(const struct app_driver *driver, char path[600])
{
    snprintf(path, 600, "%s/dnsreg/state.db", driver->box.folder);
    return path;
}

/* As the loop waits: with no key, until the app wants a tick, and so on. */
static void wait_ms(struct app_driver *driver, int64_t ms)
{
    const int64_t end = driver->now + ms;

    for (;;) {
        int wait = app_timeout(driver->app);
        if (wait < 0 || driver->now + wait > end)
            break;
        driver->now += wait ? wait : 1;
        app_driver_step(driver, (struct event){ .kind = EV_TICK });
    }
    driver->now = end;
}

static bool keeps(const struct app_driver *driver, const char *text)
{
    return driver->app->kept && strstr(driver->app->kept, text) && state_has(driver->app->state);
}

static void keys_that_never_pause_are_kept(void **state)
{
    struct app_driver *driver = *state;

    app_driver_press(driver, "gaL", 1); /* a draft of the first registry that takes one */
    app_driver_press(driver, "0123456789", 100);
    assert_false(keeps(driver, "L0"));
    app_driver_press(driver, "0123456789", 100);
    assert_true(keeps(driver, "L0123456789"));
    app_driver_press(driver, "abcdefghijabcdefghijab", 100); /* and the next two seconds again */
    assert_true(keeps(driver, "abcdefghij"));
}

static void a_file_that_was_removed_is_noticed(void **state)
{
    struct app_driver *driver = *state;
    char path[600];

    app_driver_press(driver, "gaL", 1);
    wait_ms(driver, 300);
    assert_true(keeps(driver, "L"));
    assert_int_equal(remove(kept_file(driver, path)), 0);
    wait_ms(driver, 3000);
    assert_true(file_exists(path));
    assert_true(keeps(driver, "L"));
}

static void kept_is_said_only_if_it_is(void **state)
{
    struct app_driver *driver = *state;
    char aside[700], folder[600], path[600];

    app_driver_press(driver, "gaL", 1);
    wait_ms(driver, 300);
    app_say_unsaved(driver->app, "Not saved: X.");
    assert_string_equal(driver->app->message, "Not saved: X. Form kept.");
    assert_int_equal(remove(kept_file(driver, path)), 0); /* and no time passes: it is written again */
    app_say_unsaved(driver->app, "Not saved: X.");
    assert_string_equal(driver->app->message, "Not saved: X. Form kept.");
    assert_true(file_exists(path));
    snprintf(aside, sizeof aside, "%s/aside", driver->box.folder);
    assert_int_equal(rename(kept_folder(driver, folder), aside), 0); /* no folder, no file */
    app_say_unsaved(driver->app, "Not saved: X.");
    assert_string_equal(driver->app->message,
                        "Not saved: X. Form open, not kept: No such file or directory.");
    screen_resize(driver->app->screen, 10, 40);
    app_say_unsaved(driver->app, "Not saved: X.");
    assert_string_equal(driver->app->message, "Not saved: X. Form not kept.");
    app_say_unsaved(driver->app, "Not saved: a reason for all of it.");
    assert_string_equal(driver->app->message, "Not saved: a reason for all of it.");
    assert_int_equal(rename(aside, folder), 0);
    app_driver_press(driver, "<Esc>y", 1);
    app_say_unsaved(driver->app, "Gone.");
    assert_string_equal(driver->app->message, "Gone.");
}

static void a_problem_stays_until_it_was_seen(void **state)
{
    struct app_driver *driver = *state;

    app_driver_press(driver, "gaL", 1);
    (void)app_draw(driver->app);
    app_say(driver->app, true, "a problem");
    app_driver_press(driver, "AB", 1);
    assert_string_equal(driver->app->message, "a problem");
    (void)app_draw(driver->app);
    app_driver_press(driver, "C", 1);
    assert_string_equal(driver->app->message, "");
    app_say(driver->app, false, "news");
    app_driver_press(driver, "D", 1);
    assert_string_equal(driver->app->message, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_that_never_pause_are_kept, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(a_file_that_was_removed_is_noticed, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(kept_is_said_only_if_it_is, start, app_driver_remove),
        cmocka_unit_test_setup_teardown(a_problem_stays_until_it_was_seen, start, app_driver_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
