#ifndef REGISTRY_MODEL_H
#define REGISTRY_MODEL_H

/* The registries as one edition gives them: an immutable snapshot, read whole from the database. Whoever
 * needs another edition loads another model. Texts are UTF-8, owned by the model, NULL where the edition says
 * nothing. */

#include "base/memory.h"
#include "registry/registry.h"

struct draft;

struct reference {
    const char *kind;   /* rfc, draft, errata, person, uri, text, registry, note */
    const char *target; /* "rfc8765" */
    const char *shown;  /* as IANA prints it, without brackets: "RF8765, Section 6.2" */
};

/* A range of codes under one registration policy. */
struct range {
    bool numeric;       /* low and high hold; else the policy is said of keys that are no numbers */
    uint64_t low, high; /* codes; bits by the document's numbers; first octets of a pattern registry */
    bool has_second;    /* a pair of numbers: low2 and high2 hold (cookie sizes) */
    uint64_t low2, high2;
    const char *said;   /* of which keys, in words */
    const char *policy; /* in the edition's own words */
    enum use use;
    unsigned categories; /* CATEGORY_DATA | CATEGORY_Q | CATEGORY_META; 0: the edition does not say */
    const char *section; /* "RFC 6195 3.1" */
    const char *printed; /* decimal and hex as printed, where they disagree */
};

/* A record: an assignment, or a code that the registry itself reserves or leaves to private use. */
struct assignment {
    bool numeric;
    uint64_t low, high;
    bool has_second;
    uint64_t low2, high2;
    const char *key, *key2; /* text; pattern: "01000001"; pair: the parts that are text */
    const char *context;    /* where a code that stands twice has this meaning: "opt", "tsig tkey" */
    const char *mnemonic, *meaning;
    enum category category;
    enum status status;
    const char *registered, *expires; /* 1995-06 and 2020-06-30 both occur */
    const char *note;
    bool inferred; /* an RFC edition's row that its text does not print */
    const struct reference *references;
    size_t n_references;
    const char **aliases; /* other names people use */
    size_t n_aliases;
};

/* One registry as the edition has it: ranges and assignments in the order of their codes. */
struct table {
    const struct registry *registry;
    const struct range *ranges;
    size_t n_ranges;
    const struct assignment *assignments;
    size_t n_assignments;
    const struct draft
        *drafts; /* the user's own rows in this registry: by code, then by key; without either last */
    size_t n_drafts;
    const char *as_of; /* date of the page or document it comes from */
};

struct edition {
    const char *id;       /* "rfc6195", "iana" */
    const char *title;    /* "RFC 6195, March 2011" */
    const char *as_of;    /* newest date of its snapshots: 2026-08-20 */
    const char *origin;   /* shipped or import */
    const char *form;     /* which expression mnemonics follow: free, rfc5395, rfc6195 */
    const char *generic;  /* TYPE123 and CLASS7 as mnemonics: allowed, warned, refused */
    const char *process;  /* how a code is applied for */
    const char *policies; /* document that defines the policies: "rfc5226" */
    unsigned pages, registries;
};

/* A document the registries cite, and what became of it. */
struct document {
    const char *id, *title, *date;
    const char *relation, *other; /* "obsoleted-by" "rfc8945"; NULL: nothing */
};

/* A registration policy in an edition's words. */
struct policy {
    const char *policy;  /* "First Come First Served" */
    const char *brief;   /* for a narrow column */
    const char *aliases; /* quick words, parted by blanks: "fcfs" */
    const char *asks;    /* of an applicant */
};

/* Codes in use in the wild without an assignment. */
struct squatter {
    const char *registry;
    uint64_t low, high;
    const char *who, *source;
};

struct model {
    struct edition edition;
    const struct table *tables; /* the registries this edition covers, in their order */
    size_t n_tables;
    const struct registry *registries; /* every registry the file knows, covered or not, in their order */
    size_t n_registries;
    const struct edition *editions; /* every edition, in their order */
    size_t n_editions;
    const struct document *documents; /* sorted by id */
    size_t n_documents;
    const struct policy *policies;
    size_t n_policies;
    const struct squatter *squatters;
    size_t n_squatters;
    const char *damaged; /* whose rows are not as they were shipped, "dns-parameters"; NULL: none, as far as
                            is known */
    struct arena arena;
};

void model_free(struct model *model);

/* By the short id, IANA's id ("dns-parameters-4", or "page/id" where that id is not unique), or either title,
 * without case. NULL: there is none (with ambiguous IANA ids too). */
const struct registry *model_registry(const struct model *model, const char *name);

/* The registry as this edition has it; NULL: the edition does not cover it. */
const struct table *model_table(const struct model *model, const struct registry *registry);

/* The same by the registry's id, as it is written; of no model: NULL. */
const struct table *model_table_called(const struct model *model, const char *registry);

const struct edition *model_edition(const struct model *model, const char *id);
const struct document *model_document(const struct model *model, const char *id);
const struct policy *model_policy(const struct model *model, const char *policy);

/* The range that governs a code; NULL: no policy covers it. Pairs of numbers are asked by their
 * first part. */
const struct range *table_range(const struct table *table, uint64_t code);

/* Does the mnemonic, or one of the aliases, equal `name` without case? */
bool assignment_is_called(const struct assignment *assignment, const char *name);
bool assignment_has_alias(const struct assignment *assignment, const char *name);

#endif
