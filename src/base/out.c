#include "base/out.h"

#include "base/memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FULL = 64 * 1024 };

struct out out_to_memory(void)
{
    return (struct out){ .fd = -1 };
}

struct out out_to_fd(int fd)
{
    return (struct out){ .fd = fd };
}

static void drain(struct out *out)
{
    size_t done = 0;

    while (done < out->len && !out->failed) {
        ssize_t n = write(out->fd, out->octets + done, out->len - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            out->failed = errno;
    }
    out->len = 0;
}

/* What a failed write left behind is dropped by drain, as all that comes after it. */
char *out_more(struct out *out, size_t len)
{
    if (out->fd >= 0 && out->len + len > FULL)
        drain(out);
    out->octets = array_grow(out->octets, &out->capacity, out->len + len, 1);
    return out->octets + out->len;
}

void out_octets(struct out *out, const char *octets, size_t len)
{
    if (len == 0)
        return;
    memcpy(out_room(out, len), octets, len);
    out->len += len;
}

void out_text(struct out *out, const char *text)
{
    out_octets(out, text, strlen(text));
}

void out_repeat(struct out *out, char c, size_t times)
{
    while (times-- > 0)
        out_char(out, c);
}

void out_format(struct out *out, const char *format, ...)
{
    char small[512];
    va_list args;

    va_start(args, format);
    int need = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (need < 0)
        return;
    if ((size_t)need < sizeof small) {
        out_octets(out, small, (size_t)need);
        return;
    }

    char *large = memory_take((size_t)need + 1);
    va_start(args, format);
    vsnprintf(large, (size_t)need + 1, format, args);
    va_end(args);
    out_octets(out, large, (size_t)need);
    free(large);
}

bool out_flush(struct out *out, struct err *err)
{
    if (out->fd >= 0)
        drain(out);
    if (out->failed)
        return err_set(err, ERR_ENV, "standard output: %s", strerror(out->failed));
    return true;
}

void out_free(struct out *out)
{
    free(out->octets);
    *out = out_to_memory();
}
