#ifndef REGISTRY_RULE_PARTS_H
#define REGISTRY_RULE_PARTS_H

/* What the files of the rules share. Nobody else needs it: rule.h is the way in. */

#include "registry/rule.h"

/* rule_code.c */
void rule_code_width(const struct rule_case *, struct findings *);
void rule_code_free(const struct rule_case *, struct findings *);
void rule_range_policy(const struct rule_case *, struct findings *);
void rule_squatter(const struct rule_case *, struct findings *);
/* rule_category.c */
void rule_category_range(const struct rule_case *, struct findings *);
void rule_cache_bit(const struct rule_case *, struct findings *);
void rule_mdns_class(const struct rule_case *, struct findings *);
/* rule_name.c */
void rule_mnemonic_form(const struct rule_case *, struct findings *);
void rule_mnemonic_disjoint(const struct rule_case *, struct findings *);
void rule_mnemonic_unique(const struct rule_case *, struct findings *);
void rule_mnemonic_generic(const struct rule_case *, struct findings *);
/* rule_message.c */
void rule_rcode_field(const struct rule_case *, struct findings *);
void rule_header_bit(const struct rule_case *, struct findings *);
void rule_text(const struct rule_case *, struct findings *);

/* ---- rule_words.c ---- */

enum { SECTION_OCTETS = 48, CODE_OCTETS = 64 };

/* The document of the edition that speaks of the draft's registry, "RFC 6195 3.1": of the registries of BCP
 * 42 the edition's own and its part, of others the one that defines the registry. */
const char *rule_section(const struct rule_case *rule_case, const char *part, char section[SECTION_OCTETS]);

/* The section of the policy that governs the draft; where none does, the registry's document. */
const char *rule_range_section(const struct rule_case *rule_case, char section[SECTION_OCTETS]);

/* Is it the registry with this id? */
bool rule_is_of(const struct rule_case *rule_case, const char *registry);

/* The draft's code as the form shows it, cut as messages are. */
const char *rule_code(const struct rule_case *rule_case, char buffer[DRAFT_CODE_OCTETS]);

/* The legal code nearest to the draft's own; NULL: there is none, or its key is no number. */
const char *rule_near_code(const struct rule_case *rule_case, char code[CODE_OCTETS]);

/* "65280-65534", or "0" of a range of one. */
const char *rule_span(uint64_t low, uint64_t high, char span[CODE_OCTETS]);

#endif
