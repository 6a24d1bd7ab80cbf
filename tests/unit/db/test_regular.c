/* What stands in the place of a file and is none: nobody waits for it, nothing is done to it, and what it is
 * is said. */
#include "support/sandbox.h"

#include "base/place.h"
#include "db/state.h"
#include "db/store.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static void put_pipe(const char *path)
{
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void put_socket(const char *path)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
    assert_int_equal(bind(fd, (const struct sockaddr *)&name, sizeof name), 0);
    (void)close(fd);
}

static void put_device(const char *path)
{
    assert_int_equal(symlink("/dev/zero", path), 0);
}

static void put_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0700), 0);
}

static const struct {
    void (*put)(const char *path);
    const char *is;
} kinds[] = {
    { put_pipe, "a pipe" }, { put_socket, "a socket" }, { put_device, "a device" }, { put_folder, "a folder" }
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void place_open_takes_files(void **state)
{
    const char *instead = "";
    char path[512];
    int fd = place_open(sandbox_path(*state, "made", path), O_RDWR | O_CREAT, &instead);

    assert_true(fd >= 0);
    assert_null(instead);
    (void)close(fd);
    assert_int_equal(symlink("made", sandbox_path(*state, "link", path)), 0);
    fd = place_open(path, O_RDONLY, &instead);
    assert_true(fd >= 0);
    (void)close(fd);
    assert_int_equal(place_open(sandbox_path(*state, "none", path), O_RDONLY, &instead), -1);
    assert_int_equal(errno, ENOENT);
    assert_null(instead);
}

static void place_open_takes_nothing_else(void **state)
{
    for (size_t i = 0; i < KINDS; i++) {
        const char *instead = NULL;
        char path[512];
        kinds[i].put(sandbox_path(*state, kinds[i].is, path));
        assert_int_equal(place_open(path, O_RDWR | O_CREAT, &instead), -1);
        assert_string_equal(instead, kinds[i].is);
        assert_string_equal(place_is_instead(path), kinds[i].is);
    }
}

static void none_is_a_registry_file(void **state)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct err err = { 0 };
        char path[512];
        kinds[i].put(sandbox_path(*state, kinds[i].is, path));
        assert_null(store_open(&(struct store_place){ .path = path }, &err));
        assert_int_equal(err.kind, ERR_ENV);
        assert_true(strlen(err.text) > 0);
    }
}

/* SQLite opens what has a name of its own beside the file by itself, at any time. */
static void nor_stands_one_beside_a_registry_file(void **state)
{
    static const char *const beside[] = { "-journal", "-wal" };
    char path[512];
    struct err err = { 0 };
    struct store *store =
        store_open(&(struct store_place){ .path = sandbox_path(*state, "r.db", path) }, &err);
    assert_non_null(store);
    store_close(store);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        char name[600];
        err = (struct err){ 0 };
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        put_pipe(name);
        assert_null(store_open(&(struct store_place){ .path = path }, &err));
        assert_int_equal(err.kind, ERR_ENV);
        assert_non_null(strstr(err.text, name));
        assert_string_equal(place_is_instead(name), "a pipe"); /* it is still there */
        assert_int_equal(remove(name), 0);
    }

    store = store_open(&(struct store_place){ .path = path }, &err);
    assert_non_null(store);
    store_close(store);
}

static void none_is_a_place_for_forms(void **state)
{
    for (size_t i = 0; i < KINDS; i++) {
        char path[512], why[STATE_WHY_OCTETS], says[64];
        kinds[i].put(sandbox_path(*state, kinds[i].is, path));
        assert_null(state_open(path, "f", why));
        snprintf(says, sizeof says, "state.db is %s, no file", kinds[i].is);
        assert_string_equal(why, says);
        assert_string_equal(place_is_instead(path), kinds[i].is); /* and was not put aside */
    }
}

/* A pipe that comes when the file is open already. */
static void nor_stands_one_beside_it(void **state)
{
    char path[512], name[600], why[STATE_WHY_OCTETS];
    struct state *forms = state_open(sandbox_path(*state, "state.db", path), "f", why);

    assert_non_null(forms);
    snprintf(name, sizeof name, "%s-journal", path);
    put_pipe(name);
    assert_false(state_keep(forms, "2026-01-01T00:00:00Z", "title", "text", why));
    assert_true(strlen(why) > 0);
    state_close(forms);
    assert_null(state_open(path, "f", why));
    assert_true(strlen(why) > 0);
}

static void run(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

/* In place of its table a view that never ends. */
static void a_view_is_no_table_of_forms(void **state)
{
    char path[512], why[STATE_WHY_OCTETS];
    struct state *forms = state_open(sandbox_path(*state, "state.db", path), "f", why);

    assert_non_null(forms);
    state_close(forms);
    run(path,
        "DROP TABLE form; CREATE VIEW form AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
        "n) "
        "SELECT i AS id, 'f' AS file, 'h' AS host, i AS pid, '' AS started, '' AS at, '' AS title, '' AS "
        "text FROM n WHERE i < 0");
    assert_null(state_open(path, "f", why));
    assert_true(strlen(why) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(place_open_takes_files, sandbox_start, sandbox_stop),
        cmocka_unit_test_setup_teardown(place_open_takes_nothing_else, sandbox_start, sandbox_stop),
        cmocka_unit_test_setup_teardown(none_is_a_registry_file, sandbox_start, sandbox_stop),
        cmocka_unit_test_setup_teardown(nor_stands_one_beside_a_registry_file, sandbox_start, sandbox_stop),
        cmocka_unit_test_setup_teardown(none_is_a_place_for_forms, sandbox_start, sandbox_stop),
        cmocka_unit_test_setup_teardown(nor_stands_one_beside_it, sandbox_start, sandbox_stop),
        cmocka_unit_test_setup_teardown(a_view_is_no_table_of_forms, sandbox_start, sandbox_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
