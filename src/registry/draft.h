#ifndef REGISTRY_DRAFT_H
#define REGISTRY_DRAFT_H

/* Drafts: the user's own rows, laid over every edition. A private draft uses a code that is free for anyone's
 * private use; a proposal is an application to IANA that is being written. */

#include "registry/model.h"

enum draft_kind { DRAFT_PRIVATE, DRAFT_PROPOSAL };
extern const struct word draft_kind_words[];

struct draft {
    int64_t id, rev; /* in the file; 0: it is not there yet */
    const struct registry *registry;
    const char *basis; /* the edition whose rules it was saved under: "iana" */
    enum draft_kind kind;
    bool modifies; /* a proposal to change what is assigned */
    bool next;     /* the code is to be chosen when it is saved */
    /* Code or key, mnemonic, meaning, category, note; one reference at most. A proposal may have no code yet
     * ("tbd"): then neither numeric nor key. In a model's tables, status is what the edition says of the
     * code. */
    struct assignment record;
    const char *author;
};

/* What a person writes of a draft. One row each: the form, the options of the verbs and the differences
 * between two revisions are derived from it. */
enum draft_field {
    DRAFT_KIND,
    DRAFT_CODE,
    DRAFT_MNEMONIC,
    DRAFT_CATEGORY,
    DRAFT_MEANING,
    DRAFT_REFERENCE,
    DRAFT_NOTE,
    DRAFT_FIELDS,
};

struct draft_field_row {
    enum draft_field field;
    const char *option; /* "meaning", as in --meaning TEXT */
    const char *title;  /* "Meaning", as in the form */
    const char *value;  /* what its value is called in usage: "TEXT" */
    const char *help;   /* one sentence */
    size_t most;        /* octets */
};
extern const struct draft_field_row draft_fields[DRAFT_FIELDS];

/* The fields as text, as they were typed or as a draft has them. NULL or "": left out. */
struct draft_text {
    const char *at[DRAFT_FIELDS];
    bool modifies; /* --submission modification */
};

enum { DRAFT_WHY_OCTETS = 320 };

/* Do its rows have mnemonics? Else a meaning alone, or the key is the name. */
bool registry_has_mnemonics(const struct registry *registry);

/* Makes a draft of what was written. The code may be any form that key.h reads, "tbd", "next", a
 * text, or two parts joined by "/", or the mnemonic of what stands there; of a registry whose rows
 * have no mnemonic, the mnemonic is taken as the meaning. Texts live as long as `text` and `arena`.
 * Numbers that are too wide are kept: the rules say so. False: a field cannot be read as what it
 * is; *field and why (one line) say which. */
bool draft_read(const struct model *model, const struct registry *registry, const struct draft_text *text,
                struct arena *arena, struct draft *draft, enum draft_field *field,
                char why[DRAFT_WHY_OCTETS]);

/* A reference as a person wrote it, typed: "RFC 9999", a draft's name, a URL, or a text. It lives as long as
 * both. */
const struct reference *draft_reference(const char *text, struct arena *arena);

/* The same back: what the form of a draft shows. `buffer` holds the code. */
enum { DRAFT_CODE_OCTETS = 1100 }; /* two keys, and the / between them */

void draft_say(const struct draft *draft, struct draft_text *text, char buffer[DRAFT_CODE_OCTETS]);

/* Has it a code or a key? */
bool draft_is_placed(const struct draft *draft);

/* Do two drafts stand on one code or key? Keys are compared without case (they are names). */
bool draft_same_place(const struct draft *a, const struct draft *b);

/* The table's drafts among which every one stands that is on the place: a few where codes say where to look,
 * else all. */
struct draft_span {
    const struct draft *at, *end;
};
struct draft_span table_drafts_near(const struct table *table, const struct draft *place);

/* The same for codes low to high of numbers, bits and pairs: drafts with just those. */
struct draft_span table_drafts_of(const struct table *table, uint64_t low, uint64_t high);

/* The model's draft on the code or key, or with the id; NULL: none. */
const struct draft *model_draft_at(const struct model *model, const struct draft *place);
const struct draft *model_draft(const struct model *model, int64_t id);

/* The record of the edition on the draft's code, if it is taken; of several the one of the fewest codes.
 * NULL: there is none, or it is not taken. */
const struct assignment *draft_taken_by(const struct table *table, const struct draft *draft);

/* The policy range that governs it; NULL: none does, or it has no code yet. */
const struct range *draft_range(const struct table *table, const struct draft *draft);

/* What may be done on its code. A record that is reserved or for private use overrides its range, except that
 * the range may name a way out of a reservation. *record: what stands there, taken or not; NULL: nothing. */
enum use draft_use(const struct table *table, const struct draft *draft, const struct assignment **record);

/* The category of a draft that names none, where its registry has categories: data if the range takes data,
 * else the first that it takes; of a modification that of the record. Not for drafts that stand: what their
 * writer left open stays so. */
void draft_choose_category(const struct model *model, struct draft *draft);

/* Chooses the code of a draft that asked for the next: the lowest that is free, that no known squatter uses
 * and, for an RRTYPE, whose cache bit fits the category (RFC 6895 section 3.1); for a private draft in the
 * ranges for private use, for a proposal in those open to applications. False: there is none; why says in one
 * line which one is free all the same, and what speaks against it. */
bool draft_choose_code(const struct model *model, struct draft *draft, char why[DRAFT_WHY_OCTETS]);

/* The code nearest to `near` that draft_choose_code could choose; false: there is none. */
bool draft_near_code(const struct model *model, const struct draft *draft, uint64_t near, uint64_t *code);

/* Who uses the code without an assignment; NULL: nobody known. */
const struct squatter *squatter_at(const struct model *model, const struct registry *registry, uint64_t code);

/* Some caches tell data from Q and meta TYPEs by the top bit of the lower octet (RFC 6895 section 3.1): is it
 * clear for data, set for the others? Who names no category means data where the range admits it. True in any
 * other registry. */
bool draft_fits_cache_bit(const struct draft *draft, const struct range *range, uint64_t code);

#endif
