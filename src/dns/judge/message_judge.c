#include "dns/judge/message_judge.h"

#include "dns/rdata/rdata.h"

#include <stdio.h>

enum { META_FIRST = 128, META_LAST = 255, RCODE_TSIG_FIRST = 17, RCODE_TSIG_LAST = 22, OPTION_COOKIE = 10 };

static bool is_query(const struct dns_message *message)
{
    return !dns_field(message, HEADER_QR) && dns_field(message, HEADER_OPCODE) == OPCODE_QUERY &&
           header_has(&message->header, HEADER_ARCOUNT);
}

/* Sections of a query that is not multicast: one question, and nothing but what says more of the question. */
static void judge_query(struct dns_message *message)
{
    const struct dns_record *question = dns_question(message);
    const bool ixfr = question && question->type == TYPE_IXFR;
    struct dns_option cookie;

    if (!is_query(message) || message->rules.multicast)
        return;

    if (dns_field(message, HEADER_QDCOUNT) == 0 && !dns_option_find(message, OPTION_COOKIE, &cookie))
        dns_find(&message->findings, 4, "question-none", DNS_WARNING, "RFC 7873 5.4",
                 "a query without a question asks nothing, unless it has a COOKIE");

    if (dns_field(message, HEADER_ANCOUNT) > 0)
        dns_find(&message->findings, 6, "answer-in-query", DNS_WARNING, "RFC 1035 4.1.1",
                 "ANCOUNT is %u in a query", dns_field(message, HEADER_ANCOUNT));

    if (ixfr && dns_field(message, HEADER_NSCOUNT) != 1)
        dns_find(&message->findings, 8, "ixfr-soa", DNS_WARNING, "RFC 1995 3",
                 "an IXFR query has the SOA it starts from in Authority");

    if (!ixfr && dns_field(message, HEADER_NSCOUNT) > 0)
        dns_find(&message->findings, 8, "authority-in-query", DNS_WARNING, "RFC 1035 4.1.1",
                 "NSCOUNT is %u in a query", dns_field(message, HEADER_NSCOUNT));
}

static void judge_tc(struct dns_message *message, const struct dns_names *names)
{
    if (!dns_field(message, HEADER_TC) || header_has_long_z(&message->header, names, &message->rules))
        return;
    if (dns_field(message, HEADER_QR))
        dns_find(&message->findings, 2, "truncated", DNS_INFO, "RFC 2181 9",
                 "the message was cut to fit: ask again over TCP");
    else if (message->rules.multicast)
        dns_find(&message->findings, 2, "truncated", DNS_INFO, "RFC 6762 7.2",
                 "more known answers follow in other messages");
}

static void judge_rcode(struct dns_message *message, const struct dns_names *names)
{
    if (!message->has_rcode || !dns_field(message, HEADER_QR))
        return;

    const char *name = dns_name(names, "rcode", message->rcode, dns_rcode_context(message));
    if (names && !name)
        dns_find(&message->findings, 3, "rcode-unassigned", DNS_WARNING,
                 bcp42_section(&message->rules, BCP42_RCODE), "RCODE %u has no name in this edition",
                 message->rcode);
    else if (message->rcode >= RCODE_TSIG_FIRST && message->rcode <= RCODE_TSIG_LAST)
        dns_find(&message->findings, 3, "rcode-context", DNS_WARNING,
                 bcp42_section(&message->rules, BCP42_RCODE),
                 "RCODE %u%s%s is an error of TSIG or TKEY, not of a message", message->rcode,
                 name ? " " : "", name ? name : "");
}

/* May a TYPE that is no data stand in this record? OPT, TSIG and TKEY have rules of their own, and so have
 * the rows of UPDATE, where ANY stands for all types (RFC 2136 sections 2.4 and 2.5). */
