/* A file of 0.1.0 becomes one of this version: every row of the user's is there, and its log works. */
#include "support/old_file.h"
#include "support/sandbox.h"

#include "db/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What a person may have in one: drafts in every state, a registry of one's own that once was another, rows
 * in tables that are shared, a table beside ours. */
static const char used_sql[] =
    "INSERT INTO change_group (at, who, what) VALUES ('2026-11-01T08:00:00Z', 'alice', 'change');"
    "UPDATE actor SET grp = 1;"
    "INSERT INTO draft (registry, basis, kind, code, mnemonic, author, note) WITH n (i) AS (SELECT 0 UNION "
    "ALL SELECT i + "
    "1 FROM n WHERE i < 99) SELECT 'rrtype', 'iana', 'private', 65290 + i, 'N' || i, 'alice', 'note ' || i "
    "FROM n;"
    "UPDATE actor SET grp = NULL;"
    "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES ('mine', 'Mine', "
    "'Local', "
    "'number', 16, 'free', 'local', 99);"
    "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('local', 'mine', '2026-11-02', 'local');"
    "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) SELECT id, 'mine', 0, 65535, "
    "'Private Use', "
    "'private' FROM snapshot WHERE page = 'mine';"
    "UPDATE snapshot SET state = 'sealed' WHERE page = 'mine';"
    "INSERT INTO draft (registry, basis, kind, code, meaning) VALUES ('mine', 'rfc6195', 'private', 7, "
    "'seven');"
    "UPDATE draft SET rev = rev + 1, meaning = 'my seven' WHERE code = 7;"
    "DELETE FROM draft WHERE mnemonic = 'N5';"
    "INSERT INTO draft (registry, basis, kind, mnemonic, meaning, template) VALUES ('rrtype', 'iana', "
    "'proposal', 'WISH', "
    "'a wish', 'A. line' || char(10) || 'B. line');"
    "INSERT INTO squatter VALUES ('rrtype', 65500, 65500, 'me', 'seen by me');"
    "INSERT INTO document VALUES ('rfc9999', 'my own', NULL, NULL, NULL);"
    "INSERT INTO policy VALUES ('House rule', 'hr', NULL, 'ask me');"
    "INSERT INTO meta VALUES ('my note', 'x');"
    "CREATE TABLE own (x); INSERT INTO own VALUES ('precious');"
    "CREATE TRIGGER own_log AFTER DELETE ON own BEGIN INSERT INTO own VALUES ('more'); END;";

enum { DRAFTS = 101 };

static struct store *open_at(const char *path, bool read_only)
{
    struct err err = { 0 };
    struct store *store = store_open(&(struct store_place){ .path = path, .read_only = read_only }, &err);

    if (!store)
        fail_msg("%s", err.text);
    if (!read_only && (!store_note(store) || !strstr(store_note(store), "was brought up to this release")))
        fail_msg("%s", store_note(store) ? store_note(store) : "nothing is said");
    return store;
}

static void assert_said_once(const char *path)
{
    struct store *store = store_open(&(struct store_place){ .path = path }, NULL);

    assert_non_null(store);
    assert_null(store_note(store));
    store_close(store);
}

static size_t drafts_in(struct store *store)
{
    struct err err = { 0 };
    struct model *model = store_load(store, "iana", &err);
    size_t n = 0;

    if (!model)
        fail_msg("%s", err.text);
    assert_null(model->damaged);
    for (size_t i = 0; i < model->n_tables; i++)
        n += model->tables[i].n_drafts;
    model_free(model);
    return n;
}

/* Rows of `columns` that one file has and the other lacks. */
static long long differing(const char *path, const char *other, const char *table, const char *columns)
{
    char sql[2000];

    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM (SELECT * FROM (SELECT %s FROM main.%s EXCEPT SELECT %s FROM o.%s) UNION "
             "ALL SELECT * "
             "FROM (SELECT %s FROM o.%s EXCEPT SELECT %s FROM main.%s))",
             columns, table, columns, table, columns, table, columns, table);
    return db_number_beside(path, other, sql);
}

