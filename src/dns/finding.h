#ifndef DNS_FINDING_H
#define DNS_FINDING_H

/* What may be doubted in a message: said, with its place, and never a reason to stop. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dns_severity { DNS_ERROR, DNS_WARNING, DNS_INFO };

/* No single place: the whole message. */
#define DNS_NOWHERE SIZE_MAX

struct dns_finding {
    size_t offset;    /* octet of the message, or DNS_NOWHERE */
    const char *rule; /* "z-set": part of the program's interface */
    enum dns_severity severity;
    const char *section; /* "RFC 6895 2.1" */
    char text[200];      /* one sentence without a full stop */
};

/* The first of them; what a hostile message has beyond is counted. */
struct dns_findings {
    struct dns_finding at[64];
    size_t n;
    size_t more;
};

/* Adds one; findings NULL: they are not wanted. */
void dns_find(struct dns_findings *findings, size_t offset, const char *rule, enum dns_severity severity,
              const char *section, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* "error", "warning" or "info". */
const char *dns_severity_word(enum dns_severity severity);

#endif
