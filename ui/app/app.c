#include "ui/app/app.h"

#include "base/memory.h"
#include "ui/app/app_state.h"
#include "ui/browse/pane_browse.h"
#include "ui/changes/pane_changes.h"
#include "ui/cli/cli.h"
#include "ui/cli/session.h"
#include "ui/common/pane_editions.h"
#include "ui/common/pane_help.h"
#include "ui/common/pane_prompt.h"
#include "ui/kit/app_keys.h"
#include "ui/kit/frame.h"
#include "ui/lab/pane_lab.h"
#include "ui/search/pane_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct pane_ops *const app_places[PLACES] = {
    [PLACE_BROWSE] = &pane_browse,
    [PLACE_SEARCH] = &pane_search,
    [PLACE_HEADER] = &pane_lab,
    [PLACE_CHANGES] = &pane_changes,
};

enum {
    ASK_MS = 400,        /* how often a file that cannot be watched is asked */
    IDLE_MS = 5000,      /* the same when nobody has pressed a key */
    IDLE_AFTER = 300000, /* idle time after which polling slows */
};

/* ---- making it ---- */

struct app *app_new(const struct app_setup *setup, struct err *err)
{
    const struct model *model = session_first_model(setup->session, setup->options->edition, err);
    if (!model)
        return NULL;

    struct app *app = memory_take(sizeof *app);
    app->setup = *setup;
    app_set_model(app, model);
    app->screen = screen_new(setup->rows, setup->columns, setup->ascii);
    app->editor = line_editor_new();
    app->history = history_new(NULL);
    for (size_t i = 0; i < PLACES; i++)
        app->places[i] = (struct pane){ app_places[i], memory_take(app_places[i]->state_size) };
    app->keep_due = -1;
    if (session_note(setup->session))
        app_say(app, false, session_note(setup->session));
    app_go(app, PLACE_BROWSE, NULL);

    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;

    app_keep_close(app);
    app_capture_close(app);
    while (app->depth > 0)
        app_pop(app);
    for (size_t i = 0; i < PLACES; i++)
        free(app->places[i].state);
    history_free(app->history);
    line_editor_free(app->editor);
    screen_free(app->screen);
    change_log_free(app->log);
    free(app->editions);
    free(app->copy);
    free(app);
}

void app_load_rest(struct app *app)
{
    struct err err = { 0 };
    if (app->editions)
        return;

    if (app->setup.keep_history) {
        char path[HISTORY_PATH];
        history_free(app->history);
        app->history = history_new(history_place(path));
    }

    app_load_editions(app, &err);
    if (err.kind != ERR_NONE)
        app_say(app, true, err.text);
    for (size_t i = 0; i < app->n_editions; i++)
        if (strcmp(app->editions[i]->edition.id, app->edition) == 0)
            app_set_model(app, app->editions[i]); /* whole now, with what stands beside the rows */

    app_say_damage(app);
    app->newest = app_newest(app);
    app_keep_open(app);
}

/* ---- a step ---- */

static void step_edition(struct app *app, int by, struct app_wish *wish)
{
    const struct model *model = app->model;
    for (size_t i = 0; i < model->n_editions; i++) {
        size_t next = i + (size_t)by; /* wraps below 0 to a number that is no edition's */
        if (strcmp(model->editions[i].id, model->edition.id) != 0)
            continue;
        if (next < model->n_editions)
            app_take_edition(app, model->editions[next].id, wish);
        else
            app_say(app, false, by < 0 ? "This is the first edition." : "This is the last edition.");
        return;
    }
}

static void act_global(struct app *app, int action, struct app_wish *wish)
{
    struct arg arg = { 0 };

    switch (action) {
    case APP_SEARCH:
        arg.number = SEARCH_ANEW;
        app_go(app, PLACE_SEARCH, &arg);
        break;
    case APP_VERB:
        app_push(app, &pane_prompt, NULL);
        break;
    case APP_EDITIONS:
        app_push(app, &pane_editions, NULL);
        break;
    case APP_EDITION_BEFORE:
    case APP_EDITION_AFTER:
        step_edition(app, action == APP_EDITION_BEFORE ? -1 : 1, wish);
        break;
    case APP_HELP:
        arg.data = app_front(app)->ops;
        app_push(app, &pane_help, &arg);
        break;
    case APP_REDRAW:
        wish->redraw = true;
        break;
    case APP_SUSPEND:
        wish->suspend = true;
        break;
    case APP_BACK:
        if (app->depth > 0)
            app_pop(app);
        else
            wish->quit = true;
        break;
    default:
        app_go(app, (enum place)(action - APP_PANE_1), NULL);
    }
}

/* The keys that alone work now; NULL: those of the pane in front, and the program's. */
static const struct binding *only_keys(struct app *app)
{
    struct pane *pane = app_front(app);
    struct ctx ctx = app_ctx(app);
    return pane->ops->only ? pane->ops->only(pane, &ctx) : NULL;
}

/* What is pressed where nothing can be seen does nothing, but quit; and that only if no form is
 * lost by it. */
static void step_unseen(struct app *app, const struct event *event, struct app_wish *wish)
{
    struct pane *pane = app_front(app);
    bool typing = pane->ops->typing && pane->ops->typing(pane);
    const struct binding *key = event->kind == EV_KEY ? binding_find(app_keys, &event->u.key, typing) : NULL;
    wish->quit = key && key->action == APP_BACK && app_keep_now(app);
}

