#include "ui/kit/screen.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t cp;
    char ascii;
} symbols[SYMBOLS] = {
    [SYM_RULE] = { 0x2500, '-' },  [SYM_BAR] = { 0x2502, '|' },    [SYM_UL] = { 0x250C, '+' },
    [SYM_UR] = { 0x2510, '+' },    [SYM_LL] = { 0x2514, '+' },     [SYM_LR] = { 0x2518, '+' },
    [SYM_TEE_R] = { 0x251C, '+' }, [SYM_TEE_L] = { 0x2524, '+' },  [SYM_TEE_D] = { 0x252C, '+' },
    [SYM_TEE_U] = { 0x2534, '+' }, [SYM_CROSS] = { 0x253C, '+' },  [SYM_FULL] = { 0x2588, '#' },
    [SYM_DARK] = { 0x2593, '*' },  [SYM_MEDIUM] = { 0x2592, '=' }, [SYM_LIGHT] = { 0x2591, '\'' },
    [SYM_DOT] = { 0x00B7, '.' },   [SYM_MORE] = { 0x2026, '~' },   [SYM_UNKNOWN] = { 0xFFFD, '?' },
};

static int between(int low, int value, int high)
{
    return value < low ? low : value > high ? high : value;
}

static struct cell *cell_at(struct screen *screen, int row, int column)
{
    if (row < 0 || row >= screen->rows || column < 0 || column >= screen->columns)
        return NULL;
    return &screen->cells[(size_t)row * (size_t)screen->columns + (size_t)column];
}

const struct cell *screen_at(const struct screen *screen, int row, int column)
{
    if (row < 0 || row >= screen->rows || column < 0 || column >= screen->columns)
        return NULL;
    return &screen->cells[(size_t)row * (size_t)screen->columns + (size_t)column];
}

struct screen *screen_new(int rows, int columns, bool ascii)
{
    struct screen *screen = memory_take(sizeof *screen);
    screen->ascii = ascii;
    screen_resize(screen, rows, columns);
    return screen;
}

void screen_free(struct screen *screen)
{
    if (!screen)
        return;
    free(screen->cells);
    free(screen);
}

void screen_resize(struct screen *screen, int rows, int columns)
{
    free(screen->cells);
    screen->rows = between(1, rows, SCREEN_MOST);
    screen->columns = between(1, columns, SCREEN_MOST);
    screen->cells = memory_take((size_t)screen->rows * (size_t)screen->columns * sizeof *screen->cells);
    screen_clear(screen);
}

void screen_clear(struct screen *screen)
{
    size_t n = (size_t)screen->rows * (size_t)screen->columns;
    for (size_t i = 0; i < n; i++)
        screen->cells[i] = (struct cell){ .cp = ' ', .width = 1, .role = ROLE_TEXT };
    screen->cursor_row = -1;
    screen->cursor_column = 0;
}

/* A blank keeps role and look: it is what stays of a wide character that lost one half. */
static void blank(struct cell *cell)
{
    cell->cp = ' ';
    cell->width = 1;
    cell->marks[0] = 0;
}

/* Puts one character; false if it does not fit into the grid. */
static bool put(struct screen *screen, int row, int column, uint32_t cp, int width, enum role role)
{
    struct cell *cell = cell_at(screen, row, column);
    if (!cell || column + width > screen->columns)
        return false;

    if (cell->width == 0)
        blank(cell - 1);
    if (column + width < screen->columns && cell[width].width == 0)
        blank(cell + width);
    *cell = (struct cell){ .cp = cp, .width = (uint8_t)width, .role = (uint8_t)role };
    if (width == 2)
        cell[1] = (struct cell){ .role = (uint8_t)role };
    return true;
}

/* A combining character joins the cell that ends before `column`; beyond CELL_MARKS they are not shown. */
static void join(struct screen *screen, int row, int column, uint32_t mark)
{
    struct cell *cell = cell_at(screen, row, column - 1);

    if (cell && cell->width == 0)
        cell--;
    for (int i = 0; cell && i < CELL_MARKS; i++) {
        if (cell->marks[i])
            continue;
        cell->marks[i] = mark;
        if (i + 1 < CELL_MARKS)
            cell->marks[i + 1] = 0;
        return;
    }
}

/* What an ASCII screen shows for a character. */
static uint32_t ascii_form(uint32_t cp)
{
    if (cp < 0x7F)
        return cp;
    for (int i = 0; i < SYMBOLS; i++) {
        if (symbols[i].cp == cp)
            return (unsigned char)symbols[i].ascii;
    }
    return '?';
}

