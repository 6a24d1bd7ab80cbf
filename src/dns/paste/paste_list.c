/* Octets as the source text of a program: numbers in braces or brackets, strings with escapes. */
#include "dns/paste/paste_form.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* ---- numbers ---- */

/* Over blanks, commas and comments. An open comment reaches to the end. */
static const char *skip_between(const char *text)
{
    for (;;) {
        if (isspace((unsigned char)*text) || *text == ',') {
            text++;
        } else if (text[0] == '/' && text[1] == '*') {
            for (text += 2; *text && !(text[0] == '*' && text[1] == '/'); text++)
                ;
            text += *text ? 2 : 0;
        } else if (*text == '#' || (text[0] == '/' && text[1] == '/')) {
            text += strcspn(text, "\n");
        } else {
            return text;
        }
    }
}

/* A cast in front of a number: "(byte)", "(unsigned char)". */
static const char *skip_cast(const char *text)
{
    if (*text != '(')
        return text;
    size_t n = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_0123456789 ");
    return text[1 + n] == ')' ? text + n + 2 : text;
}

/* Digits of one number in base; -1: there is none or it is larger than an octet. */
static int read_digits(const char **text, int base)
{
    int value = 0;
    const char *begin = *text;

    for (int digit = text_hex(**text); digit >= 0 && digit < base; digit = text_hex(**text)) {
        value = value * base + digit;
        if (value > 255)
            return -1;
        ++*text;
    }
    return *text > begin ? value : -1;
}

/* One number, with sign, base and suffix; false: it is none of an octet. */
static bool read_number(const char **text, unsigned *octet, bool *negative)
{
    const char *at = skip_cast(*text);
    int base = 10;

    while (*at == ' ')
        at++;
    *negative = *at == '-';
    at += *negative;
    if (at[0] == '0' && (text_lower(at[1]) == 'x' || text_lower(at[1]) == 'b')) {
        base = text_lower(at[1]) == 'x' ? 16 : 2;
        at += 2;
    }

    int value = read_digits(&at, base);
    if (value < 0 || (*negative && value > 128))
        return false;
    *octet = (unsigned)(*negative ? 256 - value : value) & 255;
    if (*at == '_')
        at++;
    at += strspn(at, "uUlLiyY8"); /* 1u8, 1U, 1uy */
    *text = at;

    return true;
}

struct list {
    size_t n;
    bool negative;    /* one of them is */
    const char *stop; /* where reading ended */
};

/* The numbers behind an opening brace or bracket, up to `close` or, where the text is cut, its end. */
static struct list read_list(const char *text, char close, struct pasted *pasted)
{
    enum { CUT = 12 }; /* "(byte) 0x44" has eleven */
    struct list list = { .stop = text };
    pasted->n = 0;
    for (;;) {
        unsigned octet;
        bool negative;
        text = skip_between(text);
        list.stop = text;
        if (*text == close || *text == '\0')
            return list;
        const bool is = read_number(&text, &octet, &negative);
        if (is ? *text == '\0' : list.n > 1 && strnlen(list.stop, CUT) < CUT)
            return list; /* the text's end cuts this one */
        if (!is || !(*text == ',' || *text == close || *text == '/' || isspace((unsigned char)*text))) {
            list.n = 0;
            return list;
        }
        if (!paste_put(pasted, octet))
            return list;
        list.n++;
        list.negative = list.negative || negative;
    }
}

/* The first list of two numbers or more that begins with `open` at text or behind. Each octet of the text is
 * looked at once: a list that fails ends where the next may begin. */
static struct list find_list(const char *text, char open, struct pasted *pasted)
{
    for (text = strchr(text, open); text; text = strchr(text, open)) {
        const struct list list = read_list(text + 1, open == '{' ? '}' : ']', pasted);
        if (list.n > 1)
            return list;
        text = list.stop;
    }
    pasted->n = 0;
    return (struct list){ 0 };
}

/* ---- strings ---- */

/* The octet behind a backslash; -1: no escape that is one octet. */
static int read_escape(const char **text)
{
    static const char letters[] = "abefnrtv\\'\"?";
    static const char octets[] = "\a\b\x1B\f\n\r\t\v\\'\"?";
    const char *letter;
    int value = 0;
    const char *at = *text;

    if (*at == 'x' || strncmp(at, "u00", 3) == 0) {
        at += *at == 'x' ? 1 : 3;
        for (int i = 0; i < 2; i++, at++) {
            if (text_hex(*at) < 0)
                return -1;
            value = value * 16 + text_hex(*at);
        }
    } else if (*at >= '0' && *at <= '7') {
        for (int i = 0; i < 3 && *at >= '0' && *at <= '7'; i++, at++)
            value = value * 8 + (*at - '0');
        if (value > 255)
            return -1;
    } else {
        letter = *at ? strchr(letters, *at) : NULL;
        if (!letter)
            return -1;
        value = (unsigned char)octets[letter - letters];
        at++;
    }

    *text = at;
    return value;
}

