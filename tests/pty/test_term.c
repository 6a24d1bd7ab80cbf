/* The terminal half of the explorer on a real pseudo-terminal: what is shown is what the grid says, and the
 * terminal is left as it was found. */

#include "tests/pty/harness.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    char *demo;
    char dump[64]; /* where the demo writes its grid */
};

static struct pty *start(const struct fixture *fixture, int rows, int columns, const char *const more[4])
{
    char dump[128];
    const char *env[10] = { "TERM=xterm-256color", "LC_ALL=C.UTF-8", "DNSREG_TEST_SYNC=1", dump };

    char *const argv[] = { fixture->demo, NULL };
    size_t n = 4;
    snprintf(dump, sizeof dump, "DEMO_DUMP=%s", fixture->dump);
    for (size_t i = 0; more && i < 4 && more[i]; i++) {
        size_t at = strncmp(more[i], "TERM", 4) == 0 ? 0 : strncmp(more[i], "LC_ALL", 6) == 0 ? 1 : n++;
        env[at] = more[i];
    }
    return pty_start(argv, env, rows, columns);
}

/* What the terminal shows, row by row, is the text plane of the demo's grid. */
static void same(const struct fixture *fixture, struct pty *pty, int rows)
{
    char row[4096];
    char wanted[4096];
    FILE *file = fopen(fixture->dump, "r");

    assert_non_null(file);
    for (int i = 0; i < rows; i++) {
        assert_non_null(fgets(wanted, sizeof wanted, file));
        wanted[strcspn(wanted, "\n")] = '\0';
        assert_string_equal(pty_row(pty, i, row), wanted);
    }

    assert_non_null(fgets(wanted, sizeof wanted, file));
    assert_string_equal(wanted, "%%\n");
    (void)fclose(file);
}

static void said(struct pty *pty, int rows, const char *wanted)
{
    char row[4096];
    assert_string_equal(pty_row(pty, rows - 2, row) + 1, wanted);
}

/* As it was, and the program said so of the mode that pastes. */
static void clean(struct pty *pty)
{
    pty_assert_as_found(pty);
    assert_true(pty_wrote(pty, "\033[?2004l", 8));
}

static void ends(struct pty *pty, int status)
{
    int got = pty_status(pty);
    assert_true(WIFEXITED(got));
    assert_int_equal(WEXITSTATUS(got), status);
}

static void quit(struct pty *pty)
{
    pty_type(pty, "\021");
    ends(pty, 0);
    clean(pty);
    pty_end(pty);
}

static void grid_is_screen(void **state)
{
    static const struct {
        int rows, columns;
    } sizes[] = { { 30, 100 }, { 12, 43 }, { 24, 80 }, { 5, 20 }, { 1, 1 }, { 60, 200 }, { 10, 40 } };
    struct pty *pty = start(*state, 24, 80, NULL);
    char row[4096];
    pty_sync(pty);
    assert_true(pty->alternate);
    same(*state, pty, 24);
    assert_string_equal(pty_row(pty, 1, row), "24x80, event 0");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        pty_resize(pty, sizes[i].rows, sizes[i].columns);
        pty_sync(pty);
        same(*state, pty, sizes[i].rows);
        pty_type(pty, "x");
        pty_sync(pty);
        same(*state, pty, sizes[i].rows);
    }
    quit(pty);
}

static void roles_become_attributes(void **state)
{
    struct pty *pty = start(*state, 24, 80, NULL);
    pty_sync(pty);
    VTermScreenCell head = pty_cell(pty, 1, 0);
    assert_true(head.attrs.bold);
    assert_true(VTERM_COLOR_IS_INDEXED(&head.fg));
    assert_int_equal(head.fg.indexed.idx, 73);
    assert_true(pty_cell(pty, 5, 2 + 2 * 3).attrs.reverse); /* the fourth role's cell is chosen */
    quit(pty);

    pty = start(*state, 24, 80, (const char *const[4]){ "NO_COLOR=1" });
    pty_sync(pty);
    same(*state, pty, 24);
    for (int row = 0; row < 24; row++) {
        for (int column = 0; column < 80; column++) {
            VTermScreenCell cell = pty_cell(pty, row, column);
            assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
        }
    }
    assert_true(pty_cell(pty, 1, 0).attrs.bold);
    quit(pty);
}