/* The columns of one step of text: a character, or the escape that stands for what may not be shown. */
static int step(const char *octets, size_t len, uint32_t *cp, size_t *taken, char shown[static TEXT_SHOW])
{
    shown[0] = '\0';
    *taken = text_next(octets, len, cp);
    int width = text_width(*cp);
    if (width >= 0)
        return width;
    return (int)text_show(*cp, (unsigned char)octets[0], shown);
}

/* Draws one step at `column`. */
static void draw_step(struct screen *screen, int row, int column, enum role role, uint32_t cp,
                      const char *shown)
{
    int width = text_width(cp);
    if (width == 0 && !screen->ascii) {
        join(screen, row, column, cp);
        return;
    }
    if (width < 0) {
        for (int i = 0; shown[i]; i++)
            (void)put(screen, row, column + i, (unsigned char)shown[i], 1, role);
        return;
    }
    if (!screen->ascii) {
        (void)put(screen, row, column, cp, width, role);
        return;
    }

    for (int i = 0; i < width; i++)
        (void)put(screen, row, column + i, ascii_form(cp), 1, role);
}

/* Columns of octets as they are drawn, counted no further than `enough`. */
static int count(const char *octets, size_t len, int enough)
{
    int columns = 0;

    for (size_t at = 0; at < len && columns <= enough;) {
        uint32_t cp = 0;
        size_t taken = 0;
        char shown[TEXT_SHOW];
        columns += step(octets + at, len - at, &cp, &taken, shown);
        at += taken;
    }
    return columns;
}

int screen_octets(struct screen *screen, int row, int column, int columns, enum role role, const char *octets,
                  size_t len)
{
    if (row < 0 || row >= screen->rows || column < 0 || column >= screen->columns)
        return 0;

    columns = between(0, columns, screen->columns - column);
    bool whole = count(octets, len, columns) <= columns;
    int room = whole ? columns : columns - 1;
    int used = 0;
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        size_t taken = 0;
        char shown[TEXT_SHOW];
        int width = step(octets + at, len - at, &cp, &taken, shown);
        if (used + width > room)
            break;
        if (used == 0 && width == 0 && room > 0 && put(screen, row, column, ' ', 1, role))
            used = 1; /* a mark without a letter gets a blank to stand on */
        draw_step(screen, row, column + used, role, cp, shown);
        used += width;
        at += taken;
    }

    if (!whole && columns > 0)
        screen_symbol(screen, row, column + used++, role, SYM_MORE);
    return used;
}

int screen_text(struct screen *screen, int row, int column, int columns, enum role role, const char *text)
{
    return screen_octets(screen, row, column, columns, role, text, strlen(text));
}

int screen_format(struct screen *screen, int row, int column, int columns, enum role role, const char *format,
                  ...)
{
    char text[4 * SCREEN_MOST];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return screen_text(screen, row, column, columns, role, text);
}

int screen_right(struct screen *screen, int row, int column, int columns, enum role role, const char *text)
{
    int wanted = count(text, strlen(text), columns);
    int left = wanted < columns ? columns - wanted : 0;
    return screen_text(screen, row, column + left, columns - left, role, text);
}

void screen_symbol(struct screen *screen, int row, int column, enum role role, enum symbol symbol)
{
    uint32_t cp = symbols[symbol].cp;
    (void)put(screen, row, column, screen->ascii ? (unsigned char)symbols[symbol].ascii : cp, 1, role);
}

void screen_across(struct screen *screen, int row, int column, int columns, enum role role,
                   enum symbol symbol)
{
    for (int i = 0; i < columns; i++)
        screen_symbol(screen, row, column + i, role, symbol);
}

void screen_down(struct screen *screen, int row, int column, int rows, enum role role, enum symbol symbol)
{
    for (int i = 0; i < rows; i++)
        screen_symbol(screen, row + i, column, role, symbol);
}

