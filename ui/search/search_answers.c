#include "ui/search/search_answers.h"

#include "base/memory.h"
#include "base/text.h"
#include "registry/key.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- words ---- */

static size_t split(char *text, const char *words[FOUND_WORDS])
{
    size_t n = 0;

    for (char *at = text + strspn(text, " "); *at && n < FOUND_WORDS; at += strspn(at, " ")) {
        words[n++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    return n;
}

/* The other way to read a word of digits: 8001 and 0x8001, beef and 0xbeef. False: there is only one. */
static bool other_form(const char *word, char out[24])
{
    bool hex = text_prefix(word, "0x");
    const char *digits = word + (hex ? 2 : 0);
    size_t len = strlen(digits);
    if (len == 0 || len > 16 || strspn(digits, hex ? "0123456789" : "0123456789abcdefABCDEF") != len)
        return false;
    snprintf(out, 24, "%s%s", hex ? "" : "0x", digits);
    return true;
}

/* The word that can be read in two ways: one that begins with a digit, or the only one there is. */
static const char **twofold_word(const char *words[], size_t n, char form[24])
{
    for (size_t i = 0; i < n; i++)
        if ((n == 1 || (words[i][0] >= '0' && words[i][0] <= '9')) && other_form(words[i], form))
            return &words[i];
    return NULL;
}

/* ---- lines ---- */

bool found_is_row(const struct answer *answer)
{
    return answer && answer->row.registry && answer->match != MATCH_FLAGS;
}

/* What a rule before this answer says; NULL: none stands there. */
static const char *rule_before(const struct answer *answer, const struct answer *before)
{
    if (!before)
        return NULL;
    if (answer->asked != before->asked)
        return answer->asked;
    return answer->match == MATCH_TEXT && before->match != MATCH_TEXT ? "said in the text" : NULL;
}

static void make_lines(struct found *found)
{
    const struct answers *answers = &found->answers;

    found->lines = memory_take((2 * answers->n + 1) * sizeof *found->lines);
    for (size_t i = 0; i < answers->n; i++) {
        const struct answer *answer = &answers->at[i];
        const char *rule = rule_before(answer, i > 0 ? answer - 1 : NULL);
        if (rule)
            found->lines[found->n_lines++].rule = rule;
        found->lines[found->n_lines++].answer = answer;
        found->n_rows += found_is_row(answer);
    }
}

void found_read(struct found *found, const char *text, bool other)
{
    const char *generic;

    *found = (struct found){ 0 };
    snprintf(found->text, sizeof found->text, "%s", text);
    found->n_words = split(found->text, found->words);

    const char **twofold = twofold_word(found->words, found->n_words, found->readings[0]);
    if (twofold) {
        found->other = found->readings[0];
        if (other) {
            snprintf(found->readings[1], sizeof found->readings[1], "%s", *twofold);
            found->other = found->readings[1];
            *twofold = found->readings[0];
        }
    }

    for (size_t i = 0; i < found->n_words && !found->word; i++)
        if (key_number(found->words[i], &generic).form != NUMBER_NONE)
            found->word = found->words[i];
}

void found_make(struct found *found, const struct model *model, const char *text, bool other)
{
    found_read(found, text, other);
    if (found->n_words == 0)
        return;
    query_what(model, found->words, found->n_words, &found->answers);
    make_lines(found);
}

void found_free(struct found *found)
{
    answers_free(&found->answers);
    free(found->lines);
    *found = (struct found){ 0 };
}

/* ---- what is said about it ---- */

/* "0100 0001": eight bits, or sixteen. */
static const char *bits_said(uint64_t value, char out[24])
{
    size_t n = 0;

    for (int bit = value > 0xFF ? 15 : 7; bit >= 0; bit--) {
        out[n++] = value >> bit & 1 ? '1' : '0';
        if (bit % 4 == 0 && bit > 0)
            out[n++] = ' ';
    }

    out[n] = '\0';
    return out;
}

const char *found_reading(const struct found *found, const struct model *model, char out[FOUND_OCTETS])
{
    static const char *const kinds[] = {
        [MATCH_CODE] = "a key",
        [MATCH_RANGE] = "a name of a registered form, or below one",
        [MATCH_BIT] = "a bit",
        [MATCH_FLAGS] = "a flags word",
        [MATCH_MNEMONIC] = "a mnemonic",
        [MATCH_ALIAS] = "another name that people use",
        [MATCH_DOCUMENT] = "a document, and what it registered",
        [MATCH_STATUS] = "a status or a policy, and what stands under it",
        [MATCH_TEXT] = "said in the text of these",
    };
    const char *generic = NULL;
    struct number number = { 0 };
    char bits[24] = "";
    out[0] = '\0';
    if (found->word)
        number = key_number(found->word, &generic);
    if (generic && found->answers.n == 0)
        snprintf(out, FOUND_OCTETS, "no code is called %.40s: it is out of range", found->word);
    else if (number.too_big)
        snprintf(out, FOUND_OCTETS, "a number too large for any registry");
    else if (number.form != NUMBER_NONE)
        snprintf(out, FOUND_OCTETS, "number %" PRIu64 " = 0x%04" PRIX64 "%s%s", number.value, number.value,
                 number.value <= 0xFFFF ? " = bits " : "",
                 number.value <= 0xFFFF ? bits_said(number.value, bits) : "");
    else if (found->answers.n > 0)
        snprintf(out, FOUND_OCTETS, "%s", kinds[found->answers.at[0].match]);
    else if (found->text[0])
        snprintf(out, FOUND_OCTETS, "Nothing found in %s.", model->edition.id);

    return out;
}

const char *found_other(const struct found *found, char out[FOUND_OCTETS])
{
    struct number number = { 0 };

    out[0] = '\0';
    if (found->other)
        number = number_read(found->other);
    if (number.form == NUMBER_HEX && !number.too_big)
        snprintf(out, FOUND_OCTETS, "as hex %s = %" PRIu64 ": Tab", found->other, number.value);
    else if (number.form != NUMBER_NONE && !number.too_big)
        snprintf(out, FOUND_OCTETS, "as decimal %s: Tab", found->other);
    else if (found->other)
        snprintf(out, FOUND_OCTETS, "as a word %s: Tab", found->other);

    return out;
}

/* ---- counts ---- */

enum { KIND_ASSIGNED, KIND_RANGE, KIND_RESERVED, KIND_CLOSED, KIND_PRIVATE, KIND_FREE, KINDS };

static int kind_of(const struct row *row)
{
    static const int by_status[] = {
        [STATUS_RESERVED] = KIND_RESERVED, [STATUS_UNASSIGNED] = KIND_FREE,
        [STATUS_PRIVATE] = KIND_PRIVATE,   [STATUS_EXPERIMENTAL_USE] = KIND_PRIVATE,
        [STATUS_CLOSED] = KIND_CLOSED,
    };

    if (row->whole_range)
        return KIND_RANGE;

    return status_is_taken(row->status) ? KIND_ASSIGNED : by_status[row->status];
}

/* How many registries the lines from `first` on come from. */
static unsigned count_registries(const struct found *found, size_t first)
{
    const struct rows *rows = &found->answers.rows; /* their last row has the last place of all */
    size_t places = rows->n > 0 ? rows->at[rows->n - 1].registry->place + (size_t)1 : 0;
    bool *seen = memory_take(places * sizeof *seen);
    unsigned n = 0;

    for (size_t i = first; i < found->n_lines; i++) {
        const struct answer *answer = found->lines[i].answer;
        if (!found_is_row(answer) || answer->row.registry->place >= places)
            continue;
        n += !seen[answer->row.registry->place];
        seen[answer->row.registry->place] = true;
    }

    free(seen);
    return n;
}

const char *found_counts(const struct found *found, size_t first, bool registries, char out[FOUND_OCTETS])
{
    static const char *const kinds[KINDS] = { "assigned", "ranges", "reserved", "closed", "private", "free" };
    unsigned counts[KINDS] = { 0 }, n = 0;
    size_t used = 0;
    const char *between = "";
    out[0] = '\0';
    for (size_t i = first; i < found->n_lines; i++) {
        const struct answer *answer = found->lines[i].answer;
        if (!found_is_row(answer))
            continue;
        counts[kind_of(&answer->row)]++;
    }

    if (registries)
        n = count_registries(found, first);
    if (n > 0)
        used = (size_t)snprintf(out, FOUND_OCTETS, "%u %s: ", n, n == 1 ? "registry" : "registries");
    for (int kind = 0; kind < KINDS; kind++)
        if (counts[kind] > 0) {
            used += (size_t)snprintf(out + used, FOUND_OCTETS - used, "%s%u %s", between, counts[kind],
                                     kinds[kind]);
            between = ", ";
        }

    return out;
}
