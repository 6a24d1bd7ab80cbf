/* The header's table of bit fields against words written by hand, every flags word there and back, headers
 * that are not whole, and what is doubted in a header. */
#include "dns/header/header.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct header_rules today = { .ad_in_queries = true };

static struct header of_flags(unsigned id, unsigned flags)
{
    const uint8_t octets[12] = { (uint8_t)(id >> 8), (uint8_t)id, (uint8_t)(flags >> 8), (uint8_t)flags };
    return header_of(octets, sizeof octets);
}

static const char *opcode_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    static const char *const names[] = { "Query", "IQuery", "Status", NULL, "Notify", "Update", "DSO" };
    (void)context;
    (void)in;
    return strcmp(registry, "opcode") == 0 && code < 7 ? names[code] : NULL;
}
static const struct dns_names names = { opcode_name, NULL };

static const char *older_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    return code < 6 ? opcode_name(context, registry, code, in) : NULL;
}
static const struct dns_names no_dso = { older_name, NULL };

/* RFC 6895 section 2's figure, bit by bit from the left. */
static void each_bit_is_of_its_field(void **state)
{
    static const struct {
        unsigned word;
        enum header_field_id field;
        unsigned value;
    } bits[16] = {
        { 0x8000, HEADER_QR, 1 },     { 0x4000, HEADER_OPCODE, 8 }, { 0x2000, HEADER_OPCODE, 4 },
        { 0x1000, HEADER_OPCODE, 2 }, { 0x0800, HEADER_OPCODE, 1 }, { 0x0400, HEADER_AA, 1 },
        { 0x0200, HEADER_TC, 1 },     { 0x0100, HEADER_RD, 1 },     { 0x0080, HEADER_RA, 1 },
        { 0x0040, HEADER_Z, 1 },      { 0x0020, HEADER_AD, 1 },     { 0x0010, HEADER_CD, 1 },
        { 0x0008, HEADER_RCODE, 8 },  { 0x0004, HEADER_RCODE, 4 },  { 0x0002, HEADER_RCODE, 2 },
        { 0x0001, HEADER_RCODE, 1 },
    };

    (void)state;
    for (size_t i = 0; i < 16; i++) {
        struct header header = of_flags(0, bits[i].word);
        for (unsigned field = 0; field < HEADER_FIELDS; field++)
            assert_int_equal(header_get(&header, field), field == bits[i].field ? bits[i].value : 0);
    }
}

static void the_other_words_are_in_their_order(void **state)
{
    static const uint8_t octets[] = { 0x12, 0x34, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0xFF };
    struct header header = header_of(octets, sizeof octets);

    (void)state;
    assert_int_equal(header.nibbles, 24);
    assert_int_equal(header_get(&header, HEADER_ID), 0x1234);
    assert_int_equal(header_get(&header, HEADER_QDCOUNT), 1);
    assert_int_equal(header_get(&header, HEADER_ANCOUNT), 2);
    assert_int_equal(header_get(&header, HEADER_NSCOUNT), 3);
    assert_int_equal(header_get(&header, HEADER_ARCOUNT), 4);
}

/* By shifts written here, not by the table. */
static void every_flags_word_goes_there_and_back(void **state)
{
    (void)state;
    for (unsigned word = 0; word <= 0xFFFF; word++) {
        struct header header = of_flags(0xBEEF, word), built = { 0 };
        uint8_t octets[HEADER_OCTETS];
        if (header_get(&header, HEADER_QR) != word >> 15 ||
            header_get(&header, HEADER_OPCODE) != (word >> 11 & 15) ||
            header_get(&header, HEADER_AA) != (word >> 10 & 1) ||
            header_get(&header, HEADER_TC) != (word >> 9 & 1) ||
            header_get(&header, HEADER_RD) != (word >> 8 & 1) ||
            header_get(&header, HEADER_RA) != (word >> 7 & 1) ||
            header_get(&header, HEADER_Z) != (word >> 6 & 1) ||
            header_get(&header, HEADER_AD) != (word >> 5 & 1) ||
            header_get(&header, HEADER_CD) != (word >> 4 & 1) ||
            header_get(&header, HEADER_RCODE) != (word & 15))
            fail_msg("0x%04X is read wrong", word);
        for (unsigned field = HEADER_QR; field <= HEADER_RCODE; field++)
            assert_true(header_set(&built, field, header_get(&header, field)));
        (void)header_octets(&built, octets);
        if ((unsigned)(octets[2] << 8 | octets[3]) != word)
            fail_msg("0x%04X is written wrong", word);
    }
}

