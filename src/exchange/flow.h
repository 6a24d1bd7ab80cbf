#ifndef EXCHANGE_FLOW_H
#define EXCHANGE_FLOW_H

/* From packets to DNS messages: UDP and TCP, ports 53 and 5353, over IPv4 and IPv6. TCP streams are put in
 * order; IP fragments are named and counted, not put together. What is lost is counted: nothing goes without
 * a word. Memory is bounded whatever comes: at most FLOW_STREAMS streams with FLOW_MEMORY octets in all; the
 * one that was silent longest makes room. */

#include "dns/message/frame.h"

#include <stdint.h>

enum { FLOW_STREAMS = 1024, FLOW_STREAM_MEMORY = 256 * 1024, FLOW_MEMORY = 16 * 1024 * 1024 };

struct flow_time {
    int64_t seconds; /* since 1970-01-01 UTC */
    uint32_t microseconds;
};

/* One message; the pointers live until the call returns. */
struct flow_message {
    const uint8_t *octets;
    size_t n;
    size_t wanted;   /* octets it has by its own length; more than n: the capture cut it */
    uint64_t packet; /* that completed it, from 1 */
    struct flow_time time;
    unsigned version;    /* of IP: 4 or 6 */
    const uint8_t *from; /* 4 or 16 octets */
    const uint8_t *to;   /* likewise */
    uint16_t from_port, to_port;
    enum frame_transport transport;
    bool fragment; /* the first piece of a packet: the rest is elsewhere */
};

struct flow_counts {
    uint64_t packets;
    uint64_t messages;
    uint64_t fragments; /* pieces of packets */
    uint64_t cut;       /* messages that were told as far as they are there */
    uint64_t gaps;      /* places in streams where messages may be lost */
    uint64_t unplaced;  /* segments in which no message begins, behind such a place or with no beginning */
    uint64_t dropped;   /* streams that made room for others and had something to lose */
    uint64_t damaged;   /* packets of IP whose further headers end early or contradict themselves */
    uint64_t surplus;   /* UDP packets with octets behind their UDP length */
    uint64_t others;    /* packets that are no IP */
};

typedef void flow_each(void *context, const struct flow_message *message);

struct flow;

/* Calls each(context, message) for every message of the packets that are given. Free with flow_free. */
struct flow *flow_new(flow_each *each, void *context);
void flow_free(struct flow *flow);

/* One packet, as much of it as was captured. */
void flow_packet(struct flow *flow, enum frame_link link, const uint8_t *octets, size_t n,
                 struct flow_time time);

/* No packet follows: what streams hold is told, as far as it is there. */
void flow_end(struct flow *flow);

/* In how many places something was lost that no message told shows; 0: nothing was. */
uint64_t flow_lost(const struct flow_counts *counts);

const struct flow_counts *flow_counts(const struct flow *flow);

/* Octets that streams hold now: never more than FLOW_MEMORY. */
size_t flow_memory(const struct flow *flow);

#endif
