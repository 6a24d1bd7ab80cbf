/* Oddities 1 to 25: what is strange in RFC 6195 and in the other three editions. Each was found in the
 * documents and must be seen in the data. Not here: 6, 7 and 24 (test_schema_drafts), 10 to 12 and 20 in part
 * (prose). */
#include "support/real.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void oddity_01_rfc6195_has_rcode_16_twice_and_no_other(void **state)
{
    static const char *const registries[] = { "opcode", "rcode", "rrtype", "class", "afsdb" };
    (void)state;
    for (size_t i = 0; i < sizeof registries / sizeof *registries; i++)
        for (uint64_t code = 0; code <= (i == 0 ? 15 : 65535); code++) {
            size_t n = real_records_at("rfc6195", registries[i], code);
            if (n > 1 && !(i == 1 && code == 16))
                fail_msg("%s %llu stands %zu times", registries[i], (unsigned long long)code, n);
        }
    assert_int_equal(real_records_at("rfc6195", "rcode", 16), 2);
}

static void oddity_02_rcode_22_was_misspelt_until_6895(void **state)
{
    (void)state;
    assert_int_equal(real_records_at("rfc2929", "rcode", 22), 0);
    struct row row = real_row("rfc5395", "rcode", 22);
    assert_string_equal(row_mnemonic(&row), "BADTRUC");
    row = real_row("rfc6195", "rcode", 22);
    assert_string_equal(row_mnemonic(&row), "BADTRUC");
    row = real_row("rfc6895", "rcode", 22);
    assert_string_equal(row_mnemonic(&row), "BADTRUNC");
    assert_true(assignment_has_alias(row.assignment, "BADTRUC"));
}

static void oddity_03_rcode_9_has_one_row_in_6195_and_two_later(void **state)
{
    (void)state;
    assert_int_equal(real_records_at("rfc6195", "rcode", 9), 1);
    assert_int_equal(real_records_at("rfc6895", "rcode", 9), 2);
    assert_int_equal(real_records_at("iana", "rcode", 9), 2);
}

/* [A-Z][A-Z0-9-]*[A-Z0-9], by hand */
static bool has_the_form_of_6195(const char *name)
{
    size_t len = strlen(name);
    if (len < 2 || name[0] < 'A' || name[0] > 'Z' || name[len - 1] == '-')
        return false;
    return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == len;
}

static void oddity_04_only_a_and_star_break_the_form(void **state)
{
    const struct table *table = real_table("iana", "rrtype");
    size_t named = 0;

    (void)state;
    for (size_t i = 0; i < table->n_assignments; i++) {
        const char *name = table->assignments[i].mnemonic;
        if (!name)
            continue;
        named++;
        assert_int_equal(!has_the_form_of_6195(name), strcmp(name, "A") == 0 || strcmp(name, "*") == 0);
    }
    assert_int_equal(named, 99);
}

static void oddity_05_255_is_star_in_both_registries(void **state)
{
    (void)state;
    for (size_t e = 1; real_editions[e]; e++) {
        struct row type = real_row(real_editions[e], "rrtype", 255);
        struct row class = real_row(real_editions[e], "class", 255);
        assert_string_equal(row_mnemonic(&type), "*");
        assert_string_equal(row_mnemonic(&class), "*");
        assert_true(assignment_has_alias(type.assignment, "ALL"));
        assert_true(assignment_has_alias(type.assignment, "any"));
        assert_true(assignment_has_alias(class.assignment, "ANY"));
    }
}

static void oddity_06_generic_names_are_refused_from_6895_on(void **state)
{
    (void)state;
    assert_string_equal(real_model("rfc6195")->edition.generic, "warned");
    assert_string_equal(real_model("rfc6895")->edition.generic, "refused");
    assert_string_equal(real_model("iana")->edition.generic, "refused");
}

static void oddity_08_opt_is_meta_inside_the_data_range(void **state)
{
    struct row opt = real_row("rfc6195", "rrtype", 41);

    (void)state;
    assert_int_equal(opt.assignment->category, CATEGORY_META);
    assert_int_equal(opt.range->categories, CATEGORY_DATA);

    /* Q and meta have 128-255 only; 2929 allowed them up to 32767 */
    assert_int_equal(real_row("rfc6195", "rrtype", 200).range->categories, CATEGORY_Q | CATEGORY_META);
    assert_int_equal(real_row("rfc6195", "rrtype", 300).range->categories, CATEGORY_DATA);
    assert_int_equal(real_row("rfc2929", "rrtype", 300).range->categories,
                     CATEGORY_DATA | CATEGORY_Q | CATEGORY_META);
}