void screen_rule(struct screen *screen, int row, int column, int columns, const char *left, const char *right)
{
    int at = column + 2;

    screen_across(screen, row, column, columns, ROLE_FAINT, SYM_RULE);
    if (left && columns > 6) {
        int used = screen_text(screen, row, at, columns - 4, ROLE_HEAD, left);
        screen_wipe(screen, (struct rect){ row, at - 1, 1, 1 }, ROLE_FAINT);
        screen_wipe(screen, (struct rect){ row, at + used, 1, 1 }, ROLE_FAINT);
        at += used + 2;
    }

    int room = column + columns - 3 - at;
    if (right && room > 3) {
        int used = screen_right(screen, row, at, room, ROLE_FAINT, right);
        screen_wipe(screen, (struct rect){ row, at + room - used - 1, 1, 1 }, ROLE_FAINT);
        screen_wipe(screen, (struct rect){ row, at + room, 1, 1 }, ROLE_FAINT);
    }
}

void screen_box(struct screen *screen, struct rect area, enum role role)
{
    int bottom = area.row + area.rows - 1;
    int right = area.column + area.columns - 1;

    screen_across(screen, area.row, area.column, area.columns, role, SYM_RULE);
    screen_across(screen, bottom, area.column, area.columns, role, SYM_RULE);
    screen_down(screen, area.row, area.column, area.rows, role, SYM_BAR);
    screen_down(screen, area.row, right, area.rows, role, SYM_BAR);
    screen_symbol(screen, area.row, area.column, role, SYM_UL);
    screen_symbol(screen, area.row, right, role, SYM_UR);
    screen_symbol(screen, bottom, area.column, role, SYM_LL);
    screen_symbol(screen, bottom, right, role, SYM_LR);
}

/* The part of area that is inside the grid. */
static struct rect inside(const struct screen *screen, struct rect area)
{
    int top = between(0, area.row, screen->rows);
    int left = between(0, area.column, screen->columns);
    int bottom = between(top, area.row + between(0, area.rows, screen->rows), screen->rows);
    int right = between(left, area.column + between(0, area.columns, screen->columns), screen->columns);
    return (struct rect){ top, left, bottom - top, right - left };
}

void screen_wipe(struct screen *screen, struct rect area, enum role role)
{
    struct rect in = inside(screen, area);
    for (int row = in.row; row < in.row + in.rows; row++) {
        for (int column = in.column; column < in.column + in.columns; column++)
            (void)put(screen, row, column, ' ', 1, role);
    }
}

void screen_role(struct screen *screen, struct rect area, enum role role)
{
    struct rect in = inside(screen, area);
    for (int row = in.row; row < in.row + in.rows; row++) {
        for (int column = in.column; column < in.column + in.columns; column++)
            cell_at(screen, row, column)->role = (uint8_t)role;
    }
}

void screen_look(struct screen *screen, struct rect area, enum look look)
{
    struct rect in = inside(screen, area);
    for (int row = in.row; row < in.row + in.rows; row++) {
        for (int column = in.column; column < in.column + in.columns; column++)
            cell_at(screen, row, column)->look = (uint8_t)look;
    }
}

void screen_cursor(struct screen *screen, int row, int column)
{
    screen->cursor_row = between(0, row, screen->rows - 1);
    screen->cursor_column = between(0, column, screen->columns - 1);
}

static void dump_cell(FILE *out, const struct cell *cell)
{
    char utf8[4];
    if (cell->width == 0)
        return;
    (void)fwrite(utf8, 1, text_put(cell->cp, utf8), out);
    for (int i = 0; i < CELL_MARKS && cell->marks[i]; i++)
        (void)fwrite(utf8, 1, text_put(cell->marks[i], utf8), out);
}

char *screen_dump(const struct screen *screen)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return NULL;

    for (int row = 0; row < screen->rows; row++) {
        int end = screen->columns;
        while (end > 0 && screen_at(screen, row, end - 1)->cp == ' ' &&
               !screen_at(screen, row, end - 1)->marks[0])
            end--;
        for (int column = 0; column < end; column++)
            dump_cell(out, screen_at(screen, row, column));
        (void)fputc('\n', out);
    }

    (void)fputs("%%\n", out);
    for (int row = 0; row < screen->rows; row++) {
        int end = screen->columns;
        for (; end > 0; end--) {
            const struct cell *cell = screen_at(screen, row, end - 1);
            if (cell->role != ROLE_TEXT || cell->look != LOOK_PLAIN)
                break;
        }
        for (int column = 0; column < end; column++) {
            const struct cell *cell = screen_at(screen, row, column);
            (void)fputc(theme_letter((enum role)cell->role, (enum look)cell->look), out);
        }
        (void)fputc('\n', out);
    }

    return fclose(out) == 0 ? text : NULL;
}
