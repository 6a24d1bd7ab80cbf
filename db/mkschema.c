/* Writes down what each version of the schema says, for the program to hold files against. Runs at build
 * time.
 *
 *   mkschema OUT VERSION=SCHEMA.sql...
 *
 * OUT has one entry for each row of sqlite_schema: the version's digit; how many octets follow, in two
 * octets, the lower first; then type, name, table and text, each ended by a NUL (db/guard.c reads it). A NUL
 * ends the whole. */

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "mkschema: %s: %s\n", what, why);
    return 1;
}

static bool run_file(sqlite3 *db, const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;
    bool ok = file && getdelim(&text, &size, '\0', file) >= 0 &&
              sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;

    if (file)
        (void)fclose(file);
    free(text);
    return ok;
}

static bool write_objects(sqlite3 *db, char version, FILE *out)
{
    sqlite3_stmt *row = NULL;
    int step = sqlite3_prepare_v2(db, "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema", -1,
                                  &row, NULL);

    while (step == SQLITE_OK || step == SQLITE_ROW) {
        step = sqlite3_step(row);
        if (step != SQLITE_ROW)
            break;
        unsigned octets = 0;
        for (int i = 0; i < 4; i++)
            octets += (unsigned)sqlite3_column_bytes(row, i) + 1;
        if (octets > 0xFFFF)
            step = SQLITE_TOOBIG;
        (void)fprintf(out, "%c%c%c", version, (int)(octets & 0xFF), (int)(octets >> 8));
        for (int i = 0; i < 4; i++)
            (void)fwrite(sqlite3_column_text(row, i), 1, (size_t)sqlite3_column_bytes(row, i) + 1, out);
    }
    (void)sqlite3_finalize(row);
    return step == SQLITE_DONE && !ferror(out);
}

/* One "2=schema.sql". */
static int add_version(const char *argument, FILE *out)
{
    sqlite3 *db = NULL;
    const char *path = strchr(argument, '=');
    int status = 0;

    if (!path || path != argument + 1)
        return fail(argument, "not VERSION=SCHEMA.sql");
    if (sqlite3_open(":memory:", &db) != SQLITE_OK || !run_file(db, path + 1) ||
        !write_objects(db, argument[0], out))
        status = fail(argument, sqlite3_errmsg(db));
    (void)sqlite3_close(db);
    return status;
}

int main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;
    int status = 0;

    if (!out)
        return fail("usage", "mkschema OUT VERSION=SCHEMA.sql...");
    for (int i = 2; status == 0 && i < argc; i++)
        status = add_version(argv[i], out);
    (void)fputc('\0', out);
    if (fclose(out) != 0 && status == 0)
        status = fail(argv[1], "cannot be written");
    return status;
}
