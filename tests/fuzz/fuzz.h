#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/* One target a program: it takes any octets, and aborts where what was promised does not hold. */

#include <stddef.h>
#include <stdint.h>

int fuzz_one(const uint8_t *octets, size_t len);

/* Aborts, in release builds too, and says what did not hold. */
void fuzz_must(int holds, const char *what);

/* The octets as text: ended by NUL, cut at the first of their own. The caller frees it. */
char *fuzz_text(const uint8_t *octets, size_t len);

#endif
