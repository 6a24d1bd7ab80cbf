#include "dns/judge/pair.h"

#include "dns/header/compare.h"

#include <string.h>

enum { OPTION_COOKIE = 10, COOKIE_CLIENT = 8, EDNS_DO = 0x8000, NOTIMP = 4, FORMERR = 1, BADVERS = 16 };

static void judge_headers(const struct dns_message *query, const struct dns_message *response,
                          const struct dns_names *names, struct dns_findings *findings)
{
    if (dns_field(query, HEADER_QR))
        dns_find(findings, DNS_NOWHERE, "pair-query", DNS_ERROR, "RFC 1035 4.1.1",
                 "the first message is no query: its QR is 1");
    if (!dns_field(response, HEADER_QR))
        dns_find(findings, 2, "pair-response", DNS_ERROR, "RFC 1035 4.1.1",
                 "the second message is no response: its QR is 0");

    for (enum header_field_id id = HEADER_ID; id < HEADER_FIELDS; id++) {
        const struct header_field field = header_field_in(&query->header, names, &response->rules, id);
        const unsigned asked = header_value(&query->header, &field);
        const unsigned answered = header_value(&response->header, &field);
        const enum header_reply reply = header_reply_of(id);
        if (field.width == 0)
            continue;
        if (reply == REPLY_COPIES && asked != answered)
            dns_find(findings, header_field_octet(id), "pair-copied",
                     field.width > 1 ? DNS_ERROR : DNS_WARNING, header_reply_section(&response->rules, id),
                     "%s is %u in the query and %u in the response", field.name, asked, answered);
        if (id == HEADER_AD && response->rules.ad_in_queries)
            continue; /* set in both it says two things, both true (RFC 6840 sections 5.7 and 5.8) */
        if (reply == REPLY_OWNS && (asked & answered))
            dns_find(findings, header_field_octet(id), "pair-mistake",
                     id == HEADER_Z ? DNS_WARNING : DNS_INFO, header_reply_section(&response->rules, id),
                     "%s is set in both: a responder that copies the query's header says more than it knows",
                     field.name);
    }
}

/* Are the names equal without case, each in its own message? */
static bool same_name(const struct dns_message *a, size_t at, const struct dns_message *b, size_t other)
{
    char one[NAME_TEXT_OCTETS], two[NAME_TEXT_OCTETS];
    const size_t n = dns_name_text(a->octets, a->n, at, one);
    if (n != dns_name_text(b->octets, b->n, other, two))
        return false;

    for (size_t i = 0; i < n; i++) {
        const char x = one[i], y = two[i];
        if (x != y && !((x ^ y) == 0x20 && (x | 0x20) >= 'a' && (x | 0x20) <= 'z'))
            return false;
    }
    return true;
}

static const struct dns_record *question_of(const struct dns_message *message, unsigned index)
{
    return index < message->n_records && message->records[index].section == SECTION_QUESTION
               ? &message->records[index]
               : NULL;
}

static void judge_questions(const struct dns_message *query, const struct dns_message *response,
                            struct dns_findings *findings)
{
    const bool may_be_none = dns_field(response, HEADER_OPCODE) == OPCODE_UPDATE ||
                             dns_field(response, HEADER_RCODE) == FORMERR ||
                             dns_field(response, HEADER_RCODE) == NOTIMP;
    for (unsigned i = 0;; i++) {
        const struct dns_record *asked = question_of(query, i), *answered = question_of(response, i);
        if (!asked && !answered)
            return;
        if (!answered && i == 0 && may_be_none)
            return;
        if (!asked || !answered) {
            dns_find(findings, 4, "pair-question", DNS_ERROR, "RFC 1035 4.1.2", "%s",
                     asked ? "the response lacks a question of the query"
                           : "the response has a question that the query lacks");
            return;
        }
        if (asked->type != answered->type || asked->class != answered->class ||
            !same_name(query, asked->offset, response, answered->offset))
            dns_find(findings, answered->offset, "pair-question", DNS_ERROR, "RFC 1035 4.1.2",
                     "the response is to another question");
    }
}

