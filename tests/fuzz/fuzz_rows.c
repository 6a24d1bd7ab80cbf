/* Rows that somebody wrote into a registry file by hand, as far as the schema takes them, and then every verb
 * and the explorer over it: the schema is the only thing between them and the program.
 *
 * An input is read as numbers, and they as statements: which table, which row of it, which columns get which
 * values. */
#include "fuzz/fuzz.h"

#include "fuzz/program.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES = 40, COLUMNS = 32, STATEMENTS = 24, NAME = 64 };

struct table {
    char name[NAME];
    char columns[COLUMNS][NAME];
    unsigned n;
};

/* Of the file as it was made; and how many statements it took, of all that were tried. */
static struct {
    struct table tables[TABLES];
    const struct table *draft;
    unsigned n;
    unsigned long tried, taken;
} schema;

struct numbers {
    const uint8_t *at, *end;
};

static unsigned next(struct numbers *numbers, unsigned below)
{
    return numbers->at < numbers->end ? *numbers->at++ % below : 0;
}

/* ---- what tables there are ---- */

static int take_column(void *context, int n, char **values, char **names)
{
    (void)context;
    (void)n;
    (void)names;
    if (schema.n == 0 || strcmp(schema.tables[schema.n - 1].name, values[0]) != 0) {
        fuzz_must(schema.n < TABLES, "there is room for all tables");
        snprintf(schema.tables[schema.n++].name, NAME, "%s", values[0]);
    }

    struct table *table = &schema.tables[schema.n - 1];
    fuzz_must(table->n < COLUMNS, "there is room for all columns");
    snprintf(table->columns[table->n++], NAME, "%s", values[1]);
    return 0;
}

static void read_schema(sqlite3 *db)
{
    static const char columns[] =
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.hidden = 0 "
        "ORDER BY t.name, c.cid";

    fuzz_must(sqlite3_exec(db, columns, take_column, NULL, NULL) == SQLITE_OK, "the tables can be listed");
    for (unsigned i = 0; i < schema.n; i++)
        if (strcmp(schema.tables[i].name, "draft") == 0)
            schema.draft = &schema.tables[i];
    fuzz_must(schema.draft != NULL, "drafts have a table");
}

/* ---- statements ---- */

static const char *const telling[] = {
    "0",
    "1",
    "-1",
    "16",
    "255",
    "65301",
    "65535",
    "65536",
    "4294967296",
    "4611686018427387903",
    "9223372036854775807",
    "-9223372036854775808",
    "1.5",
    "NULL",
    "''",
    "' '",
    "'private'",
    "'proposal'",
    "'local'",
    "'import'",
    "'open'",
    "'sealed'",
    "'data'",
    "'2026-11-21'",
    "'2026-11-21T09:12:00Z'",
    "'rrtype'",
    "'opcode'",
    "'mine'",
    "'iana'",
    "'rfc6195'",
    "'AXFR'",
    "'*'",
    "'TYPE65301'",
    "'_x'",
    "'1010****'",
    "x'00FF'",
    "zeroblob(100)",
    "char(27) || '[2J'",
    "char(0x202E) || 'x'",
    "char(0x9B) || '1m'",
    "'a' || char(0) || 'b'",
    "CAST(x'C328FF' AS TEXT)",
    "char(0x4E2D, 0x6587, 0x301)",
    "replace(hex(zeroblob(2000)), '0', 'w ')",
    "replace(hex(zeroblob(40)), '0', char(0x1F600))",
    "'{\"a\": [1' || char(10) || '2]}'",
};

static void write_value(sqlite3_str *sql, struct numbers *numbers, const struct table *table,
                        const char *column)
{
    switch (next(numbers, 5)) {
    case 0:
        sqlite3_str_appendf(sql, "\"%w\"", column);
        break;
    case 1: /* that of another row */
        sqlite3_str_appendf(sql, "(SELECT \"%w\" FROM \"%w\" LIMIT 1 OFFSET %u)", column, table->name,
                            next(numbers, 256));
        break;
    case 2:
        sqlite3_str_appendf(sql, "\"%w\" + %d", column, (int)next(numbers, 256) - 128);
        break;
    default:
        sqlite3_str_appendall(sql, telling[next(numbers, sizeof telling / sizeof *telling)]);
    }
}

/* The user's own rows stand last, mostly, and are taken more readily. */
static void write_where(sqlite3_str *sql, struct numbers *numbers, const struct table *table)
{
    const unsigned row = next(numbers, 256);
    sqlite3_str_appendf(sql,
                        " WHERE \"%w\" = (SELECT \"%w\" FROM \"%w\" ORDER BY 1%s LIMIT 1 "
                        "OFFSET %u %% (SELECT max(1, count(*)) FROM \"%w\"))",
                        table->columns[0], table->columns[0], table->name, row % 4 ? " DESC" : "", row / 4,
                        table->name);
}

