/* What kinds of fields share: taking octets and writing text. */
#include "dns/rdata/rdata_kinds.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool rdata_misfit(struct rdata_reader *reader, size_t at, const char *why)
{
    reader->trouble_at = at;
    reader->trouble = why;
    reader->rule = "rdata-misfit";
    return false;
}

bool rdata_has(struct rdata_reader *reader, size_t octets)
{
    if (octets <= reader->end - reader->at)
        return true;
    return rdata_misfit(reader, reader->end, "the octets end inside it");
}

uint64_t rdata_number(const struct rdata_reader *reader, size_t at, unsigned octets)
{
    uint64_t number = 0;
    for (unsigned i = 0; i < octets; i++)
        number = number << 8 | reader->octets[at + i];
    return number;
}

bool rdata_take(struct rdata_reader *reader, unsigned octets, uint64_t *number)
{
    if (!rdata_has(reader, octets))
        return false;
    *number = rdata_number(reader, reader->at, octets);
    reader->at += octets;
    return true;
}

void rdata_doubt(struct rdata_reader *reader, size_t at, const char *rule, enum dns_severity severity,
                 const char *section, const char *text)
{
    dns_find(reader->findings, at, rule, severity, section, "%s: %s", reader->field->name, text);
}

void rdata_add_part(struct rdata_reader *reader, const char *name, size_t at, size_t length,
                    const char *registry, uint64_t code)
{
    if (!reader->parts || reader->n_parts == RDATA_PARTS)
        return;
    reader->parts[reader->n_parts++] = (struct rdata_part){ .name = name,
                                                            .offset = at,
                                                            .length = length,
                                                            .registry = registry,
                                                            .code = code,
                                                            .text = reader->written };
}

/* ---- text ---- */

void rdata_say(struct rdata_reader *reader, const char *text, size_t length)
{
    if (!reader->out || length == 0)
        return;

    if (reader->gap) {
        out_text(reader->out, reader->gap);
        reader->written += strlen(reader->gap);
        reader->gap = NULL;
    }

    if (reader->begun == SIZE_MAX)
        reader->begun = reader->written;
    out_octets(reader->out, text, length);
    reader->written += length;
}

void rdata_say_text(struct rdata_reader *reader, const char *text)
{
    rdata_say(reader, text, strlen(text));
}

void rdata_say_number(struct rdata_reader *reader, uint64_t number)
{
    char digits[20]; /* of UINT64_MAX */
    size_t at = sizeof digits;
    if (!reader->out)
        return;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    rdata_say(reader, digits + at, sizeof digits - at);
}

void rdata_say_format(struct rdata_reader *reader, const char *format, ...)
{
    char text[128];
    va_list args;
    if (!reader->out)
        return;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    rdata_say_text(reader, text);
}

void rdata_say_hex(struct rdata_reader *reader, size_t at, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char text[256];
    size_t n = 0;

    for (size_t i = 0; reader->out && i < length; i++) {
        const uint8_t octet = reader->octets[at + i];
        text[n++] = digits[octet >> 4];
        text[n++] = digits[octet & 15];
        if (n == sizeof text || i + 1 == length) {
            rdata_say(reader, text, n);
            n = 0;
        }
    }
}

void rdata_say_base64(struct rdata_reader *reader, size_t at, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    const unsigned pad = 64;
    char text[256];
    size_t n = 0;

    for (size_t i = 0; reader->out && i < length; i += 3) {
        const size_t left = length - i;
        const uint8_t *octets = reader->octets + at + i;
        const uint32_t three = (uint32_t)octets[0] << 16 | (left > 1 ? (uint32_t)octets[1] << 8 : 0) |
                               (left > 2 ? octets[2] : 0U);
        text[n++] = digits[three >> 18];
        text[n++] = digits[three >> 12 & 63];
        text[n++] = digits[left > 1 ? three >> 6 & 63 : pad];
        text[n++] = digits[left > 2 ? three & 63 : pad];
        if (n == sizeof text || left <= 3) {
            rdata_say(reader, text, n);
            n = 0;
        }
    }
}

