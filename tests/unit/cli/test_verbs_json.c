/* The keys and types of every verb's JSON: what scripts rest on. Keys may be added, never removed
 * or retyped. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
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

/* "text": a string; "text?": or null; likewise number, bool, list (of strings). */
struct key {
    const char *name, *type;
};

static bool is_list_of_texts(const json_t *value)
{
    size_t i;
    const json_t *item;
    if (!json_is_array(value))
        return false;

    for (i = 0; i < json_array_size(value); i++) {
        item = json_array_get(value, i);
        if (!json_is_string(item))
            return false;
    }
    return true;
}

static bool fits(const json_t *value, const char *type)
{
    if (type[strlen(type) - 1] == '?' && json_is_null(value))
        return true;

    switch (type[0]) {
    case 't':
        return json_is_string(value);
    case 'n':
        return json_is_integer(value);
    case 'b':
        return json_is_boolean(value);
    default:
        return is_list_of_texts(value);
    }
}

static void check_keys(const json_t *object, const struct key *keys, size_t n)
{
    assert_true(json_is_object(object));
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_object_get(object, keys[i].name);
        if (!value || !fits(value, keys[i].type)) {
            char *text = json_dumps(object, JSON_COMPACT);
            fail_msg("key %s is %s %s in %.600s", keys[i].name, value ? "no" : "not there,", keys[i].type,
                     text);
        }
    }
}

#define CHECK_KEYS(object, keys) check_keys((object), (keys), sizeof(keys) / sizeof *(keys))

/* The keys of a row: scripts read them. */
static const struct key row_keys[] = {
    { "edition", "text" },  { "registry", "text" },    { "low", "number?" },   { "high", "number?" },
    { "key", "text?" },     { "keys", "list?" },       { "hex", "text?" },     { "mnemonic", "text?" },
    { "meaning", "text?" }, { "category", "text?" },   { "status", "text" },   { "policy", "text?" },
    { "use", "text?" },     { "section", "text?" },    { "context", "text?" }, { "references", "list" },
    { "aliases", "list" },  { "registered", "text?" }, { "expires", "text?" }, { "inferred", "bool" },
    { "draft", "bool" },
};

static void check_row(const json_t *row)
{
    static const char *const statuses[] = { "assigned",     "obsolete",         "deprecated", "historic",
                                            "experimental", "temporary",        "reserved",   "unassigned",
                                            "private-use",  "experimental-use", "closed" };
    bool known = false;
    CHECK_KEYS(row, row_keys);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        known = known || strcmp(statuses[i], text_of(row, "status")) == 0;
    assert_true(known);
    assert_int_equal(number_of(row, "low") < 0, number_of(row, "high") < 0);
    assert_true(number_of(row, "low") <= number_of(row, "high"));
    assert_int_equal(number_of(row, "low") < 0, text_of(row, "hex") == NULL);
}

static void every_row_of_every_registry_has_all_keys(void **state)
{
    json_t *list = RUN_JSON(&runner, 0, "list");
    size_t i;
    json_t *registry;

    (void)state;
    assert_int_equal(json_array_size(list), 55);
    json_array_foreach(list, i, registry)
    {
        const char *id = text_of(registry, "registry");
        json_t *rows = RUN_JSON(&runner, 0, "list", id);
        assert_true(json_array_size(rows) > 0);
        for (size_t k = 0; k < json_array_size(rows); k++) {
            const json_t *row = json_array_get(rows, k);
            check_row(row);
            assert_string_equal(text_of(row, "registry"), id);
            assert_string_equal(text_of(row, "edition"), "iana");
        }
        json_decref(rows);
    }
    json_decref(list);
}

