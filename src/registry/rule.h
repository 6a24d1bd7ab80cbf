#ifndef REGISTRY_RULE_H
#define REGISTRY_RULE_H

/* The rules for new rows: what each says of a draft under an edition. All are run; all they find is shown at
 * once. */

#include "registry/finding.h"

/* What a rule looks at. */
struct rule_case {
    const struct model *model; /* the edition in force, with all drafts */
    const struct table *table; /* of the draft's registry in that edition; never NULL */
    const struct draft *draft; /* in hand; its saved self, if it has one, is not held against it */
    const struct rule *rule;   /* the one that looks */
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

#endif
