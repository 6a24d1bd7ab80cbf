/* The header as RFC 1035 section 4.1.1 and RFC 6895 section 2 draw it: sixteen bits a row. */
#include "ui/lab/lab_pane.h"

#include <stdio.h>
#include <string.h>

enum {
    LEFT = 3,
    BIT_COLUMNS = 3,
    WORD_BITS = 16,
    RIGHT = LEFT + WORD_BITS * BIT_COLUMNS,
    INNER = RIGHT - LEFT - 1
};

enum { ROW_ID = 2, ROW_NAMES = 4, ROW_BITS = 5, ROW_COUNTS = 7, COUNT_COLUMNS = 12 };

enum { FLAG_BIT = 16, COUNT_BIT = 32 };

/* What all parts of the figure need. */
struct figure {
    const struct lab_pane *pane;
    const struct lab_view *view;
    const struct lab_target *target;
    const struct lab_layout *layout;
    struct screen *screen;
};

static int column_of(unsigned bit)
{
    return LEFT + 1 + (int)(bit % WORD_BITS) * BIT_COLUMNS;
}

static bool is_chosen(const struct figure *figure, enum header_field_id field)
{
    return figure->target->field == field;
}

static bool has_focus(const struct figure *figure)
{
    return figure->pane->part == PART_DRAWING;
}

/* ---- lines of the boxes ---- */

/* A line over or under the flags, with a joint at each edge of a field; or a plain one. */
static void draw_edge(const struct figure *figure, int row, enum symbol left, enum symbol joint,
                      enum symbol right)
{
    const int line = figure->layout->drawing.row + row;

    screen_across(figure->screen, line, LEFT, INNER + 1, ROLE_FAINT, SYM_RULE);
    for (enum header_field_id id = HEADER_OPCODE; joint != SYM_RULE && id <= HEADER_RCODE; id++) {
        const struct header_field field = lab_field(figure->view, id);
        if (field.width > 0)
            screen_symbol(figure->screen, line, column_of(header_field_bit(&field)) - 1, ROLE_FAINT, joint);
    }

    screen_symbol(figure->screen, line, LEFT, ROLE_FAINT, left);
    screen_symbol(figure->screen, line, RIGHT, ROLE_FAINT, right);
}

static void draw_sides(const struct figure *figure, int row)
{
    const int line = figure->layout->drawing.row + row;
    screen_symbol(figure->screen, line, LEFT, ROLE_FAINT, SYM_BAR);
    screen_symbol(figure->screen, line, RIGHT, ROLE_FAINT, SYM_BAR);
}

/* ---- bits ---- */

static enum role bit_role(const struct figure *figure, uint32_t bit, bool on)
{
    const struct header *header = &figure->view->message.header;
    const enum header_field_id id = lab_target_at(figure->view, bit).field;
    if (!lab_has(&figure->pane->lab, bit, 1))
        return bit / NIBBLE_BITS < figure->pane->lab.n ? ROLE_ERROR : ROLE_FAINT;
    if (!on || id < HEADER_QR || id > HEADER_RCODE)
        return ROLE_CODE;

    return header_meant(header, &figure->view->message.rules) >> header_fields[id].shift & 1 ? ROLE_CODE
                                                                                             : ROLE_WARNING;
}

/* Is the bit another one in the header that is held? */
static bool is_another(const struct figure *figure, uint32_t bit)
{
    const struct lab_pane *pane = figure->pane;
    const struct header *held = &pane->held;
    const bool there = bit / NIBBLE_BITS < held->nibbles;
    const bool on = held->word[bit / WORD_BITS] >> (WORD_BITS - 1 - bit % WORD_BITS) & 1;
    return pane->holds && (there != lab_has(&pane->lab, bit, 1) || on != (bool)lab_get(&pane->lab, bit, 1));
}

static bool is_another_field(const struct figure *figure, enum header_field_id id)
{
    bool another = false;
    for (uint32_t i = 0; i < header_fields[id].width; i++)
        another = another || is_another(figure, lab_field_bit(id) + i);
    return another;
}

