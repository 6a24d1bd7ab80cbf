#include "registry/draft.h"

#include "base/text.h"
#include "registry/key_word.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool draft_is_placed(const struct draft *draft)
{
    return draft->record.numeric || draft->record.key || draft->record.key2;
}

/* Names compare without case, domain names also without the dot at their end. */
static bool same_key(const struct registry *registry, const char *a, const char *b)
{
    if (!a || !b)
        return a == b;
    return registry->names == NAME_DOMAIN ? key_same_name(a, b) : text_equal(a, b);
}

static bool overlap(uint64_t low, uint64_t high, uint64_t other_low, uint64_t other_high)
{
    return low <= other_high && other_low <= high;
}

bool draft_same_place(const struct draft *a, const struct draft *b)
{
    const struct registry *registry = a->registry;
    const struct assignment *x = &a->record, *y = &b->record;
    if (strcmp(registry->id, b->registry->id) != 0 || !draft_is_placed(a) || !draft_is_placed(b))
        return false;
    if (x->numeric != y->numeric || (x->numeric && !overlap(x->low, x->high, y->low, y->high)))
        return false;
    if (x->has_second != y->has_second || (x->has_second && x->low2 != y->low2))
        return false;

    return registry->kind == KEY_PATTERN ||
           (same_key(registry, x->key, y->key) && same_key(registry, x->key2, y->key2));
}

/* The first of the table's drafts whose code is not below `code`, or that has none yet: those are last. Keys
 * without a code are first. */
static const struct draft *first_from(const struct table *table, uint64_t code)
{
    size_t low = 0, high = table->n_drafts;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct draft *draft = &table->drafts[middle];
        if (draft_is_placed(draft) && (!draft->record.numeric || draft->record.low < code))
            low = middle + 1;
        else
            high = middle;
    }

    return table->drafts + low;
}

struct draft_span table_drafts_of(const struct table *table, uint64_t low, uint64_t high)
{
    struct draft_span span = { table->drafts, table->drafts };
    if (table->n_drafts == 0)
        return span;

    span.at = span.end = first_from(table, low);
    while (span.end < table->drafts + table->n_drafts && span.end->record.numeric &&
           span.end->record.low <= high)
        span.end++;
    return span;
}

struct draft_span table_drafts_near(const struct table *table, const struct draft *place)
{
    /* of patterns one may begin before another that lies in it */
    if (place->record.numeric && table->registry->kind != KEY_PATTERN)
        return table_drafts_of(table, place->record.low, place->record.high);
    if (table->n_drafts == 0)
        return (struct draft_span){ NULL, NULL };
    return (struct draft_span){ table->drafts, table->drafts + table->n_drafts };
}

const struct draft *model_draft_at(const struct model *model, const struct draft *place)
{
    const struct table *table = model_table_called(model, place->registry->id);
    if (!table)
        return NULL;

    const struct draft_span span = table_drafts_near(table, place);
    for (const struct draft *draft = span.at; draft < span.end; draft++)
        if (draft_same_place(draft, place))
            return draft;
    return NULL;
}

const struct draft *model_draft(const struct model *model, int64_t id)
{
    for (size_t i = 0; i < model->n_tables; i++)
        for (size_t k = 0; k < model->tables[i].n_drafts; k++)
            if (model->tables[i].drafts[k].id == id)
                return &model->tables[i].drafts[k];
    return NULL;
}

/* ---- what the edition has there ---- */

/* A record's key may stand for several: `*` for every RR TYPE, `*.ext` for what lies below ext, none at all
 * for any. */
static bool key_covers(const struct registry *registry, const char *of_record, const char *key)
{
    size_t tail = of_record ? strlen(of_record) : 0, len = key ? strlen(key) : 0;
    if (!of_record || strcmp(of_record, "*") == 0)
        return true;
    if (tail > 1 && of_record[0] == '*' && of_record[1] == '.')
        return len >= tail && text_equal(key + len - (tail - 1), of_record + 1);
    return key && same_key(registry, of_record, key);
}

static bool record_covers(const struct registry *registry, const struct assignment *a,
                          const struct draft *draft)
{
    const struct assignment *d = &draft->record;
    if (a->numeric != d->numeric || (a->numeric && !overlap(a->low, a->high, d->low, d->high)))
        return false;
    if (registry->kind != KEY_PAIR && a->numeric)
        return true;
    if (a->has_second && !(d->has_second && a->low2 <= d->low2 && d->low2 <= a->high2))
        return false;
    return key_covers(registry, a->key, d->key) && key_covers(registry, a->key2, d->key2);
}

/* The records under a draft; of patterns one inside another, the most exact. */
static const struct assignment *record_under(const struct table *table, const struct draft *draft)
{
    const struct assignment *found = NULL;
    if (!draft_is_placed(draft))
        return NULL;

    for (size_t i = 0; i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        if (!record_covers(table->registry, a, draft))
            continue;
        if (!found || a->high - a->low < found->high - found->low)
            found = a;
    }
    return found;
}

const struct assignment *draft_taken_by(const struct table *table, const struct draft *draft)
{
    const struct assignment *record = record_under(table, draft);
    return record && status_is_taken(record->status) ? record : NULL;
}