static void nothing_of_the_users_is_lost(void **state)
{
    static const char *const kept[][2] = {
        { "draft",
          "id, rev, registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning, category, "
          "reference, note, template, author" },
        { "draft_revision",
          "id, rev, registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning, "
          "category, reference, note, template, author" },
        { "change_group", "*" },
        { "change_log", "*" },
        { "own", "*" },
    };
    static const char *const own[] = {
        "SELECT count(*) FROM squatter WHERE origin = 'local' AND low = 65500 AND who = 'me'",
        "SELECT count(*) FROM document WHERE origin = 'local' AND title = 'my own'",
        "SELECT count(*) FROM policy WHERE origin = 'local' AND asks = 'ask me'",
        "SELECT count(*) FROM registry WHERE origin = 'local' AND id = 'mine'",
        "SELECT count(*) FROM meta WHERE name = 'my note'",
        "SELECT count(*) FROM sqlite_schema WHERE name = 'own_log'",
    };
    char path[512], before[512];

    old_file_make(sandbox_path(*state, "old.db", path), "");
    db_run(path, used_sql);
    file_copy(path, sandbox_path(*state, "before.db", before));
    struct store *store = open_at(path, false);
    assert_int_equal(drafts_in(store), DRAFTS);
    store_close(store);
    assert_said_once(path);

    assert_int_equal(db_number(path, "PRAGMA user_version"), 2);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (differing(path, before, kept[i][0], kept[i][1]) != 0)
            fail_msg("%s differs", kept[i][0]);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (db_number(path, own[i]) != 1)
            fail_msg("%s", own[i]);
    assert_int_equal(db_number(path, "SELECT count(*) FROM squatter WHERE origin = 'local'"), 1);
    assert_int_equal(db_number(path, "SELECT count(*) FROM document WHERE origin = 'local'"), 1);
    assert_int_equal(db_number(path, "SELECT count(DISTINCT uid) FROM draft_revision"), DRAFTS + 1);
    assert_int_equal(
        db_number(path, "SELECT count(*) FROM draft d JOIN draft_revision r USING (id) WHERE d.uid <> r.uid"),
        0);
    assert_int_equal(
        db_number(path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
    /* a number that a draft ever had is not given again */
    db_run(path, "INSERT INTO draft (registry, basis, kind, code, mnemonic) VALUES ('rrtype', 'iana', "
                 "'private', 65450, "
                 "'LATER')");
    assert_int_equal(db_number(path, "SELECT max(id) FROM draft"), DRAFTS + 2);
}

static void undo_leads_to_the_start(void **state)
{
    struct undo_order order = { .at = "2026-11-21T09:12:00Z", .who = "alice" };
    struct put_result result;
    struct err err = { 0 };
    char path[512];
    int64_t group = 1;

    old_file_make(sandbox_path(*state, "old.db", path), "");
    db_run(path, used_sql);
    struct store *store = open_at(path, false);
    while (group != 0) {
        if (!store_undo(store, &order, &group, &result, &err) || result.put != PUT_DONE)
            fail_msg("%s%s", err.text, result.fault);
    }
    assert_int_equal(drafts_in(store), 0);
    store_close(store);
    assert_int_equal(db_number(path, "SELECT count(*) FROM draft"), 0);
}

static void two_copies_give_a_draft_the_same_id(void **state)
{
    char path[512], other[512];

    old_file_make(sandbox_path(*state, "old.db", path), "");
    db_run(path, used_sql);
    file_copy(path, sandbox_path(*state, "copy.db", other));
    store_close(open_at(path, false));
    store_close(open_at(other, false));
    assert_int_equal(differing(path, other, "draft", "id, uid"), 0);
    assert_int_equal(
        db_number(path, "SELECT count(*) FROM draft WHERE length(uid) = 13 AND uid NOT GLOB '*[^a-z2-7]*'"),
        DRAFTS);
}

static void read_only_reads_it_and_leaves_it(void **state)
{
    char path[512];
    size_t before_len, after_len;

    old_file_make(sandbox_path(*state, "old.db", path), "");
    db_run(path, used_sql);
    char *before = file_read(path, &before_len);
    struct store *store = open_at(path, true);
    assert_int_equal(drafts_in(store), DRAFTS);
    assert_string_equal(store_path(store), path);
    assert_true(store_read_only(store));
    store_close(store);
    char *after = file_read(path, &after_len);
    assert_int_equal(after_len, before_len);
    assert_memory_equal(after, before, before_len);
    free(before);
    free(after);
}

/* A registry of one's own whose id is shipped now is another one from here on, with its drafts. */
static void a_name_that_is_shipped_now_is_given_up(void **state)
{
    static const char taken[] =
        "DELETE FROM assignment WHERE registry = 'zoneversion'; DELETE FROM policy_range WHERE registry = "
        "'zoneversion';"
        "DELETE FROM registry WHERE id = 'zoneversion';"
        "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES ('zoneversion', "
        "'My Versions', "
        "'Local', 'number', 16, 'free', 'local', 99);"
        "INSERT INTO snapshot VALUES (500, 'local', 'zoneversion', '2026-11-02', 'local', 0, 'sealed');"
        "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) VALUES (500, 'zoneversion', "
        "0, 65535, "
        "'Private Use', 'private');";
    char path[512];
    struct err err = { 0 };

    old_file_make(sandbox_path(*state, "old.db", path), taken);
    db_run(path, "INSERT INTO draft (registry, basis, kind, code, mnemonic) VALUES ('zoneversion', 'iana', "
                 "'private', 4000, "
                 "'FOUR')");
    struct store *store = open_at(path, false);
    struct model *model = store_load(store, "iana", &err);
    assert_non_null(model);
    assert_int_equal(model_table_called(model, "zoneversion-local")->n_drafts, 1);
    assert_string_equal(model_registry(model, "zoneversion-local")->title, "My Versions");
    assert_int_equal(model_table_called(model, "zoneversion")->n_drafts, 0);
    assert_non_null(model_registry(model, "zoneversion")->page);
    model_free(model);
    store_close(store);
}

/* Numbers that a hand wrote: `place` is an order, and not how many there are. */
static void a_place_beyond_bounds_is_brought_back(void **state)
{
    char path[512];

    old_file_make(
        sandbox_path(*state, "old.db", path),
        "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES ('far', 'Far', "
        "'Local', 'number', 16, 'free', 'local', 9000000000000000000), ('near', 'Near', 'Local', 'number', "
        "16, "
        "'free', 'local', -5)");
    struct store *store = open_at(path, false);
    (void)drafts_in(store);
    store_close(store);
    assert_int_equal(
        db_number(path, "SELECT count(*) FROM registry WHERE id IN ('far', 'near') AND place BETWEEN 0 AND "
                        "1000000"),
        2);
}

int main(void)
{
#define IN_A_SANDBOX(test) cmocka_unit_test_setup_teardown(test, sandbox_start, sandbox_stop)
    const struct CMUnitTest tests[] = {
        IN_A_SANDBOX(nothing_of_the_users_is_lost),
        IN_A_SANDBOX(undo_leads_to_the_start),
        IN_A_SANDBOX(two_copies_give_a_draft_the_same_id),
        IN_A_SANDBOX(read_only_reads_it_and_leaves_it),
        IN_A_SANDBOX(a_name_that_is_shipped_now_is_given_up),
        IN_A_SANDBOX(a_place_beyond_bounds_is_brought_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
