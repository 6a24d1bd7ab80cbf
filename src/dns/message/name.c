#include "dns/message/name.h"

#include <stdio.h>
#include <string.h>

enum {
    NAME_OCTETS = 255, /* RFC 1035 section 2.3.4 */
    NAME_POINTERS = 128,
    MESSAGE_HEADER = 12, /* octets */
    LABEL_MASK = 0xC0,
    LABEL_POINTER = 0xC0,
    LABEL_PLAIN = 0x00,
    LABEL_BITS = 0x41, /* the only extended label that has a known length: RFC 2673 section 3.1 */
};

struct label {
    size_t offset;   /* of its first octet, the one with its type */
    size_t data;     /* of what it says */
    unsigned octets; /* of what it says */
    unsigned bits;   /* of a bit-string label; 0: a plain one */
};

/* A walk over the labels of one name. Each pointer must lead to before the labels that led to it, so that a
 * walk ends; how many pointers it follows is bounded as well, so that it ends soon. */
struct labels {
    const uint8_t *octets;
    size_t n;
    size_t at;
    size_t piece; /* where the labels begin that are being read: behind them no pointer may lead */
    unsigned pointers;
    struct dns_wire_name name;
};

static struct labels labels_of(const uint8_t *octets, size_t n, size_t offset)
{
    return (struct labels){
        .octets = octets, .n = n, .at = offset, .piece = offset, .name = { .offset = offset, .end = offset }
    };
}

static bool trouble(struct labels *labels, enum name_trouble what)
{
    labels->name.trouble = what;
    labels->name.trouble_at = labels->at;
    if (!labels->name.compressed)
        labels->name.end = labels->at;
    return false;
}

static bool follow(struct labels *labels)
{
    if (labels->n - labels->at < 2)
        return trouble(labels, NAME_CUT);

    size_t to = (size_t)(labels->octets[labels->at] & ~LABEL_MASK) << 8 | labels->octets[labels->at + 1];
    if (!labels->name.compressed) {
        labels->name.compressed = true;
        labels->name.end = labels->at + 2;
        labels->name.ends = true;
    }

    if (to < MESSAGE_HEADER && labels->name.header_at == 0)
        labels->name.header_at = labels->at;
    if (to >= labels->at)
        return trouble(labels, NAME_FORWARD);
    if (to >= labels->piece || ++labels->pointers > NAME_POINTERS)
        return trouble(labels, NAME_LOOP);
    labels->at = labels->piece = to;
    return true;
}

/* Reads the octet, or two, that say what label stands at labels->at. */
static bool label_at(struct labels *labels, struct label *label)
{
    uint8_t first = labels->octets[labels->at];

    label->offset = labels->at;
    label->data = labels->at + 1;
    label->octets = first;
    label->bits = 0;
    if ((first & LABEL_MASK) == LABEL_PLAIN)
        return true;
    if (first != LABEL_BITS)
        return trouble(labels, NAME_LABEL);
    if (labels->n - labels->at < 2)
        return trouble(labels, NAME_CUT);

    label->bits = labels->octets[labels->at + 1] ? labels->octets[labels->at + 1] : 256;
    label->data = labels->at + 2;
    label->octets = (label->bits + 7) / 8;
    return true;
}

/* The next label; false: the root was reached, or there is trouble. The root itself is not given. */
static bool label_next(struct labels *labels, struct label *label)
{
    for (;;) {
        if (labels->at >= labels->n)
            return trouble(labels, NAME_CUT);
        if ((labels->octets[labels->at] & LABEL_MASK) != LABEL_POINTER)
            break;
        if (!follow(labels))
            return false;
    }
    if (!label_at(labels, label))
        return false;
    if (label->octets > labels->n - label->data)
        return trouble(labels, NAME_CUT);

    unsigned long_by = (unsigned)(label->data - labels->at) + label->octets;
    if (labels->name.length + long_by > NAME_OCTETS)
        return trouble(labels, NAME_LONG);
    labels->name.bits |= label->bits > 0;
    labels->name.length += long_by;
    labels->at += long_by;
    if (label->octets > 0)
        return true;

    if (!labels->name.compressed) {
        labels->name.end = labels->at;
        labels->name.ends = true;
    }
    return false;
}

/* A name without a pointer has an end behind its 255th octet too, and it says where the next field is. */
static void find_end_of_long(struct labels *labels)
{
    struct label label;

    while (labels->at < labels->n && (labels->octets[labels->at] & LABEL_MASK) != LABEL_POINTER) {
        if (!label_at(labels, &label) || label.octets > labels->n - label.data)
            return;
        labels->at = label.data + label.octets;
        if (label.octets == 0) {
            labels->name.end = labels->at;
            labels->name.ends = true;
            return;
        }
    }

    if (labels->n - labels->at >= 2) {
        labels->name.end = labels->at + 2;
        labels->name.ends = true;
    }
}

struct dns_wire_name dns_name_read(const uint8_t *octets, size_t n, size_t offset)
{
    struct labels labels = labels_of(octets, n, offset);
    struct label label;

