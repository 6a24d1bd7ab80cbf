#ifndef UI_CLI_SAVE_H
#define UI_CLI_SAVE_H

/* Saving a draft: judged by all rules on the newest rows and written in the same transaction, so that of two
 * people who want one code one gets it and the other is told. */

#include "registry/change.h"
#include "ui/cli/session.h"

/* Saves the draft under the edition: draft->id 0 makes a new one, else revision draft->rev is replaced. A
 * draft that asks for the next code gets it. One whose place and names are as they were keeps the edition it
 * was saved under, and is not refused for what that edition or a newer one says of them. A new one without a
 * category gets the one that its range takes. One that changes nothing makes no revision: SAVE_DONE with the
 * revision it has. Unless the answer is SAVE_REFUSED the session's models are read anew: pointers into older
 * ones are dead, so ask for the model again. False with err: the environment; nothing was written, and the
 * models stay. */
bool session_save(struct session *session, const struct draft *draft, const char *edition,
                  struct saved *saved, struct err *err);

bool session_remove(struct session *session, int64_t id, int64_t rev, struct saved *saved, struct err *err);

/* Undo or redo of the newest action; *group is the one it took, 0: there was nothing. `seen` is what the
 * decision rests on: SAVE_STALE if the log is another one now, and nothing was done. NULL: whatever is there
 * is meant. */
bool session_undo(struct session *session, bool redo, const struct log_seen *seen, int64_t *group,
                  struct saved *saved, struct err *err);

#endif
