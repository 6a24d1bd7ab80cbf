#ifndef SUPPORT_TABLES_H
#define SUPPORT_TABLES_H

/* Tables made by hand, and their rows as one text that a test can spell out. */

#include "registry/row.h"

/* Tables from arrays; with ranges or records that there are none of: NULL and 0. */
struct table table_of(const struct registry *registry, const struct range *ranges, size_t n_ranges,
                      const struct assignment *assignments, size_t n_assignments);
#define TABLE(registry, ranges, records)                                                                     \
    table_of((registry), (ranges), sizeof(ranges) / sizeof *(ranges), (records),                             \
             sizeof(records) / sizeof *(records))

/* The rows of the table are these: "CODE NAME STATUS POLICY\n" each, "." for no name, "-" for no policy. */
void assert_rows(const struct table *table, const char *expected);

/* Short forms of what the tables hold. */
#define RANGE(first, last, words, what)                                                                      \
    {                                                                                                        \
        .numeric = true, .low = (first), .high = (last), .policy = (words), .use = (what)                    \
    }
#define RECORD(first, last, name, what)                                                                      \
    {                                                                                                        \
        .numeric = true, .low = (first), .high = (last), .mnemonic = (name), .status = (what)                \
    }

#endif
