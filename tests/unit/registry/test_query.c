/* How words are understood: order, doubles, and what must not match. */
#include "registry/query.h"

#include "support/real.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct answers what(const char *word)
{
    struct answers answers;
    query_what(real_model("iana"), &word, 1, &answers);
    return answers;
}

static void answers_stand_in_the_order_of_their_match(void **state)
{
    static const char *const words[] = { "65", "9", "0x8583", "any", "reserved", "rfc8914", "key", "tcp" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct answers answers = what(words[i]);
        for (size_t k = 1; k < answers.n; k++) {
            const struct answer *a = &answers.at[k - 1], *b = &answers.at[k];
            assert_true(a->match <= b->match);
            if (a->match == b->match && a->rank == b->rank && a->row.registry && b->row.registry)
                assert_true(a->row.registry->place <= b->row.registry->place);
        }
        answers_free(&answers);
    }
}

static void no_row_is_answered_twice(void **state)
{
    static const char *const words[] = { "65",       "16",      "any",         "nsec3",
                                         "reserved", "rfc6895", "private use", "_tcp" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct answers answers = what(words[i]);
        for (size_t a = 0; a < answers.n; a++)
            for (size_t b = 0; b < a; b++)
                assert_false(answers.at[a].row.registry && answers.at[a].match != MATCH_FLAGS &&
                             answers.at[b].match != MATCH_FLAGS && answers.at[a].row.assignment &&
                             answers.at[a].row.assignment == answers.at[b].row.assignment &&
                             answers.at[a].row.low == answers.at[b].row.low);
        answers_free(&answers);
    }
}

static void every_code_of_sixteen_bits_is_answered_in_every_registry_that_has_it(void **state)
{
    static const uint64_t codes[] = { 0,     1,     15,    16,    127,   128,   255,   256,
                                      32767, 32768, 61439, 61440, 65279, 65280, 65534, 65535 };
    const struct model *model = real_model("iana");

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char word[24];
        snprintf(word, sizeof word, "%llu", (unsigned long long)codes[i]);
        struct answers answers = what(word);
        for (size_t t = 0; t < model->n_tables; t++) {
            const struct registry *registry = model->tables[t].registry;
            bool found = false;
            for (size_t k = 0; k < answers.n; k++)
                found =
                    found || (answers.at[k].row.registry == registry && answers.at[k].match != MATCH_FLAGS);
            if (registry_tiles(registry) && codes[i] <= registry_top(registry) && !found)
                fail_msg("what %s: nothing in %s", word, registry->id);
            if (registry_tiles(registry) && codes[i] > registry_top(registry) && found)
                fail_msg("what %s: something in %s", word, registry->id);
        }
        answers_free(&answers);
    }
}

static void a_number_is_not_looked_for_in_texts(void **state)
{
    struct answers answers = what("1035");
    (void)state;
    for (size_t i = 0; i < answers.n; i++)
        assert_int_not_equal(answers.at[i].match, MATCH_TEXT);
    answers_free(&answers);
}

static void documents_are_known_in_their_forms(void **state)
{
    static const char *const forms[] = { "rfc8914", "RFC8914", "RFC 8914", "rfc-8914", "RFC08914" };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct answers answers = what(forms[i]);
        assert_int_equal(answers.n,
                         1 + 25 + 1 + 1); /* itself, EDE 0 to 24, their private range, EDNS option 15 */
        assert_int_equal(answers.at[0].match, MATCH_DOCUMENT);
        assert_non_null(answers.at[0].document);
        answers_free(&answers);
    }
}

static void a_document_is_not_the_head_of_another(void **state)
{
    struct answers answers = what("rfc103");

    (void)state;
    for (size_t i = 0; i < answers.n; i++)
        assert_int_not_equal(answers.at[i].match, MATCH_DOCUMENT); /* not RFC 1035 */
    answers_free(&answers);
    answers = what("draft-ietf-deleg");
    assert_true(answers.n > 0);
    assert_int_equal(answers.at[0].match, MATCH_DOCUMENT); /* with any version */
    answers_free(&answers);
}

/* The shipped table of documents may not send anyone in circles: the text is found, and it ends. */
static void every_document_can_be_asked_for(void **state)
{
    const struct model *model = real_model("iana");

    (void)state;
    for (size_t i = 0; i < model->n_documents; i++) {
        struct answers answers = what(model->documents[i].id);
        if (answers.n == 0)
            fail_msg("what %s: nothing", model->documents[i].id);
        answers_free(&answers);
    }
}

static void every_name_answers_with_its_own_row(void **state)
{
    const struct model *model = real_model("iana");

    (void)state;
    for (size_t t = 0; t < model->n_tables; t++) {
        const struct table *table = &model->tables[t];
        if (strcmp(table->registry->id, "rrtype") != 0 && strcmp(table->registry->id, "rcode") != 0 &&
            strcmp(table->registry->id, "class") != 0 && strcmp(table->registry->id, "svcb-param") != 0)
            continue;
        for (size_t i = 0; i < table->n_assignments; i++) {
            const struct assignment *a = &table->assignments[i];
            bool found = false;
            if (!a->mnemonic)
                continue;
            struct answers answers = what(a->mnemonic);
            for (size_t k = 0; k < answers.n; k++)
                found = found || (answers.at[k].row.assignment == a && answers.at[k].match == MATCH_MNEMONIC);
            if (!found)
                fail_msg("what %s does not answer with %s", a->mnemonic, table->registry->id);
            answers_free(&answers);
        }
    }
}

static void no_words_mean_nothing(void **state)
{
    static const char *const empty[] = { "" };
    struct answers answers;
    (void)state;
    query_what(real_model("iana"), NULL, 0, &answers);
    assert_int_equal(answers.n, 0);
    answers_free(&answers);
    query_text(real_model("iana"), NULL, 0, &answers);
    assert_int_equal(answers.n, 0);
    answers_free(&answers);
    query_text(real_model("iana"), empty, 1, &answers);
    assert_int_equal(answers.n, 0);
    answers_free(&answers);
}

static void the_empty_word_means_nothing(void **state)
{
    struct answers answers = what("");
    (void)state;
    assert_int_equal(answers.n, 0);
    answers_free(&answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_stand_in_the_order_of_their_match),
        cmocka_unit_test(no_row_is_answered_twice),
        cmocka_unit_test(every_code_of_sixteen_bits_is_answered_in_every_registry_that_has_it),
        cmocka_unit_test(a_number_is_not_looked_for_in_texts),
        cmocka_unit_test(documents_are_known_in_their_forms),
        cmocka_unit_test(a_document_is_not_the_head_of_another),
        cmocka_unit_test(every_document_can_be_asked_for),
        cmocka_unit_test(every_name_answers_with_its_own_row),
        cmocka_unit_test(no_words_mean_nothing),
        cmocka_unit_test(the_empty_word_means_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
