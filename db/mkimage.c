/* Builds the shipped registry file: db/data through db/schema.sql and its triggers. Runs at build time.
 *
 *   mkimage SCHEMA.sql DATA-FOLDER RELEASE IMAGE
 *
 * A bad row stops the build with file:line and the trigger's words. */

#include "base/memory.h"
#include "db/code.h"
#include "db/sums.h"
#include "db/tsv.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct build {
    sqlite3 *db;
    const char *data;
    uint64_t digest; /* of everything the image is made from */
    struct err err;
};

static bool open_data(struct build *build, struct tsv *tsv, const char *name)
{
    bool ok = tsv_open(tsv, build->data, name, &build->err);
    tsv->digest = &build->digest;
    return ok;
}

/* ---- statements whose parameters are named for the columns of a file ---- */

static sqlite3_stmt *prepare(struct build *build, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(build->db, sql, -1, &statement, NULL) != SQLITE_OK)
        (void)err_set(&build->err, ERR_ENV, "%s in: %s", sqlite3_errmsg(build->db), sql);
    return statement;
}

/* Binds every :name whose column the file has; the others keep what was bound by hand. */
static void bind_columns(struct build *build, sqlite3_stmt *statement, const struct tsv *tsv)
{
    for (size_t i = 0; i < tsv->columns; i++) {
        char name[64];
        snprintf(name, sizeof name, ":%s", tsv->names[i]);
        int at = sqlite3_bind_parameter_index(statement, name);
        const char *field = tsv_field(tsv, tsv->names[i], &build->err);
        if (at > 0)
            (void)sqlite3_bind_text(statement, at, field, -1, SQLITE_TRANSIENT);
    }
}

static void bind_number(sqlite3_stmt *statement, const char *name, bool there, uint64_t value)
{
    int at = sqlite3_bind_parameter_index(statement, name);
    if (at == 0)
        return;
    if (there)
        (void)sqlite3_bind_int64(statement, at, (sqlite3_int64)value);
    else
        (void)sqlite3_bind_null(statement, at);
}

