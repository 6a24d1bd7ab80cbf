/* Editions compared: the lists of what changed are written here by hand, from the documents. */
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

static bool is(const json_t *object, const char *key, const char *text)
{
    const char *own = text_of(object, key);
    return own && strcmp(own, text) == 0;
}

/* How many changes are of this kind, of this thing, in this registry (NULL: any); *one gets the
 * last of them. */
static size_t count(const json_t *changes, const char *kind, const char *what, const char *registry,
                    const json_t **one)
{
    size_t n = 0;

    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        if ((kind && !is(change, "change", kind)) || !is(change, "what", what) ||
            (registry && !is(change, "registry", registry)))
            continue;
        if (one)
            *one = change;
        n++;
    }

    return n;
}

static const json_t *change_at(const json_t *changes, const char *what, const char *registry, long long low)
{
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        if (is(change, "what", what) && is(change, "registry", registry) && number_of(change, "low") == low)
            return change;
    }
    return NULL;
}

static const char *side(const json_t *change, const char *which, const char *key)
{
    const json_t *row = json_object_get(change, which);
    assert_non_null(row);
    return json_is_object(row) ? text_of(row, key) : json_string_value(row);
}

/* The codes that were added to a registry are exactly these. */
static void assert_added(const json_t *changes, const char *registry, const long long codes[], size_t n)
{
    size_t added = count(changes, "added", "assignment", registry, NULL);

    if (added != n)
        print_error("%s: %zu added\n", registry, added);
    for (size_t i = 0; i < n; i++) {
        const json_t *change = NULL;
        for (size_t k = 0; k < json_array_size(changes) && !change; k++) {
            const json_t *other = json_array_get(changes, k);
            if (is(other, "change", "added") && is(other, "what", "assignment") &&
                is(other, "registry", registry) && number_of(other, "low") == codes[i])
                change = other;
        }
        if (!change)
            fail_msg("%s %lld was not added", registry, codes[i]);
    }
    assert_int_equal(added, n);
}

#define ASSERT_ADDED(changes, registry, ...)                                                                 \
    assert_added((changes), (registry), (const long long[]){ __VA_ARGS__ },                                  \
                 sizeof((const long long[]){ __VA_ARGS__ }) / sizeof(long long))

static void from_rfc6195_to_now_what_was_added(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana");

    (void)state;
    ASSERT_ADDED(changes, "opcode", 6);
    ASSERT_ADDED(changes, "rcode", 9, 11, 23);

    /* 24 dated after March 2011, then TLSA and the four of RFC 6742 */
    ASSERT_ADDED(changes, "rrtype", 257, 59, 108, 109, 60, 61, 62, 53, 258, 259, 63, 260, 64, 65, 261, 262,
                 128, 263, 264, 66, 67, 68, 69, 70, 52, 104, 105, 106, 107);
    assert_int_equal(count(changes, "added", "assignment", "class", NULL), 0);
    assert_int_equal(count(changes, "added", "assignment", "header", NULL), 0);
    assert_int_equal(count(changes, "added", "assignment", "afsdb", NULL), 0);
    assert_int_equal(count(changes, "added", "assignment", "label", NULL), 0);
    json_decref(changes);
}

static void from_rfc6195_to_now_nothing_was_removed(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana");
    (void)state;
    for (size_t i = 0; i < json_array_size(changes); i++)
        assert_string_not_equal(text_of(json_array_get(changes, i), "change"), "removed");
    json_decref(changes);
}

static void from_rfc6195_to_now_what_changed(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana");
    const json_t *change = change_at(changes, "assignment", "rcode", 22);

    (void)state;
    assert_string_equal(side(change, "before", "mnemonic"), "BADTRUC");
    assert_string_equal(side(change, "after", "mnemonic"), "BADTRUNC");
    change = change_at(changes, "assignment", "rrtype", 32769);
    assert_string_equal(side(change, "after", "status"), "obsolete");
    assert_string_equal(side(change_at(changes, "assignment", "rrtype", 22), "after", "status"),
                        "deprecated");
    assert_string_equal(side(change_at(changes, "assignment", "rrtype", 23), "after", "status"),
                        "deprecated");
    assert_string_equal(side(change_at(changes, "assignment", "rrtype", 38), "after", "status"), "obsolete");
    assert_string_equal(side(change_at(changes, "assignment", "label", 65), "after", "status"), "historic");
    json_decref(changes);
}

