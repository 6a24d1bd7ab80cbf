#ifndef DNS_HEADER_HEADER_H
#define DNS_HEADER_HEADER_H

/* The DNS message header (RFC 1035 section 4.1.1, RFC 6895 section 2): six words of sixteen bits. One table
 * of bit fields, from which reading, writing, drawing, explaining, JSON and `mask` are derived. */

#include "dns/header/finding.h"
#include "dns/header/names.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEADER_OCTETS = 12, HEADER_NIBBLES = 24, HEADER_WORDS = 6 };

/* A header as far as it is there: half an octet may be the last. */
struct header {
    uint16_t word[HEADER_WORDS]; /* ID, flags, QDCOUNT, ANCOUNT, NSCOUNT, ARCOUNT; nibbles that are not there
                                    are 0 */
    unsigned nibbles;            /* how many are there, 0 to 24 */
};

enum header_field_id {
    HEADER_ID,
    HEADER_QR,
    HEADER_OPCODE,
    HEADER_AA,
    HEADER_TC,
    HEADER_RD,
    HEADER_RA,
    HEADER_Z,
    HEADER_AD,
    HEADER_CD,
    HEADER_RCODE,
    HEADER_QDCOUNT,
    HEADER_ANCOUNT,
    HEADER_NSCOUNT,
    HEADER_ARCOUNT,
    HEADER_FIELDS,
};

struct header_field {
    const char *id;       /* in JSON and `encode`: "opcode" */
    const char *name;     /* as the RFC writes it: "OpCode" */
    unsigned word;        /* 0 to 5 */
    unsigned shift;       /* of its least significant bit in the word */
    unsigned width;       /* bits */
    const char *registry; /* that names its values; NULL: none */
    const char *section;  /* "RFC 1035 4.1.1": today; see header_field_section */
    const char *means;    /* one clause: what it says, or what it says when set */
};
extern const struct header_field header_fields[HEADER_FIELDS];

/* By id or name, without case; counts also by their names under UPDATE (ZOCOUNT ...; RFC 2136 section 2.2),
 * ADCOUNT too. NULL: none. */
const struct header_field *header_field_called(const char *name);

/* From octets, any number of them: the first twelve count. */
struct header header_of(const uint8_t *octets, size_t n);
/* From nibbles, the high one of each octet first; the octets hold them all. */
struct header header_of_nibbles(const uint8_t *octets, unsigned nibbles);
/* Back: fills all twelve, and returns how many whole ones are there. */
size_t header_octets(const struct header *header, uint8_t octets[HEADER_OCTETS]);

/* Are all bits of the field there? */
bool header_has(const struct header *header, enum header_field_id id);
unsigned header_get(const struct header *header, enum header_field_id id);

/* The value must fit the field: false if it does not, and nothing changes. What was not there yet is, from
 * then on, as far as the end of the field. */
bool header_set(struct header *header, enum header_field_id id, unsigned value);

/* The same of a field as header_field_in gives it. */
unsigned header_value(const struct header *header, const struct header_field *field);
/* The field's first bit in the header, 0 to 95. */
unsigned header_field_bit(const struct header_field *field);

/* The name of a count under the header's OpCode: QDCOUNT, or ZOCOUNT under UPDATE. */
const char *header_count_name(const struct header *header, enum header_field_id id);
/* "Question", or "Zone" under UPDATE: of the section that a count counts. */
const char *header_section_name(const struct header *header, enum header_field_id id);

/* The editions of BCP 42: the registries' own document, which is cited for what it says itself. */
enum bcp42 { BCP42_RFC6895, BCP42_RFC6195, BCP42_RFC5395, BCP42_RFC2929, BCP42_EDITIONS };

/* Which rules of direction hold: AD in queries means something from RFC 6840 on. */
struct header_rules {
    bool ad_in_queries; /* RFC 6895 and later editions */
    bool multicast;     /* the message came over mDNS (RFC 6762) */
    enum bcp42 bcp42;   /* in force: of editions of today, the last */
};

/* Those of an edition by its id, "rfc6195". */
struct header_rules header_rules_of(const char *edition);

/* A section of BCP 42 as the edition in force has it: "RFC 6195 2.2". They have kept their numbers. */
enum bcp42_section {
    BCP42_HEADER,
    BCP42_BITS,
    BCP42_OPCODE,
    BCP42_RCODE,
    BCP42_RECORD,
    BCP42_TYPE,
    BCP42_CLASS,
    BCP42_SECTIONS
};

const char *bcp42_section(const struct header_rules *rules, enum bcp42_section section);

/* Where a field begins, in octets of the header. */
size_t header_field_octet(enum header_field_id id);

/* Where the field is defined, under the edition in force. */
const char *header_field_section(enum header_field_id id, const struct header_rules *rules);

/* The mask of the flags that say something under the header's OpCode and in its direction, by those rules. An
 * OpCode that nobody has defined gives all of them. */
uint16_t header_meant(const struct header *header, const struct header_rules *rules);

/* Bits AA to CD are one seven-bit Z under UPDATE and DSO (RFC 2136 section 2.2, RFC 8490 section 5.4); not
 * where the OpCode has no name, nor in multicast. */
bool header_has_long_z(const struct header *header, const struct dns_names *names,
                       const struct header_rules *rules);

/* A field as this header has it: counts by their names under its OpCode, sections of the edition in force.
 * Where Z is long, Z has the seven bits and AA, TC, RD, RA, AD and CD a width of 0: they are no fields of
 * their own. header_has says of the long Z too whether it is there. */
struct header_field header_field_in(const struct header *header, const struct dns_names *names,
                                    const struct header_rules *rules, enum header_field_id id);

/* What may be doubted in the header alone: Z set, bits that say nothing in this direction under this OpCode,
 * unassigned codes, counts that their OpCode does not allow. Never refuses. Counts that only the records can
 * explain are dns_message_read's matter. */
void header_judge(const struct header *header, const struct dns_names *names,
                  const struct header_rules *rules, struct dns_findings *findings);

/* The header in one sentence, from its fields alone: "response to a standard query, authoritative: the name
 * does not exist (NXDomain); recursion was asked for and is offered; 1 question, 0 answers, 1 authority, 0
 * additional". Of a header that is cut, what is there. Returns text. */
enum { HEADER_SAY_OCTETS = 512 };

const char *header_say(const struct header *header, const struct dns_names *names,
                       const struct header_rules *rules, char text[HEADER_SAY_OCTETS]);

/* What an RCODE, extended or not, tells whoever asked: "the name does not exist". 9 has two meanings, told
 * apart by the context that dns_rcode_context gives ("header", "header+tsig-error"); context NULL: it is not
 * known what stands beside the header. NULL: nothing but its name. */
const char *rcode_means(unsigned code, const char *context);

/* ---- masks of the flags word ---- */

enum { MASK_PARTS = HEADER_RCODE - HEADER_QR + 1 };

struct mask_part {
    const struct header_field *field;
    unsigned covers; /* bits of the field that the mask has */
};

/* The fields of the flags word that a mask touches, most significant first. Returns how many. */
size_t mask_parts(uint16_t mask, struct mask_part parts[MASK_PARTS]);

/* What people get wrong with such a mask: a field cut in two, several fields, octets swapped
 * (0x0080 for QR). */
void mask_judge(uint16_t mask, struct dns_findings *findings);

#endif
