/* What a line may become, at each place of it; and a file of lines that were typed, whatever it holds.
 *
 * An input is the line; behind a newline stands the file. */
#include "fuzz/fuzz.h"

#include "base/text.h"
#include "fuzz/model.h"
#include "line/history.h"
#include "support/sandbox.h"
#include "ui/cli/complete.h"
#include "ui/cli/verbs.h"

#include <stdlib.h>
#include <string.h>

static void try_completion(const char *line)
{
    const size_t len = strlen(line);
    for (size_t cursor = 0; cursor <= len; cursor += 1 + len / 16) {
        struct completion completion;
        const size_t n = complete(&all_verbs, fuzz_model(), line, cursor, &completion);
        fuzz_must(n == completion.n && completion.begin <= cursor, "the word begins before the cursor");
        fuzz_must((n > 0) == (completion.becomes != NULL),
                  "where there is a word the line becomes something");
        for (size_t i = 0; i < n; i++)
            fuzz_must(!text_fault(completion.words[i], 4096), "what is put into a line can be seen");
        for (size_t i = 1; i < n; i++)
            fuzz_must(strcmp(completion.words[i - 1], completion.words[i]) < 0, "sorted, each once");
        completion_free(&completion);
    }
}

static void try_history(const char *octets, size_t len)
{
    struct sandbox box;
    char path[512];
    struct history *history;
    struct err err = { 0 };
    sandbox_make(&box);
    file_write(sandbox_path(&box, "history", path), octets, len);
    history = history_new(path);
    fuzz_must(history_count(history) <= HISTORY_MOST, "no more lines than are kept");
    for (size_t i = 0; i < history_count(history); i++)
        for (const char *at = history_nth(history, i), *end = at + strlen(at); at < end;) {
            uint32_t cp;
            at += text_next(at, (size_t)(end - at), &cp);
            fuzz_must(text_is_safe(cp), "a line of the history may reach a terminal");
        }

    /* what is written is what is read */
    history_add(history, "what 65");
    fuzz_must(history_save(history, &err), err.text);
    struct history *again = history_new(path);
    fuzz_must(history_count(again) == history_count(history), "all of it is read again");
    for (size_t i = 0; i < history_count(again); i++)
        fuzz_must(strcmp(history_nth(again, i), history_nth(history, i)) == 0, "and the same");
    history_free(again);
    history_free(history);
    sandbox_remove(&box);
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    char *text = fuzz_text(octets, len);
    const char *newline = len > 0 ? memchr(octets, '\n', len) : NULL;
    const size_t line = newline ? (size_t)(newline - (const char *)octets) : len;

    if (newline)
        try_history(text + line + 1, len - line - 1);
    text[line] = '\0';
    try_completion(text);
    free(text);
    return 0;
}
