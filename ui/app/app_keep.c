/* Forms outlive the program: at each pause in typing the form in front is written down, and what a program
 * that is gone left behind is offered. */

#include "base/memory.h"
#include "base/out.h"
#include "base/text.h"
#include "ui/app/app_state.h"
#include "ui/cli/session.h"
#include "ui/edit/form_draft.h"
#include "ui/edit/pane_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAUSE_MS = 250, /* idle time before saving */
    EACH_MS = 1000, /* minimum gap between saves */
    MOST_MS = 2000, /* longest time unsaved, though keys never pause */
    LOOK_MS = 2000, /* how often it is asked whether what is kept is still there */
};

void app_keep_open(struct app *app)
{
    struct store *store = session_store(app->setup.session, NULL);
    char text[MESSAGE_OCTETS];
    if (!app->setup.keep_forms || !store || store_is_own_copy(store))
        return;

    app->state = state_open(NULL, store_path(store), app->not_kept);
    if (!app->state || !state_left(app->state, &app->left))
        return;
    snprintf(text, sizeof text, "A form was left unfinished: %.120s. F in Browse opens it.", app->left.title);
    app_say(app, false, text);
}

void app_keep_close(struct app *app)
{
    state_close(app->state);
    free(app->kept);
}

static void keep(struct app *app, const char *title, char *text)
{
    char at[SESSION_TIME];

    session_now(at);
    app->keep_due = -1;
    app->kept_at = app->now_ms;
    if (!state_keep(app->state, at, title, text, app->not_kept)) { /* again at the next pause */
        app->keep_due = app->now_ms + EACH_MS;
        app->unkept_at = app->now_ms;
        free(text);
        return;
    }

    app->not_kept[0] = '\0';
    app->looked_at = app->now_ms;
    free(app->kept);
    app->kept = text;
}

/* The file may be removed while nobody types: then nothing is kept, and all of it is to be kept anew. */
static void look_after(struct app *app, bool now)
{
    if (!app->kept || (!now && app->now_ms - app->looked_at < LOOK_MS))
        return;
    app->looked_at = app->now_ms;
    if (state_has(app->state))
        return;
    free(app->kept);
    app->kept = NULL;
}

/* Each key begins the pause anew, but not beyond what may be lost. */
static void set_due(struct app *app)
{
    int64_t pause = app->now_ms + PAUSE_MS, each = app->kept_at + EACH_MS;
    if (app->keep_due < 0)
        app->unkept_at = app->now_ms;
    app->keep_due = app->kept && each > pause ? each : pause;
    if (app->keep_due > app->unkept_at + MOST_MS)
        app->keep_due = app->unkept_at + MOST_MS;
}

void app_keep_step(struct app *app, bool now)
{
    char title[128] = "";
    if (!app->state)
        return;

    char *text = app_form(app, title);
    if (text)
        look_after(app, now);
    if (!text && app->kept) {
        keep(app, "", NULL);
        if (!app->kept && !state_left(app->state, &app->left)) /* the next that is left is offered */
            app->left.id = 0;
        return;
    }
    if (!text || (app->kept && strcmp(text, app->kept) == 0)) {
        app->keep_due = -1;
        free(text);
        return;
    }

    if (app->keep_due < 0 || app->key_at == app->now_ms)
        set_due(app);
    if (now || app->now_ms >= app->keep_due)
        keep(app, title, text);
    else
        free(text);
}

bool app_keep_now(struct app *app)
{
    char title[128];
    char *text = app_form(app, title);
    if (text && app->state)
        app_keep_step(app, true);
    bool kept = !text || (app->kept && strcmp(app->kept, text) == 0);
    free(text);
    return kept;
}

/* What is said of the form is the longest that there is room for. */
void app_say_unsaved(struct app *app, const char *text)
{
    size_t room = (size_t)app->screen->columns - 2, used = text_columns(text) + 1;
    char says[MESSAGE_OCTETS], line[MESSAGE_OCTETS];
    bool form = app_has_form(app), kept = form && app_keep_now(app);

    snprintf(says, sizeof says, kept ? "Form kept." : "Form open, not kept: %s.",
             app->not_kept[0] ? app->not_kept : "there is no place for it");
    if (!kept && used + text_columns(says) > room)
        snprintf(says, sizeof says, "Form not kept.");
    if (!form || used + text_columns(says) > room)
        says[0] = '\0';
    snprintf(line, sizeof line, "%s%s%.150s", text, says[0] ? " " : "", says);
    app_say(app, true, line);
}

void app_left(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    struct arg arg = { .number = EDIT_LEFT };
    struct form form;
    struct left_form next = { 0 };
    int64_t tried = 0;
    bool claimed = false;

    (void)pane;
    (void)effect;
    (void)wish;

    /* another explorer may take it at the same moment; then the next is tried, but none twice */
    while (!claimed && app->state && state_left(app->state, &next) && next.id != tried) {
        tried = next.id;
        claimed = state_take(app->state, tried, &next);
        if (claimed && !form_read(&form, next.text)) { /* nothing that can be opened */
            state_drop(app->state, tried);
            claimed = false;
        }
    }

    app->left.id = 0;
    if (!claimed) {
        app_say(app, false,
                app->state && state_unread(app->state) ? "state.db is locked or cannot be read; try again."
                                                       : "No form was left unfinished.");
        return;
    }

    arg.data = next.text;
    app_push(app, &pane_edit, &arg);
    free(app->kept); /* what is kept is this form from now on: when it is done, that goes too */
    app->kept = memory_take(strlen(next.text) + 1);
    memcpy(app->kept, next.text, strlen(next.text));
    app->looked_at = app->now_ms;
}

int64_t app_keep_due(const struct app *app)
{
    if (app->keep_due >= 0)
        return app->keep_due;
    return app->kept ? app->looked_at + LOOK_MS : -1;
}
