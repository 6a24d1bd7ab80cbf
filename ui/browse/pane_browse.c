#include "ui/browse/pane_browse.h"

#include "base/number.h"
#include "base/text.h"
#include "registry/count.h"
#include "registry/tile.h"
#include "ui/browse/browse_lines.h"
#include "ui/changes/change_keys.h"
#include "ui/kit/list_draw.h"
#include "ui/rows/row_detail.h"
#include "ui/rows/row_draw.h"
#include "ui/rows/row_place.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- state ---- */

struct browse {
    bool opened;
    bool in_rows; /* the rows have the focus, not the registries */
    bool hex;
    char registry[64]; /* id of the registry whose rows are shown */
    struct spot spot;
    struct change_asked asked;
    struct list lines; /* of the left list, headings among them */
    struct list rows;
    int detail; /* lines that the chosen row needs below the lists */
};

/* Where the parts are. A part with no columns is not shown. */
struct parts {
    struct rect registries, rows, rule, detail;
};

enum { LEFT_COLUMNS = 22, TWO_LISTS_COLUMNS = 60, DETAIL_LEAST = 14 };

static struct parts layout(const struct browse *state, struct rect area)
{
    struct parts parts = { 0 };
    int detail = area.rows >= DETAIL_LEAST ? state->detail : 0;
    int height = area.rows - (detail ? detail + 1 : 0);
    struct rect lists = { area.row, area.column, height, area.columns };

    parts.registries = parts.rows = lists;
    if (area.columns >= TWO_LISTS_COLUMNS) {
        parts.registries.columns = LEFT_COLUMNS;
        parts.rows.column += LEFT_COLUMNS + 1;
        parts.rows.columns -= LEFT_COLUMNS + 1;
    } else if (state->in_rows) {
        parts.registries.columns = 0;
    } else {
        parts.rows.columns = 0;
    }

    if (detail) {
        parts.rule = (struct rect){ area.row + height, area.column, 1, area.columns };
        parts.detail = (struct rect){ area.row + height + 1, area.column, detail, area.columns };
    }
    return parts;
}

static const struct table *table_shown(const struct browse *state, const struct ctx *ctx)
{
    const struct registry *registry = model_registry(ctx->model, state->registry);
    return registry ? model_table(ctx->model, registry) : NULL;
}

/* ---- keeping the place ---- */

static void remember_row(struct browse *state, const struct rows *rows)
{
    state->spot = spot_of(rows->n > 0 ? &rows->at[state->rows.chosen] : NULL);
}

/* Brings both lists into agreement with the model, the area, and what is remembered. */
static void fit_lists(struct browse *state, const struct ctx *ctx)
{
    const struct table *table = table_shown(state, ctx);
    struct rows rows = { 0 };

    if (!table && ctx->model->n_tables > 0) {
        table = &ctx->model->tables[0];
        snprintf(state->registry, sizeof state->registry, "%s", table->registry->id);
    }

    if (table)
        rows_of(table, &rows);
    int chosen = spot_find(&state->spot, &rows);
    state->detail = rows.n > 0 ? detail_rows(&rows.at[chosen], ctx->area.columns) : DETAIL_ROWS;

    struct parts parts = layout(state, ctx->area);
    int line = browse_find(ctx->model, state->registry);
    list_set(&state->lines, browse_count(ctx->model), parts.registries.rows);
    list_choose(&state->lines, line < 0 ? 0 : line);
    if (line == 1 && state->lines.top == 1)
        list_scroll(&state->lines, -1); /* the first heading shows with the first registry */
    list_set(&state->rows, (int)rows.n, parts.rows.rows);
    list_choose(&state->rows, chosen);
    rows_free(&rows);
}

/* ---- actions ---- */

enum {
    BROWSE_IN = 1,
    BROWSE_OUT,
    BROWSE_OTHER,
    BROWSE_NEXT_GROUP,
    BROWSE_PREVIOUS_GROUP,
    BROWSE_HEX,
    BROWSE_FREE,
    BROWSE_COPY,
    BROWSE_NEXT_FOUND,
    BROWSE_PREVIOUS_FOUND
};

