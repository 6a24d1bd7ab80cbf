/* Registries of the user's own: added, changed twice a day, removed, and taken back. */
#include "support/file.h"

#include "registry/row.h"
#include "registry/tile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct range one_range[] = {
    { .numeric = true, .low = 0, .high = 255, .policy = "Private Use", .use = USE_PRIVATE },
};
static const struct range two_ranges[] = {
    { .numeric = true, .low = 0, .high = 127, .policy = "Reserved", .use = USE_RESERVED },
    { .numeric = true, .low = 128, .high = 255, .policy = "Private Use", .use = USE_PRIVATE },
};

static struct registry mine(const char *title, unsigned width)
{
    return (struct registry){ .id = "mine", .title = title, .kind = KEY_NUMBER, .width = width };
}

static struct put_result put_registry(struct file *file, const struct registry *registry,
                                      const struct range *ranges, size_t n, enum put want)
{
    struct put_result result;
    struct err err = { 0 };

    assert_true(store_begin(file->store, TEST_NOW, "alice", &err));
    if (!store_put_registry(file->store, registry, ranges, n, "2026-11-21", &result, &err))
        fail_msg("%s", err.text);
    if (result.put != want)
        fail_msg("answered %d (%s), not %d", (int)result.put, result.fault, (int)want);
    if (want == PUT_DONE)
        assert_true(store_commit(file->store, &err));
    store_rollback(file->store);

    return result;
}

static void remove_registry(struct file *file, const char *id, enum put want)
{
    struct put_result result;
    struct err err = { 0 };

    assert_true(store_begin(file->store, TEST_NOW, "alice", &err));
    if (!store_remove_registry(file->store, id, "2026-11-21T09:12:00Z", "alice", &result, &err))
        fail_msg("%s", err.text);
    if (result.put != want)
        fail_msg("answered %d (%s), not %d", (int)result.put, result.fault, (int)want);
    if (want == PUT_DONE)
        assert_true(store_commit(file->store, &err));
    store_rollback(file->store);
}

/* How many ranges the edition gives the registry; 0: it is not there. */
static size_t ranges_in(struct file *file, const char *edition)
{
    struct err err = { 0 };
    struct model *model = store_load(file->store, edition, &err);
    size_t n = 0;

    assert_non_null(model);
    const struct registry *registry = model_registry(model, "mine");
    const struct table *table = registry ? model_table(model, registry) : NULL;
    assert_int_equal(registry != NULL, table != NULL); /* what stands in no edition is not listed */
    if (table) {
        struct rows rows = { 0 };
        n = table->n_ranges;
        rows_of(table, &rows); /* they tile */
        assert_int_equal(rows.at[0].low, 0);
        assert_int_equal(rows.at[rows.n - 1].high, 255);
        rows_free(&rows);
    }

    model_free(model);
    return n;
}

static void it_is_in_every_edition(void **state)
{
    struct file *file = *state;
    struct registry registry = mine("Mine", 8);
    char as_of[32];
    const struct model *model = file_model(file);

    (void)strncpy(as_of, model->edition.as_of, sizeof as_of - 1);
    as_of[sizeof as_of - 1] = '\0';
    unsigned pages = model->edition.pages;
    (void)put_registry(file, &registry, one_range, 1, PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 1);
    assert_int_equal(ranges_in(file, "rfc2929"), 1);
    model = file_model(file);
    assert_string_equal(model->edition.as_of, as_of); /* IANA's age is not the user's */
    assert_int_equal(model->edition.pages, pages);
    assert_string_equal(model_registry(model, "mine")->title, "Mine");
    assert_null(model_registry(model, "mine")->page);
    assert_int_equal(model->registries[model->n_registries - 1].width, 8); /* after all others */
    assert_string_equal(model->registries[model->n_registries - 1].id, "mine");
}

