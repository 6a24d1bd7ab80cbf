/* Four processes change drafts in one file through the program's own save functions; each is killed with
 * SIGKILL at random moments and started again. Afterwards the file must be sound, every change that was
 * acknowledged must be in the log, no two drafts may share a code or a name, and undo must lead back to where
 * it began.
 *
 *   kill FIXTURE CHANGES [SEED]
 *
 * A run is repeated by its seed as far as what each process tries; when it is killed is the
 * machine's affair. */
#include "support/sandbox.h"

#include "db/change.h"
#include "ui/cli/save.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WRITERS = 4, FIRST_ROWS = 12 };

/* All that a draft says; its revision and its times are history. */
#define VALUES                                                                                               \
    "id, registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning, category, reference, "  \
    "note, template, author"

struct run {
    struct sandbox box;
    char path[512];
    unsigned long changes, seed;
    long long first; /* the newest group before the writers began */
    unsigned kills;
};

/* xorshift: the same numbers on every machine. */
static uint32_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

/* ---- one writer -------------------------------------------------------------------------------- */

struct writer {
    struct session *session;
    uint64_t random;
    int acknowledged; /* a file of its own, added to after each commit */
};

/* A draft with a random place and name: a few of each, so that the writers meet. */
static struct draft random_draft(struct writer *writer, const struct model *model, char name[16])
{
    static const char *const registries[] = { "rrtype", "class" };
    const char *id = registries[next(&writer->random) % 2];
    struct draft draft = { .registry = model_registry(model, id), .kind = DRAFT_PRIVATE };
    uint64_t code = 65300 + next(&writer->random) % 60;
    snprintf(name, 16, "N%u", next(&writer->random) % 120);
    draft.next = next(&writer->random) % 8 == 0;
    draft.record = (struct assignment){ .numeric = !draft.next, .low = code, .high = code, .mnemonic = name };
    return draft;
}

static const struct draft *any_draft(struct writer *writer, const struct model *model)
{
    size_t n = 0, wanted;

    for (size_t i = 0; i < model->n_tables; i++)
        n += model->tables[i].n_drafts;
    if (n == 0)
        return NULL;

    wanted = next(&writer->random) % n;
    for (size_t i = 0; i < model->n_tables; i++) {
        if (wanted < model->tables[i].n_drafts)
            return &model->tables[i].drafts[wanted];
        wanted -= model->tables[i].n_drafts;
    }
    return NULL;
}

static void acknowledge(const struct writer *writer, char what, int64_t id, int64_t rev)
{
    char line[64];
    int len = snprintf(line, sizeof line, "%c %lld %lld\n", what, (long long)id, (long long)rev);
    if (write(writer->acknowledged, line, (size_t)len) != len)
        _exit(3);
}

/* One attempt: an addition, an edit, a removal, an undo or a redo. */
static void change(struct writer *writer)
{
    struct err err = { 0 };
    struct saved saved;
    const struct model *model = session_model(writer->session, "iana", &err);
    uint32_t dice = next(&writer->random) % 100;
    const struct draft *old = model ? any_draft(writer, model) : NULL;
    char what = 's', name[16];
    bool ok = model != NULL;
    int64_t group = 0;

    if (!ok)
        ;
    else if (dice < 8) {
        what = dice < 5 ? 'u' : 'r';
        ok = session_undo(writer->session, dice >= 5, NULL, &group, &saved, &err);
        saved.id = group;
    } else if (old && dice < 35) {
        what = 'd';
        ok = session_remove(writer->session, old->id, old->rev, &saved, &err);
    } else {
        struct draft draft = random_draft(writer, model, name);
        if (old && dice < 60) {
            draft.id = old->id;
            draft.rev = old->rev;
        }
        ok = session_save(writer->session, &draft, "iana", &saved, &err);
    }

    if (!ok) {
        (void)fprintf(stderr, "writer: %s\n", err.text);
        _exit(4);
    }

    if (saved.answer == SAVE_DONE && (what == 's' || what == 'd' || group != 0))
        acknowledge(writer, what, saved.id, saved.rev);

    /* a person looks at the file again now and then, not before each change: stale saves happen */
    if (next(&writer->random) % 4 == 0)
        session_refresh(writer->session);
}

