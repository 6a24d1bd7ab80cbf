#include "registry/query.h"

#include "base/text.h"
#include "registry/find.h"
#include "registry/flags.h"
#include "registry/key.h"
#include "registry/tile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Joins words with one blank; blanks at their ends count for nothing. What is longer than the room is cut,
 * and then means nothing anyway. */
static void join(char *phrase, size_t size, const char *const words[], size_t n)
{
    size_t used = 0;

    phrase[0] = '\0';
    for (size_t i = 0; i < n; i++)
        for (const char *at = words[i] + strspn(words[i], " \t"); *at && used + 1 < size;
             at += strspn(at, " \t")) {
            size_t len = strcspn(at, " \t"), taken = len;
            if (used > 0)
                phrase[used++] = ' ';
            if (taken >= size - used)
                taken = size - used - 1;
            while (taken > 0 && taken < len && ((unsigned char)at[taken] & 0xC0) == 0x80)
                taken--; /* never inside a character */
            memcpy(phrase + used, at, taken);
            used += taken;
            phrase[used] = '\0';
            at += len;
        }
}

enum { CUT_MOST = 256 };

static size_t cut(struct answers *answers, const char *words[CUT_MOST])
{
    size_t n = 0;

    (void)memcpy(answers->cut, answers->phrase, sizeof answers->cut);
    for (char *at = answers->cut; *at && n < CUT_MOST;) {
        words[n++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    return n;
}

static int compare_answers(const void *left, const void *right)
{
    const struct answer *a = left, *b = right;
    if (a->match != b->match)
        return a->match < b->match ? -1 : 1;
    if ((a->row.registry == NULL) != (b->row.registry == NULL))
        return a->row.registry == NULL ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->row.registry != b->row.registry)
        return a->row.registry->place < b->row.registry->place ? -1 : 1;
    if (a->row.low != b->row.low)
        return a->row.low < b->row.low ? -1 : 1;
    return (a->row.assignment > b->row.assignment) - (a->row.assignment < b->row.assignment);
}

/* A word as short as AD is a part of many longer ones: when something is called so, texts count only where
 * they say that very word. */
enum { SHORT_WORD = 3 };

static bool is_called(const struct answers *answers)
{
    for (size_t i = answers->asked_first; i < answers->n; i++) {
        enum match match = answers->at[i].match;
        if (match == MATCH_BIT || match == MATCH_MNEMONIC || match == MATCH_ALIAS)
            return true;
    }
    return false;
}

/* Asks one word (or phrase) in every way. Returns whether it means anything. */
static bool ask(const struct model *model, struct answers *answers, const struct registry *only,
                const char *word)
{
    static void (*const ways[])(const struct asking *) = { find_number, find_name, find_document,
                                                           find_standing };
    struct asking asking = { .model = model, .answers = answers, .word = word, .only = only };
    answers->asked_first = answers->n;
    if (word[strspn(word, " \t")] == '\0')
        return false;

    memset(answers->told, 0, answers->rows.n * sizeof *answers->told);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        ways[i](&asking);
    asking.whole = strlen(word) <= SHORT_WORD && is_called(answers);
    if (!is_code(word)) /* 65 stands in many an RFC's number */
        find_text(&asking);
    if (answers->n > answers->asked_first)
        qsort(answers->at + answers->asked_first, answers->n - answers->asked_first, sizeof *answers->at,
              compare_answers);

    return answers->n > answers->asked_first;
}

static void begin_answers(const struct model *model, const char *const words[], size_t n,
                          struct answers *answers)
{
    *answers = (struct answers){ 0 };
    join(answers->phrase, sizeof answers->phrase, words, n);
    answers->begin = memory_take((model->n_tables + 1) * sizeof *answers->begin);
    for (size_t i = 0; i < model->n_tables; i++) {
        answers->begin[i] = answers->rows.n;
        rows_of(&model->tables[i], &answers->rows);
    }

    answers->begin[model->n_tables] = answers->rows.n;
    answers->told = memory_take(answers->rows.n * sizeof *answers->told);
}

/* A word that was asked already; more than WORDS_MOST are not asked one by one: each costs a look at every
 * row. */
enum { WORDS_MOST = 8 };

static bool stands_before(const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_equal(words[i], words[n]))
            return true;
    return false;
}

/* "rcode 16", and "65 class": a registry narrows. */
static bool ask_narrowly(const struct model *model, struct answers *answers, const char *const words[],
                         size_t n)
{
    const struct registry *only = n > 1 ? model_registry(model, words[0]) : NULL;
    const struct registry *behind = n == 2 && is_code(words[0]) ? model_registry(model, words[1]) : NULL;
    if (behind && ask(model, answers, behind, words[0]))
        return true;
    return only && ask(model, answers, only, answers->phrase + strlen(words[0]) + 1);
}

void query_what(const struct model *model, const char *const words[], size_t n, struct answers *answers)
{
    const char *parts[CUT_MOST];

    begin_answers(model, words, n, answers);
    size_t n_parts = cut(answers, parts);

    /* a title has blanks of its own: "RR TYPEs" 65 */
    if (ask_narrowly(model, answers, words, n) || ask_narrowly(model, answers, parts, n_parts))
        return;
    if (n_parts == 0 || ask(model, answers, NULL, answers->phrase) || n_parts == 1)
        return;

    for (size_t i = 0; i < n_parts && i < WORDS_MOST; i++)
        if (!stands_before(parts, i))
            (void)ask(model, answers, NULL, parts[i]);
}

const char *query_beyond(const struct model *model, const struct answers *answers,
                         const struct registry **registry)
{
    for (const char *at = answers->cut; at < answers->cut + strlen(answers->phrase); at += strlen(at) + 1) {
        const char *id;
        struct number number = key_number(at, &id);
        *registry = id ? model_registry(model, id) : NULL;
        if (*registry && (number.too_big || number.value > registry_top(*registry)))
            return at;
    }
    return NULL;
}

void query_text(const struct model *model, const char *const words[], size_t n, struct answers *answers)
{
    begin_answers(model, words, n, answers);
    const struct asking asking = { .model = model, .answers = answers, .word = answers->phrase };
    if (answers->phrase[strspn(answers->phrase, " \t")])
        find_text(&asking);
    if (answers->n > 0)
        qsort(answers->at, answers->n, sizeof *answers->at, compare_answers);
}
