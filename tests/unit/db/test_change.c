/* Changing drafts: what is written, what is refused, the log, undo and redo. */
#include "support/file.h"

#include "db/sql.h"
#include "registry/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct table *table(const struct model *model, const char *registry)
{
    return model_table(model, model_registry(model, registry));
}

/* ---- saving ------------------------------------------------------------------------------------ */

static void a_draft_is_read_as_it_was_written(void **state)
{
    struct file *file = *state;
    static const struct reference cited = { "rfc", "rfc9999", "RFC 9999" };
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    draft.kind = DRAFT_PROPOSAL;
    draft.record.meaning = "a thing";
    draft.record.category = CATEGORY_META;
    draft.record.note = "na\xC3\xAFve: \"a note\"";
    draft.record.references = &cited;
    draft.record.n_references = 1;
    struct put_result result = put(file, &draft, PUT_DONE);
    assert_int_equal(result.rev, 1);
    const struct draft *found = model_draft(file_model(file), result.id);
    assert_non_null(found);
    assert_int_equal(found->rev, 1);
    assert_string_equal(found->basis, "iana");
    assert_string_equal(found->author, "alice");
    assert_int_equal(found->kind, DRAFT_PROPOSAL);
    assert_false(found->modifies);
    assert_true(found->record.numeric);
    assert_int_equal(found->record.low, 65300);
    assert_int_equal(found->record.high, 65300);
    assert_false(found->record.has_second);
    assert_null(found->record.key);
    assert_string_equal(found->record.mnemonic, "FOO");
    assert_string_equal(found->record.meaning, "a thing");
    assert_int_equal(found->record.category, CATEGORY_META);
    assert_string_equal(found->record.note, "na\xC3\xAFve: \"a note\"");
    assert_int_equal(found->record.n_references, 1);
    assert_string_equal(found->record.references[0].shown, "RFC 9999");
    assert_string_equal(found->record.references[0].target, "rfc9999");
    assert_int_equal(found->record.status, STATUS_PRIVATE); /* what iana says of 65300 */
}

static void drafts_stand_by_code_and_those_without_one_last(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 0, "LATER");
    const struct table *rrtype;
    draft.record.numeric = false;
    draft.kind = DRAFT_PROPOSAL;
    (void)put(file, &draft, PUT_DONE);
    draft = draft_of(file, "rrtype", 65400, "B");
    draft.record.mnemonic = "BB";
    (void)put(file, &draft, PUT_DONE);
    draft = draft_of(file, "rrtype", 300, "AA");
    draft.kind = DRAFT_PROPOSAL;
    (void)put(file, &draft, PUT_DONE);
    draft = draft_of(file, "class", 65300, "CC");
    (void)put(file, &draft, PUT_DONE);
    rrtype = table(file_model(file), "rrtype");
    assert_int_equal(rrtype->n_drafts, 3);
    assert_string_equal(rrtype->drafts[0].record.mnemonic, "AA");
    assert_int_equal(rrtype->drafts[0].record.status, STATUS_UNASSIGNED);
    assert_string_equal(rrtype->drafts[1].record.mnemonic, "BB");
    assert_string_equal(rrtype->drafts[2].record.mnemonic, "LATER");
    assert_int_equal(table(file->model, "class")->n_drafts, 1);
    assert_int_equal(table(file->model, "rcode")->n_drafts, 0);
}

static void every_kind_of_key_comes_back(void **state)
{
    struct file *file = *state;

    static const struct {
        const char *registry;
        struct assignment record;
    } keys[] = {
        { "underscored", { .key = "TXT", .key2 = "_mine", .mnemonic = NULL } },
        { "special-use", { .key = "mine.ext" } },
        { "cookie-method",
          { .numeric = true, .low = 200, .high = 200, .has_second = true, .low2 = 16, .high2 = 16 } },
        { "dsync", { .numeric = true, .low = 200, .high = 200, .key = "CDS", .mnemonic = "MINE" } },
        { "label", { .numeric = true, .low = 66, .high = 66, .key = "01000010" } },
        { "label", { .numeric = true, .low = 128, .high = 191, .key = "10" } },
        { "header", { .numeric = true, .low = 9, .high = 9, .mnemonic = "ZZ" } },
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct draft draft = draft_of(file, keys[i].registry, 0, NULL);
        draft.kind = DRAFT_PROPOSAL;
        draft.record = keys[i].record;
        struct put_result result = put(file, &draft, PUT_DONE);
        const struct draft *found = model_draft(file_model(file), result.id);
        assert_non_null(found);
        assert_int_equal(found->record.numeric, keys[i].record.numeric);
        assert_int_equal(found->record.low, keys[i].record.low);
        assert_int_equal(found->record.high, keys[i].record.high);
        assert_int_equal(found->record.has_second, keys[i].record.has_second);
        assert_int_equal(found->record.low2, keys[i].record.low2);
        assert_string_equal(found->record.key ? found->record.key : "-",
                            keys[i].record.key ? keys[i].record.key : "-");
        assert_string_equal(found->record.key2 ? found->record.key2 : "-",
                            keys[i].record.key2 ? keys[i].record.key2 : "-");
    }
}

