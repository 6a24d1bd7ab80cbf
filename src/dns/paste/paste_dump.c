/* Dumps: lines of an offset, units of digits and, often, the octets as characters. One table of shapes. */
#include "dns/paste/paste_form.h"

#include <string.h>

struct shape {
    const char *title;
    const char *prefix;   /* before the offset: "0x" */
    unsigned least, most; /* digits of the offset */
    const char *behind;   /* what must stand behind it: ":" */
    const char *bases;    /* in which its offsets may count, the usual one last */
    unsigned digits;      /* of a unit; 0: any even number up to 32, but one for all */
    unsigned bits;        /* of a digit: 4, or 1 */
    unsigned gap;         /* blanks that end the units */
    const char *end;      /* characters that end them as well */
    bool bars;            /* bars stand between the columns */
    bool big_endian;      /* words are so by themselves, as xxd's; else their order is in doubt */
};

/* ---- one line ---- */

enum { LINE_MOST = 1024 };

struct dump_line {
    size_t offset;
    uint8_t octets[LINE_MOST];
    size_t n;
    unsigned half; /* 1: half an octet more, its high nibble */
    unsigned unit; /* octets of a unit; 0: none was there */
    bool mixed;    /* units of several lengths, the last aside */
    bool squeezed; /* "*": the line before again and again */
};

/* A bar at text: its octets, else 0. *outer: only `hexyl`'s outer bars. */
static size_t bar_length(const char *text, bool *outer)
{
    *outer = strncmp(text, "\xE2\x94\x82", 3) == 0;
    if (*outer || strncmp(text, "\xE2\x94\x8A", 3) == 0)
        return 3;
    return *text == '|' ? 1 : 0;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\0';
}

/* Is the bar at text followed by a panel of units? The characters' panel may look like one, but it has no
 * blank in front, or no bar where a panel of eight units ends. */
static bool panel_follows(const char *text, bool ascii)
{
    enum { PANEL = 25 };

    size_t i = 0;
    if (text[0] != ' ' || text_hex(text[1]) < 0 || text_hex(text[2]) < 0 || !paste_blank(text[3]))
        return false;
    while (i < PANEL && !is_line_end(text[i]))
        i++;
    return !ascii || i < PANEL || text[i] == '|' || is_line_end(text[i]);
}

/* One unit's digits into octets. False: it is none. */
static bool read_unit(const struct shape *shape, const char *digits, size_t n, struct dump_line *line)
{
    const size_t per_octet = 8 / shape->bits;
    size_t octets = n / per_octet;
    if (n == 0 || line->n + octets > LINE_MOST)
        return false;

    for (size_t i = 0; i < octets; i++) {
        unsigned octet = 0;
        for (size_t k = 0; k < per_octet; k++)
            octet = octet << shape->bits | (unsigned)text_hex(digits[i * per_octet + k]);
        line->octets[line->n++] = (uint8_t)octet;
    }

    if (n % per_octet) {
        line->half = 1;
        line->octets[line->n] = (uint8_t)((unsigned)text_hex(digits[n - 1]) << 4);
    }

    if (line->unit == 0)
        line->unit = (unsigned)octets;
    return true;
}

/* Do n digits make a unit, the last of the text perhaps cut? */
static bool fits(const struct shape *shape, const struct dump_line *line, size_t n, bool last)
{
    const size_t per_octet = 8 / shape->bits;
    if (n % per_octet && !(last && shape->bits == 4))
        return false;
    if (shape->digits)
        return n == shape->digits || (n < shape->digits && (shape->digits > per_octet || last));
    return n <= 32 && (line->unit == 0 || n <= line->unit * per_octet);
}

static bool is_unit_digit(const struct shape *shape, char c)
{
    return shape->bits == 1 ? c == '0' || c == '1' : text_hex(c) >= 0;
}

/* The units of a line, from text on. */
static void read_units(const struct shape *shape, const char *text, struct dump_line *line)
{
    bool shorter = false;
    for (;;) {
        size_t blanks = 0, n = 0;
        bool outer;
        for (; paste_blank(*text); text++) /* a tab is as wide as any gap */
            blanks += *text == '\t' && shape->gap > 0 ? shape->gap : 1;
        if (is_line_end(*text) || (line->n > 0 && shape->gap > 0 && blanks >= shape->gap) ||
            strchr(shape->end, *text))
            return;
        size_t bar = shape->bars ? bar_length(text, &outer) : 0;
        if (bar > 0) {
            if (outer || !panel_follows(text + bar, bar == 1))
                return;
            text += bar;
            continue;
        }
        while (n <= 32 && is_unit_digit(shape, text[n]))
            n++;
        const char after = text[n];
        if (!(paste_blank(after) || is_line_end(after) || strchr(shape->end, after) ||
              (shape->bars && bar_length(text + n, &outer) > 0)) ||
            !fits(shape, line, n, after == '\0') || line->half)
            return;
        line->mixed = line->mixed || shorter;
        if (!read_unit(shape, text, n, line))
            return;
        shorter = line->n > 0 && n * shape->bits < (size_t)line->unit * 8;
        text += n;
    }
}

