#include "ui/edit/pane_pick.h"

#include "registry/key.h"
#include "ui/edit/free_codes.h"
#include "ui/kit/field.h"
#include "ui/kit/list_draw.h"
#include "ui/kit/list_mouse.h"
#include "ui/rows/row_draw.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PICK_IN = 1, PICK_TAKE, PICK_OUT, PICK_CLOSE };

static const struct binding pick_keys[] = {
    { "Up ^P", LIST_UP, "choose", "to the line above" },
    { "Down ^N", LIST_DOWN, "choose", "to the line below" },
    { "PgUp", LIST_PAGE_UP, NULL, "a page up" },
    { "PgDn", LIST_PAGE_DOWN, NULL, "a page down" },
    { "Enter", PICK_TAKE, "take", "into the range; of a code: take it into the form" },
    { "Right Tab", PICK_IN, NULL, "into the free codes of the range" },
    { "Left", PICK_OUT, NULL, "back to the ranges" },
    { "Esc ^C", PICK_CLOSE, "back", "back to the ranges, then to the form as it was" },
    { NULL, 0, NULL, NULL },
};

struct pick {
    char registry[64];
    enum draft_kind kind;
    enum category category;
    struct line typed;
    bool in_codes;
    struct list ranges, codes;
};

/* What it shows, computed from the model whenever it is asked for. */
struct picking {
    const struct table *table;
    const struct range *range; /* the chosen one; NULL: there is none */
    struct free_codes codes;   /* in it */
};

struct pick_parts {
    struct rect head, list;
};

static struct pick_parts layout(struct rect area)
{
    return (struct pick_parts){
        .head = { area.row, area.column, 2, area.columns },
        .list = { area.row + 2, area.column, area.rows - 2, area.columns },
    };
}

/* The codes of a range that a draft may have; reserved and closed ranges have none, but where IANA may give
 * what is reserved, a proposal can ask for it. */
static void find_codes(struct free_codes *codes, const struct pick *pick, const struct table *table,
                       const struct range *range)
{
    bool open = use_is_private(range->use) || range->use == USE_OPEN ||
                (range->use == USE_RESERVED_OPEN && pick->kind == DRAFT_PROPOSAL);
    if (range->numeric && open)
        free_codes_find(codes, table, range->low, range->high);
}

static struct picking look(const struct pick *pick, const struct ctx *ctx)
{
    struct picking picking = { 0 };
    const struct registry *registry = model_registry(ctx->model, pick->registry);

    picking.table = registry ? model_table(ctx->model, registry) : NULL;
    if (picking.table && pick->ranges.chosen < (int)picking.table->n_ranges)
        picking.range = &picking.table->ranges[pick->ranges.chosen];
    if (picking.range)
        find_codes(&picking.codes, pick, picking.table, picking.range);
    return picking;
}

static void fit_lists(struct pick *pick, const struct ctx *ctx, const struct picking *picking)
{
    int height = layout(ctx->area).list.rows;
    list_set(&pick->ranges, picking->table ? (int)picking->table->n_ranges : 0, height);
    list_set(&pick->codes, picking->codes.count > INT_MAX ? INT_MAX : (int)picking->codes.count, height);
}

/* ---- choosing ---- */

/* The range with the code is chosen, and the first free code that is not below it. */
static void jump(struct pick *pick, const struct ctx *ctx, uint64_t code)
{
    struct picking picking = look(pick, ctx);

    for (size_t i = 0; picking.table && i < picking.table->n_ranges; i++)
        if (picking.table->ranges[i].numeric && picking.table->ranges[i].low <= code &&
            code <= picking.table->ranges[i].high)
            pick->ranges.chosen = (int)i;

    free_codes_free(&picking.codes);
    picking = look(pick, ctx);
    uint64_t at = free_codes_from(&picking.codes, code);
    fit_lists(pick, ctx, &picking);
    list_choose(&pick->codes, at > INT_MAX ? INT_MAX : (int)at);
    pick->in_codes = picking.codes.count > 0;
    free_codes_free(&picking.codes);
}