static void bind_text(sqlite3_stmt *statement, const char *name, const char *text)
{
    int at = sqlite3_bind_parameter_index(statement, name);
    if (at > 0)
        (void)sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

static bool run(struct build *build, sqlite3_stmt *statement, const struct tsv *tsv)
{
    if (build->err.kind)
        return false;
    if (sqlite3_step(statement) != SQLITE_DONE)
        return tsv_fail(tsv, &build->err, sqlite3_errmsg(build->db), NULL);
    return sqlite3_reset(statement) == SQLITE_OK;
}

/* ---- files whose lines are rows of a table as they stand ---- */

static const struct plain {
    const char *file, *sql;
} plain[] = {
    { "registries.tsv",
      "INSERT INTO registry (id, page, iana_id, title, iana_title, grp, key_kind, width, bit_zero, names, "
      "space, "
      "documents, origin, place) VALUES (:id, :page, :iana_id, :title, :iana_title, :group, :kind, "
      "CAST(:width AS INTEGER), :bit_zero, :names, :space, :documents, 'shipped', :number)" },
    { "editions.tsv",
      "INSERT INTO edition VALUES "
      "(:id, :series, NULL, :title, :number, :form, :generic, :process, :policies, 'shipped')" },
    { "snapshots.tsv", "INSERT INTO snapshot (series, page, as_of, origin, whole) VALUES "
                       "(:series, :page, :as_of, 'shipped', :series GLOB 'rfc*')" },
    { "documents.tsv",
      "INSERT INTO document VALUES (:document, 'shipped', :title, :date, :relation, :other)" },
    { "policies.tsv", "INSERT INTO policy VALUES (:policy, 'shipped', :short, :aliases, :asks)" },
};

static bool load_plain(struct build *build, const struct plain *file)
{
    struct tsv tsv;
    sqlite3_stmt *statement = prepare(build, file->sql);

    if (open_data(build, &tsv, file->file))
        while (tsv_next(&tsv, &build->err)) {
            bind_columns(build, statement, &tsv);
            bind_number(statement, ":number", true, tsv.number);
            if (!run(build, statement, &tsv))
                break;
        }

    tsv_close(&tsv);
    (void)sqlite3_finalize(statement);
    return build->err.kind == ERR_NONE;
}

static void bind_code(sqlite3_stmt *statement, const struct code *code)
{
    bind_number(statement, ":low", code->numeric, code->low);
    bind_number(statement, ":high", code->numeric, code->high);
    bind_number(statement, ":low2", code->has_second, code->low2);
    bind_number(statement, ":high2", code->has_second, code->high2);
    bind_text(statement, ":key", code->key[0] ? code->key : NULL);
    bind_text(statement, ":key2", code->key2[0] ? code->key2 : NULL);
}

/* ---- references and aliases ---- */

enum { REFERENCE_OCTETS = 4096 };

/* "errata:4924" says its kind; an RFC or a draft is known by its name. Fills shown as IANA prints
 * the target. */
static const char *reference_kind(char **target, char shown[REFERENCE_OCTETS])
{
    static const char *const kinds[] = { "errata", "person", "uri", "text", "registry", "note" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len = strlen(kinds[i]);
        if (strncmp(*target, kinds[i], len) == 0 && (*target)[len] == ':') {
            *target += len + 1;
            snprintf(shown, REFERENCE_OCTETS, "%s%.4000s", i == 0 ? "RFC Errata " : "", *target);
            return kinds[i];
        }
    }

    snprintf(shown, REFERENCE_OCTETS, "%s", *target);
    if (strncmp(*target, "rfc", 3) != 0 || !isdigit((unsigned char)(*target)[3]))
        return "draft";
    for (size_t i = 0; i < 3; i++)
        shown[i] = "RFC"[i];
    return "rfc";
}

static bool add_references(struct build *build, const struct tsv *tsv, sqlite3_stmt *cite, const char *list,
                           sqlite3_int64 assignment)
{
    char copy[REFERENCE_OCTETS];
    unsigned place = 0;
    if (!list)
        return true;

    snprintf(copy, sizeof copy, "%s", list);
    for (char *item = copy, *next; item; item = next) {
        char shown[REFERENCE_OCTETS];
        next = strstr(item, " | ");
        if (next) {
            *next = '\0';
            next += 3;
        }
        const char *kind = reference_kind(&item, shown);
        char *equals = strcmp(kind, "text") != 0 ? strchr(item, '=') : NULL;
        if (equals) {
            *equals = '\0';
            snprintf(shown, sizeof shown, "%s", equals + 1);
        }
        bind_number(cite, ":assignment", true, (uint64_t)assignment);
        bind_number(cite, ":place", true, ++place);
        bind_text(cite, ":kind", kind);
        bind_text(cite, ":target", item);
        bind_text(cite, ":shown", shown);
        if (!run(build, cite, tsv))
            return false;
    }

    return true;
}

static bool add_aliases(struct build *build, const struct tsv *tsv, sqlite3_stmt *alias, const char *list,
                        sqlite3_int64 assignment)
{
    char copy[512];
    char *rest = NULL;
    if (!list)
        return true;

    snprintf(copy, sizeof copy, "%s", list);
    for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        bind_number(alias, ":assignment", true, (uint64_t)assignment);
        bind_text(alias, ":name", name);
        if (!run(build, alias, tsv))
            return false;
    }
    return true;
}

/* ---- ranges and assignments ---- */

/* The open snapshot of a series that holds the registry: its page for iana, else the series' own. 0: there is
 * none. */
