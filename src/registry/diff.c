#include "registry/diff.h"

#include <stdlib.h>
#include <string.h>

const struct word change_kind_words[] = {
    { CHANGE_ADDED, "added" }, { CHANGE_REMOVED, "removed" }, { CHANGE_CHANGED, "changed" }, { -1, NULL }
};
const struct word change_what_words[] = { { CHANGE_RULE, "rule" },
                                          { CHANGE_REGISTRY, "registry" },
                                          { CHANGE_ASSIGNMENT, "assignment" },
                                          { CHANGE_RANGE, "range" },
                                          { -1, NULL } };
const struct word change_field_words[] = {
    { FIELD_MNEMONIC, "mnemonic" },
    { FIELD_MEANING, "meaning" },
    { FIELD_CATEGORY, "category" },
    { FIELD_STATUS, "status" },
    { FIELD_REFERENCES, "references" },
    { FIELD_REGISTERED, "registered" },
    { FIELD_POLICY, "policy" },
    { FIELD_USE, "use" },
    { -1, NULL },
};

void changes_free(struct edition_changes *changes)
{
    free(changes->at);
    *changes = (struct edition_changes){ 0 };
}

static struct edition_change *add(struct edition_changes *changes, enum change_kind kind,
                                  enum change_what what)
{
    changes->at = array_grow(changes->at, &changes->capacity, changes->n + 1, sizeof *changes->at);
    struct edition_change *change = &changes->at[changes->n++];
    *change = (struct edition_change){ .kind = kind, .what = what };
    return change;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* ---- rules ---- */

static const char *form_of(const struct edition *edition)
{
    static const struct {
        const char *form, *expression;
    } forms[] = { { "free", "any text" },
                  { "rfc5395", "[A-Z][A-Z0-9-]*" },
                  { "rfc6195", "[A-Z][A-Z0-9-]*[A-Z0-9]" } };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].form, edition->form) == 0)
            return forms[i].expression;
    return edition->form;
}

static const char *disjoint_of(const struct edition *edition)
{
    return strcmp(edition->form, "free") == 0 ? "RRTYPE and CLASS mnemonics may be the same"
                                              : "RRTYPE and CLASS mnemonics are disjoint";
}

static const char *generic_of(const struct edition *edition)
{
    return edition->generic;
}

static const char *process_of(const struct edition *edition)
{
    return edition->process;
}

static const char *policies_of(const struct edition *edition)
{
    return edition->policies;
}

static const struct edition_rule {
    const char *id;
    const char *(*says)(const struct edition *);
} edition_rules[] = {
    { "mnemonic-form", form_of }, { "mnemonic-disjoint", disjoint_of }, { "mnemonic-generic", generic_of },
    { "process", process_of },    { "policies", policies_of },
};

static void diff_rules(const struct edition *before, const struct edition *after,
                       struct edition_changes *changes)
{
    for (size_t i = 0; i < sizeof edition_rules / sizeof *edition_rules; i++) {
        const char *a = edition_rules[i].says(before), *b = edition_rules[i].says(after);
        if (same_text(a, b))
            continue;
        struct edition_change *change = add(changes, CHANGE_CHANGED, CHANGE_RULE);
        change->rule = edition_rules[i].id;
        change->said_before = a;
        change->said_after = b;
    }
}

/* ---- assignments ---- */

static struct row row_of(const struct table *table, const struct assignment *a)
{
    return (struct row){ .registry = table->registry,
                         .assignment = a,
                         .range = a->numeric ? table_range(table, a->low) : NULL,
                         .numeric = a->numeric,
                         .low = a->low,
                         .high = a->high,
                         .has_second = a->has_second,
                         .low2 = a->low2,
                         .high2 = a->high2,
                         .status = a->status };
}

