#ifndef LINE_HISTORY_H
#define LINE_HISTORY_H

/* The lines typed so far, in the explorer's `:` and in the shell: the last HISTORY_MOST that differ, in a
 * file of plain text that both share. */

#include "base/err.h"

#include <stddef.h>

enum { HISTORY_MOST = 200, HISTORY_PATH = 4096 };

struct history;

/* What the file holds; lines that no line editor could have written are left out, and without a readable file
 * there are none. NULL: a history that is kept nowhere. The path is copied. */
struct history *history_new(const char *path);
void history_free(struct history *history);

/* The line, without blanks at its end, becomes the newest; where it stood before it stands no more. Blank
 * lines, and lines with what may not stand in a line, are not taken. */
void history_add(struct history *history, const char *line);

size_t history_count(const struct history *history);

/* The line typed `back` lines ago, 0 for the newest; NULL: there is none. */
const char *history_nth(const struct history *history, size_t back);

/* Writes the file anew, for this user alone: a crash or a power loss leaves the old one or the new one,
 * whole. Of two programs at the same time the later wins; one that stands still while it writes is not waited
 * for. False with err, also where a file is there that could not be read whole: it stays as it is. */
bool history_save(const struct history *history, struct err *err);

/* The usual file, $XDG_STATE_HOME/dnsreg/history or the same under ~/.local/state; its folders are made.
 * NULL: there is no home to keep it in. Returns out. */
const char *history_place(char out[HISTORY_PATH]);

#endif
