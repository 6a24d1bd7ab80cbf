#include "registry/rule_parts.h"

#include "base/text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Where every edition of BCP 42 speaks of each of its registries: the numbers of the sections never moved. */
static const struct {
    const char *registry, *part;
} parts[] = {
    { "header", "2" },  { "opcode", "2.2" },  { "rcode", "2.3" }, { "rrtype", "3.1" },
    { "class", "3.2" }, { "afsdb", "3.1.4" }, { "label", "3.3" },
};

static const char *part_of(const struct registry *registry)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].registry, registry->id) == 0)
            return parts[i].part;
    return NULL;
}

/* "rfc6891 rfc1035" -> "RFC 6891". */
static void first_document(const char *documents, char section[SECTION_OCTETS])
{
    bool is_rfc = text_prefix(documents, "rfc") && isdigit((unsigned char)documents[3]);
    const char *at = documents + (is_rfc ? 3 : 0);
    snprintf(section, SECTION_OCTETS, "%s%.*s", is_rfc ? "RFC " : "", (int)strcspn(at, " "), at);
}

const char *rule_section(const struct rule_case *rule_case, const char *part, char section[SECTION_OCTETS])
{
    const struct registry *registry = rule_case->table->registry;
    const char *edition = rule_case->model->edition.id;
    bool is_rfc = text_prefix(edition, "rfc") && isdigit((unsigned char)edition[3]);
    const char *own = part_of(registry);

    section[0] = '\0';
    if (own)
        snprintf(section, SECTION_OCTETS, "RFC %s %s", is_rfc ? edition + 3 : "6895", part ? part : own);
    else if (registry->documents)
        first_document(registry->documents, section);
    return section;
}

const char *rule_range_section(const struct rule_case *rule_case, char section[SECTION_OCTETS])
{
    const struct range *range = draft_range(rule_case->table, rule_case->draft);
    if (!range || !range->section)
        return rule_section(rule_case, NULL, section);
    snprintf(section, SECTION_OCTETS, "%s", range->section);
    return section;
}

bool rule_is_of(const struct rule_case *rule_case, const char *registry)
{
    return strcmp(rule_case->table->registry->id, registry) == 0;
}

const char *rule_code(const struct rule_case *rule_case, char buffer[DRAFT_CODE_OCTETS])
{
    struct draft_text text;
    draft_say(rule_case->draft, &text, buffer);
    snprintf(buffer, DRAFT_CODE_OCTETS, "%s", text_brief(buffer).text);
    return buffer;
}

const char *rule_near_code(const struct rule_case *rule_case, char code[CODE_OCTETS])
{
    const struct draft *draft = rule_case->draft;
    uint64_t near;
    if (!draft_near_code(rule_case->model, draft, draft->record.low, &near))
        return NULL;
    return rule_span(near, near, code);
}

const char *rule_span(uint64_t low, uint64_t high, char span[CODE_OCTETS])
{
    if (low == high)
        snprintf(span, CODE_OCTETS, "%" PRIu64, low);
    else
        snprintf(span, CODE_OCTETS, "%" PRIu64 "-%" PRIu64, low, high);
    return span;
}
