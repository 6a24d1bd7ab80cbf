#include "dns/header.h"

#include <stdio.h>

/* What an RCODE tells whoever asked; those with a name alone say that. */
static const struct {
    unsigned code;
    const char *means;
} rcodes[] = {
    { 0, "no error" },
    { 1, "the server could not understand the request" },
    { 2, "the server failed" },
    { 3, "the name does not exist" },
    { 4, "the server does not implement this" },
    { 5, "the server refuses" },
    { 6, "a name exists that should not" },
    { 7, "an RRset exists that should not" },
    { 8, "an RRset does not exist that should" },
    { 9, "the server is no authority for the zone, or the requester is not authorized" },
    { 10, "a name is not in the zone" },
    { 11, "the DSO type is not implemented" },
    { 16, "the server does not speak this version of EDNS" },
    { 23, "the server cookie is missing or wrong" },
};

const char *rcode_means(unsigned code)
{
    for (size_t i = 0; i < sizeof rcodes / sizeof *rcodes; i++)
        if (rcodes[i].code == code)
            return rcodes[i].means;
    return NULL;
}

static const char *recursion(bool asked, bool offered)
{
    if (asked)
        return offered ? "; recursion was asked for and is offered"
                       : "; recursion was asked for and is not offered";
    return offered ? "; recursion is offered" : "";
}

static int say_response(const struct header *header, const char *opcode, char *text, size_t size)
{
    const unsigned rcode = header_get(header, HEADER_RCODE);
    const char *means = rcode_means(rcode);
    char number[32];
    const bool query = header_get(header, HEADER_OPCODE) == 0;
    (void)snprintf(number, sizeof number, "RCODE %u", rcode);
    return snprintf(
        text, size, "%s%s: %s%s%s",
        header_get(header, HEADER_AA) && !header_has_long_z(header) ? "authoritative " : "",
        query ? "response" : opcode, means ? means : number,
        header_get(header, HEADER_TC) && !header_has_long_z(header) ? "; truncated, ask again over TCP" : "",
        query ? recursion(header_get(header, HEADER_RD), header_get(header, HEADER_RA)) : "");
}

const char *header_say(const struct header *header, const struct dns_names *names, char text[256])
{
    const unsigned opcode = header_get(header, HEADER_OPCODE);
    const char *name = dns_name(names, "opcode", opcode, NULL);
    char kind[64];
    if (!header_has(header, HEADER_OPCODE)) {
        (void)snprintf(text, 256, "%s", "too little of a header to say what it is");
        return text;
    }
    if (name)
        (void)snprintf(kind, sizeof kind, "%s %s", name,
                       header_get(header, HEADER_QR) ? "response" : "request");
    else
        (void)snprintf(kind, sizeof kind, "%s of OpCode %u",
                       header_get(header, HEADER_QR) ? "response" : "request", opcode);
    if (header_get(header, HEADER_QR))
        (void)say_response(header, kind, text, 256);
    else if (opcode == 0)
        (void)snprintf(text, 256, "query%s%s%s",
                       header_get(header, HEADER_RD) ? "; recursion is asked for"
                                                     : "; no recursion is asked for",
                       header_get(header, HEADER_AD) ? "; AD is wanted" : "",
                       header_get(header, HEADER_CD) ? "; signatures need no checking" : "");
    else
        (void)snprintf(text, 256, "%s", kind);
    return text;
}
