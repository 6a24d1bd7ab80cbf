#include "dns/message/message.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { QUESTION_FIXED = 4, RECORD_FIXED = 10, OPTION_FIXED = 4 };

static uint16_t word_at(const uint8_t *octets, size_t at)
{
    return (uint16_t)(octets[at] << 8 | octets[at + 1]);
}

static uint32_t long_at(const uint8_t *octets, size_t at)
{
    return (uint32_t)word_at(octets, at) << 16 | word_at(octets, at + 2);
}

enum header_field_id dns_section_count(enum dns_section section)
{
    static const enum header_field_id fields[SECTIONS] = {
        [SECTION_QUESTION] = HEADER_QDCOUNT,
        [SECTION_ANSWER] = HEADER_ANCOUNT,
        [SECTION_AUTHORITY] = HEADER_NSCOUNT,
        [SECTION_ADDITIONAL] = HEADER_ARCOUNT,
    };

    return fields[section];
}

/* ---- the walk ---- */

static bool stop(struct dns_walk *walk, size_t at)
{
    walk->stopped = true;
    walk->stopped_at = at;
    return false;
}

static const struct name_trouble_row {
    const char *rule, *section, *text;
} name_troubles[] = {
    [NAME_CUT] = { "name-cut", "RFC 1035 3.1", "the octets end inside a name" },
    [NAME_FORWARD] = { "name-forward", "RFC 1035 4.1.4",
                       "a compression pointer leads to itself or forward, not to a prior name" },
    [NAME_LOOP] = { "name-loop", "RFC 1035 4.1.4",
                    "compression pointers that come back, or too many of them" },
    [NAME_LABEL] = { "name-label", "RFC 6891 5", "a label type that nobody uses: its length is not known" },
    [NAME_LONG] = { "name-long", "RFC 1035 2.3.4", "a name of more than 255 octets" },
};

static void find_name(struct dns_walk *walk, const struct dns_wire_name *name)
{
    const struct name_trouble_row *row = &name_troubles[name->trouble];

    if (name->trouble != NAME_FINE)
        dns_find(walk->findings, name->trouble_at, row->rule, DNS_ERROR, row->section, "%s", row->text);
    if (name->header_at >= name->offset) /* else it was said of the name that it leads to */
        dns_find(walk->findings, name->header_at, "name-header", DNS_ERROR, "RFC 1035 4.1.4",
                 "a compression pointer leads into the header, where no name is");

    if (name->bits)
        dns_find(walk->findings, name->offset, "name-bits", DNS_INFO, "RFC 6891 5",
                 "a bit-string label: historic, and hardly any server reads it");
}

struct dns_walk dns_walk_begin(const uint8_t *octets, size_t n, struct dns_findings *findings)
{
    struct dns_walk walk = { .octets = octets,
                             .n = n,
                             .offset = HEADER_OCTETS,
                             .findings = findings,
                             .header = header_of(octets, n) };

    if (n < HEADER_OCTETS) {
        dns_find(findings, n, "header-cut", DNS_ERROR, "RFC 1035 4.1.1",
                 "the octets end inside the header: %zu of %d", n, HEADER_OCTETS);
        walk.offset = n;
        (void)stop(&walk, n);
    }
    return walk;
}

/* The octets end where a record should begin. */
static bool stop_short(struct dns_walk *walk, unsigned count)
{
    const enum header_field_id field = dns_section_count(walk->section);
    dns_find(walk->findings, walk->n, "counts-lie",
             header_get(&walk->header, HEADER_TC) ? DNS_WARNING : DNS_ERROR, "RFC 1035 4.1.1",
             "%s is %u, and the octets end when %u are read", header_count_name(&walk->header, field), count,
             walk->index);
    return stop(walk, walk->n);
}

static bool stop_cut(struct dns_walk *walk, const char *what)
{
    dns_find(walk->findings, walk->n, "record-cut", DNS_ERROR, "RFC 1035 4.1.3",
             "the octets end inside the %s that begins at %zu", what, walk->offset);
    return stop(walk, walk->n);
}

static bool read_record(struct dns_walk *walk, struct dns_record *record)
{
    const uint8_t *octets = walk->octets;
    const size_t at = record->name.end, left = walk->n - at;

    if (walk->section == SECTION_QUESTION) {
        if (left < QUESTION_FIXED)
            return stop_cut(walk, "question");
        record->ttl = 0;
        record->rdlength = 0;
        record->rdata = record->end = at + QUESTION_FIXED;
    } else {
        if (left < RECORD_FIXED)
            return stop_cut(walk, "record");
        record->ttl = long_at(octets, at + 4);
        record->rdlength = word_at(octets, at + 8);
        record->rdata = at + RECORD_FIXED;
        record->end = record->rdata + record->rdlength;
    }

    record->type = word_at(octets, at);
    record->class = word_at(octets, at + 2);
    if (record->end <= walk->n)
        return true;

    dns_find(walk->findings, at + 8, "rdlength", DNS_ERROR, "RFC 1035 3.2.1",
             "RDLENGTH is %u, and %zu octets are left", record->rdlength, walk->n - record->rdata);
    return stop(walk, record->rdata);
}

bool dns_walk_next(struct dns_walk *walk, struct dns_record *record)
{
    unsigned count;
    if (walk->stopped || walk->complete)
        return false;

    while (walk->index >= (count = walk->header.word[2 + walk->section])) {
        walk->index = 0;
        if (walk->section == SECTION_ADDITIONAL) {
            walk->complete = true;
            return false;
        }
        walk->section++;
    }
    if (walk->offset >= walk->n)
        return stop_short(walk, count);

    record->section = walk->section;
    record->index = walk->index;
    record->offset = walk->offset;
    record->name = dns_name_read(walk->octets, walk->n, walk->offset);
    find_name(walk, &record->name);
    if (record->name.trouble != NAME_FINE && !record->name.ends)
        return stop(walk, record->name.trouble_at);
    if (!read_record(walk, record))
        return false;

    walk->offset = record->end;
    walk->index++;
    return true;
}

