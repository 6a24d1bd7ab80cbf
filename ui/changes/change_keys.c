#include "ui/changes/change_keys.h"

#include "base/text.h"
#include "ui/edit/free_codes.h"
#include "ui/edit/pane_edit.h"
#include "ui/rows/log_say.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct effects say_read_only(void)
{
    return effects_one(effect_text(EFF_PROBLEM, "Nothing can be changed: the file is read-only."));
}

static struct effects ask(int action, const char *question)
{
    struct effect effect = { .kind = EFF_ASK };
    (void)text_safe(effect.u.ask.question, sizeof effect.u.ask.question, question, strlen(question));
    effect.u.ask.action = action;
    return effects_one(effect);
}

/* ---- drafts ---- */

/* On a free or private row its first code that nothing speaks against; elsewhere the form begins with the
 * next. */
static struct effects push_new_form(const struct ctx *ctx, const struct table *table, const struct row *row)
{
    const struct registry *registry = table->registry;
    struct arg arg = { .number = EDIT_NEW };
    bool open = row && !row->draft && row->numeric && registry_tiles(registry) &&
                (row_is_free(row) || status_is_private(row->status));
    struct free_codes codes = { 0 };
    char text[32] = "";
    uint64_t code;

    if (open) {
        unsigned categories = row_categories(row);
        enum category category = categories == 0 || (categories & CATEGORY_DATA) ? CATEGORY_DATA : CATEGORY_Q;
        free_codes_find(&codes, table, row->low, row->high);
        if (free_codes_first(&codes, ctx->model, registry, category, &code))
            snprintf(text, sizeof text, "%" PRIu64, code);
        free_codes_free(&codes);
    }

    snprintf(arg.text, sizeof arg.text, "%s\t%s\t%s", registry->id, text,
             open && !status_is_private(row->status) ? "proposal" : "private");
    return effects_push(&pane_edit, &arg);
}

static struct effects edit(const struct row *row, bool copy)
{
    struct arg arg = { 0 };

    if (row && row->draft) {
        arg.number = copy ? EDIT_COPY : EDIT_DRAFT;
        arg.data = row->draft;
    } else if (row && row->assignment && (copy || status_is_taken(row->status))) {
        arg.number = copy ? EDIT_LIKE : EDIT_CHANGE;
        arg.data = row->assignment;
        snprintf(arg.text, sizeof arg.text, "%s", row->registry->id);
    } else {
        return effects_one(
            effect_text(EFF_MESSAGE, "Nothing stands here to %s: a adds a draft.", copy ? "copy" : "edit"));
    }

    return effects_push(&pane_edit, &arg);
}

static struct effects ask_remove(struct change_asked *asked, const struct row *row)
{
    char name[LOG_OCTETS], question[LOG_OCTETS + 100];
    if (!row || !row->draft)
        return effects_one(effect_text(EFF_MESSAGE, "Only drafts can be removed, and this is none."));

    asked->id = row->draft->id;
    asked->rev = row->draft->rev;
    snprintf(question, sizeof question, "Remove the draft %s from %s?", draft_called(row->draft, name),
             row->draft->registry->title);
    return ask(CHANGE_REMOVE_YES, question);
}

/* ---- undo ---- */

