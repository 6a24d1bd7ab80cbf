#ifndef UI_CLI_OPTIONS_H
#define UI_CLI_OPTIONS_H

/* The options, those of every verb and those of some, and how a command line is taken apart: options stand
 * anywhere, `--` ends them, no abbreviations, the last of a repeated option counts. */

#include "base/err.h"
#include "registry/draft.h"

#include <stdbool.h>
#include <stddef.h>

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct options {
    const char *edition; /* default "iana" */
    const char *db;
    bool json;
    bool read_only;
    bool help;
    bool version;
    enum color_when color;
    struct draft_text draft;   /* --kind KIND, --category CATEGORY and the other fields; --modifies */
    const char *title, *width; /* of a registry of the user's own; NULL: not said */
    const char *pcap;          /* a capture to read; NULL: none */
    unsigned given;            /* which options of some verbs stood there: OPTION_BIT of each */
};

/* One row an option; help and completion read it. */
struct option_row {
    const char *name;  /* without the dashes */
    char letter;       /* NUL: none */
    const char *value; /* what its value is called; NULL: it takes none */
    const char *help;
};
extern const struct option_row option_rows[];
extern const size_t n_option_rows;

/* The options that only some verbs take: the fields of a draft (enum draft_field), then these. A row of the
 * verb table says which are its own. */
enum {
    OPTION_MODIFIES = DRAFT_FIELDS,
    OPTION_SUBMISSION,
    OPTION_OVERTAKEN,
    OPTION_TITLE,
    OPTION_WIDTH,
    OPTION_LINES,
    OPTION_PAIR,
    OPTION_PCAP,
    OWN_OPTIONS
};

#define OPTION_BIT(option) (1U << (option))
struct option_row own_option_row(unsigned option);

/* The option that a word names, without its value: "--edition", "-e", "--kind". False: there is none. *own is
 * its number among those of some verbs, OWN_OPTIONS for one of all verbs. */
bool option_called(const char *word, size_t len, struct option_row *row, unsigned *own);

/* What holds when nothing is said: the newest IANA edition, text. */
struct options options_default(void);

/* Reads argv[0..argc), without the program's name, over what *options holds. Operands are written to
 * `operands` (room for argc). False with err, ERR_USAGE. */
bool options_read(int argc, const char *const argv[], struct options *options, const char *operands[],
                  size_t *n_operands, struct err *err);

#endif
