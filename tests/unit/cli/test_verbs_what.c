/* What `what`, `search`, `show` and `list` answer. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct runner runner;

static int make(void **state)
{
    (void)state;
    runner_make(&runner);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    runner_remove(&runner);
    return 0;
}

/* The first answer in a registry at a code (or, below 0, anywhere in it); NULL: none. */
static const json_t *answer_in(const json_t *answers, const char *registry, long long code)
{
    size_t i;

    for (i = 0; i < json_array_size(answers); i++) {
        const json_t *answer = json_array_get(answers, i);
        const char *id = text_of(answer, "registry");
        if (id && strcmp(id, registry) == 0 &&
            (code < 0 || (number_of(answer, "low") <= code && code <= number_of(answer, "high"))))
            return answer;
    }
    return NULL;
}

static void assert_says(const char *word, const char *registry, long long code, const char *mnemonic,
                        const char *match)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", word);
    const json_t *answer = answer_in(answers, registry, code);

    if (!answer)
        fail_msg("what %s: nothing in %s", word, registry);
    if (mnemonic)
        assert_string_equal(text_of(answer, "mnemonic"), mnemonic);
    assert_string_equal(text_of(answer, "match"), match);
    json_decref(answers);
}

/* ---- numbers ----------------------------------------------------------------------------------- */

static void what_65_answers_from_thirteen_registries_with_policies(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "65");
    const char *seen[64];
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < json_array_size(answers); i++) {
        const json_t *answer = json_array_get(answers, i);
        const char *id = text_of(answer, "registry");
        bool again = false;
        assert_true(number_of(answer, "low") <= 65 && 65 <= number_of(answer, "high"));
        for (size_t k = 0; k < n; k++)
            again = again || strcmp(seen[k], id) == 0;
        if (!again && text_of(answer, "policy") && n < 64)
            seen[n++] = id;
    }

    assert_true(n >= 13);
    assert_string_equal(text_of(answer_in(answers, "rrtype", 65), "mnemonic"), "HTTPS");
    assert_string_equal(text_of(answer_in(answers, "dso", 65), "mnemonic"), "PUSH");
    assert_string_equal(text_of(answer_in(answers, "label", 65), "meaning"), "Binary Label");
    assert_string_equal(text_of(answer_in(answers, "class", 65), "policy"), "IETF Review");
    assert_string_equal(text_of(answer_in(answers, "rcode", 65), "policy"), "IETF Review");
    assert_string_equal(text_of(answer_in(answers, "ede", 65), "policy"), "First Come First Served");
    assert_string_equal(text_of(json_array_get(answers, 0), "registry"), "rrtype"); /* codes before ranges */
    json_decref(answers);
}

static void all_forms_of_a_code_agree(void **state)
{
    static const char *const forms[] = { "65",     "0x41",  "0x0041", "0b1000001", "TYPE65",
                                         "type65", "https", "HTTPS",  "Https" };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        json_t *answers = RUN_JSON(&runner, 0, "what", forms[i]);
        const json_t *answer = answer_in(answers, "rrtype", 65);
        assert_non_null(answer);
        assert_string_equal(text_of(answer, "mnemonic"), "HTTPS");
        assert_int_equal(number_of(answer, "low"), 65);
        assert_int_equal(number_of(answer, "high"), 65);
        json_decref(answers);
    }
}

static void generic_names_mean_their_own_registry_only(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "TYPE65");

    (void)state;
    assert_int_equal(json_array_size(answers), 1);
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "CLASS254");
    assert_int_equal(json_array_size(answers), 1);
    assert_string_equal(text_of(json_array_get(answers, 0), "mnemonic"), "NONE");
    json_decref(answers);
}

