#include "dns/message/frame.h"

#include <stdio.h>

/* Where reading stands: the octets that are left, and how many of all are behind it. */
struct place {
    const uint8_t *octets;
    size_t n, at;
};

static unsigned two(const struct place *place, size_t offset)
{
    const uint8_t *octets = place->octets + place->at + offset;
    return (unsigned)octets[0] << 8 | octets[1];
}

static bool has(const struct place *place, size_t octets)
{
    return place->n - place->at >= octets;
}

/* ---- links ---- */

enum { ETHERTYPE_IPV4 = 0x0800, ETHERTYPE_IPV6 = 0x86DD };

enum { MOST_VLANS = 4, MOST_EXTENSIONS = 16 };

static bool is_vlan(unsigned ethertype)
{
    return ethertype == 0x8100 || ethertype == 0x88A8 || ethertype == 0x9100;
}

/* The link's header with its type of payload at `type`, any VLAN tags behind it. */
static bool typed_link(struct place *place, struct frame *frame, size_t header, size_t type)
{
    if (!has(place, header))
        return false;

    unsigned ethertype = two(place, type);
    place->at += header;
    while (is_vlan(ethertype)) {
        if (frame->vlans == MOST_VLANS || !has(place, 4))
            return false;
        frame->vlans++;
        ethertype = two(place, 2);
        place->at += 4;
    }

    return (ethertype == ETHERTYPE_IPV4 || ethertype == ETHERTYPE_IPV6) && has(place, 1) &&
           place->octets[place->at] >> 4 == (ethertype == ETHERTYPE_IPV4 ? 4 : 6);
}

static bool read_ethernet(struct place *place, struct frame *frame)
{
    return typed_link(place, frame, 14, 12);
}

static bool read_cooked(struct place *place, struct frame *frame)
{
    return has(place, 16) && two(place, 0) <= 4 && typed_link(place, frame, 16, 14);
}

static bool read_cooked2(struct place *place, struct frame *frame)
{
    return has(place, 20) && two(place, 2) == 0 && place->octets[10] <= 4 && typed_link(place, frame, 20, 0);
}

/* The family is a number of the machine that captured: 2 for IPv4, 24, 28 or 30 (10 on Linux) for IPv6. */
static bool read_loopback(struct place *place, struct frame *frame)
{
    (void)frame;
    if (!has(place, 5))
        return false;
    unsigned family = two(place, 0) == 0 ? two(place, 2) : two(place, 2) == 0 ? place->octets[0] : 0;
    place->at += 4;
    if (family == 2)
        return place->octets[place->at] >> 4 == 4;
    return (family == 10 || family == 24 || family == 28 || family == 30) &&
           place->octets[place->at] >> 4 == 6;
}

static bool read_ip(struct place *place, struct frame *frame)
{
    (void)frame;
    return has(place, 1);
}

static const struct link {
    const char *name;
    bool (*read)(struct place *place, struct frame *frame);
} links[FRAME_LINKS] = {
    [FRAME_ETHERNET] = { "Ethernet ", read_ethernet },      [FRAME_IP] = { "", read_ip },
    [FRAME_LOOPBACK] = { "loopback ", read_loopback },      [FRAME_COOKED] = { "Linux cooked ", read_cooked },
    [FRAME_COOKED2] = { "Linux cooked v2 ", read_cooked2 },
};

/* ---- IP ---- */

/* Leaves only what the packet says of itself: Ethernet pads short frames. Sets what it promises. */
static void bound(struct place *place, struct frame *frame, size_t octets)
{
    frame->wanted = octets;
    if (octets < place->n - place->at)
        place->n = place->at + octets;
}

static bool read_ipv4(struct place *place, struct frame *frame, unsigned *protocol)
{
    if (!has(place, 20))
        return false;

    size_t header = (size_t)(place->octets[place->at] & 15) * 4;
    if (header < 20 || !has(place, header) || two(place, 2) < header)
        return false;
    frame->version = 4;
    frame->from = place->octets + place->at + 12;
    frame->to = frame->from + 4;

    unsigned fragment = two(place, 6);
    frame->fragment = (fragment & 0x3FFF) != 0;
    frame->later_fragment = (fragment & 0x1FFF) != 0;
    *protocol = place->octets[place->at + 9];
    bound(place, frame, two(place, 2));
    place->at += header;
    frame->wanted -= header;
    return true;
}