static void write_for_ever(const struct run *run, unsigned number, unsigned life)
{
    char path[512], name[32];
    const struct store_place place = { .path = run->path };
    struct writer writer = { .session = session_new(&place),
                             .random = (run->seed * 2654435761u + number * 40503u + life) | 1 };

    snprintf(name, sizeof name, "acknowledged.%u", number);
    writer.acknowledged =
        open(sandbox_path(&run->box, name, path), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (writer.acknowledged < 0)
        _exit(3);
    for (;;)
        change(&writer);
}

/* ---- what the file says ------------------------------------------------------------------------ */

static sqlite3 *connect(const struct run *run)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(run->path, &db), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 5000);
    return db;
}

static long long number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    long long value = sqlite3_column_int64(row, 0);
    (void)sqlite3_finalize(row);
    return value;
}

static void execute(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", why, sql);
}

static void check_sound(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(row, 0), "ok");
    (void)sqlite3_finalize(row);
    assert_int_equal(number(db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(number(db, "SELECT count(*) FROM actor WHERE grp IS NOT NULL"), 0);
}

static void check_nothing_is_shared(sqlite3 *db)
{
    assert_int_equal(
        number(db, "SELECT count(*) FROM (SELECT 1 FROM draft GROUP BY registry, code HAVING count(*) > 1)"),
        0);
    assert_int_equal(
        number(db, "SELECT count(*) FROM draft a JOIN draft b ON a.id < b.id AND a.mnemonic = b.mnemonic "
                   "COLLATE NOCASE JOIN registry x ON x.id = a.registry JOIN registry y ON y.id = "
                   "b.registry WHERE a.registry = b.registry OR x.space = y.space"),
        0);

    /* what stands is the newest revision in the history, and the rules of the file hold for it */
    assert_int_equal(
        number(db, "SELECT count(*) FROM (SELECT * FROM draft EXCEPT SELECT * FROM draft_revision)"), 0);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO draft_asked SELECT * FROM draft", NULL, NULL, NULL),
                     SQLITE_OK);
}

/* Every line that a writer wrote after a commit has its row in the log. Returns how many there are. */
static unsigned long check_acknowledged(const struct run *run, sqlite3 *db)
{
    unsigned long n = 0;

    for (unsigned i = 0; i < WRITERS; i++) {
        char name[32], path[512], line[64];
        snprintf(name, sizeof name, "acknowledged.%u", i);
        FILE *file = fopen(sandbox_path(&run->box, name, path), "r");
        if (!file)
            continue;
        while (fgets(line, sizeof line, file)) {
            char what, sql[256];
            long long id, rev;
            assert_int_equal(sscanf(line, "%c %lld %lld", &what, &id, &rev), 3);
            snprintf(sql, sizeof sql,
                     what == 's'   ? "SELECT count(*) FROM change_log WHERE row_id = %lld AND after = %lld"
                     : what == 'd' ? "SELECT count(*) FROM change_log WHERE row_id = %lld AND before = "
                                     "%lld AND after IS NULL"
                                   : "SELECT count(*) FROM change_group WHERE target = %lld AND what "
                                     "IN ('undo', 'redo') AND %lld >= 0",
                     id, rev);
            if (number(db, sql) < 1)
                fail_msg("acknowledged, and not in the log: %s", line);
            n++;
        }
        (void)fclose(file);
    }

    return n;
}

/* Undo, through the program, of all that the writers did: the rows of the beginning are back. */
static void check_undo(const struct run *run, sqlite3 *db)
{
    struct err err = { 0 };
    struct store *store = store_open(&(struct store_place){ .path = run->path }, &err);
    struct model *model = store ? store_load(store, "iana", &err) : NULL;
    unsigned long steps = 0;

    assert_non_null(model);
    for (;;) {
        struct change_log *log = store_log(store, model, 1, &err);
        struct put_result result;
        int64_t group;
        assert_non_null(log);
        int64_t due = log->undo;
        change_log_free(log);
        if (due <= run->first)
            break;
        const struct undo_order order = { .at = "2026-11-21T09:12:00Z", .who = "test" };
        if (!store_undo(store, &order, &group, &result, &err))
            fail_msg("%s", err.text);
        if (result.put != PUT_DONE)
            fail_msg("undo of %lld: %s", (long long)group, result.fault);
        assert_int_equal(group, due);
        steps++;
    }

    model_free(model);
    store_close(store);
    assert_true(steps > 0);
    assert_int_equal(number(db, "SELECT count(*) FROM (SELECT " VALUES " FROM draft EXCEPT SELECT " VALUES
                                " FROM beginning)"),
                     0);
    assert_int_equal(number(db, "SELECT count(*) FROM draft"), FIRST_ROWS);
}