/* ---- OPT ---- */

void dns_edns_of(const struct dns_record *record, struct dns_edns *edns)
{
    *edns = (struct dns_edns){
        .offset = record->offset,
        .udp_size = record->class,
        .rcode_high = (uint8_t)(record->ttl >> 24),
        .version = (uint8_t)(record->ttl >> 16),
        .flags = (uint16_t)record->ttl,
        .options = record->rdata,
        .options_end = record->end,
    };
}

bool dns_option_next(const uint8_t *octets, const struct dns_edns *edns, size_t *at,
                     struct dns_option *option)
{
    if (edns->options_end - *at < OPTION_FIXED)
        return false;

    option->offset = *at;
    option->code = word_at(octets, *at);
    option->length = word_at(octets, *at + 2);
    option->data = *at + OPTION_FIXED;
    if (option->length > edns->options_end - option->data)
        return false;
    *at = option->data + option->length;
    return true;
}

/* ---- TSIG and TKEY ---- */

/* The offset of the error field, which stands behind an algorithm name and what differs between the two.
 * False: the RDATA ends before it. */
static bool error_of(const struct dns_message *message, const struct dns_record *record,
                     struct dns_error_field *error)
{
    enum { TSIG_TO_MAC_SIZE = 8, TSIG_BEHIND_MAC = 2, TKEY_TO_ERROR = 10 };
    const struct dns_wire_name algorithm = dns_name_read(message->octets, record->end, record->rdata);
    size_t at = algorithm.end;
    if (!algorithm.ends)
        return false;

    if (record->type == TYPE_TKEY) {
        at += TKEY_TO_ERROR;
    } else {
        at += TSIG_TO_MAC_SIZE;
        if (at + 2 > record->end)
            return false;
        at += (size_t)2 + word_at(message->octets, at) + TSIG_BEHIND_MAC;
    }
    if (at + 2 > record->end)
        return false;
    *error = (struct dns_error_field){ true, at, word_at(message->octets, at) };

    return true;
}

/* ---- the whole message ---- */

static void note_special(struct dns_message *message, const struct dns_record *record)
{
    if (record->section == SECTION_QUESTION)
        return;
    if (record->type == TYPE_OPT && record->section == SECTION_ADDITIONAL && !message->has_edns) {
        message->has_edns = true;
        dns_edns_of(record, &message->edns);
    } else if (record->type == TYPE_TSIG && !message->tsig.there) {
        (void)error_of(message, record, &message->tsig);
    } else if (record->type == TYPE_TKEY && !message->tkey.there) {
        (void)error_of(message, record, &message->tkey);
    }
}

static void join_rcode(struct dns_message *message)
{
    const unsigned low = dns_field(message, HEADER_RCODE);
    const bool no_more =
        header_has(&message->header, HEADER_ARCOUNT) && dns_field(message, HEADER_ARCOUNT) == 0;
    message->has_rcode = message->has_edns || message->complete || no_more;
    message->rcode = (uint16_t)(low | (message->has_edns ? (unsigned)message->edns.rcode_high << 4 : 0));
}

/* In the room that earlier messages left. */
static void begin_reading(struct dns_message *message, const uint8_t *octets, size_t n,
                          const struct header_rules *rules)
{
    message->octets = octets;
    message->n = n;
    message->rules = *rules;
    message->n_records = 0;
    message->has_edns = false;
    message->tsig.there = message->tkey.there = false;
    dns_findings_clear(&message->findings);
}

void dns_message_walk(const uint8_t *octets, size_t n, const struct header_rules *rules,
                      struct dns_message *message)
{
    struct dns_record record;

    begin_reading(message, octets, n, rules);
    struct dns_walk walk = dns_walk_begin(octets, n, &message->findings);
    message->header = walk.header;
    while (dns_walk_next(&walk, &record)) {
        if (message->n_records == message->capacity)
            message->records = array_grow(message->records, &message->capacity, message->n_records + 1,
                                          sizeof *message->records);
        message->records[message->n_records++] = record;
        note_special(message, &record);
    }

    message->complete = walk.complete;
    message->stopped = walk.stopped;
    message->stopped_at = walk.stopped_at;
    message->end = walk.offset;
    join_rcode(message);
}

void dns_message_free(struct dns_message *message)
{
    free(message->records);
    memset(message, 0, sizeof *message);
}

const struct dns_record *dns_question(const struct dns_message *message)
{
    return message->n_records > 0 && message->records[0].section == SECTION_QUESTION ? message->records
                                                                                     : NULL;
}

bool dns_option_find(const struct dns_message *message, uint16_t code, struct dns_option *option)
{
    size_t at = message->edns.options;
    while (message->has_edns && dns_option_next(message->octets, &message->edns, &at, option))
        if (option->code == code)
            return true;
    return false;
}

bool dns_message_is_sound(const struct dns_message *message)
{
    return message->complete && message->findings.found[DNS_ERROR] == 0;
}

const char *dns_rcode_context(const struct dns_message *message)
{
    enum { NOTAUTH = 9, HEADER_MOST = 15 };

    if (message->has_edns && message->rcode > HEADER_MOST)
        return "opt";
    if (message->rcode == NOTAUTH && message->tsig.there && message->tsig.code != 0)
        return "header+tsig-error";
    return "header";
}