static void the_list_of_registries_has_all_keys(void **state)
{
    static const struct key keys[] = {
        { "registry", "text" }, { "iana_id", "text?" }, { "page", "text?" },     { "title", "text" },
        { "kind", "text" },     { "width", "number?" }, { "bit_zero", "text?" }, { "assigned", "number" },
        { "free", "number?" },  { "drafts", "number" }, { "policy", "text?" },   { "as_of", "text" },
        { "place", "number" },
    };
    json_t *list = RUN_JSON(&runner, 0, "list");
    long long place = -1;
    size_t i;
    json_t *registry;

    (void)state;
    json_array_foreach(list, i, registry)
    {
        CHECK_KEYS(registry, keys);
        assert_true(number_of(registry, "place") > place);
        place = number_of(registry, "place");
        assert_int_equal(strcmp(text_of(registry, "kind"), "bit") == 0,
                         text_of(registry, "bit_zero") != NULL);
    }
    json_decref(list);
}

static void answers_say_what_was_asked_and_how_it_matched(void **state)
{
    static const struct key keys[] = { { "asked", "text" }, { "match", "text" } };

    static const char *const words[] = { "65",      "nxdomain",   "AA",   "ECS",
                                         "special", "delegation", "_tcp", "reserved" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        json_t *answers = RUN_JSON(&runner, 0, "what", words[i]);
        for (size_t k = 0; k < json_array_size(answers); k++) {
            const json_t *answer = json_array_get(answers, k);
            CHECK_KEYS(answer, keys);
            assert_string_equal(text_of(answer, "asked"), words[i]);
        }
        json_decref(answers);
    }
}

/* A document, a policy and a flags word are answers too: a script that asks any answer for its references
 * must not meet a key that is not there. Only status and registry may be null. */
static void answers_that_are_no_rows_have_the_keys_of_rows(void **state)
{
    static const char *const words[] = { "rfc2845", "Expert Review", "0x8583" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        json_t *answers = RUN_JSON(&runner, 0, "what", words[i]);
        for (size_t k = 0; k < json_array_size(answers); k++)
            for (size_t n = 0; n < sizeof row_keys / sizeof *row_keys; n++)
                if (!json_object_get(json_array_get(answers, k), row_keys[n].name))
                    fail_msg("what %s: answer %zu has no key %s", words[i], k, row_keys[n].name);
        json_decref(answers);
    }
}

static void show_is_rows_with_their_history(void **state)
{
    static const char *const lines[][2] = { { "rrtype", "HTTPS" },      { "rcode", "16" },
                                            { "label", "01000001" },    { "underscored", "SRV/_tcp" },
                                            { "header", "AA" },         { "dsync", "CDS/1" },
                                            { "cookie-method", "1/16" } };
    static const struct key keys[] = {
        { "edition", "text" }, { "mnemonic", "text?" }, { "status", "text?" }, { "policy", "text?" }
    };
    static const char *const editions[] = { "rfc2929", "rfc5395", "rfc6195", "rfc6895", "iana" };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        json_t *rows = RUN_JSON(&runner, 0, "show", lines[i][0], lines[i][1]);
        assert_int_equal(json_array_size(rows), strcmp(lines[i][0], "rcode") == 0 ? 2 : 1);
        for (size_t k = 0; k < json_array_size(rows); k++) {
            const json_t *history = json_object_get(json_array_get(rows, k), "history");
            check_row(json_array_get(rows, k));
            assert_int_equal(json_array_size(history), 5);
            for (size_t e = 0; e < 5; e++) {
                CHECK_KEYS(json_array_get(history, e), keys);
                assert_string_equal(text_of(json_array_get(history, e), "edition"), editions[e]);
            }
        }
        json_decref(rows);
    }
}

