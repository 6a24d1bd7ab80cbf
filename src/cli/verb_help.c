#include "base/text.h"
#include "cli/print.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

static void print_option(const struct verb_context *context, const struct option_row *row)
{
    char head[64];
    (void)snprintf(head, sizeof head, "%s%c%s--%s%s%s", row->letter ? "-" : " ",
                   row->letter ? row->letter : ' ', row->letter ? ", " : "  ", row->name,
                   row->value ? " " : "", row->value ? row->value : "");
    out_format(context->out, "  %-22s %s\n", head, row->help);
}

static void print_verbs(const struct verb_context *context)
{
    out_text(context->out,
             "dnsreg: the registries of DNS parameters, in every edition of BCP 42 and as IANA has them\n\n"
             "  dnsreg                   opens the explorer\n"
             "  dnsreg VERB OPERANDS     answers in a pipe\n\nverbs\n");
    for (size_t i = 0; i < n_verbs; i++) {
        out_text(context->out, "  ");
        print_text(context, PAINT_NAME, verbs[i].name);
        out_repeat(context->out, ' ', 9 - strlen(verbs[i].name));
        out_format(context->out, "%-26s %s\n", verbs[i].operands, verbs[i].summary);
    }
    out_text(context->out, "\noptions\n");
    for (size_t i = 0; i < n_option_rows; i++)
        print_option(context, &option_rows[i]);
    out_text(context->out,
             "\nA code is 65, 0x41, 0b1000001, TYPE65, CLASS254 or a mnemonic in any case.\n"
             "Exit status: 0 yes; 1 no; 2 bad usage or unreadable input; 3 file, terminal or disk.\n"
             "`dnsreg help VERB` says more of one.\n");
}

bool verb_help(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct verb *verb;
    *outcome = OUTCOME_YES;
    if (context->n_operands == 0) {
        print_verbs(context);
        return true;
    }
    verb = verb_called(context->operands[0]);
    if (!verb)
        return err_set(err, ERR_USAGE, "no verb is called %s; `dnsreg help` lists them",
                       context->operands[0]);
    out_text(context->out, "dnsreg ");
    print_text(context, PAINT_NAME, verb->name);
    out_format(context->out, "%s%s\n\n%s.\n%s", verb->operands[0] ? " " : "", verb->operands, verb->summary,
               verb->help);
    if (verb->takes)
        out_text(context->out, "\noptions of its own\n");
    for (unsigned i = 0; i < OWN_OPTIONS; i++) {
        struct option_row row = own_option_row(i);
        if (verb->takes & OPTION_BIT(i))
            print_option(context, &row);
    }
    return true;
}
