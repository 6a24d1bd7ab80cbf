#ifndef DNS_JUDGE_MESSAGE_JUDGE_H
#define DNS_JUDGE_MESSAGE_JUDGE_H

/* What may be doubted in a message: all but what the reading itself cannot help finding. */

#include "dns/message/message.h"

/* Reads a message as dns_message_walk does, and judges it. names may be NULL: then no code is doubted for
 * having no name. */
void dns_message_read(const uint8_t *octets, size_t n, const struct dns_names *names,
                      const struct header_rules *rules, struct dns_message *message);

/* The part of it that is about UPDATE's rows and DSO's TLVs. */
void dns_update_judge(struct dns_message *message);
void dns_dso_judge(struct dns_message *message, const struct dns_names *names);

/* The parts that are about OPT, and about who signed (TSIG, TKEY, SIG(0)). */
void dns_edns_judge(struct dns_message *message, const struct dns_names *names);
void dns_signature_judge(struct dns_message *message);

#endif
