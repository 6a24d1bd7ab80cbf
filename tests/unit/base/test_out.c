/* Output: kept in memory, or written to a descriptor; a write that fails is not forgotten. */
#include "base/out.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void assert_holds(struct out *out, const char *text)
{
    assert_int_equal(out->len, strlen(text));
    assert_memory_equal(out->octets, text, out->len);
}

static void memory_keeps_everything(void **state)
{
    struct out out = out_to_memory();
    struct err err = { 0 };

    (void)state;
    out_text(&out, "ab");
    out_char(&out, 'c');
    out_repeat(&out, '-', 3);
    out_repeat(&out, '-', 0);
    out_format(&out, "%d%s", 65, "!");
    out_octets(&out, "xy", 1);
    assert_holds(&out, "abc---65!x");
    assert_true(out_flush(&out, &err));
    assert_holds(&out, "abc---65!x");
    out_free(&out);
}

static void a_format_may_be_long(void **state)
{
    struct out out = out_to_memory();
    char text[4000];

    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    out_format(&out, "<%s>", text);
    assert_int_equal(out.len, sizeof text + 1);
    assert_int_equal(out.octets[out.len - 1], '>');
    for (size_t len = 505; len < 520; len++) { /* around the small buffer's end */
        size_t before = out.len;
        out_format(&out, "%.*s", (int)len, text);
        assert_int_equal(out.len - before, len);
    }
    out_free(&out);
}

static void a_descriptor_gets_all_in_order(void **state)
{
    enum { LINES = 40000 };

    char template[] = "/tmp/dnsreg-out.XXXXXX";
    const char *folder = getenv("TMPDIR");
    char path[300];
    struct err err = { 0 };
    (void)state;
    strncpy(path, folder && folder[0] == '/' && strlen(folder) < 200 ? folder : "/tmp", 250);
    path[250] = '\0';
    memcpy(path + strlen(path), template + 4, sizeof template - 4);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)unlink(path);
    struct out out = out_to_fd(fd);
    for (unsigned i = 0; i < LINES; i++)
        out_format(&out, "%07u\n", i);
    assert_true(out_flush(&out, &err));
    assert_int_equal(lseek(fd, 0, SEEK_END), LINES * 8);
    (void)lseek(fd, 0, SEEK_SET);
    for (unsigned i = 0; i < LINES; i++) {
        char line[9] = "";
        assert_int_equal(read(fd, line, 8), 8);
        assert_int_equal(strtoul(line, NULL, 10), i);
    }
    out_free(&out);
    (void)close(fd);
}

static void a_full_disk_is_told_at_the_end(void **state)
{
    int fd = open("/dev/full", O_WRONLY);
    struct out out = out_to_fd(fd);
    struct err err = { 0 };

    (void)state;
    for (unsigned i = 0; i < 100000; i++)
        out_text(&out, "abc");
    assert_false(out_flush(&out, &err));
    assert_int_equal(err.kind, ERR_ENV);
    assert_non_null(strstr(err.text, "standard output"));
    out_free(&out);
    (void)close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_keeps_everything),
        cmocka_unit_test(a_format_may_be_long),
        cmocka_unit_test(a_descriptor_gets_all_in_order),
        cmocka_unit_test(a_full_disk_is_told_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
