#ifndef UI_BROWSE_BROWSE_LINES_H
#define UI_BROWSE_BROWSE_LINES_H

/* The lines of Browse's left list: the registries of an edition under the headings of their groups. */

#include "registry/model.h"

/* A line of the left list: the heading of a group, or a registry. */
struct browse_line {
    const char *heading;
    const struct table *table;
};

/* Line `n` of the list; both members NULL: there is none. */
struct browse_line browse_line(const struct model *model, int n);
int browse_count(const struct model *model);

/* The line of a registry; -1: the edition does not cover it. */
int browse_find(const struct model *model, const char *id);

#endif
