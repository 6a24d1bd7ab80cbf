#ifndef UI_APP_STATE_H
#define UI_APP_STATE_H

/* What app.c and app_effects.c share; nobody else looks in here. */

#include "line/completion.h"
#include "line/history.h"
#include "line/line.h"
#include "registry/model.h"
#include "ui/app.h"
#include "ui/pane.h"
#include "ui/pane_output.h"

enum { STACK_MOST = 8, MESSAGE_OCTETS = 512 };

/* A pane on the stack. The output of a verb lives as long as the pane that shows it. */
struct slot {
    struct pane pane;
    struct output output;
    char *output_text;
};

struct app {
    struct app_setup setup;
    struct screen *screen;
    struct line_editor *editor;
    struct history *history;
    const struct model *model;
    struct completer completer;    /* of lines behind `:`, for the model */
    const struct model **editions; /* NULL until app_load_rest */
    size_t n_editions;
    struct pane places[PLACES];
    bool opened[PLACES];
    enum place place;
    struct slot stack[STACK_MOST];
    size_t depth;
    char message[MESSAGE_OCTETS];
    bool problem;
    char *copy;
    int64_t now_ms;
};

extern const struct pane_ops *const app_places[PLACES];

/* The pane that gets the keys. */
struct pane *app_front(struct app *app);
struct ctx app_ctx(const struct app *app);

void app_say(struct app *app, bool problem, const char *text);

/* Carries effects out, in their order. The only place where anything happens. */
void app_apply(struct app *app, const struct effects *effects, struct app_wish *wish);

/* Brings a place to the front; its pane is opened with the arg. */
void app_go(struct app *app, enum place place, const struct arg *arg);
void app_push(struct app *app, const struct pane_ops *ops, const struct arg *arg);
void app_pop(struct app *app);

/* The model is the one in force from now on. */
void app_set_model(struct app *app, const struct model *model);

/* Takes another edition; what is wrong is said in the message line. */
void app_take_edition(struct app *app, const char *id);

#endif
