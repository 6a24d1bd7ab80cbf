#include "dns/names.h"

#include <stddef.h>

const char *dns_name(const struct dns_names *names, const char *registry, uint64_t code, const char *in)
{
    return names ? names->name(names->context, registry, code, in) : NULL;
}
