/* What codes are called: in the shipped registries, and in a table with a draft. */
#include "registry/code_names.h"

#include "registry/draft.h"
#include "support/real.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void shipped_names(void **state)
{
    static const struct {
        const char *edition, *registry;
        uint64_t code;
        const char *in, *name; /* NULL: none */
    } rows[] = {
        { "iana", "rrtype", 1, NULL, "A" },
        { "iana", "rrtype", 65, NULL, "HTTPS" },
        { "iana", "rrtype", 32769, NULL, "DLV" },
        { "iana", "rrtype", 70, NULL, "ISO" },
        { "iana", "rrtype", 71, NULL, NULL },
        { "iana", "rrtype", 65280, NULL, NULL },
        { "iana", "rrtype", 65535, NULL, NULL },
        { "iana", "class", 254, NULL, "NONE" },
        { "iana", "opcode", 6, NULL, "DSO" },
        { "rfc6195", "opcode", 6, NULL, NULL },
        { "iana", "rcode", 16, "opt", "BADVERS" },
        { "iana", "rcode", 16, "tsig", "BADSIG" },
        { "iana", "rcode", 16, "tkey", "BADSIG" },
        { "iana", "rcode", 23, "opt", "BADCOOKIE" },
        { "iana", "rcode", 3, "header", "NXDomain" },
        { "iana", "rcode", 3, "nowhere", "NXDomain" },
        { "iana", "edns-option", 10, NULL, "COOKIE" },
        { "rfc6195", "edns-option", 10, NULL, NULL },
        { "iana", "nothing-of-this-name", 1, NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct assignment *record =
            model_record(real_model(rows[i].edition), rows[i].registry, rows[i].code, rows[i].in);
        if (!rows[i].name)
            assert_null(record);
        else
            assert_string_equal(record_name(record), rows[i].name);
    }
    assert_null(model_record(NULL, "rrtype", 1, NULL));
}

static void a_draft_has_a_name(void **state)
{
    static const struct registry registry = { .id = "n", .kind = KEY_NUMBER, .width = 4 };
    static const struct draft drafts[] = {
        { .registry = &registry,
          .record = { .numeric = true, .low = 9, .high = 9, .mnemonic = "MINE", .status = STATUS_PRIVATE } }
    };
    const struct table table = { .registry = &registry, .drafts = drafts, .n_drafts = 1 };
    const struct model model = { .tables = &table, .n_tables = 1 };

    (void)state;
    assert_string_equal(record_name(model_record(&model, "n", 9, NULL)), "MINE");
    assert_null(model_record(&model, "n", 8, NULL));
}

static void contexts(void **state)
{
    (void)state;
    assert_true(context_names_one("tsig tkey", "tsig"));
    assert_true(context_names_one("tsig tkey", "tkey"));
    assert_false(context_names_one("tsig tkey", "tsi"));
    assert_false(context_names_one("opt", "tsig"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_names),
        cmocka_unit_test(a_draft_has_a_name),
        cmocka_unit_test(contexts),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