static void oddity_09_spf_and_uri_were_there_in_march_2011(void **state)
{
    struct row spf = real_row("rfc6195", "rrtype", 99), uri = real_row("rfc6195", "rrtype", 256);
    (void)state;
    assert_string_equal(row_mnemonic(&spf), "SPF");
    assert_int_equal(spf.status, STATUS_ASSIGNED);
    assert_string_equal(row_mnemonic(&uri), "URI");
    assert_string_equal(uri.assignment->registered, "2011-02-22");
}

static void oddity_10_the_form_was_tightened_in_6195(void **state)
{
    (void)state;
    assert_string_equal(real_model("rfc2929")->edition.form, "free");
    assert_string_equal(real_model("rfc5395")->edition.form, "rfc5395");
    assert_string_equal(real_model("rfc6195")->edition.form, "rfc6195");
    assert_string_equal(real_model("rfc6895")->edition.form, "rfc6195");
}

static void oddity_11_the_lists_of_each_edition(void **state)
{
    (void)state;
    assert_non_null(strstr(real_model("rfc5395")->edition.process, "namedroppers"));
    assert_non_null(strstr(real_model("rfc6195")->edition.process, "dnsext"));
    assert_non_null(strstr(real_model("rfc6895")->edition.process, "dns-rrtype-applications"));
}

static void oddity_13_assigned_for_is_a_policy_not_an_assignment(void **state)
{
    static const uint64_t codes[] = { 300, 32768, 57344 };
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct row row = real_row("rfc6195", "class", codes[i]);
        assert_null(row.assignment);
        assert_true(row_is_free(&row));
    }
}

static void oddity_14_rrtype_0_is_never_offered(void **state)
{
    (void)state;
    for (size_t e = 0; real_editions[e]; e++) {
        struct row row = real_row(real_editions[e], "rrtype", 0);
        assert_int_equal(row.range->use, USE_NEVER);
        assert_int_equal(row.status, STATUS_RESERVED);
        assert_false(row_is_free(&row));
        assert_true(row.low == 0 && row.high == 0);
    }
}

static void oddity_15_class_2_is_offered(void **state)
{
    (void)state;
    for (size_t e = 0; real_editions[e]; e++) {
        struct row row = real_row(real_editions[e], "class", 2);
        assert_true(row_is_free(&row));
        assert_true(row.low == 2 && row.high == 2);
    }
}

static void oddity_16_two_class_ranges_are_for_q_and_meta(void **state)
{
    (void)state;
    assert_int_equal(real_row("rfc6195", "class", 200).range->categories, CATEGORY_Q | CATEGORY_META);
    assert_int_equal(real_row("rfc6195", "class", 60000).range->categories, CATEGORY_Q | CATEGORY_META);
    assert_int_equal(real_row("rfc2929", "class", 200).range->categories, CATEGORY_Q);
    assert_int_equal(real_row("rfc6195", "class", 40000).range->categories, CATEGORY_DATA);
}

static void oddity_17_private_rcodes_never_fit_the_header(void **state)
{
    struct row row = real_row("rfc6195", "rcode", 3841);
    (void)state;
    assert_int_equal(row.status, STATUS_PRIVATE);
    assert_true(row.low == 3841 && row.high == 4095);
    for (uint64_t code = 0; code <= 15; code++)
        assert_int_not_equal(real_row("rfc6195", "rcode", code).status, STATUS_PRIVATE);
}

static void oddity_18_rcodes_11_to_15_are_free_in_one_row(void **state)
{
    struct row row = real_row("rfc6195", "rcode", 11);
    (void)state;
    assert_true(row_is_free(&row));
    assert_true(row.low == 11 && row.high == 15);
}

static void oddity_19_ta_and_dlv_are_inferred_with_their_names(void **state)
{
    struct row ta = real_row("rfc6195", "rrtype", 32768), dlv = real_row("rfc6195", "rrtype", 32769);

    (void)state;
    assert_string_equal(row_mnemonic(&ta), "TA");
    assert_true(ta.assignment->inferred);
    assert_string_equal(row_mnemonic(&dlv), "DLV");
    assert_int_equal(dlv.status, STATUS_ASSIGNED); /* obsolete since 2019 only */
    assert_true(cites_document(dlv.assignment, "rfc4431"));
    assert_false(cites_document(dlv.assignment, "rfc8749"));
}