static void a_value_must_fit_its_field(void **state)
{
    struct header header = of_flags(0, 0x8583);

    (void)state;
    assert_false(header_set(&header, HEADER_RCODE, 16));
    assert_false(header_set(&header, HEADER_AA, 2));
    assert_false(header_set(&header, HEADER_QDCOUNT, 0x10000));
    assert_int_equal(header.word[1], 0x8583);
    assert_true(header_set(&header, HEADER_RCODE, 15));
    assert_int_equal(header.word[1], 0x858F);
}

/* How many nibbles a field needs, by hand. */
static void a_header_may_end_anywhere(void **state)
{
    static const unsigned needed[HEADER_FIELDS] = { 4, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 12, 16, 20, 24 };
    uint8_t octets[HEADER_OCTETS], back[HEADER_OCTETS];

    (void)state;
    memset(octets, 0xFF, sizeof octets);
    for (unsigned nibbles = 0; nibbles <= HEADER_NIBBLES; nibbles++) {
        struct header header = header_of_nibbles(octets, nibbles);
        assert_int_equal(header.nibbles, nibbles);
        for (unsigned field = 0; field < HEADER_FIELDS; field++)
            assert_int_equal(header_has(&header, field), nibbles >= needed[field]);
        assert_int_equal(header_octets(&header, back), nibbles / 2);
        for (unsigned i = 0; i < HEADER_NIBBLES; i++)
            assert_int_equal(back[i / 2] >> (i % 2 ? 0 : 4) & 0xF, i < nibbles ? 0xF : 0);
    }

    {
        struct header header = header_of(octets, 3);
        assert_int_equal(header.nibbles, 6);
        assert_true(header_set(&header, HEADER_RCODE, 2));
        assert_int_equal(header.nibbles, 8);
    }
}

static void fields_are_called_by_all_their_names(void **state)
{
    static const struct {
        const char *name;
        enum header_field_id field;
    } calls[] = {
        { "QR", HEADER_QR },           { "opcode", HEADER_OPCODE },   { "OpCode", HEADER_OPCODE },
        { "ZOCOUNT", HEADER_QDCOUNT }, { "prcount", HEADER_ANCOUNT }, { "UpCount", HEADER_NSCOUNT },
        { "adcount", HEADER_ARCOUNT }, { "arcount", HEADER_ARCOUNT }, { "id", HEADER_ID },
    };
    struct header update = of_flags(0, 0x2800), query = of_flags(0, 0);
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        assert_ptr_equal(header_field_called(calls[i].name), &header_fields[calls[i].field]);
    assert_null(header_field_called("mbz"));
    assert_string_equal(header_count_name(&update, HEADER_QDCOUNT), "ZOCOUNT");
    assert_string_equal(header_count_name(&update, HEADER_NSCOUNT), "UPCOUNT");
    assert_string_equal(header_count_name(&query, HEADER_NSCOUNT), "NSCOUNT");
    assert_string_equal(header_section_name(&update, HEADER_ANCOUNT), "Prerequisite");
    assert_string_equal(header_section_name(&query, HEADER_ANCOUNT), "Answer");
}

/* Under each OpCode the fields follow each other from bit 0 to bit 95; one Z of seven bits only under UPDATE
 * and DSO (RFC 2136 section 2.2, RFC 8490 section 5.4), where the OpCode has a name, and not in multicast. */
