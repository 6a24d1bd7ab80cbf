#include "ui/search/pane_search.h"

#include "base/text.h"
#include "ui/kit/field.h"
#include "ui/search/search_answers.h"
#include "ui/search/search_state.h"

#include <stdio.h>
#include <string.h>

enum { SEARCH_ENTER = 1, SEARCH_OTHER, SEARCH_BACK };

static const struct binding search_keys[] = {
    { "Up ^P", LIST_UP, "choose", "to the answer above" },
    { "Down ^N", LIST_DOWN, "choose", "to the answer below" },
    { "PgUp", LIST_PAGE_UP, NULL, "a page up" },
    { "PgDn", LIST_PAGE_DOWN, NULL, "a page down" },
    { "Enter", SEARCH_ENTER, "go", "show it in Browse, or the rows of a document" },
    { "Tab", SEARCH_OTHER, "other reading", "read digits as hex, or hex digits as decimal" },
    { "Esc", SEARCH_BACK, "back", "back to Browse as it was" },
    { NULL, 0, NULL, NULL },
};

/* ---- choosing ---- */

/* Brings the list into agreement with what was found; a rule is never the chosen line: `by` says which way to
 * leave it. */
static void fit_answers(struct search *search, const struct ctx *ctx, const struct found *found, int by)
{
    int rows = search_layout(ctx->area).list.rows;
    struct list *list = &search->list;
    list_set(list, (int)found->n_lines, search_height(rows, found->n_lines));
    if (list->n > 0 && !found->lines[list->chosen].answer)
        list_move(list, by < 0 ? -1 : 1); /* rules stand between answers only */
}

/* Another text: the list begins anew. */
static void changed(struct search *search)
{
    search->anew = false;
    search->list = (struct list){ 0 };
    if (search->field.text[strspn(search->field.text, " ")] == '\0')
        search->other = false;
}

static const struct answer *chosen_answer(const struct search *search, const struct found *found)
{
    return found->n_lines > 0 ? found->lines[search->list.chosen].answer : NULL;
}

/* Which of the rows the chosen line is, from 1. */
static size_t ordinal(const struct search *search, const struct found *found)
{
    size_t n = 0;
    for (size_t i = 0; i < found->n_lines && (int)i <= search->list.chosen; i++)
        n += found_is_row(found->lines[i].answer);
    return n;
}

/* ---- going ---- */

/* "rrtype", "special-use<TAB>local.", and for a code that stands twice "rcode<TAB><TAB>tsig", which says
 * where it has the meaning that was found. */
static struct effects go_to(const struct row *row)
{
    struct arg arg = { .number = -1 };
    char key[ROW_KEY_OCTETS];
    const char *said = row->registry->kind == KEY_PATTERN ? NULL : row_key(row, key);
    const char *context = row_context(row);

    if (row->numeric)
        arg.number = (int64_t)row->low;
    snprintf(arg.text, sizeof arg.text, "%s%s%s%s%s", row->registry->id, said || context ? "\t" : "",
             said ? said : "", context ? "\t" : "", context ? context : "");
    return effects_go(PLACE_BROWSE, &arg);
}

/* A document or a policy is no row: Enter chooses the first of the rows below it that answer the same word.
 * What a document became is asked itself, and a flags word is spelled out by the header's bits. */
static struct effects go_below(struct search *search, const struct ctx *ctx, const struct found *found,
                               const struct answer *heading)
{
    const struct document *document = heading->document;
    size_t first = 0, n = 0;
    if (heading->match == MATCH_FLAGS)
        return effects_go(PLACE_BROWSE, &(struct arg){ .number = -1, .text = "header" });
    if (document && heading->rank > 0) {
        (void)line_set(&search->field, document->id, strlen(document->id));
        changed(search);
        return effects_none();
    }

    for (size_t i = found->n_lines; i-- > 0;)
        if (found_is_row(found->lines[i].answer) && found->lines[i].answer->asked == heading->asked &&
            found->lines[i].answer->match == heading->match) {
            first = i;
            n++;
        }
    if (n == 0)
        return effects_one(effect_text(EFF_MESSAGE, "No row of %s %s it.", ctx->model->edition.id,
                                       document ? "cites" : "has"));

    list_choose(&search->list, (int)first);
    return effects_one(effect_text(EFF_MESSAGE, "%zu row%s it%s: Enter shows the chosen one.", n,
                                   document ? n == 1 ? " cites" : "s cite"
                                   : n == 1 ? " has"
                                            : "s have",
                                   document && document->other ? ", or what it became" : ""));
}

static struct effects go_chosen(struct search *search, const struct ctx *ctx, const struct found *found)
{
    const struct answer *answer = chosen_answer(search, found);
    if (found_is_row(answer))
        return go_to(&answer->row);
    return answer ? go_below(search, ctx, found, answer) : effects_none();
}

/* The next row that was found, or the one before, round and round. */
static struct effects go_on(struct search *search, const struct ctx *ctx, const struct found *found, int by)
{
    char text[64];
    if (found->n_rows == 0)
        return effects_one(effect_text(EFF_MESSAGE, "Nothing is found yet: / searches."));

    do {
        int next = search->list.chosen + by;
        list_choose(&search->list, next < 0 ? search->list.n - 1 : next >= search->list.n ? 0 : next);
    } while (!found_is_row(chosen_answer(search, found)));

