#include "ui/lab/pane_names.h"

#include "registry/key.h"
#include "registry/tile.h"
#include "ui/kit/field.h"
#include "ui/kit/list_draw.h"
#include "ui/kit/list_mouse.h"
#include "ui/lab/message_names.h"
#include "ui/lab/pane_value.h"
#include "ui/rows/row_draw.h"

#include <inttypes.h>
#include <stdio.h>

enum { NAMES_TAKE = 1, NAMES_CLOSE };

static const struct binding names_keys[] = {
    { "Up ^P", LIST_UP, "choose", "to the row above" },
    { "Down ^N", LIST_DOWN, "choose", "to the row below" },
    { "PgUp", LIST_PAGE_UP, NULL, "a page up" },
    { "PgDn", LIST_PAGE_DOWN, NULL, "a page down" },
    { "Enter", NAMES_TAKE, "take", "put the row's code into the field; of a range its first" },
    { "Esc ^C", NAMES_CLOSE, "back", "back, and leave the field as it is" },
    { NULL, 0, NULL, NULL },
};

struct names {
    const struct value_asked *asked;
    struct line typed;
    struct list list;
};

/* The rows whose codes the field can hold: they come first. */
static void find_rows(const struct names *names, const struct ctx *ctx, struct rows *rows)
{
    const struct message_names codes = message_names_of(ctx);
    const struct table *table = message_table(&codes, names->asked->registry);
    size_t n = 0;

    if (!table)
        return;

    rows_of(table, rows);
    while (n < rows->n && rows->at[n].numeric && rows->at[n].low >> names->asked->width == 0)
        n++;
    rows->n = n;
}

static int list_rows(const struct ctx *ctx)
{
    return ctx->area.rows - 2;
}

/* The row with the code is chosen. */
static void choose(struct names *names, const struct rows *rows, uint64_t code)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i].low <= code && code <= rows->at[i].high) {
            list_choose(&names->list, (int)i);
            return;
        }
}

static void jump(struct names *names, const struct ctx *ctx, const struct rows *rows)
{
    const struct message_names codes = message_names_of(ctx);
    const struct table *table = message_table(&codes, names->asked->registry);
    struct rows found = { 0 };
    if (names->typed.len > 0 && table && key_find(table, names->typed.text, &found) == KEY_FOUND &&
        found.at[0].numeric)
        choose(names, rows, found.at[0].low);
    rows_free(&found);
}

static void names_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct names *names = pane->state;
    struct rows rows = { 0 };
    names->asked = arg->data;
    find_rows(names, ctx, &rows);
    list_set(&names->list, (int)rows.n, list_rows(ctx));
    choose(names, &rows, names->asked->now);
    rows_free(&rows);
}

static struct effects take(const struct names *names, const struct rows *rows)
{
    if (names->list.chosen >= (int)rows->n)
        return effects_one(effect_text(EFF_MESSAGE, "The edition in force has no such registry."));
    return effects_one(effect_text(EFF_GIVE, "value %" PRIu64, rows->at[names->list.chosen].low));
}

static struct effects act_on(struct names *names, const struct rows *rows, int action)
{
    if (list_act(&names->list, action))
        return effects_none();

    switch (action) {
    case NAMES_TAKE:
        return take(names, rows);
    default:
        return effects_kind(EFF_POP);
    }
}

static struct effects names_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct names *names = pane->state;
    struct rows rows = { 0 };
    find_rows(names, ctx, &rows);
    list_set(&names->list, (int)rows.n, list_rows(ctx));
    struct effects effects = act_on(names, &rows, action);
    rows_free(&rows);
    return effects;
}

static struct effects names_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct names *names = pane->state;
    struct rows rows = { 0 };
    bool typed = false, taken = false;

    find_rows(names, ctx, &rows);
    list_set(&names->list, (int)rows.n, list_rows(ctx));
    if (event->kind == EV_KEY)
        typed = line_key(ctx->editor, &names->typed, &event->u.key);
    else if (event->kind == EV_PASTE)
        typed = line_insert(&names->typed, event->u.paste.octets, event->u.paste.len);
    else if (event->kind == EV_MOUSE)
        taken = list_mouse(&names->list, ctx->area.row + 2, &event->u.mouse);

    if (typed && rows.n > 0)
        jump(names, ctx, &rows);
    rows_free(&rows);
    return taken ? names_act(pane, ctx, NAMES_TAKE) : effects_none();
}

static bool names_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

static void names_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct names *names = pane->state;
    const struct row_look look = { .policy = true, .model = ctx->model };
    const struct rect area = ctx->area;
    struct list list = names->list;
    struct rows rows = { 0 };
    char right[64];

    find_rows(names, ctx, &rows);
    list_set(&list, (int)rows.n, list_rows(ctx));
    int used = screen_format(screen, area.row, area.column + 1, area.columns - 2, ROLE_FAINT,
                             "%s = ", names->asked->name);
    field_draw(screen, area.row, area.column + 1 + used, 20, &names->typed, true);
    (void)screen_text(screen, area.row, area.column + used + 23, area.columns - used - 24, ROLE_FAINT,
                      "a number or a name, or choose a row");
    snprintf(right, sizeof right, "now %" PRIu64, names->asked->now);
    screen_rule(screen, area.row + 1, area.column, area.columns, "values", right);
    for (int i = 0; i + 2 < area.rows && list.top + i < list.n; i++) {
        const int n = list.top + i;
        const struct rect at = { area.row + 2 + i, area.column, 1, area.columns };
        row_draw(screen, at.row, at.column + 1, at.columns - 2, &rows.at[n], &look);
        if (n == list.chosen)
            list_draw_focus(screen, at, true);
    }
    rows_free(&rows);
}

const struct pane_ops pane_names = {
    .name = "Values",
    .keys = names_keys,
    .state_size = sizeof(struct names),
    .open = names_open,
    .act = names_act,
    .event = names_event,
    .typing = names_typing,
    .draw = names_draw,
};
