#ifndef UI_TERM_INPUT_H
#define UI_TERM_INPUT_H

/* From what a terminal sends to keys and pastes: UTF-8, Escape sequences that the terminal description does
 * not know, bracketed paste. It knows no terminal: the two functions of its source do. */

#include "ui/kit/event.h"

enum item_kind {
    ITEM_OCTET, /* as it was read */
    ITEM_KEY,   /* a key */
    ITEM_PASTE, /* from the source: a paste begins; to the caller: the whole of it, in input_paste */
    ITEM_OTHER, /* something only the source's owner understands: `code` */
};

struct item {
    enum item_kind kind;
    unsigned char octet;
    int code;
    struct key key;
};

struct input_source {
    /* The next item, waiting at most wait_ms; false: nothing came. */
    bool (*next)(void *context, int wait_ms, struct item *item);
    /* At most `size` octets as they are, waiting at most wait_ms; 0: nothing came. */
    size_t (*octets)(void *context, int wait_ms, char *out, size_t size);
    void *context;
};

struct input {
    struct input_source source;
    struct item back[8]; /* read too far; the last is the next */
    unsigned n_back;
    struct paste paste;
    char *text; /* of the paste */
    size_t capacity;
};

enum { PASTE_MOST = 1 << 20, PASTE_SILENCE_MS = 2000, INPUT_SPLIT_MS = 50 };

/* The next KEY, PASTE or OTHER; false: nothing is there now. Never waits longer than a character or a paste
 * that has begun allows. An octet that is not UTF-8 is the key U+FFFD; what is not safe text is no key. */
bool input_next(struct input *input, struct item *item);

/* Keys with modifiers by their names in the terminal database: kLFT5 is Left with Ctrl. */
bool input_named_key(const char *name, struct key *key);

/* The last click, to know the second of two. */
struct clicks {
    struct mouse last;
    int64_t at_ms;
};

/* A click that follows another in the same place soon enough becomes a double one. */
void clicks_note(struct clicks *clicks, struct mouse *mouse, int64_t now_ms);

void input_free(struct input *input);

#endif
