#ifndef UI_KIT_FRAME_H
#define UI_KIT_FRAME_H

/* The frame around every pane: line 1 with the panes, line 23 with the message, line 24 with the keys of this
 * place. The lines between belong to the pane. (Said for 24 lines: it is the first, the last but one, and the
 * last.) */

#include "ui/kit/binding.h"
#include "ui/kit/screen.h"

struct frame {
    const char *const *panes; /* names */
    const int *numbers;       /* and the digit of each; NULL: from 1 on */
    int n_panes;
    int front;  /* index of the one in front; -1: none of them */
    int drafts; /* how many are the user's */
    bool read_only;
    const char *edition; /* "iana 2026-08-20", or what the right end shall say instead */
    const char *message; /* NULL: none */
    bool problem;        /* the message is about something that went wrong */
    bool typing;
    const struct binding *keys[2]; /* the pane's table, then the program's; NULL: none */
};

enum { FRAME_LEAST_ROWS = 10, FRAME_LEAST_COLUMNS = 40 };

/* The pane's part of a screen. */
struct rect frame_area(const struct screen *screen);

/* Is the screen large enough? If not, frame_draw draws one line that says what size is needed, and nothing
 * else is to be drawn. */
bool frame_fits(const struct screen *screen);

/* Draws the frame, and nothing into frame_area. */
void frame_draw(struct screen *screen, const struct frame *frame);

/* What a click on the frame means: true if it is a key of the last line (*key, as if pressed) or a pane of
 * the first line (its digit, with Alt). */
bool frame_click(const struct screen *screen, const struct frame *frame, int row, int column,
                 struct key *key);

#endif
