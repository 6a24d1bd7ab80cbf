/* Undo and redo beside other writers: what was seen is what is taken, and rows that are gone stop nobody. */
#include "support/file.h"

#include "registry/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Undo that rests on what was seen of the log. */
static enum put undo_as_seen(struct file *file, bool redo, struct log_seen seen, int64_t *group)
{
    struct undo_order order = { .redo = redo, .seen = seen, .at = TEST_NOW, .who = "alice" };
    struct put_result result;
    struct err err = { 0 };
    if (!store_undo(file->store, &order, group, &result, &err))
        fail_msg("%s", err.text);
    return result.put;
}

static struct log_seen look(struct file *file, bool redo)
{
    struct err err = { 0 };
    struct change_log *log = store_log(file->store, file_model(file), 1, &err);
    assert_non_null(log);
    struct log_seen seen = (struct log_seen){ redo ? log->redo : log->undo, log->at[0].group };
    change_log_free(log);
    return seen;
}

static void undo_takes_what_was_seen(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    int64_t group;

    (void)put(file, &draft, PUT_DONE);
    struct log_seen seen = look(file, false);
    file_run(file, "UPDATE draft SET note = 'another', rev = rev + 1");
    assert_int_equal(undo_as_seen(file, false, seen, &group), PUT_STALE);
    assert_int_equal(file_number(file, "SELECT count(*) FROM change_group WHERE what = 'undo'"), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft WHERE note = 'another'"), 1);
    seen = look(file, false);
    (void)undo(file, false, PUT_DONE);
    (void)undo(file, true, PUT_DONE); /* by another: the same action stands, but it is not as it was */
    assert_int_equal(undo_as_seen(file, false, seen, &group), PUT_STALE);
    seen = look(file, false);
    assert_int_equal(undo_as_seen(file, false, seen, &group), PUT_DONE);
    assert_int_equal(group, seen.target);
    seen = look(file, true);
    (void)undo(file, false, PUT_DONE); /* by another */
    assert_int_equal(undo_as_seen(file, true, seen, &group), PUT_STALE);
    seen = look(file, true);
    assert_int_equal(undo_as_seen(file, true, seen, &group), PUT_DONE);
    assert_int_equal(group, seen.target);
}

static void a_store_knows_its_own_actions(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    size_t n;

    file_run(file,
             "INSERT INTO draft (registry, basis, kind, code) VALUES ('edns-option', 'iana', 'private', "
             "65010)");
    (void)put(file, &draft, PUT_DONE);
    file_run(file, "DELETE FROM draft WHERE registry = 'edns-option'");
    draft.modifies = true;
    draft.record.low = draft.record.high = 65301;
    (void)put(file, &draft, PUT_REFUSED);

    const int64_t *own = store_groups(file->store, &n);
    assert_int_equal(n, 1);
    assert_int_equal(own[0], 2);
    (void)undo(file, false, PUT_DONE);
    own = store_groups(file->store, &n);
    assert_int_equal(n, 2);
    assert_int_equal(own[1], 4);
}

/* ---- rows that are gone -------------------------------------------------------------------------- */

/* Only who drops the triggers gets so far. */
static void what_is_gone_is_stepped_over(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    struct undo_order order = { .at = TEST_NOW, .who = "alice" };
    struct put_result result;
    struct err err = { 0 };
    int64_t group;

    (void)put(file, &draft, PUT_DONE);
    file_run(file, "UPDATE draft SET note = 'two', rev = rev + 1");
    file_run(file, "DROP TRIGGER draft_after_out; INSERT INTO draft (registry, basis, kind, code) VALUES "
                   "('edns-option', 'iana', 'private', 65010); DELETE FROM draft WHERE code = 65010");
    assert_int_equal(look(file, false).target, 2); /* the explorer asks about what will be taken */
    assert_true(store_undo(file->store, &order, &group, &result, &err));
    assert_int_equal(result.put, PUT_DONE);
    assert_int_equal(group, 2);
    assert_int_equal(result.over, 3);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft WHERE note IS NULL"), 1);
    assert_int_equal(undo(file, true, PUT_DONE), 2);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft WHERE note = 'two'"), 1);
}

static void a_snapshot_that_is_gone_is_stepped_over(void **state)
{
    struct file *file = *state;
    const struct range all = {
        .numeric = true, .low = 0, .high = 255, .policy = "Private Use", .use = USE_PRIVATE
    };
    const struct registry mine = { .id = "mine", .title = "Mine", .kind = KEY_NUMBER, .width = 8 };
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    struct undo_order order = { .at = TEST_NOW, .who = "alice", .redo = true };
    struct put_result result;
    struct err err = { 0 };
    int64_t group;

    (void)put(file, &draft, PUT_DONE);
    assert_true(store_begin(file->store, TEST_NOW, "alice", &err));
    assert_true(store_put_registry(file->store, &mine, &all, 1, "2026-11-21", &result, &err));
    assert_true(store_commit(file->store, &err));
    (void)undo(file, false, PUT_DONE);
    (void)undo(file, false, PUT_DONE);
    assert_int_equal(look(file, true).target, 1);
    (void)undo(file, true, PUT_DONE);
    file_run(file, "DROP TRIGGER snapshot_out; DELETE FROM snapshot WHERE series = 'local'");
    assert_true(store_undo(file->store, &order, &group, &result, &err));
    assert_int_equal(group, 0);
    assert_int_equal(result.over, 2);
    assert_int_equal(undo(file, false, PUT_DONE), 1);
}

/* ---- the one row of actor ------------------------------------------------------------------------ */

static void a_missing_actor_comes_back(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");

    (void)put(file, &draft, PUT_DONE);
    file_run(file, "DROP TRIGGER actor_out; DELETE FROM actor");
    assert_int_equal(undo(file, false, PUT_DONE), 1);
    assert_int_equal(file_number(file, "SELECT count(*) FROM change_group WHERE what = 'undo'"), 1);
    assert_int_equal(file_number(file, "SELECT count(*) FROM change_group"), 2);
    assert_int_equal(file_number(file, "SELECT count(*) FROM actor WHERE grp IS NULL"), 1);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 0);
}

/* The answer is never that all is well and nothing done. */
static void an_undo_that_is_not_logged_is_an_error(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    struct undo_order order = { .at = TEST_NOW, .who = "alice" };
    struct put_result result;
    struct err err = { 0 };
    int64_t group;

    (void)put(file, &draft, PUT_DONE);
    file_run(file, "DROP TRIGGER draft_after_out");
    assert_false(store_undo(file->store, &order, &group, &result, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_non_null(strstr(err.text, ": nothing was changed"));
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 1);
    assert_int_equal(file_number(file, "SELECT count(*) FROM change_group"), 1);
}

int main(void)
{
#define ON_A_FILE(test) cmocka_unit_test_setup_teardown(test, file_make, file_unmake)
    const struct CMUnitTest tests[] = {
        ON_A_FILE(undo_takes_what_was_seen),     ON_A_FILE(a_store_knows_its_own_actions),
        ON_A_FILE(what_is_gone_is_stepped_over), ON_A_FILE(a_snapshot_that_is_gone_is_stepped_over),
        ON_A_FILE(a_missing_actor_comes_back),   ON_A_FILE(an_undo_that_is_not_logged_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
