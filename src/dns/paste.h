#ifndef DNS_PASTE_H
#define DNS_PASTE_H

/* A message in whatever form people paste it: a table of forms, tried in order. */

#include "dns/finding.h"
#include "dns/header.h"

enum { PASTE_OCTETS = 65535 + 2, PASTE_TEXT_MOST = 1 << 20 };

struct pasted {
    const char *form; /* id of the form taken: "xxd"; NULL: none */
    uint8_t *octets;  /* of the message; free with pasted_free */
    size_t n;
    unsigned half;                /* 1: a last half octet was given; it is the high nibble of octets[n] */
    size_t skipped;               /* octets in front of the message: a TCP length, Ethernet, IP and UDP */
    const char *envelope;         /* what they were: "Ethernet IPv4 UDP"; NULL: nothing */
    bool header_only;             /* text such as dig's: only the header could be read back */
    struct dns_findings findings; /* what was odd; of a refused form, why, by name */
};

struct paste_form {
    const char *id;      /* "hexdump-c" */
    const char *title;   /* "hexdump -C" */
    const char *example; /* one line, for help and tests */
    /* Reads the text into octets. Returns how sure it is: 0 not this form, else more is surer. */
    int (*read)(const char *text, size_t len, struct pasted *pasted);
};
extern const struct paste_form paste_forms[];
extern const size_t n_paste_forms;

/* Reads text or raw octets, at most PASTE_TEXT_MOST of them, in time linear in their number. False: no form
 * fits, or a misleading one was refused; findings say which and what to do. */
bool paste_read(const char *octets, size_t len, struct pasted *pasted);
void pasted_free(struct pasted *pasted);

#endif
