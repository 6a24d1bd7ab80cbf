#ifndef UI_EDIT_FORM_DRAFT_H
#define UI_EDIT_FORM_DRAFT_H

/* From a draft, or a record, to the form; and back. */

#include "base/out.h"
#include "registry/change.h"
#include "ui/edit/edit_form.h"

/* A new draft in the registry, on the code; "": "next" for private use and "tbd" for a proposal. Where no
 * code is left to private use it is a proposal whatever `kind` says. */
void form_new(struct form *form, const struct table *table, const char *code, enum draft_kind kind);

/* A saved draft. What a field cannot show is held. */
void form_of_draft(struct form *form, const struct draft *draft);

/* A new draft with what the record says: a proposal to change it, or (copy) another one like it on a code of
 * its own. */
void form_of_record(struct form *form, const struct table *table, const struct assignment *record, bool copy);

/* A saved draft as a new one, on a code of its own; what is held stays that draft's. */
void form_copy(struct form *form, const struct table *table, const struct draft *draft);

/* The field becomes what a draft says there, or holds it. */
void form_take(struct form *form, enum draft_field field, const char *says);

/* What the field would write of it into *line, and what it would hold instead. */
struct held form_fit(enum draft_field field, const char *says, struct line *line);

/* The draft with that id, or as it was when it was removed; log may be NULL. NULL: it is not known. */
const struct draft *form_source(const struct model *model, const struct change_log *log, int64_t id);

/* Which fields are saved as `source` has them, octet for octet, one bit a field: those that nobody wrote.
 * source NULL: none. */
unsigned form_kept(const struct form *form, const struct draft *source);

/* Is a text held that no source has any more? It would be lost by saving. */
bool form_lacks(const struct form *form, const struct draft *source);

/* What is written, for draft_read, without the kept fields; and these put in their place. Texts are the
 * form's, and the source's. */
struct draft_text form_text(const struct form *form, const struct registry *registry, unsigned kept);
void draft_keep(struct draft *draft, const struct draft *source, unsigned kept);

/* ---- form_merge.c ---- */

/* Theirs beneath what is written: fields that only they changed are taken, fields that both changed keep what
 * is written and are marked in `both`. The form is of their revision from then on. */
struct merged {
    bool taken[DRAFT_FIELDS], both[DRAFT_FIELDS];
};
struct merged form_merge(struct form *form, const struct draft *theirs);

/* Did both change the field, and differently? Or any field? */
bool form_differs(const struct form *form, enum draft_field field);
bool form_any_differs(const struct form *form);

/* Theirs in every field that both changed. */
void form_take_theirs(struct form *form, const struct draft *theirs);

/* ---- form_file.c ---- */

/* The form as lines `name<TAB>value`, and back. False: they are no form. */
void form_write(const struct form *form, struct out *out);
bool form_read(struct form *form, const char *lines);

#endif
