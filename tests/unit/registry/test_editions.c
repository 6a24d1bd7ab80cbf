/* What is shipped, edition by edition. The widths, edges and counts here are copied by hand from the
 * documents, and the tiling is checked by counting codes, not by the code that makes the rows. */
#include "support/real.h"

#include "registry/count.h"
#include "registry/tile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The last code of each registry whose rows tile a space (RFC field widths). */
static const struct space {
    const char *registry;
    uint64_t last;
} spaces[] = {
    { "header", 15 },
    { "opcode", 15 },
    { "rcode", 65535 },
    { "rrtype", 65535 },
    { "class", 65535 },
    { "afsdb", 65535 },
    { "label", 255 },
    { "edns-option", 65535 },
    { "edns-flag", 15 },
    { "edns-version", 255 },
    { "ede", 65535 },
    { "ede-sub", 255 },
    { "zoneversion", 255 },
    { "dso", 65535 },
    { "svcb-param", 65535 },
    { "doq-error", 4611686018427387903 },
    { "dnssec-alg", 255 },
    { "ds-digest", 255 },
    { "dnskey-flag", 15 },
    { "nsec3-flag", 7 },
    { "nsec3param-flag", 7 },
    { "nsec3-hash", 255 },
    { "key-protocol", 255 },
    { "dh-prime-length", 65535 },
    { "dh-group", 65535 },
    { "cert-type", 65535 },
    { "tlsa-usage", 255 },
    { "tlsa-selector", 255 },
    { "tlsa-matching", 255 },
    { "sshfp-alg", 255 },
    { "sshfp-hash", 255 },
    { "ipseckey-alg", 255 },
    { "ipseckey-gateway", 255 },
    { "zonemd-scheme", 255 },
    { "zonemd-hash", 255 },
    { "csync-flag", 15 },
    { "dhcid-id", 65535 },
    { "dhcid-digest", 255 },
    { "cdns-transport", 15 },
    { "cdns-storage-flag", 61 },
    { "cdns-response-flag", 61 },
    { "cdns-address-event", 4611686018427387903 },
};

static const struct space *space_of(const char *registry)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strcmp(spaces[i].registry, registry) == 0)
            return &spaces[i];
    return NULL;
}

/* How many meanings a code may have: RCODE 16 two, RCODE 9 two from RFC 6895 on, all others one. */
static unsigned meanings(const char *edition, const char *registry, uint64_t code)
{
    if (strcmp(registry, "rcode") != 0)
        return 1;
    if (code == 9)
        return strcmp(edition, "rfc6895") == 0 || strcmp(edition, "iana") == 0 ? 2 : 1;
    return code == 16 ? 2 : 1;
}

/* ---- tiling ------------------------------------------------------------------------------------ */

/* Counts the rows over each code. */
static void check_small(const char *edition, const struct table *table, const struct rows *rows,
                        uint64_t last)
{
    unsigned char *over = calloc(last + 1, 1);

    assert_non_null(over);
    for (size_t i = 0; i < rows->n; i++) {
        if (!rows->at[i].numeric)
            continue;
        assert_true(rows->at[i].low <= rows->at[i].high && rows->at[i].high <= last);
        for (uint64_t code = rows->at[i].low; code <= rows->at[i].high; code++)
            over[code]++;
    }

    for (uint64_t code = 0; code <= last; code++)
        if (over[code] != meanings(edition, table->registry->id, code))
            fail_msg("%s: %u rows over %s %llu", edition, over[code], table->registry->id,
                     (unsigned long long)code);
    free(over);
}

/* Too wide to count: each row begins where the one before ends. */
static void check_large(const char *edition, const struct table *table, const struct rows *rows,
                        uint64_t last)
{
    uint64_t next = 0;

    for (size_t i = 0; i < rows->n; i++) {
        if (rows->at[i].low != next || rows->at[i].high < next)
            fail_msg("%s: row %zu of %s begins at %llu", edition, i, table->registry->id,
                     (unsigned long long)rows->at[i].low);
        next = rows->at[i].high + 1;
    }
    assert_true(next == last + 1);
}

