/* What tools print of a message: Wireshark's JSON with its octets, and dig's, drill's and kdig's words, of
 * which the header is read back. */
#include "dns/paste/paste_form.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- Wireshark's JSON ---- */

/* Hex digits with or without colons at text, up to a quote or, where the text is cut, its end. */
static bool read_value(const char *text, struct pasted *pasted)
{
    text += strspn(text, " \t\n:[");
    if (*text++ != '"')
        return false;
    for (; *text && *text != '"'; text++) {
        const int high = text_hex(text[0]), low = text_hex(text[1]);
        if (*text == ':')
            continue;
        if (high < 0)
            return false;
        if (low < 0) {
            if (text[1] != '\0' || pasted->n == PASTE_OCTETS)
                return false;
            pasted->half = 1;
            pasted->octets[pasted->n] = (uint8_t)(high << 4);
            break;
        }
        if (!paste_put(pasted, (unsigned)(high << 4 | low)))
            break;
        text++;
    }

    return pasted->n + pasted->half > 0;
}

enum paste_answer paste_tool_json(const struct paste_source *source, struct pasted *pasted)
{
    /* the message itself before what it came in */
    static const char *const keys[] = { "\"dns_raw\"",     "\"mdns_raw\"",        "\"udp.payload_raw\"",
                                        "\"udp.payload\"", "\"tcp.payload_raw\"", "\"tcp.payload\"",
                                        "\"frame_raw\"" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *key = strstr(source->text, keys[i]);
        if (!key)
            continue;
        key += strlen(keys[i]);
        pasted->n = pasted->half = 0;
        if (!read_value(key, pasted))
            continue;
        if (strstr(key, keys[i]))
            dns_find(&pasted->findings, DNS_NOWHERE, "dump-more", DNS_INFO, "",
                     "another message follows; the first was taken");
        return PASTE_READ;
    }

    return PASTE_NO;
}

enum paste_answer paste_tool_tshark_v(const struct paste_source *source, struct pasted *pasted)
{
    const char *layer = strstr(source->text, "Domain Name System (");
    if (!strstr(layer ? layer : source->text, "Transaction ID: 0x"))
        return PASTE_NO;
    return paste_refuse(pasted, "no-octets", "tshark -V: its text has no octets; add -x, or take -T json -x");
}

/* ---- dig, drill, kdig ---- */

enum tool { DIG, DRILL, KDIG };

struct word {
    const char *text;
    unsigned value;
};

/* As the tools spell them; what has a number at its end (RESERVED7, OPCODE7, RCODE12) needs no row. */
static const struct word opcodes[] = {
    { "QUERY", 0 },  { "IQUERY", 1 }, { "STATUS", 2 }, { "NOTIFY", 4 },
    { "UPDATE", 5 }, { "DSO", 6 },    { NULL, 0 },
};
static const struct word rcodes[] = {
    { "NOERROR", 0 },   { "FORMERR", 1 },    { "SERVFAIL", 2 },   { "NXDOMAIN", 3 }, { "NOTIMP", 4 },
    { "NOTIMPL", 4 },   { "REFUSED", 5 },    { "YXDOMAIN", 6 },   { "YXRRSET", 7 },  { "NXRRSET", 8 },
    { "NOTAUTH", 9 },   { "NOTZONE", 10 },   { "DSOTYPENI", 11 }, { "BADVERS", 16 }, { "BADSIG", 16 },
    { "BADKEY", 17 },   { "BADTIME", 18 },   { "BADMODE", 19 },   { "BADNAME", 20 }, { "BADALG", 21 },
    { "BADTRUNC", 22 }, { "BADCOOKIE", 23 }, { NULL, 0 },
};
/* In the flags word. */
static const struct word flags[] = {
    { "qr", 0x8000 }, { "aa", 0x0400 }, { "tc", 0x0200 }, { "rd", 0x0100 }, { "ra", 0x0080 },
    { "z", 0x0040 },  { "ad", 0x0020 }, { "cd", 0x0010 }, { NULL, 0 },
};
/* Octet of the header; UPDATE's names are dig's. */
static const struct word counts[] = {
    { "QUERY", 4 },  { "ZONE", 4 },      { "ANSWER", 6 },   { "PREREQ", 6 },      { "PREREQUISITE", 6 },
    { "UPDATE", 8 }, { "AUTHORITY", 8 }, { "QUESTION", 4 }, { "ADDITIONAL", 10 }, { NULL, 0 },
};