static const struct binding browse_keys[] = {
    { "Right l Enter", BROWSE_IN, NULL, "into the rows of the registry" },
    { "Left h Esc", BROWSE_OUT, NULL, "back to the registries" },
    { "Tab", BROWSE_OTHER, "list", "from one list to the other" },
    { "Down j", LIST_DOWN, NULL, "one line down" },
    { "Up k", LIST_UP, NULL, "one line up" },
    { "PgDn ^F space", LIST_PAGE_DOWN, NULL, "one page down" },
    { "PgUp ^B", LIST_PAGE_UP, NULL, "one page up" },
    { "Home g", LIST_HOME, NULL, "to the first line" },
    { "End G", LIST_END, NULL, "to the last line" },
    { "}", BROWSE_NEXT_GROUP, NULL, "to the next group of registries" },
    { "{", BROWSE_PREVIOUS_GROUP, NULL, "to the group before" },
    { "f", BROWSE_FREE, "next free", "to the next free range" },
    { "x", BROWSE_HEX, "hex", "codes in hex, or in decimal" },
    { "n", BROWSE_NEXT_FOUND, NULL, "to the next row that the search found" },
    { "N", BROWSE_PREVIOUS_FOUND, NULL, "to the row before that the search found" },
    { "a", CHANGE_ADD, "add", "a draft on this free row, else the next code" },
    { "e", CHANGE_EDIT, "edit", "edit the draft, or propose to change the row" },
    { "c", CHANGE_COPY, NULL, "a new draft like this row" },
    { "d", CHANGE_REMOVE, NULL, "remove the draft" },
    { "u", CHANGE_UNDO, NULL, "take back the newest action" },
    { "^R", CHANGE_REDO, NULL, "do the last again that was taken back" },
    { "F", CHANGE_LEFT, NULL, "open the form that was left unfinished" },
    { "y", BROWSE_COPY, NULL, "the row as one line to the clipboard" },
    { NULL, 0, NULL, NULL },
};

/* Another registry is chosen: its rows are shown from the first on. */
static void show_line(struct browse *state, const struct ctx *ctx, int from)
{
    int step = state->lines.chosen >= from ? 1 : -1;
    struct browse_line line = browse_line(ctx->model, state->lines.chosen);

    if (line.heading) {
        int chosen = state->lines.chosen;
        list_move(&state->lines, step);
        line = browse_line(ctx->model, state->lines.chosen);
        if (!line.table) { /* a heading at the very top: nothing above it */
            list_choose(&state->lines, chosen + 1);
            line = browse_line(ctx->model, chosen + 1);
            list_scroll(&state->lines, -1);
        }
    }
    if (!line.table || strcmp(line.table->registry->id, state->registry) == 0)
        return;

    snprintf(state->registry, sizeof state->registry, "%s", line.table->registry->id);
    state->spot = (struct spot){ 0 };
    state->rows = (struct list){ 0 };
}

static void move_group(struct browse *state, const struct ctx *ctx, int step)
{
    int n = state->lines.chosen + step;

    if (step < 0 && browse_line(ctx->model, n).heading)
        n--; /* from the first of a group to the group before */
    while (n > 0 && n < state->lines.n && !browse_line(ctx->model, n).heading)
        n += step;
    if (n < 0 || n >= state->lines.n)
        return;
    list_choose(&state->lines, n + 1);
    show_line(state, ctx, n);
}

static void next_free(struct browse *state, const struct rows *rows)
{
    for (size_t i = 1; i <= rows->n; i++) {
        size_t at = ((size_t)state->rows.chosen + i) % rows->n;
        if (!row_is_free(&rows->at[at]))
            continue;
        state->in_rows = true;
        list_choose(&state->rows, (int)at);
        return;
    }
}

static struct effects copy_row(const struct row *row)
{
    char code[ROW_KEY_OCTETS], words[256];
    const char *name = row_mnemonic(row), *policy = row_policy(row);
    struct effects effects = effects_one(effect_text(EFF_COPY, "%s %s%s%s  %s%s%s", row->registry->title,
                                                     row_code(row, code) ? code : "", name ? "  " : "",
                                                     name ? name : "", row_says(row, words, sizeof words),
                                                     policy ? "  " : "", policy ? policy : ""));

    (void)effects_add(&effects, effect_text(EFF_MESSAGE, "The row was sent to the terminal's clipboard."));
    return effects;
}

static struct effects ask_search(int action)
{
    struct effect effect = { .kind = EFF_ACT };
    effect.u.act.place = PLACE_SEARCH;
    effect.u.act.action = action;
    return effects_one(effect);
}

static struct effects act_on(struct browse *state, const struct ctx *ctx, const struct rows *rows, int action)
{
    int from = state->lines.chosen;

