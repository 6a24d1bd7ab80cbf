#ifndef UI_CHANGES_CHANGE_KEYS_H
#define UI_CHANGES_CHANGE_KEYS_H

/* The keys that change drafts, the same in Browse, Search and Changes: what they do, and what is said of what
 * became of it. */

#include "registry/row.h"
#include "ui/kit/pane.h"

enum change_action {
    CHANGE_ADD = 400,
    CHANGE_EDIT,
    CHANGE_COPY,
    CHANGE_REMOVE,
    CHANGE_REMOVE_YES,
    CHANGE_UNDO,
    CHANGE_UNDO_YES,
    CHANGE_REDO,
    CHANGE_REDO_YES,
    CHANGE_LEFT,
};

/* What was asked about, until the answer comes: meanwhile another row may be the chosen one. */
struct change_asked {
    int64_t id, rev;      /* the draft to be removed */
    struct log_seen seen; /* the action to be taken back, or done again */
};

/* Was the action done in this session? */
bool change_is_own(const struct ctx *ctx, int64_t group);

/* What ctx shows of the log, for a decision on the action. */
struct log_seen change_seen(const struct ctx *ctx, int64_t target);

/* `row`: the chosen one; NULL: there is none, only a registry. table NULL: not even that. */
struct effects change_act(struct change_asked *asked, const struct ctx *ctx, const struct table *table,
                          const struct row *row, int action);

/* EV_ANSWER to what change_act asked for. */
struct effects change_answered(const struct ctx *ctx, const struct reply *reply);

#endif
