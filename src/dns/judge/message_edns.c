/* Records that speak of the message itself: OPT (RFC 6891), TSIG (RFC 8945), TKEY (RFC 2930), SIG(0) (RFC
 * 2931). */
#include "dns/judge/message_judge.h"

enum { EDNS_LEAST_SIZE = 512, EDNS_DO = 0x8000 };

static bool is_response(const struct dns_message *message)
{
    return dns_field(message, HEADER_QR);
}

/* Flags that the edition does not know. DO is older than any registry of them. */
static uint16_t unknown_flags(const struct dns_message *message, const struct dns_names *names)
{
    uint16_t unknown = 0;
    for (unsigned bit = 1; bit < 16; bit++) {
        const uint16_t mask = (uint16_t)(EDNS_DO >> bit);
        if ((message->edns.flags & mask) && !dns_name(names, "edns-flag", bit, NULL))
            unknown |= mask;
    }
    return unknown;
}

static void judge_edns_fields(struct dns_message *message, const struct dns_record *record,
                              const struct dns_names *names)
{
    struct dns_findings *findings = &message->findings;
    const struct dns_edns *edns = &message->edns;
    const size_t fields = record->name.end;
    const uint16_t unknown = unknown_flags(message, names);

    if (edns->udp_size < EDNS_LEAST_SIZE)
        dns_find(findings, fields + 2, "edns-size", DNS_INFO, "RFC 6891 6.2.3", "UDP size %u reads as 512",
                 edns->udp_size);

    if (edns->rcode_high != 0 && !is_response(message))
        dns_find(findings, fields + 4, "rcode-in-query", DNS_WARNING, "RFC 6891 6.1.3",
                 "the upper bits of the RCODE are 0x%02X in a request", edns->rcode_high);

    if (edns->version > 0)
        dns_find(findings, fields + 5, "edns-version", DNS_INFO, "RFC 6891 6.1.3",
                 is_response(message)
                     ? "EDNS version %u is the highest that the responder knows; what it changes is not known"
                     : "EDNS version %u is not known: a responder answers BADVERS with its own highest",
                 edns->version);

    if (unknown)
        dns_find(findings, fields + 6, "edns-z", DNS_WARNING, "RFC 6891 6.1.4",
                 "EDNS flags 0x%04X are set; they are reserved and must be 0", unknown);
}

void dns_edns_judge(struct dns_message *message, const struct dns_names *names)
{
    unsigned n = 0;
    for (size_t i = 0; i < message->n_records; i++) {
        const struct dns_record *record = &message->records[i];
        if (record->type != TYPE_OPT || record->section == SECTION_QUESTION)
            continue;
        if (record->section != SECTION_ADDITIONAL)
            dns_find(&message->findings, record->offset, "opt-place", DNS_ERROR, "RFC 6891 6.1.1",
                     "OPT stands in %s; only in Additional does it mean something",
                     header_section_name(&message->header, dns_section_count(record->section)));
        else if (++n > 1)
            dns_find(&message->findings, record->offset, "opt-twice", DNS_ERROR, "RFC 6891 6.1.1",
                     "a second OPT: the answer to such a message is FormErr");
        else
            judge_edns_fields(message, record, names);
        if (record->name.length != 1 && record->name.trouble == NAME_FINE)
            dns_find(&message->findings, record->offset, "opt-owner", DNS_ERROR, "RFC 6891 6.1.2",
                     "the owner of OPT is not the root");
    }
}

/* ---- signatures and keys ---- */

/* The CLASS and the TTL that TSIG "must" have, and TKEY and SIG(0), where they say nothing, "should". */
static void judge_meta(struct dns_message *message, const struct dns_record *record, const char *what,
                       const char *shall, const char *section)
{
    const size_t fields = record->name.end;
    if (record->class != CLASS_ANY)
        dns_find(&message->findings, fields + 2, "meta-class", DNS_WARNING, section,
                 "the CLASS of %s is %u; it %s be ANY", what, record->class, shall);
    if (record->ttl != 0)
        dns_find(&message->findings, fields + 4, "meta-ttl", DNS_WARNING, section, "the TTL of %s %s be 0",
                 what, shall);
}

static bool is_last(const struct dns_message *message, const struct dns_record *record)
{
    return !message->complete || record == &message->records[message->n_records - 1];
}

