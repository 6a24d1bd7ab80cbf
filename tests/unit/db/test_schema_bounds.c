/* What no writer may put into the user's rows: texts that are no line of text, parts that a key does not
 * have, numbers that would use up those of everyone else. */
#include "support/shell.h"

#include "base/text.h"
#include "registry/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { SQL = 512 };

/* ---- texts ------------------------------------------------------------------------------------- */

/* Texts of a draft that every registry has. */
static const char *const texts[] = { "mnemonic", "meaning", "reference", "note", "template", "author" };

enum { TEXTS = sizeof texts / sizeof *texts };

static const char *with_text(char sql[SQL], const char *column, const char *value)
{
    snprintf(sql, SQL,
             "INSERT INTO draft (registry, basis, kind, code, %s) "
             "VALUES ('edns-option', 'iana', 'private', 65010, %s)",
             column, value);
    return sql;
}

/* Refused of a new draft and of a change, accepted of neither; the one that is there stays. */
static void refused_text(sqlite3 *db, const char *column, const char *value)
{
    char sql[SQL];

    refused_always(db, with_text(sql, column, value));
    accepted(
        db,
        "INSERT INTO draft (registry, basis, kind, code) VALUES ('edns-option', 'iana', 'private', 65010)");
    snprintf(sql, sizeof sql, "UPDATE draft SET %s = %s, rev = rev + 1", column, value);
    refused_always(db, sql);
    accepted(db, "DELETE FROM draft");
}

static void no_text_has_a_control_character(void **state)
{
    static const char *const bad[] = { "char(0)",          "'a' || char(0) || 'b'", "'a' || char(9)",
                                       "'a' || char(13)",  "char(27) || '[31m'",    "'a' || char(127)",
                                       "'a' || char(128)", "char(155) || '31m'",    "'a' || char(159)" };
    for (size_t t = 0; t < TEXTS; t++)
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
            refused_text(*state, texts[t], bad[i]);
}

/* A template's fields are paragraphs. */
static void only_a_template_has_lines(void **state)
{
    char sql[SQL];
    for (size_t t = 0; t < TEXTS; t++)
        if (strcmp(texts[t], "template") != 0)
            refused_text(*state, texts[t], "'a' || char(10) || 'b'");
    accepted(*state, with_text(sql, "template", "'a' || char(10) || 'b'"));
}

static void no_text_turns_the_direction_of_writing(void **state)
{
    static const unsigned bad[] = { 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069 };
    for (size_t t = 0; t < TEXTS; t++)
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            char value[40];
            snprintf(value, sizeof value, "'a' || char(%u) || 'b'", bad[i]);
            refused_text(*state, texts[t], value);
        }
}

static void every_text_is_utf_8(void **state)
{
    static const char *const bad[] = { "80",     "61FF62", "C0AF",     "C3",       "E282",
                                       "E28261", "EDA080", "F4908080", "F8888080", "E28080BF",
                                       "EFBFBE", "EFBFBF", "F48FBFBF" };
    static const char *const good[] = { "C3A9", "E697A5E69CAC", "F09F9880", "C2A0", "EFBFBD", "F48FBFBD" };
    char sql[SQL], value[60];
    for (size_t t = 0; t < TEXTS; t++) {
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            snprintf(value, sizeof value, "CAST(x'%s' AS TEXT)", bad[i]);
            refused_text(*state, texts[t], value);
        }
        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
            snprintf(value, sizeof value, "CAST(x'%s' AS TEXT)", good[i]);
            accepted(*state, with_text(sql, texts[t], value));
            accepted(*state, "DELETE FROM draft");
        }
    }
}

