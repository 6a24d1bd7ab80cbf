/* A code as people write it, in a registry they name. */
#include "support/real.h"
#include "support/tables.h"

#include "registry/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct row *find(const char *registry, const char *key, enum key_result expected, size_t n,
                              struct rows *rows)
{
    rows->n = 0;
    enum key_result result = key_find(real_table("iana", registry), key, rows);
    if (result != expected || rows->n != n)
        fail_msg("%s %s: result %d with %zu rows", registry, key, (int)result, rows->n);
    return rows->at;
}

static void generic_names_carry_their_registry(void **state)
{
    const char *registry;

    (void)state;
    assert_int_equal(key_number("TYPE65", &registry).value, 65);
    assert_string_equal(registry, "rrtype");
    assert_int_equal(key_number("class254", &registry).value, 254);
    assert_string_equal(registry, "class");
    assert_int_equal(key_number("0x41", &registry).value, 65);
    assert_null(registry);
    assert_int_equal(key_number("TYPE", &registry).form, NUMBER_NONE);
    assert_null(registry);
    assert_int_equal(key_number("TYPE0x41", &registry).form, NUMBER_NONE); /* RFC 3597: decimal */
    assert_int_equal(key_number("TYPE65x", &registry).form, NUMBER_NONE);
}

/* What is printed for a bit is taken for it; hex of another length is its number, as before. */
static void a_mask_as_printed_names_its_bits(void **state)
{
    struct rows rows = { 0 };

    (void)state;
    assert_int_equal(find("header", "0x0040", KEY_FOUND, 1, &rows)->low, 9);
    assert_string_equal(row_mnemonic(find("header", "0x7800", KEY_FOUND, 1, &rows)), "OpCode");
    assert_string_equal(row_mnemonic(find("header", "0x0800", KEY_FOUND, 1, &rows)), "OpCode");
    assert_string_equal(row_mnemonic(find("header", "0x0020", KEY_FOUND, 1, &rows)), "AD");
    assert_string_equal(row_mnemonic(find("header", "0x5", KEY_FOUND, 1, &rows)), "AA");
    assert_string_equal(row_mnemonic(find("header", "0x0005", KEY_FOUND, 1, &rows)),
                        "AA"); /* no row's mask */
    assert_string_equal(row_mnemonic(find("csync-flag", "0x0001", KEY_FOUND, 1, &rows)), "immediate");
    (void)find("header", "0x0060", KEY_TOO_WIDE, 0, &rows);
    assert_string_equal(row_mnemonic(find("rrtype", "0x0041", KEY_FOUND, 1, &rows)), "HTTPS");
    rows_free(&rows);
}

static void names_are_taken_as_people_write_them(void **state)
{
    static const char *const locals[] = { "local", "local.", "LOCAL", "Local." };
    struct rows rows = { 0 };
    (void)state;
    for (size_t i = 0; i < sizeof locals / sizeof *locals; i++)
        assert_string_equal(find("special-use", locals[i], KEY_FOUND, 1, &rows)->assignment->key, "local.");
    (void)find("special-use", "loca", KEY_MISSING, 0, &rows);
    (void)find("special-use", ".", KEY_MISSING, 0, &rows);
    rows.n = 0;
    assert_int_equal(key_find(real_table("iana", "underscored"), "_tcp", &rows), KEY_FOUND);

    size_t n = rows.n;
    assert_true(n >= 2); /* SRV, URI and more */
    for (size_t i = 0; i < n; i++)
        assert_string_equal(rows.at[i].assignment->key2, "_tcp");
    (void)find("underscored", "TCP", KEY_FOUND, n, &rows);
    assert_string_equal(find("underscored", "srv/_tcp", KEY_FOUND, 1, &rows)->assignment->key, "SRV");
    (void)find("underscored", "_", KEY_MISSING, 0, &rows);
    (void)find("underscored", "", KEY_MISSING, 0, &rows);
    rows_free(&rows);
}

static void all_forms_find_the_same_row(void **state)
{
    static const char *const forms[] = { "65",     "0x41",   "0x0041", "0b1000001",
                                         "TYPE65", "type65", "HTTPS",  "https" };
    struct rows rows = { 0 };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_string_equal(row_mnemonic(find("rrtype", forms[i], KEY_FOUND, 1, &rows)), "HTTPS");
    rows_free(&rows);
}

static void doubles_are_two_rows(void **state)
{
    struct rows rows = { 0 };
    (void)state;
    (void)find("rcode", "16", KEY_FOUND, 2, &rows);
    (void)find("rcode", "0x10", KEY_FOUND, 2, &rows);
    (void)find("rcode", "notauth", KEY_FOUND, 2, &rows);
    assert_string_equal(row_mnemonic(find("rcode", "BADSIG", KEY_FOUND, 1, &rows)), "BADSIG");
    rows_free(&rows);
}

static void a_free_code_finds_its_range(void **state)
{
    struct rows rows = { 0 };
    const struct row *row = find("rrtype", "300", KEY_FOUND, 1, &rows);
    (void)state;
    assert_true(row->low == 265 && row->high == 32767);
    rows_free(&rows);
}