static void keys(void **state)
{
    static const struct {
        const char *octets, *said;
    } rows[] = {
        { "a", "key a" },
        { "\033[A", "key Up" },
        { "\033OA", "key Up" },
        { "\033OP", "key F1" },
        { "\033[6~", "key PgDn" },
        { "\033[1;5D", "key Ctrl-Left" },
        { "\0332", "key Alt-2" },
        { "\022", "key ^R" },
        { "\033[Z", "key Shift-Tab" },
        { "\t", "key Tab" },
        { "\r", "key Enter" },
        { "\177", "key Backspace" },
        { "\003", "key ^C" },
        { "\034", "key ^\\" },
        { "\033[99~", "key ^\\" },
        { "\xC3\xA9", "key \xC3\xA9" },
    };
    struct pty *pty = start(*state, 24, 80, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pty_type(pty, rows[i].octets);
        pty_sync(pty);
        said(pty, 24, rows[i].said);
    }

    pty_type(pty, "\033");
    pty_sync(pty);
    said(pty, 24, "key Esc");
    same(*state, pty, 24);
    quit(pty);
}

static void bad_octets_lose_nothing(void **state)
{
    struct pty *pty = start(*state, 24, 80, NULL);
    char row[4096];

    pty_type(pty, "ab\351cdef");
    pty_sync(pty);
    assert_string_equal(pty_row(pty, 3, row), " ab\357\277\275cdef");
    pty_type(pty, "\025\xF0\x9F\x98\x80\xE4\xB8\xADx\x01y");
    pty_sync(pty);
    assert_string_equal(pty_row(pty, 3, row), " y\xF0\x9F\x98\x80\xE4\xB8\xADx");
    same(*state, pty, 24);

    /* U+3248: here the C library says two columns and our table one, so the terminal gets a sign
     * that is sure */
    pty_type(pty, "\005\025\xE3\x89\x88z");
    pty_sync(pty);
    assert_string_equal(pty_row(pty, 3, row), " \xEF\xBF\xBDz");
    quit(pty);
}

static void pastes(void **state)
{
    static const char paste[] = "\033[200~a\033[31m\xE9\r\n\x11\033[201x\033[201~z";
    struct pty *pty = start(*state, 24, 80, NULL);
    char row[4096];
    pty_sync(pty);
    assert_true(pty_wrote(pty, "\033[?2004h", 8));
    pty_send(pty, paste, sizeof paste - 2);
    pty_sync(pty);
    said(pty, 24, "paste 16: 61 1b 5b 33 31 6d e9 0d 0a 11 1b 5b 32 30 31 78");
    pty_type(pty, "z");
    pty_sync(pty);
    assert_string_equal(pty_row(pty, 3, row),
                        " a\xEF\xBF\xBD[31m\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD[201xz");

    /* 64 KiB, and every octet counted */
    enum { LARGE = 65536 };

    char *large = malloc(LARGE + 13);
    assert_non_null(large);
    snprintf(large, LARGE, "\033[200~");
    memset(large + 6, 'p', LARGE);
    snprintf(large + 6 + LARGE, 7, "\033[201~");
    pty_send(pty, large, LARGE + 12);
    free(large);
    pty_sync(pty);
    assert_non_null(strstr(pty_row(pty, 22, row), "paste 65536: 70 70"));
    same(*state, pty, 24);
    quit(pty);
}

static void mouse(void **state)
{
    static const struct {
        const char *octets, *said;
    } rows[] = {
        { "\033[<0;11;6M\033[<0;11;6m", "click 5,10" },
        { "\033[<0;11;6M\033[<0;11;6m", "double 5,10" },
        { "\033[<64;300;9M", "wheel-up 8,299" },
        { "\033[<65;1;1M", "wheel-down 0,0" },
    };
    struct pty *pty = start(*state, 24, 320, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pty_type(pty, rows[i].octets);
        pty_sync(pty);
        said(pty, 24, rows[i].said);
    }

    assert_true(pty_wrote(pty, "\033[?1006;1000h", 13));
    quit(pty);
    pty = start(*state, 24, 80, (const char *const[4]){ "NO_MOUSE=1" });
    pty_sync(pty);
    assert_false(pty_wrote(pty, "1000h", 5));
    quit(pty);
}

static void copies(void **state)
{
    struct pty *pty = start(*state, 24, 80, NULL);

    pty_type(pty, "foobar\033OQ");
    pty_sync(pty);
    said(pty, 24, "copy 1");
    assert_true(pty_wrote(pty, "\033]52;c;Zm9vYmFy\a", 16));
    quit(pty);
    pty = start(*state, 24, 80, (const char *const[4]){ "TERM=linux", "NO_MOUSE=1" });
    pty_type(pty, "foobar\033[[B");
    pty_sync(pty);
    said(pty, 24, "copy 0");
    pty_type(pty, "\021");
    ends(pty, 0);
    pty_end(pty);
}

