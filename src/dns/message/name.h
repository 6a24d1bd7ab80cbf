#ifndef DNS_MESSAGE_NAME_H
#define DNS_MESSAGE_NAME_H

/* Names on the wire (RFC 1035 section 4.1.4). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum name_trouble {
    NAME_FINE,
    NAME_CUT,     /* the octets end inside it */
    NAME_FORWARD, /* a pointer to where it stands or behind: never earlier than itself */
    NAME_LOOP,    /* pointers that come back, or more than 128 of them */
    NAME_LABEL,   /* a label type that is none: 10, or an unknown 01 */
    NAME_LONG,    /* more than 255 octets */
};

struct dns_wire_name {
    size_t offset;   /* where it begins */
    size_t end;      /* first octet behind it where it stands (behind its first pointer) */
    bool ends;       /* that octet is known; else `end` is where reading stopped */
    bool compressed; /* a pointer is in it */
    size_t
        header_at; /* a pointer to below octet 12, where a message has no name; 0: none, or the first octet */
    bool bits;     /* a bit-string label is in it */
    unsigned length; /* octets when written out, root included; at most 255 */
    enum name_trouble trouble;
    size_t trouble_at; /* the octet that makes it */
};

/* Reads the name at `offset`. Always gives a name; when trouble is not NAME_FINE, of the part that could be
 * read. Follows at most 128 pointers, each of which must lead to before the labels that led to it. */
struct dns_wire_name dns_name_read(const uint8_t *octets, size_t n, size_t offset);

/* The name as text, `\.` and `\DDD` as in RFC 4343 section 2.1, case kept, with the dot of the
 * root; bit-string labels as in RFC 2673. Where it could not be read whole it ends in "...". Enough
 * for any name. */
enum { NAME_TEXT_OCTETS = 1100 };

size_t dns_name_text(const uint8_t *octets, size_t n, size_t offset, char text[NAME_TEXT_OCTETS]);

/* Equal without ASCII case (RFC 4343), wherever they stand? */
bool dns_name_equal(const uint8_t *octets, size_t n, size_t a, size_t b);

/* Writes a name as people type it ("example.com", "\065.test.") as labels. Returns the octets; 0: it is no
 * name. */
size_t dns_name_write(const char *text, uint8_t out[255]);

#endif
