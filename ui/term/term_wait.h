#ifndef UI_TERM_TERM_WAIT_H
#define UI_TERM_TERM_WAIT_H

/* Waiting for the terminal, so that signals are heard meanwhile. */

#include "ui/term/signals.h"

#include <stddef.h>
#include <stdint.h>

enum { READY_INPUT = 1, READY_EXTRA = 2 };

/* Waits for input, the extra descriptor (-1: none), any signal of the program or the end of time (`until` by
 * term_now; -1: there is none). Returns what is readable; 0: nothing is. */
int wait_ready(const struct signal_masks *masks, int64_t until, int extra_fd);

/* Is there input, or does some come within wait_ms? */
bool wait_readable(int wait_ms);

/* At most `size` octets of input as they are, waiting at most wait_ms; 0: nothing came, or a signal ends the
 * program. Others wait until it asks. */
size_t wait_octets(const struct signal_masks *masks, int wait_ms, char *out, size_t size);

#endif