static void fields_follow_the_opcode(void **state)
{
    static const struct {
        const struct dns_names *names;
        struct header_rules rules;
        unsigned nibbles;
        uint16_t long_z; /* the OpCodes that have it */
    } rows[] = {
        { &names, { .ad_in_queries = true }, 24, 1 << 5 | 1 << 6 },
        { NULL, { .ad_in_queries = true }, 24, 1 << 5 | 1 << 6 },
        { &names, { .multicast = true }, 24, 0 },
        { &no_dso, { .bcp42 = BCP42_RFC6195 }, 24, 1 << 5 },
        { &names, { .ad_in_queries = true }, 5, 0 }, /* the OpCode's last bit is not there */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (unsigned opcode = 0; opcode < 16; opcode++) {
            struct header header = of_flags(0, opcode << 11 | 0x0580);
            const bool long_z = rows[i].long_z >> opcode & 1;
            unsigned bit = 0, n = 0;
            header.nibbles = rows[i].nibbles;
            for (enum header_field_id id = HEADER_ID; id < HEADER_FIELDS; id++) {
                const struct header_field field = header_field_in(&header, rows[i].names, &rows[i].rules, id);
                if (field.width == 0)
                    continue;
                assert_int_equal(header_field_bit(&field), bit);
                bit += field.width;
                n++;
                if (id == HEADER_Z)
                    assert_int_equal(header_value(&header, &field), long_z ? 0x58 : 0);
                if (id == HEADER_Z && long_z)
                    assert_string_equal(field.section, opcode == 5 ? "RFC 2136 2.2" : "RFC 8490 5.4");
            }
            assert_int_equal(bit, 96);
            assert_int_equal(n, long_z ? HEADER_FIELDS - 6 : HEADER_FIELDS);
            assert_int_equal(header_has_long_z(&header, rows[i].names, &rows[i].rules), long_z);
        }
}

/* One header a line: its octets, under which rules, and the findings it must have, in their order. */
static const struct judged {
    const char *what;
    uint8_t octets[12];
    bool multicast, old;
    const char *rules; /* parted by blanks */
} judged[] = {
    { "query", { 0, 1, 0x01, 0x10, 0, 1 }, false, false, "" },
    { "AD in a query today", { 0, 1, 0x01, 0x20, 0, 1 }, false, false, "" },
    { "AD in a query before RFC 6895", { 0, 1, 0x01, 0x20, 0, 1 }, false, true, "flag-direction" },
    { "AA in a query", { 0, 1, 0x05, 0x00, 0, 1 }, false, false, "flag-direction" },
    { "TC and RA in a query", { 0, 1, 0x02, 0x80, 0, 1 }, false, false, "flag-direction flag-direction" },
    { "Z in a query", { 0, 1, 0x01, 0x40, 0, 1 }, false, false, "z-set" },
    { "RCODE in a query", { 0, 1, 0x01, 0x03, 0, 1 }, false, false, "rcode-in-query" },
    { "response", { 0, 1, 0x87, 0xB3, 0, 1, 0, 1 }, false, false, "" },
    { "two questions", { 0, 1, 0x01, 0x00, 0, 2 }, false, false, "question-count" },
    { "two questions in a response", { 0, 1, 0x80, 0x00, 0, 2 }, false, false, "question-count" },
    { "two questions by multicast", { 0, 0, 0x02, 0x00, 0, 2 }, true, false, "" },
    { "RD by multicast", { 0, 0, 0x01, 0x00, 0, 1 }, true, false, "flag-direction" },
    { "OpCode by multicast", { 0, 0, 0x20, 0x00, 0, 1 }, true, false, "mdns-opcode" },
    { "RCODE and ID by multicast", { 0, 1, 0x84, 0x03, 0, 0, 0, 1 }, true, false, "mdns-id mdns-rcode" },
    { "NOTIFY with AA", { 0, 1, 0x24, 0x00, 0, 1 }, false, false, "" },
    { "NOTIFY with RD", { 0, 1, 0x25, 0x00, 0, 1 }, false, false, "flag-direction" },
    { "NOTIFY response with AA", { 0, 1, 0xA4, 0x00, 0, 1 }, false, false, "" },
    { "UPDATE", { 0, 1, 0x28, 0x00, 0, 1 }, false, false, "" },
    { "UPDATE with RD", { 0, 1, 0x29, 0x00, 0, 1 }, false, false, "long-z-set" },
    { "UPDATE with Z", { 0, 1, 0x28, 0x40, 0, 1 }, false, false, "long-z-set" },
    { "UPDATE with RCODE", { 0, 1, 0x28, 0x05, 0, 1 }, false, false, "rcode-in-query" },
    { "UPDATE of two zones", { 0, 1, 0x28, 0x00, 0, 2 }, false, false, "zone-count" },
    { "UPDATE response without its zone", { 0, 1, 0xA8, 0x05 }, false, false, "" },
    { "DSO", { 0, 1, 0x30, 0x00 }, false, false, "" },
    { "DSO unidirectional", { 0, 0, 0x30, 0x00 }, false, false, "" },
    { "DSO response with ID 0", { 0, 0, 0xB0, 0x00 }, false, false, "dso-id" },
    { "DSO with RD and a question", { 0, 1, 0x31, 0x00, 0, 1 }, false, false, "long-z-set dso-count" },
    { "DSO response DSOTYPENI", { 0, 1, 0xB0, 0x0B }, false, false, "" },
    { "Status", { 0, 1, 0x10, 0x00 }, false, false, "opcode-unspecified" },
    { "IQuery", { 0, 1, 0x08, 0x00, 0, 0, 0, 1 }, false, false, "opcode-obsolete" },
    { "IQuery with a question",
      { 0, 1, 0x08, 0x00, 0, 1 },
      false,
      false,
      "opcode-obsolete iquery-count iquery-count" },
    { "OpCode 15", { 0, 1, 0x7F, 0x20, 0, 1 }, false, false, "opcode-unassigned" },
    { "OpCode 15 with Z", { 0, 1, 0x79, 0x40, 0, 1 }, false, false, "opcode-unassigned z-set" },
};

static void each_doubt_has_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
        const struct header_rules rules = { .ad_in_queries = !judged[i].old,
                                            .multicast = judged[i].multicast };
        struct header header = header_of(judged[i].octets, 12);
        struct dns_findings findings = { .n = 0 };
        char found[256] = "";
        size_t used = 0;
        header_judge(&header, &names, &rules, &findings);
        for (size_t k = 0; k < findings.n; k++) {
            assert_non_null(findings.at[k].section);
            assert_true(findings.at[k].offset < 12);
            used += (size_t)snprintf(found + used, sizeof found - used, "%s%s", k ? " " : "",
                                     findings.at[k].rule);
        }
        if (strcmp(found, judged[i].rules) != 0)
            fail_msg("%s: found \"%s\", expected \"%s\"", judged[i].what, found, judged[i].rules);
    }
}

