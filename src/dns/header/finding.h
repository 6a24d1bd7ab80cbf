#ifndef DNS_HEADER_FINDING_H
#define DNS_HEADER_FINDING_H

/* What may be doubted in a message: said, with its place, and never a reason to stop. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dns_severity { DNS_ERROR, DNS_WARNING, DNS_INFO, DNS_SEVERITIES };

/* No single place: the whole message. */
#define DNS_NOWHERE SIZE_MAX

struct dns_finding {
    size_t offset;    /* octet of the message, or DNS_NOWHERE */
    const char *rule; /* "z-set": part of the program's interface */
    enum dns_severity severity;
    const char *section; /* "RFC 6895 2.1" */
    char text[200];      /* one sentence without a full stop */
    size_t folded;       /* notes of its rule that are not kept */
    size_t own;          /* with folded: octets of the text that are its own */
};

/* The first of them, and all errors before any note; what a hostile message has beyond is counted. All zeros
 * at first. */
struct dns_findings {
    struct dns_finding at[64];
    size_t n;
    size_t more;                  /* found, and not among them */
    size_t found[DNS_SEVERITIES]; /* how many of each severity, kept or not */
};

/* Adds one; findings NULL: they are not wanted. Of the notes that one rule has on records, the first three
 * are kept, and the third says how many are like it. Where there is no room, it takes that of the last one
 * that is less grave. */
void dns_find(struct dns_findings *findings, size_t offset, const char *rule, enum dns_severity severity,
              const char *section, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Nothing was found. */
void dns_findings_clear(struct dns_findings *findings);

/* "error", "warning" or "info". */
const char *dns_severity_word(enum dns_severity severity);

#endif
