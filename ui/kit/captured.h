#ifndef UI_KIT_CAPTURED_H
#define UI_KIT_CAPTURED_H

/* A capture whose messages are stepped through: what app_capture.c reads, and panes look at. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct captured_end {
    uint8_t address[16]; /* the first 4 of IPv4 */
    uint16_t port;
};

struct captured_message {
    const uint8_t *octets;
    uint32_t n, wanted; /* fewer than it has by its own length: the capture cut it */
    uint64_t packet;    /* that completed it, from 1 */
    int64_t seconds;    /* since 1970-01-01 UTC */
    uint32_t microseconds;
    unsigned version; /* of IP */
    struct captured_end from, to;
    bool tcp;
    bool fragment; /* the first piece of a packet: the rest is elsewhere */
};

struct captured {
    char name[128];              /* the last part of its path */
    struct captured_message *at; /* in the order of the capture */
    size_t n, capacity;
    bool reading;      /* there may be more */
    bool full;         /* there is more, and no room for it */
    uint64_t lost;     /* places where something was lost that no message shows */
    int percent;       /* of the file that was read; -1: not known */
    char problem[256]; /* what is wrong with the file behind the last message; "": nothing */
};

#endif
