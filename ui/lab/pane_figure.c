#include "ui/lab/pane_figure.h"

#include "base/text.h"
#include "dns/copy/figure.h"
#include "ui/kit/paragraph.h"
#include "ui/lab/lab_pane.h"

#include <stdio.h>

enum { CELL_BACK = 1, CELL_ON, CELL_FIRST, CELL_LAST, FIGURE_CLOSE };

static const struct binding figure_keys[] = {
    { "Up k Left h", CELL_BACK, "cell", "to the cell before" },
    { "Down j Right l", CELL_ON, "cell", "to the next cell" },
    { "Home g", CELL_FIRST, NULL, "to the first cell" },
    { "End G", CELL_LAST, NULL, "to the last cell" },
    { "Esc f", FIGURE_CLOSE, "back", "back to the message" },
    { NULL, 0, NULL, NULL },
};

struct figure_pane {
    const struct lab_pane *lab;
    size_t offset; /* of the record */
    unsigned cell;
};

enum {
    HEX_ROWS = 3,
    LEFT = 3,
    BIT_COLUMNS = 3,
    RIGHT = LEFT + FIGURE_COLUMNS * BIT_COLUMNS,
    WORDS_COLUMN = RIGHT + 3,
    WORDS_LEAST_COLUMNS = 76,
    NARROW_BITS = 4, /* a cell of fewer has its value below its name */
    ROWS_MOST = FIGURE_CELLS + 1,
};

/* The record's figure; its offset is known to be a record's. */
static struct lab_view *read_figure(const struct figure_pane *pane, const struct ctx *ctx,
                                    struct figure *figure)
{
    struct lab_view *view = lab_view_new(&pane->lab->lab, ctx, 0);
    const struct dns_message *message = &view->message;
    size_t i = 0;
    while (i + 1 < message->n_records && message->records[i].offset != pane->offset)
        i++;
    figure_record(message, &message->records[i], &view->names, figure);
    return view;
}

static void figure_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct figure_pane *figure = pane->state;
    (void)ctx;
    figure->lab = arg->data;
    figure->offset = (size_t)arg->number;
}

static struct effects figure_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct figure_pane *state = pane->state;
    struct figure figure;

    lab_view_free(read_figure(state, ctx, &figure));
    if (action == FIGURE_CLOSE)
        return effects_kind(EFF_POP);
    if (action == CELL_FIRST || (action == CELL_BACK && state->cell == 0))
        state->cell = 0;
    else if (action == CELL_LAST || state->cell + (action == CELL_ON) >= figure.n)
        state->cell = (unsigned)figure.n - 1;
    else
        state->cell += action == CELL_ON ? 1U : -1U;

    return effects_none();
}

/* ---- drawing ---- */

struct drawing {
    const struct figure *figure;
    const struct figure_pane *pane;
    struct rect area;     /* of the figure alone */
    int lines[ROWS_MOST]; /* the line over each row, from the figure's first */
    int from;             /* the first line in sight */
    struct screen *screen;
};

/* The cell with a column of a row; NULL: the row ends before it. */
static const struct figure_cell *cell_at(const struct figure *figure, unsigned row, unsigned column)
{
    for (size_t i = 0; i < figure->n; i++) {
        const struct figure_cell *cell = &figure->cells[i];
        if (cell->row <= row && row < cell->row + cell->rows && cell->from <= column && column <= cell->to)
            return cell;
    }
    return NULL;
}

/* Where a line of the figure is on the screen; -1: out of sight. */
static int line_at(const struct drawing *drawing, int line)
{
    const int at = line - drawing->from;
    return at >= 0 && at < drawing->area.rows ? drawing->area.row + at : -1;
}

static void lay_rows(struct drawing *drawing)
{
    const struct figure *figure = drawing->figure;
    int line = 1, chosen;

    for (unsigned row = 0; row < figure->rows; row++) {
        bool narrow = false;
        drawing->lines[row] = line;
        for (size_t i = 0; i < figure->n; i++)
            narrow = narrow || (figure->cells[i].row == row &&
                                figure->cells[i].to - figure->cells[i].from + 1 < NARROW_BITS);
        line += narrow ? 3 : 2;
    }

    drawing->lines[figure->rows] = line;
    chosen = drawing->lines[figure->cells[drawing->pane->cell].row];
    if (line + 1 > drawing->area.rows && chosen + 3 > drawing->area.rows)
        drawing->from = chosen + 3 - drawing->area.rows;
}

