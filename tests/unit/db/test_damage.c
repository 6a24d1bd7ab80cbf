/* Rows that a disk has changed behind SQLite's back: seen, said, and written anew. */
#include "support/run.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Any change is let through, as a disk lets it through. */
static void change(const struct runner *runner, const char *sql)
{
    char path[512];
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    char *drops, *why = NULL;

    assert_int_equal(sqlite3_open(sandbox_path(&runner->box, "registry.db", path), &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(
            db,
            "SELECT group_concat('DROP TRIGGER \"' || name || '\"', ';'), group_concat(sql, ';') FROM "
            "sqlite_schema WHERE type = 'trigger' AND tbl_name NOT LIKE '%draft%'",
            -1, &row, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    drops = sqlite3_mprintf("%s;%s;%s", sqlite3_column_text(row, 0), sql, sqlite3_column_text(row, 1));
    (void)sqlite3_finalize(row);
    if (sqlite3_exec(db, drops, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    sqlite3_free(drops);
    (void)sqlite3_close(db);
}

static const struct damage {
    const char *sql, *where;
} damages[] = {
    { "UPDATE assignment SET meaning = 'a m`il destination' WHERE registry = 'rrtype' AND mnemonic = 'MD'",
      "dns-parameters" },
    { "UPDATE assignment SET registered = '2020-06-31' WHERE registry = 'rrtype' AND mnemonic = 'HTTPS'",
      "dns-parameters" },
    { "UPDATE assignment SET note = 'x' WHERE registry = 'rrtype' AND mnemonic = 'HTTPS'", "dns-parameters" },
    { "UPDATE assignment SET low = 32, high = 32 WHERE registry = 'opcode' AND low = 6", "dns-parameters" },
    { "UPDATE policy_range SET policy = 'IETF Reviev' WHERE registry = 'ds-digest'", "ds-rr-types" },
    { "UPDATE policy_range SET section = 'RFC 6895 3.2' WHERE registry = 'rrtype'", "dns-parameters" },
    { "UPDATE cite SET target = 'rfc9461' WHERE target = 'rfc9460'", "dns" },
    { "UPDATE cite SET place = place + 8 WHERE target = 'rfc4035'", "dns" },
    { "DELETE FROM cite WHERE target = 'rfc8914'", "dns-parameters" },
    { "UPDATE alias SET name = 'ANZ' WHERE name = 'ANY'", "dns-parameters" },
    { "DELETE FROM assignment WHERE mnemonic = 'SSHFP'", "dns-parameters" },
    { "UPDATE snapshot SET as_of = '2026-08-21' WHERE page = 'dns-svcb'", "the tables all editions share" },
    { "UPDATE registry SET title = 'RR TYPEz' WHERE id = 'rrtype'", "the tables all editions share" },
    { "UPDATE registry SET width = 15 WHERE id = 'rrtype'", "dns-parameters" },
    { "UPDATE edition SET title = 'IANB' WHERE id = 'iana'", "the tables all editions share" },
    { "UPDATE edition SET series = 'iamb' WHERE id = 'iana'", "the tables all editions share" },
    { "UPDATE registry SET origin = 'import' WHERE id = 'rrtype'", "the tables all editions share" },
    { "UPDATE meta SET value = '1' WHERE name = 'rows iana dns-svcb'", "dns-svcb" },
    { "UPDATE snapshot SET series = 'iamb' WHERE series = 'iana'", "the tables all editions share" },
    { "UPDATE snapshot SET state = 'retired' WHERE page = 'dns-svcb'", "the tables all editions share" },
    { "UPDATE document SET title = 'DNS' WHERE id = 'rfc6195'", "the tables all editions share" },
    { "DELETE FROM document", "the tables all editions share" },
    { "UPDATE policy SET asks = 'Nothing' WHERE policy = 'IETF Review'", "the tables all editions share" },
    { "DELETE FROM squatter", "the tables all editions share" },
    { "UPDATE squatter SET origin = 'local' WHERE low = 65281", "the tables all editions share" },
    { "DELETE FROM edition WHERE id = 'rfc2929'", "the tables all editions share" },
};

/* What look-ups over much of the data say. */
static char *all_of_it(const struct runner *runner)
{
    struct ran ran =
        run_line(runner, "{ dnsreg what https opcode any rfc8914 'ietf review'; "
                         "dnsreg list rrtype --json; dnsreg editions; dnsreg draft list; } 2>/dev/null");
    char *out = ran.out;
    ran.out = NULL;
    ran_free(&ran);
    return out;
}

/* Whatever was changed, the answers are the right ones again, drafts and their history are as they were, and
 * it is said once. */
static void damaged_rows_are_written_anew(void **state)
{
    const struct runner *runner = *state;
    struct ran ran = RUN(runner, "draft", "add", "rrtype", "65290", "MINE");

    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    char *sound = all_of_it(runner);
    assert_non_null(strstr(sound, "MINE"));
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        change(runner, damages[i].sql);
        ran = RUN(runner, "what", "https", "--json");
        if (!strstr(ran.err, "were damaged; all shipped rows were written anew:") ||
            !strstr(ran.err, damages[i].where))
            fail_msg("%s: \"%s\"", damages[i].sql, ran.err);
        assert_int_equal(ran.status, 0);
        ran_free(&ran);
        char *again = all_of_it(runner);
        assert_string_equal(again, sound);
        free(again);
        ran = RUN(runner, "what", "https");
        assert_string_equal(ran.err, "");
        ran_free(&ran);
    }
    free(sound);
}

static void a_file_that_may_not_be_written_is_said_to_be_damaged(void **state)
{
    const struct runner *runner = *state;
    struct ran ran;

    change(runner, damages[0].sql);
    for (int i = 0; i < 2; i++) {
        ran = RUN(runner, "--read-only", "what", "md");
        assert_int_equal(ran.status, 0);
        assert_non_null(strstr(ran.out, "a m`il"));
        assert_int_equal(count_lines(ran.err), 1);
        assert_non_null(strstr(ran.err, "rows of dns-parameters are damaged, and answers may be wrong: "));
        ran_free(&ran);
    }
}

/* What is the user's is never taken for damage, nor written over. */
static void what_is_the_users_stays(void **state)
{
    static const char *const own[] = {
        "INSERT INTO document (id, title) VALUES ('rfc9999', 'my own')",
        "INSERT INTO policy (policy, brief, asks) VALUES ('House rule', 'hr', 'ask me')",
        "INSERT INTO squatter (registry, low, high, who, source) VALUES ('rrtype', 65500, 65500, 'me', 'x')",
        "INSERT INTO squatter (registry, low, high, who) VALUES ('rrtype', 65281, 65281, 'me before others')",
        "INSERT INTO document (id, title) VALUES ('rfc6195', 'as I call it')",
        "INSERT INTO edition SELECT 'mine', series, '2026-08-20', 'Mine', 99, form, generic, process, "
        "policies, "
        "'local' FROM edition WHERE id = 'iana'",
        "INSERT INTO meta VALUES ('my note', 'x')",
        "UPDATE registry SET origin = 'shipped' WHERE id = 'myproto'; UPDATE registry SET origin = 'local' "
        "WHERE id = "
        "'myproto'",
        "UPDATE snapshot SET origin = 'shipped' WHERE series = 'local'",
    };
    const struct runner *runner = *state;
    struct ran ran = RUN(runner, "registry", "add", "myproto", "0-255=Private Use");
    if (ran.status != 0)
        fail_msg("%s", ran.err);
    ran_free(&ran);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        change(runner, own[i]);
        ran = RUN(runner, "list", "myproto");
        if (ran.status != 0 || ran.err[0])
            fail_msg("%s: %s", own[i], ran.err);
        ran_free(&ran);
    }
    change(runner, damages[0].sql); /* and now it is mended beside them */
    ran = RUN(runner, "list", "myproto");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.err, "written anew"));
    ran_free(&ran);
    ran = RUN(runner, "what", "md", "myproto");
    assert_string_equal(ran.err, "");
    ran_free(&ran);
    for (size_t i = 0; i < 3; i++) {
        static const char *const asked[] = { "rfc9999", "rfc6195", "House rule" };
        static const char *const said[] = { "my own", "as I call it", "ask me" };

        ran = RUN(runner, "what", asked[i]);
        if (!strstr(ran.out, said[i]))
            fail_msg("%s: \"%s\"", asked[i], ran.out);
        ran_free(&ran);
    }
    ran = RUN(runner, "check", "rrtype", "65281", "ABC");
    assert_non_null(strstr(ran.out, "me before others"));
    ran_free(&ran);
    ran = RUN(runner, "-e", "mine", "list", "opcode");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
}

/* A range of the user's whose number was damaged lies among shipped ones: it is not deleted with them. */
static void nothing_of_the_users_goes_with_shipped_rows(void **state)
{
    const struct runner *runner = *state;
    struct ran ran = RUN(runner, "registry", "add", "myproto", "0-255=Private Use");

    ran_free(&ran);
    change(runner, "UPDATE policy_range SET snapshot = 19 WHERE registry = 'myproto'");
    ran = RUN(runner, "what", "md");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.err, "not mended: "));
    assert_non_null(strstr(ran.err, "a registry of your own"));
    ran_free(&ran);
}

