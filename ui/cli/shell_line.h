#ifndef UI_CLI_SHELL_LINE_H
#define UI_CLI_SHELL_LINE_H

/* Lines typed on the real terminal, with editing, history and completion as users of libedit know them; their
 * .editrc counts. Only for standard input and output that are terminals. */

#include "base/err.h"
#include "line/completion.h"
#include "line/history.h"

struct shell_line;

/* Both outlive it and are only read. NULL: the terminal cannot be prepared. */
struct shell_line *shell_line_new(const struct completer *completer, const struct history *typed);
void shell_line_free(struct shell_line *shell);

/* The next line, without its end; it lives until the next call. "" for a line that ^C took back. NULL: the
 * end, ^D; or, with err, the terminal could not be read. */
const char *shell_line_read(struct shell_line *shell, struct err *err);

/* The line can be called back; adding to `typed` is left to the caller. */
void shell_line_remember(struct shell_line *shell, const char *line);

/* What reads the lines: "libedit 2.11", the one that this was built with. The one that runs does not say. */
const char *shell_line_library(void);

#endif
