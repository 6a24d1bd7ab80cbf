#include "dns/header/header.h"

#include "base/text.h"

#include <string.h>

enum { OPCODE_UPDATE = 5 };

const struct header_field header_fields[HEADER_FIELDS] = {
    [HEADER_ID] = { "id", "ID", 0, 0, 16, NULL, "RFC 1035 4.1.1",
                    "the requester's number, copied into the response" },
    [HEADER_QR] = { "qr", "QR", 1, 15, 1, NULL, "RFC 1035 4.1.1", "0 a query, 1 a response" },
    [HEADER_OPCODE] = { "opcode", "OpCode", 1, 11, 4, "opcode", "RFC 6895 2.2", "the kind of query" },
    [HEADER_AA] = { "aa", "AA", 1, 10, 1, NULL, "RFC 1035 4.1.1",
                    "the server is an authority for the first owner name of the answer" },
    [HEADER_TC] = { "tc", "TC", 1, 9, 1, NULL, "RFC 1035 4.1.1", "cut to what the transport carries" },
    [HEADER_RD] = { "rd", "RD", 1, 8, 1, NULL, "RFC 1035 4.1.1", "recursion is desired" },
    [HEADER_RA] = { "ra", "RA", 1, 7, 1, NULL, "RFC 1035 4.1.1", "recursion is available" },
    [HEADER_Z] = { "z", "Z", 1, 6, 1, NULL, "RFC 6895 2.1", "reserved, 0" },
    [HEADER_AD] = { "ad", "AD", 1, 5, 1, NULL, "RFC 4035 3.1.6", "all of the answer is authentic data" },
    [HEADER_CD] = { "cd", "CD", 1, 4, 1, NULL, "RFC 4035 3.2.2", "checking of signatures is disabled" },
    [HEADER_RCODE] = { "rcode", "RCODE", 1, 0, 4, "rcode", "RFC 6895 2.3",
                       "how it went; the lower four bits where an OPT has more" },
    [HEADER_QDCOUNT] = { "qdcount", "QDCOUNT", 2, 0, 16, NULL, "RFC 1035 4.1.1", "questions" },
    [HEADER_ANCOUNT] = { "ancount", "ANCOUNT", 3, 0, 16, NULL, "RFC 1035 4.1.1", "answer records" },
    [HEADER_NSCOUNT] = { "nscount", "NSCOUNT", 4, 0, 16, NULL, "RFC 1035 4.1.1", "authority records" },
    [HEADER_ARCOUNT] = { "arcount", "ARCOUNT", 5, 0, 16, NULL, "RFC 1035 4.1.1", "additional records" },
};

/* The names that counts have under UPDATE (RFC 2136 section 2.2, where ARCOUNT is also called ADCOUNT). */
static const struct count_name {
    enum header_field_id field;
    const char *in_update;
    const char *section, *update_section;
} count_names[] = {
    { HEADER_QDCOUNT, "ZOCOUNT", "Question", "Zone" },
    { HEADER_ANCOUNT, "PRCOUNT", "Answer", "Prerequisite" },
    { HEADER_NSCOUNT, "UPCOUNT", "Authority", "Update" },
    { HEADER_ARCOUNT, "ARCOUNT", "Additional", "Additional" },
};

const struct header_field *header_field_called(const char *name)
{
    for (size_t i = 0; i < HEADER_FIELDS; i++)
        if (text_equal(header_fields[i].id, name))
            return &header_fields[i];
    for (size_t i = 0; i < sizeof count_names / sizeof *count_names; i++)
        if (text_equal(count_names[i].in_update, name))
            return &header_fields[count_names[i].field];
    return text_equal(name, "ADCOUNT") ? &header_fields[HEADER_ARCOUNT] : NULL;
}

struct header header_of(const uint8_t *octets, size_t n)
{
    struct header header = { .nibbles = HEADER_NIBBLES };
    if (n < HEADER_OCTETS)
        return header_of_nibbles(octets, (unsigned)n * 2);
    for (size_t i = 0; i < HEADER_WORDS; i++)
        header.word[i] = (uint16_t)(octets[2 * i] << 8 | octets[2 * i + 1]);
    return header;
}

struct header header_of_nibbles(const uint8_t *octets, unsigned nibbles)
{
    struct header header = { .nibbles = nibbles < HEADER_NIBBLES ? nibbles : HEADER_NIBBLES };
    for (unsigned i = 0; i < header.nibbles; i++) {
        const unsigned octet = octets[i / 2], nibble = i % 2 ? octet & 0xF : octet >> 4;
        header.word[i / 4] = (uint16_t)(header.word[i / 4] | nibble << (12 - i % 4 * 4));
    }
    return header;
}

