#ifndef DNS_HEADER_COMPARE_H
#define DNS_HEADER_COMPARE_H

/* Two headers side by side: what differs, and what a response has to have from its query. */

#include "dns/header/header.h"

struct header_difference {
    enum header_field_id field;
    unsigned one, other;     /* values; of a cut header what is there of it */
    uint16_t bits;           /* those that differ, as they stand in the header's word */
    bool one_has, other_has; /* its bits are all there */
};

/* The fields, as `other` has them (header_field_in), that differ in value or in being there, most significant
 * first. Returns how many. */
size_t header_differ(const struct header *one, const struct header *other, const struct dns_names *names,
                     const struct header_rules *rules, struct header_difference differences[HEADER_FIELDS]);

/* What a responder does with a field of the query's header. */
enum header_reply {
    REPLY_COPIES, /* ID, OpCode, RD, CD */
    REPLY_TURNS,  /* QR: 0 in the query, 1 in the response */
    REPLY_OWNS,   /* AA, RA, Z, AD: set in both they may be copied by mistake (RFC 6195 section 2) */
    REPLY_SETS,   /* TC, RCODE, counts: nothing of the query's is in them */
};

/* Whether the query has RD and CD as flags at all says header_field_in. */
enum header_reply header_reply_of(enum header_field_id field);

/* The section that says so; of two editions of the same words the one whose rules hold. */
const char *header_reply_section(const struct header_rules *rules, enum header_field_id field);

#endif
