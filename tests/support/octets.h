#ifndef SUPPORT_OCTETS_H
#define SUPPORT_OCTETS_H

/* Messages for tests, written as hex, and the few names of codes that they need. */

#include "dns/message/message.h"

/* Hex with blanks anywhere into octets of the exact length (so that the sanitizer sees what is read beyond
 * them). The caller frees them. */
uint8_t *octets_of(const char *hex, size_t *n);

/* Query, IQuery, Status, Notify, Update, DSO; IN, CH, HS, NONE, ANY; A, NS, CNAME, SOA, ...; RCODEs with
 * their contexts; EDNS flags DO, CO, DE and option COOKIE; DSO types 1 to 3. */
extern const struct dns_names few_names;

/* A message read with the few names, as RFC 6840 has AD; multicast: as RFC 6762 has it. */
struct read_message {
    uint8_t *octets;
    size_t n;
    struct dns_message message;
};

void read_hex(struct read_message *read, const char *hex, bool multicast);
void read_done(struct read_message *read);

/* The rules' ids in the order of the findings, parted by blanks. */
void rules_of(const struct dns_findings *findings, char *text, size_t size);

#endif