static void editions_have_all_keys_and_one_default(void **state)
{
    static const struct key keys[] = { { "id", "text" },      { "title", "text" },
                                       { "as_of", "text" },   { "origin", "text" },
                                       { "pages", "number" }, { "registries", "number" },
                                       { "default", "bool" } };
    json_t *editions = RUN_JSON(&runner, 0, "editions");
    size_t defaults = 0;

    (void)state;
    assert_int_equal(json_array_size(editions), 5);
    for (size_t i = 0; i < 5; i++) {
        const json_t *edition = json_array_get(editions, i);
        CHECK_KEYS(edition, keys);
        if (json_is_true(json_object_get(edition, "default"))) {
            defaults++;
            assert_string_equal(text_of(edition, "id"), "iana");
        }
    }

    assert_int_equal(defaults, 1);
    json_decref(editions);
}

static void check_side(const json_t *side)
{
    assert_true(json_is_object(side) || json_is_string(side) || json_is_null(side));
    if (json_is_object(side))
        check_row(side);
}

static void changes_have_all_keys(void **state)
{
    static const struct key keys[] = { { "change", "text" }, { "what", "text" },    { "registry", "text?" },
                                       { "low", "number?" }, { "high", "number?" }, { "rule", "text?" },
                                       { "fields", "list" } };
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana");

    (void)state;
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        const char *kind = text_of(change, "change"), *what = text_of(change, "what");
        const json_t *before = json_object_get(change, "before"), *after = json_object_get(change, "after");
        CHECK_KEYS(change, keys);
        check_side(before);
        check_side(after);
        assert_int_equal(strcmp(kind, "added") == 0, json_is_null(before) && strcmp(what, "range") != 0);
        assert_int_equal(strcmp(kind, "removed") == 0, json_is_null(after) && strcmp(what, "range") != 0);
        assert_int_equal(strcmp(what, "rule") == 0, text_of(change, "rule") != NULL);
        if (strcmp(kind, "changed") == 0 && strcmp(what, "rule") != 0)
            assert_true(json_array_size(json_object_get(change, "fields")) > 0);
    }
    json_decref(changes);
}

static void no_is_an_empty_list_and_one(void **state)
{
    static const char *const lines[][6] = {
        { "--json", "what", "zzzz", NULL },
        { "--json", "search", "zzzz", NULL },
        { "--json", "show", "rrtype", "65536", NULL },
        { "--json", "show", "rrtype", "TYPE65536", NULL },
        { "--json", "show", "opcode", "16", NULL },
        { "--json", "-e", "rfc6195", "list", "ede", NULL },
        { "--json", "show", "rrtype", "NOSUCH", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        json_t *value = run_json(&runner, 1, lines[i]);
        assert_true(json_is_array(value));
        assert_int_equal(json_array_size(value), 0);
        json_decref(value);
    }
}

static void same_editions_are_an_empty_list_and_zero(void **state)
{
    json_t *changes = RUN_JSON(&runner, 0, "diff", "iana", "iana");
    (void)state;
    assert_int_equal(json_array_size(changes), 0);
    json_decref(changes);
}

/* 62 bits: an integer, whole, though beyond what a double holds. */
static void large_codes_are_integers(void **state)
{
    json_t *rows = RUN_JSON(&runner, 0, "list", "doq-error");
    const json_t *last = json_array_get(rows, json_array_size(rows) - 1);
    (void)state;
    assert_int_equal(number_of(last, "high"), 4611686018427387903LL);
    assert_non_null(strstr(text_of(last, "hex"), "3FFFFFFFFFFFFFFF"));
    json_decref(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_every_registry_has_all_keys),
        cmocka_unit_test(the_list_of_registries_has_all_keys),
        cmocka_unit_test(answers_say_what_was_asked_and_how_it_matched),
        cmocka_unit_test(answers_that_are_no_rows_have_the_keys_of_rows),
        cmocka_unit_test(show_is_rows_with_their_history),
        cmocka_unit_test(editions_have_all_keys_and_one_default),
        cmocka_unit_test(changes_have_all_keys),
        cmocka_unit_test(no_is_an_empty_list_and_one),
        cmocka_unit_test(same_editions_are_an_empty_list_and_zero),
        cmocka_unit_test(large_codes_are_integers),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
