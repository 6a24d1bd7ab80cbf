#include "ui/kit/copy.h"

#include "base/memory.h"

#include <string.h>

char *copy_sequence(const char *text, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char begin[] = "\033]52;c;";
    char *out = memory_take(sizeof begin + (len + 2) / 3 * 4 + 1);
    size_t n = sizeof begin - 1;

    memcpy(out, begin, n);
    for (size_t at = 0; at < len; at += 3) {
        unsigned group = 0; /* three octets are four digits of base64 */
        for (size_t i = 0; i < 3; i++)
            group = group << 8 | (at + i < len ? (unsigned char)text[at + i] : 0U);
        for (size_t i = 0; i < 4; i++) {
            out[n] = '=';
            if (at + i <= len)
                out[n] = digits[group >> (18 - 6 * i) & 0x3F];
            n++;
        }
    }

    out[n] = '\a';
    return out;
}