static void rows_tile_every_space_exactly(void **state)
{
    size_t checked = 0;

    (void)state;
    for (const char *const *edition = real_editions; *edition; edition++) {
        const struct model *model = real_model(*edition);
        for (size_t i = 0; i < model->n_tables; i++) {
            const struct table *table = &model->tables[i];
            const struct space *space = space_of(table->registry->id);
            struct rows rows = { 0 };
            assert_int_equal(space != NULL, registry_tiles(table->registry));
            if (!space)
                continue;
            rows_of(table, &rows);
            assert_true(rows.n > 0);
            if (space->last <= 65535)
                check_small(*edition, table, &rows, space->last);
            else
                check_large(*edition, table, &rows, space->last);
            rows_free(&rows);
            checked++;
        }
    }
    assert_int_equal(checked, 6 + 7 + 7 + 7 + sizeof spaces / sizeof *spaces);
}

static void free_rows_lie_under_one_policy(void **state)
{
    (void)state;
    for (const char *const *edition = real_editions; *edition; edition++) {
        const struct model *model = real_model(*edition);
        for (size_t i = 0; i < model->n_tables; i++) {
            const struct table *table = &model->tables[i];
            struct rows rows = { 0 };
            rows_of(table, &rows);
            for (size_t k = 0; k < rows.n; k++) {
                const struct row *row = &rows.at[k];
                for (size_t r = 0; r < table->n_ranges && row->numeric && !row->assignment; r++) {
                    const struct range *range = &table->ranges[r];
                    bool touches = range->numeric && range->low <= row->high && row->low <= range->high;
                    assert_int_equal(touches, range == row->range);
                    if (touches)
                        assert_true(range->low <= row->low && row->high <= range->high);
                }
            }
            rows_free(&rows);
        }
    }
}

/* ---- counts ------------------------------------------------------------------------------------ */

static void registries_of_each_edition(void **state)
{
    (void)state;
    assert_int_equal(real_model("rfc2929")->n_tables, 6);
    assert_int_equal(real_model("rfc5395")->n_tables, 7);
    assert_int_equal(real_model("rfc6195")->n_tables, 7);
    assert_int_equal(real_model("rfc6895")->n_tables, 7);
    assert_int_equal(real_model("iana")->n_tables, 55);
    assert_int_equal(real_model("iana")->n_registries, 55);
    assert_null(real_table("rfc2929", "afsdb"));
    assert_non_null(real_table("rfc5395", "afsdb"));
    assert_null(real_table("rfc6895", "ede"));
}

static void rrtypes_of_each_edition(void **state)
{
    (void)state;
    assert_int_equal(table_count(real_table("rfc2929", "rrtype")).assigned, 52);
    assert_int_equal(table_count(real_table("rfc5395", "rrtype")).assigned, 68);
    assert_int_equal(table_count(real_table("rfc6195", "rrtype")).assigned, 70);
    assert_int_equal(table_count(real_table("rfc6895", "rrtype")).assigned, 79);
    assert_int_equal(table_count(real_table("iana", "rrtype")).assigned, 99);
}

