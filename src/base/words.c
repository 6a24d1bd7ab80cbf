#include "base/words.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r\n";
static const char special[] = " \t\r\n'\"\\";

/* Between quotes or not, and what ends that: 0 is no quote. */
struct reading {
    const char *at;
    char *to;
    char quote;
    bool cut; /* the line ends behind a backslash */
};

/* A backslash: the next character is taken as it is. */
static void take_escaped(struct reading *reading)
{
    char next = reading->at[1];
    if (next == '\0') {
        reading->cut = true;
        reading->at++;
        return;
    }
    if (reading->quote && next != '"' && next != '\\') {
        *reading->to++ = *reading->at++;
        return;
    }

    *reading->to++ = next;
    reading->at += 2;
}

static void take_word(struct reading *reading)
{
    while (*reading->at && (reading->quote || !strchr(blanks, *reading->at))) {
        char c = *reading->at;
        if (c == '\\' && reading->quote != '\'') {
            take_escaped(reading);
        } else if (reading->quote ? c == reading->quote : c == '\'' || c == '"') {
            if (reading->quote)
                reading->quote = '\0';
            else
                reading->quote = c;
            reading->at++;
        } else {
            *reading->to++ = c;
            reading->at++;
        }
    }
    *reading->to++ = '\0';
}

bool words_split(struct words *words, const char *line, struct err *err)
{
    size_t len = strlen(line), most = len / 2 + 1; /* every word but the last has a blank behind it */
    struct reading reading = { .at = line };

    *words = (struct words){ 0 };
    words->octets = reading.to = memory_take(len + most + 1);
    words->at = memory_take(most * sizeof *words->at);
    words->begin = memory_take(most * sizeof *words->begin);
    for (;;) {
        reading.at += strspn(reading.at, blanks);
        if (!*reading.at)
            break;
        words->begin[words->n] = (size_t)(reading.at - line);
        words->at[words->n++] = reading.to;
        take_word(&reading);
        words->touches = !*reading.at;
    }
    if (reading.quote)
        return err_set(err, ERR_USAGE, "the quote %c is left open", reading.quote);
    if (reading.cut)
        return err_set(err, ERR_USAGE, "the line ends in a backslash");

    return true;
}

void words_free(struct words *words)
{
    free(words->at);
    free(words->begin);
    free(words->octets);
    *words = (struct words){ 0 };
}

size_t words_plain(const char *word)
{
    return strcspn(word, special);
}

/* What does not fit is only counted. */
static void put(char *out, size_t size, size_t *n, char c)
{
    if (*n + 1 < size)
        out[*n] = c;
    ++*n;
}

size_t words_quote(char *out, size_t size, const char *word)
{
    bool quoted = word[0] == '\0' || word[words_plain(word)] != '\0';
    size_t n = 0;

    if (quoted)
        put(out, size, &n, '"');
    for (; *word; word++) {
        if (*word == '"' || *word == '\\')
            put(out, size, &n, '\\');
        put(out, size, &n, *word);
    }

    if (quoted)
        put(out, size, &n, '"');
    if (size > 0)
        out[n < size ? n : size - 1] = '\0';
    return n;
}
