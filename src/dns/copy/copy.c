#include "dns/copy/copy.h"

#include "base/memory.h"
#include "dns/copy/copy_form.h"
#include "dns/copy/figure.h"

#include <string.h>

enum { C_OCTETS = 12 }; /* on a line */

/* ---- octets ---- */

static void write_hex(const struct copy_source *source, struct out *out)
{
    for (size_t i = 0; i < source->n; i++)
        out_format(out, "%02x", source->octets[i]);
    if (source->half)
        out_format(out, "%x", source->octets[source->n] >> 4);
}

/* Octet by octet: words of two would leave the order of their octets in doubt. */
static void write_blanks(const struct copy_source *source, struct out *out)
{
    for (size_t i = 0; i < source->n; i++)
        out_format(out, "%s%02x", i ? " " : "", source->octets[i]);
    if (source->half)
        out_format(out, "%s%x", source->n ? " " : "", source->octets[source->n] >> 4);
}

static void write_c(const struct copy_source *source, struct out *out)
{
    out_text(out, "static const unsigned char message[] = {\n");
    for (size_t i = 0; i < source->n; i++)
        out_format(out, "%s0x%02x,%s", i % C_OCTETS ? " " : "    ", source->octets[i],
                   i % C_OCTETS == C_OCTETS - 1 || i + 1 == source->n ? "\n" : "");
    if (source->half)
        out_format(out, "    /* and half an octet: %x */\n", source->octets[source->n] >> 4);
    out_text(out, "};\n");
}

/* ---- the header ---- */

static struct header header_in(const struct copy_source *source)
{
    const unsigned nibbles =
        source->n < HEADER_OCTETS ? (unsigned)source->n * 2 + source->half : HEADER_NIBBLES;
    return header_of_nibbles(source->octets, nibbles);
}

static void write_art(const struct copy_source *source, struct out *out)
{
    const struct header header = header_in(source);
    struct figure figure;
    figure_header(&header, &source->rules, source->names, &figure);
    figure_draw(&figure, out);
}

/* A bar would end the cell of the table. */
static void write_cell(struct out *out, const char *text)
{
    out_text(out, " ");
    for (; *text; text++) {
        if (*text == '|' || *text == '\\')
            out_char(out, '\\');
        out_char(out, *text);
    }
    out_text(out, " |");
}

static void write_markdown(const struct copy_source *source, struct out *out)
{
    const struct header header = header_in(source);
    struct figure figure;
    const struct figure_cell *cell = figure.cells;

    figure_header(&header, &source->rules, source->names, &figure);
    out_text(out, "| Field | Bits | Value | Says | Section |\n|---|---|---|---|---|\n");
    for (enum header_field_id id = HEADER_ID; id < HEADER_FIELDS; id++) {
        const struct header_field field = header_field_in(&header, source->names, &source->rules, id);
        const unsigned first = header_field_bit(&field);
        if (field.width == 0)
            continue;
        out_char(out, '|');
        write_cell(out, cell->label);
        if (field.width == 1)
            out_format(out, " %u |", first);
        else
            out_format(out, " %u-%u |", first, first + field.width - 1);
        write_cell(out, cell->known < cell->bits ? "not there" : cell->text);
        if (id < HEADER_QDCOUNT)
            write_cell(out, field.means);
        else
            out_format(out, " entries in %s |", header_section_name(&header, id));
        write_cell(out, cell->section);
        out_char(out, '\n');
        cell++;
    }
}

const struct copy_form copy_forms[] = {
    { "hex", "hex", "the octets, nothing between", true, write_hex },
    { "blanks", "hex with blanks", "the octets, a blank between", true, write_blanks },
    { "c", "C", "an array of unsigned char", true, write_c },
    { "dig", "dig", "the command that sends this query", false, copy_dig },
    { "dnspython", "dnspython", "lines of Python that make this message", false, copy_dnspython },
    { "art", "drawing", "the header as the RFC draws it", false, write_art },
    { "markdown", "Markdown", "a table of the header's fields", false, write_markdown },
};
const size_t n_copy_forms = sizeof copy_forms / sizeof *copy_forms;

const struct copy_form *copy_form_called(const char *id)
{
    for (size_t i = 0; i < n_copy_forms; i++)
        if (strcmp(copy_forms[i].id, id) == 0)
            return &copy_forms[i];
    return NULL;
}

void copy_write(const struct copy_form *form, const struct copy_source *source, struct out *out)
{
    struct copy_source bounded = *source;
    if (bounded.n > COPY_OCTETS_MOST) {
        bounded.n = COPY_OCTETS_MOST;
        bounded.half = 0;
    }
    form->write(&bounded, out);
}
