#include "dns/header/header.h"

#include "dns/header/sentence.h"

#include <stdio.h>
#include <string.h>

/* What an RCODE tells whoever asked; those with a name alone say that. */
static const struct {
    unsigned code;
    const char *means;
    const char *context; /* in which it means that; NULL: in any */
} rcodes[] = {
    { 0, "no error", NULL },
    { 1, "the server could not understand the request", NULL },
    { 2, "the server failed", NULL },
    { 3, "the name does not exist", NULL },
    { 4, "the server does not implement this", NULL },
    { 5, "the server refuses", NULL },
    { 6, "a name exists that should not", NULL },
    { 7, "an RRset exists that should not", NULL },
    { 8, "an RRset does not exist that should", NULL },
    { 9, "the server is no authority for the zone", "header" },
    { 9, "the requester is not authorized", "header+tsig-error" },
    { 9, "the server is no authority for the zone, or the requester is not authorized", NULL },
    { 10, "a name is not in the zone", NULL },
    { 11, "the DSO type is not implemented", NULL },
    { 16, "the server does not speak this version of EDNS", NULL },
    { 23, "the server cookie is missing or wrong", NULL },
};

const char *rcode_means(unsigned code, const char *context)
{
    for (size_t i = 0; i < sizeof rcodes / sizeof *rcodes; i++)
        if (rcodes[i].code == code &&
            (!rcodes[i].context || (context && strcmp(rcodes[i].context, context) == 0)))
            return rcodes[i].means;
    return NULL;
}

/* ---- the sentence ---- */

enum { QUERY = 0, UPDATE = 5, DSO = 6 };

/* What is being said. */
struct saying {
    struct sentence sentence;
    const struct header *header;
    const struct dns_names *names;
    const struct header_rules *rules;
    unsigned opcode;
    bool response;
    bool unnamed; /* the edition has no such OpCode */
    bool defined; /* what its flags say is known */
};

static unsigned field_of(const struct saying *saying, enum header_field_id field)
{
    return header_get(saying->header, field);
}

/* Is the flag there and set, and does it say something? */
static bool says(const struct saying *saying, enum header_field_id flag)
{
    return header_has(saying->header, flag) && field_of(saying, flag) && saying->defined &&
           (header_meant(saying->header, saying->rules) >> header_fields[flag].shift & 1);
}

static const struct kind {
    unsigned opcode;
    const char *request, *response;
} kinds[] = {
    { QUERY, "standard query", "response to a standard query" },
    { 1, "inverse query", "response to an inverse query" },
    { 2, "status request", "response to a status request" },
    { 4, "notification that a zone changed", "response to a notification" },
    { UPDATE, "request to update a zone", "response to an update" },
    { DSO, "DSO request", "response to a DSO request" },
};

static const struct kind *kind_of(unsigned opcode)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].opcode == opcode)
            return &kinds[i];
    return NULL;
}

static void say_kind(struct saying *saying)
{
    const struct kind *kind = kind_of(saying->opcode);
    const char *name = dns_name(saying->names, "opcode", saying->opcode, NULL);

    if (saying->rules->multicast)
        say(&saying->sentence, "multicast ");
    if (saying->rules->multicast && saying->opcode == QUERY)
        say(&saying->sentence, saying->response ? "response" : "query");
    else if (saying->unnamed || (!kind && !name))
        say(&saying->sentence, "%s of OpCode %u%s", saying->response ? "response" : "request", saying->opcode,
            saying->unnamed ? ", which is not assigned" : "");
    else if (!kind)
        say(&saying->sentence,
            saying->response ? "response to a request of OpCode %s" : "request of OpCode %s", name);
    else if (saying->opcode == DSO && !saying->response && field_of(saying, HEADER_ID) == 0)
        say(&saying->sentence, "unidirectional DSO message");
    else
        say(&saying->sentence, "%s", saying->response ? kind->response : kind->request);

    if (says(saying, HEADER_AA))
        say(&saying->sentence, ", authoritative");
    if (saying->response && says(saying, HEADER_TC))
        say(&saying->sentence, ", truncated");
}

/* RCODE of a response. The upper bits that an OPT has are not in the header. */
static void say_rcode(struct saying *saying)
{
    const unsigned rcode = field_of(saying, HEADER_RCODE);
    const char *name = dns_name(saying->names, "rcode", rcode, "header");
    const bool alone = header_has(saying->header, HEADER_ARCOUNT) && field_of(saying, HEADER_ARCOUNT) == 0;
    const char *means = rcode_means(rcode, alone ? "header" : NULL);

    if (!saying->response || !header_has(saying->header, HEADER_RCODE))
        return;

    if (rcode == 0)
        say(&saying->sentence, ": %s", means);
    else if (saying->names && !name)
        say(&saying->sentence, ": RCODE %u, which is not assigned", rcode);
    else if (!means)
        say(&saying->sentence, ": RCODE %u%s%s", rcode, name ? " " : "", name ? name : "");
    else
        say(&saying->sentence, name ? ": %s (%s)" : ": %s", means, name);

    if (saying->opcode != DSO && !saying->rules->multicast && !alone)
        say(&saying->sentence, ", unless an OPT says more");
}

