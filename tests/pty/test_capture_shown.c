/* `decode --pcap` on a terminal: a line a message, no wider than it. */
#include "support/packets.h"
#include "support/sandbox.h"
#include "tests/pty/harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

#include <cmocka.h>

static void a_line_a_message(void **state)
{
    static const char *const rows[] = {
        "2011-03-13 UTC",
        "07:06:40.000042  192.0.2.1:40000 > 198.51.100.2  1026 Query  a. A",
        "07:06:41.000000  2001:db8::1 > [::2]:40000 TCP  1026 Query NXDomain  a. A",
    };
    static char program[] = DNSREG_PROGRAM;
    char home[512], db[512], path[512], row[4096];
    const char *env[] = { "TERM=xterm-256color", "LC_ALL=C.UTF-8", home, db, NULL };
    char *const argv[] = { program, (char[]){ "decode" }, (char[]){ "--pcap" }, path, NULL };

    struct sandbox box;
    (void)state;
    sandbox_make(&box);

    FILE *file = packets_begin(sandbox_path(&box, "capture", path));
    packets_udp(file, &(struct packet_row){ 1300000000, 42, 4, 40000, 53,
                                            "0402 0100 0001 0000 0000 0000 0161 00 0001 0001", 0 });
    packets_tcp(file, &(struct packet_row){ 1300000001, 0, 6, 53, 40000,
                                            "0402 8583 0001 0000 0000 0000 0161 00 0001 0001", 0 });
    packets_udp(file, &(struct packet_row){ 1300000002, 0, 4, 40000, 53,
                                            "0402 0140 0001 0000 0000 0000 0161 00 0001 0001", 0 });
    packets_end(file);
    snprintf(home, sizeof home, "HOME=%s", box.folder);
    snprintf(db, sizeof db, "DNSREG_DB=%s/registry.db", box.folder);

    struct pty *pty = pty_start(argv, env, 24, 80);
    assert_true(pty_shows(pty, "07:06:42", 60000));
    int status = pty_status(pty);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    for (int i = 0; i < 3; i++)
        assert_string_equal(pty_row(pty, i, row), rows[i]);
    assert_string_equal(pty_row(pty, 3, row), "07:06:42.000000  192.0.2.1:40000 > 198.51.100.2  1026 Query  "
                                              "a. A  (Z is set; i…");
    assert_string_equal(pty_row(pty, 4, row), "");
    pty_end(pty);
    sandbox_remove(&box);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_line_a_message) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
