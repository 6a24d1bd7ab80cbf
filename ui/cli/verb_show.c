#include "base/text.h"
#include "registry/key.h"
#include "ui/cli/rows.h"
#include "ui/cli/verbs.h"

#include <inttypes.h>
#include <stdio.h>

/* What an edition says of the place of `row`: NULL status: it does not cover the registry. */
struct history {
    const char *edition;
    struct row row;
    bool covered;
};

static struct history history_of(const struct verb_context *context, const struct model *model,
                                 const struct row *row, size_t i)
{
    const struct model *then = context_model_of(context, model->editions[i].id, NULL); /* it is read */
    const struct registry *registry = model_registry(then, row->registry->id);
    const struct table *table = registry ? model_table(then, registry) : NULL;
    struct history history = { .edition = then->edition.id };
    struct rows found = { 0 };

    if (table)
        key_follow(table, row, &found);
    if (found.n > 0) {
        history.covered = true;
        history.row = found.at[0];
    }

    rows_free(&found);
    return history;
}

static void history_json(const struct verb_context *context, struct json *json, const struct model *model,
                         const struct row *row)
{
    json_key(json, "history");
    json_begin_array(json);
    for (size_t i = 0; i < model->n_editions; i++) {
        const struct history history = history_of(context, model, row, i);
        json_begin_object(json);
        json_text_at(json, "edition", history.edition);
        json_text_at(json, "mnemonic", history.covered ? row_mnemonic(&history.row) : NULL);
        json_text_at(json, "status", history.covered ? word_of(status_words, (int)history.row.status) : NULL);
        json_text_at(json, "policy", history.covered ? row_policy(&history.row) : NULL);
        json_end_object(json);
    }
    json_end_array(json);
}

static void show_json(const struct verb_context *context, const struct model *model, const struct rows *rows)
{
    struct json json = json_to(context->out, context->terminal);

    json_begin_array(&json);
    for (size_t i = 0; i < rows->n; i++) {
        row_json(&json, model, &rows->at[i], &(struct row_extra){ .open = true });
        history_json(context, &json, model, &rows->at[i]);
        json_end_object(&json);
    }

    json_end_array(&json);
    json_done(&json);
}

/* "label  text", or nothing where there is no text. */
static void line(const struct verb_context *context, const char *label, const char *text)
{
    if (!text || !text[0])
        return;

    if (context->terminal) {
        out_text(context->out, "  ");
        print_text(context, PAINT_FAINT, label);
        out_repeat(context->out, ' ', 12 > text_columns(label) ? 12 - text_columns(label) : 1);
    } else {
        out_format(context->out, "%s\t", label);
    }

    print_text(context, PAINT_PLAIN, text);
    out_char(context->out, '\n');
}

static void show_range(const struct verb_context *context, const struct model *model, const struct row *row)
{
    const struct range *range = row->range;
    const struct policy *policy = range ? model_policy(model, range->policy) : NULL;
    char span[64] = "";
    char text[256];

    if (!range) {
        line(context, "policy", "no policy covers it");
        return;
    }

    if (range->numeric)
        snprintf(span, sizeof span, range->low == range->high ? "%" PRIu64 ": " : "%" PRIu64 "-%" PRIu64 ": ",
                 range->low, range->high);

    snprintf(text, sizeof text, "%s%s", span, range->policy);
    line(context, "policy", text);
    line(context, "asks", policy ? policy->asks : NULL);
    line(context, "section", range->section);
    line(context, "printed", range->printed);
}

static void show_history(const struct verb_context *context, const struct model *model, const struct row *row)
{
    for (size_t i = 0; i < model->n_editions; i++) {
        const struct history history = history_of(context, model, row, i);
        char text[256];
        if (history.covered)
            snprintf(text, sizeof text, "%s%s%s%s%s",
                     row_mnemonic(&history.row) ? row_mnemonic(&history.row) : "",
                     row_mnemonic(&history.row) ? ", " : "", word_of(status_words, (int)history.row.status),
                     row_policy(&history.row) ? "; " : "",
                     row_policy(&history.row) ? row_policy(&history.row) : "");
        line(context, history.edition, history.covered ? text : "not covered");
    }
}

static void show_row(const struct verb_context *context, const struct model *model, const struct row *row)
{
    const struct assignment *a = row->assignment;
    char code[ROW_KEY_OCTETS], hex[ROW_CODE_OCTETS], text[1024], words[512];

    print_text(context, PAINT_NAME, row_mnemonic(row) ? row_mnemonic(row) : row_code(row, code));
    out_text(context->out, context->terminal ? "  " : "\t");
    snprintf(text, sizeof text, "%s %s", row->registry->title,
             row_code(row, code) ? row_code(row, code) : "");
    print_text(context, PAINT_PLAIN, text);
    if (row_hex(row, hex))
        out_format(context->out, "%s%s", context->terminal ? "  " : "\t", row_hex(row, hex));
    out_char(context->out, '\n');
    line(context, "meaning", row_words(row, words, sizeof words));
    line(context, "status", word_of(status_words, (int)row->status));
    line(context, "context", row_context(row));
    line(context, "references", row_references(row, ", ", text, sizeof text));
    line(context, "registered", a ? a->registered : NULL);
    line(context, "expires", a ? a->expires : NULL);
    line(context, "note", a ? a->note : NULL);
    line(context, "inferred", a && a->inferred ? "the document does not print this row" : NULL);
    show_range(context, model, row);
    show_history(context, model, row);
}

static void show_text(const struct verb_context *context, const struct model *model, const struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (i > 0)
            out_char(context->out, '\n');
        show_row(context, model, &rows->at[i]);
    }
}

/* Why no row answers; false with err if the key is unreadable. */
static bool say_why(const struct verb_context *context, const struct table *table, enum key_result result,
                    struct err *err)
{
    const struct registry *registry = table->registry;
    const char *key = context->operands[1];
    if (result == KEY_UNREADABLE)
        return err_set(err, ERR_USAGE, "%s is no code: write 65, 0x41, 0b1000001 or a mnemonic",
                       text_brief(key).text);
    if (result == KEY_ELSEWHERE)
        return err_set(err, ERR_USAGE, "%s is no code of %s", text_brief(key).text, registry->id);

    if (result == KEY_TOO_WIDE)
        context_note_wide(context, registry, key);
    else
        context_note(context, "%s has no %s; `dnsreg search %s` looks everywhere", registry->id,
                     text_brief(key).text, text_brief(key).text);
    return true;
}

bool verb_show(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    const struct registry *registry;
    const struct table *table;
    struct rows rows = { 0 };
    bool ok = true;

    if (!model || !context_read_editions(context, model, err) ||
        !context_table(context, model, context->operands[0], &registry, &table, err))
        return false;

    if (table) {
        enum key_result result = key_find(table, context->operands[1], &rows);
        if (rows.n == 0)
            ok = say_why(context, table, result, err);
    }

    *outcome = rows.n > 0 ? OUTCOME_YES : OUTCOME_NO;
    if (ok && context->options->json)
        show_json(context, model, &rows);
    else if (ok)
        show_text(context, model, &rows);

    rows_free(&rows);
    return ok;
}