void rdata_say_escaped(struct rdata_reader *reader, size_t at, size_t length, const char *escape)
{
    static const char digits[] = "0123456789";
    char text[256];
    size_t n = 0;

    for (size_t i = 0; reader->out && i < length; i++) {
        const uint8_t octet = reader->octets[at + i];
        if (octet < ' ' || octet > '~') {
            text[n++] = '\\';
            text[n++] = digits[octet / 100];
            text[n++] = digits[octet / 10 % 10];
            text[n++] = digits[octet % 10];
        } else {
            if (strchr(escape, octet))
                text[n++] = '\\';
            text[n++] = (char)octet;
        }
        if (n > sizeof text - 5 || i + 1 == length) {
            rdata_say(reader, text, n);
            n = 0;
        }
    }
}

void rdata_say_string(struct rdata_reader *reader, size_t at, size_t length)
{
    rdata_say_text(reader, "\"");
    rdata_say_escaped(reader, at, length, "\"\\");
    rdata_say_text(reader, "\"");
}

void rdata_say_address(struct rdata_reader *reader, size_t at, size_t length)
{
    char text[INET6_ADDRSTRLEN];
    if (!reader->out)
        return;
    if (length == 4) {
        for (size_t i = 0; i < 4; i++) {
            rdata_say_text(reader, i ? "." : "");
            rdata_say_number(reader, reader->octets[at + i]);
        }
        return;
    }

    (void)inet_ntop(AF_INET6, reader->octets + at, text, sizeof text);
    rdata_say_text(reader, text);
}

/* A name with a blank or a bracket in it ("EDNS EXPIRE") would be two words of a zone file. */
static bool is_word(const char *name)
{
    if (!name || !*name)
        return false;
    for (; *name; name++)
        if ((*name < 'A' || *name > 'Z') && (*name < 'a' || *name > 'z') && (*name < '0' || *name > '9') &&
            *name != '-' && *name != '_')
            return false;
    return true;
}

void rdata_say_code(struct rdata_reader *reader, const char *registry, uint64_t code, const char *in,
                    const char *prefix)
{
    if (!reader->out)
        return;

    const char *name = dns_name(reader->names, registry, code, in);
    if (name && strcmp(name, "*") == 0) /* of RRTYPE 255: one word that every reader knows (RFC 8482) */
        name = "ANY";
    if (is_word(name)) {
        rdata_say_text(reader, name);
    } else {
        rdata_say_text(reader, prefix);
        rdata_say_number(reader, code);
    }
}

/* ---- names ---- */

static const char *trouble_of(enum name_trouble trouble)
{
    switch (trouble) {
    case NAME_FINE:
        break;
    case NAME_CUT:
        return "the octets end inside the name";
    case NAME_FORWARD:
        return "a pointer that does not go back";
    case NAME_LOOP:
        return "a pointer that comes back to itself";
    case NAME_LABEL:
        return "a label of a type that nobody has defined";
    case NAME_LONG:
        return "a name of more than 255 octets";
    }

    return "no name";
}

bool rdata_take_name(struct rdata_reader *reader, bool compression)
{
    const struct dns_wire_name name = dns_name_read(reader->octets, reader->end, reader->at);
    if (name.trouble != NAME_FINE)
        return rdata_misfit(reader, name.trouble_at, trouble_of(name.trouble));

    if (name.header_at > 0 && name.header_at >= name.offset)
        rdata_doubt(reader, name.header_at, "name-header", DNS_ERROR, "RFC 1035 4.1.4",
                    "a compression pointer leads into the header, where no name is");

    if (name.compressed && !compression)
        rdata_doubt(reader, reader->at, "rdata-compressed", DNS_ERROR, "RFC 3597 4",
                    "the name is compressed, which this type must not have: not every reader follows it");

    if (reader->out) {
        char text[NAME_TEXT_OCTETS];
        rdata_say(reader, text, dns_name_text(reader->octets, reader->end, reader->at, text));
    }

    reader->at = name.end;
    return true;
}
