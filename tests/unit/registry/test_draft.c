/* Drafts as values: read from what was written, said back, where they stand, and which code is next. */
#include "support/real.h"

#include "registry/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static int free_all(void **state)
{
    arena_free(&arena);
    return real_free(state);
}

/* Reads a draft of the registry; the texts are kind, code, mnemonic. False: `field` and `why` say why. */
static bool reads(const char *edition, const char *registry, const char *kind, const char *code,
                  const char *mnemonic, struct draft *draft, enum draft_field *field)
{
    const struct model *model = real_model(edition);
    struct draft_text text = { 0 };
    char why[DRAFT_WHY_OCTETS] = "";

    text.at[DRAFT_KIND] = kind;
    text.at[DRAFT_CODE] = code;
    text.at[DRAFT_MNEMONIC] = mnemonic;

    bool ok = draft_read(model, model_registry(model, registry), &text, &arena, draft, field, why);
    assert_int_equal(ok, why[0] == '\0');
    return ok;
}

/* The edition with the squatters that these tests speak of. */
static struct model with_squatters(const char *edition)
{
    static const struct squatter squatters[] = {
        { "edns-option", 65001, 65001, "dnsmasq, MAC address", NULL },
        { "rrtype", 65281, 65282, "Microsoft WINS", NULL },
    };
    struct model model = *real_model(edition);

    model.squatters = squatters;
    model.n_squatters = sizeof squatters / sizeof *squatters;
    return model;
}

static struct draft made(const char *edition, const char *registry, const char *kind, const char *code)
{
    struct draft draft;
    enum draft_field field;
    if (!reads(edition, registry, kind, code, NULL, &draft, &field))
        fail_msg("%s %s cannot be read", registry, code);
    return draft;
}

static void fields_stand_in_order_and_say_what_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < DRAFT_FIELDS; i++) {
        const struct draft_field_row *row = &draft_fields[i];
        assert_int_equal(row->field, i);
        assert_true(row->option[0] && row->title[0] && row->value[0] && row->help[0] && row->most > 0);
    }
    assert_int_equal(draft_fields[DRAFT_MNEMONIC].most, 63);
}

static void numbers_are_read_in_every_form(void **state)
{
    static const char *const forms[] = { "65280", "0xFF00", "0b1111111100000000", "TYPE65280", "type65280" };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct draft draft = made("iana", "rrtype", NULL, forms[i]);
        assert_true(draft.record.numeric && draft.record.low == 65280 && draft.record.high == 65280);
        assert_null(draft.record.key);
        assert_string_equal(draft.basis, "iana");
    }

    assert_int_equal(made("iana", "rrtype", NULL, "https").record.low, 65); /* what stands there names it */
    assert_int_equal(made("iana", "rrtype", NULL, "99999").record.low, 99999);
    assert_true(made("iana", "rrtype", NULL, "99999999999999999999").record.low == UINT64_MAX);
}

static void what_is_no_code_is_refused_with_the_field(void **state)
{
    static const struct {
        const char *registry, *kind, *code;
        enum draft_field field;
    } bad[] = {
        { "rrtype", NULL, "CLASS5", DRAFT_CODE },      { "rrtype", NULL, "-1", DRAFT_CODE },
        { "rrtype", NULL, "nothing!", DRAFT_CODE },    { "label", NULL, "2", DRAFT_CODE },
        { "underscored", NULL, "_tcp", DRAFT_CODE },   { "underscored", NULL, "SRV/", DRAFT_CODE },
        { "underscored", NULL, "/_tcp", DRAFT_CODE },  { "dsync", NULL, "CDS/one", DRAFT_CODE },
        { "cookie-method", NULL, "x/16", DRAFT_CODE }, { "rrtype", "official", "65280", DRAFT_KIND },
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct draft draft;
        enum draft_field field = DRAFT_FIELDS;
        if (reads("iana", bad[i].registry, bad[i].kind, bad[i].code, NULL, &draft, &field))
            fail_msg("%s was read", bad[i].code);
        assert_int_equal(field, bad[i].field);
    }
}

