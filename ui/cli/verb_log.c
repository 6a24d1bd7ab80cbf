/* The log of changes, and the way back and forth in it. */

#include "base/number.h"
#include "base/text.h"
#include "db/change.h"
#include "registry/overlay.h"
#include "ui/cli/rows.h"
#include "ui/cli/save.h"
#include "ui/cli/verbs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one row of the log ---- */

static struct row row_of(const struct model *model, const struct draft *draft)
{
    return row_of_draft(model_table(model, draft->registry), draft);
}

static void side_json(struct json *json, const struct model *model, const char *key,
                      const struct draft *draft)
{
    json_key(json, key);
    if (!draft) {
        json_null(json);
        return;
    }
    struct row row = row_of(model, draft);
    row_json(json, model, &row, NULL);
}

static const char *code_of(const struct model *model, const struct logged *logged, char code[ROW_KEY_OCTETS])
{
    const struct draft *draft = logged->after ? logged->after : logged->before;
    if (!draft)
        return NULL;
    struct row row = row_of(model, draft);
    return row_code(&row, code);
}

static void logged_json(struct json *json, const struct model *model, const struct logged *logged)
{
    char code[ROW_KEY_OCTETS];

    json_begin_object(json);
    json_number_at(json, "id", (uint64_t)logged->group);
    json_text_at(json, "at", logged->at);
    json_text_at(json, "who", logged->who);
    json_text_at(json, "what", word_of(group_words, (int)logged->kind));
    if (logged->target)
        json_number_at(json, "target", (uint64_t)logged->target);
    else
        json_null_at(json, "target");

    json_text_at(json, "target_at", logged->target_at);
    json_text_at(json, "target_who", logged->target_who);
    json_bool_at(json, "standing", logged->standing);
    json_text_at(json, "registry", logged->registry);
    json_text_at(json, "key", code_of(model, logged, code));
    side_json(json, model, "before", logged->before);
    side_json(json, model, "after", logged->after);
    json_end_object(json);
}

static const struct column log_columns[] = { { "id", 8, true, false },         { "at", 20, false, false },
                                             { "who", 16, false, false },      { "what", 12, false, false },
                                             { "registry", 17, false, false }, { "code", 16, true, false },
                                             { "change", 0, false, false } };

static const char *name_of(const struct draft *draft)
{
    if (draft->record.mnemonic)
        return draft->record.mnemonic;
    return draft->record.meaning ? draft->record.meaning : "a draft";
}

static void say_field(struct out *text, const char *field, const char *from, const char *to)
{
    if (strcmp(from ? from : "", to ? to : "") != 0)
        out_format(text, " %s \"%s\" to \"%s\"", field, from ? from : "", to ? to : "");
}

/* What the row did, in words, however many; and whose action it took back or did again. */
static void say_change(const struct logged *logged, struct out *text)
{
    const struct draft *before = logged->before, *after = logged->after;

    if (!before && !after) {
        out_format(text, "%s the registry %s", logged->added ? "added" : "removed", logged->title);
    } else if (!before || !after) {
        out_format(text, "%s %s", before ? "removed" : "added", name_of(before ? before : after));
    } else {
        char from[DRAFT_CODE_OCTETS], to[DRAFT_CODE_OCTETS];
        struct draft_text was, is;
        draft_say(before, &was, from);
        draft_say(after, &is, to);
        out_format(text, "%s:", name_of(before));
        for (size_t i = 0; i < DRAFT_FIELDS; i++)
            say_field(text, draft_fields[i].option, was.at[i], is.at[i]);
        say_field(text, "submission", was.modifies ? "modification" : "new",
                  is.modifies ? "modification" : "new");
    }

    if (logged->target_who)
        out_format(text, " (done by %s at %s)", logged->target_who, logged->target_at);
    out_char(text, '\0');
}

static void logged_print(struct print *print, const struct model *model, const struct logged *logged)
{
    char group[24], what[40], code[ROW_KEY_OCTETS];
    struct out change = out_to_memory();

    snprintf(group, sizeof group, "%" PRId64, logged->group);
    snprintf(what, sizeof what, logged->target ? "%s %" PRId64 : "%s",
             word_of(group_words, (int)logged->kind), logged->target);
    say_change(logged, &change);
    print_cell(print, PAINT_FAINT, group);
    print_cell(print, PAINT_FAINT, logged->at);
    print_cell(print, PAINT_PLAIN, logged->who);
    print_cell(print, logged->kind == GROUP_CHANGE && !logged->standing ? PAINT_OLD : PAINT_PLAIN, what);
    print_cell(print, PAINT_FAINT, logged->registry);
    print_cell(print, PAINT_PLAIN, code_of(model, logged, code));
    print_cell(print, PAINT_PLAIN, change.octets);
    out_free(&change);
}

/* ---- some of them ---- */

