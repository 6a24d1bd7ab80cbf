/* Oddities 26 to 44: errata, and what is strange in IANA's own pages. Not here: 41 (templates) and 42 (the
 * mirror's history), which nothing reads yet. */
#include "support/real.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_span(const char *registry, uint64_t code, uint64_t low, uint64_t high)
{
    struct row row = real_row("iana", registry, code);
    if (row.low != low || row.high != high)
        fail_msg("%s %llu lies in %llu-%llu", registry, (unsigned long long)code, (unsigned long long)row.low,
                 (unsigned long long)row.high);
}

static void oddity_26_errata_are_references(void **state)
{
    (void)state;
    assert_true(cites_document(real_record("iana", "header", "AD"), "4924"));
    assert_true(cites_document(real_record("iana", "header", "CD"), "4927"));
    assert_true(cites_document(real_record("iana", "edns-flag", "DO"), "4928"));
}

static void oddity_27_printed_hex_that_is_wrong_is_kept_beside(void **state)
{
    struct row type = real_row("iana", "rrtype", 1), class = real_row("iana", "class", 1);
    (void)state;
    assert_true(type.range->low == 1 && type.range->high == 127);
    assert_non_null(strstr(type.range->printed, "0x0000-0x007F"));
    assert_true(class.range->low == 1);
    assert_non_null(strstr(class.range->printed, "0x0000-0x007F"));
}

static void oddity_28_some_codes_have_no_policy(void **state)
{
    static const struct {
        const char *registry;
        uint64_t code;
    } codes[] = { { "class", 254 },         { "class", 255 },       { "edns-option", 0 },
                  { "edns-option", 65535 }, { "dso", 0 },           { "dso", 3 },
                  { "svcb-param", 65535 },  { "zonemd-scheme", 0 }, { "zonemd-scheme", 255 },
                  { "zonemd-hash", 0 },     { "zonemd-hash", 255 }, { "dh-group", 0xC000 },
                  { "dh-group", 0xFFFF } };

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct row row = real_row("iana", codes[i].registry, codes[i].code);
        assert_null(row.range);
        assert_null(row_policy(&row));
        assert_false(row_is_free(&row));
    }
}

static void oddity_29_unassigned_is_cut_at_policy_edges(void **state)
{
    (void)state;
    assert_span("rrtype", 32770, 32770, 61439);
    assert_span("rrtype", 61440, 61440, 65279);
    assert_span("class", 5, 5, 127);
    assert_span("class", 128, 128, 253);
    assert_span("class", 256, 256, 32767);
    assert_span("class", 32768, 32768, 57343);
    assert_span("class", 57344, 57344, 65279);
    assert_span("dh-group", 3, 3, 0x07FF);
    assert_span("dh-group", 0x0800, 0x0800, 0xBFFF);
}

static void oddity_30_rcodes_9_and_16_stand_twice(void **state)
{
    (void)state;
    for (uint64_t code = 0; code <= 65535; code++)
        if (code == 9 || code == 16)
            assert_int_equal(real_records_at("iana", "rcode", code), 2);
        else
            assert_true(real_records_at("iana", "rcode", code) <= 1);
}

static void oddity_31_no_underscored_name_twice_and_dso_is_hex(void **state)
{
    const struct table *table = real_table("iana", "underscored");
    struct row row = real_row("iana", "dso", 0x40);

    (void)state;
    for (size_t i = 1; i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i - 1], *b = &table->assignments[i];
        assert_false(strcmp(a->key, b->key) == 0 && strcmp(a->key2, b->key2) == 0);
    }

    assert_string_equal(row_mnemonic(&row), "SUBSCRIBE"); /* not at 40, not at 32 */
    assert_int_equal(real_records_at("iana", "dso", 40), 0);
    assert_int_equal(real_records_at("iana", "dso", 32), 0);
}

static void oddity_32_rf8765_is_shown_and_rfc8765_is_meant(void **state)
{
    const struct assignment *a = real_record("iana", "dso", "PUSH");
    (void)state;
    assert_int_equal(a->n_references, 1);
    assert_string_equal(a->references[0].shown, "RF8765, Section 6.3");
    assert_string_equal(a->references[0].target, "rfc8765");
    assert_string_equal(a->references[0].kind, "rfc");
}

