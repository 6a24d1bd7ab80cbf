#include "db/rebuild.h"

#include "base/out.h"
#include "db/draft_id.h"
#include "db/image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- whose data it is ---- */

static unsigned long next_number(const char **text)
{
    char *end;
    unsigned long number = strtoul(*text, &end, 10);

    *text = *end == '.' ? end + 1 : end;
    return number;
}

/* The image's own words: "release<TAB>data\n", written beside it by mkimage. */
static bool image_is_newer(const char *release, const char *data)
{
    const char *ours = image_stamp;
    const char *stamp = strchr(image_stamp, '\t');
    size_t len = strlen(data);

    for (unsigned part = 0; part < 3; part++) { /* 0.1.0: three numbers, the first difference decides */
        unsigned long a = next_number(&ours), b = next_number(&release);

        if (a != b)
            return a > b;
    }
    /* two builds of one release: the one that runs is taken */
    return stamp && (strncmp(stamp + 1, data, len) != 0 || stamp[1 + len] != '\n');
}

/* What the file says of its own data; empty if it says nothing. */
static bool read_stamp(struct store *store, char release[64], char data[64])
{
    struct err err = { 0 };
    sqlite3_stmt *row =
        sql_prepare(store, "SELECT name, value FROM meta WHERE name IN ('release', 'data')", &err);
    int step = SQLITE_DONE;

    release[0] = data[0] = '\0';
    while (row && (step = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0),
                   *value = (const char *)sqlite3_column_text(row, 1);
        bool is_release = name && strcmp(name, "release") == 0;

        snprintf(is_release ? release : data, 64, "%s", value ? value : "");
    }
    (void)sqlite3_finalize(row);
    return row && step == SQLITE_DONE;
}

bool rebuild_is_wanted(struct store *store)
{
    char release[64], data[64];

    return read_stamp(store, release, data) && image_is_newer(release, data);
}

bool rebuild_is_ours(struct store *store, char release[64])
{
    char data[64], stamp[130];

    if (!read_stamp(store, release, data))
        return false;
    snprintf(stamp, sizeof stamp, "%s\t%s\n", release, data);
    return strcmp(stamp, image_stamp) == 0;
}

/* ---- the user's rows ---- */

/* Whose a row is, as its `origin` says; '?' where a damaged one says neither: the user's, unless it is
 * shipped too. */
#define ORIGIN "CASE WHEN origin IN ('local', 'import') THEN origin ELSE '?' END"

/* In tables whose rows are shipped or the user's: the user's, with at most one octet of the word damaged.
 * What says neither is no row of the table: a disk has put another page in the place of one. */
#define OWN_ROWS                                                                                             \
    "(substr(origin, 1, 1) = 'l') + (substr(origin, 2, 1) = 'o') + (substr(origin, 3, 1) = 'c') + "          \
    "(substr(origin, 4, 1) = 'a') + (substr(origin, 5) = 'l') >= 4"

/* Snapshots of the user's: imports, and what a local registry's log names, whatever a damaged origin says. */
#define OWN_SNAPSHOTS                                                                                        \
    "series = 'local' OR origin <> 'shipped' OR id IN (SELECT row_id FROM main.change_log WHERE thing = "    \
    "'snapshot')"

#define DRAFT_OLD                                                                                            \
    "id, rev, registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning, category, "        \
    "reference, "                                                                                            \
    "note, template, author"

/* The Id of draft d, which had none: see draft_id.h. */
#define FIRST_LINE(column)                                                                                   \
    "(SELECT " column " FROM main.change_log l JOIN main.change_group g ON g.id = l.grp WHERE l.thing = "    \
    "'draft' AND l.row_id = d.id ORDER BY l.id LIMIT 1)"
#define OLD_ID                                                                                               \
    "draft_id((SELECT registry FROM main.draft_revision r WHERE r.id = d.id ORDER BY rev LIMIT "             \
    "1), " FIRST_LINE("g.at") ", " FIRST_LINE("g.who") ", d.id)"

/* A table that may hold rows of the user's. `kept`: which, in a file of this version and, if it differs, of
 * 0.1.0, put aside in the order of `columns` (NULL: all, as they stand). `key`: what makes a row with a
 * damaged origin a shipped one, if the program ships one with it; NULL: it has no origin, or it is not so
 * simple. */
