/* A form outlives the program, and what is said about that is true: by a clock of the test's own. */
#include "cli/session.h"
#include "ui/app_state.h"
#include "unit/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct sandbox box;
    char kept[600]; /* state.db */
    struct session *session;
    struct options options;
    struct app *app;
    struct app_wish wish;
    int64_t now;
};

static int start(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    char path[512];
    struct store_place place = { .path = path };
    struct app_setup setup = { .rows = 24, .columns = 80, .keep_forms = true, .watched = true };
    sandbox_make(&fixture->box);
    (void)setenv("XDG_STATE_HOME", fixture->box.folder, 1);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);
    (void)snprintf(fixture->kept, sizeof fixture->kept, "%s/dnsreg/state.db", fixture->box.folder);
    (void)sandbox_path(&fixture->box, "registry.db", path);
    fixture->session = session_new(&place);
    fixture->options = options_default();
    setup.session = fixture->session;
    setup.options = &fixture->options;
    fixture->now = 1000000;
    fixture->app = app_new(&setup, NULL);
    assert_non_null(fixture->app);
    (void)app_load_rest(fixture->app);
    *state = fixture;
    return 0;
}

static int stop(void **state)
{
    struct fixture *fixture = *state;
    app_free(fixture->app);
    session_free(fixture->session);
    sandbox_remove(&fixture->box);
    free(fixture);
    return 0;
}

/* Each key so long after the one before; nothing is drawn. */
static void press(struct fixture *fixture, const char *keys, int64_t each_ms)
{
    struct event event = { .kind = EV_KEY };
    for (size_t n; (n = key_script(keys, &event.u.key)) > 0; keys += n) {
        event.now_ms = fixture->now += each_ms;
        app_step(fixture->app, &event, &fixture->wish);
    }
    assert_string_equal(keys, "");
}

/* As the loop waits: with no key, until the app wants a tick, and so on. */
static void wait_ms(struct fixture *fixture, int64_t ms)
{
    const int64_t end = fixture->now + ms;
    for (;;) {
        int wait = app_timeout(fixture->app);
        if (wait < 0 || fixture->now + wait > end)
            break;
        struct event event = { .kind = EV_TICK, .now_ms = fixture->now += wait ? wait : 1 };
        app_step(fixture->app, &event, &fixture->wish);
    }
    fixture->now = end;
}

static bool keeps(const struct fixture *fixture, const char *text)
{
    return fixture->app->kept && strstr(fixture->app->kept, text) && state_has(fixture->app->state);
}

static void keys_that_never_pause_are_kept(void **state)
{
    struct fixture *fixture = *state;
    press(fixture, "gaL", 1); /* a draft of the first registry that takes one */
    press(fixture, "0123456789", 100);
    assert_false(keeps(fixture, "L0"));
    press(fixture, "0123456789", 100);
    assert_true(keeps(fixture, "L0123456789"));
    press(fixture, "abcdefghijabcdefghijab", 100); /* and the next two seconds again */
    assert_true(keeps(fixture, "abcdefghij"));
}

static void a_file_that_was_removed_is_noticed(void **state)
{
    struct fixture *fixture = *state;
    press(fixture, "gaL", 1);
    wait_ms(fixture, 300);
    assert_true(keeps(fixture, "L"));
    assert_int_equal(remove(fixture->kept), 0);
    wait_ms(fixture, 3000);
    assert_true(file_exists(fixture->kept));
    assert_true(keeps(fixture, "L"));
}

static void kept_is_said_only_if_it_is(void **state)
{
    struct fixture *fixture = *state;
    char aside[700];
    press(fixture, "gaL", 1);
    wait_ms(fixture, 300);
    app_say_unsaved(fixture->app, "Not saved: X.");
    assert_string_equal(fixture->app->message, "Not saved: X. Form kept.");
    assert_int_equal(remove(fixture->kept), 0); /* and no time passes: it is written again */
    app_say_unsaved(fixture->app, "Not saved: X.");
    assert_string_equal(fixture->app->message, "Not saved: X. Form kept.");
    assert_true(file_exists(fixture->kept));
    (void)snprintf(aside, sizeof aside, "%s/aside", fixture->box.folder);
    fixture->kept[strlen(fixture->kept) - strlen("/state.db")] = '\0';
    assert_int_equal(rename(fixture->kept, aside), 0); /* no folder, no file */
    app_say_unsaved(fixture->app, "Not saved: X.");
    assert_string_equal(fixture->app->message,
                        "Not saved: X. Form open, not kept: No such file or directory.");
    screen_resize(fixture->app->screen, 10, 40);
    app_say_unsaved(fixture->app, "Not saved: X.");
    assert_string_equal(fixture->app->message, "Not saved: X. Form not kept.");
    app_say_unsaved(fixture->app, "Not saved: a reason for all of it.");
    assert_string_equal(fixture->app->message, "Not saved: a reason for all of it.");
    assert_int_equal(rename(aside, fixture->kept), 0);
    press(fixture, "<Esc>y", 1);
    app_say_unsaved(fixture->app, "Gone.");
    assert_string_equal(fixture->app->message, "Gone.");
}

static void a_problem_stays_until_it_was_seen(void **state)
{
    struct fixture *fixture = *state;
    press(fixture, "gaL", 1);
    (void)app_draw(fixture->app);
    app_say(fixture->app, true, "a problem");
    press(fixture, "AB", 1);
    assert_string_equal(fixture->app->message, "a problem");
    (void)app_draw(fixture->app);
    press(fixture, "C", 1);
    assert_string_equal(fixture->app->message, "");
    app_say(fixture->app, false, "news");
    press(fixture, "D", 1);
    assert_string_equal(fixture->app->message, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_that_never_pause_are_kept, start, stop),
        cmocka_unit_test_setup_teardown(a_file_that_was_removed_is_noticed, start, stop),
        cmocka_unit_test_setup_teardown(kept_is_said_only_if_it_is, start, stop),
        cmocka_unit_test_setup_teardown(a_problem_stays_until_it_was_seen, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
