/* The rules that look at the code: is it one, is it free, and what does its range allow. */
#include "registry/rule_parts.h"

#include "base/text.h"
#include "registry/code_names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* ---- code-width ---- */

void rule_code_width(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    const struct registry *registry = rule_case->table->registry;
    char section[SECTION_OCTETS], near[CODE_OCTETS], top[CODE_OCTETS], code[DRAFT_CODE_OCTETS];

    if (!draft_is_placed(draft)) {
        if (draft->kind == DRAFT_PRIVATE && !draft->next)
            finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE,
                        rule_section(rule_case, NULL, section), rule_near_code(rule_case, near),
                        "a draft for private use needs its code");
        return;
    }
    if (!draft->record.numeric || draft->record.low <= registry_top(registry))
        return;

    finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, rule_section(rule_case, NULL, section),
                rule_near_code(rule_case, near), "%s is too wide for %s: the last %s is %s",
                rule_code(rule_case, code), registry->title, registry->kind == KEY_BIT ? "bit" : "code",
                rule_span(registry_top(registry), registry_top(registry), top));
}

static bool is_too_wide(const struct rule_case *rule_case)
{
    const struct assignment *record = &rule_case->draft->record;
    return record->numeric && record->low > registry_top(rule_case->table->registry);
}

/* ---- code-free ---- */

/* Codes that everyone who wants one of their own shares: something inside the data tells them apart. */
static const struct {
    const char *registry;
    uint64_t code;
    const char *by;
} shared[] = {
    { "dnssec-alg", 253, "the name inside the data" },   { "dnssec-alg", 254, "the OID inside the data" },
    { "cert-type", 253, "the URI inside the data" },     { "cert-type", 254, "the OID inside the data" },
    { "tlsa-usage", 255, "agreement of both sides" },    { "tlsa-selector", 255, "agreement of both sides" },
    { "tlsa-matching", 255, "agreement of both sides" },
};

static const char *shared_by(const struct rule_case *rule_case)
{
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        if (rule_is_of(rule_case, shared[i].registry) && rule_case->draft->record.low == shared[i].code)
            return shared[i].by;
    return NULL;
}

static void find_taken(const struct rule_case *rule_case, const struct assignment *record,
                       struct findings *findings)
{
    const char *by = shared_by(rule_case), *name = record_name(record);
    char section[SECTION_OCTETS], near[CODE_OCTETS], code[DRAFT_CODE_OCTETS], words[160] = "";

    rule_code(rule_case, code);
    rule_section(rule_case, NULL, section);
    if (by)
        snprintf(words, sizeof words, ", shared by agreement: private use is by %s", by);
    else if (rule_is_of(rule_case, "header"))
        snprintf(words, sizeof words, "; a meaning in the other direction is a modification of it");
    else if (record->status != STATUS_ASSIGNED)
        snprintf(words, sizeof words, ", %s and still taken", word_of(status_words, (int)record->status));

    finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section,
                rule_near_code(rule_case, near), "%s is %s%s", code, name ? name : "registered", words);
}

static void find_drafted(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    char section[SECTION_OCTETS], near[CODE_OCTETS], code[DRAFT_CODE_OCTETS];
    const struct draft_span span = table_drafts_near(rule_case->table, draft);

    for (const struct draft *other = span.at; other < span.end; other++) {
        const char *name = record_name(&other->record);
        bool has_author = other->author && other->author[0];
        if ((draft->id != 0 && other->id == draft->id) || !draft_same_place(other, draft))
            continue;
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE,
                    rule_section(rule_case, NULL, section), rule_near_code(rule_case, near),
                    "%s is a draft%s%s%s%s", rule_code(rule_case, code), has_author ? " of " : "",
                    has_author ? other->author : "", name ? ": " : "", name ? name : "");
    }
}

