#include "ui/cli/complete.h"

#include "base/text.h"
#include "base/words.h"
#include "ui/cli/options.h"
#include "ui/cli/verb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct completing {
    const struct verb_table *verbs;
    const struct model *model;
    const struct words *words; /* of the line before the cursor */
    const char *prefix;        /* the word at the cursor, as far as it goes */
    const char *before;        /* stands before every word: "--edition=" */
    const char *registry;      /* the operand that names one, when codes are asked for */
    struct completion *found;
};

/* A word that may stand there, if it begins like what is typed. */
static void offer(const struct completing *completing, const char *word)
{
    struct completion *found = completing->found;
    char whole[256];
    int len = word ? snprintf(whole, sizeof whole, "%s%s", completing->before, word) : -1;

    if (len < 0 || (size_t)len >= sizeof whole)
        return;
    if (!text_prefix(whole, completing->prefix))
        return;

    found->words = array_grow(found->words, &found->capacity, found->n + 1, sizeof *found->words);
    found->words[found->n++] = arena_text(&found->arena, whole);
}

/* ---- what may stand somewhere ---- */

static void offer_verbs(const struct completing *completing)
{
    for (size_t i = 0; i < completing->verbs->n; i++)
        offer(completing, completing->verbs->at[i].name);
}

static void offer_registries(const struct completing *completing)
{
    for (size_t i = 0; completing->model && i < completing->model->n_registries; i++)
        offer(completing, completing->model->registries[i].id);
}

static void offer_editions(const struct completing *completing)
{
    for (size_t i = 0; completing->model && i < completing->model->n_editions; i++)
        offer(completing, completing->model->editions[i].id);
}

/* The codes of a registry, by the name a person would type: "SRV/_tcp" for a pair. */
static void offer_codes(const struct completing *completing)
{
    const struct model *model = completing->model;
    const struct registry *registry =
        model && completing->registry ? model_registry(model, completing->registry) : NULL;
    const struct table *table = registry ? model_table(model, registry) : NULL;

    for (size_t i = 0; table && i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        char pair[256];
        snprintf(pair, sizeof pair, "%s/%s", a->key ? a->key : "", a->key2 ? a->key2 : "");
        if (a->key && a->key2)
            offer(completing, pair);
        else
            offer(completing, a->mnemonic ? a->mnemonic : a->key);
    }

    for (size_t i = 0; table && i < table->n_drafts; i++)
        offer(completing, table->drafts[i].record.mnemonic);
}

static void offer_colors(const struct completing *completing)
{
    static const char *const when[] = { "always", "auto", "never" };
    for (size_t i = 0; i < sizeof when / sizeof *when; i++)
        offer(completing, when[i]);
}

static void offer_word_table(const struct completing *completing, const struct word *words)
{
    for (; words->word; words++)
        offer(completing, words->word);
}

static void offer_kinds(const struct completing *completing)
{
    offer_word_table(completing, draft_kind_words);
}

static void offer_categories(const struct completing *completing)
{
    offer_word_table(completing, category_words);
}

static void offer_submissions(const struct completing *completing)
{
    offer(completing, "new");
    offer(completing, "modification");
}

static void offer_option(const struct completing *completing, const char *option)
{
    char name[64];
    snprintf(name, sizeof name, "--%s", option);
    offer(completing, name);
}

/* Those of every verb, and those of the verb that stands there. */
static void offer_options(const struct completing *completing, const struct verb *verb)
{
    for (size_t i = 0; i < n_option_rows; i++)
        offer_option(completing, option_rows[i].name);
    for (unsigned i = 0; verb && i < OWN_OPTIONS; i++)
        if (verb->takes & OPTION_BIT(i))
            offer_option(completing, own_option_row(i).name);
}

/* What the words of usage lines and the values of options are called, and what they may be. */
static const struct {
    const char *called;
    void (*offer)(const struct completing *completing);
} kinds[] = {
    { "VERB", offer_verbs },       { "REGISTRY", offer_registries }, { "KEY", offer_codes },
    { "EDITION", offer_editions }, { "ID", offer_editions },         { "WHEN", offer_colors },
    { "KIND", offer_kinds },       { "CATEGORY", offer_categories }, { "SUBMISSION", offer_submissions },
};

static void offer_called(const struct completing *completing, const char *called, size_t len)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i].called) == len && strncmp(kinds[i].called, called, len) == 0)
            kinds[i].offer(completing);
}

/* ---- where the cursor is ---- */

/* "EDITION EDITION [REGISTRY]": the n-th word of a verb's usage, without brackets; its length, 0 if there is
 * none. */
static const char *operand_called(const struct verb *verb, size_t n, size_t *len)
{
    const char *at = verb->operands + strspn(verb->operands, " [");
    for (; n > 0 && *at; n--) {
        at += strcspn(at, " ");
        at += strspn(at, " [");
    }
    *len = strcspn(at, " ]");
    return at;
}

/* Which operands stand before the cursor's word, and whether an option there still wants its value. */
struct place {
    const char *operands[4]; /* the first ones */
    size_t n;
    const char *wants; /* what that value is called; NULL: none does */
    bool ended;        /* by -- */
};

static struct place find_place(const struct words *words, size_t n)
{
    struct place place = { 0 };

