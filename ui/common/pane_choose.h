#ifndef UI_COMMON_PANE_CHOOSE_H
#define UI_COMMON_PANE_CHOOSE_H

/* A list of things with names, one of which is given to the pane beneath: "preset nxdomain". */

#include "ui/kit/pane.h"

struct choice {
    const char *id, *name;
    const char *says;    /* one clause */
    const char *more;    /* below the list, for the chosen one; NULL: nothing */
    const char *section; /* NULL: none */
};

/* The data of the arg: it lives as long as the program. */
struct choices {
    const char *title; /* "sample messages" */
    const char *word;  /* before the id in what is given: "preset" */
    const char *more;  /* before a choice's more */
    size_t (*count)(void);
    struct choice (*at)(size_t i);
};

extern const struct pane_ops pane_choose;

#endif