static void keys_are_read_by_the_kind_of_their_registry(void **state)
{
    struct draft pattern = made("iana", "label", NULL, "10"),
                 pair = made("iana", "underscored", NULL, "SRV/_x");
    struct draft scheme = made("iana", "dsync", NULL, "CDS/7"),
                 cookie = made("iana", "cookie-method", NULL, "240/16");
    struct draft name = made("iana", "special-use", NULL, "corp.");

    (void)state;
    assert_true(pattern.record.low == 128 && pattern.record.high == 191);
    assert_string_equal(pattern.record.key, "10");
    assert_string_equal(pair.record.key, "SRV");
    assert_string_equal(pair.record.key2, "_x");
    assert_string_equal(scheme.record.key, "CDS");
    assert_int_equal(scheme.record.low, 7);
    assert_true(cookie.record.has_second && cookie.record.low == 240 && cookie.record.low2 == 16);
    assert_null(cookie.record.key);
    assert_string_equal(name.record.key, "corp.");
}

static void a_code_may_be_left_open(void **state)
{
    struct draft draft = made("iana", "rrtype", "proposal", "tbd");
    (void)state;
    assert_false(draft_is_placed(&draft) || draft.next);
    draft = made("iana", "rrtype", NULL, "next");
    assert_true(draft.next && !draft_is_placed(&draft));
    assert_false(draft_is_placed(&(struct draft){ 0 }));
}

static void registries_without_mnemonics_take_the_name_as_meaning(void **state)
{
    struct draft draft;
    enum draft_field field;

    (void)state;
    assert_true(reads("iana", "afsdb", NULL, "65300", "X", &draft, &field));
    assert_null(draft.record.mnemonic);
    assert_string_equal(draft.record.meaning, "X");
    assert_true(reads("iana", "rrtype", "proposal", "tbd", "-", &draft, &field));
    assert_null(draft.record.mnemonic);
    assert_true(reads("iana", "ds-digest", NULL, "253", "X", &draft, &field));
    assert_string_equal(draft.record.mnemonic, "X");
}

static void a_modification_is_a_proposal(void **state)
{
    const struct model *model = real_model("iana");
    struct draft_text text = { .modifies = true };
    struct draft draft;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];

    (void)state;
    text.at[DRAFT_CODE] = "65";
    assert_true(draft_read(model, model_registry(model, "rrtype"), &text, &arena, &draft, &field, why));
    assert_true(draft.modifies && draft.kind == DRAFT_PROPOSAL);
    text.at[DRAFT_KIND] = "private";
    assert_false(draft_read(model, model_registry(model, "rrtype"), &text, &arena, &draft, &field, why));
    assert_int_equal(field, DRAFT_KIND);
}

static void what_was_written_is_said_back(void **state)
{
    static const struct {
        const char *registry, *code, *back;
    } codes[] = {
        { "rrtype", "0xFF00", "65280" },
        { "rrtype", "tbd", "tbd" },
        { "rrtype", "next", "next" },
        { "label", "10", "10" },
        { "underscored", "SRV/_x", "SRV/_x" },
        { "dsync", "CDS/7", "CDS/7" },
        { "cookie-method", "2/16", "2/16" },
        { "special-use", "corp.", "corp." },
        { "rrtype", "18446744073709551615", "18446744073709551615" },
    };
    const struct model *model = real_model("iana");
    struct draft_text text = { 0 }, back;
    struct draft draft;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS], buffer[DRAFT_CODE_OCTETS];
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        draft = made("iana", codes[i].registry, "proposal", codes[i].code);
        draft_say(&draft, &back, buffer);
        assert_string_equal(back.at[DRAFT_CODE], codes[i].back);
        assert_string_equal(back.at[DRAFT_KIND], "proposal");
    }

    text.at[DRAFT_CODE] = "65280";
    text.at[DRAFT_MNEMONIC] = "LABTEST";
    text.at[DRAFT_CATEGORY] = "Data";
    text.at[DRAFT_MEANING] = "lab records";
    text.at[DRAFT_REFERENCE] = "RFC 8914";
    text.at[DRAFT_NOTE] = "ask ann";
    assert_true(draft_read(model, model_registry(model, "rrtype"), &text, &arena, &draft, &field, why));
    assert_string_equal(draft.record.references[0].target, "rfc8914");
    draft_say(&draft, &back, buffer);
    assert_string_equal(back.at[DRAFT_CATEGORY], "data");
    for (size_t i = DRAFT_MEANING; i < DRAFT_FIELDS; i++)
        assert_string_equal(back.at[i], text.at[i]);
}

