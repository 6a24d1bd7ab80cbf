/* RDATA of every type and every way not to fit: tests/dns/rdata.tsv, whose texts are the RFCs' own examples,
 * written by hand. In its octets C00C points to the name example. */
#include "base/memory.h"
#include "dns/rdata/rdata.h"
#include "support/real.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HEADER = 12, NAME = 9, RDATA = HEADER + NAME, LINE = 4096 };

/* Literal, so that no fault of the shipped registries is hidden here. */
static const char *literal_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    static const struct {
        const char *registry;
        uint64_t code;
        const char *in, *name;
    } names[] = {
        { "rrtype", 1, NULL, "A" },
        { "rrtype", 2, NULL, "NS" },
        { "rrtype", 6, NULL, "SOA" },
        { "rrtype", 15, NULL, "MX" },
        { "rrtype", 28, NULL, "AAAA" },
        { "rrtype", 30, NULL, "NXT" },
        { "rrtype", 46, NULL, "RRSIG" },
        { "rrtype", 47, NULL, "NSEC" },
        { "rrtype", 48, NULL, "DNSKEY" },
        { "rrtype", 51, NULL, "NSEC3PARAM" },
        { "rrtype", 59, NULL, "CDS" },
        { "rrtype", 255, NULL, "*" },
        { "cert-type", 1, NULL, "PKIX" },
        { "dsync", 1, NULL, "NOTIFY" },
        { "svcb-param", 0, NULL, "mandatory" },
        { "svcb-param", 1, NULL, "alpn" },
        { "svcb-param", 2, NULL, "no-default-alpn" },
        { "svcb-param", 3, NULL, "port" },
        { "svcb-param", 4, NULL, "ipv4hint" },
        { "svcb-param", 5, NULL, "ech" },
        { "svcb-param", 6, NULL, "ipv6hint" },
        { "svcb-param", 7, NULL, "dohpath" },
        { "svcb-param", 8, NULL, "ohttp" },
        { "rcode", 0, NULL, "NOERROR" },
        { "rcode", 16, "tsig", "BADSIG" },
        { "rcode", 19, "tkey", "BADMODE" },
        { "edns-option", 3, NULL, "NSID" },
        { "edns-option", 8, NULL, "edns-client-subnet" },
        { "edns-option", 10, NULL, "COOKIE" },
    };

    (void)context;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code && strcmp(names[i].registry, registry) == 0 &&
            (!names[i].in || (in && strcmp(names[i].in, in) == 0)))
            return names[i].name;
    return NULL;
}
static const struct dns_names literal_names = { literal_name, NULL };

/* ---- a record of its own in a message ---- */

struct given {
    uint8_t *octets; /* of the exact length, for the sanitizer */
    struct dns_message message;
    struct dns_record record;
};

static struct given give(uint16_t type, uint16_t class, const uint8_t *rdata, size_t n, unsigned flags)
{
    static const uint8_t name[NAME] = "\7example";
    struct given given = { .octets = malloc(RDATA + n) };

    assert_non_null(given.octets);
    memset(given.octets, 0, HEADER);
    given.octets[2] = (uint8_t)(flags >> 8);
    given.octets[3] = (uint8_t)flags;
    memcpy(given.octets + HEADER, name, NAME);
    if (n > 0)
        memcpy(given.octets + RDATA, rdata, n);
    given.message = (struct dns_message){ .octets = given.octets, .n = RDATA + n };
    given.message.header = header_of(given.octets, HEADER);
    given.record = (struct dns_record){ .section = SECTION_ANSWER,
                                        .type = type,
                                        .class = class,
                                        .rdlength = (uint16_t)n,
                                        .rdata = RDATA,
                                        .end = RDATA + n };

    return given;
}

static size_t unhex(const char *hex, uint8_t *octets)
{
    const size_t n = strlen(hex) / 2;

    for (size_t i = 0; i < n; i++) {
        const char two[] = { hex[2 * i], hex[2 * i + 1], 0 };
        char *end;
        octets[i] = (uint8_t)strtoul(two, &end, 16);
        assert_true(*end == 0);
    }
    return n;
}