/* One string from its quote on. False: something in it is no octet. A string that the text's end cuts is
 * taken as far as it goes. */
static bool read_string(const char **text, struct pasted *pasted)
{
    const char quote = *(*text)++;

    while (**text && **text != quote) {
        const char c = *(*text)++;
        int octet = (unsigned char)c;
        if (c == '\\' && **text == '\n') { /* the string goes on in the next line */
            ++*text;
            continue;
        }
        if (c == '\\' && (**text == '\0' || (**text == 'x' && ((*text)[1] == '\0' || (*text)[2] == '\0')))) {
            while (**text) /* cut inside an escape */
                ++*text;
            return true;
        }
        if (c == '\\')
            octet = read_escape(text);
        else if (c == '\n' || octet >= 0x80)
            return false;
        if (octet < 0 || !paste_put(pasted, (unsigned)octet))
            return false;
    }

    *text += **text == quote;
    return true;
}

/* Strings one behind the other, with blanks, line ends or an operator between, each perhaps with a `b`. */
static bool read_strings(const char *text, struct pasted *pasted)
{
    pasted->n = 0;
    do {
        if (!read_string(&text, pasted))
            return false;
        text += strspn(text, " \t\n\\+.");
        if (*text == 'b' && (text[1] == '"' || text[1] == '\''))
            text++;
    } while (*text == '"' || *text == '\'');
    return pasted->n > 1;
}

/* ---- the languages ---- */

static enum paste_answer read_or_not(bool read)
{
    return read ? PASTE_READ : PASTE_NO;
}

enum paste_answer paste_list_xxd_i(const struct paste_source *source, struct pasted *pasted)
{
    const char *begin = strstr(source->text, "unsigned char ");
    if (!begin || !strstr(begin, "_len = "))
        return PASTE_NO;
    return read_or_not(find_list(begin, '{', pasted).n > 0);
}

enum paste_answer paste_list_go(const struct paste_source *source, struct pasted *pasted)
{
    const char *begin = strstr(source->text, "]byte{");
    if (!begin)
        begin = strstr(source->text, "]uint8{");
    return read_or_not(begin && find_list(begin, '{', pasted).n > 0);
}

enum paste_answer paste_list_rust(const struct paste_source *source, struct pasted *pasted)
{
    static const char *const marks[] = { "vec![", "&[", "u8" };
    const char *begin = strstr(source->text, "= ");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *mark = strstr(source->text, marks[i]);
        if (mark) /* a type may stand in brackets before the "=" */
            return read_or_not(find_list(begin && strstr(begin, "[") ? begin : source->text, '[', pasted).n >
                               0);
    }
    return PASTE_NO;
}

enum paste_answer paste_list_java(const struct paste_source *source, struct pasted *pasted)
{
    struct list list = find_list(source->text, '{', pasted);
    return read_or_not(list.n > 0 &&
                       (list.negative || strstr(source->text, "byte[") || strstr(source->text, "(byte)")));
}

/* b'..', bytes.fromhex(".."), bytes([..]) and lists of numbers in brackets as other languages write them. */
enum paste_answer paste_list_python(const struct paste_source *source, struct pasted *pasted)
{
    for (const char *at = strchr(source->text, 'b'); at; at = strchr(at + 1, 'b'))
        if ((at[1] == '\'' || at[1] == '"') && (at == source->text || !isalnum((unsigned char)at[-1])))
            return read_or_not(read_strings(at + 1, pasted));
    const char *hex = strstr(source->text, "fromhex(");
    if (!hex)
        hex = strstr(source->text, "unhexlify(");
    if (hex) {
        hex += strcspn(hex, "\"'");
        for (hex += *hex != '\0'; *hex && *hex != '"' && *hex != '\''; hex++) {
            if (isspace((unsigned char)*hex))
                continue;
            if (text_hex(hex[0]) < 0 || text_hex(hex[1]) < 0)
                return PASTE_NO;
            if (!paste_put(pasted, (unsigned)(text_hex(hex[0]) << 4 | text_hex(hex[1]))))
                break;
            hex++;
        }
        return read_or_not(pasted->n > 0);
    }

    return read_or_not(find_list(source->text, '[', pasted).n > 0);
}

enum paste_answer paste_list_c(const struct paste_source *source, struct pasted *pasted)
{
    const char *escape = strstr(source->text, "\\x");
    if (find_list(source->text, '{', pasted).n > 0)
        return PASTE_READ;
    while (escape && escape > source->text && *escape != '"' && *escape != '\'')
        escape--;
    return read_or_not(escape && (*escape == '"' || *escape == '\'') && read_strings(escape, pasted));
}
