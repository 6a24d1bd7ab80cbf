/* The figures of RFC 6895 sections 2 and 3, RFC 1035 4.1.2 and RFC 6891 6.1.2, 6.1.3, filled by hand. */
#include "dns/copy/figure.h"
#include "dns/judge/message_judge.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NUMBERS                                                                                              \
    "                                1  1  1  1  1  1\n"                                                     \
    "  0  1  2  3  4  5  6  7  8  9  0  1  2  3  4  5\n"
#define BORDER "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"

static const struct header_rules today = { .ad_in_queries = true };

static void assert_drawn(const struct figure *figure, const char *expected)
{
    struct out out = out_to_memory();
    figure_draw(figure, &out);
    out_char(&out, '\0');
    assert_string_equal(out.octets, expected);
    out_free(&out);
}

/* "label row+rows from-to offset.bit bits/known value text" */
static void assert_cell(const struct figure *figure, size_t i, const char *expected)
{
    const struct figure_cell *cell = &figure->cells[i];
    char text[FIGURE_TEXT + 256];
    assert_true(i < figure->n);
    snprintf(text, sizeof text, "%s %u+%u %u-%u %zu.%u %zu/%zu %lu %s", cell->label, cell->row, cell->rows,
             cell->from, cell->to, cell->offset, cell->bit, cell->known, cell->bits,
             (unsigned long)cell->value, cell->text);
    assert_string_equal(text, expected);
}

static struct figure header_figure(const char *hex, unsigned nibbles)
{
    size_t n;
    uint8_t *octets = octets_of(hex, &n);
    const struct header header = header_of_nibbles(octets, nibbles);
    struct figure figure;
    figure_header(&header, &today, &few_names, &figure);
    free(octets);
    return figure;
}

static void the_header_is_drawn(void **state)
{
    static const char *const cells[HEADER_FIELDS] = {
        "ID 0+1 0-15 0.0 16/16 1026 0x0402",
        "QR 1+1 0-0 2.0 1/1 1 1 response",
        "OpCode 1+1 1-4 2.1 4/4 0 0 Query",
        "AA 1+1 5-5 2.5 1/1 1 1",
        "TC 1+1 6-6 2.6 1/1 0 0",
        "RD 1+1 7-7 2.7 1/1 1 1",
        "RA 1+1 8-8 3.0 1/1 1 1",
        "Z 1+1 9-9 3.1 1/1 0 0",
        "AD 1+1 10-10 3.2 1/1 0 0",
        "CD 1+1 11-11 3.3 1/1 0 0",
        "RCODE 1+1 12-15 3.4 4/4 3 3 NXDomain",
        "QDCOUNT 2+1 0-15 4.0 16/16 1 1",
        "ANCOUNT 3+1 0-15 6.0 16/16 0 0",
        "NSCOUNT 4+1 0-15 8.0 16/16 1 1",
        "ARCOUNT 5+1 0-15 10.0 16/16 65535 65535",
    };
    const struct figure figure = header_figure("0402 8583 0001 0000 0001 ffff", 24);
    (void)state;
    assert_int_equal(figure.n, HEADER_FIELDS);
    assert_int_equal(figure.rows, 6);
    assert_string_equal(figure.section, "RFC 6895 2");
    for (size_t i = 0; i < HEADER_FIELDS; i++)
        assert_cell(&figure, i, cells[i]);
    assert_drawn(&figure, NUMBERS BORDER "|                   ID 0x0402                   |\n" BORDER
                                         "|QR|   OpCode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |\n"
                                         "| 1| 0  0  0  0| 1| 0| 1| 1| 0| 0| 0| 0  0  1  1|\n" BORDER
                                         "|                   QDCOUNT 1                   |\n" BORDER
                                         "|                   ANCOUNT 0                   |\n" BORDER
                                         "|                   NSCOUNT 1                   |\n" BORDER
                                         "|                 ARCOUNT 65535                 |\n" BORDER);
}

