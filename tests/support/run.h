#ifndef SUPPORT_RUN_H
#define SUPPORT_RUN_H

/* Runs the built program as a user's shell would, in a sandbox, and keeps what it said. */

#include "support/sandbox.h"

#include <jansson.h>

struct ran {
    int status; /* exit status; 128 + signal if one ended it */
    char *out;  /* ended by a NUL that out_len does not count */
    size_t out_len;
    char *err;
    size_t err_len;
};

/* What the program gets in place of what the runner gives it: a descriptor, or none at all. 0: as ever. */
enum { STREAM_CLOSED = -1 };

struct runner {
    struct sandbox box;
    char given[512];             /* path of what runner_give wrote */
    const char *program;         /* NULL: dnsreg */
    const char *environment[12]; /* "NAME=value", or "NAME" to unset it; ends at the first NULL */
    const char *stdin_from;      /* read standard input from this file; NULL: it is empty */
    const char *stdout_to;       /* write standard output there instead of keeping it; NULL: keep it */
    int in, out, err;            /* see STREAM_CLOSED; what goes to out and err is then not kept */
    bool pipe_ignored;           /* SIGPIPE is ignored, as Python and systemd have it */
};

/* A descriptor that gives this text and then, in the place of its end, an error (ECONNRESET). */
int broken_input(const char *text, size_t len);
/* One that takes nothing: a pipe that nobody reads. */
int broken_output(void);

/* A sandbox whose registry file is there already; HOME and DNSREG_DB lie in it, nothing of the user's is
 * seen. */
void runner_make(struct runner *runner);
void runner_remove(struct runner *runner);

/* Set-up and teardown of cmocka's: one in *state, whose user is alice on 2026-11-21 at 09:12 UTC. */
int runner_start(void **state);
int runner_stop(void **state);

/* Makes `text` what the next runs read. */
void runner_give(struct runner *runner, const char *text);

/* Runs `dnsreg arguments...`; the list ends with NULL. */
struct ran run(const struct runner *runner, const char *const arguments[]);
/* Runs a line of sh in which `dnsreg` is the program. */
struct ran run_line(const struct runner *runner, const char *line);
void ran_free(struct ran *ran);

#define RUN(runner, ...) run((runner), (const char *const[]){ __VA_ARGS__, NULL })

/* Runs it with what it says as JSON; the test fails unless the status is `status`, the output one value and a
 * newline, and (0 and 1) standard error at most one line. The caller decrefs the value. */
json_t *run_json(const struct runner *runner, int status, const char *const arguments[]);
#define RUN_JSON(runner, status, ...)                                                                        \
    run_json((runner), (status), (const char *const[]){ "--json", __VA_ARGS__, NULL })

/* Asserts: how it ended, that standard output is empty, that standard error is exactly one line with the
 * program's name in front, and that neither holds a control character but newline and tab. */
void assert_refused(const struct ran *ran, int status);
void assert_clean(const char *octets, size_t len);
size_t count_lines(const char *text);

/* Members of an object, for short. */
const char *text_of(const json_t *object, const char *key); /* NULL for null */
long long number_of(const json_t *object, const char *key); /* -1 for null */

/* A member of a member: "header.opcode.mnemonic", or "sections.0.records.1.name". NULL, or -1:
 * there is none. */
const json_t *value_at(const json_t *value, const char *path);
const char *text_at(const json_t *value, const char *path);
long long number_at(const json_t *value, const char *path);

#endif
