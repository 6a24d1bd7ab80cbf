#include "dns/rdata/rdata.h"

#include "dns/rdata/rdata_kinds.h"

/* RFC 1035 has A for the Internet only, and CHAOS has an A of its own (RFC 1034 section 3.6; BIND and
 * dnspython agree on its form). */
static const struct rdata_type chaos_a = {
    1, false, "RFC 1034 3.6", { { "DOMAIN", &kind_name, NULL }, { "ADDRESS", &kind_octal16, NULL } }
};

const struct rdata_type *rdata_type_of(uint16_t type, uint16_t class)
{
    size_t low = 0, high = n_rdata_types;
    if (class == CLASS_CH && type == chaos_a.type)
        return &chaos_a;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (rdata_types[middle].type < type)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == n_rdata_types || rdata_types[low].type != type)
        return NULL;

    return rdata_types[low].internet_only && class != CLASS_IN ? NULL : &rdata_types[low];
}

/* ---- records ---- */

static struct rdata_reader reader_of(const struct dns_message *message, const struct dns_record *record)
{
    const size_t end = record->rdata + record->rdlength;
    return (struct rdata_reader){ .octets = message->octets,
                                  .at = record->rdata,
                                  .end = end < message->n ? end : message->n,
                                  .between = " ",
                                  .request = dns_field(message, HEADER_QR) == 0 };
}

/* RFC 2136 sections 2.4 and 2.5: what exists, does not, or is deleted is said without RDATA. */
static bool is_empty_update(const struct dns_message *message, const struct dns_record *record)
{
    return record->rdlength == 0 && (record->class == CLASS_ANY || record->class == CLASS_NONE) &&
           dns_field(message, HEADER_OPCODE) == OPCODE_UPDATE;
}

static bool is_whole(const struct dns_message *message, const struct dns_record *record)
{
    return record->rdata <= message->n && record->rdlength <= message->n - record->rdata;
}

bool rdata_text(const struct dns_message *message, const struct dns_record *record, uint16_t class,
                const struct dns_names *names, struct out *out, struct rdata_part *parts, size_t *n_parts)
{
    const struct rdata_type *type = rdata_type_of(record->type, class);
    struct rdata_reader look = reader_of(message, record), write = look, generic = look;
    const bool memory = out->fd < 0;
    const size_t begun = out->len;

    if (n_parts)
        *n_parts = 0;
    if (is_empty_update(message, record))
        return true;

    write.names = names;
    write.out = out;

    /* in memory, letters are taken back; for a file it is looked at before a letter is written */
    if (type && is_whole(message, record) && (memory || rdata_read_fields(&look, type->fields))) {
        write.parts = parts;
        if (rdata_read_fields(&write, type->fields)) {
            if (n_parts)
                *n_parts = write.n_parts;
            return true;
        }
        out->len = begun;
    }

    generic.names = names;
    generic.out = out;
    (void)kind_anything.read(&generic, &kind_anything);
    return false;
}

void rdata_judge(const struct dns_message *message, const struct dns_record *record, uint16_t class,
                 struct dns_findings *findings)
{
    const struct rdata_type *type = rdata_type_of(record->type, class);
    struct rdata_reader reader = reader_of(message, record);
    if (!type || record->section == SECTION_QUESTION || is_empty_update(message, record) ||
        !is_whole(message, record))
        return;

    reader.findings = findings;
    reader.section = type->section;
    if (!rdata_read_fields(&reader, type->fields))
        dns_find(findings, reader.trouble_at, reader.rule, DNS_ERROR, type->section,
                 "RDATA does not fit its type: %s: %s", reader.field->name, reader.trouble);
}
