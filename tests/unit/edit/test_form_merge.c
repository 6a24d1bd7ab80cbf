/* What is saved beneath a form: nothing that somebody wrote, here or elsewhere, is lost by saving. */
#include "support/real.h"
#include "ui/edit/form_draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct draft draft_of(const char *mnemonic, const char *meaning, const char *note)
{
    return (struct draft){ .id = 7,
                           .rev = 3,
                           .registry = real_table("iana", "rrtype")->registry,
                           .basis = "iana",
                           .record = { .numeric = true,
                                       .low = 65280,
                                       .high = 65280,
                                       .mnemonic = mnemonic,
                                       .meaning = meaning,
                                       .category = CATEGORY_DATA,
                                       .note = note } };
}

static void type(struct form *form, enum draft_field field, const char *script)
{
    struct line_editor *editor = line_editor_new();
    struct key key;
    form->field = field;
    for (size_t n; (n = key_script(script, &key)) > 0; script += n)
        (void)form_key(form, real_table("iana", "rrtype"), editor, &key);
    line_editor_free(editor);
}

/* The draft that a save would write. */
static struct draft saved_of(const struct form *form, const struct draft *source, struct arena *arena)
{
    unsigned kept = form_kept(form, source);
    struct draft_text text = form_text(form, real_table("iana", "rrtype")->registry, kept);
    struct draft draft;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];

    assert_true(draft_read(real_model("iana"), real_table("iana", "rrtype")->registry, &text, arena, &draft,
                           &field, why));
    if (source)
        draft_keep(&draft, source, kept);
    return draft;
}

static char long_text[2001];

static void what_no_field_shows_stays_octet_for_octet(void **state)
{
    const char *const texts[] = { long_text, "two\nlines", "a\ttab", "bad \xff UTF-8", "\x1b[2J" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct draft row = draft_of("LAB", "meant", texts[i]), saved;
        struct form form = { 0 };
        struct arena arena = { 0 };
        form_of_draft(&form, &row);
        assert_int_equal(form.held[DRAFT_NOTE].octets, strlen(texts[i]));
        assert_int_equal(form.at[DRAFT_NOTE].len, 0);
        assert_false(form_changed(&form));
        type(&form, DRAFT_NOTE, "<Left><Backspace><End>"); /* nothing is written by these */
        assert_false(form_changed(&form));
        type(&form, DRAFT_MEANING, "!");
        saved = saved_of(&form, &row, &arena);
        assert_string_equal(saved.record.note, texts[i]);
        assert_string_equal(saved.record.meaning, "meant!");
        type(&form, DRAFT_NOTE, "x<Backspace>"); /* but it is by these: it is empty now */
        assert_true(form_field_changed(&form, DRAFT_NOTE));
        saved = saved_of(&form, &row, &arena);
        assert_null(saved.record.note);
        arena_free(&arena);
    }
}

/* Nor is what its registry has no field for, or a key that is longer than a field. */
static void what_has_no_field_stays_too(void **state)
{
    struct draft row = draft_of("LAB", "meant", "noted"), saved;
    struct form form = { 0 };
    struct arena arena = { 0 };

    (void)state;
    row.registry = real_table("iana", "special-use")->registry;
    row.record.numeric = false;
    row.record.low = row.record.high = 0;
    row.record.key = long_text;
    form_of_draft(&form, &row);
    assert_true(form.held[DRAFT_CODE].octets > 512);
    type(&form, DRAFT_NOTE, "!");
    saved = saved_of(&form, &row, &arena);
    assert_string_equal(saved.record.key, long_text);
    assert_string_equal(saved.record.mnemonic, "LAB");
    assert_int_equal(saved.record.category, CATEGORY_DATA);
    assert_string_equal(saved.record.note, "noted!");
    arena_free(&arena);
}

static void what_is_held_goes_into_a_copy(void **state)
{
    struct draft row = draft_of("LAB", "meant", "two\nlines"), saved;
    struct form form = { 0 };
    struct arena arena = { 0 };

    (void)state;
    form_copy(&form, real_table("iana", "rrtype"), &row);
    assert_int_equal(form.id, 0);
    saved = saved_of(&form, &row, &arena);
    assert_string_equal(saved.record.note, "two\nlines");
    assert_true(saved.next);
    assert_false(form_lacks(&form, &row));
    assert_true(form_lacks(&form, NULL)); /* the draft is gone, and its text with it */
    arena_free(&arena);
}

static void what_only_they_changed_is_taken(void **state)
{
    struct draft row = draft_of("LAB", "meant", NULL), theirs = draft_of("LAB", "theirs", "noted");
    struct form form = { 0 };

    (void)state;
    form_of_draft(&form, &row);
    type(&form, DRAFT_MNEMONIC, "X");
    theirs.rev = 4;

    struct merged merged = form_merge(&form, &theirs);
    assert_true(merged.taken[DRAFT_MEANING] && merged.taken[DRAFT_NOTE]);
    assert_false(merged.taken[DRAFT_MNEMONIC] || merged.both[DRAFT_MNEMONIC]);
    assert_int_equal(form.rev, 4);
    assert_string_equal(form.at[DRAFT_MNEMONIC].text, "LABX");
    assert_string_equal(form.at[DRAFT_MEANING].text, "theirs");
    assert_string_equal(form.at[DRAFT_NOTE].text, "noted");
    assert_false(form_any_differs(&form));
    assert_true(form_changed(&form));
    merged = form_merge(&form, &theirs); /* the same once more is nothing new */
    assert_false(merged.taken[DRAFT_MEANING]);
}

