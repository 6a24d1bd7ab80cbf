/* The lab's octets in words. */
#include "dns/header/compare.h"
#include "registry/code_names.h"
#include "registry/row.h"
#include "ui/lab/lab_view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- lines of the tree ---- */

static const char *type_name(const struct lab_view *view, uint16_t type, char code[DNS_CODE_OCTETS])
{
    return dns_name_or(&view->names, "rrtype", type, "TYPE", code);
}

static void say_name(const struct lab_view *view, size_t offset, struct out *out)
{
    char name[NAME_TEXT_OCTETS];
    (void)dns_name_text(view->octets, view->n, offset, name);
    out_text(out, name);
}

static void say_opt(const struct lab_view *view, const struct dns_record *record, struct out *out)
{
    const unsigned low = header_get(&view->message.header, HEADER_RCODE);
    struct dns_edns edns;

    dns_edns_of(record, &edns);
    out_format(out, "  OPT  size %u", edns.udp_size);
    if (edns.rcode_high)
        out_format(out, "  RCODE %u + %u = %u", edns.rcode_high * 16U, low, edns.rcode_high * 16U + low);
    out_format(out, "  version %u", edns.version);
    for (unsigned bit = 0; bit < 16; bit++) {
        const char *flag = dns_name(&view->names, "edns-flag", bit, NULL);
        if (!(edns.flags & 0x8000U >> bit))
            continue;
        if (flag)
            out_format(out, "  %s", flag);
        else
            out_format(out, "  Z bit %u", bit);
    }
}

static void say_record(const struct lab_view *view, const struct dns_record *record, struct out *out)
{
    const struct dns_message *message = &view->message;
    char code[DNS_CODE_OCTETS], class[CLASS_TEXT_OCTETS];
    const char *means = dns_update_means(message, record);

    say_name(view, record->offset, out);
    if (record->type == TYPE_OPT && record->section != SECTION_QUESTION) {
        say_opt(view, record, out);
        return;
    }

    out_format(out, "  %s  %s", type_name(view, record->type, code),
               dns_class_text(message, record, &view->names, class));
    if (record->section == SECTION_QUESTION)
        return;

    out_format(out, "  %lu  ", (unsigned long)record->ttl);
    (void)rdata_text(message, record, dns_rdata_class(message, record), &view->names, out, NULL, NULL);
    if (means)
        out_format(out, "  (%s)", means);
}

static void say_option(const struct lab_view *view, const struct lab_line *line, struct out *out)
{
    struct dns_edns edns;
    struct dns_option option;
    size_t at = line->offset;

    dns_edns_of(&view->message.records[line->record], &edns);
    if (!dns_option_next(view->octets, &edns, &at, &option))
        return;

    const char *name = dns_name(&view->names, "edns-option", option.code, NULL);
    out_format(out, "option %u%s%s  ", option.code, name ? " " : "", name ? name : "");
    (void)option_text(view->octets, &option, &view->names, out);
}

static void say_tlv(const struct lab_view *view, const struct lab_line *line, struct out *out)
{
    struct dns_tlv tlv = { 0 };
    size_t at = 0;
    char code[DNS_CODE_OCTETS];
    while (dns_tlv_next(&view->message, &at, &tlv) && tlv.offset < line->offset)
        ;
    out_format(out, "TLV %s, %u octets", dns_name_or(&view->names, "dso", tlv.type, "type ", code),
               tlv.length);
}

/* The labels, and where a pointer leads. */
static void say_labels(const struct lab_view *view, const struct lab_line *line, struct out *out)
{
    enum { POINTER = 0xC0 };

    size_t at = line->offset;
    const size_t end = line->offset + line->octets;
    while (at < end && view->octets[at] != 0 && (view->octets[at] & POINTER) == 0) {
        out_format(out, "%s%u", at == line->offset ? "labels of " : " ", view->octets[at]);
        at += (size_t)view->octets[at] + 1;
    }
    if (at == line->offset && at < end && view->octets[at] == 0)
        out_text(out, "the root");
    else if (at + 1 < end && (view->octets[at] & POINTER) == POINTER)
        out_format(out, "%sa pointer to octet %u", at == line->offset ? "" : ", ",
                   (unsigned)(view->octets[at] & 0x3F) << 8 | view->octets[at + 1]);
}

static void say_part(const struct lab_view *view, const struct lab_line *line, struct out *out)
{
    const struct rdata_part *part = &view->parts[line->part];
    if (view->n_parts > 0)
        out_octets(out, view->rdata.octets + part->text, part->text_length);
    else
        out_octets(out, view->rdata.octets, view->rdata.len);
}