static void oddity_33_keys_are_in_the_order_of_octets(void **state)
{
    const struct table *table = real_table("iana", "underscored");
    const struct table *types = real_table("iana", "cert-type");

    (void)state;
    for (size_t i = 1; i < table->n_assignments; i++) {
        int order = strcmp(table->assignments[i - 1].key, table->assignments[i].key);
        assert_true(order < 0 ||
                    (order == 0 && strcmp(table->assignments[i - 1].key2, table->assignments[i].key2) < 0));
    }

    for (size_t i = 1; i < types->n_ranges; i++)
        assert_true(types->ranges[i - 1].high < types->ranges[i].low);
}

static void oddity_34_references_are_of_many_kinds(void **state)
{
    const struct assignment *svcb = real_record("iana", "svcb-param", "pvd");
    const struct assignment *atma = real_record("iana", "rrtype", "ATMA");

    (void)state;
    assert_true(cites_document(real_record("iana", "edns-option", "MQTYPE-Query"), "rfc10029"));
    assert_string_equal(svcb->references[0].kind, "draft");
    assert_string_equal(svcb->references[0].target, "RFC-ietf-intarea-proxy-config-13");
    assert_string_equal(atma->references[0].kind, "uri");
    assert_non_null(strstr(atma->references[0].shown, "ATM Name System"));
    assert_string_equal(real_record("iana", "rrtype", "NINFO")->references[0].kind, "person");
    assert_string_equal(real_record("iana", "class", "CH")->references[0].kind, "text");
}

static void oddity_35_keys_that_are_no_integers(void **state)
{
    const struct assignment *cookie = real_record("iana", "cookie-method", "SipHash-2-4");
    const struct assignment *flag = &real_table("iana", "edns-flag")->assignments[3];

    (void)state;
    assert_string_equal(real_row("iana", "label", 127).assignment->key, "01111111");
    assert_true(flag->low == 3 && flag->high == 15);
    assert_true(cookie->low == 1 && cookie->low2 == 16 && cookie->high2 == 16);
    assert_non_null(real_record("iana", "catalog-property", "*.ext"));
    assert_non_null(real_record("iana", "underscored", "_ta-*"));
    assert_string_equal(real_record("iana", "underscored", "_example")->key, "*");
    assert_true(real_record("iana", "dsync", "CDS")->low == 1);
    assert_true(real_record("iana", "dsync", "CSYNC")->low == 1);
}

static void oddity_36_bits_are_counted_from_either_end(void **state)
{
    static const struct {
        const char *registry;
        uint64_t bit;
        const char *mask;
    } bits[] = { { "header", 0, "0x8000" },      { "header", 1, "0x7800" },
                 { "header", 5, "0x0400" },      { "header", 6, "0x0200" },
                 { "header", 7, "0x0100" },      { "header", 8, "0x0080" },
                 { "header", 9, "0x0040" },      { "header", 10, "0x0020" },
                 { "header", 11, "0x0010" },     { "header", 12, "0x000F" },
                 { "edns-flag", 0, "0x8000" },   { "dnskey-flag", 15, "0x0001" },
                 { "dnskey-flag", 7, "0x0100" }, { "nsec3-flag", 7, "0x01" },
                 { "csync-flag", 0, "0x0001" },  { "csync-flag", 1, "0x0002" } };

    char hex[ROW_CODE_OCTETS];
    (void)state;
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        struct row row = real_row("iana", bits[i].registry, bits[i].bit);
        assert_string_equal(row_hex(&row, hex), bits[i].mask);
    }
}

static void oddity_37_far_off_and_out_of_order(void **state)
{
    struct row row = real_row("iana", "ds-digest", 255);

    (void)state;
    assert_true(row_is_free(&row));
    assert_int_equal(real_row("iana", "ds-digest", 200).status, STATUS_RESERVED);
    assert_span("dnssec-alg", 19, 19, 22);
    row = real_row("iana", "dnssec-alg", 23);
    assert_string_equal(row_mnemonic(&row), "ECC-GOST12");
    row = real_row("iana", "edns-option", 20292);
    assert_string_equal(row_mnemonic(&row), "Umbrella Ident");
    row = real_row("iana", "edns-option", 26946);
    assert_string_equal(row_mnemonic(&row), "DeviceID");
}

