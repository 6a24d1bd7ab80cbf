/* `dnsreg shell` with lines on a pipe. */
#include "support/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

struct said {
    int status;
    char *out, *err;
};

/* Runs `dnsreg OPTIONS shell` with this redirection of its input, as a shell writes it. */
static struct said run_from(const struct sandbox *box, const char *options, const char *redirection)
{
    char out[512], err[512], command[4096];
    size_t n;
    int status;

    snprintf(command, sizeof command,
             "exec env HOME=%s DNSREG_DB=%s/registry.db LC_ALL=C.UTF-8 %s %s shell %s >%s 2>%s", box->folder,
             box->folder, DNSREG_PROGRAM, options, redirection, sandbox_path(box, "out", out),
             sandbox_path(box, "err", err));
    status = system(command); /* NOLINT(cert-env33-c): a test's own command */
    assert_true(WIFEXITED(status));
    return (struct said){ WEXITSTATUS(status), file_read(out, &n), file_read(err, &n) };
}

/* The same over these octets. */
static struct said feed_octets(const struct sandbox *box, const char *options, const char *octets, size_t len)
{
    char in[512], redirection[600];
    file_write(sandbox_path(box, "in", in), octets, len);
    snprintf(redirection, sizeof redirection, "<%s", in);
    return run_from(box, options, redirection);
}

static struct said feed(const struct sandbox *box, const char *options, const char *lines)
{
    return feed_octets(box, options, lines, strlen(lines));
}

static void done(struct said *said)
{
    free(said->out);
    free(said->err);
}

static int make(void **state)
{
    struct sandbox *box = malloc(sizeof *box);
    assert_non_null(box);
    sandbox_make(box);
    *state = box;
    return 0;
}

static int unmake(void **state)
{
    sandbox_remove(*state);
    free(*state);
    return 0;
}

static void lines_are_commands(void **state)
{
    struct said said = feed(
        *state, "", "show rrtype HTTPS\n\n  # a comment\nwhat \"Expert Review\"\ndnsreg what 'nxdomain'");

    assert_int_equal(said.status, 0);
    assert_string_equal(said.err, "");
    assert_int_equal(strncmp(said.out, "HTTPS\t", 6), 0);
    assert_non_null(strstr(said.out, "\npolicy\tExpert Review\t"));
    assert_non_null(strstr(said.out, "NXDomain"));
    done(&said);
}

/* Each line has options of its own, over those of the shell. */
static void options_of_a_line(void **state)
{
    struct said said =
        feed(*state, "-e rfc2929 --json", "show rrtype 65\n-e iana show rrtype 65\nshow rrtype 65\n");
    const char *first = strstr(said.out, "\"edition\":\"rfc2929\""),
               *second = strstr(said.out, "\"edition\":\"iana\"");

    assert_int_equal(said.status, 0);
    assert_non_null(first);
    assert_non_null(second);
    assert_true(first < second);
    assert_non_null(strstr(second, "\n[{\"edition\":\"rfc2929\""));
    done(&said);
}

