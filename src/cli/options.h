#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

/* The options that every verb takes, and how a command line is taken apart: options stand anywhere, `--` ends
 * them, no abbreviations, the last of a repeated option counts. */

#include "base/err.h"

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

/* What holds when nothing is said: the newest IANA edition, text. */
struct options options_default(void);

/* Reads argv[0..argc), without the program's name, over what *options holds. Operands are written to
 * `operands` (room for argc). False with err, ERR_USAGE. */
bool options_read(int argc, const char *const argv[], struct options *options, const char *operands[],
                  size_t *n_operands, struct err *err);

#endif
