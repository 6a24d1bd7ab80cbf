#include "dns/header/header.h"

/* What a flag means hangs on the OpCode and on QR; what a count may be, too. */

enum { QUERY = 0, IQUERY = 1, STATUS = 2, NOTIFY = 4, UPDATE = 5, DSO = 6 };

enum {
    QR = 0x8000,
    OPCODE = 0x7800,
    AA = 0x0400,
    TC = 0x0200,
    RD = 0x0100,
    RA = 0x0080,
    AD = 0x0020,
    CD = 0x0010,
    RCODE = 0x000F,
    ANSWERED = AA | TC | RD | RA | AD | CD | RCODE,
};

/* The flags that say something. */
static const struct direction {
    unsigned opcode;
    uint16_t request, response;
    const char *section;
} directions[] = {
    { QUERY, RD | CD, ANSWERED, "RFC 1035 4.1.1" },
    { IQUERY, RD | CD, ANSWERED, "RFC 1035 6.4" },
    { STATUS, RD | CD, ANSWERED, "RFC 1035 4.1.1" },
    { NOTIFY, AA, AA | RCODE, "RFC 1996 3.2" }, /* AA: sections 4.5 and 4.7 */
    { UPDATE, 0, RCODE, "RFC 2136 2.2" },
    { DSO, 0, RCODE, "RFC 8490 5.4" },
};
static const struct direction multicast = { QUERY, TC, AA | TC, "RFC 6762 18" };

static const struct direction *direction_of(const struct header *header, const struct header_rules *rules)
{
    const unsigned opcode = header_get(header, HEADER_OPCODE);
    if (rules->multicast)
        return &multicast;
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++)
        if (directions[i].opcode == opcode)
            return &directions[i];
    return NULL;
}

uint16_t header_meant(const struct header *header, const struct header_rules *rules)
{
    const struct direction *direction = direction_of(header, rules);
    uint16_t meant = QR | OPCODE;
    if (!direction)
        return meant | ANSWERED;

    meant |= header_get(header, HEADER_QR) ? direction->response : direction->request;
    if (rules->ad_in_queries && direction->opcode == QUERY && !rules->multicast)
        meant |= AD; /* RFC 6840 section 5.7 */
    return meant;
}

bool header_has_long_z(const struct header *header, const struct dns_names *names,
                       const struct header_rules *rules)
{
    const unsigned opcode = header_get(header, HEADER_OPCODE);
    return header_has(header, HEADER_OPCODE) && (opcode == UPDATE || opcode == DSO) && !rules->multicast &&
           (!names || dns_name(names, "opcode", opcode, NULL));
}

struct header_field header_field_in(const struct header *header, const struct dns_names *names,
                                    const struct header_rules *rules, enum header_field_id id)
{
    struct header_field field = header_fields[id];

    field.name = header_count_name(header, id);
    field.section = header_field_section(id, rules);
    if (id < HEADER_AA || id > HEADER_CD || !header_has_long_z(header, names, rules))
        return field;

    field.width = 0;
    if (id == HEADER_Z) {
        field.shift = header_fields[HEADER_CD].shift;
        field.width = header_fields[HEADER_AA].shift - field.shift + 1;
        field.section = direction_of(header, rules)->section;
    }
    return field;
}

/* A header and what it is judged by. */
struct judging {
    const struct header *header;
    const struct dns_names *names;
    const struct header_rules *rules;
    struct dns_findings *findings;
    bool response;
    unsigned opcode;
    bool unnamed; /* the edition has no such OpCode: it says nothing of the rest either */
};

static unsigned field_of(const struct judging *judging, enum header_field_id field)
{
    return header_get(judging->header, field);
}

