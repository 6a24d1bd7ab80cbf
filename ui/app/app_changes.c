/* Changes of drafts, and what others do to the file meanwhile. After each the models are others: every
 * pointer into the old ones is dead, so all is asked for anew before any pane is told. */

#include "base/memory.h"
#include "base/text.h"
#include "db/change.h"
#include "db/watch.h"
#include "ui/app/app_state.h"
#include "ui/changes/change_keys.h"
#include "ui/cli/save.h"
#include "ui/cli/session.h"
#include "ui/edit/edit_form.h"
#include "ui/rows/log_say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_MOST = 1000 }; /* rows that Changes shows */

/* ---- the log ---- */

void app_need_log(struct app *app)
{
    struct err err = { 0 };
    struct store *store;
    if (app->log || !app_front(app)->ops->log)
        return;
    store = session_store(app->setup.session, &err);
    app->log = store ? store_log(store, app->model, LOG_MOST, &err) : NULL;
    if (!app->log)
        app_say(app, true, err.text);
}

int64_t app_newest(struct app *app)
{
    struct store *store = session_store(app->setup.session, NULL);
    struct change_log *log = store ? store_log(store, app->model, 1, NULL) : NULL;
    int64_t newest = log && log->n > 0 ? log->at[0].group : 0;
    change_log_free(log);
    return newest;
}

/* ---- another model ---- */

/* The registries as the file has them now. False: it cannot be read, and nothing can be shown any more. */
static bool renew(struct app *app, struct app_wish *wish)
{
    struct err err = { 0 };
    const struct model *model;
    change_log_free(app->log);
    app->log = NULL;
    model = session_model(app->setup.session, app->edition, &err);
    if (model) {
        app_set_model(app, model);
        if (app->editions)
            app_load_editions(app, &err);
        if (err.kind == ERR_USAGE)
            err.kind = ERR_NONE; /* an edition went meanwhile: the next question finds that */
    }
    if (err.kind == ERR_NONE)
        return true;
    app_say(app, true, err.text);
    app_keep_step(app, true);
    wish->quit = true;
    wish->status = ERR_ENV;
    wish->problem = app->message;
    return false;
}

static void tell_all(struct app *app, struct app_wish *wish)
{
    const struct event changed = { .kind = EV_MODEL, .now_ms = app->now_ms };
    app_tell(app, &changed, wish);
}

/* ---- answers ---- */

/* What went wrong, in front of the message, where there is room for it: the path that the line begins with
 * becomes "the file", and what to do about it, behind the first semicolon, is left to the verbs. */
static void brief(const struct err *err, const char *path, char out[MESSAGE_OCTETS])
{
    size_t len = strlen(path);
    const char *says = err->text;
    (void)snprintf(out, MESSAGE_OCTETS, "%s", says);
    if (strncmp(says, path, len) != 0 || len == 0)
        return;
    says += len;
    if (strncmp(says, ": ", 2) == 0)
        (void)snprintf(out, MESSAGE_OCTETS, "%s", says + 2);
    else
        (void)snprintf(out, MESSAGE_OCTETS, "the file%s", says);
    out[strcspn(out, ";")] = '\0';
}

/* The path stands last, and only where there is room for it. */
static void add_path(struct app *app, const char *path)
{
    size_t len = strlen(app->message);
    if (text_columns(app->message) + text_columns(path) + 3 <= (size_t)app->screen->columns - 2 &&
        len + strlen(path) + 4 <= sizeof app->message)
        (void)snprintf(app->message + len, sizeof app->message - len, " (%s)", path);
}

/* The answer goes to the pane that asked, before the others hear of it: a form that was saved closes. */
static void answer(struct app *app, struct pane *pane, const struct reply *done, const struct err *err,
                   struct app_wish *wish)
{
    struct reply reply = *done;
    struct event event = { .kind = EV_ANSWER, .now_ms = app->now_ms };
    bool changed = reply.done > 0 || (reply.saved && reply.saved->answer != SAVE_REFUSED);
    struct store *store = session_store(app->setup.session, NULL);
    const char *path = store ? store_path(store) : "";
    char problem[MESSAGE_OCTETS];
    if (!reply.saved) {
        brief(err, path, problem);
        reply.problem = problem;
    }
    if (changed) {
        if (!renew(app, wish))
            return;
        app->log = store_log(session_store(app->setup.session, NULL), app->model, LOG_MOST, NULL);
    }
    event.u.answer = reply;
    app_hand(app, pane, &event, wish);
    if (changed)
        tell_all(app, wish);
    else if (err->kind == ERR_ENV)
        add_path(app, path);
}

/* ---- effects ---- */

