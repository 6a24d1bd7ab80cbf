#include "base/text.h"
#include "ui/cli/rows.h"
#include "ui/cli/verbs.h"

#include <stdio.h>
#include <string.h>

struct heading {
    const char *what, *name;
};

static struct heading heading_of(const struct answer *answer, char hex[8])
{
    if (answer->document)
        return (struct heading){ "document", answer->document->id };
    if (answer->policy)
        return (struct heading){ "policy", answer->policy->policy };
    snprintf(hex, 8, "0x%04X", answer->flags);
    return (struct heading){ answer->row.registry ? answer->row.registry->id : "flags", hex };
}

/* On a terminal a line of its own, which is never clipped; in a pipe a line with the columns of all
 * others. */
static void print_heading(const struct verb_context *context, const struct model *model,
                          const struct answer *answer, struct print *print)
{
    char hex[8], words[1024];
    struct heading heading = heading_of(answer, hex);
    const char *said = answer_said(model, answer, words, sizeof words);

    if (context->terminal) {
        print_text(context, PAINT_NAME, heading.name);
        out_text(context->out, ": ");
        print_text(context, PAINT_PLAIN, said);
        out_char(context->out, '\n');
        return;
    }

    print_cell(print, PAINT_FAINT, heading.what);
    print_cell(print, PAINT_PLAIN, heading.name);
    print_cell(print, PAINT_PLAIN, answer->match == MATCH_FLAGS ? heading.name : NULL);
    print_cell(print, PAINT_PLAIN, NULL);
    print_cell(print, PAINT_PLAIN, said);
    for (size_t i = 5; i < ROW_COLUMNS; i++)
        print_cell(print, PAINT_PLAIN, NULL);
}

/* ---- free ranges, on a terminal ---- */

/* A number is free in most registries: so many lines would hide where it is taken. */
enum { FOLD_LEAST = 4, FOLD_AT = 28 };

static bool is_free_range(const struct answer *answer)
{
    return answer->row.registry && answer->match == MATCH_RANGE && answer->row.numeric &&
           row_is_free(&answer->row);
}

static bool are_folded(const struct verb_context *context, const struct answers *answers)
{
    size_t n = 0;
    for (size_t i = 0; i < answers->n; i++) {
        if (answers->at[i].asked != answers->at[0].asked)
            return false;
        n += is_free_range(&answers->at[i]);
    }
    return context->terminal && n >= FOLD_LEAST;
}

/* "rcode 24-3840, class 5-127": the ranges from `first` on that have its policy, over as many lines as they
 * need. */
static void print_places(const struct verb_context *context, const struct answers *answers, size_t first)
{
    const char *policy = row_policy(&answers->at[first].row);
    size_t used = FOLD_AT;

    for (size_t i = first; i < answers->n; i++) {
        const struct answer *answer = &answers->at[i];
        char code[ROW_KEY_OCTETS], place[ROW_KEY_OCTETS + 64];
        if (!is_free_range(answer) || strcmp(row_policy(&answer->row), policy) != 0)
            continue;
        snprintf(place, sizeof place, "%s %s", answer->row.registry->id, row_code(&answer->row, code));
        size_t columns = text_columns(place);
        if (i > first)
            out_text(context->out, ",");
        if (i > first && used + 2 + columns + 1 > context->columns) {
            out_char(context->out, '\n');
            out_repeat(context->out, ' ', FOLD_AT);
            used = FOLD_AT;
        } else if (i > first) {
            out_text(context->out, " ");
            used += 2;
        }
        print_text(context, PAINT_PLAIN, place);
        used += columns;
    }
    out_char(context->out, '\n');
}

/* A line for each policy. */
static void print_free(const struct verb_context *context, const struct model *model,
                       const struct answers *answers)
{
    print_text(context, PAINT_HEAD, "free, by policy");
    out_char(context->out, '\n');
    for (size_t i = 0; i < answers->n; i++) {
        bool said = !is_free_range(&answers->at[i]);
        for (size_t before = 0; before < i && !said; before++)
            said = is_free_range(&answers->at[before]) &&
                   strcmp(row_policy(&answers->at[before].row), row_policy(&answers->at[i].row)) == 0;
        if (said)
            continue;
        const struct policy *policy = model_policy(model, row_policy(&answers->at[i].row));
        const char *name = policy ? policy->brief : row_policy(&answers->at[i].row);
        out_text(context->out, "  ");
        print_text(context, PAINT_FREE, name);
        out_repeat(context->out, ' ',
                   text_columns(name) + 4 > FOLD_AT ? 2 : FOLD_AT - 2 - text_columns(name));
        print_places(context, answers, i);
    }
}

static void print_answers(const struct verb_context *context, const struct model *model,
                          const struct answers *answers)
{
    struct print print = print_begin(row_columns, ROW_COLUMNS);
    const bool folded = are_folded(context, answers);

    for (size_t i = 0; i < answers->n; i++) {
        const struct answer *answer = &answers->at[i];
        if (folded && is_free_range(answer))
            continue;
        if (!answer->row.registry || answer->match == MATCH_FLAGS)
            print_heading(context, model, answer, &print);
        else
            row_print(&print, context, model, &answer->row);
    }

    print_end(&print, context);
    if (folded)
        print_free(context, model, answers);
}

static void write_answers(const struct verb_context *context, const struct model *model,
                          const struct answers *answers)
{
    struct json json = json_to(context->out, context->terminal);
    json_begin_array(&json);
    for (size_t i = 0; i < answers->n; i++)
        row_json(&json, model, &answers->at[i].row, &(struct row_extra){ .answer = &answers->at[i] });
    json_end_array(&json);
    json_done(&json);
}

typedef void query_function(const struct model *, const char *const[], size_t, struct answers *);

static bool run_query(const struct verb_context *context, query_function *query, enum outcome *outcome,
                      struct err *err)
{
    const struct model *model = context_model(context, err);
    const struct registry *registry;
    const char *beyond;
    struct answers answers;

    if (!model)
        return false;

    query(model, context->operands, context->n_operands, &answers);
    if (context->options->json)
        write_answers(context, model, &answers);
    else
        print_answers(context, model, &answers);

    *outcome = answers.n > 0 ? OUTCOME_YES : OUTCOME_NO;
    if (answers.n == 0 && (beyond = query_beyond(model, &answers, &registry)))
        context_note_wide(context, registry, beyond);
    else if (answers.n == 0)
        context_note(context, "nothing found in %s for \"%s\"", model->edition.id,
                     text_brief(answers.phrase).text);
    else if (context->terminal && model->n_tables < model->n_registries)
        context_note(context, "%s covers %zu of %zu registries; -e iana asks all", model->edition.id,
                     model->n_tables, model->n_registries);

    answers_free(&answers);
    return true;
}

bool verb_what(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    return run_query(context, query_what, outcome, err);
}

bool verb_search(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    return run_query(context, query_text, outcome, err);
}
