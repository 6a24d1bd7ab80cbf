#include "dns/header/compare.h"

/* One row for each field that is not simply the responder's own. */
static const struct reply {
    enum header_field_id field;
    enum header_reply reply;
    const char *section; /* NULL: the section of BCP 42 in force */
} replies[] = {
    { HEADER_ID, REPLY_COPIES, "RFC 1035 4.1.1" },
    { HEADER_QR, REPLY_TURNS, "RFC 1035 4.1.1" },
    { HEADER_OPCODE, REPLY_COPIES, "RFC 1035 4.1.1" },
    { HEADER_AA, REPLY_OWNS, NULL },
    { HEADER_RD, REPLY_COPIES, "RFC 1035 4.1.1" },
    { HEADER_RA, REPLY_OWNS, NULL },
    { HEADER_Z, REPLY_OWNS, NULL },
    { HEADER_AD, REPLY_OWNS, NULL },
    { HEADER_CD, REPLY_COPIES, "RFC 4035 3.2.2" },
};

static const struct reply *row_of(enum header_field_id field)
{
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
        if (replies[i].field == field)
            return &replies[i];
    return NULL;
}

enum header_reply header_reply_of(enum header_field_id field)
{
    const struct reply *row = row_of(field);
    return row ? row->reply : REPLY_SETS;
}

const char *header_reply_section(const struct header_rules *rules, enum header_field_id field)
{
    const struct reply *row = row_of(field);
    if (row && row->reply == REPLY_OWNS)
        return bcp42_section(rules, BCP42_HEADER);
    return row ? row->section : header_fields[field].section;
}

size_t header_differ(const struct header *one, const struct header *other, const struct dns_names *names,
                     const struct header_rules *rules, struct header_difference differences[HEADER_FIELDS])
{
    size_t n = 0;

    for (enum header_field_id id = HEADER_ID; id < HEADER_FIELDS; id++) {
        const struct header_field field = header_field_in(other, names, rules, id);
        const struct header_difference difference = {
            .field = id,
            .one_has = header_has(one, id),
            .other_has = header_has(other, id),
            .one = header_value(one, &field),
            .other = header_value(other, &field),
            .bits = (uint16_t)((header_value(one, &field) ^ header_value(other, &field)) << field.shift),
        };
        if (field.width == 0)
            continue;
        if (difference.bits || difference.one_has != difference.other_has)
            differences[n++] = difference;
    }

    return n;
}
