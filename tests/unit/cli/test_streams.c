/* Standard input, output and error that are closed, full, broken or a folder, for every verb: a line that
 * says so, status 3, what was changed is said to be changed, and no file of the user's gets what was meant
 * for them. */
#define _XOPEN_SOURCE 700 /* pseudo-terminals */
#include "support/verb_rows.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the file ---- */

/* Is the registry file, to the octet, what the rows are written for? */
static bool is_as_made(const struct runner *runner)
{
    char path[512];
    size_t n, before_n;
    char *now = file_read(sandbox_path(&runner->box, "registry.db", path), &n);
    char *before = file_read(sandbox_path(&runner->box, "prepared", path), &before_n);
    bool same = n == before_n && memcmp(now, before, n) == 0;

    free(now);
    free(before);
    return same;
}

/* Runs a row and looks at the file before it is made anew. */
static struct ran run_and_look(struct runner *runner, const struct verb_row *row, bool *changed)
{
    struct verb_row alone = *row;
    struct ran log;

    alone.is = 0;
    struct ran ran = verb_row_run(runner, &alone, NULL, NULL);
    *changed = !is_as_made(runner);
    if (*changed) { /* by a change, whole */
        struct runner quiet = { .box = runner->box };
        log = RUN(&quiet, "log", "1");
        if (log.status != 0 || count_lines(log.out) != 1)
            fail_msg("%s left a file that says %s%s", row->verb, log.out, log.err);
        ran_free(&log);
        verb_rows_file(runner);
    }

    return ran;
}

/* ---- standard output ---- */

static void assert_lost(const struct verb_row *row, const struct ran *ran, bool changed, const char *why)
{
    char line[128] = "";

    if (!(row->is & ROW_SILENT))
        snprintf(line, sizeof line, "dnsreg: standard output: %s%s\n", why,
                 row->is & ROW_CHANGES ? "; the change was made" : "");

    if (ran->status != (row->is & ROW_SILENT ? 0 : 3) || strcmp(ran->err, line) != 0)
        fail_msg("%s ended with %d and said %s, not %s", row->words[0], ran->status, ran->err, line);
    if (changed != ((row->is & ROW_CHANGES) != 0))
        fail_msg("%s: the file was %schanged", row->words[0], changed ? "" : "not ");
}

static void each_verb_loses(struct runner *runner, const char *why)
{
    verb_rows_are_all();
    verb_rows_file(runner);
    for (size_t i = 0; i < n_verb_rows; i++) {
        bool changed;
        struct ran ran = run_and_look(runner, &verb_rows[i], &changed);
        assert_lost(&verb_rows[i], &ran, changed, why);
        ran_free(&ran);
    }
}

static void output_that_is_closed(void **state)
{
    struct runner *runner = *state;
    runner->out = STREAM_CLOSED;
    each_verb_loses(runner, "Bad file descriptor");
}

static void output_that_is_full(void **state)
{
    struct runner *runner = *state;
    runner->out = open("/dev/full", O_WRONLY | O_CLOEXEC);
    each_verb_loses(runner, "No space left on device");
    (void)close(runner->out);
}

static void a_pipe_that_nobody_reads_where_that_is_no_signal(void **state)
{
    struct runner *runner = *state;
    runner->pipe_ignored = true;
    runner->out = broken_output();
    each_verb_loses(runner, "Broken pipe");
    (void)close(runner->out);
}

/* As `dnsreg list | head` ends: in silence. But not where something was changed. */
static void a_pipe_that_nobody_reads(void **state)
{
    struct runner *runner = *state;

    runner->out = broken_output();
    verb_rows_file(runner);
    for (size_t i = 0; i < n_verb_rows; i++) {
        const struct verb_row *row = &verb_rows[i];
        bool changed;
        struct ran ran = run_and_look(runner, row, &changed);
        if (row->is & (ROW_CHANGES | ROW_SILENT))
            assert_lost(row, &ran, changed, "Broken pipe");
        else if (ran.status != 128 + SIGPIPE || ran.err_len > 0 || changed)
            fail_msg("%s ended with %d and said %s", row->words[0], ran.status, ran.err);
        ran_free(&ran);
    }
    (void)close(runner->out);
}

/* What is read is not read to its end for nobody. */
static void a_stream_ends_with_its_reader(void **state)
{
    struct runner *runner = *state;
    struct ran ran = run_line(runner, "yes 040201000000000000000000 | dnsreg decode --lines | head -n 1");
    assert_int_equal(ran.status, 0);
    assert_int_equal(count_lines(ran.out), 1);
    assert_string_equal(ran.err, "");
    ran_free(&ran);
}

/* ---- standard input ---- */