static void typed_changed(struct pick *pick, const struct ctx *ctx)
{
    const char *registry = NULL;
    struct number number = key_number(pick->typed.text, &registry);
    if (number.form != NUMBER_NONE && !number.too_big)
        jump(pick, ctx, number.value);
}

static struct effects give(const struct pick *pick, const struct picking *picking)
{
    uint64_t code = free_codes_nth(&picking->codes, (uint64_t)pick->codes.chosen);
    return effects_one(effect_text(EFF_GIVE, "%" PRIu64, code));
}

static struct effects act_on(struct pick *pick, const struct picking *picking, int action)
{
    struct list *list = pick->in_codes ? &pick->codes : &pick->ranges;
    if (list_act(list, action))
        return effects_none();

    switch (action) {
    case PICK_TAKE:
        if (pick->in_codes)
            return give(pick, picking);
        /* fall through */
    case PICK_IN:
        if (picking->codes.count == 0)
            return effects_one(effect_text(EFF_MESSAGE, "Nothing is free in this range."));
        if (!pick->in_codes)
            list_home(&pick->codes);
        pick->in_codes = true;
        break;
    default:
        if (!pick->in_codes)
            return action == PICK_CLOSE ? effects_kind(EFF_POP) : effects_none();
        pick->in_codes = false;
    }

    return effects_none();
}

/* The registry is not there any more: there is nothing to pick. */
static struct effects close_empty(const struct pick *pick, const struct ctx *ctx)
{
    struct effects effects = effects_kind(EFF_POP);
    (void)effects_add(&effects,
                      model_registry(ctx->model, pick->registry)
                          ? effect_text(EFF_PROBLEM, "No code to pick: %.40s does not cover the registry.",
                                        ctx->model->edition.id)
                          : effect_text(EFF_PROBLEM, "No code to pick: the registry was removed."));
    return effects;
}

static struct effects pick_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct pick *pick = pane->state;
    struct picking picking = look(pick, ctx);
    if (!picking.table)
        return close_empty(pick, ctx);

    fit_lists(pick, ctx, &picking);
    struct effects effects = act_on(pick, &picking, action);
    free_codes_free(&picking.codes);
    return effects;
}

/* True: a row is to be taken. */
static bool on_mouse(struct pick *pick, const struct ctx *ctx, const struct mouse *mouse)
{
    return list_mouse(pick->in_codes ? &pick->codes : &pick->ranges, layout(ctx->area).list.row, mouse);
}

static struct effects pick_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct pick *pick = pane->state;
    struct picking picking = look(pick, ctx);
    if (!picking.table)
        return close_empty(pick, ctx);

    fit_lists(pick, ctx, &picking);
    free_codes_free(&picking.codes);
    bool typed = event->kind == EV_KEY ? line_key(ctx->editor, &pick->typed, &event->u.key)
                 : event->kind == EV_PASTE
                     ? line_insert(&pick->typed, event->u.paste.octets, event->u.paste.len)
                     : false;
    if (typed)
        typed_changed(pick, ctx);
    else if (event->kind == EV_MOUSE && on_mouse(pick, ctx, &event->u.mouse))
        return pick_act(pane, ctx, PICK_TAKE);

    return effects_none();
}

static void pick_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct pick *pick = pane->state;
    char kind[16] = "", category[16] = "", code[32] = "";
    const char *none = NULL;

    (void)sscanf(arg->text, "%63[^\t]\t%15[^\t]\t%15[^\t]\t%31[^\t]", pick->registry, kind, category, code);
    pick->kind =
        strcmp(kind, word_of(draft_kind_words, DRAFT_PROPOSAL)) == 0 ? DRAFT_PROPOSAL : DRAFT_PRIVATE;
    pick->category = value_of(category_words, category) > 0
                         ? (enum category)value_of(category_words, category)
                         : CATEGORY_NONE;

    struct number number = key_number(code, &none);
    if (number.form != NUMBER_NONE && !number.too_big) {
        jump(pick, ctx, number.value);
    } else {
        struct picking picking = look(pick, ctx);
        fit_lists(pick, ctx, &picking);
        free_codes_free(&picking.codes);
    }
}

static bool pick_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

/* ---- drawing ---- */

