#include "tests/pty/harness.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>

enum { DEADLINE_MS = 20000 };

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty *pty = user;
    if (property == VTERM_PROP_ALTSCREEN)
        pty->alternate = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_visible = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

/* A shell in one page: runs the program in its own group in the foreground, tells what waitpid says, and
 * waits for one octet before it lets a stopped program go on. */
static void keep(char *const argv[], char *const env[], int tell, int hear)
{
    (void)signal(SIGTTOU, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    pid_t program = fork();
    if (program == 0) {
        (void)setpgid(0, 0);
        (void)tcsetpgrp(STDIN_FILENO, getpid());
        (void)signal(SIGTTOU, SIG_DFL);
        (void)signal(SIGHUP, SIG_DFL);
        (void)execve(argv[0], argv, env);
        _exit(127);
    }

    (void)!write(tell, &program, sizeof program);
    for (;;) {
        int status = 0;
        char go = 0;
        if (waitpid(program, &status, WUNTRACED) != program)
            _exit(1);
        (void)tcsetpgrp(STDIN_FILENO, getpid());
        (void)!write(tell, &status, sizeof status);
        if (!WIFSTOPPED(status))
            _exit(0);
        if (read(hear, &go, 1) != 1)
            _exit(1);
        (void)tcsetpgrp(STDIN_FILENO, program);
        (void)kill(-program, SIGCONT);
    }
}

/* A terminal that somebody has made his own, so that whoever sets back a usual one is caught. What keys mean
 * to those who type ahead stays. */
static void make_unusual(int fd)
{
    struct termios modes;

    assert_int_equal(tcgetattr(fd, &modes), 0);
    modes.c_iflag ^= IXANY | IXON | IGNPAR | IMAXBEL;
    modes.c_lflag ^= NOFLSH | ECHOK | ECHOCTL | TOSTOP;
    modes.c_oflag ^= TAB3;
    modes.c_cc[VMIN] = 3;
    modes.c_cc[VTIME] = 7;
    modes.c_cc[VWERASE] = 0x18;
    modes.c_cc[VREPRINT] = 0x1C;
    modes.c_cc[VSTOP] = 0x1D;
    assert_int_equal(tcsetattr(fd, TCSANOW, &modes), 0);
}

static char **whole_environment(const char *const env[])
{
    static const char *const passed[] = { "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
                                          "LLVM_PROFILE_FILE" };
    size_t n = 0;
    char **all = calloc(64, sizeof *all);
    while (n < 40 && env[n]) {
        all[n] = strdup(env[n]);
        n++;
    }

    for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++) {
        const char *value = getenv(passed[i]);
        if (value && asprintf(&all[n], "%s=%s", passed[i], value) > 0)
            n++;
    }
    return all;
}

void pty_crash_quietly(void)
{
    static const char handle_none[] = "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:"
                                      "handle_abort=0:use_sigaltstack=0";
    const char *before = getenv("ASAN_OPTIONS");
    char *options = NULL;

    assert_int_equal(setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }), 0);
    assert_true(asprintf(&options, "%s:%s", before ? before : "", handle_none) > 0);
    assert_int_equal(setenv("ASAN_OPTIONS", options, 1), 0);
    free(options);
}

