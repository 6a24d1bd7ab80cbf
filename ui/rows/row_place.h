#ifndef UI_ROWS_ROW_PLACE_H
#define UI_ROWS_ROW_PLACE_H

/* A place among a registry's rows, by what it says and not by its number, so that it is found again in
 * another edition, or after a change. */

#include "registry/row.h"

struct spot {
    uint64_t low;
    char key[ROW_KEY_OCTETS];
    char context[32];
};

/* The place of a row; NULL: of none. */
struct spot spot_of(const struct row *row);

/* The row that is most like it: the key itself, then the same code with the same context, then the code. 0:
 * none is. */
int spot_find(const struct spot *spot, const struct rows *rows);

#endif
