/* Tables of words walk themselves: every value once, every word once; and the data use only these. */
#include "support/real.h"

#include "registry/diff.h"
#include "registry/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Values first..last (each, or each power of two) stand once, with words of their own. */
static void check_words(const struct word *words, const int values[], size_t n)
{
    size_t rows = 0;

    for (const struct word *word = words; word->word; word++, rows++) {
        assert_true(word->word[0] != '\0');
        for (const struct word *other = words; other != word; other++) {
            assert_string_not_equal(other->word, word->word);
            assert_int_not_equal(other->value, word->value);
        }
    }

    assert_int_equal(rows, n);
    for (size_t i = 0; i < n; i++) {
        const char *word = word_of(words, values[i]);
        assert_non_null(word);
        assert_int_equal(value_of(words, word), values[i]);
    }

    assert_int_equal(value_of(words, "no such word"), -1);
    assert_null(word_of(words, 12345));
}

#define CHECK_WORDS(words, ...)                                                                              \
    check_words((words), (const int[]){ __VA_ARGS__ }, sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int))

static void every_table_of_words_is_complete(void **state)
{
    (void)state;
    CHECK_WORDS(key_kind_words, KEY_NUMBER, KEY_BIT, KEY_PATTERN, KEY_TEXT, KEY_PAIR);
    CHECK_WORDS(use_words, USE_PRIVATE, USE_EXPERIMENTAL, USE_OPEN, USE_RESERVED_OPEN, USE_RESERVED,
                USE_NEVER, USE_CLOSED);
    CHECK_WORDS(status_words, STATUS_ASSIGNED, STATUS_OBSOLETE, STATUS_DEPRECATED, STATUS_HISTORIC,
                STATUS_EXPERIMENTAL, STATUS_TEMPORARY, STATUS_RESERVED, STATUS_UNASSIGNED, STATUS_PRIVATE,
                STATUS_EXPERIMENTAL_USE, STATUS_CLOSED);
    CHECK_WORDS(category_words, CATEGORY_DATA, CATEGORY_Q, CATEGORY_META);
    CHECK_WORDS(name_kind_words, NAME_NONE, NAME_FREE, NAME_RR, NAME_SVCB_KEY, NAME_UNDERSCORE, NAME_DOMAIN);
    CHECK_WORDS(match_words, MATCH_CODE, MATCH_RANGE, MATCH_BIT, MATCH_FLAGS, MATCH_MNEMONIC, MATCH_ALIAS,
                MATCH_DOCUMENT, MATCH_STATUS, MATCH_TEXT);
    CHECK_WORDS(change_kind_words, CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED);
    CHECK_WORDS(change_what_words, CHANGE_RULE, CHANGE_REGISTRY, CHANGE_ASSIGNMENT, CHANGE_RANGE);
    CHECK_WORDS(change_field_words, FIELD_MNEMONIC, FIELD_MEANING, FIELD_CATEGORY, FIELD_STATUS,
                FIELD_REFERENCES, FIELD_REGISTERED, FIELD_POLICY, FIELD_USE);
}

/* The words, letter by letter: scripts read them. */
static void words_are_spelt_as_promised(void **state)
{
    (void)state;
    assert_string_equal(word_of(status_words, STATUS_ASSIGNED), "assigned");
    assert_string_equal(word_of(status_words, STATUS_OBSOLETE), "obsolete");
    assert_string_equal(word_of(status_words, STATUS_DEPRECATED), "deprecated");
    assert_string_equal(word_of(status_words, STATUS_HISTORIC), "historic");
    assert_string_equal(word_of(status_words, STATUS_EXPERIMENTAL), "experimental");
    assert_string_equal(word_of(status_words, STATUS_TEMPORARY), "temporary");
    assert_string_equal(word_of(status_words, STATUS_RESERVED), "reserved");
    assert_string_equal(word_of(status_words, STATUS_UNASSIGNED), "unassigned");
    assert_string_equal(word_of(status_words, STATUS_PRIVATE), "private-use");
    assert_string_equal(word_of(status_words, STATUS_EXPERIMENTAL_USE), "experimental-use");
    assert_string_equal(word_of(status_words, STATUS_CLOSED), "closed");
    assert_string_equal(word_of(use_words, USE_RESERVED_OPEN), "reserved-open");
    assert_string_equal(word_of(change_what_words, CHANGE_ASSIGNMENT), "assignment");
    assert_string_equal(word_of(match_words, MATCH_FLAGS), "flags");
}

