#include "ui/lab/pane_lab.h"

#include "ui/lab/lab_act.h"

static const struct binding lab_keys[] = {
    { "space", KEY_FLIP, "flip", "turn the bit over" },
    { "+", KEY_UP, "step", "the field's next value" },
    { "-", KEY_DOWN, "step", "the field's value before" },
    { "=", KEY_VALUE, "value", "type the field's value: a number or a name" },
    { "o", KEY_PICK, "pick", "choose the field's value in its registry" },
    { "i", KEY_HEX, "hex", "type hex digits where the cursor is" },
    { "p", KEY_PASTE, "paste", "paste a message in any form" },
    { "y", KEY_COPY, "copy", "copy the message in another form" },
    { "u ^U", KEY_UNDO, "undo", "take back the last change of the octets" },
    { "P", KEY_PRESET, NULL, "a message to begin with, from a list" },
    { "C", KEY_COMPARE, NULL, "hold this header and mark what differs; let go" },
    { "f", KEY_FIGURE, NULL, "the chosen record as the RFCs draw it" },
    { "O", KEY_CAPTURE, NULL, "the messages of a capture; asks for its path first" },
    { "n", KEY_NEXT, NULL, "the capture's next message" },
    { "N", KEY_BEFORE, NULL, "the capture's message before" },
    { "Tab", KEY_PART, "part", "to the next part: figure, message, findings" },
    { "Shift-Tab", KEY_PART_BACK, NULL, "to the part before" },
    { "^R", KEY_REDO, NULL, "do the last change again that was taken back" },
    { "U", KEY_UNDO_ALL, NULL, "take back everything" },
    { "Left h", KEY_LEFT, NULL, "a bit or hex digit back; close the record" },
    { "Right l", KEY_RIGHT, NULL, "a bit or hex digit on; open the record" },
    { "Up k", KEY_ROW_UP, NULL, "to the row above" },
    { "Down j", KEY_ROW_DOWN, NULL, "to the row below" },
    { "b Alt-b", KEY_FIELD_BACK, NULL, "to the field before" },
    { "w Alt-f", KEY_FIELD_ON, NULL, "to the next field" },
    { "<", KEY_OCTET_BACK, NULL, "an octet back" },
    { ">", KEY_OCTET_ON, NULL, "an octet on" },
    { "PgUp ^B", KEY_PAGE_UP, NULL, "a page up; in figure and hex 16 bits back" },
    { "PgDn ^F", KEY_PAGE_DOWN, NULL, "a page down; in figure and hex 16 bits on" },
    { "Home g", KEY_HOME, NULL, "to the first" },
    { "End G", KEY_END, NULL, "to the last" },
    { "Enter", KEY_ENTER, NULL, "open or close a record; go to a finding" },
    { "Backspace", KEY_RUB, NULL, "hex: take out the digit before the cursor" },
    { "Del", KEY_DELETE, NULL, "hex: take out the digit under the cursor" },
    { "Ins", KEY_INSERT, NULL, "hex: digits go between the others, or over" },
    { "Esc", KEY_LEAVE, "back", "from the hex to the figure, then to Browse" },
    { NULL, 0, NULL, NULL },
};

/* ---- one action, one function ---- */

static struct effects (*const acts[])(struct doing *doing) = {
    [KEY_FLIP] = lab_flip,
    [KEY_UP] = lab_step,
    [KEY_DOWN] = lab_step,
    [KEY_VALUE] = lab_ask_value,
    [KEY_PICK] = lab_ask_value,
    [KEY_HEX] = lab_go_hex,
    [KEY_PASTE] = lab_ask_paste,
    [KEY_COPY] = lab_ask_copy,
    [KEY_PRESET] = lab_ask_preset,
    [KEY_COMPARE] = lab_compare,
    [KEY_FIGURE] = lab_show_figure,
    [KEY_CAPTURE] = lab_ask_capture,
    [KEY_NEXT] = lab_step_capture,
    [KEY_BEFORE] = lab_step_capture,
    [KEY_UNDO] = lab_take_back,
    [KEY_REDO] = lab_take_back,
    [KEY_UNDO_ALL] = lab_take_back,
    [KEY_LEFT] = lab_go_side,
    [KEY_RIGHT] = lab_go_side,
    [KEY_ROW_UP] = lab_go,
    [KEY_ROW_DOWN] = lab_go,
    [KEY_FIELD_BACK] = lab_go,
    [KEY_FIELD_ON] = lab_go,
    [KEY_OCTET_BACK] = lab_go,
    [KEY_OCTET_ON] = lab_go,
    [KEY_PAGE_UP] = lab_go,
    [KEY_PAGE_DOWN] = lab_go,
    [KEY_HOME] = lab_go,
    [KEY_END] = lab_go,
    [KEY_ENTER] = lab_open_line,
    [KEY_RUB] = lab_rub,
    [KEY_DELETE] = lab_rub,
    [KEY_INSERT] = lab_rub,
    [KEY_PART] = lab_go_part,
    [KEY_PART_BACK] = lab_go_part,
    [KEY_LEAVE] = lab_leave,
};

