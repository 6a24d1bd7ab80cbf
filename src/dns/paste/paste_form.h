#ifndef DNS_PASTE_PASTE_FORM_H
#define DNS_PASTE_PASTE_FORM_H

/* What the readers of pasted forms share. For the paste_*.c files alone. */

#include "base/text.h"
#include "dns/paste/paste.h"

/* Adds an octet. False: there is no room for more; said once among the findings. */
bool paste_put(struct pasted *pasted, unsigned octet);

static inline bool paste_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Ends in PASTE_REFUSED, with the reason as the form's finding. */
enum paste_answer paste_refuse(struct pasted *pasted, const char *rule, const char *why);

/* The text made plain; free source->text. */
void paste_clean(const char *octets, size_t len, struct paste_source *source, struct dns_findings *findings);

/* ---- does it walk? ---- */

enum paste_walk {
    PASTE_WALK_NOT,   /* names or counts that no message has */
    PASTE_WALK_PART,  /* fine as far as the octets go, or with octets behind its end */
    PASTE_WALK_WHOLE, /* every record that the counts promise, and nothing behind */
};
enum paste_walk paste_walk(const uint8_t *octets, size_t n);

/* Where the message begins in what was pasted: moves it to the front, sets skipped and envelope. */
enum paste_walk paste_place(struct pasted *pasted);

/* The octets are words of `unit` octets, whose order is not known. Walks both orders: refused if only the
 * swapped one is a message, by the name of `title`, and if `strict` also when neither is surer. */
enum paste_answer paste_order(struct pasted *pasted, size_t unit, bool strict, const char *title);

/* ---- the readers, by file ---- */

typedef enum paste_answer paste_reader(const struct paste_source *source, struct pasted *pasted);

paste_reader paste_dump_hexyl, paste_dump_hexdump_c, paste_dump_xxd_b, paste_dump_xxd, paste_dump_tcpdump,
    paste_dump_wireshark, paste_dump_od_x1, paste_dump_od_octal, paste_dump_od_words; /* paste_dump.c */
paste_reader paste_list_xxd_i, paste_list_c, paste_list_go, paste_list_rust, paste_list_java,
    paste_list_python; /* paste_list.c */
paste_reader paste_bare_xxd_p, paste_bare_hex, paste_bare_base64, paste_bare_base64url,
    paste_bare_doh; /* paste_bare.c */
paste_reader paste_tool_json, paste_tool_dig, paste_tool_drill, paste_tool_kdig,
    paste_tool_tshark_v; /* paste_tool.c */

#endif
