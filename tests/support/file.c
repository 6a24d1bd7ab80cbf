#include "support/file.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

int file_make(void **state)
{
    struct file *file = calloc(1, sizeof *file);
    struct err err = { 0 };

    assert_non_null(file);
    sandbox_make(&file->box);
    (void)sandbox_path(&file->box, "registry.db", file->path);
    file->store = store_open(&(struct store_place){ .path = file->path }, &err);
    if (!file->store)
        fail_msg("%s", err.text);
    *state = file;
    return 0;
}

int file_unmake(void **state)
{
    struct file *file = *state;
    model_free(file->model);
    store_close(file->store);
    sandbox_remove(&file->box);
    free(file);
    return 0;
}

const struct model *file_model(struct file *file)
{
    struct err err = { 0 };
    model_free(file->model);
    file->model = store_load(file->store, "iana", &err);
    if (!file->model)
        fail_msg("%s", err.text);
    return file->model;
}

struct draft draft_of(struct file *file, const char *registry, uint64_t code, const char *mnemonic)
{
    const struct model *model = file->model ? file->model : file_model(file);
    const struct registry *found = model_registry(model, registry);

    assert_non_null(found);
    return (struct draft){
        .registry = found,
        .basis = "iana",
        .record = { .numeric = true, .low = code, .high = code, .mnemonic = mnemonic },
        .author = "alice",
    };
}

static void begin(struct file *file)
{
    struct err err = { 0 };
    if (!store_begin(file->store, TEST_NOW, "alice", &err))
        fail_msg("%s", err.text);
}

static void end(struct file *file, const struct put_result *result, enum put want)
{
    struct err err = { 0 };
    if (result->put != want)
        fail_msg("answered %d (%s), not %d", (int)result->put, result->fault, (int)want);
    if (want != PUT_DONE)
        store_rollback(file->store);
    else if (!store_commit(file->store, &err))
        fail_msg("%s", err.text);
}

struct put_result put(struct file *file, const struct draft *draft, enum put want)
{
    struct put_result result;
    struct err err = { 0 };
    begin(file);
    if (!store_put(file->store, draft, &result, &err))
        fail_msg("%s", err.text);
    end(file, &result, want);
    return result;
}

struct put_result take_out(struct file *file, int64_t id, int64_t rev, enum put want)
{
    struct put_result result;
    struct err err = { 0 };
    begin(file);
    if (!store_remove(file->store, id, rev, &result, &err))
        fail_msg("%s", err.text);
    end(file, &result, want);
    return result;
}

int64_t undo(struct file *file, bool redo, enum put want)
{
    struct put_result result;
    struct err err = { 0 };
    int64_t group;

    if (!store_undo(file->store, &(struct undo_order){ redo, { 0 }, TEST_NOW, "alice" }, &group, &result,
                    &err))
        fail_msg("%s", err.text);

    if (result.put != want)
        fail_msg("answered %d (%s), not %d", (int)result.put, result.fault, (int)want);
    return group;
}

static sqlite3 *connect(const struct file *file)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file->path, &db), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 5000);
    return db;
}

long long file_number(const struct file *file, const char *sql)
{
    sqlite3 *db = connect(file);
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);

    long long number = sqlite3_column_int64(row, 0);
    (void)sqlite3_finalize(row);
    (void)sqlite3_close(db);
    return number;
}

void file_run(const struct file *file, const char *sql)
{
    sqlite3 *db = connect(file);
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", why, sql);
    (void)sqlite3_close(db);
}
