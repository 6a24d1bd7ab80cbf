#include "ui/signals.h"

#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

enum { TAKEN = 64 };

/* The one writable global: what signals said, and whether the terminal is ours just now. Handlers run with
 * all signals blocked, and the program changes it with these signals blocked. */
static volatile sig_atomic_t flags;

static const struct {
    int signal, flag;
    int status; /* of the program that ends by it; 0: it does not end */
} signals[] = {
    { SIGWINCH, SIGNAL_WINCH, 0 }, { SIGTSTP, SIGNAL_STOP, 0 }, { SIGCONT, SIGNAL_CONT, 0 },
    { SIGHUP, SIGNAL_HUP, 129 },   { SIGINT, SIGNAL_INT, 130 }, { SIGTERM, SIGNAL_TERM, 143 },
};

enum { SIGNALS = sizeof signals / sizeof signals[0] };

/* A crash, or a signal that ends a program which does not know it. */
static const int fatal[] = { SIGABRT, SIGSEGV, SIGBUS,  SIGILL,  SIGFPE,    SIGSYS, SIGTRAP,
                             SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF };

static void on_signal(int signal)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        if (signals[i].signal == signal)
            flags |= signals[i].flag;
    }
}

/* There is no time to ask curses, so the sequences are those that all terminals with such modes share. */
static void leave_in_haste(void)
{
    static const char leave[] = "\033[?2004l\033[?1006;1000l\033[?1l\033>\033[0m\033[?25h\033[?1049l\r";
    struct termios tty;
    if (!(flags & TAKEN))
        return;
    flags = 0;
    (void)!write(STDOUT_FILENO, leave, sizeof leave - 1);
    if (tcgetattr(STDOUT_FILENO, &tty) == 0) {
        tty.c_lflag |= (tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
        tty.c_iflag |= (tcflag_t)(ICRNL | IXON | BRKINT);
        tty.c_oflag |= (tcflag_t)(OPOST | ONLCR);
        (void)tcsetattr(STDOUT_FILENO, TCSANOW, &tty);
    }
}

/* exit() while the terminal is ours: memory has run out, and what was said of it stood on the screen that is
 * left here. */
static void on_exit_in_haste(void)
{
    static const char words[] =
        "dnsreg: ended in the middle of a screen, out of memory; what was saved is kept\n";
    if (!(flags & TAKEN))
        return;
    leave_in_haste();
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
}

static void on_fatal(int signal)
{
    leave_in_haste();
    (void)raise(signal); /* its default is back, see SA_RESETHAND */
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
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) {
        struct sigaction now;
        if (sigaction(fatal[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            handle(fatal[i], on_fatal, (int)SA_RESETHAND);
    }
    handle(SIGPIPE, SIG_IGN, 0);
    (void)sigprocmask(SIG_BLOCK, &ours, &masks->open);
    masks->blocked = masks->open;
    for (size_t i = 0; i < SIGNALS; i++) {
        (void)sigaddset(&masks->blocked, signals[i].signal);
        (void)sigdelset(&masks->open, signals[i].signal);
    }
    (void)atexit(on_exit_in_haste);
}

void signals_give(const struct signal_masks *masks)
{
    for (size_t i = 0; i < SIGNALS; i++)
        handle(signals[i].signal, SIG_DFL, 0);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) {
        struct sigaction now;
        if (sigaction(fatal[i], NULL, &now) == 0 && now.sa_handler == on_fatal)
            handle(fatal[i], SIG_DFL, 0);
    }
    (void)sigprocmask(SIG_SETMASK, &masks->open, NULL);
}

unsigned signals_got(const struct signal_masks *masks)
{
    (void)sigprocmask(SIG_SETMASK, &masks->open, NULL); /* now those that wait come in */
    (void)sigprocmask(SIG_SETMASK, &masks->blocked, NULL);
    unsigned got = (unsigned)(flags & ~TAKEN);
    flags &= TAKEN;
    return got;
}

int signals_status(unsigned got)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        if ((got & (unsigned)signals[i].flag) && signals[i].status)
            return signals[i].status;
    }
    return 0;
}

void signals_stop(const struct signal_masks *masks)
{
    sigset_t stop;
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGTSTP);
    handle(SIGTSTP, SIG_DFL, 0);
    (void)kill(0, SIGTSTP);
    (void)sigprocmask(SIG_UNBLOCK, &stop, NULL); /* here it stops, and here it goes on */
    (void)sigprocmask(SIG_SETMASK, &masks->blocked, NULL);
    handle(SIGTSTP, on_signal, 0);
    (void)signals_got(masks);
}

void signals_guard(bool taken)
{
    if (taken)
        flags |= TAKEN;
    else
        flags &= ~TAKEN;
}
