#include "dns/rdata/rdata.h"
#include "ui/cli/message_json.h"
#include "ui/cli/print.h"

#include <stdio.h>

enum { VALUE_OCTETS = 128 };

/* ---- the header ---- */

/* In a pipe: one field a line. */
static const struct column field_columns[] = {
    { .head = "part" }, { .head = "field" }, { .head = "value", .right = true }, { .head = "name" }
};

static void print_field(struct print *print, const char *part, const char *field, const char *value,
                        const char *name)
{
    print_cell(print, PAINT_FAINT, part);
    print_cell(print, PAINT_PLAIN, field);
    print_cell(print, PAINT_PLAIN, value);
    print_cell(print, PAINT_NAME, name);
}

static void print_number(struct print *print, const char *part, const char *field, unsigned value,
                         const char *name)
{
    char text[VALUE_OCTETS];
    snprintf(text, sizeof text, "%u", value);
    print_field(print, part, field, text, name);
}

/* The name of a field's value; NULL: it has none. */
static const char *value_name(const struct header *header, enum header_field_id id,
                              const struct dns_names *names)
{
    const struct header_field *field = &header_fields[id];
    if (id == HEADER_QR)
        return header_get(header, id) ? "response" : "request";
    return field->registry ? dns_name(names, field->registry, header_get(header, id),
                                      id == HEADER_RCODE ? "header" : NULL)
                           : NULL;
}

static void pipe_header(const struct verb_context *context, const struct header *header,
                        const struct dns_names *names, const struct header_rules *rules)
{
    struct print print = print_begin(field_columns, sizeof field_columns / sizeof *field_columns);

    for (enum header_field_id id = HEADER_ID; id <= HEADER_ARCOUNT; id++) {
        const struct header_field field = header_field_in(header, names, rules, id);
        if (field.width > 0 && header_has(header, id))
            print_number(&print, "header", field.name, header_value(header, &field),
                         value_name(header, id, names));
    }
    print_end(&print, context);
}

/* On a terminal: two lines, `ID 1 response Query AA RD RA NXDomain` and the counts. */
static void show_header(const struct verb_context *context, const struct header *header,
                        const struct dns_names *names, const struct header_rules *rules)
{
    for (enum header_field_id id = HEADER_ID; id <= HEADER_ARCOUNT && header_has(header, id); id++) {
        const struct header_field field = header_field_in(header, names, rules, id);
        const unsigned value = header_value(header, &field);
        const char *name = value_name(header, id, names);
        const bool is_flag = id >= HEADER_AA && id <= HEADER_CD;
        if (is_flag && value == 0)
            continue;
        if (id == HEADER_QDCOUNT)
            out_char(context->out, '\n');
        else if (id > HEADER_ID)
            out_text(context->out, "  ");
        if (is_flag)
            print_text(context, id == HEADER_Z ? PAINT_OLD : PAINT_NAME, field.name);
        else if (name)
            print_text(context, PAINT_NAME, name);
        else
            out_format(context->out, "%s%s %u", id > HEADER_QDCOUNT ? "  " : "", field.name, value);
        if (is_flag && field.width > 1)
            out_format(context->out, " 0x%02X", value);
    }
    out_char(context->out, '\n');
}

static void header_print(const struct verb_context *context, const struct header *header,
                         const struct dns_names *names, const struct header_rules *rules)
{
    if (context->terminal)
        show_header(context, header, names, rules);
    else
        pipe_header(context, header, names, rules);
}

/* ---- OPT, TSIG and TKEY ---- */

static void print_edns(const struct verb_context *context, const struct message_said *said)
{
    const struct dns_message *message = said->message;
    const struct dns_edns *edns = &message->edns;
    struct print print = print_begin(field_columns, sizeof field_columns / sizeof *field_columns);
    size_t at = edns->options;
    struct dns_option option;
    char name[DNS_CODE_OCTETS], value[VALUE_OCTETS];

    snprintf(value, sizeof value, "%u+%u", dns_field(message, HEADER_RCODE), edns->rcode_high << 4);
    print_field(&print, "edns", "RCODE", value,
                dns_name(said->names, "rcode", message->rcode, dns_rcode_context(message)));
    print_number(&print, "edns", "size", edns->udp_size, NULL);
    print_number(&print, "edns", "version", edns->version, NULL);
    for (unsigned bit = 0; bit < 16; bit++)
        if (edns->flags & 0x8000U >> bit)
            print_number(&print, "edns", "flag", bit, dns_name(said->names, "edns-flag", bit, NULL));

    while (dns_option_next(message->octets, edns, &at, &option)) {
        said->scratch->len = 0;
        (void)option_text(message->octets, &option, said->names, said->scratch);
        out_char(said->scratch, '\0');
        print_number(&print, "edns", dns_name_or(said->names, "edns-option", option.code, "option ", name),
                     option.code, said->scratch->octets);
    }
    print_end(&print, context);
}

