#include "dns/finding.h"

#include <stdarg.h>
#include <stdio.h>

void dns_find(struct dns_findings *findings, size_t offset, const char *rule, enum dns_severity severity,
              const char *section, const char *format, ...)
{
    struct dns_finding *finding;
    va_list args;
    if (!findings)
        return;
    if (findings->n == sizeof findings->at / sizeof *findings->at) {
        findings->more++;
        return;
    }
    finding = &findings->at[findings->n++];
    finding->offset = offset;
    finding->rule = rule;
    finding->severity = severity;
    finding->section = section;
    va_start(args, format);
    (void)vsnprintf(finding->text, sizeof finding->text, format, args);
    va_end(args);
}

const char *dns_severity_word(enum dns_severity severity)
{
    static const char *const words[] = {
        [DNS_ERROR] = "error", [DNS_WARNING] = "warning", [DNS_INFO] = "info"
    };
    return words[severity];
}
