/* A newer program brings newer rows: what was shipped is replaced in one transaction, from the image inside
 * the program. Drafts, their history, imports and local registries stay as they are. */

#include "db/merge.h"

#include "base/out.h"
#include "base/text.h"
#include "db/image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
static bool read_stamp(struct store *store, char release[64], char data[64], struct err *err)
{
    sqlite3_stmt *row =
        sql_prepare(store, "SELECT name, value FROM meta WHERE name IN ('release', 'data')", err);
    int step = SQLITE_DONE;
    release[0] = data[0] = '\0';
    while (row && (step = sqlite3_step(row)) == SQLITE_ROW) {
        bool is_release = strcmp((const char *)sqlite3_column_text(row, 0), "release") == 0;
        (void)snprintf(is_release ? release : data, 64, "%s", (const char *)sqlite3_column_text(row, 1));
    }
    if (row && step != SQLITE_DONE)
        (void)sql_fail(store->db, store->path, err);
    (void)sqlite3_finalize(row);
    return row && step == SQLITE_DONE;
}

/* The triggers that keep editions from changing stand aside for the length of the transaction: their text is
 * kept in *again, which puts them back. */
static bool lift_triggers(struct store *store, struct out *again, struct err *err)
{
    struct out drop = out_to_memory();
    sqlite3_stmt *row =
        sql_prepare(store,
                    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('registry', "
                    "'snapshot', 'policy_range', 'assignment', 'cite', 'alias', 'edition', 'document', "
                    "'policy', 'squatter', 'meta')",
                    err);
    bool ok;
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        char *one = sqlite3_mprintf("DROP TRIGGER \"%w\";", sqlite3_column_text(row, 0));
        out_format(&drop, "%s", one);
        sqlite3_free(one);
        out_format(again, "%s;", (const char *)sqlite3_column_text(row, 1));
    }
    (void)sqlite3_finalize(row);
    out_char(&drop, '\0');
    out_char(again, '\0');
    ok = row && sql_run(store, drop.octets, err);
    out_free(&drop);
    return ok;
}

/* New ids lie above every id of the file: imports keep theirs. */
static const char replace_sql[] =
    "CREATE TEMP TABLE above AS SELECT (SELECT ifnull(max(id), 0) FROM main.snapshot) AS snapshot, "
    "  (SELECT ifnull(max(id), 0) FROM main.assignment) AS assignment, "
    "  (SELECT ifnull(max(id), 0) FROM main.policy_range) AS range;"
    "CREATE TEMP TABLE old AS SELECT id FROM main.snapshot WHERE origin = 'shipped' AND series <> 'local' "
    "  AND id NOT IN (SELECT row_id FROM main.change_log WHERE thing = 'snapshot');"
    /* a damaged number may have put the user's rows among them: then nothing is done */
    "CREATE TEMP TABLE sound (n INTEGER CONSTRAINT \"rows of a registry of your own lie among them\" CHECK "
    "(n = 0));"
    "INSERT INTO sound SELECT count(*) FROM main.registry r WHERE r.origin = 'local' AND (EXISTS (SELECT 1 "
    "FROM "
    "  main.policy_range WHERE registry = r.id AND snapshot IN old) OR EXISTS (SELECT 1 FROM main.assignment "
    "  WHERE registry = r.id AND snapshot IN old));"
    "DELETE FROM main.cite WHERE assignment IN (SELECT id FROM main.assignment WHERE snapshot IN old);"
    "DELETE FROM main.alias WHERE assignment IN (SELECT id FROM main.assignment WHERE snapshot IN old);"
    "DELETE FROM main.assignment WHERE snapshot IN old;"
    "DELETE FROM main.policy_range WHERE snapshot IN old;"
    "DELETE FROM main.snapshot WHERE id IN old;"
    "INSERT OR REPLACE INTO main.registry (id, page, iana_id, title, iana_title, grp, key_kind, width, "
    "bit_zero, names, "
    "  space, documents, origin, place) SELECT id, page, iana_id, title, iana_title, grp, key_kind, width, "
    "bit_zero, names, "
    "  space, documents, origin, place FROM image.registry;"
    "INSERT OR REPLACE INTO main.edition SELECT * FROM image.edition;"
    "INSERT INTO main.snapshot SELECT s.id + a.snapshot, s.series, s.page, s.as_of, s.origin, s.whole, "
    "s.state "
    "  FROM image.snapshot s, above a;"
    "INSERT INTO main.policy_range SELECT p.id + a.range, p.snapshot + a.snapshot, p.registry, p.low, "
    "p.high, p.low2, "
    "  p.high2, p.said, p.policy, p.use, p.category, p.section, p.printed FROM image.policy_range p, above a;"
    "INSERT INTO main.assignment SELECT x.id + a.assignment, x.snapshot + a.snapshot, x.registry, x.low, "
    "x.high, x.low2, "
    "  x.high2, x.key, x.key2, x.context, x.mnemonic, x.meaning, x.category, x.status, x.registered, "
    "x.expires, "
    "  x.inferred, x.note FROM image.assignment x, above a;"
    "INSERT INTO main.cite SELECT c.assignment + a.assignment, c.place, c.kind, c.target, c.shown "
    "  FROM image.cite c, above a;"
    "INSERT INTO main.alias SELECT l.assignment + a.assignment, l.name FROM image.alias l, above a;"
    "DELETE FROM main.document; INSERT INTO main.document SELECT * FROM image.document;"
    "DELETE FROM main.policy; INSERT INTO main.policy SELECT * FROM image.policy;"
    "DELETE FROM main.squatter; INSERT INTO main.squatter SELECT * FROM image.squatter;"
    "INSERT OR REPLACE INTO main.meta SELECT * FROM image.meta;"
    "DROP TABLE temp.old; DROP TABLE temp.above; DROP TABLE temp.sound;";

