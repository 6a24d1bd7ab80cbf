#include "ui/pane_changes.h"

#include "ui/change_keys.h"
#include "ui/changes_lines.h"
#include "ui/list_draw.h"
#include "ui/log_say.h"
#include "ui/pane_editions.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    CHANGES_UP = 1,
    CHANGES_DOWN,
    CHANGES_PAGE_UP,
    CHANGES_PAGE_DOWN,
    CHANGES_HOME,
    CHANGES_END,
    CHANGES_BACK_TO,
    CHANGES_BACK_TO_YES,
    CHANGES_COMPARE,
    CHANGES_LEAVE,
};

static const struct binding changes_keys[] = {
    { "Up k", CHANGES_UP, NULL, "to the line above" },
    { "Down j", CHANGES_DOWN, NULL, "to the line below" },
    { "PgUp ^B", CHANGES_PAGE_UP, NULL, "a page up" },
    { "PgDn ^F space", CHANGES_PAGE_DOWN, NULL, "a page down" },
    { "Home g", CHANGES_HOME, NULL, "to the first line" },
    { "End G", CHANGES_END, NULL, "to the last line" },
    { "Enter e", CHANGE_EDIT, "edit", "edit the draft" },
    { "c", CHANGE_COPY, NULL, "a new draft like this one" },
    { "d", CHANGE_REMOVE, "remove", "remove the draft" },
    { "u", CHANGE_UNDO, "undo", "take back the newest action" },
    { "^R", CHANGE_REDO, "redo", "do the last again that was taken back" },
    { "U", CHANGES_BACK_TO, "back to", "take back everything down to the line of the log" },
    { "=", CHANGES_COMPARE, "compare", "the editions: compare two" },
    { "Esc Left h", CHANGES_LEAVE, "back", "back to Browse as it was" },
    { NULL, 0, NULL, NULL },
};

struct changes {
    struct list list;
    struct change_asked asked;
    int64_t down_to;       /* what CHANGES_BACK_TO asked about */
    int64_t draft, logged; /* the chosen line: a draft's id, or an action; it is found again by it */
};

struct changes_parts {
    struct rect list, rule, detail;
};

enum { DETAIL_LEAST_ROWS = 14, DETAIL_LINES = 5 };

static struct changes_parts layout(struct rect area)
{
    int detail = area.rows >= DETAIL_LEAST_ROWS ? DETAIL_LINES : 0;
    int height = area.rows - (detail ? detail + 1 : 0);
    return (struct changes_parts){
        .list = { area.row, area.column, height, area.columns },
        .rule = { area.row + height, area.column, detail ? 1 : 0, area.columns },
        .detail = { area.row + height + 1, area.column, detail, area.columns },
    };
}

/* ---- choosing ---- */

static void remember(struct changes *changes, const struct changes_lines *lines)
{
    const struct changes_line *line = &lines->at[changes->list.chosen];
    changes->draft = line->draft ? line->draft->id : 0;
    changes->logged = line->logged ? line->logged->group : 0;
}

/* A heading is never the chosen line, unless there is nothing else. */
static void off_heading(struct changes *changes, const struct changes_lines *lines, int by)
{
    int step = by < 0 ? -1 : 1;
    for (int i = 0; i < 3 && lines->at[changes->list.chosen].heading; i++) {
        int before = changes->list.chosen;
        list_move(&changes->list, step);
        if (changes->list.chosen == before)
            step = -step;
    }
    if (changes->list.chosen == 1 && changes->list.top == 1)
        list_scroll(&changes->list, -1); /* the first heading shows with the first line */
}

/* Brings the list into agreement with the lines; the chosen one is found again by what it is. */
static void settle(struct changes *changes, const struct ctx *ctx, const struct changes_lines *lines)
{
    list_set(&changes->list, (int)lines->n, layout(ctx->area).list.rows);
    for (size_t i = 0; i < lines->n; i++) {
        const struct changes_line *line = &lines->at[i];
        bool same = (changes->draft && line->draft && line->draft->id == changes->draft) ||
                    (changes->logged && line->logged && line->logged->group == changes->logged);
        if (same) {
            if (lines->at[changes->list.chosen].logged != line->logged ||
                lines->at[changes->list.chosen].draft != line->draft)
                list_choose(&changes->list, (int)i);
            break;
        }
    }
    off_heading(changes, lines, 1);
}

/* ---- actions ---- */

static struct effects ask_back_to(struct changes *changes, const struct ctx *ctx,
                                  const struct logged *down_to)
{
    struct effect effect = { .kind = EFF_ASK };
    unsigned n = down_to ? changes_standing(ctx->log, down_to) : 0;
    char says[LOG_OCTETS];
    if (ctx->read_only)
        return effects_one(effect_text(EFF_PROBLEM, "Nothing can be changed: the file is read-only."));
    if (n == 0)
        return effects_one(effect_text(EFF_MESSAGE, down_to ? "Nothing stands from here on."
                                                            : "Choose a line of the log first."));
    changes->down_to = down_to->group;
    (void)snprintf(effect.u.ask.question, sizeof effect.u.ask.question,
                   "Take back %u action%s, down to: %.120s?", n, n == 1 ? "" : "s",
                   logged_says(down_to, says));
    effect.u.ask.action = CHANGES_BACK_TO_YES;
    return effects_one(effect);
}