static void oddity_21_label_types_once_asked_the_iesg(void **state)
{
    (void)state;
    assert_string_equal(real_row("rfc6195", "label", 65).range->policy, "IESG Approval");
    assert_string_equal(real_row("rfc6895", "label", 65).range->policy, "Standards Action");
    assert_int_equal(real_row("rfc6195", "label", 65).status, STATUS_EXPERIMENTAL);
    assert_int_equal(real_row("rfc6895", "label", 65).status, STATUS_HISTORIC);
}

static void oddity_22_class_2929_hex_end_wins(void **state)
{
    struct row row = real_row("rfc2929", "class", 32768), edge = real_row("rfc2929", "class", 65280);
    (void)state;
    assert_true(row.range->low == 32768 && row.range->high == 65279);
    assert_non_null(strstr(row.range->printed, "65280"));
    assert_non_null(strstr(row.range->printed, "0xFEFF"));
    assert_int_equal(edge.status, STATUS_PRIVATE);
    assert_int_equal(edge.range->use, USE_PRIVATE);
}

static void oddity_23_65535_changes_status_with_the_edition(void **state)
{
    struct row rcode = real_row("rfc2929", "rcode", 65535);

    (void)state;
    assert_int_equal(real_row("rfc2929", "rrtype", 65535).status, STATUS_PRIVATE);
    assert_true(row_is_free(&rcode));
    for (size_t e = 1; real_editions[e]; e++) {
        assert_int_equal(real_row(real_editions[e], "rrtype", 65535).status, STATUS_RESERVED);
        assert_int_equal(real_row(real_editions[e], "rcode", 65535).status, STATUS_RESERVED);
        assert_int_equal(real_row(real_editions[e], "rrtype", 65535).range->use, USE_RESERVED_OPEN);
    }
}

static void oddity_25_afsdb_1_is_said_otherwise_in_6895(void **state)
{
    struct row then = real_row("rfc6895", "afsdb", 1), now = real_row("iana", "afsdb", 1);
    (void)state;
    assert_string_equal(row_meaning(&then), "AFS v3.0 Location Service");
    assert_string_equal(row_meaning(&now), "Andrews File Service v3.0 Location Service");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oddity_01_rfc6195_has_rcode_16_twice_and_no_other),
        cmocka_unit_test(oddity_02_rcode_22_was_misspelt_until_6895),
        cmocka_unit_test(oddity_03_rcode_9_has_one_row_in_6195_and_two_later),
        cmocka_unit_test(oddity_04_only_a_and_star_break_the_form),
        cmocka_unit_test(oddity_05_255_is_star_in_both_registries),
        cmocka_unit_test(oddity_06_generic_names_are_refused_from_6895_on),
        cmocka_unit_test(oddity_08_opt_is_meta_inside_the_data_range),
        cmocka_unit_test(oddity_09_spf_and_uri_were_there_in_march_2011),
        cmocka_unit_test(oddity_10_the_form_was_tightened_in_6195),
        cmocka_unit_test(oddity_11_the_lists_of_each_edition),
        cmocka_unit_test(oddity_13_assigned_for_is_a_policy_not_an_assignment),
        cmocka_unit_test(oddity_14_rrtype_0_is_never_offered),
        cmocka_unit_test(oddity_15_class_2_is_offered),
        cmocka_unit_test(oddity_16_two_class_ranges_are_for_q_and_meta),
        cmocka_unit_test(oddity_17_private_rcodes_never_fit_the_header),
        cmocka_unit_test(oddity_18_rcodes_11_to_15_are_free_in_one_row),
        cmocka_unit_test(oddity_19_ta_and_dlv_are_inferred_with_their_names),
        cmocka_unit_test(oddity_21_label_types_once_asked_the_iesg),
        cmocka_unit_test(oddity_22_class_2929_hex_end_wins),
        cmocka_unit_test(oddity_23_65535_changes_status_with_the_edition),
        cmocka_unit_test(oddity_25_afsdb_1_is_said_otherwise_in_6895),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
