#include "ui/edit/edit_form.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- what a form has ---- */

bool form_has(const struct registry *registry, enum draft_field field)
{
    if (field == DRAFT_CATEGORY)
        return registry->names == NAME_RR;
    if (field == DRAFT_MNEMONIC)
        return registry_has_mnemonics(registry);
    return true;
}

const char *form_title(const struct registry *registry, enum draft_field field)
{
    static const char *const keys[] = {
        [KEY_NUMBER] = "Code", [KEY_BIT] = "Bit",  [KEY_PATTERN] = "Pattern",
        [KEY_TEXT] = "Name",   [KEY_PAIR] = "Key",
    };
    return field == DRAFT_CODE ? keys[registry->kind] : draft_fields[field].title;
}

const struct word *form_choices(enum draft_field field)
{
    if (field == DRAFT_KIND)
        return draft_kind_words;
    return field == DRAFT_CATEGORY ? category_words : NULL;
}

const char *form_choice_said(enum draft_field field, int value)
{
    if (field == DRAFT_KIND)
        return value == DRAFT_PRIVATE ? "private use" : "proposal to IANA";
    return value == CATEGORY_Q ? "Q" : word_of(category_words, value);
}

bool form_may_be_private(const struct table *table)
{
    for (size_t i = 0; i < table->n_ranges; i++)
        if (use_is_private(table->ranges[i].use))
            return true;
    for (size_t i = 0; i < table->n_assignments; i++)
        if (status_is_private(table->assignments[i].status))
            return true;
    return false;
}

/* ---- making one ---- */

bool form_set(struct form *form, enum draft_field field, const char *text)
{
    struct line line = { 0 };
    if (!text)
        text = "";
    if (strlen(text) > draft_fields[field].most || !line_set(&line, text, strlen(text)))
        return false;
    form->at[field] = line;
    form->anew[field] = form->held[field].octets > 0;
    return true;
}

/* What it holds now is what a person would lose nothing by leaving. */
static void remember(struct form *form)
{
    for (size_t i = 0; i < DRAFT_FIELDS; i++)
        memcpy(form->were[i], form->at[i].text, sizeof form->were[i]);
}

static void begin(struct form *form, const struct registry *registry)
{
    *form = (struct form){ .field = DRAFT_CODE };
    (void)snprintf(form->registry, sizeof form->registry, "%s", registry->id);
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
    begin(form, table->registry);
    (void)form_set(form, DRAFT_KIND, word_of(draft_kind_words, (int)kind));
    (void)form_set(form, DRAFT_CODE, code[0] ? code : no_code(table, kind));
    if (form_has(table->registry, DRAFT_CATEGORY))
        (void)form_set(form, DRAFT_CATEGORY, word_of(category_words, CATEGORY_DATA));
    if (form->at[DRAFT_CODE].len > 0)
        form->field = form_has(table->registry, DRAFT_MNEMONIC) ? DRAFT_MNEMONIC : DRAFT_MEANING;
    remember(form);
}

void form_of_draft(struct form *form, const struct draft *draft)
{
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];
    begin(form, draft->registry);
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

/* ---- writing ---- */

void form_move(struct form *form, const struct registry *registry, int by)
{
    do
        form->field = (enum draft_field)(((int)form->field + by + DRAFT_FIELDS) % DRAFT_FIELDS);
    while (!form_has(registry, form->field));
}

void form_choose(struct form *form, const struct table *table, enum draft_field field, int value)
{
    if (field == DRAFT_KIND && value == DRAFT_PRIVATE &&
        ((table && !form_may_be_private(table)) || form->modifies))
        return;
    (void)form_set(form, field, word_of(form_choices(field), value));
}

/* Space and Right to the next choice, Left to the one before. */
static bool turn(struct form *form, const struct table *table, const struct key *key)
{
    const struct word *words = form_choices(form->field);
    bool back = key->code == K_LEFT;
    size_t n = 0, now = SIZE_MAX;
    if (!back && key->code != K_RIGHT && !(key->code == K_CHAR && key->cp == ' ' && key_is_text(key)))
        return false;
    for (; words[n].word; n++)
        if (strcmp(words[n].word, form->at[form->field].text) == 0)
            now = n;
    if (n == 0)
        return false;
    if (now == SIZE_MAX)
        now = back ? 0 : n - 1;
    form_choose(form, table, form->field, words[(now + (back ? n - 1 : 1)) % n].value);
    return true;
}