    switch (action) {
    case BROWSE_IN:
        state->in_rows = true;
        break;
    case BROWSE_OUT:
        state->in_rows = false;
        break;
    case BROWSE_OTHER:
        state->in_rows = !state->in_rows;
        break;
    case BROWSE_HEX:
        state->hex = !state->hex;
        break;
    case BROWSE_FREE:
        next_free(state, rows);
        break;
    case BROWSE_NEXT_GROUP:
    case BROWSE_PREVIOUS_GROUP:
        move_group(state, ctx, action == BROWSE_NEXT_GROUP ? 1 : -1);
        return effects_none();
    case BROWSE_COPY:
        return rows->n > 0 ? copy_row(&rows->at[state->rows.chosen]) : effects_none();
    case BROWSE_NEXT_FOUND:
    case BROWSE_PREVIOUS_FOUND:
        return ask_search(action == BROWSE_NEXT_FOUND ? ACTION_NEXT : ACTION_PREVIOUS);
    case CHANGE_ADD:
    case CHANGE_EDIT:
    case CHANGE_COPY:
    case CHANGE_REMOVE:
    case CHANGE_REMOVE_YES:
    case CHANGE_UNDO:
    case CHANGE_UNDO_YES:
    case CHANGE_REDO:
    case CHANGE_REDO_YES:
    case CHANGE_LEFT:
        return change_act(&state->asked, ctx, table_shown(state, ctx),
                          state->in_rows && rows->n > 0 ? &rows->at[state->rows.chosen] : NULL, action);
    default:
        (void)list_act(state->in_rows ? &state->rows : &state->lines, action);
        if (!state->in_rows) {
            show_line(state, ctx, from);
            return effects_none();
        }
    }
    remember_row(state, rows);

    return effects_none();
}

static struct effects act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct browse *state = pane->state;
    struct rows rows = { 0 };

    fit_lists(state, ctx);
    const struct table *table = table_shown(state, ctx);
    if (table)
        rows_of(table, &rows);

    struct effects effects = act_on(state, ctx, &rows, action);
    rows_free(&rows);
    fit_lists(state, ctx);
    return effects;
}

/* ---- events ---- */

static bool inside(struct rect rect, const struct mouse *mouse)
{
    return mouse->row >= rect.row && mouse->row < rect.row + rect.rows && mouse->column >= rect.column &&
           mouse->column < rect.column + rect.columns;
}

static void click(struct browse *state, const struct ctx *ctx, const struct mouse *mouse, bool in_rows,
                  int line)
{
    struct list *list = in_rows ? &state->rows : &state->lines;
    int from = state->lines.chosen;
    int at = list_at(list, line);
    struct rows rows = { 0 };

    if (at < 0)
        return;

    state->in_rows = in_rows || mouse->kind == MOUSE_DOUBLE;
    list_choose(list, at);
    if (!in_rows) {
        show_line(state, ctx, from);
        fit_lists(state, ctx);
        return;
    }

    const struct table *table = table_shown(state, ctx);
    if (table)
        rows_of(table, &rows);
    remember_row(state, &rows);
    rows_free(&rows);
    fit_lists(state, ctx);
}

static void use_mouse(struct browse *state, const struct ctx *ctx, const struct mouse *mouse)
{
    struct parts parts = layout(state, ctx->area);
    bool in_rows = inside(parts.rows, mouse);
    struct rect part = in_rows ? parts.rows : parts.registries;

    if (!in_rows && !inside(parts.registries, mouse))
        return;

    if (mouse->kind == MOUSE_CLICK || mouse->kind == MOUSE_DOUBLE)
        click(state, ctx, mouse, in_rows, mouse->row - part.row);
    else
        list_scroll(in_rows ? &state->rows : &state->lines, mouse->kind == MOUSE_WHEEL_UP ? -3 : 3);
}

static void open_browse(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct browse *state = pane->state;
    const char *tab = arg ? strchr(arg->text, '\t') : NULL;
    const char *context = tab ? strchr(tab + 1, '\t') : NULL;

    if (!state->opened) {
        state->opened = true;
        snprintf(state->registry, sizeof state->registry, "rrtype");
    }

    if (arg && arg->number != -2 && arg->text[0]) {
        size_t len = tab ? (size_t)(tab - arg->text) : strlen(arg->text);
        snprintf(state->registry, sizeof state->registry, "%.*s", (int)len, arg->text);
        state->spot = (struct spot){ .low = arg->number < 0 ? 0 : (uint64_t)arg->number };
        if (tab)
            snprintf(state->spot.key, sizeof state->spot.key, "%.*s", (int)strcspn(tab + 1, "\t"), tab + 1);
        if (context)
            snprintf(state->spot.context, sizeof state->spot.context, "%s", context + 1);
        state->in_rows = true;
    }
    fit_lists(state, ctx);
}

