/* Builds the library: what the program ships beside the registry file, to be read only. Runs at build time.
 *
 *   mklibrary DATA-FOLDER LIBRARY
 *
 * Today it holds IANA's pages as received (DATA-FOLDER/pages), one for each line of snapshots.tsv that is of
 * the series iana. A page that is missing, or of another date, stops the build. */

#include "base/memory.h"
#include "db/tsv.h"

#include <sha2.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char schema_sql[] = "PRAGMA page_size = 4096; PRAGMA application_id = 1145983828; BEGIN;"
                                 "CREATE TABLE page_text (page TEXT NOT NULL, as_of TEXT NOT NULL, sha256 "
                                 "TEXT NOT NULL, xml BLOB NOT NULL, "
                                 "PRIMARY KEY (page, as_of)) STRICT;";

struct page {
    char *xml;
    size_t len;
};

static bool read_page(const char *path, struct page *page)
{
    FILE *file = fopen(path, "rb");
    size_t room = 0;

    *page = (struct page){ 0 };
    while (file && !feof(file) && !ferror(file)) {
        page->xml = array_grow(page->xml, &room, page->len + 65536, 1);
        page->len += fread(page->xml + page->len, 1, 65535, file);
    }
    if (file && ferror(file))
        page->len = 0;
    if (file)
        (void)fclose(file);
    if (page->xml)
        page->xml[page->len] = '\0';
    return page->len > 0;
}

static bool add_page(sqlite3 *db, const char *folder, const struct tsv *line, struct err *err)
{
    const char *name = tsv_field(line, "page", err), *as_of = tsv_field(line, "as_of", err);
    char path[1024], updated[64], sum[SHA256_DIGEST_STRING_LENGTH];
    sqlite3_stmt *statement = NULL;
    struct page page;
    bool ok;

    snprintf(path, sizeof path, "%s/pages/%s.xml", folder, name ? name : "");
    snprintf(updated, sizeof updated, "<updated>%s</updated>", as_of ? as_of : "");
    if (!read_page(path, &page))
        ok = tsv_fail(line, err, "cannot be read", path);
    else if (!strstr(page.xml, updated))
        ok = tsv_fail(line, err, "is of another date", path);
    else
        ok = sqlite3_prepare_v2(db, "INSERT INTO page_text VALUES (?1, ?2, ?3, ?4)", -1, &statement, NULL) ==
             SQLITE_OK;
    if (ok) {
        (void)SHA256Data((const uint8_t *)page.xml, page.len, sum);
        (void)sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 2, as_of, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(statement, 3, sum, -1, SQLITE_STATIC);
        (void)sqlite3_bind_blob(statement, 4, page.xml, (int)page.len, SQLITE_STATIC);
        ok = sqlite3_step(statement) == SQLITE_DONE;
    }
    (void)sqlite3_finalize(statement);
    free(page.xml);
    return ok || err->kind || err_set(err, ERR_ENV, "%s", sqlite3_errmsg(db));
}

static bool add_pages(sqlite3 *db, const char *folder, struct err *err)
{
    struct tsv tsv;

    if (tsv_open(&tsv, folder, "snapshots.tsv", err))
        while (!err->kind && tsv_next(&tsv, err)) {
            const char *series = tsv_field(&tsv, "series", err);

            if (series && strcmp(series, "iana") == 0)
                (void)add_page(db, folder, &tsv, err);
        }
    tsv_close(&tsv);
    return err->kind == ERR_NONE;
}

static bool run(sqlite3 *db, const char *sql, struct err *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           err_set(err, ERR_ENV, "%s", sqlite3_errmsg(db));
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    struct err err = { 0 };

    if (argc != 3) {
        (void)fputs("usage: mklibrary DATA-FOLDER LIBRARY\n", stderr);
        return 2;
    }
    (void)remove(argv[2]);
    if (sqlite3_open(argv[2], &db) != SQLITE_OK)
        (void)err_set(&err, ERR_ENV, "%s: %s", argv[2], sqlite3_errmsg(db));
    else if (run(db, schema_sql, &err) && add_pages(db, argv[1], &err))
        (void)run(db, "COMMIT", &err);
    if (err.kind)
        (void)fprintf(stderr, "mklibrary: %s\n", err.text);
    (void)sqlite3_close(db);
    return err.kind ? 1 : 0;
}
