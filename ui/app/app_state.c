/* What every file of the app asks of it, and what panes see. */

#include "ui/app/app_state.h"

#include "base/memory.h"
#include "ui/cli/cli.h"
#include "ui/cli/session.h"
#include "ui/kit/frame.h"

#include <stdio.h>
#include <string.h>

struct ctx app_ctx(const struct app *app)
{
    size_t n_own;
    const int64_t *own = session_groups(app->setup.session, &n_own);

    return (struct ctx){
        .model = app->model,
        .editions = app->editions,
        .n_editions = app->n_editions,
        .log = app->log,
        .own = own,
        .n_own = n_own,
        .captured = app->captured,
        .read_only = app->setup.read_only,
        .keeps = app->state != NULL,
        .not_kept = app->not_kept[0] ? app->not_kept : NULL,
        .history = app->history,
        .completer = &app->completer,
        .now_ms = app->now_ms,
        .area = frame_area(app->screen),
        .editor = app->editor,
    };
}

void app_set_model(struct app *app, const struct model *model)
{
    app->model = model;
    app->completer = completer_of(model);
    snprintf(app->edition, sizeof app->edition, "%s", model->edition.id);
}

struct pane *app_front(struct app *app)
{
    return app->depth > 0 ? &app->stack[app->depth - 1].pane : &app->places[app->place];
}

void app_say(struct app *app, bool problem, const char *text)
{
    snprintf(app->message, sizeof app->message, "%s", text);
    app->problem = problem;
    app->unseen = true;
}

void app_say_damage(struct app *app)
{
    const char *damage = session_damage(app->setup.session);
    if (damage)
        app_say(app, true, damage);
}

void app_load_editions(struct app *app, struct err *err)
{
    const struct model *listing =
        app->model; /* one model has the count and the array: what is read may be another */
    const size_t n = listing->n_editions;

    app->editions = array_grow(app->editions, &app->editions_capacity, n + 1, sizeof(const struct model *));
    app->n_editions = 0;
    for (size_t i = 0; i < n && err->kind != ERR_ENV; i++) {
        struct err why = { 0 };
        const struct model *model = session_model(app->setup.session, listing->editions[i].id, &why);
        if (model)
            app->editions[app->n_editions++] = model;
        else if (err->kind == ERR_NONE || why.kind == ERR_ENV)
            *err = why; /* of the file rather than of an edition that went since the listing was read */
    }
}
