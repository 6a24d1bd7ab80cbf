/* The explorer, and whatever a terminal may send it (fuzz/program.h says how an input is read). */
#include "fuzz/fuzz.h"

#include "fuzz/program.h"

int fuzz_one(const uint8_t *octets, size_t len)
{
    fuzz_explore(fuzz_file(), octets, len);
    return 0;
}