bool form_key(struct form *form, const struct table *table, struct line_editor *editor, const struct key *key)
{
    struct line *line = &form->at[form->field];
    struct line before = *line;
    if (form_choices(form->field))
        return turn(form, table, key);
    if (line_key(editor, line, key) && line->len <= draft_fields[form->field].most) {
        if (form->held[form->field].octets > 0 && strcmp(line->text, before.text) != 0)
            form->anew[form->field] = true;
        return true;
    }
    *line = before;
    return false;
}

bool form_insert(struct form *form, const char *octets, size_t len)
{
    struct line line = form->at[form->field];
    if (form_choices(form->field) || !line_insert(&line, octets, len) ||
        line.len > draft_fields[form->field].most)
        return false;
    form->at[form->field] = line;
    form->anew[form->field] = form->held[form->field].octets > 0;
    return true;
}

bool form_field_changed(const struct form *form, enum draft_field field)
{
    return form->held[field].octets > 0 ? form->anew[field]
                                        : strcmp(form->at[field].text, form->were[field]) != 0;
}

bool form_changed(const struct form *form)
{
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_field_changed(form, (enum draft_field)i))
            return true;
    return false;
}

/* ---- judging ---- */

static void say_hex(const struct draft *draft, char out[ROW_CODE_OCTETS])
{
    const struct row row = { .registry = draft->registry,
                             .numeric = draft->record.numeric,
                             .low = draft->record.low,
                             .high = draft->record.high };
    bool fits = registry_tiles(row.registry) && row.numeric && row.high <= registry_top(row.registry);
    if (!fits || !row_hex(&row, out))
        out[0] = '\0';
}

void form_judge(const struct form *form, const struct model *model, struct judged *judged)
{
    const struct registry *registry = model_registry(model, form->registry);
    const struct table *table = registry ? model_table(model, registry) : NULL;
    struct draft_text text;
    struct draft draft;
    struct arena arena = { 0 };
    struct finding unread = { .severity = SEVERITY_ERROR };
    const struct draft *source = form_source(model, NULL, form->from);
    unsigned kept = form_kept(form, source);
    *judged = (struct judged){ .covered = table != NULL };
    if (!table)
        return;
    text = form_text(form, registry, kept);
    if (!draft_read(model, registry, &text, &arena, &draft, &unread.field, unread.text)) {
        judged->findings.at[judged->findings.n++] = unread;
        arena_free(&arena);
        return;
    }
    draft_keep(&draft, source, kept);
    draft.id = form->id;
    draft.rev = form->rev;
    draft.basis = model->edition.id;
    if (draft.next && draft_choose_code(model, &draft, unread.text)) {
        (void)snprintf(judged->chosen, sizeof judged->chosen, "%" PRIu64, draft.record.low);
    } else if (draft.next) {
        unread.field = DRAFT_CODE;
        judged->findings.at[judged->findings.n++] = unread;
        arena_free(&arena);
        return;
    }
    judged->asked = true;
    draft_judge(model, &draft, &judged->findings);
    judged->range = draft_range(table, &draft);
    judged->overtaken = !draft.modifies && draft_is_placed(&draft) && draft_taken_by(table, &draft);
    say_hex(&draft, judged->hex);
    arena_free(&arena);
}

const struct finding *judged_field(const struct judged *judged, enum draft_field field)
{
    for (size_t i = 0; i < judged->findings.n; i++) /* errors stand first */
        if (judged->findings.at[i].field == field)
            return &judged->findings.at[i];
    return NULL;
}

const char *judged_suggestion(const struct judged *judged, enum draft_field field)
{
    for (size_t i = 0; i < judged->findings.n; i++)
        if (judged->findings.at[i].field == field && judged->findings.at[i].suggestion[0])
            return judged->findings.at[i].suggestion;
    return NULL;
}
