/* The rules that look at the message that would carry it, and at the texts themselves. */
#include "registry/rule_parts.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* ---- rcode-field ---- */

void rule_rcode_field(const struct rule_case *rule_case, struct findings *findings)
{
    const struct assignment *record = &rule_case->draft->record;
    char section[SECTION_OCTETS], code[DRAFT_CODE_OCTETS];
    if (!rule_is_of(rule_case, "rcode") || !record->numeric || record->low > 65535)
        return;

    rule_section(rule_case, NULL, section);
    rule_code(rule_case, code);
    if (record->low > 4095)
        finding_add(findings, rule_case->rule, SEVERITY_WARNING, DRAFT_CODE, section, NULL,
                    "only the error fields of TSIG and TKEY have room for %s: 16 bits", code);
    else if (record->low > 15)
        finding_add(findings, rule_case->rule, SEVERITY_INFO, DRAFT_CODE, section, NULL,
                    "%s needs an OPT record: the header has 4 bits, with OPT there are 12", code);
    else
        finding_add(findings, rule_case->rule, SEVERITY_INFO, DRAFT_CODE, section, NULL,
                    "%s fits the header: 4 bits", code);
}

/* ---- header-bit ---- */

enum { BIT_QR = 0, BIT_OPCODE_LAST = 4, BIT_Z = 9, BIT_RCODE = 12, BIT_LAST = 15 };

void rule_header_bit(const struct rule_case *rule_case, struct findings *findings)
{
    const struct draft *draft = rule_case->draft;
    uint64_t bit = draft->record.low;
    char section[SECTION_OCTETS];

    if (!rule_is_of(rule_case, "header") || !draft->record.numeric || bit > BIT_LAST)
        return;

    rule_section(rule_case, bit == BIT_Z ? "2.1" : "2", section);
    if (bit <= BIT_OPCODE_LAST || bit >= BIT_RCODE)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section, NULL,
                    "the bits of %s are never assigned to anything else",
                    bit == BIT_QR            ? "QR"
                    : bit <= BIT_OPCODE_LAST ? "OpCode"
                                             : "RCODE");
    else if (draft->kind == DRAFT_PRIVATE)
        finding_add(findings, rule_case->rule, SEVERITY_ERROR, DRAFT_CODE, section, NULL,
                    "every header bit is for all: a meaning for one needs a Standards Action");
    else
        finding_add(findings, rule_case->rule, SEVERITY_WARNING, DRAFT_CODE, section, NULL,
                    bit == BIT_Z ? "a meaning for Z needs a Standards Action"
                                 : "a meaning in the other direction needs a Standards Action");
}

/* ---- text ---- */

/* One that stands so in the file holds nothing else up, though it cannot be typed anew. */
static void judge_text(const struct rule_case *rule_case, enum draft_field field, const char *text,
                       const char *stands, struct findings *findings)
{
    const struct draft_field_row *row = &draft_fields[field];
    const char *fault = text ? text_fault(text, row->most) : NULL;
    bool same = fault && stands && strcmp(text, stands) == 0;
    if (fault)
        finding_add(findings, rule_case->rule, same ? SEVERITY_WARNING : SEVERITY_ERROR, field, NULL, NULL,
                    "%s %s: one line of at most %zu octets of UTF-8", row->title, fault, row->most);
}

static const char *cited(const struct assignment *record)
{
    return record->n_references > 0 ? record->references[0].shown : NULL;
}

void rule_text(const struct rule_case *rule_case, struct findings *findings)
{
    const struct assignment none = { 0 }, *record = &rule_case->draft->record;
    const struct draft *saved =
        rule_case->draft->id != 0 ? model_draft(rule_case->model, rule_case->draft->id) : NULL;
    const struct assignment *was = saved ? &saved->record : &none;

    judge_text(rule_case, DRAFT_CODE, record->key, was->key, findings);
    judge_text(rule_case, DRAFT_CODE, record->key2, was->key2, findings);
    judge_text(rule_case, DRAFT_MNEMONIC, record->mnemonic, was->mnemonic, findings);
    judge_text(rule_case, DRAFT_MEANING, record->meaning, was->meaning, findings);
    judge_text(rule_case, DRAFT_REFERENCE, cited(record), cited(was), findings);
    judge_text(rule_case, DRAFT_NOTE, record->note, was->note, findings);
}