static void judge_tsig(struct dns_message *message, const struct dns_record *record)
{
    enum { NOTAUTH = 9, BADTIME = 18, TIME_OCTETS = 6 };

    const uint8_t *octets = message->octets;
    const struct dns_error_field *error = &message->tsig;
    judge_meta(message, record, "TSIG", "must", "RFC 8945 4.2");
    if (record->section != SECTION_ADDITIONAL || !is_last(message, record))
        dns_find(&message->findings, record->offset, "tsig-place", DNS_ERROR, "RFC 8945 5.1",
                 "TSIG is not the last record of Additional");
    if (!error->there || error->offset < record->rdata || error->offset + 4 > record->end)
        return;
    if (error->code != 0 && is_response(message) && message->rcode != NOTAUTH)
        dns_find(&message->findings, error->offset, "tsig-rcode", DNS_WARNING, "RFC 8945 5.2",
                 "TSIG has error %u; the header's RCODE is then NotAuth, and it is %u", error->code,
                 message->rcode);
    if (error->code == BADTIME && (octets[error->offset + 2] << 8 | octets[error->offset + 3]) != TIME_OCTETS)
        dns_find(&message->findings, error->offset + 2, "tsig-other", DNS_ERROR, "RFC 8945 5.2.3",
                 "with BADTIME, Other Data is the server's time in six octets");
    if ((octets[error->offset - 2] << 8 | octets[error->offset - 1]) != message->header.word[0])
        dns_find(&message->findings, error->offset - 2, "tsig-id", DNS_INFO, "RFC 8945 5.5",
                 "Original ID differs from the header's: the message was forwarded");
}

/* A server may put a TKEY of its own accord into Additional of any response (RFC 2930 section 5), with an
 * error that has nothing to do with the RCODE (section 2.6). */
static bool is_spontaneous(const struct dns_message *message, const struct dns_record *record)
{
    const struct dns_record *question = dns_question(message);
    const bool asked = question && question->type == TYPE_TKEY;
    return is_response(message) && record->section == SECTION_ADDITIONAL && !asked;
}

static void judge_tkey(struct dns_message *message, const struct dns_record *record)
{
    const enum dns_section place = is_response(message) ? SECTION_ANSWER : SECTION_ADDITIONAL;

    judge_meta(message, record, "TKEY", "should", "RFC 2930 2");
    if (is_spontaneous(message, record))
        return;
    if (record->section != place)
        dns_find(&message->findings, record->offset, "tkey-place", DNS_WARNING, "RFC 2930 4",
                 "TKEY stands in %s; in a %s its place is %s",
                 header_section_name(&message->header, dns_section_count(record->section)),
                 is_response(message) ? "response" : "query",
                 header_section_name(&message->header, dns_section_count(place)));

    if (message->tkey.there && message->tkey.code != 0 && dns_field(message, HEADER_RCODE) != 0)
        dns_find(&message->findings, 3, "tkey-rcode", DNS_WARNING, "RFC 2930 2.6",
                 "TKEY has error %u; the header's RCODE is then NoError", message->tkey.code);
}

static void judge_sig0(struct dns_message *message, const struct dns_record *record)
{
    judge_meta(message, record, "SIG(0)", "should", "RFC 2931 3");
    if (record->name.length != 1 || record->section != SECTION_ADDITIONAL)
        dns_find(&message->findings, record->offset, "sig0-place", DNS_WARNING, "RFC 2931 3",
                 "SIG(0) has the root as its owner and stands in Additional");
}

/* SIG with type covered 0 (RFC 2931). */
static bool is_sig0(const struct dns_message *message, const struct dns_record *record)
{
    return record->type == TYPE_SIG && record->rdlength >= 2 && message->octets[record->rdata] == 0 &&
           message->octets[record->rdata + 1] == 0;
}

void dns_signature_judge(struct dns_message *message)
{
    for (size_t i = 0; i < message->n_records; i++) {
        const struct dns_record *record = &message->records[i];
        if (record->section == SECTION_QUESTION)
            continue;
        if (record->type == TYPE_TSIG)
            judge_tsig(message, record);
        else if (record->type == TYPE_TKEY)
            judge_tkey(message, record);
        else if (is_sig0(message, record))
            judge_sig0(message, record);
    }
}