/* Three octets and a half: what is not there is drawn as "_" and has no value in words. */
static void a_cut_header_is_drawn(void **state)
{
    const struct figure figure = header_figure("0402 0090", 7);

    (void)state;
    assert_cell(&figure, HEADER_OPCODE, "OpCode 1+1 1-4 2.1 4/4 0 0 Query");
    assert_cell(&figure, HEADER_CD, "CD 1+1 11-11 3.3 1/1 1 1");
    assert_cell(&figure, HEADER_RCODE, "RCODE 1+1 12-15 3.4 0/4 0 ");
    assert_cell(&figure, HEADER_QDCOUNT, "QDCOUNT 2+1 0-15 4.0 0/16 0 0x____");
    assert_drawn(&figure, NUMBERS BORDER "|                   ID 0x0402                   |\n" BORDER
                                         "|QR|   OpCode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |\n"
                                         "| 0| 0  0  0  0| 0| 0| 0| 1| 0| 0| 1| _  _  _  _|\n" BORDER
                                         "|                 QDCOUNT 0x____                |\n" BORDER
                                         "|                 ANCOUNT 0x____                |\n" BORDER
                                         "|                 NSCOUNT 0x____                |\n" BORDER
                                         "|                 ARCOUNT 0x____                |\n" BORDER);

    const struct figure half = header_figure("12", 1);
    assert_cell(&half, HEADER_ID, "ID 0+1 0-15 0.0 4/16 4096 0x1___");
    const struct figure opcode = header_figure("0000d8", 5);
    assert_cell(&opcode, HEADER_OPCODE,
                "OpCode 1+1 1-4 2.1 3/4 10 "); /* its last bit is in the next nibble */
}

/* RFC 2136 section 2.2 and RFC 8490 section 5.4; of a Z that is cut the bits that are there. */
static void a_long_z_is_drawn(void **state)
{
    const struct figure update = header_figure("0402 2d80 0001 0000 0001 0000", 24);
    const struct figure dso = header_figure("0402 b000", 7), cut = header_figure("0402 2d", 6);

    (void)state;
    assert_int_equal(update.n, HEADER_FIELDS - 6);
    assert_cell(&update, 3, "Z 1+1 5-11 2.5 7/7 88 0x58");
    assert_string_equal(update.cells[3].section, "RFC 2136 2.2");
    assert_cell(&update, 4, "RCODE 1+1 12-15 3.4 4/4 0 0 NoError");
    assert_drawn(&update, NUMBERS BORDER "|                   ID 0x0402                   |\n" BORDER
                                         "|QR|   OpCode  |          Z         |   RCODE   |\n"
                                         "| 0| 0  1  0  1| 1  0  1  1  0  0  0| 0  0  0  0|\n" BORDER
                                         "|                   ZOCOUNT 1                   |\n" BORDER
                                         "|                   PRCOUNT 0                   |\n" BORDER
                                         "|                   UPCOUNT 1                   |\n" BORDER
                                         "|                   ARCOUNT 0                   |\n" BORDER);
    assert_ptr_equal(figure_cell_at(&update, 3, 3), &update.cells[3]);
    assert_cell(&dso, 3, "Z 1+1 5-11 2.5 7/7 0 0x00");
    assert_string_equal(dso.cells[3].section, "RFC 8490 5.4");
    assert_cell(&cut, 3, "Z 1+1 5-11 2.5 3/7 80 ");
}

struct read {
    uint8_t *octets;
    struct dns_message message;
};

static struct figure record_figure(struct read *read, const char *hex, size_t record,
                                   const struct dns_names *names)
{
    struct figure figure;
    size_t n;
    read->octets = octets_of(hex, &n);
    dns_message_read(read->octets, n, names, &today, &read->message);
    assert_true(record < read->message.n_records);
    figure_record(&read->message, &read->message.records[record], names, &figure);
    return figure;
}

static void done(struct read *read)
{
    dns_message_free(&read->message);
    free(read->octets);
}