/* A text that stands, from an older file, is held against nothing but itself. */
static void only_a_new_text_is_judged(void **state)
{
    char sql[SQL];
    sqlite3 *db = *state;

    accepted(db, "DROP TRIGGER draft_after_in");
    accepted(db, with_text(sql, "note", "'a' || char(8232)"));
    accepted(db, "INSERT INTO draft_revision SELECT * FROM draft");
    accepted(db, "UPDATE draft SET code = 65011, meaning = 'new', rev = rev + 1");
    refused_always(db, "UPDATE draft SET reference = 'a' || char(8232), rev = rev + 1");
    refused_always(db, "UPDATE draft SET note = 'b' || char(8232), rev = rev + 1");
    refused_always(db, "UPDATE draft SET mnemonic = 'b' || char(8232), rev = rev + 1");
    accepted(db, "UPDATE draft SET note = 'b', rev = rev + 1");
}

/* Every number there is: what the program would not write the file refuses, and nothing else. Those that it
 * takes are asked a hundred at a time. */
static void the_file_and_the_program_have_one_list(void **state)
{
    sqlite3_stmt *ask = NULL;

    assert_int_equal(
        sqlite3_prepare_v2(*state,
                           "INSERT INTO text_asked WITH RECURSIVE c (i) AS (VALUES (?1) UNION ALL "
                           "SELECT i + 1 FROM c WHERE i < ?2) SELECT group_concat(char(i), ''), 512 FROM c",
                           -1, &ask, NULL),
        SQLITE_OK);
    for (uint32_t cp = 1, next; cp <= 0x10FFFF; cp = next) {
        const bool safe = text_is_safe(cp);
        for (next = cp + 1; safe && next < cp + 100 && next <= 0x10FFFF && text_is_safe(next); next++)
            ;
        (void)sqlite3_bind_int64(ask, 1, cp);
        (void)sqlite3_bind_int64(ask, 2, next - 1);
        if ((sqlite3_step(ask) == SQLITE_DONE) != safe)
            fail_msg("the file %s U+%04X to U+%04X", safe ? "refuses" : "takes", cp, next - 1);
        (void)sqlite3_reset(ask);
    }
    (void)sqlite3_finalize(ask);
}

/* In octets, and as many as the program takes. */
static void the_file_takes_as_much_as_the_program(void **state)
{
    for (size_t i = 0; i < DRAFT_FIELDS; i++) {
        const struct draft_field_row *row = &draft_fields[i];
        char sql[SQL], value[80];
        if (i == DRAFT_KIND || i == DRAFT_CODE || i == DRAFT_CATEGORY)
            continue;
        snprintf(value, sizeof value, "printf('%%.*c', %zu, 'a')", row->most);
        accepted(*state, with_text(sql, row->option, value));
        accepted(*state, "DELETE FROM draft");
        snprintf(value, sizeof value, "printf('%%.*c', %zu, 'a') || char(233)", row->most - 1);
        refused_text(*state, row->option, value);
    }
    refused_text(*state, "template", "printf('%.*c', 16001, 'a')");
    refused_text(*state, "author", "printf('%.*c', 129, 'a')");
}

static void keys_are_bounded_texts(void **state)
{
    static const char key[] = "INSERT INTO draft (registry, basis, kind, key) VALUES "
                              "('special-use', 'iana', 'proposal', %s)";
    static const char pair[] = "INSERT INTO draft (registry, basis, kind, key, key2) VALUES "
                               "('underscored', 'iana', 'proposal', 'TXT', %s)";

    static const char *const bad[] = { "'a' || char(10)", "CAST(x'61FF' AS TEXT)",
                                       "printf('%.*c', 513, 'a')" };
    char sql[SQL];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(sql, sizeof sql, key, bad[i]); /* NOLINT: two fixed formats */
        refused_always(*state, sql);
        snprintf(sql, sizeof sql, pair, bad[i]); /* NOLINT */
        refused_always(*state, sql);
    }

    snprintf(sql, sizeof sql, key, "printf('%.*c', 512, 'a')"); /* NOLINT */
    accepted(*state, sql);
}

/* ---- keys -------------------------------------------------------------------------------------- */