/* What sets a row apart from the one it is like, so that it may stand beside it. */
static void write_other(sqlite3_str *sql, const char *column, unsigned n)
{
    if (strcmp(column, "id") == 0)
        sqlite3_str_appendf(sql, "iif(typeof(\"%w\") = 'integer', NULL, \"%w\" || %u)", column, column, n);
    else if (strcmp(column, "code") == 0)
        sqlite3_str_appendf(sql, "iif(registry = 'rrtype' AND kind = 'private', 65310 + %u, \"code\")",
                            n % 200);
    else if (strcmp(column, "uid") == 0)
        sqlite3_str_appendf(sql, "'aaaaaaaaaaa' || char(%u, %u)", 'a' + n % 26, 'a' + n / 26);
    else if (strcmp(column, "mnemonic") == 0)
        sqlite3_str_appendf(sql, "'M' || %u", n);
    else if (strcmp(column, "low") == 0 || strcmp(column, "high") == 0 || strcmp(column, "place") == 0)
        sqlite3_str_appendf(sql, "\"%w\" + %u", column, n);
    else
        sqlite3_str_appendf(sql, "\"%w\"", column);
}

/* A row like another, but for what is drawn. */
static void write_insert(sqlite3_str *sql, struct numbers *numbers, const struct table *table)
{
    const unsigned changed = next(numbers, table->n), other = next(numbers, 256);

    sqlite3_str_appendf(sql, "INSERT INTO \"%w\" SELECT ", table->name);
    for (unsigned i = 0; i < table->n; i++) {
        if (i > 0)
            sqlite3_str_appendall(sql, ", ");
        if (i == changed)
            write_value(sql, numbers, table, table->columns[i]);
        else
            write_other(sql, table->columns[i], other);
    }

    sqlite3_str_appendf(sql, " FROM \"%w\"", table->name);
    write_where(sql, numbers, table);
}

static void write_update(sqlite3_str *sql, struct numbers *numbers, const struct table *table)
{
    const unsigned columns = 1 + next(numbers, 2);

    sqlite3_str_appendf(sql, "UPDATE \"%w\" SET %s", table->name,
                        table == schema.draft ? "rev = rev + 1, " : "");
    for (unsigned i = 0; i < columns; i++) {
        const char *column = table->columns[next(numbers, table->n)];
        sqlite3_str_appendf(sql, "%s\"%w\" = ", i ? ", " : "", column);
        write_value(sql, numbers, table, column);
    }
    write_where(sql, numbers, table);
}

/* True if it is taken. */
static bool run_statement(sqlite3 *db, struct numbers *numbers)
{
    const unsigned of = next(numbers, 2 * schema.n);
    const struct table *table =
        of < schema.n ? &schema.tables[of] : schema.draft; /* the user's own, mostly */
    sqlite3_str *sql = sqlite3_str_new(db);

    switch (next(numbers, 16)) {
    case 0:
        sqlite3_str_appendf(sql, "DELETE FROM \"%w\"", table->name);
        write_where(sql, numbers, table);
        break;
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
        write_update(sql, numbers, table);
        break;
    default:
        write_insert(sql, numbers, table);
    }

    char *text = sqlite3_str_finish(sql);
    bool taken = text && sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(db) > 0;
    if (taken && getenv("FUZZ_SHOW"))
        (void)fprintf(stderr, "%s;\n", text);
    sqlite3_free(text);
    return taken;
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    static const uint8_t keys[] = "jjjGl?\033/a\r\0331G\r\033hGljje\033\033\0335jjG1E\033:log\r\0335e\033dyu";
    struct numbers numbers = { .at = octets, .end = octets + len };
    const char *path = fuzz_file();
    sqlite3 *db = NULL;
    fuzz_must(sqlite3_open(path, &db) == SQLITE_OK, "the file can be opened by others");
    if (schema.n == 0)
        read_schema(db);

    (void)sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    for (unsigned i = 0; i < STATEMENTS && numbers.at < numbers.end; i++) {
        schema.tried++;
        schema.taken += run_statement(db, &numbers);
    }
    (void)sqlite3_close(db);
    fuzz_must(schema.tried < 1000 || schema.taken >= schema.tried / 10, "the schema takes some of them");

    fuzz_explore(path, keys, sizeof keys - 1);
    fuzz_verbs_all(path);
    return 0;
}
