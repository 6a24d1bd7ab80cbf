#ifndef UI_EDIT_STATE_H
#define UI_EDIT_STATE_H

/* What pane_edit.c and its drawing share; nobody else looks in here. */

#include "ui/edit_form.h"
#include "ui/pane.h"

/* Somebody else changed or removed the draft while it was in hand: first the user chooses. Or the edition in
 * force has no such registry: first the user takes another. Only while writing do keys go to the fields. */
enum edit_mode { EDIT_WRITING, EDIT_STALE, EDIT_GONE, EDIT_UNCOVERED };

struct edit {
    struct form form;
    enum edit_mode mode;
};

/* One line of the form. */
enum edit_line_kind { EDIT_FIELD, EDIT_SAID, EDIT_TRY };
struct edit_line {
    enum edit_line_kind kind;
    enum draft_field field;
    const struct finding *finding; /* EDIT_SAID, EDIT_TRY; NULL: what the form itself says of the field */
};

/* Where everything is, and what there is to show. Parts without rows are not shown. */
struct edit_view {
    const struct table *table; /* NULL: the edition in force does not cover the registry */
    struct judged judged;
    struct edit_line lines[4 * DRAFT_FIELDS];
    int n_lines, top; /* top: the first in sight */
    struct rect title, form, rule, findings, editions;
};
void edit_look(const struct edit *edit, const struct ctx *ctx, struct edit_view *view);

/* Where a field is written on its line; without columns: it has choices. */
struct rect edit_box(const struct edit_view *view, struct rect line, enum draft_field field);

/* The choice under a column; -1: none. */
int edit_choice_at(enum draft_field field, int from, int column);

void edit_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen);

#endif