/* ---- the run ----------------------------------------------------------------------------------- */

static pid_t start(const struct run *run, unsigned number, unsigned life)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        write_for_ever(run, number, life);
    return child;
}

/* A few drafts stand before the writers begin. */
static void prepare(struct run *run, const char *fixture)
{
    size_t len;
    char *octets = file_read(fixture, &len);

    file_write(run->path, octets, len);
    free(octets);
    sqlite3 *db = connect(run);
    execute(db, "UPDATE meta SET value = '999' WHERE name = 'release'"); /* the small registries stay */
    for (unsigned i = 0; i < FIRST_ROWS; i++) {
        char sql[256];
        snprintf(sql, sizeof sql,
                 "INSERT INTO draft (registry, basis, kind, code, mnemonic, note) VALUES ('%s', 'iana', "
                 "'private', %u, 'FIRST%u', 'before all others')",
                 i % 2 ? "class" : "rrtype", 65300 + i, i);
        execute(db, sql);
    }

    execute(db, "CREATE TABLE beginning AS SELECT * FROM draft");
    run->first = number(db, "SELECT max(id) FROM change_group");
    (void)sqlite3_close(db);
}

static void kill_and_start_again(struct run *run)
{
    pid_t writers[WRITERS];
    unsigned life = 0;
    uint64_t random = run->seed | 1;
    sqlite3 *db = connect(run);
    sqlite3_stmt *count = NULL;
    unsigned long done = 0;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM change_log", -1, &count, NULL), SQLITE_OK);
    for (unsigned i = 0; i < WRITERS; i++)
        writers[i] = start(run, i, life++);
    while (done < run->changes) {
        unsigned one = next(&random) % WRITERS;
        struct timespec moment = { .tv_nsec = (long)(20 + next(&random) % 180) * 1000000 };
        int status;
        (void)nanosleep(&moment, NULL);
        (void)kill(writers[one], SIGKILL);
        assert_int_equal(waitpid(writers[one], &status, 0), writers[one]);
        if (!WIFSIGNALED(status))
            fail_msg("a writer ended by itself, with %d", WEXITSTATUS(status));
        run->kills++;
        writers[one] = start(run, one, life++);
        (void)sqlite3_reset(count);
        if (sqlite3_step(count) == SQLITE_ROW)
            done = (unsigned long)sqlite3_column_int64(count, 0);
        (void)sqlite3_reset(count); /* no read lock while waiting */
    }

    for (unsigned i = 0; i < WRITERS; i++) {
        int status;
        (void)kill(writers[i], SIGKILL);
        assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
    }

    (void)sqlite3_finalize(count);
    (void)sqlite3_close(db);
}

static void nothing_is_lost_when_writers_are_killed(void **state)
{
    struct run *run = *state;

    kill_and_start_again(run);
    sqlite3 *db = connect(run);
    check_sound(db);
    check_nothing_is_shared(db);

    unsigned long acknowledged = check_acknowledged(run, db);
    print_message("%lld changes, %lu acknowledged, %u kills, seed %lu\n",
                  number(db, "SELECT count(*) FROM change_log"), acknowledged, run->kills, run->seed);
    assert_true(acknowledged > run->changes / 2);
    check_undo(run, db);
    check_sound(db);
    (void)sqlite3_close(db);
}

int main(int argc, char **argv)
{
    struct run run = { .changes = 2000, .seed = 20261121 };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(nothing_is_lost_when_writers_are_killed, &run),
    };

    if (argc < 2) {
        (void)fprintf(stderr, "usage: kill FIXTURE [CHANGES [SEED]]\n");
        return 2;
    }

    if (argc > 2)
        run.changes = strtoul(argv[2], NULL, 10);
    if (argc > 3)
        run.seed = strtoul(argv[3], NULL, 10);
    (void)setenv("DNSREG_AUTHOR", "kill", 1);
    if (access("/dev/shm", W_OK) == 0) /* what a kill leaves is the kernel's to keep: no disk is waited for */
        (void)setenv("TMPDIR", "/dev/shm", 1);
    sandbox_make(&run.box);
    (void)sandbox_path(&run.box, "registry.db", run.path);
    prepare(&run, argv[1]);

    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sandbox_remove(&run.box);
    return failed;
}
