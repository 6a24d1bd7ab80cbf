#ifndef UI_EDIT_FORM_JUDGE_H
#define UI_EDIT_FORM_JUDGE_H

/* What the rules say of what is written. */

#include "registry/row.h"
#include "registry/rule.h"
#include "ui/edit/edit_form.h"

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
