#ifndef DNS_MESSAGE_FRAME_H
#define DNS_MESSAGE_FRAME_H

/* What lies around a message on its way: a link layer, IPv4 or IPv6, UDP or TCP. Only offsets into the octets
 * are given; nothing is copied and nothing is summed (checksums are often left to the network card). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frame_link {
    FRAME_ETHERNET, /* with any VLAN tags (IEEE 802.1Q) */
    FRAME_IP,       /* IPv4 or IPv6 by the version field, nothing in front */
    FRAME_LOOPBACK, /* four octets of address family, in either order */
    FRAME_COOKED,   /* Linux cooked capture v1 */
    FRAME_COOKED2,  /* v2 */
    FRAME_LINKS,
};

enum frame_transport { FRAME_OTHER, FRAME_UDP, FRAME_TCP };

struct frame {
    unsigned version;    /* of IP: 4, 6; 0: no IP was found */
    const uint8_t *from; /* 4 or 16 octets */
    const uint8_t *to;   /* likewise */
    bool fragment;       /* a piece of a packet; the first has ports */
    bool later_fragment; /* not the first: no ports, no payload */
    unsigned vlans;      /* tags */
    unsigned extensions; /* headers of IPv6 between the fixed one and the transport */
    enum frame_transport transport;
    uint16_t from_port, to_port;
    uint32_t sequence; /* of TCP */
    bool syn, fin, rst;
    size_t payload; /* offset */
    size_t length;  /* octets of it that are there */
    size_t wanted;  /* octets of it that the headers promise */
    size_t surplus; /* octets of the packet behind what UDP's length covers */
};

/* Reads the headers of one packet. False: they are not what `link` says, or the octets end inside them; what
 * was found until then is set. */
bool frame_read(enum frame_link link, const uint8_t *octets, size_t n, struct frame *frame);

/* Is one of the ports DNS's or mDNS's (53, 5353)? */
bool frame_has_port(const struct frame *frame);

/* The headers in words: "Ethernet VLAN IPv4 UDP". Returns text. */
enum { FRAME_TEXT = 64 };

const char *frame_text(enum frame_link link, const struct frame *frame, char text[FRAME_TEXT]);

#endif