static void a_question_is_drawn(void **state)
{
    struct read read = { 0 };
    const struct figure figure =
        record_figure(&read, "0001 0100 0001 0000 0000 0000 01 61 00 001c 0003", 0, &few_names);

    (void)state;
    assert_string_equal(figure.title, "Question");
    assert_string_equal(figure.section, "RFC 1035 4.1.2");
    assert_int_equal(figure.n, 3);
    assert_int_equal(figure.rows, 3);
    assert_true(figure.cells[0].varies);
    assert_cell(&figure, 0, "QNAME 0+1 0-15 12.0 24/24 0 a.");
    assert_cell(&figure, 1, "QTYPE 1+1 0-15 15.0 16/16 28 28 AAAA");
    assert_cell(&figure, 2, "QCLASS 2+1 0-15 17.0 16/16 3 3 CH");
    assert_drawn(&figure, NUMBERS BORDER "/                    QNAME a.                   /\n" BORDER
                                         "|                 QTYPE 28 AAAA                 |\n" BORDER
                                         "|                  QCLASS 3 CH                  |\n" BORDER);
    done(&read);
}

static void a_record_is_drawn(void **state)
{
    struct read read = { 0 };
    const struct figure figure = record_figure(&read,
                                               "0001 8400 0001 0001 0000 0000 01 61 00 0001 0001 "
                                               "c00c 0001 0005 00015180 0004 c0000201",
                                               1, &few_names);

    (void)state;
    assert_string_equal(figure.title, "Record");
    assert_string_equal(figure.section, "RFC 6895 3");
    assert_int_equal(figure.n, 6);
    assert_int_equal(figure.rows, 7);
    assert_cell(&figure, 0, "NAME 0+1 0-15 19.0 16/16 0 a.");
    assert_cell(&figure, 1, "TYPE 1+1 0-15 21.0 16/16 1 1 A");
    assert_cell(&figure, 2, "CLASS 2+1 0-15 23.0 16/16 5 5");
    assert_cell(&figure, 3, "TTL 3+2 0-15 25.0 32/32 86400 86400");
    assert_cell(&figure, 4, "RDLENGTH 5+1 0-15 29.0 16/16 4 4");
    assert_cell(&figure, 5, "RDATA 6+1 0-15 31.0 32/32 0 \\# 4 c0000201"); /* A is of IN and CH alone */
    assert_drawn(&figure, NUMBERS BORDER "/                    NAME a.                    /\n" BORDER
                                         "|                    TYPE 1 A                   |\n" BORDER
                                         "|                    CLASS 5                    |\n" BORDER
                                         "|                   TTL 86400                   |\n"
                                         "|                                               |\n" BORDER
                                         "|                   RDLENGTH 4                  |\n" BORDER
                                         "/              RDATA \\# 4 c0000201              /\n" BORDER);
    done(&read);
}

#define OPT_MESSAGE "0001 8000 0000 0000 0000 0001 00 0029 04d0 01 00 c041 0004 0064 0000"

static void an_opt_is_drawn(void **state)
{
    struct read read = { 0 };
    const struct figure figure = record_figure(&read, OPT_MESSAGE, 0, &few_names);

    (void)state;
    assert_string_equal(figure.title, "OPT");
    assert_int_equal(figure.n, 11);
    assert_int_equal(figure.rows, 7);
    assert_cell(&figure, 0, "NAME 0+1 0-15 12.0 8/8 0 .");
    assert_cell(&figure, 1, "TYPE 1+1 0-15 13.0 16/16 41 41 OPT");
    assert_cell(&figure, 2, "UDP size 2+1 0-15 15.0 16/16 1232 1232");
    assert_cell(&figure, 3, "EXTENDED-RCODE 3+1 0-7 17.0 8/8 1 1");
    assert_cell(&figure, 4, "VERSION 3+1 8-15 18.0 8/8 0 0");
    assert_cell(&figure, 5, "DO 4+1 0-0 19.0 1/1 1 1");
    assert_cell(&figure, 6, "CO 4+1 1-1 19.1 1/1 1 1");
    assert_cell(&figure, 7, "DE 4+1 2-2 19.2 1/1 0 0");
    assert_cell(&figure, 8, "Z 4+1 3-15 19.3 13/13 65 0x0041");
    assert_cell(&figure, 9, "RDLENGTH 5+1 0-15 21.0 16/16 4 4");
    assert_cell(&figure, 10, "options 6+1 0-15 23.0 32/32 0 option 100: empty");
    assert_drawn(&figure, NUMBERS BORDER "/                     NAME .                    /\n" BORDER
                                         "|                  TYPE 41 OPT                  |\n" BORDER
                                         "|                 UDP size 1232                 |\n" BORDER
                                         "|     EXTENDED-RCODE    |        VERSION        |\n"
                                         "|           1           |           0           |\n" BORDER
                                         "|DO|CO|DE|                   Z                  |\n"
                                         "| 1| 1| 0|                0x0041                |\n" BORDER
                                         "|                   RDLENGTH 4                  |\n" BORDER
                                         "/           options option 100: empty           /\n" BORDER);
    done(&read);
}

