/* What hangs on the edition in force. */
#include "dns/header/header.h"

#include <string.h>

struct header_rules header_rules_of(const char *edition)
{
    static const char *const ids[BCP42_EDITIONS] = {
        [BCP42_RFC6195] = "rfc6195", [BCP42_RFC5395] = "rfc5395", [BCP42_RFC2929] = "rfc2929"
    };
    for (enum bcp42 i = BCP42_RFC6895; i < BCP42_EDITIONS; i++)
        if (ids[i] && strcmp(ids[i], edition) == 0)
            return (struct header_rules){ .bcp42 = i };
    return (struct header_rules){ .ad_in_queries = true };
}

const char *bcp42_section(const struct header_rules *rules, enum bcp42_section section)
{
    static const char *const sections[BCP42_EDITIONS][BCP42_SECTIONS] = {
        [BCP42_RFC6895] = { "RFC 6895 2", "RFC 6895 2.1", "RFC 6895 2.2", "RFC 6895 2.3", "RFC 6895 3",
                            "RFC 6895 3.1", "RFC 6895 3.2" },
        [BCP42_RFC6195] = { "RFC 6195 2", "RFC 6195 2.1", "RFC 6195 2.2", "RFC 6195 2.3", "RFC 6195 3",
                            "RFC 6195 3.1", "RFC 6195 3.2" },
        [BCP42_RFC5395] = { "RFC 5395 2", "RFC 5395 2.1", "RFC 5395 2.2", "RFC 5395 2.3", "RFC 5395 3",
                            "RFC 5395 3.1", "RFC 5395 3.2" },
        [BCP42_RFC2929] = { "RFC 2929 2", "RFC 2929 2.1", "RFC 2929 2.2", "RFC 2929 2.3", "RFC 2929 3",
                            "RFC 2929 3.1", "RFC 2929 3.2" },
    };
    return sections[rules->bcp42][section];
}

const char *header_field_section(enum header_field_id id, const struct header_rules *rules)
{
    if (id == HEADER_OPCODE)
        return bcp42_section(rules, BCP42_OPCODE);
    if (id == HEADER_Z)
        return bcp42_section(rules, BCP42_BITS);
    if (id == HEADER_RCODE)
        return bcp42_section(rules, BCP42_RCODE);
    if ((id == HEADER_AD || id == HEADER_CD) && rules->bcp42 == BCP42_RFC2929)
        return "RFC 2535 6.1"; /* RFC 4035 came five years later */
    return header_fields[id].section;
}