    while (label_next(&labels, &label))
        ;
    if (labels.name.trouble == NAME_LONG && !labels.name.compressed) {
        const struct dns_wire_name kept = labels.name;
        find_end_of_long(&labels);
        labels.name.trouble = NAME_LONG;
        labels.name.trouble_at = kept.trouble_at;
    }

    return labels.name;
}

/* What means something else in a master file. No search through a string: most octets of a message
 * come by. */
static bool is_special(uint8_t octet)
{
    return octet == '.' || octet == '\\' || octet == '"' || octet == '(' || octet == ')' || octet == ';' ||
           octet == '@' || octet == '$';
}

static size_t put_octet(char *text, uint8_t octet)
{
    if (octet <= 0x20 || octet >= 0x7F) {
        text[0] = '\\';
        text[1] = (char)('0' + octet / 100);
        text[2] = (char)('0' + octet / 10 % 10);
        text[3] = (char)('0' + octet % 10);
        return 4;
    }
    if (is_special(octet)) {
        text[0] = '\\';
        text[1] = (char)octet;
        return 2;
    }

    text[0] = (char)octet;
    return 1;
}

/* \[xD0/5] */
static size_t put_bits(char *text, const uint8_t *octets, const struct label *label)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t used = 0;

    text[used++] = '\\';
    text[used++] = '[';
    text[used++] = 'x';
    for (unsigned nibble = 0; nibble < (label->bits + 3) / 4; nibble++)
        text[used++] = digits[octets[nibble / 2] >> (nibble % 2 ? 0 : 4) & 0xF];
    return used + (size_t)snprintf(text + used, 8, "/%u]", label->bits);
}

size_t dns_name_text(const uint8_t *octets, size_t n, size_t offset, char text[NAME_TEXT_OCTETS])
{
    struct labels labels = labels_of(octets, n, offset);
    struct label label;
    size_t used = 0;

    while (label_next(&labels, &label)) {
        if (label.bits > 0)
            used += put_bits(text + used, octets + label.data, &label);
        for (unsigned i = 0; label.bits == 0 && i < label.octets; i++)
            used += put_octet(text + used, octets[label.data + i]);
        text[used++] = '.';
    }

    if (labels.name.trouble != NAME_FINE) {
        memcpy(text + used, "...", 3);
        used += 3;
    } else if (used == 0) {
        text[used++] = '.';
    }

    text[used] = '\0';
    return used;
}

static uint8_t folded(uint8_t octet)
{
    return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
}

bool dns_name_equal(const uint8_t *octets, size_t n, size_t a, size_t b)
{
    struct labels left = labels_of(octets, n, a), right = labels_of(octets, n, b);
    struct label one, other;

    for (;;) {
        bool more = label_next(&left, &one);
        if (more != label_next(&right, &other))
            return false;
        if (!more)
            return left.name.trouble == NAME_FINE && right.name.trouble == NAME_FINE;
        if (one.octets != other.octets || one.bits != other.bits)
            return false;
        for (unsigned i = 0; i < one.octets; i++) {
            uint8_t x = octets[one.data + i], y = octets[other.data + i];
            if (one.bits > 0 ? x != y : folded(x) != folded(y))
                return false;
        }
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One character of a name as typed. Returns how many octets of text it takes; 0: it is none. */
static size_t read_character(const char *text, uint8_t *octet)
{
    *octet = (uint8_t)text[0];
    if (text[0] != '\\')
        return 1;
    if (!is_digit(text[1])) {
        *octet = (uint8_t)text[1];
        return text[1] && text[1] != '[' ? 2 : 0; /* \[ begins a bit-string label, which nobody types */
    }
    if (is_digit(text[2]) && is_digit(text[3])) {
        unsigned value =
            (unsigned)(text[1] - '0') * 100 + (unsigned)(text[2] - '0') * 10 + (unsigned)(text[3] - '0');
        *octet = (uint8_t)value;
        return value <= 255 ? 4 : 0;
    }

    return 0;
}

size_t dns_name_write(const char *text, uint8_t out[255])
{
    size_t label = 0, used = 1; /* the length octet of the label being written, and what is written */
    if (text[0] == '\0')
        return 0;

    if (strcmp(text, ".") == 0)
        text++;
    while (*text) {
        uint8_t octet;
        size_t took = read_character(text, &octet);
        const bool dot = took == 1 && *text == '.';
        const size_t octets = used - label - 1;
        if (took == 0 || used >= NAME_OCTETS || (dot && octets == 0) || (!dot && octets == 63))
            return 0;
        text += took;
        if (dot) {
            out[label] = (uint8_t)octets;
            label = used++;
        } else {
            out[used++] = octet;
        }
    }

    out[label] = (uint8_t)(used - label - 1);
    if (out[label] == 0)
        return used;
    if (used >= NAME_OCTETS)
        return 0;
    out[used++] = 0;
    return used;
}
