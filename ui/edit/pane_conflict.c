#include "ui/edit/pane_conflict.h"

#include "ui/edit/edit_state.h"
#include "ui/kit/paragraph.h"

#include <stdio.h>
#include <string.h>

enum { BOTH_MINE = 1, BOTH_THEIRS, BOTH_THEIRS_YES, BOTH_UP, BOTH_DOWN, BOTH_BACK };

static const struct binding both_keys[] = {
    { "k", BOTH_MINE, "keep mine", "save mine in these fields; all else of theirs stays" },
    { "t", BOTH_THEIRS, "take theirs", "take theirs in these fields; asks if something typed would be lost" },
    { "Up PgUp", BOTH_UP, NULL, "scroll up" },
    { "Down PgDn", BOTH_DOWN, NULL, "scroll down" },
    { "Esc q ^C", BOTH_BACK, "back", "back to the form as it is" },
    { NULL, 0, NULL, NULL },
};

struct both {
    const struct form *form; /* of the pane beneath */
    int64_t rev;             /* of theirs, as it was shown */
    int top;
};

enum {
    WIDE_COLUMNS = 76, /* from here on both stand side by side, else one below the other */
    TITLE_COLUMNS = 12,
    OWNER_COLUMNS = 10,
};

/* ---- what it shows ---- */

/* Lines from the top of all there is; without a screen they are only counted. */
struct walk {
    struct screen *screen;
    struct rect area;
    int top, line;
};

static int put(const struct walk *walk, int line, int column, int columns, enum role role, const char *text)
{
    int lines = 0;

    do {
        size_t len = paragraph_line(text, columns);
        int row = line + lines - walk->top;
        if (walk->screen && row >= 0 && row < walk->area.rows)
            screen_octets(walk->screen, walk->area.row + row, walk->area.column + column, columns, role, text,
                          len);
        text += len;
        text += strspn(text, " ");
        lines++;
    } while (*text);

    return lines;
}

/* A field's text in words, where it is empty or cannot be shown. */
static const char *said(char out[64], const char *text, const struct held *held)
{
    if (text[0])
        return text;
    if (held && held->octets > 0)
        snprintf(out, 64, "%zu octets that no field can show", held->octets);
    else
        snprintf(out, 64, "-");
    return out;
}

static void walk_field(struct walk *walk, const struct form *form, const struct registry *registry,
                       enum draft_field field)
{
    char buffer[64];
    const char *title = registry ? form_title(registry, field) : draft_fields[field].title;
    const char *mine = said(buffer, form->at[field].text, NULL), *owner[2] = { "yours", "theirs" };
    int columns = walk->area.columns - 1, used[2];

    if (columns + 1 >= WIDE_COLUMNS) {
        int half = (columns - TITLE_COLUMNS) / 2;
        (void)put(walk, walk->line, 1, TITLE_COLUMNS - 2, ROLE_HEAD, title);
        used[0] = put(walk, walk->line, TITLE_COLUMNS, half - 2, ROLE_TEXT, mine);
        used[1] = put(walk, walk->line, TITLE_COLUMNS + half, half, ROLE_WARNING,
                      said(buffer, form->were[field], &form->held[field]));
        walk->line += used[0] > used[1] ? used[0] : used[1];
        return;
    }

    walk->line += put(walk, walk->line, 1, columns - 1, ROLE_HEAD, title);
    for (int i = 0; i < 2; i++) {
        const char *text = i == 0 ? mine : said(buffer, form->were[field], &form->held[field]);
        (void)put(walk, walk->line, 2, OWNER_COLUMNS - 3, ROLE_FAINT, owner[i]);
        walk->line += put(walk, walk->line, OWNER_COLUMNS, columns - OWNER_COLUMNS,
                          i == 0 ? ROLE_TEXT : ROLE_WARNING, text);
    }
}

/* Draws the lines from `top` on; returns how many there are in all. */
static int walk_all(const struct both *both, const struct ctx *ctx, struct rect area, struct screen *screen,
                    int top)
{
    struct walk walk = { .screen = screen, .area = area, .top = top };
    const struct registry *registry = model_registry(ctx->model, both->form->registry);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_differs(both->form, (enum draft_field)i))
            walk_field(&walk, both->form, registry, (enum draft_field)i);
    return walk.line;
}

