/* What another program does to the file between two looks of the explorer at it. */
#include "support/app_driver.h"

#include "db/store.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char add_edition[] =
    "INSERT INTO edition (id, title, series, place, form, generic, process, policies) "
    "SELECT 'extra', 'extra', series, (SELECT max(place) + 1 FROM edition), form, generic, process, policies "
    "FROM edition WHERE id = 'rfc6895'";
static const char add_draft[] = "INSERT INTO draft (registry, basis, kind, code, mnemonic) "
                                "VALUES ('rrtype', 'iana', 'private', 65300, 'FOO')";

static void run(struct app_driver *driver, const char *sql)
{
    char path[512];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(sandbox_path(&driver->box, "registry.db", path), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

/* By who has taken away what refuses it, and puts it back. */
static void remove_edition(struct app_driver *driver)
{
    char path[512], *sql;
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;

    assert_int_equal(sqlite3_open(sandbox_path(&driver->box, "registry.db", path), &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE name = 'edition_out'", -1, &row, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);

    char *guard = sqlite3_mprintf("%s", sqlite3_column_text(row, 0));
    (void)sqlite3_finalize(row);
    sql = sqlite3_mprintf(
        "BEGIN; DROP TRIGGER edition_out; DELETE FROM edition WHERE id = 'extra'; %s; COMMIT", guard);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_free(guard);
    (void)sqlite3_close(db);
}

static int begin(void **state)
{
    app_driver_begin(state, true);
    return 0;
}

static int start(void **state)
{
    app_driver_make(state, true);
    return 0;
}

/* The explorer with one edition more, which only the first of its models has seen. */
static int begin_with_another(void **state)
{
    app_driver_begin(state, true);
    struct app_driver *driver = *state;
    run(driver, add_edition);
    session_refresh(driver->session);
    app_set_model(driver->app, session_first_model(driver->session, driver->options.edition, NULL));
    return 0;
}

static void an_edition_goes_before_it_is_read(void **state)
{
    struct app_driver *driver = *state;
    const size_t listed = driver->app->model->n_editions;
    remove_edition(driver);
    app_load_rest(driver->app);
    assert_int_equal(driver->app->n_editions, listed - 1);
    assert_int_equal(driver->app->model->n_editions, listed - 1);
    assert_non_null(strstr(driver->app->message, "no edition is called extra"));
}

static void an_edition_comes_before_the_others_are_read(void **state)
{
    struct app_driver *driver = *state;
    const size_t listed = driver->app->model->n_editions;
    run(driver, add_edition);
    app_load_rest(driver->app);
    assert_int_equal(driver->app->n_editions, listed);
    app_driver_step(driver, (struct event){ .kind = EV_WAKE });
    assert_int_equal(driver->app->n_editions, listed + 1);
}

/* More than there was room for at first. */
static void editions_come_and_go(void **state)
{
    struct app_driver *driver = *state;
    const size_t listed = driver->app->model->n_editions;

    for (int i = 0; i < 3; i++) {
        run(driver, add_edition);
        app_driver_step(driver, (struct event){ .kind = EV_WAKE });
        assert_int_equal(driver->app->n_editions, listed + 1);
        (void)app_draw(driver->app);
        app_driver_press(driver, "E<End>", 1);
        (void)app_draw(driver->app);
        remove_edition(driver);
        app_driver_step(driver, (struct event){ .kind = EV_WAKE });
        assert_int_equal(driver->app->n_editions, listed);
        assert_false(driver->wish.quit);
        (void)app_draw(driver->app);
        app_driver_press(driver, "<Esc>", 1);
    }
}

static bool always(void *context)
{
    (void)context;
    return true;
}

/* The old registries are gone when the new ones cannot be read: nobody may look at them any more, whatever
 * stands in front. */
static void without_a_model_nothing_is_done(void **state)
{
    static const char *const fronts[] = { "g", "5", "/65", "5?", "ga", "E", "3" };

    static const enum event_kind kinds[] = { EV_TICK, EV_WAKE };

    for (size_t i = 0; i < 2 * sizeof fronts / sizeof fronts[0]; i++) {
        app_driver_make(state, i % 2 != 0);
        struct app_driver *driver = *state;
        app_driver_press(driver, fronts[i / 2], 1);
        run(driver, add_draft);
        store_heed(session_store(driver->session, NULL), always, NULL);
        driver->now += 1000;
        app_driver_step(driver, (struct event){ .kind = kinds[i % 2] });
        assert_true(driver->wish.quit);
        assert_int_equal(driver->wish.status, ERR_ENV);
        assert_non_null(strstr(driver->wish.problem, "stopped by a signal"));
        (void)app_driver_remove(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_edition_goes_before_it_is_read, begin_with_another,
                                        app_driver_remove),
        cmocka_unit_test_setup_teardown(an_edition_comes_before_the_others_are_read, begin,
                                        app_driver_remove),
        cmocka_unit_test_setup_teardown(editions_come_and_go, start, app_driver_remove),
        cmocka_unit_test(without_a_model_nothing_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
