/* The target under clang's libFuzzer. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len)
{
    return fuzz_one(octets, len);
}
