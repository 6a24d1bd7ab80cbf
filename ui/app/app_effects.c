/* What effects do: one function a kind. */

#include "base/memory.h"
#include "base/text.h"
#include "ui/app/app_state.h"
#include "ui/cli/cli.h"
#include "ui/cli/session.h"
#include "ui/common/pane_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void tell_changed(struct app *app, struct app_wish *wish)
{
    const struct event changed = { .kind = EV_MODEL, .now_ms = app->now_ms };

    app_tell(app, &changed, wish);
}

void app_take_edition(struct app *app, const char *id, struct app_wish *wish)
{
    struct err err = { 0 };
    const struct model *model = session_model(app->setup.session, id, &err);
    char text[256];

    if (!model) {
        app_say(app, true, err.text);
        return;
    }

    app_set_model(app, model);
    snprintf(text, sizeof text, "%s: %s; %u registries.", model->edition.id, model->edition.title,
             model->edition.registries);
    app_say(app, false, text);
    tell_changed(app, wish);
}

static void apply_verb(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)pane;
    struct out text = out_to_memory();
    const char *line = effect->u.text + strspn(effect->u.text, " ");
    if (strcmp(line, "q") == 0 || strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0) {
        wish->quit = true;
        return;
    }
    if (!line[0])
        return;

    history_add(app->history, line);
    (void)history_save(app->history, NULL); /* a history that cannot be kept is no reason to stop */
    app_run_line(app, line, &text);
    if (app_renew(app, wish)) /* it may have changed the file */
        tell_changed(app, wish);
    if (text.len > 0 && !wish->quit)
        app_show(app, line, &text);
    out_free(&text);
}

/* ---- changes ---- */

/* The path stands last, and only where there is room for it. */
static void add_path(struct app *app, const char *path)
{
    size_t len = strlen(app->message);
    if (text_columns(app->message) + text_columns(path) + 3 <= (size_t)app->screen->columns - 2 &&
        len + strlen(path) + 4 <= sizeof app->message)
        snprintf(app->message + len, sizeof app->message - len, " (%s)", path);
}

/* The answer goes to the pane that asked, before the others hear of it: a form that was saved closes. */
static void apply_change(struct app *app, struct pane *pane, const struct effect *effect,
                         struct app_wish *wish)
{
    struct app_answer answer;
    struct event event = { .kind = EV_ANSWER, .now_ms = app->now_ms };

    app_change(app, effect, &answer);
    if (answer.changed && !app_show_change(app, wish))
        return;
    event.u.answer = answer.reply;
    app_hand(app, pane, &event, wish);
    if (answer.changed)
        tell_changed(app, wish);
    else if (answer.err.kind == ERR_ENV)
        add_path(app, answer.path);
    if (answer.tells_of_others && !wish->quit)
        app->newest = app_newest(app);
}

/* ---- the others ---- */

static void apply_push(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)pane;
    (void)wish;
    app_push(app, effect->u.push.ops, &effect->u.push.arg);
}

static void apply_pop(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)effect;
    (void)wish;
    if (app->depth > 0 && pane == app_front(app)) /* beneath others, a pane stays until it is in front */
        app_pop(app);
}

static void apply_go(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)pane;
    (void)wish;
    app_go(app, effect->u.go.place, &effect->u.go.arg);
}

static void apply_act(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    enum place place = effect->u.act.place;
    struct pane *other = &app->places[place];
    struct ctx ctx = app_ctx(app);

    (void)pane;
    if (!app->opened[place] && other->ops->open)
        other->ops->open(other, &ctx, NULL);
    app->opened[place] = true;

    struct effects effects = other->ops->act(other, &ctx, effect->u.act.action);
    for (unsigned i = 0; i < effects.n; i++)
        if (effects.at[i].kind == EFF_ACT)
            return; /* two panes that ask each other would never end */
    app_apply(app, other, &effects, wish);
}

static void apply_ask(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    struct arg arg = { .number = effect->u.ask.action };
    (void)pane;
    (void)wish;
    snprintf(arg.text, sizeof arg.text, "%s", effect->u.ask.question);
    app_push(app, &pane_ask, &arg);
}

/* The pane on top is done; the one beneath does what it asked about. */
static void apply_yes(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)pane;
    if (app->depth > 0)
        app_pop(app);
    app_act(app, app_front(app), effect->u.action, wish);
}

static void apply_give(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    const struct event answer = { .kind = EV_ANSWER,
                                  .now_ms = app->now_ms,
                                  .u.answer = { .asked = EFF_GIVE, .text = effect->u.text } };
    (void)pane;
    if (app->depth > 0)
        app_pop(app);
    app_hand(app, app_front(app), &answer, wish);
}

/* The pane on top gave octets that stand in its state: it goes once the one beneath has them. */
static void apply_paste(struct app *app, struct pane *pane, const struct effect *effect,
                        struct app_wish *wish)
{
    const struct event event = { .kind = EV_PASTE,
                                 .now_ms = app->now_ms,
                                 .u.paste = { effect->u.octets.at, effect->u.octets.len, false } };

