#ifndef SUPPORT_PACKETS_H
#define SUPPORT_PACKETS_H

/* Capture files made by hand: pcap, packets of raw IP (link layer 101), written as the machine orders its
 * octets. The test fails if one cannot be written. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

FILE *packets_begin(const char *path);
void packets_end(FILE *file);

struct packet_row {
    uint32_t seconds, microseconds; /* since 1970 */
    unsigned version;               /* of IP: 4 from 192.0.2.1 to 198.51.100.2, 6 from 2001:db8::1 to ::2 */
    uint16_t from, to;              /* ports */
    const char *message;            /* hex; blanks between octets do not count */
    size_t cut;                     /* octets at the end that the capture left out */
};

/* One message over UDP. */
void packets_udp(FILE *file, const struct packet_row *row);
/* It over TCP: one segment with the message's length in front, and no SYN. */
void packets_tcp(FILE *file, const struct packet_row *row);

#endif
