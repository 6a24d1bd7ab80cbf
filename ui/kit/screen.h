#ifndef UI_KIT_SCREEN_H
#define UI_KIT_SCREEN_H

/* The cell grid: a frame is composed here, and one function elsewhere gives it to a terminal. Rows and
 * columns count from 0. Drawing outside of the grid is cut off, never an error. Any octets may be drawn: they
 * become safe text. */

#include "ui/kit/theme.h"

#include <stddef.h>
#include <stdint.h>

enum { CELL_MARKS = 4, SCREEN_MOST = 1000 };

struct cell {
    uint32_t cp; /* ' ' where nothing is drawn; safe for a terminal; 0 in the right half of a wide one */
    uint32_t marks[CELL_MARKS]; /* combining characters, 0 ends them */
    uint8_t width;              /* 1, 2, or 0: the right half of the wide character before it */
    uint8_t role, look;         /* enum role, enum look */
};

struct rect {
    int row, column, rows, columns;
};

/* Signs that have a form without UTF-8. In ASCII screens these forms also replace the signs inside
 * of text. */
enum symbol {
    SYM_RULE,    /* ─ - */
    SYM_BAR,     /* │ | */
    SYM_UL,      /* ┌ + */
    SYM_UR,      /* ┐ + */
    SYM_LL,      /* └ + */
    SYM_LR,      /* ┘ + */
    SYM_TEE_R,   /* ├ + */
    SYM_TEE_L,   /* ┤ + */
    SYM_TEE_D,   /* ┬ + */
    SYM_TEE_U,   /* ┴ + */
    SYM_CROSS,   /* ┼ + */
    SYM_FULL,    /* █ # */
    SYM_DARK,    /* ▓ * */
    SYM_MEDIUM,  /* ▒ = */
    SYM_LIGHT,   /* ░ ' */
    SYM_DOT,     /* · . */
    SYM_MORE,    /* … ~ */
    SYM_UNKNOWN, /* U+FFFD ? */
    SYMBOLS,
};

struct screen {
    int rows, columns;
    bool ascii;                    /* cells hold 0x20 to 0x7E only */
    int cursor_row, cursor_column; /* where typing goes; row -1: no cursor */
    struct cell *cells;            /* row by row */
};

/* A clear screen; sizes are brought into 1 to SCREEN_MOST. */
struct screen *screen_new(int rows, int columns, bool ascii);
void screen_free(struct screen *screen);

/* Another size, and clear. */
void screen_resize(struct screen *screen, int rows, int columns);

/* Blanks everywhere, no cursor. */
void screen_clear(struct screen *screen);

/* The cell at a place; NULL outside. */
const struct cell *screen_at(const struct screen *screen, int row, int column);

/* Draws text in at most `columns` columns; what does not fit ends in the sign SYM_MORE, never in half a
 * character or escape. Returns the columns used. screen_octets takes any octets, also NUL. */
int screen_text(struct screen *screen, int row, int column, int columns, enum role role, const char *text);
int screen_octets(struct screen *screen, int row, int column, int columns, enum role role, const char *octets,
                  size_t len);
int screen_format(struct screen *screen, int row, int column, int columns, enum role role, const char *format,
                  ...) __attribute__((format(printf, 6, 7)));

/* The same, ending at the right end of the `columns`. */
int screen_right(struct screen *screen, int row, int column, int columns, enum role role, const char *text);

void screen_symbol(struct screen *screen, int row, int column, enum role role, enum symbol symbol);

/* A run of one sign to the right, or downwards. */
void screen_across(struct screen *screen, int row, int column, int columns, enum role role,
                   enum symbol symbol);
void screen_down(struct screen *screen, int row, int column, int rows, enum role role, enum symbol symbol);

/* A rule between two parts, "─ left ──────── right ──"; each may be NULL. */
void screen_rule(struct screen *screen, int row, int column, int columns, const char *left,
                 const char *right);

/* The border of area, inside of it. */
void screen_box(struct screen *screen, struct rect area, enum role role);

/* Blanks in area, with this role. */
void screen_wipe(struct screen *screen, struct rect area, enum role role);

/* Another role, or look, for what is drawn in area. */
void screen_role(struct screen *screen, struct rect area, enum role role);
void screen_look(struct screen *screen, struct rect area, enum look look);

void screen_cursor(struct screen *screen, int row, int column);

/* The screen as text for tests and scripts: the rows, a line "%%", then the rows again with one letter a cell
 * for role and look (theme_letter), plain text as ".". Blanks, and dots of the second plane, are left out at
 * the ends of lines. In a row's second plane a wide character has two letters. The caller frees it. */
char *screen_dump(const struct screen *screen);

#endif
