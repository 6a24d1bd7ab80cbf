#include "scale/files.h"

#include "base/out.h"

#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { RANGES = 256, EACH = 256, MOST_WORDS = 300, PATIENCE_S = 250 };

/* ---- the program ---- */

static double ms_of(const struct timeval *time)
{
    return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

double scale_run(const char *path, const char *const words[], int status)
{
    char *argv[MOST_WORDS] = { strdup(DNSREG_PROGRAM), strdup("--db"), strdup(path) };
    struct rusage used;
    int ended = 0;
    size_t n = 3;

    for (size_t i = 0; words[i] && n + 1 < MOST_WORDS; i++)
        argv[n++] = strdup(words[i]);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const int nowhere = open("/dev/null", O_RDWR);
        (void)setenv("DNSREG_AUTHOR", "bob", 1);
        (void)setenv("DNSREG_NOW", "2026-11-22T09:12:00Z", 1);
        (void)alarm(PATIENCE_S);
        if (nowhere >= 0 && dup2(nowhere, 0) == 0 && dup2(nowhere, 1) == 1 && dup2(nowhere, 2) == 2)
            (void)execv(argv[0], argv);
        _exit(127);
    }

    assert_int_equal(wait4(pid, &ended, 0, &used), pid);
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != status)
        fail_msg("dnsreg %s %s: ended with %#x, not with status %d", argv[3], argv[4] ? argv[4] : "",
                 (unsigned)ended, status);

    for (size_t i = 0; i < n; i++)
        free(argv[i]);
    return ms_of(&used.ru_utime) + ms_of(&used.ru_stime);
}

/* ---- what is in the files ---- */

/* `i` counts the drafts from 1. Names come in no order: (i * 7919) % 1000003 is another for each. */
static const struct {
    const char *registry, *key; /* of draft %d; of a pair, as a person writes it */
    const char *drafts;         /* what a draft has: registry, code, key, key2, mnemonic */
    const char *log;
} kinds[SCALE_KINDS] = {
    [SCALE_CODES] = { "wide", "%d",
                      "SELECT i, 'wide', i - 1, NULL, NULL, 'A-NAME-OF-SOME-LENGTH-' || i FROM n",
                      "INSERT INTO change_group (at, who, what) VALUES ('2026-11-21T09:12:00Z', 'ann', "
                      "'change');"
                      "INSERT INTO change_log (grp, thing, row_id, after) "
                      "SELECT (SELECT max(id) FROM change_group), 'draft', id, 1 FROM draft ORDER BY id;" },
    [SCALE_KEYS] = { "special-use", "a-rather-long-name-that-nobody-has-registered-%d.in-some-zone.example.",
                     "SELECT i, iif(i % 2, 'special-use', 'underscored'), NULL, "
                     "iif(i % 2, 'a-rather-long-name-that-nobody-has-registered-' || (i * 7919 % 1000003) || "
                     "'.in-some-zone.example.', 'SRV'), "
                     "iif(i % 2, NULL, '_a-rather-long-name-' || (i * 7919 % 1000003)), NULL FROM n",
                     "INSERT INTO change_group (at, who, what) SELECT '2026-11-21T09:12:00Z', 'ann', "
                     "'change' "
                     "FROM draft;"
                     "INSERT INTO change_log (grp, thing, row_id, after) SELECT id, 'draft', id, 1 FROM "
                     "draft "
                     "ORDER BY id;" },
};

const char *scale_registry(enum scale_kind kind)
{
    return kinds[kind].registry;
}

const char *scale_key(enum scale_kind kind, int n, char key[128])
{
    const long long i = n / 2 + 1 - n / 2 % 2; /* odd: in the first of the two registries */
    snprintf(key, 128, kinds[kind].key, kind == SCALE_CODES ? (int)i : (int)(i * 7919 % 1000003));
    return key;
}

/* ---- making them ---- */

static void run(sqlite3 *db, const char *sql)
{
    char *fault = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &fault) != SQLITE_OK)
        fail_msg("%s: %.200s", fault ? fault : "?", sql);
}

/* One text of all rows that the question has. */
static char *ask(sqlite3 *db, const char *sql)
{
    struct out text = out_to_memory();
    sqlite3_stmt *row;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW)
        out_text(&text, (const char *)sqlite3_column_text(row, 0));
    (void)sqlite3_finalize(row);
    out_char(&text, '\0');
    return text.octets;
}

#define TRIGGERS                                                                                             \
    " FROM sqlite_schema WHERE type = 'trigger' AND "                                                        \
    "(name LIKE 'draft%' OR name LIKE 'change%') ORDER BY rowid"

static void add_drafts(const char *path, enum scale_kind kind, int n)
{
    sqlite3 *db;
    char head[200];
    struct out sql = out_to_memory();

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *drop = ask(db, "SELECT 'DROP TRIGGER ' || name || ';'" TRIGGERS);
    char *back = ask(db, "SELECT sql || ';'" TRIGGERS);
    snprintf(head, sizeof head,
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d), ", n);
    out_text(&sql, "PRAGMA synchronous = OFF; BEGIN;");
    out_text(&sql, drop);
    out_text(&sql, head);
    out_text(&sql, "v (id, registry, code, key, key2, mnemonic) AS (");
    out_text(&sql, kinds[kind].drafts);
    out_text(&sql,
             ") INSERT INTO draft (id, registry, basis, kind, code, key, key2, mnemonic, meaning, "
             "reference, note, author) SELECT id, registry, 'iana', 'private', code, key, key2, mnemonic, "
             "'what it stands for, in a few words', 'RFC 9999', 'a note', 'ann' FROM v;"
             "INSERT INTO draft_revision SELECT * FROM draft;");
    out_text(&sql, kinds[kind].log);
    out_text(&sql, back);
    out_text(&sql, "COMMIT");
    out_char(&sql, '\0');
    run(db, sql.octets);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    out_free(&sql);
    free(drop);
    free(back);
}

void scale_make(const char *path, enum scale_kind kind, int n)
{
    static char ranges[RANGES][48];
    const char *words[RANGES + 4] = { "registry", "add", "wide" };

    for (int i = 0; i < RANGES; i++) {
        snprintf(ranges[i], sizeof *ranges, "%d-%d=%s", i * EACH, i * EACH + EACH - 1,
                 i % 2 ? "Experimental Use" : "Private Use");
        words[i + 3] = ranges[i];
    }

    if (kind == SCALE_CODES)
        (void)scale_run(path, words, 0);
    else
        (void)scale_run(path, (const char *const[]){ "editions", NULL }, 0);
    add_drafts(path, kind, n);
}

void scale_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
