#include "ui/common/pane_editions.h"

#include "registry/model.h"
#include "ui/kit/list.h"
#include "ui/kit/paragraph.h"

#include <stdio.h>
#include <string.h>

enum { EDITIONS_TAKE = 1, EDITIONS_COMPARE, EDITIONS_CLOSE };

static const struct binding editions_keys[] = {
    { "Up k", LIST_UP, "choose", "to the edition above" },
    { "Down j", LIST_DOWN, "choose", "to the edition below" },
    { "Home g", LIST_HOME, NULL, "to the first" },
    { "End G", LIST_END, NULL, "to the last" },
    { "Enter", EDITIONS_TAKE, "take", "put the edition in force" },
    { "=", EDITIONS_COMPARE, "compare", "what differs between it and the one in force" },
    { "Esc q", EDITIONS_CLOSE, "close", "leave all as it is" },
    { NULL, 0, NULL, NULL },
};

/* ---- choosing ---- */

struct parts {
    struct rect head, list, rule, about;
};

enum { ABOUT_ROWS = 6 };

static struct parts layout(struct rect area)
{
    int about = area.rows >= ABOUT_ROWS + 6 ? ABOUT_ROWS : 0;
    int list = area.rows - 2 - (about ? about + 1 : 0);

    return (struct parts){
        .head = { area.row + 1, area.column, 1, area.columns },
        .list = { area.row + 2, area.column, list, area.columns },
        .rule = { area.row + 2 + list, area.column, about ? 1 : 0, area.columns },
        .about = { area.row + 3 + list, area.column, about, area.columns },
    };
}

static size_t in_force(const struct model *model)
{
    for (size_t i = 0; i < model->n_editions; i++)
        if (strcmp(model->editions[i].id, model->edition.id) == 0)
            return i;
    return 0;
}

static void fit_editions(struct list *list, const struct ctx *ctx)
{
    list_set(list, (int)ctx->model->n_editions, layout(ctx->area).list.rows);
}

static struct effects take(const struct ctx *ctx, const struct edition *edition)
{
    struct effects effects = effects_none();
    if (strcmp(edition->id, ctx->model->edition.id) != 0)
        (void)effects_add(&effects, effect_text(EFF_EDITION, "%s", edition->id));
    (void)effects_add(&effects, (struct effect){ .kind = EFF_POP });
    return effects;
}

/* The earlier one stands first, so that what is added was added later. */
static struct effects compare(const struct ctx *ctx, size_t chosen)
{
    const struct edition *editions = ctx->model->editions;
    size_t force = in_force(ctx->model);
    size_t first = chosen < force ? chosen : force, second = chosen < force ? force : chosen;

    if (first == second)
        return effects_one(effect_text(EFF_MESSAGE, "%s is in force: choose another to compare it with.",
                                       editions[chosen].id));

    struct effects effects = effects_kind(EFF_POP);
    (void)effects_add(&effects, effect_text(EFF_VERB, "diff %s %s", editions[first].id, editions[second].id));
    return effects;
}

static struct effects editions_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct list *list = pane->state;

    fit_editions(list, ctx);
    if (action == EDITIONS_CLOSE || list->n == 0)
        return effects_kind(EFF_POP);
    if (list_act(list, action))
        return effects_none();

    switch (action) {
    case EDITIONS_TAKE:
        return take(ctx, &ctx->model->editions[list->chosen]);
    case EDITIONS_COMPARE:
        return compare(ctx, (size_t)list->chosen);
    default:
        break;
    }

    return effects_none();
}

static struct effects on_mouse(struct list *list, const struct ctx *ctx, const struct mouse *mouse)
{
    struct parts parts = layout(ctx->area);
    int line = list_at(list, mouse->row - parts.list.row);
    if (mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN) {
        list_move(list, mouse->kind == MOUSE_WHEEL_UP ? -1 : 1);
        return effects_none();
    }
    if (line < 0)
        return effects_none();

    list_choose(list, line);
    return mouse->kind == MOUSE_DOUBLE ? take(ctx, &ctx->model->editions[line]) : effects_none();
}

static struct effects editions_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct list *list = pane->state;
    fit_editions(list, ctx);
    return event->kind == EV_MOUSE ? on_mouse(list, ctx, &event->u.mouse) : effects_none();
}

static void editions_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct list *list = pane->state;
    (void)arg;
    fit_editions(list, ctx);
    list_choose(list, (int)in_force(ctx->model));
}

/* ---- drawing ---- */

/* The edition in full: what it covers is counted when it is read, which is a moment after the first frame. */
static const struct edition *edition_read(const struct ctx *ctx, const struct edition *edition)
{
    for (size_t i = 0; i < ctx->n_editions; i++)
        if (strcmp(ctx->editions[i]->edition.id, edition->id) == 0)
            return &ctx->editions[i]->edition;
    return strcmp(ctx->model->edition.id, edition->id) == 0 ? &ctx->model->edition : edition;
}

/* How to apply for a code is a sentence: it has a column where there is room for it, and stands
 * below always. */
enum { TITLE_AT = 13, AS_OF_AT = 40, REGISTRIES_AT = 52, PROCESS_AT = 65, PROCESS_LEAST = 140 };

