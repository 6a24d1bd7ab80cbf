#include "support/run.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_S = 120 }; /* then SIGALRM ends a program that hangs */

void runner_make(struct runner *runner)
{
    *runner = (struct runner){ 0 };
    sandbox_make(&runner->box);
    struct ran ran = RUN(runner, "list", "opcode");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
}

void runner_remove(struct runner *runner)
{
    sandbox_remove(&runner->box);
}

int runner_start(void **state)
{
    struct runner *runner = calloc(1, sizeof *runner);
    assert_non_null(runner);
    runner_make(runner);
    runner->environment[0] = "DNSREG_AUTHOR=alice";
    runner->environment[1] = "DNSREG_NOW=2026-11-21T09:12:00Z";
    *state = runner;
    return 0;
}

int runner_stop(void **state)
{
    runner_remove(*state);
    free(*state);
    return 0;
}

void runner_give(struct runner *runner, const char *text)
{
    file_write(sandbox_path(&runner->box, "given", runner->given), text, strlen(text));
    runner->stdin_from = runner->given;
}

static void set_name(const char *entry)
{
    char name[64];
    const char *equals = strchr(entry, '=');
    snprintf(name, sizeof name, "%.*s", (int)strcspn(entry, "="), entry);
    if (equals)
        (void)setenv(name, equals + 1, 1);
    else
        (void)unsetenv(name);
}

/* In the child: what it sees of the world is the sandbox. */
static void set_environment(const struct runner *runner)
{
    static const char *const unset[] = { "XDG_DATA_HOME", "XDG_STATE_HOME", "NO_COLOR", "DNSREG_NOW",
                                         "DNSREG_AUTHOR" };
    char db[512];
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
        (void)unsetenv(unset[i]);
    (void)setenv("HOME", runner->box.folder, 1);
    (void)setenv("DNSREG_DB", sandbox_path(&runner->box, "registry.db", db), 1);
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    (void)setenv("TERM", "dumb", 1);
    for (const char *const *entry = runner->environment; *entry; entry++)
        set_name(*entry);
}

int broken_input(const char *text, size_t len)
{
    int ends[2]; /* whoever closes with octets unread resets the other end, behind what it gave */
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(write(ends[0], "?", 1), 1);
    assert_int_equal(write(ends[1], text, len), len);
    assert_int_equal(close(ends[1]), 0);
    return ends[0];
}

int broken_output(void)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(close(ends[0]), 0);
    return ends[1];
}

/* In the child. */
static void set_streams(const struct runner *runner)
{
    const int given[] = { runner->in, runner->out, runner->err };

    for (int fd = 0; fd < 3; fd++) {
        if (given[fd] > 0 && dup2(given[fd], fd) < 0)
            _exit(126);
        if (given[fd] == STREAM_CLOSED)
            (void)close(fd);
    }

    for (int fd = 3; fd < 64; fd++) /* the program begins with its three, or fewer */
        (void)close(fd);
}

static void run_child(const struct runner *runner, const char *program, const char *const arguments[],
                      int out, int err)
{
    char *argv[320] = { strdup(program) };
    size_t n = 1;
    int in = open(runner->stdin_from ? runner->stdin_from : "/dev/null", O_RDONLY);

    for (; arguments[n - 1] && n + 1 < sizeof argv / sizeof *argv; n++)
        argv[n] = strdup(arguments[n - 1]);
    set_environment(runner);
    (void)alarm(PATIENCE_S);
    if (in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(126);
    (void)signal(SIGPIPE, runner->pipe_ignored ? SIG_IGN : SIG_DFL);
    set_streams(runner);
    (void)execv(program, argv);
    _exit(127);
}

/* A file without a name: it is gone when it is closed. */
static int nameless(const struct runner *runner)
{
    char path[512];
    (void)sandbox_path(&runner->box, "said.XXXXXX", path);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)unlink(path);
    return fd;
}

static char *whole(int fd, size_t *len)
{
    off_t size = lseek(fd, 0, SEEK_END);
    char *octets = calloc(1, (size_t)(size > 0 ? size : 0) + 1);

    assert_non_null(octets);
    *len = 0;
    (void)lseek(fd, 0, SEEK_SET);
    for (ssize_t n = 1; size > 0 && n > 0 && *len < (size_t)size; *len += (size_t)(n > 0 ? n : 0))
        n = read(fd, octets + *len, (size_t)size - *len);
    (void)close(fd);
    return octets;
}

