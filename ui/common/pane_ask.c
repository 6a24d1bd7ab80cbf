#include "ui/common/pane_ask.h"

#include "base/text.h"
#include "ui/kit/paragraph.h"

#include <stdio.h>

enum { ASK_YES = 1, ASK_NO, ASK_NEITHER };

static const struct binding ask_keys[] = {
    { "y", ASK_YES, "yes", "do it" },
    { "n Esc", ASK_NO, "no", "do nothing" },
    { "Enter", ASK_NEITHER, NULL, "nothing: the answer is y or n" },
    { NULL, 0, NULL, NULL },
};

struct ask {
    char question[256];
    int action;
};

static void ask_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct ask *ask = pane->state;
    (void)ctx;
    snprintf(ask->question, sizeof ask->question, "%s", arg->text);
    ask->action = (int)arg->number;
}

static struct effects ask_act(struct pane *pane, const struct ctx *ctx, int action)
{
    const struct ask *ask = pane->state;
    struct effect yes = { .kind = EFF_YES };
    (void)ctx;
    yes.u.action = ask->action;
    if (action == ASK_NEITHER)
        return effects_one(effect_text(EFF_MESSAGE, "Press y or n."));
    return action == ASK_YES ? effects_one(yes) : effects_kind(EFF_POP);
}

static struct effects ask_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    bool meant = event->kind == EV_KEY || event->kind == EV_PASTE;
    return meant ? ask_act(pane, ctx, ASK_NEITHER) : effects_none();
}

static const struct binding *ask_only(const struct pane *pane, const struct ctx *ctx)
{
    (void)pane;
    (void)ctx;
    return ask_keys;
}

/* A box in the middle, as wide as the question wants to be. */
static struct rect box_part(struct rect area, const char *question)
{
    int columns = area.columns > 68 ? 64 : area.columns - 4, inner = columns - 4;
    int rows = 5 + ((int)text_columns(question) + inner / 8) / inner; /* words break before the end */
    if (rows > area.rows)
        rows = area.rows;
    return (struct rect){ area.row + (area.rows - rows) / 2, area.column + (area.columns - columns) / 2, rows,
                          columns };
}

static void ask_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct ask *ask = pane->state;
    struct rect box = box_part(ctx->area, ask->question);
    struct rect inner = { box.row + 1, box.column + 2, box.rows - 3, box.columns - 4 };
    int column = inner.column, last = box.row + box.rows - 2;

    screen_wipe(screen, box, ROLE_TEXT);
    screen_box(screen, box, ROLE_FAINT);
    (void)paragraph_draw(screen, inner, ROLE_TEXT, ask->question);
    column += screen_text(screen, last, column, inner.columns, ROLE_KEY, "y");
    column += screen_text(screen, last, column, inner.columns - 1, ROLE_FAINT, " yes   ");
    column += screen_text(screen, last, column, inner.columns - 8, ROLE_KEY, "n");
    screen_text(screen, last, column, inner.columns - 9, ROLE_FAINT, " no");
    screen->cursor_row = -1; /* nothing is typed while it asks */
}

const struct pane_ops pane_ask = {
    .name = "Question",
    .over = true,
    .keys = ask_keys,
    .state_size = sizeof(struct ask),
    .open = ask_open,
    .act = ask_act,
    .event = ask_event,
    .only = ask_only,
    .draw = ask_draw,
};
