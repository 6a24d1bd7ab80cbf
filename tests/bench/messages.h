#ifndef BENCH_MESSAGES_H
#define BENCH_MESSAGES_H

/* What the benchmarks read: a dozen messages such as a resolver sees in a day, in hex, without findings but
 * one of information. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BENCH_MESSAGES = 12, BENCH_OCTETS = 512 };

extern const char *const bench_messages[BENCH_MESSAGES];

/* The octets of one. */
size_t bench_octets(const char *hex, uint8_t octets[BENCH_OCTETS]);

/* Writes `times` of each, in turn: lines of hex, and a capture of raw IPv4 and UDP. */
bool bench_write_lines(const char *path, unsigned times);
bool bench_write_capture(const char *path, unsigned times);

#endif