/* "rdata-misfit@3 error, ...": rule, octet of the RDATA, severity; "-" for none. */
static void findings_text(const struct dns_findings *findings, char *text, size_t size)
{
    size_t at = 0;

    snprintf(text, size, "-");
    for (size_t i = 0; i < findings->n; i++) {
        const struct dns_finding *finding = &findings->at[i];
        const size_t octet = finding->offset - RDATA;
        assert_true(strlen(finding->text) > 10 && finding->text[strlen(finding->text) - 1] != '.');
        assert_true(finding->section && *finding->section);
        at += (size_t)snprintf(text + at, size - at, "%s%s@%zu %s", i ? ", " : "", finding->rule, octet,
                               dns_severity_word(finding->severity));
    }
}

/* The parts lie in the RDATA in their order, and what is told of their text lies in the text. */
static void check_parts(const struct given *given, const struct out *out, const struct rdata_part *parts,
                        size_t n)
{
    assert_true(n <= RDATA_PARTS);
    for (size_t i = 0; i < n; i++) {
        assert_true(parts[i].name && *parts[i].name);
        assert_in_range(parts[i].offset, given->record.rdata, given->record.end);
        assert_in_range(parts[i].length, 0, given->record.end - parts[i].offset);
        assert_in_range(parts[i].text, 0, out->len);
        assert_in_range(parts[i].text_length, 0, out->len - parts[i].text);
    }
}

struct sample {
    uint16_t type, class;
    const char *octets, *text, *findings;
};

/* Cuts the line at its tabs; the columns may be empty. */
static struct sample sample_of(char *line)
{
    char *column[5];

    for (unsigned i = 0; i < 5; i++) {
        char *end = strpbrk(line, "\t\n");
        assert_non_null(end);
        *end = 0;
        column[i] = line;
        line = end + 1;
    }

    return (struct sample){ .type = (uint16_t)strtoul(column[0], NULL, 10),
                            .class = (uint16_t)strtoul(column[1], NULL, 10),
                            .octets = column[2],
                            .text = column[3],
                            .findings = column[4] };
}

static bool same(const struct sample *row, const char *what, const char *expected)
{
    if (strcmp(what, expected) != 0)
        print_error("TYPE%u %s:\n  is   %s\n  want %s\n", row->type, row->octets, what, expected);
    return strcmp(what, expected) == 0;
}

/* What the row fails in; *fits: it is not in the generic form. */
static unsigned try_row(const struct sample *row, bool *fits)
{
    char found[512];
    uint8_t octets[1024];
    struct rdata_part parts[RDATA_PARTS];
    struct dns_findings *findings = memory_take(sizeof *findings);
    struct out out = out_to_memory();
    size_t n_parts;
    const size_t n = strcmp(row->octets, "-") == 0 ? 0 : unhex(row->octets, octets);
    struct given given = give(row->type, row->class, octets, n, 0x8400);
    unsigned faults = 0;

    *fits = rdata_text(&given.message, &given.record, row->class, &literal_names, &out, parts, &n_parts);
    check_parts(&given, &out, parts, n_parts);
    assert_true(*fits || n_parts == 0);
    out_char(&out, 0);
    faults += same(row, out.octets, row->text) ? 0 : 1;
    rdata_judge(&given.message, &given.record, row->class, findings);
    findings_text(findings, found, sizeof found);
    faults += same(row, found, row->findings) ? 0 : 1;
    /* what does not fit says so, and what fits is no error; one bad option does not spoil an OPT, nor a
     * compressed name its RDATA */
    if (rdata_type_of(row->type, row->class) && !strstr(found, "option-misfit") &&
        !strstr(found, "rdata-compressed") && !strstr(found, "name-header"))
        assert_int_equal(*fits, !strstr(found, " error"));
    free(given.octets);
    free(findings);
    out_free(&out);
    return faults;
}

