/* Every signal that can be caught, at the explorer and at the shell's prompt: the terminal is as it was found
 * when the program has ended or stopped, and what does neither does nothing. */
#include "tests/pty/harness.h"

#include "support/sandbox.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

enum {
    AT_ONCE = 8,
    LOADED = 20000
}; /* so many programs at the same time: they wait for each other's start */

static char *database;

enum does { ENDS, ENDS_IN_ORDER, STOPS, NOTHING };

/* What is not here ends the program by the signal itself. */
static const struct {
    int signal;
    enum does explorer, shell;
} rows[] = {
    { SIGHUP, ENDS_IN_ORDER, ENDS }, { SIGINT, ENDS_IN_ORDER, ENDS }, { SIGTERM, ENDS_IN_ORDER, ENDS },
    { SIGTSTP, STOPS, STOPS },       { SIGTTIN, STOPS, STOPS },       { SIGTTOU, STOPS, STOPS },
    { SIGCHLD, NOTHING, NOTHING },   { SIGCONT, NOTHING, NOTHING },   { SIGURG, NOTHING, NOTHING },
    { SIGWINCH, NOTHING, NOTHING },  { SIGXFSZ, NOTHING, NOTHING },   { SIGPIPE, NOTHING, NOTHING },
};

static enum does what_does(int signal, bool shell)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].signal == signal)
            return shell ? rows[i].shell : rows[i].explorer;
    return ENDS;
}

/* The next signal that a program can catch; two belong to the C library. Of those that have only numbers the
 * shell gets the first and the last. 0: there is none. */
static int next_signal(int signal, bool shell)
{
    do
        signal++;
    while (signal == SIGKILL || signal == SIGSTOP || (signal > SIGSYS && signal < SIGRTMIN) ||
           (shell && signal > SIGRTMIN && signal < SIGRTMAX));
    return signal <= SIGRTMAX ? signal : 0;
}

static struct pty *start(const struct sandbox *box, bool shell)
{
    char home[512];

    const char *const env[] = { "TERM=xterm-256color", "LC_ALL=C.UTF-8", home, "DNSREG_TEST_SYNC=1", NULL };
    char *argv[] = { (char[]){ DNSREG_PROGRAM },
                     (char[]){ "--read-only" },
                     (char[]){ "--db" },
                     database,
                     shell ? (char[]){ "shell" } : NULL,
                     NULL };
    snprintf(home, sizeof home, "HOME=%s", box->folder);

    return pty_start(argv, env, 24, 80);
}

static void assert_taken(struct pty *pty, bool shell)
{
    struct termios now;
    char sent[64];

    if (shell)
        assert_true(pty_shows(pty, "dnsreg>", LOADED));
    else
        pty_sync(pty);

    assert_int_equal(tcgetattr(pty->slave, &now), 0);
    if (shell)
        return; /* it shows its prompt before it takes the line */
    assert_int_equal(now.c_lflag & ICANON, 0);
    assert_true(pty->alternate);
    assert_string_not_equal(pty_answers(pty, sent), pty->sent);
}

/* It goes on, and is left by its own keys. */
static void leave(struct pty *pty, bool shell)
{
    assert_taken(pty, shell);
    pty_type(pty, shell ? "exit\r" : "q");
    int status = pty_status(pty);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) != 0)
        print_message("it wrote: %.*s\n", (int)pty->raw_len, pty->raw); /* why, in its words */
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void try_signal(struct pty *pty, int signal, bool shell)
{
    const enum does does = what_does(signal, shell);
    int status;

    pty_signal(pty, signal);
    if (does == NOTHING) {
        leave(pty, shell);
    } else {
        status = pty_status(pty);
        if (does == STOPS && WIFSTOPPED(status)) {
            assert_int_equal(WSTOPSIG(status), signal);
            pty_assert_as_found(pty);
            pty_continue(pty);
            leave(pty, shell);
        } else if (does == ENDS_IN_ORDER) {
            assert_true(WIFEXITED(status));
            assert_int_equal(WEXITSTATUS(status), 128 + signal);
        } else {
            assert_int_equal(does, ENDS);
            assert_true(WIFSIGNALED(status));
            assert_int_equal(WTERMSIG(status), signal);
        }
    }
    pty_assert_as_found(pty);
}

static void try_all(bool shell)
{
    struct pty *ptys[AT_ONCE];
    struct sandbox box;
    int n = 0;

    sandbox_make(&box);
    for (int signal = next_signal(0, shell), first = signal; signal; first = signal) {
        int last = first;
        for (n = 0; n < AT_ONCE && signal; signal = next_signal(signal, shell))
            ptys[n++] = start(&box, shell);
        for (int i = 0; i < n; i++, last = next_signal(last, shell)) {
            assert_taken(ptys[i], shell);
            print_message("signal %d\n", last);
            try_signal(ptys[i], last, shell);
            pty_end(ptys[i]);
        }
    }
    sandbox_remove(&box);
}

static void the_explorer(void **state)
{
    (void)state;
    try_all(false);
}

static void the_shell(void **state)
{
    (void)state;
    try_all(true);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_explorer), cmocka_unit_test(the_shell) };
    if (argc != 2)
        return 2;
    database = argv[1];
    pty_crash_quietly();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
