#ifndef UI_CLI_ROWS_H
#define UI_CLI_ROWS_H

/* Rows as the verbs print them: one JSON object, or one line of a table. */

#include "base/json.h"
#include "registry/query.h"
#include "registry/row.h"
#include "ui/cli/print.h"

/* What a row object says beside the row itself. */
struct row_extra {
    const struct answer *answer; /* of `what` and `search`: asked and match; NULL: neither */
    bool open;                   /* leave the object open for more members */
};

void row_json(struct json *json, const struct model *model, const struct row *row,
              const struct row_extra *extra);

/* The columns of every table of rows, and one row in them; on a terminal policies stand in their
 * short form. */
enum { ROW_COLUMNS = 10 };
extern const struct column row_columns[ROW_COLUMNS];
void row_print(struct print *print, const struct verb_context *context, const struct model *model,
               const struct row *row);

/* What the meaning column says: a record's meaning, else how many codes are free or held. */
const char *row_words(const struct row *row, char *buffer, size_t size);

/* "data", "q meta": an assignment's own category, or those that a range admits; NULL: none. */
enum { ROW_CATEGORY_OCTETS = 32 };

const char *row_category(const struct row *row, char buffer[ROW_CATEGORY_OCTETS]);

/* IANA's text for the references, parted by `between`. */
const char *row_references(const struct row *row, const char *between, char *buffer, size_t size);

#endif