static void texts_and_findings(void **state)
{
    static const char *const path = DNSREG_SOURCE "/tests/dns/rdata.tsv";
    static bool is_shown[65536];
    char line[LINE];
    unsigned faults = 0;
    FILE *file = fopen(path, "r");
    (void)state;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file)); /* the heads */
    while (fgets(line, sizeof line, file)) {
        const struct sample row = sample_of(line);
        bool fits;
        faults += try_row(&row, &fits);
        is_shown[row.type] |= fits;
    }

    (void)fclose(file);
    for (size_t i = 0; i < n_rdata_types; i++)
        if (!is_shown[rdata_types[i].type]) {
            print_error("no row shows TYPE%u\n", rdata_types[i].type);
            faults++;
        }
    assert_int_equal(faults, 0);
}

/* ---- the table ---- */

static bool has_format(const struct assignment *a)
{
    for (size_t i = 0; i < a->n_references; i++)
        if (strcmp(a->references[i].kind, "rfc") == 0)
            return true;
    return false;
}

/* Types whose RFC gives them no RDATA: NXNAME stands in type bit maps alone (RFC 9824), 251 to 255 in
 * questions alone. */
static bool has_no_rdata(uint64_t code)
{
    return code == 128 || (code >= 251 && code <= 255);
}

static void every_type_with_an_rfc_has_a_row(void **state)
{
    const struct table *types = real_table("iana", "rrtype");
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < types->n_assignments; i++) {
        const struct assignment *a = &types->assignments[i];
        if (!a->mnemonic || !has_format(a) || has_no_rdata(a->low))
            continue;
        if (!rdata_type_of((uint16_t)a->low, 1))
            fail_msg("no row for %s", a->mnemonic);
        n++;
    }
    assert_true(n > 70);
}

/* A of CHAOS is told in RFC 1034 alone; RFC 1035 has A for the Internet. */
static void an_address_is_of_its_class(void **state)
{
    (void)state;
    assert_string_equal(rdata_type_of(1, 1)->section, "RFC 1035 3.4.1");
    assert_string_equal(rdata_type_of(1, 3)->section, "RFC 1034 3.6");
}

static void rows_are_sorted_and_name_registries(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_rdata_types; i++) {
        if (i > 0)
            assert_true(rdata_types[i - 1].type < rdata_types[i].type);
        for (size_t k = 0; k < RDATA_FIELDS && rdata_types[i].fields[k].kind; k++)
            if (rdata_types[i].fields[k].registry)
                assert_non_null(real_table("iana", rdata_types[i].fields[k].registry));
    }
}

/* ---- parts ---- */

static void parts_of(uint16_t type, const char *hex, const char *expected)
{
    uint8_t octets[256];
    char text[1024] = "";
    struct rdata_part parts[RDATA_PARTS];
    struct out out = out_to_memory();
    size_t n_parts, at = 0;
    const size_t n = unhex(hex, octets);
    struct given given = give(type, 1, octets, n, 0x8400);

    out_text(&out, "before");
    assert_true(rdata_text(&given.message, &given.record, 1, &literal_names, &out, parts, &n_parts));
    for (size_t i = 0; i < n_parts; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s %zu+%zu '%.*s'", i ? ", " : "",
                               parts[i].name, parts[i].offset - RDATA, parts[i].length,
                               (int)parts[i].text_length, out.octets + strlen("before") + parts[i].text);
        if (parts[i].registry)
            at += (size_t)snprintf(text + at, sizeof text - at, " %s %llu", parts[i].registry,
                                   (unsigned long long)parts[i].code);
    }

    assert_string_equal(text, expected);
    free(given.octets);
    out_free(&out);
}