/* The word of n octets at text, or the number it ends in; -1: unknown. */
static long word_value(const struct word *words, const char *text, size_t n)
{
    size_t digits = n;

    for (; words->text; words++) {
        size_t i = 0;
        while (i < n && words->text[i] && text_lower(text[i]) == text_lower(words->text[i]))
            i++;
        if (i == n && words->text[i] == '\0')
            return (long)words->value;
    }

    while (digits > 0 && n - digits < 5 && text[digits - 1] >= '0' && text[digits - 1] <= '9')
        digits--;
    return digits < n ? strtol(text + digits, NULL, 10) : -1;
}

static size_t word_length(const char *text)
{
    return strcspn(text, " \t\n,;:");
}

/* The value behind `name` in the line at text; NULL: the line does not have it. */
static const char *value_of(const char *text, const char *name)
{
    const char *end = text + strcspn(text, "\n");
    const char *at = strstr(text, name);
    if (!at || at >= end)
        return NULL;
    at += strlen(name);
    return at + strspn(at, " ");
}

static void put_word(uint8_t *octets, size_t at, unsigned long value)
{
    octets[at] = (uint8_t)(value >> 8);
    octets[at + 1] = (uint8_t)value;
}

/* A number of 16 bits, behind blanks. False: there is none, or it is wider and would wrap. */
static bool read_number(const char *text, unsigned *value)
{
    text += strspn(text, " ");
    if (*text < '0' || *text > '9')
        return false;
    for (*value = 0; *text >= '0' && *text <= '9'; text++)
        if ((*value = *value * 10 + (unsigned)(*text - '0')) > UINT16_MAX)
            return false;
    return true;
}

/* The line of flags and counts. False: the tool does not write this. */
static bool read_flags(const char *line, uint8_t octets[HEADER_OCTETS], unsigned *word)
{
    for (line += strspn(line, " \t"); *line && !strchr(";\n", *line); line += strspn(line, " \t")) {
        const size_t n = word_length(line);
        const long flag = word_value(flags, line, n);
        if (n == 0 || flag < 0)
            return false;
        *word |= (unsigned)flag;
        line += n;
    }
    while (*line == ';' || *line == ',') {
        long at;
        line += 1 + strspn(line + 1, " \t");
        size_t n = word_length(line);
        if (n == 0)
            break;
        if (line[n] != ':')
            return false;
        if (n == 3 && strncmp(line, "MBZ", 3) == 0) {
            *word |= strtoul(line + n + 1, NULL, 16) ? 0x0040 : 0; /* dig's "MBZ: 0x4" is bit Z */
        } else {
            unsigned value;
            at = word_value(counts, line, n);
            if (at < 0 || !read_number(line + n + 1, &value))
                return false;
            put_word(octets, (size_t)at, value);
        }
        line += n + 1;
        line += strspn(line, " \t");
        line += word_length(line);
        line += strspn(line, " \t");
    }

    return true;
}

/* dig's OPT line, drill's likewise, kdig's after its heading: the header has no room for it. */
static bool has_edns(const char *text)
{
    return strstr(text, "; EDNS: version") || strstr(text, "EDNS PSEUDOSECTION");
}

static enum paste_answer read_first_line(const char *line, struct pasted *pasted, unsigned *word)
{
    const char *opcode = value_of(line, "opcode:");
    const char *rcode = value_of(line, "status:");
    const char *id = value_of(line, "id:");
    unsigned number;

    if (!rcode)
        rcode = value_of(line, "rcode:");
    if (!opcode || !rcode || !id)
        return PASTE_NO;

