#include "dns/header/names.h"

#include <inttypes.h>
#include <stdio.h>

const char *dns_name(const struct dns_names *names, const char *registry, uint64_t code, const char *in)
{
    return names ? names->name(names->context, registry, code, in) : NULL;
}

const char *dns_name_or(const struct dns_names *names, const char *registry, uint64_t code,
                        const char *generic, char text[DNS_CODE_OCTETS])
{
    const char *name = dns_name(names, registry, code, NULL);
    if (name)
        return name;
    snprintf(text, DNS_CODE_OCTETS, "%s%" PRIu64, generic, code);
    return text;
}