static void the_last_code_fits(void **state)
{
    static const char *const last[][2] = { { "rrtype", "65535" }, { "opcode", "15" },
                                           { "header", "15" },    { "label", "255" },
                                           { "ede", "0xFFFF" },   { "rrtype", "TYPE65535" },
                                           { "rrtype", "0" },     { "csync-flag", "15" } };
    struct rows rows = { 0 };
    (void)state;
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        (void)find(last[i][0], last[i][1], KEY_FOUND, 1, &rows);
    rows_free(&rows);
}

static void aliases_are_names(void **state)
{
    struct rows rows = { 0 };
    (void)state;
    assert_int_equal(find("rrtype", "any", KEY_FOUND, 1, &rows)->low, 255);
    assert_int_equal(find("class", "ANY", KEY_FOUND, 1, &rows)->low, 255);
    assert_int_equal(find("edns-option", "ECS", KEY_FOUND, 1, &rows)->low, 8);
    rows_free(&rows);
}

static void keys_of_every_kind_are_found(void **state)
{
    static const char *const keys[][2] = {
        { "label", "01000001" },
        { "label", "65" },
        { "label", "0x41" },
        { "header", "AA" },
        { "header", "5" },
        { "header", "3" },
        { "underscored", "SRV/_tcp" },
        { "underscored", "SRV _tcp" },
        { "underscored", "srv/_TCP" },
        { "dsync", "CDS/1" },
        { "cookie-method", "1/16" },
        { "special-use", "local." },
        { "catalog-property", "coo" },
        { "tsig-alg", "HMAC-SHA256" },
        { "doq-error", "0xd098ea5e" },
    };
    struct rows rows = { 0 };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        (void)find(keys[i][0], keys[i][1], KEY_FOUND, 1, &rows);
    rows_free(&rows);
}

static void what_is_not_found_says_why(void **state)
{
    struct rows rows = { 0 };

    (void)state;
    (void)find("rrtype", "NOSUCH", KEY_MISSING, 0, &rows);
    (void)find("rrtype", "65536", KEY_TOO_WIDE, 0, &rows);
    (void)find("rrtype", "TYPE65536", KEY_TOO_WIDE, 0, &rows);
    (void)find("rrtype", "99999999999999999999", KEY_TOO_WIDE, 0, &rows);
    (void)find("opcode", "16", KEY_TOO_WIDE, 0, &rows);
    (void)find("header", "16", KEY_TOO_WIDE, 0, &rows);
    (void)find("rrtype", "12x", KEY_UNREADABLE, 0, &rows);
    (void)find("rrtype", "0xZZ", KEY_UNREADABLE, 0, &rows);
    (void)find("rrtype", "CLASS5", KEY_ELSEWHERE, 0, &rows);
    (void)find("class", "TYPE5", KEY_ELSEWHERE, 0, &rows);
    (void)find("special-use", "nosuch.", KEY_MISSING, 0, &rows);
    rows_free(&rows);
}

/* A generic name belongs to one registry, so it is no code of the other 53 either. */
static void generic_names_are_codes_of_their_own_registry_only(void **state)
{
    struct rows rows = { 0 };
    (void)state;
    (void)find("ede", "CLASS5", KEY_ELSEWHERE, 0, &rows);
    (void)find("opcode", "TYPE5", KEY_ELSEWHERE, 0, &rows);
    rows_free(&rows);
}

static void a_row_is_followed_into_another_edition(void **state)
{
    struct row badsig = real_row("iana", "rcode", 16), https = real_row("iana", "rrtype", 65);
    struct rows found = { 0 };

    (void)state;
    key_follow(real_table("rfc6195", "rrtype"), &https, &found);
    assert_int_equal(found.n, 1);
    assert_int_equal(found.at[0].status, STATUS_UNASSIGNED);
    found.n = 0;
    badsig.assignment = real_record("iana", "rcode", "BADSIG");
    key_follow(real_table("rfc6195", "rcode"), &badsig, &found);
    assert_int_equal(found.n, 1);
    assert_string_equal(row_mnemonic(&found.at[0]), "BADSIG");
    found.n = 0;

    struct row not_authorized = real_row("iana", "rcode", 9);
    for (size_t i = 0; i < real_table("iana", "rcode")->n_assignments; i++)
        if (real_table("iana", "rcode")->assignments[i].low == 9)
            not_authorized.assignment = &real_table("iana", "rcode")->assignments[i];

    key_follow(real_table("rfc6195", "rcode"), &not_authorized, &found); /* it had one meaning then */
    assert_int_equal(found.n, 1);
    rows_free(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generic_names_carry_their_registry),
        cmocka_unit_test(a_mask_as_printed_names_its_bits),
        cmocka_unit_test(names_are_taken_as_people_write_them),
        cmocka_unit_test(all_forms_find_the_same_row),
        cmocka_unit_test(doubles_are_two_rows),
        cmocka_unit_test(a_free_code_finds_its_range),
        cmocka_unit_test(the_last_code_fits),
        cmocka_unit_test(aliases_are_names),
        cmocka_unit_test(keys_of_every_kind_are_found),
        cmocka_unit_test(what_is_not_found_says_why),
        cmocka_unit_test(generic_names_are_codes_of_their_own_registry_only),
        cmocka_unit_test(a_row_is_followed_into_another_edition),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
