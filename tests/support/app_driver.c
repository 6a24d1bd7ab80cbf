#include "support/app_driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

void app_driver_begin(void **state, bool keeps)
{
    struct app_driver *driver = calloc(1, sizeof *driver);
    char path[512];
    struct store_place place = { .path = path };
    struct app_setup setup = { .rows = 24, .columns = 80, .keep_forms = keeps, .watched = keeps };

    assert_non_null(driver);
    sandbox_make(&driver->box);
    (void)setenv("XDG_STATE_HOME", driver->box.folder, 1);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);
    (void)sandbox_path(&driver->box, "registry.db", path);
    driver->session = session_new(&place);
    driver->options = options_default();
    setup.session = driver->session;
    setup.options = &driver->options;
    driver->now = 1000000;
    driver->app = app_new(&setup, NULL);
    assert_non_null(driver->app);
    *state = driver;
}

void app_driver_make(void **state, bool keeps)
{
    app_driver_begin(state, keeps);
    app_load_rest(((struct app_driver *)*state)->app);
}

int app_driver_remove(void **state)
{
    struct app_driver *driver = *state;
    app_free(driver->app);
    session_free(driver->session);
    sandbox_remove(&driver->box);
    free(driver);
    return 0;
}

void app_driver_step(struct app_driver *driver, struct event event)
{
    event.now_ms = driver->now;
    app_step(driver->app, &event, &driver->wish);
}

void app_driver_press(struct app_driver *driver, const char *keys, int64_t each_ms)
{
    struct event event = { .kind = EV_KEY };
    for (size_t n; (n = key_script(keys, &event.u.key)) > 0; keys += n) {
        driver->now += each_ms;
        app_driver_step(driver, event);
    }
    assert_string_equal(keys, "");
}