/* The bits of `width` columns' worth, each under its number. */
static void draw_bits(const struct figure *figure, int row, uint32_t first, unsigned width)
{
    const struct lab *lab = &figure->pane->lab;
    const int line = figure->layout->drawing.row + row;

    for (uint32_t bit = first; bit < first + width; bit++) {
        const bool on = lab_get(lab, bit, 1);
        const int column = column_of(bit);
        (void)screen_text(figure->screen, line, column + 1, 1, bit_role(figure, bit, on),
                          !lab_has(lab, bit, 1) ? "_"
                          : on                  ? "1"
                                                : "0");
        if (is_another(figure, bit)) {
            (void)screen_text(figure->screen, line, column, 1, ROLE_NOTE, "*");
            screen_look(figure->screen, (struct rect){ line, column, 1, 2 }, LOOK_FOUND);
        }
        if (bit == lab->bit && has_focus(figure)) {
            (void)screen_text(figure->screen, line, column, 1, ROLE_HEAD, ">");
            screen_look(figure->screen, (struct rect){ line, column, 1, 2 }, LOOK_CHOSEN);
        } else if (bit == lab->bit && lab->bit < HEADER_BITS) {
            screen_look(figure->screen, (struct rect){ line, column + 1, 1, 1 }, LOOK_STRONG);
        }
    }
}

/* A text in the middle of `columns`; a single letter stands over its bit. */
static int centered(const struct figure *figure, int row, int column, int columns, enum role role,
                    const char *text)
{
    const int len = (int)strlen(text), at = column + (columns - len + (len == 1)) / 2;
    return at + screen_text(figure->screen, figure->layout->drawing.row + row, at, len, role, text);
}

/* ---- rows ---- */

static void draw_numbers(const struct figure *figure)
{
    for (unsigned bit = 0; bit < WORD_BITS; bit++)
        (void)screen_format(figure->screen, figure->layout->drawing.row, column_of(bit), 2, ROLE_FAINT, "%2u",
                            bit);
}

/* A field of sixteen bits: what it is called and its value, or its bits while one of them is chosen. */
static void draw_word(const struct figure *figure, int row, enum header_field_id id)
{
    const struct lab *lab = &figure->pane->lab;
    const uint32_t bit = lab_field_bit(id);
    const char *name = header_count_name(&figure->view->message.header, id);
    char text[32];

    draw_sides(figure, row);
    if (is_chosen(figure, id) && has_focus(figure)) {
        draw_bits(figure, row, bit, WORD_BITS);
        return;
    }

    if (!lab_has(lab, bit, WORD_BITS))
        snprintf(text, sizeof text, "%s _", name);
    else
        snprintf(text, sizeof text, id == HEADER_ID ? "%s 0x%04X" : "%s %u", name,
                 (unsigned)lab_get(lab, bit, WORD_BITS));

    (void)centered(figure, row, LEFT + 1, INNER, ROLE_NAME, text);
    if (is_another_field(figure, id))
        (void)screen_text(figure->screen, figure->layout->drawing.row + row, LEFT + 2, 1, ROLE_NOTE, "*");
}

/* The names of the flags and their bits. */
static void draw_flags(const struct figure *figure, int names, int bits)
{
    const uint16_t meant = header_meant(&figure->view->message.header, &figure->view->message.rules);

    draw_sides(figure, names);
    draw_sides(figure, bits);
    for (enum header_field_id id = HEADER_QR; id <= HEADER_RCODE; id++) {
        const struct header_field field = lab_field(figure->view, id);
        const int column = column_of(header_field_bit(&field)), columns = (int)field.width * BIT_COLUMNS - 1;
        const bool idle = !(meant >> field.shift & 1);
        if (field.width == 0)
            continue;
        const int end = centered(figure, names, column, columns, idle ? ROLE_FAINT : ROLE_NAME, field.name);
        if (is_chosen(figure, id))
            screen_look(figure->screen,
                        (struct rect){ figure->layout->drawing.row + names, end - (int)strlen(field.name), 1,
                                       (int)strlen(field.name) },
                        LOOK_STRONG);
        if (id > HEADER_QR) {
            screen_symbol(figure->screen, figure->layout->drawing.row + names, column - 1, ROLE_FAINT,
                          SYM_BAR);
            screen_symbol(figure->screen, figure->layout->drawing.row + bits, column - 1, ROLE_FAINT,
                          SYM_BAR);
        }
    }
    draw_bits(figure, bits, FLAG_BIT, WORD_BITS);
}

