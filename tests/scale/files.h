#ifndef SCALE_FILES_H
#define SCALE_FILES_H

/* Registry files with many drafts, made in a moment: the triggers, which would judge each, are put back
 * behind them. */

#include "support/sandbox.h"

enum scale_kind {
    SCALE_CODES, /* one draft a code from 0 on, in a registry of one's own with the most ranges there may be;
                    one action did it all */
    SCALE_KEYS,  /* long names, half of them in special-use, half as pairs in underscored; an action each */
    SCALE_KINDS,
};

/* The registry and the key of a draft in the middle of a file of `n`. */
const char *scale_registry(enum scale_kind kind);
const char *scale_key(enum scale_kind kind, int n, char key[128]);

/* Writes the file. */
void scale_make(const char *path, enum scale_kind kind, int n);

/* Runs the program over the file, and returns the processor time it took, in milliseconds. The test fails
 * unless it ends with the status. The list of words ends with NULL. */
double scale_run(const char *path, const char *const words[], int status);

/* Runs statements as another program would. */
void scale_sql(const char *path, const char *sql);

#endif