static void a_draft_of_a_registry_that_the_edition_lacks_stays_in_the_file(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "ede", 49999, NULL);
    struct err err = { 0 };
    draft.record.meaning = "mine";
    draft.record.low = draft.record.high = 49500;
    (void)put(file, &draft, PUT_DONE);
    struct model *old = store_load(file->store, "rfc6195", &err);
    assert_non_null(old);
    for (size_t i = 0; i < old->n_tables; i++)
        assert_int_equal(old->tables[i].n_drafts, 0);
    model_free(old);
    assert_int_equal(table(file_model(file), "ede")->n_drafts, 1);
}

static void squatters_are_in_the_model(void **state)
{
    const struct model *model = file_model(*state);
    bool found = false;
    for (size_t i = 0; i < model->n_squatters; i++)
        found = found || (strcmp(model->squatters[i].registry, "rrtype") == 0 &&
                          model->squatters[i].low == 65281 && strstr(model->squatters[i].who, "WINS"));
    assert_true(found);
    assert_true(model->n_squatters >= 14);
}

static void the_files_own_rules_are_an_answer(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65, "FOO");
    struct put_result result = put(file, &draft, PUT_REFUSED);
    char long_name[100];
    assert_int_equal(strncmp(result.fault, "code-free: ", 11), 0);
    memset(long_name, 'A', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    draft = draft_of(file, "rrtype", 65300, long_name);
    result = put(file, &draft, PUT_REFUSED);
    assert_int_equal(strncmp(result.fault, "text: ", 6), 0);
    draft = draft_of(file, "rrtype", 65300, "FOO");
    draft.record.numeric = false; /* private, without a code */
    result = put(file, &draft, PUT_REFUSED);
    assert_int_equal(strncmp(result.fault, "code-width: ", 12), 0);
    draft = draft_of(file, "rrtype", 65300, "FOO");
    draft.modifies = true;
    result = put(file, &draft, PUT_REFUSED);
    assert_int_equal(strncmp(result.fault, "code-free: ", 11), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM change_group"), 0);
}

static void a_stale_save_writes_nothing(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    struct put_result result = put(file, &draft, PUT_DONE);
    draft.id = result.id;
    draft.rev = 1;
    draft.record.mnemonic = "BAR";
    result = put(file, &draft, PUT_DONE);
    assert_int_equal(result.rev, 2);
    draft.record.mnemonic = "BAZ"; /* still says revision 1 */
    result = put(file, &draft, PUT_STALE);
    assert_int_equal(result.rev, 2);
    (void)take_out(file, draft.id, 1, PUT_STALE);
    assert_string_equal(model_draft(file_model(file), draft.id)->record.mnemonic, "BAR");
    (void)take_out(file, draft.id, 2, PUT_DONE);
    (void)take_out(file, draft.id, 2, PUT_GONE);
    draft.rev = 2;
    (void)put(file, &draft, PUT_GONE);
}

/* A text of an older file, that cannot be typed anew, holds nothing else up. */
static void a_text_that_stands_is_a_warning(void **state)
{
    struct file *file = *state;
    struct findings findings;
    struct draft draft;
    file_run(file,
             "DROP TRIGGER draft_after_in; INSERT INTO draft (registry, basis, kind, code, mnemonic, note) "
             "VALUES ('rrtype', 'iana', 'private', 65300, 'FOO', 'a' || char(8232)); INSERT INTO "
             "draft_revision SELECT * FROM draft");
    draft = *model_draft(file_model(file), 1);
    draft.record.meaning = "new";
    draft_judge(file->model, &draft, &findings);
    assert_int_equal(findings.at[0].severity, SEVERITY_WARNING);
    assert_string_equal(findings.at[0].rule->id, "text");
    (void)put(file, &draft, PUT_DONE); /* and the file agrees */
    draft.record.note = "b\xE2\x80\xA8";
    draft_judge(file->model, &draft, &findings);
    assert_true(findings_refuse(&findings));
}

/* A model read inside the change that is open sees what the change wrote. */
static void a_model_is_read_inside_the_transaction(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    struct put_result result;
    struct err err = { 0 };
    assert_true(store_begin(file->store, TEST_NOW, "alice", &err));
    assert_true(store_put(file->store, &draft, &result, &err));
    struct model *inside = store_load(file->store, "iana", &err);
    assert_non_null(inside);
    assert_non_null(model_draft(inside, result.id));
    model_free(inside);
    assert_true(store_commit(file->store, &err)); /* it is open still */
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 1);
}

