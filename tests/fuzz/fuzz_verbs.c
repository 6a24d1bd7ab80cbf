/* Any command line over a registry file, and anything on its standard input.
 *
 * An input is words, one a line; behind an empty line stands what the verb reads. */
#include "fuzz/fuzz.h"

#include "fuzz/program.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 32 };

/* The empty line, or the end. */
static const char *find_given(const char *text, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++)
        if (text[i] == '\n' && text[i + 1] == '\n')
            return text + i + 2;
    return text + len;
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    char *text = fuzz_text(octets, len), *rest = NULL;
    const char *given = find_given(text, len), *words[WORDS];
    struct fuzz_call call = { .given = given,
                              .given_len = (size_t)(text + len - given),
                              .terminal = len % 2,
                              .color = len % 3 == 0,
                              .utf8 = len % 5 != 0,
                              .columns = (unsigned)(len % 200) };
    size_t n = 0;

    if (given < text + len)
        text[given - text - 1] = '\0';
    for (char *word = strtok_r(text, "\n", &rest); word && n < WORDS; word = strtok_r(NULL, "\n", &rest))
        words[n++] = word;
    fuzz_verb(fuzz_file(), words, n, &call);
    free(text);
    return 0;
}
