#include "dns/header/compare.h"
#include "ui/lab/lab_pane.h"

#include <stdio.h>

enum { GROUP = 4, HEADER_GROUPS = HEADER_NIBBLES / GROUP, FIRST_COLUMN = 1 };

struct hex_line hex_line_of(const struct lab_pane *pane, const struct lab_target *target, int columns)
{
    const uint32_t whole = pane->lab.n + pane->lab.n % 2;
    const int fit = columns / (GROUP + 1);
    /* the sign that there is more wants a column */
    const bool full = whole > (uint32_t)fit * GROUP && fit * (GROUP + 1) + FIRST_COLUMN > columns;
    const int groups = fit - full > HEADER_GROUPS ? fit - full - HEADER_GROUPS : 0;
    const uint32_t window = (uint32_t)groups * GROUP;
    struct hex_line line = { HEADER_NIBBLES, window };
    const uint32_t first = pane->part == PART_HEX ? pane->lab.bit / NIBBLE_BITS : target->lit;
    const uint32_t n = pane->lab.n + (pane->part == PART_HEX); /* room for the next digit */
    uint32_t last = first + (pane->part == PART_HEX || !target->lit_nibbles ? 1 : target->lit_nibbles);

    if (n <= HEADER_NIBBLES + window || window == 0 || last <= HEADER_NIBBLES + window)
        return line;

    uint32_t most = (n - window + GROUP - 1) / GROUP * GROUP;
    line.from = first / GROUP * GROUP;
    if (pane->part == PART_HEX && line.from > window / 2) /* what is before the cursor is in sight as well */
        line.from -= window / 2 / GROUP * GROUP;
    if (line.from < HEADER_NIBBLES)
        line.from = HEADER_NIBBLES;
    if (line.from > most)
        line.from = most;

    return line;
}

int hex_column(const struct hex_line *line, uint32_t nibble)
{
    uint32_t at = nibble;
    if (nibble >= HEADER_NIBBLES) {
        if (nibble < line->from || nibble >= line->from + line->window)
            return -1;
        at = nibble - line->from + HEADER_NIBBLES;
    }
    return FIRST_COLUMN + (int)(at / GROUP * (GROUP + 1) + at % GROUP);
}

/* ID, flag, and the first letters of the counts. */
static void draw_names(const struct lab_pane *pane, const struct lab_view *view, const struct hex_line *line,
                       struct rect at, struct screen *screen)
{
    struct header_difference differences[HEADER_FIELDS];
    char right[128], size[64], differs[40] = "";
    int column = 0, room;

    for (enum header_field_id id = HEADER_QDCOUNT; id <= HEADER_ARCOUNT; id++)
        (void)screen_octets(screen, at.row, hex_column(line, lab_field_bit(id) / NIBBLE_BITS), 2, ROLE_HEAD,
                            header_count_name(&view->message.header, id), 2);

    (void)screen_text(screen, at.row, hex_column(line, 0), GROUP, ROLE_HEAD, "ID");
    (void)screen_text(screen, at.row, hex_column(line, GROUP), GROUP, ROLE_HEAD, "flag");
    column = FIRST_COLUMN + HEADER_GROUPS * (GROUP + 1);
    if (line->from > HEADER_NIBBLES)
        column += screen_format(screen, at.row, column, at.columns - column, ROLE_HEAD, "from octet %u",
                                (unsigned)line->from / 2);
    else if (pane->lab.n > HEADER_NIBBLES)
        column += screen_text(screen, at.row, column, at.columns - column, ROLE_HEAD, "message");

    lab_size_say(view, size);
    if (pane->holds) {
        const size_t n = header_differ(&pane->held, &view->message.header, &view->names, &view->message.rules,
                                       differences);
        snprintf(differs, sizeof differs, n == 1 ? "%zu field differs, " : "%zu fields differ, ", n);
    }

    snprintf(right, sizeof right, "%s%s%s%s", differs, size, pane->form ? ", from " : "",
             pane->form ? pane->form : "");
    room = at.columns - column - 2;
    if (room > 8)
        (void)screen_right(screen, at.row, column + 1, room, ROLE_FAINT, right);
}

/* One digit; what is not there, or is none, is an error that waits. */
static void draw_digit(const struct lab *lab, uint32_t nibble, int row, int column, struct screen *screen)
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t cell = nibble < lab->n ? lab->cells[nibble] : 0;

    if (nibble >= lab->n)
        (void)screen_text(screen, row, column, 1, lab->n % 2 && nibble == lab->n ? ROLE_ERROR : ROLE_FAINT,
                          "_");
    else if (cell < 16)
        (void)screen_octets(screen, row, column, 1, ROLE_CODE, &digits[cell], 1);
    else if (cell < 0x7F)
        (void)screen_octets(screen, row, column, 1, ROLE_ERROR, (const char *)&lab->cells[nibble], 1);
    else
        screen_symbol(screen, row, column, ROLE_ERROR, SYM_UNKNOWN);
}

void lab_draw_hex(const struct lab_pane *pane, const struct lab_view *view, const struct lab_target *target,
                  struct rect at, struct screen *screen)
{
    const struct lab *lab = &pane->lab;
    const struct hex_line line = hex_line_of(pane, target, at.columns);
    const uint32_t whole = lab->n + lab->n % 2;
    const uint32_t shown = whole > HEADER_NIBBLES ? whole : HEADER_NIBBLES;
    const uint32_t end = line.from + line.window < shown ? line.from + line.window : shown;
    const uint32_t cursor = lab->bit / NIBBLE_BITS < lab->n ? lab->bit / NIBBLE_BITS : lab->n;

    draw_names(pane, view, &line, at, screen);
    for (uint32_t i = 0; i < end; i = i + 1 == HEADER_NIBBLES ? line.from : i + 1) {
        const int column = hex_column(&line, i);
        const bool lit = target->lit <= i && i < target->lit + target->lit_nibbles;
        if (column < 0)
            break;
        draw_digit(lab, i, at.row + 1, column, screen);
        if (lit)
            screen_look(screen, (struct rect){ at.row + 1, column, 1, 1 }, LOOK_STRONG);
        if (lit)
            (void)screen_text(screen, at.row + 2, column, 1, ROLE_NOTE, "^");
    }

    if (line.from > HEADER_NIBBLES)
        screen_symbol(screen, at.row + 1, hex_column(&line, line.from) - 1, ROLE_FAINT, SYM_MORE);
    if (line.window > 0 && end < shown)
        screen_symbol(screen, at.row + 1, hex_column(&line, end - 1) + 1, ROLE_FAINT, SYM_MORE);
    if (pane->part == PART_HEX && hex_column(&line, cursor) >= 0) {
        const int column = hex_column(&line, cursor);
        screen_look(screen, (struct rect){ at.row + 1, column, 1, 1 }, LOOK_CHOSEN);
        screen_cursor(screen, at.row + 1, column);
        (void)screen_text(screen, at.row + 2, column, 1, ROLE_NOTE, lab->inserts ? "<" : "^");
    }
}