/* The code of the record that has the draft's mnemonic. */
static const char *code_named(const struct rule_case *rule_case, char code[CODE_OCTETS])
{
    const char *name = rule_case->draft->record.mnemonic;
    for (size_t i = 0; name && i < rule_case->table->n_assignments; i++) {
        const struct assignment *a = &rule_case->table->assignments[i];
        if (a->numeric && assignment_is_called(a, name) && status_is_taken(a->status))
            return rule_span(a->low, a->low, code);
    }
    return NULL;
}

void rule_code_free(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    const struct assignment *record = draft_taken_by(rule_case->table, draft);
    char section[SECTION_OCTETS], code[DRAFT_CODE_OCTETS], named[CODE_OCTETS];

    if (is_too_wide(rule_case))
        return;

    if (record && !draft->modifies)
        find_taken(rule_case, record, findings);
    if (!record && draft->modifies)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE,
                    rule_section(rule_case, NULL, section), code_named(rule_case, named),
                    "%s has nothing assigned that could be modified", rule_code(rule_case, code));
    find_drafted(rule_case, findings);
}

/* ---- range-policy ---- */

/* Where a private draft may stand: "65280-65534", "prefixes that end in the label ext". False: nowhere. */
static bool private_place(const struct table *table, char place[128])
{
    char span[CODE_OCTETS];

    for (size_t i = 0; i < table->n_ranges; i++) {
        const struct range *range = &table->ranges[i];
        if (!use_is_private(range->use))
            continue;
        snprintf(place, 128, "%s",
                 range->numeric ? rule_span(range->low, range->high, span)
                 : range->said  ? range->said
                                : range->policy);
        return true;
    }

    for (size_t i = 0; i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        if (!a->numeric || !status_is_private(a->status))
            continue;
        snprintf(place, 128, "%s", rule_span(a->low, a->high, span));
        return true;
    }
    return false;
}

/* What the code is part of: a record's codes, else a range's, else the key alone. */
static const char *part_of(const struct rule_case *rule_case, const struct assignment *record,
                           const struct range *range, char buffer[DRAFT_CODE_OCTETS])
{
    char span[CODE_OCTETS];

    if (record && record->numeric && !status_is_taken(record->status))
        snprintf(buffer, DRAFT_CODE_OCTETS, "%s", rule_span(record->low, record->high, span));
    else if (range && range->numeric)
        snprintf(buffer, DRAFT_CODE_OCTETS, "%s", rule_span(range->low, range->high, span));
    else
        rule_code(rule_case, buffer);
    return buffer;
}

/* What a policy asks, as the end of a sentence: its first sentence, without the full stop. */
static void say_asks(const struct model *model, const struct range *range, char asks[260])
{
    const struct policy *policy = model_policy(model, range->policy);

    asks[0] = '\0';
    if (!policy)
        return;

    size_t len = strcspn(policy->asks, ".");
    snprintf(asks, 260, ": %.*s", (int)len, policy->asks);
    if (!isupper((unsigned char)asks[3])) /* "An RFC" but not "IETF" */
        asks[2] = text_lower(asks[2]);
}

static void judge_private(const struct rule_case *rule_case, enum use use, const struct assignment *record,
                          const struct range *range, struct findings *findings)
{
    char section[SECTION_OCTETS], near[CODE_OCTETS], part[DRAFT_CODE_OCTETS], place[128] = "";

    static const char *const states[] = {
        [USE_NONE] = "reserved",     [USE_OPEN] = "under ",           [USE_RESERVED_OPEN] = "reserved",
        [USE_RESERVED] = "reserved", [USE_NEVER] = "never allocated", [USE_CLOSED] = "closed",
    };

    bool is_somewhere = private_place(rule_case->table, place);
    rule_range_section(rule_case, section);
    if (use_is_private(use)) {
        finding_add(findings, rule_case->rule, SEVERITY_INFO, DRAFT_CODE, section, NULL,
                    "%s is for %s use: IANA records nothing there", part_of(rule_case, record, range, part),
                    use == USE_PRIVATE ? "private" : "experimental");
        return;
    }

    part_of(rule_case, record, range, part);
    if (!is_somewhere)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section, NULL,
                    "nothing of %s is for private use", rule_case->table->registry->title);
    else if (!range && !record)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section,
                    rule_near_code(rule_case, near), "no policy covers %s; private use has %s", part, place);
    else
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section,
                    rule_near_code(rule_case, near), "%s is %s%s; private use has %s", part, states[use],
                    use == USE_OPEN && range ? range->policy : "", place);
}

