/* Octets with nothing around them: hex in all its separators, and base64. */
#include "dns/paste/paste_form.h"

#include "base/text.h"

#include <string.h>

/* Lines that are read or left out, and what the digits' groups tell. */
struct bare {
    size_t lines; /* read */
    size_t left;  /* left out, not empty */
    bool between; /* one was left out between lines that were read */
    size_t tokens;
    unsigned unit;   /* octets of each group; 0: they differ */
    bool two_digits; /* had the group before */
    bool prefixed;   /* by 0x or \x, it was */
    bool shorter;    /* the last was shorter: it can only be the last */
};

static bool is_end(char c)
{
    return c == '\n' || c == '\0';
}

/* Does a comment begin here? `;` and `#` as zone files and wire tests have them, `//`. */
static bool is_comment(const char *text)
{
    return *text == ';' || *text == '#' || (text[0] == '/' && text[1] == '/');
}

static bool is_separator(char c)
{
    return c != '\0' && strchr(" \t:-,\"'", c) != NULL;
}

/* One run of digits. */
struct group {
    const char *digits;
    size_t n;
    bool prefixed; /* by 0x or \x */
    bool marked;   /* by these or by an h: a single digit is an octet then */
    const char *behind;
};

/* The group at text. False: it is none. */
static bool find_group(const char *text, struct group *group)
{
    const bool prefix = (text[0] == '0' || text[0] == '\\') && text_lower(text[1]) == 'x';
    size_t n = 0;

    text += prefix ? 2 : 0;
    while (text_hex(text[n]) >= 0)
        n++;
    *group =
        (struct group){ .digits = text, .n = n, .prefixed = prefix, .marked = prefix, .behind = text + n };
    if (n > 0 && n <= 3 && !prefix && text_lower(text[n]) == 'h') {
        group->marked = true;
        group->behind++;
        if (n == 3 && *text == '0') { /* 0ffh */
            group->digits++;
            group->n--;
        }
    }

    return n > 0 && (is_end(*group->behind) || is_separator(*group->behind) || *group->behind == '\\' ||
                     is_comment(group->behind));
}

/* Adds a group's octets. False: an odd digit stands where no half octet may: only the last of all
 * may be one. */
static bool add_group(const struct group *group, struct bare *bare, struct pasted *pasted)
{
    const char *digits = group->digits;
    const unsigned octets = (unsigned)((group->n + 1) / 2);
    /* "0x4" is an octet, but behind octets of two digits and at the very end half of one */
    const bool half = group->n == 1 && bare->two_digits && *group->behind == '\0';

    if (group->n == 1 && group->marked && !half) {
        (void)paste_put(pasted, (unsigned)text_hex(*digits));
    } else {
        if (group->n % 2 && group->behind[strspn(group->behind, " \t\n")] != '\0')
            return false;
        bool room = true;
        for (size_t i = 0; room && i + 1 < group->n; i += 2)
            room = paste_put(pasted, (unsigned)(text_hex(digits[i]) << 4 | text_hex(digits[i + 1])));
        if (room && group->n % 2 && pasted->n < PASTE_OCTETS) {
            pasted->half = 1;
            pasted->octets[pasted->n] = (uint8_t)(text_hex(digits[group->n - 1]) << 4);
        }
    }

    if (bare->tokens == 0)
        bare->unit = octets;
    else if (bare->shorter || octets > bare->unit)
        bare->unit = 0;

    bare->shorter = octets < bare->unit;
    bare->two_digits = group->n == 2;
    bare->prefixed = group->prefixed;
    bare->tokens++;
    return true;
}

/* Where groups have prefixes: is what stands at the text's very end the beginning of one? */
static bool is_cut_prefix(const char *text, const struct bare *bare)
{
    return bare->prefixed && (strcmp(text, "0") == 0 || strcmp(text, "0x") == 0 || strcmp(text, "\\x") == 0);
}

/* The groups of the line at text. False: something in it is none. */
static bool read_line(const char *text, struct bare *bare, struct pasted *pasted)
{
    const size_t tokens = bare->tokens;
    struct group group;

    for (;;) {
        while (is_separator(*text) || (*text == '\\' && is_end(text[1])))
            text++;
        if (is_end(*text) || is_comment(text))
            return bare->tokens > tokens;
        if (is_cut_prefix(text, bare))
            return true;
        if (!find_group(text, &group) || !add_group(&group, bare, pasted))
            return false;
        text = group.behind;
    }
}

static bool is_empty(const char *text)
{
    while (is_separator(*text))
        text++;
    return is_end(*text) || is_comment(text);
}

static void read_hex(const struct paste_source *source, struct bare *bare, struct pasted *pasted)
{
    bool left = false;

    *bare = (struct bare){ 0 };
    for (const char *text = source->text; text;) {
        const char *end = strchr(text, '\n');
        const struct bare before = *bare;
        const size_t n = pasted->n;
        if (is_empty(text)) {
            /* nothing */
        } else if (read_line(text, bare, pasted)) {
            bare->between = bare->between || (left && before.lines > 0);
            bare->lines++;
            left = false;
        } else {
            *bare = before;
            bare->left++;
            pasted->n = n;
            pasted->half = 0;
            left = true;
        }
        text = end ? end + 1 : NULL;
    }
}

