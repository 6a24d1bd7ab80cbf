#include "ui/edit/edit_form.h"

#include "base/text.h"

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
