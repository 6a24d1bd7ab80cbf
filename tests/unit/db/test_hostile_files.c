/* Files that a stranger made. Whatever stands in one, in its journals and beside it: no other file is read,
 * written, made or deleted, no statement of theirs runs, the user is told, and where the tables of the user's
 * rows are sound these can be read with --read-only. */
#include "support/old_file.h"
#include "support/run.h"

#include "db/change.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the files before somebody laid hands on them ---- */

#define DRAFT                                                                                                \
    "INSERT INTO draft (registry, basis, kind, code, mnemonic, author) VALUES ('rrtype', 'iana', "           \
    "'private', 65290, "                                                                                     \
    "'MINE', 'alice');"

/* What makes the program rewrite the shipped rows as it opens the file, and what does not. */
static const struct base {
    const char *name;
    bool old;        /* the schema of 0.1.0 */
    const char *sql; /* any change is let through */
} bases[] = {
    { "a file of 0.1.0", true, "" },
    { "older data", false, "UPDATE meta SET value = '0.0.9' WHERE name = 'release'" },
    { "damaged data", false, "UPDATE squatter SET who = 'nobody' WHERE registry = 'rrtype' AND low = 65281" },
    { "the same release", false, "" },
};

/* ---- what a stranger does ---- */

enum outcome {
    REFUSED, /* and nothing of it can be read */
    DRAFTS,  /* refused, but --read-only reads the drafts */
    FINE,    /* it works, and what stands beside ours is as it was */
};

#define APPEND(name, text) "UPDATE sqlite_schema SET sql = sql || '" text "' WHERE name = '" name "'"
#define REPLACE(name, from, to)                                                                              \
    "UPDATE sqlite_schema SET sql = replace(sql, '" from "', '" to "') WHERE name = '" name "'"
#define EVIL                                                                                                 \
    "; ATTACH ''victim/other.db'' AS v; DELETE FROM v.secret; ATTACH ''victim/made.db'' AS w; CREATE TABLE " \
    "w.t (x)"

/* A view of rows without end in the place of a table. */
#define ENDLESS(table)                                                                                       \
    "UPDATE sqlite_schema SET type = 'view', rootpage = 0, sql = 'CREATE VIEW " table                        \
    " AS WITH RECURSIVE c (i) AS "                                                                           \
    "(SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i AS id, i AS name, i AS value FROM c' WHERE name = "   \
    "'" table "'; DELETE FROM sqlite_schema WHERE tbl_name = '" table "' AND name <> '" table "'"