static void draw_range(struct screen *screen, struct rect at, const struct pick *pick, const struct ctx *ctx,
                       const struct picking *picking, const struct range *range)
{
    struct row row = { .registry = picking->table->registry,
                       .range = range,
                       .numeric = range->numeric,
                       .low = range->low,
                       .high = range->high,
                       .status = range_status(range),
                       .whole_range = true };
    const struct row_look look = { .policy = true, .model = ctx->model };
    struct free_codes codes = { 0 };

    find_codes(&codes, pick, picking->table, range);
    row.free = codes.count;
    free_codes_free(&codes);
    row_draw(screen, at.row, at.column + 1, at.columns - 2, &row, &look);
}

static void draw_code(struct screen *screen, struct rect at, const struct pick *pick, const struct ctx *ctx,
                      const struct picking *picking, uint64_t code)
{
    const struct registry *registry = picking->table->registry;
    const struct row row = { .registry = registry, .numeric = true, .low = code, .high = code };
    char why[CODE_WHY_OCTETS], hex[ROW_CODE_OCTETS], decimal[24];
    bool flawed = code_has_flaw(ctx->model, registry, code, pick->category, why);

    snprintf(decimal, sizeof decimal, "%" PRIu64, code);
    screen_text(screen, at.row, at.column + 1, 1, flawed ? ROLE_WARNING : ROLE_FREE, flawed ? "!" : ".");
    screen_right(screen, at.row, at.column + 3, 11, ROLE_CODE, decimal);
    screen_text(screen, at.row, at.column + 16, 10, ROLE_FAINT, row_hex(&row, hex) ? hex : "");
    screen_text(screen, at.row, at.column + 26, at.columns - 27, flawed ? ROLE_WARNING : ROLE_FREE,
                flawed ? why : "free");
}

static void draw_head(struct screen *screen, struct rect at, const struct pick *pick,
                      const struct picking *picking)
{
    char left[128], right[128] = "";
    int used = screen_text(screen, at.row, at.column + 1, at.columns - 2, ROLE_FAINT, "go to ");
    int room = at.columns - used - 4 < 20 ? at.columns - used - 4 : 20;

    field_draw(screen, at.row, at.column + 1 + used, room, &pick->typed, true);
    if (picking->range && at.columns > used + room + 20)
        screen_text(screen, at.row, at.column + used + room + 3, at.columns - used - room - 4, ROLE_FAINT,
                    pick->in_codes ? picking->range->policy : "a number, or choose a range");

    snprintf(left, sizeof left, "%s of %s", pick->in_codes ? "free codes" : "ranges",
             picking->table ? picking->table->registry->title : pick->registry);
    if (picking->range && pick->in_codes)
        snprintf(right, sizeof right, "%" PRIu64 " free in %" PRIu64 "-%" PRIu64, picking->codes.count,
                 picking->range->low, picking->range->high);
    screen_rule(screen, at.row + 1, at.column, at.columns, left, right[0] ? right : NULL);
}

static void pick_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct pick *pick = pane->state;
    struct pick_parts parts = layout(ctx->area);
    struct picking picking = look(pick, ctx);
    struct pick shown = *pick;
    const struct list *list = pick->in_codes ? &shown.codes : &shown.ranges;

    fit_lists(&shown, ctx, &picking);
    draw_head(screen, parts.head, pick, &picking);
    if (!picking.table)
        return; /* the edition in force has no such registry */

    for (int i = 0; i < parts.list.rows && list->top + i < list->n; i++) {
        int n = list->top + i;
        struct rect at = { parts.list.row + i, parts.list.column, 1, parts.list.columns };
        if (pick->in_codes)
            draw_code(screen, at, pick, ctx, &picking, free_codes_nth(&picking.codes, (uint64_t)n));
        else
            draw_range(screen, at, pick, ctx, &picking, &picking.table->ranges[n]);
        if (n == list->chosen)
            list_draw_focus(screen, at, true);
    }
    free_codes_free(&picking.codes);
}

const struct pane_ops pane_pick = {
    .name = "Codes",
    .keys = pick_keys,
    .state_size = sizeof(struct pick),
    .open = pick_open,
    .act = pick_act,
    .event = pick_event,
    .typing = pick_typing,
    .draw = pick_draw,
};