static void say_recursion(struct saying *saying)
{
    const bool asked = says(saying, HEADER_RD), offered = says(saying, HEADER_RA);
    if (saying->opcode != QUERY || saying->rules->multicast)
        return;

    if (!saying->response)
        say(&saying->sentence, asked ? "; recursion is asked for" : "; no recursion is asked for");
    else if (asked && header_has(saying->header, HEADER_RA))
        say(&saying->sentence, "; recursion was asked for and is %soffered", offered ? "" : "not ");
    else if (asked)
        say(&saying->sentence, "; recursion was asked for");
    else if (offered)
        say(&saying->sentence, "; recursion is offered");
}

/* What the other flags say where they say something. */
static const struct clause {
    enum header_field_id flag;
    bool response;
    const char *says;
} clauses[] = {
    { HEADER_TC, false, "more known answers follow" },
    { HEADER_TC, true, "ask again over TCP" },
    { HEADER_AD, false, "AD is wanted" },
    { HEADER_AD, true, "all of the answer is authentic data" },
    { HEADER_CD, false, "signatures need no checking" },
    { HEADER_CD, true, "signatures were not checked" },
};

static void say_flags(struct saying *saying)
{
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (clauses[i].response == saying->response && says(saying, clauses[i].flag))
            say(&saying->sentence, "; %s", clauses[i].says);
}

/* Bits that are set and say nothing, or nothing that is known. */
static void say_doubts(struct saying *saying)
{
    const struct header *header = saying->header;
    const char *between = "; ";
    unsigned n = 0;

    if (header_has_long_z(header, saying->names, saying->rules)) {
        const struct header_field field = header_field_in(header, saying->names, saying->rules, HEADER_Z);
        const unsigned z = header_value(header, &field);
        if (z && header_has(header, HEADER_Z)) {
            char hex[12];
            snprintf(hex, sizeof hex, "0x%02X", z);
            say(&saying->sentence, "; its seven bits of Z are %s and must be 0", hex);
        }
    } else {
        for (enum header_field_id id = HEADER_AA; id <= HEADER_CD; id++) {
            if (!header_has(header, id) || !field_of(saying, id) || says(saying, id))
                continue;
            say(&saying->sentence, "%s%s", between, header_fields[id].name);
            between = ", ";
            n++;
        }
        if (n > 0)
            say(&saying->sentence, " %s set%s", n == 1 ? "is" : "are",
                !saying->defined ? ""
                : n == 1         ? ", which says nothing here"
                                 : ", which say nothing here");
    }

    if (!saying->response && header_has(header, HEADER_RCODE) && field_of(saying, HEADER_RCODE))
        say(&saying->sentence, "; RCODE is %u, which says nothing in a request",
            field_of(saying, HEADER_RCODE));
}

static void say_counts(struct saying *saying)
{
    static const char *const words[][2] = { { "question", "zone" },
                                            { "answer", "prerequisite" },
                                            { "authority", "update" },
                                            { "additional", "additional" } };
    const bool update = saying->opcode == UPDATE && saying->defined;
    const uint16_t *counts = saying->header->word + 2;
    if (saying->opcode == DSO && saying->defined && !(counts[0] | counts[1] | counts[2] | counts[3]))
        return; /* DSO has no records */

    for (size_t i = 0; i < 4 && header_has(saying->header, (enum header_field_id)(HEADER_QDCOUNT + i)); i++) {
        const bool many = counts[i] != 1 && (i < 2 || (i == 2 && update));
        say(&saying->sentence, "%s %u %s%s", i ? "," : ";", counts[i], words[i][update], many ? "s" : "");
    }
}

const char *header_say(const struct header *header, const struct dns_names *names,
                       const struct header_rules *rules, char text[HEADER_SAY_OCTETS])
{
    struct saying saying = {
        .sentence = sentence_in(text, HEADER_SAY_OCTETS),
        .header = header,
        .names = names,
        .rules = rules,
        .opcode = header_get(header, HEADER_OPCODE),
        .response = header_get(header, HEADER_QR),
    };

    if (!header_has(header, HEADER_OPCODE)) {
        say(&saying.sentence, "too little of a header to say what it is");
        return text;
    }

    saying.unnamed = names && !dns_name(names, "opcode", saying.opcode, NULL);
    saying.defined = kind_of(saying.opcode) && !saying.unnamed;
    say_kind(&saying);
    say_rcode(&saying);
    say_recursion(&saying);
    say_flags(&saying);
    say_doubts(&saying);
    say_counts(&saying);
    if (header->nibbles < HEADER_NIBBLES)
        say(&saying.sentence, "; the header is cut after %u%s of %u octets", header->nibbles / 2,
            header->nibbles % 2 ? " and a half" : "", (unsigned)HEADER_OCTETS);

    return text;
}
