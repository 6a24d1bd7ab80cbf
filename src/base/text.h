#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/* Text: UTF-8 in and out, how many columns it takes, and what of it may be shown.
 * Everything here is independent of the locale. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A code point that no text contains: what text_next gives for an octet that is not UTF-8. */
#define TEXT_BAD UINT32_MAX

/* Reads one code point from text[0..len). *cp is the code point, or TEXT_BAD. Returns the octets taken: 1 for
 * a bad octet, 0 only at the end (len 0). Overlong forms, surrogates and values above U+10FFFF are bad (RFC
 * 3629). */
size_t text_next(const char *text, size_t len, uint32_t *cp);

/* Octets of the character that begins with `first` (1 to 4); 0 if none does. For who reads octet by octet. */
size_t text_wanted(unsigned char first);

/* Writes cp as UTF-8 to out (4 octets are enough) and returns how many; 0 if cp is not a Unicode scalar
 * value. */
size_t text_put(uint32_t cp, char out[static 4]);

/* Columns that cp takes on a terminal: 0 (combining), 1 or 2 (wide). -1: not for a screen, see
 * text_is_safe. */
int text_width(uint32_t cp);

/* Columns of a whole string after text_safe. */
size_t text_columns(const char *text);

/* May cp reach a terminal as it is? Not: C0, DEL, C1, U+2028, U+2029, bidirectional controls, zero-width and
 * other invisible format characters, surrogates, noncharacters, TEXT_BAD. */
bool text_is_safe(uint32_t cp);

/* One step of text_safe: cp and the octet it began with (told only if cp is TEXT_BAD) as safe text with its
 * NUL. Returns the octets. */
#define TEXT_SHOW 16
size_t text_show(uint32_t cp, unsigned char octet, char out[static TEXT_SHOW]);

/* Writes `text` (len octets, any octets) to out as safe UTF-8: what text_is_safe refuses becomes \u{202E}, an
 * octet that is not UTF-8 becomes \xFF, a newline or tab becomes \n or \t. Always ends with NUL and never
 * cuts inside a character or an escape. Returns the octets that a buffer without bound would hold (as
 * snprintf does). */
size_t text_safe(char *out, size_t size, const char *text, size_t len);

/* The longest head of safe text that fits in `columns`; when it must cut, it leaves room for `mark` ("…" or
 * "~") and appends it. Returns the columns used. */
size_t text_clip(char *out, size_t size, const char *text, size_t columns, const char *mark);

/* Why people's own text cannot be kept, as the end of a sentence ("is too long"): it is one line of `most`
 * octets of UTF-8 at most, and all of it can be seen. NULL: it can. */
const char *text_fault(const char *text, size_t most);

/* A text as a message repeats it: safe, and cut to 60 columns with "..." behind. For the arguments of one
 * call: err_set(err, ..., "no verb is called %s", text_brief(word).text). */
struct text_brief {
    char text[256];
};
struct text_brief text_brief(const char *text);

/* ASCII letters compare without case, every other octet as it is (RFC 4343). Return <0, 0, >0. */
int text_casecmp(const char *a, const char *b);
bool text_equal(const char *a, const char *b);
/* Does text begin with prefix? */
bool text_prefix(const char *text, const char *prefix);
/* The first place of what in text; NULL: none. */
const char *text_find(const char *text, const char *what);
/* One ASCII letter to lower case, any other octet as it is. */
char text_lower(char c);

/* The value of a hex digit in either case; -1: it is none. */
static inline int text_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

#endif
