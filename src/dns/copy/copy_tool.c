/* A query as others' tools take it: dig's words, lines of dnspython. */
#include "dns/copy/copy_form.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EDNS_DO = 0x8000,
    EDNS_CO = 0x4000,
    DIG_SIZE_MOST = 32767,  /* dig 9.18 takes no larger +bufsize, */
    DIG_OPTIONS_MOST = 100, /* and no more of +ednsopt */
    PYTHON_OCTETS = 36,     /* on a line */
};

/* ---- what a tool that asks cannot say ---- */

struct reasons {
    const char *tool;
    struct out *out;
    unsigned n;
};

static void reason(struct reasons *reasons, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void reason(struct reasons *reasons, const char *format, ...)
{
    char text[96];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (reasons->out)
        out_format(reasons->out, "%s%s%s%s", reasons->n ? "" : "cannot be said by ",
                   reasons->n ? "" : reasons->tool, reasons->n ? ", " : ": ", text);
    reasons->n++;
}

/* What is no part of a query: one question, and one OPT. */
static void find_header_reasons(const struct dns_message *message, struct reasons *reasons)
{
    if (dns_field(message, HEADER_QR))
        reason(reasons, "QR is 1");
    if (dns_field(message, HEADER_RCODE))
        reason(reasons, "RCODE is %u", dns_field(message, HEADER_RCODE));
    if (dns_field(message, HEADER_QDCOUNT) > 1)
        reason(reasons, "%s is %u", header_count_name(&message->header, HEADER_QDCOUNT),
               dns_field(message, HEADER_QDCOUNT));

    for (enum header_field_id id = HEADER_ANCOUNT; id <= HEADER_NSCOUNT; id++)
        if (dns_field(message, id))
            reason(reasons, "%s is %u", header_count_name(&message->header, id), dns_field(message, id));

    if (dns_field(message, HEADER_ARCOUNT) > (message->has_edns ? 1 : 0))
        reason(reasons, "ARCOUNT is %u%s", dns_field(message, HEADER_ARCOUNT),
               message->has_edns ? "" : " without OPT");
}

static void find_opt_reasons(const struct dns_message *message, struct reasons *reasons)
{
    const struct dns_edns *edns = &message->edns;
    size_t at = edns->options;
    struct dns_option option;

    if (!message->has_edns)
        return;

    while (dns_option_next(message->octets, edns, &at, &option))
        ;
    if (at != edns->options_end)
        reason(reasons, "an option is cut");
    if (edns->rcode_high)
        reason(reasons, "the upper bits of the RCODE are 0x%02X", edns->rcode_high);
    if (message->octets[edns->offset] != 0)
        reason(reasons, "the owner of OPT is not the root");
}

/* Names that no text gives to a tool. */
static void find_name_reasons(const struct dns_message *message, struct reasons *reasons)
{
    const struct dns_record *question = dns_question(message);
    char name[NAME_TEXT_OCTETS];
    if (question->name.trouble != NAME_FINE) {
        reason(reasons, "the name is longer than 255 octets");
        return;
    }

    (void)dns_name_text(message->octets, message->n, question->offset, name);
    for (const char *at = name; *at; at += *at == '\\' ? 2 : 1)
        if (at[0] == '\\' && at[1] == '[') {
            reason(reasons, "the name has a bit-string label");
            return;
        }
}

static void find_reasons(const struct dns_message *message, const struct copy_source *source,
                         struct reasons *reasons)
{
    if (!header_has(&message->header, HEADER_ARCOUNT)) {
        reason(reasons, "the header is cut");
        return;
    }

    find_header_reasons(message, reasons);
    find_opt_reasons(message, reasons);
    if (!message->complete)
        reason(reasons, "the message is cut");
    else if (message->end < message->n || source->half)
        reason(reasons, "octets stand behind the last record");

    if (dns_question(message))
        find_name_reasons(message, reasons);
}

static unsigned options_in(const struct dns_message *message)
{
    size_t at = message->edns.options;
    struct dns_option option;
    unsigned n = 0;
    while (message->has_edns && dns_option_next(message->octets, &message->edns, &at, &option))
        n++;
    return n;
}

/* A TYPE as tools know it. Names of newer types, and of drafts, are the generic ones (RFC 3597 section 5). */
static void write_type(struct out *out, const struct dns_names *names, uint16_t type)
{
    enum { HTTPS = 65 };

    const char *name = type <= HTTPS || type >= TYPE_TKEY ? dns_name(names, "rrtype", type, NULL) : NULL;
    const bool old = type <= HTTPS || (type >= TYPE_TKEY && type < TYPE_ANY);
    if (type == TYPE_ANY)
        out_text(out, "ANY");
    else if (old && name && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(name))
        out_text(out, name);
    else
        out_format(out, "TYPE%u", type);
}

static void write_class(struct out *out, uint16_t class)
{
    if (class == CLASS_IN)
        out_text(out, "IN");
    else
        out_format(out, "CLASS%u", class);
}

static void write_data(struct out *out, const uint8_t *octets, const struct dns_option *option)
{
    for (size_t i = 0; i < option->length; i++)
        out_format(out, "%02x", octets[option->data + i]);
}

/* ---- dig ---- */

/* dig sets RD and AD unless it is told not to. */
static const struct flag_word {
    enum header_field_id field;
    const char *set, *clear;
} flag_words[] = {
    { HEADER_AA, " +aaflag", "" }, { HEADER_TC, " +tcflag", "" }, { HEADER_RD, "", " +norecurse" },
    { HEADER_RA, " +raflag", "" }, { HEADER_Z, " +zflag", "" },   { HEADER_AD, "", " +noadflag" },
    { HEADER_CD, " +cdflag", "" },
};

static void write_dig_edns(struct out *out, const struct dns_message *message)
{
    const struct dns_edns *edns = &message->edns;
    size_t at = edns->options;
    struct dns_option option;
    const unsigned others = edns->flags & (unsigned)~(EDNS_DO | EDNS_CO);

    out_format(out, " +edns=%u%s +nocookie +bufsize=%u%s%s", edns->version,
               edns->version ? " +noednsnegotiation" : "", edns->udp_size,
               edns->flags & EDNS_DO ? " +dnssec" : "", edns->flags & EDNS_CO ? " +coflag" : "");
    if (others)
        out_format(out, " +ednsflags=0x%04x", others);
    while (dns_option_next(message->octets, edns, &at, &option)) {
        out_format(out, " +ednsopt=%u%s", option.code, option.length ? ":" : "");
        write_data(out, message->octets, &option);
    }
}

/* A name as a shell takes it: between quotes unless it is plain. */
static void write_shell_name(struct out *out, const char *name)
{
    const bool plain =
        strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen(name);
    if (plain) {
        out_text(out, name);
        return;
    }

    out_char(out, '\'');
    for (; *name; name++) {
        if (*name == '\'')
            out_text(out, "'\\'");
        out_char(out, *name);
    }
    out_char(out, '\'');
}

static void write_dig_question(struct out *out, const struct dns_message *message,
                               const struct dns_names *names)
{
    const struct dns_record *question = dns_question(message);
    char name[NAME_TEXT_OCTETS];
    if (!question) {
        out_text(out, " +header-only");
        return;
    }

    if (question->class != CLASS_IN) {
        out_text(out, " -c ");
        write_class(out, question->class);
    }

    out_text(out, " -t ");
    write_type(out, names, question->type);
    (void)dns_name_text(message->octets, message->n, question->offset, name);
    out_text(out, " -q ");
    write_shell_name(out, name);
}

static void write_dig(struct out *out, const struct dns_message *message, const struct dns_names *names)
{
    out_format(out, "dig +qid=%u", dns_field(message, HEADER_ID));
    if (dns_field(message, HEADER_OPCODE))
        out_format(out, " +opcode=%u", dns_field(message, HEADER_OPCODE));
    for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++)
        out_text(out, dns_field(message, flag_words[i].field) ? flag_words[i].set : flag_words[i].clear);
    if (message->has_edns)
        write_dig_edns(out, message);
    else
        out_text(out, " +noedns");
    write_dig_question(out, message, names);
}