struct pty *pty_start(char *const argv[], const char *const env[], int rows, int columns)
{
    struct pty *pty = calloc(1, sizeof *pty);
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    int tell[2];
    int control[2];
    char **all = whole_environment(env);
    assert_int_equal(openpty(&pty->master, &pty->slave, NULL, NULL, &size), 0);
    assert_int_equal(pipe2(tell, O_CLOEXEC) | pipe2(control, O_CLOEXEC), 0);
    assert_int_equal(fcntl(pty->master, F_SETFD, FD_CLOEXEC) | fcntl(pty->master, F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(fcntl(pty->slave, F_SETFD, FD_CLOEXEC), 0);
    make_unusual(pty->slave);
    assert_int_equal(tcgetattr(pty->slave, &pty->before), 0);

    pty->vterm = vterm_new(rows, columns);
    vterm_set_utf8(pty->vterm, 1);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
    pty->cursor_visible = true;
    (void)pty_answers(pty, pty->sent);

    pty->keeper = fork();
    if (pty->keeper == 0) {
        (void)close(pty->master);
        if (login_tty(dup(pty->slave)) == 0)
            keep(argv, all, tell[1], control[0]);
        _exit(126);
    }
    for (size_t i = 0; all[i]; i++)
        free(all[i]);
    free(all);
    (void)close(tell[1]);
    (void)close(control[0]);
    pty->status_fd = tell[0];
    pty->control_fd = control[1];
    assert_int_equal(read(pty->status_fd, &pty->program, sizeof pty->program), sizeof pty->program);
    return pty;
}

void pty_end(struct pty *pty)
{
    if (pty->program > 0)
        (void)kill(-pty->program, SIGKILL);
    (void)kill(pty->keeper, SIGKILL);
    (void)waitpid(pty->keeper, NULL, 0);
    if (pty->master >= 0)
        (void)close(pty->master);
    (void)close(pty->slave);
    (void)close(pty->status_fd);
    (void)close(pty->control_fd);
    vterm_free(pty->vterm);
    free(pty->raw);
    free(pty);
}

/* Takes what the program wrote; false: nothing now, or never again. */
static bool drain(struct pty *pty)
{
    char octets[65536];
    ssize_t n = pty->master < 0 ? 0 : read(pty->master, octets, sizeof octets);
    if (n <= 0)
        return false;

    while (pty->raw_len + (size_t)n + 1 > pty->raw_capacity) {
        pty->raw_capacity = pty->raw_capacity ? pty->raw_capacity * 2 : 65536;
        pty->raw = realloc(pty->raw, pty->raw_capacity);
        assert_non_null(pty->raw);
    }

    memcpy(pty->raw + pty->raw_len, octets, (size_t)n);
    pty->raw_len += (size_t)n;
    (void)vterm_input_write(pty->vterm, octets, (size_t)n);
    return true;
}

/* Waits for output, input room, or the keeper, and drains. Returns what poll says of the keeper. */
static short attend(struct pty *pty, int64_t until, bool writing, bool *writable)
{
    struct pollfd watch[2] = { { .fd = pty->status_fd, .events = POLLIN },
                               { .fd = pty->master, .events = (short)(POLLIN | (writing ? POLLOUT : 0)) } };
    int64_t left = until - now_ms();

    if (left <= 0)
        fail_msg("the program did not answer; last it wrote: %zu octets", pty->raw_len);
    if (poll(watch, pty->master < 0 ? 1 : 2, (int)left) < 0 && errno != EINTR)
        fail_msg("poll: %s", strerror(errno));
    *writable = (watch[1].revents & POLLOUT) != 0;
    while (drain(pty))
        ;
    return watch[0].revents;
}

void pty_send(struct pty *pty, const char *octets, size_t len)
{
    int64_t until = now_ms() + DEADLINE_MS;
    while (len > 0) {
        bool writable = false;
        (void)attend(pty, until, true, &writable);
        if (!writable)
            continue;
        ssize_t n = write(pty->master, octets, len < 512 ? len : 512);
        if (n > 0) {
            octets += n;
            len -= (size_t)n;
        }
    }
}

void pty_type(struct pty *pty, const char *text)
{
    pty_send(pty, text, strlen(text));
}

void pty_sync(struct pty *pty)
{
    static const char answer[] = "\033]7777;sync\a";
    int64_t until = now_ms() + DEADLINE_MS;

    pty_type(pty, "\033[7777~");
    for (;;) {
        const char *found =
            pty->raw_len > pty->synced
                ? memmem(pty->raw + pty->synced, pty->raw_len - pty->synced, answer, sizeof answer - 1)
                : NULL;
        bool writable = false;
        if (found) {
            pty->synced = (size_t)(found - pty->raw) + sizeof answer - 1;
            return;
        }
        if (attend(pty, until, false, &writable) & POLLIN)
            fail_msg("the program ended or stopped at a barrier");
    }
}

void pty_resize(struct pty *pty, int rows, int columns)
{
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    vterm_set_size(pty->vterm, rows, columns);
    assert_int_equal(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

void pty_signal(struct pty *pty, int signal)
{
    assert_int_equal(kill(pty->program, signal), 0);
}

/* Reads all that was written so far: the terminal keeps the order, so a mark of our own comes last. */
static void flush(struct pty *pty, int64_t until)
{
    static const char mark[] = "\033]7778;end\a";
    size_t from = pty->raw_len;

    assert_int_equal(write(pty->slave, mark, sizeof mark - 1), sizeof mark - 1);
    while (pty->raw_len == from || !memmem(pty->raw + from, pty->raw_len - from, mark, sizeof mark - 1)) {
        struct pollfd watch = { .fd = pty->master, .events = POLLIN };
        if (poll(&watch, 1, 1000) <= 0 && now_ms() > until)
            fail_msg("the terminal does not give what was written to it");
        (void)drain(pty);
    }
}

int pty_status(struct pty *pty)
{
    int status = 0;
    int64_t until = now_ms() + DEADLINE_MS;
    bool writable = false;

    while (!(attend(pty, until, false, &writable) & (POLLIN | POLLHUP)))
        ;
    assert_int_equal(read(pty->status_fd, &status, sizeof status), sizeof status);
    if (pty->master >= 0)
        flush(pty, until);
    if (!WIFSTOPPED(status))
        pty->program = 0;
    return status;
}

const char *pty_answers(struct pty *pty, char out[static 64])
{
    while (vterm_output_read(pty->vterm, out, 64) > 0)
        ;
    vterm_keyboard_start_paste(pty->vterm);
    vterm_keyboard_key(pty->vterm, VTERM_KEY_UP, VTERM_MOD_NONE);
    vterm_keyboard_key(pty->vterm, VTERM_KEY_KP_0, VTERM_MOD_NONE);
    vterm_mouse_move(pty->vterm, 1, 1, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, false, VTERM_MOD_NONE);

    size_t n = vterm_output_read(pty->vterm, out, 63);
    out[n] = '\0';
    return out;
}

void pty_assert_as_found(struct pty *pty)
{
    struct termios now;
    char sent[64];

    assert_int_equal(tcgetattr(pty->slave, &now), 0);
    assert_int_equal(now.c_iflag, pty->before.c_iflag);
    assert_int_equal(now.c_oflag, pty->before.c_oflag);
    assert_int_equal(now.c_cflag, pty->before.c_cflag);
    assert_int_equal(now.c_lflag, pty->before.c_lflag);
    assert_int_equal(now.c_line, pty->before.c_line);
    assert_memory_equal(now.c_cc, pty->before.c_cc, sizeof now.c_cc);
    assert_int_equal(cfgetispeed(&now), cfgetispeed(&pty->before));
    assert_int_equal(cfgetospeed(&now), cfgetospeed(&pty->before));
    assert_false(pty->alternate);
    assert_true(pty->cursor_visible);
    assert_string_equal(pty_answers(pty, sent), pty->sent);
}

void pty_continue(struct pty *pty)
{
    assert_int_equal(write(pty->control_fd, "c", 1), 1);
}

void pty_hang_up(struct pty *pty)
{
    (void)close(pty->master);
    pty->master = -1;
}

VTermScreenCell pty_cell(struct pty *pty, int row, int column)
{
    VTermScreenCell cell;
    memset(&cell, 0, sizeof cell);
    assert_int_equal(vterm_screen_get_cell(pty->screen, (VTermPos){ .row = row, .col = column }, &cell), 1);
    return cell;
}

const char *pty_row(struct pty *pty, int row, char out[static 4096])
{
    int rows = 0;
    int columns = 0;
    size_t len = 0;
    size_t end = 0;

    vterm_get_size(pty->vterm, &rows, &columns);
    for (int column = 0; column < columns && len < 4000;) {
        VTermScreenCell cell = pty_cell(pty, row, column);
        if (cell.chars[0] == 0)
            cell.chars[0] = ' ';
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            len += text_put(cell.chars[i], out + len);
        if (cell.chars[0] != ' ' || cell.chars[1])
            end = len;
        column += cell.width > 0 ? cell.width : 1;
    }

    out[end] = '\0';
    return out;
}

bool pty_wrote(const struct pty *pty, const char *octets, size_t len)
{
    return pty->raw_len > 0 && memmem(pty->raw, pty->raw_len, octets, len) != NULL;
}

static bool is_shown(struct pty *pty, const char *text)
{
    int rows, columns;
    char row[4096];
    vterm_get_size(pty->vterm, &rows, &columns);
    for (int i = 0; i < rows; i++)
        if (strstr(pty_row(pty, i, row), text))
            return true;
    return false;
}

bool pty_shows(struct pty *pty, const char *text, int within_ms)
{
    int64_t until = now_ms() + within_ms;

    while (!is_shown(pty, text)) {
        struct pollfd watch = { .fd = pty->master, .events = POLLIN };
        int64_t left = until - now_ms();
        if (left <= 0 || poll(&watch, 1, (int)left) <= 0)
            return is_shown(pty, text);
        while (drain(pty))
            ;
    }

    return true;
}
