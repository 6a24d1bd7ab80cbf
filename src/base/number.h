#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

/* Numbers as people write codes: 65, 0x41, 0b1000001. A bare run of digits is decimal, always: 0040
 * is forty. */

#include <stdbool.h>
#include <stdint.h>

enum number_form { NUMBER_NONE, NUMBER_DECIMAL, NUMBER_HEX, NUMBER_BINARY };

struct number {
    uint64_t value;        /* UINT64_MAX when too_big */
    enum number_form form; /* NUMBER_NONE: the text is no number */
    unsigned digits;       /* digits written, leading zeros too: 0x0041 has four */
    bool too_big;          /* does not fit 64 bits */
};

/* Reads the whole of text as one number; anything left over, or no digit, gives NUMBER_NONE. */
struct number number_read(const char *text);

#endif