static const struct user_table {
    const char *name, *columns, *kept, *kept_old, *key;
} user_tables[] = {
    { "registry", REGISTRY_STORED,
      "SELECT id, page, iana_id, title, iana_title, grp, key_kind, width, bit_zero, names, space, "
      "documents, CASE WHEN id IN (SELECT page FROM main.snapshot WHERE series = 'local') THEN 'local' "
      "ELSE " ORIGIN
      " END AS origin, min(max(place, 0), 1000000) AS place FROM main.registry WHERE origin <> 'shipped' "
      "OR id IN (SELECT page FROM main.snapshot WHERE series = 'local')",
      NULL, NULL },
    { "registry_name", NULL,
      "SELECT page, iana_id, " ORIGIN
      " AS origin, registry FROM main.registry_name WHERE origin = 'import' OR " OWN_ROWS,
      "SELECT '' AS page, '' AS iana_id, '' AS origin, '' AS registry WHERE 0", "page, iana_id" },
    { "snapshot", NULL,
      "SELECT id, series, page, as_of, CASE WHEN series = 'local' THEN 'local' ELSE " ORIGIN
      " END AS origin, whole, state FROM main.snapshot WHERE " OWN_SNAPSHOTS,
      NULL, "series, page, as_of" },
    { "policy_range", NULL,
      "SELECT * FROM main.policy_range WHERE snapshot IN (SELECT id FROM temp.kept_snapshot)", NULL, NULL },
    { "assignment", NULL,
      "SELECT * FROM main.assignment WHERE snapshot IN (SELECT id FROM temp.kept_snapshot)", NULL, NULL },
    { "cite", NULL, "SELECT * FROM main.cite WHERE assignment IN (SELECT id FROM temp.kept_assignment)", NULL,
      NULL },
    { "alias", NULL, "SELECT * FROM main.alias WHERE assignment IN (SELECT id FROM temp.kept_assignment)",
      NULL, NULL },
    { "field", NULL, "SELECT * FROM main.field WHERE assignment IN (SELECT id FROM temp.kept_assignment)",
      "SELECT 0 AS assignment, 0 AS place, '' AS name, '' AS value WHERE 0", NULL },
    { "page_text", NULL, "SELECT * FROM main.page_text",
      "SELECT 0 AS id, '' AS page, '' AS as_of, '' AS sha256, '' AS xml WHERE 0", NULL },
    { "edition", NULL,
      "SELECT id, series, as_of, title, place, form, generic, process, policies, 'local' AS origin "
      "FROM main.edition WHERE " OWN_ROWS,
      "SELECT *, '?' AS origin FROM main.edition", "id" },
    { "document", NULL,
      "SELECT id, 'local' AS origin, title, date, relation, other FROM main.document WHERE " OWN_ROWS,
      "SELECT id, '?' AS origin, title, date, relation, other FROM main.document", "id COLLATE NOCASE" },
    { "policy", NULL,
      "SELECT policy, 'local' AS origin, brief, aliases, asks FROM main.policy WHERE " OWN_ROWS,
      "SELECT policy, '?' AS origin, brief, aliases, asks FROM main.policy", "policy" },
    { "squatter", NULL,
      "SELECT registry, low, 'local' AS origin, high, who, source FROM main.squatter WHERE " OWN_ROWS,
      "SELECT registry, low, '?' AS origin, high, who, source FROM main.squatter", "registry, low" },
    { "meta", NULL,
      "SELECT * FROM main.meta WHERE name NOT IN ('release', 'data') AND name NOT GLOB 'rows*' AND name "
      "NOT GLOB 'edition *'",
      NULL, NULL },
    { "draft", NULL, "SELECT * FROM main.draft",
      "SELECT " DRAFT_OLD ", " OLD_ID " AS uid, NULL AS stage, NULL AS extra FROM main.draft d", NULL },
    { "exchanged", NULL, "SELECT * FROM main.exchanged",
      "SELECT '' AS uid, '' AS folder, '' AS stanza WHERE 0", NULL },
    { "change_group", NULL, "SELECT * FROM main.change_group", NULL, NULL },
    { "draft_revision", NULL, "SELECT * FROM main.draft_revision",
      "SELECT " DRAFT_OLD ", " OLD_ID " AS uid, NULL AS stage, NULL AS extra FROM main.draft_revision d",
      NULL },
    { "change_log", NULL, "SELECT * FROM main.change_log", NULL, NULL },
};

enum { USER_TABLES = sizeof user_tables / sizeof *user_tables };

static bool run_format(struct store *store, struct err *err, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    char *sql = sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    bool ok = sql ? sql_run(store, sql, err) : err_set(err, ERR_ENV, "out of memory");
    sqlite3_free(sql);
    return ok;
}

