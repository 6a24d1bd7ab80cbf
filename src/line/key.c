#include "line/key.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const char *const names[K_CODES] = {
    [K_ENTER] = "Enter", [K_TAB] = "Tab",     [K_ESC] = "Esc",   [K_BACKSPACE] = "Backspace",
    [K_DELETE] = "Del",  [K_INSERT] = "Ins",  [K_UP] = "Up",     [K_DOWN] = "Down",
    [K_LEFT] = "Left",   [K_RIGHT] = "Right", [K_HOME] = "Home", [K_END] = "End",
    [K_PGUP] = "PgUp",   [K_PGDN] = "PgDn",   [K_F1] = "F1",     [K_F2] = "F2",
    [K_F3] = "F3",       [K_F4] = "F4",       [K_F5] = "F5",     [K_F6] = "F6",
    [K_F7] = "F7",       [K_F8] = "F8",       [K_F9] = "F9",     [K_F10] = "F10",
    [K_F11] = "F11",     [K_F12] = "F12",
};

/* What stands before a key; Ctrl with a character is ^ instead. */
static const struct {
    const char *text;
    size_t at; /* offset of the flag in struct key */
} modifiers[] = {
    { "Alt-", offsetof(struct key, alt) },
    { "Ctrl-", offsetof(struct key, ctrl) },
    { "Shift-", offsetof(struct key, shift) },
};

static bool *flag(struct key *key, size_t at)
{
    return (bool *)((char *)key + at);
}

const char *key_text(const struct key *key, char out[static KEY_OCTETS])
{
    struct key rest = *key;
    size_t at = 0;
    char shown[TEXT_SHOW] = "space";

    bool caret = key->code == K_CHAR && key->ctrl;
    if (caret)
        rest.ctrl = false;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++) {
        if (*flag(&rest, modifiers[i].at))
            at += (size_t)snprintf(out + at, KEY_OCTETS - at, "%s", modifiers[i].text);
    }
    if (key->code != K_CHAR)
        snprintf(shown, sizeof shown, "%s", names[key->code] ? names[key->code] : "?");
    else if (key->cp != ' ')
        (void)text_show(caret && key->cp >= 'a' && key->cp <= 'z' ? key->cp - 'a' + 'A' : key->cp, 0, shown);
    snprintf(out + at, KEY_OCTETS - at, "%s%s", caret ? "^" : "", shown);
    return out;
}

static bool word_is(const char *text, size_t len, const char *name)
{
    return strlen(name) == len && memcmp(text, name, len) == 0;
}

/* The part after the modifiers. */
static bool parse_plain(const char *text, size_t len, struct key *key)
{
    for (unsigned i = 0; i < K_CODES; i++) {
        if (names[i] && word_is(text, len, names[i])) {
            key->code = (enum key_code)i;
            return true;
        }
    }
    key->code = K_CHAR;
    if (len > 1 && text[0] == '^') {
        key->ctrl = true;
        text++;
        len--;
    }
    if (word_is(text, len, "space")) {
        key->cp = ' ';
        return true;
    }
    if (text_next(text, len, &key->cp) != len || !text_is_safe(key->cp) || key->cp == ' ')
        return false;

    if (key->ctrl && key->cp >= 'A' && key->cp <= 'Z')
        key->cp = key->cp - 'A' + 'a';
    return true;
}

bool key_parse(const char *text, size_t len, struct key *key)
{
    *key = (struct key){ 0 };
    for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++) {
        size_t n = strlen(modifiers[i].text);
        if (len <= n || memcmp(text, modifiers[i].text, n) != 0)
            continue;
        *flag(key, modifiers[i].at) = true;
        text += n;
        len -= n;
    }

    return len > 0 && parse_plain(text, len, key);
}

size_t key_script(const char *script, struct key *key)
{
    size_t len = strlen(script);
    if (len == 0)
        return 0;
    if (script[0] == '<') {
        const char *end = len > 2 ? strchr(script + 2, '>') : NULL;
        if (!end || !key_parse(script + 1, (size_t)(end - script) - 1, key))
            return 0;
        return (size_t)(end - script) + 1;
    }

    *key = (struct key){ .code = K_CHAR };
    size_t n = text_next(script, len, &key->cp);
    return text_is_safe(key->cp) ? n : 0;
}

bool key_equal(const struct key *a, const struct key *b)
{
    return a->code == b->code && (a->code != K_CHAR || a->cp == b->cp) && a->ctrl == b->ctrl &&
           a->alt == b->alt && a->shift == b->shift;
}

bool key_is_text(const struct key *key)
{
    return key->code == K_CHAR && !key->ctrl && !key->alt;
}