static const struct variant {
    const char *name, *sql;
    bool rewrites; /* sql needs writable_schema */
    enum outcome outcome;
} variants[] = {
    { "statements behind a trigger of drafts", APPEND("draft_after_out", EVIL), true, DRAFTS },
    { "statements behind a trigger of editions", APPEND("assignment_in", EVIL), true, DRAFTS },
    { "statements behind a trigger of the log", APPEND("change_log_in", EVIL), true, DRAFTS },
    { "statements behind a view", APPEND("edition_snapshot", EVIL), true, DRAFTS },
    { "statements behind the view of questions", APPEND("draft_asked", EVIL), true, DRAFTS },
    { "statements behind an index", APPEND("assignment_at", EVIL), true, DRAFTS },
    { "statements behind a table", APPEND("meta", EVIL), true, DRAFTS },
    { "statements behind the table of drafts", APPEND("draft", EVIL), true, REFUSED },
    { "statements behind the table of revisions", APPEND("draft_revision", EVIL), true, REFUSED },
    { "statements behind the table of registries", APPEND("registry", EVIL), true, REFUSED },
    { "another statement in a trigger", REPLACE("draft_after_out", "BEGIN", "BEGIN DELETE FROM change_log; "),
      true, DRAFTS },
    { "a trigger without its question", REPLACE("draft_before_in", "RAISE", "nullif"), true, DRAFTS },
    { "one blank more", APPEND("draft_after_out", " "), true, DRAFTS },
    { "a trigger too many", "CREATE TRIGGER evil AFTER DELETE ON draft BEGIN DELETE FROM squatter; END",
      false, DRAFTS },
    { "a trigger under the name of another table",
      "CREATE TABLE own (x); CREATE TRIGGER evil AFTER DELETE ON draft BEGIN DELETE FROM squatter; END; "
      "UPDATE "
      "sqlite_schema SET tbl_name = 'own' WHERE name = 'evil'",
      true, REFUSED },
    { "an index too many", "CREATE INDEX evil ON draft (abs(code))", false, DRAFTS },
    { "a trigger too few", "DROP TRIGGER draft_before_up", false, DRAFTS },
    { "a view too few", "DROP VIEW edition_snapshot", false, DRAFTS },
    { "a table too few", "DROP TABLE squatter", false, DRAFTS },
    { "drafts as a view",
      "DROP TABLE draft; CREATE VIEW draft AS SELECT 1 AS id, 1 AS rev, 'rrtype' AS registry", false,
      REFUSED },
    { "an endless view for the editions", ENDLESS("edition"), true, DRAFTS },
    { "an endless view for meta", ENDLESS("meta"), true, DRAFTS },
    { "an endless view for the squatters", ENDLESS("squatter"), true, DRAFTS },
    { "an endless view for the policies", ENDLESS("policy"), true, DRAFTS },
    { "an endless view for the log", ENDLESS("change_log"), true, DRAFTS },
    { "an endless view for the registries", ENDLESS("registry"), true, REFUSED },
    { "a table of their own that hangs on drafts",
      "CREATE TABLE own (d INTEGER REFERENCES draft(id) ON DELETE CASCADE, x); INSERT INTO own SELECT id, "
      "'precious' FROM "
      "draft; CREATE TRIGGER evil AFTER DELETE ON own BEGIN DELETE FROM squatter; END",
      false, FINE },
    { "a table of their own that hangs on registries",
      "CREATE TABLE own (r TEXT REFERENCES registry(id) ON DELETE CASCADE ON UPDATE CASCADE, x); INSERT INTO "
      "own VALUES "
      "('rrtype', 'precious')",
      false, FINE },
    { "a view of their own over ours",
      "CREATE VIEW own_view AS SELECT * FROM draft; CREATE TABLE own (x); INSERT INTO own "
      "VALUES ('precious')",
      false, FINE },
    { "a table with a name like ours",
      "CREATE TABLE drafts (x); CREATE TABLE own (x); INSERT INTO own VALUES ('precious')", false, FINE },
    { "a version that it has not", "PRAGMA user_version = 99", false, REFUSED },
    { "the version of a file that is not made yet", "PRAGMA user_version = 0", false, REFUSED },
    { "the mark of a foreign file", "PRAGMA application_id = 0", false, REFUSED },
};

/* ---- what must not be touched ---- */

struct victim {
    char other[512], letter[512], made[512];
};

/* Files beside the sandbox's registry file, read long before they were written: who reads one moves that time
 * on, where the disk keeps it. */
static void victim_make(const struct runner *runner, struct victim *victim)
{
    static const struct timespec times[] = { { .tv_sec = 1000000 }, { .tv_sec = 2000000 } };
    char folder[512];

    assert_int_equal(mkdir(sandbox_path(&runner->box, "victim", folder), 0700), 0);
    (void)sandbox_path(&runner->box, "victim/other.db", victim->other);
    (void)sandbox_path(&runner->box, "victim/letter", victim->letter);
    (void)sandbox_path(&runner->box, "victim/made.db", victim->made);
    db_run(victim->other, "CREATE TABLE secret (x); INSERT INTO secret VALUES ('a password')");
    file_write(victim->letter, "to whom it concerns\n", 20);
    assert_int_equal(utimensat(AT_FDCWD, victim->other, times, 0), 0);
    assert_int_equal(utimensat(AT_FDCWD, victim->letter, times, 0), 0);
}

static void assert_unread(const char *path, const char *what)
{
    struct stat at;

    if (stat(path, &at) != 0)
        fail_msg("%s: %s was deleted", what, path);
    if (at.st_atim.tv_sec != 1000000)
        fail_msg("%s: %s was read", what, path);
    if (at.st_mtim.tv_sec != 2000000)
        fail_msg("%s: %s was written", what, path);
}

static void assert_untouched(const struct victim *victim, const char *what)
{
    if (file_exists(victim->made))
        fail_msg("%s: a file was made", what);
    assert_unread(victim->other, what);
    assert_unread(victim->letter, what);
}

/* ---- each base, each variant ---- */

/* What every verb begins with, in this process: the file is opened, and an edition read. The number of drafts
 * seen; -1: it was refused, and err says why. */
static long long look(const char *path, bool read_only, struct err *err)
{
    struct store *store = store_open(&(struct store_place){ .path = path, .read_only = read_only }, err);
    struct model *model = store ? store_load(store, "iana", err) : NULL;
    long long n = model ? 0 : -1;

    for (size_t i = 0; model && i < model->n_tables; i++)
        n += (long long)model->tables[i].n_drafts;
    model_free(model);
    store_close(store);
    return n;
}

