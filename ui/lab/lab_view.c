#include "ui/lab/lab_view.h"

#include "base/memory.h"
#include "dns/judge/message_judge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- parts of records (RFC 1035 section 3.2.1, RFC 6891 section 6.1.2) ---- */

static const struct number_part {
    const char *name;
    unsigned bit, width; /* from behind the record's name */
    const char *registry;
} question_parts[] = { { "TYPE", 0, 16, "rrtype" }, { "CLASS", 16, 16, "class" } },
  record_parts[] = { { "TYPE", 0, 16, "rrtype" },
                     { "CLASS", 16, 16, "class" },
                     { "TTL", 32, 32, NULL },
                     { "RDLENGTH", 64, 16, NULL } },
  opt_parts[] = {
      { "TYPE", 0, 16, "rrtype" },          { "UDP size", 16, 16, NULL }, { "extended RCODE", 32, 8, NULL },
      { "VERSION", 40, 8, "edns-version" }, { "DO", 48, 1, NULL },        { "Z", 49, 15, NULL },
      { "RDLENGTH", 64, 16, NULL }
  };

static const struct number_part *parts_of(const struct dns_record *record, size_t *n)
{
    if (record->section == SECTION_QUESTION) {
        *n = sizeof question_parts / sizeof *question_parts;
        return question_parts;
    }
    if (record->type == TYPE_OPT) {
        *n = sizeof opt_parts / sizeof *opt_parts;
        return opt_parts;
    }

    *n = sizeof record_parts / sizeof *record_parts;
    return record_parts;
}

/* ---- lines ---- */

static void add_line(struct lab_view *view, enum lab_line_kind kind, unsigned part, size_t record,
                     size_t offset, size_t octets)
{
    view->lines = array_grow(view->lines, &view->capacity, view->n_lines + 1, sizeof *view->lines);
    view->lines[view->n_lines++] =
        (struct lab_line){ kind, part, (uint32_t)record, (uint32_t)offset, (uint32_t)octets };
}

static void add_parts(struct lab_view *view, size_t index)
{
    const struct dns_record *record = &view->message.records[index];
    const size_t behind = record->name.end;
    size_t n;
    const struct number_part *parts = parts_of(record, &n);

    add_line(view, LAB_NAME, 0, index, record->offset, behind - record->offset);
    for (unsigned i = 0; i < n; i++)
        add_line(view, LAB_NUMBER, i, index, behind + parts[i].bit / 8, (parts[i].width + 7) / 8);
    if (record->section == SECTION_QUESTION || record->type == TYPE_OPT || record->end == record->rdata)
        return;

    (void)rdata_text(&view->message, record, dns_rdata_class(&view->message, record), &view->names,
                     &view->rdata, view->parts, &view->n_parts);
    for (unsigned i = 0; i < view->n_parts; i++)
        add_line(view, LAB_RDATA, i, index, view->parts[i].offset, view->parts[i].length);
    if (view->n_parts == 0)
        add_line(view, LAB_RDATA, 0, index, record->rdata, record->end - record->rdata);
}

static void add_options(struct lab_view *view, size_t index)
{
    struct dns_edns edns;
    struct dns_option option;
    dns_edns_of(&view->message.records[index], &edns);
    size_t at = edns.options;
    while (dns_option_next(view->octets, &edns, &at, &option))
        add_line(view, LAB_OPTION, 0, index, option.offset, option.data + option.length - option.offset);
}

static void add_lines(struct lab_view *view, uint32_t open)
{
    const struct dns_message *message = &view->message;
    struct dns_tlv tlv;
    size_t at = 0;

    for (size_t i = 0; i < message->n_records; i++) {
        const struct dns_record *record = &message->records[i];
        add_line(view, LAB_RECORD, 0, i, record->offset, record->end - record->offset);
        if (open && record->offset == open) {
            view->open = (uint32_t)i;
            add_parts(view, i);
        }
        if (record->type == TYPE_OPT && record->section != SECTION_QUESTION)
            add_options(view, i);
    }

    while (dns_tlv_next(message, &at, &tlv))
        add_line(view, LAB_TLV, 0, 0, tlv.offset, tlv.data + tlv.length - tlv.offset);
}

/* ---- reading ---- */

/* What is wrong with the digits themselves stands before what they say. */
static void find_first(struct dns_findings *findings, size_t offset, const char *rule,
                       enum dns_severity severity, const char *text)
{
    struct dns_findings one = { .n = 0 };
    const size_t most = sizeof findings->at / sizeof *findings->at;
    const size_t kept = findings->n < most ? findings->n : most - 1;

    dns_find(&one, offset, rule, severity, "RFC 1035 2.3.2", "%s", text);
    memmove(findings->at + 1, findings->at, kept * sizeof *findings->at);
    findings->at[0] = one.at[0];
    findings->found[severity]++;
    findings->more += findings->n - kept;
    findings->n = kept + 1;
}

/* Errors first; what is as grave keeps its order. */
static void sort_findings(struct dns_findings *findings)
{
    struct dns_finding *all = memory_take((findings->n + 1) * sizeof *all);
    size_t n = 0;

    for (int severity = DNS_ERROR; severity <= DNS_INFO; severity++)
        for (size_t i = 0; i < findings->n; i++)
            if (findings->at[i].severity == (enum dns_severity)severity)
                all[n++] = findings->at[i];

    memcpy(findings->at, all, n * sizeof *all);
    free(all);
}

