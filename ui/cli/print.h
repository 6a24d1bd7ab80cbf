#ifndef UI_CLI_PRINT_H
#define UI_CLI_PRINT_H

/* Tables of text: aligned, clipped and headed on a terminal; in a pipe one row a line, parted by tabs,
 * nothing clipped and no head. Every text passes text_safe. */

#include "ui/cli/context.h"

/* What a cell means, for its colour; what it says never rests on it. */
enum paint {
    PAINT_PLAIN,
    PAINT_HEAD,
    PAINT_NAME,
    PAINT_FREE,
    PAINT_PRIVATE,
    PAINT_CLOSED,
    PAINT_OLD,
    PAINT_FAINT,
    PAINT_MINE, /* the user's own rows */
};

struct column {
    const char *head;
    unsigned most;   /* widest it grows on a terminal; 0: as wide as its texts */
    bool right;      /* numbers */
    bool only_piped; /* not shown on a terminal narrower than 120 columns */
};

struct cell {
    const char *text; /* NULL: empty; owned by the table (print_cell copies) */
    enum paint paint;
};

struct print {
    const struct column *columns;
    size_t n_columns;
    struct cell *cells; /* row after row */
    size_t n, capacity;
    struct arena arena;
};

struct print print_begin(const struct column *columns, size_t n_columns);
void print_cell(struct print *print, enum paint paint, const char *text);

/* Writes the table and frees it. */
void print_end(struct print *print, const struct verb_context *context);

/* One safe text, painted, with nothing around it. */
void print_text(const struct verb_context *context, enum paint paint, const char *text);

#endif