static int compare_groups(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

bool change_is_own(const struct ctx *ctx, int64_t group)
{
    return ctx->n_own > 0 && bsearch(&group, ctx->own, ctx->n_own, sizeof *ctx->own, compare_groups) != NULL;
}

struct log_seen change_seen(const struct ctx *ctx, int64_t target)
{
    return (struct log_seen){ target, ctx->log && ctx->log->n > 0 ? ctx->log->at[0].group : 0 };
}

/* The last that was done with the action: itself, or what took it back or did it again. NULL: it is older
 * than the log goes. */
static const struct logged *last_of(const struct change_log *log, int64_t group)
{
    for (size_t i = 0; i < log->n; i++)
        if (log->at[i].group == group || log->at[i].target == group)
            return &log->at[i];
    return NULL;
}

static struct effects undo_seen(bool redo, const struct log_seen *seen)
{
    return effects_one((struct effect){ .kind = redo ? EFF_REDO : EFF_UNDO, .u.undo.seen = *seen });
}

/* What others did is taken back, and what they took back is done again, only after a question. */
static struct effects undo(struct change_asked *asked, const struct ctx *ctx, bool redo)
{
    int64_t group = !ctx->log ? 0 : redo ? ctx->log->redo : ctx->log->undo;
    struct log_seen seen = change_seen(ctx, group);
    char says[LOG_OCTETS], when[20], question[LOG_OCTETS + 160];

    if (!ctx->log)
        return effects_one(effect_text(EFF_PROBLEM, "The log cannot be read."));
    if (group == 0)
        return effects_one(effect_text(EFF_MESSAGE, "There is nothing to %s.", redo ? "redo" : "take back"));

    const struct logged *last = last_of(ctx->log, group);
    const struct logged *row = log_row(ctx->log, group);
    if (last && change_is_own(ctx, last->group) && (redo || change_is_own(ctx, group)))
        return undo_seen(redo, &seen);

    asked->seen = seen;
    if (!last)
        snprintf(question, sizeof question, "Not done in this session, and older than the log here; %s?",
                 redo ? "do it again" : "take it back");
    else
        snprintf(question, sizeof question, "%.40s%s, %s: %s. Not done in this session; %s?", last->who,
                 last->kind == GROUP_UNDO   ? " took back"
                 : last->kind == GROUP_REDO ? " did again"
                                            : "",
                 logged_when(last, when), logged_says(row ? row : last, says),
                 redo ? "do it again" : "take it back");

    return ask(redo ? CHANGE_REDO_YES : CHANGE_UNDO_YES, question);
}

struct effects change_act(struct change_asked *asked, const struct ctx *ctx, const struct table *table,
                          const struct row *row, int action)
{
    struct effect effect = { .kind = EFF_REMOVE };
    if (action == CHANGE_LEFT)
        return effects_kind(EFF_LEFT);
    if (ctx->read_only)
        return say_read_only();

    switch (action) {
    case CHANGE_ADD:
        return table ? push_new_form(ctx, table, row) : effects_none();
    case CHANGE_EDIT:
    case CHANGE_COPY:
        return edit(row, action == CHANGE_COPY);
    case CHANGE_REMOVE:
        return ask_remove(asked, row);
    case CHANGE_REMOVE_YES:
        effect.u.remove.id = asked->id;
        effect.u.remove.rev = asked->rev;
        return effects_one(effect);
    case CHANGE_UNDO:
    case CHANGE_REDO:
        return undo(asked, ctx, action == CHANGE_REDO);
    default:
        return undo_seen(action == CHANGE_REDO_YES, &asked->seen);
    }
}

/* ---- answers ---- */

static const char *const verbs[][2] = {
    /* what was not done; what was */
    { "Not taken back", "Taken back" },
    { "Not redone", "Redone" },
    { "Not removed", "Removed" },
};

static struct effects say_done(const struct ctx *ctx, const struct reply *reply, const char *const verb[2])
{
    const struct logged *newest = ctx->log && ctx->log->n > 0 ? &ctx->log->at[0] : NULL;
    const struct logged *row = newest && newest->target ? log_row(ctx->log, newest->target) : newest;
    char says[LOG_OCTETS];
    const char *back = reply->saved->over ? "Skipped an action whose draft no longer exists."
                       : reply->asked == EFF_UNDO
                           ? reply->done > 1 ? "^R does them again, one by one." : "^R does it again."
                           : "u takes it back.";

    if (reply->asked != EFF_REMOVE && reply->done == 0)
        return effects_one(effect_text(EFF_MESSAGE, "There is nothing to %s.",
                                       reply->asked == EFF_UNDO ? "take back" : "redo"));
    if (reply->asked != EFF_REMOVE && reply->done > 1)
        return effects_one(effect_text(EFF_MESSAGE, "%s: %u actions. %s", verb[1], reply->done, back));
    if (!row)
        return effects_one(effect_text(EFF_MESSAGE, "%s. %s", verb[1], back));
    if (reply->asked == EFF_REMOVE)
        return effects_one(
            effect_text(EFF_MESSAGE, "%s: %s", verb[1],
                        row->before ? draft_called(row->before, says) : logged_says(row, says)));

    return effects_one(effect_text(EFF_MESSAGE, "%s: %s. %s", verb[1], logged_says(row, says), back));
}

struct effects change_answered(const struct ctx *ctx, const struct reply *reply)
{
    const char *const *verb = verbs[reply->asked == EFF_UNDO ? 0 : reply->asked == EFF_REDO ? 1 : 2];
    const struct saved *saved = reply->saved;
    char only[80]; /* some were, and then one was not */
    const char *partly[2];
    if (reply->done > 0 && (!saved || saved->answer != SAVE_DONE)) {
        snprintf(only, sizeof only, "%s: %u action%s, and no more", verb[1], reply->done,
                 reply->done == 1 ? "" : "s");
        partly[0] = only;
        partly[1] = verb[1];
        verb = partly;
    }
    if (!saved)
        return effects_one(
            effect_text(EFF_PROBLEM, "%s: %s", verb[0], reply->problem ? reply->problem : "it failed"));

    switch (saved->answer) {
    case SAVE_DONE:
        return say_done(ctx, reply, verb);
    case SAVE_REFUSED:
        return effects_one(effect_text(EFF_PROBLEM, "%s: %s.", verb[0],
                                       saved->findings.n > 0 ? saved->findings.at[0].text
                                                             : "what came since does not allow it"));
    case SAVE_STALE:
        return effects_one(effect_text(EFF_PROBLEM,
                                       reply->asked == EFF_REMOVE
                                           ? "%s: another one changed the draft since."
                                           : "%s: another change came meanwhile; look again.",
                                       verb[0]));
    default:
        return effects_one(effect_text(EFF_PROBLEM, "%s: another one removed the draft.", verb[0]));
    }
}