struct lab_view *lab_view_new(const struct lab *lab, const struct ctx *ctx, uint32_t open)
{
    struct lab_view *view = memory_take(sizeof *view);
    const struct header_rules rules = header_rules_of(ctx->model->edition.id);
    const uint32_t bad = lab_bad(lab);
    struct dns_findings *findings = &view->message.findings;

    view->codes = message_names_of(ctx);
    view->names = message_dns_names(&view->codes);
    view->rdata = out_to_memory();
    view->open = UINT32_MAX;
    view->n = lab_octets(lab, view->octets);
    view->half = lab->n % 2;
    dns_message_read(view->octets, view->n, &view->names, &rules, &view->message);
    if (view->half && view->n < HEADER_OCTETS)
        view->message.header = lab_header(lab);
    if (view->half)
        find_first(findings, view->n, "octet-half", DNS_WARNING,
                   "half an octet is the last: a digit is missing");

    if (bad < lab->n)
        find_first(findings, bad / 2, "digit-bad", DNS_ERROR,
                   "a character here is no hex digit; it is read as 0");

    if (lab->n == 0)
        dns_findings_clear(findings); /* nothing was said yet */
    sort_findings(findings);
    add_lines(view, open);
    return view;
}

void lab_view_free(struct lab_view *view)
{
    if (!view)
        return;
    dns_message_free(&view->message);
    out_free(&view->rdata);
    free(view->lines);
    free(view);
}

/* ---- what is chosen ---- */

static struct lab_target octets_target(const char *name, size_t offset, size_t octets)
{
    return (struct lab_target){ .name = name,
                                .bit = (uint32_t)offset * 8,
                                .field = HEADER_FIELDS,
                                .lit = (uint32_t)offset * 2,
                                .lit_nibbles = (uint32_t)octets * 2 };
}

static struct lab_target number_target(const char *name, uint32_t bit, unsigned width, const char *registry)
{
    return (struct lab_target){ .name = name,
                                .bit = bit,
                                .width = width,
                                .registry = registry,
                                .field = HEADER_FIELDS,
                                .lit = bit / NIBBLE_BITS,
                                .lit_nibbles = (bit + width - 1) / NIBBLE_BITS - bit / NIBBLE_BITS + 1 };
}

static struct lab_target rdata_target(const struct lab_view *view, const struct lab_line *line)
{
    enum { NUMBER_OCTETS = 4 };
    const struct rdata_part *part = &view->parts[line->part];
    struct lab_target target = octets_target("RDATA", line->offset, line->octets);
    if (view->n_parts == 0)
        return target;

    target.name = part->name;
    if (part->length > 0 && part->length <= NUMBER_OCTETS) {
        target.width = (unsigned)part->length * 8;
        target.registry = part->registry;
    }
    return target;
}

struct lab_target lab_target_of(const struct lab_view *view, const struct lab_line *line)
{
    struct lab_target target = octets_target("record", line->offset, line->octets);
    size_t n;

    if (line->kind == LAB_NUMBER) {
        const struct dns_record *record = &view->message.records[line->record];
        const struct number_part *part = &parts_of(record, &n)[line->part];
        target = number_target(part->name, (uint32_t)record->name.end * 8 + part->bit, part->width,
                               part->registry);
    } else if (line->kind == LAB_OPTION || line->kind == LAB_TLV) {
        target.name = line->kind == LAB_OPTION ? "option" : "TLV";
        target.registry = line->kind == LAB_OPTION ? "edns-option" : "dso";
        target.width = 16;
    } else if (line->kind == LAB_NAME) {
        target.name = "NAME";
    } else if (line->kind == LAB_RDATA) {
        target = rdata_target(view, line);
    }

    target.line = line;
    return target;
}

struct header_field lab_field(const struct lab_view *view, enum header_field_id id)
{
    return header_field_in(&view->message.header, &view->names, &view->message.rules, id);
}

static struct lab_target header_target(const struct lab_view *view, uint32_t bit)
{
    enum header_field_id id = HEADER_ID;
    struct header_field field = lab_field(view, id);

    while (bit < header_field_bit(&field) || bit >= header_field_bit(&field) + field.width)
        field = lab_field(view, ++id);
    struct lab_target target =
        number_target(field.name, header_field_bit(&field), field.width, field.registry);
    target.field = id;
    if (id == HEADER_RCODE)
        target.in = "header";
    return target;
}

/* The last record that begins at the octet or before; NULL: none does. */
static const struct dns_record *record_before(const struct dns_message *message, size_t offset)
{
    size_t low = 0, high = message->n_records;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (message->records[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &message->records[low - 1] : NULL;
}

struct lab_target lab_target_at(const struct lab_view *view, uint32_t bit)
{
    const size_t offset = bit / 8;
    size_t n;
    if (bit < HEADER_BITS)
        return header_target(view, bit);

    const struct dns_record *record = record_before(&view->message, offset);
    if (!record || offset >= record->end)
        return octets_target(NULL, offset, offset < view->n ? 1 : 0);
    if (offset < record->name.end)
        return octets_target("NAME", record->offset, record->name.end - record->offset);

    const struct number_part *parts = parts_of(record, &n);
    for (size_t i = 0; i < n; i++) {
        const uint32_t first = (uint32_t)record->name.end * 8 + parts[i].bit;
        if (first <= bit && bit < first + parts[i].width)
            return number_target(parts[i].name, first, parts[i].width, parts[i].registry);
    }
    return octets_target("RDATA", record->rdata, record->end - record->rdata);
}
