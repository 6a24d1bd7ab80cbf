#include "ui/common/pane_choose.h"

#include "ui/kit/list_draw.h"
#include "ui/kit/list_mouse.h"
#include "ui/kit/paragraph.h"

#include <stdio.h>

enum { CHOOSE_TAKE = 1, CHOOSE_CLOSE };

static const struct binding choose_keys[] = {
    { "Up k", LIST_UP, "choose", "to the line above" },
    { "Down j", LIST_DOWN, "choose", "to the line below" },
    { "PgUp ^B", LIST_PAGE_UP, NULL, "a page up" },
    { "PgDn ^F space", LIST_PAGE_DOWN, NULL, "a page down" },
    { "Home g", LIST_HOME, NULL, "to the first line" },
    { "End G", LIST_END, NULL, "to the last line" },
    { "Enter", CHOOSE_TAKE, "take", "take the chosen one" },
    { "Esc Left h", CHOOSE_CLOSE, "back", "back, and take none" },
    { NULL, 0, NULL, NULL },
};

struct choosing {
    const struct choices *choices;
    struct list list;
};

struct choose_parts {
    struct rect list, detail;
};

enum { DETAIL_ROWS = 3, DETAIL_LEAST_ROWS = 10 };

static struct choose_parts layout(struct rect area)
{
    const int detail = area.rows >= DETAIL_LEAST_ROWS ? DETAIL_ROWS : 0;
    const int rows = area.rows - 1 - (detail ? detail + 1 : 0);
    return (
        struct choose_parts){ { area.row + 1, area.column, rows, area.columns },
                              { area.row + area.rows - detail, area.column + 1, detail, area.columns - 2 } };
}

static void fit_choices(struct choosing *choosing, const struct ctx *ctx)
{
    list_set(&choosing->list, (int)choosing->choices->count(), layout(ctx->area).list.rows);
}

static void choose_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct choosing *choosing = pane->state;
    choosing->choices = arg->data;
    fit_choices(choosing, ctx);
}

static struct effects choose_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct choosing *choosing = pane->state;
    struct list *list = &choosing->list;

    fit_choices(choosing, ctx);
    if (list_act(list, action))
        return effects_none();
    switch (action) {
    case CHOOSE_TAKE:
        return effects_one(effect_text(EFF_GIVE, "%s %s", choosing->choices->word,
                                       choosing->choices->at((size_t)list->chosen).id));
    default:
        return effects_kind(EFF_POP);
    }

    return effects_none();
}

static struct effects choose_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct choosing *choosing = pane->state;
    const struct rect part = layout(ctx->area).list;
    fit_choices(choosing, ctx);
    if (event->kind == EV_MOUSE && list_mouse(&choosing->list, part.row, &event->u.mouse))
        return choose_act(pane, ctx, CHOOSE_TAKE);
    return effects_none();
}

static void draw_choice(struct screen *screen, struct rect at, const struct choice *choice)
{
    enum { NAME_COLUMNS = 34, SECTION_COLUMNS = 16, SECTION_LEAST = 100 };

    const int room = at.columns >= SECTION_LEAST && choice->section ? SECTION_COLUMNS : 0;
    const int used = screen_text(screen, at.row, at.column + 2, NAME_COLUMNS, ROLE_NAME, choice->name);
    const int column = used < NAME_COLUMNS - 2 ? NAME_COLUMNS : used + 4;
    (void)screen_text(screen, at.row, at.column + column, at.columns - column - 1 - room, ROLE_TEXT,
                      choice->says);
    if (room)
        (void)screen_right(screen, at.row, at.column + at.columns - room, room - 1, ROLE_FAINT,
                           choice->section);
}

/* All of what the lines of the list may cut. */
static void draw_detail(struct screen *screen, struct rect at, const struct choices *choices,
                        const struct choice *choice)
{
    const int rows = at.rows - (choice->more != NULL);
    const int used =
        paragraph_draw(screen, (struct rect){ at.row, at.column, rows, at.columns }, ROLE_TEXT, choice->says);
    char more[256];

    if (!choice->more)
        return;

    snprintf(more, sizeof more, "%s: %s", choices->more, choice->more);
    (void)paragraph_draw(screen, (struct rect){ at.row + used, at.column, at.rows - used, at.columns },
                         ROLE_NOTE, more);
}

static void choose_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct choosing *choosing = pane->state;
    const struct choices *choices = choosing->choices;
    const struct choose_parts parts = layout(ctx->area);
    struct list list = choosing->list;
    char right[48];

    list_set(&list, (int)choices->count(), parts.list.rows);
    struct choice chosen = choices->at((size_t)list.chosen);
    snprintf(right, sizeof right, "%d of %d", list.chosen + 1, list.n);
    screen_rule(screen, ctx->area.row, ctx->area.column, ctx->area.columns, choices->title, right);
    for (int i = 0; i < parts.list.rows && list.top + i < list.n; i++) {
        const struct rect at = { parts.list.row + i, parts.list.column, 1, parts.list.columns };
        const struct choice choice = choices->at((size_t)list.top + (size_t)i);
        draw_choice(screen, at, &choice);
        if (list.top + i == list.chosen)
            list_draw_focus(screen, at, true);
    }
    if (parts.detail.rows == 0)
        return;

    screen_rule(screen, parts.detail.row - 1, ctx->area.column, ctx->area.columns, chosen.name,
                chosen.section);
    draw_detail(screen, parts.detail, choices, &chosen);
}

const struct pane_ops pane_choose = {
    .name = "Choose",
    .keys = choose_keys,
    .state_size = sizeof(struct choosing),
    .open = choose_open,
    .act = choose_act,
    .event = choose_event,
    .draw = choose_draw,
};