static void move(struct changes *changes, const struct changes_lines *lines, int action)
{
    static const struct {
        int action, by;
        void (*move)(struct list *list, int by);
    } moves[] = {
        { CHANGES_UP, -1, list_move },
        { CHANGES_DOWN, 1, list_move },
        { CHANGES_PAGE_UP, -1, list_page },
        { CHANGES_PAGE_DOWN, 1, list_page },
    };
    int by = action == CHANGES_UP || action == CHANGES_PAGE_UP || action == CHANGES_END ? -1 : 1;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].action == action)
            moves[i].move(&changes->list, moves[i].by);
    if (action == CHANGES_HOME)
        list_home(&changes->list);
    if (action == CHANGES_END)
        list_end(&changes->list);
    off_heading(changes, lines, by);
    remember(changes, lines);
}

static struct effects act_on(struct changes *changes, const struct ctx *ctx,
                             const struct changes_lines *lines, int action)
{
    const struct changes_line *line = &lines->at[changes->list.chosen];
    struct effect undo = { .kind = EFF_UNDO };
    struct row row = { .draft = line->draft };
    const struct table *table = NULL;
    switch (action) {
    case CHANGES_BACK_TO:
        return ask_back_to(changes, ctx, line->logged);
    case CHANGES_BACK_TO_YES:
        undo.u.group = changes->down_to;
        return effects_one(undo);
    case CHANGES_COMPARE:
        return effects_push(&pane_editions, NULL);
    case CHANGES_LEAVE:
        return effects_go(PLACE_BROWSE, &(struct arg){ .number = -2 });
    case CHANGE_EDIT:
    case CHANGE_COPY:
        table = line->draft ? model_table(ctx->model, model_registry(ctx->model, line->draft->registry->id))
                            : NULL;
        if (!table)
            return effects_one(effect_text(EFF_MESSAGE, line->draft
                                                            ? "The edition in force has no such registry."
                                                            : "Choose one of the drafts first."));
        return change_act(&changes->asked, ctx, table, &row, action);
    case CHANGE_REMOVE:
    case CHANGE_REMOVE_YES:
    case CHANGE_UNDO:
    case CHANGE_UNDO_YES:
    case CHANGE_REDO:
        return change_act(&changes->asked, ctx, NULL, &row, action);
    default:
        move(changes, lines, action);
        return effects_none();
    }
}

static struct effects changes_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct changes *changes = pane->state;
    struct changes_lines lines;
    struct effects effects;
    changes_lines_make(&lines, ctx);
    settle(changes, ctx, &lines);
    effects = act_on(changes, ctx, &lines, action);
    changes_lines_free(&lines);
    return effects;
}

static void on_mouse(struct changes *changes, const struct ctx *ctx, const struct changes_lines *lines,
                     const struct mouse *mouse)
{
    struct rect part = layout(ctx->area).list;
    int line = mouse->row >= part.row ? list_at(&changes->list, mouse->row - part.row) : -1;
    if (mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN)
        list_scroll(&changes->list, mouse->kind == MOUSE_WHEEL_UP ? -3 : 3);
    else if (line >= 0)
        list_choose(&changes->list, line);
    off_heading(changes, lines, mouse->kind == MOUSE_WHEEL_UP ? -1 : 1);
    remember(changes, lines);
}

static struct effects changes_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct changes *changes = pane->state;
    struct changes_lines lines;
    if (event->kind == EV_ANSWER)
        return change_answered(ctx, &event->u.answer);
    changes_lines_make(&lines, ctx);
    settle(changes, ctx, &lines);
    if (event->kind == EV_MOUSE)
        on_mouse(changes, ctx, &lines, &event->u.mouse);
    changes_lines_free(&lines);
    if (event->kind == EV_MOUSE && event->u.mouse.kind == MOUSE_DOUBLE)
        return changes_act(pane, ctx, CHANGE_EDIT);
    return effects_none();
}

/* ---- drawing ---- */

static void changes_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    struct changes changes = *(const struct changes *)pane->state;
    struct changes_parts parts = layout(ctx->area);
    struct changes_lines lines;
    changes_lines_make(&lines, ctx);
    settle(&changes, ctx, &lines);
    for (int i = 0; i < parts.list.rows && changes.list.top + i < changes.list.n; i++) {
        int n = changes.list.top + i;
        struct rect at = { parts.list.row + i, parts.list.column, 1, parts.list.columns };
        changes_draw_line(screen, at, ctx, &lines.at[n]);
        if (n == changes.list.chosen && !lines.at[n].heading)
            list_draw_focus(screen, at, true);
    }
    if (lines.n == 2 && parts.list.rows > 3)
        screen_text(screen, parts.list.row + 3, parts.list.column + 1, parts.list.columns - 2, ROLE_FAINT,
                    "There are no drafts yet, and nothing was ever changed: a in Browse adds one.");
    if (parts.rule.rows > 0) {
        screen_rule(screen, parts.rule.row, parts.rule.column, parts.rule.columns, NULL, NULL);
        changes_draw_detail(screen, parts.detail, ctx, &lines.at[changes.list.chosen]);
    }
    changes_lines_free(&lines);
}

const struct pane_ops pane_changes = {
    .name = "Changes",
    .number = 5,
    .log = true,
    .keys = changes_keys,
    .state_size = sizeof(struct changes),
    .act = changes_act,
    .event = changes_event,
    .draw = changes_draw,
};