static void assert_unread(const struct runner *runner, const char *first, const char *second, const char *why)
{
    struct ran ran = RUN(runner, first, second);
    if (ran.status != 3 || !strstr(ran.err, why) || count_lines(ran.err) != 1)
        fail_msg("%s ended with %d and said %s, not %s", first, ran.status, ran.err, why);
    assert_string_equal(ran.out, "");
    ran_free(&ran);
}

static void input_that_is_closed_or_a_folder(void **state)
{
    static const char *const readers[][2] = {
        { "decode" }, { "decode", "--lines" }, { "decode", "--pair" }, { "decode", "--pcap=-" }, { "shell" }
    };
    struct runner *runner = *state;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        runner->in = STREAM_CLOSED;
        assert_unread(runner, readers[i][0], readers[i][1], "Bad file descriptor");
        runner->in = 0;
        runner->stdin_from = "/";
        assert_unread(runner, readers[i][0], readers[i][1], "Is a directory");
        runner->stdin_from = NULL;
    }
}

/* Verbs that read nothing do not ask. */
static void input_that_is_closed_and_not_asked_for(void **state)
{
    struct runner *runner = *state;

    runner->in = STREAM_CLOSED;
    verb_rows_file(runner);
    for (size_t i = 0; i < n_verb_rows; i++) {
        if (verb_rows[i].reads)
            continue;
        struct ran ran = verb_row_run(runner, &verb_rows[i], NULL, NULL);
        if (ran.status != 0 || (ran.out_len == 0) != ((verb_rows[i].is & ROW_SILENT) != 0))
            fail_msg("%s ended with %d: %s", verb_rows[i].verb, ran.status, ran.err);
        ran_free(&ran);
    }
}

static struct ran run_broken(struct runner *runner, const char *text, const char *first, const char *second)
{
    runner->in = broken_input(text, strlen(text));
    struct ran ran = RUN(runner, first, second);
    (void)close(runner->in);
    runner->in = 0;
    return ran;
}

/* What came whole is done; half a line may say something else than all of it. */
static void input_that_breaks_in_the_middle(void **state)
{
    struct runner *runner = *state;
    verb_rows_file(runner);

    struct ran ran = run_broken(runner, "draft add rrtype 65301 BAZ\ndraft remove rrtype FOO", "shell", NULL);
    assert_int_equal(ran.status, 3);
    assert_string_equal(ran.err,
                        "dnsreg: standard input: Connection reset by peer; nothing from line 2 on was "
                        "run; the change was made\n");
    assert_int_equal(count_lines(ran.out), 1);
    ran_free(&ran);
    ran = RUN(runner, "draft", "list");
    assert_non_null(strstr(ran.out, "BAZ"));
    assert_non_null(strstr(ran.out, "FOO"));
    ran_free(&ran);

    ran = run_broken(runner, "040201000000000000000000\n0402", "decode", "--lines");
    assert_int_equal(ran.status, 3);
    assert_non_null(
        strstr(ran.err, "standard input: Connection reset by peer; nothing from line 2 on was read"));
    assert_int_equal(count_lines(ran.out), 1);
    ran_free(&ran);

    for (size_t i = 0; i < 2; i++) {
        ran = run_broken(runner, "040201000000000000000000\n04020100000000", "decode", i ? "--pair" : NULL);
        assert_refused(&ran, 3);
        assert_non_null(strstr(ran.err, "standard input: Connection reset by peer"));
        ran_free(&ran);
    }
}

static void a_capture_that_breaks_in_the_middle(void **state)
{
    struct runner *runner = *state;
    size_t len;
    char *octets = file_read(DNSREG_SOURCE "/tests/dns/visit.pcap", &len);

    for (size_t i = 0; i < 2; i++) {
        runner->in = broken_input(octets, len / 2);
        struct ran ran = RUN(runner, "decode", i ? "--pcap=-" : NULL);
        assert_int_equal(ran.status, 3);
        assert_non_null(strstr(ran.err, "the capture cannot be read behind packet"));
        assert_true(count_lines(ran.out) > 0);
        ran_free(&ran);
        (void)close(runner->in);
    }

    runner->in = 0;
    free(octets);
}

