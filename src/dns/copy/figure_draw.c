/* The figure in ASCII, as the RFCs print it. */
#include "dns/copy/figure.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { COLUMN = 3, BITS_MOST = 7, LINE = FIGURE_COLUMNS * COLUMN + 1 };

/* Columns between a cell's borders. */
static size_t room_of(const struct figure_cell *cell)
{
    return (size_t)(cell->to - cell->from + 1) * COLUMN - 1;
}

static void draw_centred(struct out *out, const char *text, size_t room)
{
    char fitting[4 * LINE];
    const size_t used = text_clip(fitting, sizeof fitting, text, room, room > COLUMN ? "..." : "");
    out_repeat(out, ' ', (room - used + 1) / 2);
    out_text(out, fitting);
    out_repeat(out, ' ', (room - used) / 2);
}

static void draw_numbers(struct out *out)
{
    for (unsigned i = 0; i < FIGURE_COLUMNS; i++)
        out_text(out, i < 10 ? "   " : "  1");
    out_char(out, '\n');
    for (unsigned i = 0; i < FIGURE_COLUMNS; i++)
        out_format(out, "%3u", i % 10);
    out_char(out, '\n');
}

static void draw_border(struct out *out)
{
    for (unsigned i = 0; i < FIGURE_COLUMNS; i++)
        out_text(out, "+--");
    out_text(out, "+\n");
}

static void draw_bits(struct out *out, const struct figure_cell *cell)
{
    for (size_t i = 0; i < cell->bits; i++) {
        const char bit = cell->value >> (cell->bits - 1 - i) & 1 ? '1' : '0';
        out_format(out, "%s%c", i ? "  " : " ", i < cell->known ? bit : '_');
    }
}

/* The cells of one row: their labels, then their values. */
static void draw_beside(struct out *out, const struct figure_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out_char(out, '|');
        draw_centred(out, cells[i].label, room_of(&cells[i]));
    }
    out_text(out, "|\n");
    for (size_t i = 0; i < n; i++) {
        out_char(out, '|');
        if (cells[i].bits <= BITS_MOST)
            draw_bits(out, &cells[i]);
        else
            draw_centred(out, cells[i].text, room_of(&cells[i]));
    }
    out_text(out, "|\n");
}

static void draw_line(struct out *out, char edge, const char *text)
{
    out_char(out, edge);
    draw_centred(out, text, LINE - 2);
    out_char(out, edge);
    out_char(out, '\n');
}

/* A cell as wide as the drawing: label and value on a line, or on two if they do not fit on one. */
static void draw_alone(struct out *out, const struct figure_cell *cell)
{
    const char edge = cell->varies ? '/' : '|';
    char both[FIGURE_TEXT + 32];
    const bool empty = cell->text[0] == '\0';

    snprintf(both, sizeof both, "%s%s%s", cell->label, empty ? "" : " ", cell->text);
    if (text_columns(both) <= LINE - 2) {
        draw_line(out, edge, both);
    } else {
        draw_line(out, edge, cell->label);
        draw_line(out, edge, cell->text);
    }

    for (unsigned i = 1; i < cell->rows; i++)
        draw_line(out, edge, "");
}

void figure_draw(const struct figure *figure, struct out *out)
{
    draw_numbers(out);
    for (size_t i = 0; i < figure->n;) {
        size_t n = 1;
        while (i + n < figure->n && figure->cells[i + n].row == figure->cells[i].row)
            n++;
        draw_border(out);
        if (n > 1)
            draw_beside(out, figure->cells + i, n);
        else
            draw_alone(out, &figure->cells[i]);
        i += n;
    }
    draw_border(out);
}