/* Two questions: an error, in the words of its direction; a warning where multicast may be the reason. */
static void two_questions_are_doubted_by_what_they_may_be(void **state)
{
    static const struct {
        unsigned id, flags;
        enum dns_severity severity;
        const char *text;
    } cases[] = {
        { 1, 0x0100, DNS_ERROR, "QDCOUNT is 2: a server answers FormErr" },
        { 1, 0x8100, DNS_ERROR, "QDCOUNT is 2: a response has at most the one question that was asked" },
        { 0, 0x0000, DNS_WARNING, "QDCOUNT is 2: a server answers FormErr; if mDNS, there may be many" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dns_findings findings = { .n = 0 };
        struct header header = of_flags(cases[i].id, cases[i].flags);
        assert_true(header_set(&header, HEADER_QDCOUNT, 2));
        header_judge(&header, &names, &today, &findings);
        assert_int_equal(findings.n, 1);
        assert_int_equal(findings.at[0].severity, cases[i].severity);
        assert_string_equal(findings.at[0].text, cases[i].text);
    }
}

static void an_rcode_in_a_request_cites_its_opcode(void **state)
{
    static const struct {
        unsigned flags;
        const char *section;
    } cases[] = { { 0x0001, "RFC 1035 4.1.1" }, { 0x2801, "RFC 2136 2.2" }, { 0x3001, "RFC 8490 5.4" } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dns_findings findings = { .n = 0 };
        struct header header = of_flags(1, cases[i].flags);
        assert_true(header_set(&header, HEADER_QDCOUNT, i < 2));
        header_judge(&header, &names, &today, &findings);
        assert_int_equal(findings.n, 1);
        assert_string_equal(findings.at[0].section, cases[i].section);
    }
}

static void sections_follow_the_edition(void **state)
{
    static const struct {
        const char *edition;
        bool ad_in_queries;
        const char *z, *opcode, *rcode, *ad, *ad_in_query;
    } editions[] = {
        { "rfc2929", false, "RFC 2929 2.1", "RFC 2929 2.2", "RFC 2929 2.3", "RFC 2535 6.1", "RFC 2535 6.1" },
        { "rfc5395", false, "RFC 5395 2.1", "RFC 5395 2.2", "RFC 5395 2.3", "RFC 4035 3.1.6",
          "RFC 4035 4.6" },
        { "rfc6195", false, "RFC 6195 2.1", "RFC 6195 2.2", "RFC 6195 2.3", "RFC 4035 3.1.6",
          "RFC 4035 4.6" },
        { "rfc6895", true, "RFC 6895 2.1", "RFC 6895 2.2", "RFC 6895 2.3", "RFC 4035 3.1.6", NULL },
        { "iana", true, "RFC 6895 2.1", "RFC 6895 2.2", "RFC 6895 2.3", "RFC 4035 3.1.6", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        const struct header_rules rules = header_rules_of(editions[i].edition);
        const struct header odd = of_flags(1, 0x7840), query = of_flags(1, 0x0020);
        struct dns_findings findings = { .n = 0 };
        assert_int_equal(rules.ad_in_queries, editions[i].ad_in_queries);
        assert_string_equal(header_field_section(HEADER_Z, &rules), editions[i].z);
        assert_string_equal(header_field_section(HEADER_OPCODE, &rules), editions[i].opcode);
        assert_string_equal(header_field_section(HEADER_RCODE, &rules), editions[i].rcode);
        assert_string_equal(header_field_section(HEADER_AD, &rules), editions[i].ad);
        assert_string_equal(header_field_section(HEADER_AA, &rules), "RFC 1035 4.1.1");
        header_judge(&odd, &names, &rules, &findings);
        assert_int_equal(findings.n, 2);
        assert_string_equal(findings.at[0].section, editions[i].opcode);
        assert_string_equal(findings.at[1].section, editions[i].z);
        dns_findings_clear(&findings);
        header_judge(&query, &names, &rules, &findings);
        assert_int_equal(findings.n, editions[i].ad_in_query ? 1 : 0);
        if (editions[i].ad_in_query)
            assert_string_equal(findings.at[0].section, editions[i].ad_in_query);
    }
}

static void a_cut_header_is_judged_as_far_as_it_goes(void **state)
{
    static const uint8_t octets[] = { 0, 1, 0x2F };
    struct dns_findings findings = { .n = 0 };
    struct header header = header_of(octets, 1);

    (void)state;
    header_judge(&header, &names, &today, &findings);
    assert_int_equal(findings.n, 0);
    header = header_of(octets, 3); /* UPDATE; ZOCOUNT is not there, so that it is 0 is not said */
    header_judge(&header, &names, &today, &findings);
    assert_int_equal(findings.n, 0); /* and its Z is not whole */
    header = header_of((const uint8_t[]){ 0, 1, 0x2F, 0x10 }, 4);
    header_judge(&header, &names, &today, &findings);
    assert_int_equal(findings.n, 1);
    assert_string_equal(findings.at[0].rule, "long-z-set");
}

static void masks_say_what_they_touch(void **state)
{
    static const struct {
        unsigned mask;
        const char *parts, *rules;
    } masks[] = {
        { 0x8000, "QR:1", "" },
        { 0x7800, "OpCode:f", "" },
        { 0x000F, "RCODE:f", "" },
        { 0x0080, "RA:1", "mask-swapped" },
        { 0x0F00, "OpCode:1 AA:1 TC:1 RD:1", "mask-cuts mask-several mask-swapped" },
        { 0x0007, "RCODE:7", "mask-cuts" },
        { 0x0000, "", "mask-empty" },
        { 0xFFFF, "QR:1 OpCode:f AA:1 TC:1 RD:1 RA:1 Z:1 AD:1 CD:1 RCODE:f", "mask-several" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        struct mask_part parts[MASK_PARTS];
        struct dns_findings findings = { .n = 0 };
        char said[256] = "", found[256] = "";
        size_t n = mask_parts((uint16_t)masks[i].mask, parts), used = 0;
        for (size_t k = 0; k < n; k++)
            used += (size_t)snprintf(said + used, sizeof said - used, "%s%s:%x", k ? " " : "",
                                     parts[k].field->name, parts[k].covers);
        mask_judge((uint16_t)masks[i].mask, &findings);
        used = 0;
        for (size_t k = 0; k < findings.n; k++)
            used += (size_t)snprintf(found + used, sizeof found - used, "%s%s", k ? " " : "",
                                     findings.at[k].rule);
        assert_string_equal(said, masks[i].parts);
        assert_string_equal(found, masks[i].rules);
    }
}

static void findings_beyond_the_last_are_counted(void **state)
{
    struct dns_findings findings = { .n = 0 };

    (void)state;
    for (unsigned i = 0; i < 70; i++)
        dns_find(&findings, i, "rule", DNS_WARNING, "RFC 1035", "number %u", i);
    assert_int_equal(findings.n, 64);
    assert_int_equal(findings.more, 6);
    assert_int_equal(findings.found[DNS_WARNING], 70);
    assert_string_equal(findings.at[63].text, "number 63");

    /* an error takes the room of the last warning, and what is no graver takes none */
    dns_find(&findings, 70, "rule", DNS_ERROR, "RFC 1035", "an error");
    dns_find(&findings, 71, "rule", DNS_INFO, "RFC 1035", "a note");
    assert_int_equal(findings.n, 64);
    assert_int_equal(findings.more, 8);
    assert_int_equal(findings.found[DNS_ERROR], 1);
    assert_string_equal(findings.at[62].text, "number 62");
    assert_string_equal(findings.at[63].text, "an error");
    dns_findings_clear(&findings);
    assert_int_equal(findings.n + findings.more + findings.found[DNS_ERROR] + findings.found[DNS_WARNING], 0);
    dns_find(NULL, 0, "rule", DNS_INFO, "RFC 1035", "not wanted");
}

static void notes_of_one_rule_fold(void **state)
{
    struct dns_findings findings = { .n = 0 };

    (void)state;
    for (unsigned i = 0; i < 64; i++) {
        dns_find(&findings, 12 + i, "one", DNS_INFO, "RFC 1035", "note %u", i);
        if (i == 32)
            dns_find(&findings, 99, "other", DNS_INFO, "RFC 1035", "another");
    }

    for (unsigned i = 0; i < 5; i++) /* of the header: each is of a field of its own */
        dns_find(&findings, 3, "one", DNS_INFO, "RFC 1035", "flag %u", i);
    assert_int_equal(findings.n, 9);
    assert_int_equal(findings.more, 61);
    assert_int_equal(findings.found[DNS_INFO], 70);
    assert_string_equal(findings.at[1].text, "note 1");
    assert_string_equal(findings.at[2].text, "note 2; and 61 more");
    assert_string_equal(findings.at[3].text, "another");
    assert_string_equal(findings.at[8].text, "flag 4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_bit_is_of_its_field),
        cmocka_unit_test(the_other_words_are_in_their_order),
        cmocka_unit_test(every_flags_word_goes_there_and_back),
        cmocka_unit_test(a_value_must_fit_its_field),
        cmocka_unit_test(a_header_may_end_anywhere),
        cmocka_unit_test(fields_are_called_by_all_their_names),
        cmocka_unit_test(fields_follow_the_opcode),
        cmocka_unit_test(each_doubt_has_its_line),
        cmocka_unit_test(two_questions_are_doubted_by_what_they_may_be),
        cmocka_unit_test(an_rcode_in_a_request_cites_its_opcode),
        cmocka_unit_test(sections_follow_the_edition),
        cmocka_unit_test(a_cut_header_is_judged_as_far_as_it_goes),
        cmocka_unit_test(masks_say_what_they_touch),
        cmocka_unit_test(findings_beyond_the_last_are_counted),
        cmocka_unit_test(notes_of_one_rule_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
