#include "dns/copy/figure.h"

#include "base/text.h"
#include "dns/rdata/rdata.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { FLAGS_MOST = 8 }; /* with a cell of their own */

/* ---- cells ---- */

static struct figure_cell *add(struct figure *figure, const char *label, const char *section, size_t offset,
                               unsigned bit, size_t bits)
{
    struct figure_cell *cell = &figure->cells[figure->n++];

    *cell = (struct figure_cell){ .row = figure->rows,
                                  .rows = 1,
                                  .to = FIGURE_COLUMNS - 1,
                                  .label = label,
                                  .section = section,
                                  .offset = offset,
                                  .bit = bit,
                                  .bits = bits,
                                  .known = bits };

    return cell;
}

/* The text, cut to its room. */
static void tell(struct figure_cell *cell, const char *text)
{
    (void)text_clip(cell->text, sizeof cell->text, text, FIGURE_TEXT, "...");
}

static void tell_number(struct figure_cell *cell, const char *name)
{
    char text[2 * FIGURE_TEXT];
    snprintf(text, sizeof text, "%" PRIu32 "%s%s", cell->value, name ? " " : "", name ? name : "");
    tell(cell, text);
}

/* ---- the header ---- */

/* How many bits of the field are there, from its first. */
static size_t known_bits(const struct header *header, const struct header_field *field)
{
    const unsigned there = header->nibbles * 4, first = header_field_bit(field);
    if (there <= first)
        return 0;
    return there - first < field->width ? there - first : field->width;
}

/* "0x12__": nibbles that are not there. */
static void tell_cut(struct figure_cell *cell)
{
    char digits[sizeof "0000"];
    snprintf(digits, sizeof digits, "%04" PRIX16, (uint16_t)cell->value);
    memset(digits + cell->known / 4, '_', 4 - cell->known / 4);
    snprintf(cell->text, sizeof cell->text, "0x%s", digits);
}

static void tell_field(struct figure_cell *cell, const struct header *header, enum header_field_id id,
                       const struct dns_names *names)
{
    const char *name = NULL;
    if (cell->bits == FIGURE_COLUMNS && (id == HEADER_ID || cell->known < cell->bits)) {
        tell_cut(cell);
        return;
    }
    if (cell->known < cell->bits)
        return;
    if (id == HEADER_Z && cell->bits > 1) {
        snprintf(cell->text, sizeof cell->text, "0x%02" PRIX32, cell->value);
        return;
    }

    if (id == HEADER_QR)
        name = header_get(header, id) ? "response" : "request";
    else if (cell->registry)
        name = dns_name(names, cell->registry, cell->value, id == HEADER_RCODE ? "header" : NULL);
    tell_number(cell, name);
}

void figure_header(const struct header *header, const struct header_rules *rules,
                   const struct dns_names *names, struct figure *figure)
{
    *figure = (struct figure){ .title = "Header",
                               .section = bcp42_section(rules, BCP42_HEADER),
                               .rows = HEADER_WORDS };
    for (enum header_field_id id = HEADER_ID; id < HEADER_FIELDS; id++) {
        const struct header_field field = header_field_in(header, names, rules, id);
        const unsigned bit = header_field_bit(&field);
        if (field.width == 0)
            continue;
        struct figure_cell *cell = add(figure, field.name, field.section, bit / 8, bit % 8, field.width);
        cell->row = field.word;
        cell->from = bit % FIGURE_COLUMNS;
        cell->to = cell->from + field.width - 1;
        cell->registry = field.registry;
        cell->known = known_bits(header, &field);
        cell->value = header_value(header, &field);
        tell_field(cell, header, id, names);
    }
}

/* ---- a record ---- */

enum part { PART_NAME, PART_NUMBER, PART_CLASS, PART_FLAGS, PART_RDATA };