static bool begins_cell(const struct figure *figure, unsigned row, unsigned column)
{
    const struct figure_cell *cell = row < figure->rows ? cell_at(figure, row, column) : NULL;
    return cell && cell->from == column;
}

/* The line over a row, or under the last: nothing inside of a cell of two rows. */
static void draw_edge(const struct drawing *drawing, unsigned row)
{
    const struct figure *figure = drawing->figure;
    const int line = line_at(drawing, drawing->lines[row]);
    if (line < 0)
        return;

    for (unsigned column = 0; column < FIGURE_COLUMNS; column++) {
        const struct figure_cell *over = row > 0 ? cell_at(figure, row - 1, column) : NULL;
        const struct figure_cell *under = row < figure->rows ? cell_at(figure, row, column) : NULL;
        const int at = LEFT + (int)column * BIT_COLUMNS;
        const bool up = row > 0 && column > 0 && begins_cell(figure, row - 1, column);
        const bool down = column > 0 && begins_cell(figure, row, column);
        if (over != under)
            screen_across(drawing->screen, line, at + 1, BIT_COLUMNS, ROLE_FAINT, SYM_RULE);
        if (over != under && column > 0)
            screen_symbol(drawing->screen, line, at, ROLE_FAINT,
                          up && down ? SYM_CROSS
                          : up       ? SYM_TEE_U
                          : down     ? SYM_TEE_D
                                     : SYM_RULE);
    }

    screen_symbol(drawing->screen, line, LEFT, ROLE_FAINT,
                  row == 0              ? SYM_UL
                  : row == figure->rows ? SYM_LL
                                        : SYM_TEE_R);
    screen_symbol(drawing->screen, line, RIGHT, ROLE_FAINT,
                  row == 0              ? SYM_UR
                  : row == figure->rows ? SYM_LR
                                        : SYM_TEE_L);
    if (row > 0 && row < figure->rows && cell_at(figure, row - 1, 0) == cell_at(figure, row, 0)) {
        screen_symbol(drawing->screen, line, LEFT, ROLE_FAINT, SYM_BAR);
        screen_symbol(drawing->screen, line, RIGHT, ROLE_FAINT, SYM_BAR);
    }
}

static void centered(const struct drawing *drawing, int line, int column, int columns, enum role role,
                     const char *text)
{
    const int len = (int)text_columns(text), room = columns - len > 0 ? columns - len : 0;
    const bool bit = columns < BIT_COLUMNS;
    const int before = room < 2 && !bit ? 1 : (room + bit) / 2; /* after the mark; one digit under its bit */
    (void)screen_text(drawing->screen, line, column + before, columns - before, role, text);
}

static void draw_cell(const struct drawing *drawing, size_t i)
{
    const struct figure_cell *cell = &drawing->figure->cells[i];
    const int column = LEFT + 1 + (int)cell->from * BIT_COLUMNS;
    const int columns = (int)(cell->to - cell->from + 1) * BIT_COLUMNS - 1;
    const int first = drawing->lines[cell->row] + 1, height = drawing->lines[cell->row + cell->rows] - first;
    const bool chosen = i == drawing->pane->cell, apart = height == 2 && cell->rows == 1;
    char text[FIGURE_TEXT + 64], value[16];

    snprintf(value, sizeof value, "%lu", (unsigned long)cell->value);
    snprintf(text, sizeof text, "%s%s%s", cell->label, apart ? "" : "  ", apart ? "" : cell->text);
    for (int k = 0; k < height; k++) {
        const int line = line_at(drawing, first + k);
        if (line < 0)
            continue;
        screen_symbol(drawing->screen, line, column - 1, ROLE_FAINT, SYM_BAR);
        screen_symbol(drawing->screen, line, column + columns, ROLE_FAINT, SYM_BAR);
        if (k == (apart ? 0 : height / 2))
            centered(drawing, line, column, columns, ROLE_NAME, text);
        else if (apart)
            centered(drawing, line, column, columns, ROLE_CODE, value);
        if (chosen) {
            if (columns > BIT_COLUMNS && k == (apart ? 0 : height / 2))
                (void)screen_text(drawing->screen, line, column, 1, ROLE_HEAD, ">");
            screen_look(drawing->screen, (struct rect){ line, column, 1, columns }, LOOK_CHOSEN);
        }
    }
}