static void draw_row(struct screen *screen, struct rect at, const struct ctx *ctx,
                     const struct edition *edition)
{
    bool force = strcmp(edition->id, ctx->model->edition.id) == 0;
    int end = at.columns - 1;

    edition = edition_read(ctx, edition);
    screen_text(screen, at.row, at.column + 1, 1, ROLE_HEAD, force ? "*" : " ");
    screen_text(screen, at.row, at.column + 3, TITLE_AT - 4, ROLE_NAME, edition->id);
    screen_text(screen, at.row, at.column + TITLE_AT, (end < AS_OF_AT ? end : AS_OF_AT) - TITLE_AT - 1,
                ROLE_TEXT, edition->title ? edition->title : "");
    screen_text(screen, at.row, at.column + AS_OF_AT, end - AS_OF_AT, ROLE_TEXT,
                edition->as_of ? edition->as_of : "");
    if (edition->registries > 0)
        screen_format(screen, at.row, at.column + REGISTRIES_AT, end - REGISTRIES_AT, ROLE_CODE, "%10u",
                      edition->registries);

    if (at.columns >= PROCESS_LEAST)
        screen_text(screen, at.row, at.column + PROCESS_AT, end - PROCESS_AT, ROLE_FAINT,
                    edition->process ? edition->process : "");
}

static void draw_head(struct screen *screen, struct rect at)
{
    static const struct {
        int column;
        const char *text;
    } heads[] = { { 3, "edition" },
                  { TITLE_AT, "title" },
                  { AS_OF_AT, "as of" },
                  { REGISTRIES_AT, "registries" },
                  { PROCESS_AT, "process" } };

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (heads[i].column != PROCESS_AT || at.columns >= PROCESS_LEAST)
            screen_text(screen, at.row, at.column + heads[i].column, at.columns - heads[i].column - 1,
                        ROLE_HEAD, heads[i].text);
}

/* The words of the database, as sentences. */
struct saying {
    const char *word, *says;
};
static const struct saying forms[] = {
    { "free", "Mnemonics of types and classes have no form laid down." },
    { "rfc5395", "Mnemonics of types and classes: capitals, digits, hyphens; first a capital." },
    { "rfc6195",
      "Mnemonics of types and classes: capitals, digits, hyphens; first a capital, last no hyphen." },
    { NULL, NULL },
};
static const struct saying generics[] = {
    { "allowed", "TYPE123 and CLASS7 may be mnemonics." },
    { "warned", "TYPE123 and CLASS7 as mnemonics are not forbidden, but RFC 3597 reads them as numbers." },
    { "refused", "TYPE123 and CLASS7 may not be mnemonics: RFC 3597 reads them as numbers." },
    { NULL, NULL },
};

static const char *said(const struct saying *sayings, const char *word)
{
    for (; word && sayings->word; sayings++)
        if (strcmp(sayings->word, word) == 0)
            return sayings->says;
    return "";
}

/* "rfc5226" as "RFC 5226". */
static const char *document_said(const char *id, char out[32])
{
    if (id && strncmp(id, "rfc", 3) == 0)
        snprintf(out, 32, "RFC %s", id + 3);
    else
        snprintf(out, 32, "%s", id ? id : "no document");
    return out;
}

static void draw_about(struct screen *screen, struct rect part, const struct edition *edition,
                       size_t registries)
{
    char document[32], texts[2][512];
    const char *lines[] = { edition->title ? edition->title : edition->id, texts[0], texts[1],
                            said(forms, edition->form), said(generics, edition->generic) };
    struct rect rest = { part.row, part.column + 1, part.rows, part.columns - 2 };

    snprintf(texts[0], sizeof texts[0], "Policies are those of %s. It covers %u of %zu registries.",
             document_said(edition->policies, document), edition->registries, registries);
    snprintf(texts[1], sizeof texts[1], "To apply for a code: %s.",
             edition->process ? edition->process : "not said");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        int used = paragraph_draw(screen, rest, i == 0 ? ROLE_NAME : ROLE_TEXT, lines[i]);
        rest.row += used;
        rest.rows -= used;
    }
}

static void editions_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct model *model = ctx->model;
    struct parts parts = layout(ctx->area);
    struct list list = *(const struct list *)pane->state;

    fit_editions(&list, ctx);
    screen_rule(screen, ctx->area.row, ctx->area.column, ctx->area.columns, "editions", "* in force");
    draw_head(screen, parts.head);
    for (int i = 0; i < parts.list.rows; i++) {
        int line = list_at(&list, i);
        struct rect at = { parts.list.row + i, parts.list.column, 1, parts.list.columns };
        if (line < 0)
            break;
        draw_row(screen, at, ctx, &model->editions[line]);
        if (line == list.chosen) {
            screen_text(screen, at.row, at.column, 1, ROLE_TEXT, ">");
            screen_look(screen, at, LOOK_CHOSEN);
        }
    }

    if (parts.rule.rows > 0 && list.n > 0) {
        screen_rule(screen, parts.rule.row, parts.rule.column, parts.rule.columns, NULL, NULL);
        draw_about(screen, parts.about, edition_read(ctx, &model->editions[list.chosen]),
                   model->n_registries);
    }
}

const struct pane_ops pane_editions = {
    .name = "Editions",
    .keys = editions_keys,
    .state_size = sizeof(struct list),
    .open = editions_open,
    .act = editions_act,
    .event = editions_event,
    .draw = editions_draw,
};
