#include "ui/cli/print.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE_TERMINAL = 120, LEAST_COLUMNS = 8, CELL_OCTETS = 2048 };

static const char *const sequences[] = {
    [PAINT_PLAIN] = "",        [PAINT_HEAD] = "\033[1m",     [PAINT_NAME] = "\033[1m",
    [PAINT_FREE] = "\033[32m", [PAINT_PRIVATE] = "\033[36m", [PAINT_CLOSED] = "\033[35m",
    [PAINT_OLD] = "\033[33m",  [PAINT_FAINT] = "\033[2m",    [PAINT_MINE] = "\033[1;36m",
};

struct print print_begin(const struct column *columns, size_t n_columns)
{
    return (struct print){ .columns = columns, .n_columns = n_columns };
}

void print_cell(struct print *print, enum paint paint, const char *text)
{
    size_t size;

    print->cells = array_grow(print->cells, &print->capacity, print->n + 1, sizeof *print->cells);
    struct cell *cell = &print->cells[print->n++];
    cell->paint = paint;
    if (!text)
        return;

    size = text_safe(NULL, 0, text, strlen(text)) + 1; /* in a pipe nothing is clipped */
    char *safe = arena_take(&print->arena, size);
    (void)text_safe(safe, size, text, strlen(text));
    cell->text = safe;
}

static void put_painted(const struct verb_context *context, enum paint paint, const char *text)
{
    bool painted = context->color && sequences[paint][0];
    if (painted)
        out_text(context->out, sequences[paint]);
    out_text(context->out, text);
    if (painted)
        out_text(context->out, "\033[0m");
}

void print_text(const struct verb_context *context, enum paint paint, const char *text)
{
    char safe[CELL_OCTETS];
    (void)text_safe(safe, sizeof safe, text, strlen(text));
    put_painted(context, paint, safe);
}

static void print_piped(const struct print *print, const struct verb_context *context)
{
    for (size_t i = 0; i < print->n; i++) {
        if (print->cells[i].text)
            put_painted(context, print->cells[i].paint, print->cells[i].text);
        out_char(context->out, (i + 1) % print->n_columns == 0 ? '\n' : '\t');
    }
}

/* Takes columns from the widest of the texts until the line fits, or each has come down to LEAST_COLUMNS. */
static void shrink(const struct print *print, size_t used, size_t room, size_t widths[])
{
    while (used > room) {
        size_t widest = print->n_columns;
        for (size_t c = 0; c < print->n_columns; c++)
            if (!print->columns[c].right && widths[c] > LEAST_COLUMNS &&
                (widest == print->n_columns || widths[c] > widths[widest]))
                widest = c;
        if (widest == print->n_columns)
            return;
        widths[widest]--;
        used--;
    }
}

/* Width of each column: the widest text, up to its `most`. */
static void measure(const struct print *print, const struct verb_context *context, size_t widths[])
{
    size_t used = 0;

    for (size_t c = 0; c < print->n_columns; c++) {
        const struct column *column = &print->columns[c];
        size_t width = 0;
        for (size_t i = c; i < print->n; i += print->n_columns) {
            size_t columns = print->cells[i].text ? text_columns(print->cells[i].text) : 0;
            if (columns > width)
                width = columns;
        }
        if (width > 0 && width < strlen(column->head))
            width = strlen(column->head);
        if (column->most && width > column->most)
            width = column->most;
        if (column->only_piped && context->columns < WIDE_TERMINAL)
            width = 0;
        widths[c] = width;
        used += width ? width + 2 : 0;
    }
    shrink(print, used, context->columns + 2, widths);
}

/* One line of cells; `cells` NULL: the heads. */
static void print_line(const struct print *print, const struct verb_context *context, const size_t widths[],
                       const struct cell *cells)
{
    size_t owed = 0; /* blanks before the next text, so that no line ends in blanks */

    for (size_t c = 0; c < print->n_columns; c++) {
        const char *text = cells ? cells[c].text : print->columns[c].head;
        char clipped[CELL_OCTETS];
        size_t columns = 0;
        if (widths[c] == 0)
            continue;
        if (text)
            columns = text_clip(clipped, sizeof clipped, text, widths[c], context->utf8 ? "…" : "~");
        if (columns > 0) {
            out_repeat(context->out, ' ', owed + (print->columns[c].right ? widths[c] - columns : 0));
            put_painted(context, cells ? cells[c].paint : PAINT_HEAD, clipped);
            owed = print->columns[c].right ? 0 : widths[c] - columns;
        } else {
            owed += widths[c];
        }
        owed += 2;
    }
    out_char(context->out, '\n');
}

void print_end(struct print *print, const struct verb_context *context)
{
    if (print->n > 0 && !context->terminal) {
        print_piped(print, context);
    } else if (print->n > 0) {
        size_t *widths = memory_take(print->n_columns * sizeof *widths);
        measure(print, context, widths);
        print_line(print, context, widths, NULL);
        for (size_t i = 0; i < print->n; i += print->n_columns)
            print_line(print, context, widths, &print->cells[i]);
        free(widths);
    }
    free(print->cells);
    arena_free(&print->arena);
}
