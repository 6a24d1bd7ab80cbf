#include "ui/changes/pane_changes.h"

#include "base/text.h"
#include "ui/changes/change_keys.h"
#include "ui/changes/changes_lines.h"
#include "ui/common/pane_editions.h"
#include "ui/kit/list_draw.h"
#include "ui/rows/log_say.h"

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
    struct list drafts, log; /* one below the other, each with its heading; in_log: which is chosen in */
    bool in_log;
    struct change_asked asked;
    struct log_seen seen;  /* what CHANGES_BACK_TO asked about, and */
    int64_t down_to;       /* the last of it */
    int64_t draft, logged; /* the chosen line: a draft's id, or an action; it is found again by it */
};

/* Of both lists, the heading is the first row. */
struct changes_parts {
    struct rect drafts, log, rule, detail;
};

enum { DETAIL_LEAST_ROWS = 14, DETAIL_LINES = 5 };

/* Both as high as they are where there is room; else the log has what the drafts leave, and at
 * least a third. */
static struct changes_parts layout(struct rect area, const struct changes_lines *lines)
{
    int detail = area.rows >= DETAIL_LEAST_ROWS ? DETAIL_LINES : 0;
    int height = area.rows - (detail ? detail + 1 : 0);
    int drafts = (int)lines->n_drafts + 1, logged = (int)lines->n_logged + 1;
    int third = (height + 2) / 3, log = logged < third ? logged : third;

    if (drafts > height - log)
        drafts = height - log;
    return (struct changes_parts){
        .drafts = { area.row, area.column, drafts, area.columns },
        .log = { area.row + drafts, area.column, height - drafts, area.columns },
        .rule = { area.row + height, area.column, detail ? 1 : 0, area.columns },
        .detail = { area.row + height + 1, area.column, detail, area.columns },
    };
}

/* ---- choosing ---- */

/* NULL: there is neither a draft nor a log. */
static const struct changes_line *chosen_line(const struct changes *changes,
                                              const struct changes_lines *lines)
{
    const struct list *list = changes->in_log ? &changes->log : &changes->drafts;
    return list->n > 0 ? changes_line_at(lines, changes->in_log, (size_t)list->chosen) : NULL;
}

static void remember(struct changes *changes, const struct changes_lines *lines)
{
    const struct changes_line *line = chosen_line(changes, lines);
    changes->draft = line && line->draft ? line->draft->id : 0;
    changes->logged = line && line->logged ? line->logged->group : 0;
}

static bool is_remembered(const struct changes *changes, const struct changes_line *line)
{
    return (changes->draft && line->draft && line->draft->id == changes->draft) ||
           (changes->logged && line->logged && line->logged->group == changes->logged);
}

/* Brings the lists into agreement with the lines; the chosen one is found again by what it is. */
static void fit_lists(struct changes *changes, const struct ctx *ctx, const struct changes_lines *lines)
{
    struct changes_parts parts = layout(ctx->area, lines);

    list_set(&changes->drafts, (int)lines->n_drafts, parts.drafts.rows - 1);
    list_set(&changes->log, (int)lines->n_logged, parts.log.rows - 1);
    if (changes->drafts.n == 0 || changes->log.n == 0)
        changes->in_log = changes->drafts.n == 0;

    const struct changes_line *now = chosen_line(changes, lines);
    if (now && is_remembered(changes, now))
        return; /* an action may have several lines */
    for (size_t i = 0; i < lines->n; i++) {
        if (!is_remembered(changes, &lines->at[i]))
            continue;
        changes->in_log = i >= lines->n_drafts;
        list_choose(changes->in_log ? &changes->log : &changes->drafts,
                    (int)(changes->in_log ? i - lines->n_drafts : i));
        return;
    }
}

/* ---- actions ---- */

static struct effects ask_back_to(struct changes *changes, const struct ctx *ctx,
                                  const struct logged *down_to)
{
    struct effect effect = { .kind = EFF_ASK };
    unsigned n = down_to ? changes_standing(ctx->log, down_to) : 0;
    char says[LOG_OCTETS], others[80], question[LOG_OCTETS + 160];

    if (ctx->read_only)
        return effects_one(effect_text(EFF_PROBLEM, "Nothing can be changed: the file is read-only."));
    if (n == 0)
        return effects_one(effect_text(EFF_MESSAGE, down_to ? "All of this is already undone."
                                                            : "Choose a line of the log first."));

    changes->seen = change_seen(ctx, ctx->log->undo);
    changes->down_to = down_to->group;
    changes_others(ctx, down_to, others);
    snprintf(question, sizeof question, "Take back %u action%s%s, down to: %.120s?", n, n == 1 ? "" : "s",
             others, logged_says(down_to, says));
    (void)text_safe(effect.u.ask.question, sizeof effect.u.ask.question, question, strlen(question));
    effect.u.ask.action = CHANGES_BACK_TO_YES;
    return effects_one(effect);
}

/* Over the end of one list into the other. */
static void step(struct changes *changes, int by)
{
    struct list *list = changes->in_log ? &changes->log : &changes->drafts;
    bool over = by < 0 ? list->chosen == 0 : list->chosen == list->n - 1;

    if (over && by > 0 && !changes->in_log && changes->log.n > 0) {
        changes->in_log = true;
        list_home(&changes->log);
    } else if (over && by < 0 && changes->in_log && changes->drafts.n > 0) {
        changes->in_log = false;
        list_end(&changes->drafts);
    } else {
        list_move(list, by);
    }
}

