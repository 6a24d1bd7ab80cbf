#ifndef DNS_HEADER_NAMES_H
#define DNS_HEADER_NAMES_H

/* Where the names of codes come from: the edition in force and the user's drafts, behind one function, so
 * that nothing in this folder knows registries. */

#include <stdint.h>

struct dns_names {
    /* The name of a code in a registry ("rrtype", 65 -> "HTTPS"), in a context where the code has several
     * ("rcode" 16: "opt", "tsig" or "tkey"; NULL: the first). NULL: it has none. Lives as long as the
     * context. */
    const char *(*name)(const void *context, const char *registry, uint64_t code, const char *in);
    const void *context;
};

/* With NULL for names: no code has a name. */
const char *dns_name(const struct dns_names *names, const char *registry, uint64_t code, const char *in);

/* The name, or the generic one that RFC 3597 section 5 gives: "TYPE65" of `generic` "TYPE". Returns text or
 * the name. */
enum { DNS_CODE_OCTETS = 32 };

const char *dns_name_or(const struct dns_names *names, const char *registry, uint64_t code,
                        const char *generic, char text[DNS_CODE_OCTETS]);

#endif
