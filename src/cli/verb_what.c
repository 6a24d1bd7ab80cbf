#include "cli/rows.h"
#include "cli/verbs.h"
#include "registry/flags.h"

#include <stdio.h>

/* What is said of a document, a policy or a flags word: it is no row of a registry. */
static const char *heading_said(const struct model *model, const struct answer *answer, char *buffer,
                                size_t size)
{
    const struct document *document = answer->document;
    if (answer->policy)
        return answer->policy->asks;
    if (!document)
        return flags_said(model, answer->flags, buffer, size);
    (void)snprintf(buffer, size, "%s%s%s%s%s%s%s", document->title ? document->title : "",
                   document->title && document->date ? ", " : "", document->date ? document->date : "",
                   document->relation && (document->title || document->date) ? "; " : "",
                   document->relation ? document->relation : "",
                   document->relation && document->other ? " " : "",
                   document->relation && document->other ? document->other : "");
    return buffer;
}

struct heading {
    const char *what, *name;
};

static struct heading heading_of(const struct answer *answer, char hex[8])
{
    if (answer->document)
        return (struct heading){ "document", answer->document->id };
    if (answer->policy)
        return (struct heading){ "policy", answer->policy->policy };
    (void)snprintf(hex, 8, "0x%04X", answer->flags);
    return (struct heading){ answer->row.registry ? answer->row.registry->id : "flags", hex };
}

/* On a terminal a line of its own, which is never clipped; in a pipe a line with the columns of all others.
 */
static void print_heading(const struct verb_context *context, const struct model *model,
                          const struct answer *answer, struct print *print)
{
    char hex[8], words[1024];
    struct heading heading = heading_of(answer, hex);
    const char *said = heading_said(model, answer, words, sizeof words);
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
    for (size_t i = 5; i < n_row_columns; i++)
        print_cell(print, PAINT_PLAIN, NULL);
}

static void print_answers(const struct verb_context *context, const struct model *model,
                          const struct answers *answers)
{
    struct print print = print_begin(row_columns, n_row_columns);
    for (size_t i = 0; i < answers->n; i++) {
        const struct answer *answer = &answers->at[i];
        if (!answer->row.registry || answer->match == MATCH_FLAGS)
            print_heading(context, model, answer, &print);
        else
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
