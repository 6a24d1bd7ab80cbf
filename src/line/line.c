#include "line/line.h"

#include "base/memory.h"
#include "base/text.h"

#include <fcntl.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FEED = 4, COMMAND_CTRL = 1, COMMAND_ALT = 2 };

struct line_editor {
    EditLine *el;      /* NULL: not made yet, or cannot be made */
    FILE *null;        /* what libedit believes to be its streams */
    int master, slave; /* a terminal of its own, so that the real one is never touched; nobody reads it */
    bool tried;
    wchar_t feed[FEED]; /* the key being given, as libedit wants to read it */
    unsigned fed, feed_len;
};

/* The keys that edit. Only these reach libedit: others would read a second key, repeat a million times, or
 * end the line, and none of that has a place inside one field. */
static const struct command {
    struct key key;
    const wchar_t *feed;
} commands[] = {
    { { .code = K_LEFT }, L"\002" },
    { { .code = K_RIGHT }, L"\006" },
    { { .code = K_HOME }, L"\001" },
    { { .code = K_END }, L"\005" },
    { { .code = K_BACKSPACE }, L"\b" },
    { { .code = K_DELETE }, L"\004" },
    { { .code = K_LEFT, .ctrl = true }, L"\033b" },
    { { .code = K_RIGHT, .ctrl = true }, L"\033f" },
    { { .code = K_BACKSPACE, .alt = true }, L"\033\b" },
    { { .code = K_BACKSPACE, .ctrl = true }, L"\033\b" },
    { { .code = K_DELETE, .ctrl = true }, L"\033d" },
    { { .cp = 'a', .ctrl = true }, L"\001" },
    { { .cp = 'b', .ctrl = true }, L"\002" },
    { { .cp = 'd', .ctrl = true }, L"\004" },
    { { .cp = 'e', .ctrl = true }, L"\005" },
    { { .cp = 'f', .ctrl = true }, L"\006" },
    { { .cp = 'h', .ctrl = true }, L"\b" },
    { { .cp = 'k', .ctrl = true }, L"\013" },
    { { .cp = 't', .ctrl = true }, L"\024" },
    { { .cp = 'u', .ctrl = true }, L"\025" },
    { { .cp = 'w', .ctrl = true }, L"\027" },
    { { .cp = 'y', .ctrl = true }, L"\031" },
    { { .cp = 'b', .alt = true }, L"\033b" },
    { { .cp = 'c', .alt = true }, L"\033c" },
    { { .cp = 'd', .alt = true }, L"\033d" },
    { { .cp = 'f', .alt = true }, L"\033f" },
    { { .cp = 'l', .alt = true }, L"\033l" },
    { { .cp = 'u', .alt = true }, L"\033u" },
};

/* What those keys are bound to, said here so that no other default or configuration counts. */
static const struct {
    const wchar_t *feed, *does;
} bindings[] = {
    { L"^A", L"ed-move-to-beg" },
    { L"^B", L"ed-prev-char" },
    { L"^D", L"ed-delete-next-char" },
    { L"^E", L"ed-move-to-end" },
    { L"^F", L"ed-next-char" },
    { L"^H", L"ed-delete-prev-char" },
    { L"^K", L"ed-kill-line" },
    { L"^T", L"ed-transpose-chars" },
    { L"^U", L"vi-kill-line-prev" },
    { L"^W", L"ed-delete-prev-word" },
    { L"^Y", L"em-yank" },
    { L"\\eb", L"ed-prev-word" },
    { L"\\ec", L"em-capitol-case" },
    { L"\\ed", L"em-delete-next-word" },
    { L"\\ef", L"em-next-word" },
    { L"\\el", L"em-lower-case" },
    { L"\\eu", L"em-upper-case" },
    { L"\\e^H", L"ed-delete-prev-word" },
};

static int next_fed(EditLine *el, wchar_t *wc)
{
    struct line_editor *editor = NULL;
    if (el_wget(el, EL_CLIENTDATA, &editor) != 0 || editor->fed == editor->feed_len)
        return 0;
    *wc = editor->feed[editor->fed++];
    return 1;
}

static bool open_terminal(struct line_editor *editor)
{
    char name[64];

    editor->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (editor->master < 0 || grantpt(editor->master) != 0 || unlockpt(editor->master) != 0 ||
        ptsname_r(editor->master, name, sizeof name) != 0)
        return false;

    editor->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    editor->null = fopen("/dev/null", "r+e");
    return editor->slave >= 0 && editor->null;
}

/* libedit reads TERM here as curses did and asks for the same terminal on the same stdout, so curses keeps
 * its own. */
static bool wake(struct line_editor *editor)
{
    if (editor->tried)
        return editor->el != NULL;
    editor->tried = true;
    if (!open_terminal(editor))
        return false;

    int fd = editor->slave;
    EditLine *el = el_init_fd("dnsreg", editor->null, editor->null, editor->null, fd, fd, fd);
    if (!el)
        return false;
    (void)el_wset(el, EL_CLIENTDATA, editor);
    (void)el_wset(el, EL_SIGNAL, 0);
    (void)el_wset(el, EL_EDITOR, L"emacs"); /* the default is vi */
    for (size_t i = 0; i < sizeof bindings / sizeof bindings[0]; i++)
        (void)el_wset(el, EL_BIND, bindings[i].feed, bindings[i].does, NULL);
    for (wchar_t c = 0xA0; c <= 0xFF; c++) /* in the C locale libedit does not take them for letters */
        (void)el_wset(el, EL_BIND, (wchar_t[]){ c, 0 }, L"ed-insert", NULL);
    (void)el_wset(el, EL_GETCFN, next_fed);
    editor->el = el;
    return true;
}

