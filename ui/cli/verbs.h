#ifndef UI_CLI_VERBS_H
#define UI_CLI_VERBS_H

/* The table of verbs, and what each does. True: it has answered, *outcome says yes or no. */

#include "ui/cli/context.h"
#include "ui/cli/verb.h"

extern const struct verb_table all_verbs;

bool verb_check(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_decode(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_diff(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_draft_add(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_draft_list(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_draft_propose(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_draft_remove(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_draft_set(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_draft_show(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_editions(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_encode(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_help(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_list(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_log(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_mask(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_redo(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_registry_add(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_registry_list(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_registry_remove(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_search(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_shell(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_show(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_undo(const struct verb_context *context, enum outcome *outcome, struct err *err);
bool verb_what(const struct verb_context *context, enum outcome *outcome, struct err *err);

#endif
