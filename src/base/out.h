#ifndef BASE_OUT_H
#define BASE_OUT_H

/* Where a verb writes: standard output in a pipe, memory in the explorer. One growing buffer; with a file
 * descriptor it is written out whenever it is full. */

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct out {
    char *octets; /* what is not written yet; not ended by NUL */
    size_t len, capacity;
    int fd;     /* -1: keep everything in memory */
    int failed; /* errno of the first failed write; later output is dropped */
};

struct out out_to_memory(void);
struct out out_to_fd(int fd);

/* Writes out what is there or takes more memory; only for out_room. */
char *out_more(struct out *out, size_t len);

/* Room for `len` octets behind what is there: write them to it, then add to out->len what was written. */
static inline char *out_room(struct out *out, size_t len)
{
    return len <= out->capacity - out->len ? out->octets + out->len : out_more(out, len);
}

void out_octets(struct out *out, const char *octets, size_t len);
void out_text(struct out *out, const char *text);

static inline void out_char(struct out *out, char c)
{
    *out_room(out, 1) = c;
    out->len++;
}

void out_repeat(struct out *out, char c, size_t times);
void out_format(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes what is left. False, with err, if anything was lost (a full disk, a closed pipe). Memory: always
 * true. */
bool out_flush(struct out *out, struct err *err);
void out_free(struct out *out);

#endif
