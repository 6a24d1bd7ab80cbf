#include "registry/draft.h"

#include "base/text.h"
#include "registry/key_word.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct word draft_kind_words[] = {
    { DRAFT_PRIVATE, "private" },
    { DRAFT_PROPOSAL, "proposal" },
    { -1, NULL },
};

const struct draft_field_row draft_fields[DRAFT_FIELDS] = {
    [DRAFT_KIND] = { DRAFT_KIND, "kind", "Kind", "KIND",
                     "private or proposal: for private use, or an application to IANA", 16 },
    [DRAFT_CODE] = { DRAFT_CODE, "code", "Code", "CODE",
                     "a number or key; next chooses one, tbd leaves it open", 512 },
    [DRAFT_MNEMONIC] = { DRAFT_MNEMONIC, "mnemonic", "Mnemonic", "NAME", "the short name; - leaves it open",
                         63 },
    [DRAFT_CATEGORY] = { DRAFT_CATEGORY, "category", "Category", "CATEGORY",
                         "data, q or meta (RR TYPEs and CLASSes)", 16 },
    [DRAFT_MEANING] = { DRAFT_MEANING, "meaning", "Meaning", "TEXT", "what it stands for, in a few words",
                        400 },
    [DRAFT_REFERENCE] = { DRAFT_REFERENCE, "reference", "Reference", "DOCUMENT",
                          "the document that defines it", 200 },
    [DRAFT_NOTE] = { DRAFT_NOTE, "note", "Note", "TEXT", "anything else", 4000 },
};

bool registry_has_mnemonics(const struct registry *registry)
{
    return registry->names != NAME_NONE && registry->names != NAME_UNDERSCORE &&
           registry->names != NAME_DOMAIN && registry->kind != KEY_TEXT;
}

/* ---- reading ---- */

struct reading {
    const struct model *model;
    const struct registry *registry;
    const struct table *table; /* NULL: the edition does not cover it */
    struct arena *arena;
    struct draft *draft;
    enum draft_field *field;
    char *why;
};

static bool refuse(const struct reading *reading, enum draft_field field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(const struct reading *reading, enum draft_field field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reading->why, DRAFT_WHY_OCTETS, format, args);
    va_end(args);
    *reading->field = field;
    return false;
}

static const char *said(const char *text)
{
    return text && text[0] ? text : NULL;
}

/* The value of a word in any case; -1: there is no such word. */
static int value_of_any_case(const struct word *words, const char *word)
{
    for (; words->word; words++)
        if (text_equal(words->word, word))
            return words->value;
    return -1;
}

static bool read_kind(const struct reading *reading, const char *text, bool modifies)
{
    int kind = said(text) ? value_of_any_case(draft_kind_words, text)
               : modifies ? DRAFT_PROPOSAL
                          : DRAFT_PRIVATE;

    if (kind < 0)
        return refuse(reading, DRAFT_KIND, "%s is no kind of draft: private or proposal",
                      text_brief(text).text);
    if (modifies && kind != DRAFT_PROPOSAL)
        return refuse(reading, DRAFT_KIND, "only a proposal can ask to modify what is assigned");

    reading->draft->kind = (enum draft_kind)kind;
    reading->draft->modifies = modifies;
    return true;
}

static bool read_category(const struct reading *reading, const char *text)
{
    int category = said(text) ? value_of_any_case(category_words, text) : CATEGORY_NONE;
    if (category < 0)
        return refuse(reading, DRAFT_CATEGORY, "%s is no category: data, q or meta", text_brief(text).text);
    reading->draft->record.category = (enum category)category;
    return true;
}

/* The row's code, if it has one and goes by the name. */
static bool take_code(const struct assignment *row, const char *name, struct assignment *record)
{
    if (!row->numeric || !assignment_is_called(row, name))
        return false;
    record->numeric = true;
    record->low = row->low;
    record->high = row->high;
    return true;
}

/* The code that a record or another draft of the registry goes by. */
static bool named_code(const struct reading *reading, const char *name, struct assignment *record)
{
    for (size_t i = 0; reading->table && i < reading->table->n_assignments; i++)
        if (take_code(&reading->table->assignments[i], name, record))
            return true;
    for (size_t i = 0; reading->table && i < reading->table->n_drafts; i++)
        if (take_code(&reading->table->drafts[i].record, name, record))
            return true;
    return false;
}