static void what_both_changed_keeps_mine_and_is_marked(void **state)
{
    struct draft row = draft_of("LAB", "meant", "noted"), theirs = draft_of("LABB", "theirs", "two\nlines");
    struct form form = { 0 };

    (void)state;
    form_of_draft(&form, &row);
    type(&form, DRAFT_MNEMONIC, "X");
    type(&form, DRAFT_MEANING, " mine");
    type(&form, DRAFT_NOTE, "!");
    theirs.rev = 4;

    struct merged merged = form_merge(&form, &theirs);
    assert_true(merged.both[DRAFT_MNEMONIC] && merged.both[DRAFT_MEANING] && merged.both[DRAFT_NOTE]);
    assert_string_equal(form.at[DRAFT_MNEMONIC].text, "LABX");
    assert_string_equal(form.at[DRAFT_NOTE].text, "noted!");
    assert_true(form_differs(&form, DRAFT_MNEMONIC) && form_differs(&form, DRAFT_NOTE));
    type(&form, DRAFT_MNEMONIC, "<Backspace>B"); /* as they wrote it: it differs no more */
    assert_false(form_differs(&form, DRAFT_MNEMONIC));
    form_take_theirs(&form, &theirs);
    assert_string_equal(form.at[DRAFT_MEANING].text, "theirs");
    assert_int_equal(form.held[DRAFT_NOTE].octets, strlen("two\nlines"));
    assert_false(form_any_differs(&form) || form_changed(&form));
}

static void both_to_the_same_is_agreed(void **state)
{
    struct draft row = draft_of("LAB", "meant", NULL), theirs = draft_of("LABX", "meant", NULL);
    struct form form = { 0 };

    (void)state;
    form_of_draft(&form, &row);
    type(&form, DRAFT_MNEMONIC, "X");

    struct merged merged = form_merge(&form, &theirs);
    assert_false(merged.both[DRAFT_MNEMONIC] || merged.taken[DRAFT_MNEMONIC]);
    assert_false(form_changed(&form));
}

/* A form that outlives the program is merged with what came meanwhile as if it had stayed open. */
static void what_is_kept_knows_what_was_saved(void **state)
{
    struct draft row = draft_of("LAB", "meant", "two\nlines"), theirs = draft_of("LABB", "theirs", "x");
    struct form form = { 0 }, again;
    struct out out = out_to_memory();

    (void)state;
    form_of_draft(&form, &row);
    type(&form, DRAFT_MNEMONIC, "X");
    form_write(&form, &out);
    out_char(&out, '\0');
    assert_true(form_read(&again, out.octets));
    assert_true(form_field_changed(&again, DRAFT_MNEMONIC));
    assert_false(form_field_changed(&again, DRAFT_MEANING) || form_field_changed(&again, DRAFT_NOTE));
    assert_int_equal(again.from, 7);
    theirs.rev = 4;

    struct merged merged = form_merge(&again, &theirs);
    assert_true(merged.both[DRAFT_MNEMONIC] && merged.taken[DRAFT_MEANING] && merged.taken[DRAFT_NOTE]);
    assert_string_equal(again.at[DRAFT_MNEMONIC].text, "LABX");
    out_free(&out);
}

/* Theirs in the field that is being written: the cursor stays where it is, as far as there is text. */
static void what_is_taken_moves_no_cursor(void **state)
{
    static const struct {
        const char *keys, *theirs;
        unsigned cursor;
    } cases[] = { { "<Home>", "theirs", 0 },
                  { "<Home><Right><Right>", "theirs", 2 },
                  { "<End>", "it", 2 },
                  { "<Home><Right><Right>", "a\xc3\xa9", 1 },
                  { "<End>", NULL, 0 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct draft before = draft_of("LAB", "meant", "n"),
                           after = draft_of("LAB", cases[i].theirs, "note");
        struct form form = { 0 };
        form_of_draft(&form, &before);
        type(&form, DRAFT_MEANING, cases[i].keys);
        assert_true(form_merge(&form, &after).taken[DRAFT_MEANING]);
        assert_int_equal(form.at[DRAFT_MEANING].cursor, cases[i].cursor);
        assert_int_equal(form.at[DRAFT_NOTE].cursor, 4); /* of the others it stands at the end */
    }
}

static int make_long(void **state)
{
    (void)state;
    memset(long_text, 'x', sizeof long_text - 1);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_field_shows_stays_octet_for_octet),
        cmocka_unit_test(what_has_no_field_stays_too),
        cmocka_unit_test(what_is_held_goes_into_a_copy),
        cmocka_unit_test(what_only_they_changed_is_taken),
        cmocka_unit_test(what_both_changed_keeps_mine_and_is_marked),
        cmocka_unit_test(both_to_the_same_is_agreed),
        cmocka_unit_test(what_is_taken_moves_no_cursor),
        cmocka_unit_test(what_is_kept_knows_what_was_saved),
    };
    return cmocka_run_group_tests(tests, make_long, real_free);
}
