/* What the file refuses of drafts, whoever writes; and that nothing a writer does passes the log by. */
#include "support/shell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A private draft in RRTYPE or CLASS under an edition. */
static const char *draft(char sql[512], const char *registry, const char *basis, int code,
                         const char *mnemonic)
{
    snprintf(
        sql, 512,
        "INSERT INTO draft (registry, basis, kind, code, mnemonic) VALUES ('%s', '%s', 'private', %d, '%s')",
        registry, basis, code, mnemonic);
    return sql;
}

/* ---- codes ------------------------------------------------------------------------------------- */

static void codes_fit(void **state)
{
    sqlite3 *db = *state;
    char sql[512];
    refused(db, draft(sql, "rrtype", "iana", 65536, "WIDE"), "code-width");
    refused(db, draft(sql, "opcode", "iana", 16, "WIDE"), "code-width");
    refused(db, draft(sql, "header", "iana", 16, "WIDE"), "code-width");
    refused_always(db, draft(sql, "rrtype", "iana", -1, "WIDE"));
    accepted(db, draft(sql, "rrtype", "iana", 65534, "WIDE"));
}

/* A pattern is both: its bits, and the first octet that begins with them. */
static void patterns_keep_their_bits(void **state)
{
    static const char insert[] =
        "INSERT INTO draft (registry, basis, kind, code, key) VALUES ('label', 'iana', "
        "'private', ";
    sqlite3 *db = *state;
    char sql[512];

    snprintf(sql, sizeof sql, "%s 128, NULL)", insert);
    refused(db, sql, "code-width");
    snprintf(sql, sizeof sql, "%s 128, '12')", insert);
    refused(db, sql, "code-width");
    snprintf(sql, sizeof sql, "%s 128, '100000000')", insert);
    refused(db, sql, "code-width");
    snprintf(sql, sizeof sql, "%s 65, '01000001')", insert);
    refused(db, sql, "code-free");
    snprintf(sql, sizeof sql, "%s 128, '10')", insert);
    accepted(db, sql);
}

static void codes_are_free(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    refused(db, draft(sql, "rrtype", "iana", 65, "MINE"), "code-free");
    refused(db, draft(sql, "rcode", "iana", 16, "MINE"), "code-free");
    refused(db, draft(sql, "rrtype", "iana", 254, "MINE"), "code-free"); /* obsolete is taken too */
    accepted(db, draft(sql, "rrtype", "rfc6195", 65, "MINE"));           /* it was free then */
    refused(db, draft(sql, "rrtype", "iana", 65, "OTHER"), NULL);        /* and now a draft has it */
    accepted(db, draft(sql, "rrtype", "iana", 65280, "MINE2"));
    refused(db, draft(sql, "rrtype", "iana", 65280, "OTHER"), "code-free");
    refused(db,
            "INSERT OR REPLACE INTO draft (registry, basis, kind, code, mnemonic) "
            "VALUES ('rrtype', 'iana', 'private', 65280, 'OTHER')",
            "code-free");
    refused(db, "UPDATE OR REPLACE draft SET code = 65, rev = rev + 1 WHERE code = 65280", NULL);
}

/* Private use "by the name, OID or agreement inside the data": one code for all, so nobody's own. */
static void codes_shared_by_agreement_are_taken(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    refused(db, draft(sql, "dnssec-alg", "iana", 253, "MINE"), "code-free");
    refused(db, draft(sql, "dnssec-alg", "iana", 254, "MINE"), "code-free");
    refused(db, draft(sql, "cert-type", "iana", 253, "MINE"), "code-free");
    refused(db, draft(sql, "cert-type", "iana", 254, "MINE"), "code-free");
    refused(db, draft(sql, "tlsa-usage", "iana", 255, "MINE"), "code-free");
    refused(db, draft(sql, "tlsa-selector", "iana", 255, "MINE"), "code-free");
    refused(db, draft(sql, "tlsa-matching", "iana", 255, "MINE"), "code-free");
}