    struct effects effects = go_chosen(search, ctx, found);
    (void)text_clip(text, sizeof text, search->field.text, 40, "...");
    (void)effects_add(
        &effects, effect_text(EFF_MESSAGE, "%zu of %zu for %s", ordinal(search, found), found->n_rows, text));
    return effects;
}

/* What it finds is asked when it is drawn. */
static struct effects turn(struct search *search)
{
    struct found found;
    found_read(&found, search->field.text, search->other);
    if (!found.other)
        return effects_one(effect_text(EFF_MESSAGE, "Only digits can be read two ways."));
    search->other = !search->other;
    search->list = (struct list){ 0 };
    return effects_none();
}

static struct effects act_on(struct search *search, const struct ctx *ctx, const struct found *found,
                             int action)
{
    if (list_act(&search->list, action))
        return effects_none();
    if (action == ACTION_NEXT || action == ACTION_PREVIOUS)
        return go_on(search, ctx, found, action == ACTION_NEXT ? 1 : -1);
    return go_chosen(search, ctx, found);
}

static struct effects search_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct search *search = pane->state;
    struct found found;
    if (action == SEARCH_OTHER)
        return turn(search);
    if (action == SEARCH_BACK)
        return effects_go(PLACE_BROWSE, &(struct arg){ .number = -2 });

    found_make(&found, ctx->model, search->field.text, search->other);
    fit_answers(search, ctx, &found, 1);
    struct effects effects = act_on(search, ctx, &found, action);
    fit_answers(search, ctx, &found, action == LIST_UP || action == LIST_PAGE_UP ? -1 : 1);
    found_free(&found);
    return effects;
}

/* ---- events ---- */

static struct effects on_key(struct search *search, const struct ctx *ctx, const struct key *key)
{
    struct line before = search->field;

    if (search->anew && key_is_text(key))
        (void)line_set(&search->field, "", 0);
    if (!line_key(ctx->editor, &search->field, key)) {
        search->field = before;
        return effects_none();
    }

    search->anew = false;
    if (strcmp(before.text, search->field.text) != 0)
        changed(search);
    return effects_none();
}

static struct effects on_paste(struct search *search, const struct paste *paste)
{
    if (search->anew)
        (void)line_set(&search->field, "", 0);
    if (!line_insert(&search->field, paste->octets, paste->len))
        return effects_one(
            effect_text(EFF_PROBLEM, "Not pasted: %zu octets do not fit into the field.", paste->len));
    changed(search);
    return effects_none();
}

static bool is_in(struct rect part, const struct mouse *mouse)
{
    return mouse->row >= part.row && mouse->row < part.row + part.rows && mouse->column >= part.column &&
           mouse->column < part.column + part.columns;
}

static struct effects on_mouse(struct search *search, const struct ctx *ctx, const struct mouse *mouse)
{
    struct search_parts parts = search_layout(ctx->area);
    struct effects effects = effects_none();
    struct found found;
    int line, by = 1;

    found_make(&found, ctx->model, search->field.text, search->other);
    fit_answers(search, ctx, &found, 1);
    line = is_in(parts.list, mouse) ? list_at(&search->list, mouse->row - parts.list.row) : -1;
    if (mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN) {
        by = mouse->kind == MOUSE_WHEEL_UP ? -1 : 1;
        list_scroll(&search->list, 3 * by);
    } else if (is_in(parts.field, mouse)) {
        search->field.cursor =
            field_at(&search->field, parts.field.columns, mouse->column - parts.field.column);
        search->anew = false;
    } else if (line >= 0 && found.lines[line].answer) {
        list_choose(&search->list, line);
        if (mouse->kind == MOUSE_DOUBLE)
            effects = go_chosen(search, ctx, &found);
    }

    fit_answers(search, ctx, &found, by);
    found_free(&found);
    return effects;
}

static void fit_search(struct search *search, const struct ctx *ctx)
{
    struct found found;
    found_make(&found, ctx->model, search->field.text, search->other);
    fit_answers(search, ctx, &found, 1);
    found_free(&found);
}

static struct effects search_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct search *search = pane->state;

    switch (event->kind) {
    case EV_KEY:
        return on_key(search, ctx, &event->u.key);
    case EV_PASTE:
        return on_paste(search, &event->u.paste);
    case EV_MOUSE:
        return on_mouse(search, ctx, &event->u.mouse);
    case EV_RESIZE:
    case EV_MODEL:
        fit_search(search, ctx);
        return effects_none();
    default:
        return effects_none();
    }
}

static void search_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct search *search = pane->state;

    (void)ctx;
    if (arg && arg->text[0]) {
        search->other = false;
        (void)line_set(&search->field, arg->text, strlen(arg->text));
        changed(search);
    } else if (arg && arg->number == SEARCH_ANEW) {
        search->anew = search->field.len > 0;
        search->field.cursor = search->field.len;
    }
}

static bool search_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

const struct pane_ops pane_search = {
    .name = "Search",
    .number = 2,
    .log = true,
    .keys = search_keys,
    .state_size = sizeof(struct search),
    .open = search_open,
    .act = search_act,
    .event = search_event,
    .typing = search_typing,
    .draw = search_draw,
};
