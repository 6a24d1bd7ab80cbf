#ifndef POWER_CHANGES_H
#define POWER_CHANGES_H

/* Every change of a file: what stands before it, what makes it, and what is seen of it. */

#include "support/run.h"

/* Whose file it is, and so how it is read and what was promised of it. */
struct subject {
    const char *file, *file_at_home; /* below the folder */
    /* What the file says, the same text for the same rows; "none": there is none yet; it begins with "torn"
     * if it is unsound. The caller frees it. */
    char *(*read)(const char *path);
    const char *look, *write; /* command lines: one that opens it and reads, one that changes it again */
    const char *program;      /* that the lines are given to; NULL: dnsreg */
    bool promised;            /* what was acknowledged outlives a power loss */
};

enum {
    WITH_SHIPPED_ROWS = 1, /* the registries of the program; else the small ones of tests/fixture */
    WITH_NO_FILE = 2,
    WITH_OLD_SCHEMA = 8, /* a file as 0.1.0 made it */
    WITH_HOME = 4, /* the file lies where it is looked for when nobody names it; its folders too are made */
};

struct change {
    const char *name;
    const struct subject *subject;
    unsigned with;
    const char *before[4]; /* command lines */
    const char *sql; /* run on the file after them, its triggers aside, as a disk or an older release would */
    const char *line; /* the change: a command line, parted at blanks */
};

extern const struct change changes[];
extern const size_t n_changes;

/* The folder of the runner becomes what the change begins with. */
void change_prepare(const struct change *change, struct runner *runner, const char *fixture);

/* What the change's file says. The caller frees it. */
char *change_read(const struct change *change, const struct runner *runner);

/* Runs a command line of the change's. */
struct ran change_run(const struct change *change, struct runner *runner, const char *line);

#endif
