#ifndef PTY_HARNESS_H
#define PTY_HARNESS_H

/* A program on a pseudo-terminal, with libvterm as the terminal. Nothing sleeps: pty_sync sends a key that
 * the program answers after its next screen (DNSREG_TEST_SYNC), everything else waits for an end with a
 * deadline. Failing a wait fails the test. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

struct pty {
    int master, slave;
    int status_fd, control_fd;
    pid_t keeper; /* the leader of the session, parent of the program */
    pid_t program;
    VTerm *vterm;
    VTermScreen *screen;
    bool alternate, cursor_visible;
    struct termios before; /* of the terminal, before the program: modes that nobody would guess */
    char sent[64];         /* pty_answers, before the program */
    char *raw;             /* all octets the program wrote */
    size_t raw_len, raw_capacity;
    size_t synced; /* raw up to here holds answered barriers */
};

/* Programs started from now on end by their crashes as without sanitizers, and leave no core. */
void pty_crash_quietly(void);

/* Starts argv with exactly this environment ("NAME=value", ended by NULL) and what sanitizers need. */
struct pty *pty_start(char *const argv[], const char *const env[], int rows, int columns);
void pty_end(struct pty *pty);

void pty_send(struct pty *pty, const char *octets, size_t len);
void pty_type(struct pty *pty, const char *text);

/* Returns when everything sent so far, and every signal, has been handled and is on the screen. */
void pty_sync(struct pty *pty);

/* Waits at most `within_ms` until a row of the screen holds the text, and sends nothing. */
bool pty_shows(struct pty *pty, const char *text, int within_ms);

void pty_resize(struct pty *pty, int rows, int columns);
void pty_signal(struct pty *pty, int signal);

/* Waits until the program stops or ends; the status is that of waitpid. */
int pty_status(struct pty *pty);

/* What the terminal would send for a paste, an arrow, a key of the keypad and a click: by that its modes are
 * known. Returns out. */
const char *pty_answers(struct pty *pty, char out[static 64]);

/* Fails the test unless the terminal is as it was before the program: the modes of its line, all of them, its
 * screen, its cursor, and what it would send. */
void pty_assert_as_found(struct pty *pty);

/* After a stop: goes on in the foreground. */
void pty_continue(struct pty *pty);

/* The terminal goes away. */
void pty_hang_up(struct pty *pty);

/* A row of the screen as UTF-8, without blanks at its end. Returns out. */
const char *pty_row(struct pty *pty, int row, char out[static 4096]);
VTermScreenCell pty_cell(struct pty *pty, int row, int column);

/* Is this in what the program wrote? */
bool pty_wrote(const struct pty *pty, const char *octets, size_t len);

#endif