/* An action that was taken back or done again, and the action that did so. */
struct taken {
    int64_t target, by;
};

static int compare_taken(const void *left, const void *right)
{
    const struct taken *a = left, *b = right;
    return (a->target > b->target) - (a->target < b->target);
}

/* Does the row belong to what was just done? NULL: every row does. The newest action of a target is meant.
 * They stand in the order of their targets. */
static bool is_wanted(const struct logged *logged, enum group_kind kind, struct taken *taken, size_t n)
{
    const struct taken asked = { .target = logged->target };
    struct taken *found = NULL;
    if (!taken)
        return true;

    if (logged->kind == kind && n > 0)
        found = bsearch(&asked, taken, n, sizeof *taken, compare_taken);
    if (!found)
        return false;

    if (found->by == 0)
        found->by = logged->group;
    return found->by == logged->group;
}

static void print_actions(const struct verb_context *context, const struct model *model,
                          const struct change_log *log, enum group_kind kind, struct taken *taken, size_t n)
{
    struct json json = json_to(context->out, context->terminal);
    struct print print = print_begin(log_columns, sizeof log_columns / sizeof *log_columns);

    if (context->options->json)
        json_begin_array(&json);
    for (size_t i = 0; i < log->n; i++) {
        if (!is_wanted(&log->at[i], kind, taken, n))
            continue;
        if (context->options->json)
            logged_json(&json, model, &log->at[i]);
        else
            logged_print(&print, model, &log->at[i]);
    }

    if (context->options->json) {
        json_end_array(&json);
        json_done(&json);
    }
    print_end(&print, context);
}

/* The operand N; `otherwise` where there is none. */
static bool read_count(const struct verb_context *context, size_t otherwise, size_t *count, struct err *err)
{
    struct number number = { 0 };

    *count = otherwise;
    if (context->n_operands == 0)
        return true;
    number = number_read(context->operands[0]);
    if (number.form == NUMBER_NONE || number.value == 0 || number.value > 1000000)
        return err_set(err, ERR_USAGE, "%s is no number of changes: 1 to 1000000",
                       text_brief(context->operands[0]).text);

    *count = (size_t)number.value;
    return true;
}

bool verb_log(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    size_t most;
    if (!read_count(context, 0, &most, err))
        return false;

    const struct model *model = context_model(context, err);
    struct change_log *log = model ? store_log(session_store(context->session, err), model, most, err) : NULL;
    if (!log)
        return false;

    print_actions(context, model, log, GROUP_CHANGE, NULL, 0);
    change_log_free(log);
    *outcome = OUTCOME_YES;
    return true;
}

/* ---- back and forth ---- */

static bool answer_taken(const struct verb_context *context, bool redo, struct taken *taken, size_t n,
                         struct err *err)
{
    const struct model *model = context_model(context, err);
    struct change_log *log = model ? store_log(session_store(context->session, err), model, 0, err) : NULL;
    if (!log)
        return false;
    print_actions(context, model, log, redo ? GROUP_REDO : GROUP_UNDO, taken, n);
    change_log_free(log);
    return true;
}

static bool step(const struct verb_context *context, bool redo, enum outcome *outcome, struct err *err)
{
    const char *verb = redo ? "redo" : "undo";
    struct taken *taken = NULL;
    size_t n = 0, capacity = 0, count;
    int64_t over = 0;
    bool ok = read_count(context, 1, &count, err), more = ok;

    *outcome = OUTCOME_YES;
    while (more && n < count) {
        struct saved saved;
        int64_t group;
        ok = session_undo(context->session, redo, NULL, &group, &saved, err);
        more = ok && group != 0 && saved.answer == SAVE_DONE;
        if (ok && saved.over != 0 && saved.over != over)
            context_note(context, "%s steps over %" PRId64 ": its rows are gone", verb, saved.over);
        over = ok ? saved.over : 0;
        if (ok && !more) {
            *outcome = OUTCOME_NO;
            if (group == 0)
                context_note(context, n == 0 ? "there is nothing to %s" : "there is nothing more to %s",
                             verb);
            else
                context_note(context, "%s of %" PRId64 " is not possible any more: %s", verb, group,
                             saved.findings.n > 0 ? saved.findings.at[0].text : "its draft is gone");
        }
        if (more) {
            taken = array_grow(taken, &capacity, n + 1, sizeof *taken);
            taken[n++] = (struct taken){ .target = group };
        }
    }

    if (ok) {
        struct taken none = { 0 };
        if (n > 1)
            qsort(taken, n, sizeof *taken, compare_taken);
        ok = answer_taken(context, redo, taken ? taken : &none, n, err);
    }

    free(taken);
    return ok;
}

bool verb_undo(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    return step(context, false, outcome, err);
}

bool verb_redo(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    return step(context, true, outcome, err);
}