/* The line at text. False: it is none of this shape. */
static bool read_line(const struct shape *shape, unsigned base, const char *text, struct dump_line *line)
{
    unsigned digits = 0;
    bool outer;

    line->offset = 0;
    line->n = line->half = line->unit = 0;
    line->mixed = line->squeezed = false;
    while (paste_blank(*text))
        text++;
    if (shape->bars) {
        text += bar_length(text, &outer);
        while (paste_blank(*text))
            text++;
    }
    if (*text == '*') {
        line->squeezed = true;
        for (text++; paste_blank(*text); text++)
            ;
        return is_line_end(*text) || (shape->bars && bar_length(text, &outer) > 0);
    }
    if (strncmp(text, shape->prefix, strlen(shape->prefix)) != 0)
        return false;

    text += strlen(shape->prefix);
    while (digits <= shape->most && text_hex(*text) >= 0) {
        if ((unsigned)text_hex(*text) >= base)
            return false;
        line->offset = line->offset * base + (unsigned)text_hex(*text);
        digits++;
        text++;
    }
    if (digits < shape->least || digits > shape->most)
        return false;

    if (shape->bars) {
        const size_t bar = bar_length(text, &outer);
        if (bar == 0)
            return false;
        text += bar;
    } else {
        if (strncmp(text, shape->behind, strlen(shape->behind)) != 0)
            return false;
        text += strlen(shape->behind);
        if (!paste_blank(*text) && !is_line_end(*text))
            return false;
    }

    while (paste_blank(*text))
        text++;
    if (is_line_end(*text))
        return true;
    read_units(shape, text, line);
    return line->n + line->half > 0;
}

/* ---- all lines ---- */

struct dump {
    const struct shape *shape;
    unsigned base;
    size_t lines;
    size_t first;  /* offset of the first line */
    size_t width;  /* octets of a line, once two offsets told it; 0: not known */
    size_t last;   /* octets of the line before */
    bool squeezed; /* a line of "*" waits for the next offset */
    bool ended;    /* an offset alone: the dump's length */
    bool over;     /* a line that is none, or another dump */
    bool gap;      /* offsets that do not follow */
    bool cut;      /* more octets were on a line than its offsets allow */
    size_t gap_at;
    bool more; /* another dump follows */
    unsigned unit;
    bool mixed;
};

/* Repeats the line before until the dump holds `wanted` octets. */
static void unsqueeze(struct dump *dump, size_t wanted, struct pasted *pasted)
{
    while (dump->last > 0 && pasted->n < wanted && paste_put(pasted, pasted->octets[pasted->n - dump->last]))
        ;
}

/* The line's offset against what was read. False: it does not follow. */
static bool follows(struct dump *dump, const struct dump_line *line, struct pasted *pasted)
{
    const size_t begin = line->offset - dump->first;
    if (line->offset < dump->first || begin == 0)
        return false;

    if (dump->squeezed && begin > pasted->n)
        unsqueeze(dump, begin, pasted);
    if (begin < pasted->n && begin > pasted->n - dump->last) { /* characters that looked like digits */
        dump->last -= pasted->n - begin;
        dump->cut = true;
        pasted->n = begin;
    }

    dump->squeezed = false;
    pasted->half = 0;
    return begin == pasted->n;
}

static void add_line(struct dump *dump, const struct dump_line *line, struct pasted *pasted)
{
    size_t n = line->n;
    unsigned half = line->half;

    if (dump->lines > 0) {
        if (!follows(dump, line, pasted)) {
            dump->more = line->offset == dump->first;
            dump->gap = !dump->more;
            dump->gap_at = pasted->n;
            dump->over = true;
            return;
        }
        if (dump->lines == 1 || dump->width == 0)
            dump->width = dump->last;
        if (n > dump->width) { /* no line is longer than the first */
            n = dump->width;
            half = 0;
        }
    } else {
        dump->first = line->offset;
    }

    for (size_t i = 0; i < n && paste_put(pasted, line->octets[i]); i++)
        ;
    if (half && pasted->n < PASTE_OCTETS) {
        pasted->half = 1;
        pasted->octets[pasted->n] = line->octets[line->n];
    }

    dump->unit = line->unit > dump->unit ? line->unit : dump->unit;
    dump->mixed = dump->mixed || line->mixed;
    dump->ended = line->n == 0 && !half;
    dump->last = n;
    dump->lines++;
}

