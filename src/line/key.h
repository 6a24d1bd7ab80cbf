#ifndef LINE_KEY_H
#define LINE_KEY_H

/* Keys are values: a character or a named key, with Ctrl, Alt and Shift beside it. Their text form ("^R",
 * "PgDn", "/", "Alt-2", "space") is what binding tables, help, line 24 and key scripts use: one table, read
 * both ways. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_code {
    K_CHAR, /* key.cp says which */
    K_ENTER,
    K_TAB,
    K_ESC,
    K_BACKSPACE,
    K_DELETE,
    K_INSERT,
    K_UP,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PGUP,
    K_PGDN,
    K_F1,
    K_F2,
    K_F3,
    K_F4,
    K_F5,
    K_F6,
    K_F7,
    K_F8,
    K_F9,
    K_F10,
    K_F11,
    K_F12,
    K_CODES,
};

struct key {
    enum key_code code;
    uint32_t cp; /* only with K_CHAR; with ctrl a lower-case letter or one of @ [ \ ] ^ _ */
    bool ctrl, alt, shift;
};

#define KEY_OCTETS 32

/* The text form of key. Returns out. */
const char *key_text(const struct key *key, char out[static KEY_OCTETS]);

/* Reads the text form of one key; false if text[0..len) is none. What key_text wrote is read back as the same
 * key. */
bool key_parse(const char *text, size_t len, struct key *key);

/* Reads the next key of a script, where characters stand for themselves and other keys stand in angle
 * brackets: "jj<Enter><^R><Alt-2>", "<<>" for "<". Returns the octets taken; 0 at the end or where no key can
 * be read. */
size_t key_script(const char *script, struct key *key);

bool key_equal(const struct key *a, const struct key *b);

/* A character that typing puts into a field: no Ctrl, no Alt. */
bool key_is_text(const struct key *key);

#endif
