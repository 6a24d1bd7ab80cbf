#include "base/rescue.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum {
    STUCK_MS = 100,      /* so long a terminal that takes nothing is waited for */
    STACK_OCTETS = 65536 /* more than the kernel puts on it anywhere */
};

/* What a handler needs to know, and no handler can be told: it is the one object beside the flags of signals
 * that is written and outlives a call. */
static struct {
    volatile sig_atomic_t taken; /* set when all else is, and cleared before */
    bool at_exit;                /* on_exit is registered */
    struct rescue how;
    bool has_modes;
    struct termios found;
    unsigned char stack[STACK_OCTETS]; /* for who has used up the other */
} held;

bool rescue_is_front(int fd)
{
    const pid_t front = tcgetpgrp(fd);
    return front < 0 || front == getpgrp();
}

/* As they are now they are to be found again. */
static void keep_modes(void)
{
    held.has_modes = tcgetattr(held.how.fd, &held.found) == 0;
    held.taken = 1;
}

/* True if it was ours. In the background it is not: then nobody's modes are touched. */
static bool leave_in_haste(void)
{
    struct pollfd room = { .fd = held.how.fd, .events = POLLOUT };
    if (!held.taken || !rescue_is_front(held.how.fd))
        return false;

    held.taken = 0;
    if (held.has_modes)
        (void)tcsetattr(held.how.fd, TCSANOW, &held.found);
    if (held.how.leave[0] && poll(&room, 1, STUCK_MS) > 0)
        (void)!write(held.how.fd, held.how.leave, strlen(held.how.leave));
    return true;
}

/* Memory has run out, mostly, and what was said of it stood on the screen that is left here. */
static void on_exit_in_haste(void)
{
    if (leave_in_haste() && held.how.words)
        (void)!write(STDERR_FILENO, held.how.words, strlen(held.how.words));
}

/* ---- signals ---- */

static void handle(int signal, void (*handler)(int), int how)
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = how };
    (void)sigfillset(&action.sa_mask);
    (void)sigaction(signal, &action, NULL);
}

void rescue_die(int signal)
{
    sigset_t last;
    (void)sigemptyset(&last);
    (void)sigaddset(&last, signal);
    (void)leave_in_haste();
    handle(signal, SIG_DFL, 0);
    (void)raise(signal);
    (void)sigprocmask(SIG_UNBLOCK, &last, NULL); /* here it ends */
}

static void on_fatal(int signal)
{
    rescue_die(signal);
}

static void on_stop(int signal)
{
    const int error = errno;
    const bool left = leave_in_haste();
    sigset_t stop;

    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, signal);
    handle(signal, SIG_DFL, 0);
    (void)raise(signal);
    (void)sigprocmask(SIG_UNBLOCK, &stop, NULL); /* here it stops, and here it goes on */
    handle(signal, on_stop, SA_RESTART);
    if (!held.taken && rescue_is_front(held.how.fd))
        keep_modes();
    if (left)
        (void)raise(SIGCONT); /* where nothing could stop it nothing went on, and its modes are gone */
    errno = error;
}

static bool is_stop(int signal)
{
    return signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/* Can it not be caught, or does its default do nothing? */
static bool is_harmless(int signal)
{
    return signal == SIGKILL || signal == SIGSTOP || signal == SIGCONT || signal == SIGCHLD ||
           signal == SIGURG || signal == SIGWINCH;
}

static bool is_handled_by(int signal, void (*handler)(int))
{
    struct sigaction now;
    return sigaction(signal, NULL, &now) == 0 && now.sa_handler == handler;
}

/* A stack that has run over is a crash too, and has no room for a handler. */
static void take_stack(void)
{
    const stack_t own = { .ss_sp = held.stack, .ss_size = sizeof held.stack };
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE))
        (void)sigaltstack(&own, NULL);
}

/* Takes what nobody else has taken. Most have the default, so that is found out on the way, with none let
 * through meanwhile. */
static void take_signals(void)
{
    struct sigaction stopping = { .sa_handler = on_stop, .sa_flags = SA_RESTART };
    struct sigaction fatal = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK };

    sigset_t all, open;

    take_stack();
    (void)sigfillset(&all);
    stopping.sa_mask = fatal.sa_mask = all;
    (void)sigprocmask(SIG_SETMASK, &all, &open);
    for (int signal = 1; signal <= SIGRTMAX; signal++) {
        struct sigaction before;

        if (is_harmless(signal))
            continue;
        if (sigaction(signal, is_stop(signal) ? &stopping : &fatal, &before) == 0 &&
            before.sa_handler != SIG_DFL)
            (void)sigaction(signal, &before, NULL);
    }
    (void)sigprocmask(SIG_SETMASK, &open, NULL);
}

static void give_signals(void)
{
    for (int signal = 1; signal <= SIGRTMAX; signal++)
        if (is_handled_by(signal, on_fatal) || is_handled_by(signal, on_stop))
            handle(signal, SIG_DFL, 0);
}

/* ---- begin and end ---- */

void rescue_begin(const struct rescue *how)
{
    if (held.taken)
        return;
    held.how = *how;
    held.at_exit = held.at_exit || atexit(on_exit_in_haste) == 0;
    keep_modes();
    take_signals();
}

void rescue_end(void)
{
    if (held.taken && held.has_modes && rescue_is_front(held.how.fd))
        (void)tcsetattr(held.how.fd, TCSANOW, &held.found);
    held.taken = 0;
    give_signals();
}
