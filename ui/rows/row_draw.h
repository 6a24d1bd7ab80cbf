#ifndef UI_ROWS_ROW_DRAW_H
#define UI_ROWS_ROW_DRAW_H

/* One row of a registry as a line of the screen, the same in every pane: a sign, the code, the name, what it
 * means. */

#include "registry/row.h"
#include "registry/rule.h"
#include "ui/kit/screen.h"

/* The column of signs: blank assigned, `.` free, `-` reserved or closed, `o` private use, `x` obsolete,
 * deprecated or historic, `~` experimental or temporary, `+` the user's own. */
struct sign {
    char sign;
    enum role role;
    const char *means; /* for help */
};
extern const struct sign signs[];
extern const size_t n_signs;
const struct sign *row_sign(const struct row *row);

enum { ROW_CODE_COLUMNS = 11, ROW_NAME_COLUMNS = 10 };

struct row_look {
    bool hex;                  /* codes in hex */
    bool policy;               /* a column for the policy, where there is room for it */
    const struct model *model; /* for the short forms of policies */
    const char *found;         /* shown as found where name or meaning say it; NULL: nothing */
};

/* Draws the row in `columns` columns from `column` on: sign, blank, code at the right of 11, blank, name,
 * blank, meaning or policy. Keys that are text take the columns of code and name. */
void row_draw(struct screen *screen, int line, int column, int columns, const struct row *row,
              const struct row_look *look);

/* How a finding of the rules is drawn. */
enum role severity_role(enum severity severity);

/* "28 free", "3840 reserved", or what the record means; "" for nothing. */
const char *row_says(const struct row *row, char *buffer, size_t size);

#endif