/* ---- the log ----------------------------------------------------------------------------------- */

static struct change_log *read_log(struct file *file, size_t most)
{
    struct err err = { 0 };
    struct change_log *log = store_log(file->store, file_model(file), most, &err);
    if (!log)
        fail_msg("%s", err.text);
    return log;
}

static void the_log_says_who_when_and_what(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    draft.id = put(file, &draft, PUT_DONE).id;
    draft.rev = 1;
    draft.record.mnemonic = "BAR";
    (void)put(file, &draft, PUT_DONE);
    file_run(file, "DELETE FROM draft"); /* another program */
    struct change_log *log = read_log(file, 0);
    assert_int_equal(log->n, 3);
    assert_string_equal(log->at[0].who, "another program");
    assert_string_equal(log->at[0].before->record.mnemonic, "BAR");
    assert_null(log->at[0].after);
    assert_true(log->at[0].standing);
    assert_string_equal(log->at[1].who, "alice");
    assert_string_equal(log->at[1].at, TEST_NOW);
    assert_int_equal(log->at[1].kind, GROUP_CHANGE);
    assert_int_equal(log->at[1].target, 0);
    assert_string_equal(log->at[1].registry, "rrtype");
    assert_string_equal(log->at[1].before->record.mnemonic, "FOO");
    assert_string_equal(log->at[1].after->record.mnemonic, "BAR");
    assert_null(log->at[2].before);
    assert_int_equal(log->undo, log->at[0].group);
    assert_int_equal(log->redo, 0);
    change_log_free(log);
    log = read_log(file, 2);
    assert_int_equal(log->n, 2);
    assert_string_equal(log->at[0].who, "another program");
    change_log_free(log);
    (void)undo(file, false, PUT_DONE);
    log = read_log(file, 0);
    assert_int_equal(log->at[0].kind, GROUP_UNDO);
    assert_int_equal(log->at[0].target, log->at[1].group);
    assert_false(log->at[1].standing);
    assert_int_equal(log->undo, log->at[2].group);
    assert_int_equal(log->redo, log->at[1].group);
    change_log_free(log);
}

/* ---- undo and redo ----------------------------------------------------------------------------- */

static const char *name_of(struct file *file, int64_t id)
{
    const struct draft *draft = model_draft(file_model(file), id);
    return draft ? draft->record.mnemonic : "-";
}

static void undo_and_redo_walk_the_log(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    assert_int_equal(undo(file, false, PUT_DONE), 0); /* nothing yet */
    assert_int_equal(undo(file, true, PUT_DONE), 0);
    draft.id = put(file, &draft, PUT_DONE).id;
    draft.rev = 1;
    draft.record.mnemonic = "TWO";
    (void)put(file, &draft, PUT_DONE);
    (void)take_out(file, draft.id, 2, PUT_DONE);
    assert_string_equal(name_of(file, draft.id), "-");
    assert_true(undo(file, false, PUT_DONE) > 0);
    assert_string_equal(name_of(file, draft.id), "TWO"); /* with its id */
    assert_true(undo(file, false, PUT_DONE) > 0);
    assert_string_equal(name_of(file, draft.id), "ONE");
    assert_true(undo(file, false, PUT_DONE) > 0);
    assert_string_equal(name_of(file, draft.id), "-");
    assert_int_equal(undo(file, false, PUT_DONE), 0);
    (void)undo(file, true, PUT_DONE);
    assert_string_equal(name_of(file, draft.id), "ONE");
    (void)undo(file, true, PUT_DONE);
    assert_string_equal(name_of(file, draft.id), "TWO");
    (void)undo(file, false, PUT_DONE); /* back and forth in the middle */
    assert_string_equal(name_of(file, draft.id), "ONE");
    (void)undo(file, true, PUT_DONE);
    (void)undo(file, true, PUT_DONE);
    assert_string_equal(name_of(file, draft.id), "-");
    assert_int_equal(undo(file, true, PUT_DONE), 0);
    for (int i = 0; i < 3; i++)
        assert_true(undo(file, false, PUT_DONE) > 0);
    assert_int_equal(undo(file, false, PUT_DONE), 0);
}