size_t header_octets(const struct header *header, uint8_t octets[HEADER_OCTETS])
{
    for (size_t i = 0; i < HEADER_WORDS; i++) {
        octets[2 * i] = (uint8_t)(header->word[i] >> 8);
        octets[2 * i + 1] = (uint8_t)header->word[i];
    }
    return header->nibbles / 2;
}

/* The nibbles that must be there for the field to be whole. */
static unsigned nibbles_for(const struct header_field *field)
{
    return (field->word * 16 + 16 - field->shift + 3) / 4;
}

bool header_has(const struct header *header, enum header_field_id id)
{
    return header->nibbles >= nibbles_for(&header_fields[id]);
}

static unsigned ones(const struct header_field *field)
{
    return (1U << field->width) - 1;
}

unsigned header_value(const struct header *header, const struct header_field *field)
{
    return (unsigned)(header->word[field->word] >> field->shift) & ones(field);
}

unsigned header_get(const struct header *header, enum header_field_id id)
{
    return header_value(header, &header_fields[id]);
}

unsigned header_field_bit(const struct header_field *field)
{
    return field->word * 16 + 16 - field->shift - field->width;
}

bool header_set(struct header *header, enum header_field_id id, unsigned value)
{
    const struct header_field *field = &header_fields[id];
    uint16_t *word = &header->word[field->word];
    if (value > ones(field))
        return false;

    *word = (uint16_t)((*word & ~(ones(field) << field->shift)) | value << field->shift);
    if (header->nibbles < nibbles_for(field))
        header->nibbles = nibbles_for(field);
    return true;
}

static const struct count_name *count_name_of(enum header_field_id field)
{
    for (size_t i = 0; i < sizeof count_names / sizeof *count_names; i++)
        if (count_names[i].field == field)
            return &count_names[i];
    return NULL;
}

static bool is_update(const struct header *header)
{
    return header_get(header, HEADER_OPCODE) == OPCODE_UPDATE;
}

const char *header_count_name(const struct header *header, enum header_field_id id)
{
    const struct count_name *name = count_name_of(id);
    return name && is_update(header) ? name->in_update : header_fields[id].name;
}

const char *header_section_name(const struct header *header, enum header_field_id id)
{
    const struct count_name *name = count_name_of(id);
    if (!name)
        return "Header";
    return is_update(header) ? name->update_section : name->section;
}

size_t header_field_octet(enum header_field_id id)
{
    const struct header_field *field = &header_fields[id];
    return field->word * (size_t)2 + (field->shift + field->width <= 8 ? 1 : 0);
}

size_t mask_parts(uint16_t mask, struct mask_part parts[MASK_PARTS])
{
    size_t n = 0;
    for (size_t i = HEADER_QR; i <= HEADER_RCODE; i++) {
        unsigned covers = (unsigned)(mask >> header_fields[i].shift) & ones(&header_fields[i]);
        if (covers)
            parts[n++] = (struct mask_part){ &header_fields[i], covers };
    }
    return n;
}

static uint16_t field_mask(const struct header_field *field)
{
    return (uint16_t)(ones(field) << field->shift);
}

/* A mask that is no single whole field, but would be one with its octets the other way round: the flags were
 * read as a little-endian word. */
static const struct header_field *swapped_field(uint16_t mask)
{
    const uint16_t swapped = (uint16_t)(mask << 8 | mask >> 8);
    for (size_t i = HEADER_QR; i <= HEADER_RCODE; i++)
        if (field_mask(&header_fields[i]) == swapped)
            return &header_fields[i];
    return NULL;
}

void mask_judge(uint16_t mask, struct dns_findings *findings)
{
    struct mask_part parts[MASK_PARTS];
    size_t n = mask_parts(mask, parts);
    const struct header_field *swapped = swapped_field(mask);

    if (n == 0)
        dns_find(findings, DNS_NOWHERE, "mask-empty", DNS_WARNING, "RFC 1035 4.1.1", "it touches no bit");
    for (size_t i = 0; i < n; i++)
        if (parts[i].covers != ones(parts[i].field))
            dns_find(findings, DNS_NOWHERE, "mask-cuts", DNS_WARNING, parts[i].field->section,
                     "it has %u of the %u bits of %s; the whole field is 0x%04X",
                     (unsigned)__builtin_popcount(parts[i].covers), parts[i].field->width,
                     parts[i].field->name, field_mask(parts[i].field));

    if (n > 1)
        dns_find(findings, DNS_NOWHERE, "mask-several", DNS_INFO, "RFC 1035 4.1.1",
                 "it touches %zu fields: shift each by its own place", n);

    if (swapped && mask != field_mask(&header_fields[HEADER_QR])) /* QR's own mask is nobody's mistake */
        dns_find(findings, DNS_NOWHERE, "mask-swapped", DNS_INFO, "RFC 1035 2.3.2",
                 "with its octets swapped it is %s (0x%04X): the flags are big-endian, read them with ntohs",
                 swapped->name, field_mask(swapped));
}
