#ifndef DNS_RDATA_RDATA_KINDS_H
#define DNS_RDATA_RDATA_KINDS_H

/* What a field of RDATA can be. A kind reads one field and writes its text; the walk over a row's fields is
 * in rdata.c, and serves EDNS options too. */

#include "dns/rdata/rdata.h"

struct rdata_reader {
    const uint8_t *octets; /* of the message: names point into it */
    size_t at, end;        /* next octet of the RDATA, and the first behind it */
    const struct dns_names *names;
    struct out *out;               /* NULL: only look whether it fits */
    bool request;                  /* QR is 0 */
    const char *gap;               /* due before the next text; NULL: nothing */
    const char *between;           /* the gap after a field: " " */
    bool labels;                   /* the name of a field stands before its text */
    size_t written;                /* octets of text so far */
    size_t begun;                  /* where this field's text began; SIZE_MAX: it has none yet */
    struct dns_findings *findings; /* NULL: not wanted */
    const char *section;           /* of the row */
    const struct rdata_field *field;
    uint64_t values[RDATA_FIELDS]; /* of the fields before, those that are numbers */
    uint64_t value;                /* of this field: its code in its registry */
    unsigned times;                /* how often this field was read before */
    size_t trouble_at;             /* why a kind returned false */
    const char *trouble, *rule;
    struct rdata_part *parts; /* NULL: not wanted */
    size_t n_parts;
};

enum field_times { ONCE, PERHAPS, SOME, ANY }; /* 1; 0 or 1; 1 and more; 0 and more, to the end */

struct field_kind {
    /* Reads one field at reader->at and moves behind it. False: it does not fit (reader->trouble). */
    bool (*read)(struct rdata_reader *reader, const struct field_kind *kind);
    /* Octets of a number; or the field (from 0) whose value says how long or of what kind this one is. */
    unsigned n;
    enum field_times times;
};

/* numbers: decimal, in network order */
extern const struct field_kind kind_u8, kind_u16, kind_u32, kind_u48, kind_u64;
extern const struct field_kind kind_length8, kind_length16; /* says how long another is; no text of its own */
extern const struct field_kind kind_octal16;                /* CHAOS addresses */
extern const struct field_kind kind_code8, kind_code16;     /* the registry's mnemonic if there is one */
extern const struct field_kind kind_codes16;                /* to the end */
extern const struct field_kind kind_tsig_error, kind_tkey_error; /* RCODEs with names of their own */
extern const struct field_kind kind_time;                        /* 32 bits, YYYYMMDDHHmmSS (RFC 4034 3.2) */

/* names: may be compressed (RFC 1035); must be understood when compressed (RFC 3597 section 4); must not be,
 * and are read all the same */
extern const struct field_kind kind_name, kind_name_old, kind_name_plain;
extern const struct field_kind kind_names_plain; /* none or more, to the end; a compressed one does not fit */

/* addresses */
extern const struct field_kind kind_ipv4, kind_ipv6, kind_nsap, kind_atma, kind_eui48, kind_eui64,
    kind_locator64;

/* text and octets; "rest" is to the end */
extern const struct field_kind kind_string, kind_string_perhaps, kind_strings;
extern const struct field_kind kind_tag, kind_text_rest;
extern const struct field_kind kind_hex_rest, kind_base64_rest, kind_base64_perhaps, kind_base64_dash;
extern const struct field_kind kind_hit, kind_hip_key, kind_mac, kind_tkey_key, kind_other;
extern const struct field_kind kind_salt, kind_hash32;
extern const struct field_kind kind_anything; /* RFC 3597's form, always */

/* of one type or few */
extern const struct field_kind kind_types, kind_types_old, kind_ports, kind_location, kind_prefixes;
extern const struct field_kind kind_gateway, kind_relay_type, kind_relay, kind_suffix, kind_prefix_name;
extern const struct field_kind kind_dhcid, kind_parameters, kind_options;

/* ---- for kinds ---- */

/* Are `octets` more there? If not, says that the field is cut. */
bool rdata_has(struct rdata_reader *reader, size_t octets);
/* The number in `octets` octets (at most 8) at `at`. */
uint64_t rdata_number(const struct rdata_reader *reader, size_t at, unsigned octets);
/* Takes that number, if it is there. */
bool rdata_take(struct rdata_reader *reader, unsigned octets, uint64_t *number);
/* Says why the field does not fit: a clause. Returns false. */
bool rdata_misfit(struct rdata_reader *reader, size_t at, const char *why);
/* Something odd that fits: one sentence. */
void rdata_doubt(struct rdata_reader *reader, size_t at, const char *rule, enum dns_severity severity,
                 const char *section, const char *text);
/* A part of a field, besides the field itself. */
void rdata_add_part(struct rdata_reader *reader, const char *name, size_t at, size_t length,
                    const char *registry, uint64_t code);

/* Text; nothing happens without reader->out. */
void rdata_say(struct rdata_reader *reader, const char *text, size_t length);
void rdata_say_text(struct rdata_reader *reader, const char *text);
void rdata_say_number(struct rdata_reader *reader, uint64_t number);
void rdata_say_format(struct rdata_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Octets as hex, base64, or the inside of a character-string (RFC 1035 section 5.1): what stands in `escape`
 * gets a backslash, what is not printable ASCII is \DDD. */
void rdata_say_hex(struct rdata_reader *reader, size_t at, size_t length);
void rdata_say_base64(struct rdata_reader *reader, size_t at, size_t length);
void rdata_say_escaped(struct rdata_reader *reader, size_t at, size_t length, const char *escape);
/* Between quotes. */
void rdata_say_string(struct rdata_reader *reader, size_t at, size_t length);
void rdata_say_address(struct rdata_reader *reader, size_t at, size_t length); /* 4 or 16 octets */
/* The mnemonic of a code (in a context, see dns_names), if it has one that is a single word; else `prefix`
 * and the number. */
void rdata_say_code(struct rdata_reader *reader, const char *registry, uint64_t code, const char *in,
                    const char *prefix);
/* Reads a name and writes it; where compression is not allowed that is said. */
bool rdata_take_name(struct rdata_reader *reader, bool compression);

/* Reads a row's fields to the end of the octets: what is left over is a misfit. */
bool rdata_read_fields(struct rdata_reader *reader, const struct rdata_field fields[]);

#endif
