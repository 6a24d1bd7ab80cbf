#ifndef DNS_COPY_COPY_H
#define DNS_COPY_COPY_H

/* A message in forms to be pasted elsewhere. */

#include "base/out.h"
#include "dns/header/header.h"

enum { COPY_OCTETS_MOST = 65535 }; /* what is beyond is not copied */

struct copy_source {
    const uint8_t *octets;
    size_t n;
    unsigned half; /* 1: a last half octet is there, the high nibble of octets[n] */
    const struct dns_names *names;
    struct header_rules rules;
};

struct copy_form {
    const char *id;   /* "hex" */
    const char *name; /* "hex" in a list of forms */
    const char *says; /* one clause: what is copied */
    bool again;       /* paste_read reads the same octets back; a half octet from hex alone */
    void (*write)(const struct copy_source *source, struct out *out);
};
extern const struct copy_form copy_forms[];
extern const size_t n_copy_forms;

/* By id; NULL: there is none. */
const struct copy_form *copy_form_called(const char *id);

/* Writes the message in that form: one line without a newline, or lines that each end in one. Text is ASCII
 * but for names of codes. What a form cannot say, it says so: "cannot be said by dig: QR is 1". */
void copy_write(const struct copy_form *form, const struct copy_source *source, struct out *out);

#endif
