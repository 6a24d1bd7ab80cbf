#include "ui/term/signals.h"

#include "base/rescue.h"

#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    ENDS = SIGNAL_HUP | SIGNAL_INT | SIGNAL_TERM,
    LATE = 64,        /* beside the flags of signals: one that ends the program was not heard a tick ago */
    TICK_US = 500000, /* of work; a program that rests has no ticks */
};

/* What signals said. Handlers run with all signals blocked, and the program changes it with these signals
 * blocked. */
static volatile sig_atomic_t flags;

static const struct {
    int signal, flag;
    int status; /* of the program that ends by it; 0: it does not end */
} signals[] = {
    { SIGWINCH, SIGNAL_WINCH, 0 }, { SIGTSTP, SIGNAL_STOP, 0 }, { SIGCONT, SIGNAL_CONT, 0 },
    { SIGHUP, SIGNAL_HUP, 129 },   { SIGINT, SIGNAL_INT, 130 }, { SIGTERM, SIGNAL_TERM, 143 },
};

enum { SIGNALS = sizeof signals / sizeof signals[0] };

static void on_signal(int signal)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        if (signals[i].signal == signal)
            flags |= signals[i].flag;
    }
}

/* The last resort, for work that asks nobody: what ends the program was not heard for a whole tick. It ends
 * as in a crash, and loses no more. From elsewhere the same signal is one that ends a program. */
static void on_tick(int signal, siginfo_t *info, void *context)
{
    const int status = signals_waiting();

    (void)context;
    if (info->si_code <= 0)
        rescue_die(signal);
    else if (status && (flags & LATE))
        rescue_die(status - 128);
    else if (status)
        flags |= LATE;
}

static void tick(suseconds_t us)
{
    const struct itimerval every = { { 0, us }, { 0, us } };
    (void)setitimer(ITIMER_PROF, &every, NULL);
}

static void handle(int signal, void (*handler)(int), int how)
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = how };
    (void)sigfillset(&action.sa_mask);
    (void)sigaction(signal, &action, NULL);
}

void signals_take(struct signal_masks *masks)
{
    sigset_t ours;

    (void)sigemptyset(&ours);
    for (size_t i = 0; i < SIGNALS; i++) {
        (void)sigaddset(&ours, signals[i].signal);
        handle(signals[i].signal, on_signal, 0);
    }

    handle(SIGPIPE, SIG_IGN, 0);
    struct sigaction ticks = { .sa_sigaction = on_tick, .sa_flags = SA_SIGINFO | SA_RESTART };
    (void)sigfillset(&ticks.sa_mask);
    (void)sigaction(SIGPROF, &ticks, NULL);
    tick(TICK_US);
    (void)sigprocmask(SIG_BLOCK, &ours, &masks->open);
    masks->blocked = masks->open;
    for (size_t i = 0; i < SIGNALS; i++) {
        (void)sigaddset(&masks->blocked, signals[i].signal);
        (void)sigdelset(&masks->open, signals[i].signal);
    }
}

unsigned signals_got(const struct signal_masks *masks)
{
    (void)sigprocmask(SIG_SETMASK, &masks->open, NULL); /* now those that wait come in */
    (void)sigprocmask(SIG_SETMASK, &masks->blocked, NULL);
    const unsigned got = (unsigned)flags & ~(unsigned)LATE;
    flags = (sig_atomic_t)(got & ENDS); /* what ends the program is true until it has ended */
    return got;
}

void signals_give(const struct signal_masks *masks)
{
    (void)signals_got(masks); /* what has come is known: nobody is ended by it any more */
    tick(0);
    handle(SIGPROF, SIG_DFL, 0);
    for (size_t i = 0; i < SIGNALS; i++)
        handle(signals[i].signal, SIG_DFL, 0);
    (void)sigprocmask(SIG_SETMASK, &masks->open, NULL);
}

int signals_status(unsigned got)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        if ((got & (unsigned)signals[i].flag) && signals[i].status)
            return signals[i].status;
    }
    return 0;
}

int signals_waiting(void)
{
    unsigned got = (unsigned)flags;
    sigset_t waiting;

    (void)sigemptyset(&waiting);
    (void)sigpending(&waiting);
    for (size_t i = 0; i < SIGNALS; i++) {
        if (sigismember(&waiting, signals[i].signal) == 1)
            got |= (unsigned)signals[i].flag;
    }
    return signals_status(got);
}

bool signals_stop(const struct signal_masks *masks)
{
    sigset_t stop;

    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTSTP);
    handle(SIGTSTP, SIG_DFL, 0);
    (void)kill(0, SIGTSTP);
    (void)sigprocmask(SIG_UNBLOCK, &stop, NULL); /* here it stops, and here it goes on */
    (void)sigprocmask(SIG_SETMASK, &masks->blocked, NULL);
    handle(SIGTSTP, on_signal, 0);
    return (signals_got(masks) & SIGNAL_CONT) != 0;
}
