/* The rules that look at the code's number: which category it means, to whom. */
#include "registry/rule_parts.h"

#include <stdio.h>
#include <string.h>

static bool has_categories(const struct rule_case *rule_case)
{
    return rule_case->table->registry->names == NAME_RR;
}

/* "Q and meta"; the order is that of the documents. */
static const char *say_categories(unsigned categories, char said[32])
{
    static const struct {
        enum category category;
        const char *word;
    } words[] = { { CATEGORY_DATA, "data" }, { CATEGORY_Q, "Q" }, { CATEGORY_META, "meta" } };

    size_t len = 0;
    said[0] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        unsigned left = categories & ~((unsigned)words[i].category * 2 - 1); /* those after it */
        if ((categories & words[i].category) == 0)
            continue;
        len += (size_t)snprintf(said + len, 32 - len, "%s%s",
                                len == 0 ? ""
                                : left   ? ", "
                                         : " and ",
                                words[i].word);
    }
    return said;
}

/* A category that the range admits, the one that is easiest to get first: an Expert can approve data and meta
 * TYPEs, a QTYPE needs a Standards Action. */
static const char *easiest(unsigned categories)
{
    if (categories & CATEGORY_DATA)
        return "data";
    return categories & CATEGORY_META ? "meta" : "q";
}

/* Is it what the record that the draft modifies has always been? OPT is a meta TYPE among the data TYPEs. */
static bool is_history(const struct rule_case *rule_case)
{
    const struct assignment *record = draft_taken_by(rule_case->table, rule_case->draft);
    return rule_case->draft->modifies && record &&
           (record->category == rule_case->draft->record.category ||
            rule_case->draft->record.category == CATEGORY_NONE);
}

void rule_category_range(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    const struct range *range = draft_range(rule_case->table, draft);
    unsigned admitted = range ? range->categories : 0;
    enum category category = draft->record.category;
    char section[SECTION_OCTETS], part[CODE_OCTETS], said[32];

    if (category != CATEGORY_NONE && !has_categories(rule_case)) {
        finding_add(
            findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CATEGORY, rule_section(rule_case, NULL, section),
            NULL, "%s has no categories: only RR TYPEs and CLASSes have", rule_case->table->registry->title);
        return;
    }

    if (category == CATEGORY_Q && draft->kind == DRAFT_PROPOSAL && rule_is_of(rule_case, "rrtype") &&
        strcmp(rule_case->model->edition.form, "free") != 0)
        finding_add(findings, rule_case->rule, SEVERITY_WARNING, DRAFT_CATEGORY,
                    rule_section(rule_case, "3.1.1", section), NULL,
                    "a QTYPE needs a Standards Action: the Expert approves data and meta TYPEs only");
    if (admitted == 0 || is_history(rule_case))
        return;

    rule_span(range->low, range->high, part);
    if (category != CATEGORY_NONE && (admitted & category) == 0)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CATEGORY,
                    rule_range_section(rule_case, section), easiest(admitted), "%s is for %s %s, not for %s",
                    part, say_categories(admitted, said),
                    rule_is_of(rule_case, "class") ? "CLASSes" : "TYPEs",
                    category == CATEGORY_Q ? "Q" : word_of(category_words, (int)category));

    if (category == CATEGORY_NONE && (admitted & (admitted - 1)) != 0)
        finding_add(findings, rule_case->rule, SEVERITY_INFO, DRAFT_CATEGORY,
                    rule_range_section(rule_case, section), NULL, "%s admits %s %s: say which yours is", part,
                    say_categories(admitted, said), rule_is_of(rule_case, "class") ? "CLASSes" : "TYPEs");
}

void rule_cache_bit(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    const struct range *range = draft_range(rule_case->table, draft);
    char section[SECTION_OCTETS], near[CODE_OCTETS], code[DRAFT_CODE_OCTETS];
    bool is_set = (draft->record.low & 0x80) != 0;

    if (!draft->record.numeric || draft->modifies ||
        draft->record.low > registry_top(rule_case->table->registry) ||
        draft_fits_cache_bit(draft, range, draft->record.low))
        return;

    finding_add(findings, rule_case->rule, SEVERITY_WARNING, DRAFT_CODE,
                rule_section(rule_case, NULL, section), rule_near_code(rule_case, near),
                is_set ? "some caches do not keep data of %s: the top bit of its lower octet is set"
                       : "some caches keep %s as if it were data: the top bit of its lower octet is clear",
                rule_code(rule_case, code));
}

void rule_mdns_class(const struct rule_case *rule_case, struct findings *findings)
{
    const struct assignment *record = &rule_case->draft->record;
    char code[DRAFT_CODE_OCTETS];
    if (rule_is_of(rule_case, "class") && record->numeric && record->low > 32767 &&
        record->low <= registry_top(rule_case->table->registry))
        finding_add(findings, rule_case->rule, SEVERITY_WARNING, DRAFT_CODE, NULL, NULL,
                    "Multicast DNS cannot carry CLASS %s: it uses the top bit for something else",
                    rule_code(rule_case, code));
}
