#ifndef UI_EDIT_EDIT_FORM_H
#define UI_EDIT_EDIT_FORM_H

/* The form in which a draft is written: plain data, and what a key does to it. It knows no screen. The
 * fields, their names and lengths are those of draft_fields. */

#include "line/line.h"
#include "registry/draft.h"

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

#endif
