#include "dns/paste/paste_form.h"

#include <string.h>

bool paste_put(struct pasted *pasted, unsigned octet)
{
    if (pasted->n < PASTE_OCTETS) {
        pasted->octets[pasted->n++] = (uint8_t)octet;
        return true;
    }

    if (pasted->findings.n == 0 ||
        strcmp(pasted->findings.at[pasted->findings.n - 1].rule, "paste-long") != 0)
        dns_find(&pasted->findings, PASTE_OCTETS, "paste-long", DNS_WARNING, "",
                 "more octets than a message can have; the first %d are taken", PASTE_OCTETS);
    return false;
}

enum paste_answer paste_refuse(struct pasted *pasted, const char *rule, const char *why)
{
    pasted->findings = (struct dns_findings){ 0 };
    dns_find(&pasted->findings, DNS_NOWHERE, rule, DNS_ERROR, "", "%s", why);
    return PASTE_REFUSED;
}