static struct rect list_part(struct rect area)
{
    int head = area.columns >= WIDE_COLUMNS ? 2 : 1;
    return (struct rect){ area.row + head, area.column, area.rows - head, area.columns };
}

static int last_top(const struct both *both, const struct ctx *ctx)
{
    struct rect part = list_part(ctx->area);
    int lines = walk_all(both, ctx, part, NULL, 0);
    return lines > part.rows ? lines - part.rows : 0;
}

static void both_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct both *both = pane->state;
    struct rect area = ctx->area, part = list_part(area);
    int last = last_top(both, ctx), top = both->top < last ? both->top : last, used = 0;
    int half = (area.columns - 1 - TITLE_COLUMNS) / 2;
    char who[EDIT_WHO_OCTETS];

    (void)edit_who_when(ctx, both->form->id, model_draft(ctx->model, both->form->id), who);
    if (last > 0) {
        char left[32];
        if (top < last)
            snprintf(left, sizeof left, "%d more", last - top);
        else
            snprintf(left, sizeof left, "%d above", top);
        used = screen_right(screen, area.row, area.column + 1, area.columns - 2, ROLE_NOTE, left) + 1;
    }

    screen_format(screen, area.row, area.column + 1, area.columns - 2 - used, ROLE_NAME, "%s: %s",
                  area.columns >= WIDE_COLUMNS ? "Both changed it; theirs" : "theirs", who);
    if (part.row == area.row + 2) {
        screen_text(screen, area.row + 1, area.column + TITLE_COLUMNS, half, ROLE_FAINT, "yours");
        screen_text(screen, area.row + 1, area.column + TITLE_COLUMNS + half, half, ROLE_FAINT, "theirs");
    }
    (void)walk_all(both, ctx, part, screen, top);
}

/* ---- choosing ---- */

static struct effects say_yes_to(int action)
{
    struct effect effect = { .kind = EFF_YES };
    effect.u.action = action;
    return effects_one(effect);
}

/* What was written by hand goes with theirs; of a choice that was turned nothing is lost. */
static bool loses_typing(const struct form *form)
{
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_differs(form, (enum draft_field)i) && form->at[i].len > 0 &&
            !form_choices((enum draft_field)i))
            return true;
    return false;
}

static struct effects take_theirs(const struct form *form)
{
    struct effect ask = { .kind = EFF_ASK };
    if (!loses_typing(form))
        return say_yes_to(EDIT_TAKE_THEIRS);
    snprintf(ask.u.ask.question, sizeof ask.u.ask.question,
             "Take theirs? What you typed in these fields is lost.");
    ask.u.ask.action = BOTH_THEIRS_YES;
    return effects_one(ask);
}

static struct effects both_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct both *both = pane->state;
    int last = last_top(both, ctx);
    bool chooses = action == BOTH_MINE || action == BOTH_THEIRS || action == BOTH_THEIRS_YES;

    if (chooses && (both->form->rev != both->rev || both->form->gone)) {
        both->rev = both->form->rev;
        return both->form->gone
                   ? effects_kind(EFF_POP)
                   : effects_one(effect_text(EFF_PROBLEM, "It was changed again: look, then choose."));
    }

    switch (action) {
    case BOTH_MINE:
        return say_yes_to(EDIT_KEEP_MINE);
    case BOTH_THEIRS:
        return take_theirs(both->form);
    case BOTH_THEIRS_YES:
        return say_yes_to(EDIT_TAKE_THEIRS);
    case BOTH_UP:
    case BOTH_DOWN:
        both->top += action == BOTH_UP ? -1 : 1;
        both->top = both->top < 0 ? 0 : both->top > last ? last : both->top;
        return effects_none();
    default:
        return effects_kind(EFF_POP);
    }
}

static void both_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct both *both = pane->state;
    (void)ctx;
    both->form = arg->data;
    both->rev = both->form->rev;
}

static const struct binding *both_only(const struct pane *pane, const struct ctx *ctx)
{
    (void)pane;
    (void)ctx;
    return both_keys;
}

const struct pane_ops pane_both = {
    .name = "Both",
    .log = true,
    .keys = both_keys,
    .state_size = sizeof(struct both),
    .open = both_open,
    .act = both_act,
    .only = both_only,
    .draw = both_draw,
};
