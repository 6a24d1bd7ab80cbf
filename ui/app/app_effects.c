/* What effects do: one function a kind. */

#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "ui/app/app_state.h"
#include "ui/cli/cli.h"
#include "ui/cli/session.h"
#include "ui/common/pane_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A new slot on the stack, its pane not opened yet; NULL: there are too many, and that is said. */
static struct slot *new_slot(struct app *app, const struct pane_ops *ops)
{
    struct slot *slot;
    if (app->depth == STACK_MOST) {
        app_say(app, true, "Too many panes are open: close some with q.");
        return NULL;
    }
    slot = &app->stack[app->depth++];
    *slot = (struct slot){ .pane = { ops, memory_take(ops->state_size) } };
    return slot;
}

static void open_slot(struct app *app, struct slot *slot, const struct arg *arg)
{
    struct ctx ctx = app_ctx(app);
    if (slot->pane.ops->open)
        slot->pane.ops->open(&slot->pane, &ctx, arg);
}

void app_push(struct app *app, const struct pane_ops *ops, const struct arg *arg)
{
    struct slot *slot = new_slot(app, ops);
    if (slot)
        open_slot(app, slot, arg);
}

void app_pop(struct app *app)
{
    struct slot *slot = &app->stack[--app->depth];
    free(slot->pane.state);
    free(slot->output_text);
}

void app_go(struct app *app, enum place place, const struct arg *arg)
{
    struct pane *pane = &app->places[place];
    struct ctx ctx;
    if (app_has_form(app)) {
        app_say(app, true, "The form is not saved: Enter saves it, Esc leaves it.");
        return;
    }
    while (app->depth > 0)
        app_pop(app);
    app->place = place;
    ctx = app_ctx(app);
    if (pane->ops->open && (arg || !app->opened[place]))
        pane->ops->open(pane, &ctx, arg);
    app->opened[place] = true;
}

void app_take_edition(struct app *app, const char *id, struct app_wish *wish)
{
    struct err err = { 0 };
    const struct model *model = session_model(app->setup.session, id, &err);
    const struct event changed = { .kind = EV_MODEL, .now_ms = app->now_ms };
    char text[256];
    if (!model) {
        app_say(app, true, err.text);
        return;
    }
    app_set_model(app, model);
    (void)snprintf(text, sizeof text, "%s: %s; %u registries.", model->edition.id, model->edition.title,
                   model->edition.registries);
    app_say(app, false, text);
    app_tell(app, &changed, wish);
}

/* ---- verbs
 * ----------------------------------------------------------------------------------------------------------
 */

/* What the pane of a verb's output can show in a line: a blank stands at either side. */
static unsigned output_columns(const struct screen *screen)
{
    return screen->columns > 3 ? (unsigned)screen->columns - 2 : 1;
}

/* Runs one line of the command language; `text` is what to show. */
static void run_line(struct app *app, const char *line, struct out *text)
{
    struct words words = { 0 };
    struct out notes = out_to_memory();
    struct surroundings surroundings = { .out = text,
                                         .notes = &notes,
                                         .terminal = true,
                                         .utf8 = !app->setup.ascii,
                                         .columns = output_columns(app->screen),
                                         .stop = app->setup.stop };
    struct options options = { .edition = app->edition };
    struct err err = { 0 };
    const char **operands;
    size_t n = 0;
    if (!words_split(&words, line, &err))
        goto out;
    operands = memory_take((words.n + 1) * sizeof *operands);
    if (options_read((int)words.n, words.at, &options, operands, &n, &err) && (n > 0 || options.help)) {
        const struct verb *verb = n > 0 ? verb_called(operands[0]) : NULL;
        if (verb && verb->own_terminal)
            (void)err_set(&err, ERR_USAGE, "%s needs a terminal of its own: leave the explorer first",
                          verb->name);
        else
            (void)cli_run(app->setup.session, &surroundings, &options, operands, n, &err);
    }
    free(operands);
out:
    if (err.kind != ERR_NONE)
        app_say(app, true, err.text);
    else if (notes.len > 0)
        out_octets(text, notes.octets, notes.len);
    words_free(&words);
    out_free(&notes);
}

/* The text, with its title behind it, belongs to the slot. */
static void show_output(struct app *app, const char *line, const struct out *text)
{
    struct slot *slot = new_slot(app, &pane_output);
    const struct arg arg = { .data = slot ? &slot->output : NULL };
    if (!slot)
        return;
    slot->output_text = memory_take(text->len + 1 + strlen(line) + 1);
    memcpy(slot->output_text, text->octets, text->len);
    memcpy(slot->output_text + text->len + 1, line, strlen(line));
    slot->output = (struct output){ .title = slot->output_text + text->len + 1, .text = slot->output_text };
    open_slot(app, slot, &arg);
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
    run_line(app, line, &text);
    app_after_verb(app, wish);
    if (text.len > 0 && !wish->quit)
        show_output(app, line, &text);
    out_free(&text);
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
    struct effects effects;
    (void)pane;
    if (!app->opened[place] && other->ops->open)
        other->ops->open(other, &ctx, NULL);
    app->opened[place] = true;
    effects = other->ops->act(other, &ctx, effect->u.act.action);
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
    (void)snprintf(arg.text, sizeof arg.text, "%s", effect->u.ask.question);
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
    struct slot done;
    struct pane *beneath;
    struct ctx ctx;
    struct effects effects;
    (void)pane;
    done = app->stack[--app->depth];
    beneath = app_front(app);
    ctx = app_ctx(app);
    effects = beneath->ops->event(beneath, &ctx, &event);
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
    show_output(app, effect->u.show.title, &text);
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
        [EFF_SAVE] = app_save,
        [EFF_REMOVE] = app_remove,
        [EFF_UNDO] = app_undo,
        [EFF_REDO] = app_redo,
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
