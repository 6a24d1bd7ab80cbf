#include "registry/diff.h"

#include "base/text.h"
#include "ui/cli/rows.h"
#include "ui/cli/verbs.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void side_json(struct json *json, const char *key, const struct model *model, const struct row *row,
                      const char *said)
{
    json_key(json, key);
    if (row->registry)
        row_json(json, model, row, NULL);
    else
        json_text(json, said);
}

static void change_json(struct json *json, const struct model *before, const struct model *after,
                        const struct edition_change *change)
{
    json_begin_object(json);
    json_text_at(json, "change", word_of(change_kind_words, (int)change->kind));
    json_text_at(json, "what", word_of(change_what_words, (int)change->what));
    json_text_at(json, "registry", change->registry ? change->registry->id : NULL);
    if (change->numeric) {
        json_number_at(json, "low", change->low);
        json_number_at(json, "high", change->high);
    } else {
        json_null_at(json, "low");
        json_null_at(json, "high");
    }

    json_text_at(json, "rule", change->rule);
    side_json(json, "before", before, &change->before, change->said_before);
    side_json(json, "after", after, &change->after, change->said_after);
    json_key(json, "fields");
    json_begin_array(json);
    for (const struct word *word = change_field_words; word->word; word++)
        if (change->fields & (unsigned)word->value)
            json_text(json, word->word);

    json_end_array(json);
    json_end_object(json);
}

/* What one side says, as far as it differs: "BADTRUC", "IETF Review", "obsolete". */
static const char *side_said(const struct edition_change *change, const struct row *row, const char *said,
                             char buffer[512])
{
    char part[512], categories[ROW_CATEGORY_OCTETS];
    const char *category = row->registry ? row_category(row, categories) : NULL;
    size_t used = 0;
    if (!row->registry) {
        if (change->what == CHANGE_RANGE)
            return "no policy";
        return said;
    }
    buffer[0] = '\0';
    if (change->kind != CHANGE_CHANGED)
        return row_words(row, buffer, 512);

    const struct {
        unsigned field;
        const char *text;
    } parts[] = {
        { FIELD_MNEMONIC, row_mnemonic(row) },
        { FIELD_MEANING, row_meaning(row) },
        { FIELD_CATEGORY, category ? category : "no category" },
        { FIELD_STATUS, word_of(status_words, (int)row->status) },
        { FIELD_REFERENCES, row_references(row, ", ", part, sizeof part) },
        { FIELD_REGISTERED, row->assignment ? row->assignment->registered : NULL },
        { FIELD_POLICY, row_policy(row) },
        { FIELD_USE,
          row->range && !(change->fields & FIELD_POLICY) ? word_of(use_words, (int)row->range->use) : NULL },
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts && used < 512; i++)
        if ((change->fields & parts[i].field) && parts[i].text)
            used += (size_t)snprintf(buffer + used, 512 - used, "%s%s", used ? "; " : "", parts[i].text);
    return buffer;
}

static const struct column change_columns[] = {
    { "change", 7, false, false }, { "what", 10, false, false },     { "registry", 15, false, false },
    { "code", 15, true, false },   { "mnemonic", 10, false, false }, { "before", 0, false, false },
    { "after", 0, false, false },
};

static void change_print(struct print *print, const struct edition_change *change)
{
    static const enum paint paints[] = { PAINT_FREE, PAINT_OLD, PAINT_PLAIN };

    char code[ROW_KEY_OCTETS] = "", before[512], after[512];
    const struct row *row = change->after.registry ? &change->after : &change->before;
    const char *name = change->rule ? change->rule : code;
    if (change->numeric && change->low == change->high)
        snprintf(code, sizeof code, "%" PRIu64, change->low);
    else if (change->numeric)
        snprintf(code, sizeof code, "%" PRIu64 "-%" PRIu64, change->low, change->high);
    else if (row->registry && row_code(row, code))
        name = code;
    print_cell(print, paints[change->kind], word_of(change_kind_words, (int)change->kind));
    print_cell(print, PAINT_FAINT, word_of(change_what_words, (int)change->what));
    print_cell(print, PAINT_PLAIN, change->registry ? change->registry->id : NULL);
    print_cell(print, PAINT_PLAIN, name);
    print_cell(print, PAINT_NAME, row->registry ? row_mnemonic(row) : NULL);
    print_cell(print, PAINT_PLAIN, side_said(change, &change->before, change->said_before, before));
    print_cell(print, PAINT_PLAIN, side_said(change, &change->after, change->said_after, after));
}

static void write_changes(const struct verb_context *context, const struct model *before,
                          const struct model *after, const struct edition_changes *changes)
{
    struct json json = json_to(context->out, context->terminal);
    struct print print = print_begin(change_columns, sizeof change_columns / sizeof *change_columns);
    if (!context->options->json) {
        for (size_t i = 0; i < changes->n; i++)
            change_print(&print, &changes->at[i]);
        print_end(&print, context);
        return;
    }

    json_begin_array(&json);
    for (size_t i = 0; i < changes->n; i++)
        change_json(&json, before, after, &changes->at[i]);
    json_end_array(&json);
    json_done(&json);
}

bool verb_diff(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *before = context_model_of(context, context->operands[0], err);
    const struct model *after = before ? context_model_of(context, context->operands[1], err) : NULL;
    const struct registry *only = NULL;
    struct edition_changes changes;

    if (!after)
        return false;

    if (context->n_operands > 2) {
        only = model_registry(after, context->operands[2]);
        if (!only)
            return err_set(err, ERR_USAGE, "no registry is called %s; `dnsreg list` lists them",
                           text_brief(context->operands[2]).text);
    }

    diff_editions(before, after, only ? only->id : NULL, &changes);
    write_changes(context, before, after, &changes);
    if (changes.n == 0 && context->terminal)
        context_note(context, "%s and %s do not differ%s%s", before->edition.id, after->edition.id,
                     only ? " in " : "", only ? only->id : "");

    *outcome = changes.n > 0 ? OUTCOME_NO : OUTCOME_YES;
    changes_free(&changes);
    return true;
}
