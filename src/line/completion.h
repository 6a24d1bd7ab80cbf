#ifndef LINE_COMPLETION_H
#define LINE_COMPLETION_H

/* What may follow in a line of the command language. Who edits a line asks; who knows the verbs answers. */

#include "base/memory.h"

#include <stddef.h>

struct completion {
    size_t begin;       /* octet of the line at which the word at the cursor begins */
    const char **words; /* what it may become: sorted, each once, without quotes */
    size_t n, capacity;
    const char *becomes; /* what to put between begin and the cursor: the only word and a blank, or as much as
                            all of the words have in common; NULL: n is 0 */
    struct arena arena;
};

struct completer {
    /* Fills *completion, which completion_free frees, and returns its n. */
    size_t (*complete)(const void *self, const char *line, size_t cursor, struct completion *completion);
    const void *self;
};

void completion_free(struct completion *completion);

#endif
