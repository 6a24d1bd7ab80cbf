/* Names of files, and what the environment says, hold any octets but one or two. Whatever a verb says of
 * them, no octet of theirs is a control character for who reads it. */
#define _XOPEN_SOURCE 700 /* pseudo-terminals */
#include "support/verb_rows.h"

#include "base/text.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A name of all kinds: escape sequences, a bell, a new line, DEL, C1 as UTF-8 and as one octet, bidirectional
 * controls, a line separator, what cannot be seen, half a character. */
#define HOSTILE                                                                                              \
    "h\033[31m\033]0;t\007\n\r\b\t\177\xC2\x9B;"                                                             \
    "m\x9B\xE2\x80\xAE\xE2\x81\xA6\xD8\x9C\xE2\x80\xA8\xE2\x80\x8B"                                          \
    "\xEF\xBB\xBF\xFF\xE2\x82"

/* ---- kinds of what no reader must get ---- */

static const struct kind {
    const char *name;
    uint32_t low, high;
} kinds[] = {
    { "C0", 0x00, 0x08 },
    { "C0", 0x0B, 0x1F },
    { "DEL", 0x7F, 0x7F },
    { "C1", 0x80, 0x9F },
    { "bidi", 0x061C, 0x061C },
    { "bidi", 0x200E, 0x200F },
    { "bidi", 0x202A, 0x202E },
    { "bidi", 0x2066, 0x2069 },
    { "separator", 0x2028, 0x2029 },
    { "invisible", 0x200B, 0x200D },
    { "invisible", 0x2060, 0x2065 },
    { "invisible", 0xFEFF, 0xFEFF },
    { "invisible", 0xE0000, 0xE007F },
    { "no UTF-8", TEXT_BAD, TEXT_BAD },
};

/* The set of those that the text has, a bit each of kinds. */
static unsigned kinds_in(const char *text, size_t len)
{
    unsigned set = 0;

    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        at += text_next(text + at, len - at, &cp);
        for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (kinds[i].low <= cp && cp <= kinds[i].high)
                set |= 1U << i;
    }
    return set;
}

static void assert_none(const char *what, const char *text, size_t len)
{
    const unsigned set = kinds_in(text, len);
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (set & 1U << i)
            fail_msg("%s: %s in %.300s", what, kinds[i].name, text);
}

/* Each line of standard error is the program's: a name with a new line in it begins none. */
static void check(const char *what, const struct ran *ran)
{
    if (ran->status > 3)
        fail_msg("%s ended with %d: %.300s", what, ran->status, ran->err);
    assert_none(what, ran->out, ran->out_len);
    assert_none(what, ran->err, ran->err_len);
    for (const char *line = ran->err; *line; line = strchr(line, '\n') + 1) {
        if (strncmp(line, "dnsreg: ", 8) != 0 || !strchr(line, '\n'))
            fail_msg("%s: a line that is not the program's: %.300s", what, line);
    }
}

/* It is a set that the name itself fills, or the test sees nothing. */
static void the_name_has_every_kind(void **state)
{
    static const char tags[] = "\xF3\xA0\x80\x81\xE2\x81\xA0\xE2\x80\x8F";
    const unsigned all = (1U << sizeof kinds / sizeof *kinds) - 1;
    (void)state;
    assert_int_equal(kinds_in(HOSTILE, strlen(HOSTILE)) | kinds_in(tags, sizeof tags - 1), all);
}

/* ---- every verb ---- */

static void each_verb(struct runner *runner, const char *what, const char *option, const char *value)
{
    verb_rows_are_all();
    for (size_t i = 0; i < n_verb_rows; i++) {
        char said[128];
        struct ran ran = verb_row_run(runner, &verb_rows[i], option, value);
        snprintf(said, sizeof said, "%s with a hostile %s", verb_rows[i].verb, what);
        check(said, &ran);
        ran_free(&ran);
    }
}

static void names_of_registry_files(void **state)
{
    struct runner *runner = *state;
    char path[512], made[512];

    verb_rows_file(runner);
    (void)sandbox_path(&runner->box, HOSTILE, path);
    file_write(path, "no registry", 11);
    each_verb(runner, "--db that is none", "--db", path);
    file_copy(sandbox_path(&runner->box, "registry.db", made), path);
    each_verb(runner, "--db", "--db", path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    each_verb(runner, "--db that is a folder", "--db", path);
}

static void names_in_the_environment(void **state)
{
    static const char *const names[] = { "DNSREG_DB", "XDG_DATA_HOME", "HOME" };
    struct runner *runner = *state;
    char entry[700];
    verb_rows_file(runner);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(entry, sizeof entry, "%s=%s/none/" HOSTILE "/x", names[i], runner->box.folder);
        runner->environment[2] = "DNSREG_DB";
        runner->environment[3] = entry;
        each_verb(runner, names[i], "--color", "never");
    }
}

