#ifndef UI_EDIT_EDIT_STATE_H
#define UI_EDIT_EDIT_STATE_H

/* What pane_edit.c and its drawing share; nobody else looks in here. */

#include "ui/edit/form_draft.h"
#include "ui/edit/form_judge.h"
#include "ui/kit/pane.h"

enum edit_action {
    EDIT_SAVE = 1,
    EDIT_SAVE_NEW, /* as a new draft: another one removed it */
    EDIT_TAB,
    EDIT_UP,
    EDIT_DOWN,
    EDIT_FIRST,
    EDIT_LAST,
    EDIT_SUGGESTION,
    EDIT_KEEP_MINE, /* of what both changed, and save */
    EDIT_TAKE_THEIRS,
    EDIT_EDITIONS,
    EDIT_LEAVE,
    EDIT_LEAVE_YES,
};

struct edit {
    struct form form;
    struct registry shape; /* what is known of the registry, for as long as the file has it not */
};

/* One line of the form: a field, or what stands beneath it. */
struct edit_line {
    bool said;
    enum draft_field field;
    enum role role;
    const char *text; /* of the view, the form, or the model */
    size_t len;
};

enum { EDIT_LINES = 64, EDIT_WORDS = 640, NOTE_OCTETS = 160 };

/* Where everything is, and what there is to show. Parts without rows are not shown. It points into itself. */
struct edit_view {
    const struct registry *registry; /* the edition's, or its shape */
    const struct table *table; /* NULL: the edition in force does not cover the registry, or it was removed */
    struct judged judged;
    struct edit_line lines[EDIT_LINES];
    int n_lines, top;                        /* top: the first in sight */
    char words[3][DRAFT_FIELDS][EDIT_WORDS]; /* what is said beneath the fields: a suggestion, theirs, held */
    char notes[3][NOTE_OCTETS];              /* about the whole form */
    int n_notes;
    struct rect title, note, form, rule, findings, editions;
};

void edit_look(const struct edit *edit, const struct ctx *ctx, struct edit_view *view);

/* Where a field is written on its line; without columns: it has choices. */
struct rect edit_box(const struct edit_view *view, struct rect line, enum draft_field field);

/* The registry of the form in the edition in force; NULL: it has none. Keys go to the fields all the same. */
const struct table *edit_table(const struct edit *edit, const struct ctx *ctx);

/* The registry as the file has it, or as much as is known of it since it was removed. */
const struct registry *edit_registry(const struct edit *edit, const struct ctx *ctx);

/* Another model: what stands in the file goes beneath what is written, and no key that was typed is touched.
 * What is to be said about it comes back. */
struct effects edit_news(struct edit *edit, const struct ctx *ctx);

/* Is there room for all choices of a field? Else only the chosen one is shown, "< proposal >". */
bool edit_choices_fit(struct rect line, enum draft_field field);

/* The choice under a column, where there is room for all; -1: none. */
int edit_choice_at(enum draft_field field, int from, int column);

/* Who changed the draft last: "bob"; and when: "bob, 2026-11-21 09:12". `theirs` NULL: it was removed. */
enum { EDIT_WHO_OCTETS = 96 };

const char *edit_who(const struct ctx *ctx, int64_t id, const struct draft *theirs,
                     char out[EDIT_WHO_OCTETS]);
const char *edit_who_when(const struct ctx *ctx, int64_t id, const struct draft *theirs,
                          char out[EDIT_WHO_OCTETS]);

void edit_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen);

#endif
