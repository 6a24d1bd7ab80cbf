#include "registry/finding.h"

#include "base/text.h"
#include "registry/rule.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct word severity_words[] = {
    { SEVERITY_ERROR, "error" },
    { SEVERITY_WARNING, "warning" },
    { SEVERITY_INFO, "info" },
    { -1, NULL },
};

/* Cuts a text that did not fit before the character that was cut in two. */
static void end_whole(char *text, size_t size)
{
    size_t begin = strlen(text);
    if (begin + 1 < size)
        return;
    while (begin > 0 && ((unsigned char)text[begin - 1] & 0xC0) == 0x80)
        begin--;
    if (begin > 0 && text_wanted((unsigned char)text[begin - 1]) != strlen(text) - begin + 1)
        text[begin - 1] = '\0';
}

void finding_add(struct findings *findings, const struct rule *rule, enum severity severity,
                 enum draft_field field, const char *section, const char *suggestion, const char *format, ...)
{
    va_list args;
    if (findings->n == sizeof findings->at / sizeof *findings->at)
        return;

    struct finding *finding = &findings->at[findings->n++];
    *finding = (struct finding){ .rule = rule, .severity = severity, .field = field };
    snprintf(finding->section, sizeof finding->section, "%s", section ? section : rule->section);
    if (suggestion && strlen(suggestion) < sizeof finding->suggestion)
        snprintf(finding->suggestion, sizeof finding->suggestion, "%s", suggestion);
    va_start(args, format);
    vsnprintf(finding->text, sizeof finding->text, format, args);
    va_end(args);
    end_whole(finding->text, sizeof finding->text);
}

void findings_sort(struct findings *findings)
{
    for (size_t i = 1; i < findings->n; i++) {
        struct finding finding = findings->at[i];
        size_t k = i;
        for (; k > 0 && findings->at[k - 1].severity > finding.severity; k--)
            findings->at[k] = findings->at[k - 1];
        findings->at[k] = finding;
    }
}

bool findings_refuse(const struct findings *findings)
{
    return findings->n > 0 && findings->at[0].severity == SEVERITY_ERROR;
}