static void page(struct changes *changes, int by)
{
    struct list *list = changes->in_log ? &changes->log : &changes->drafts;
    int before = list->chosen;
    list_page(list, by);
    if (list->chosen == before)
        step(changes, by);
}

static void move(struct changes *changes, const struct changes_lines *lines, int action)
{
    switch (action) {
    case CHANGES_UP:
    case CHANGES_DOWN:
        step(changes, action == CHANGES_UP ? -1 : 1);
        break;
    case CHANGES_PAGE_UP:
    case CHANGES_PAGE_DOWN:
        page(changes, action == CHANGES_PAGE_UP ? -1 : 1);
        break;
    case CHANGES_HOME:
        changes->in_log = changes->drafts.n == 0;
        list_home(&changes->drafts);
        list_home(&changes->log);
        break;
    default:
        changes->in_log = changes->log.n > 0;
        list_end(&changes->log);
    }
    remember(changes, lines);
}

static struct effects act_on(struct changes *changes, const struct ctx *ctx,
                             const struct changes_lines *lines, int action)
{
    const struct changes_line none = { 0 }, *chosen = chosen_line(changes, lines);
    const struct changes_line *line = chosen ? chosen : &none;
    struct effect undo = { .kind = EFF_UNDO };
    struct row row = { .draft = line->draft };
    const struct table *table = NULL;

    switch (action) {
    case CHANGES_BACK_TO:
        return ask_back_to(changes, ctx, line->logged);
    case CHANGES_BACK_TO_YES:
        undo.u.undo.seen = changes->seen;
        undo.u.undo.down_to = changes->down_to;
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
    case CHANGE_REDO_YES:
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
    changes_lines_make(&lines, ctx);
    fit_lists(changes, ctx, &lines);
    struct effects effects = act_on(changes, ctx, &lines, action);
    changes_lines_free(&lines);
    return effects;
}

/* True: a line was hit, and is the chosen one. */
static bool on_mouse(struct changes *changes, const struct ctx *ctx, const struct changes_lines *lines,
                     const struct mouse *mouse)
{
    struct changes_parts parts = layout(ctx->area, lines);
    bool in_log = mouse->row >= parts.log.row;
    struct rect part = in_log ? parts.log : parts.drafts;
    struct list *list = in_log ? &changes->log : &changes->drafts;
    int line = mouse->row > part.row ? list_at(list, mouse->row - part.row - 1) : -1;
    bool wheel = mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN;

    if (list->n == 0 || (!wheel && line < 0))
        return false;

    if (wheel)
        list_scroll(list, mouse->kind == MOUSE_WHEEL_UP ? -3 : 3);
    else
        list_choose(list, line);

    changes->in_log = in_log;
    remember(changes, lines);
    return !wheel;
}

static struct effects changes_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct changes *changes = pane->state;
    struct changes_lines lines;
    bool hit = false;

    if (event->kind == EV_ANSWER)
        return change_answered(ctx, &event->u.answer);

    changes_lines_make(&lines, ctx);
    fit_lists(changes, ctx, &lines);
    if (event->kind == EV_MOUSE)
        hit = on_mouse(changes, ctx, &lines, &event->u.mouse);
    changes_lines_free(&lines);
    if (hit && event->u.mouse.kind == MOUSE_DOUBLE)
        return changes_act(pane, ctx, CHANGE_EDIT);
    return effects_none();
}

/* ---- drawing ---- */

static void draw_list(struct screen *screen, struct rect part, const struct ctx *ctx,
                      const struct changes_lines *lines, const struct list *list, bool log, bool chosen_in)
{
    char count[24];

    snprintf(count, sizeof count, "%d", list->n);
    screen_rule(screen, part.row, part.column, part.columns, log ? "log, newest first" : "drafts", count);
    for (int i = 0; i + 1 < part.rows && list->top + i < list->n; i++) {
        int n = list->top + i;
        struct rect at = { part.row + 1 + i, part.column, 1, part.columns };
        changes_draw_line(screen, at, ctx, changes_line_at(lines, log, (size_t)n));
        if (chosen_in && n == list->chosen)
            list_draw_focus(screen, at, true);
    }
}

static void changes_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    struct changes changes = *(const struct changes *)pane->state;
    struct changes_lines lines;

    changes_lines_make(&lines, ctx);
    fit_lists(&changes, ctx, &lines);
    struct changes_parts parts = layout(ctx->area, &lines);
    const struct changes_line *chosen = chosen_line(&changes, &lines);
    draw_list(screen, parts.drafts, ctx, &lines, &changes.drafts, false, !changes.in_log);
    draw_list(screen, parts.log, ctx, &lines, &changes.log, true, changes.in_log);
    if (!chosen && parts.log.rows > 2)
        screen_text(screen, parts.log.row + 2, parts.log.column + 1, parts.log.columns - 2, ROLE_FAINT,
                    "There are no drafts yet, and nothing was ever changed: a in Browse adds one.");

    if (parts.rule.rows > 0) {
        screen_rule(screen, parts.rule.row, parts.rule.column, parts.rule.columns, NULL, NULL);
        if (chosen)
            changes_draw_detail(screen, parts.detail, ctx, chosen);
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