static void step_key(struct app *app, const struct event *event, struct app_wish *wish)
{
    struct pane *pane = app_front(app);
    bool typing = pane->ops->typing && pane->ops->typing(pane);
    const struct binding *only = only_keys(app);
    const struct binding *own = binding_find(only ? only : pane->ops->keys, &event->u.key, typing);
    const struct binding *global = own ? NULL : binding_find(app_keys, &event->u.key, typing);

    if (only && global && global->action != APP_REDRAW && global->action != APP_SUSPEND)
        global = NULL;
    if (!app->problem || !app->unseen) /* keys that waited wipe no problem away that nobody saw */
        app->message[0] = '\0';
    if (own && pane->ops->act)
        app_act(app, pane, own->action, wish);
    else if (global)
        act_global(app, global->action, wish);
    else
        app_hand(app, pane, event, wish);
}

static struct frame frame_of(struct app *app, const char *names[PLACES], int numbers[PLACES],
                             char edition[64])
{
    struct pane *pane = app_front(app);
    const struct binding *only = only_keys(app);
    struct frame frame = { .panes = names, .numbers = numbers, .n_panes = PLACES, .front = (int)app->place };

    snprintf(edition, 64, "%s%s%s", app->model->edition.id, app->model->edition.as_of ? " " : "",
             app->model->edition.as_of ? app->model->edition.as_of : "");
    for (size_t i = 0; i < PLACES; i++) {
        names[i] = app_places[i]->name;
        numbers[i] = app_places[i]->number;
    }

    for (size_t i = 0; i < app->model->n_tables; i++)
        frame.drafts += (int)app->model->tables[i].n_drafts;
    frame.read_only = app->setup.read_only;
    frame.edition = edition;
    frame.message = app->message[0] ? app->message : NULL;
    frame.problem = app->problem;
    frame.typing = pane->ops->typing && pane->ops->typing(pane);
    frame.keys[0] = only ? only : pane->ops->keys;
    frame.keys[1] = only ? NULL : app_keys;

    return frame;
}

static void step_mouse(struct app *app, const struct event *event, struct app_wish *wish)
{
    const char *names[PLACES];
    int numbers[PLACES];
    char edition[64];
    struct frame frame = frame_of(app, names, numbers, edition);
    struct event pressed = { .kind = EV_KEY, .now_ms = event->now_ms };

    if (event->u.mouse.kind == MOUSE_CLICK &&
        frame_click(app->screen, &frame, event->u.mouse.row, event->u.mouse.column, &pressed.u.key))
        step_key(app, &pressed, wish);
    else
        app_hand(app, app_front(app), event, wish);
}

/* What others did to the file meanwhile. */
static void hear(struct app *app, struct app_wish *wish)
{
    const struct event changed = { .kind = EV_MODEL, .now_ms = app->now_ms };

    if (app_news(app, wish))
        app_tell(app, &changed, wish);
}

void app_step(struct app *app, const struct event *event, struct app_wish *wish)
{
    *wish = (struct app_wish){ 0 };
    app->now_ms = event->now_ms;
    free(app->copy);
    app->copy = NULL;
    app_need_log(app);
    if (!frame_fits(app->screen) &&
        (event->kind == EV_KEY || event->kind == EV_MOUSE || event->kind == EV_PASTE)) {
        step_unseen(app, event, wish);
        return;
    }

    switch (event->kind) {
    case EV_KEY:
        app->key_at = event->now_ms;
        step_key(app, event, wish);
        break;
    case EV_MOUSE:
        step_mouse(app, event, wish);
        break;
    case EV_RESIZE:
        screen_resize(app->screen, event->u.size.rows, event->u.size.columns);
        app_tell(app, event, wish);
        break;
    case EV_WAKE:
        hear(app, wish);
        break;
    case EV_TICK:
        (void)app_capture_step(app);
        if (!app->setup.watched)
            hear(app, wish);
        if (!wish->quit)
            app_hand(app, app_front(app), event, wish);
        break;
    case EV_STOP:
        wish->suspend = true;
        break;
    case EV_END:
        wish->quit = true;
        wish->status = event->u.status;
        break;
    default:
        app_hand(app, app_front(app), event, wish);
    }
    if (!wish->quit) /* there may be no model any more */
        app_need_log(app);
    app_keep_step(app, wish->quit || wish->suspend);
    wish->copy = app->copy;
}

int app_timeout(const struct app *app)
{
    const int64_t due = app_keep_due(app);
    int64_t wait = -1;

    if (app_capture_reads(app))
        return 0;
    if (due >= 0)
        wait = due > app->now_ms ? due - app->now_ms : 0;
    if (!app->setup.watched && !app->setup.read_only) {
        int64_t ask = app->now_ms - app->key_at < IDLE_AFTER ? ASK_MS : IDLE_MS;
        wait = wait < 0 || ask < wait ? ask : wait;
    }
    return (int)wait;
}

/* ---- drawing ---- */

const struct screen *app_draw(struct app *app)
{
    const char *names[PLACES];
    int numbers[PLACES];
    char edition[64];
    struct frame frame = frame_of(app, names, numbers, edition);
    struct ctx ctx = app_ctx(app);
    size_t first = app->depth;

    screen_clear(app->screen);
    app->unseen = false;
    frame_draw(app->screen, &frame);
    if (!frame_fits(app->screen))
        return app->screen;

    while (first > 0 && app->stack[first - 1].pane.ops->over)
        first--;
    if (first == 0)
        app->places[app->place].ops->draw(&app->places[app->place], &ctx, app->screen);
    for (size_t i = first ? first - 1 : 0; i < app->depth; i++)
        app->stack[i].pane.ops->draw(&app->stack[i].pane, &ctx, app->screen);
    return app->screen;
}