const struct range *draft_range(const struct table *table, const struct draft *draft)
{
    const struct range *range = NULL;
    if (!draft_is_placed(draft))
        return NULL;
    if (draft->record.numeric) {
        range = table_range(table, draft->record.low);
        if (range && range->has_second &&
            (draft->record.low2 < range->low2 || range->high2 < draft->record.low2))
            return NULL;
        return range;
    }

    const struct assignment *record = record_under(table, draft);
    for (size_t i = 0; i < table->n_ranges && !range; i++) {
        bool is_private = table->ranges[i].use == USE_PRIVATE;
        if (!table->ranges[i].numeric && is_private == (record && record->status == STATUS_PRIVATE))
            range = &table->ranges[i];
    }
    return range;
}

/* What may be done where a record stands that takes no code, or none does. */
static enum use use_of(const struct assignment *record, const struct range *range)
{
    enum use use = range ? range->use : USE_NONE;
    if (!record)
        return use;

    switch (record->status) {
    case STATUS_PRIVATE:
        return USE_PRIVATE;
    case STATUS_EXPERIMENTAL_USE:
        return USE_EXPERIMENTAL;
    case STATUS_CLOSED:
        return USE_CLOSED;
    case STATUS_RESERVED:
        /* the range may say more than the record: a way out, or that there is none for good */
        return use == USE_RESERVED_OPEN || use == USE_NEVER || use == USE_CLOSED ? use : USE_RESERVED;
    default:
        return use;
    }
}

enum use draft_use(const struct table *table, const struct draft *draft, const struct assignment **record)
{
    *record = record_under(table, draft);
    return use_of(*record, draft_range(table, draft));
}

/* ---- choosing a code ---- */

/* Codes around one in which nothing changes: one record or none, one range or none. */
struct stretch {
    uint64_t low, high;
    bool taken;
    enum use use;
    const struct range *range;
};

/* Narrows the stretch to the side of [low, high] on which the code lies. True: inside. */
static bool narrow(struct stretch *stretch, uint64_t code, uint64_t low, uint64_t high)
{
    bool inside = low <= code && code <= high;

    if (code > high) {
        stretch->low = stretch->low > high + 1 ? stretch->low : high + 1;
    } else if (code < low) {
        stretch->high = stretch->high < low - 1 ? stretch->high : low - 1;
    } else {
        stretch->low = stretch->low > low ? stretch->low : low;
        stretch->high = stretch->high < high ? stretch->high : high;
    }

    return inside;
}

static struct stretch stretch_at(const struct table *table, uint64_t code)
{
    struct stretch stretch = { .high = registry_top(table->registry) };
    const struct assignment *record = NULL;

    for (size_t i = 0; i < table->n_ranges; i++)
        if (narrow(&stretch, code, table->ranges[i].low, table->ranges[i].high))
            stretch.range = &table->ranges[i];

    for (size_t i = 0; i < table->n_assignments; i++) {
        if (!narrow(&stretch, code, table->assignments[i].low, table->assignments[i].high))
            continue;
        record = &table->assignments[i];
        stretch.taken |= status_is_taken(record->status);
    }

    stretch.use = use_of(record, stretch.range);
    return stretch;
}

const struct squatter *squatter_at(const struct model *model, const struct registry *registry, uint64_t code)
{
    for (size_t i = 0; i < model->n_squatters; i++) {
        const struct squatter *squatter = &model->squatters[i];
        if (strcmp(squatter->registry, registry->id) == 0 && squatter->low <= code && code <= squatter->high)
            return squatter;
    }
    return NULL;
}

/* A range that names no category takes them all, as does no range. */
static bool admits(const struct range *range, enum category category)
{
    return !range || range->categories == 0 || (range->categories & category) != 0;
}

bool draft_fits_cache_bit(const struct draft *draft, const struct range *range, uint64_t code)
{
    enum category category = draft->record.category;
    bool is_data = category == CATEGORY_DATA;
    if (strcmp(draft->registry->id, "rrtype") != 0)
        return true;
    if (category == CATEGORY_NONE)
        is_data = admits(range, CATEGORY_DATA);
    return is_data == ((code & 0x80) == 0);
}

void draft_choose_category(const struct model *model, struct draft *draft)
{
    const struct table *table = model_table(model, draft->registry);
    const struct assignment *taken = table ? draft_taken_by(table, draft) : NULL;
    const struct range *range = table ? draft_range(table, draft) : NULL;

    if (draft->registry->names != NAME_RR || draft->record.category != CATEGORY_NONE)
        return;

    if (draft->modifies)
        draft->record.category = taken ? taken->category : CATEGORY_NONE;
    else if (admits(range, CATEGORY_DATA))
        draft->record.category = CATEGORY_DATA;
    else
        draft->record.category = admits(range, CATEGORY_Q) ? CATEGORY_Q : CATEGORY_META;
}

