#ifndef UI_CLI_CONTEXT_H
#define UI_CLI_CONTEXT_H

/* What a verb is given, and what verbs ask of it. */

#include "base/err.h"
#include "base/out.h"
#include "registry/model.h"
#include "ui/cli/options.h"
#include "ui/cli/verb.h"

struct session;
struct surroundings;

/* What a verb is given. It reads models and changes the file through the session, answers to out, and says
 * why not to notes. */
struct verb_context {
    struct session *session;
    struct out *out;   /* the answer */
    struct out *notes; /* one line each, for standard error: why not, what else */
    const struct options *options;
    const char *const *operands;
    size_t n_operands;
    bool terminal; /* out is a terminal: aligned, clipped, headed */
    bool color;
    bool utf8;
    unsigned columns;                   /* of the terminal */
    void (*progress)(const char *line); /* see ui/cli/progress.h; NULL: nobody waits at a terminal */
    bool (*stop)(void *context);        /* given NULL: is the answer wanted no more? NULL: it always is */
    const struct verb_table *verbs;     /* what is spoken here: help, completion and the shell tell of it */
    /* cli_run, for the shell */
    int (*run)(struct session *, const struct surroundings *, const struct options *,
               const char *const operands[], size_t n_operands, struct err *);
};

/* One note, on one line whatever stands in it: people's own words go into notes. */
void context_note(const struct verb_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The answer of a verb that has none: "null" with --json, else nothing. Returns true. */
bool context_answer_nothing(const struct verb_context *context);

/* The note that a key is a number past the last code of a registry. */
void context_note_wide(const struct verb_context *context, const struct registry *registry, const char *key);

/* The edition in force, or any other; NULL with err. The session owns the models. */
const struct model *context_model(const struct verb_context *context, struct err *err);
const struct model *context_model_of(const struct verb_context *context, const char *edition,
                                     struct err *err);

/* Reads every edition of the file, for who answers from all of them: once it has been written, half an answer
 * cannot be taken back. False with err. */
bool context_read_editions(const struct verb_context *context, const struct model *model, struct err *err);

/* What of a context names codes in messages: the edition in force, and iana for what it does not cover. False
 * with err. Free the book. */
struct name_book;
bool context_names(const struct verb_context *context, struct name_book **book, const struct model **model,
                   struct err *err);

/* The registry an operand names, and its table in the edition in force. False with err: there is no
 * such registry. *table NULL: the edition does not cover it; the note that says so is written, the
 * answer is no. */
bool context_table(const struct verb_context *context, const struct model *model, const char *name,
                   const struct registry **registry, const struct table **table, struct err *err);

#endif
