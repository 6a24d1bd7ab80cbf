#ifndef DNS_JUDGE_PAIR_H
#define DNS_JUDGE_PAIR_H

/* A query and its response, checked against each other: what must be copied, and what RFC 6195 section 2
 * warns of, bits that a responder copied by mistake. */

#include "dns/message/message.h"

/* Places are octets of the response. By the rules of the response's edition; an EDNS option or flag without a
 * name in `names` is unknown. */
void dns_pair_judge(const struct dns_message *query, const struct dns_message *response,
                    const struct dns_names *names, struct dns_findings *findings);

#endif
