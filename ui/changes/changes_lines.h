#ifndef UI_CHANGES_CHANGES_LINES_H
#define UI_CHANGES_CHANGES_LINES_H

/* The lines of Changes, computed from the models and the log whenever they are asked for. */

#include "registry/change.h"
#include "ui/kit/pane.h"

/* A draft, or a row of the log. */
struct changes_line {
    const struct draft *draft;
    const struct logged *logged;
};

/* The drafts, then the log. */
struct changes_lines {
    struct changes_line *at;
    size_t n, capacity;
    size_t n_drafts, n_logged;
};

/* Drafts of every edition, those of registries that the one in force lacks too. Free with
 * changes_lines_free. */
void changes_lines_make(struct changes_lines *lines, const struct ctx *ctx);
void changes_lines_free(struct changes_lines *lines);

/* Line `n` of the log, or of the drafts. */
const struct changes_line *changes_line_at(const struct changes_lines *lines, bool log, size_t n);

/* How many actions stand that are not older than the row. */
unsigned changes_standing(const struct change_log *log, const struct logged *down_to);

/* How many of those were not done in this session, and whose: ", 1 of bob's"; "" for none. */
void changes_others(const struct ctx *ctx, const struct logged *down_to, char out[80]);

void changes_draw_line(struct screen *screen, struct rect at, const struct ctx *ctx,
                       const struct changes_line *line);

/* The line in full: of a draft what the rules say, of an action what was before and after. */
void changes_draw_detail(struct screen *screen, struct rect area, const struct ctx *ctx,
                         const struct changes_line *line);

#endif
