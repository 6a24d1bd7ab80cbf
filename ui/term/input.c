#include "ui/term/input.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { ESC = 0x1B, DOUBLE_CLICK_MS = 400 };

static bool take(struct input *input, int wait_ms, struct item *item)
{
    if (input->n_back > 0) {
        *item = input->back[--input->n_back];
        return true;
    }
    return input->source.next(input->source.context, wait_ms, item);
}

static void give_back(struct input *input, struct item item)
{
    if (input->n_back < sizeof input->back / sizeof input->back[0])
        input->back[input->n_back++] = item;
}

static struct item key_item(enum key_code code, uint32_t cp, bool ctrl)
{
    return (struct item){ .kind = ITEM_KEY, .key = { .code = code, .cp = cp, .ctrl = ctrl } };
}

static struct item control(unsigned char octet)
{
    static const enum key_code named[0x20] = {
        ['\b'] = K_BACKSPACE, ['\t'] = K_TAB, ['\n'] = K_ENTER, ['\r'] = K_ENTER, [ESC] = K_ESC
    };

    if (octet == 0x7F)
        return key_item(K_BACKSPACE, 0, false);
    if (named[octet] != K_CHAR)
        return key_item(named[octet], 0, false);
    return key_item(K_CHAR, octet >= 1 && octet <= 26 ? octet + 0x60U : octet + 0x40U, true);
}

/* The character that begins with first. False: it is not a character for a key. */
static bool character(struct input *input, unsigned char first, struct item *item)
{
    char octets[4] = { (char)first };
    struct item read[4];
    size_t n = 1;
    size_t wanted = text_wanted(first);
    uint32_t cp = TEXT_BAD;

    while (n < wanted && take(input, INPUT_SPLIT_MS, &read[n])) {
        if (read[n].kind != ITEM_OCTET || (read[n].octet & 0xC0) != 0x80) {
            give_back(input, read[n]);
            break;
        }
        octets[n] = (char)read[n].octet;
        n++;
    }
    if (text_next(octets, n, &cp) != n || cp == TEXT_BAD) {
        while (n > 1)
            give_back(input, read[--n]); /* each bad octet is one key */
        cp = 0xFFFD;
    }
    *item = key_item(K_CHAR, cp, false);
    return text_is_safe(cp);
}

/* The number beside a key: 1 + shift 1 + alt 2 + ctrl 4. */
static void modify(struct key *key, int number)
{
    int bits = number > 0 ? number - 1 : 0;
    key->shift = (bits & 1) != 0;
    key->alt = (bits & 2) != 0;
    key->ctrl = (bits & 4) != 0;
}

bool input_named_key(const char *name, struct key *key)
{
    static const struct {
        const char *name;
        enum key_code code;
    } names[] = { { "kUP", K_UP },     { "kDN", K_DOWN },  { "kLFT", K_LEFT }, { "kRIT", K_RIGHT },
                  { "kHOM", K_HOME },  { "kEND", K_END },  { "kPRV", K_PGUP }, { "kNXT", K_PGDN },
                  { "kIC", K_INSERT }, { "kDC", K_DELETE } };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i].name);
        if (strncmp(name, names[i].name, n) != 0 || (name[n] && name[n + 1]))
            continue;
        *key = (struct key){ .code = names[i].code };
        modify(key, name[n] ? name[n] - '0' : 2); /* without a number: with Shift */
        return true;
    }
    return false;
}

/* What xterm and its like send for keys with modifiers: ESC [ 1 ; 5 D, ESC [ 3 ; 5 ~. */
static bool sequence_key(const int *numbers, int n, unsigned char final, struct item *item)
{
    static const struct {
        unsigned char final;
        int number;
        enum key_code code;
    } keys[] = {
        { 'A', 1, K_UP },   { 'B', 1, K_DOWN }, { 'C', 1, K_RIGHT },  { 'D', 1, K_LEFT },   { 'F', 1, K_END },
        { 'H', 1, K_HOME }, { '~', 1, K_HOME }, { '~', 2, K_INSERT }, { '~', 3, K_DELETE }, { '~', 4, K_END },
        { '~', 5, K_PGUP }, { '~', 6, K_PGDN }, { 'Z', 1, K_TAB },
    };

    int first = n > 0 && numbers[0] > 0 ? numbers[0] : 1;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].final != final || keys[i].number != first)
            continue;
        *item = key_item(keys[i].code, 0, false);
        modify(&item->key, n > 1 ? numbers[1] : 1);
        item->key.shift = item->key.shift || final == 'Z';
        return true;
    }
    return false;
}

