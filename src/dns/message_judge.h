#ifndef DNS_MESSAGE_JUDGE_H
#define DNS_MESSAGE_JUDGE_H

/* What may be doubted in a message that was read: all but what the reading itself could not help finding. */

#include "dns/message.h"

void dns_message_judge(struct dns_message *message, const struct dns_names *names);

/* The part of it that is about UPDATE's rows and DSO's TLVs. */
void dns_update_judge(struct dns_message *message);
void dns_dso_judge(struct dns_message *message, const struct dns_names *names);

/* The parts that are about OPT, and about who signed (TSIG, TKEY, SIG(0)). */
void dns_edns_judge(struct dns_message *message, const struct dns_names *names);
void dns_signature_judge(struct dns_message *message);

#endif