static bool same_key(const struct assignment *a, const struct assignment *b)
{
    return a->numeric == b->numeric && a->low == b->low && a->low2 == b->low2 && same_text(a->key, b->key) &&
           same_text(a->key2, b->key2) && same_text(a->context, b->context);
}

static const struct assignment *counterpart(const struct table *table, const struct assignment *of)
{
    for (size_t i = 0; table && i < table->n_assignments; i++)
        if (same_key(&table->assignments[i], of))
            return &table->assignments[i];
    return NULL;
}

static bool same_references(const struct assignment *a, const struct assignment *b)
{
    if (a->n_references != b->n_references)
        return false;
    for (size_t i = 0; i < a->n_references; i++)
        if (!same_text(a->references[i].target, b->references[i].target))
            return false;
    return true;
}

static unsigned fields_that_differ(const struct assignment *a, const struct assignment *b)
{
    unsigned fields = 0;

    if (!same_text(a->mnemonic, b->mnemonic))
        fields |= FIELD_MNEMONIC;
    if (!same_text(a->meaning, b->meaning))
        fields |= FIELD_MEANING;
    if (a->category != b->category)
        fields |= FIELD_CATEGORY;
    if (a->status != b->status)
        fields |= FIELD_STATUS;
    if (!same_references(a, b))
        fields |= FIELD_REFERENCES;
    if (a->registered && b->registered && !same_text(a->registered, b->registered))
        fields |= FIELD_REGISTERED; /* the RFCs print no dates: only two dates can differ */

    return fields;
}

/* One assignment of either side. Reserved and private records say what their range says, so only what is
 * taken on one side at least is compared. */
static void diff_pair(const struct table *before, const struct assignment *a, const struct table *after,
                      const struct assignment *b, struct edition_changes *changes)
{
    bool was = a && status_is_taken(a->status), is = b && status_is_taken(b->status);
    if (!was && !is)
        return;
    if (was && is && fields_that_differ(a, b) == 0)
        return;

    struct edition_change *change = add(changes,
                                        was && is ? CHANGE_CHANGED
                                        : was     ? CHANGE_REMOVED
                                                  : CHANGE_ADDED,
                                        CHANGE_ASSIGNMENT);
    change->registry = before ? before->registry : after->registry;
    change->numeric = was ? a->numeric : b->numeric;
    change->low = was ? a->low : b->low;
    change->high = was ? a->high : b->high;
    if (was)
        change->before = row_of(before, a);
    if (is)
        change->after = row_of(after, b);
    if (was && is)
        change->fields = fields_that_differ(a, b);
}

static void diff_assignments(const struct table *before, const struct table *after,
                             struct edition_changes *changes)
{
    for (size_t i = 0; before && i < before->n_assignments; i++) {
        const struct assignment *a = &before->assignments[i];
        diff_pair(before, a, after, counterpart(after, a), changes);
    }
    for (size_t i = 0; after && i < after->n_assignments; i++)
        if (!counterpart(before, &after->assignments[i]))
            diff_pair(before, NULL, after, &after->assignments[i], changes);
}

/* ---- ranges ---- */

static unsigned range_fields(const struct range *a, const struct range *b)
{
    unsigned fields = 0;

    if (!same_text(a ? a->policy : NULL, b ? b->policy : NULL))
        fields |= FIELD_POLICY;
    if ((a ? a->use : USE_NONE) != (b ? b->use : USE_NONE))
        fields |= FIELD_USE;
    if (a && b && a->categories != b->categories)
        fields |= FIELD_CATEGORY;
    return fields;
}

static struct row range_row(const struct table *table, const struct range *range, uint64_t low, uint64_t high)
{
    if (!range)
        return (struct row){ 0 };
    return (struct row){ .registry = table->registry,
                         .range = range,
                         .numeric = true,
                         .low = low,
                         .high = high,
                         .status = range_status(range) };
}

