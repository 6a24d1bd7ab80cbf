#ifndef DNS_MESSAGE_PRESET_H
#define DNS_MESSAGE_PRESET_H

/* Sample messages, each for something to be seen in it; the tests of servers of RFC 8906 section 8
 * among them. Names are those of RFC 6761's `example`, addresses those of RFC 5737. */

#include <stddef.h>
#include <stdint.h>

enum { PRESET_OCTETS = 256 };

struct preset {
    const char *id;       /* "nxdomain" */
    const char *name;     /* "NXDomain with SOA" */
    const char *teaches;  /* one clause: what is to be seen in it */
    const char *section;  /* "RFC 2308 2.1" */
    const char *expect;   /* of a test: what a sound server answers; NULL: it is no test */
    const char *hex;      /* octets, with blanks between */
    const char *findings; /* the rules of what may be doubted in it, parted by blanks; "": nothing */
};
extern const struct preset presets[];
extern const size_t n_presets;

/* By id; NULL: there is none. */
const struct preset *preset_called(const char *id);

/* Its octets. Returns how many. */
size_t preset_octets(const struct preset *preset, uint8_t octets[PRESET_OCTETS]);

#endif
