#ifndef UI_LAB_PANE_LAB_H
#define UI_LAB_PANE_LAB_H

/* Header: a message as hex and as the RFC's figure, edited both ways, and what it says. */

#include "ui/kit/pane.h"

extern const struct pane_ops pane_lab;

#endif
