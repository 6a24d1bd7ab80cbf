#ifndef UI_CLI_SESSION_H
#define UI_CLI_SESSION_H

/* The registry file and the editions read from it so far, for as long as a command, a shell or the explorer
 * runs. The file is opened, and an edition read, when it is first asked for. */

#include "base/err.h"
#include "db/store.h"
#include "registry/model.h"

struct session;

struct session *session_new(const struct store_place *place);
void session_free(struct session *session);

/* NULL with err. Owned by the session. */
struct store *session_store(struct session *session, struct err *err);
const struct model *session_model(struct session *session, const char *edition, struct err *err);

/* The edition's rows alone, for a first screen (store_load_first): it lives until session_refresh, and
 * session_model never gives it. */
const struct model *session_first_model(struct session *session, const char *edition, struct err *err);

/* Forgets the editions that were read, so that they are read anew: the file has changed. Pointers into them
 * are dead. */
void session_refresh(struct session *session);

/* Who changes the file: $DNSREG_AUTHOR, else what git calls the user, else the login name. Asked once. */
const char *session_author(struct session *session);

/* The time in UTC to the second, 2026-11-21T09:12:00Z: $DNSREG_NOW, else the clock's. */
enum { SESSION_TIME = 21 };

void session_now(char at[SESSION_TIME]);

/* The actions of this session, which have changed the file: store_groups. */
const int64_t *session_groups(const struct session *session, size_t *n);

/* What the user should know about how the file was opened; NULL: nothing, or it is not open. */
const char *session_note(const struct session *session);

/* What is wrong with the file, whatever was asked of it: rows that were not those that were shipped, and
 * whether they were mended; or that not all of it is read. One line on what was seen since this was last
 * asked; NULL: nothing. */
const char *session_damage(struct session *session);

#endif
