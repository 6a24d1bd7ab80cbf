/* `dnsreg shell` on a terminal: completion, history and its file. */
#include "support/sandbox.h"
#include "tests/pty/harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

static char program[] = DNSREG_PROGRAM;

/* Types all of it ahead, and waits for the end. */
static struct pty *type_all(const struct sandbox *box, const char *text)
{
    char home[512], db[512];
    const char *env[] = { "TERM=xterm-256color", "LC_ALL=C.UTF-8", "DNSREG_TEST_SYNC=1", home, db, NULL };

    char *const argv[] = { program, (char[]){ "shell" }, NULL };
    snprintf(home, sizeof home, "HOME=%s", box->folder);
    snprintf(db, sizeof db, "DNSREG_DB=%s/registry.db", box->folder);

    struct pty *pty = pty_start(argv, env, 24, 80);
    pty_type(pty, text);
    int status = pty_status(pty);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    return pty;
}

static void assert_wrote(const struct pty *pty, const char *text)
{
    if (!pty_wrote(pty, text, strlen(text)))
        fail_msg("the terminal never got \"%s\" in \"%.*s\"", text, (int)pty->raw_len, pty->raw);
}

static void typed(void **state)
{
    struct sandbox box;
    struct stat is;
    char path[512];
    size_t len;

    (void)state;
    sandbox_make(&box);
    struct pty *pty = type_all(&box, "sho\trrt\tHTT\t--json\rlist nonsense\rwhat zzqq\x7f\x7f\rexit\r");
    assert_wrote(pty, "dnsreg> ");
    assert_wrote(pty, "\"mnemonic\": \"HTTPS\"");
    assert_wrote(pty, "dnsreg: no registry is called nonsense");
    assert_wrote(pty, "dnsreg: nothing found in iana for \"zz\"");
    pty_end(pty);

    char *lines = file_read(sandbox_path(&box, ".local/state/dnsreg/history", path), &len);
    assert_string_equal(lines, "show rrtype HTTPS --json\nlist nonsense\nwhat zz\nexit\n");
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0600);
    free(lines);
    pty = type_all(&box, "\x10\x10\x10\rquit\r"); /* ^P three times */
    assert_wrote(pty, "list nonsense");
    assert_wrote(pty, "dnsreg: no registry is called nonsense");
    pty_end(pty);
    lines = file_read(path, &len);
    assert_string_equal(lines, "show rrtype HTTPS --json\nwhat zz\nexit\nlist nonsense\nquit\n");
    free(lines);
    sandbox_remove(&box);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(typed) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
