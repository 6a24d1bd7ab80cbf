/* query_what and query_text over any words: they end, and what they answer is of the model. */
#include "fuzz/fuzz.h"

#include "fuzz/model.h"
#include "registry/query.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 8 };

static void check(const struct answers *answers)
{
    for (size_t i = 0; i < answers->n; i++) {
        const struct answer *answer = &answers->at[i];
        fuzz_must(answer->asked != NULL, "an answer names its word");
        fuzz_must(answer->row.registry || answer->document || answer->policy,
                  "an answer is a row, a document or a policy");
        fuzz_must(answer->row.low <= answer->row.high, "a row is not turned around");
    }
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    char *text = fuzz_text(octets, len), *rest = NULL;
    const char *words[WORDS] = { text };
    struct answers answers;
    size_t n = 0;

    query_what(fuzz_model(), words, 1, &answers); /* all as one word */
    check(&answers);
    answers_free(&answers);
    for (char *word = strtok_r(text, "\n", &rest); word && n < WORDS; word = strtok_r(NULL, "\n", &rest))
        words[n++] = word;
    query_what(fuzz_model(), words, n, &answers); /* a line a word */
    check(&answers);
    answers_free(&answers);
    query_text(fuzz_model(), words, n, &answers);
    check(&answers);
    answers_free(&answers);
    free(text);

    return 0;
}
