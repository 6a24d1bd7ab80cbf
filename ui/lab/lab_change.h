#ifndef UI_LAB_LAB_CHANGE_H
#define UI_LAB_LAB_CHANGE_H

#include "dns/paste/paste.h"
#include "ui/lab/lab_view.h"

/* What became of the header: "RCODE was 1 FormErr; now 3 NXDomain, flags 8583." The view gives the names. */
void lab_change_say(const struct lab *lab, const struct lab_view *view, const struct header *before,
                    char *text, size_t size);

/* What was taken from a paste: "xxd: 48 octets; in front of them Ethernet IPv4 UDP. u takes it back." */
void lab_pasted_say(const struct pasted *pasted, bool cut, char *text, size_t size);

#endif