void lab_line_say(const struct lab_view *view, const struct lab_line *line, struct out *out)
{
    const struct lab_target target = lab_target_of(view, line);
    char text[LAB_VALUE_OCTETS];
    uint64_t value = 0;

    switch (line->kind) {
    case LAB_RECORD:
        say_record(view, &view->message.records[line->record], out);
        break;
    case LAB_OPTION:
        say_option(view, line, out);
        break;
    case LAB_TLV:
        say_tlv(view, line, out);
        break;
    case LAB_NAME:
        out_text(out, "NAME  ");
        say_name(view, line->offset, out);
        out_text(out, "  ");
        say_labels(view, line, out);
        break;
    case LAB_NUMBER:
        for (uint32_t i = target.bit; i < target.bit + target.width; i++)
            value = value << 1 | ((unsigned)view->octets[i / 8] >> (7 - i % 8) & 1U);
        out_format(out, "%s  %s", target.name, lab_value(view, &target, value, text));
        break;
    case LAB_RDATA:
        out_format(out, "%s  ", target.name);
        say_part(view, line, out);
    }
    out_char(out, '\0');
}

/* ---- the chosen field ---- */

const char *lab_value(const struct lab_view *view, const struct lab_target *target, uint64_t value,
                      char text[LAB_VALUE_OCTETS])
{
    const char *name = target->registry ? dns_name(&view->names, target->registry, value, target->in) : NULL;

    if (target->field == HEADER_QR)
        name = value ? "response" : "query";
    if (target->field == HEADER_ID || (target->field == HEADER_Z && target->width > 1))
        snprintf(text, LAB_VALUE_OCTETS, "%" PRIu64 "  0x%0*" PRIX64, value,
                 ((int)target->width + NIBBLE_BITS - 1) / NIBBLE_BITS, value);
    else
        snprintf(text, LAB_VALUE_OCTETS, "%" PRIu64 "%s%s", value, name ? "  " : "", name ? name : "");
    return text;
}

/* What the registry says of a value. */
static void say_meaning(const struct lab_view *view, const struct lab_target *target, uint64_t value,
                        char text[256])
{
    const struct table *table = message_table(&view->codes, target->registry);
    const struct assignment *record = table_record(table, value, target->in);
    const struct range *range = table ? table_range(table, value) : NULL;

    if (record && record->meaning && record->mnemonic)
        snprintf(text, 256, "%s", record->meaning);
    else if (!record && range)
        snprintf(text, 256, "%s: %s", word_of(status_words, (int)range_status(range)), range->policy);
    else if (!record)
        snprintf(text, 256, "not assigned");
}

static bool is_meant(const struct lab_view *view, enum header_field_id field, bool response)
{
    struct header header = view->message.header;
    (void)header_set(&header, HEADER_QR, response);
    return header_meant(&header, &view->message.rules) >> header_fields[field].shift & 1;
}

static void say_direction(const struct lab_view *view, const struct lab_target *target,
                          struct lab_words *words)
{
    const bool asks = is_meant(view, target->field, false), answers = is_meant(view, target->field, true);
    if (target->field < HEADER_AA || target->field > HEADER_RCODE)
        return;

    words->idle = header_get(&view->message.header, HEADER_QR) ? !answers : !asks;
    if (target->field == HEADER_Z)
        snprintf(words->direction, sizeof words->direction, "0 in both directions");
    else if (asks || answers)
        snprintf(words->direction, sizeof words->direction, "%s",
                 !answers ? "for queries only"
                 : !asks  ? "for responses only"
                          : "for queries and responses");
    else
        snprintf(words->direction, sizeof words->direction, "says nothing under this OpCode");
}

static void say_joined(const struct lab_view *view, struct lab_words *words)
{
    const struct dns_message *message = &view->message;
    const char *name = dns_name(&view->names, "rcode", message->rcode, dns_rcode_context(message));
    const unsigned low = dns_field(message, HEADER_RCODE);

    if (message->has_edns)
        snprintf(words->joined, sizeof words->joined, "with OPT: %u + %u is %u %s",
                 message->edns.rcode_high * 16U, low, message->rcode, name ? name : "");
    else if (!message->has_rcode)
        snprintf(words->joined, sizeof words->joined, "unless an OPT says more");
}

static void say_header_field(const struct lab_view *view, const struct lab *lab,
                             const struct lab_target *target, struct lab_words *words)
{
    const struct header_field field = lab_field(view, target->field);
    const unsigned from = 16 - field.shift - field.width, to = 15 - field.shift;
    const uint64_t value = lab_get(lab, target->bit, target->width);
    const struct dns_message *message = &view->message;
    const bool known = message->complete || message->tsig.there; /* what stands beside the RCODE */
    const char *means = target->field == HEADER_RCODE
                            ? rcode_means((unsigned)value, known ? dns_rcode_context(message) : NULL)
                            : NULL;

    if (field.width == 16)
        snprintf(words->head, sizeof words->head, "%s  octets %u-%u", target->name, field.word * 2,
                 field.word * 2 + 1);
    else if (field.width > 1)
        snprintf(words->head, sizeof words->head, "%s  bits %u-%u  %04X", target->name, from, to,
                 ((1U << field.width) - 1) << field.shift);
    else
        snprintf(words->head, sizeof words->head, "%s  bit %u  %04X", target->name, from, 1U << field.shift);

    snprintf(words->section, sizeof words->section, "%s", field.section);
    say_direction(view, target, words);
    if (target->field == HEADER_RCODE)
        say_joined(view, words);
    if (means)
        snprintf(words->meaning, sizeof words->meaning, "%s", means);
    else if (!target->registry)
        snprintf(words->meaning, sizeof words->meaning, "%s", field.means);
}