static void stops_and_goes_on(void **state)
{
    struct pty *pty = start(*state, 24, 80, NULL);
    char row[4096];

    for (int i = 0; i < 4; i++) {
        pty_type(pty, "x");
        pty_sync(pty);
        if (i % 2 == 0)
            pty_type(pty, "\032"); /* the key, and the signal from outside */
        else
            pty_signal(pty, SIGTSTP);
        assert_true(WIFSTOPPED(pty_status(pty)));
        clean(pty);
        if (i == 2)
            pty_resize(pty, 20, 60);
        pty_continue(pty);
        pty_sync(pty);
        assert_true(pty->alternate);
        same(*state, pty, i < 2 ? 24 : 20);
        pty_type(pty, "y");
        pty_sync(pty);
    }

    assert_string_equal(pty_row(pty, 3, row), " xyxyxyxy");
    quit(pty);
}

/* SIGSTOP gives no warning: afterwards the modes are what the shell left. */
static void stopped_without_warning(void **state)
{
    struct pty *pty = start(*state, 24, 80, NULL);

    pty_sync(pty);
    pty_signal(pty, SIGSTOP);
    assert_true(WIFSTOPPED(pty_status(pty)));
    assert_int_equal(tcsetattr(pty->slave, TCSANOW, &pty->before), 0);
    pty_continue(pty);
    pty_sync(pty);
    pty_type(pty, "\003");
    pty_sync(pty);
    said(pty, 24, "key ^C");
    same(*state, pty, 24);
    quit(pty);
}

static void ends_clean(void **state)
{
    static const struct {
        int signal, status;
    } rows[] = { { SIGTERM, 143 }, { SIGHUP, 129 }, { SIGINT, 130 } };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pty *pty = start(*state, 24, 80, NULL);
        pty_sync(pty);
        pty_signal(pty, rows[i].signal);
        ends(pty, rows[i].status);
        clean(pty);
        pty_end(pty);
    }
    struct pty *pty = start(*state, 24, 80, NULL);
    pty_sync(pty);
    pty_hang_up(pty);
    ends(pty, 129);
    pty_end(pty);
}

/* A crash, an exit in the wrong place, and a stack that ran over. */
static void crashes_clean(void **state)
{
    static const struct {
        const char *key;
        int signal; /* 0: it exits */
    } ends[] = { { "\033OR", SIGABRT }, { "\033OS", 0 }, { "\033[15~", SIGSEGV } };

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct pty *pty = start(*state, 24, 80, NULL);
        pty_sync(pty);
        pty_type(pty, ends[i].key);
        int status = pty_status(pty);
        if (ends[i].signal)
            assert_true(WIFSIGNALED(status) && WTERMSIG(status) == ends[i].signal);
        else
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
        clean(pty);
        pty_end(pty);
    }
}

/* Work that never ends and asks nobody whether it should. */
static void ends_at_work(void **state)
{
    static const int signals[] = { SIGTERM, SIGHUP, SIGINT };
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct pty *pty = start(*state, 24, 80, NULL);
        pty_sync(pty);
        pty_type(pty, "\033[17~");
        pty_sync(pty); /* answered by the begin of the work */
        pty_signal(pty, signals[i]);
        int status = pty_status(pty);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), signals[i]);
        clean(pty);
        pty_end(pty);
    }
}

static void refuses(const struct fixture *fixture, const char *term, const char *words)
{
    struct pty *pty = start(fixture, 24, 80, (const char *const[4]){ term });
    ends(pty, 3);
    assert_true(pty_wrote(pty, words, strlen(words)));
    assert_false(pty_wrote(pty, "\033[", 2));
    pty_end(pty);
}