/* Where, from `low` on, the table's range changes next. */
static uint64_t piece_end(const struct table *table, uint64_t low, uint64_t end)
{
    for (size_t i = 0; i < table->n_ranges; i++) {
        const struct range *range = &table->ranges[i];
        if (!range->numeric)
            continue;
        if (range->low > low && range->low <= end)
            end = range->low - 1;
        if (range->low <= low && low <= range->high && range->high < end)
            end = range->high;
    }
    return end;
}

/* Over the common refinement of both sides' ranges, with neighbours joined where the same two
 * policies meet. */
static void diff_ranges(const struct table *before, const struct table *after,
                        struct edition_changes *changes)
{
    const uint64_t top = registry_top(before->registry);
    struct edition_change *last = NULL;

    for (uint64_t low = 0, end = 0; low <= top; low = end + 1) {
        const struct range *a = table_range(before, low), *b = table_range(after, low);
        unsigned fields = range_fields(a, b);
        end = piece_end(after, low, piece_end(before, low, top));
        if (fields == 0)
            continue;
        if (last && last->high + 1 == low && range_fields(last->before.range, a) == 0 &&
            range_fields(last->after.range, b) == 0) {
            last->high = end;
            last->before = range_row(before, a, last->low, end);
            last->after = range_row(after, b, last->low, end);
            continue;
        }
        last = add(changes, CHANGE_CHANGED, CHANGE_RANGE);
        last->registry = before->registry;
        last->numeric = true;
        last->low = low;
        last->high = end;
        last->fields = fields;
        last->before = range_row(before, a, low, end);
        last->after = range_row(after, b, low, end);
    }
}

/* What is said of keys that are no numbers: one policy against the other, in their order. */
static void diff_policies_of_keys(const struct table *before, const struct table *after,
                                  struct edition_changes *changes)
{
    size_t a = 0, b = 0;
    for (;;) {
        while (a < before->n_ranges && before->ranges[a].numeric)
            a++;
        while (b < after->n_ranges && after->ranges[b].numeric)
            b++;
        const struct range *x = a < before->n_ranges ? &before->ranges[a++] : NULL;
        const struct range *y = b < after->n_ranges ? &after->ranges[b++] : NULL;
        if (!x && !y)
            return;
        if (x && y && range_fields(x, y) == 0 && same_text(x->said, y->said))
            continue;
        struct edition_change *change = add(changes, CHANGE_CHANGED, CHANGE_RANGE);
        change->registry = before->registry;
        change->fields = range_fields(x, y);
        change->before = range_row(before, x, 0, 0);
        change->after = range_row(after, y, 0, 0);
        change->before.numeric = change->after.numeric = false;
    }
}

/* ---- the whole ---- */

static void diff_registry(const struct table *before, const struct table *after, bool named,
                          struct edition_changes *changes)
{
    if (before && after) {
        diff_assignments(before, after, changes);
        if (registry_top(before->registry) > 0)
            diff_ranges(before, after, changes);
        diff_policies_of_keys(before, after, changes);
        return;
    }

    struct edition_change *change = add(changes, after ? CHANGE_ADDED : CHANGE_REMOVED, CHANGE_REGISTRY);
    change->registry = after ? after->registry : before->registry;
    change->said_before = before ? before->registry->title : NULL;
    change->said_after = after ? after->registry->title : NULL;
    if (named)
        diff_assignments(before, after, changes);
}

void diff_editions(const struct model *before, const struct model *after, const char *only,
                   struct edition_changes *changes)
{
    *changes = (struct edition_changes){ 0 };
    if (!only)
        diff_rules(&before->edition, &after->edition, changes);

    /* the catalogue of registries is the same in both models: they come from one file */
    for (size_t i = 0; i < after->n_registries; i++) {
        const char *id = after->registries[i].id;
        const struct table *a = model_table_called(before, id), *b = model_table_called(after, id);
        if ((a || b) && (!only || strcmp(only, id) == 0))
            diff_registry(a, b, only != NULL, changes);
    }
}