    long value = word_value(opcodes, opcode, word_length(opcode));
    if (value < 0 || value > 15)
        return paste_refuse(pasted, "opcode-unknown", "the text names an OpCode that is not known");
    *word = (unsigned)value << 11;
    value = word_value(rcodes, rcode, word_length(rcode));
    if (value < 0 || value > 4095)
        return paste_refuse(pasted, "rcode-unknown", "the text names an RCODE that is not known");

    *word |= (unsigned)value & 15;
    pasted->rcode = (unsigned)value;
    if (value > 15)
        dns_find(
            &pasted->findings, 3, "rcode-extended", DNS_INFO, "RFC 6891 6.1.3",
            "the text's RCODE is %ld; the header holds its lower four bits, %ld, the OPT that is not read "
            "back the others",
            value, value & 15);
    if (!read_number(id, &number))
        return paste_refuse(pasted, "id-wide", "the text's id is no number of at most 65,535");
    put_word(pasted->octets, 0, number);

    return PASTE_READ;
}

/* The flags of the header that begins at line, before the next header does. */
static const char *find_flags(const char *line)
{
    static const char *const names[] = { "flags:", "Flags:" };
    const char *next = strstr(line, "->>HEADER<<-");
    for (size_t i = 0; i < 2; i++) {
        const char *found = strstr(line, names[i]);
        const char *edns = strstr(line, "EDNS");
        if (found && (!next || found < next) && (!edns || found < edns))
            return found + strlen(names[i]);
    }
    return NULL;
}

static enum paste_answer read_header(const struct paste_source *source, struct pasted *pasted, enum tool tool)
{
    const char *line = strstr(source->text, "->>HEADER<<-");
    const char *opcode = line ? value_of(line, "opcode:") : NULL;
    unsigned word = 0;

    if (!opcode)
        return PASTE_NO;

    enum tool is = value_of(line, "rcode:") ? DRILL : opcode[word_length(opcode)] == ';' ? KDIG : DIG;
    if (is != tool)
        return PASTE_NO;
    line += strlen("->>HEADER<<-");
    memset(pasted->octets, 0, HEADER_OCTETS);

    enum paste_answer answer = read_first_line(line, pasted, &word);
    if (answer != PASTE_READ)
        return answer;

    const char *found = find_flags(line);
    if (found && !read_flags(found, pasted->octets, &word))
        return paste_refuse(pasted, "flags-unknown",
                            "the text names a flag or a section that is not known, or a count above 65,535");

    put_word(pasted->octets, 2, word);
    pasted->n = found ? HEADER_OCTETS : 4;
    pasted->header_only = true;
    if (has_edns(line)) {
        dns_find(&pasted->findings, DNS_NOWHERE, "edns-text", DNS_INFO, "",
                 "the text has an OPT record too; only the header is read back");
        if (tool == DRILL && found) { /* which leaves the OPT out of what it counts */
            const unsigned counted = (unsigned)pasted->octets[10] << 8 | pasted->octets[11];
            const unsigned count = counted < UINT16_MAX ? counted + 1 : counted;
            put_word(pasted->octets, 10, count);
            dns_find(&pasted->findings, 10, "drill-count", DNS_INFO, "",
                     "drill does not count the OPT record: ARCOUNT is %u", count);
        }
    }

    if (strstr(line, "->>HEADER<<-"))
        dns_find(&pasted->findings, DNS_NOWHERE, "dump-more", DNS_INFO, "",
                 "another message follows; the first was taken");
    return PASTE_READ;
}

enum paste_answer paste_tool_dig(const struct paste_source *source, struct pasted *pasted)
{
    return read_header(source, pasted, DIG);
}

enum paste_answer paste_tool_drill(const struct paste_source *source, struct pasted *pasted)
{
    return read_header(source, pasted, DRILL);
}

enum paste_answer paste_tool_kdig(const struct paste_source *source, struct pasted *pasted)
{
    return read_header(source, pasted, KDIG);
}