static const char *no_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    (void)context;
    (void)registry;
    (void)code;
    (void)in;
    return NULL;
}

#define LONG                                                                                                 \
    "a name of a code that is much longer than the columns of the drawing of anything, \xC3\xA9t\xC3\xA9, "  \
    "and "                                                                                                   \
    "then as long again as it was before it began to be too long, "

static const char *any_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    static const char *const registries[] = { "edns-flag", "opcode", "rcode", "rrtype", "class" };
    (void)context;
    (void)code;
    (void)in;
    for (size_t i = 0; i < sizeof registries / sizeof *registries; i++)
        if (strcmp(registries[i], registry) == 0)
            return LONG LONG LONG LONG "and longer than the room that a cell has for its text in words";
    return NULL;
}

/* An edition without EDNS flags leaves DO, as RFC 6891 draws it; names of any length keep their room. */
static void names_make_the_flags(void **state)
{
    static const struct dns_names none = { no_name, NULL }, any = { any_name, NULL };
    struct read read = { 0 }, other = { 0 };
    const struct figure old = record_figure(&read, OPT_MESSAGE, 0, &none);
    const struct figure full = record_figure(&other, OPT_MESSAGE, 0, &any);
    struct out out = out_to_memory();

    (void)state;
    assert_int_equal(old.n, 9);
    assert_cell(&old, 5, "DO 4+1 0-0 19.0 1/1 1 1");
    assert_cell(&old, 6, "Z 4+1 1-15 19.1 15/15 16449 0x4041");
    assert_int_equal(full.n, 16); /* eight flags at most */
    assert_true(full.n <= FIGURE_CELLS);
    assert_int_equal(strlen(full.cells[1].text) < FIGURE_TEXT, 1);
    assert_string_equal(full.cells[1].text + strlen(full.cells[1].text) - 3, "...");
    figure_draw(&full, &out);
    for (size_t i = 0, column = 0, line = 0; i < out.len; i++) {
        if (out.octets[i] == '\n') {
            assert_int_equal(column, line++ < 2 ? 48 : 49); /* two lines of numbers */
            column = 0;
        } else if ((out.octets[i] & 0xC0) != 0x80) {
            column++;
        }
    }

    out_free(&out);
    done(&read);
    done(&other);
}

/* Each bit of the octets that a figure covers is of one cell, in its order; none outside. */
static void each_bit_finds_its_cell(void **state)
{
    struct read read = { 0 };
    const struct figure header = header_figure("0402 8583 0001 0000 0001 ffff", 24);
    const struct figure opt = record_figure(&read, OPT_MESSAGE, 0, &few_names);

    const struct figure *const figures[] = { &header, &opt };
    const size_t first[] = { 0, 12 }, behind[] = { 12, 27 };
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        size_t bit = first[f] * 8;
        for (size_t i = 0; i < figures[f]->n; i++)
            for (size_t k = 0; k < figures[f]->cells[i].bits; k++, bit++)
                assert_ptr_equal(figure_cell_at(figures[f], bit / 8, bit % 8), &figures[f]->cells[i]);
        assert_int_equal(bit, behind[f] * 8);
        assert_null(figure_cell_at(figures[f], behind[f], 0));
    }

    assert_null(figure_cell_at(&opt, 11, 7));
    done(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_is_drawn),  cmocka_unit_test(a_cut_header_is_drawn),
        cmocka_unit_test(a_long_z_is_drawn),    cmocka_unit_test(a_question_is_drawn),
        cmocka_unit_test(a_record_is_drawn),    cmocka_unit_test(an_opt_is_drawn),
        cmocka_unit_test(names_make_the_flags), cmocka_unit_test(each_bit_finds_its_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
