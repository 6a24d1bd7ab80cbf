#ifndef SUPPORT_VERB_ROWS_H
#define SUPPORT_VERB_ROWS_H

/* A way to call each verb, for tests that hold for all of them. The verbs are the program's own table: one
 * that has no row here fails every test that asks for all. */

#include "support/run.h"

enum {
    ROW_CHANGES = 1, /* it changes the file */
    ROW_STREAMS = 2, /* with --json it writes a value a line, not one */
    ROW_SILENT = 4,  /* as text it has nothing to say */
};

struct verb_row {
    const char *verb;     /* as the table names it: "draft add" */
    const char *words[8]; /* what calls it; it answers yes then, over verb_rows_file */
    const char *reads;    /* what it reads on standard input; NULL: nothing */
    unsigned is;          /* ROW_CHANGES, ... */
};

extern const struct verb_row verb_rows[];
extern const size_t n_verb_rows;

/* Fails the test unless each verb of the program, and each word of one, has a row, and each row is of one. */
void verb_rows_are_all(void);

/* Makes the runner's registry file what the rows are written for: two drafts, one of which was undone, and a
 * registry of alice's own. The first call makes it with the program, later ones copy. */
void verb_rows_file(const struct runner *runner);

/* Runs a row with these words in front ("--json"; NULL: none); then the file is again as it was made. */
struct ran verb_row_run(struct runner *runner, const struct verb_row *row, const char *option,
                        const char *value);

#endif