/* ---- mnemonics --------------------------------------------------------------------------------- */

/* Which edition takes which name for an RRTYPE; by hand from the four expressions. */
static void names_have_the_form_of_their_edition(void **state)
{
    static const struct {
        const char *name;
        bool in[5]; /* rfc2929, rfc5395, rfc6195, rfc6895, iana */
    } names[] = {
        { "FOO", { true, true, true, true, true } },
        { "F00-1", { true, true, true, true, true } },
        { "X9", { true, true, true, true, true } },
        { "X", { true, true, false, false, false } },    /* one letter: oddities 4 and 24 */
        { "FOO-", { true, true, false, false, false } }, /* a hyphen at the end: oddity 24 */
        { "foo", { true, false, false, false, false } },
        { "Foo", { true, false, false, false, false } },
        { "1FOO", { true, false, false, false, false } },
        { "-FOO", { true, false, false, false, false } },
        { "FOO_BAR", { true, false, false, false, false } },
        { "FOO BAR", { true, false, false, false, false } },
        { "A\\B",
          { true, false, false, false, false } }, /* the backslash of the printed expression: oddity 7 */
        { "FOO.", { true, false, false, false, false } },
        { "TYPE9", { true, true, true, false, false } }, /* generic names: oddity 6 */
        { "TYPE", { true, true, true, false, false } },
        { "CLASS7", { true, true, true, false, false } },
        { "CLASS", { true, true, true, false, false } },
        { "TYPE1A", { true, true, true, true, true } },
        { "CLASSY", { true, true, true, true, true } },
        { "\xC3\x89TAT", { true, false, false, false, false } },
    };

    static const char *const editions[] = { "rfc2929", "rfc5395", "rfc6195", "rfc6895", "iana" };
    static const char *const registries[] = { "rrtype", "class" };
    sqlite3 *db = *state;
    char sql[512];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t e = 0; e < 5; e++)
            for (size_t r = 0; r < 2; r++) {
                (void)draft(sql, registries[r], editions[e], 65300, names[i].name);
                if (names[i].in[e]) {
                    accepted(db, sql);
                    accepted(db, "DELETE FROM draft");
                } else {
                    refused_always(db, sql);
                }
            }
}

static void an_empty_name_is_no_name(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    refused(db, draft(sql, "rrtype", "iana", 65300, ""), "mnemonic-form");
    refused(db, draft(sql, "rrtype", "rfc2929", 65300, ""), "mnemonic-form");
    refused(db, "INSERT INTO draft (registry, basis, kind, code) VALUES ('rrtype', 'iana', 'private', 65300)",
            "mnemonic-form");
    accepted(db,
             "INSERT INTO draft (registry, basis, kind, code) VALUES ('rrtype', 'iana', 'proposal', 300)");

    /* what a proposal may lack, a private draft may not: not by a change of kind either */
    refused(db, "UPDATE draft SET kind = 'private', rev = rev + 1", "mnemonic-form");
}

static void control_characters_stand_in_no_name(void **state)
{
    static const char *const bad[] = { "char(0)",           "'AB' || char(0)",      "'AB' || char(0) || 'CD'",
                                       "'AB' || char(27)",  "char(27) || '[31mAB'", "'A' || char(10) || 'B'",
                                       "'AB' || char(127)", "'AB' || char(9)" };
    static const char *const editions[] = { "rfc2929", "rfc6195", "iana" };
    sqlite3 *db = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (size_t e = 0; e < 3; e++) {
            char sql[512];
            snprintf(sql, sizeof sql,
                     "INSERT INTO draft (registry, basis, kind, code, mnemonic) "
                     "VALUES ('rrtype', '%s', 'private', 65300, %s)",
                     editions[e], bad[i]);
            refused(db, sql, NULL);
        }
}

