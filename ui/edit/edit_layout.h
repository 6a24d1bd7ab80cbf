#ifndef UI_EDIT_EDIT_LAYOUT_H
#define UI_EDIT_EDIT_LAYOUT_H

/* What the layout of the form and its drawing share. */

#include "ui/edit/edit_state.h"

enum {
    FIELD_COLUMN = 13, /* where what is written begins */
    STATE_COLUMNS = 8, /* "REFUSED", "warning" at the right end */
};

/* Where what stands beneath a field begins. */
int edit_said_column(int columns);

#endif
