#include "fuzz/fuzz.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_must(int holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

char *fuzz_text(const uint8_t *octets, size_t len)
{
    char *text = memory_take(len + 1);
    if (len > 0)
        memcpy(text, octets, len);
    return text;
}
