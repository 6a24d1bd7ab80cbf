#ifndef REGISTRY_RULE_H
#define REGISTRY_RULE_H

/* The rules for new rows: what each says of a draft under an edition. All are run; all they find is shown at
 * once. */

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

/* What a rule looks at. */
struct rule_case {
    const struct model *model; /* the edition in force, with all drafts */
    const struct table *table; /* of the draft's registry in that edition; never NULL */
    const struct draft *draft; /* in hand; its saved self, if it has one, is not held against it */
};

struct rule {
    const char *id;      /* "mnemonic-disjoint": part of the program's interface */
    const char *holds;   /* one line: when it holds */
    const char *section; /* where it comes from, in the newest document */
    /* Adds what it finds. It changes nothing else and depends on nothing else. */
    void (*judge)(const struct rule_case *, struct findings *);
};
extern const struct rule rules[];
extern const size_t n_rules;
const struct rule *rule_called(const char *id);

/* Judges the draft under the edition of the model. The edition must cover its registry. */
void draft_judge(const struct model *model, const struct draft *draft, struct findings *findings);

/* Is there an error among them? */
bool findings_refuse(const struct findings *findings);

/* For rules: adds a finding; text as printf has it. The section and suggestion may be NULL (the rule's own
 * section; none). When there is no more room, it adds nothing. */
void finding_add(struct findings *findings, const char *rule, enum severity severity, enum draft_field field,
                 const char *section, const char *suggestion, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

#endif