static void a_generic_name_past_the_end_says_so(void **state)
{
    static const char *const asked[][2] = {
        { "TYPE65536", "dnsreg: TYPE65536 is out of range: the last code of rrtype is 65535\n" },
        { "CLASS99999999999999999999",
          "dnsreg: CLASS99999999999999999999 is out of range: the last code of class is 65535\n" },
        { " type70000 ", "dnsreg: type70000 is out of range: the last code of rrtype is 65535\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct ran ran = RUN(&runner, "what", asked[i][0]);
        assert_int_equal(ran.status, 1);
        assert_string_equal(ran.out, "");
        assert_string_equal(ran.err, asked[i][1]);
        ran_free(&ran);
    }
}

/* AD is a flag; "address" does not say it. A short word that nothing is called stands for its beginning. */
static void a_short_name_is_not_looked_for_inside_words(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "ad");
    size_t n = json_array_size(answers);

    (void)state;
    assert_string_equal(text_of(json_array_get(answers, 0), "mnemonic"), "AD");
    assert_true(n < 8);
    for (size_t i = 1; i < n; i++)
        assert_string_equal(text_of(json_array_get(answers, i), "match"), "text");
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "add");
    assert_true(json_array_size(answers) > 20);
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "search", "ad");
    assert_true(json_array_size(answers) > 20);
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "mx"); /* "MX, SRV" in a text is the word */
    assert_true(json_array_size(answers) > 1);
    json_decref(answers);
}

/* However the shell's quotes stand, the words are the same. */
static void quoted_words_are_words(void **state)
{
    static const char *const asked[][2] = { { "rcode 3", "NXDomain" },
                                            { " rcode   3 ", "NXDomain" },
                                            { "3 rcode", "NXDomain" },
                                            { "TYPE65 ", "HTTPS" },
                                            { "\tTYPE65", "HTTPS" } };
    json_t *answers;
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        answers = RUN_JSON(&runner, 0, "what", asked[i][0]);
        assert_int_equal(json_array_size(answers), 1);
        assert_string_equal(text_of(json_array_get(answers, 0), "mnemonic"), asked[i][1]);
        json_decref(answers);
    }

    answers = RUN_JSON(&runner, 0, "what", "RR TYPEs", "65"); /* a title is one word with blanks */
    assert_int_equal(json_array_size(answers), 1);
    json_decref(answers);
    assert_says("65 ", "rrtype", 65, "HTTPS", "code");
}

static void a_bare_run_of_digits_is_decimal(void **state)
{
    (void)state;
    assert_says("0040", "dso", 40, NULL, "range");
    assert_says("0040", "rrtype", 40, "SINK", "code");
    assert_says("8001", "rrtype", 8001, NULL, "range");
    assert_says("0x8001", "rrtype", 32769, "DLV", "code");
}

static void a_flags_word_is_read_as_the_header(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "0x8583");

    (void)state;
    const json_t *flags = NULL;
    for (size_t i = 0; i < json_array_size(answers); i++)
        if (strcmp(text_of(json_array_get(answers, i), "match"), "flags") == 0)
            flags = json_array_get(answers, i);

    assert_non_null(flags);
    assert_string_equal(text_of(flags, "key"), "0x8583");
    assert_string_equal(text_of(flags, "hex"), "0x8583");
    assert_true(json_is_null(json_object_get(flags, "low")));

    /* 1 0000 1 0 1 1 0 0 0 0011, by hand */
    assert_string_equal(text_of(flags, "meaning"),
                        "QR=1 OpCode=0 Query AA=1 TC=0 RD=1 RA=1 Z=0 AD=0 CD=0 RCODE=3 NXDomain");
    json_decref(answers);
}

static void a_small_number_is_no_flags_word_unless_written_so(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "65");
    (void)state;
    for (size_t i = 0; i < json_array_size(answers); i++)
        assert_string_not_equal(text_of(json_array_get(answers, i), "match"), "flags");
    json_decref(answers);
    assert_says("0x0041", "header", -1, NULL, "flags");
}

static void both_meanings_of_a_double_are_answered(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "rcode", "16");

    (void)state;
    assert_int_equal(json_array_size(answers), 2);
    assert_string_equal(text_of(json_array_get(answers, 0), "mnemonic"), "BADVERS");
    assert_string_equal(text_of(json_array_get(answers, 0), "context"), "opt");
    assert_string_equal(text_of(json_array_get(answers, 1), "mnemonic"), "BADSIG");
    assert_string_equal(text_of(json_array_get(answers, 1), "context"), "tsig tkey");
    json_decref(answers);
}

