#include "ui/cli/rows.h"

#include "registry/code_names.h"
#include "registry/draft.h"
#include "registry/flags.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- words ---- */

const char *row_references(const struct row *row, const char *between, char *buffer, size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    if (!row->assignment)
        return buffer;
    for (size_t i = 0; i < row->assignment->n_references && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%s", i ? between : "",
                                 row->assignment->references[i].shown);
    return buffer;
}

const char *row_words(const struct row *row, char *buffer, size_t size)
{
    const char *meaning = row_meaning(row);
    const char *state = word_of(status_words, (int)row->status);
    if (row->assignment && meaning)
        return meaning;
    if (row->draft || (row->assignment && status_is_taken(row->status)))
        return NULL;

    if (row->whole_range && row->numeric && row->free > 0)
        snprintf(buffer, size, "%" PRIu64 " codes, %" PRIu64 " free", row->high - row->low + 1, row->free);
    else if (!row->numeric || row->assignment)
        snprintf(buffer, size, "%s%s%s", state, meaning ? ": " : "", meaning ? meaning : "");
    else
        snprintf(buffer, size, "%" PRIu64 " %s%s%s", row->high - row->low + 1,
                 row_is_free(row) ? "free" : state, meaning ? ": " : "", meaning ? meaning : "");
    return buffer;
}

/* What the status column says: the status; of the user's own rows, draft or proposal; NULL: nothing. */
static const char *row_standing(const struct row *row)
{
    if (row->draft)
        return row->draft->kind == DRAFT_PRIVATE ? "draft" : "proposal";
    return row->whole_range ? NULL : word_of(status_words, (int)row->status);
}

static enum paint row_paint(const struct row *row)
{
    static const enum paint paints[] = {
        [STATUS_ASSIGNED] = PAINT_NAME,     [STATUS_OBSOLETE] = PAINT_OLD,
        [STATUS_DEPRECATED] = PAINT_OLD,    [STATUS_HISTORIC] = PAINT_OLD,
        [STATUS_EXPERIMENTAL] = PAINT_NAME, [STATUS_TEMPORARY] = PAINT_NAME,
        [STATUS_RESERVED] = PAINT_CLOSED,   [STATUS_UNASSIGNED] = PAINT_FREE,
        [STATUS_PRIVATE] = PAINT_PRIVATE,   [STATUS_EXPERIMENTAL_USE] = PAINT_PRIVATE,
        [STATUS_CLOSED] = PAINT_CLOSED,
    };

    return row->draft ? PAINT_MINE : paints[row->status];
}

/* ---- JSON ---- */

const char *row_category(const struct row *row, char buffer[ROW_CATEGORY_OCTETS])
{
    unsigned categories = row_categories(row);
    size_t used = 0;
    for (const struct word *word = category_words; word->word; word++)
        if (categories & (unsigned)word->value)
            used += (size_t)snprintf(buffer + used, ROW_CATEGORY_OCTETS - used, "%s%s", used ? " " : "",
                                     word->word);
    return used ? buffer : NULL;
}

static void lists_json(struct json *json, const struct row *row)
{
    const struct assignment *a = row->assignment;

    json_key(json, "references");
    json_begin_array(json);
    for (size_t i = 0; a && i < a->n_references; i++)
        json_text(json, a->references[i].shown);
    json_end_array(json);
    json_key(json, "aliases");
    json_begin_array(json);
    for (size_t i = 0; a && i < a->n_aliases; i++)
        json_text(json, a->aliases[i]);
    json_end_array(json);
}

static void place_json(struct json *json, const struct row *row)
{
    char key[ROW_KEY_OCTETS], numbers[ROW_KEY_OCTETS], hex[ROW_CODE_OCTETS];
    const char *keys[2];

    if (row->numeric) {
        json_number_at(json, "low", row->low);
        json_number_at(json, "high", row->high);
    } else {
        json_null_at(json, "low");
        json_null_at(json, "high");
    }

    json_text_at(json, "key", row_key(row, key));
    json_key(json, "keys");
    if (row->registry->kind == KEY_PAIR) {
        size_t n = row_keys(row, keys, numbers);
        json_begin_array(json);
        for (size_t i = 0; i < n; i++)
            json_text(json, keys[i]);
        json_end_array(json);
    } else {
        json_null(json);
    }
    json_text_at(json, "hex", row_hex(row, hex));
}

/* A flags word, a document or a policy: an answer that is no row of a registry. */
static void heading_json(struct json *json, const struct model *model, const struct answer *answer)
{
    const struct document *document = answer->document;
    const struct policy *policy = answer->policy;
    char hex[8], words[512];
    const char *key = document ? document->id : policy ? policy->policy : hex;

    snprintf(hex, sizeof hex, "0x%04X", answer->flags);
    json_text_at(json, "registry", answer->row.registry ? answer->row.registry->id : NULL);
    json_null_at(json, "low");
    json_null_at(json, "high");
    json_text_at(json, "key", key);
    json_null_at(json, "keys");
    json_text_at(json, "hex", answer->match == MATCH_FLAGS ? hex : NULL);
    json_null_at(json, "mnemonic");
    json_text_at(json, "meaning",
                 document ? document->title
                 : policy ? policy->asks
                          : flags_said(model, answer->flags, words, sizeof words));
    json_null_at(json, "category");
    json_null_at(json, "status");
    json_text_at(json, "policy", policy ? policy->policy : NULL);
    json_null_at(json, "use");
    json_null_at(json, "section");
    json_null_at(json, "context");
    json_key(json, "references");
    json_begin_array(json);
    json_end_array(json);
    json_key(json, "aliases");
    json_begin_array(json);
    json_end_array(json);
    json_text_at(json, "registered", document ? document->date : NULL);
    json_null_at(json, "expires");
    json_null_at(json, "note");
    json_bool_at(json, "inferred", false);
    if (document) {
        json_text_at(json, "relation", document->relation);
        json_text_at(json, "other", document->other);
    }
    json_bool_at(json, "draft", false);
}