/* A draft with these parts: code, code2, key, key2. */
static const char *with_key(char sql[SQL], const char *registry, const char *parts)
{
    snprintf(sql, SQL,
             "INSERT INTO draft (registry, basis, kind, mnemonic, code, code2, key, key2) "
             "VALUES ('%s', 'iana', 'proposal', 'N' || abs(random()), %s)",
             registry, parts);
    return sql;
}

/* A part that a registry's keys do not have would be a second draft of a code. */
static void a_key_has_the_parts_of_its_kind(void **state)
{
    static const struct {
        const char *registry, *parts;
        bool good;
    } keys[] = {
        { "rrtype", "300, NULL, NULL, NULL", true },
        { "rrtype", "301, 1, NULL, NULL", false },
        { "rrtype", "301, NULL, 'a', NULL", false },
        { "rrtype", "301, NULL, '', NULL", false },
        { "rrtype", "301, NULL, NULL, 'a'", false },
        { "rrtype", "NULL, 1, NULL, NULL", false },
        { "header", "9, NULL, NULL, NULL", true },
        { "header", "9, 0, NULL, NULL", false },
        { "label", "128, NULL, '10', NULL", true },
        { "label", "129, NULL, '10', NULL", false }, /* not the octet that begins so */
        { "label", "128, 1, '10', NULL", false },
        { "label", "128, NULL, '10', 'a'", false },
        { "label", "128, NULL, '', NULL", false },
        { "special-use", "NULL, NULL, 'mine', NULL", true },
        { "special-use", "1, NULL, 'mine2', NULL", false },
        { "special-use", "1, NULL, NULL, NULL", false },
        { "special-use", "NULL, NULL, 'mine2', 'a'", false },
        { "special-use", "NULL, NULL, '', NULL", false },
        { "underscored", "NULL, NULL, 'TXT', '_mine'", true },
        { "underscored", "NULL, NULL, 'TXT', NULL", false },
        { "underscored", "NULL, NULL, NULL, '_mine'", false },
        { "underscored", "NULL, NULL, 'TXT', ''", false },
        { "underscored", "1, NULL, 'TXT', '_mine2'", false },
        { "dsync", "5, NULL, 'CDS', NULL", true },
        { "dsync", "5, 1, 'TXT', NULL", false },
        { "dsync", "NULL, NULL, 'TXT', NULL", false },
        { "dsync", "5, NULL, 'TXT', 'a'", false },
        { "cookie-method", "100, 16, NULL, NULL", true },
        { "cookie-method", "101, NULL, NULL, NULL", false },
        { "cookie-method", "101, -1, NULL, NULL", false },
        { "cookie-method", "101, 9007199254740992, NULL, NULL", false },
        { "cookie-method", "101, 16, 'a', NULL", false },
    };

    char sql[SQL];
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        (void)with_key(sql, keys[i].registry, keys[i].parts);
        if (keys[i].good)
            accepted(*state, sql);
        else
            refused(*state, sql, "code-width");
    }
}

static void names_are_one_place_in_any_case(void **state)
{
    char sql[SQL];
    accepted(*state, with_key(sql, "special-use", "NULL, NULL, 'mine', NULL"));
    refused_always(*state, with_key(sql, "special-use", "NULL, NULL, 'MINE', NULL"));
    accepted(*state, with_key(sql, "special-use", "NULL, NULL, 'yours', NULL"));
    refused_always(*state, "UPDATE draft SET key = 'Mine', rev = rev + 1 WHERE key = 'yours'");
    accepted(*state, with_key(sql, "underscored", "NULL, NULL, 'TXT', '_mine'"));
    refused_always(*state, with_key(sql, "underscored", "NULL, NULL, 'txt', '_Mine'"));
}

/* ---- numbers ----------------------------------------------------------------------------------- */

#define NEW_DRAFT                                                                                            \
    "INSERT INTO draft (registry, basis, kind, mnemonic) VALUES ('rrtype', 'iana', 'proposal', 'FOO')"

