#include "ui/cli/verbs.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "line/history.h"
#include "ui/cli/cli.h"
#include "ui/cli/complete.h"
#include "ui/cli/shell_line.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct shell {
    const struct verb_context *context;
    size_t line;   /* number of the line that runs, where lines are not typed; else 0 */
    int worst;     /* highest exit status so far */
    bool finished; /* exit, or nothing can be written any more */
};

/* ---- one line ---- */

/* Each line of text as a line of standard error. */
static void say(const struct shell *shell, const char *text, size_t len)
{
    while (len > 0) {
        const char *end = memchr(text, '\n', len);
        size_t part = end ? (size_t)(end - text) : len;
        char safe[2048];
        (void)text_safe(safe, sizeof safe, text, part);
        if (shell->line > 0)
            (void)fprintf(stderr, "dnsreg: line %zu: %s\n", shell->line, safe);
        else
            (void)fprintf(stderr, "dnsreg: %s\n", safe);
        part += end != NULL;
        text += part;
        len -= part;
    }
}

static unsigned columns_now(unsigned before)
{
    struct winsize size = { 0 };
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : before;
}

/* Runs a verb with the shell's options and those of its line. Returns its exit status. */
static int run_verb(struct shell *shell, const char *const words[], size_t n_words, struct err *err)
{
    const struct verb_context *context = shell->context;
    const struct surroundings surroundings = { .out = context->out,
                                               .notes = context->notes,
                                               .terminal = context->terminal,
                                               .utf8 = context->utf8,
                                               .color = context->color,
                                               .columns = columns_now(context->columns),
                                               .progress = context->progress,
                                               .stop = context->stop };
    struct options options = *context->options;
    const char **operands = memory_take((n_words + 1) * sizeof *operands);
    size_t n;
    int status = ERR_USAGE;

    if (!options_read((int)n_words, words, &options, operands, &n, err))
        ;
    else if (options.db != context->options->db || options.read_only != context->options->read_only)
        (void)err_set(err, ERR_USAGE,
                      "--db and --read-only are for the whole shell: `dnsreg --db FILE shell`");
    else if (n == 0 && !options.help)
        (void)err_set(err, ERR_USAGE, "name a verb; `help` lists them");
    else if (n > 0 && !options.help && strcmp(operands[0], "shell") == 0)
        (void)err_set(err, ERR_USAGE, "this is the shell; `exit` leaves it");
    else
        status = context->run(context->session, &surroundings, &options, operands, n, err);

    free(operands);
    return status;
}

static bool is_exit(const struct words *words)
{
    return words->n == 1 && (strcmp(words->at[0], "exit") == 0 || strcmp(words->at[0], "quit") == 0);
}

static void run_line(struct shell *shell, const char *line)
{
    const struct verb_context *context = shell->context;
    struct words words;
    struct err err = { 0 };
    int status = ERR_USAGE;

    if (!words_split(&words, line, &err)) {
        say(shell, err.text, strlen(err.text));
    } else if (is_exit(&words)) {
        shell->finished = true;
        status = 0;
    } else {
        size_t named = words.n > 1 && strcmp(words.at[0], "dnsreg") == 0; /* as help prints it */
        status = run_verb(shell, words.at + named, words.n - named, &err);
        say(shell, err.text, strlen(err.text));
        if (err.kind == ERR_NONE)
            say(shell, context->notes->octets, context->notes->len);
        shell->finished =
            !out_flush(context->out, NULL); /* who called the shell finds that too, and says it */
    }

    context->notes->len = 0;
    if (status > shell->worst)
        shell->worst = status;
    words_free(&words);
}

/* Blank lines do nothing, nor do comments. */
static bool is_silent(const char *line)
{
    line += strspn(line, " \t\r\n");
    return *line == '\0' || *line == '#';
}

/* ---- lines from a pipe ---- */

enum {
    MOST_LINE = 1 << 20, /* octets; as many as `decode` takes of a pasted text */
};

enum piped { PIPED_LINE, PIPED_TOO_LONG, PIPED_END, PIPED_FAILED };

/* The next line, without its end and with a NUL behind it. A part of one that an error cut is no line: it may
 * say something else than the whole. *cause: errno of PIPED_FAILED. */
static enum piped read_piped(struct out *line, int *cause)
{
    bool too_long = false;
    int c;
    line->len = 0;

    while ((c = getc(stdin)) != EOF && c != '\n') {
        too_long = too_long || line->len == MOST_LINE;
        if (!too_long)
            out_char(line, (char)c);
    }
    *cause = errno;

    if (c == EOF && ferror(stdin))
        return PIPED_FAILED;
    if (c == EOF && line->len == 0)
        return PIPED_END;
    out_char(line, '\0');
    return too_long ? PIPED_TOO_LONG : PIPED_LINE;
}

/* A line that cannot be run is no reason to leave out the next one. */
static void refuse_line(struct shell *shell, const char *why)
{
    say(shell, why, strlen(why));
    if (shell->worst < ERR_USAGE)
        shell->worst = ERR_USAGE;
}

static bool run_piped(struct shell *shell, struct err *err)
{
    struct out line = out_to_memory();
    enum piped piped = PIPED_LINE;
    int cause = 0;

    while (!shell->finished && (piped = read_piped(&line, &cause)) < PIPED_END) {
        shell->line++;
        if (piped == PIPED_TOO_LONG)
            refuse_line(shell, "it is longer than 1 MiB; it was not run");
        else if (strlen(line.octets) != line.len - 1)
            refuse_line(shell, "a NUL is in it; it was not run");
        else if (!is_silent(line.octets))
            run_line(shell, line.octets);
    }
    out_free(&line);

    if (piped == PIPED_FAILED)
        return err_set(err, ERR_ENV, "standard input: %s; nothing from line %zu on was run", strerror(cause),
                       shell->line + 1);
    return true;
}

/* ---- lines typed ---- */

/* The registries are read when a word that needs them is completed, not before. */
static size_t complete_here(const void *self, const char *line, size_t cursor, struct completion *completion)
{
    const struct verb_context *context = self;
    return complete(context->verbs, context_model(context, NULL), line, cursor, completion);
}

static bool run_typed(struct shell *shell, struct err *err)
{
    const struct completer completer = { .complete = complete_here, .self = shell->context };
    char path[HISTORY_PATH];
    struct history *history = history_new(history_place(path));
    struct shell_line *typed = shell_line_new(&completer, history);
    struct err lost = { 0 };
    const char *line;

    while (typed && !shell->finished && (line = shell_line_read(typed, err))) {
        if (is_silent(line))
            continue;
        shell_line_remember(typed, line);
        history_add(history, line);
        run_line(shell, line);
        (void)history_save(history, &lost); /* each time: ^C at a verb ends the program */
    }

    say(shell, lost.text, strlen(lost.text)); /* the first loss, once */
    shell_line_free(typed);
    history_free(history);
    if (typed)
        return err->kind == ERR_NONE;
    return err_set(err, ERR_ENV, "the terminal cannot be used for typing; pipe lines into `dnsreg shell`");
}

bool verb_shell(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    struct shell shell = { .context = context };

    *outcome = OUTCOME_YES;
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return run_typed(&shell, err);
    if (!run_piped(&shell, err))
        return false;
    *outcome = (enum outcome)shell.worst; /* also 2 and 3: why has been said, line by line */
    return true;
}