static void fields_and_where_their_text_is(void **state)
{
    (void)state;
    parts_of(15, "000ac00c", "PREFERENCE 0+2 '10', EXCHANGE 2+2 'example.'");
    parts_of(16, "0161016200", "TXT-DATA 0+2 '\"a\"', TXT-DATA 2+2 '\"b\"', TXT-DATA 4+1 '\"\"'");
    parts_of(43, "00010d02ff",
             "key tag 0+2 '1', algorithm 2+1 '13' dnssec-alg 13, digest type 3+1 '2' ds-digest 2, "
             "digest 4+1 'ff'");
    parts_of(55, "0102000141ff00",
             "HIT length 0+1 '', PK algorithm 1+1 '2' ipseckey-alg 2, PK length 2+2 '', "
             "HIT 4+1 '41', public key 5+1 '/w==', rendezvous server 6+1 '.'");
    parts_of(64, "00010000010003026832000300020035",
             "SvcPriority 0+2 '1', TargetName 2+1 '.', SvcParams 3+7 'alpn=h2' svcb-param 1, "
             "SvcParams 10+6 'port=53' svcb-param 3");
    parts_of(49, "00020163",
             "DHCID 0+4 'AAIBYw==' dhcid-id 2, identifier type code 0+2 '' dhcid-id 2, "
             "digest type code 2+1 '' dhcid-digest 1");
    parts_of(62,
             "0000004200030001"
             "60",
             "SOA serial 0+4 '66', flags 4+2 '3' csync-flag 3, type bit map 6+3 'A NS'");
}

/* ---- records that are more than their octets ---- */

static void updates_without_rdata(void **state)
{
    static const struct {
        uint16_t class;
        unsigned flags;
        const char *text;
        bool fits;
    } rows[] = { { 255, 0x2800, "", true },
                 { 254, 0x2800, "", true },
                 { 1, 0x2800, "\\# 0", false },
                 { 255, 0x0000, "\\# 0", false } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct given given = give(1, rows[i].class, NULL, 0, rows[i].flags);
        struct dns_findings findings = { .n = 0 };
        struct out out = out_to_memory();
        assert_int_equal(rdata_text(&given.message, &given.record, 1, NULL, &out, NULL, NULL), rows[i].fits);
        out_char(&out, 0);
        assert_string_equal(out.octets, rows[i].text);
        rdata_judge(&given.message, &given.record, 1, &findings);
        assert_int_equal(findings.n, rows[i].fits ? 0 : 1);
        free(given.octets);
        out_free(&out);
    }
}

/* RDLENGTH promises more than the message has. */
static void rdata_that_the_message_cuts(void **state)
{
    static const uint8_t octets[] = { 10, 0, 0, 1 };
    struct given given = give(1, 1, octets, sizeof octets, 0x8400);
    struct out out = out_to_memory();

    (void)state;
    given.record.rdlength = 5;
    assert_false(rdata_text(&given.message, &given.record, 1, NULL, &out, NULL, NULL));
    out_char(&out, 0);
    assert_string_equal(out.octets, "\\# 4 0a000001");
    free(given.octets);
    out_free(&out);
}

/* No registry, no mnemonic: the forms that say the number. */
static void without_names(void **state)
{
    static const struct {
        uint16_t type;
        const char *octets, *text;
    } rows[] = { { 46, "00010d020000000100000000000000000001000a",
                   "TYPE1 13 2 1 19700101000000 19700101000000 1 . Cg==" },
                 { 64, "000100000300020035", "1 . key3=53" },
                 { 37, "000100010001", "1 1 0 AQ==" } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t octets[64];
        struct out out = out_to_memory();
        struct given given = give(rows[i].type, 1, octets, unhex(rows[i].octets, octets), 0x8400);
        assert_true(rdata_text(&given.message, &given.record, 1, NULL, &out, NULL, NULL));
        out_char(&out, 0);
        assert_string_equal(out.octets, rows[i].text);
        free(given.octets);
        out_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_findings),
        cmocka_unit_test(every_type_with_an_rfc_has_a_row),
        cmocka_unit_test(an_address_is_of_its_class),
        cmocka_unit_test(rows_are_sorted_and_name_registries),
        cmocka_unit_test(fields_and_where_their_text_is),
        cmocka_unit_test(updates_without_rdata),
        cmocka_unit_test(rdata_that_the_message_cuts),
        cmocka_unit_test(without_names),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