/* The worst line is the exit status; what is wrong with a line is one line, and the next one runs. */
static void statuses(void **state)
{
    static const struct {
        const char *lines, *err;
        int status;
    } cases[] = {
        { "", "", 0 },
        { "what 65\n", "", 0 },
        { "what zzqq\nwhat 65\n", "dnsreg: line 1: nothing found in iana for \"zzqq\"\n", 1 },
        { "nonsense\nwhat zzqq\n",
          "dnsreg: line 1: no verb is called nonsense; `dnsreg help` lists them\n"
          "dnsreg: line 2: nothing found in iana for \"zzqq\"\n",
          2 },
        { "what \"65\n", "dnsreg: line 1: the quote \" is left open\n", 2 },
        { "\nshell\n", "dnsreg: line 2: this is the shell; `exit` leaves it\n", 2 },
        { "--json\n", "dnsreg: line 1: name a verb; `help` lists them\n", 2 },
        { "--db x list\n",
          "dnsreg: line 1: --db and --read-only are for the whole shell: `dnsreg --db FILE shell`\n", 2 },
        { "exit\nnonsense\n", "", 0 },
        { "what zzqq\nquit\nnonsense\n", "dnsreg: line 1: nothing found in iana for \"zzqq\"\n", 1 },
        { "what \033[2J\n", "dnsreg: line 1: nothing found in iana for \"\\u{1B}[2J\"\n", 1 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct said said = feed(*state, "", cases[i].lines);
        assert_string_equal(said.err, cases[i].err);
        assert_int_equal(said.status, cases[i].status);
        done(&said);
    }
}

static void hostile_lines(void **state)
{
    struct said said = feed_octets(*state, "", "a\0b\nwhat 65", 11);
    char *large = malloc(1U << 20);

    assert_non_null(large);
    assert_int_equal(said.status, 2);
    assert_string_equal(said.err, "dnsreg: line 1: a NUL is in it; it was not run\n");
    assert_non_null(strstr(said.out, "HTTPS"));
    done(&said);
    memset(large, 'x', 1U << 20);
    said = feed_octets(*state, "", large, 1U << 20);
    assert_int_equal(said.status, 2);
    done(&said);
    for (size_t i = 0; i < 1U << 14; i++)
        large[i] = (char)(i * 7919 % 256);
    said = feed_octets(*state, "", large, 1U << 14);
    assert_in_range(said.status, 0, 2);
    done(&said);
    free(large);
}

/* What cannot be read is no end: nobody must take it for all lines having been run. */
static void unreadable_input(void **state)
{
    static const struct {
        const char *redirection, *err;
    } cases[] = {
        { "</", "dnsreg: standard input: Is a directory; nothing from line 1 on was run\n" },
        { "<&-", "dnsreg: standard input: Bad file descriptor; nothing from line 1 on was run\n" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct said said = run_from(*state, "", cases[i].redirection);
        assert_string_equal(said.err, cases[i].err);
        assert_string_equal(said.out, "");
        assert_int_equal(said.status, 3);
        done(&said);
    }
}

/* A line has a bound; it is said which one was too long, and the next one runs. */
static void a_line_beyond_the_bound(void **state)
{
    enum { MOST = 1 << 20 };

    static const char last[] = "\nshow rrtype 65\n";
    char *lines = malloc(1 + MOST + 1 + sizeof last);
    struct said said;
    assert_non_null(lines);
    lines[0] = '\n';
    for (size_t more = 0; more < 2; more++) {
        memset(lines + 1, ' ', MOST + more);
        memcpy(lines + 1 + MOST + more, last, sizeof last);
        said = feed(*state, "", lines);
        assert_string_equal(said.err,
                            more ? "dnsreg: line 2: it is longer than 1 MiB; it was not run\n" : "");
        assert_int_equal(said.status, more ? 2 : 0);
        assert_non_null(strstr(said.out, "HTTPS"));
        done(&said);
    }
    free(lines);
}

/* A database that is none: every line says so, and the status is 3. */
static void no_registries(void **state)
{
    char path[512], options[600];

    file_write(sandbox_path(*state, "text", path), "no database", 11);
    snprintf(options, sizeof options, "--db %s", path);
    struct said said = feed(*state, options, "what 65\nhelp\n");
    assert_int_equal(said.status, 3);
    assert_int_equal(strncmp(said.err, "dnsreg: line 1: ", 16), 0);
    assert_non_null(strstr(said.out, "editions"));
    done(&said);
}

/* It reads its rows anew after each change. */
static void its_own_changes_are_seen(void **state)
{
    struct said said =
        feed(*state, "", "draft add rrtype 65300 FOO\nshow rrtype FOO\nundo\nshow rrtype FOO\n");
    assert_int_equal(said.status, 1); /* the last one finds nothing */
    assert_non_null(strstr(said.out, "FOO"));
    assert_non_null(strstr(said.err, "line 4: rrtype has no FOO"));
    assert_null(strstr(said.err, "line 2"));
    done(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_own_changes_are_seen),
        cmocka_unit_test(lines_are_commands),
        cmocka_unit_test(options_of_a_line),
        cmocka_unit_test(statuses),
        cmocka_unit_test(hostile_lines),
        cmocka_unit_test(unreadable_input),
        cmocka_unit_test(a_line_beyond_the_bound),
        cmocka_unit_test(no_registries),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