    (void)pane;
    struct slot done = app->stack[--app->depth];
    struct pane *beneath = app_front(app);
    struct ctx ctx = app_ctx(app);
    struct effects effects = beneath->ops->event(beneath, &ctx, &event);
    free(done.pane.state);
    free(done.output_text);
    app_apply(app, beneath, &effects, wish);
}

static void apply_copy(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)pane;
    /* what is copied is pasted into shells: it passes the same gate as the screen */
    size_t len = strlen(effect->u.text), size = text_safe(NULL, 0, effect->u.text, len) + 1;
    (void)wish;
    free(app->copy);
    app->copy = memory_take(size);
    (void)text_safe(app->copy, size, effect->u.text, len);
}

/* The same, line by line: the ends of lines stay. */
static void apply_copy_all(struct app *app, struct pane *pane, const struct effect *effect,
                           struct app_wish *wish)
{
    const char *at = effect->u.octets.at, *end = at + effect->u.octets.len;
    struct out safe = out_to_memory();

    (void)pane;
    (void)wish;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const size_t len = (size_t)((newline ? newline : end) - at), size = text_safe(NULL, 0, at, len) + 1;
        char *line = memory_take(size);
        (void)text_safe(line, size, at, len);
        out_text(&safe, line);
        free(line);
        if (newline)
            out_char(&safe, '\n');
        at += len + 1;
    }

    out_char(&safe, '\0');
    free(app->copy);
    app->copy = safe.octets;
}

static void apply_show(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    struct out text = out_to_memory();
    (void)pane;
    (void)wish;
    out_octets(&text, effect->u.show.at, effect->u.show.len);
    app_show(app, effect->u.show.title, &text);
    out_free(&text);
}

static void apply_edition(struct app *app, struct pane *pane, const struct effect *effect,
                          struct app_wish *wish)
{
    (void)pane;
    app_take_edition(app, effect->u.text, wish);
}

static void apply_message(struct app *app, struct pane *pane, const struct effect *effect,
                          struct app_wish *wish)
{
    (void)pane;
    (void)wish;
    app_say(app, effect->kind == EFF_PROBLEM, effect->u.text);
}

static void apply_unsaved(struct app *app, struct pane *pane, const struct effect *effect,
                          struct app_wish *wish)
{
    (void)pane;
    (void)wish;
    app_say_unsaved(app, effect->u.text);
}

void app_apply(struct app *app, struct pane *pane, const struct effects *effects, struct app_wish *wish)
{
    static void (*const apply[EFFECTS])(struct app *, struct pane *, const struct effect *,
                                        struct app_wish *) = {
        [EFF_PUSH] = apply_push,
        [EFF_POP] = apply_pop,
        [EFF_GO] = apply_go,
        [EFF_ACT] = apply_act,
        [EFF_VERB] = apply_verb,
        [EFF_COPY] = apply_copy,
        [EFF_COPY_ALL] = apply_copy_all,
        [EFF_SHOW] = apply_show,
        [EFF_PASTE] = apply_paste,
        [EFF_SAVE] = apply_change,
        [EFF_REMOVE] = apply_change,
        [EFF_UNDO] = apply_change,
        [EFF_REDO] = apply_change,
        [EFF_LEFT] = app_left,
        [EFF_ASK] = apply_ask,
        [EFF_YES] = apply_yes,
        [EFF_GIVE] = apply_give,
        [EFF_EDITION] = apply_edition,
        [EFF_CAPTURE] = app_open_capture,
        [EFF_STOP_CAPTURE] = app_stop_capture,
        [EFF_MESSAGE] = apply_message,
        [EFF_PROBLEM] = apply_message,
        [EFF_UNSAVED] = apply_unsaved,
    };
    for (unsigned i = 0; i < effects->n && !wish->quit; i++)
        apply[effects->at[i].kind](app, pane, &effects->at[i], wish);
}

void app_hand(struct app *app, struct pane *pane, const struct event *event, struct app_wish *wish)
{
    const struct ctx ctx = app_ctx(app);
    if (!pane->ops->event)
        return;
    struct effects effects = pane->ops->event(pane, &ctx, event);
    app_apply(app, pane, &effects, wish);
}

void app_act(struct app *app, struct pane *pane, int action, struct app_wish *wish)
{
    const struct ctx ctx = app_ctx(app);
    const struct effects effects = pane->ops->act(pane, &ctx, action);
    app_apply(app, pane, &effects, wish);
}

void app_tell(struct app *app, const struct event *event, struct app_wish *wish)
{
    for (size_t i = 0; i < PLACES && !wish->quit; i++) {
        struct ctx ctx = app_ctx(app);
        if (app->opened[i] && app->places[i].ops->event)
            (void)app->places[i].ops->event(&app->places[i], &ctx, event);
    }
    for (size_t i = 0; i < app->depth && !wish->quit; i++)
        app_hand(app, &app->stack[i].pane, event, wish);
}