/* Each is made once, and copied. */
static void make_base(const struct runner *runner, const struct base *base, char path[512])
{
    char made[512], name[32];

    snprintf(name, sizeof name, "base-%d.db", (int)(base - bases));
    if (!file_exists(sandbox_path(&runner->box, name, made))) {
        if (base->old)
            old_file_make(made, "");
        else
            assert_int_equal(look(made, false, &(struct err){ 0 }), 0);
        db_run(made, DRAFT);
        if (base->sql[0])
            db_run(made, base->sql);
    }

    (void)unlink(sandbox_path(&runner->box, "registry.db", path));
    file_copy(made, path);
}

static bool remove_draft(const char *path, struct err *err)
{
    struct store *store = store_open(&(struct store_place){ .path = path }, err);
    struct put_result result = { 0 };
    bool ok = store && store_begin(store, "2026-11-21T09:12:00Z", "alice", err) &&
              store_remove(store, 1, 1, &result, err) && result.put == PUT_DONE && store_commit(store, err);

    if (store)
        store_rollback(store);
    store_close(store);
    return ok;
}

static void assert_refused_whole(const char *path, const char *what)
{
    struct err err = { 0 };
    size_t before_len, after_len;
    char *before = file_read(path, &before_len), *after;

    if (look(path, false, &err) >= 0 || err.kind != ERR_ENV || !err.text[0] || strchr(err.text, '\n'))
        fail_msg("%s: it was opened, or \"%s\"", what, err.text);
    after = file_read(path, &after_len);
    if (after_len != before_len || memcmp(before, after, before_len) != 0)
        fail_msg("%s: the file was written", what);
    free(before);
    free(after);
}

static void try_variant(const struct runner *runner, const struct base *base, const struct variant *variant,
                        const struct victim *victim)
{
    struct err err = { 0 };
    char path[512], what[200];

    make_base(runner, base, path);
    (variant->rewrites ? db_rewrite : db_run)(path, variant->sql);
    snprintf(what, sizeof what, "%s, %s", base->name, variant->name);
    if (variant->outcome != FINE)
        assert_refused_whole(path, what);
    long long drafts = look(path, true, &err);
    if (drafts != (variant->outcome == REFUSED ? -1 : 1) || (drafts < 0) != (err.kind == ERR_ENV))
        fail_msg("%s: --read-only saw %lld drafts, \"%s\"", what, drafts, err.text);

    if (variant->outcome == FINE) {
        err = (struct err){ 0 };
        if (!remove_draft(path, &err) ||
            db_number(path, "SELECT count(*) FROM own WHERE x = 'precious'") != 1)
            fail_msg("%s: \"%s\"", what, err.text);
        assert_true(db_number(path, "SELECT count(*) FROM squatter") > 1);
    }
    assert_untouched(victim, what);
}

static void a_strangers_schema_is_not_run(void **state)
{
    const struct runner *runner = *state;
    struct victim victim;

    victim_make(runner, &victim);
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
        for (size_t v = 0; v < sizeof variants / sizeof *variants; v++)
            try_variant(runner, &bases[b], &variants[v], &victim);
}

/* In a pipe as on a terminal. */
static void that_only_drafts_are_read_is_said(void **state)
{
    const struct runner *runner = *state;
    char path[512];

    make_base(runner, &bases[3], path);
    db_rewrite(path, APPEND("draft_after_out", EVIL));
    struct ran ran = RUN(runner, "--read-only", "draft", "list");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "MINE"));
    assert_int_equal(count_lines(ran.err), 1);
    assert_non_null(strstr(ran.err, "trigger draft_after_out is not as dnsreg makes it"));
    ran_free(&ran);
    ran = RUN(runner, "draft", "list");
    assert_refused(&ran, 3);
    assert_non_null(strstr(ran.err, "--read-only reads its drafts"));
    ran_free(&ran);
}

/* ---- what stands beside the file ---- */

static void put_number(unsigned char *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(number >> (24 - 8 * i));
}

/* A hot journal of no pages that names the file which would say that it is done: SQLite deletes that one. */
static void write_journal(const char *journal, const char *names, uint32_t pages)
{
    static const unsigned char magic[] = { 0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7 };
    unsigned char octets[2048] = { 0 };
    size_t len = strlen(names), at = 512;
    uint32_t sum = 0;

    memcpy(octets, magic, sizeof magic);
    put_number(octets + 8, 0);
    put_number(octets + 16, pages);
    put_number(octets + 20, 512);
    put_number(octets + 24, 4096);
    if (len > 0) {
        put_number(octets + at, 0x40000000 / 4096 + 1);
        memcpy(octets + at + 4, names, len);
        for (size_t i = 0; i < len; i++)
            sum += (unsigned char)names[i];
        put_number(octets + at + 4 + len, (uint32_t)len);
        put_number(octets + at + 8 + len, sum);
        memcpy(octets + at + 12 + len, magic, sizeof magic);
        at += 20 + len;
    }
    file_write(journal, octets, at);
}