static bool put_aside(struct store *store, int version, struct err *err)
{
    for (size_t i = 0; i < USER_TABLES; i++) {
        const struct user_table *table = &user_tables[i];
        bool old = version == GUARD_SCHEMA_OLD && table->kept_old;

        if (!run_format(store, err, "CREATE TEMP TABLE kept_%s AS %s", table->name,
                        old ? table->kept_old : table->kept))
            return false;
    }
    /* a damaged number may have put rows of the user's among shipped ones: then nothing is done */
    return sql_run(
        store,
        "CREATE TEMP TABLE sound (n INTEGER CONSTRAINT \"rows of a registry of your own lie among shipped "
        "ones\" CHECK (n = 0));"
        "INSERT INTO sound SELECT count(*) FROM temp.kept_registry r WHERE r.page IS NULL AND (EXISTS "
        "(SELECT 1 FROM main.policy_range WHERE registry = r.id AND snapshot NOT IN (SELECT id FROM "
        "temp.kept_snapshot)) OR EXISTS (SELECT 1 FROM main.assignment WHERE registry = r.id AND snapshot "
        "NOT IN (SELECT id FROM temp.kept_snapshot)));"
        "DROP TABLE temp.sound",
        err);
}

/* A registry of the user's own is of no page of IANA's; and what hung on a snapshot that went. */
static const char orphans_sql[] =
    "DELETE FROM temp.kept_registry WHERE (origin <> 'local' OR page IS NOT NULL) AND id IN (SELECT id FROM "
    "main.registry);"
    "UPDATE temp.kept_registry SET origin = 'local' WHERE origin = '?';"
    "DELETE FROM temp.kept_policy_range WHERE snapshot NOT IN (SELECT id FROM temp.kept_snapshot);"
    "DELETE FROM temp.kept_assignment WHERE snapshot NOT IN (SELECT id FROM temp.kept_snapshot);"
    "DELETE FROM temp.kept_cite WHERE assignment NOT IN (SELECT id FROM temp.kept_assignment);"
    "DELETE FROM temp.kept_alias WHERE assignment NOT IN (SELECT id FROM temp.kept_assignment);"
    "DELETE FROM temp.kept_field WHERE assignment NOT IN (SELECT id FROM temp.kept_assignment);";

/* What a damaged origin made of a shipped row goes; of other rows it is the user's. */
static bool settle_origins(struct store *store, struct err *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < USER_TABLES; i++) {
        const char *name = user_tables[i].name, *key = user_tables[i].key;

        if (key)
            ok =
                run_format(store, err,
                           "DELETE FROM temp.kept_%s WHERE origin = '?' AND (%s) IN (SELECT %s FROM main.%s);"
                           "UPDATE temp.kept_%s SET origin = '%s' WHERE origin = '?'",
                           name, key, key, name, name, strcmp(name, "snapshot") == 0 ? "import" : "local");
    }
    return ok && sql_run(store, orphans_sql, err);
}

/* A registry or an edition of the user's whose id is shipped now gets another one. */
static const char renamed_sql[] =
    "CREATE TEMP TABLE renamed AS SELECT id FROM temp.kept_registry WHERE id IN (SELECT id FROM "
    "main.registry);"
    "UPDATE temp.kept_registry SET id = id || '-local' WHERE id IN (SELECT id FROM temp.renamed);"
    "UPDATE temp.kept_snapshot SET page = page || '-local' WHERE series = 'local' AND page IN (SELECT id "
    "FROM temp.renamed);"
    "UPDATE temp.kept_policy_range SET registry = registry || '-local' WHERE registry IN (SELECT id FROM "
    "temp.renamed) AND snapshot IN (SELECT id FROM temp.kept_snapshot WHERE series = 'local');"
    "UPDATE temp.kept_assignment SET registry = registry || '-local' WHERE registry IN (SELECT id FROM "
    "temp.renamed) AND snapshot IN (SELECT id FROM temp.kept_snapshot WHERE series = 'local');"
    "UPDATE temp.kept_draft SET registry = registry || '-local' WHERE registry IN (SELECT id FROM "
    "temp.renamed);"
    "UPDATE temp.kept_draft_revision SET registry = registry || '-local' WHERE registry IN (SELECT id "
    "FROM temp.renamed);"
    "DROP TABLE temp.renamed;"
    "CREATE TEMP TABLE renamed AS SELECT id FROM temp.kept_edition WHERE id IN (SELECT id FROM "
    "main.edition);"
    "UPDATE temp.kept_edition SET id = id || '-local' WHERE id IN (SELECT id FROM temp.renamed);"
    "UPDATE temp.kept_draft SET basis = basis || '-local' WHERE basis IN (SELECT id FROM temp.renamed);"
    "UPDATE temp.kept_draft_revision SET basis = basis || '-local' WHERE basis IN (SELECT id FROM "
    "temp.renamed);"
    "DROP TABLE temp.renamed;";

