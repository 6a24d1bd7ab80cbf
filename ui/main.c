#include "base/text.h"
#include "ui/app/explorer.h"
#include "ui/cli/cli.h"
#include "ui/cli/session.h"
#include "ui/cli/shell_line.h"
#include "ui/term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifndef DNSREG_VERSION
#define DNSREG_VERSION "unknown"
#endif

/* Columns of the terminal on standard output; 80 where it does not say. */
static unsigned terminal_columns(void)
{
    struct winsize size = { 0 };
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

/* Standard error has a line to itself while what is read goes elsewhere. */
static void show_progress(const char *line)
{
    (void)fprintf(stderr, "\r\033[K%s", line);
    (void)fflush(stderr);
}

static bool is_watched(const char *term)
{
    return isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static struct surroundings look_around(struct out *out, struct out *notes)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    bool terminal = isatty(STDOUT_FILENO) != 0;

    return (struct surroundings){
        .out = out,
        .notes = notes,
        .terminal = terminal,
        .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
        .color = terminal && !(no_color && no_color[0]) && term && strcmp(term, "dumb") != 0,
        .columns = terminal_columns(),
        .progress = is_watched(term) ? show_progress : NULL,
    };
}

/* What was changed stands, whatever failed after it: printing it, mostly. Returns the exit status. */
static int complain_of(const struct err *err, size_t changes)
{
    char safe[4096], changed[64] = "";

    (void)text_safe(safe, sizeof safe, err->text, strlen(err->text));
    if (changes == 1)
        snprintf(changed, sizeof changed, "; the change was made");
    else if (changes > 1)
        snprintf(changed, sizeof changed, "; %zu changes were made", changes);

    (void)fprintf(stderr, "dnsreg: %s%s\n", safe, changed);
    return (int)err->kind;
}

static int complain(const struct err *err)
{
    return complain_of(err, 0);
}

/* One line for each note. */
static void say_notes(const struct out *notes)
{
    const char *at = notes->octets, *end = notes->octets + notes->len;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((newline ? newline : end) - at);
        char safe[2048];
        (void)text_safe(safe, sizeof safe, at, len);
        (void)fprintf(stderr, "dnsreg: %s\n", safe);
        at += len + 1;
    }
}

static void on_broken_pipe(int signal)
{
    (void)signal;
}

/* A pipe whose reader is gone is a failed write, so that what was changed can be said. Returns whether it
 * would have been the end of the program. A handler, which what we start does not inherit; it ends no reading
 * of a terminal. */
static bool hear_broken_pipe(void)
{
    struct sigaction before, here = { .sa_handler = on_broken_pipe, .sa_flags = SA_RESTART };
    if (sigaction(SIGPIPE, NULL, &before) != 0 || before.sa_handler != SIG_DFL)
        return false;
    return sigaction(SIGPIPE, &here, NULL) == 0;
}

/* As if it had not been heard: whoever reads the first lines of an answer and goes is told nothing. */
static void die_of_broken_pipe(void)
{
    (void)signal(SIGPIPE, SIG_DFL);
    (void)raise(SIGPIPE);
}

/* Runs one verb over standard output and says what there is to say on standard error. */
static int run_verb(const struct options *options, const char *const operands[], size_t n_operands)
{
    struct out out = out_to_fd(STDOUT_FILENO), notes = out_to_memory();
    struct surroundings surroundings = look_around(&out, &notes);
    struct store_place place = { .path = options->db, .read_only = options->read_only };
    struct session *session = session_new(&place);
    struct err err = { 0 }, lost = { 0 };
    const bool ends_by_pipe = hear_broken_pipe();
    size_t changes;
    int status = cli_run(session, &surroundings, options, operands, n_operands, &err);
    const bool written = out_flush(&out, &lost);

    if (surroundings.terminal && session_note(session))
        out_format(&notes, "%s\n", session_note(session));
    (void)session_groups(session, &changes);
    const char *damage = session_damage(session);
    if (damage) { /* beside an error too: it may be why */
        struct err said = { 0 };
        (void)err_set(&said, ERR_ENV, "%s", damage);
        (void)complain(&said);
    }
    if (err.kind != ERR_NONE)
        status = complain_of(&err, written ? changes : 0);
    if (!written) {
        if (ends_by_pipe && out.failed == EPIPE && err.kind == ERR_NONE && changes == 0)
            die_of_broken_pipe();
        status = complain_of(&lost, changes);
    } else if (err.kind == ERR_NONE && notes.len > 0) {
        say_notes(&notes);
    }
    session_free(session);
    out_free(&out);
    out_free(&notes);
    return status;
}

/* The explorer, where there is a terminal to draw on. */
static int run_explorer(const struct options *options)
{
    struct store_place place = { .path = options->db, .read_only = options->read_only };
    struct err err = { 0 };
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        (void)err_set(&err, ERR_USAGE, "no terminal for the explorer: name a verb; `dnsreg help` lists them");
        return complain(&err);
    }
    if (options->given) {
        (void)err_set(&err, ERR_USAGE, "an option of a verb, and no verb; `dnsreg help` lists them");
        return complain(&err);
    }

    struct session *session = session_new(&place);
    int status = explorer_run(session, options, &err);
    session_free(session);
    return err.kind == ERR_NONE ? status : complain(&err);
}

static int print_version(void)
{
    struct out out = out_to_fd(STDOUT_FILENO);
    struct err err = { 0 };
    out_format(&out, "dnsreg %s\n", DNSREG_VERSION); /* scripts read this line: it stays alone and first */
    out_format(&out, "SQLite %s, %s, built with %s\n", store_sqlite(), term_library(), shell_line_library());
    bool written = out_flush(&out, &err);
    out_free(&out);
    return written ? 0 : complain(&err);
}

/* Opens each standard descriptor that is closed, where all that is done with it fails as it would have. A
 * file of the user's would get its number otherwise, and then what is meant for the terminal. False: it could
 * not. */
static bool fill_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        int got;
        if (fcntl(fd, F_GETFD) != -1)
            continue;
        got =
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY); /* the lowest number that is free */
        if (got < 0)
            got = open("/", O_RDONLY);
        if (got != fd)
            return false;
    }
    return true;
}

/* While registries are read, an array of some 130 KiB is taken and given back. glibc maps one of 128 KiB and
 * more afresh each time, and the kernel clears every page of it again: 30 of the 514 page faults of
 * `what 65`. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    enum { MAPPED_FROM = 4 * 1024 * 1024 };

    (void)mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
#endif
}

int main(int argc, char **argv)
{
    keep_memory();
    if (!fill_descriptors())
        return ERR_ENV;

    struct options options = options_default();
    const char **operands = memory_take((size_t)argc * sizeof *operands);
    size_t n_operands;
    struct err err = { 0 };
    int status;
    (void)setlocale(LC_CTYPE, "");
    (void)signal(SIGXFSZ, SIG_IGN); /* a file-size limit is then a failed write, which rolls back */
    if (!options_read(argc - 1, (const char *const *)argv + 1, &options, operands, &n_operands, &err))
        status = complain(&err);
    else if (options.version)
        status = print_version();
    else if (n_operands == 0 && !options.help)
        status = run_explorer(&options);
    else
        status = run_verb(&options, operands, n_operands);
    free(operands);
    return status;
}