struct line_editor *line_editor_new(void)
{
    struct line_editor *editor = memory_take(sizeof *editor);
    editor->master = -1;
    editor->slave = -1;
    return editor;
}

void line_editor_free(struct line_editor *editor)
{
    if (!editor)
        return;

    if (editor->el)
        el_end(editor->el);
    if (editor->null)
        (void)fclose(editor->null);
    if (editor->slave >= 0)
        (void)close(editor->slave);
    if (editor->master >= 0)
        (void)close(editor->master);
    free(editor);
}

/* A code point as a line may hold it. */
static uint32_t fit(uint32_t cp)
{
    if (cp == '\n' || cp == '\t' || cp == '\r')
        return ' ';
    return text_is_safe(cp) ? cp : 0xFFFD;
}

static size_t clean(char out[static LINE_OCTETS], size_t room, const char *octets, size_t len, bool *whole)
{
    size_t at = 0;
    size_t held = 0;

    while (at < len) {
        uint32_t cp = 0;
        char utf8[4];
        size_t n = text_next(octets + at, len - at, &cp);
        if (cp == '\r' && at + n < len && octets[at + n] == '\n')
            n++; /* one line end, one space */
        size_t wanted = text_put(fit(cp), utf8);
        if (held + wanted > room)
            break;
        memcpy(out + held, utf8, wanted);
        held += wanted;
        at += n;
    }

    *whole = at == len;
    return held;
}

bool line_set(struct line *line, const char *octets, size_t len)
{
    bool whole = false;
    char text[LINE_OCTETS];
    size_t n = clean(text, LINE_OCTETS - 1, octets, len, &whole);

    memcpy(line->text, text, n);
    line->text[n] = '\0';
    line->len = (uint16_t)n;
    line->cursor = line->len;
    return whole;
}

bool line_insert(struct line *line, const char *octets, size_t len)
{
    bool whole = false;
    char text[LINE_OCTETS];
    size_t n = clean(text, LINE_OCTETS - 1U - line->len, octets, len, &whole);

    if (!whole)
        return false;

    memmove(line->text + line->cursor + n, line->text + line->cursor, (size_t)line->len - line->cursor + 1);
    memcpy(line->text + line->cursor, text, n);
    line->len = (uint16_t)(line->len + n);
    line->cursor = (uint16_t)(line->cursor + n);
    return true;
}

/* The text as wide characters, one a code point. *cursor: how many stand before the cursor. */
static size_t widen(const struct line *line, wchar_t out[static LINE_OCTETS], int *cursor)
{
    size_t n = 0;

    *cursor = 0;
    for (size_t at = 0; at < line->len;) {
        uint32_t cp = 0;
        if (at < line->cursor)
            *cursor = (int)n + 1;
        at += text_next(line->text + at, line->len - at, &cp);
        out[n++] = (wchar_t)fit(cp);
    }

    out[n] = L'\0';
    return n;
}

/* Reads the line back; too long: the line stays as it was. */
static void narrow(const LineInfoW *info, struct line *line)
{
    struct line after = { 0 };
    size_t len = 0;

    for (const wchar_t *wc = info->buffer; wc <= info->lastchar; wc++) {
        char utf8[4];
        if (wc == info->cursor)
            after.cursor = (uint16_t)len;
        if (wc == info->lastchar)
            break;
        size_t n = text_put(fit((uint32_t)*wc), utf8);
        if (len + n >= LINE_OCTETS)
            return;
        memcpy(after.text + len, utf8, n);
        len += n;
    }

    after.len = (uint16_t)len;
    *line = after;
}

static bool prepare(struct line_editor *editor, const struct key *key)
{
    editor->fed = 0;
    editor->feed_len = 0;
    if (key_is_text(key)) {
        if (!text_is_safe(key->cp))
            return false;
        editor->feed[editor->feed_len++] = (wchar_t)key->cp;
        return true;
    }

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (!key_equal(&commands[i].key, key))
            continue;
        for (const wchar_t *wc = commands[i].feed; *wc; wc++)
            editor->feed[editor->feed_len++] = *wc;
        return true;
    }
    return false;
}

/* Without a terminal for libedit typing must still do: characters go in, Backspace takes one back. */
static void plain_key(struct line *line, const struct key *key)
{
    char utf8[4];
    if (key_is_text(key)) {
        (void)line_insert(line, utf8, text_put(key->cp, utf8));
        return;
    }
    if (key->code != K_BACKSPACE || line->cursor == 0)
        return;

    uint16_t to = line->cursor;
    do
        to--;
    while (to > 0 && ((unsigned char)line->text[to] & 0xC0) == 0x80);
    memmove(line->text + to, line->text + line->cursor, (size_t)line->len - line->cursor + 1);
    line->len = (uint16_t)(line->len - (line->cursor - to));
    line->cursor = to;
}

bool line_key(struct line_editor *editor, struct line *line, const struct key *key)
{
    wchar_t text[LINE_OCTETS];
    int cursor = 0;
    int n = 0;

    if (!prepare(editor, key))
        return false;
    if (!wake(editor)) {
        plain_key(line, key);
        return true;
    }

    size_t len = widen(line, text, &cursor);
    EditLine *el = editor->el;
    (void)el_wset(el, EL_UNBUFFERED, 0); /* off and on: forgets the last line, and never waits for a key */
    (void)el_wset(el, EL_UNBUFFERED, 1);
    if (len > 0 && el_winsertstr(el, text) != 0)
        return true;

    (void)el_cursor(el, cursor - el_cursor(el, 0));
    (void)el_wgets(el, &n);
    narrow(el_wline(el), line);
    return true;
}
