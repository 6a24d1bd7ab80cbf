/* Makes a paste plain before the forms look at it: what mail, terminals and editors put around lines goes. */
#include "base/memory.h"
#include "base/text.h"
#include "dns/paste/paste_form.h"

#include <string.h>

/* The octets of a terminal's escape sequence (ECMA-48) at text, which begins with ESC. */
static size_t escape_length(const char *text, size_t len)
{
    size_t n = 2;
    if (len < 2)
        return len;
    if (text[1] != '[')
        return n;

    while (n < len && !(text[n] >= '@' && text[n] <= '~') && text[n] != '\n')
        n++;
    return n < len && text[n] != '\n' ? n + 1 : n;
}

/* Blanks that are not ASCII, as web pages and word processors make them; marks that have no width. */
static bool is_odd_blank(uint32_t cp)
{
    return cp == 0xA0 || cp == 0x202F || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200A);
}

/* Copies without carriage returns, escape sequences, odd blanks and byte order mark. Returns the length. */
static size_t copy_plain(const char *octets, size_t len, char *out)
{
    size_t n = 0;

    for (size_t at = 0; at < len;) {
        uint32_t cp;
        if (octets[at] == '\x1B') {
            at += escape_length(octets + at, len - at);
            continue;
        }
        size_t took = text_next(octets + at, len - at, &cp);
        if (cp == '\r') {
            if (at + 1 >= len || octets[at + 1] != '\n')
                out[n++] = '\n';
        } else if (is_odd_blank(cp)) {
            out[n++] = ' ';
        } else if (cp != 0xFEFF && cp != 0x200B) {
            memcpy(out + n, octets + at, took);
            n += took;
        }
        at += took;
    }

    return n;
}

/* The quote marks of mail before a line: "> ", ">> ", "> > ". */
static size_t quote_length(const char *line, size_t len)
{
    size_t n = 0;
    size_t marks = 0;

    while (n < len && (line[n] == '>' || (line[n] == ' ' && n + 1 < len && line[n + 1] == '>'))) {
        marks += line[n] == '>';
        n++;
    }

    if (marks > 0 && n < len && line[n] == ' ')
        n++;
    return marks > 0 ? n : 0;
}

/* A line's own number in front, as `cat -n`, grep -n and editors write it: 0, or its octets. A tab or a mark
 * must follow, or blanks; the number has no leading zero, so that hex is not taken for it. */
static size_t number_length(const char *line, size_t len, unsigned long *number, bool *tab)
{
    size_t n = 0;
    const size_t most = 7;

    while (n < len && line[n] == ' ')
        n++;
    size_t digits = n;
    *number = 0;
    while (n < len && n - digits < most && line[n] >= '0' && line[n] <= '9')
        *number = *number * 10 + (unsigned)(line[n++] - '0');
    if (n == digits || line[digits] == '0' || n == len)
        return 0;

    *tab = line[n] == '\t';
    if (line[n] == ':' || line[n] == '|' || line[n] == ')')
        n++;
    else if (!paste_blank(line[n]))
        return 0;
    return n;
}

static size_t line_length(const char *text, size_t len)
{
    const char *end = memchr(text, '\n', len);
    return end ? (size_t)(end - text) : len;
}

/* Has every line with anything in it its number, each one more than the last? From 1 on, or with tabs. */
static bool is_numbered(const char *text, size_t len)
{
    unsigned long expected = 0;
    bool tabs = true;
    bool from_one = false;
    size_t lines = 0;

    for (size_t at = 0; at < len;) {
        const size_t line = line_length(text + at, len - at);
        unsigned long number;
        bool tab;
        if (line > 0) {
            if (number_length(text + at, line, &number, &tab) == 0 || (lines > 0 && number != expected))
                return false;
            from_one = lines > 0 ? from_one : number == 1;
            tabs = tabs && tab;
            expected = number + 1;
            lines++;
        }
        at += line + 1;
    }

    return lines > 0 && (tabs || (lines > 1 && from_one));
}

/* Drops the numbers of lines that have them. Returns the length. */
static size_t drop_numbers(char *text, size_t n)
{
    size_t kept = 0;

    for (size_t at = 0; at < n;) {
        const size_t line = line_length(text + at, n - at);
        const size_t whole = at + line < n ? line + 1 : line;
        unsigned long number;
        bool tab;
        const size_t skip = line > 0 ? number_length(text + at, line, &number, &tab) : 0;
        memmove(text + kept, text + at + skip, whole - skip);
        kept += whole - skip;
        at += whole;
    }

    return kept;
}

void paste_clean(const char *octets, size_t len, struct paste_source *source, struct dns_findings *findings)
{
    char *text = memory_take(len + 1);
    size_t n = copy_plain(octets, len, text);
    size_t kept = 0;

    for (size_t at = 0; at < n;) { /* quote marks first: numbers may stand behind them */
        const size_t line = line_length(text + at, n - at);
        const size_t skip = quote_length(text + at, line);
        const size_t whole = at + line < n ? line + 1 : line;
        memmove(text + kept, text + at + skip, whole - skip);
        kept += whole - skip;
        at += whole;
    }

    bool numbered = is_numbered(text, kept);
    if (numbered)
        kept = drop_numbers(text, kept);
    if (numbered)
        dns_find(findings, DNS_NOWHERE, "line-numbers", DNS_INFO, "",
                 "the numbers of the lines, from 1 on, were left out");

    text[kept] = '\0';
    *source = (struct paste_source){ .raw = octets, .raw_len = len, .text = text, .len = kept };
}
