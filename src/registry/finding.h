#ifndef REGISTRY_FINDING_H
#define REGISTRY_FINDING_H

/* What the rules find in a draft. */

#include "registry/draft.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };
extern const struct word severity_words[]; /* error, warning, info */

struct rule;

struct finding {
    const struct rule *rule;
    enum severity severity;
    enum draft_field field; /* where the form shows it */
    char section[48];       /* "RFC 6895 3.1" */
    char text[320];         /* one sentence, in the user's terms, without a full stop */
    char suggestion[64];    /* a legal value for the field; "": none */
};

/* What the rules found, errors first, then warnings, then notes; within them in the order of the table. */
struct findings {
    struct finding at[32];
    size_t n;
};

/* Sorts them, errors first; what one rule found stays in its order. */
void findings_sort(struct findings *findings);

/* Is there an error among them? They are sorted. */
bool findings_refuse(const struct findings *findings);

/* Adds a finding of that rule; text as printf has it. The section and suggestion may be NULL (the rule's own
 * section; none). When there is no more room, it adds nothing. */
void finding_add(struct findings *findings, const struct rule *rule, enum severity severity,
                 enum draft_field field, const char *section, const char *suggestion, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

#endif