    for (size_t i = 0; i < n; i++) {
        const char *word = words->at[i];
        if (place.wants) {
            place.wants = NULL;
        } else if (!place.ended && strcmp(word, "--") == 0) {
            place.ended = true;
        } else if (!place.ended && word[0] == '-' && word[1]) {
            struct option_row row;
            unsigned own;
            place.wants = option_called(word, strlen(word), &row, &own) ? row.value : NULL;
        } else {
            if (place.n < sizeof place.operands / sizeof *place.operands)
                place.operands[place.n] = word;
            place.n++;
        }
    }

    return place;
}

/* The value of an option in one word: --edition=rf. False: it is none. */
static bool offer_value(struct completing *completing)
{
    const char *prefix = completing->prefix, *equals = strchr(prefix, '=');
    struct option_row row;
    unsigned own;
    char name[64];

    if (strncmp(prefix, "--", 2) != 0 || !equals || (size_t)(equals - prefix) + 1 >= sizeof name)
        return false;

    snprintf(name, sizeof name, "%.*s", (int)(equals - prefix) + 1, prefix);
    completing->before = name;
    if (option_called(prefix, (size_t)(equals - prefix), &row, &own) && row.value)
        offer_called(completing, row.value, strlen(row.value));
    completing->before = "";
    return true;
}

/* The verb that stands there, with its word if it has some; *n: how many words that are. NULL: none does. */
static const struct verb *verb_at(const struct completing *completing, const struct place *place, size_t *n)
{
    const struct verb *verb = place->n > 0 ? verb_called(completing->verbs, place->operands[0]) : NULL;
    *n = 1;
    if (!verb || !verb->words || place->n < 2)
        return verb;
    *n = 2;
    return verb_word(verb, place->operands[1]);
}

static void offer_operand(struct completing *completing, const struct place *place)
{
    size_t len = 0, n;
    const struct verb *verb = verb_at(completing, place, &n);
    const char *called = verb ? operand_called(verb, place->n - n, &len) : "";

    for (size_t i = 0; verb && place->n == n && i < verb->n_words; i++)
        offer(completing, verb_own_word(&verb->words[i]));
    if (place->n > n)
        completing->registry = place->operands[n];
    offer_called(completing, called, len);
}

static void offer_all(struct completing *completing, size_t n_before)
{
    struct place place = find_place(completing->words, n_before);
    size_t n;

    if (place.wants)
        offer_called(completing, place.wants, strlen(place.wants));
    else if (!place.ended && completing->prefix[0] == '-') {
        if (!offer_value(completing))
            offer_options(completing, verb_at(completing, &place, &n));
    } else if (place.n == 0)
        offer_verbs(completing);
    else
        offer_operand(completing, &place);
}

/* ---- what it becomes ---- */

static int compare_words(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void sort(struct completion *found)
{
    size_t kept = 0;
    if (found->n == 0)
        return;

    qsort(found->words, found->n, sizeof *found->words, compare_words);
    for (size_t i = 0; i < found->n; i++)
        if (i == 0 || strcmp(found->words[i], found->words[kept - 1]) != 0)
            found->words[kept++] = found->words[i];
    found->n = kept;
}

/* As much as all words begin with, without case, up to where a quote would be needed. */
static size_t common(const struct completion *found)
{
    size_t len = words_plain(found->words[0]);

    for (size_t i = 1; i < found->n; i++) {
        size_t same = 0;
        while (same < len && text_lower(found->words[0][same]) == text_lower(found->words[i][same]))
            same++;
        len = same;
    }

    while (len > 0 && ((unsigned char)found->words[0][len] & 0xC0) == 0x80)
        len--; /* never half of a character */
    return len;
}

static void choose_text(struct completion *found, const char *prefix, const char *typed)
{
    char text[600];

    sort(found);
    if (found->n == 0)
        return;
    if (found->n == 1) {
        size_t len = words_quote(text, sizeof text - 1, found->words[0]);
        snprintf(text + len, sizeof text - len, " ");
    } else {
        size_t len = common(found);
        if (len > strlen(prefix) || (len == strlen(prefix) && strcmp(typed, prefix) == 0))
            snprintf(text, sizeof text, "%.*s", (int)len, found->words[0]);
        else /* nothing is gained, and what was typed stays as it is */
            snprintf(text, sizeof text, "%s", typed);
    }
    found->becomes = arena_text(&found->arena, text);
}

size_t complete(const struct verb_table *verbs, const struct model *model, const char *line, size_t cursor,
                struct completion *completion)
{
    struct words words;
    char *head = memory_take(cursor + 1);

    memcpy(head, line, cursor);
    (void)words_split(&words, head, NULL);
    bool growing = words.n > 0 && words.touches;
    *completion = (struct completion){ .begin = growing ? words.begin[words.n - 1] : cursor };

    struct completing completing = { .verbs = verbs,
                                     .model = model,
                                     .words = &words,
                                     .prefix = growing ? words.at[words.n - 1] : "",
                                     .before = "",
                                     .found = completion };
    if (cursor - completion->begin < 512) {
        offer_all(&completing, words.n - growing);
        choose_text(completion, completing.prefix, head + completion->begin);
    }

    words_free(&words);
    free(head);
    return completion->n;
}
