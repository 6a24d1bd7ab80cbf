/* What other OpCodes make of a message: UPDATE's rows (RFC 2136) and DSO's TLVs (RFC 8490). */
#include "dns/judge/message_judge.h"

#include "dns/header/sentence.h"

/* Which CLASS, TYPE and RDATA a row has, and what it then asks. */
enum row_class { OF_ZONE, OF_ANY, OF_NONE };

static const struct meaning {
    enum dns_section section;
    enum row_class class;
    bool type_any; /* TYPE ANY; else any other */
    bool empty;    /* RDLENGTH must be 0 */
    bool has_ttl;  /* else TTL must be 0 */
    const char *means, *rfc;
} meanings[] = {
    { SECTION_ANSWER, OF_ANY, true, true, false, "the name is in use", "RFC 2136 2.4.4" },
    { SECTION_ANSWER, OF_ANY, false, true, false, "an RRset of this type exists", "RFC 2136 2.4.1" },
    { SECTION_ANSWER, OF_ZONE, false, false, false, "an RRset exists and has exactly these values",
      "RFC 2136 2.4.2" },
    { SECTION_ANSWER, OF_NONE, true, true, false, "the name is not in use", "RFC 2136 2.4.5" },
    { SECTION_ANSWER, OF_NONE, false, true, false, "no RRset of this type exists", "RFC 2136 2.4.3" },
    { SECTION_AUTHORITY, OF_ZONE, false, false, true, "add this to an RRset", "RFC 2136 2.5.1" },
    { SECTION_AUTHORITY, OF_ANY, false, true, false, "delete an RRset", "RFC 2136 2.5.2" },
    { SECTION_AUTHORITY, OF_ANY, true, true, false, "delete all RRsets of the name", "RFC 2136 2.5.3" },
    { SECTION_AUTHORITY, OF_NONE, false, false, false, "delete this from an RRset", "RFC 2136 2.5.4" },
};

static bool is_update(const struct dns_message *message)
{
    return dns_field(message, HEADER_OPCODE) == OPCODE_UPDATE && !message->rules.multicast;
}

uint16_t dns_rdata_class(const struct dns_message *message, const struct dns_record *record)
{
    const struct dns_record *zone = dns_question(message);
    if (message->rules.multicast || record->class == (CLASS_TOP | CLASS_IN))
        return record->class & (uint16_t)~CLASS_TOP;
    if (is_update(message) && zone && (record->class == CLASS_NONE || record->class == CLASS_ANY))
        return zone->class;
    return record->class;
}

static const struct meaning *meaning_of(const struct dns_message *message, const struct dns_record *record)
{
    const struct dns_record *zone = dns_question(message);

    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        const struct meaning *row = &meanings[i];
        const bool class_fits = row->class == OF_ANY    ? record->class == CLASS_ANY
                                : row->class == OF_NONE ? record->class == CLASS_NONE
                                                        : zone && record->class == zone->class;
        if (row->section == record->section && class_fits && row->type_any == (record->type == TYPE_ANY) &&
            (!row->empty || record->rdlength == 0))
            return row;
    }

    return NULL;
}

const char *dns_update_means(const struct dns_message *message, const struct dns_record *record)
{
    const struct meaning *meaning = is_update(message) ? meaning_of(message, record) : NULL;
    return meaning ? meaning->means : NULL;
}

/* Without a meaning: no CLASS but the zone's has a TTL, and of prerequisites none. */
static bool has_ttl(const struct dns_record *record, const struct meaning *meaning)
{
    return meaning ? meaning->has_ttl
                   : record->section == SECTION_AUTHORITY && record->class != CLASS_ANY &&
                         record->class != CLASS_NONE;
}