/* The policy that is the way out of a reservation: "Reserved (Standards Action)" names it in brackets. */
static void say_way_out(const struct range *range, char way[96])
{
    const char *policy = range ? range->policy : "";
    const char *bracket = strchr(policy, '(');
    const char *begin = bracket ? bracket + 1 : policy;
    snprintf(way, 96, "%.*s", (int)strcspn(begin, ")"), begin);
}

static void judge_proposal(const struct rule_case *rule_case, enum use use, const struct assignment *record,
                           const struct range *range, struct findings *findings)
{
    char section[SECTION_OCTETS], near[CODE_OCTETS], part[DRAFT_CODE_OCTETS], way[96] = "", asks[260] = "";
    const char *said = NULL;
    enum severity severity = SEVERITY_ERROR;

    part_of(rule_case, record, range, part);
    if (range)
        say_asks(rule_case->model, range, asks);
    switch (use) {
    case USE_OPEN:
        severity = SEVERITY_INFO;
        said = "is open to applications under";
        snprintf(way, sizeof way, " %s", range ? range->policy : "");
        break;
    case USE_RESERVED_OPEN:
        severity = SEVERITY_WARNING;
        said = "is reserved, and the way out is ";
        say_way_out(range, way);
        break;
    case USE_PRIVATE:
    case USE_EXPERIMENTAL:
        said = use == USE_PRIVATE ? "is for private use: IANA assigns nothing there"
                                  : "is for experiments: IANA assigns nothing there";
        break;
    case USE_NEVER:
        said = "is never allocated";
        break;
    case USE_CLOSED:
        said = "is closed: nothing more is assigned";
        break;
    case USE_RESERVED:
        said = "is reserved, and the registry names no way to get it";
        break;
    case USE_NONE:
        said = "is under no policy: nobody could be asked for it";
        break;
    }
    finding_add(findings, rule_case->rule, severity, DRAFT_CODE, rule_range_section(rule_case, section),
                use == USE_OPEN ? NULL : rule_near_code(rule_case, near), "%s %s%s%s", part, said, way,
                severity == SEVERITY_ERROR ? "" : asks);
}

void rule_range_policy(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    const struct assignment *record;
    const struct range *range = draft_range(rule_case->table, draft);
    enum use use = draft_use(rule_case->table, draft, &record);
    bool is_taken = record && status_is_taken(record->status);
    char section[SECTION_OCTETS], asks[260];

    if (!draft_is_placed(draft) || is_too_wide(rule_case))
        return;

    if (draft->kind == DRAFT_PRIVATE) {
        judge_private(rule_case, use, record, range, findings);
    } else if (!is_taken) {
        judge_proposal(rule_case, use, record, range, findings);
    } else if (draft->modifies && range) {
        say_asks(rule_case->model, range, asks);
        finding_add(findings, rule_case->rule, SEVERITY_INFO, DRAFT_CODE,
                    rule_range_section(rule_case, section), NULL,
                    "a modification is asked for as a new code is, under %s%s", range->policy, asks);
    }
}

/* ---- squatter ---- */

void rule_squatter(const struct rule_case *rule_case, struct findings *findings)
{
    const struct assignment *record = &rule_case->draft->record;
    const struct squatter *squatter =
        record->numeric ? squatter_at(rule_case->model, rule_case->table->registry, record->low) : NULL;
    char near[CODE_OCTETS], code[DRAFT_CODE_OCTETS];

    if (squatter)
        finding_add(findings, rule_case->rule, SEVERITY_WARNING, DRAFT_CODE,
                    squatter->source ? squatter->source : "", rule_near_code(rule_case, near),
                    "%s is in use without an assignment: %s", rule_code(rule_case, code), squatter->who);
}