/* What others can say. */
static void find_dig_reasons(const struct dns_message *message, struct reasons *reasons)
{
    const struct dns_record *question = dns_question(message);
    if (message->has_edns && message->edns.udp_size > DIG_SIZE_MOST)
        reason(reasons, "the UDP size is above %d", DIG_SIZE_MOST);
    if (options_in(message) > DIG_OPTIONS_MOST)
        reason(reasons, "there are more than %d options", DIG_OPTIONS_MOST);
    if (question && question->type == TYPE_IXFR)
        reason(reasons, "IXFR wants an SOA");
}

void copy_dig(const struct copy_source *source, struct out *out)
{
    struct dns_message *message = copy_message(source);
    struct reasons reasons = { .tool = "dig", .out = out };

    find_reasons(message, source, &reasons);
    find_dig_reasons(message, &reasons);
    if (reasons.n == 0)
        write_dig(out, message, source->names);
    dns_message_free(message);
    free(message);
}

/* ---- dnspython ---- */

/* A name inside a string of Python: backslashes are doubled. */
static void write_python_name(struct out *out, const char *name)
{
    out_char(out, '"');
    for (; *name; name++) {
        if (*name == '\\' || *name == '"')
            out_char(out, '\\');
        out_char(out, *name);
    }
    out_char(out, '"');
}

