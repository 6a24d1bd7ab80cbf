/* options_read over any arguments, one a line: every argument is an option, its value, or an operand. */
#include "fuzz/fuzz.h"

#include "ui/cli/options.h"

#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS = 64 };

int fuzz_one(const uint8_t *octets, size_t len)
{
    char *text = fuzz_text(octets, len);
    const char *argv[ARGUMENTS], *operands[ARGUMENTS];
    struct options options = options_default();
    struct err err = { 0 };
    size_t n = 0;
    int argc = 0;

    for (char *at = text; at && argc < ARGUMENTS;) {
        char *end = strchr(at, '\n');
        argv[argc++] = at;
        if (end)
            *end++ = '\0';
        at = end;
    }

    if (options_read(argc, argv, &options, operands, &n, &err)) {
        fuzz_must(err.kind == ERR_NONE, "what was read has no error");
        fuzz_must(n <= (size_t)argc, "no more operands than arguments");
        fuzz_must(options.edition != NULL, "there is always an edition");
        for (size_t i = 0, a = 0; i < n; i++, a++) {
            while (a < (size_t)argc && argv[a] != operands[i])
                a++;
            fuzz_must(a < (size_t)argc, "operands are arguments, in their order");
        }
    } else {
        fuzz_must(err.kind == ERR_USAGE && err.text[0], "what was not read says why");
    }

    free(text);
    return 0;
}