static bool put_back(struct store *store, struct err *err)
{
    bool ok = settle_origins(store, err) && sql_run(store, renamed_sql, err);

    for (size_t i = 0; ok && i < USER_TABLES; i++) {
        const struct user_table *table = &user_tables[i];
        const char *columns = table->columns;

        ok = run_format(store, err,
                        "INSERT INTO main.%s%s%s%s SELECT * FROM temp.kept_%s; DROP TABLE temp.kept_%s",
                        table->name, columns ? " (" : "", columns ? columns : "", columns ? ")" : "",
                        table->name, table->name);
    }
    return ok;
}

/* ---- the schema ---- */

static bool is_type(const struct guard_object *object, const char *type)
{
    return strcmp(object->type, type) == 0 && guard_is_made(object);
}

/* By their names as the program knows them; the file's texts are never run. */
static bool drop_all(struct store *store, int version, struct err *err)
{
    static const char *const types[] = { "trigger", "view", "table" };
    bool ok = true;

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct guard_object object;
        const char *at = NULL;

        while (ok && guard_next_object(version, &at, &object))
            if (is_type(&object, types[i]))
                ok = run_format(store, err, "DROP %s main.\"%w\"", types[i], object.name);
    }
    return ok;
}

bool rebuild_make(struct store *store, int version, const char *type, struct err *err)
{
    bool was = store->guard->rebuilding, ok = true;
    struct guard_object object;
    const char *at = NULL;

    store->guard->rebuilding = true;
    while (ok && guard_next_object(version, &at, &object))
        if (is_type(&object, type))
            ok = sql_run(store, object.sql, err);
    store->guard->rebuilding = was;
    return ok;
}

bool rebuild_mark(struct store *store, int version, struct err *err)
{
    return run_format(store, err, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                      STORE_APPLICATION_ID, version);
}

/* ---- shipped rows ---- */

/* What the image holds. Its numbers are moved above those of the user's rows: ?1 for snapshots, ?2 for
 * records, ?3 for ranges. */
static const struct copied shipped[] = {
    { "registry", " (" REGISTRY_STORED ")", "SELECT " REGISTRY_STORED " FROM registry" },
    { "registry_name", "", "SELECT * FROM registry_name" },
    { "snapshot", "", "SELECT id + ?1, series, page, as_of, origin, whole, state FROM snapshot" },
    { "policy_range", "",
      "SELECT id + ?3, snapshot + ?1, registry, low, high, low2, high2, said, policy, use, category, "
      "section, printed FROM policy_range" },
    { "assignment", "",
      "SELECT id + ?2, snapshot + ?1, registry, low, high, low2, high2, key, key2, context, mnemonic, "
      "meaning, category, status, registered, expires, inferred, note FROM assignment" },
    { "cite", "", "SELECT assignment + ?2, place, kind, target, shown FROM cite" },
    { "alias", "", "SELECT assignment + ?2, name FROM alias" },
    { "field", "", "SELECT assignment + ?2, place, name, value FROM field" },
    { "edition", "", "SELECT * FROM edition" },
    { "document", "", "SELECT * FROM document" },
    { "policy", "", "SELECT * FROM policy" },
    { "squatter", "", "SELECT * FROM squatter" },
    { "meta", "", "SELECT * FROM meta" },
    { "actor", "", "SELECT * FROM actor" },
};

static bool read_above(struct store *store, int version, struct above *above, struct err *err)
{
    *above = (struct above){ 0 };
    return version == REBUILD_NEW ||
           (sql_number(store, "SELECT ifnull(max(id), 0) FROM temp.kept_snapshot", &above->snapshot, err) &&
            sql_number(store, "SELECT ifnull(max(id), 0) FROM temp.kept_assignment", &above->record, err) &&
            sql_number(store, "SELECT ifnull(max(id), 0) FROM temp.kept_policy_range", &above->range, err));
}

static sqlite3_stmt *prepare_insert(struct store *store, const struct copied *table, int columns,
                                    struct err *err)
{
    struct out text = out_to_memory();

    out_format(&text, "INSERT INTO main.%s%s VALUES (?1", table->name, table->columns);
    for (int i = 2; i <= columns; i++)
        out_format(&text, ", ?%d", i);
    out_format(&text, ")%c", '\0');
    sqlite3_stmt *insert = sql_prepare(store, text.octets, err);
    out_free(&text);
    return insert;
}