/* After each a draft can still be added, and the group before it taken for the last. */
static void no_row_uses_up_the_numbers(void **state)
{
    static const char *const bad[] = {
        "INSERT INTO draft (id, registry, basis, kind) VALUES (%s, 'rrtype', 'iana', 'proposal')",
        "INSERT INTO draft (rev, registry, basis, kind) VALUES (%s, 'rrtype', 'iana', 'proposal')",
        "INSERT INTO change_group (id, at, who, what) VALUES (%s, '', '', 'change')",
        "INSERT INTO change_group (at, who, what, target) VALUES ('', '', 'undo', %s)",
        "INSERT INTO change_log (id, grp, thing, row_id, after) VALUES (%s, 1, 'draft', 1, 1)",
        "INSERT INTO change_log (grp, thing, row_id, after) VALUES (%s, 'draft', 1, 1)",
        "INSERT INTO change_log (grp, thing, row_id, after) VALUES (1, 'draft', 1, %s)",
        "INSERT INTO draft_revision (id, rev, registry, basis, kind, modifies, author) "
        "VALUES (%s, 1, 'rrtype', 'iana', 'proposal', 0, '')",
        "INSERT INTO draft_revision (id, rev, registry, basis, kind, modifies, author) "
        "VALUES (1, %s, 'rrtype', 'iana', 'proposal', 0, '')",
    };
    static const char *const numbers[] = { "9223372036854775807", "9007199254740992", "9007199254740991",
                                           "1000", "-1" };
    sqlite3 *db = *state;
    char sql[SQL];
    accepted(db, NEW_DRAFT);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
            snprintf(sql, sizeof sql, bad[i], numbers[n]); /* NOLINT: fixed formats */
            refused(db, sql, NULL);
        }

    accepted(db, "DELETE FROM draft");
    accepted(db, NEW_DRAFT);
    assert_int_equal(number(db, "SELECT id FROM draft"), 2);
    assert_int_equal(number(db, "SELECT max(id) FROM change_group"), 3);
}

/* As undo does it: a draft that comes back goes on where it was. */
static void a_draft_that_comes_back_keeps_its_numbers(void **state)
{
    sqlite3 *db = *state;

    accepted(db, NEW_DRAFT);
    accepted(db, "UPDATE draft SET note = 'x', rev = rev + 1");
    accepted(db, "DELETE FROM draft");
    refused(db, "INSERT INTO draft (id, registry, basis, kind) VALUES (1, 'rrtype', 'iana', 'proposal')",
            NULL);
    accepted(
        db, "INSERT INTO draft (id, rev, registry, basis, kind) VALUES (1, 3, 'rrtype', 'iana', 'proposal')");
}

/* ---- registries of one's own ------------------------------------------------------------------- */

#define OWN                                                                                                  \
    "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES "                   \
    "('mine', %s, 'Local', 'number', 16, 'free', 'local', 999)"
#define OWN_RANGE                                                                                            \
    "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "                                 \
    "VALUES ((SELECT max(id) FROM snapshot), 'mine', %s)"

static void registries_of_ones_own_have_bounded_texts(void **state)
{
    static const char *const bad[] = { "'a' || char(10)", "char(27)", "CAST(x'61FF' AS TEXT)",
                                       "'a' || char(8238)", "printf('%.*c', 101, 'a')" };
    sqlite3 *db = *state;
    char sql[SQL], range[200];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(sql, sizeof sql, OWN, bad[i]);
        refused_always(db, sql);
    }

    accepted(db, "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES "
                 "('mine', 'Mine', 'Local', 'number', 16, 'free', 'local', 999)");
    refused_always(db, "UPDATE registry SET title = 'a' || char(10) WHERE id = 'mine'");
    accepted(
        db,
        "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('local', 'mine', '2026-11-21', 'local')");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(range, sizeof range, "0, 1, %s, 'open'", bad[i]);
        snprintf(sql, sizeof sql, OWN_RANGE, range);
        refused_always(db, sql);
    }

    for (int i = 0; i < 256; i++) {
        snprintf(range, sizeof range, "%d, %d, 'Private Use', 'private'", i, i);
        snprintf(sql, sizeof sql, OWN_RANGE, range);
        accepted(db, sql);
    }

    snprintf(sql, sizeof sql, OWN_RANGE, "256, 256, 'Private Use', 'private'");
    refused(db, sql, "256 ranges");
}

