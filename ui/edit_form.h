#ifndef UI_EDIT_FORM_H
#define UI_EDIT_FORM_H

/* The form in which a draft is written: plain data, what a key does to it, and what the rules say of it. It
 * knows no screen. The fields, their names and lengths are those of draft_fields. */

#include "base/out.h"
#include "line/line.h"
#include "registry/row.h"
#include "registry/rule.h"

struct form {
    char registry[64];                    /* its id */
    int64_t id, rev;                      /* the draft in hand, as it was read; id 0: a new one */
    bool modifies;                        /* a proposal to change what is assigned */
    enum draft_field field;               /* the one being written */
    struct line at[DRAFT_FIELDS];         /* kind and category: one of their words, or empty */
    char were[DRAFT_FIELDS][LINE_OCTETS]; /* what it holds that is saved, or was there from the begin */
};

/* A new draft in the registry, on the code; "": "next" for private use and "tbd" for a proposal. Where no
 * code is left to private use it is a proposal whatever `kind` says. */
void form_new(struct form *form, const struct table *table, const char *code, enum draft_kind kind);

/* A saved draft, or the newer one in the place of what was written. */
void form_of_draft(struct form *form, const struct draft *draft);

/* A new draft with what the record says: a proposal to change it, or (copy) another one like it on a code of
 * its own. */
void form_of_record(struct form *form, const struct table *table, const struct assignment *record, bool copy);

/* A saved draft as a new one, on a code of its own. */
void form_copy(struct form *form, const struct table *table, const struct draft *draft);

/* Has the form this field? It follows the registry: no category where there are none, no mnemonic where rows
 * have no name or the key itself is it. */
bool form_has(const struct registry *registry, enum draft_field field);
const char *form_title(const struct registry *registry, enum draft_field field);

/* The words of a field with choices; NULL: it is written. *said: the same words for people. */
const struct word *form_choices(enum draft_field field);
const char *form_choice_said(enum draft_field field, int value);

/* Is a code of the registry left to private use? If not, a draft can only be a proposal. */
bool form_may_be_private(const struct table *table);

/* To the next field that the registry has, or (by -1) to the one before; round. */
void form_move(struct form *form, const struct registry *registry, int by);

/* One key for the field. False: it has no use for it, or there is no more room. */
bool form_key(struct form *form, const struct table *table, struct line_editor *editor,
              const struct key *key);

/* Another value in a field. False: too long, and the field is as it was. */
bool form_set(struct form *form, enum draft_field field, const char *text);
bool form_insert(struct form *form, const char *octets, size_t len); /* at the cursor */
void form_choose(struct form *form, const struct table *table, enum draft_field field, int value);

/* Would something be lost without it? */
bool form_changed(const struct form *form);

/* What is written, for draft_read. Texts are the form's. */
struct draft_text form_text(const struct form *form, const struct registry *registry);

/* What the rules of an edition say of it. */
struct judged {
    bool covered;              /* the edition has the registry; if not, nothing else holds */
    struct findings findings;  /* rule NULL: the field cannot be read as what it is */
    const struct range *range; /* that governs the code; NULL: none */
    char hex[ROW_CODE_OCTETS];
    char chosen[24]; /* for `next`: the code it would get now; "": none was asked for */
    bool overtaken;  /* the edition has assigned the code since it was drafted */
};
void form_judge(const struct form *form, const struct model *model, struct judged *judged);

/* The gravest finding of a field, with a suggestion if one of its findings has one; NULL: none. */
const struct finding *judged_field(const struct judged *judged, enum draft_field field);
const char *judged_suggestion(const struct judged *judged, enum draft_field field); /* NULL: none */

/* The form as lines `name<TAB>value`, and back. False: they are no form. What is read back counts as
 * changed. */
void form_write(const struct form *form, struct out *out);
bool form_read(struct form *form, const char *lines);

#endif
