#include "ui/cli/shell_line.h"

#include "base/memory.h"
#include "base/place.h"
#include "base/rescue.h"
#include "base/text.h"

#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct shell_line {
    EditLine *el;
    History *lines;
    const struct completer *completer;
    bool cancelled;
    char *line;
    char prompt[16];
};

/* libedit sets modes of its own while it reads, and what it sets back is its idea of a terminal, not the one
 * that was there. */
static const struct rescue rescue = { .fd = STDIN_FILENO, .leave = "" };

static struct shell_line *shell_of(EditLine *el)
{
    void *self = NULL;
    (void)el_get(el, EL_CLIENTDATA, &self);
    return self;
}

static char *prompt(EditLine *el)
{
    return shell_of(el)->prompt;
}

/* ---- keys ---- */

/* ^C takes the line back. */
static unsigned char on_cancel(EditLine *el, int key)
{
    (void)key;
    shell_of(el)->cancelled = true;
    (void)fputs("^C\r\n", stdout);
    return CC_NEWLINE;
}

/* ^Z, with the terminal as the user's shell wants it. */
static unsigned char on_suspend(EditLine *el, int key)
{
    (void)key;
    (void)el_set(el, EL_PREP_TERM, 0);
    (void)raise(SIGTSTP);
    (void)el_set(el, EL_PREP_TERM, 1);
    return CC_REDISPLAY;
}

static int count_characters(const char *text, size_t len)
{
    int n = 0;
    for (size_t at = 0; at < len; n++) {
        uint32_t cp;
        at += text_next(text + at, len - at, &cp);
    }
    return n;
}

static void show_words(const struct completion *completion)
{
    (void)fputs("\r\n", stdout);
    for (size_t i = 0; i < completion->n; i++) {
        char safe[512];
        (void)text_safe(safe, sizeof safe, completion->words[i], strlen(completion->words[i]));
        (void)printf("%s%s", safe, i + 1 < completion->n ? "  " : "\r\n");
    }
}

static unsigned char on_complete(EditLine *el, int key)
{
    const struct completer *completer = shell_of(el)->completer;
    const LineInfo *info = el_line(el);
    size_t cursor = (size_t)(info->cursor - info->buffer), gained;
    struct completion completion = { 0 };
    unsigned char result = CC_ERROR;
    char *line = memory_take((size_t)(info->lastchar - info->buffer) + 1);

    (void)key;
    memcpy(line, info->buffer, (size_t)(info->lastchar - info->buffer));
    if (completer && completer->complete(completer->self, line, cursor, &completion) > 0) {
        gained = strlen(completion.becomes);
        if (completion.n > 1 && gained <= cursor - completion.begin) {
            show_words(&completion);
            result = CC_REDISPLAY;
        } else {
            el_deletestr(el, count_characters(line + completion.begin, cursor - completion.begin));
            result = el_insertstr(el, completion.becomes) == 0 ? CC_REFRESH : CC_ERROR;
        }
    }

    completion_free(&completion);
    free(line);
    return result;
}

/* ---- making it ---- */

static const struct {
    const wchar_t *key, *name,
        *help; /* as wide text libedit keeps the pointers, as octets copies that it never frees */
    unsigned char (*does)(EditLine *el, int key);
} functions[] = {
    { L"^I", L"dnsreg-complete", L"Complete the word", on_complete },
    { L"^C", L"dnsreg-cancel", L"Take the line back", on_cancel },
    { L"^Z", L"dnsreg-suspend", L"Stop the program", on_suspend },
};

/* The user's .editrc, which libedit would wait for if it were a pipe. */
static void source(EditLine *el)
{
    const char *named = getenv("EDITRC"), *home = getenv("HOME");
    char path[4096];

    if (named)
        snprintf(path, sizeof path, "%s", named);
    else
        snprintf(path, sizeof path, "%s/.editrc", home ? home : "");

    if (!place_is_instead(path))
        (void)el_source(el, NULL);
}

static void set_up(struct shell_line *shell)
{
    (void)el_set(shell->el, EL_CLIENTDATA, shell);
    (void)el_set(shell->el, EL_SIGNAL, 1);
    (void)el_set(shell->el, EL_PROMPT, prompt);
    (void)el_set(shell->el, EL_EDITOR, "emacs"); /* the default is vi */
    source(shell->el);
    (void)el_set(shell->el, EL_SETTY, "-d", "-isig", NULL); /* ^C and ^Z are keys while a line is typed */
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        (void)el_wset(shell->el, EL_ADDFN, functions[i].name, functions[i].help, functions[i].does);
        (void)el_wset(shell->el, EL_BIND, functions[i].key, functions[i].name, NULL);
    }
}

struct shell_line *shell_line_new(const struct completer *completer, const struct history *typed)
{
    struct shell_line *shell = memory_take(sizeof *shell);
    HistEvent event;

    snprintf(shell->prompt, sizeof shell->prompt, "dnsreg> ");
    shell->completer = completer;
    rescue_begin(&rescue);
    shell->el = el_init("dnsreg", stdin, stdout, stderr);
    if (shell->el)
        set_up(shell);
    rescue_end();
    shell->lines = history_init();
    if (!shell->el || !shell->lines) {
        shell_line_free(shell);
        return NULL;
    }

    (void)history(shell->lines, &event, H_SETSIZE, HISTORY_MOST);
    (void)history(shell->lines, &event, H_SETUNIQUE, 1);
    (void)el_set(shell->el, EL_HIST, history, shell->lines);
    for (size_t back = history_count(typed); back > 0; back--)
        shell_line_remember(shell, history_nth(typed, back - 1));
    return shell;
}

void shell_line_free(struct shell_line *shell)
{
    if (!shell)
        return;

    rescue_begin(&rescue);
    if (shell->el)
        el_end(shell->el);
    rescue_end();
    if (shell->lines)
        history_end(shell->lines);
    free(shell->line);
    free(shell);
}

/* ---- using it ---- */

const char *shell_line_read(struct shell_line *shell, struct err *err)
{
    int n = 0, cause;

    shell->cancelled = false;
    rescue_begin(&rescue);
    const char *line = el_gets(shell->el, &n);
    cause = errno;
    rescue_end();
    if (shell->cancelled)
        return "";
    if (!line || n <= 0) {
        if (n < 0)
            (void)err_set(err, ERR_ENV, "the terminal cannot be read: %s", strerror(cause));
        (void)fputc('\n', stdout);
        (void)fflush(stdout);
        return NULL;
    }

    free(shell->line);
    shell->line = memory_take((size_t)n + 1);
    memcpy(shell->line, line, (size_t)n);
    shell->line[strcspn(shell->line, "\r\n")] = '\0';
    return shell->line;
}

void shell_line_remember(struct shell_line *shell, const char *line)
{
    HistEvent event;
    (void)history(shell->lines, &event, H_ENTER, line);
}

#define WORD_OF(number)       #number
#define LIBRARY(major, minor) "libedit " WORD_OF(major) "." WORD_OF(minor)

const char *shell_line_library(void)
{
    return LIBRARY(LIBEDIT_MAJOR, LIBEDIT_MINOR);
}
