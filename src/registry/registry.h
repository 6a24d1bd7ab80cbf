#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

/* What a registry is, and the words in which its rows are said (RFC 8126, RFC 6895). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_kind {
    KEY_NUMBER,  /* RRTYPE 65 */
    KEY_BIT,     /* header bit 5: AA */
    KEY_PATTERN, /* leading bits of an octet: label type 01000001 */
    KEY_TEXT,    /* a name: special-use printer.local */
    KEY_PAIR,    /* two of them: SRV _tcp, or cookie version and size */
};

/* What may be done with a code, as its policy range says. */
enum use {
    USE_NONE, /* no policy covers the code */
    USE_PRIVATE,
    USE_EXPERIMENTAL,
    USE_OPEN,          /* open to applications under the policy */
    USE_RESERVED_OPEN, /* reserved, with a way out that the policy names */
    USE_RESERVED,
    USE_NEVER, /* RRTYPE 0 */
    USE_CLOSED,
};

enum status {
    STATUS_ASSIGNED,
    STATUS_OBSOLETE,
    STATUS_DEPRECATED,
    STATUS_HISTORIC,
    STATUS_EXPERIMENTAL,
    STATUS_TEMPORARY,
    STATUS_RESERVED,
    STATUS_UNASSIGNED,
    STATUS_PRIVATE,
    STATUS_EXPERIMENTAL_USE,
    STATUS_CLOSED,
};

/* RRTYPEs and CLASSes come in three categories (RFC 6895 sections 3.1 and 3.2); a range may admit several. */
enum category { CATEGORY_NONE = 0, CATEGORY_DATA = 1, CATEGORY_Q = 2, CATEGORY_META = 4 };

/* What a mnemonic looks like in a registry (the rule `mnemonic-form` reads it). */
enum name_kind { NAME_NONE, NAME_FREE, NAME_RR, NAME_SVCB_KEY, NAME_UNDERSCORE, NAME_DOMAIN };

/* The same words in the database, in JSON and on the screen. word_of gives NULL for no such value; value_of
 * -1. */
struct word {
    int value;
    const char *word;
};
extern const struct word key_kind_words[], use_words[], status_words[], category_words[], name_kind_words[];
const char *word_of(const struct word *words, int value);
int value_of(const struct word *words, const char *word);

/* Is the code taken: assigned in any of its forms? Reserved, private use and free codes are not. */
bool status_is_taken(enum status status);

/* Is it left to everyone: Private Use or Experimental Use (RFC 8126 sections 4.1 and 4.2)? */
bool use_is_private(enum use use);
bool status_is_private(enum status status);

struct registry {
    const char *id;         /* "rrtype" */
    const char *page;       /* IANA's page, "dns-parameters"; NULL for a local registry */
    const char *iana_id;    /* on that page, "dns-parameters-4" */
    const char *title;      /* as the screen says it: "RR TYPEs" */
    const char *iana_title; /* "Resource Record (RR) TYPEs" */
    const char *group;      /* registries of one group stand together: "BCP 42" */
    const char *space;      /* registries with the same word share one space of mnemonics; NULL: its own */
    const char *documents;  /* that define it, parted by blanks: "rfc6895 rfc1035" */
    enum key_kind kind;
    enum name_kind names;
    unsigned width; /* bits of a code; of a bit registry, how many bits there are; 0: keys are not numbers */
    bool bits_from_lsb; /* the document calls the least significant bit 0 (CSYNC), not the most (RFC 1035) */
    unsigned place;     /* order on the screen and in answers */
};

/* Largest number a code can be (bit registries: the last bit's number). 0 where keys are not numbers. */
uint64_t registry_top(const struct registry *registry);

/* Do its rows tile a space of numbers? */
bool registry_tiles(const struct registry *registry);

#endif
