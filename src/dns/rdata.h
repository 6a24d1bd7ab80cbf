#ifndef DNS_RDATA_H
#define DNS_RDATA_H

/* RDATA by a table: which fields a type has, in its order. One row a type, one row a kind of field. */

#include "base/out.h"
#include "dns/message.h"

enum { RDATA_FIELDS = 10 };

struct rdata_type {
    uint16_t type;
    bool internet_only;  /* only of CLASS IN (RFC 6895 section 3: "in some cases, the CLASS") */
    const char *section; /* "RFC 1035 3.3.9" */
    struct rdata_field {
        const char *name; /* "PREFERENCE" */
        const struct field_kind *kind;
        const char *registry; /* that names its values; NULL: none */
    } fields[RDATA_FIELDS];   /* ends with kind NULL */
};
extern const struct rdata_type rdata_types[]; /* sorted by type */
extern const size_t n_rdata_types;
const struct rdata_type *rdata_type_of(uint16_t type, uint16_t class);

/* One field as it was found. */
struct rdata_part {
    const char *name;
    size_t offset, length;
    const char *registry;
    uint64_t code; /* with registry */
};

/* Writes the record's RDATA in its presentation form, or, for a type without a row or octets that do not fit
 * their row, as RFC 3597 section 5 has it: \# 4 0A000001. `parts` (room for RDATA_FIELDS, or NULL) gets the
 * fields. The class of UPDATE's NONE rows is the zone's: give it in `class`. Returns false for the generic
 * form. */
bool rdata_text(const struct dns_message *message, const struct dns_record *record, uint16_t class,
                const struct dns_names *names, struct out *out, struct rdata_part *parts, size_t *n_parts);

/* Adds what may be doubted in the record's RDATA. */
void rdata_judge(const struct dns_message *message, const struct dns_record *record, uint16_t class,
                 struct dns_findings *findings);

/* An EDNS option's data in words: "client subnet 192.0.2.0/24", hex where it has none. */
void option_text(const uint8_t *octets, const struct dns_option *option, const struct dns_names *names,
                 struct out *out);

#endif