static void draw_figure(const struct drawing *drawing)
{
    const int numbers = line_at(drawing, 0);

    for (int bit = 0; numbers >= 0 && bit < FIGURE_COLUMNS; bit++)
        (void)screen_format(drawing->screen, numbers, LEFT + 1 + bit * BIT_COLUMNS, 2, ROLE_FAINT, "%2d",
                            bit);

    for (size_t i = 0; i < drawing->figure->n; i++)
        draw_cell(drawing, i);
    for (unsigned row = 0; row <= drawing->figure->rows; row++)
        draw_edge(drawing, row);
}

/* "TYPE  octets 36-37" */
static void say_head(const struct figure_cell *cell, char text[96])
{
    const size_t last = cell->offset + (cell->bit + (cell->bits ? cell->bits : 1) - 1) / 8;
    if (cell->bits == 0)
        snprintf(text, 96, "%s  no octets", cell->label);
    else if (cell->bits < 8)
        snprintf(text, 96, "%s  octet %zu, bit %u", cell->label, cell->offset, cell->bit);
    else if (last == cell->offset)
        snprintf(text, 96, "%s  octet %zu", cell->label, cell->offset);
    else
        snprintf(text, 96, "%s  octets %zu-%zu", cell->label, cell->offset, last);
}

/* Beside the figure all of the value is shown that there are rows for: in its cell it may be cut. */
static void draw_words(const struct figure *figure, const struct figure_cell *cell, struct rect at,
                       bool beside, struct screen *screen)
{
    enum { BELOW_ROWS = 3 }; /* the section, and where it is drawn */

    char head[96];
    int used;
    say_head(cell, head);
    if (!beside) {
        used = screen_text(screen, at.row, at.column, at.columns, ROLE_HEAD, head) + 2;
        (void)screen_text(screen, at.row, at.column + used, at.columns - used, ROLE_NAME, cell->text);
        return;
    }
    (void)screen_text(screen, at.row, at.column, at.columns, ROLE_HEAD, head);
    used = 1 + paragraph_draw(screen,
                              (struct rect){ at.row + 1, at.column, at.rows - BELOW_ROWS - 1, at.columns },
                              ROLE_NAME, cell->text);
    (void)screen_text(screen, at.row + used, at.column, at.columns, ROLE_FAINT, cell->section);
    (void)screen_format(screen, at.row + used + 2, at.column, at.columns, ROLE_FAINT, "drawn in %s",
                        figure->section);
}

static void figure_pane_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct figure_pane *state = pane->state;
    const struct rect area = ctx->area;
    const bool beside = area.columns >= WORDS_LEAST_COLUMNS;
    struct figure figure;
    struct lab_view *view = read_figure(state, ctx, &figure);
    const struct figure_cell *cell = &figure.cells[state->cell < figure.n ? state->cell : 0];
    const uint32_t bit = (uint32_t)cell->offset * 8 + cell->bit;
    const struct lab_target target = {
        .field = HEADER_FIELDS,
        .lit = bit / NIBBLE_BITS,
        .lit_nibbles =
            cell->bits ? (bit + (uint32_t)cell->bits - 1) / NIBBLE_BITS - bit / NIBBLE_BITS + 1 : 0,
    };
    struct drawing drawing = { .figure = &figure, .pane = state, .screen = screen };

    drawing.area =
        (struct rect){ area.row + HEX_ROWS, area.column, area.rows - HEX_ROWS - !beside, area.columns };
    lab_draw_hex(state->lab, view, &target, (struct rect){ area.row, area.column, HEX_ROWS, area.columns },
                 screen);
    lay_rows(&drawing);
    if (area.columns > RIGHT)
        draw_figure(&drawing);
    draw_words(&figure, cell,
               beside ? (struct rect){ area.row + HEX_ROWS + 1, WORDS_COLUMN, area.rows - HEX_ROWS - 1,
                                       area.columns - WORDS_COLUMN - 1 }
                      : (struct rect){ area.row + area.rows - 1, area.column + 1, 1, area.columns - 2 },
               beside, screen);
    lab_view_free(view);
}

const struct pane_ops pane_figure = {
    .name = "Figure",
    .keys = figure_keys,
    .state_size = sizeof(struct figure_pane),
    .open = figure_open,
    .act = figure_act,
    .draw = figure_pane_draw,
};
