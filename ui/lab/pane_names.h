#ifndef UI_LAB_PANE_NAMES_H
#define UI_LAB_PANE_NAMES_H

/* The rows of a registry, from which a field takes its value. Its arg's data is a struct value_asked. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_names;

#endif