static void terminals(void **state)
{
    /* NO_MOUSE, because on a console curses would load a mouse library of its own, which leaks */
    static const char *const good[] = { "TERM=linux", "TERM=screen",        "TERM=xterm",
                                        "TERM=vt100", "TERM=tmux-256color", "TERM=vt220" };
    refuses(*state, "TERM=", "TERM is not set");
    refuses(*state, "TERM_=", "TERM is not set");
    refuses(*state, "TERM=no-such-terminal",
            "TERM is no-such-terminal, which is not in the terminal database");
    refuses(*state, "TERM=dumb", "cannot place its cursor");
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        char path[64];
        const char *name = good[i] + 5;
        snprintf(path, sizeof path, "/lib/terminfo/%c/%s", name[0], name);
        if (access(path, R_OK) != 0)
            continue; /* not every system has all of them */
        struct pty *pty =
            start(*state, 24, 80, (const char *const[4]){ good[i], "DNSREG_ASCII=1", "NO_MOUSE=1" });
        pty_type(pty, "abc");
        pty_sync(pty);
        same(*state, pty, 24);
        pty_type(pty, "\021");
        ends(pty, 0);
        pty_end(pty);
    }
}

static void no_terminal(void **state)
{
    const struct fixture *fixture = *state;
    char command[512];
    char row[4096];

    char *const argv[] = { "/bin/sh", "-c", command, NULL };
    const char *const env[] = { "TERM=xterm", NULL };
    snprintf(command, sizeof command, "'%s' </dev/null", fixture->demo);

    struct pty *pty = pty_start(argv, env, 24, 80);
    ends(pty, 3);
    assert_string_equal(pty_row(pty, 0, row),
                        "dnsreg: the explorer needs a terminal on standard input and output");
    pty_end(pty);
}

static void plain_locale_is_ascii(void **state)
{
    struct pty *pty = start(*state, 24, 80, (const char *const[4]){ "LC_ALL=C" });

    pty_sync(pty); /* before, the terminal itself would echo what is typed */
    pty_type(pty, "ab\xC3\xA9\xE4\xB8\xAD");
    pty_sync(pty);
    same(*state, pty, 24);
    for (size_t i = 0; i < pty->raw_len; i++)
        assert_in_range((unsigned char)pty->raw[i], 1, 0x7E);
    quit(pty);
}

/* Nothing of the hostile texts arrives as control characters. */
static void hostile_text(void **state)
{
    static const char *const never[] = { "\033]0;", "\x80\xAE", "\x81\xA6", "\xC2\x9B",
                                         "\x0E",    "\x7F",     "\xED\xA0" };
    struct pty *pty = start(*state, 24, 80, NULL);
    pty_sync(pty);
    same(*state, pty, 24);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        assert_false(pty_wrote(pty, never[i], strlen(never[i])));
    for (size_t i = 0; i + 1 < pty->raw_len; i++) {
        unsigned char octet = (unsigned char)pty->raw[i];
        if (octet < 0x20 && !strchr("\b\t\n\r\a\033", octet))
            fail_msg("octet %02x", octet);
        if (octet == 033 && !strchr("[](>=78M", pty->raw[i + 1]))
            fail_msg("Escape and %02x", (unsigned char)pty->raw[i + 1]);
    }
    quit(pty);
}

int main(int argc, char **argv)
{
    struct fixture fixture = { .demo = argc > 1 ? argv[1] : NULL };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(grid_is_screen, &fixture),
        cmocka_unit_test_prestate(roles_become_attributes, &fixture),
        cmocka_unit_test_prestate(keys, &fixture),
        cmocka_unit_test_prestate(bad_octets_lose_nothing, &fixture),
        cmocka_unit_test_prestate(pastes, &fixture),
        cmocka_unit_test_prestate(mouse, &fixture),
        cmocka_unit_test_prestate(copies, &fixture),
        cmocka_unit_test_prestate(stops_and_goes_on, &fixture),
        cmocka_unit_test_prestate(stopped_without_warning, &fixture),
        cmocka_unit_test_prestate(ends_clean, &fixture),
        cmocka_unit_test_prestate(crashes_clean, &fixture),
        cmocka_unit_test_prestate(ends_at_work, &fixture),
        cmocka_unit_test_prestate(terminals, &fixture),
        cmocka_unit_test_prestate(no_terminal, &fixture),
        cmocka_unit_test_prestate(plain_locale_is_ascii, &fixture),
        cmocka_unit_test_prestate(hostile_text, &fixture),
    };

    if (!fixture.demo) {
        (void)fputs("usage: test_term PROGRAM\n", stderr);
        return 2;
    }

    pty_crash_quietly();
    snprintf(fixture.dump, sizeof fixture.dump, "/tmp/dnsreg-term-XXXXXX");
    int fd = mkstemp(fixture.dump);
    if (fd < 0)
        return 3;

    (void)close(fd);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(fixture.dump);
    return failed;
}