static bool may_be_meta(const struct dns_message *message, const struct dns_record *record)
{
    return record->type == TYPE_OPT || record->type == TYPE_TSIG || record->type == TYPE_TKEY ||
           (record->type == TYPE_ANY && dns_field(message, HEADER_OPCODE) == OPCODE_UPDATE &&
            !message->rules.multicast && record->section != SECTION_ADDITIONAL);
}

static void judge_type(struct dns_message *message, const struct dns_record *record,
                       const struct dns_names *names)
{
    const size_t at = record->name.end;
    const bool question = record->section == SECTION_QUESTION;
    const bool meta = record->type >= META_FIRST && record->type <= META_LAST;
    char text[DNS_CODE_OCTETS];

    if (record->type == 0)
        dns_find(&message->findings, at, "type-zero", DNS_ERROR, bcp42_section(&message->rules, BCP42_TYPE),
                 "TYPE 0 is no type: in SIG it marks a transaction signature");
    else if (record->type == TYPE_NXNAME)
        dns_find(&message->findings, at, "nxname", DNS_ERROR, "RFC 9824 3.5",
                 "NXNAME stands only in the bitmaps of NSEC and NSEC3");
    else if (question && record->type == TYPE_OPT)
        dns_find(&message->findings, at, "type-in-question", DNS_WARNING, "RFC 6891 6.1.1",
                 "OPT is not for asking");
    else if (!question && meta && !may_be_meta(message, record))
        dns_find(&message->findings, at, "type-not-data", DNS_ERROR,
                 bcp42_section(&message->rules, BCP42_TYPE),
                 "TYPE %u (%s) is a Q or meta type: no record has it", record->type,
                 dns_name_or(names, "rrtype", record->type, "TYPE", text));
    else if (names && !dns_name(names, "rrtype", record->type, NULL))
        dns_find(&message->findings, at, "type-unassigned", DNS_INFO, "RFC 3597 3",
                 "TYPE %u has no name in this edition", record->type);
}

static bool is_sig0_or_meta(const struct dns_record *record)
{
    return record->type == TYPE_TSIG || record->type == TYPE_TKEY || record->type == TYPE_SIG;
}

static void judge_class(struct dns_message *message, const struct dns_record *record,
                        const struct dns_names *names)
{
    const size_t at = record->name.end + 2;
    const uint16_t plain = message->rules.multicast ? record->class & (uint16_t)~CLASS_TOP : record->class;
    const bool question = record->section == SECTION_QUESTION;
    const bool update = dns_field(message, HEADER_OPCODE) == OPCODE_UPDATE;

    if (!question && (plain == CLASS_ANY || plain == CLASS_NONE) && !update && !is_sig0_or_meta(record))
        dns_find(&message->findings, at, "class-not-data", DNS_ERROR,
                 bcp42_section(&message->rules, BCP42_CLASS), "CLASS %u is a QCLASS: no record has it",
                 plain);
    else if (plain == (CLASS_TOP | CLASS_IN))
        dns_find(&message->findings, at, "mdns-class", DNS_INFO, question ? "RFC 6762 5.4" : "RFC 6762 10.2",
                 "CLASS %u is IN with the top bit, as multicast DNS has it", plain);
    else if (names && !dns_name(names, "class", plain, NULL))
        dns_find(&message->findings, at, "class-unassigned", DNS_INFO,
                 bcp42_section(&message->rules, BCP42_CLASS), "CLASS %u has no name in this edition", plain);
}

/* Data of an answer that a cache might keep. By multicast TTL 0 says goodbye (RFC 6762 section 10.1). */
static bool is_answered(const struct dns_message *message, const struct dns_record *record)
{
    const bool data = record->type > 0 && (record->type < META_FIRST || record->type > META_LAST);
    return record->section != SECTION_QUESTION && data && !is_sig0_or_meta(record) &&
           record->class != CLASS_ANY && dns_field(message, HEADER_QR) &&
           dns_field(message, HEADER_OPCODE) == OPCODE_QUERY && !message->rules.multicast;
}