static void from_rfc6195_to_now_afsdb_was_closed(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana");
    static const long long lows[] = { 0, 1, 65535 };

    (void)state;
    assert_int_equal(count(changes, "changed", "range", "afsdb", NULL), 3);
    for (size_t i = 0; i < 3; i++) {
        const json_t *change = change_at(changes, "range", "afsdb", lows[i]);
        assert_non_null(change);
        assert_string_equal(side(change, "after", "use"), "closed");
    }

    assert_null(change_at(changes, "range", "afsdb", 65280)); /* Private Use stays open */
    json_decref(changes);
}

static void registries_of_one_side_are_one_line_each(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana");
    json_t *named = RUN_JSON(&runner, 1, "diff", "rfc6195", "iana", "ede");
    json_t *back = RUN_JSON(&runner, 1, "diff", "iana", "rfc6195");
    const json_t *one = NULL;

    (void)state;
    assert_int_equal(count(changes, "added", "registry", NULL, &one), 48);
    assert_true(json_is_null(json_object_get(one, "low")));
    assert_int_equal(count(changes, NULL, "assignment", "ede", NULL), 0);
    assert_int_equal(count(named, "added", "registry", "ede", NULL), 1);
    assert_int_equal(count(named, "added", "assignment", "ede", NULL), 36); /* EDE 0 to 35 */
    assert_int_equal(count(back, "removed", "registry", NULL, NULL), 48);
    json_decref(changes);
    json_decref(named);
    json_decref(back);
}

static void from_rfc6195_to_rfc6895_is_its_table_of_differences(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc6195", "rfc6895");
    const json_t *change = NULL;
    bool generic = false;

    (void)state;
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *rule = json_array_get(changes, i);
        if (is(rule, "what", "rule") && is(rule, "rule", "mnemonic-generic"))
            generic = strcmp(side(rule, "after", NULL), "refused") == 0;
    }

    assert_true(generic);
    assert_int_equal(count(changes, "changed", "range", "afsdb", NULL), 3);
    assert_int_equal(count(changes, "added", "assignment", "rcode", &change), 1);
    assert_int_equal(number_of(change, "low"), 9);
    assert_string_equal(side(change, "after", "context"), "header+tsig-error");
    assert_string_equal(side(change_at(changes, "assignment", "rcode", 22), "after", "mnemonic"), "BADTRUNC");
    assert_string_equal(side(change_at(changes, "assignment", "label", 65), "after", "status"), "historic");
    assert_string_equal(side(change_at(changes, "range", "opcode", 0), "after", "policy"),
                        "Standards Action with RFC4020 early allocation");
    ASSERT_ADDED(changes, "rrtype", 52, 59, 104, 105, 106, 107, 108, 109, 257);
    assert_int_equal(count(changes, "removed", "assignment", NULL, NULL), 0);

    /* no boundary changed in these four */
    assert_int_equal(count(changes, NULL, "range", "rcode", NULL), 0);
    assert_int_equal(count(changes, NULL, "range", "rrtype", NULL), 0);
    assert_int_equal(count(changes, NULL, "range", "class", NULL), 0);
    assert_int_equal(count(changes, NULL, "registry", NULL, NULL), 0);
    json_decref(changes);
}

static void free_rows_are_never_a_change(void **state)
{
    static const char *const editions[] = { "rfc2929", "rfc5395", "rfc6195", "rfc6895", "iana" };
    (void)state;
    for (size_t i = 0; i + 1 < 5; i++) {
        json_t *changes = RUN_JSON(&runner, 1, "diff", editions[i], editions[i + 1]);
        for (size_t k = 0; k < json_array_size(changes); k++) {
            const json_t *change = json_array_get(changes, k);
            if (!is(change, "what", "assignment"))
                continue;
            const json_t *before = json_object_get(change, "before"),
                         *after = json_object_get(change, "after");
            assert_true(!json_is_object(before) || !is(before, "status", "unassigned"));
            assert_true(!json_is_object(after) || !is(after, "status", "unassigned"));
        }
        json_decref(changes);
    }
}