bool rebuild_copy(struct store *store, const struct copied *table, const struct copied_from *from,
                  struct err *err)
{
    sqlite3_stmt *row = NULL, *insert = NULL;
    int columns = 0, step = SQLITE_ERROR;

    if (sqlite3_prepare_v2(from->db, table->sql, -1, &row, NULL) != SQLITE_OK)
        return sql_fail(from->db, from->path, err);
    (void)sqlite3_bind_int64(row, 1, from->above.snapshot);
    (void)sqlite3_bind_int64(row, 2, from->above.record);
    (void)sqlite3_bind_int64(row, 3, from->above.range);
    columns = sqlite3_column_count(row);
    insert = prepare_insert(store, table, columns, err);

    while (insert && (step = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++)
            (void)sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
        if (sqlite3_step(insert) != SQLITE_DONE && !from->lossy) {
            (void)sql_fail(store->db, store->path, err);
            break;
        }
        (void)sqlite3_reset(insert);
    }

    if (insert && step != SQLITE_ROW && step != SQLITE_DONE)
        (void)sql_fail(from->db, from->path, err);
    (void)sqlite3_finalize(insert);
    (void)sqlite3_finalize(row);
    return step == SQLITE_DONE;
}

static bool copy_shipped(struct store *store, int version, struct err *err)
{
    struct guard guard;
    struct copied_from image = { .path = "the program's own copy" };
    bool ok = guard_open_octets(&guard, image_begin, image_end, &image.db) == SQLITE_OK ||
              sql_fail(image.db, image.path, err);

    ok = ok && read_above(store, version, &image.above, err);
    for (size_t i = 0; ok && i < sizeof shipped / sizeof *shipped; i++)
        ok = rebuild_copy(store, &shipped[i], &image, err);
    (void)sqlite3_close(image.db);
    return ok;
}

/* ---- the whole ---- */

/* Is the file, which is held for writing now, still what it was when it was looked at? */
static bool is_as_seen(struct store *store, int version, bool *moved_on, struct err *err)
{
    char fault[GUARD_FAULT_OCTETS];
    long long now = 0, objects = 0;

    if (!sql_number(store, "PRAGMA user_version", &now, err) ||
        !sql_number(store, "SELECT count(*) FROM sqlite_schema", &objects, err))
        return false;
    *moved_on = now != version || (version == REBUILD_NEW && objects > 0);
    if (*moved_on || version == REBUILD_NEW || guard_compare(store->db, version, fault))
        return true;
    return fault[0] ? err_set(err, ERR_ENV, "%s: %s", store->path, fault)
                    : sql_fail(store->db, store->path, err);
}

/* A number that a draft ever had is not given again, to other writers either. */
static const char sequence_sql[] =
    "DELETE FROM sqlite_sequence WHERE name = 'draft';"
    "INSERT INTO sqlite_sequence SELECT 'draft', max(id) FROM draft_revision HAVING max(id) IS NOT NULL;";

/* In the transaction that is open. */
static bool rebuild_all(struct store *store, int version, struct err *err)
{
    char fault[GUARD_FAULT_OCTETS];
    bool ok = version == REBUILD_NEW || (put_aside(store, version, err) && drop_all(store, version, err));

    ok = ok && rebuild_make(store, GUARD_SCHEMA, "table", err) && copy_shipped(store, version, err) &&
         (version == REBUILD_NEW || put_back(store, err)) && rebuild_make(store, GUARD_SCHEMA, "view", err) &&
         rebuild_make(store, GUARD_SCHEMA, "index", err) &&
         rebuild_make(store, GUARD_SCHEMA, "trigger", err) && sql_run(store, sequence_sql, err) &&
         rebuild_mark(store, GUARD_SCHEMA, err);
    if (ok && !guard_compare(store->db, GUARD_SCHEMA, fault))
        ok = err_set(err, ERR_ENV, "%s: %s", store->path, fault);
    return ok;
}

bool rebuild(struct store *store, int version, bool *moved_on, struct err *err)
{
    *moved_on = false;
    if (!sql_run(store, "BEGIN IMMEDIATE", err))
        return false;
    store->guard->rebuilding = true;
    bool ok = draft_id_register(store->db) == SQLITE_OK || sql_fail(store->db, store->path, err);
    ok = ok && is_as_seen(store, version, moved_on, err);
    if (ok && !*moved_on)
        ok = rebuild_all(store, version, err) && sql_run(store, "COMMIT", err);
    if (!sqlite3_get_autocommit(store->db))
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    (void)draft_id_unregister(store->db);
    store->guard->rebuilding = false;
    return ok;
}
