/* RDATA of any type: two octets of type, one of class, one of flags, and the RDATA. C00C is the
 * name example. */
#include "fuzz/fuzz.h"

#include "base/memory.h"
#include "dns/rdata/rdata.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 12, NAME = 9, PREFIX = HEADER + NAME, MOST = 4096 };

static const char *some_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    (void)context;
    (void)in;
    return code % 3 ? registry : NULL;
}
static const struct dns_names names = { some_name, NULL };

static void check_text(const struct out *out, size_t n)
{
    fuzz_must(out->len <= MOST + 128 * n, "a text in proportion to its octets");
    for (size_t i = 0; i < out->len; i++)
        fuzz_must((unsigned char)out->octets[i] >= ' ' && out->octets[i] != 0x7F, "no control character");
}

static void check_parts(const struct dns_record *record, const struct rdata_part *parts, size_t n,
                        size_t text)
{
    fuzz_must(n <= RDATA_PARTS, "parts fit their room");
    for (size_t i = 0; i < n; i++) {
        fuzz_must(parts[i].offset >= record->rdata && parts[i].offset <= record->end &&
                      parts[i].length <= record->end - parts[i].offset,
                  "a part is within the RDATA");
        fuzz_must(parts[i].text <= text && parts[i].text_length <= text - parts[i].text,
                  "the text of a part is within the text");
    }
}

/* Is there an error? Those of one option, and of a name that should not be compressed, or not so, leave the
 * text as it is: `any` counts the latter. */
static bool has_error(const struct dns_findings *findings, const struct dns_record *record, bool any)
{
    bool error = false;

    for (size_t i = 0; i < findings->n; i++) {
        const struct dns_finding *finding = &findings->at[i];
        fuzz_must(finding->offset <= record->end, "a finding is within the message");
        fuzz_must(finding->section && *finding->section && *finding->text, "a finding has its words");
        error |= finding->severity == DNS_ERROR && strcmp(finding->rule, "option-misfit") != 0 &&
                 (any || (strcmp(finding->rule, "rdata-compressed") != 0 &&
                          strcmp(finding->rule, "name-header") != 0));
    }

    return error;
}

static void check_record(const struct dns_message *message, const struct dns_record *record, uint16_t class)
{
    const bool is_update_row =
        header_get(&message->header, HEADER_OPCODE) == OPCODE_UPDATE && record->rdlength == 0;
    struct rdata_part parts[RDATA_PARTS];
    struct out out = out_to_memory(), bare = out_to_memory();
    struct dns_findings *findings = memory_take(sizeof *findings);
    size_t n_parts;
    const bool fits = rdata_text(message, record, class, &names, &out, parts, &n_parts);

    fuzz_must(rdata_text(message, record, class, NULL, &bare, NULL, NULL) == fits, "names change no form");
    check_text(&out, record->rdlength);
    check_parts(record, parts, n_parts, out.len);
    rdata_judge(message, record, class, findings);
    if (rdata_type_of(record->type, class) && findings->more == 0 && !is_update_row)
        fuzz_must(fits ? !has_error(findings, record, false) : has_error(findings, record, true),
                  "what does not fit is an error, and said");

    out_free(&out);
    out_free(&bare);
    free(findings);
}

static void check_option(const uint8_t *octets, const struct dns_record *record)
{
    const struct dns_option option = { .code = record->type,
                                       .length = record->rdlength,
                                       .data = record->rdata };
    struct out out = out_to_memory();

    (void)option_text(octets, &option, &names, &out);
    fuzz_must(out.len > 0, "an option has words");
    check_text(&out, option.length);
    out_free(&out);
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    static const uint8_t name[NAME] = "\7example";
    if (len < 4 || len > MOST)
        return 0;

    const size_t n = PREFIX + len - 4;
    uint8_t *copy = memory_take(n);
    copy[2] = octets[3];
    memcpy(copy + HEADER, name, NAME);
    memcpy(copy + PREFIX, octets + 4, len - 4);

    const struct dns_message message = { .octets = copy, .n = n, .header = header_of(copy, HEADER) };
    const struct dns_record record = { .section = SECTION_ANSWER,
                                       .type = (uint16_t)(octets[0] << 8 | octets[1]),
                                       .class = octets[2],
                                       .rdlength = (uint16_t)(len - 4),
                                       .rdata = PREFIX,
                                       .end = n };
    check_record(&message, &record, octets[2]);
    check_option(copy, &record);
    free(copy);

    return 0;
}