/* A terminal that gives an error is not one at which somebody typed ^D: here it is open for writing alone. */
static void a_terminal_that_cannot_be_read(void **state)
{
    struct runner *runner = *state;
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    assert_true(terminal >= 0);
    assert_int_equal(grantpt(terminal), 0);
    assert_int_equal(unlockpt(terminal), 0);

    char *name = ptsname(terminal);
    assert_non_null(name);
    runner->in = open(name, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    runner->out = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(runner->in > 0 && runner->out > 0);

    struct ran ran = RUN(runner, "shell");
    assert_refused(&ran, 3);
    assert_string_equal(ran.err, "dnsreg: the terminal cannot be read: Bad file descriptor\n");
    ran_free(&ran);
    (void)close(runner->in);
    (void)close(runner->out);
    (void)close(terminal);
}

/* ---- all of them ---- */

/* Closed from the start, a number below three would be given to a file of the user's. */
static void nothing_is_printed_into_a_file(void **state)
{
    static const int errors[] = { STREAM_CLOSED, 0 };
    struct runner *runner = *state;

    verb_rows_file(runner);
    for (size_t k = 0; k < 2; k++) {
        runner->in = runner->out = errors[k];
        runner->err = STREAM_CLOSED;
        for (size_t i = 0; i < n_verb_rows; i++) {
            const struct verb_row *row = &verb_rows[i];
            bool changed;
            struct ran ran = run_and_look(runner, row, &changed);
            const bool reads = k == 0 && row->reads;
            if (ran.status != (k == 0 && !(row->is & ROW_SILENT) ? 3 : 0) ||
                changed != (row->is & ROW_CHANGES && !reads))
                fail_msg("%s ended with %d", row->verb, ran.status);
            assert_int_equal(ran.err_len, 0);
            ran_free(&ran);
        }
    }
}

/* What asks git for the user's name asks, by way of this one, where the three of the program lead to. */
static const char git[] = "#!/bin/sh\n"
                          "p=$PPID\n"
                          "while [ \"$p\" -gt 1 ]; do\n"
                          "    case $(readlink \"/proc/$p/exe\") in */dnsreg) break ;; esac\n"
                          "    p=$(cut -d ' ' -f 4 \"/proc/$p/stat\")\n"
                          "done\n"
                          "for n in 0 1 2; do readlink \"/proc/$p/fd/$n\"; done >\"$HOME/seen\"\n"
                          "echo carol\n";

static void the_three_lead_nowhere(void **state)
{
    struct runner *runner = *state;
    char folder[512], path[600], environment[700], *seen;
    size_t len;

    assert_int_equal(mkdir(sandbox_path(&runner->box, "bin", folder), 0700), 0);
    snprintf(path, sizeof path, "%s/git", folder);
    file_write(path, git, sizeof git - 1);
    assert_int_equal(chmod(path, 0700), 0);
    snprintf(environment, sizeof environment, "PATH=%s:/usr/bin:/bin", folder);
    runner->environment[0] = "DNSREG_AUTHOR";
    runner->environment[1] = environment;
    runner->in = runner->out = runner->err = STREAM_CLOSED;

    struct ran ran = RUN(runner, "draft", "add", "rrtype", "65301", "BAZ");
    assert_int_equal(ran.status, 3);
    ran_free(&ran);
    seen = file_read(sandbox_path(&runner->box, "seen", path), &len);
    assert_string_equal(seen, "/dev/null\n/dev/null\n/dev/null\n");
    free(seen);
    runner->in = runner->out = runner->err = 0;
    ran = RUN(runner, "log");
    assert_non_null(strstr(ran.out, "\tcarol\t"));
    ran_free(&ran);
}

/* The answer is what it would be: there is no other place to say that a line was lost. */
static void errors_that_nobody_gets(void **state)
{
    static const struct {
        const char *words[3];
        int status;
    } rows[] = { { { "what", "zzqq" }, 1 }, { { "nonsense" }, 2 }, { { NULL }, 2 } };
    struct runner *runner = *state;
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC), broken = broken_output();
    const int ways[] = { full, broken, STREAM_CLOSED };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < 3; k++) {
            runner->err = ways[k];
            struct ran ran = run(runner, rows[i].words);
            if (ran.status != rows[i].status && !(broken == ways[k] && ran.status == 128 + SIGPIPE))
                fail_msg("%s ended with %d", rows[i].words[0] ? rows[i].words[0] : "nothing", ran.status);
            ran_free(&ran);
        }

    (void)close(full);
    (void)close(broken);
}

int main(void)
{
#define WITH_A_FILE(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)
    const struct CMUnitTest tests[] = {
        WITH_A_FILE(output_that_is_closed),
        WITH_A_FILE(output_that_is_full),
        WITH_A_FILE(a_pipe_that_nobody_reads_where_that_is_no_signal),
        WITH_A_FILE(a_pipe_that_nobody_reads),
        WITH_A_FILE(a_stream_ends_with_its_reader),
        WITH_A_FILE(input_that_is_closed_or_a_folder),
        WITH_A_FILE(input_that_is_closed_and_not_asked_for),
        WITH_A_FILE(input_that_breaks_in_the_middle),
        WITH_A_FILE(a_capture_that_breaks_in_the_middle),
        WITH_A_FILE(a_terminal_that_cannot_be_read),
        WITH_A_FILE(nothing_is_printed_into_a_file),
        WITH_A_FILE(the_three_lead_nowhere),
        WITH_A_FILE(errors_that_nobody_gets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