static void write_python_edns(struct out *out, const struct dns_message *message)
{
    const struct dns_edns *edns = &message->edns;
    size_t at = edns->options;
    struct dns_option option;

    out_format(out, "options = [\n");
    while (dns_option_next(message->octets, edns, &at, &option)) {
        out_format(out, "    dns.edns.GenericOption(%u, bytes.fromhex(\"", option.code);
        write_data(out, message->octets, &option);
        out_text(out, "\")),\n");
    }

    out_format(out, "]\nmessage.use_edns(%u, ednsflags=0x%04x, payload=%u, options=options)\n", edns->version,
               edns->flags, edns->udp_size);
}

static void write_python_query(struct out *out, const struct dns_message *message,
                               const struct dns_names *names)
{
    const struct dns_record *question = dns_question(message);
    char name[NAME_TEXT_OCTETS];

    out_format(out, "import dns.edns\nimport dns.message\n\n");
    if (question) {
        (void)dns_name_text(message->octets, message->n, question->offset, name);
        out_text(out, "message = dns.message.make_query(");
        write_python_name(out, name);
        out_text(out, ", \"");
        write_type(out, names, question->type);
        out_text(out, "\", \"");
        write_class(out, question->class);
        out_text(out, "\")\n");
    } else {
        out_text(out, "message = dns.message.Message()\n");
    }

    out_format(out, "message.id = %u\nmessage.flags = 0x%04x\n", dns_field(message, HEADER_ID),
               message->header.word[1]);
    if (message->has_edns)
        write_python_edns(out, message);
}

static void write_python_wire(struct out *out, const struct copy_source *source,
                              const struct dns_message *message)
{
    const unsigned opcode = dns_field(message, HEADER_OPCODE);
    const bool named = opcode <= OPCODE_UPDATE && opcode != 3; /* dnspython knows no other */

    out_text(out, "import dns.message\n\nwire = bytes.fromhex(\n");
    for (size_t i = 0; i < source->n; i += PYTHON_OCTETS) {
        out_text(out, "    \"");
        for (size_t k = i; k < source->n && k < i + PYTHON_OCTETS; k++)
            out_format(out, "%02x", source->octets[k]);
        out_text(out, "\"\n");
    }

    out_text(out, source->n ? ")\n" : "    \"\"\n)\n");
    if (source->half)
        out_format(out, "# and half an octet: %x\n", source->octets[source->n] >> 4);
    if (!message->complete)
        out_text(out, "# cannot be said by dnspython: the message is cut\n");
    else if (!named)
        out_format(out, "# cannot be said by dnspython: OpCode is %u\n", opcode);
    else if (message->tsig.there)
        out_text(out, "# cannot be said by dnspython: TSIG wants its key\n");
    else
        out_text(out, "message = dns.message.from_wire(wire, ignore_trailing=True)\n");
}

void copy_dnspython(const struct copy_source *source, struct out *out)
{
    struct dns_message *message = copy_message(source);
    struct reasons reasons = { .tool = "dnspython" };

    find_reasons(message, source, &reasons);
    if (reasons.n == 0)
        write_python_query(out, message, source->names);
    else
        write_python_wire(out, source, message);

    dns_message_free(message);
    free(message);
}
