#ifndef UI_EDIT_PANE_EDIT_H
#define UI_EDIT_PANE_EDIT_H

/* Edit: the form of one draft, with what the rules say of it after every key, under the edition in force and
 * under all others.
 *
 * Its arg's number says what is edited, and its data, which is read only when it opens, is: */

#include "ui/kit/pane.h"

enum edit_what {
    EDIT_NEW,    /* nothing; the text is "registry<TAB>code<TAB>kind", code and kind may be left out */
    EDIT_DRAFT,  /* a struct draft */
    EDIT_COPY,   /* a struct draft, as a new one */
    EDIT_CHANGE, /* a struct assignment, by a proposal; the text is its registry's id */
    EDIT_LIKE,   /* a struct assignment, as a new draft; likewise */
    EDIT_LEFT,   /* the lines that a form left behind */
};

extern const struct pane_ops pane_edit;

#endif
