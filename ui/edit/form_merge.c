/* What another one saves meanwhile goes beneath what is written. */
#include "ui/edit/form_draft.h"

#include <stdio.h>
#include <string.h>

/* To where it was, as far as the text goes now, and between two characters. */
static void put_cursor(struct line *line, size_t cursor)
{
    if (cursor > line->len)
        cursor = line->len;
    while (cursor > 0 && ((unsigned char)line->text[cursor] & 0xC0) == 0x80)
        cursor--;
    line->cursor = (uint16_t)cursor;
}

/* One field: theirs is what is saved now. */
static void merge_field(struct form *form, enum draft_field field, const char *says, struct merged *merged)
{
    struct line theirs;
    struct held held = form_fit(field, says ? says : "", &theirs);
    if (held.octets == form->held[field].octets && held.sum == form->held[field].sum &&
        strcmp(theirs.text, form->were[field]) == 0)
        return; /* they left it alone */

    if (!form_field_changed(form, field)) {
        size_t cursor = form->at[field].cursor;
        form_take(form, field, says);
        if (field == form->field)
            put_cursor(&form->at[field], cursor);
        merged->taken[field] = true;
        return;
    }

    memcpy(form->were[field], theirs.text, sizeof form->were[field]);
    form->held[field] = held;
    form->anew[field] = held.octets > 0;
    form->both[field] = merged->both[field] = form_field_changed(form, field);
}

struct merged form_merge(struct form *form, const struct draft *theirs)
{
    struct merged merged = { 0 };
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];

    snprintf(form->registry, sizeof form->registry, "%s", theirs->registry->id);
    form->rev = theirs->rev;
    form->modifies = theirs->modifies;
    form->gone = false;
    draft_say(theirs, &text, buffer);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        merge_field(form, (enum draft_field)i, text.at[i], &merged);
    return merged;
}

bool form_differs(const struct form *form, enum draft_field field)
{
    return form->both[field] && form_field_changed(form, field);
}

bool form_any_differs(const struct form *form)
{
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_differs(form, (enum draft_field)i))
            return true;
    return false;
}

void form_take_theirs(struct form *form, const struct draft *theirs)
{
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];
    draft_say(theirs, &text, buffer);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_differs(form, (enum draft_field)i))
            form_take(form, (enum draft_field)i, text.at[i]);
}
