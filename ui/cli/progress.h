#ifndef UI_CLI_PROGRESS_H
#define UI_CLI_PROGRESS_H

/* One line that says how far long work has come, for whoever waits at a terminal: not before half a second,
 * then five times a second, and gone at the end. */

#include <stdbool.h>
#include <stdint.h>

struct progress {
    void (*show)(const char *line); /* in place of the line before; "" takes it away. NULL: nobody waits */
    int64_t next_ms;                /* when the next line is due */
    bool shown;
};

struct progress progress_begin(void (*show)(const char *line), int64_t now_ms);

/* Is a line due? It is then the caller's to write it with progress->show. */
bool progress_due(struct progress *progress, int64_t now_ms);
void progress_end(struct progress *progress);

/* Milliseconds of a clock that nobody sets. */
int64_t progress_clock(void);

#endif