/* A page of one's own says nothing of IANA's registries, nor do others speak for it. */
static void a_local_snapshot_is_of_its_registry(void **state)
{
    static const char *const others[] = {
        "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
        "VALUES ((SELECT max(id) FROM snapshot), 'rrtype', 0, 1, 'Mine', 'open')",
        "INSERT INTO assignment (snapshot, registry, low, high, mnemonic, status) "
        "VALUES ((SELECT max(id) FROM snapshot), 'rrtype', 300, 300, 'MINE', 'assigned')",
    };
    sqlite3 *db = *state;
    refused_always(db, "INSERT INTO snapshot (series, page, as_of, origin) "
                       "VALUES ('local', 'rrtype', '2026-11-21', 'local')");
    refused_always(
        db,
        "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('local', 'mine', '2026-11-21', 'local')");
    accepted(db, "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES "
                 "('mine', 'Mine', 'Local', 'number', 16, 'free', 'local', 999)");
    refused_always(db, "INSERT INTO snapshot (series, page, as_of, origin) "
                       "VALUES ('local', 'mine', '2026-11-21', 'import')");
    accepted(db, "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('local', 'mine', '2026-11-21', "
                 "'local')");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        refused(db, others[i], "its own registry only");
}

/* Undo may bring it back, whole. */
static void what_the_log_names_stays(void **state)
{
    sqlite3 *db = *state;

    accepted(db, "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) VALUES "
                 "('mine', 'Mine', 'Local', 'number', 16, 'free', 'local', 999)");
    accepted(db, "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('local', 'mine', '2026-11-21', "
                 "'local')");
    accepted(db, "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
                 "VALUES ((SELECT max(id) FROM snapshot), 'mine', 0, 65535, 'Private Use', 'private')");
    accepted(db, "UPDATE snapshot SET state = 'sealed' WHERE series = 'local'");
    accepted(db, "UPDATE snapshot SET state = 'retired' WHERE series = 'local'");
    refused(db, "DELETE FROM snapshot WHERE series = 'local'", "the log names");
    refused(db, "DELETE FROM policy_range WHERE registry = 'mine'", "by import only");
    refused(db, "DELETE FROM registry WHERE id = 'mine'", "the log names");
    accepted(db, "UPDATE snapshot SET state = 'sealed' WHERE series = 'local'");
}

int main(void)
{
#define ON_A_COPY(test) cmocka_unit_test_setup_teardown(test, shell_open, shell_close)
    const struct CMUnitTest tests[] = {
        ON_A_COPY(no_text_has_a_control_character),
        ON_A_COPY(only_a_template_has_lines),
        ON_A_COPY(no_text_turns_the_direction_of_writing),
        ON_A_COPY(every_text_is_utf_8),
        ON_A_COPY(only_a_new_text_is_judged),
        ON_A_COPY(the_file_and_the_program_have_one_list),
        ON_A_COPY(the_file_takes_as_much_as_the_program),
        ON_A_COPY(keys_are_bounded_texts),
        ON_A_COPY(a_key_has_the_parts_of_its_kind),
        ON_A_COPY(names_are_one_place_in_any_case),
        ON_A_COPY(no_row_uses_up_the_numbers),
        ON_A_COPY(a_draft_that_comes_back_keeps_its_numbers),
        ON_A_COPY(registries_of_ones_own_have_bounded_texts),
        ON_A_COPY(a_local_snapshot_is_of_its_registry),
        ON_A_COPY(what_the_log_names_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
