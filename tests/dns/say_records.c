/* For tests/compare-rdata: reads messages, one in hex a line, and writes a line for each of their records:
 *
 *   line TAB section TAB type TAB class by which it is read TAB offset of RDATA TAB RDLENGTH TAB text
 *
 * A line that is a type, a blank and hex is RDATA of class IN alone (offset 0). */
#include "base/memory.h"
#include "dns/judge/message_judge.h"
#include "dns/rdata/rdata.h"
#include "fuzz/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 2 * 65536 + 16 };

static const char *shipped_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    const struct model *model = context;
    const struct table *table = model_table(model, model_registry(model, registry));
    const char *name = NULL;

    for (size_t i = 0; table && i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        if (a->numeric && a->low == code && a->high == code && a->mnemonic &&
            (!name || (in && a->context && strstr(a->context, in))))
            name = a->mnemonic;
    }
    return name;
}

static size_t unhex(const char *hex, uint8_t *octets)
{
    size_t n = 0;
    unsigned octet;
    for (; sscanf(hex, "%2x", &octet) == 1; hex += 2)
        octets[n++] = (uint8_t)octet;
    return n;
}

static void say(unsigned long line, const struct dns_message *message, const struct dns_record *record,
                uint16_t class, struct out *out)
{
    const struct dns_names names = { shipped_name, fuzz_model() };
    out_format(out, "%lu\t%u\t%u\t%u\t%zu\t%u\t", line, (unsigned)record->section, record->type, class,
               record->rdata, record->rdlength);
    (void)rdata_text(message, record, class, &names, out, NULL, NULL);
    out_char(out, '\n');
}

static void say_message(unsigned long line, const uint8_t *octets, size_t n, struct out *out)
{
    const struct header_rules rules = { .ad_in_queries = true };
    struct dns_message *message = memory_take(sizeof *message);

    dns_message_read(octets, n, NULL, &rules, message);
    for (size_t i = 0; i < message->n_records; i++)
        if (message->records[i].section != SECTION_QUESTION)
            say(line, message, &message->records[i], dns_rdata_class(message, &message->records[i]), out);

    dns_message_free(message);
    free(message);
}

int main(void)
{
    char *line = memory_take(LINE);
    uint8_t *octets = memory_take(LINE);
    struct out out = out_to_fd(1);
    struct err err = { 0 };

    for (unsigned long n = 1; fgets(line, LINE, stdin); n++) {
        const char *blank = strchr(line, ' ');
        const size_t len = unhex(blank ? blank + 1 : line, octets);
        if (blank) {
            const struct dns_message message = { .octets = octets, .n = len };
            const struct dns_record record = { .section = SECTION_ANSWER,
                                               .type = (uint16_t)strtoul(line, NULL, 10),
                                               .class = CLASS_IN,
                                               .rdlength = (uint16_t)len };
            say(n, &message, &record, CLASS_IN, &out);
        } else {
            say_message(n, octets, len, &out);
        }
    }

    const bool whole = out_flush(&out, &err);
    out_free(&out);
    free(line);
    free(octets);
    return whole ? 0 : 3;
}
