#include "power/changes.h"

#include "power/image.h"
#include "support/old_file.h"

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

/* ---- what an SQLite file says ------------------------------------------------------------------ */

struct digest {
    sqlite3 *db;
    uint64_t sum;
    char torn[200]; /* why it cannot be read */
};

static void add(struct digest *digest, const void *octets, size_t len)
{
    const unsigned char *at = octets;
    for (size_t i = 0; i < len; i++)
        digest->sum = (digest->sum ^ at[i]) * 0x100000001B3u;
}

/* Every column of every row, but the ids that a draft gets by lot: they differ from run to run. */
static void add_rows(struct digest *digest, const char *sql)
{
    sqlite3_stmt *row = NULL;
    int step = sqlite3_prepare_v2(digest->db, sql, -1, &row, NULL);

    while (row && (step = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            const int kind = sqlite3_column_type(row, i);
            const void *octets = sqlite3_column_blob(row, i);
            if (strcmp(sqlite3_column_name(row, i), "uid") == 0)
                continue;
            add(digest, &kind, sizeof kind);
            if (octets)
                add(digest, octets, (size_t)sqlite3_column_bytes(row, i));
        }
        add(digest, "\n", 1);
    }

    (void)sqlite3_finalize(row);
    if (step != SQLITE_DONE && !digest->torn[0])
        snprintf(digest->torn, sizeof digest->torn, "torn: %s: %.80s", sqlite3_errmsg(digest->db), sql);
}

static void add_tables(struct digest *digest)
{
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(digest->db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
                           -1, &row, NULL) != SQLITE_OK)
        snprintf(digest->torn, sizeof digest->torn, "torn: %s", sqlite3_errmsg(digest->db));

    while (row && sqlite3_step(row) == SQLITE_ROW) {
        char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", sqlite3_column_text(row, 0));
        add(digest, sql, strlen(sql));
        add_rows(digest, sql);
        sqlite3_free(sql);
    }
    (void)sqlite3_finalize(row);
}

static void check_sound(struct digest *digest)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(digest->db, "PRAGMA integrity_check(1)", -1, &row, NULL) != SQLITE_OK ||
        sqlite3_step(row) != SQLITE_ROW)
        snprintf(digest->torn, sizeof digest->torn, "torn: %s", sqlite3_errmsg(digest->db));
    else if (strcmp((const char *)sqlite3_column_text(row, 0), "ok") != 0)
        snprintf(digest->torn, sizeof digest->torn, "torn: %.180s", sqlite3_column_text(row, 0));
    (void)sqlite3_finalize(row);
}