static void judge_row(struct dns_message *message, const struct dns_record *record)
{
    const struct meaning *meaning = meaning_of(message, record);
    const size_t fields = record->name.end;
    const bool prerequisite = record->section == SECTION_ANSWER;

    if (!meaning)
        dns_find(&message->findings, fields, "update-row", DNS_ERROR,
                 prerequisite ? "RFC 2136 2.4" : "RFC 2136 2.5",
                 "CLASS %u, TYPE %u and RDLENGTH %u together are no %s", record->class, record->type,
                 record->rdlength, prerequisite ? "prerequisite" : "update");

    if (!has_ttl(record, meaning) && record->ttl != 0)
        dns_find(&message->findings, fields + 4, "update-ttl", DNS_ERROR,
                 meaning        ? meaning->rfc
                 : prerequisite ? "RFC 2136 2.4"
                                : "RFC 2136 2.5",
                 "TTL is %u and must be 0", (unsigned)record->ttl);
}

void dns_update_judge(struct dns_message *message)
{
    const struct dns_record *zone = dns_question(message);
    if (!is_update(message) || dns_field(message, HEADER_QR))
        return;

    if (zone && zone->type != TYPE_SOA)
        dns_find(&message->findings, zone->name.end, "zone-type", DNS_ERROR, "RFC 2136 2.3",
                 "the zone's TYPE is %u; it must be SOA", zone->type);

    for (size_t i = 0; i < message->n_records; i++) {
        const struct dns_record *record = &message->records[i];
        if (record->section == SECTION_ANSWER || record->section == SECTION_AUTHORITY)
            judge_row(message, record);
    }
}

/* ---- DSO ---- */

static bool is_dso(const struct dns_message *message)
{
    return dns_field(message, HEADER_OPCODE) == OPCODE_DSO && message->complete && !message->rules.multicast;
}

bool dns_tlv_next(const struct dns_message *message, size_t *at, struct dns_tlv *tlv)
{
    enum { TLV_FIXED = 4 };

    const uint8_t *octets = message->octets;
    if (!is_dso(message))
        return false;
    if (*at == 0)
        *at = message->end;
    if (message->n - *at < TLV_FIXED)
        return false;
    tlv->offset = *at;
    tlv->type = (uint16_t)(octets[*at] << 8 | octets[*at + 1]);
    tlv->length = (uint16_t)(octets[*at + 2] << 8 | octets[*at + 3]);
    tlv->data = *at + TLV_FIXED;
    if (tlv->length > message->n - tlv->data)
        return false;
    *at = tlv->data + tlv->length;
    return true;
}

/* Types that must have an ID or must have none where they stand first in a request, and those of
 * one length. */
enum tlv_id { ID_EITHER, ID_SET, ID_ZERO };

enum { TLV_KEEPALIVE = 1, TLV_RETRY_DELAY = 2 };

static const struct tlv_row {
    const char *section;
    uint16_t type, octets; /* octets 0: any number */
    enum tlv_id id;
} tlv_rows[] = {
    { "RFC 8490 7.1", TLV_KEEPALIVE, 8, ID_EITHER }, { "RFC 8490 7.2", TLV_RETRY_DELAY, 4, ID_ZERO },
    { "RFC 8765 6.2.1", 0x40, 0, ID_SET },  /* SUBSCRIBE */
    { "RFC 8765 6.3.1", 0x41, 0, ID_ZERO }, /* PUSH */
    { "RFC 8765 6.4.1", 0x42, 2, ID_ZERO }, /* UNSUBSCRIBE */
    { "RFC 8765 6.5.1", 0x43, 0, ID_ZERO }, /* RECONFIRM */
};

static const struct tlv_row *tlv_row_of(uint16_t type)
{
    for (size_t i = 0; i < sizeof tlv_rows / sizeof *tlv_rows; i++)
        if (tlv_rows[i].type == type)
            return &tlv_rows[i];
    return NULL;
}

