#include "dns/header/finding.h"

#include "dns/header/sentence.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Findings on the header are few, and each is of a field of its own: they stand before this octet. */
enum { HEADER_OCTETS = 12, NOTES_KEPT = 3 };

/* The last of the notes that are kept of a rule, when they are as many as may be; NULL: there is room. */
static struct dns_finding *last_note(struct dns_findings *findings, const char *rule)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->n; i++) {
        struct dns_finding *finding = &findings->at[i];
        if (finding->severity == DNS_INFO && finding->offset >= HEADER_OCTETS &&
            strcmp(finding->rule, rule) == 0 && ++kept == NOTES_KEPT)
            return finding;
    }
    return NULL;
}

/* One more like this one: its text says how many. */
static void fold(struct dns_finding *finding)
{
    struct sentence sentence = { finding->text, sizeof finding->text, 0 };
    if (finding->folded++ == 0)
        finding->own = strlen(finding->text);
    sentence.used = finding->own;
    say(&sentence, "; and %u more", (unsigned)finding->folded);
}

/* Makes room by leaving out the last of those that are least grave, if that is less than this severity. */
static bool make_room(struct dns_findings *findings, enum dns_severity severity)
{
    size_t least = 0;

    for (size_t i = 1; i < findings->n; i++)
        if (findings->at[i].severity >= findings->at[least].severity)
            least = i;
    if (findings->at[least].severity <= severity)
        return false;

    findings->n--;
    memmove(&findings->at[least], &findings->at[least + 1], (findings->n - least) * sizeof *findings->at);
    return true;
}

void dns_find(struct dns_findings *findings, size_t offset, const char *rule, enum dns_severity severity,
              const char *section, const char *format, ...)
{
    va_list args;
    if (!findings)
        return;

    findings->found[severity]++;
    struct dns_finding *finding =
        severity == DNS_INFO && offset >= HEADER_OCTETS ? last_note(findings, rule) : NULL;
    if (finding) {
        fold(finding);
        findings->more++;
        return;
    }
    if (findings->n == sizeof findings->at / sizeof *findings->at) {
        findings->more++;
        if (!make_room(findings, severity))
            return;
    }

    finding = &findings->at[findings->n++];
    finding->offset = offset;
    finding->rule = rule;
    finding->severity = severity;
    finding->section = section;
    finding->folded = 0;
    va_start(args, format);
    vsnprintf(finding->text, sizeof finding->text, format, args);
    va_end(args);
}

void dns_findings_clear(struct dns_findings *findings)
{
    findings->n = findings->more = 0;
    memset(findings->found, 0, sizeof findings->found);
}

const char *dns_severity_word(enum dns_severity severity)
{
    static const char *const words[] = {
        [DNS_ERROR] = "error", [DNS_WARNING] = "warning", [DNS_INFO] = "info"
    };
    return words[severity];
}
