#include "cli/verbs.h"

#include "base/text.h"
#include "cli/dns_names.h"
#include "cli/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Sorted by name; help, completion and the explorer's `:` read it. */
const struct verb verbs[] = {
    { .name = "decode",
      .operands = "[HEX...]",
      .summary = "what a message says, as far as its octets go",
      .help = "Reads the operands as one text, else standard input, in any form people paste: hex with any\n"
              "marks, dumps, arrays of a program, base64, octets as they are. Half a header is a message\n"
              "too. Exit status: 1 the message is cut or malformed, 2 it could not be read at all.\n\n"
              "  dnsreg decode 0402 8583 0001 0000 0000 0000\n"
              "  xxd message | dnsreg decode --json\n"
              "  dnsreg decode --pair QUERY RESPONSE\n"
              "  dnsreg decode --lines <messages.hex\n",
      .most = 4096,
      .run = verb_decode,
      .takes = OPTION_BIT(OPTION_LINES) | OPTION_BIT(OPTION_PAIR) },
    { .name = "diff",
      .operands = "EDITION EDITION [REGISTRY]",
      .summary = "what changed between two editions",
      .help = "Assignments, policy ranges and rules; never free rows. A registry that one edition\n"
              "lacks is one line, its rows only when it is named. Exit status 1: they differ.\n\n"
              "  dnsreg diff rfc6195 iana\n"
              "  dnsreg diff rfc6195 rfc6895 rcode\n",
      .least = 2,
      .most = 3,
      .run = verb_diff },
    { .name = "editions",
      .operands = "",
      .summary = "the editions, and what they cover",
      .help = "An edition is the registries and rules as one document, or IANA on one date, gives\n"
              "them. `-e ID` puts one in force for any verb; without it, iana is.\n",
      .run = verb_editions },
    { .name = "encode",
      .operands = "FIELD[=VALUE]...",
      .summary = "a header, or a whole query, as hex",
      .help = "Fields as the header names them, by number or by name; a flag or an RCODE may stand alone.\n"
              "flags= is the whole word. qname= qtype= qclass= make a question; edns=VERSION, size=,\n"
              "do and names of options an OPT. An RCODE above 15 needs an OPT.\n\n"
              "  dnsreg encode id=0x0402 qr aa rd ra nxdomain qdcount=1\n"
              "  dnsreg encode opcode=update zocount=1\n"
              "  dnsreg encode qr edns=0 rcode=badcookie\n"
              "  dnsreg encode rd qname=example.com qtype=HTTPS edns=0 do nsid\n",
      .least = 1,
      .run = verb_encode },
    { .name = "help",
      .operands = "[VERB]",
      .summary = "what a verb does, or this list",
      .help = "  dnsreg help what\n",
      .most = 1,
      .run = verb_help },
    { .name = "list",
      .operands = "[REGISTRY]",
      .summary = "the registries, or every row of one",
      .help = "Rows of numbers tile the whole space: free codes stand as rows, cut at every edge of a\n"
              "policy. REGISTRY is a short id, IANA's id, or a title.\n\n"
              "  dnsreg list\n"
              "  dnsreg list rrtype | grep free\n"
              "  dnsreg -e rfc2929 list class\n",
      .most = 1,
      .run = verb_list },
    { .name = "mask",
      .operands = "NUMBER",
      .summary = "which header fields a mask of the flags touches",
      .help = "With how far to shift, and what people get wrong with such a mask.\n\n"
              "  dnsreg mask 0x7800\n"
              "  dnsreg mask 0x0080\n",
      .least = 1,
      .most = 1,
      .run = verb_mask },
    { .name = "search",
      .operands = "TEXT...",
      .summary = "records that say the text anywhere",
      .help = "Names first, then meanings, then references and notes.\n\n"
              "  dnsreg search delegation\n",
      .least = 1,
      .most = 0,
      .run = verb_search },
    { .name = "shell",
      .operands = "",
      .summary = "the verbs at a prompt: history, completion",
      .help = "Tab completes, `exit` or ^D leaves. Options before `shell` hold for every line, those on\n"
              "a line for that line. Without a terminal it runs the lines of standard input; # begins\n"
              "a comment; the exit status is the highest of all lines.\n\n"
              "  dnsreg -e rfc6195 shell\n"
              "  printf 'what 65\\nshow rcode 16\\n' | dnsreg shell\n",
      .run = verb_shell,
      .own_terminal = true },
    { .name = "show",
      .operands = "REGISTRY KEY",
      .summary = "one code: range, policy, references, history",
      .help = "A code that stands twice, as RCODE 16 does, is shown twice.\n\n"
              "  dnsreg show rrtype HTTPS\n"
              "  dnsreg show rcode 16\n"
              "  dnsreg show underscored SRV/_tcp\n",
      .least = 2,
      .most = 2,
      .run = verb_show },
    { .name = "what",
      .operands = "WORD...",
      .summary = "what a word or number means in every registry",
      .help = "Takes codes, mnemonics, bit names, a flags word, rfc8914, bcp42, drafts, a status, a\n"
              "policy, names below special ones, and free text last. A registry and a code in it\n"
              "is asked as `rcode 23`.\n\n"
              "  dnsreg what 65\n"
              "  dnsreg what nxdomain\n"
              "  dnsreg what 0x8583\n"
              "  dnsreg what printer.local\n"
              "  dnsreg what \"Expert Review\"\n",
      .least = 1,
      .most = 0,
      .run = verb_what },
};
const size_t n_verbs = sizeof verbs / sizeof *verbs;

const struct verb *verb_called(const char *name)
{
    for (size_t i = 0; i < n_verbs; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

const struct model *context_model_of(const struct verb_context *context, const char *edition, struct err *err)
{
    return session_model(context->session, edition, err);
}

const struct model *context_model(const struct verb_context *context, struct err *err)
{
    return context_model_of(context, context->options->edition, err);
}

bool context_names(const struct verb_context *context, struct name_book **book, const struct model **model,
                   struct err *err)
{
    const struct model *otherwise = NULL;
    *model = context_model(context, err);
    if (*model && strcmp((*model)->edition.id, "iana") != 0) {
        otherwise = context_model_of(context, "iana", err);
        if (!otherwise)
            return false;
    }
    if (!*model)
        return false;
    *book = name_book_new(*model, otherwise);
    return true;
}

void context_note(const struct verb_context *context, const char *format, ...)
{
    char text[1024], safe[2048];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)text_safe(safe, sizeof safe, text, strlen(text));
    out_format(context->notes, "%s\n", safe);
}

/* "rfc6195 does not cover ede; iana does". */
static bool say_not_covered(const struct verb_context *context, const struct model *model,
                            const struct registry *registry, struct err *err)
{
    char others[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < model->n_editions && used < sizeof others; i++) {
        const struct model *other = context_model_of(context, model->editions[i].id, err);
        const struct registry *there = other ? model_registry(other, registry->id) : NULL;
        if (!other)
            return false;
        if (there && model_table(other, there))
            used += (size_t)snprintf(others + used, sizeof others - used, " -e %s", other->edition.id);
    }
    context_note(context, "%s does not cover %s;%s does", model->edition.id, registry->id, others);
    return true;
}

bool context_table(const struct verb_context *context, const struct model *model, const char *name,
                   const struct registry **registry, const struct table **table, struct err *err)
{
    *registry = model_registry(model, name);
    if (!*registry)
        return err_set(err, ERR_USAGE, "no registry is called %s; `dnsreg list` lists them", name);
    *table = model_table(model, *registry);
    return *table || say_not_covered(context, model, *registry, err);
}