static void a_status_is_taken_or_not(void **state)
{
    static const enum status taken[] = { STATUS_ASSIGNED, STATUS_OBSOLETE,     STATUS_DEPRECATED,
                                         STATUS_HISTORIC, STATUS_EXPERIMENTAL, STATUS_TEMPORARY };

    static const enum status open[] = { STATUS_RESERVED, STATUS_UNASSIGNED, STATUS_PRIVATE,
                                        STATUS_EXPERIMENTAL_USE, STATUS_CLOSED };

    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        assert_true(status_is_taken(taken[i]));
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        assert_false(status_is_taken(open[i]));
}

static void every_edition_has_a_known_form_and_words_for_generic_names(void **state)
{
    (void)state;
    for (const char *const *id = real_editions; *id; id++) {
        const struct edition *edition = &real_model(*id)->edition;
        assert_string_equal(edition->id, *id);
        assert_true(strcmp(edition->form, "free") == 0 || strcmp(edition->form, "rfc5395") == 0 ||
                    strcmp(edition->form, "rfc6195") == 0);
        assert_true(strcmp(edition->generic, "allowed") == 0 || strcmp(edition->generic, "warned") == 0 ||
                    strcmp(edition->generic, "refused") == 0);
        assert_true(edition->process && edition->process[0]);
        assert_non_null(model_document(real_model(*id), edition->policies));
    }
}

static void every_policy_in_use_says_what_it_asks(void **state)
{
    (void)state;
    for (const char *const *id = real_editions; *id; id++) {
        const struct model *model = real_model(*id);
        for (size_t i = 0; i < model->n_tables; i++)
            for (size_t r = 0; r < model->tables[i].n_ranges; r++) {
                const struct range *range = &model->tables[i].ranges[r];
                if (!model_policy(model, range->policy))
                    fail_msg("%s: no policy \"%s\"", *id, range->policy);
                assert_int_not_equal(range->use, USE_NONE);
                assert_true(range->section && range->section[0]);
            }
    }
}

static void registries_have_ids_and_titles_of_their_own(void **state)
{
    const struct model *model = real_model("iana");

    (void)state;
    for (size_t i = 0; i < model->n_registries; i++) {
        const struct registry *registry = &model->registries[i];
        assert_true(registry->title && registry->title[0] && registry->group && registry->group[0]);
        assert_ptr_equal(model_registry(model, registry->id), registry);
        assert_ptr_equal(model_registry(model, registry->title), registry);
        assert_true(i == 0 || model->registries[i - 1].place < registry->place);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(model->registries[k].id, registry->id);
            assert_string_not_equal(model->registries[k].title, registry->title);
        }
    }
}

static void documents_are_sorted_and_lead_somewhere(void **state)
{
    const struct model *model = real_model("iana");

    (void)state;
    for (size_t i = 0; i < model->n_documents; i++) {
        const struct document *document = &model->documents[i];
        assert_ptr_equal(model_document(model, document->id), document);
        assert_int_equal(document->relation == NULL, document->other == NULL);
        if (document->other && !model_document(model, document->other))
            fail_msg("%s is said to be %s %s, which is not in the table", document->id, document->relation,
                     document->other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_of_words_is_complete),
        cmocka_unit_test(words_are_spelt_as_promised),
        cmocka_unit_test(a_status_is_taken_or_not),
        cmocka_unit_test(every_edition_has_a_known_form_and_words_for_generic_names),
        cmocka_unit_test(every_policy_in_use_says_what_it_asks),
        cmocka_unit_test(registries_have_ids_and_titles_of_their_own),
        cmocka_unit_test(documents_are_sorted_and_lead_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