/* The lists as the octets have them now. */
static void fit_lab(struct lab_pane *pane, const struct ctx *ctx)
{
    struct lab_view *view = lab_view_new(&pane->lab, ctx, pane->open);
    if (view->open == UINT32_MAX)
        pane->open = 0;
    pane->lines.n = (int)view->n_lines; /* where things are hangs on how many there are */
    struct lab_layout layout = lab_layout(pane, ctx->area);
    lab_fit_lists(pane, view, &layout);
    lab_view_free(view);
}

static struct effects lab_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct lab_pane *lab = pane->state;
    struct lab_view *view = lab_view_new(&lab->lab, ctx, lab->open);
    struct doing doing = { lab, ctx, view, lab_layout(lab, ctx->area), lab_chosen(lab, view), action };
    struct effects effects = effects_none();

    if (action > 0 && (size_t)action < sizeof acts / sizeof *acts && acts[action])
        effects = acts[action](&doing);
    lab_view_free(view);
    fit_lab(lab, ctx);
    return effects;
}

/* ---- what comes from outside ---- */

static struct effects answered(struct lab_pane *pane, const struct ctx *ctx, const char *text)
{
    struct lab_view *view = lab_view_new(&pane->lab, ctx, pane->open);
    struct doing doing = { .pane = pane, .ctx = ctx, .view = view, .target = lab_chosen(pane, view) };
    const struct effects effects = lab_answered(&doing, text);
    lab_view_free(view);
    return effects;
}

static struct effects on_key(struct lab_pane *pane, const struct key *key)
{
    if (pane->part != PART_HEX || !key_is_text(key) ||
        key->cp == ' ') /* blanks between digits are only seen */
        return effects_none();
    if (!lab_type(&pane->lab, key->cp))
        return effects_one(effect_text(EFF_PROBLEM, "A message has 65,535 octets at most."));
    pane->form = NULL;
    return effects_none();
}

static struct effects lab_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct lab_pane *lab = pane->state;
    struct effects effects = effects_none();
    bool hit = false;

    if (event->kind == EV_KEY)
        effects = on_key(lab, &event->u.key);
    else if (event->kind == EV_PASTE)
        effects = lab_take_paste(lab, &event->u.paste);
    else if (event->kind == EV_MOUSE)
        hit = lab_mouse(lab, ctx, &event->u.mouse);
    else if (event->kind == EV_ANSWER && event->u.answer.text)
        effects = answered(lab, ctx, event->u.answer.text);

    fit_lab(lab, ctx);
    if (hit && event->u.mouse.kind == MOUSE_DOUBLE)
        return lab_act(pane, ctx, lab->part == PART_DRAWING ? KEY_FLIP : KEY_ENTER);
    return effects;
}

/* An empty lab waits for digits. */
static void lab_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct lab_pane *lab = pane->state;
    if (arg && arg->number > 0)
        lab_take_captured(lab, ctx, (size_t)arg->number);
    if (lab->lab.n == 0)
        lab->part = PART_HEX;
    fit_lab(lab, ctx);
}

static bool lab_typing(const struct pane *pane)
{
    const struct lab_pane *lab = pane->state;
    return lab->part == PART_HEX;
}

const struct pane_ops pane_lab = {
    .name = "Header",
    .number = 3,
    .keys = lab_keys,
    .state_size = sizeof(struct lab_pane),
    .open = lab_open,
    .act = lab_act,
    .event = lab_event,
    .typing = lab_typing,
    .draw = lab_draw,
};
