/* Documents, what stands under a status or a policy, and text anywhere. */
#include "base/text.h"
#include "registry/find.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* An answer that is the document or the policy itself. */
static struct answer *add_heading(const struct asking *asking, enum match match)
{
    return answers_add_other(asking, match, &(struct row){ 0 });
}

/* ---- documents ---- */

/* "RFC 8914", "rfc8914", "RFC08914" -> "rfc8914"; "BCP 42" -> "bcp42"; drafts as they are. False: no
 * document. */
static bool document_id(const char *word, char id[128])
{
    static const char *const series[] = { "rfc", "bcp", "std" };
    for (size_t i = 0; i < sizeof series / sizeof *series; i++) {
        const char *digits = word + 3;
        if (!text_prefix(word, series[i]))
            continue;
        digits += strspn(digits, " -");
        digits += strspn(digits, "0");
        if (!isdigit((unsigned char)*digits) || strspn(digits, "0123456789") != strlen(digits))
            continue;
        snprintf(id, 128, "%s%s", series[i], digits);
        return true;
    }

    snprintf(id, 128, "%s", word);
    return text_prefix(word, "draft-") || text_prefix(word, "RFC-");
}

/* Is `target` the document? A draft is the same with and without its version, and as RFC-ietf-..., its name
 * in the RFC Editor's queue. */
static bool is_document(const char *target, const char *id)
{
    if (text_equal(target, id))
        return true;

    if (text_prefix(target, "RFC-") && text_prefix(id, "draft-")) {
        target += strlen("RFC-");
        id += strlen("draft-");
    } else if (!text_prefix(id, "draft-")) {
        return false;
    }

    size_t len = strlen(id);
    if (!text_prefix(target, id))
        return false;
    return target[len] == '\0' ||
           (target[len] == '-' && strspn(target + len + 1, "0123456789") == strlen(target + len + 1));
}

static bool cites(const struct assignment *a, const char *id)
{
    for (size_t i = 0; i < a->n_references; i++)
        if (is_document(a->references[i].target, id))
            return true;
    return false;
}

void find_document(const struct asking *asking)
{
    struct answers *answers = asking->answers;
    char id[128];
    const char *now = NULL; /* what it became */

    if (!document_id(asking->word, id))
        return;

    const struct document *document = model_document(asking->model, id);
    for (unsigned hop = 0; document && hop < 4;
         hop++) { /* rfc2845 -> rfc8945; hops are bounded, data may loop */
        struct answer *heading = add_heading(asking, MATCH_DOCUMENT);
        heading->document = document;
        heading->rank = hop;
        if (document->other)
            now = document->other;
        document = document->other ? model_document(asking->model, document->other) : NULL;
    }

    for (size_t i = 0; i < answers->rows.n; i++) {
        const struct row *row = &answers->rows.at[i];
        if (asking->only && row->registry != asking->only)
            continue;
        if (row->assignment && (cites(row->assignment, id) || (now && cites(row->assignment, now))))
            answers_add(asking, MATCH_DOCUMENT, row);
    }
}

/* ---- status and policy ---- */

/* "private use" and "private-use" are one word. */
static bool same_words(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = text_lower((char)(*a == '-' ? ' ' : *a));
        char y = text_lower((char)(*b == '-' ? ' ' : *b));
        if (x != y)
            return false;
    }
    return *a == *b;
}

static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list && len > 0 ? text_find(list, word) : NULL; at; at = text_find(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    return false;
}

static const struct policy *policy_called(const struct model *model, const char *word)
{
    for (size_t i = 0; i < model->n_policies; i++)
        if (same_words(model->policies[i].policy, word))
            return &model->policies[i];
    for (size_t i = 0; i < model->n_policies; i++)
        if (has_word(model->policies[i].aliases, word))
            return &model->policies[i];
    return NULL;
}

static bool spans(const struct row *row, const struct row *range)
{
    return row->range == range->range && row->low == range->low && row->high == range->high &&
           row->low2 == range->low2;
}

/* A whole range, and how many of its codes are open to applications. A row that is all of the range says no
 * more than it: of the two the first one stands. */
static void add_whole(const struct asking *asking, const struct row *range, size_t first, size_t end)
{
    struct answers *answers = asking->answers;
    struct row whole = *range;
    bool told = false;

    for (size_t i = first; i < end; i++) {
        const struct row *row = &answers->rows.at[i];
        if (row->range == range->range)
            whole.free += row_free_codes(row);
        told = told || (answers->told[i] && spans(row, range));
    }
    if (told)
        return;

    (void)answers_add_other(asking, MATCH_STATUS, &whole);
    for (size_t i = first; i < end; i++)
        answers->told[i] = answers->told[i] || spans(&answers->rows.at[i], range);
}

