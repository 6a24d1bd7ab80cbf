#ifndef UI_LAB_PANE_VALUE_H
#define UI_LAB_PANE_VALUE_H

/* One line at the foot of the lab, in which a field's value is typed, as a number or by its name. */

#include "ui/kit/pane.h"

/* What is asked for: the data of the arg. Both panes that ask for a value give it back as "value 65". */
struct value_asked {
    char name[64];     /* "RCODE" */
    char registry[32]; /* "": none */
    char in[32];       /* context of its names; "": none */
    unsigned width;    /* bits */
    uint64_t now;      /* the value it has */
};

extern const struct pane_ops pane_value;

#endif
