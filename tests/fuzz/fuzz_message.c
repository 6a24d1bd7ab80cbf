/* Any octets as a message: it is read, judged and said within its octets, and each finding has its place. */
#include "fuzz/fuzz.h"

#include "dns/copy/copy.h"
#include "dns/copy/figure.h"
#include "dns/judge/message_judge.h"

#include <string.h>

static const char *some_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    (void)context;
    (void)in;
    return code % 3 ? registry : NULL;
}

static void check_record(const struct dns_message *message, const struct dns_record *record)
{
    char name[NAME_TEXT_OCTETS], class[CLASS_TEXT_OCTETS];

    fuzz_must(record->name.ends && record->end <= message->n, "a record is within the octets");
    fuzz_must(record->end == record->rdata + record->rdlength, "RDATA ends a record");
    fuzz_must(dns_name_text(message->octets, message->n, record->offset, name) < NAME_TEXT_OCTETS,
              "a name fits its room");
    fuzz_must(dns_name_equal(message->octets, message->n, record->offset, record->offset) ==
                  (record->name.trouble == NAME_FINE),
              "a name is itself");
    (void)dns_class_text(message, record, NULL, class);
    (void)dns_rdata_class(message, record);
    (void)dns_update_means(message, record);
    if (record->name.trouble == NAME_FINE && !strstr(name, "\\[")) {
        uint8_t written[255];
        fuzz_must(dns_name_write(name, written) == record->name.length, "a name reads back");
    }
}

static void check_message(const struct dns_message *message)
{
    size_t at = message->edns.options, tlv_at = 0;
    struct dns_option option;
    struct dns_tlv tlv;
    char text[MESSAGE_SAY_OCTETS];

    fuzz_must(message->complete != message->stopped, "complete, or stopped");
    fuzz_must(!message->stopped || (message->findings.n > 0 && message->stopped_at <= message->n),
              "whoever stops says why");
    for (size_t i = 0; i < message->findings.n; i++)
        fuzz_must(message->findings.at[i].offset <= message->n ||
                      message->findings.at[i].offset == DNS_NOWHERE,
                  "a finding is within the octets");

    for (size_t i = 0; i < message->n_records; i++)
        check_record(message, &message->records[i]);
    while (message->has_edns && dns_option_next(message->octets, &message->edns, &at, &option))
        fuzz_must(option.data + option.length <= message->n, "an option is within the octets");
    while (dns_tlv_next(message, &tlv_at, &tlv))
        fuzz_must(tlv.data + tlv.length <= message->n, "a TLV is within the octets");
    fuzz_must(strlen(dns_message_say(message, NULL, text)) < MESSAGE_SAY_OCTETS, "a sentence fits");
}

/* Every bit of a figure is of the message, and of one cell. */
static void check_figure(const struct figure *figure, size_t n)
{
    for (size_t i = 0; i < figure->n; i++) {
        const struct figure_cell *cell = &figure->cells[i];
        fuzz_must(cell->from <= cell->to && cell->to < FIGURE_COLUMNS &&
                      cell->row + cell->rows <= figure->rows,
                  "a cell is within the drawing");
        fuzz_must(cell->known <= cell->bits && cell->offset + (cell->bit + cell->known + 7) / 8 <= n,
                  "what is known of a cell is within the octets");
        fuzz_must(cell->bits == 0 || figure_cell_at(figure, cell->offset, cell->bit) == cell,
                  "a cell has its first bit");
    }
}

/* Drawn, copied and said, as a reader may want it. */
static void show_message(const struct dns_message *message, const struct dns_names *names)
{
    const struct copy_source source = { message->octets, message->n, 0, names, message->rules };
    struct out out = out_to_memory();
    struct figure figure;
    char text[HEADER_SAY_OCTETS];

    figure_header(&message->header, &message->rules, names, &figure);
    check_figure(&figure, message->n < HEADER_OCTETS ? HEADER_OCTETS : message->n);
    for (size_t i = 0; i < message->n_records && i < 16; i++) {
        figure_record(message, &message->records[i], names, &figure);
        check_figure(&figure, message->n);
        figure_draw(&figure, &out);
    }

    for (size_t i = 0; i < n_copy_forms; i++)
        copy_write(&copy_forms[i], &source, &out);
    fuzz_must(strlen(header_say(&message->header, names, &message->rules, text)) < HEADER_SAY_OCTETS,
              "a sentence of a header fits");
    out_free(&out);
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    static const struct dns_names names = { some_name, NULL };
    struct dns_message message = { 0 };

    for (unsigned i = 0; i < 4; i++) {
        const struct header_rules rules = { .ad_in_queries = i & 1, .multicast = i & 2 };
        dns_message_read(octets, len, i == 3 ? &names : NULL, &rules, &message);
        check_message(&message);
    }

    show_message(&message, &names);
    dns_message_free(&message);
    return 0;
}