static sqlite3_int64 snapshot_of(struct build *build, const char *series, const char *registry)
{
    sqlite3_int64 id = 0;
    sqlite3_stmt *statement =
        prepare(build, "SELECT s.id FROM snapshot s, registry r WHERE s.series = ?1 AND r.id = ?2 "
                       "AND s.page = CASE s.series WHEN 'iana' THEN r.page ELSE s.series END");

    (void)sqlite3_bind_text(statement, 1, series, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(statement, 2, registry, -1, SQLITE_STATIC);
    if (sqlite3_step(statement) == SQLITE_ROW)
        id = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return id;
}

struct kind {
    char kind[16];
    bool numbers; /* has the registry a width? */
};

static bool kind_of(struct build *build, const struct tsv *tsv, const char *registry, struct kind *kind)
{
    sqlite3_stmt *statement =
        prepare(build, "SELECT key_kind, width IS NOT NULL FROM registry WHERE id = ?1");

    (void)sqlite3_bind_text(statement, 1, registry, -1, SQLITE_STATIC);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    if (found) {
        snprintf(kind->kind, sizeof kind->kind, "%s", (const char *)sqlite3_column_text(statement, 0));
        kind->numbers = sqlite3_column_int(statement, 1) != 0;
    }

    (void)sqlite3_finalize(statement);
    return found || tsv_fail(tsv, &build->err, "no such registry", registry);
}

/* What one line of a file feeds: statements (cite and alias only for rows), and of which series. */
struct feed {
    sqlite3_stmt *row, *cite, *alias;
    const char *series; /* NULL: of every series that the line names */
};

/* One line, once for each series its `in` names. */
static bool add_line(struct build *build, const struct tsv *tsv, const char *registry,
                     const struct feed *feed)
{
    const char *in = tsv_field(tsv, "in", &build->err);
    char list[128];
    char *rest = NULL;
    struct kind kind = { 0 };
    struct code code = { 0 };

    if (!in)
        return tsv_fail(tsv, &build->err, "no series", NULL);
    if (!kind_of(build, tsv, registry, &kind))
        return false;
    if (!code_read(kind.kind, kind.numbers, !feed->cite, tsv_field(tsv, "code", &build->err), &code))
        return tsv_fail(tsv, &build->err, "unreadable code", tsv_field(tsv, "code", &build->err));

    snprintf(list, sizeof list, "%s", in);
    for (char *series = strtok_r(list, " ", &rest); series; series = strtok_r(NULL, " ", &rest)) {
        char *star = strchr(series, '*');
        if (star)
            *star = '\0';
        if (feed->series && strcmp(feed->series, series) != 0)
            continue;
        sqlite3_int64 snapshot = snapshot_of(build, series, registry);
        if (snapshot == 0)
            return tsv_fail(tsv, &build->err, "no snapshot of this series holds the registry", series);
        bind_columns(build, feed->row, tsv);
        bind_code(feed->row, &code);
        bind_text(feed->row, ":registry", registry);
        bind_number(feed->row, ":snapshot", true, (uint64_t)snapshot);
        bind_number(feed->row, ":inferred", true, star != NULL);
        if (!run(build, feed->row, tsv))
            return false;
        if (!feed->cite)
            continue;
        sqlite3_int64 id = sqlite3_last_insert_rowid(build->db);
        if (!add_references(build, tsv, feed->cite, tsv_field(tsv, "references", &build->err), id) ||
            !add_aliases(build, tsv, feed->alias, tsv_field(tsv, "aliases", &build->err), id))
            return false;
    }

    return true;
}

static bool load_ranges(struct build *build)
{
    struct feed feed = { .row = prepare(
                             build, "INSERT INTO policy_range (snapshot, registry, low, high, low2, high2, "
                                    "said, policy, use, category, section, printed) VALUES (:snapshot, "
                                    ":registry, :low, :high, :low2, :high2, :said, :policy, :use, "
                                    ":category, :section, :printed)") };
    struct tsv tsv;

    if (open_data(build, &tsv, "ranges.tsv"))
        while (tsv_next(&tsv, &build->err)) {
            const char *registry = tsv_field(&tsv, "registry", &build->err);
            if (!registry || !add_line(build, &tsv, registry, &feed))
                break;
        }

    tsv_close(&tsv);
    (void)sqlite3_finalize(feed.row);
    return build->err.kind == ERR_NONE;
}

static bool load_rows(struct build *build, const char *registry, const char *series)
{
    struct feed feed = {
        .row = prepare(
            build, "INSERT INTO assignment (snapshot, registry, low, high, low2, high2, key, key2, context, "
                   "mnemonic, meaning, category, status, registered, expires, inferred, note) VALUES "
                   "(:snapshot, :registry, :low, :high, :low2, :high2, :key, :key2, ifnull(:context, ''), "
                   ":mnemonic, :meaning, :category, :status, :registered, :expires, :inferred, :note)"),
        .cite = prepare(build, "INSERT INTO cite VALUES (:assignment, :place, :kind, :target, :shown)"),
        .alias = prepare(build, "INSERT INTO alias VALUES (:assignment, :name)"),
        .series = series,
    };
    struct tsv tsv;
    char name[128];

    snprintf(name, sizeof name, "rows/%s.tsv", registry);
    if (open_data(build, &tsv, name))
        while (tsv_next(&tsv, &build->err))
            if (!add_line(build, &tsv, registry, &feed))
                break;

    tsv_close(&tsv);
    (void)sqlite3_finalize(feed.row);
    (void)sqlite3_finalize(feed.cite);
    (void)sqlite3_finalize(feed.alias);
    return build->err.kind == ERR_NONE;
}

/* Series by series, so that the rows of an edition have ids of their own, in order: the program then reads
 * them as they lie, with nothing to sort. */
static bool load_all_rows(struct build *build)
{
    sqlite3_stmt *all =
        prepare(build, "SELECT r.id, s.series FROM (SELECT series, min(id) AS place FROM snapshot "
                       "GROUP BY series) s, registry r ORDER BY s.place, r.place");

    while (sqlite3_step(all) == SQLITE_ROW)
        if (!load_rows(build, (const char *)sqlite3_column_text(all, 0),
                       (const char *)sqlite3_column_text(all, 1)))
            break;

    (void)sqlite3_finalize(all);
    return build->err.kind == ERR_NONE;
}

static bool load_squatters(struct build *build)
{
    sqlite3_stmt *statement =
        prepare(build, "INSERT INTO squatter VALUES (:registry, :low, 'shipped', :high, :who, :source)");
    struct tsv tsv;

    if (open_data(build, &tsv, "squatters.tsv"))
        while (tsv_next(&tsv, &build->err)) {
            struct code code = { 0 };
            bind_columns(build, statement, &tsv);
            if (!code_read("number", true, true, tsv_field(&tsv, "code", &build->err), &code)) {
                (void)tsv_fail(&tsv, &build->err, "unreadable code", NULL);
                break;
            }
            bind_code(statement, &code);
            if (!run(build, statement, &tsv))
                break;
        }

    tsv_close(&tsv);
    (void)sqlite3_finalize(statement);
    return build->err.kind == ERR_NONE;
}

/* ---- the whole ---- */

static bool run_sql(struct build *build, const char *sql)
{
    if (sqlite3_exec(build->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return err_set(&build->err, ERR_ENV, "%s", sqlite3_errmsg(build->db));
    return true;
}

static bool run_file(struct build *build, const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    if (!file || getdelim(&text, &size, '\0', file) < 0)
        (void)err_set(&build->err, ERR_ENV, "%s: cannot be read", path);
    if (file)
        (void)fclose(file);
    if (text)
        build->digest = tsv_digest(build->digest, text);

    bool ok = text && run_sql(build, text);
    free(text);
    return ok;
}

/* The same two words beside the image, so that the program need not open it to know them. */
static bool write_stamp(struct build *build, const char *release, const char *image)
{
    char path[4096];
    snprintf(path, sizeof path, "%s.stamp", image);
    FILE *file = fopen(path, "w");
    if (!file || fprintf(file, "%s\t%016llx\n", release, (unsigned long long)build->digest) < 0 ||
        fclose(file) != 0)
        return err_set(&build->err, ERR_ENV, "%s: cannot be written", path);
    return true;
}

static bool build_image(struct build *build, const char *schema, const char *release, const char *image)
{
    bool ok =
        run_sql(build, "PRAGMA page_size = 4096;") && run_file(build, schema) && run_sql(build, "BEGIN");

    for (size_t i = 0; ok && i < sizeof plain / sizeof *plain; i++)
        ok = load_plain(build, &plain[i]);
    ok = ok && load_ranges(build) && load_all_rows(build) && load_squatters(build) &&
         run_sql(build, "UPDATE snapshot SET state = 'sealed'");
    if (ok && !sums_write(build->db, &build->digest))
        ok = err_set(&build->err, ERR_ENV, "sums: %s", sqlite3_errmsg(build->db));

    char *sql = sqlite3_mprintf(
        "INSERT INTO meta VALUES ('release', %Q), ('data', '%016llx'); COMMIT; VACUUM INTO %Q", release,
        (unsigned long long)build->digest, image);
    ok = ok && run_sql(build, sql) && write_stamp(build, release, image);
    sqlite3_free(sql);
    return ok;
}

int main(int argc, char **argv)
{
    struct build build = { .digest = UINT64_C(0xCBF29CE484222325) };
    if (argc != 5) {
        (void)fputs("usage: mkimage SCHEMA.sql DATA-FOLDER RELEASE IMAGE\n", stderr);
        return 2;
    }

    build.data = argv[2];
    (void)remove(argv[4]);
    bool ok =
        sqlite3_open(":memory:", &build.db) == SQLITE_OK && build_image(&build, argv[1], argv[3], argv[4]);
    if (!ok)
        (void)fprintf(stderr, "mkimage: %s\n", build.err.text);
    (void)sqlite3_close(build.db);
    return ok ? 0 : 1;
}
