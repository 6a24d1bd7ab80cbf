#ifndef UI_CLI_CLI_H
#define UI_CLI_CLI_H

/* One command: `dnsreg VERB OPERANDS` from a command line, the shell or the explorer's `:`. */

#include "line/completion.h"
#include "ui/cli/context.h"
#include "ui/cli/verbs.h"

/* What surrounds a command. */
struct surroundings {
    struct out *out, *notes;
    bool terminal; /* out is a terminal */
    bool utf8;
    bool color; /* wanted when --color says auto */
    unsigned columns;
    void (*progress)(const char *line); /* see ui/cli/progress.h; NULL: nobody waits at a terminal */
    bool (*stop)(void *context);        /* given NULL: is the answer wanted no more? NULL: it always is */
};

/* Runs the verb that operands[0] names. Returns the exit status: 0 yes, 1 no, 2 usage, 3 environment; for the
 * latter two, err says why and the verb has written nothing that counts. */
int cli_run(struct session *session, const struct surroundings *surroundings, const struct options *options,
            const char *const operands[], size_t n_operands, struct err *err);

/* What completes a command line, for who edits lines and knows no verbs. The model outlives it. */
struct completer completer_of(const struct model *model);

#endif
