/* The text that the registries are built from: a file that cannot be read whole builds nothing. */
#define _GNU_SOURCE /* fopencookie */
#include "db/tsv.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A file that gives its text once, and then an error or its end. */
struct source {
    const char *text;
    int then; /* errno; 0: the end */
};

static ssize_t give(void *self, char *out, size_t size)
{
    struct source *source = self;
    const size_t n = strlen(source->text);

    assert_true(n <= size);
    memcpy(out, source->text, n);
    source->text = "";
    if (n == 0 && source->then) {
        errno = source->then;
        return -1;
    }
    return (ssize_t)n;
}

static size_t count_lines_of(const char *text, int then, struct err *err)
{
    struct source source = { text, then };
    struct tsv tsv = { .columns = 2, .names = { "a", "b" } };
    size_t n = 0;

    tsv.file = fopencookie(&source, "r", (cookie_io_functions_t){ .read = give });
    assert_non_null(tsv.file);
    while (tsv_next(&tsv, err))
        n++;
    tsv_close(&tsv);
    return n;
}

static void an_error_is_no_end(void **state)
{
    static const char *const texts[] = { "1\t2\n3\t4\n", "1\t2\n3\t4\n5", "1\t2\n3\t4\n5\t6" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct err err = { 0 };
        assert_int_equal(count_lines_of(texts[i], EIO, &err), 2);
        assert_non_null(strstr(err.text, "cannot be read: Input/output error"));
    }
}

static void an_end_is_no_error(void **state)
{
    struct err err = { 0 };
    (void)state;
    assert_int_equal(count_lines_of("1\t2\n# no\n\n3\t4", 0, &err), 2);
    assert_int_equal(err.kind, ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_no_end),
        cmocka_unit_test(an_end_is_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