/* After ESC [. An unknown sequence is swallowed whole, so that none of it becomes typing. */
static bool sequence(struct input *input, struct item *item)
{
    int numbers[2] = { 0, 0 };
    int n = 0;
    bool any = false;
    struct item next;

    while (take(input, 0, &next)) {
        if (next.kind != ITEM_OCTET || next.octet < 0x20 || next.octet > 0x7E) {
            give_back(input, next);
            return false;
        }
        any = true;
        if (next.octet >= 0x40)
            return sequence_key(numbers, n + 1, next.octet, item);
        if (next.octet == ';' && n < 1)
            n++;
        else if (next.octet >= '0' && next.octet <= '9' && numbers[n] < 1000)
            numbers[n] = numbers[n] * 10 + (next.octet - '0');
    }

    *item = key_item(K_CHAR, '[', false);
    item->key.alt = true;
    return !any;
}

/* After ESC: Esc alone, Alt with a key, or a sequence. False: swallowed. */
static bool escape(struct input *input, struct item *item)
{
    struct item next;

    *item = key_item(K_ESC, 0, false);
    if (!take(input, 0, &next))
        return true;
    if (next.kind == ITEM_KEY) {
        *item = next;
        item->key.alt = true;
        return true;
    }
    if (next.kind != ITEM_OCTET || next.octet == ESC) {
        give_back(input, next);
        return true;
    }
    if (next.octet == '[')
        return sequence(input, item);
    if (next.octet == 'O') { /* ESC O and one letter: a keypad's */
        if (take(input, 0, &next))
            return false;
        *item = key_item(K_CHAR, 'O', false);
        item->key.alt = true;
        return true;
    }

    bool good = true;
    if (next.octet < 0x20 || next.octet == 0x7F)
        *item = control(next.octet);
    else
        good = character(input, next.octet, item);

    item->key.alt = true;
    return good;
}

/* How many octets at the end of text are the begin of the end marker. */
static size_t matched(const char *text, size_t len, const char *marker, size_t marker_len)
{
    size_t n = len < marker_len ? len : marker_len;
    while (n > 0 && memcmp(text + len - n, marker, n) != 0)
        n--;
    return n;
}

/* Reads a paste to its end marker, never an octet further: what follows are keys again. */
static void collect(struct input *input)
{
    static const char marker[] = "\033[201~";
    const size_t whole = sizeof marker - 1;
    size_t len = 0;
    size_t found = 0; /* octets of the marker at the end */
    size_t kept = 0;

    input->paste = (struct paste){ 0 };
    while (found < whole) {
        if (len >= PASTE_MOST) { /* too much: what does not fit is read and forgotten */
            kept = input->paste.cut ? kept : len - found;
            input->paste.cut = true;
            memmove(input->text + kept, input->text + len - found, found);
            len = kept + found;
        }
        input->text = array_grow(input->text, &input->capacity, len + whole, 1);
        size_t n =
            input->source.octets(input->source.context, PASTE_SILENCE_MS, input->text + len, whole - found);
        if (n == 0)
            break;
        len += n;
        found = matched(input->text, len, marker, whole);
    }

    input->paste.octets = input->text;
    input->paste.len = found == whole ? len - whole : len;
}

bool input_next(struct input *input, struct item *item)
{
    while (take(input, 0, item)) {
        bool good = true;
        if (item->kind == ITEM_PASTE)
            collect(input);
        else if (item->kind == ITEM_OCTET && item->octet == ESC)
            good = escape(input, item);
        else if (item->kind == ITEM_OCTET && (item->octet < 0x20 || item->octet == 0x7F))
            *item = control(item->octet);
        else if (item->kind == ITEM_OCTET)
            good = character(input, item->octet, item);
        if (good)
            return true;
    }
    return false;
}

void clicks_note(struct clicks *clicks, struct mouse *mouse, int64_t now_ms)
{
    if (mouse->kind != MOUSE_CLICK)
        return;

    bool again = clicks->at_ms > 0 && now_ms - clicks->at_ms < DOUBLE_CLICK_MS &&
                 clicks->last.row == mouse->row && clicks->last.column == mouse->column;
    clicks->last = *mouse;
    clicks->at_ms = again ? 0 : now_ms;
    if (again)
        mouse->kind = MOUSE_DOUBLE;
}

void input_free(struct input *input)
{
    free(input->text);
    input->text = NULL;
    input->capacity = 0;
}