/* A journal that is there is played. False: there is nothing in it. */
static bool opened(struct digest *digest, const char *path)
{
    struct stat at;
    if (sqlite3_open_v2(path, &digest->db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
        (void)sqlite3_exec(digest->db, "PRAGMA user_version", NULL, NULL, NULL);
    return stat(path, &at) == 0 && at.st_size > 0;
}

static char *closed(struct digest *digest, bool any)
{
    char text[sizeof digest->torn];
    (void)sqlite3_close(digest->db);
    snprintf(text, sizeof text, "%016llx", (unsigned long long)digest->sum);
    return strdup(!any ? "none" : digest->torn[0] ? digest->torn : text);
}

/* The same octets say the same: most states that are looked at are one of two. */
static struct said {
    uint64_t octets;
    char text[200];
} said[64];

static struct said *said_of(const char *path)
{
    size_t len;
    char *octets = file_read(path, &len);
    uint64_t hash = octets_hash((const unsigned char *)octets, len);
    struct said *one = &said[hash % (sizeof said / sizeof *said)];

    if (one->octets != hash)
        *one = (struct said){ .octets = hash };
    free(octets);
    return one;
}

static char *read_registry(const char *path)
{
    struct digest digest = { .sum = 1 };
    bool any = opened(&digest, path);
    struct said *before = any ? said_of(path) : NULL;

    if (any && before->text[0]) {
        (void)sqlite3_close(digest.db);
        return strdup(before->text);
    }

    if (any) {
        check_sound(&digest);
        add_rows(&digest, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
        add_tables(&digest);
    }

    char *text = closed(&digest, any);
    if (any)
        snprintf(before->text, sizeof before->text, "%s", text);
    return text;
}

/* The forms and no more: whose they are differs from run to run. */
static char *read_forms(const char *path)
{
    struct digest digest = { .sum = 1 };
    if (!opened(&digest, path))
        return closed(&digest, false);

    check_sound(&digest);
    add_rows(&digest, "SELECT 1 FROM sqlite_schema WHERE name = 'form'");
    if (digest.sum == 1 && !digest.torn[0]) /* made, and its table not yet */
        return closed(&digest, false);

    digest.sum = 1;
    add_rows(&digest, "SELECT title, text FROM form ORDER BY id");
    return closed(&digest, digest.sum != 1 || digest.torn[0]);
}

static char *read_history(const char *path)
{
    size_t len;
    return file_exists(path) ? file_read(path, &len) : strdup("none");
}

/* ---- the changes ------------------------------------------------------------------------------- */

static const struct subject registry = {
    .file = "registry.db",
    .file_at_home = ".local/share/dnsreg/dnsreg.db",
    .read = read_registry,
    .look = "list rrtype",
    .write = "draft add rrtype next PROBE",
    .promised = true,
};
static const struct subject forms = {
    .file = "state.db",
    .read = read_forms,
    .look = "form later",
    .write = "form latest",
    .program = POWER_KEEP,
};
static const struct subject history = {
    .file = "history",
    .read = read_history,
    .look = "history later",
    .write = "history latest",
    .program = POWER_KEEP,
};

#define FIRST  "draft add rrtype 65300 FIRST"
#define SECOND "draft add rrtype 65301 SECOND --note some_words_of_a_note"

const struct change changes[] = {
    { "draft add", &registry, 0, { FIRST }, NULL, SECOND },
    { "draft set", &registry, 0, { FIRST }, NULL, "draft set rrtype FIRST --mnemonic OTHER --meaning other" },
    { "draft remove", &registry, 0, { FIRST, SECOND }, NULL, "draft remove rrtype FIRST" },
    { "draft propose", &registry, 0, { FIRST }, NULL, "draft propose rrtype FIRST" },
    { "undo", &registry, 0, { FIRST, SECOND }, NULL, "undo" },
    { "redo", &registry, 0, { FIRST, SECOND, "undo" }, NULL, "redo" },
    { "registry add",
      &registry,
      0,
      { FIRST },
      NULL,
      "registry add mine --width 8 0-15=Reserved 16-255=Closed" },
    { "registry remove", &registry, 0, { FIRST, "registry add mine" }, NULL, "registry remove mine" },
    { "first run", &registry, WITH_NO_FILE, { NULL }, NULL, "list rrtype" },
    { "first run, at home", &registry, WITH_NO_FILE | WITH_HOME, { NULL }, NULL, SECOND },
    { "newer release",
      &registry,
      WITH_SHIPPED_ROWS,
      { FIRST, "registry add mine" },
      "UPDATE meta SET value = '0.0.1' WHERE name = 'release';"
      "UPDATE assignment SET meaning = 'as it was called then' WHERE registry = 'rrtype' AND low < 50",
      "list rrtype" },
    { "a file of 0.1.0",
      &registry,
      WITH_OLD_SCHEMA,
      { NULL },
      "INSERT INTO draft (registry, basis, kind, code, mnemonic) VALUES ('rrtype', 'iana', 'private', 65300, "
      "'FIRST'); UPDATE draft SET rev = rev + 1, note = 'a note'",
      "list rrtype" },
    { "mending",
      &registry,
      WITH_SHIPPED_ROWS,
      { FIRST, "registry add mine" },
      "UPDATE assignment SET meaning = 'a m`il destination' WHERE registry = 'rrtype' AND mnemonic = 'MD'",
      "list rrtype" },
    { "first form", &forms, WITH_NO_FILE, { NULL }, NULL, "form one" },
    { "another form", &forms, WITH_NO_FILE, { "form one" }, NULL, "form two" },
    { "first line of the history", &history, WITH_NO_FILE, { NULL }, NULL, "history one" },
    { "another line of the history", &history, WITH_NO_FILE, { "history one" }, NULL, "history two" },
};
const size_t n_changes = sizeof changes / sizeof *changes;

static const char *path_of(const struct change *change, const struct runner *runner, char path[512])
{
    return sandbox_path(
        &runner->box, change->with & WITH_HOME ? change->subject->file_at_home : change->subject->file, path);
}

char *change_read(const struct change *change, const struct runner *runner)
{
    char path[512];
    return change->subject->read(path_of(change, runner, path));
}

struct ran change_run(const struct change *change, struct runner *runner, const char *line)
{
    char words[256], *rest = NULL;
    const char *arguments[16] = { NULL };

    snprintf(words, sizeof words, "%s", line);
    arguments[0] = strtok_r(words, " ", &rest);
    for (size_t i = 1; arguments[i - 1] && i + 1 < sizeof arguments / sizeof *arguments; i++)
        arguments[i] = strtok_r(NULL, " ", &rest);
    runner->program = change->subject->program;
    return run(runner, arguments);
}

/* Changes rows that triggers keep from changing. */
static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    char *all, *why = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT group_concat('DROP TRIGGER \"' || name || '\"', ';'), "
                                        "group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' "
                                        "AND tbl_name NOT LIKE '%draft%'",
                                        -1, &row, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    all = sqlite3_mprintf("%s;%s;%s", sqlite3_column_text(row, 0), sql, sqlite3_column_text(row, 1));
    (void)sqlite3_finalize(row);
    if (sqlite3_exec(db, all, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    sqlite3_free(all);
    (void)sqlite3_close(db);
}

void change_prepare(const struct change *change, struct runner *runner, const char *fixture)
{
    char path[512];

    (void)path_of(change, runner, path);
    if (change->with & WITH_OLD_SCHEMA)
        old_file_make(path, "");
    else if (!(change->with & (WITH_NO_FILE | WITH_SHIPPED_ROWS)))
        file_copy(fixture, path);

    for (size_t i = 0; i < sizeof change->before / sizeof *change->before && change->before[i]; i++) {
        struct ran ran = change_run(change, runner, change->before[i]);
        if (ran.status != 0)
            fail_msg("%s: %s: %s", change->name, change->before[i], ran.err);
        ran_free(&ran);
    }

    if (change->sql && change->with & WITH_OLD_SCHEMA)
        db_run(path, change->sql); /* as a person would, through its triggers */
    else if (change->sql)
        run_sql(path, change->sql);
}