/* The four counts in one row. */
static void draw_counts(const struct figure *figure, int row)
{
    enum { WIDE = 100, SHORT = 2 };
    const struct lab *lab = &figure->pane->lab;
    draw_sides(figure, row);
    for (enum header_field_id id = HEADER_QDCOUNT; id <= HEADER_ARCOUNT; id++) {
        const uint32_t bit = lab_field_bit(id);
        const char *name = header_count_name(&figure->view->message.header, id);
        const unsigned value = (unsigned)lab_get(lab, bit, WORD_BITS);
        const int line = figure->layout->drawing.row + row;
        const int column = LEFT + 1 + (int)(id - HEADER_QDCOUNT) * COUNT_COLUMNS;
        char text[32];
        if (lab_has(lab, bit, WORD_BITS))
            snprintf(text, sizeof text, "%.*s %u", value < WIDE ? (int)strlen(name) : SHORT, name, value);
        else
            snprintf(text, sizeof text, "%s _", name);
        (void)screen_text(figure->screen, line, column + 1, COUNT_COLUMNS - 2, ROLE_NAME, text);
        if (is_another_field(figure, id))
            (void)screen_text(figure->screen, line, column, 1, ROLE_NOTE, "*");
        if (!is_chosen(figure, id))
            continue;
        if (has_focus(figure))
            (void)screen_text(figure->screen, line, column, 1, ROLE_HEAD, ">");
        screen_look(figure->screen, (struct rect){ line, column, 1, (int)strlen(text) + 1 },
                    has_focus(figure) ? LOOK_CHOSEN : LOOK_STRONG);
    }
}

void lab_draw_figure(const struct lab_pane *pane, const struct lab_view *view,
                     const struct lab_target *target, const struct lab_layout *layout, struct screen *screen)
{
    const struct figure figure = { pane, view, target, layout, screen };
    int row = ROW_COUNTS;

    draw_numbers(&figure);
    if (!layout->boxes) {
        draw_flags(&figure, 1, 2);
        return;
    }

    draw_edge(&figure, ROW_ID - 1, SYM_UL, SYM_RULE, SYM_UR);
    draw_word(&figure, ROW_ID, HEADER_ID);
    draw_edge(&figure, ROW_NAMES - 1, SYM_TEE_R, SYM_TEE_D, SYM_TEE_L);
    draw_flags(&figure, ROW_NAMES, ROW_BITS);
    draw_edge(&figure, ROW_COUNTS - 1, SYM_TEE_R, SYM_TEE_U, SYM_TEE_L);
    if (!layout->tall)
        draw_counts(&figure, row);
    for (enum header_field_id id = HEADER_QDCOUNT; layout->tall && id <= HEADER_ARCOUNT; id++) {
        if (id > HEADER_QDCOUNT)
            draw_edge(&figure, ++row, SYM_TEE_R, SYM_RULE, SYM_TEE_L), row++;
        draw_word(&figure, row, id);
    }
    draw_edge(&figure, row + 1, SYM_LL, SYM_RULE, SYM_LR);
}

uint32_t lab_figure_bit(const struct lab_layout *layout, int row, int column)
{
    const int line = row - layout->drawing.row;
    const int place = (column - LEFT - 1) / BIT_COLUMNS;
    uint32_t word = HEADER_WORDS;

    if (layout->drawing.rows == 0 || line < 1 || line >= layout->drawing.rows || column <= LEFT ||
        column >= RIGHT)
        return HEADER_BITS;

    if (!layout->boxes || line == ROW_NAMES || line == ROW_BITS)
        word = 1;
    else if (line == ROW_ID)
        word = 0;
    else if (line >= ROW_COUNTS && layout->tall && (line - ROW_COUNTS) % 2 == 0)
        word = 2 + (uint32_t)(line - ROW_COUNTS) / 2;
    else if (line == ROW_COUNTS && !layout->tall)
        return lab_field_bit((enum header_field_id)(HEADER_QDCOUNT + (column - LEFT - 1) / COUNT_COLUMNS)) +
               WORD_BITS - 1;

    return word < HEADER_WORDS ? word * WORD_BITS + (uint32_t)place : HEADER_BITS;
}

bool lab_shows_bits(const struct lab_layout *layout, uint32_t bit)
{
    if (!layout->boxes)
        return FLAG_BIT <= bit && bit < COUNT_BIT;
    return layout->tall || bit < COUNT_BIT;
}