/* May the draft stand in the stretch at all? */
static bool suits(const struct draft *draft, const struct stretch *stretch)
{
    enum category category = draft->record.category;
    if (stretch->taken)
        return false;
    if (draft->kind == DRAFT_PRIVATE)
        return use_is_private(stretch->use);

    /* who names no category means data, so Q and meta ranges wait until they do */
    return stretch->use == USE_OPEN &&
           admits(stretch->range, category == CATEGORY_NONE ? CATEGORY_DATA : category);
}

static bool is_drafted(const struct table *table, const struct draft *draft, uint64_t code)
{
    const struct draft_span span = table_drafts_of(table, code, code);
    for (const struct draft *other = span.at; other < span.end; other++)
        if (draft->id == 0 || other->id != draft->id)
            return true;
    return false;
}

/* What a code need not do, to say what stands in the way where there is none. */
enum { WAIVE_CACHE_BIT = 1, WAIVE_SQUATTERS = 2 };

/* The first code of the stretch that will do, from `from` upwards or downwards. */
static bool walk(const struct model *model, const struct table *table, const struct draft *draft,
                 unsigned waived, const struct stretch *stretch, uint64_t from, bool up, uint64_t *code)
{
    for (uint64_t at = from; stretch->low <= at && at <= stretch->high; up ? at++ : at--) {
        if ((waived & WAIVE_SQUATTERS || !squatter_at(model, table->registry, at)) &&
            (waived & WAIVE_CACHE_BIT || draft_fits_cache_bit(draft, stretch->range, at)) &&
            !is_drafted(table, draft, at)) {
            *code = at;
            return true;
        }
        if (at == 0 && !up)
            break;
    }
    return false;
}

static bool seek(const struct model *model, const struct table *table, const struct draft *draft,
                 unsigned waived, uint64_t from, bool up, uint64_t *code)
{
    uint64_t top = registry_top(table->registry), at = from;
    for (;;) {
        struct stretch stretch = stretch_at(table, at);
        if (suits(draft, &stretch) && walk(model, table, draft, waived, &stretch, at, up, code))
            return true;
        if (up ? stretch.high == top : stretch.low == 0)
            return false;
        at = up ? stretch.high + 1 : stretch.low - 1;
    }
}

bool draft_near_code(const struct model *model, const struct draft *draft, uint64_t near, uint64_t *code)
{
    const struct table *table = model_table_called(model, draft->registry->id);
    uint64_t above = 0, below = 0;
    if (!table || (table->registry->kind != KEY_NUMBER && table->registry->kind != KEY_BIT))
        return false;

    if (near > registry_top(table->registry))
        near = registry_top(table->registry);
    bool is_above = seek(model, table, draft, 0, near, true, &above);
    bool is_below = seek(model, table, draft, 0, near, false, &below);
    if (is_above && (!is_below || above - near < near - below))
        *code = above;
    else
        *code = below;

    return is_above || is_below;
}

/* Why no code can be chosen: of those that are free, the lowest, and what speaks against it. */
static void say_none(const struct model *model, const struct draft *draft, char why[DRAFT_WHY_OCTETS])
{
    const struct table *table = model_table_called(model, draft->registry->id);
    const char *id = draft->registry->id,
               *where = draft->kind == DRAFT_PRIVATE ? "for private use" : "that is open to applications";
    uint64_t code = 0;

    if (table && seek(model, table, draft, WAIVE_CACHE_BIT, 0, true, &code)) {
        const bool is_set = (code & 0x80) != 0; /* then it suits what the draft is not */
        const enum category other = is_set ? CATEGORY_Q : CATEGORY_DATA;
        snprintf(why, DRAFT_WHY_OCTETS,
                 "every code of %s %s that suits %s is taken; %" PRIu64
                 " is free, but caches take it for %s: "
                 "%swrite it yourself",
                 id, where, is_set ? "data" : "Q and meta TYPEs", code, is_set ? "a Q or meta TYPE" : "data",
                 admits(table_range(table, code), other) ? "name another --category, or " : "");
    } else if (table && seek(model, table, draft, WAIVE_CACHE_BIT | WAIVE_SQUATTERS, 0, true, &code)) {
        const struct squatter *squatter = squatter_at(model, draft->registry, code);
        snprintf(why, DRAFT_WHY_OCTETS,
                 "every code of %s %s is taken, or in use without being assigned, as %" PRIu64
                 " is (%.100s): write it yourself",
                 id, where, code, squatter ? squatter->who : "");
    } else {
        snprintf(why, DRAFT_WHY_OCTETS, "%s has no free code %s", draft->registry->title, where);
    }
}

bool draft_choose_code(const struct model *model, struct draft *draft, char why[DRAFT_WHY_OCTETS])
{
    const struct registry *registry = draft->registry;
    uint64_t code;
    if (registry->kind != KEY_NUMBER && registry->kind != KEY_BIT) {
        snprintf(why, DRAFT_WHY_OCTETS, "%s has no codes to choose from: write the key", registry->title);
        return false;
    }
    if (!draft_near_code(model, draft, 0, &code)) {
        say_none(model, draft, why);
        return false;
    }

    draft->next = false;
    draft->record.numeric = true;
    draft->record.low = draft->record.high = code;
    return true;
}
