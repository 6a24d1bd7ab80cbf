/* Making and opening the registry file: missing, foreign, damaged, locked, made by two at once, killed
 * half-way. */
#include "support/opening.h"
#include "support/sandbox.h"

#include "db/image.h"
#include "db/store.h"

#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* It is refused with these words, and left as it was. */
static void assert_left_alone(const char *path, const char *words)
{
    size_t before_len, after_len;
    char *before = file_read(path, &before_len), *after;

    for (int read_only = 0; read_only < 2; read_only++) {
        struct err err;
        if (usable(path, read_only == 1, &err))
            fail_msg("it was opened, not refused for \"%s\"", words);
        assert_int_equal(err.kind, ERR_ENV);
        if (!strstr(err.text, words))
            fail_msg("refused with \"%s\", not \"%s\"", err.text, words);
        assert_null(strchr(err.text, '\n'));
    }

    after = file_read(path, &after_len);
    assert_int_equal(before_len, after_len);
    assert_memory_equal(before, after, before_len);
    free(before);
    free(after);
}

static void write_image(const char *path)
{
    file_write(path, image_begin, image_size());
}

static void change_file(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Sound, and its rows are those of the program's own copy. */
static void assert_whole(const char *path)
{
    static const char *const tables[] = { "registry", "snapshot", "policy_range", "assignment", "cite",
                                          "alias",    "edition",  "document",     "policy",     "squatter",
                                          "meta",     "actor",    "sqlite_schema" };
    sqlite3 *db = NULL;
    char image[600];
    snprintf(image, sizeof image, "%s.image", path);
    write_image(image);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);

    char *attach = sqlite3_mprintf("ATTACH %Q AS image", image);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(attach);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const char *columns = i == 12 ? "type, name, tbl_name, sql" : "*"; /* their pages may lie elsewhere */
        char *sql =
            sqlite3_mprintf("SELECT %s FROM main.%s EXCEPT SELECT %s FROM image.%s UNION ALL "
                            "SELECT * FROM (SELECT %s FROM image.%s EXCEPT SELECT %s FROM main.%s)",
                            columns, tables[i], columns, tables[i], columns, tables[i], columns, tables[i]);
        sqlite3_stmt *row = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
        if (sqlite3_step(row) != SQLITE_DONE)
            fail_msg("%s differs", tables[i]);
        (void)sqlite3_finalize(row);
        sqlite3_free(sql);
    }

    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    (void)unlink(image);
}

/* ---- making it --------------------------------------------------------------------------------- */

static void a_missing_file_is_made_whole(void **state)
{
    char path[512];
    struct err err;
    struct stat at;
    struct store *store = open_at(sandbox_path(*state, "new.db", path), false, &err);

    assert_non_null(store);
    assert_false(store_read_only(store));
    assert_null(store_note(store));
    assert_string_equal(store_path(store), path);
    store_close(store);
    assert_whole(path);
    assert_int_equal(stat(path, &at), 0);
    assert_int_equal(at.st_mode & 0777, 0600);
    assert_int_equal(sandbox_count(*state), 1); /* no other name was made, or it is gone */
}

static void a_file_of_no_octets_counts_as_missing(void **state)
{
    char path[512];
    struct err err;

    file_write(sandbox_path(*state, "empty.db", path), "", 0);
    assert_true(usable(path, true, &err)); /* from the image */
    assert_int_equal(access(path, F_OK), 0);

    struct stat at;
    assert_int_equal(stat(path, &at), 0);
    assert_int_equal(at.st_size, 0); /* read-only leaves it */
    assert_true(usable(path, false, &err));
    assert_int_equal(stat(path, &at), 0);
    assert_whole(path);
    assert_int_equal(sandbox_count(*state), 1);
}

static void read_only_makes_nothing(void **state)
{
    char path[512];
    struct err err;
    struct store *store = open_at(sandbox_path(*state, "new.db", path), true, &err);

    assert_non_null(store);
    assert_true(store_read_only(store));
    assert_true(store_is_own_copy(store));
    assert_non_null(store_note(store));
    store_close(store);
    assert_int_equal(sandbox_count(*state), 0);
}

