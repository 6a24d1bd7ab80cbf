#ifndef DNS_PASTE_PASTE_H
#define DNS_PASTE_PASTE_H

/* A message in whatever form people paste it: a table of forms, tried in order. */

#include "dns/header/finding.h"
#include "dns/header/header.h"

enum { PASTE_OCTETS = 65535 + 2, PASTE_TEXT_MOST = 1 << 20 };

struct pasted {
    const char *form; /* id of the form taken: "xxd"; NULL: none */
    uint8_t *octets;  /* of the message; free with pasted_free */
    size_t n;
    unsigned half;                /* 1: a last half octet was given; it is the high nibble of octets[n] */
    size_t skipped;               /* octets in front of the message: a TCP length, Ethernet, IP and UDP */
    char envelope[64];            /* what they were: "Ethernet IPv4 UDP"; empty: nothing */
    bool header_only;             /* text such as dig's: only the header could be read back */
    unsigned rcode;               /* of such a text: all twelve bits, which the header alone does not hold */
    struct dns_findings findings; /* what was odd; of a refused form, why, by name */
};

/* What a form says of a text. */
enum paste_answer {
    PASTE_NO,      /* not this form */
    PASTE_READ,    /* read */
    PASTE_REFUSED, /* this form, and it would be read wrong or not at all: the last finding says why */
};

/* The same paste, as it came and made plain: without colours, quote marks, line numbers and
 * carriage returns. */
struct paste_source {
    const char *raw;
    size_t raw_len;
    const char *text; /* ends with NUL */
    size_t len;
};

struct paste_form {
    const char *id;      /* "hexdump-c" */
    const char *title;   /* "hexdump -C" */
    const char *example; /* one line, for help */
    enum paste_answer (*read)(const struct paste_source *source, struct pasted *pasted);
};
extern const struct paste_form paste_forms[]; /* in the order in which they are tried */
extern const size_t n_paste_forms;

/* Reads text or raw octets, at most PASTE_TEXT_MOST of them, in time linear in their number. The first form
 * that gives a message which walks to its end is taken, else the first that gives octets. False: no form
 * fits, or a misleading one was refused; the first finding says which and what to do. Free in both cases. */
bool paste_read(const char *octets, size_t len, struct pasted *pasted);
void pasted_free(struct pasted *pasted);

/* Adds what was odd to the findings of the message that was read from it. */
void pasted_find(const struct pasted *pasted, struct dns_findings *findings);

/* Are these the first octets of a capture file? Four of them tell. */
enum { PASTE_CAPTURE_OCTETS = 4 };

bool paste_is_capture(const char *octets, size_t len);

#endif