/* One row of a table is a row of the drawing, or a half of one. */
struct part_row {
    const char *label, *section, *registry;
    enum part part;
    unsigned octets; /* of a number */
    size_t at;       /* octets behind the name */
};

static const struct part_row question_parts[] = {
    { "QNAME", "RFC 1035 4.1.2", NULL, PART_NAME, 0, 0 },
    { "QTYPE", "RFC 1035 4.1.2", "rrtype", PART_NUMBER, 2, 0 },
    { "QCLASS", "RFC 1035 4.1.2", "class", PART_CLASS, 2, 2 },
};
static const struct part_row record_parts[] = {
    { "NAME", "RFC 1035 3.2.1", NULL, PART_NAME, 0, 0 },
    { "TYPE", "RFC 1035 3.2.1", "rrtype", PART_NUMBER, 2, 0 },
    { "CLASS", "RFC 1035 3.2.1", "class", PART_CLASS, 2, 2 },
    { "TTL", "RFC 2181 8", NULL, PART_NUMBER, 4, 4 },
    { "RDLENGTH", "RFC 1035 3.2.1", NULL, PART_NUMBER, 2, 8 },
    { "RDATA", "RFC 1035 3.2.1", NULL, PART_RDATA, 0, 10 },
};
static const struct part_row opt_parts[] = {
    { "NAME", "RFC 6891 6.1.2", NULL, PART_NAME, 0, 0 },
    { "TYPE", "RFC 6891 6.1.2", "rrtype", PART_NUMBER, 2, 0 },
    { "UDP size", "RFC 6891 6.2.3", NULL, PART_NUMBER, 2, 2 },
    { "EXTENDED-RCODE", "RFC 6891 6.1.3", NULL, PART_NUMBER, 1, 4 },
    { "VERSION", "RFC 6891 6.1.3", "edns-version", PART_NUMBER, 1, 5 },
    { "Z", "RFC 6891 6.1.4", "edns-flag", PART_FLAGS, 2, 6 },
    { "RDLENGTH", "RFC 6891 6.1.2", NULL, PART_NUMBER, 2, 8 },
    { "options", "RFC 6891 6.1.2", NULL, PART_RDATA, 0, 10 },
};

struct drawing {
    const struct dns_message *message;
    const struct dns_record *record;
    const struct dns_names *names;
    struct figure *figure;
};

static uint32_t number_at(const uint8_t *octets, unsigned n)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < n; i++)
        number = number << 8 | octets[i];
    return number;
}

static void add_name(const struct drawing *drawing, const struct part_row *row)
{
    const struct dns_record *record = drawing->record;
    const size_t octets = record->name.end - record->offset;
    struct figure_cell *cell = add(drawing->figure, row->label, row->section, record->offset, 0, octets * 8);
    char text[NAME_TEXT_OCTETS];
    (void)dns_name_text(drawing->message->octets, drawing->message->n, record->offset, text);
    cell->varies = true;
    tell(cell, text);
}

/* Two octets and more are rows of their own, one octet is a half of one. */
static void add_number(const struct drawing *drawing, const struct part_row *row)
{
    const size_t at = drawing->record->name.end + row->at;
    struct figure_cell *cell = add(drawing->figure, row->label, row->section, at, 0, row->octets * (size_t)8);

    cell->registry = row->registry;
    cell->value = number_at(drawing->message->octets + at, row->octets);
    if (row->octets == 1 && row->at % 2 == 0) {
        cell->to = FIGURE_COLUMNS / 2 - 1;
        drawing->figure->rows--; /* the other half is beside it */
    } else if (row->octets == 1) {
        cell->from = FIGURE_COLUMNS / 2;
    }

    cell->rows = row->octets == 4 ? 2 : 1;
    drawing->figure->rows += cell->rows - 1;
    tell_number(cell, row->registry ? dns_name(drawing->names, row->registry, cell->value, NULL) : NULL);
}