static void a_named_folder_that_is_missing_is_not_made(void **state)
{
    char path[512];
    struct err err;
    assert_null(open_at(sandbox_path(*state, "no/such/new.db", path), false, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_null(open_at(path, true, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_int_equal(sandbox_count(*state), 0);
}

/* /proc takes no files from anyone, root included. */
static void a_folder_that_takes_no_file_leaves_the_image(void **state)
{
    struct err err;
    struct store *store = open_at("/proc/new.db", false, &err);

    (void)state;
    assert_non_null(store);
    assert_true(store_read_only(store));
    assert_non_null(strstr(store_note(store), "cannot be made"));

    struct model *model = store_load(store, "rfc6195", &err);
    assert_non_null(model);
    model_free(model);
    store_close(store);
}

static void what_is_no_file_is_refused(void **state)
{
    char path[512];
    struct err err;
    const struct sandbox *box = *state;

    assert_null(open_at(box->folder, false, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_null(open_at("/dev/null", false, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_int_equal(mkfifo(sandbox_path(box, "pipe", path), 0600), 0);
    assert_null(open_at(path, false, &err)); /* and does not wait for a writer */
    assert_int_equal(err.kind, ERR_ENV);
    file_write(sandbox_path(box, "file", path), "x", 1);
    assert_null(open_at(sandbox_path(box, "file/below.db", path), false, &err));
    assert_int_equal(err.kind, ERR_ENV);
}

/* ---- files that are not ours, or not well ------------------------------------------------------ */

static void a_foreign_file_is_left_alone(void **state)
{
    char path[512];
    file_write(sandbox_path(*state, "text.db", path), "this is a letter to a friend, not a database\n", 45);
    assert_left_alone(path, "registry file");
    file_write(path, "x", 1);
    assert_left_alone(path, "registry file");
}

static void another_programs_database_is_left_alone(void **state)
{
    char path[512];
    change_file(sandbox_path(*state, "other.db", path), "CREATE TABLE t (x); PRAGMA application_id = 7");
    assert_left_alone(path, "no registry file of dnsreg");
    change_file(path, "PRAGMA application_id = 0");
    assert_left_alone(path, "no registry file of dnsreg");
}

/* .dump keeps the rows and the triggers, and loses the two marks. */
static void a_dump_is_told_from_a_foreign_file(void **state)
{
    char path[512];
    struct err err;
    write_image(sandbox_path(*state, "dump.db", path));
    change_file(path, "PRAGMA application_id = 0; PRAGMA user_version = 0");
    assert_left_alone(path, "comes from a dump");
    change_file(path, "PRAGMA application_id = 1145983826; PRAGMA user_version = 2");
    assert_true(usable(path, false, &err));
}

static void a_newer_file_is_left_alone(void **state)
{
    char path[512];
    write_image(sandbox_path(*state, "newer.db", path));
    change_file(path, "PRAGMA user_version = 99");
    assert_left_alone(path, "newer");
}

static void a_version_that_never_was_is_left_alone(void **state)
{
    char path[512];
    write_image(sandbox_path(*state, "older.db", path));
    change_file(path, "PRAGMA user_version = 0");
    assert_left_alone(path, "left as it is");
}

static void damaged_pages_are_reported(void **state)
{
    char path[512];
    unsigned char *octets = malloc(image_size());

    assert_non_null(octets);
    memcpy(octets, image_begin, image_size());
    memset(octets + 4096, 0xA5, image_size() - 4096); /* the header page stays good */
    file_write(sandbox_path(*state, "damaged.db", path), octets, image_size());
    assert_left_alone(path, "damaged");
    memcpy(octets, image_begin, image_size());
    file_write(path, octets, image_size() / 2 / 4096 * 4096); /* cut between pages */
    assert_left_alone(path, "damaged");
    file_write(path, octets, 100);
    assert_left_alone(path, path);
    free(octets);
}

/* Whatever one octet becomes, opening and reading ends: with the registries or with words. */
static void flipped_bits_end_nothing_but_the_answer(void **state)
{
    char path[512];
    unsigned char *octets = malloc(image_size());
    uint32_t seed = 20260820;

    assert_non_null(octets);
    for (unsigned i = 0; i < 60; i++) {
        struct err err;
        memcpy(octets, image_begin, image_size());
        for (unsigned k = 0; k < 8; k++) {
            seed = seed * 1664525 + 1013904223;
            octets[(seed >> 4) % image_size()] ^= (unsigned char)(1U << (seed & 7));
        }
        file_write(sandbox_path(*state, "flipped.db", path), octets, image_size());
        if (!usable(path, true, &err) && err.kind != ERR_NONE)
            assert_true(err.text[0] != '\0');
        (void)unlink(path);
    }
    free(octets);
}

static void a_closed_file_may_not_be_read(void **state)
{
    char path[512];
    struct err err;

    if (geteuid() == 0)
        skip(); /* root may read everything */
    write_image(sandbox_path(*state, "closed.db", path));
    assert_int_equal(chmod(path, 0), 0);
    assert_false(usable(path, false, &err));
    assert_int_equal(err.kind, ERR_ENV);
}

static void a_file_that_may_only_be_read_is_read(void **state)
{
    char path[512];
    struct err err;

    if (geteuid() == 0)
        skip(); /* root may write everything */
    write_image(sandbox_path(*state, "readable.db", path));
    assert_int_equal(chmod(path, 0400), 0);

    struct store *store = open_at(path, false, &err);
    assert_non_null(store);
    assert_true(store_read_only(store));
    store_close(store);
    assert_true(usable(path, false, &err));
}

static void read_only_opens_a_file_read_only(void **state)
{
    char path[512];
    struct err err;

    write_image(sandbox_path(*state, "there.db", path));
    struct store *store = open_at(path, true, &err);
    assert_non_null(store);
    assert_true(store_read_only(store));
    assert_string_equal(store_path(store), path);
    store_close(store);
    assert_true(usable(path, true, &err));
}

static void an_unknown_edition_is_usage(void **state)
{
    char path[512];
    struct err err;
    struct store *store = open_at(sandbox_path(*state, "new.db", path), false, &err);

    assert_null(store_load(store, "rfc1", &err));
    assert_int_equal(err.kind, ERR_USAGE);
    err = (struct err){ 0 };

    struct model *model = store_load(store, "iana", &err); /* and the store is as good as before */
    assert_non_null(model);
    model_free(model);
    store_close(store);
}

int main(void)
{
#define IN_A_SANDBOX(test) cmocka_unit_test_setup_teardown(test, sandbox_start, sandbox_stop)
    const struct CMUnitTest tests[] = {
        IN_A_SANDBOX(a_missing_file_is_made_whole),
        IN_A_SANDBOX(a_file_of_no_octets_counts_as_missing),
        IN_A_SANDBOX(read_only_makes_nothing),
        IN_A_SANDBOX(a_named_folder_that_is_missing_is_not_made),
        IN_A_SANDBOX(a_folder_that_takes_no_file_leaves_the_image),
        IN_A_SANDBOX(what_is_no_file_is_refused),
        IN_A_SANDBOX(a_foreign_file_is_left_alone),
        IN_A_SANDBOX(another_programs_database_is_left_alone),
        IN_A_SANDBOX(a_dump_is_told_from_a_foreign_file),
        IN_A_SANDBOX(a_newer_file_is_left_alone),
        IN_A_SANDBOX(a_version_that_never_was_is_left_alone),
        IN_A_SANDBOX(damaged_pages_are_reported),
        IN_A_SANDBOX(flipped_bits_end_nothing_but_the_answer),
        IN_A_SANDBOX(a_closed_file_may_not_be_read),
        IN_A_SANDBOX(a_file_that_may_only_be_read_is_read),
        IN_A_SANDBOX(read_only_opens_a_file_read_only),
        IN_A_SANDBOX(an_unknown_edition_is_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