static void read_lines(struct dump *dump, const struct paste_source *source, struct pasted *pasted)
{
    struct dump_line line;

    pasted->n = pasted->half = 0;
    for (const char *text = source->text; text;) {
        const char *end = strchr(text, '\n');
        const bool is = read_line(dump->shape, dump->base, text, &line);
        if (is && line.squeezed) {
            dump->squeezed = dump->lines > 0 && !dump->over;
        } else if (is && dump->over) {
            dump->more = dump->more || line.offset == dump->first;
            dump->gap = dump->gap || !dump->more;
            dump->gap_at = pasted->n;
        } else if (is && (dump->lines > 0 || line.n + line.half > 0)) {
            if (dump->ended)
                dump->over = true;
            else
                add_line(dump, &line, pasted);
        } else if (!is && dump->lines > 0 && text + strspn(text, " \t") != end && *text != '\0') {
            dump->over = true;
        }
        text = end ? end + 1 : NULL;
    }
}

static bool read_dump(const struct shape *shape, const struct paste_source *source, struct pasted *pasted,
                      struct dump *dump)
{
    const char *base = shape->bases;

    do { /* when offsets follow in no base, the last one's reading stands */
        *dump = (struct dump){ .shape = shape, .base = (unsigned)*base };
        dns_findings_clear(&pasted->findings); /* of the base before */
        read_lines(dump, source, pasted);
    } while ((dump->lines == 0 || dump->gap || dump->cut) && *++base);

    /* one line alone is a dump only from its beginning on */
    return dump->lines > 0 && pasted->n + pasted->half > 0 && (dump->lines > 1 || dump->first == 0);
}

static enum paste_answer read_shape(const struct shape *shape, const struct paste_source *source,
                                    struct pasted *pasted)
{
    struct dump dump;
    if (!read_dump(shape, source, pasted, &dump))
        return PASTE_NO;

    if (dump.gap)
        dns_find(
            &pasted->findings, dump.gap_at, "dump-gap", DNS_WARNING, "",
            "the next line's offset does not follow: lines are missing or were changed; read up to here");

    if (dump.first > 0)
        dns_find(&pasted->findings, DNS_NOWHERE, "dump-begin", DNS_WARNING, "",
                 "the dump begins at offset %zu: its first lines are missing", dump.first);

    if (dump.more)
        dns_find(&pasted->findings, DNS_NOWHERE, "dump-more", DNS_INFO, "",
                 "another dump follows; the first was taken");
    return dump.unit > 1 && !dump.mixed ? paste_order(pasted, dump.unit, !shape->big_endian, shape->title)
                                        : PASTE_READ;
}

/* ---- the shapes ---- */

#define HEX_OFFSETS "\x10"
#define ANY_OFFSETS "\x10\x0A\x08"

enum paste_answer paste_dump_hexyl(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "hexyl", "", 8, 16, "", HEX_OFFSETS, 2, 4, 5, "", true, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_hexdump_c(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "hexdump -C", "", 8, 16, "", HEX_OFFSETS, 2, 4, 3, "|", false, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_xxd_b(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "xxd -b", "", 7, 16, ":", HEX_OFFSETS, 8, 1, 2, "", false, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_xxd(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "xxd -e", "", 7, 16, ":", HEX_OFFSETS, 0, 4, 2, "", false, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_tcpdump(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "tcpdump", "0x", 4, 8, ":", HEX_OFFSETS, 4, 4, 2, "", false, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_wireshark(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "tshark -x", "", 4, 5, "", HEX_OFFSETS, 2, 4, 3, "", false, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_od_x1(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape shape = { "od -t x1", "", 6, 7, "", ANY_OFFSETS, 2, 4, 0, ">", false, true };
    return read_shape(&shape, source, pasted);
}

enum paste_answer paste_dump_od_words(const struct paste_source *source, struct pasted *pasted)
{
    static const struct shape words = {
        "od -x or hexdump", "", 6, 7, "", ANY_OFFSETS, 0, 4, 0, ">", false, false
    };
    return read_shape(&words, source, pasted);
}

/* The line's words, of which *odd are no pairs of hex digits. -1: something in it is no decimal word. */
static int count_words(const char *text, size_t *odd)
{
    int words = 0;

    for (text += strspn(text, " \t"); !is_line_end(*text); text += strspn(text, " \t")) {
        const size_t n = strspn(text, "0123456789");
        if (n == 0 || n > 6 || !(paste_blank(text[n]) || is_line_end(text[n])))
            return -1;
        *odd += n % 2 || n == 6;
        text += n;
        words++;
    }

    return words;
}

/* od without -x, od -b, od -d and hexdump's like: words that are no hex, though their digits are. */
enum paste_answer paste_dump_od_octal(const struct paste_source *source, struct pasted *pasted)
{
    int words = 0;
    size_t odd = 0;

    for (const char *text = source->text; text;) {
        const char *end = strchr(text, '\n');
        text += strspn(text, " \t");
        size_t offset = strspn(text, "0123456789abcdef");
        if ((offset == 6 || offset == 7) && paste_blank(text[offset])) {
            const int here = count_words(text + offset, &odd);
            if (here < 0)
                return PASTE_NO;
            words += here;
        }
        text = end ? end + 1 : NULL;
    }
    if (words < 2 || odd == 0)
        return PASTE_NO;

    return paste_refuse(
        pasted, "words-octal",
        "od: octal or decimal words, which read as hex would give other octets; take od -t x1");
}
