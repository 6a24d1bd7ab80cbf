/* From a draft, or a record, to the form; and back. */
#include "ui/edit/form_draft.h"

#include "base/text.h"
#include "registry/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What it holds now is what a person would lose nothing by leaving. */
static void remember(struct form *form)
{
    for (size_t i = 0; i < DRAFT_FIELDS; i++)
        memcpy(form->were[i], form->at[i].text, sizeof form->were[i]);
}

static void clear_form(struct form *form, const struct registry *registry)
{
    *form = (struct form){ .field = DRAFT_CODE };
    snprintf(form->registry, sizeof form->registry, "%s", registry->id);
}

/* What stands in Code before one is chosen. */
static const char *no_code(const struct table *table, enum draft_kind kind)
{
    if (!registry_tiles(table->registry))
        return "";
    return kind == DRAFT_PRIVATE ? "next" : "tbd";
}

void form_new(struct form *form, const struct table *table, const char *code, enum draft_kind kind)
{
    if (!form_may_be_private(table))
        kind = DRAFT_PROPOSAL;
    clear_form(form, table->registry);
    (void)form_set(form, DRAFT_KIND, word_of(draft_kind_words, (int)kind));
    (void)form_set(form, DRAFT_CODE, code[0] ? code : no_code(table, kind));
    if (form_has(table->registry, DRAFT_CATEGORY))
        (void)form_set(form, DRAFT_CATEGORY, word_of(category_words, CATEGORY_DATA));
    if (form->at[DRAFT_CODE].len > 0)
        form->field = form_has(table->registry, DRAFT_MNEMONIC) ? DRAFT_MNEMONIC : DRAFT_MEANING;
    remember(form);
}

/* FNV-1a: it only has to tell a text from the one that somebody put in its place. */
static uint64_t sum_of(const char *text)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return sum;
}

/* The text as a field has it: all of it in the line, or none of it, and held. */
struct held form_fit(enum draft_field field, const char *says, struct line *line)
{
    size_t len = strlen(says);
    *line = (struct line){ 0 };
    if (len <= draft_fields[field].most && line_set(line, says, len) && strcmp(line->text, says) == 0)
        return (struct held){ 0 };
    *line = (struct line){ 0 };
    return (struct held){ .octets = len, .sum = sum_of(says) };
}

void form_take(struct form *form, enum draft_field field, const char *says)
{
    form->held[field] = form_fit(field, says ? says : "", &form->at[field]);
    memcpy(form->were[field], form->at[field].text, sizeof form->were[field]);
    form->anew[field] = form->both[field] = false;
}

void form_of_draft(struct form *form, const struct draft *draft)
{
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];

    clear_form(form, draft->registry);
    form->id = form->from = draft->id;
    form->rev = draft->rev;
    form->modifies = draft->modifies;
    draft_say(draft, &text, buffer);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        form_take(form, (enum draft_field)i, text.at[i]);
}

void form_copy(struct form *form, const struct table *table, const struct draft *draft)
{
    form_of_draft(form, draft);
    form->id = form->rev = 0;
    form->modifies = false;
    form_take(form, DRAFT_CODE, no_code(table, draft->kind));
}

void form_of_record(struct form *form, const struct table *table, const struct assignment *record, bool copy)
{
    struct draft draft = { .registry = table->registry,
                           .kind = copy && form_may_be_private(table) ? DRAFT_PRIVATE : DRAFT_PROPOSAL,
                           .modifies = !copy,
                           .record = *record };

    *form = (struct form){ 0 };
    if (copy) {
        form_copy(form, table, &draft);
    } else {
        form_of_draft(form, &draft);
        form->field = DRAFT_MEANING;
    }
}

const struct draft *form_source(const struct model *model, const struct change_log *log, int64_t id)
{
    const struct draft *draft = id ? model_draft(model, id) : NULL;
    for (size_t i = 0; id && !draft && log && i < log->n; i++)
        if (log->at[i].before && log->at[i].before->id == id && !log->at[i].after)
            draft = log->at[i].before;
    return draft;
}

/* A new draft only takes what is held: all else of it is in its fields. */
static bool is_kept(const struct form *form, enum draft_field field)
{
    return !form_field_changed(form, field) && (form->id != 0 || form->held[field].octets > 0);
}

unsigned form_kept(const struct form *form, const struct draft *source)
{
    unsigned kept = 0;
    for (int i = 0; source && i < DRAFT_FIELDS; i++)
        if (is_kept(form, (enum draft_field)i))
            kept |= 1U << i;
    return kept;
}

bool form_lacks(const struct form *form, const struct draft *source)
{
    for (int i = 0; !source && form->from != 0 && i < DRAFT_FIELDS; i++)
        if (form->held[i].octets > 0 && !form->anew[i])
            return true;
    return false;
}

struct draft_text form_text(const struct form *form, const struct registry *registry, unsigned kept)
{
    struct draft_text text = { .modifies = form->modifies };
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_has(registry, (enum draft_field)i) && form->at[i].len > 0 && !(kept & 1U << i))
            text.at[i] = form->at[i].text;
    return text;
}

static void keep_place(struct assignment *record, const struct assignment *from)
{
    record->numeric = from->numeric;
    record->low = from->low;
    record->high = from->high;
    record->has_second = from->has_second;
    record->low2 = from->low2;
    record->high2 = from->high2;
    record->key = from->key;
    record->key2 = from->key2;
}

void draft_keep(struct draft *draft, const struct draft *source, unsigned kept)
{
    for (int i = 0; i < DRAFT_FIELDS; i++) {
        if (!(kept & 1U << i))
            continue;
        switch ((enum draft_field)i) {
        case DRAFT_KIND:
            draft->kind = source->kind;
            break;
        case DRAFT_CODE:
            keep_place(&draft->record, &source->record);
            draft->next = false;
            break;
        case DRAFT_MNEMONIC:
            draft->record.mnemonic = source->record.mnemonic;
            break;
        case DRAFT_CATEGORY:
            draft->record.category = source->record.category;
            break;
        case DRAFT_MEANING:
            draft->record.meaning = source->record.meaning;
            break;
        case DRAFT_REFERENCE:
            draft->record.references = source->record.references;
            draft->record.n_references = source->record.n_references;
            break;
        default:
            draft->record.note = source->record.note;
        }
    }
}
