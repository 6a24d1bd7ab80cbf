#ifndef BASE_RESCUE_H
#define BASE_RESCUE_H

/* The terminal as it was found, and the way back to it from anywhere. */

#include <stdbool.h>

struct rescue {
    int fd; /* the terminal */
    const char
        *leave; /* octets that leave its screens and modes, for when there is no time to ask anybody; "" */
    const char *words; /* to standard error, if exit() is called meanwhile; NULL: nothing */
};

/* Keeps the modes of the terminal's line as they are now, all of them. From here to rescue_end every signal
 * that would end or stop the program and that nobody handles, and exit() too, first puts them back and sends
 * what leaves the rest. A stop handled here looks like SIGCONT to whoever handles that: afterwards the modes
 * are to be set anew. The texts of `how` outlive it. Called again before rescue_end it keeps what it has. */
void rescue_begin(const struct rescue *how);

/* Puts the modes of the line back, unless the terminal is another job's now, and the signals' defaults. */
void rescue_end(void);

/* Puts all back as before a crash, and ends the program by the signal. For handlers. */
void rescue_die(int signal);

/* Is the terminal this job's, so that it may be drawn on? True where no job has it. */
bool rescue_is_front(int fd);

#endif
