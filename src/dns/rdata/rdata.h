#ifndef DNS_RDATA_RDATA_H
#define DNS_RDATA_RDATA_H

/* RDATA by a table: which fields a type has, in its order. One row a type, one row a kind of field. */

#include "base/out.h"
#include "dns/message/message.h"

enum { RDATA_FIELDS = 10, RDATA_PARTS = 32 };

struct rdata_field {
    const char *name; /* as the RFC writes it: "PREFERENCE" */
    const struct field_kind *kind;
    const char *registry; /* that names its values; NULL: none */
};

struct rdata_type {
    uint16_t type;
    bool internet_only;  /* only of CLASS IN (RFC 6895 section 3: "in some cases, the CLASS") */
    const char *section; /* "RFC 1035 3.3.9" */
    struct rdata_field fields[RDATA_FIELDS]; /* ends with kind NULL */
};
extern const struct rdata_type rdata_types[]; /* sorted by type */
extern const size_t n_rdata_types;

/* NULL: no row in this class. Of mDNS, give the class without its top bit (RFC 6762 section 10.2). */
const struct rdata_type *rdata_type_of(uint16_t type, uint16_t class);

/* One field as it was found; of a field that repeats (strings, SVCB parameters), one for each time. */
struct rdata_part {
    const char *name;
    size_t offset, length; /* in the message */
    const char *registry;
    uint64_t code;            /* with registry; of the flags registries all bits together */
    size_t text, text_length; /* its text among the octets that rdata_text wrote; length 0: it has none of its
                                 own (HIP's lengths) */
};

/* Writes the record's RDATA in its presentation form, or, for a type without a row or octets that do not fit
 * their row, as RFC 3597 section 5 has it: \# 4 0a000001. `parts` (room for RDATA_PARTS, or NULL with
 * n_parts) gets the fields, the first RDATA_PARTS of them; none of the generic form. The class of UPDATE's
 * NONE rows is the zone's: give it in `class`. An UPDATE's ANY or NONE row without RDATA (RFC 2136 section
 * 2.4) has the empty text. Returns false for the generic form. */
bool rdata_text(const struct dns_message *message, const struct dns_record *record, uint16_t class,
                const struct dns_names *names, struct out *out, struct rdata_part *parts, size_t *n_parts);

/* Adds what may be doubted in the record's RDATA; of OPT, in its options. Each is said at its octet:
 * "rdata-misfit" and "rdata-left": the generic form is shown; "rdata-compressed", an error where the type
 * forbids it and a warning where readers must understand it: the name is shown; "rdata-zeros", "svcb-alias",
 * "svcb-alpn", "option-misfit", "option-request", "option-response". */
void rdata_judge(const struct dns_message *message, const struct dns_record *record, uint16_t class,
                 struct dns_findings *findings);

/* An EDNS option's data in words: "client subnet 192.0.2.0/24, scope 0"; hex, and the text in it, where it
 * has none or does not fit; "empty" without data. Returns false if it does not fit its RFC. */
bool option_text(const uint8_t *octets, const struct dns_option *option, const struct dns_names *names,
                 struct out *out);

#endif
