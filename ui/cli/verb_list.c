#include "registry/count.h"
#include "registry/tile.h"
#include "ui/cli/rows.h"
#include "ui/cli/verbs.h"

#include <inttypes.h>
#include <stdio.h>

static void registry_json(struct json *json, const struct model *model, const struct table *table)
{
    const struct registry *registry = table->registry;
    struct count count = table_count(table);

    json_begin_object(json);
    json_text_at(json, "edition", model->edition.id);
    json_text_at(json, "registry", registry->id);
    json_text_at(json, "iana_id", registry->iana_id);
    json_text_at(json, "page", registry->page);
    json_text_at(json, "title", registry->title);
    json_text_at(json, "iana_title", registry->iana_title);
    json_text_at(json, "group", registry->group);
    json_text_at(json, "kind", word_of(key_kind_words, (int)registry->kind));
    if (registry->width)
        json_number_at(json, "width", registry->width);
    else
        json_null_at(json, "width");

    json_text_at(json, "bit_zero",
                 registry->kind != KEY_BIT ? NULL
                 : registry->bits_from_lsb ? "lsb"
                                           : "msb");
    json_number_at(json, "assigned", count.assigned);
    if (registry->width)
        json_number_at(json, "free", count.free);
    else
        json_null_at(json, "free");

    json_number_at(json, "drafts", table->n_drafts);
    json_text_at(json, "policy", count.policy);
    json_text_at(json, "as_of", table->as_of);
    json_number_at(json, "place", registry->place);
    json_end_object(json);
}

static const struct column registry_columns[] = {
    { "registry", 20, false, false }, { "title", 0, false, false },   { "kind", 7, false, false },
    { "bits", 4, true, false },       { "assigned", 8, true, false }, { "free", 19, true, true },
    { "policy", 28, false, false },   { "as of", 10, false, true },   { "IANA id", 30, false, true },
};

static void registry_print(struct print *print, const struct table *table)
{
    const struct registry *registry = table->registry;
    struct count count = table_count(table);
    char width[16], assigned[24], open[24];

    snprintf(width, sizeof width, "%u", registry->width);
    snprintf(assigned, sizeof assigned, "%" PRIu64, count.assigned);
    snprintf(open, sizeof open, "%" PRIu64, count.free);
    print_cell(print, PAINT_NAME, registry->id);
    print_cell(print, PAINT_PLAIN, registry->title);
    print_cell(print, PAINT_FAINT, word_of(key_kind_words, (int)registry->kind));
    print_cell(print, PAINT_FAINT, registry->width ? width : NULL);
    print_cell(print, PAINT_PLAIN, assigned);
    print_cell(print, PAINT_FREE, registry->width ? open : NULL);
    print_cell(print, PAINT_FAINT, count.policy ? count.policy : "by range");
    print_cell(print, PAINT_FAINT, table->as_of);
    print_cell(print, PAINT_FAINT, registry->iana_id);
}

static void list_registries(const struct verb_context *context, const struct model *model)
{
    struct json json = json_to(context->out, context->terminal);
    struct print print = print_begin(registry_columns, sizeof registry_columns / sizeof *registry_columns);
    if (!context->options->json) {
        for (size_t i = 0; i < model->n_tables; i++)
            registry_print(&print, &model->tables[i]);
        print_end(&print, context);
        return;
    }

    json_begin_array(&json);
    for (size_t i = 0; i < model->n_tables; i++)
        registry_json(&json, model, &model->tables[i]);
    json_end_array(&json);
    json_done(&json);
}

static void list_rows(const struct verb_context *context, const struct model *model,
                      const struct table *table)
{
    struct json json = json_to(context->out, context->terminal);
    struct print print = print_begin(row_columns, ROW_COLUMNS);
    struct rows rows = { 0 };

    if (table)
        rows_of(table, &rows);
    if (context->options->json) {
        json_begin_array(&json);
        for (size_t i = 0; i < rows.n; i++)
            row_json(&json, model, &rows.at[i], NULL);
        json_end_array(&json);
        json_done(&json);
    } else {
        for (size_t i = 0; i < rows.n; i++)
            row_print(&print, context, model, &rows.at[i]);
        print_end(&print, context);
    }
    rows_free(&rows);
}

bool verb_list(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    const struct registry *registry;
    const struct table *table;

    if (!model)
        return false;

    *outcome = OUTCOME_YES;
    if (context->n_operands == 0) {
        list_registries(context, model);
        return true;
    }
    if (!context_table(context, model, context->operands[0], &registry, &table, err))
        return false;

    list_rows(context, model, table);
    *outcome = table ? OUTCOME_YES : OUTCOME_NO;
    return true;
}