static void assignments_of_each_registry_today(void **state)
{
    static const struct {
        const char *registry;
        uint64_t assigned;
    } counts[] = {
        { "header", 9 },
        { "opcode", 6 },
        { "rcode", 20 },
        { "class", 5 },
        { "afsdb", 2 },
        { "edns-option", 27 },
        { "edns-flag", 3 },
        { "edns-version", 1 },
        { "ede", 36 },
        { "ede-sub", 6 },
        { "ede-json", 5 },
        { "ede-contact", 2 },
        { "dso", 7 },
        { "svcb-param", 13 },
        { "tsig-alg", 10 },
        { "doq-error", 7 },
        { "resinfo-key", 3 },
        { "dnssec-alg", 19 },
        { "ds-digest", 6 },
        { "dnskey-flag", 4 },
        { "nsec3-flag", 1 },
        { "nsec3param-flag", 0 },
        { "nsec3-hash", 1 },
        { "tlsa-usage", 5 },
        { "tlsa-selector", 4 },
        { "tlsa-matching", 4 },
        { "cert-type", 10 },
        { "csync-flag", 2 },
        { "dsync", 3 },
        { "dhcid-id", 3 },
        { "dhcid-digest", 1 },
        { "zonemd-scheme", 1 },
        { "zonemd-hash", 2 },
        { "zoneversion", 1 },
        { "cookie-method", 1 },
        { "catalog-property", 4 },
        { "underscored", 71 },
        { "special-use", 42 },
        { "local-zone-ipv4", 89 },
        { "local-zone-ipv6", 8 },
        { "local-zone-any", 3 },
        { "local-zone-service", 1 },
        { "cdns-storage-flag", 3 },
        { "cdns-response-flag", 1 },
        { "key-protocol", 1 },
        { "dh-group", 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct count count = table_count(real_table("iana", counts[i].registry));
        if (count.assigned != counts[i].assigned)
            fail_msg("%s: %llu assigned, not %llu", counts[i].registry, (unsigned long long)count.assigned,
                     (unsigned long long)counts[i].assigned);
    }
}

/* 00, 01, 01000001 and 11; the extended type is cut in two by the binary one and is still one. */
static void label_types_count_once(void **state)
{
    (void)state;
    assert_int_equal(table_count(real_table("iana", "label")).assigned, 4);
}

/* Free codes by hand: a registry's codes without those that are assigned, reserved, private or under no open
 * policy. */
static void free_codes_today(void **state)
{
    (void)state;
    assert_int_equal(table_count(real_table("iana", "opcode")).free, 1 + 9);
    assert_int_equal(table_count(real_table("iana", "rcode")).free, 4 + (3840 - 23) + (65534 - 4095));

    /* 54, 71-98, 110-127, 129-248, 265-32767, 32770-61439; 61440 and up are reserved */
    assert_int_equal(table_count(real_table("iana", "rrtype")).free,
                     1 + 28 + 18 + 120 + (32767 - 264) + (61439 - 32769));
    assert_int_equal(table_count(real_table("iana", "class")).free, 1 + (253 - 4) + (65279 - 255));
    assert_int_equal(table_count(real_table("iana", "afsdb")).free, 0);
    assert_int_equal(table_count(real_table("rfc6195", "afsdb")).free, 65279 - 2);
}

/* ---- the edges of RFC 6195 and its fellows, as printed ----------------------------------------- */

struct edge {
    const char *edition, *registry;
    uint64_t low, high;
    const char *policy;
    enum use use;
};

static const struct edge edges[] = {
    { "rfc2929", "rrtype", 0, 0, "never allocated", USE_NEVER },
    { "rfc2929", "rrtype", 1, 127, "IETF Consensus", USE_OPEN },
    { "rfc2929", "rrtype", 128, 255, "IETF Consensus", USE_OPEN },
    { "rfc2929", "rrtype", 256, 32767, "IETF Consensus", USE_OPEN },
    { "rfc2929", "rrtype", 32768, 65279, "Specification Required", USE_OPEN },
    { "rfc2929", "rrtype", 65280, 65535, "Private Use", USE_PRIVATE },
    { "rfc6195", "rrtype", 0, 0, "never allocated", USE_NEVER },
    { "rfc6195", "rrtype", 1, 127, "DNS RRTYPE Allocation Policy", USE_OPEN },
    { "rfc6195", "rrtype", 128, 255, "DNS RRTYPE Allocation Policy", USE_OPEN },
    { "rfc6195", "rrtype", 256, 61439, "DNS RRTYPE Allocation Policy", USE_OPEN },
    { "rfc6195", "rrtype", 61440, 65279, "IETF Review", USE_RESERVED_OPEN },
    { "rfc6195", "rrtype", 65280, 65534, "Private Use", USE_PRIVATE },
    { "rfc6195", "rrtype", 65535, 65535, "Standards Action", USE_RESERVED_OPEN },
    { "rfc6195", "rcode", 0, 3840, "IETF Review", USE_OPEN },
    { "rfc6195", "rcode", 3841, 4095, "Private Use", USE_PRIVATE },
    { "rfc6195", "rcode", 4096, 65534, "IETF Review", USE_OPEN },
    { "rfc6195", "rcode", 65535, 65535, "Standards Action", USE_RESERVED_OPEN },
    { "rfc6195", "class", 0, 0, "Standards Action", USE_RESERVED_OPEN },
    { "rfc6195", "class", 1, 127, "IETF Review", USE_OPEN },
    { "rfc6195", "class", 128, 255, "IETF Review", USE_OPEN },
    { "rfc6195", "class", 256, 32767, "IETF Review", USE_OPEN },
    { "rfc6195", "class", 32768, 57343, "Specification Required", USE_OPEN },
    { "rfc6195", "class", 57344, 65279, "Specification Required", USE_OPEN },
    { "rfc6195", "class", 65280, 65534, "Private Use", USE_PRIVATE },
    { "rfc6195", "class", 65535, 65535, "Standards Action", USE_RESERVED_OPEN },
    { "rfc6195", "afsdb", 0, 0, "Standards Action", USE_RESERVED_OPEN },
    { "rfc6195", "afsdb", 1, 65279, "IETF Review", USE_OPEN },
    { "rfc6195", "afsdb", 65280, 65534, "Private Use", USE_PRIVATE },
    { "rfc6195", "afsdb", 65535, 65535, "Standards Action", USE_RESERVED_OPEN },
    { "rfc6195", "opcode", 0, 15, "Standards Action as modified by RFC4020", USE_OPEN },
    { "iana", "ede", 0, 49151, "First Come First Served", USE_OPEN },
    { "iana", "ede", 49152, 65535, "Private Use", USE_PRIVATE },
    { "iana", "edns-option", 1, 65000, "Expert Review", USE_OPEN },
    { "iana", "edns-option", 65001, 65534, "Local/Experimental Use", USE_EXPERIMENTAL },
    { "iana", "dso", 0xF800, 0xFBFF, "Experimental/Local Use", USE_EXPERIMENTAL },
    { "iana", "svcb-param", 65280, 65534, "Private Use", USE_PRIVATE },
};

static void ranges_have_the_printed_edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const struct edge *edge = &edges[i];
        const struct range *range = table_range(real_table(edge->edition, edge->registry), edge->low);
        if (!range || range->low != edge->low || range->high != edge->high || range->use != edge->use ||
            strcmp(range->policy, edge->policy) != 0)
            fail_msg("%s %s %llu-%llu is not %s", edge->edition, edge->registry,
                     (unsigned long long)edge->low, (unsigned long long)edge->high, edge->policy);
    }
}

static void rfc_editions_leave_no_code_without_a_policy(void **state)
{
    static const char *const registries[] = {
        "opcode", "rcode", "rrtype", "class", "afsdb", "header", "label"
    };
    (void)state;
    for (size_t e = 0; e < 4; e++)
        for (size_t i = 0; i < sizeof registries / sizeof *registries; i++) {
            const struct table *table = real_table(real_editions[e], registries[i]);
            uint64_t last = space_of(registries[i])->last;
            for (uint64_t code = 0; table && code <= last; code++)
                assert_non_null(table_range(table, code));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_tile_every_space_exactly),
        cmocka_unit_test(free_rows_lie_under_one_policy),
        cmocka_unit_test(registries_of_each_edition),
        cmocka_unit_test(rrtypes_of_each_edition),
        cmocka_unit_test(assignments_of_each_registry_today),
        cmocka_unit_test(label_types_count_once),
        cmocka_unit_test(free_codes_today),
        cmocka_unit_test(ranges_have_the_printed_edges),
        cmocka_unit_test(rfc_editions_leave_no_code_without_a_policy),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