/* ---- names ------------------------------------------------------------------------------------- */

static void any_names_the_type_and_the_class(void **state)
{
    (void)state;
    assert_says("any", "rrtype", 255, "*", "alias");
    assert_says("any", "class", 255, "*", "alias");
    assert_says("ALL", "rrtype", 255, "*", "alias");
    assert_says("*", "rrtype", 255, "*", "mnemonic");
}

static void names_people_use_are_found(void **state)
{
    (void)state;
    assert_says("ecs", "edns-option", 8, "edns-client-subnet", "alias");
    assert_says("internet", "class", 1, "IN", "alias");
    assert_says("BADTRUC", "rcode", 22, "BADTRUNC", "alias");
    assert_says("nxdomain", "rcode", 3, "NXDomain", "mnemonic");
    assert_says("aa", "header", 5, "AA", "bit");
    assert_says("do", "edns-flag", 0, "DO", "bit");
    assert_says("EDE", "edns-option", 15, "Extended DNS Error", "alias");
}

static void names_below_registered_names_are_found(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "printer.local");

    (void)state;
    assert_string_equal(text_of(answer_in(answers, "special-use", -1), "key"), "local.");
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "_25._tcp.example.com");
    assert_non_null(answer_in(answers, "underscored", -1));
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "_ta-4f66");
    assert_string_equal(text_of(answer_in(answers, "underscored", -1), "key"), "NULL _ta-*");
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "5.1.168.192.in-addr.arpa");
    assert_non_null(answer_in(answers, "special-use", -1));
    assert_non_null(answer_in(answers, "local-zone-ipv4", -1));
    json_decref(answers);
}

/* ---- documents, policies, statuses ------------------------------------------------------------- */

static void a_document_answers_with_what_it_registered(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "rfc8914");
    (void)state;
    assert_string_equal(text_of(json_array_get(answers, 0), "match"), "document");
    assert_string_equal(text_of(json_array_get(answers, 0), "key"), "rfc8914");
    assert_non_null(answer_in(answers, "ede", 0));
    assert_non_null(answer_in(answers, "edns-option", 15));
    json_decref(answers);
}

static void an_obsolete_document_leads_to_its_successor(void **state)
{
    static const char *const words[][2] = { { "rfc2845", "rfc8945" },
                                            { "draft-ietf-dnsop-extended-error", "rfc8914" },
                                            { "bcp42", "rfc6895" },
                                            { "RFC 2845", "rfc8945" } };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        json_t *answers = RUN_JSON(&runner, 0, "what", words[i][0]);
        bool found = false;
        for (size_t k = 0; k < json_array_size(answers); k++) {
            const char *key = text_of(json_array_get(answers, k), "key");
            found = found || (key && strcmp(key, words[i][1]) == 0);
        }
        if (!found)
            fail_msg("what %s does not name %s", words[i][0], words[i][1]);
        json_decref(answers);
    }
}

static void a_policy_answers_with_what_it_asks_and_its_ranges(void **state)
{
    json_t *full = RUN_JSON(&runner, 0, "what", "First Come First Served");
    json_t *short_form = RUN_JSON(&runner, 0, "what", "fcfs");

    (void)state;
    assert_string_equal(text_of(json_array_get(full, 0), "policy"), "First Come First Served");
    assert_non_null(text_of(json_array_get(full, 0), "meaning"));
    assert_non_null(answer_in(full, "ede", 49151));
    assert_non_null(answer_in(short_form, "ede", 49151));
    json_decref(full);
    json_decref(short_form);
}

static void a_status_answers_with_the_rows_that_have_it(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "temporary");
    (void)state;
    assert_string_equal(text_of(answer_in(answers, "edns-flag", 2), "expires"), "2027-07-20");
    assert_string_equal(text_of(answer_in(answers, "dnskey-flag", 14), "expires"), "2027-07-20");
    json_decref(answers);
}

