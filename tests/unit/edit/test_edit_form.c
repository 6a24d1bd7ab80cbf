/* The form of a draft as data: what keys do to it, what it holds against loss, what the rules say of it. */
#include "support/real.h"
#include "ui/edit/form_draft.h"
#include "ui/edit/form_judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void type(struct form *form, const struct table *table, const char *script)
{
    struct line_editor *editor = line_editor_new();
    struct key key;
    for (size_t n; (n = key_script(script, &key)) > 0; script += n)
        (void)form_key(form, table, editor, &key);
    line_editor_free(editor);
}

static void begins_with_what_the_code_allows(void **state)
{
    struct form form;

    (void)state;
    form_new(&form, real_table("iana", "rrtype"), "", DRAFT_PRIVATE);
    assert_string_equal(form.at[DRAFT_KIND].text, "private");
    assert_string_equal(form.at[DRAFT_CODE].text, "next");
    assert_string_equal(form.at[DRAFT_CATEGORY].text, "data");
    assert_int_equal(form.field, DRAFT_MNEMONIC);
    assert_false(form_changed(&form));
    form_new(&form, real_table("iana", "rrtype"), "300", DRAFT_PROPOSAL);
    assert_string_equal(form.at[DRAFT_KIND].text, "proposal");
    form_new(&form, real_table("iana", "opcode"), "", DRAFT_PRIVATE); /* it has no private range */
    assert_string_equal(form.at[DRAFT_KIND].text, "proposal");
    assert_string_equal(form.at[DRAFT_CODE].text, "tbd");
    form_new(&form, real_table("iana", "special-use"), "", DRAFT_PRIVATE);
    assert_string_equal(form.at[DRAFT_CODE].text, "");
    assert_int_equal(form.field, DRAFT_CODE);
}

static void fields_follow_the_registry(void **state)
{
    const struct registry *rrtype = real_table("iana", "rrtype")->registry;
    const struct registry *ede = real_table("iana", "ede")->registry;
    const struct registry *names = real_table("iana", "special-use")->registry;

    (void)state;
    for (int i = 0; i < DRAFT_FIELDS; i++)
        assert_true(form_has(rrtype, (enum draft_field)i));
    assert_false(form_has(ede, DRAFT_CATEGORY));
    assert_false(form_has(ede, DRAFT_MNEMONIC));
    assert_false(form_has(names, DRAFT_MNEMONIC));
    assert_string_equal(form_title(rrtype, DRAFT_CODE), "Code");
    assert_string_equal(form_title(names, DRAFT_CODE), "Name");
    assert_string_equal(form_title(real_table("iana", "header")->registry, DRAFT_CODE), "Bit");
    assert_true(form_may_be_private(real_table("iana", "afsdb")));
    assert_true(form_may_be_private(real_table("iana", "ds-digest"))); /* by its records */
    assert_false(form_may_be_private(real_table("iana", "opcode")));
}

static void moves_over_the_fields_it_has(void **state)
{
    const struct table *table = real_table("iana", "ede");
    struct form form;

    (void)state;
    form_new(&form, table, "50000", DRAFT_PRIVATE);
    form.field = DRAFT_CODE;
    form_move(&form, table->registry, 1);
    assert_int_equal(form.field, DRAFT_MEANING);
    form_move(&form, table->registry, -1);
    form_move(&form, table->registry, -1);
    form_move(&form, table->registry, -1);
    assert_int_equal(form.field, DRAFT_NOTE);
    form_move(&form, table->registry, 1);
    assert_int_equal(form.field, DRAFT_KIND);
}

static void choices_turn(void **state)
{
    const struct table *table = real_table("iana", "rrtype");
    struct form form;

    (void)state;
    form_new(&form, table, "", DRAFT_PRIVATE);
    form.field = DRAFT_CATEGORY;
    type(&form, table, "<Right>");
    assert_string_equal(form.at[DRAFT_CATEGORY].text, "q");
    type(&form, table, "<space>");
    assert_string_equal(form.at[DRAFT_CATEGORY].text, "meta");
    type(&form, table, "<Left><Left>x");
    assert_string_equal(form.at[DRAFT_CATEGORY].text, "data");
    form.field = DRAFT_KIND;
    type(&form, table, "<Right>");
    assert_string_equal(form.at[DRAFT_KIND].text, "proposal");
    form_new(&form, real_table("iana", "opcode"), "", DRAFT_PROPOSAL);
    form.field = DRAFT_KIND;
    type(&form, real_table("iana", "opcode"), "<Right><Left><space>");
    assert_string_equal(form.at[DRAFT_KIND].text, "proposal");
}