static void judge_record(struct dns_message *message, const struct dns_record *record,
                         const struct dns_names *names)
{
    judge_type(message, record, names);
    if (record->type == TYPE_OPT && record->section != SECTION_QUESTION)
        return; /* its CLASS is a size, its TTL is flags */
    judge_class(message, record, names);
    if (record->ttl >> 31)
        dns_find(&message->findings, record->name.end + 4, "ttl-sign", DNS_WARNING, "RFC 2181 8",
                 "the top bit of the TTL is set: it reads as 0 (and as a large value by RFC 8767)");
    else if (record->ttl == 0 && is_answered(message, record))
        dns_find(&message->findings, record->name.end + 4, "ttl-zero", DNS_INFO, "RFC 1035 3.2.1",
                 "TTL 0: for this transaction only, not to be kept");
}

/* A first answer that is an alias: then AA and RCODE speak of different names. */
static void judge_alias(struct dns_message *message)
{
    const struct dns_record *question = dns_question(message);
    if (!dns_field(message, HEADER_QR) || dns_field(message, HEADER_OPCODE) != OPCODE_QUERY || !question ||
        question->type == TYPE_CNAME || question->type == TYPE_ANY)
        return;

    for (size_t i = 1; i < message->n_records && message->records[i].section == SECTION_ANSWER; i++)
        if (message->records[i].type == TYPE_CNAME &&
            dns_name_equal(message->octets, message->n, question->offset, message->records[i].offset)) {
            dns_find(&message->findings, message->records[i].offset, "alias", DNS_INFO, "RFC 6604 2.1, 3",
                     "the name is an alias: AA speaks of its first owner name, RCODE of its last");
            return;
        }
}

/* Of what a NOTIFY tells: SOA by RFC 1996, CDS and CSYNC by RFC 9859. */
static void judge_notify(struct dns_message *message, const struct dns_names *names)
{
    enum { TYPE_CDS = 59, TYPE_CSYNC = 62 };
    const struct dns_record *question = dns_question(message);
    char text[DNS_CODE_OCTETS];
    if (dns_field(message, HEADER_OPCODE) != OPCODE_NOTIFY || !question || message->rules.multicast ||
        question->type == TYPE_SOA || question->type == TYPE_CDS || question->type == TYPE_CSYNC)
        return;

    dns_find(&message->findings, question->name.end, "notify-type", DNS_WARNING, "RFC 1996 3.11",
             "NOTIFY of %s: only changes of SOA, CDS and CSYNC are told so",
             dns_name_or(names, "rrtype", question->type, "TYPE", text));
}

static void judge_end(struct dns_message *message)
{
    if (message->complete && message->end < message->n &&
        (dns_field(message, HEADER_OPCODE) != OPCODE_DSO || message->rules.multicast))
        dns_find(&message->findings, message->end, "trailing-octets", DNS_WARNING, "RFC 1035 4.1.1",
                 "%zu octets stand behind the last record", message->n - message->end);
}

static void judge(struct dns_message *message, const struct dns_names *names)
{
    header_judge(&message->header, names, &message->rules, &message->findings);
    judge_tc(message, names);
    judge_rcode(message, names);
    judge_query(message);
    for (size_t i = 0; i < message->n_records; i++) {
        const struct dns_record *record = &message->records[i];
        judge_record(message, record, names);
        if (record->section != SECTION_QUESTION)
            rdata_judge(message, record, dns_rdata_class(message, record), &message->findings);
    }

    judge_alias(message);
    judge_notify(message, names);
    dns_edns_judge(message, names);
    dns_signature_judge(message);
    dns_update_judge(message);
    dns_dso_judge(message, names);
    judge_end(message);
}

void dns_message_read(const uint8_t *octets, size_t n, const struct dns_names *names,
                      const struct header_rules *rules, struct dns_message *message)
{
    dns_message_walk(octets, n, rules, message);
    judge(message, names);
}
