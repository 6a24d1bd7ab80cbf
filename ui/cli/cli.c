#include "ui/cli/cli.h"

#include "base/text.h"
#include "ui/cli/complete.h"

#include <stdio.h>
#include <string.h>

static bool check_operands(const struct verb *verb, size_t n, struct err *err)
{
    if (n >= verb->least && n <= verb->most)
        return true;
    return err_set(err, ERR_USAGE, "usage: dnsreg %s%s%s", verb->name, verb->operands[0] ? " " : "",
                   verb->operands);
}

/* Options that the verb does not have are no words to pass over: whoever wrote them meant something. */
static bool check_options(const struct verb *verb, const struct options *options, struct err *err)
{
    for (unsigned i = 0; i < OWN_OPTIONS; i++)
        if (options->given & ~verb->takes & OPTION_BIT(i))
            return err_set(err, ERR_USAGE, "%s takes no --%s; `dnsreg help %s` lists what it takes",
                           verb->name, own_option_row(i).name, verb->name);
    return true;
}

/* "draft add" for the words `draft add`, whose operands begin behind both. NULL with err: the verb has words
 * of its own, and none of them stands there. */
static const struct verb *take_word(const struct verb *verb, struct verb_context *context, struct err *err)
{
    char words[128] = "";
    size_t used = 0;
    if (!verb->words)
        return verb;

    const struct verb *word = context->n_operands > 0 ? verb_word(verb, context->operands[0]) : NULL;
    if (word) {
        context->operands++;
        context->n_operands--;
        return word;
    }

    for (size_t i = 0; i < verb->n_words && used < sizeof words; i++)
        used += (size_t)snprintf(words + used, sizeof words - used, "%s%s", i ? "|" : "",
                                 verb_own_word(&verb->words[i]));

    (void)err_set(err, ERR_USAGE, "usage: dnsreg %s %s ...; `dnsreg help %s` says more", verb->name, words,
                  verb->name);
    return NULL;
}

int cli_run(struct session *session, const struct surroundings *surroundings, const struct options *options,
            const char *const operands[], size_t n_operands, struct err *err)
{
    const struct verb *verb = verb_called(&all_verbs, options->help ? "help" : operands[0]);
    struct verb_context context = {
        .session = session,
        .out = surroundings->out,
        .notes = surroundings->notes,
        .options = options,
        .operands = options->help ? operands : operands + 1,
        .n_operands = options->help ? n_operands : n_operands - 1,
        .terminal = surroundings->terminal,
        .color = options->color == COLOR_ALWAYS || (options->color == COLOR_AUTO && surroundings->color),
        .utf8 = surroundings->utf8,
        .columns = surroundings->columns,
        .progress = surroundings->progress,
        .stop = surroundings->stop,
        .verbs = &all_verbs,
        .run = cli_run,
    };
    enum outcome outcome = OUTCOME_NO;

    if (options->help && context.n_operands > 2)
        context.n_operands = 2;
    if (!verb) {
        (void)err_set(err, ERR_USAGE, "no verb is called %s; `dnsreg help` lists them",
                      text_brief(operands[0]).text);
        return ERR_USAGE;
    }

    verb = take_word(verb, &context, err);
    if (!verb)
        return ERR_USAGE;
    if (!options->help && !check_options(verb, options, err))
        return (int)err->kind;
    if (!check_operands(verb, context.n_operands, err) || !verb->run(&context, &outcome, err))
        return (int)err->kind;
    return (int)outcome;
}

static size_t complete_with(const void *self, const char *line, size_t cursor, struct completion *completion)
{
    return complete(&all_verbs, self, line, cursor, completion);
}

struct completer completer_of(const struct model *model)
{
    return (struct completer){ .complete = complete_with, .self = model };
}