void app_save(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    const struct registry *registry = model_registry(app->model, effect->u.save.registry);
    struct reply reply = { .asked = EFF_SAVE };
    struct saved saved = { 0 };
    struct err err = { 0 };
    struct arena arena = { 0 };
    struct draft draft;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];
    if (!registry) {
        (void)err_set(&err, ERR_USAGE, "there is no registry %s any more", effect->u.save.registry);
    } else if (!draft_read(app->model, registry, &effect->u.save.text, &arena, &draft, &field, why)) {
        (void)err_set(&err, ERR_USAGE, "%s: %s", draft_fields[field].title, why);
    } else {
        const struct draft *source = form_source(app->model, app->log, effect->u.save.from);
        if (source)
            draft_keep(&draft, source, effect->u.save.kept);
        draft.id = effect->u.save.id;
        draft.rev = effect->u.save.rev;
        if (session_save(app->setup.session, &draft, app->edition, &saved, &err))
            reply.saved = &saved;
    }
    arena_free(&arena);
    if (reply.saved && saved.answer == SAVE_DONE && (draft.id == 0 || saved.rev != draft.rev))
        reply.done = 1; /* and not the same once more */
    answer(app, pane, &reply, &err, wish);
}

void app_remove(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    struct reply reply = { .asked = EFF_REMOVE };
    struct saved saved = { 0 };
    struct err err = { 0 };
    if (session_remove(app->setup.session, effect->u.remove.id, effect->u.remove.rev, &saved, &err))
        reply.saved = &saved;
    reply.done = reply.saved && saved.answer == SAVE_DONE;
    answer(app, pane, &reply, &err, wish);
}

/* After the last step of this process: what it leaves to be taken back next. */
static struct log_seen next_seen(struct app *app)
{
    struct store *store = session_store(app->setup.session, NULL);
    size_t n;
    const int64_t *own = session_groups(app->setup.session, &n);
    return (struct log_seen){ store ? store_next_undo(store) : 0, n > 0 ? own[n - 1] : 0 };
}

/* One action after the other, each only if nobody changed the file since the one before was looked at. */
static void undo(struct app *app, struct pane *pane, bool redo, const struct effect *effect,
                 struct app_wish *wish)
{
    struct reply reply = { .asked = redo ? EFF_REDO : EFF_UNDO };
    struct log_seen seen = effect->u.undo.seen;
    struct saved saved = { 0 };
    struct err err = { 0 };
    int64_t group = 0, down_to = effect->u.undo.down_to;
    do {
        reply.saved = NULL;
        if (!session_undo(app->setup.session, redo, &seen, &group, &saved, &err))
            break;
        reply.saved = &saved;
        if (group == 0 || saved.answer != SAVE_DONE)
            break;
        reply.done++;
        seen = down_to > 0 ? next_seen(app) : (struct log_seen){ 0 };
    } while (seen.target != 0 && seen.target >= down_to);
    if (reply.saved && saved.answer == SAVE_STALE) /* the answer tells of it */
        (void)store_news(session_store(app->setup.session, NULL));
    answer(app, pane, &reply, &err, wish);
    if (reply.saved && saved.answer == SAVE_STALE && !wish->quit)
        app->newest = app_newest(app);
}

void app_undo(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    undo(app, pane, false, effect, wish);
}

void app_redo(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    undo(app, pane, true, effect, wish);
}

void app_after_verb(struct app *app, struct app_wish *wish)
{
    if (!renew(app, wish))
        return;
    tell_all(app, wish);
}

/* ---- what others do ---- */

/* Did another program do it since others were last heard of? */
static bool is_news(const struct app *app, const struct logged *row)
{
    const struct ctx ctx = app_ctx(app);
    return row->group > app->newest && !change_is_own(&ctx, row->group);
}

/* "ann added LABNET 65281 to CLASSes." */
static void say_news(struct app *app)
{
    char says[LOG_OCTETS], text[MESSAGE_OCTETS];
    const struct logged *row = NULL;
    size_t n = 0;
    for (size_t i = 0; app->log && i < app->log->n; i++) {
        if (!is_news(app, &app->log->at[i]))
            continue;
        row = row ? row : &app->log->at[i];
        n++;
    }
    if (!row) {
        app_say(app, false, "Read anew: another program changed the file.");
        return;
    }
    (void)snprintf(text, sizeof text, "%s%.40s %s", row->kind == GROUP_UNDO ? "Undo: " : "",
                   row->who ? row->who : "somebody", logged_says(row, says));
    if (n > 1)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), ", and %zu more", n - 1);
    (void)snprintf(text + strlen(text), sizeof text - strlen(text), ".");
    app_say(app, false, text);
    app->newest = row->group;
}

void app_news(struct app *app, struct app_wish *wish)
{
    struct store *store = session_store(app->setup.session, NULL);
    enum news news = store ? store_news(store) : NEWS_NONE;
    if (news == NEWS_MOVED && !app->moved) {
        app->moved = true;
        app_say_unsaved(app, "The file was removed or replaced: nothing can be saved.");
    }
    if (news != NEWS_CHANGED)
        return;
    session_refresh(app->setup.session);
    if (!renew(app, wish))
        return;
    app->log = store_log(store, app->model, LOG_MOST, NULL);
    say_news(app);
    app_say_damage(app);
    tell_all(app, wish);
}
