/* Every example that help gives, run as it stands there: none is refused. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The draft that the examples of `draft` speak of; those that add one begin without it. */
static const char before[] = "dnsreg draft add rrtype next FOO --meaning \"my test type\"";

/* The verbs whose examples end otherwise than with 0; their help says so. */
static const struct {
    const char *verb, *says;
    int status;
} others[] = { { "diff", "Exit status 1: they differ.", 1 },
               { "decode", "1 the message is cut", 1 } }; /* a header alone is a message that is cut */

/* Does the example take what only its reader has: a file, a pipe, the octets of a message? */
static bool wants_more(const char *line)
{
    return strpbrk(line, "|<") || strstr(line, " QUERY ");
}

static int status_of(const char *verb, const char *help)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(verb, others[i].verb) == 0) {
            assert_non_null(strstr(help, others[i].says));
            return others[i].status;
        }
    return 0;
}

static void check_example(const char *verb, const char *help, const char *line)
{
    struct runner runner;
    struct ran ran;

    runner_make(&runner);
    runner.environment[0] = "DNSREG_AUTHOR=alice";
    if (strncmp(verb, "draft ", 6) == 0 && strcmp(verb, "draft add") != 0) {
        ran = run_line(&runner, before);
        assert_int_equal(ran.status, 0);
        ran_free(&ran);
    }

    ran = run_line(&runner, line);
    if (ran.status != status_of(verb, help))
        fail_msg("%s ended with %d: %s%s", line, ran.status, ran.out, ran.err);
    assert_null(strstr(ran.err, "usage"));
    ran_free(&ran);
    runner_remove(&runner);
}

/* An example is a line two blanks in; one that ends in a backslash goes on in the next. Returns how many. */
static size_t check_examples(const json_t *verb)
{
    const char *name = text_of(verb, "name"), *help = text_of(verb, "help");
    char line[1024] = "";
    size_t n = 0;

    for (const char *at = help; *at;) {
        size_t len = strcspn(at, "\n"), used = strlen(line);
        if (used > 0 || strncmp(at, "  ", 2) == 0)
            snprintf(line + used, sizeof line - used, "%.*s\n", (int)len, at);
        used = strlen(line);
        if (used > 1 && line[used - 2] != '\\') {
            if (!wants_more(line)) {
                check_example(name, help, line);
                n++;
            }
            line[0] = '\0';
        }
        at += len + (at[len] == '\n');
    }

    return n;
}

static void no_example_is_refused(void **state)
{
    struct runner runner;
    size_t n = 0, at, inner;
    const json_t *verb, *word;

    (void)state;
    runner_make(&runner);
    json_t *all = RUN_JSON(&runner, 0, "help");
    runner_remove(&runner);
    json_array_foreach(json_object_get(all, "verbs"), at, verb)
    {
        n += check_examples(verb);
        json_array_foreach(json_object_get(verb, "words"), inner, word) n += check_examples(word);
    }
    json_decref(all);
    assert_true(n >= 30); /* so that a change of their form is seen */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(no_example_is_refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
