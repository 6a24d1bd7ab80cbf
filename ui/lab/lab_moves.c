#include "ui/lab/lab_act.h"
#include "ui/lab/pane_figure.h"

static uint32_t last_bit(const struct lab_pane *pane)
{
    if (pane->part == PART_HEX)
        return pane->lab.n * NIBBLE_BITS;
    return HEADER_BITS - 1;
}

struct list *lab_list(struct lab_pane *pane)
{
    return pane->part == PART_MESSAGE ? &pane->lines : pane->part == PART_FINDINGS ? &pane->findings : NULL;
}

static void move_list(struct list *list, int action)
{
    switch (action) {
    case KEY_ROW_UP:
    case KEY_ROW_DOWN:
        list_move(list, action == KEY_ROW_UP ? -1 : 1);
        break;
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        list_page(list, action == KEY_PAGE_UP ? -1 : 1);
        break;
    case KEY_HOME:
        list_home(list);
        break;
    case KEY_END:
        list_end(list);
        break;
    default:
        break;
    }
}

static const struct {
    int action, by;
    enum lab_grain grain, in_hex;
    bool field; /* in the figure a step is a field */
} moves[] = {
    { KEY_LEFT, -1, LAB_BIT, LAB_NIBBLE, false },        { KEY_RIGHT, 1, LAB_BIT, LAB_NIBBLE, false },
    { KEY_ROW_UP, -1, LAB_WORD, LAB_WORD, false },       { KEY_ROW_DOWN, 1, LAB_WORD, LAB_WORD, false },
    { KEY_PAGE_UP, -1, LAB_WORD, LAB_WORD, false },      { KEY_PAGE_DOWN, 1, LAB_WORD, LAB_WORD, false },
    { KEY_FIELD_BACK, -1, LAB_BIT, LAB_OCTET, true },    { KEY_FIELD_ON, 1, LAB_BIT, LAB_OCTET, true },
    { KEY_OCTET_BACK, -1, LAB_OCTET, LAB_OCTET, false }, { KEY_OCTET_ON, 1, LAB_OCTET, LAB_OCTET, false },
    { KEY_HOME, -1, LAB_ALL, LAB_ALL, false },           { KEY_END, 1, LAB_ALL, LAB_ALL, false },
};

/* Where the field before this bit's ends, or the one behind it; the header's first and last stay. */
static uint32_t field_beside(const struct lab_view *view, uint32_t bit, int by)
{
    struct lab_target target = lab_target_at(view, bit);
    if (by < 0 && target.bit > 0)
        target = lab_target_at(view, target.bit - 1);
    else if (by > 0 && target.bit + target.width < HEADER_BITS)
        target = lab_target_at(view, target.bit + target.width);
    return target.bit + target.width - 1;
}

struct effects lab_go(struct doing *doing)
{
    struct lab_pane *pane = doing->pane;
    struct lab *lab = &pane->lab;
    if (lab_list(pane)) {
        move_list(lab_list(pane), doing->action);
        return effects_none();
    }

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        const int by = moves[i].by;
        /* the bits of a count are not drawn where all counts share a row: there a step is a field */
        const bool unseen = moves[i].grain == LAB_BIT && !lab_shows_bits(&doing->layout, lab->bit + (by > 0));
        if (moves[i].action != doing->action)
            continue;
        if (pane->part == PART_HEX) {
            lab_move(lab, moves[i].in_hex, by, last_bit(pane));
        } else if (moves[i].field || unseen) {
            lab->joins = false;
            lab->bit = field_beside(doing->view, lab->bit, by);
        } else {
            lab_move(lab, moves[i].grain, by, last_bit(pane));
        }
    }

    return effects_none();
}

struct effects lab_open_line(struct doing *doing)
{
    struct lab_pane *pane = doing->pane;
    const struct dns_findings *findings = &doing->view->message.findings;

    if (pane->part == PART_MESSAGE && doing->target.line && doing->view->message.n_records > 0) {
        const uint32_t at = (uint32_t)doing->view->message.records[doing->target.line->record].offset;
        const bool shut = doing->action == KEY_LEFT || (doing->action == KEY_ENTER && pane->open == at);
        pane->open = shut ? 0 : at;
        for (size_t i = 0; i < doing->view->n_lines; i++) /* parts above it may go */
            if (doing->view->lines[i].kind == LAB_RECORD && doing->view->lines[i].offset == at)
                pane->lines.chosen = (int)i;
        return effects_none();
    }

    if (pane->part == PART_FINDINGS && pane->findings.chosen < (int)findings->n &&
        doing->action == KEY_ENTER) {
        const size_t offset = findings->at[pane->findings.chosen].offset;
        if (offset == DNS_NOWHERE)
            return effects_one(effect_text(EFF_MESSAGE, "This is about the whole message."));
        pane->part = offset < HEADER_OCTETS ? PART_DRAWING : PART_HEX;
        pane->lab.bit = (uint32_t)offset * 8;
    }