static struct ran run_program(const struct runner *runner, const char *program, const char *const arguments[])
{
    struct ran ran = { 0 };
    int out = nameless(runner), err = nameless(runner), status = 0;
    int given = runner->stdout_to ? open(runner->stdout_to, O_WRONLY) : out;

    assert_true(given >= 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        run_child(runner, program, arguments, given, err);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (given != out)
        (void)close(given);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (ran.status == 127)
        fail_msg("%s could not be started; was it being linked?", program);
    ran.out = whole(out, &ran.out_len);
    ran.err = whole(err, &ran.err_len);

    return ran;
}

/* The build may name another one than its own (tests/unit/CMakeLists.txt). */
static const char *program_under_test(void)
{
    const char *other = getenv("DNSREG_TEST_PROGRAM");

    return other && other[0] ? other : DNSREG_PROGRAM;
}

struct ran run(const struct runner *runner, const char *const arguments[])
{
    return run_program(runner, runner->program ? runner->program : program_under_test(), arguments);
}

struct ran run_line(const struct runner *runner, const char *line)
{
    char script[2048];
    snprintf(script, sizeof script, "dnsreg() { '%s' \"$@\"; }\n%s\n", program_under_test(), line);
    return run_program(runner, "/bin/sh", (const char *const[]){ "-c", script, NULL });
}

void ran_free(struct ran *ran)
{
    free(ran->out);
    free(ran->err);
    *ran = (struct ran){ 0 };
}

size_t count_lines(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

void assert_clean(const char *octets, size_t len)
{
    assert_int_equal(strlen(octets), len);
    for (size_t i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)octets[i];
        if ((octet < 0x20 && octet != '\n' && octet != '\t') || octet == 0x7F)
            fail_msg("octet %02X at %zu", octet, i);
        if (octet == 0xC2 && (unsigned char)octets[i + 1] < 0xA0) /* C1 in UTF-8 */
            fail_msg("a C1 control at %zu", i);
        if (octet >= 0x80 && octet < 0xC0 && (i == 0 || (unsigned char)octets[i - 1] < 0x80))
            fail_msg("a bad octet %02X at %zu", octet, i);
    }
}

void assert_refused(const struct ran *ran, int status)
{
    if (ran->status != status)
        fail_msg("exit status %d, not %d; it said: %s", ran->status, status, ran->err);
    assert_string_equal(ran->out, "");
    assert_int_equal(count_lines(ran->err), 1);
    assert_true(ran->err_len > 0 && ran->err[ran->err_len - 1] == '\n');
    assert_int_equal(strncmp(ran->err, "dnsreg: ", 8), 0);
    assert_clean(ran->err, ran->err_len);
}

json_t *run_json(const struct runner *runner, int status, const char *const arguments[])
{
    struct ran ran = run(runner, arguments);
    json_error_t error;

    if (ran.status != status)
        fail_msg("exit status %d, not %d; it said: %s", ran.status, status, ran.err);
    json_t *value = json_loadb(ran.out, ran.out_len, JSON_REJECT_DUPLICATES, &error);
    if (!value)
        fail_msg("no JSON at line %d column %d: %s", error.line, error.column, error.text);
    assert_true(ran.out_len > 0 && ran.out[ran.out_len - 1] == '\n');
    assert_int_equal(count_lines(ran.out), 1); /* compact, as it is no terminal */
    assert_true(count_lines(ran.err) <= 1);
    assert_clean(ran.out, ran.out_len);
    ran_free(&ran);

    return value;
}

const char *text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!value)
        fail_msg("no key %s", key);
    return json_string_value(value);
}

long long number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!value)
        fail_msg("no key %s", key);
    return json_is_integer(value) ? json_integer_value(value) : -1;
}

const json_t *value_at(const json_t *value, const char *path)
{
    while (value && *path) {
        char key[64];
        const size_t n = strcspn(path, ".");
        snprintf(key, sizeof key, "%.*s", (int)n, path);
        value = json_is_array(value) ? json_array_get(value, strtoul(key, NULL, 10))
                                     : json_object_get(value, key);
        path += path[n] ? n + 1 : n;
    }
    return value;
}

const char *text_at(const json_t *value, const char *path)
{
    const json_t *found = value_at(value, path);
    return json_is_string(found) ? json_string_value(found) : NULL;
}

long long number_at(const json_t *value, const char *path)
{
    const json_t *found = value_at(value, path);
    return json_is_integer(found) ? json_integer_value(found) : -1;
}