static void say_other(const struct lab_view *view, const struct lab_target *target, struct lab_words *words)
{
    const size_t octet = target->lit / 2, octets = (target->lit + target->lit_nibbles + 1) / 2 - octet;
    const struct lab_line *line = target->line;
    const struct dns_record *record =
        line && view->message.n_records ? &view->message.records[line->record] : NULL;
    const struct rdata_type *type = record ? rdata_type_of(record->type, record->class) : NULL;

    snprintf(words->head, sizeof words->head, "%s  octet%s %zu", target->name ? target->name : "none",
             octets > 1 ? "s" : "", octet);
    if (octets > 1)
        snprintf(words->head + strlen(words->head), sizeof words->head - strlen(words->head), "-%zu",
                 octet + octets - 1);

    if (octets == 0)
        words->head[0] = '\0';
    if (!line || !record || line->kind == LAB_TLV)
        return;

    if (line->kind == LAB_RECORD) {
        const struct lab_target of_type = { .registry = "rrtype", .field = HEADER_FIELDS };
        (void)lab_value(view, &of_type, record->type, words->value);
        say_meaning(view, &of_type, record->type, words->meaning);
        if (record->section != SECTION_QUESTION) /* a question has none */
            snprintf(words->direction, sizeof words->direction, "%zu octets of RDATA",
                     record->end - record->rdata);
    }

    if (record->type == TYPE_OPT)
        snprintf(words->section, sizeof words->section, "RFC 6891 6.1.2");
    else if ((line->kind == LAB_RDATA || line->kind == LAB_RECORD) && type &&
             record->section != SECTION_QUESTION)
        snprintf(words->section, sizeof words->section, "%s", type->section);
    else
        snprintf(words->section, sizeof words->section, "RFC 1035 %s",
                 record->section == SECTION_QUESTION ? "4.1.2" : "3.2.1");
}

void lab_words(const struct lab_view *view, const struct lab *lab, const struct lab_target *target,
               struct lab_words *words)
{
    const uint64_t value = lab_get(lab, target->bit, target->width);

    memset(words, 0, sizeof *words);
    if (target->field < HEADER_FIELDS)
        say_header_field(view, lab, target, words);
    else
        say_other(view, target, words);
    if (target->width == 0)
        return;
    if (!lab_has(lab, target->bit, target->width)) {
        snprintf(words->value, sizeof words->value, "_  %s",
                 lab->n * NIBBLE_BITS < target->bit + target->width ? "not there yet" : "no hex digit");
        return;
    }

    (void)lab_value(view, target, value, words->value);
    if (target->registry && !words->meaning[0])
        say_meaning(view, target, value, words->meaning);
    if (target->field < HEADER_FIELDS && !words->meaning[0])
        snprintf(words->meaning, sizeof words->meaning, "%s", header_fields[target->field].means);
    if (!target->line && target->bit <= lab->bit && lab->bit < target->bit + target->width) {
        const uint32_t place = target->bit + target->width - 1 - lab->bit;
        const uint64_t other = value ^ (uint64_t)1 << place;
        char text[LAB_VALUE_OCTETS];
        snprintf(words->toggled, sizeof words->toggled, "flip bit %u: %s", (unsigned)(lab->bit % 16),
                 lab_value(view, target, other, text));
    }
}

void lab_held_say(const struct lab_view *view, const struct header *held, const struct lab_target *target,
                  struct lab_words *words)
{
    const struct header *now = &view->message.header;
    struct header_difference differences[HEADER_FIELDS];
    const size_t n = header_differ(held, now, &view->names, &view->message.rules, differences);
    const struct header_field asked =
        header_field_in(held, &view->names, &view->message.rules, target->field);
    char text[LAB_VALUE_OCTETS];

    for (size_t i = 0; i < n; i++) {
        const struct header_difference *difference = &differences[i];
        const bool copies = !header_get(held, HEADER_QR) && header_get(now, HEADER_QR) && asked.width > 0 &&
                            header_reply_of(target->field) == REPLY_COPIES;
        if (difference->field == target->field)
            snprintf(words->joined, sizeof words->joined, "* held: %s%s",
                     difference->one_has ? lab_value(view, target, difference->one, text) : "not there",
                     copies ? "; a response copies it" : "");
    }
}

void lab_size_say(const struct lab_view *view, char text[64])
{
    const struct header *header = &view->message.header;
    const char *kind = "";
    if (header_has(header, HEADER_OPCODE))
        kind = header_get(header, HEADER_QR)       ? "response, "
               : header_get(header, HEADER_OPCODE) ? "request, "
                                                   : "query, ";
    char octets[LAB_OCTETS_TEXT];

    snprintf(text, 64, "%s%s", kind, lab_octets_said(view->n, view->half, octets));
}
