#include "cli/rows.h"
#include "cli/verbs.h"
#include "registry/flags.h"

#include <stdio.h>

static void print_heading(const struct verb_context *context, const struct model *model,
                          const struct answer *answer)
{
    const struct document *document = answer->document;
    const struct policy *policy = answer->policy;
    if (document) {
        print_text(context, PAINT_NAME, document->id);
        if (document->title) {
            out_text(context->out, context->terminal ? "  " : "\t");
            print_text(context, PAINT_PLAIN, document->title);
        }
        if (document->date)
            out_format(context->out, "%s%s", context->terminal ? ", " : "\t", document->date);
        if (document->relation && document->other)
            out_format(context->out, "%s%s %s", context->terminal ? "; " : "\t", document->relation,
                       document->other);
    } else if (policy) {
        print_text(context, PAINT_NAME, policy->policy);
        out_text(context->out, context->terminal ? ": " : "\t");
        print_text(context, PAINT_PLAIN, policy->asks);
    } else {
        char words[512];
        out_format(context->out, "0x%04X as flags: %s", answer->flags,
                   flags_said(model, answer->flags, words, sizeof words));
    }
    out_char(context->out, '\n');
}

static void print_flags(struct print *print, const struct model *model, const struct answer *answer)
{
    char hex[8], words[512];
    (void)snprintf(hex, sizeof hex, "0x%04X", answer->flags);
    print_cell(print, PAINT_FAINT, answer->row.registry->id);
    print_cell(print, PAINT_PLAIN, hex);
    print_cell(print, PAINT_PLAIN, hex);
    print_cell(print, PAINT_PLAIN, NULL);
    print_cell(print, PAINT_PLAIN, flags_said(model, answer->flags, words, sizeof words));
    for (size_t i = 5; i < n_row_columns; i++)
        print_cell(print, PAINT_PLAIN, NULL);
}

static void print_answers(const struct verb_context *context, const struct model *model,
                          const struct answers *answers)
{
    struct print print = print_begin(row_columns, n_row_columns);
    for (size_t i = 0; i < answers->n; i++)
        if (!answers->at[i].row.registry || (answers->at[i].match == MATCH_FLAGS && context->terminal))
            print_heading(context, model, &answers->at[i]);
    for (size_t i = 0; i < answers->n; i++) {
        const struct answer *answer = &answers->at[i];
        if (answer->match == MATCH_FLAGS && context->terminal)
            continue; /* it stands above: as a cell it would be clipped */
        if (answer->match == MATCH_FLAGS)
            print_flags(&print, model, answer);
        else if (answer->row.registry)
            row_print(&print, context, model, &answer->row);
    }
    print_end(&print, context);
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
    struct answers answers;
    if (!model)
        return false;
    query(model, context->operands, context->n_operands, &answers);
    if (context->options->json)
        write_answers(context, model, &answers);
    else
        print_answers(context, model, &answers);
    *outcome = answers.n > 0 ? OUTCOME_YES : OUTCOME_NO;
    if (answers.n == 0)
        context_note(context, "nothing in %s is or says \"%s\"", model->edition.id, answers.phrase);
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