/* With the CHECKs switched off a name of RRTYPE or CLASS still has its edition's form, to its last octet. */
static void control_characters_stay_out_without_checks(void **state)
{
    static const char *const bad[] = { "char(0)",          "'AB' || char(0)",      "'AB' || char(0) || 'CD'",
                                       "'AB' || char(27)", "char(27) || '[31mAB'", "'AB' || char(127)" };
    sqlite3 *db = *state;
    accepted(db, "PRAGMA ignore_check_constraints = ON");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char sql[512];
        snprintf(sql, sizeof sql,
                 "INSERT INTO draft (registry, basis, kind, code, mnemonic) "
                 "VALUES ('rrtype', 'iana', 'private', 65300, %s)",
                 bad[i]);
        refused(db, sql, NULL);
    }
}

static void long_names_are_refused(void **state)
{
    sqlite3 *db = *state;
    refused(db,
            "INSERT INTO draft (registry, basis, kind, code, mnemonic) "
            "VALUES ('rrtype', 'iana', 'private', 65300, printf('%.*c', 64, 'A'))",
            "text");
    accepted(db, "INSERT INTO draft (registry, basis, kind, code, mnemonic) "
                 "VALUES ('rrtype', 'iana', 'private', 65300, printf('%.*c', 63, 'A'))");
}

static void rrtype_and_class_share_no_name(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    static const char *const bases[] = { "rfc5395", "rfc6195", "rfc6895", "iana" };
    for (size_t i = 0; i < 4; i++) {
        refused_always(db, draft(sql, "class", bases[i], 65300, "MX"));
        refused_always(db, draft(sql, "class", bases[i], 65300, "AAAA"));
        refused_always(db, draft(sql, "rrtype", bases[i], 65300, "IN"));
        refused_always(db, draft(sql, "rrtype", bases[i], 65300, "CH"));
        refused_always(db, draft(sql, "rrtype", bases[i], 65300, "NONE"));
        refused_always(db, draft(sql, "rrtype", bases[i], 65300, "INTERNET")); /* an alias */
        refused_always(db, draft(sql, "class", bases[i], 65300, "ALL"));
    }
    accepted(db, draft(sql, "rrtype", "rfc2929", 65300, "IN")); /* 2929 knows no such rule */
}