static bool replace(struct store *store, struct err *err)
{
    struct out again = out_to_memory();
    /* BEGIN IMMEDIATE would ask the read-only image for a write lock too; the first statement takes the
     * file's */
    bool ok = sql_run(store, "BEGIN; UPDATE main.meta SET value = value", err) &&
              lift_triggers(store, &again, err) && sql_run(store, replace_sql, err) &&
              sql_run(store, again.octets, err) && sql_run(store, "COMMIT", err);
    if (!ok)
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    out_free(&again);
    return ok;
}

static bool replace_shipped(struct store *store, struct err *err)
{
    sqlite3_int64 size = image_end - image_begin;
    bool ok = sql_run(store, "ATTACH ':memory:' AS image", err);
    if (ok && sqlite3_deserialize(store->db, "image", image_begin, size, size, SQLITE_DESERIALIZE_READONLY) !=
                  SQLITE_OK)
        ok = sql_fail(store->db, store->path, err);
    /* drafts refer to registries by id, and the ids stay: the rows are replaced under them */
    ok = ok && sql_run(store, "PRAGMA foreign_keys = OFF", err) && replace(store, err);
    (void)sqlite3_exec(store->db, "DETACH image; PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return ok;
}

bool store_merge(struct store *store, struct err *err)
{
    char release[64], data[64];
    if (!read_stamp(store, release, data, err))
        return false;
    return !image_is_newer(release, data) || replace_shipped(store, err);
}

bool store_mend(struct store *store, struct err *err)
{
    char release[64], data[64], stamp[130];
    if (!read_stamp(store, release, data, err))
        return false;
    (void)snprintf(stamp, sizeof stamp, "%s\t%s\n", release, data);
    if (strcmp(stamp, image_stamp) != 0)
        return err_set(err, ERR_ENV, "they are those of release %s, which can", text_brief(release).text);
    if (store->read_only)
        return err_set(err, ERR_ENV, "the file is read-only here");
    if (!sqlite3_get_autocommit(store->db))
        return err_set(err, ERR_ENV, "a change is being made");
    return replace_shipped(store, err);
}