static void a_new_change_ends_redo(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "ONE");
    (void)put(file, &draft, PUT_DONE);
    draft = draft_of(file, "rrtype", 65301, "TWO");
    (void)put(file, &draft, PUT_DONE);
    (void)undo(file, false, PUT_DONE);
    (void)undo(file, false, PUT_DONE);
    (void)undo(file, true, PUT_DONE); /* ONE again */
    draft = draft_of(file, "rrtype", 65302, "THREE");
    (void)put(file, &draft, PUT_DONE);
    assert_int_equal(undo(file, true, PUT_DONE), 0); /* TWO is out of reach */
    (void)undo(file, false, PUT_DONE);               /* THREE */
    (void)undo(file, false, PUT_DONE);               /* ONE, not TWO */
    assert_int_equal(undo(file, false, PUT_DONE), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 0);
    (void)undo(file, true, PUT_DONE);
    (void)undo(file, true, PUT_DONE);
    assert_int_equal(undo(file, true, PUT_DONE), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft WHERE mnemonic IN ('ONE', 'THREE')"), 2);
}

/* Revisions go on, so that the history has each once; the values are the old ones. */
static void undo_brings_back_every_column(void **state)
{
    struct file *file = *state;
    file_run(file,
             "INSERT INTO draft (registry, basis, kind, code, mnemonic, meaning, category, reference, note, "
             "template, author) VALUES ('rrtype', 'rfc6195', 'proposal', 300, 'FULL', 'm', 'data', 'RFC 1', "
             "'n', 't', 'bob')");
    file_run(file, "CREATE TABLE kept AS SELECT * FROM draft");
    file_run(file,
             "UPDATE draft SET rev = rev + 1, basis = 'iana', kind = 'private', code = 65300, mnemonic = "
             "'OTHER', meaning = NULL, category = NULL, reference = NULL, note = NULL, template = NULL, "
             "author = ''");
    (void)undo(file, false, PUT_DONE);
    assert_int_equal(
        file_number(file, "SELECT count(*) FROM draft d, kept k WHERE d.rev = 3 AND d.id = k.id"), 1);
    file_run(file, "UPDATE kept SET rev = 3");
    assert_int_equal(
        file_number(file, "SELECT count(*) FROM (SELECT * FROM draft EXCEPT SELECT * FROM kept)"), 0);
    file_run(file, "DELETE FROM draft");
    (void)undo(file, false, PUT_DONE);
    file_run(file, "UPDATE kept SET rev = 4");
    assert_int_equal(
        file_number(file, "SELECT count(*) FROM (SELECT * FROM draft EXCEPT SELECT * FROM kept)"), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 1);
}

/* Many rows in one action come back in one action. */
static void one_action_is_one_step(void **state)
{
    struct file *file = *state;
    struct draft one = draft_of(file, "rrtype", 65300, "ONE"), two = draft_of(file, "rrtype", 65301, "TWO");
    struct put_result result;
    struct err err = { 0 };
    assert_true(store_begin(file->store, TEST_NOW, "alice", &err));
    assert_true(store_put(file->store, &one, &result, &err));
    assert_true(store_put(file->store, &two, &result, &err));
    assert_true(store_commit(file->store, &err));
    (void)undo(file, false, PUT_DONE);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(undo(file, false, PUT_DONE), 0);
    (void)undo(file, true, PUT_DONE);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 2);
}