static void drafts_share_no_name_in_either_direction(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    accepted(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    refused_always(db, draft(sql, "class", "iana", 65300, "FOO"));
    refused_always(db, draft(sql, "rrtype", "iana", 65301, "FOO"));
    accepted(db, "DELETE FROM draft");
    accepted(db, draft(sql, "class", "iana", 65300, "FOO"));
    refused_always(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    refused_always(db, draft(sql, "class", "iana", 65301, "FOO"));
    accepted(db, draft(sql, "rrtype", "iana", 65300, "BAR"));
    refused_always(db, "UPDATE draft SET mnemonic = 'FOO', rev = rev + 1 WHERE registry = 'rrtype'");
    accepted(db, draft(sql, "opcode", "iana", 12, "FOO")); /* another space of names */
    refused_always(db, draft(sql, "opcode", "iana", 13, "foo"));
}

static void any_is_never_free(void **state)
{
    static const char *const bases[] = { "rfc5395", "rfc6195", "rfc6895", "iana" };
    sqlite3 *db = *state;
    char sql[512];
    for (size_t i = 0; i < 4; i++) {
        refused_always(db, draft(sql, "rrtype", bases[i], 65300, "ANY"));
        refused_always(db, draft(sql, "class", bases[i], 65300, "ANY"));
    }

    refused_always(db, draft(sql, "rrtype", "rfc2929", 65300, "ANY"));
    refused_always(db, draft(sql, "class", "rfc2929", 65300, "ANY"));
    refused_always(db, draft(sql, "rrtype", "iana", 65300, "ALL"));
    refused_always(db, draft(sql, "rcode", "iana", 3900, "badtruc"));
    refused_always(db, draft(sql, "edns-option", "iana", 65100, "ecs"));
}

static void a_modification_takes_what_is_there_with_its_name(void **state)
{
    sqlite3 *db = *state;
    const char *insert = "INSERT INTO draft (registry, basis, kind, modifies, code, mnemonic) VALUES ";
    char sql[512];

    snprintf(sql, sizeof sql, "%s('rrtype', 'iana', 'proposal', 1, 262, 'WALLET')", insert);
    accepted(db, sql);
    snprintf(sql, sizeof sql, "%s('rrtype', 'iana', 'proposal', 1, 1, 'A')",
             insert); /* older than the form */
    accepted(db, sql);
    snprintf(sql, sizeof sql, "%s('rrtype', 'iana', 'proposal', 1, 300, 'NEW')", insert);
    refused(db, sql, "code-free");
    snprintf(sql, sizeof sql, "%s('rrtype', 'iana', 'private', 1, 261, 'RESINFO')", insert);
    refused(db, sql, NULL);
    snprintf(sql, sizeof sql, "%s('rrtype', 'iana', 'proposal', 1, 15, 'no form at all')", insert);
    refused(db, sql, NULL);
}

/* Foreign keys are off for most writers: an edition or registry that is not there must not switch the rules
 * off. */
static void a_basis_that_is_not_there_is_refused(void **state)
{
    char sql[512];
    refused(*state, draft(sql, "rrtype", "no-such-edition", 65300, "no form at all"), NULL);
}

static void a_registry_that_is_not_there_is_refused(void **state)
{
    char sql[512];
    refused(*state, draft(sql, "no-such-registry", "iana", 65300, "FOO"), NULL);
}

static void a_key_is_of_its_registrys_kind(void **state)
{
    refused(*state,
            "INSERT INTO draft (registry, basis, kind, key, mnemonic) "
            "VALUES ('rrtype', 'iana', 'private', 'foo', 'FOO')",
            NULL);
}

/* ---- revisions and the log --------------------------------------------------------------------- */

static void an_update_names_the_revision_it_read(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    accepted(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    refused_always(db, "UPDATE draft SET note = 'x'");
    refused_always(db, "UPDATE draft SET note = 'x', rev = rev");
    refused_always(db, "UPDATE draft SET note = 'x', rev = rev + 2");
    refused_always(db, "UPDATE draft SET id = id + 1, rev = rev + 1");
    accepted(db, "UPDATE draft SET note = 'x', rev = rev + 1 WHERE rev = 1");
    accepted(db, "UPDATE draft SET note = 'y', rev = rev + 1 WHERE rev = 1"); /* stale: no row */
    assert_int_equal(number(db, "SELECT count(*) FROM draft WHERE note = 'x' AND rev = 2"), 1);
}

static void every_change_is_logged_once(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    accepted(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    accepted(db, "UPDATE draft SET note = 'x', rev = rev + 1");
    accepted(db, "DELETE FROM draft");
    assert_int_equal(number(db, "SELECT count(*) FROM change_log"), 3);
    assert_int_equal(number(db, "SELECT count(*) FROM change_group"), 3);
    assert_int_equal(number(db, "SELECT count(*) FROM draft_revision"), 2);
    assert_int_equal(number(db, "SELECT count(*) FROM change_log WHERE before IS NULL AND after = 1"), 1);
    assert_int_equal(number(db, "SELECT count(*) FROM change_log WHERE before = 1 AND after = 2"), 1);
    assert_int_equal(number(db, "SELECT count(*) FROM change_log WHERE before = 2 AND after IS NULL"), 1);
}

static void a_refused_change_leaves_no_trace(void **state)
{
    sqlite3 *db = *state;
    char sql[512], *why = NULL;

    assert_int_not_equal(sqlite3_exec(db, draft(sql, "rrtype", "iana", 65, "FOO"), NULL, NULL, &why),
                         SQLITE_OK);
    sqlite3_free(why);
    assert_int_equal(number(db,
                            "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM draft_revision) + "
                            "(SELECT count(*) FROM change_group) + (SELECT count(*) FROM change_log)"),
                     0);
}

static void the_log_is_only_added_to(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    accepted(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    refused_always(db, "UPDATE change_log SET after = 9");
    refused_always(db, "DELETE FROM change_log");
    refused_always(db,
                   "INSERT OR REPLACE INTO change_log SELECT id, grp, thing, row_id, 9, 9 FROM change_log");
    refused_always(db, "UPDATE change_group SET who = 'x'");
    refused_always(db, "DELETE FROM change_group");
    refused_always(db, "UPDATE draft_revision SET mnemonic = 'x'");
    refused_always(db, "DELETE FROM draft_revision");
}

static void replacing_is_no_way_into_the_log(void **state)
{
    sqlite3 *db = *state;
    char sql[512];
    accepted(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    refused(db,
            "INSERT OR REPLACE INTO change_group (id, at, who, what) SELECT id, at, 'somebody else', what "
            "FROM change_group",
            NULL);
}

static void the_log_names_groups_that_are_there(void **state)
{
    sqlite3 *db = *state;

    refused(db, "UPDATE actor SET grp = 777", "no such group");
    refused(db, "DELETE FROM actor", "one row");
    refused(db, "INSERT OR REPLACE INTO actor VALUES (1, NULL)", "one row");
    refused(db, "INSERT INTO change_log (grp, thing, row_id, after) VALUES (1, 'snapshot', 999999, 1)",
            "no such snapshot");
    refused(
        db,
        "INSERT INTO change_log (grp, thing, row_id, after) SELECT 1, 'snapshot', min(id), 1 FROM snapshot",
        "no such snapshot");
    accepted(db, "UPDATE actor SET grp = NULL");
}

static void replacing_is_no_way_into_the_revisions(void **state)
{
    sqlite3 *db = *state;
    char sql[512];

    accepted(db, draft(sql, "rrtype", "iana", 65300, "FOO"));
    refused(db,
            "INSERT OR REPLACE INTO draft_revision (id, rev, registry, basis, kind, modifies, code, "
            "mnemonic, author) "
            "SELECT id, rev, registry, basis, kind, modifies, code, 'FORGED', author FROM draft_revision",
            NULL);
}

int main(void)
{
#define ON_A_COPY(test) cmocka_unit_test_setup_teardown(test, shell_open, shell_close)
    const struct CMUnitTest tests[] = {
        ON_A_COPY(codes_fit),
        ON_A_COPY(patterns_keep_their_bits),
        ON_A_COPY(codes_are_free),
        ON_A_COPY(codes_shared_by_agreement_are_taken),
        ON_A_COPY(names_have_the_form_of_their_edition),
        ON_A_COPY(an_empty_name_is_no_name),
        ON_A_COPY(control_characters_stand_in_no_name),
        ON_A_COPY(control_characters_stay_out_without_checks),
        ON_A_COPY(long_names_are_refused),
        ON_A_COPY(rrtype_and_class_share_no_name),
        ON_A_COPY(drafts_share_no_name_in_either_direction),
        ON_A_COPY(any_is_never_free),
        ON_A_COPY(a_modification_takes_what_is_there_with_its_name),
        ON_A_COPY(a_basis_that_is_not_there_is_refused),
        ON_A_COPY(a_registry_that_is_not_there_is_refused),
        ON_A_COPY(a_key_is_of_its_registrys_kind),
        ON_A_COPY(an_update_names_the_revision_it_read),
        ON_A_COPY(every_change_is_logged_once),
        ON_A_COPY(a_refused_change_leaves_no_trace),
        ON_A_COPY(the_log_is_only_added_to),
        ON_A_COPY(replacing_is_no_way_into_the_log),
        ON_A_COPY(replacing_is_no_way_into_the_revisions),
        ON_A_COPY(the_log_names_groups_that_are_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