static bool read_number(const struct reading *reading, const char *text)
{
    struct assignment *record = &reading->draft->record;
    const char *owner = NULL;
    struct number number = key_number(text, &owner);

    if (owner && strcmp(owner, reading->registry->id) != 0)
        return refuse(reading, DRAFT_CODE, "%s is no code of %s", text_brief(text).text,
                      reading->registry->id);
    if (number.form == NUMBER_NONE && named_code(reading, text, record))
        return true;
    if (number.form == NUMBER_NONE)
        return refuse(reading, DRAFT_CODE, "%s is no code: write 65, 0x41, 0b1000001, next or tbd",
                      text_brief(text).text);

    record->numeric = true;
    record->low = record->high = number.value;
    return true;
}

static bool read_pattern(const struct reading *reading, const char *text)
{
    struct assignment *record = &reading->draft->record;
    uint64_t octet;
    if (!key_pattern(text, &octet))
        return refuse(reading, DRAFT_CODE, "%s is no pattern: write the leading bits, 10 or 01000010",
                      text_brief(text).text);

    record->numeric = true;
    record->low = octet;
    record->high = octet + (UINT64_C(1) << (8 - strlen(text))) - 1;
    record->key = text;
    return true;
}

/* Are both parts of its keys numbers (cookie version and size)? */
static bool is_pair_of_numbers(const struct table *table)
{
    for (size_t i = 0; table && i < table->n_ranges; i++)
        if (table->ranges[i].has_second)
            return true;
    for (size_t i = 0; table && i < table->n_assignments; i++)
        if (table->assignments[i].has_second)
            return true;
    return false;
}

static bool read_pair(const struct reading *reading, const char *text)
{
    struct assignment *record = &reading->draft->record;
    const char *slash = strchr(text, '/');

    if (!slash || !slash[1])
        return refuse(reading, DRAFT_CODE, "%s is no pair: write both parts with / between, as %s",
                      text_brief(text).text,
                      reading->registry->width == 0        ? "SRV/_tcp"
                      : is_pair_of_numbers(reading->table) ? "1/16"
                                                           : "CDS/1");

    char *first = arena_take(reading->arena, (size_t)(slash - text) + 1);
    memcpy(first, text, (size_t)(slash - text));
    if (reading->registry->width == 0) {
        record->key = first;
        record->key2 = slash + 1;
        return first[0] ||
               refuse(reading, DRAFT_CODE, "%s lacks the part before the /", text_brief(text).text);
    }

    struct number left = number_read(first);
    struct number right = number_read(slash + 1);
    if (right.form == NUMBER_NONE)
        return refuse(reading, DRAFT_CODE, "%s: what stands behind the / is no number",
                      text_brief(text).text);

    record->numeric = true;
    if (is_pair_of_numbers(reading->table)) {
        if (left.form == NUMBER_NONE)
            return refuse(reading, DRAFT_CODE, "%s: what stands before the / is no number",
                          text_brief(text).text);
        record->has_second = true;
        record->low = record->high = left.value;
        record->low2 = record->high2 = right.value;
    } else {
        record->key = said(first);
        record->low = record->high = right.value;
    }

    return true;
}

static bool read_code(const struct reading *reading, const char *text)
{
    if (!said(text) || text_equal(text, "tbd"))
        return true;
    if (text_equal(text, "next")) {
        reading->draft->next = true;
        return true;
    }

    switch (reading->registry->kind) {
    case KEY_NUMBER:
    case KEY_BIT:
        return read_number(reading, text);
    case KEY_PATTERN:
        return read_pattern(reading, text);
    case KEY_PAIR:
        return read_pair(reading, text);
    case KEY_TEXT:
        break;
    }
    reading->draft->record.key = text;

    return true;
}