static void two_changes_on_one_day_are_two_steps(void **state)
{
    struct file *file = *state;
    struct registry registry = mine("Mine", 8);

    (void)put_registry(file, &registry, one_range, 1, PUT_DONE);
    (void)put_registry(file, &registry, two_ranges, 2, PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 2);
    (void)undo(file, false, PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 1);
    (void)undo(file, false, PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 0);
    assert_int_equal(undo(file, false, PUT_DONE), 0);
    (void)undo(file, true, PUT_DONE);
    (void)undo(file, true, PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 2);
    remove_registry(file, "mine", PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 0);
    (void)undo(file, false, PUT_DONE);
    assert_int_equal(ranges_in(file, "iana"), 2);
}

static void drafts_hold_it(void **state)
{
    struct file *file = *state;
    struct registry registry = mine("Mine", 8);

    (void)put_registry(file, &registry, one_range, 1, PUT_DONE);
    (void)file_model(file);
    struct draft draft = draft_of(file, "mine", 7, "seven");
    draft.id = put(file, &draft, PUT_DONE).id;
    draft.rev = 1;
    remove_registry(file, "mine", PUT_REFUSED);
    (void)take_out(file, draft.id, 1, PUT_DONE);
    remove_registry(file, "mine", PUT_DONE);
    remove_registry(file, "mine", PUT_GONE);
    (void)undo(file, false, PUT_DONE); /* the registry, then its draft */
    (void)undo(file, false, PUT_DONE);
    assert_non_null(model_draft(file_model(file), draft.id));
}

/* The log tells of a registry that is gone, and of its drafts. */
static void the_log_knows_it_when_it_is_gone(void **state)
{
    struct file *file = *state;
    struct registry registry = mine("Mine", 8);
    struct err err = { 0 };

    (void)put_registry(file, &registry, one_range, 1, PUT_DONE);
    (void)file_model(file);
    struct draft draft = draft_of(file, "mine", 7, "seven");
    (void)take_out(file, put(file, &draft, PUT_DONE).id, 1, PUT_DONE);
    remove_registry(file, "mine", PUT_DONE);

    struct change_log *log = store_log(file->store, file_model(file), 0, &err);
    assert_non_null(log);
    assert_int_equal(log->n, 4);
    for (size_t i = 0; i < log->n; i++)
        assert_string_equal(log->at[i].registry, "mine");
    assert_null(log->at[0].before);
    assert_null(log->at[0].after);
    assert_false(log->at[0].added);
    assert_true(log->at[3].added);
    assert_string_equal(log->at[0].title, "Mine");
    assert_string_equal(log->at[1].before->registry->title, "Mine");
    assert_int_equal(log->at[1].before->registry->width, 8);
    assert_string_equal(log->at[2].after->record.mnemonic, "seven");
    assert_null(log->at[3].after);
    change_log_free(log);
}

static void what_is_taken_is_refused(void **state)
{
    struct file *file = *state;
    struct registry registry = mine("Mine", 8);
    struct range far = one_range[0];

    registry.id = "rrtype";
    (void)put_registry(file, &registry, one_range, 1, PUT_REFUSED);
    registry.id = "Not An Id";
    (void)put_registry(file, &registry, one_range, 1, PUT_REFUSED);
    registry.id = "mine";
    far.high = 256;
    (void)put_registry(file, &registry, &far, 1, PUT_REFUSED);
    (void)put_registry(file, &registry, one_range, 1, PUT_DONE);
    registry.width = 9; /* undo may bring the ranges of 8 bits back */
    (void)put_registry(file, &registry, one_range, 1, PUT_REFUSED);
    remove_registry(file, "rrtype", PUT_GONE);
    assert_int_equal(ranges_in(file, "iana"), 1);
}

int main(void)
{
#define ON_A_FILE(test) cmocka_unit_test_setup_teardown(test, file_make, file_unmake)
    const struct CMUnitTest tests[] = {
        ON_A_FILE(it_is_in_every_edition),   ON_A_FILE(two_changes_on_one_day_are_two_steps),
        ON_A_FILE(drafts_hold_it),           ON_A_FILE(the_log_knows_it_when_it_is_gone),
        ON_A_FILE(what_is_taken_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