static void judge_opcode(const struct judging *judging)
{
    const bool named = judging->opcode == STATUS || judging->opcode == IQUERY; /* in what is said of it */
    const char *name = named ? dns_name(judging->names, "opcode", judging->opcode, NULL) : NULL;

    if (judging->unnamed)
        dns_find(judging->findings, 2, "opcode-unassigned", DNS_WARNING,
                 bcp42_section(judging->rules, BCP42_OPCODE), "OpCode %u is not assigned", judging->opcode);
    else if (judging->rules->multicast && judging->opcode != QUERY)
        dns_find(judging->findings, 2, "mdns-opcode", DNS_WARNING, "RFC 6762 18.3",
                 "OpCode is %u: receivers of multicast ignore the message", judging->opcode);
    else if (judging->opcode == STATUS)
        dns_find(judging->findings, 2, "opcode-unspecified", DNS_INFO, "RFC 1035 4.1.1",
                 "what %s asks and answers was never specified", name ? name : "Status");
    else if (judging->opcode == IQUERY)
        dns_find(judging->findings, 2, "opcode-obsolete", DNS_WARNING, "RFC 3425 3",
                 "%s is obsolete: servers answer NotImp", name ? name : "IQuery");
}

static void judge_rcode(const struct judging *judging)
{
    const unsigned rcode = field_of(judging, HEADER_RCODE);
    if (!header_has(judging->header, HEADER_RCODE) || rcode == 0)
        return;

    if (judging->rules->multicast)
        dns_find(judging->findings, 3, "mdns-rcode", DNS_WARNING, "RFC 6762 18.11",
                 "RCODE is %u: receivers of multicast ignore the message", rcode);
    else if (!judging->response)
        dns_find(judging->findings, 3, "rcode-in-query", DNS_WARNING,
                 judging->opcode == UPDATE || judging->opcode == DSO
                     ? direction_of(judging->header, judging->rules)->section
                     : "RFC 1035 4.1.1",
                 "RCODE is %u in a request, where it says nothing", rcode);
}

/* What AD is in requests, where it is none of those that RFC 1035 speaks of. */
static const char *ad_section(const struct judging *judging)
{
    return judging->rules->bcp42 == BCP42_RFC2929 ? header_field_section(HEADER_AD, judging->rules)
                                                  : "RFC 4035 4.6";
}

/* Bits AA to CD, and Z, one finding each; as one field where they are one. */
static void judge_flags(const struct judging *judging)
{
    const struct direction *direction = direction_of(judging->header, judging->rules);
    const uint16_t meant = header_meant(judging->header, judging->rules);
    const struct header_field z = header_field_in(judging->header, judging->names, judging->rules, HEADER_Z);

    if (header_has_long_z(judging->header, judging->names, judging->rules)) {
        const unsigned value = header_value(judging->header, &z);
        if (value && header_has(judging->header, HEADER_Z)) /* of a part of it nothing is said */
            dns_find(judging->findings, 2, "long-z-set", DNS_WARNING, z.section,
                     "Z has seven bits here and must be 0; it is 0x%02X", value);
        return;
    }

    for (enum header_field_id id = HEADER_AA; id <= HEADER_CD; id++) {
        if (!field_of(judging, id))
            continue;
        if (id == HEADER_Z)
            dns_find(judging->findings, 3, "z-set", DNS_WARNING, bcp42_section(judging->rules, BCP42_BITS),
                     "Z is set; it is reserved and must be 0");
        else if (direction && !judging->unnamed && !(meant >> header_fields[id].shift & 1))
            dns_find(judging->findings, header_field_octet(id), "flag-direction", DNS_INFO,
                     id == HEADER_AD && direction->opcode == QUERY && !judging->rules->multicast
                         ? ad_section(judging)
                         : direction->section,
                     "%s is set in a %s, where it says nothing", header_fields[id].name,
                     judging->response ? "response" : "request");
    }
}

/* Counts that an OpCode does not allow. Only in messages of this direction, of this OpCode, a count from
 * `least` to `most` stands. */
