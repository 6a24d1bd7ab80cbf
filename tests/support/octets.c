#include "support/octets.h"
#include "dns/judge/message_judge.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint8_t *octets_of(const char *hex, size_t *n)
{
    uint8_t *octets = malloc(strlen(hex) / 2 + 1), *exact;
    unsigned nibbles = 0;

    for (; octets && *hex; hex++) {
        const char *digits = "0123456789abcdef";
        const char *digit = strchr(digits, tolower((unsigned char)*hex));
        if (!digit)
            continue;
        if (nibbles % 2 == 0)
            octets[nibbles / 2] = (uint8_t)((digit - digits) << 4);
        else
            octets[nibbles / 2] |= (uint8_t)(digit - digits);
        nibbles++;
    }

    *n = nibbles / 2;
    exact = malloc(*n ? *n : 1);
    if (!exact || !octets || nibbles % 2)
        abort();
    memcpy(exact, octets, *n);
    free(octets);
    return exact;
}

static const struct {
    const char *registry;
    uint64_t code;
    const char *in, *name;
} few[] = {
    { "opcode", 0, NULL, "Query" },
    { "opcode", 1, NULL, "IQuery" },
    { "opcode", 2, NULL, "Status" },
    { "opcode", 4, NULL, "Notify" },
    { "opcode", 5, NULL, "Update" },
    { "opcode", 6, NULL, "DSO" },
    { "class", 1, NULL, "IN" },
    { "class", 3, NULL, "CH" },
    { "class", 4, NULL, "HS" },
    { "class", 254, NULL, "NONE" },
    { "class", 255, NULL, "*" },
    { "rrtype", 1, NULL, "A" },
    { "rrtype", 2, NULL, "NS" },
    { "rrtype", 5, NULL, "CNAME" },
    { "rrtype", 6, NULL, "SOA" },
    { "rrtype", 16, NULL, "TXT" },
    { "rrtype", 24, NULL, "SIG" },
    { "rrtype", 28, NULL, "AAAA" },
    { "rrtype", 41, NULL, "OPT" },
    { "rrtype", 48, NULL, "DNSKEY" },
    { "rrtype", 128, NULL, "NXNAME" },
    { "rrtype", 249, NULL, "TKEY" },
    { "rrtype", 250, NULL, "TSIG" },
    { "rrtype", 251, NULL, "IXFR" },
    { "rrtype", 252, NULL, "AXFR" },
    { "rrtype", 255, NULL, "*" },
    { "rcode", 0, "header", "NoError" },
    { "rcode", 1, "header", "FormErr" },
    { "rcode", 2, "header", "ServFail" },
    { "rcode", 3, "header", "NXDomain" },
    { "rcode", 5, "header", "Refused" },
    { "rcode", 7, "header", "YXRRSet" },
    { "rcode", 9, "header", "NotAuth" },
    { "rcode", 9, "header+tsig-error", "NotAuthorized" },
    { "rcode", 16, "opt", "BADVERS" },
    { "rcode", 16, "tsig", "BADSIG" },
    { "rcode", 18, "tsig", "BADTIME" },
    { "rcode", 23, "opt", "BADCOOKIE" },
    { "edns-flag", 0, NULL, "DO" },
    { "edns-flag", 1, NULL, "CO" },
    { "edns-flag", 2, NULL, "DE" },
    { "edns-option", 10, NULL, "COOKIE" },
    { "dso", 1, NULL, "KeepAlive" },
    { "dso", 2, NULL, "RetryDelay" },
    { "dso", 3, NULL, "EncryptionPadding" },
};

static const char *few_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    const char *first = NULL;

    (void)context;
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        if (strcmp(few[i].registry, registry) != 0 || few[i].code != code)
            continue;
        if (in && few[i].in && strcmp(in, few[i].in) == 0)
            return few[i].name;
        first = first ? first : few[i].name;
    }

    return first;
}
const struct dns_names few_names = { few_name, NULL };

void read_hex(struct read_message *read, const char *hex, bool multicast)
{
    const struct header_rules rules = { .ad_in_queries = true, .multicast = multicast };
    read->octets = octets_of(hex, &read->n);
    dns_message_read(read->octets, read->n, &few_names, &rules, &read->message);
}

void read_done(struct read_message *read)
{
    dns_message_free(&read->message);
    free(read->octets);
}

void rules_of(const struct dns_findings *findings, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < findings->n && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? " " : "", findings->at[i].rule);
}