static void print_errors(const struct verb_context *context, const struct message_said *said)
{
    const struct dns_message *message = said->message;
    struct print print = print_begin(field_columns, sizeof field_columns / sizeof *field_columns);

    if (message->tsig.there)
        print_number(&print, "tsig", "error", message->tsig.code,
                     dns_name(said->names, "rcode", message->tsig.code, "tsig"));

    if (message->tkey.there)
        print_number(&print, "tkey", "error", message->tkey.code,
                     dns_name(said->names, "rcode", message->tkey.code, "tkey"));
    print_end(&print, context);
}

/* ---- records ---- */

static void print_record(struct print *print, const struct message_said *said,
                         const struct dns_record *record)
{
    const struct dns_message *message = said->message;
    const bool question = record->section == SECTION_QUESTION, opt = record->type == TYPE_OPT && !question;
    char text[NAME_TEXT_OCTETS], class[CLASS_TEXT_OCTETS], code[DNS_CODE_OCTETS];

    print_cell(print, PAINT_FAINT, header_section_name(&message->header, dns_section_count(record->section)));
    snprintf(text, sizeof text, "%zu", record->offset);
    print_cell(print, PAINT_FAINT, text);
    (void)dns_name_text(message->octets, message->n, record->offset, text);
    print_cell(print, PAINT_NAME, text);
    snprintf(text, sizeof text, "%lu", (unsigned long)record->ttl);
    print_cell(print, PAINT_PLAIN, question || opt ? NULL : text);
    print_cell(print, PAINT_PLAIN, opt ? NULL : dns_class_text(message, record, said->names, class));
    print_cell(print, PAINT_PLAIN, dns_name_or(said->names, "rrtype", record->type, "TYPE", code));
    said->scratch->len = 0;
    if (!question)
        (void)rdata_text(message, record, dns_rdata_class(message, record), said->names, said->scratch, NULL,
                         NULL);

    out_char(said->scratch, '\0');
    print_cell(print, PAINT_PLAIN, said->scratch->octets);
    print_cell(print, PAINT_FREE, dns_update_means(message, record));
}

static void print_records(const struct verb_context *context, const struct message_said *said)
{
    static const struct column columns[] = { { .head = "section" }, { .head = "octet", .right = true },
                                             { .head = "name" },    { .head = "ttl", .right = true },
                                             { .head = "class" },   { .head = "type" },
                                             { .head = "rdata" },   { .head = "means" } };
    struct print print = print_begin(columns, sizeof columns / sizeof *columns);

    for (size_t i = 0; i < said->message->n_records; i++)
        print_record(&print, said, &said->message->records[i]);
    print_end(&print, context);
}

static void print_tlvs(const struct verb_context *context, const struct message_said *said)
{
    struct print print = print_begin(field_columns, sizeof field_columns / sizeof *field_columns);
    size_t at = 0;
    struct dns_tlv tlv;

    while (dns_tlv_next(said->message, &at, &tlv)) {
        char code[DNS_CODE_OCTETS];
        print_number(&print, "dso", dns_name_or(said->names, "dso", tlv.type, "type ", code), tlv.length,
                     "octets");
    }
    print_end(&print, context);
}

/* ---- findings ---- */

void findings_print(const struct verb_context *context, const struct dns_findings *findings)
{
    static const enum paint paints[] = {
        [DNS_ERROR] = PAINT_CLOSED, [DNS_WARNING] = PAINT_OLD, [DNS_INFO] = PAINT_PRIVATE
    };

    for (size_t i = 0; i < findings->n; i++) {
        const struct dns_finding *finding = &findings->at[i];
        const char *between = context->terminal ? "  " : "\t";
        char place[32] = "";
        if (finding->offset != DNS_NOWHERE)
            snprintf(place, sizeof place, context->terminal ? "octet %zu" : "%zu", finding->offset);
        if (!context->terminal)
            out_text(context->out, "finding\t");
        print_text(context, paints[finding->severity], dns_severity_word(finding->severity));
        out_format(context->out, "%s%s%s%s", place[0] || !context->terminal ? between : "", place, between,
                   finding->rule);
        out_format(context->out, "%s%s%s", between, finding->section, between);
        print_text(context, PAINT_PLAIN, finding->text);
        out_char(context->out, '\n');
    }
    if (findings->more > 0)
        context_note(context, "%zu more findings are not shown", findings->more);
}

void message_print(const struct verb_context *context, const struct message_said *said)
{
    const struct dns_message *message = said->message;
    char sentence[MESSAGE_SAY_OCTETS];

    if (!context->terminal)
        out_text(context->out, "summary\t");
    print_text(context, PAINT_HEAD, dns_message_say(message, said->names, sentence));
    out_char(context->out, '\n');
    header_print(context, &message->header, said->names, &message->rules);
    if (message->has_edns)
        print_edns(context, said);
    print_errors(context, said);
    print_records(context, said);
    print_tlvs(context, said);
    findings_print(context, &message->findings);
}