static uint32_t long_at(const struct dns_message *message, size_t at)
{
    const uint8_t *octets = message->octets + at;
    return (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 | octets[3];
}

/* All bits set are no limit (RFC 8490 section 7.1). */
static void say_time(struct sentence *sentence, const char *what, uint32_t time)
{
    if (time == UINT32_MAX)
        say(sentence, "%sno limit", what);
    else
        say(sentence, "%s%u ms", what, (unsigned)time);
}

const char *dns_tlv_text(const struct dns_message *message, const struct dns_tlv *tlv,
                         char text[TLV_TEXT_OCTETS])
{
    struct sentence sentence = sentence_in(text, TLV_TEXT_OCTETS);
    const struct tlv_row *row = tlv_row_of(tlv->type);
    if (!row || tlv->length != row->octets || (tlv->type != TLV_KEEPALIVE && tlv->type != TLV_RETRY_DELAY))
        return NULL;
    if (tlv->type == TLV_RETRY_DELAY) {
        say(&sentence, "%u ms", (unsigned)long_at(message, tlv->data));
        return text;
    }

    say_time(&sentence, "inactivity timeout ", long_at(message, tlv->data));
    say_time(&sentence, ", interval ", long_at(message, tlv->data + 4));
    return text;
}

/* The ID of a request by its first TLV. */
static void judge_dso_id(struct dns_message *message, const struct dns_tlv *first,
                         const struct dns_names *names)
{
    const struct tlv_row *row = tlv_row_of(first->type);
    const bool zero = dns_field(message, HEADER_ID) == 0;
    char text[DNS_CODE_OCTETS];
    const char *name = dns_name_or(names, "dso", first->type, "DSO type ", text);

    if (row && row->id == ID_SET && zero)
        dns_find(&message->findings, 0, "dso-id", DNS_ERROR, row->section,
                 "ID is 0: %s is answered, and its request has an ID", name);
    else if (row && row->id == ID_ZERO && !zero)
        dns_find(&message->findings, 0, "dso-id", DNS_ERROR, row->section,
                 "ID is not 0: %s makes a unidirectional message, which has none", name);
    else if (zero)
        dns_find(&message->findings, 0, "dso-unidirectional", DNS_INFO, "RFC 8490 5.4",
                 "ID is 0: a unidirectional message, which nobody answers");
}

static void judge_tlv(struct dns_message *message, const struct dns_tlv *tlv, const struct dns_names *names)
{
    const struct tlv_row *row = tlv_row_of(tlv->type);
    char text[DNS_CODE_OCTETS];

    if (names && !dns_name(names, "dso", tlv->type, NULL))
        dns_find(&message->findings, tlv->offset, "dso-type", DNS_INFO, "RFC 8490 5.4.4",
                 "DSO type %u has no name in this edition", tlv->type);

    if (row && row->octets > 0 && tlv->length != row->octets)
        dns_find(&message->findings, tlv->offset + 2, "dso-misfit", DNS_ERROR, row->section,
                 "%s has %u octets; it must have %u", dns_name_or(names, "dso", tlv->type, "DSO type ", text),
                 tlv->length, row->octets);
}

void dns_dso_judge(struct dns_message *message, const struct dns_names *names)
{
    const bool request = !dns_field(message, HEADER_QR);
    size_t at = 0;
    unsigned n = 0;
    struct dns_tlv tlv, first = { 0 };

    if (!is_dso(message))
        return;

    while (dns_tlv_next(message, &at, &tlv)) {
        if (n++ == 0)
            first = tlv;
        judge_tlv(message, &tlv, names);
    }

    if (at == 0 ? message->n > message->end : message->n > at)
        dns_find(&message->findings, at == 0 ? message->end : at, "dso-cut", DNS_ERROR, "RFC 8490 5.4.4",
                 "the octets end inside a TLV");
    if (!request)
        return;

    if (n > 0)
        judge_dso_id(message, &first, names);
    else if (message->n == message->end)
        dns_find(&message->findings, message->n, "dso-none", DNS_ERROR, "RFC 8490 5.4.2",
                 "a DSO request has at least one TLV");
}
