#include "registry/rule.h"

#include "registry/rule_parts.h"

#include <string.h>

/* In the order in which a person mends a draft: its code, then its name, then the rest. */
const struct rule rules[] = {
    { "code-width", "the code fits its registry", "RFC 6895 2", rule_code_width },
    { "code-free", "neither the edition nor another draft has the code", "RFC 6895 3.1", rule_code_free },
    { "range-policy", "the range is for private use, or open to applications", "RFC 8126 4",
      rule_range_policy },
    { "category-range", "data, Q or meta agrees with the range", "RFC 6895 3.1", rule_category_range },
    { "mnemonic-form", "the name has the form that its registry asks", "RFC 6895 3.1", rule_mnemonic_form },
    { "mnemonic-disjoint", "RR TYPEs and CLASSes have no name in common", "RFC 6895 3.1",
      rule_mnemonic_disjoint },
    { "mnemonic-unique", "no other row or draft of the registry has the name", "RFC 6895 3.1",
      rule_mnemonic_unique },
    { "mnemonic-generic", "TYPE123 and CLASS7 are no names of their own", "RFC 6895 3.1",
      rule_mnemonic_generic },
    { "rcode-field", "where a message has room for the RCODE", "RFC 6895 2.3", rule_rcode_field },
    { "header-bit", "a new meaning for a header bit needs a Standards Action", "RFC 6895 2.1",
      rule_header_bit },
    { "cache-bit", "caches can tell a data TYPE from a Q or meta TYPE by its code", "RFC 6895 3.1",
      rule_cache_bit },
    { "mdns-class", "Multicast DNS can carry the CLASS", "RFC 6762 18.12", rule_mdns_class },
    { "squatter", "nobody is known to use the code without an assignment", "", rule_squatter },
    { "text", "every text is UTF-8 that can be seen, and not too long", "RFC 3629", rule_text },
};
const size_t n_rules = sizeof rules / sizeof *rules;

const struct rule *rule_called(const char *id)
{
    for (size_t i = 0; i < n_rules; i++)
        if (strcmp(rules[i].id, id) == 0)
            return &rules[i];
    return NULL;
}

void draft_judge(const struct model *model, const struct draft *draft, struct findings *findings)
{
    struct draft chosen = *draft;
    struct rule_case rule_case = { .model = model,
                                   .table = model_table_called(model, draft->registry->id),
                                   .draft = &chosen };
    char why[DRAFT_WHY_OCTETS];

    findings->n = 0;
    if (!rule_case.table)
        return;
    if (chosen.next && !draft_choose_code(model, &chosen, why))
        finding_add(findings, rule_called("range-policy"), SEVERITY_ERROR, DRAFT_CODE, NULL, NULL, "%s", why);
    for (size_t i = 0; i < n_rules; i++) {
        rule_case.rule = &rules[i];
        rules[i].judge(&rule_case, findings);
    }
    findings_sort(findings);
}
