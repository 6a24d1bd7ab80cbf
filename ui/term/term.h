#ifndef UI_TERM_TERM_H
#define UI_TERM_TERM_H

/* The terminal: events in, screens out. The only part of the program that knows curses, signals and escape
 * sequences. */

#include "base/err.h"
#include "ui/kit/event.h"
#include "ui/kit/screen.h"

struct term;

/* Takes standard input and output over: alternate screen, raw keys, paste and mouse. Sets the locale of
 * characters. NULL with words in err: no terminal, TERM unset or unknown, or one that cannot place its
 * cursor. */
struct term *term_open(struct err *err);

/* Gives the terminal back as it was. NULL is allowed. */
void term_close(struct term *term);

/* The next event, waiting at most timeout_ms (-1: as long as it takes); EV_TICK when nothing came. extra_fd
 * (-1: none) is watched too and gives EV_WAKE. A paste lives until the next call. */
void term_next(struct term *term, int timeout_ms, int extra_fd, struct event *event);

/* Shows the screen. Only what differs from the last one is sent. */
void term_present(struct term *term, const struct screen *screen);

struct size term_size(const struct term *term);

/* Must screens be ASCII? (LC_ALL=C, DNSREG_ASCII, NO UTF-8 in the locale.) */
bool term_ascii(const struct term *term);

/* Sends text to the terminal's clipboard. False: it is too long, or this terminal has none. True does not
 * mean that the terminal took it: many are told not to. */
bool term_copy(struct term *term, const char *text, size_t len);

/* The mouse on or off: while it is on, the terminal's own selection needs Shift. */
void term_mouse(struct term *term, bool on);

/* Gives the terminal back and stops the whole job (Ctrl-Z). Returns when it is continued with the terminal in
 * hand; EV_RESIZE follows. If a signal ends the program meanwhile, EV_END follows, and nothing is drawn any
 * more. */
void term_suspend(struct term *term);

/* The exit status for a signal that ends the program; 0: none came. For work that lasts long. */
int term_ending(void);

/* Gives the terminal back for another program (an editor), and takes it again; EV_RESIZE follows. */
void term_leave(struct term *term);
void term_return(struct term *term);

/* What draws: "ncurses 6.4.20221231", the one that runs. Needs no terminal. */
const char *term_library(void);

/* Milliseconds of the clock that events carry. */
int64_t term_now(void);

#endif
