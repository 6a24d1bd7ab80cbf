#ifndef DNS_MESSAGE_MESSAGE_H
#define DNS_MESSAGE_MESSAGE_H

/* A message, as far as its octets go (RFC 1035 section 4). Reading one copies nothing and allocates nothing:
 * records are offsets into the octets, texts are made when they are asked for. Hostile octets cost time in
 * proportion to their number. */

#include "dns/header/header.h"
#include "dns/message/name.h"

/* Codes that the reading itself must know. */
enum dns_opcode { OPCODE_QUERY = 0, OPCODE_NOTIFY = 4, OPCODE_UPDATE = 5, OPCODE_DSO = 6 };

enum dns_type {
    TYPE_NS = 2,
    TYPE_CNAME = 5,
    TYPE_SOA = 6,
    TYPE_SIG = 24,
    TYPE_OPT = 41,
    TYPE_NXNAME = 128,
    TYPE_TKEY = 249,
    TYPE_TSIG = 250,
    TYPE_IXFR = 251,
    TYPE_ANY = 255,
};

enum dns_class { CLASS_IN = 1, CLASS_CH = 3, CLASS_NONE = 254, CLASS_ANY = 255, CLASS_TOP = 0x8000 };

enum dns_section { SECTION_QUESTION, SECTION_ANSWER, SECTION_AUTHORITY, SECTION_ADDITIONAL, SECTIONS };

struct dns_record {
    enum dns_section section;
    unsigned index; /* in its section, from 0 */
    size_t offset;  /* of its name */
    size_t end;     /* first octet behind it */
    struct dns_wire_name name;
    uint16_t type, class;
    uint32_t ttl;      /* not of a question */
    uint16_t rdlength; /* likewise, as written */
    size_t rdata;      /* offset; of a question: end */
};

/* A walk over the records. */
struct dns_walk {
    const uint8_t *octets;
    size_t n;
    struct header header;
    enum dns_section section;
    unsigned index; /* of the next record */
    size_t offset;  /* of the next record */
    bool complete;  /* every record the counts promise was there */
    bool stopped;   /* octets or counts ended, or a record could not be read; stopped_at says where */
    size_t stopped_at;
    struct dns_findings *findings; /* NULL: not wanted */
};

struct dns_walk dns_walk_begin(const uint8_t *octets, size_t n, struct dns_findings *findings);

/* The next record; false: there is none (walk->complete or walk->stopped). */
bool dns_walk_next(struct dns_walk *walk, struct dns_record *record);

/* ---- OPT (RFC 6891 section 6) ---- */

struct dns_edns {
    size_t offset;      /* of the record */
    uint16_t udp_size;  /* as written; below 512 it reads as 512 */
    uint8_t rcode_high; /* upper eight bits of the extended RCODE */
    uint8_t version;
    uint16_t flags; /* DO is 0x8000 */
    size_t options, options_end;
};

struct dns_option {
    size_t offset;
    uint16_t code, length;
    size_t data;
};

void dns_edns_of(const struct dns_record *record, struct dns_edns *edns);
/* The option at *at, which moves behind it; false: there is no whole one. */
bool dns_option_next(const uint8_t *octets, const struct dns_edns *edns, size_t *at,
                     struct dns_option *option);

/* ---- the whole message ---- */

struct dns_error_field { /* of TSIG (RFC 8945) or TKEY (RFC 2930) */
    bool there;
    size_t offset;
    uint16_t code;
};

struct dns_message {
    const uint8_t *octets;
    size_t n;
    struct header header;
    struct header_rules rules;
    struct dns_record *records; /* in the order of the message */
    size_t n_records, capacity;
    bool has_edns; /* the first OPT of the Additional section */
    struct dns_edns edns;
    struct dns_error_field tsig, tkey;
    /* Upper 8 and lower 4 bits joined (RFC 6891 6.1.3). Unknown while no OPT was reached and one may come. */
    bool has_rcode;
    uint16_t rcode;
    bool complete; /* every record that the counts promise was there */
    bool stopped;
    size_t stopped_at;
    size_t end; /* first octet behind the records, or behind the header of a DSO message */
    struct dns_findings findings;
};

/* Reads a message, whose octets live as long as *message. Anything is a message: what stops the reading is
 * among the findings; dns_message_read (message_judge.h) also judges what was read. *message is all zeros at
 * first; one that was read into before is read into again, in the room it has. */
void dns_message_walk(const uint8_t *octets, size_t n, const struct header_rules *rules,
                      struct dns_message *message);
void dns_message_free(struct dns_message *message);

/* Was the message whole, and without an error among its findings? */
bool dns_message_is_sound(const struct dns_message *message);

/* The value of a field of its header. */
static inline unsigned dns_field(const struct dns_message *message, enum header_field_id field)
{
    return header_get(&message->header, field);
}

/* The first question (of an UPDATE the zone), which lives as long as the message; NULL: there is none. */
const struct dns_record *dns_question(const struct dns_message *message);

/* The first option of that code in the message's OPT; false: there is none, or no OPT. */
bool dns_option_find(const struct dns_message *message, uint16_t code, struct dns_option *option);

/* The section a count counts, and the count's field. */
enum header_field_id dns_section_count(enum dns_section section);

/* In which context the message's RCODE has its name: "opt", "header", or for 9 "header+tsig-error" when a
 * TSIG error stands by it (RFC 8945). */
const char *dns_rcode_context(const struct dns_message *message);

/* The CLASS by which a record's RDATA is read: of UPDATE's NONE and ANY rows the zone's (RFC 2136 section
 * 2.5), of multicast without the top bit (RFC 6762 sections 5.4 and 10.2), and so is IN with that bit in any
 * message: nobody else has it. */
uint16_t dns_rdata_class(const struct dns_message *message, const struct dns_record *record);

/* The CLASS in words: "IN", "CLASS5", "IN + cache-flush", and ", if mDNS" where nothing says that the message
 * was multicast. Returns text. */
enum { CLASS_TEXT_OCTETS = 64 };

const char *dns_class_text(const struct dns_message *message, const struct dns_record *record,
                           const struct dns_names *names, char text[CLASS_TEXT_OCTETS]);

/* What a row of an UPDATE asks (RFC 2136 sections 2.4 and 2.5): "the name is not in use". NULL: the message
 * is no UPDATE, the row is no prerequisite and no update, or nothing is meant by it. */
const char *dns_update_means(const struct dns_message *message, const struct dns_record *record);

/* A TLV of a DSO message (RFC 8490 section 5.4.4). Begins with *at 0. */
struct dns_tlv {
    size_t offset;
    uint16_t type, length;
    size_t data;
};

bool dns_tlv_next(const struct dns_message *message, size_t *at, struct dns_tlv *tlv);

/* What a TLV says in words: "inactivity timeout 15000 ms, interval 15000 ms" of a KeepAlive, "600 ms" of a
 * RetryDelay (RFC 8490 section 7). NULL: nothing but its octets, or it has other octets than its type. */
enum { TLV_TEXT_OCTETS = 80 };

const char *dns_tlv_text(const struct dns_message *message, const struct dns_tlv *tlv,
                         char text[TLV_TEXT_OCTETS]);

/* The message in one sentence. Returns text. */
enum { MESSAGE_SAY_OCTETS = NAME_TEXT_OCTETS + 400 };

const char *dns_message_say(const struct dns_message *message, const struct dns_names *names,
                            char text[MESSAGE_SAY_OCTETS]);

#endif