/* The whole range, whatever is assigned in it: "what can I get without an RFC?" */
static void add_ranges_under(const struct asking *asking, const char *policy)
{
    const struct model *model = asking->model;
    for (size_t i = 0; i < model->n_tables; i++) {
        const struct table *table = &model->tables[i];
        for (size_t r = 0; r < table->n_ranges; r++) {
            const struct range *range = &table->ranges[r];
            if ((asking->only && table->registry != asking->only) || !text_find(range->policy, policy))
                continue;
            const struct row row = { .registry = table->registry,
                                     .range = range,
                                     .whole_range = true,
                                     .numeric = range->numeric,
                                     .low = range->low,
                                     .high = range->high,
                                     .has_second = range->has_second,
                                     .low2 = range->low2,
                                     .high2 = range->high2,
                                     .status = range_status(range) };
            add_whole(asking, &row, asking->answers->begin[i], asking->answers->begin[i + 1]);
        }
    }
}

void find_standing(const struct asking *asking)
{
    const struct policy *policy = policy_called(asking->model, asking->word);
    struct answers *answers = asking->answers;
    int status = -1;

    for (const struct word *word = status_words; word->word; word++)
        if (same_words(word->word, asking->word))
            status = word->value;

    for (size_t i = 0; status >= 0 && i < answers->rows.n; i++) {
        const struct row *row = &answers->rows.at[i];
        if ((int)row->status == status && (!asking->only || row->registry == asking->only))
            answers_add(asking, MATCH_STATUS, row);
    }

    if (policy) {
        add_heading(asking, MATCH_STATUS)->policy = policy;
        add_ranges_under(asking, policy->policy);
    }
}

/* ---- text ---- */

enum { RANK_EQUAL, RANK_HEAD, RANK_WORD, RANK_INSIDE, RANK_BESIDE, RANK_NONE };

/* Does the word stand alone at `at`, with no letter or digit beside it? */
static bool stands_alone(const char *text, const char *at, size_t len)
{
    return (at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[len]);
}

/* How close the word asked for stands to being `text`. */
static unsigned rank_in(const char *text, const struct asking *asking)
{
    size_t len = strlen(asking->word);
    unsigned rank = RANK_NONE;

    for (const char *at = text ? text_find(text, asking->word) : NULL; at;
         at = text_find(at + 1, asking->word)) {
        if (asking->whole && !stands_alone(text, at, len))
            continue;
        if (at == text)
            return text[len] == '\0' ? RANK_EQUAL : RANK_HEAD;
        if (!isalnum((unsigned char)at[-1]))
            return RANK_WORD;
        rank = RANK_INSIDE;
    }

    return rank;
}

static unsigned closest(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Names count as they match, meanings one step less, what stands beside them least. */
static unsigned rank_of(const struct row *row, const struct asking *asking)
{
    const struct assignment *a = row->assignment;
    unsigned rank = rank_in(a->mnemonic, asking);

    rank = closest(rank, rank_in(a->key, asking));
    rank = closest(rank, rank_in(a->key2, asking));
    if (rank_in(a->meaning, asking) < RANK_NONE)
        rank = closest(rank, closest(rank_in(a->meaning, asking) + 1, RANK_INSIDE));
    if (rank < RANK_NONE)
        return rank;
    if (rank_in(a->note, asking) < RANK_NONE)
        return RANK_BESIDE;

    for (size_t i = 0; i < a->n_references; i++)
        if (rank_in(a->references[i].shown, asking) < RANK_NONE)
            return RANK_BESIDE;

    for (size_t i = 0; i < a->n_aliases; i++)
        if (rank_in(a->aliases[i], asking) < RANK_NONE)
            return RANK_BESIDE;
    return RANK_NONE;
}

void find_text(const struct asking *asking)
{
    struct answers *answers = asking->answers;
    if (!asking->word[0])
        return;

    for (size_t i = 0; i < answers->rows.n; i++) {
        const struct row *row = &answers->rows.at[i];
        size_t before = answers->n;
        if (!row->assignment || (asking->only && row->registry != asking->only))
            continue;
        unsigned rank = rank_of(row, asking);
        if (rank == RANK_NONE)
            continue;
        answers_add(asking, MATCH_TEXT, row);
        if (answers->n > before)
            answers->at[before].rank = rank;
    }
}
