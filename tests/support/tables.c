#include "support/tables.h"
#include "registry/tile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct table table_of(const struct registry *registry, const struct range *ranges, size_t n_ranges,
                      const struct assignment *assignments, size_t n_assignments)
{
    return (struct table){ .registry = registry,
                           .ranges = ranges,
                           .n_ranges = n_ranges,
                           .assignments = assignments,
                           .n_assignments = n_assignments,
                           .as_of = "2026-01-01" };
}

void assert_rows(const struct table *table, const char *expected)
{
    struct rows rows = { 0 };
    char text[4096] = "";
    size_t used = 0;

    rows_of(table, &rows);
    for (size_t i = 0; i < rows.n && used < sizeof text; i++) {
        const struct row *row = &rows.at[i];
        char code[ROW_KEY_OCTETS];
        const char *place = row_code(row, code), *name = row_mnemonic(row), *policy = row_policy(row);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s %s %s %s\n", place ? place : "*",
                                 name ? name : ".", word_of(status_words, (int)row->status),
                                 policy ? policy : "-");
    }

    rows_free(&rows);
    assert_string_equal(text, expected);
}