/* "rrtype<TAB>65280": what a form saved. */
static struct effects show_saved(struct pane *pane, const struct ctx *ctx, const char *text)
{
    struct arg arg = { .number = -1 };
    const struct number number = number_read(strchr(text, '\t') + 1);

    snprintf(arg.text, sizeof arg.text, "%s", text);
    if (number.form != NUMBER_NONE && number.value <= INT64_MAX) {
        arg.number = (int64_t)number.value;
        *strchr(arg.text, '\t') = '\0';
    }

    open_browse(pane, ctx, &arg);
    return effects_none();
}

static struct effects event(struct pane *pane, const struct ctx *ctx, const struct event *ev)
{
    if (ev->kind == EV_MOUSE)
        use_mouse(pane->state, ctx, &ev->u.mouse);
    if (ev->kind == EV_ANSWER && ev->u.answer.asked == EFF_GIVE)
        return show_saved(pane, ctx, ev->u.answer.text);
    if (ev->kind == EV_ANSWER)
        return change_answered(ctx, &ev->u.answer);

    if (ev->kind == EV_MODEL || ev->kind == EV_RESIZE)
        fit_lists(pane->state, ctx);
    return effects_none();
}

/* ---- drawing ---- */

static void draw_registries(const struct browse *state, const struct ctx *ctx, struct screen *screen,
                            struct rect part)
{
    int columns = part.columns < LEFT_COLUMNS ? part.columns : LEFT_COLUMNS;
    for (int i = 0; i < part.rows && state->lines.top + i < state->lines.n; i++) {
        int n = state->lines.top + i, row = part.row + i;
        struct browse_line line = browse_line(ctx->model, n);
        char count[24];
        if (line.heading)
            screen_text(screen, row, part.column + 1, columns - 1, ROLE_HEAD, line.heading);
        if (!line.table)
            continue;
        snprintf(count, sizeof count, "%" PRIu64, table_assigned(line.table));
        screen_text(screen, row, part.column + 2, columns - 2 - (int)strlen(count), ROLE_TEXT,
                    line.table->registry->title);
        screen_right(screen, row, part.column + 2, columns - 2, ROLE_CODE, count);
        if (n == state->lines.chosen)
            list_draw_focus(screen, (struct rect){ row, part.column, 1, columns }, !state->in_rows);
    }
}

static void draw_rows(const struct browse *state, const struct ctx *ctx, struct screen *screen,
                      struct rect part, const struct rows *rows)
{
    const struct row_look look = { .hex = state->hex, .policy = true, .model = ctx->model };
    for (int i = 0; i < part.rows && state->rows.top + i < (int)rows->n; i++) {
        int n = state->rows.top + i;
        struct rect line = { part.row + i, part.column, 1, part.columns - 1 };
        row_draw(screen, line.row, line.column + 1, line.columns - 1, &rows->at[n], &look);
        if (n == state->rows.chosen)
            list_draw_focus(screen, line, state->in_rows);
    }
}

static void draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct browse *state = pane->state;
    struct parts parts = layout(state, ctx->area);
    struct rows rows = { 0 };
    char place[64];
    const struct table *table = table_shown(state, ctx);

    if (table)
        rows_of(table, &rows);
    if (parts.registries.columns > 0)
        draw_registries(state, ctx, screen, parts.registries);
    if (parts.registries.columns > 0 && parts.rows.columns > 0)
        list_draw_bar(screen, parts.rows, parts.rows.column - 1, &state->lines);
    if (parts.rows.columns > 0) {
        draw_rows(state, ctx, screen, parts.rows, &rows);
        if ((int)rows.n > parts.rows.rows)
            list_draw_bar(screen, parts.rows, parts.rows.column + parts.rows.columns - 1, &state->rows);
    }

    if (parts.rule.columns > 0) {
        snprintf(place, sizeof place, "row %d of %zu", rows.n ? state->rows.chosen + 1 : 0, rows.n);
        screen_rule(screen, parts.rule.row, parts.rule.column, parts.rule.columns,
                    table ? table->registry->iana_title : NULL, place);
    }

    if (parts.detail.rows > 0 && rows.n > 0)
        detail_draw(screen, parts.detail, ctx, &rows.at[state->rows.chosen]);
    rows_free(&rows);
}

const struct pane_ops pane_browse = {
    .name = "Browse",
    .number = 1,
    .log = true,
    .keys = browse_keys,
    .state_size = sizeof(struct browse),
    .open = open_browse,
    .act = act,
    .event = event,
    .draw = draw,
};