/* The note stands beside an error, too. */
static void an_error_does_not_hide_the_note(void **state)
{
    const struct runner *runner = *state;
    change(runner, damages[0].sql);
    struct ran ran = RUN(runner, "list", "nosuch");
    assert_int_equal(ran.status, 2);
    assert_int_equal(count_lines(ran.err), 2);
    assert_non_null(strstr(ran.err, "written anew"));
    ran_free(&ran);
}

/* Only rows that are this program's own can be written anew from it. */
static void rows_of_another_release_stay(void **state)
{
    const struct runner *runner = *state;
    change(runner, "UPDATE meta SET value = '99.1.0' WHERE name = 'release'");
    change(runner, damages[0].sql);
    struct ran ran = RUN(runner, "what", "md");
    assert_non_null(strstr(ran.out, "a m`il"));
    assert_non_null(strstr(ran.err, "release 99.1.0"));
    ran_free(&ran);
}

/* Sums that are missing are damage: else who takes them out could change what he likes. */
static void a_file_without_sums_is_mended(void **state)
{
    static const char *const gone[] = { "DELETE FROM meta WHERE name GLOB 'rows*'",
                                        "DELETE FROM meta WHERE name = 'rows'",
                                        "DELETE FROM meta WHERE name = 'rows iana dns-parameters'" };
    const struct runner *runner = *state;
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        change(runner, gone[i]);
        change(runner, damages[0].sql);
        struct ran ran = RUN(runner, "what", "md");
        assert_null(strstr(ran.out, "a m`il"));
        assert_non_null(strstr(ran.err, "were damaged; all shipped rows were written anew:"));
        ran_free(&ran);
    }
}

#define IN_A_SANDBOX(test) cmocka_unit_test_setup_teardown(test, runner_start, runner_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_SANDBOX(damaged_rows_are_written_anew),
        IN_A_SANDBOX(a_file_that_may_not_be_written_is_said_to_be_damaged),
        IN_A_SANDBOX(what_is_the_users_stays),
        IN_A_SANDBOX(nothing_of_the_users_goes_with_shipped_rows),
        IN_A_SANDBOX(an_error_does_not_hide_the_note),
        IN_A_SANDBOX(rows_of_another_release_stay),
        IN_A_SANDBOX(a_file_without_sums_is_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
