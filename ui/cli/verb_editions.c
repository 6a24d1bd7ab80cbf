#include "ui/cli/rows.h"
#include "ui/cli/verbs.h"

#include <stdio.h>
#include <string.h>

static void edition_json(struct json *json, const struct edition *edition, bool is_default)
{
    json_begin_object(json);
    json_text_at(json, "id", edition->id);
    json_text_at(json, "title", edition->title);
    json_text_at(json, "as_of", edition->as_of);
    json_text_at(json, "origin", edition->origin);
    json_number_at(json, "pages", edition->pages);
    json_number_at(json, "registries", edition->registries);
    json_text_at(json, "policies", edition->policies);
    json_text_at(json, "process", edition->process);
    json_bool_at(json, "default", is_default);
    json_end_object(json);
}

static const struct column edition_columns[] = {
    { "edition", 16, false, false },   { "title", 30, false, false },  { "as of", 10, false, false },
    { "registries", 10, true, false }, { "process", 0, false, false },
};

static void edition_print(struct print *print, const struct edition *edition)
{
    char registries[16];
    snprintf(registries, sizeof registries, "%u", edition->registries);
    print_cell(print, PAINT_NAME, edition->id);
    print_cell(print, PAINT_PLAIN, edition->title);
    print_cell(print, PAINT_PLAIN, edition->as_of);
    print_cell(print, PAINT_PLAIN, registries);
    print_cell(print, PAINT_FAINT, edition->process);
}

bool verb_editions(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    struct json json = json_to(context->out, context->terminal);
    struct print print = print_begin(edition_columns, sizeof edition_columns / sizeof *edition_columns);

    if (!model || !context_read_editions(context, model, err))
        return false;

    if (context->options->json)
        json_begin_array(&json);
    for (size_t i = 0; i < model->n_editions; i++) {
        const struct model *of = context_model_of(context, model->editions[i].id, err);
        if (context->options->json)
            edition_json(&json, &of->edition, strcmp(of->edition.id, "iana") == 0);
        else
            edition_print(&print, &of->edition);
    }

    if (context->options->json) {
        json_end_array(&json);
        json_done(&json);
    }

    print_end(&print, context);
    *outcome = OUTCOME_YES;
    return true;
}