static void a_journal_that_names_another_file_does_not_reach_it(void **state)
{
    const struct runner *runner = *state;
    struct victim victim;

    victim_make(runner, &victim);
    const char *const names[] = { victim.letter, victim.other, "/etc/passwd", "victim/letter", "nowhere" };
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            char path[512], journal[512];

            make_base(runner, &bases[b], path);
            long long pages = db_number(path, "PRAGMA page_count");
            write_journal(sandbox_path(&runner->box, "registry.db-journal", journal), names[i],
                          (uint32_t)pages);
            for (int k = 0; k < 2; k++) {
                struct err err = { 0 };

                if (look(path, k == 1, &err) >= 0 || err.kind != ERR_ENV)
                    fail_msg("%s, %s: it was opened", bases[b].name, names[i]);
                if (k == 0 && !strstr(err.text, "leads to another file, "))
                    fail_msg("%s, %s: \"%s\"", bases[b].name, names[i], err.text);
                assert_untouched(&victim, names[i]);
                assert_true(file_exists(journal));
            }
            (void)unlink(journal);
            assert_int_equal(look(path, false, &(struct err){ 0 }), 1);
        }
}

static void make_garbage(const char *path, const char *victim)
{
    (void)victim;
    file_write(path, "garbage, and nothing but that\n", 30);
}

static void make_link(const char *path, const char *victim)
{
    assert_int_equal(symlink(victim, path), 0);
}

static void make_hard_link(const char *path, const char *victim)
{
    assert_int_equal(link(victim, path), 0);
}

static void make_pipe(const char *path, const char *victim)
{
    (void)victim;
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void make_folder(const char *path, const char *victim)
{
    (void)victim;
    assert_int_equal(mkdir(path, 0700), 0);
}

/* None of them hangs the program, and none leads it to another file; it works, or says what is wrong. */
static void what_stands_beside_the_file_leads_nowhere(void **state)
{
    static const char *const names[] = { "registry.db-journal", "registry.db-wal", "registry.db-shm" };
    static void (*const make[])(const char *, const char *) = { make_garbage, make_link, make_hard_link,
                                                                make_pipe, make_folder };
    const struct runner *runner = *state;
    struct victim victim;

    victim_make(runner, &victim);
    for (size_t wal = 0; wal < 2; wal++)
        for (size_t n = 0; n < 3; n++)
            for (size_t m = 0; m < sizeof make / sizeof *make; m++) {
                char path[512], beside[512];
                const struct base *base = &bases[3 - wal]; /* the same release, and damaged rows */

                make_base(runner, base, path);
                if (wal)
                    db_run(path, "PRAGMA journal_mode = WAL");
                make[m](sandbox_path(&runner->box, names[n], beside), victim.letter);
                for (int k = 0; k < 3; k++) {
                    struct err err = { 0 };
                    bool ok = k < 2 ? look(path, k == 0, &err) >= 0 : remove_draft(path, &err);

                    if (!ok && (err.kind != ERR_ENV || strchr(err.text, '\n')))
                        fail_msg("%s %zu: \"%s\"", names[n], m, err.text);
                }
                if (unlink(beside) != 0)
                    (void)rmdir(beside);
                assert_untouched(&victim, names[n]);
            }
}

/* ---- what the test itself rests on ---- */

/* Who reads a file moves its time on here; else "no other file is read" shows nothing on this disk. */
static void a_read_is_seen(void **state)
{
    const struct runner *runner = *state;
    struct victim victim;
    struct stat at;
    size_t len;

    victim_make(runner, &victim);
    free(file_read(victim.letter, &len));
    assert_int_equal(stat(victim.letter, &at), 0);
    if (at.st_atim.tv_sec == 1000000)
        skip();
}

#define IN_A_SANDBOX(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)

int main(void)
{
    (void)alarm(240); /* a pipe that is waited for ends the test */

    const struct CMUnitTest tests[] = {
        IN_A_SANDBOX(a_read_is_seen),
        IN_A_SANDBOX(a_strangers_schema_is_not_run),
        IN_A_SANDBOX(that_only_drafts_are_read_is_said),
        IN_A_SANDBOX(a_journal_that_names_another_file_does_not_reach_it),
        IN_A_SANDBOX(what_stands_beside_the_file_leads_nowhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
