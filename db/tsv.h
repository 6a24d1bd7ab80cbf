#ifndef DB_TSV_H
#define DB_TSV_H

/* Reads the tab-separated files under db/data: columns are asked for by the names of the first line. */

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { TSV_COLUMNS = 24 };

struct tsv {
    FILE *file;
    char path[1024];
    char *head, *line; /* owned; tabs replaced by NUL */
    size_t head_size, line_size;
    const char *names[TSV_COLUMNS];
    const char *fields[TSV_COLUMNS];
    size_t columns;
    unsigned number;  /* of the line, from 1 */
    uint64_t *digest; /* NULL, or a running digest of every line read */
};

bool tsv_open(struct tsv *tsv, const char *folder, const char *name, struct err *err);

/* FNV-1a over the octets of text, going on from digest. */
uint64_t tsv_digest(uint64_t digest, const char *text);

/* The next line that is no remark. False at the end, and with err if the line is malformed or the file cannot
 * be read. */
bool tsv_next(struct tsv *tsv, struct err *err);

/* The field in the column of that name; NULL if it is empty. A column that is not there is an error of the
 * file. */
const char *tsv_field(const struct tsv *tsv, const char *name, struct err *err);

/* An error with the place in front: "rows/rrtype.tsv:12: ...". Returns false. */
bool tsv_fail(const struct tsv *tsv, struct err *err, const char *what, const char *detail);

void tsv_close(struct tsv *tsv);

#endif