/* The client part of a COOKIE; NULL: there is none. */
static const uint8_t *cookie_of(const struct dns_message *message, size_t *offset)
{
    size_t at = message->edns.options;
    struct dns_option option;

    while (message->has_edns && dns_option_next(message->octets, &message->edns, &at, &option))
        if (option.code == OPTION_COOKIE && option.length >= COOKIE_CLIENT) {
            *offset = option.offset;
            return message->octets + option.data;
        }
    return NULL;
}

static void judge_edns(const struct dns_message *query, const struct dns_message *response,
                       struct dns_findings *findings)
{
    size_t at = 0;
    const uint8_t *asked = cookie_of(query, &at), *answered = cookie_of(response, &at);

    if (query->has_edns && !response->has_edns && response->complete)
        dns_find(findings, DNS_NOWHERE, "pair-opt", DNS_WARNING, "RFC 6891 6.1.1",
                 "the query has an OPT and the response has none: the responder does not know EDNS");

    if (!query->has_edns && response->has_edns && query->complete)
        dns_find(findings, response->edns.offset, "pair-opt", DNS_ERROR, "RFC 6891 7",
                 "the response has an OPT and the query has none");

    if (query->has_edns && response->has_edns && ((query->edns.flags ^ response->edns.flags) & EDNS_DO))
        dns_find(findings, response->edns.offset + 7, "pair-do", DNS_WARNING, "RFC 3225 3",
                 "DO is %s in the query and %s in the response",
                 query->edns.flags & EDNS_DO ? "set" : "clear",
                 response->edns.flags & EDNS_DO ? "set" : "clear");

    if (answered && (!asked || memcmp(asked, answered, COOKIE_CLIENT) != 0))
        dns_find(findings, at, "pair-cookie", DNS_ERROR, "RFC 7873 5.3",
                 "the client cookie of the response is not the query's");
}

static void judge_version(const struct dns_message *query, const struct dns_message *response,
                          struct dns_findings *findings)
{
    const unsigned asked = query->edns.version, answered = response->edns.version;

    if (response->rcode == BADVERS && answered >= asked)
        dns_find(
            findings, response->edns.offset + 6, "pair-version", DNS_ERROR, "RFC 6891 6.1.3",
            "BADVERS to version %u with version %u: VERSION is the highest that the responder knows, and "
            "it knows this one",
            asked, answered);

    if (response->rcode != BADVERS && answered < asked)
        dns_find(findings, response->edns.offset + 6, "pair-version", DNS_ERROR, "RFC 6891 6.1.3",
                 "the query's EDNS version is %u, the response's %u: its RCODE is to be BADVERS, and is %u",
                 asked, answered, response->rcode);

    if (response->rcode != BADVERS && answered >= asked && asked > 0)
        dns_find(findings, response->edns.offset + 6, "pair-version", DNS_WARNING, "RFC 8906 8.2.2",
                 "EDNS version %u answered as if there were one: BADVERS was to be expected", asked);
}

/* What the responder cannot know and sends back all the same. */
static void judge_echo(const struct dns_message *query, const struct dns_message *response,
                       const struct dns_names *names, struct dns_findings *findings)
{
    const unsigned both = query->edns.flags & response->edns.flags;
    size_t at = response->edns.options;
    struct dns_option option, asked;

    for (unsigned bit = 0; bit < 16; bit++)
        if (both & 0x8000U >> bit && !dns_name(names, "edns-flag", bit, NULL))
            dns_find(findings, response->edns.offset + 7 + bit / 8, "pair-edns-flag", DNS_WARNING,
                     "RFC 8906 8.2.4", "EDNS flag 0x%04X, which nobody has defined, is set in both",
                     0x8000U >> bit);

    while (dns_option_next(response->octets, &response->edns, &at, &option))
        if (!dns_name(names, "edns-option", option.code, NULL) && dns_option_find(query, option.code, &asked))
            dns_find(findings, option.offset, "pair-edns-option", DNS_WARNING, "RFC 8906 8.2.3",
                     "EDNS option %u, which nobody has defined, is in both", option.code);
}

void dns_pair_judge(const struct dns_message *query, const struct dns_message *response,
                    const struct dns_names *names, struct dns_findings *findings)
{
    judge_headers(query, response, names, findings);
    judge_questions(query, response, findings);
    judge_edns(query, response, findings);
    if (query->has_edns && response->has_edns) {
        judge_version(query, response, findings);
        judge_echo(query, response, names, findings);
    }
}
