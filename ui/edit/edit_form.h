#ifndef UI_EDIT_EDIT_FORM_H
#define UI_EDIT_EDIT_FORM_H

/* The form in which a draft is written: plain data, what a key does to it, and what the rules say of it. It
 * knows no screen. The fields, their names and lengths are those of draft_fields. */

#include "base/out.h"
#include "line/line.h"
#include "registry/change.h"
#include "registry/row.h"

/* A text that no field can show: too long, or with what may not stand in a line. */
struct held {
    size_t octets; /* 0: there is none */
    uint64_t sum;  /* of its octets: another text has another one */
};

struct form {
    char registry[64];                    /* its id */
    int64_t id, rev;                      /* the draft in hand, as it was read; id 0: a new one */
    int64_t from;                         /* the draft that has the texts in `held`; 0: none has */
    bool modifies;                        /* a proposal to change what is assigned */
    bool gone;                            /* another one removed the draft */
    enum draft_field field;               /* the one being written */
    struct line at[DRAFT_FIELDS];         /* kind and category: one of their words, or empty */
    char were[DRAFT_FIELDS][LINE_OCTETS]; /* what it holds that is saved, or was there from the begin */
    struct held held[DRAFT_FIELDS];       /* what is saved of a field that cannot show it: `were` is empty */
    bool anew[DRAFT_FIELDS];              /* a held text was written anew */
    bool both[DRAFT_FIELDS];              /* another one saved the field too, and otherwise */
};

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

/* One key for the field. False: it has no use for it, or there is no more room. The table may be NULL, here
 * and in form_choose: then nothing is known that would speak against a choice. */
bool form_key(struct form *form, const struct table *table, struct line_editor *editor,
              const struct key *key);

/* Another value in a field. False: too long, and the field is as it was. */
bool form_set(struct form *form, enum draft_field field, const char *text);
bool form_insert(struct form *form, const char *octets, size_t len); /* at the cursor */
void form_choose(struct form *form, const struct table *table, enum draft_field field, int value);

/* Did the user write the field, or any? Without it that would be lost. */
bool form_field_changed(const struct form *form, enum draft_field field);
bool form_changed(const struct form *form);

/* ---- form_merge.c: what is saved beneath the form ---- */

/* The field becomes what a draft says there, or holds it. */
void form_take(struct form *form, enum draft_field field, const char *says);

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

/* The form as lines `name<TAB>value`, and back. False: they are no form. */
void form_write(const struct form *form, struct out *out);
bool form_read(struct form *form, const char *lines);

/* ---- what the rules say ---- */

/* What the rules of an edition say of it. */
struct judged {
    bool covered;              /* the edition has the registry; if not, nothing else holds */
    bool asked;                /* every field could be read, and the rules were asked */
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

#endif
