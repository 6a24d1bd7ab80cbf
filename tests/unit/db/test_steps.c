/* A statement that fails is never taken for one that has no more rows: whichever step of it fails, whoever
 * asked is told. The program's sqlite3_step is this file's. */
#include "support/file.h"

#include "db/state.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

static struct {
    size_t fails; /* the step that fails, counted from 1; 0: none */
    size_t n;     /* steps so far */
} steps;

int __real_sqlite3_step(sqlite3_stmt *statement); /* NOLINT: names that --wrap gives */
int __wrap_sqlite3_step(sqlite3_stmt *statement); /* NOLINT */

int __wrap_sqlite3_step(sqlite3_stmt *statement) /* NOLINT */
{
    return ++steps.n == steps.fails ? SQLITE_IOERR : __real_sqlite3_step(statement);
}

/* ---- the file of registries ---- */

static bool load(struct file *file, struct err *err)
{
    struct model *model = store_load(file->store, "rfc6895", err);
    model_free(model);
    return model != NULL;
}

static bool load_first(struct file *file, struct err *err)
{
    struct model *model = store_load_first(file->store, "rfc6895", err);
    model_free(model);
    return model != NULL;
}

static bool read_log(struct file *file, struct err *err)
{
    struct change_log *log = store_log(file->store, file->model, 0, err);
    change_log_free(log);
    return log != NULL;
}

static bool save(struct file *file, struct err *err)
{
    struct draft draft = draft_of(file, "rrtype", 65310, "OTHER");
    struct put_result result = { 0 };
    bool ok =
        store_begin(file->store, TEST_NOW, "alice", err) && store_put(file->store, &draft, &result, err);
    store_rollback(file->store);
    return ok;
}

static bool remove_one(struct file *file, struct err *err)
{
    struct put_result result = { 0 };
    bool ok =
        store_begin(file->store, TEST_NOW, "alice", err) && store_remove(file->store, 1, 2, &result, err);
    store_rollback(file->store);
    return ok;
}

static bool add_registry(struct file *file, struct err *err)
{
    const struct registry registry = { .id = "mine", .title = "mine", .kind = KEY_NUMBER, .width = 8 };
    const struct range range = {
        .numeric = true, .low = 0, .high = 255, .policy = "Private Use", .use = USE_PRIVATE
    };
    struct put_result result = { 0 };
    bool ok = store_begin(file->store, TEST_NOW, "alice", err) &&
              store_put_registry(file->store, &registry, &range, 1, "2026-11-21", &result, err);

    store_rollback(file->store);
    return ok;
}

static bool take_back(struct file *file, struct err *err)
{
    struct put_result result;
    int64_t group;
    return store_undo(file->store, &(struct undo_order){ .at = TEST_NOW, .who = "alice" }, &group, &result,
                      err);
}

/* Every one of the first steps, then some of the many that read rows. */
static void each_step_fails(struct file *file, const char *what, bool (*does)(struct file *, struct err *))
{
    enum { ALL = 100, STRIDE = 97 };

    bool met = true;
    for (size_t k = 1; met; k += k < ALL ? 1 : STRIDE) {
        struct err err = { 0 };
        steps.fails = k;
        steps.n = 0;
        bool ok = does(file, &err);
        met = steps.n >= k;
        steps.fails = 0;
        if (ok == met)
            fail_msg("%s: step %zu %s: %s", what, k, met ? "failed and nobody was told" : "did not fail",
                     err.text);
        assert_int_equal(err.kind, met ? ERR_ENV : ERR_NONE);
        assert_true(k < 100000);
    }
    assert_true(steps.n > 0);
}

static void of_every_statement(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    struct put_result result = put(file, &draft, PUT_DONE);

    draft.id = result.id;
    draft.rev = result.rev;
    draft.record.mnemonic = "TWO";
    (void)put(file, &draft, PUT_DONE);
    (void)file_model(file);
    each_step_fails(file, "load", load);
    each_step_fails(file, "load first", load_first);
    each_step_fails(file, "read log", read_log);
    each_step_fails(file, "save", save);
    each_step_fails(file, "remove one", remove_one);
    each_step_fails(file, "add registry", add_registry);
    each_step_fails(file, "take back", take_back);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft WHERE mnemonic = 'ONE'"), 1);
}

/* The title of a registry that is in no edition any more is read by a statement of its own. */
static void of_the_log_of_a_registry_that_is_gone(void **state)
{
    struct file *file = *state;
    const struct registry registry = { .id = "mine", .title = "Mine", .kind = KEY_NUMBER, .width = 8 };
    const struct range range = {
        .numeric = true, .low = 0, .high = 255, .policy = "Private Use", .use = USE_PRIVATE
    };
    struct put_result result = { 0 };

    assert_true(store_begin(file->store, TEST_NOW, "alice", NULL));
    assert_true(store_put_registry(file->store, &registry, &range, 1, "2026-11-21", &result, NULL));
    assert_true(store_commit(file->store, NULL));
    (void)undo(file, false, PUT_DONE);
    (void)file_model(file);
    each_step_fails(file, "read log", read_log);
}

/* ---- unfinished forms ---- */

static struct state *state_beside(const struct file *file)
{
    char path[512];
    struct state *forms = state_open(sandbox_path(&file->box, "state.db", path), file->path, NULL);
    assert_non_null(forms);
    return forms;
}

/* "There is no form" and "nobody knows" are two answers. */
static void of_the_forms_that_are_left(void **state)
{
    struct file *file = *state;
    struct state *forms = state_beside(file);
    struct left_form form;
    sqlite3 *other = NULL;
    char path[512];

    assert_false(state_left(forms, &form));
    assert_false(state_unread(forms));

    assert_true(state_keep(forms, TEST_NOW, "a form", "x", NULL));
    assert_int_equal(sqlite3_open(sandbox_path(&file->box, "state.db", path), &other), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(other, "UPDATE form SET started = 'once'; BEGIN EXCLUSIVE", NULL, NULL, NULL),
        SQLITE_OK);
    assert_false(state_left(forms, &form));
    assert_true(state_unread(forms));
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_true(state_left(forms, &form));
    assert_false(state_unread(forms));
    (void)sqlite3_close(other);

    steps.fails = 1;
    steps.n = 0;
    assert_false(state_left(forms, &form));
    steps.fails = 0;
    assert_true(state_unread(forms));
    state_close(forms);
}

/* A process of which the kernel does not say whether it lives keeps its form: here no file can be opened. */
static void of_asking_who_lives(void **state)
{
    struct file *file = *state;
    struct state *one = state_beside(file), *two = state_beside(file);
    struct rlimit old;
    struct left_form form;

    assert_true(state_keep(one, TEST_NOW, "a form", "x", NULL));
    assert_false(state_left(two, &form)); /* this process lives */
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);

    struct rlimit none = old;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);

    bool left = state_left(two, &form);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
    assert_false(left);
    state_close(one);
    state_close(two);
}

int main(void)
{
#define IN_A_FILE(test) cmocka_unit_test_setup_teardown(test, file_make, file_unmake)
    const struct CMUnitTest tests[] = {
        IN_A_FILE(of_every_statement),
        IN_A_FILE(of_the_log_of_a_registry_that_is_gone),
        IN_A_FILE(of_the_forms_that_are_left),
        IN_A_FILE(of_asking_who_lives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