static void typing_stops_at_the_length(void **state)
{
    const struct table *table = real_table("iana", "rrtype");
    struct form form;

    (void)state;
    form_new(&form, table, "", DRAFT_PRIVATE);
    for (size_t i = 0; i < draft_fields[DRAFT_MNEMONIC].most + 5; i++)
        type(&form, table, "A");
    assert_int_equal(form.at[DRAFT_MNEMONIC].len, draft_fields[DRAFT_MNEMONIC].most);
    assert_false(form_insert(&form, "BB", 2));
    assert_int_equal(form.at[DRAFT_MNEMONIC].len, draft_fields[DRAFT_MNEMONIC].most);
    assert_true(form_changed(&form));
}

static void findings_come_and_go(void **state)
{
    const struct model *model = real_model("iana");
    const struct table *table = real_table("iana", "rrtype");
    struct form form;
    struct judged judged;

    (void)state;
    form_new(&form, table, "65280", DRAFT_PRIVATE);
    type(&form, table, "IN");
    form_judge(&form, model, &judged);
    assert_true(findings_refuse(&judged.findings));
    assert_string_equal(judged_field(&judged, DRAFT_MNEMONIC)->rule->id, "mnemonic-disjoint");
    assert_non_null(judged_suggestion(&judged, DRAFT_MNEMONIC));
    assert_string_equal(judged.hex, "0xFF00");
    form_judge(&form, real_model("rfc2929"), &judged);
    assert_false(findings_refuse(&judged.findings));
    type(&form, table, "LAB");
    form_judge(&form, model, &judged);
    assert_false(findings_refuse(&judged.findings));
    assert_null(judged_suggestion(&judged, DRAFT_MNEMONIC));
    (void)form_set(&form, DRAFT_CODE, "65x");
    form_judge(&form, model, &judged);
    assert_true(findings_refuse(&judged.findings));
    assert_null(judged_field(&judged, DRAFT_CODE)->rule); /* no rule: it cannot be read */
    (void)form_set(&form, DRAFT_CODE, "18446744073709551615");
    form_judge(&form, model, &judged);
    assert_true(findings_refuse(&judged.findings));
    assert_string_equal(judged.hex, "");
    (void)form_set(&form, DRAFT_CODE, "next");
    form_judge(&form, model, &judged);
    assert_string_equal(judged.chosen, "65280");
    form_new(&form, real_table("iana", "ede"), "50000", DRAFT_PRIVATE);
    form_judge(&form, real_model("rfc6195"), &judged);
    assert_false(judged.covered);
}

static void a_record_is_changed_or_copied(void **state)
{
    const struct table *table = real_table("iana", "rrtype");
    const struct assignment *record = real_record("iana", "rrtype", "HTTPS");
    struct form form;
    struct judged judged;

    (void)state;
    form_of_record(&form, table, record, false);
    assert_true(form.modifies);
    assert_string_equal(form.at[DRAFT_CODE].text, "65");
    assert_string_equal(form.at[DRAFT_KIND].text, "proposal");
    assert_false(form_changed(&form));
    form_judge(&form, real_model("iana"), &judged);
    assert_false(findings_refuse(&judged.findings));
    form_of_record(&form, table, record, true);
    assert_false(form.modifies);
    assert_string_equal(form.at[DRAFT_CODE].text, "next");
    assert_string_equal(form.at[DRAFT_MNEMONIC].text, "HTTPS");
    assert_false(form_changed(&form)); /* nothing was typed yet that could be lost */
}

/* What outlives the program is read back to the last character. */
static void is_kept_whole(void **state)
{
    const struct table *table = real_table("iana", "rrtype");
    struct form form, again;
    struct out out = out_to_memory();

    (void)state;
    form_new(&form, table, "65283", DRAFT_PRIVATE);
    form.id = 7;
    form.rev = 3;
    type(&form, table, "LAB");
    form.field = DRAFT_MEANING;
    type(&form, table, "a = \"b\" 日本");
    form_write(&form, &out);
    out_char(&out, '\0');
    assert_true(form_read(&again, out.octets));
    assert_string_equal(again.registry, "rrtype");
    assert_int_equal(again.id, 7);
    assert_int_equal(again.rev, 3);
    assert_int_equal(again.field, DRAFT_MEANING);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        assert_string_equal(again.at[i].text, form.at[i].text);
    assert_true(form_changed(&again));
    assert_false(form_read(&again, "no form"));
    assert_false(form_read(&again, ""));
    out_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_with_what_the_code_allows), cmocka_unit_test(fields_follow_the_registry),
        cmocka_unit_test(moves_over_the_fields_it_has),     cmocka_unit_test(choices_turn),
        cmocka_unit_test(typing_stops_at_the_length),       cmocka_unit_test(findings_come_and_go),
        cmocka_unit_test(a_record_is_changed_or_copied),    cmocka_unit_test(is_kept_whole),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