    return effects_none();
}

struct effects lab_go_side(struct doing *doing)
{
    return lab_list(doing->pane) ? lab_open_line(doing) : lab_go(doing);
}

static void to_part(struct lab_pane *pane, const struct lab_target *target, enum lab_part part)
{
    const bool follow = pane->part == PART_MESSAGE && part == PART_HEX;

    pane->lab.joins = false;
    if (follow)
        pane->lab.bit = target->lit * NIBBLE_BITS;
    pane->part = part;
    if (part == PART_DRAWING || part == PART_HEX) {
        if (pane->lab.bit > last_bit(pane))
            pane->lab.bit = last_bit(pane);
    }
}

/* Has the part anything to choose? */
static bool has_lines(const struct lab_view *view, enum lab_part part)
{
    return part == PART_DRAWING || (part == PART_MESSAGE && view->n_lines > 0) ||
           (part == PART_FINDINGS && view->message.findings.n > 0);
}

/* From the hex it leads to the figure: only `i` leads there. */
struct effects lab_go_part(struct doing *doing)
{
    const unsigned by = doing->action == KEY_PART ? 1 : LAB_PARTS - 1;
    unsigned part = doing->pane->part == PART_HEX ? PART_DRAWING : (doing->pane->part + by) % LAB_PARTS;
    while (!has_lines(doing->view, (enum lab_part)part))
        part = (part + by) % LAB_PARTS;
    to_part(doing->pane, &doing->target, (enum lab_part)part);
    return effects_none();
}

struct effects lab_leave(struct doing *doing)
{
    if (doing->pane->part == PART_DRAWING)
        return effects_go(PLACE_BROWSE, &(struct arg){ .number = -2 });
    to_part(doing->pane, &doing->target, PART_DRAWING);
    return effects_none();
}

struct effects lab_go_hex(struct doing *doing)
{
    to_part(doing->pane, &doing->target, PART_HEX);
    return effects_none();
}

struct effects lab_show_figure(struct doing *doing)
{
    const struct lab_line *line = doing->target.line;
    struct arg arg = { .data = doing->pane };
    if (!line || doing->view->message.n_records == 0)
        return effects_one(
            effect_text(EFF_MESSAGE, "Tab leads to the message: choose a record there first."));
    arg.number = (int64_t)doing->view->message.records[line->record].offset;
    return effects_push(&pane_figure, &arg);
}

/* ---- the mouse ---- */

/* False: there is nothing. */
static bool on_click(struct lab_pane *pane, const struct lab_layout *layout, const struct lab_view *view,
                     const struct mouse *mouse)
{
    const struct lab_target target = lab_chosen(pane, view);
    const struct hex_line line = hex_line_of(pane, &target, layout->hex.columns);
    const uint32_t bit = lab_figure_bit(layout, mouse->row, mouse->column);
    const int row = mouse->row - layout->lines.row, found = mouse->row - layout->findings.row;
    bool hit = true;

    pane->lab.joins = false;
    if (bit < HEADER_BITS) {
        pane->part = PART_DRAWING;
        pane->lab.bit = bit;
    } else if (mouse->row == layout->hex.row + 1) {
        hit = false;
        for (uint32_t i = 0; i <= pane->lab.n && !hit; i++)
            if (hex_column(&line, i) == mouse->column) {
                pane->part = PART_HEX;
                pane->lab.bit = i * NIBBLE_BITS;
                hit = true;
            }
    } else if (row >= 0 && row < layout->lines.rows && list_at(&pane->lines, row) >= 0) {
        pane->part = PART_MESSAGE;
        list_choose(&pane->lines, list_at(&pane->lines, row));
    } else if (found >= 0 && found < layout->findings.rows && list_at(&pane->findings, found) >= 0) {
        pane->part = PART_FINDINGS;
        list_choose(&pane->findings, list_at(&pane->findings, found));
    } else {
        hit = false;
    }

    return hit;
}

bool lab_mouse(struct lab_pane *pane, const struct ctx *ctx, const struct mouse *mouse)
{
    const struct lab_layout layout = lab_layout(pane, ctx->area);
    struct lab_view *view = lab_view_new(&pane->lab, ctx, pane->open);
    bool hit = false;

    if (mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN) {
        const int by = mouse->kind == MOUSE_WHEEL_UP ? -3 : 3;
        const bool found = layout.findings.rows > 0 && mouse->row >= layout.findings.row;
        list_scroll(found ? &pane->findings : &pane->lines, by);
    } else {
        hit = on_click(pane, &layout, view, mouse);
    }

    lab_view_free(view);
    return hit;
}