/* The rules of the file hold for undo too: what came since may forbid it. */
static void undo_may_be_refused(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    (void)put(file, &draft, PUT_DONE);
    int64_t first = file_number(file, "SELECT id FROM draft");
    (void)take_out(file, first, 1, PUT_DONE);
    /* the code is assigned since, by an import */
    file_run(
        file,
        "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('iana', 'mine', '2027-01-01', 'import');"
        "INSERT INTO assignment (snapshot, registry, low, high, mnemonic, status) SELECT max(id), 'rrtype', "
        "65300, 65300, 'NEWS', 'assigned' FROM snapshot;");
    file_run(file, "DROP TRIGGER snapshot_seal; UPDATE snapshot SET state = 'sealed' WHERE page = 'mine'");
    assert_true(undo(file, false, PUT_REFUSED) > 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM change_group WHERE what = 'undo'"), 0);
    assert_int_equal(file_number(file, "SELECT count(*) FROM actor WHERE grp IS NOT NULL"), 0);
}

/* ---- numbers that are used up ------------------------------------------------------------------- */

/* What no writer gets past the triggers may stand in an older file: the words say what is the matter. */
static void a_revision_too_many_is_refused_in_words(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    struct put_result result = put(file, &draft, PUT_DONE);
    file_run(file, "DROP TRIGGER draft_before_up; UPDATE draft SET rev = 9007199254740991");
    draft.id = result.id;
    draft.rev = 9007199254740991;
    draft.record.note = "x";
    assert_string_equal(put(file, &draft, PUT_REFUSED).fault,
                        "the draft has no revision left; remove it and add it anew");
    (void)take_out(file, draft.id, draft.rev, PUT_DONE);
}

static void a_log_without_numbers_says_so(void **state)
{
    struct file *file = *state;
    struct err err = { 0 };
    file_run(file,
             "DROP TRIGGER change_group_after_in; "
             "INSERT INTO change_group (id, at, who, what) VALUES (9007199254740991, '', '', 'change')");
    assert_false(store_begin(file->store, TEST_NOW, "alice", &err));
    assert_non_null(strstr(err.text, "the log has no number left for another action"));
    assert_null(strstr(err.text, "CHECK"));
}

/* The number of a new draft follows those that are there, whatever stands in SQLite's own table. */
static void a_sequence_at_its_end_stops_nobody(void **state)
{
    struct file *file = *state;
    struct draft draft = draft_of(file, "rrtype", 65300, "FOO");
    (void)put(file, &draft, PUT_DONE);
    file_run(file, "UPDATE sqlite_sequence SET seq = 9223372036854775807");
    draft = draft_of(file, "rrtype", 65301, "BAR");
    assert_int_equal(put(file, &draft, PUT_DONE).id, 2);
}

/* SQLite calls it a full disk. */
static void a_table_without_numbers_is_no_full_disk(void **state)
{
    struct file *file = *state;
    struct err err = { 0 };
    file->store->guard->rebuilding = true; /* a table of one's own */
    assert_true(sql_run(file->store,
                        "CREATE TABLE many (id INTEGER PRIMARY KEY AUTOINCREMENT, x);"
                        "INSERT INTO many VALUES (9223372036854775807, 0)",
                        &err));
    assert_false(sql_run(file->store, "INSERT INTO many (x) VALUES (1)", &err));
    assert_non_null(strstr(err.text, "has no number left for a new row"));
    assert_null(strstr(err.text, "disk"));
}

int main(void)
{
#define ON_A_FILE(test) cmocka_unit_test_setup_teardown(test, file_make, file_unmake)
    const struct CMUnitTest tests[] = {
        ON_A_FILE(a_draft_is_read_as_it_was_written),
        ON_A_FILE(drafts_stand_by_code_and_those_without_one_last),
        ON_A_FILE(every_kind_of_key_comes_back),
        ON_A_FILE(a_draft_of_a_registry_that_the_edition_lacks_stays_in_the_file),
        ON_A_FILE(squatters_are_in_the_model),
        ON_A_FILE(the_files_own_rules_are_an_answer),
        ON_A_FILE(a_stale_save_writes_nothing),
        ON_A_FILE(a_text_that_stands_is_a_warning),
        ON_A_FILE(a_model_is_read_inside_the_transaction),
        ON_A_FILE(the_log_says_who_when_and_what),
        ON_A_FILE(undo_and_redo_walk_the_log),
        ON_A_FILE(a_new_change_ends_redo),
        ON_A_FILE(undo_brings_back_every_column),
        ON_A_FILE(one_action_is_one_step),
        ON_A_FILE(undo_may_be_refused),
        ON_A_FILE(a_revision_too_many_is_refused_in_words),
        ON_A_FILE(a_log_without_numbers_says_so),
        ON_A_FILE(a_sequence_at_its_end_stops_nobody),
        ON_A_FILE(a_table_without_numbers_is_no_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
