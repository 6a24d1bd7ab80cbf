/* What other OpCodes make of a message: UPDATE's rows (RFC 2136) and DSO's TLVs (RFC 8490). */
#include "dns/message_judge.h"

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
    return header_get(&message->header, HEADER_OPCODE) == OPCODE_UPDATE && !message->rules.multicast;
}

/* The zone; NULL: the message names none. */
static const struct dns_record *zone_of(const struct dns_message *message)
{
    return message->n_records > 0 && message->records[0].section == SECTION_QUESTION ? message->records
                                                                                     : NULL;
}

uint16_t dns_rdata_class(const struct dns_message *message, const struct dns_record *record)
{
    const struct dns_record *zone = zone_of(message);
    if (message->rules.multicast || record->class == (CLASS_TOP | CLASS_IN))
        return record->class & (uint16_t)~CLASS_TOP;
    if (is_update(message) && zone && (record->class == CLASS_NONE || record->class == CLASS_ANY))
        return zone->class;
    return record->class;
}

static const struct meaning *meaning_of(const struct dns_message *message, const struct dns_record *record)
{
    const struct dns_record *zone = zone_of(message);
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
    const struct dns_record *zone = zone_of(message);
    if (!is_update(message) || header_get(&message->header, HEADER_QR))
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
    return header_get(&message->header, HEADER_OPCODE) == OPCODE_DSO && message->complete &&
           !message->rules.multicast;
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

void dns_dso_judge(struct dns_message *message, const struct dns_names *names)
{
    size_t at = 0;
    unsigned n = 0;
    struct dns_tlv tlv;
    if (!is_dso(message))
        return;
    while (dns_tlv_next(message, &at, &tlv)) {
        n++;
        if (names && !dns_name(names, "dso", tlv.type, NULL))
            dns_find(&message->findings, tlv.offset, "dso-type", DNS_INFO, "RFC 8490 5.4.4",
                     "DSO type %u has no name in this edition", tlv.type);
    }
    if (at == 0 ? message->n > message->end : message->n > at)
        dns_find(&message->findings, at == 0 ? message->end : at, "dso-cut", DNS_ERROR, "RFC 8490 5.4.4",
                 "the octets end inside a TLV");
    else if (n == 0 && !header_get(&message->header, HEADER_QR))
        dns_find(&message->findings, message->n, "dso-none", DNS_ERROR, "RFC 8490 5.4.1",
                 "a DSO request has at least one TLV");
    else if (n > 0 && !header_get(&message->header, HEADER_QR) &&
             header_get(&message->header, HEADER_ID) == 0)
        dns_find(&message->findings, 0, "dso-unidirectional", DNS_INFO, "RFC 8490 5.4",
                 "ID is 0: nobody answers this message");
}