/* ---- nothing, several words, search ------------------------------------------------------------ */

static void nothing_found_is_one_line_and_one(void **state)
{
    struct ran ran = RUN(&runner, "what", "zzzz");

    (void)state;
    assert_refused(&ran, 1);
    assert_non_null(strstr(ran.err, "zzzz"));
    ran_free(&ran);
    ran = RUN(&runner, "search", "zzzz");
    assert_refused(&ran, 1);
    ran_free(&ran);
}

static void the_empty_word_means_nothing(void **state)
{
    static const char *const words[] = { "", " ", "   " };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct ran ran = RUN(&runner, "what", words[i]);
        assert_refused(&ran, 1);
        ran_free(&ran);
        ran = RUN(&runner, "search", words[i]);
        assert_refused(&ran, 1);
        ran_free(&ran);
    }
}

static void words_that_mean_nothing_together_are_asked_one_by_one(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "what", "nxdomain", "https");

    (void)state;
    assert_string_equal(text_of(answer_in(answers, "rcode", 3), "asked"), "nxdomain");
    assert_string_equal(text_of(answer_in(answers, "rrtype", 65), "asked"), "https");
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "what", "rrtype", "65");
    assert_int_equal(json_array_size(answers), 1);
    json_decref(answers);
}

static void search_finds_text_and_the_closest_first(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "search", "Delegation Signer");

    (void)state;
    assert_string_equal(text_of(json_array_get(answers, 0), "mnemonic"), "DS");
    json_decref(answers);
    answers = RUN_JSON(&runner, 0, "search", "nsec3");
    assert_string_equal(text_of(json_array_get(answers, 0), "mnemonic"), "NSEC3");
    for (size_t i = 0; i < json_array_size(answers); i++)
        assert_string_equal(text_of(json_array_get(answers, i), "match"), "text");
    json_decref(answers);
}

static void the_edition_in_force_answers(void **state)
{
    json_t *answers = RUN_JSON(&runner, 0, "-e", "rfc6195", "what", "65");
    (void)state;
    assert_string_equal(text_of(answer_in(answers, "rrtype", 65), "status"), "unassigned");
    assert_string_equal(text_of(answer_in(answers, "rrtype", 65), "policy"), "DNS RRTYPE Allocation Policy");
    assert_null(answer_in(answers, "dso", -1));
    json_decref(answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_65_answers_from_thirteen_registries_with_policies),
        cmocka_unit_test(all_forms_of_a_code_agree),
        cmocka_unit_test(generic_names_mean_their_own_registry_only),
        cmocka_unit_test(a_generic_name_past_the_end_says_so),
        cmocka_unit_test(a_short_name_is_not_looked_for_inside_words),
        cmocka_unit_test(quoted_words_are_words),
        cmocka_unit_test(a_bare_run_of_digits_is_decimal),
        cmocka_unit_test(a_flags_word_is_read_as_the_header),
        cmocka_unit_test(a_small_number_is_no_flags_word_unless_written_so),
        cmocka_unit_test(both_meanings_of_a_double_are_answered),
        cmocka_unit_test(any_names_the_type_and_the_class),
        cmocka_unit_test(names_people_use_are_found),
        cmocka_unit_test(names_below_registered_names_are_found),
        cmocka_unit_test(a_document_answers_with_what_it_registered),
        cmocka_unit_test(an_obsolete_document_leads_to_its_successor),
        cmocka_unit_test(a_policy_answers_with_what_it_asks_and_its_ranges),
        cmocka_unit_test(a_status_answers_with_the_rows_that_have_it),
        cmocka_unit_test(nothing_found_is_one_line_and_one),
        cmocka_unit_test(the_empty_word_means_nothing),
        cmocka_unit_test(words_that_mean_nothing_together_are_asked_one_by_one),
        cmocka_unit_test(search_finds_text_and_the_closest_first),
        cmocka_unit_test(the_edition_in_force_answers),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