const struct reference *draft_reference(const char *text, struct arena *arena)
{
    struct reference *reference = arena_take(arena, sizeof *reference);

    *reference = (struct reference){ .kind = "text", .target = text, .shown = text };
    if (text_prefix(text, "draft-"))
        reference->kind = "draft";
    else if (strstr(text, "://"))
        reference->kind = "uri";

    if (text_prefix(text, "rfc")) {
        const char *digits = text + 3 + strspn(text + 3, " 0");
        size_t len = strspn(digits, "0123456789");
        if (len > 0 && digits[len] == '\0') {
            char *target = arena_take(arena, len + 4);
            snprintf(target, len + 4, "rfc%s", digits);
            reference->kind = "rfc";
            reference->target = target;
        }
    }

    return reference;
}

static void read_words(const struct reading *reading, const struct draft_text *text)
{
    struct assignment *record = &reading->draft->record;
    const char *mnemonic = said(text->at[DRAFT_MNEMONIC]);

    if (mnemonic && strcmp(mnemonic, "-") == 0)
        mnemonic = NULL;
    record->meaning = said(text->at[DRAFT_MEANING]);
    if (registry_has_mnemonics(reading->registry))
        record->mnemonic = mnemonic;
    else if (!record->meaning)
        record->meaning = mnemonic;

    record->note = said(text->at[DRAFT_NOTE]);
    if (said(text->at[DRAFT_REFERENCE])) {
        record->references = draft_reference(text->at[DRAFT_REFERENCE], reading->arena);
        record->n_references = 1;
    }
}

bool draft_read(const struct model *model, const struct registry *registry, const struct draft_text *text,
                struct arena *arena, struct draft *draft, enum draft_field *field, char why[DRAFT_WHY_OCTETS])
{
    const struct reading reading = {
        model, registry, model_table(model, registry), arena, draft, field, why
    };

    *draft = (struct draft){ .registry = registry, .basis = model->edition.id };
    draft->record.status = STATUS_UNASSIGNED;
    if (!read_kind(&reading, text->at[DRAFT_KIND], text->modifies) ||
        !read_code(&reading, text->at[DRAFT_CODE]) || !read_category(&reading, text->at[DRAFT_CATEGORY]))
        return false;

    read_words(&reading, text);
    return true;
}

/* ---- saying ---- */

static void say_code(const struct draft *draft, char buffer[DRAFT_CODE_OCTETS])
{
    const struct assignment *record = &draft->record;
    const char *key = record->key ? record->key : "";

    if (draft->next)
        snprintf(buffer, DRAFT_CODE_OCTETS, "next");
    else if (!draft_is_placed(draft))
        snprintf(buffer, DRAFT_CODE_OCTETS, "%s", draft->kind == DRAFT_PROPOSAL ? "tbd" : "");
    else if (draft->registry->kind == KEY_PAIR && record->has_second)
        snprintf(buffer, DRAFT_CODE_OCTETS, "%" PRIu64 "/%" PRIu64, record->low, record->low2);
    else if (draft->registry->kind == KEY_PAIR && record->numeric)
        snprintf(buffer, DRAFT_CODE_OCTETS, "%s/%" PRIu64, key, record->low);
    else if (draft->registry->kind == KEY_PAIR)
        snprintf(buffer, DRAFT_CODE_OCTETS, "%s/%s", key, record->key2 ? record->key2 : "");
    else if (record->key)
        snprintf(buffer, DRAFT_CODE_OCTETS, "%s", key);
    else
        snprintf(buffer, DRAFT_CODE_OCTETS, "%" PRIu64, record->low);
}

void draft_say(const struct draft *draft, struct draft_text *text, char buffer[DRAFT_CODE_OCTETS])
{
    const struct assignment *record = &draft->record;

    say_code(draft, buffer);
    *text = (struct draft_text){ .modifies = draft->modifies };
    text->at[DRAFT_KIND] = word_of(draft_kind_words, (int)draft->kind);
    text->at[DRAFT_CODE] = buffer;
    text->at[DRAFT_MNEMONIC] = record->mnemonic;
    text->at[DRAFT_CATEGORY] = word_of(category_words, (int)record->category);
    text->at[DRAFT_MEANING] = record->meaning;
    text->at[DRAFT_REFERENCE] = record->n_references > 0 ? record->references[0].shown : NULL;
    text->at[DRAFT_NOTE] = record->note;
}
