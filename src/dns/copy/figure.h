#ifndef DNS_COPY_FIGURE_H
#define DNS_COPY_FIGURE_H

/* The drawings of the RFCs as data: rows of sixteen bits, cells in them. Who draws needs no more of the
 * message than this, and every cell knows the bits it was made of. */

#include "base/out.h"
#include "dns/message/message.h"

enum { FIGURE_COLUMNS = 16, FIGURE_CELLS = 24, FIGURE_TEXT = 512 };

struct figure_cell {
    unsigned row, rows;     /* the first, and how many: TTL has two; what has no fixed length has one */
    unsigned from, to;      /* columns, which are the bits of its rows as the RFC counts them: 0 to 15 */
    bool varies;            /* no fixed length: NAME, RDATA */
    const char *label;      /* as the RFC writes it: "OpCode"; under UPDATE "ZOCOUNT" */
    const char *section;    /* "RFC 1035 4.1.1" */
    const char *registry;   /* that names its values; NULL: none */
    size_t offset;          /* octet of the message in which it begins */
    unsigned bit;           /* in that octet, 0 the most significant */
    size_t bits;            /* of the message that it has; 0: NAME and RDATA without octets */
    size_t known;           /* how many of them are there, from the first */
    uint32_t value;         /* of fixed length; bits that are not there are 0 */
    char text[FIGURE_TEXT]; /* the value in words: "3 NXDomain"; what is too long ends in "..." */
};

struct figure {
    const char *title;   /* "Header", "Question", "Record", "OPT" */
    const char *section; /* of the drawing: "RFC 6891 6.1.2" */
    unsigned rows;
    struct figure_cell cells[FIGURE_CELLS]; /* by row, then column */
    size_t n;
};

/* RFC 1035 section 4.1.1, as RFC 6895 section 2 draws it; under UPDATE and DSO as RFC 2136 section 2.2 and
 * RFC 8490 section 5.4 do, with one Z. Of a header that is cut, every cell is there and `known` says how much
 * of it. */
void figure_header(const struct header *header, const struct header_rules *rules,
                   const struct dns_names *names, struct figure *figure);

/* A record as RFC 6895 section 3 draws it; a question has its first three cells, an OPT those of RFC 6891
 * sections 6.1.2 and 6.1.3, where each EDNS flag that has a name has a cell and Z is what is left. */
void figure_record(const struct dns_message *message, const struct dns_record *record,
                   const struct dns_names *names, struct figure *figure);

/* The cell that has the bit (0 the most significant) of the octet; NULL: none. */
const struct figure_cell *figure_cell_at(const struct figure *figure, size_t offset, unsigned bit);

/* The drawing in ASCII, 49 columns, as the RFCs print it: names over values, single bits for flags. A bit
 * that is not there is "_". Lines end in a newline. */
void figure_draw(const struct figure *figure, struct out *out);

#endif