static void oddity_38_nimloc_and_srv_have_a_footnote(void **state)
{
    (void)state;
    assert_true(cites_document(real_record("iana", "rrtype", "NIMLOC"), "1"));
    assert_true(cites_document(real_record("iana", "rrtype", "SRV"), "1"));
    assert_non_null(strstr(real_record("iana", "rrtype", "SRV")->note, "NBSTAT"));
}

static void oddity_39_dates_may_lack_their_day(void **state)
{
    (void)state;
    assert_string_equal(real_record("iana", "rrtype", "EID")->registered, "1995-06");
    assert_string_equal(real_record("iana", "rrtype", "SINK")->registered, "1997-11");
    assert_string_equal(real_record("iana", "rrtype", "NINFO")->registered, "2008-01-21");
    assert_null(real_record("iana", "rrtype", "MX")->registered);
}

static void check_text(const char *text)
{
    size_t len = text ? strlen(text) : 0;

    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        at += text_next(text + at, len - at, &cp);
        if (!text_is_safe(cp))
            fail_msg("U+%04X in \"%s\"", (unsigned)cp, text);
    }

    if (len > 0)
        assert_true(text[0] != ' ' && text[len - 1] != ' ');
}

static void oddity_40_texts_are_clean_utf8(void **state)
{
    (void)state;
    for (const char *const *edition = real_editions; *edition; edition++) {
        const struct model *model = real_model(*edition);
        for (size_t i = 0; i < model->n_tables; i++)
            for (size_t k = 0; k < model->tables[i].n_assignments; k++) {
                const struct assignment *a = &model->tables[i].assignments[k];
                check_text(a->mnemonic);
                check_text(a->meaning);
                check_text(a->note);
                check_text(a->key);
                check_text(a->key2);
                for (size_t r = 0; r < a->n_references; r++)
                    check_text(a->references[r].shown);
            }
        for (size_t i = 0; i < model->n_documents; i++)
            check_text(model->documents[i].title);
        for (size_t i = 0; i < model->n_policies; i++)
            check_text(model->policies[i].asks);
    }
}

static void oddity_43_ids_that_never_existed(void **state)
{
    const struct model *model = real_model("iana");
    (void)state;
    assert_null(model_registry(model, "dns-parameters-1"));
    assert_null(model_registry(model, "dns-parameters-3"));
    assert_null(model_registry(model, "dns-parameters-7"));
    assert_non_null(model_registry(model, "dns-parameters-2"));
    assert_non_null(model_registry(model, "locally-served-dns-zones/ipv4"));
}

static void oddity_44_maila_and_nxname(void **state)
{
    struct row maila = real_row("iana", "rrtype", 254), nxname = real_row("iana", "rrtype", 128);
    (void)state;
    assert_int_equal(maila.status, STATUS_OBSOLETE);
    assert_int_equal(maila.assignment->category, CATEGORY_Q);
    assert_string_equal(row_mnemonic(&nxname), "NXNAME");
    assert_int_equal(nxname.assignment->category, CATEGORY_META);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oddity_26_errata_are_references),
        cmocka_unit_test(oddity_27_printed_hex_that_is_wrong_is_kept_beside),
        cmocka_unit_test(oddity_28_some_codes_have_no_policy),
        cmocka_unit_test(oddity_29_unassigned_is_cut_at_policy_edges),
        cmocka_unit_test(oddity_30_rcodes_9_and_16_stand_twice),
        cmocka_unit_test(oddity_31_no_underscored_name_twice_and_dso_is_hex),
        cmocka_unit_test(oddity_32_rf8765_is_shown_and_rfc8765_is_meant),
        cmocka_unit_test(oddity_33_keys_are_in_the_order_of_octets),
        cmocka_unit_test(oddity_34_references_are_of_many_kinds),
        cmocka_unit_test(oddity_35_keys_that_are_no_integers),
        cmocka_unit_test(oddity_36_bits_are_counted_from_either_end),
        cmocka_unit_test(oddity_37_far_off_and_out_of_order),
        cmocka_unit_test(oddity_38_nimloc_and_srv_have_a_footnote),
        cmocka_unit_test(oddity_39_dates_may_lack_their_day),
        cmocka_unit_test(oddity_40_texts_are_clean_utf8),
        cmocka_unit_test(oddity_43_ids_that_never_existed),
        cmocka_unit_test(oddity_44_maila_and_nxname),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