/* Over the extension headers (RFC 8200 section 4), at most MOST_EXTENSIONS of them. */
static bool read_extensions(struct place *place, struct frame *frame, unsigned *protocol)
{
    enum { HOP_BY_HOP = 0, ROUTING = 43, FRAGMENT = 44, AUTHENTICATION = 51, DESTINATION = 60 };

    while (*protocol == HOP_BY_HOP || *protocol == ROUTING || *protocol == FRAGMENT ||
           *protocol == AUTHENTICATION || *protocol == DESTINATION) {
        const uint8_t *octets = place->octets + place->at;
        if (frame->extensions == MOST_EXTENSIONS || !has(place, 8))
            return false;
        size_t length = *protocol == FRAGMENT         ? 8
                        : *protocol == AUTHENTICATION ? ((size_t)octets[1] + 2) * 4
                                                      : ((size_t)octets[1] + 1) * 8;
        if (!has(place, length) || frame->wanted < length)
            return false;
        if (*protocol == FRAGMENT) {
            frame->later_fragment = (two(place, 2) & 0xFFF8) != 0;
            frame->fragment = frame->later_fragment || (two(place, 2) & 1) != 0;
        }
        *protocol = octets[0];
        frame->extensions++;
        frame->wanted -= length;
        place->at += length;
        if (frame->later_fragment)
            break; /* what follows is no header */
    }
    return true;
}

static bool read_ipv6(struct place *place, struct frame *frame, unsigned *protocol)
{
    if (!has(place, 40))
        return false;

    frame->version = 6;
    frame->from = place->octets + place->at + 8;
    frame->to = frame->from + 16;
    *protocol = place->octets[place->at + 6];
    bound(place, frame, 40 + (size_t)two(place, 4));
    place->at += 40;
    frame->wanted -= 40;
    return read_extensions(place, frame, protocol);
}

/* ---- transport ---- */

/* A length that the packet does not have is an error; the ports are set before it is found. */
static bool read_udp(struct place *place, struct frame *frame)
{
    enum { HEADER = 8 };

    size_t length, packet = frame->wanted;
    if (!has(place, HEADER) || packet < HEADER)
        return false;
    length = two(place, 4);
    frame->transport = FRAME_UDP;
    frame->from_port = (uint16_t)two(place, 0);
    frame->to_port = (uint16_t)two(place, 2);
    bound(place, frame, length < HEADER ? packet : length);
    place->at += HEADER;
    frame->wanted -= HEADER;
    if (length < HEADER)
        return false;
    frame->surplus = length < packet ? packet - length : 0;
    return frame->fragment || length <= packet;
}

static bool read_tcp(struct place *place, struct frame *frame)
{
    enum { FIN = 1, SYN = 2, RST = 4 };

    if (!has(place, 20))
        return false;
    size_t header = (size_t)(place->octets[place->at + 12] >> 4) * 4;
    if (header < 20 || !has(place, header) || frame->wanted < header)
        return false;
    frame->transport = FRAME_TCP;
    frame->from_port = (uint16_t)two(place, 0);
    frame->to_port = (uint16_t)two(place, 2);
    frame->sequence = (uint32_t)two(place, 4) << 16 | two(place, 6);
    unsigned flags = place->octets[place->at + 13];
    frame->fin = (flags & FIN) != 0;
    frame->syn = (flags & SYN) != 0;
    frame->rst = (flags & RST) != 0;
    place->at += header;
    frame->wanted -= header;
    return true;
}

bool frame_read(enum frame_link link, const uint8_t *octets, size_t n, struct frame *frame)
{
    enum { TCP = 6, UDP = 17 };
    struct place place = { .octets = octets, .n = n };
    unsigned protocol = 0;
    bool fine;
    *frame = (struct frame){ 0 };
    if (!links[link].read(&place, frame) || !has(&place, 1))
        return false;

    switch (place.octets[place.at] >> 4) {
    case 4:
        fine = read_ipv4(&place, frame, &protocol);
        break;
    case 6:
        fine = read_ipv6(&place, frame, &protocol);
        break;
    default:
        fine = false;
    }
    if (!fine)
        return false;

    if (!frame->later_fragment && protocol == UDP)
        fine = read_udp(&place, frame);
    else if (!frame->later_fragment && protocol == TCP)
        fine = read_tcp(&place, frame);

    frame->payload = place.at;
    frame->length = place.n - place.at;
    return fine;
}

bool frame_has_port(const struct frame *frame)
{
    return frame->from_port == 53 || frame->to_port == 53 || frame->from_port == 5353 ||
           frame->to_port == 5353;
}

const char *frame_text(enum frame_link link, const struct frame *frame, char text[FRAME_TEXT])
{
    static const char *const transports[] = {
        [FRAME_OTHER] = "", [FRAME_UDP] = " UDP", [FRAME_TCP] = " TCP"
    };
    snprintf(text, FRAME_TEXT, "%s%sIPv%u%s", links[link].name, frame->vlans > 0 ? "VLAN " : "",
             frame->version, transports[frame->transport]);
    return text;
}