static void everything_else_in_the_environment(void **state)
{
    static const char *const entries[] = { "TERM=" HOSTILE,       "LC_ALL=" HOSTILE,  "LANG=" HOSTILE,
                                           "DNSREG_NOW=" HOSTILE, "COLUMNS=" HOSTILE, "NO_COLOR=" HOSTILE,
                                           "EDITRC=" HOSTILE };
    struct runner *runner = *state;
    memcpy(runner->environment, entries, sizeof entries);
    verb_rows_file(runner);
    each_verb(runner, "TERM, LC_ALL, LANG, ...", "--color", "never");
}

static void names_of_users(void **state)
{
    struct runner *runner = *state;
    runner->environment[0] = "DNSREG_AUTHOR=" HOSTILE;
    verb_rows_file(runner); /* its rows are by that user */
    each_verb(runner, "DNSREG_AUTHOR", "--color", "never");
}

static void names_that_git_gives(void **state)
{
    static const char git[] = "#!/bin/sh\ncat \"$HOME/name\"\n";
    struct runner *runner = *state;
    char folder[512], path[600], environment[700];

    assert_int_equal(mkdir(sandbox_path(&runner->box, "bin", folder), 0700), 0);
    snprintf(path, sizeof path, "%s/git", folder);
    file_write(path, git, sizeof git - 1);
    assert_int_equal(chmod(path, 0700), 0);
    snprintf(environment, sizeof environment, "PATH=%s:/usr/bin:/bin", folder);
    runner->environment[0] = "DNSREG_AUTHOR";
    runner->environment[2] = environment;
    file_write(sandbox_path(&runner->box, "name", path), "\033[31m" HOSTILE "\n", strlen(HOSTILE) + 6);
    verb_rows_file(runner);
    each_verb(runner, "name from git", "--color", "never");
    file_write(path, "carol\n", 6);

    struct ran ran = RUN(runner, "draft", "add", "rrtype", "65301", "BAZ");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    ran = RUN(runner, "log", "1");
    assert_non_null(strstr(ran.out, "\tcarol\t")); /* it was asked */
    ran_free(&ran);
}

static void names_of_captures(void **state)
{
    struct runner *runner = *state;
    char path[512];

    (void)sandbox_path(&runner->box, HOSTILE, path);
    for (size_t i = 0; i < 4; i++) {
        if (i == 1)
            file_write(path, "no capture", 10);
        if (i == 2)
            file_copy(DNSREG_SOURCE "/tests/dns/visit.pcap", path);
        if (i == 3) {
            assert_int_equal(unlink(path), 0);
            assert_int_equal(mkdir(path, 0700), 0);
        }
        struct ran ran = RUN(runner, "decode", "--pcap", path);
        assert_int_equal(ran.status == 2, i != 2);
        check("decode --pcap", &ran);
        ran_free(&ran);
    }
}

/* ---- a terminal ---- */

/* Only there are notes on how the file was opened, and the explorer. */
static void names_on_a_terminal(void **state)
{
    static const char *const lines[][3] = { { "registry", "list" }, { NULL } };
    struct runner *runner = *state;
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    char entry[700];
    assert_true(terminal >= 0);
    assert_int_equal(grantpt(terminal), 0);
    assert_int_equal(unlockpt(terminal), 0);
    runner->in = runner->out = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(runner->in > 0);
    snprintf(entry, sizeof entry, "XDG_DATA_HOME=/proc/none/" HOSTILE);
    runner->environment[2] = "DNSREG_DB";
    runner->environment[3] = entry;
    runner->environment[4] = "TERM=" HOSTILE;
    runner->environment[5] = "NO_COLOR=1";
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(runner, lines[i]);
        char shown[4096];
        const ssize_t n = read(terminal, shown, sizeof shown);
        assert_true(count_lines(ran.err) > 0); /* it speaks of the file, or of the terminal */
        check(i == 0 ? "registry list on a terminal" : "the explorer", &ran);
        for (ssize_t k = 0; k < n; k++)
            if (shown[k] == '\r') /* the terminal's own */
                shown[k] = '\n';
        assert_none("the terminal", shown, n > 0 ? (size_t)n : 0);
        ran_free(&ran);
    }

    (void)close(runner->in);
    (void)close(terminal);
}

int main(void)
{
#define WITH_A_FILE(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_has_every_kind),
        WITH_A_FILE(names_of_registry_files),
        WITH_A_FILE(names_in_the_environment),
        WITH_A_FILE(everything_else_in_the_environment),
        WITH_A_FILE(names_of_users),
        WITH_A_FILE(names_that_git_gives),
        WITH_A_FILE(names_of_captures),
        WITH_A_FILE(names_on_a_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
