/* paste_read over any octets: what it takes lies within its bounds, and what it refuses it explains. */
#include "fuzz/fuzz.h"

#include "dns/paste/paste.h"

#include <string.h>

int fuzz_one(const uint8_t *octets, size_t len)
{
    struct pasted pasted;
    const int taken = paste_read(len ? (const char *)octets : "", len, &pasted);
    unsigned sum = 0;

    for (size_t i = 0; i < pasted.n + pasted.half; i++)
        sum += pasted.octets[i];
    fuzz_must(sum <= 255 * (PASTE_OCTETS + 1), "octets are there");
    fuzz_must(pasted.n + pasted.skipped <= PASTE_OCTETS && pasted.half <= 1, "no more than fits");
    fuzz_must((pasted.form != NULL) == taken, "what is taken has a form");
    fuzz_must(!taken || pasted.n + pasted.half > 0, "what is taken has octets");
    fuzz_must(taken || pasted.findings.n > 0, "what is refused is explained");
    fuzz_must((pasted.skipped > 0) == (pasted.envelope[0] != '\0'), "what is skipped is named");
    fuzz_must(!pasted.header_only || pasted.n <= HEADER_OCTETS, "words give a header");
    for (size_t i = 0; taken && i < pasted.findings.n; i++)
        fuzz_must(pasted.findings.at[i].severity != DNS_ERROR, "what is taken has no error");
    pasted_free(&pasted);

    return 0;
}