/* Each way back has what the way there has, with its sides exchanged. */
static void the_way_back_mirrors_the_way_there(void **state)
{
    json_t *there = RUN_JSON(&runner, 1, "diff", "rfc2929", "iana");
    json_t *back = RUN_JSON(&runner, 1, "diff", "iana", "rfc2929");

    (void)state;
    assert_int_equal(json_array_size(there), json_array_size(back));
    assert_int_equal(count(there, "added", "assignment", NULL, NULL),
                     count(back, "removed", "assignment", NULL, NULL));
    assert_int_equal(count(there, "removed", "assignment", NULL, NULL),
                     count(back, "added", "assignment", NULL, NULL));
    assert_int_equal(count(there, "changed", "range", NULL, NULL),
                     count(back, "changed", "range", NULL, NULL));
    json_decref(there);
    json_decref(back);
}

/* RFC 2929's ranges against RFC 5395's, from both documents' tables. */
/* Takes the text before the next tab or newline off *line. */
static const char *field(char **line)
{
    char *begin = *line;
    *line += strcspn(*line, "\t\n");
    if (**line)
        *(*line)++ = '\0';
    return begin;
}

/* What is printed as changed is seen to be: both sides are never the same words. */
static void each_change_shows_in_text(void **state)
{
    static const char *const editions[] = { "rfc2929", "rfc5395", "rfc6195", "rfc6895", "iana" };

    enum { N = sizeof editions / sizeof *editions, BEFORE = 5, FIELDS = 7 };

    (void)state;
    for (size_t i = 0; i < N; i++)
        for (size_t k = i + 1; k < N; k++) {
            struct ran ran = RUN(&runner, "diff", editions[i], editions[k]);
            for (char *line = ran.out; *line;) {
                const char *fields[FIELDS];
                for (size_t f = 0; f < FIELDS; f++)
                    fields[f] = field(&line);
                if (strcmp(fields[0], "changed") == 0 && strcmp(fields[BEFORE], fields[BEFORE + 1]) == 0)
                    fail_msg("%s to %s: %s %s %s shows no change", editions[i], editions[k], fields[1],
                             fields[2], fields[3]);
            }
            ran_free(&ran);
        }
}

static void a_type_without_a_meaning_has_none(void **state)
{
    struct ran ran = RUN(&runner, "diff", "rfc6195", "iana", "rrtype");

    (void)state;
    assert_non_null(strstr(ran.out, "added\tassignment\trrtype\t104\tNID\t\t\n"));
    assert_non_null(strstr(ran.out, "added\tassignment\trrtype\t52\tTLSA\t\tTLSA\n"));
    ran_free(&ran);
    ran = RUN(&runner, "diff", "rfc2929", "rfc5395", "class");
    assert_non_null(strstr(ran.out, "\t32768-57343\t\tdata q meta\tdata\n"));
    ran_free(&ran);
}

static void ranges_are_compared_over_the_edges_of_both_sides(void **state)
{
    json_t *changes = RUN_JSON(&runner, 1, "diff", "rfc2929", "rfc5395", "rrtype");
    const json_t *change = change_at(changes, "range", "rrtype", 65535);

    (void)state;
    assert_string_equal(side(change, "before", "policy"), "Private Use");
    assert_string_equal(side(change, "after", "policy"), "Standards Action");
    change = change_at(changes, "range", "rrtype", 32768);
    assert_int_equal(number_of(change, "high"), 61439);
    assert_string_equal(side(change, "before", "policy"), "Specification Required");
    assert_string_equal(side(change, "after", "policy"), "DNS RRTYPE Allocation Policy");
    change = change_at(changes, "range", "rrtype", 61440);
    assert_int_equal(number_of(change, "high"), 65279);
    assert_null(change_at(changes, "range", "rrtype", 65280)); /* private use before and after */
    json_decref(changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_rfc6195_to_now_what_was_added),
        cmocka_unit_test(from_rfc6195_to_now_nothing_was_removed),
        cmocka_unit_test(from_rfc6195_to_now_what_changed),
        cmocka_unit_test(from_rfc6195_to_now_afsdb_was_closed),
        cmocka_unit_test(registries_of_one_side_are_one_line_each),
        cmocka_unit_test(from_rfc6195_to_rfc6895_is_its_table_of_differences),
        cmocka_unit_test(free_rows_are_never_a_change),
        cmocka_unit_test(the_way_back_mirrors_the_way_there),
        cmocka_unit_test(each_change_shows_in_text),
        cmocka_unit_test(a_type_without_a_meaning_has_none),
        cmocka_unit_test(ranges_are_compared_over_the_edges_of_both_sides),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
