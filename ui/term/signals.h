#ifndef UI_TERM_SIGNALS_H
#define UI_TERM_SIGNALS_H

/* The signals of an interactive program. Handlers only set flags; they run only while the program waits, or
 * asks. A program that works for a second after it was told to end, and asks nobody, is ended. */

#include <signal.h>
#include <stdbool.h>

enum {
    SIGNAL_WINCH = 1,
    SIGNAL_STOP = 2, /* SIGTSTP */
    SIGNAL_CONT = 4,
    SIGNAL_HUP = 8,
    SIGNAL_INT = 16,
    SIGNAL_TERM = 32,
};

struct signal_masks {
    sigset_t open;    /* for pselect */
    sigset_t blocked; /* at all other times */
};

/* Installs the handlers and blocks these signals. Before curses starts, which puts its own only where there
 * are none. */
void signals_take(struct signal_masks *masks);

/* Their defaults again. */
void signals_give(const struct signal_masks *masks);

/* Which signals came since the last call, those included that wait to be delivered. One that ends the program
 * is given each time from then on. */
unsigned signals_got(const struct signal_masks *masks);

/* The exit status for what came, if one of them ends the program; else 0. */
int signals_status(unsigned got);

/* The same for a signal that came or waits. Takes none away, and may be asked at any time: so does work that
 * lasts long. */
int signals_waiting(void);

/* Stops the whole job as Ctrl-Z does. Returns when it goes on; false: nobody could stop it. */
bool signals_stop(const struct signal_masks *masks);

#endif