/* What a draft says beside its row. */
static void draft_json(struct json *json, const struct draft *draft)
{
    json_bool_at(json, "draft", draft != NULL);
    if (!draft)
        return;
    if (draft->id > 0)
        json_number_at(json, "id", (uint64_t)draft->id);
    else
        json_null_at(json, "id");

    json_text_at(json, "kind", word_of(draft_kind_words, (int)draft->kind));
    json_bool_at(json, "modifies", draft->modifies);
    json_text_at(json, "basis", draft->basis);
    json_text_at(json, "author", draft->author);
    if (draft->rev > 0)
        json_number_at(json, "rev", (uint64_t)draft->rev);
    else
        json_null_at(json, "rev");
}

static void record_json(struct json *json, const struct row *row)
{
    const struct assignment *a = row->assignment;
    char categories[ROW_CATEGORY_OCTETS];

    json_text_at(json, "registry", row->registry->id);
    place_json(json, row);
    json_text_at(json, "mnemonic", row_mnemonic(row));
    json_text_at(json, "meaning", row_meaning(row));
    json_text_at(json, "category", row_category(row, categories));
    json_text_at(json, "status", row->whole_range ? NULL : word_of(status_words, (int)row->status));
    json_text_at(json, "policy", row_policy(row));
    if (row->whole_range)
        json_number_at(json, "free", row->free);
    json_text_at(json, "use", row->range ? word_of(use_words, (int)row->range->use) : NULL);
    json_text_at(json, "section", row_section(row));
    json_text_at(json, "context", row_context(row));
    lists_json(json, row);
    json_text_at(json, "registered", a ? a->registered : NULL);
    json_text_at(json, "expires", a ? a->expires : NULL);
    json_text_at(json, "note", a ? a->note : NULL);
    json_bool_at(json, "inferred", a && a->inferred);
    draft_json(json, row->draft);
}

void row_json(struct json *json, const struct model *model, const struct row *row,
              const struct row_extra *extra)
{
    const struct answer *answer = extra ? extra->answer : NULL;

    json_begin_object(json);
    json_text_at(json, "edition", model->edition.id);
    if (answer && (!row->registry || answer->match == MATCH_FLAGS))
        heading_json(json, model, answer);
    else
        record_json(json, row);

    if (answer) {
        json_text_at(json, "asked", answer->asked);
        json_text_at(json, "match", word_of(match_words, (int)answer->match));
    }

    if (!extra || !extra->open)
        json_end_object(json);
}

/* ---- tables ---- */

const struct column row_columns[ROW_COLUMNS] = {
    { "registry", 17, false, false }, { "code", 16, true, false },    { "hex", 13, false, true },
    { "mnemonic", 19, false, false }, { "meaning", 0, false, false }, { "category", 11, false, true },
    { "status", 16, false, true },    { "policy", 26, false, false }, { "references", 24, false, true },
    { "context", 18, false, true },
};

static const char *policy_said(const struct verb_context *context, const struct model *model,
                               const struct row *row)
{
    const char *policy = row_policy(row);
    const struct policy *known = policy && context->terminal ? model_policy(model, policy) : NULL;
    return known ? known->brief : policy;
}

/* "change of MX: mail exchange", of a proposal to change what is assigned. */
static const char *say_change(const struct model *model, const struct draft *draft, char *buffer, size_t size)
{
    const struct table *table = model_table(model, draft->registry);
    const struct assignment *taken = table ? draft_taken_by(table, draft) : NULL;
    const char *name = taken ? record_name(taken) : NULL;
    const char *meaning = draft->record.meaning;
    snprintf(buffer, size, "change of %s%s%s", name ? name : "what is assigned", meaning ? ": " : "",
             meaning ? meaning : "");
    return buffer;
}

void row_print(struct print *print, const struct verb_context *context, const struct model *model,
               const struct row *row)
{
    char code[ROW_KEY_OCTETS], hex[ROW_CODE_OCTETS], words[1024], references[512],
        categories[ROW_CATEGORY_OCTETS];
    enum paint paint = row_paint(row);
    const char *said = row_words(row, words, sizeof words);

    if (row->draft && row->draft->modifies)
        said = say_change(model, row->draft, words, sizeof words);
    print_cell(print, PAINT_FAINT, row->registry->id);
    print_cell(print, row->draft ? PAINT_MINE : PAINT_PLAIN, row_code(row, code));
    print_cell(print, PAINT_FAINT, row_hex(row, hex));
    print_cell(print, paint, row_mnemonic(row));
    print_cell(print, paint == PAINT_NAME ? PAINT_PLAIN : paint, said);
    print_cell(print, PAINT_PLAIN, row_category(row, categories));
    print_cell(print, PAINT_PLAIN, row_standing(row));
    print_cell(print, PAINT_FAINT, policy_said(context, model, row));
    print_cell(print, PAINT_PLAIN, row_references(row, ", ", references, sizeof references));
    print_cell(print, PAINT_PLAIN, row_context(row));
}