/* The name says what multicast makes of the top bit. */
static void add_class(const struct drawing *drawing, const struct part_row *row)
{
    char text[CLASS_TEXT_OCTETS];
    const char *name = dns_class_text(drawing->message, drawing->record, drawing->names, text);
    add_number(drawing, row);
    tell_number(&drawing->figure->cells[drawing->figure->n - 1], text_prefix(name, "CLASS") ? NULL : name);
}

/* Flags with a name each have a cell; DO had one before there was a registry of them. What is left is Z. */
static void add_flags(const struct drawing *drawing, const struct part_row *row)
{
    const size_t at = drawing->record->name.end + row->at;
    const uint32_t word = number_at(drawing->message->octets + at, row->octets);
    const char *name = "DO";
    unsigned bit = 0;

    do {
        struct figure_cell *cell =
            add(drawing->figure, name, bit == 0 ? "RFC 3225 3" : row->section, at + bit / 8, bit % 8, 1);
        cell->from = cell->to = bit;
        cell->registry = row->registry;
        cell->value = word >> (15 - bit) & 1;
        tell_number(cell, NULL);
        name = dns_name(drawing->names, row->registry, ++bit, NULL);
    } while (name && bit < FLAGS_MOST);

    struct figure_cell *z = add(drawing->figure, row->label, row->section, at + bit / 8, bit % 8, 16 - bit);
    z->from = bit;
    z->value = word & ((1U << (16 - bit)) - 1);
    snprintf(z->text, sizeof z->text, "0x%04" PRIX32, z->value);
}

static void add_rdata(const struct drawing *drawing, const struct part_row *row)
{
    const struct dns_record *record = drawing->record;
    struct figure_cell *cell =
        add(drawing->figure, row->label, row->section, record->rdata, 0, (record->end - record->rdata) * 8);
    struct out out = out_to_memory();

    (void)rdata_text(drawing->message, record, dns_rdata_class(drawing->message, record), drawing->names,
                     &out, NULL, NULL);
    out_char(&out, '\0');
    cell->varies = true;
    tell(cell, out.octets);
    out_free(&out);
}

static void (*const adders[])(const struct drawing *, const struct part_row *) = {
    [PART_NAME] = add_name,   [PART_NUMBER] = add_number, [PART_CLASS] = add_class,
    [PART_FLAGS] = add_flags, [PART_RDATA] = add_rdata,
};

static const struct kind {
    const char *title, *section; /* section NULL: BCP 42's on records */
    const struct part_row *parts;
    size_t n;
} kinds[] = {
    { "Question", "RFC 1035 4.1.2", question_parts, sizeof question_parts / sizeof *question_parts },
    { "OPT", "RFC 6891 6.1.2", opt_parts, sizeof opt_parts / sizeof *opt_parts },
    { "Record", NULL, record_parts, sizeof record_parts / sizeof *record_parts },
};

void figure_record(const struct dns_message *message, const struct dns_record *record,
                   const struct dns_names *names, struct figure *figure)
{
    const struct drawing drawing = { message, record, names, figure };
    const struct kind *kind = &kinds[record->section == SECTION_QUESTION ? 0
                                     : record->type == TYPE_OPT          ? 1
                                                                         : 2];

    *figure = (struct figure){ .title = kind->title,
                               .section = kind->section ? kind->section
                                                        : bcp42_section(&message->rules, BCP42_RECORD) };
    for (size_t i = 0; i < kind->n; i++) {
        adders[kind->parts[i].part](&drawing, &kind->parts[i]);
        figure->rows++;
    }
}

const struct figure_cell *figure_cell_at(const struct figure *figure, size_t offset, unsigned bit)
{
    for (size_t i = 0; i < figure->n; i++) {
        const struct figure_cell *cell = &figure->cells[i];
        if (offset < cell->offset)
            continue;
        const size_t into = (offset - cell->offset) * 8 + bit;
        if (into >= cell->bit && into - cell->bit < cell->bits)
            return cell;
    }
    return NULL;
}
