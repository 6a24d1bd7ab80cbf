#include "base/json.h"
#include "base/number.h"
#include "ui/cli/message_json.h"
#include "ui/cli/print.h"
#include "ui/cli/verbs.h"

#include <stdio.h>

/* Bits as RFC 6895's figure counts them, the most significant 0: "1-4", or "5". */
static const char *bits_of(const struct header_field *field, char text[16])
{
    const unsigned first = 16 - field->shift - field->width, last = 15 - field->shift;
    if (first == last)
        snprintf(text, 16, "%u", first);
    else
        snprintf(text, 16, "%u-%u", first, last);
    return text;
}

static unsigned count_bits(unsigned bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

static void write_mask(const struct verb_context *context, uint16_t mask, const struct mask_part *parts,
                       size_t n, const struct dns_findings *findings)
{
    struct json json = json_to(context->out, context->terminal);
    char text[16];

    json_begin_object(&json);
    snprintf(text, sizeof text, "0x%04X", mask);
    json_text_at(&json, "mask", text);
    json_key(&json, "fields");
    json_begin_array(&json);
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&json);
        json_text_at(&json, "name", parts[i].field->name);
        json_text_at(&json, "bits", bits_of(parts[i].field, text));
        json_number_at(&json, "covers", count_bits(parts[i].covers));
        json_number_at(&json, "of", parts[i].field->width);
        json_number_at(&json, "shift", parts[i].field->shift);
        json_end_object(&json);
    }

    json_end_array(&json);
    dns_findings_json(&json, findings);
    json_end_object(&json);
    json_done(&json);
}

static void print_mask(const struct verb_context *context, const struct mask_part *parts, size_t n,
                       const struct dns_findings *findings)
{
    static const struct column columns[] = { { .head = "field" },
                                             { .head = "bits" },
                                             { .head = "covers" },
                                             { .head = "shift", .right = true },
                                             { .head = "means" } };
    struct print print = print_begin(columns, sizeof columns / sizeof *columns);
    char text[64];

    for (size_t i = 0; i < n; i++) {
        const struct header_field *field = parts[i].field;
        print_cell(&print, PAINT_NAME, field->name);
        print_cell(&print, PAINT_PLAIN, bits_of(field, text));
        snprintf(text, sizeof text, "%u of %u", count_bits(parts[i].covers), field->width);
        print_cell(&print, PAINT_PLAIN, text);
        snprintf(text, sizeof text, "%u", field->shift);
        print_cell(&print, PAINT_PLAIN, text);
        print_cell(&print, PAINT_PLAIN, field->means);
    }

    print_end(&print, context);
    findings_print(context, findings);
}

bool verb_mask(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct number number = number_read(context->operands[0]);
    struct mask_part parts[MASK_PARTS];
    struct dns_findings findings = { .n = 0 };

    if (number.form == NUMBER_NONE || number.value > UINT16_MAX)
        return err_set(err, ERR_USAGE, "%s is no mask of sixteen bits: 0x7800, 30720 or 0b111100000000000",
                       context->operands[0]);

    size_t n = mask_parts((uint16_t)number.value, parts);
    mask_judge((uint16_t)number.value, &findings);
    if (context->options->json)
        write_mask(context, (uint16_t)number.value, parts, n, &findings);
    else
        print_mask(context, parts, n, &findings);

    *outcome = n > 0 ? OUTCOME_YES : OUTCOME_NO;
    return true;
}