static const struct count_rule {
    unsigned opcode;
    bool requests, responses;
    enum header_field_id field;
    unsigned least, most;
    enum dns_severity severity;
    const char *rule, *section, *why;
} count_rules[] = {
    { QUERY, true, false, HEADER_QDCOUNT, 0, 1, DNS_ERROR, "question-count", "RFC 9619 4",
      "a server answers FormErr" },
    { QUERY, false, true, HEADER_QDCOUNT, 0, 1, DNS_ERROR, "question-count", "RFC 9619 4",
      "a response has at most the one question that was asked" },
    { IQUERY, true, false, HEADER_QDCOUNT, 0, 0, DNS_WARNING, "iquery-count", "RFC 1035 6.4",
      "an inverse query has no question" },
    { IQUERY, true, false, HEADER_ANCOUNT, 1, 1, DNS_WARNING, "iquery-count", "RFC 1035 6.4",
      "an inverse query asks with one answer" },
    { UPDATE, true, false, HEADER_QDCOUNT, 1, 1, DNS_ERROR, "zone-count", "RFC 2136 2.3",
      "an update is of one zone" },
    { DSO, true, true, HEADER_QDCOUNT, 0, 0, DNS_ERROR, "dso-count", "RFC 8490 5.4", "DSO has TLVs instead" },
    { DSO, true, true, HEADER_ANCOUNT, 0, 0, DNS_ERROR, "dso-count", "RFC 8490 5.4", "DSO has TLVs instead" },
    { DSO, true, true, HEADER_NSCOUNT, 0, 0, DNS_ERROR, "dso-count", "RFC 8490 5.4", "DSO has TLVs instead" },
    { DSO, true, true, HEADER_ARCOUNT, 0, 0, DNS_ERROR, "dso-count", "RFC 8490 5.4", "DSO has TLVs instead" },
};

/* Several questions under ID 0, as multicast DNS asks them (RFC 6762 sections 5.3 and 18.1), and nothing
 * says that it is. */
static bool may_be_multicast(const struct judging *judging)
{
    return judging->opcode == QUERY && field_of(judging, HEADER_ID) == 0;
}

static void judge_counts(const struct judging *judging)
{
    if (judging->rules->multicast || judging->unnamed)
        return;
    for (size_t i = 0; i < sizeof count_rules / sizeof *count_rules; i++) {
        const struct count_rule *rule = &count_rules[i];
        const unsigned count = field_of(judging, rule->field);
        if (rule->opcode != judging->opcode || !(judging->response ? rule->responses : rule->requests) ||
            !header_has(judging->header, rule->field) || (count >= rule->least && count <= rule->most))
            continue;
        const bool perhaps = may_be_multicast(judging);
        dns_find(judging->findings, header_field_octet(rule->field), rule->rule,
                 perhaps ? DNS_WARNING : rule->severity, rule->section, "%s is %u: %s%s",
                 header_count_name(judging->header, rule->field), count, rule->why,
                 perhaps ? "; if mDNS, there may be many" : "");
    }
}

/* A response must have the ID of its request, and a unidirectional message has none. */
static void judge_id(const struct judging *judging)
{
    if (judging->opcode == DSO && judging->response && field_of(judging, HEADER_ID) == 0 && !judging->unnamed)
        dns_find(judging->findings, 0, "dso-id", DNS_ERROR, "RFC 8490 5.4",
                 "ID is 0 in a response: only unidirectional messages have ID 0, and nobody answers them");
    if (judging->rules->multicast && judging->response && field_of(judging, HEADER_ID) != 0)
        dns_find(judging->findings, 0, "mdns-id", DNS_INFO, "RFC 6762 18.1",
                 "ID is not 0 in a multicast response");
}

void header_judge(const struct header *header, const struct dns_names *names,
                  const struct header_rules *rules, struct dns_findings *findings)
{
    struct judging judging = {
        .header = header,
        .names = names,
        .rules = rules,
        .findings = findings,
        .response = header_get(header, HEADER_QR),
        .opcode = header_get(header, HEADER_OPCODE),
    };

    if (!header_has(header, HEADER_OPCODE))
        return;

    judging.unnamed = names && !dns_name(names, "opcode", judging.opcode, NULL);
    judge_id(&judging);
    judge_opcode(&judging);
    judge_flags(&judging);
    judge_rcode(&judging);
    judge_counts(&judging);
}