enum paste_answer paste_bare_hex(const struct paste_source *source, struct pasted *pasted)
{
    struct bare bare;

    read_hex(source, &bare, pasted);
    if (bare.lines == 0)
        return PASTE_NO;
    if (bare.between)
        return paste_refuse(pasted, "line-no-hex",
                            "hex, but a line between its lines is none: mend or remove it");

    if (bare.left > 0)
        dns_find(&pasted->findings, DNS_NOWHERE, "lines-left", DNS_INFO, "",
                 "%zu lines around the hex are none and were left out", bare.left);
    return bare.tokens > 1 ? paste_order(pasted, bare.unit, false, "hex") : PASTE_READ;
}

/* Lines of sixty digits, the last perhaps shorter. */
enum paste_answer paste_bare_xxd_p(const struct paste_source *source, struct pasted *pasted)
{
    enum { WIDTH = 60 };

    size_t full = 0;
    size_t shorter = 0;
    for (const char *text = source->text; text;) {
        const char *end = strchr(text, '\n');
        size_t n = 0;
        while (text_hex(text[n]) >= 0)
            n++;
        if (n > 0 && is_end(text[n])) {
            if (n > WIDTH || shorter > 0)
                return PASTE_NO;
            full += n == WIDTH;
            shorter += n < WIDTH;
        } else if (!is_empty(text) && full > 0) {
            shorter++;
        }
        text = end ? end + 1 : NULL;
    }
    return full > 0 && (full > 1 || shorter > 0) ? paste_bare_hex(source, pasted) : PASTE_NO;
}

/* ---- base64 (RFC 4648) ---- */

/* The value of a character; -1: it is none. */
static int digit64(char c, bool url)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == (url ? '-' : '+'))
        return 62;
    return c == (url ? '_' : '/') ? 63 : -1;
}

struct bits {
    unsigned value, n;
    size_t digits;
    size_t others; /* digits that are no hex digit */
    bool padded;
};

/* The digits at text, up to what is none of them. */
static const char *read64(const char *text, bool url, struct bits *bits, struct pasted *pasted)
{
    for (int digit = digit64(*text, url); digit >= 0 && !bits->padded; digit = digit64(*++text, url)) {
        bits->value = (bits->value << 6 | (unsigned)digit) & 0xFFFF;
        bits->n += 6;
        bits->digits++;
        bits->others += text_hex(*text) < 0;
        if (bits->n >= 8) {
            bits->n -= 8;
            if (!paste_put(pasted, bits->value >> bits->n & 255))
                return text;
        }
    }
    while (*text == '=' && bits->digits % 4 > 1) {
        bits->padded = true;
        text++;
    }
    return text;
}

static enum paste_answer read_base64(const struct paste_source *source, bool url, struct pasted *pasted)
{
    struct bits bits = { 0 };
    bool ended = false;

    for (const char *text = source->text; text;) {
        const char *end = strchr(text, '\n');
        const struct bits before = bits;
        const size_t n = pasted->n;
        while (is_separator(*text) && *text != '-')
            text++;
        const char *stop = read64(text, url, &bits, pasted);
        while (is_separator(*stop) && *stop != '-')
            stop++;
        if (!is_end(*stop) || (ended && bits.digits > before.digits)) {
            bits = before; /* a line around it */
            pasted->n = n;
            ended = bits.digits > 0;
        }
        text = end ? end + 1 : NULL;
    }

    /* shorter is no message, and more likely a word */
    if (pasted->n < HEADER_OCTETS || bits.digits % 4 == 1)
        return PASTE_NO;

    /* of base64, two digits of three are no hex: much fewer, and it is hex with a slip */
    return bits.others * 4 >= bits.digits || paste_walk(pasted->octets, pasted->n) == PASTE_WALK_WHOLE
               ? PASTE_READ
               : PASTE_NO;
}

enum paste_answer paste_bare_base64(const struct paste_source *source, struct pasted *pasted)
{
    return read_base64(source, false, pasted);
}

enum paste_answer paste_bare_base64url(const struct paste_source *source, struct pasted *pasted)
{
    return read_base64(source, true, pasted);
}

/* RFC 8484 section 4.1: the message in the query of a URL. */
enum paste_answer paste_bare_doh(const struct paste_source *source, struct pasted *pasted)
{
    struct bits bits = { 0 };
    for (const char *at = strstr(source->text, "dns="); at; at = strstr(at + 1, "dns="))
        if (at > source->text && (at[-1] == '?' || at[-1] == '&')) {
            (void)read64(at + 4, true, &bits, pasted);
            return pasted->n > 0 ? PASTE_READ : PASTE_NO;
        }
    return PASTE_NO;
}