static void places_compare_as_their_keys_do(void **state)
{
    static const struct {
        const char *registry, *a, *b;
        bool same;
    } pairs[] = {
        { "rrtype", "65280", "0xff00", true },
        { "rrtype", "65280", "65281", false },
        { "label", "10", "1010", true },
        { "label", "100", "101", false },
        { "underscored", "srv/_X", "SRV/_x", true },
        { "underscored", "TXT/_x", "SRV/_x", false },
        { "special-use", "Corp", "corp.", true },
        { "catalog-property", "corp", "corp.", false },
        { "cookie-method", "2/16", "2/8", false },
        { "dsync", "CDS/1", "CSYNC/1", false },
    };
    struct draft open = made("iana", "rrtype", "proposal", "tbd"),
                 other = made("iana", "class", NULL, "65280");
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct draft a = made("iana", pairs[i].registry, NULL, pairs[i].a);
        struct draft b = made("iana", pairs[i].registry, NULL, pairs[i].b);
        if (draft_same_place(&a, &b) != pairs[i].same)
            fail_msg("%s: %s and %s", pairs[i].registry, pairs[i].a, pairs[i].b);
        assert_false(draft_same_place(&a, &other));
    }
    assert_false(draft_same_place(&open, &open));
}

static void records_under_a_draft_are_found(void **state)
{
    static const struct {
        const char *registry, *code, *name; /* NULL: nothing is taken there */
    } rows[] = {
        { "rrtype", "65", "HTTPS" },
        { "rrtype", "54", NULL },
        { "rrtype", "65280", NULL },
        { "label", "01000010", "01" },
        { "label", "10", NULL },
        { "label", "01111111", NULL },
        { "underscored", "SRV/_EXAMPLE", "*" },
        { "underscored", "srv/_tcp", "SRV" },
        { "special-use", "TEST", "test." },
        { "catalog-property", "x.ext", NULL },
        { "dsync", "CDS/1", "NOTIFY" },
        { "dsync", "CDS/2", NULL },
        { "cookie-method", "1/16", "SipHash-2-4" },
        { "cookie-method", "1/8", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct draft draft = made("iana", rows[i].registry, NULL, rows[i].code);
        const struct assignment *a = draft_taken_by(real_table("iana", rows[i].registry), &draft);
        if (!a != !rows[i].name)
            fail_msg("%s %s", rows[i].registry, rows[i].code);
        if (a)
            assert_string_equal(a->mnemonic ? a->mnemonic : a->key, rows[i].name);
    }
}

static void ranges_govern_keys_of_every_kind(void **state)
{
    static const struct {
        const char *registry, *code, *policy; /* NULL: none */
    } rows[] = {
        { "rrtype", "300", "Expert Review or Standards Action" },
        { "edns-option", "0", NULL },
        { "cookie-method", "2/16", "Expert Review" },
        { "cookie-method", "2/64", NULL },
        { "catalog-property", "a.ext", "Private Use" },
        { "catalog-property", "a.next", "Expert Review" },
        { "special-use", "corp.", "Standards Action or IESG Approval" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct draft draft = made("iana", rows[i].registry, NULL, rows[i].code);
        const struct range *range = draft_range(real_table("iana", rows[i].registry), &draft);
        if (!range != !rows[i].policy)
            fail_msg("%s %s", rows[i].registry, rows[i].code);
        if (range)
            assert_string_equal(range->policy, rows[i].policy);
    }
}

static void records_override_their_range(void **state)
{
    static const struct {
        const char *edition, *registry, *code;
        enum use use;
    } rows[] = {
        { "iana", "ds-digest", "253", USE_PRIVATE },
        { "iana", "cert-type", "65280", USE_EXPERIMENTAL },
        { "iana", "edns-option", "4", USE_RESERVED },
        { "iana", "dnssec-alg", "123", USE_RESERVED },
        { "iana", "rrtype", "0", USE_NEVER },
        { "iana", "rrtype", "65535", USE_RESERVED_OPEN },
        { "rfc2929", "rrtype", "65535", USE_PRIVATE },
        { "iana", "afsdb", "0", USE_CLOSED },
        { "rfc6195", "afsdb", "0", USE_RESERVED_OPEN },
        { "iana", "edns-option", "0", USE_RESERVED },
        { "iana", "dh-group", "0xC000", USE_PRIVATE },
        { "iana", "dso", "0xFC00", USE_RESERVED_OPEN },
        { "iana", "opcode", "3", USE_OPEN },
        { "iana", "dsync", "CDS/128", USE_PRIVATE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct draft draft = made(rows[i].edition, rows[i].registry, NULL, rows[i].code);
        const struct assignment *record;
        if (draft_use(real_table(rows[i].edition, rows[i].registry), &draft, &record) != rows[i].use)
            fail_msg("%s %s %s", rows[i].edition, rows[i].registry, rows[i].code);
    }
}

static void next_takes_the_lowest_that_will_do(void **state)
{
    static const struct {
        const char *edition, *registry, *kind;
        enum category category;
        uint64_t code; /* 0: there is none */
    } rows[] = {
        { "iana", "rrtype", "private", CATEGORY_NONE, 65280 },
        { "iana", "rrtype", "private", CATEGORY_META, 65408 }, /* the cache bit is set from there */
        { "iana", "rrtype", "proposal", CATEGORY_NONE, 54 },
        { "iana", "rrtype", "proposal", CATEGORY_META, 129 },
        { "rfc6195", "rrtype", "proposal", CATEGORY_DATA, 52 },
        { "iana", "class", "private", CATEGORY_NONE, 65280 },
        { "iana", "class", "proposal", CATEGORY_Q, 128 },
        { "iana", "edns-option", "private", CATEGORY_NONE, 65002 }, /* dnsmasq sits on 65001 */
        { "iana", "rcode", "private", CATEGORY_NONE, 3841 },
        { "iana", "rcode", "proposal", CATEGORY_NONE, 12 },
        { "iana", "cert-type", "private", CATEGORY_NONE, 65280 },
        { "iana", "edns-flag", "proposal", CATEGORY_NONE, 0 }, /* 3-15 are reserved */
        { "iana", "opcode", "private", CATEGORY_NONE, 0 },
        { "iana", "special-use", "private", CATEGORY_NONE, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct draft draft = made(rows[i].edition, rows[i].registry, rows[i].kind, "next");
        char why[DRAFT_WHY_OCTETS] = "";
        struct model model = with_squatters(rows[i].edition);
        draft.record.category = rows[i].category;
        bool chosen = draft_choose_code(&model, &draft, why);
        if (chosen != (rows[i].code != 0) || draft.record.low != rows[i].code)
            fail_msg("%s %s: %llu", rows[i].registry, rows[i].kind, (unsigned long long)draft.record.low);
        assert_int_equal(draft.next, !chosen);
        assert_int_equal(why[0] == '\0', chosen);
    }
}

static void the_nearest_code_passes_over_squatters(void **state)
{
    struct draft draft = made("iana", "rrtype", NULL, "300");
    struct model model = with_squatters("iana");
    uint64_t code = 0;

    (void)state;
    assert_true(draft_near_code(&model, &draft, 65281, &code));
    assert_int_equal(code, 65280);
    assert_true(draft_near_code(&model, &draft, 65282, &code));
    assert_int_equal(code, 65283);
    assert_true(draft_near_code(&model, &draft, UINT64_MAX, &code));
    assert_int_equal(code, 65407); /* above it the cache bit is set */
}

static void drafts_are_found_by_id_and_place(void **state)
{
    struct draft drafts[2] = { made("iana", "rrtype", NULL, "65280"), made("iana", "rrtype", NULL, "65300") };
    struct table table = *real_table("iana", "rrtype");
    struct model model = with_squatters("iana");
    struct draft place = made("iana", "rrtype", NULL, "65300");
    char why[DRAFT_WHY_OCTETS];

    (void)state;
    drafts[0].id = 7;
    drafts[1].id = 9;
    drafts[1].record.mnemonic = "LABTEST";
    table.drafts = drafts;
    table.n_drafts = 2;
    model.tables = &table;
    model.n_tables = 1;
    assert_ptr_equal(model_draft_at(&model, &place), &drafts[1]);
    assert_ptr_equal(model_draft(&model, 7), &drafts[0]);
    assert_null(model_draft(&model, 8));
    place = made("iana", "rrtype", NULL, "next");
    assert_null(model_draft_at(&model, &place));
    assert_true(draft_choose_code(&model, &place, why));
    assert_int_equal(place.record.low, 65283); /* a draft, and the two WINS types, stand below */
    place = drafts[0];
    place.next = true;
    assert_true(draft_choose_code(&model, &place, why));
    assert_int_equal(place.record.low, 65280); /* its saved self is not in its way */
}

/* Drafts on each code from `first` to `last` but on `spared`. */
static void fill(struct table *table, uint64_t first, uint64_t last, uint64_t spared)
{
    struct draft *drafts = arena_take(&arena, (size_t)(last - first + 1) * sizeof *drafts);

    table->drafts = drafts;
    table->n_drafts = 0;
    for (uint64_t code = first; code <= last; code++)
        if (code != spared)
            drafts[table->n_drafts++] =
                (struct draft){ .id = 1 + (int64_t)(code - first),
                                .registry = table->registry,
                                .record = { .numeric = true, .low = code, .high = code } };
}

/* Where no code can be chosen, the one that is free all the same is named, and what speaks against it. */
static void no_next_says_what_is_free(void **state)
{
    static const struct {
        uint64_t spared;
        enum category category;
        const char *why;
    } rows[] = {
        { 65408, CATEGORY_NONE,
          "every code of rrtype for private use that suits data is taken; 65408 is free, but caches take it "
          "for a "
          "Q or meta TYPE: name another --category, or write it yourself" },
        { 65283, CATEGORY_META,
          "every code of rrtype for private use that suits Q and meta TYPEs is taken; 65283 is free, but "
          "caches "
          "take it for data: name another --category, or write it yourself" },
        { 65282, CATEGORY_DATA,
          "every code of rrtype for private use is taken, or in use without being assigned, as 65282 is "
          "(Microsoft WINS): write it yourself" },
        { 0, CATEGORY_DATA, "RR TYPEs has no free code for private use" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct model model = with_squatters("iana");
        struct table *tables = arena_take(&arena, model.n_tables * sizeof *tables);
        struct draft draft = made("iana", "rrtype", NULL, "next");
        char why[DRAFT_WHY_OCTETS] = "";
        memcpy(tables, model.tables, model.n_tables * sizeof *tables);
        for (size_t t = 0; t < model.n_tables; t++)
            if (strcmp(tables[t].registry->id, "rrtype") == 0)
                fill(&tables[t], 65280, 65534, rows[i].spared);
        model.tables = tables;
        draft.record.category = rows[i].category;
        assert_false(draft_choose_code(&model, &draft, why));
        assert_string_equal(why, rows[i].why);
        assert_true(draft.next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_stand_in_order_and_say_what_they_are),
        cmocka_unit_test(numbers_are_read_in_every_form),
        cmocka_unit_test(what_is_no_code_is_refused_with_the_field),
        cmocka_unit_test(keys_are_read_by_the_kind_of_their_registry),
        cmocka_unit_test(a_code_may_be_left_open),
        cmocka_unit_test(registries_without_mnemonics_take_the_name_as_meaning),
        cmocka_unit_test(a_modification_is_a_proposal),
        cmocka_unit_test(what_was_written_is_said_back),
        cmocka_unit_test(places_compare_as_their_keys_do),
        cmocka_unit_test(records_under_a_draft_are_found),
        cmocka_unit_test(ranges_govern_keys_of_every_kind),
        cmocka_unit_test(records_override_their_range),
        cmocka_unit_test(next_takes_the_lowest_that_will_do),
        cmocka_unit_test(no_next_says_what_is_free),
        cmocka_unit_test(the_nearest_code_passes_over_squatters),
        cmocka_unit_test(drafts_are_found_by_id_and_place),
    };
    return cmocka_run_group_tests(tests, NULL, free_all);
}
