#include "base/json.h"
#include "base/text.h"
#include "ui/cli/print.h"
#include "ui/cli/verbs.h"

#include <stdio.h>
#include <string.h>

static void print_option(const struct verb_context *context, const struct option_row *row)
{
    char head[64];
    snprintf(head, sizeof head, "%s%c%s--%s%s%s", row->letter ? "-" : " ", row->letter ? row->letter : ' ',
             row->letter ? ", " : "  ", row->name, row->value ? " " : "", row->value ? row->value : "");
    out_format(context->out, "  %-22s %s\n", head, row->help);
}

static void print_verbs(const struct verb_context *context)
{
    out_text(context->out,
             "dnsreg: the registries of DNS parameters, in every edition of BCP 42 and as IANA has them\n\n"
             "  dnsreg                   opens the explorer\n"
             "  dnsreg VERB OPERANDS     answers in a pipe\n\nverbs\n");
    for (size_t i = 0; i < context->verbs->n; i++) {
        out_text(context->out, "  ");
        print_text(context, PAINT_NAME, context->verbs->at[i].name);
        out_repeat(context->out, ' ', 9 - strlen(context->verbs->at[i].name));
        out_format(context->out, "%-26s %s\n", context->verbs->at[i].operands, context->verbs->at[i].summary);
    }

    out_text(context->out, "\noptions\n");
    for (size_t i = 0; i < n_option_rows; i++)
        print_option(context, &option_rows[i]);
    out_text(context->out,
             "\nA code is 65, 0x41, 0b1000001, TYPE65, CLASS254 or a mnemonic in any case.\n"
             "Exit status: 0 yes; 1 no; 2 bad usage or unreadable input; 3 file, terminal or disk.\n"
             "`dnsreg help VERB` says more of one.\n");
}

static void option_json(struct json *json, const struct option_row *row)
{
    const char letter[] = { row->letter, '\0' };
    json_begin_object(json);
    json_text_at(json, "name", row->name);
    json_text_at(json, "letter", row->letter ? letter : NULL);
    json_text_at(json, "value", row->value);
    json_text_at(json, "help", row->help);
    json_end_object(json);
}

/* A verb without its words. */
static void open_verb(struct json *json, const struct verb *verb)
{
    json_begin_object(json);
    json_text_at(json, "name", verb->name);
    json_text_at(json, "arguments", verb->operands);
    json_text_at(json, "summary", verb->summary);
    json_text_at(json, "help", verb->help);
    json_key(json, "options");
    json_begin_array(json);
    for (unsigned i = 0; i < OWN_OPTIONS; i++) {
        struct option_row row = own_option_row(i);
        if (verb->takes & OPTION_BIT(i))
            option_json(json, &row);
    }
    json_end_array(json);
}

static void verb_json(struct json *json, const struct verb *verb)
{
    open_verb(json, verb);
    json_key(json, "words");
    json_begin_array(json);
    for (size_t i = 0; i < verb->n_words; i++) {
        open_verb(json, &verb->words[i]);
        json_end_object(json);
    }

    json_end_array(json);
    json_end_object(json);
}

/* The tables of verbs and options; of one verb, that verb in the place of all. */
static void help_json(const struct verb_context *context, const struct verb *only)
{
    struct json json = json_to(context->out, context->terminal);

    json_begin_object(&json);
    json_key(&json, "verbs");
    json_begin_array(&json);
    for (size_t i = 0; i < (only ? 1 : context->verbs->n); i++)
        verb_json(&json, only ? only : &context->verbs->at[i]);
    json_end_array(&json);
    json_key(&json, "options");
    json_begin_array(&json);
    for (size_t i = 0; i < n_option_rows; i++)
        option_json(&json, &option_rows[i]);
    json_end_array(&json);
    json_end_object(&json);
    json_done(&json);
}

static void print_verb(const struct verb_context *context, const struct verb *verb)
{
    out_text(context->out, "dnsreg ");
    print_text(context, PAINT_NAME, verb->name);
    out_format(context->out, "%s%s\n\n%s.\n%s", verb->operands[0] ? " " : "", verb->operands, verb->summary,
               verb->help);
    for (size_t i = 0; verb->words && i < verb->n_words; i++)
        out_format(context->out, "%s  %-9s%-26s %s\n", i ? "" : "\n", verb_own_word(&verb->words[i]),
                   verb->words[i].operands, verb->words[i].summary);

    if (verb->takes)
        out_text(context->out, "\noptions of its own\n");
    for (unsigned i = 0; i < OWN_OPTIONS; i++) {
        struct option_row row = own_option_row(i);
        if (verb->takes & OPTION_BIT(i))
            print_option(context, &row);
    }
}

bool verb_help(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct verb *verb =
        context->n_operands > 0 ? verb_called(context->verbs, context->operands[0]) : NULL;
    if (context->n_operands > 0 && !verb)
        return err_set(err, ERR_USAGE, "no verb is called %s; `dnsreg help` lists them",
                       text_brief(context->operands[0]).text);

    if (verb && verb->words && context->n_operands > 1) {
        const struct verb *word = verb_word(verb, context->operands[1]);
        if (!word)
            return err_set(err, ERR_USAGE, "%s has no word %s; `dnsreg help %s` lists them", verb->name,
                           text_brief(context->operands[1]).text, verb->name);
        verb = word;
    }

    if (context->options->json)
        help_json(context, verb);
    else if (verb)
        print_verb(context, verb);
    else
        print_verbs(context);

    *outcome = OUTCOME_YES;
    return true;
}
