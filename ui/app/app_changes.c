/* Changes of drafts, and what others do to the file meanwhile. After each the models are others, and every
 * pointer into the old ones is dead. */

#include "base/memory.h"
#include "base/text.h"
#include "db/change.h"
#include "db/watch.h"
#include "ui/app/app_state.h"
#include "ui/changes/change_keys.h"
#include "ui/cli/save.h"
#include "ui/cli/session.h"
#include "ui/edit/form_draft.h"
#include "ui/rows/log_say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_MOST = 1000 }; /* rows that Changes shows */

/* ---- the log ---- */

void app_need_log(struct app *app)
{
    struct err err = { 0 };
    if (app->log || !app_front(app)->ops->log)
        return;
    struct store *store = session_store(app->setup.session, &err);
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

bool app_renew(struct app *app, struct app_wish *wish)
{
    struct err err = { 0 };

    change_log_free(app->log);
    app->log = NULL;
    const struct model *model = session_model(app->setup.session, app->edition, &err);
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

/* ---- answers ---- */

/* What went wrong, in front of the message, where there is room for it: the path that the line begins with
 * becomes "the file", and what to do about it, behind the first semicolon, is left to the verbs. */
static void brief(const struct err *err, const char *path, char out[MESSAGE_OCTETS])
{
    size_t len = strlen(path);
    const char *says = err->text;

    snprintf(out, MESSAGE_OCTETS, "%s", says);
    if (strncmp(says, path, len) != 0 || len == 0)
        return;
    says += len;
    if (strncmp(says, ": ", 2) == 0)
        snprintf(out, MESSAGE_OCTETS, "%s", says + 2);
    else
        snprintf(out, MESSAGE_OCTETS, "the file%s", says);
    out[strcspn(out, ";")] = '\0';
}

/* ---- changes ---- */

static void save(struct app *app, const struct effect *effect, struct app_answer *answer)
{
    const struct registry *registry = model_registry(app->model, effect->u.save.registry);
    struct arena arena = { 0 };
    struct draft draft;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];

    if (!registry) {
        (void)err_set(&answer->err, ERR_USAGE, "there is no registry %s any more", effect->u.save.registry);
    } else if (!draft_read(app->model, registry, &effect->u.save.text, &arena, &draft, &field, why)) {
        (void)err_set(&answer->err, ERR_USAGE, "%s: %s", draft_fields[field].title, why);
    } else {
        const struct draft *source = form_source(app->model, app->log, effect->u.save.from);
        if (source)
            draft_keep(&draft, source, effect->u.save.kept);
        draft.id = effect->u.save.id;
        draft.rev = effect->u.save.rev;
        if (session_save(app->setup.session, &draft, app->edition, &answer->saved, &answer->err)) {
            const bool same = draft.id != 0 && answer->saved.rev == draft.rev; /* saved once more as it was */

            answer->reply.saved = &answer->saved;
            answer->reply.done = answer->saved.answer == SAVE_DONE && !same;
        }
    }
    arena_free(&arena);
}

static void take_out(struct app *app, const struct effect *effect, struct app_answer *answer)
{
    if (session_remove(app->setup.session, effect->u.remove.id, effect->u.remove.rev, &answer->saved,
                       &answer->err))
        answer->reply.saved = &answer->saved;
    answer->reply.done = answer->reply.saved && answer->saved.answer == SAVE_DONE;
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
static void undo(struct app *app, const struct effect *effect, struct app_answer *answer)
{
    const bool redo = effect->kind == EFF_REDO;
    const int64_t down_to = effect->u.undo.down_to;
    struct log_seen seen = effect->u.undo.seen;
    int64_t group = 0;

    do {
        answer->reply.saved = NULL;
        if (!session_undo(app->setup.session, redo, &seen, &group, &answer->saved, &answer->err))
            break;
        answer->reply.saved = &answer->saved;
        if (group == 0 || answer->saved.answer != SAVE_DONE)
            break;
        answer->reply.done++;
        seen = down_to > 0 ? next_seen(app) : (struct log_seen){ 0 };
    } while (seen.target != 0 && seen.target >= down_to);

    answer->tells_of_others = answer->reply.saved && answer->saved.answer == SAVE_STALE;
    if (answer->tells_of_others)
        (void)store_news(session_store(app->setup.session, NULL));
}

void app_change(struct app *app, const struct effect *effect, struct app_answer *answer)
{
    *answer = (struct app_answer){ .reply.asked = (int)effect->kind };
    if (effect->kind == EFF_SAVE)
        save(app, effect, answer);
    else if (effect->kind == EFF_REMOVE)
        take_out(app, effect, answer);
    else
        undo(app, effect, answer);
    answer->changed = answer->reply.done > 0 || (answer->reply.saved && answer->saved.answer != SAVE_REFUSED);

    struct store *store = session_store(app->setup.session, NULL);
    answer->path = store ? store_path(store) : "";
    if (!answer->reply.saved) {
        brief(&answer->err, answer->path, answer->problem);
        answer->reply.problem = answer->problem;
    }
}

bool app_show_change(struct app *app, struct app_wish *wish)
{
    if (!app_renew(app, wish))
        return false;
    app->log = store_log(session_store(app->setup.session, NULL), app->model, LOG_MOST, NULL);
    return true;
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
        app_say(app, false, "Reloaded: another program changed the file.");
        return;
    }

    snprintf(text, sizeof text, "%s%.40s %s", row->kind == GROUP_UNDO ? "Undo: " : "",
             row->who ? row->who : "somebody", logged_says(row, says));
    if (n > 1)
        snprintf(text + strlen(text), sizeof text - strlen(text), ", and %zu more", n - 1);
    snprintf(text + strlen(text), sizeof text - strlen(text), ".");
    app_say(app, false, text);
    app->newest = row->group;
}

bool app_news(struct app *app, struct app_wish *wish)
{
    struct store *store = session_store(app->setup.session, NULL);
    enum news news = store ? store_news(store) : NEWS_NONE;
    if (news == NEWS_MOVED && !app->moved) {
        app->moved = true;
        app_say_unsaved(app, "The file was removed or replaced: nothing can be saved.");
    }
    if (news != NEWS_CHANGED)
        return false;

    session_refresh(app->setup.session);
    if (!app_show_change(app, wish))
        return false;
    say_news(app);
    app_say_damage(app);
    return true;
}
