/* What the file refuses of its official rows, whoever writes: here SQLite itself, without the program. */
#include "support/shell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* An import's snapshot, still open: the only place where official rows may be written. */
static void open_snapshot(sqlite3 *db)
{
    accepted(db, "INSERT INTO snapshot (id, series, page, as_of, origin) "
                 "VALUES (900, 'iana', 'dns-parameters', '2031-01-01', 'import')");
}

/* ---- sealed editions --------------------------------------------------------------------------- */

static void a_sealed_edition_takes_no_row(void **state)
{
    sqlite3 *db = *state;
    const char *words = "by import only";

    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, mnemonic, status) "
            "SELECT snapshot, 'rrtype', 300, 300, 'FOO', 'assigned' FROM edition_snapshot WHERE edition = "
            "'rfc6195'",
            words);
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
            "SELECT snapshot, 'rrtype', 300, 300, 'x', 'open' FROM edition_snapshot WHERE edition = 'iana'",
            words);
    refused(db, "INSERT INTO cite SELECT id, 99, 'rfc', 'rfc1', 'RFC1' FROM assignment LIMIT 1", words);
    refused(db, "INSERT INTO alias SELECT id, 'FOO' FROM assignment LIMIT 1", words);
}

static void a_sealed_edition_changes_no_row(void **state)
{
    sqlite3 *db = *state;

    refused(db, "UPDATE assignment SET mnemonic = 'FOO' WHERE mnemonic = 'HTTPS'", "by import only");
    refused(db, "UPDATE OR REPLACE assignment SET low = 1, high = 1 WHERE mnemonic = 'HTTPS'",
            "by import only");
    refused(db, "UPDATE assignment SET note = 'x'", "by import only");
    refused(db, "UPDATE policy_range SET policy = 'x'", "by import only");
    refused(db, "UPDATE policy_range SET high = 1 WHERE low = 1", "by import only");
    refused(db, "UPDATE cite SET target = 'x'", "by import only");
    refused(db, "UPDATE OR REPLACE cite SET place = 1", "by import only");
    refused(db, "UPDATE alias SET name = 'x'", "by import only");
    refused(db, "UPDATE edition SET form = 'free'", "by import only");
    refused(db, "UPDATE registry SET width = 17 WHERE id = 'rrtype'", "only a local registry");
    refused(db, "UPDATE registry SET origin = 'local' WHERE id = 'rrtype'", "only a local registry");
}

static void a_sealed_edition_loses_no_row(void **state)
{
    sqlite3 *db = *state;

    refused(db, "DELETE FROM assignment WHERE mnemonic = 'HTTPS'", "by import only");
    refused(db, "DELETE FROM assignment", "by import only");
    refused(db, "DELETE FROM policy_range", "by import only");
    refused(db, "DELETE FROM cite", "by import only");
    refused(db, "DELETE FROM alias", "by import only");
    refused(db, "DELETE FROM snapshot", "retired before");
    refused(db, "DELETE FROM edition", "still has data");
    refused(db, "DELETE FROM registry", "only a local registry");
    accepted(db, "PRAGMA foreign_keys = ON");
    refused(db, "DELETE FROM snapshot WHERE series = 'rfc6195'", "retired before"); /* no cascade either */
    refused(db, "DELETE FROM registry WHERE id = 'rrtype'", "only a local registry");
}

static void a_seal_is_not_broken(void **state)
{
    sqlite3 *db = *state;

    refused(db, "UPDATE snapshot SET state = 'open' WHERE series = 'rfc6195'", "open to sealed");
    refused(db, "UPDATE snapshot SET state = 'retired' WHERE series = 'rfc6195'", "only an import");
    refused(db, "UPDATE snapshot SET as_of = '1999-01-01' WHERE series = 'rfc6195'", "nothing else");
    refused(db, "UPDATE snapshot SET series = 'x' WHERE series = 'rfc6195'", "nothing else");
    refused(db,
            "INSERT INTO snapshot (series, page, as_of, origin, state) "
            "VALUES ('iana', 'x', '2031-01-01', 'import', 'sealed')",
            "begins open");
}

static void replacing_is_no_way_around_the_seal(void **state)
{
    sqlite3 *db = *state;

    refused(
        db,
        "INSERT OR REPLACE INTO assignment (id, snapshot, registry, low, high, mnemonic, status) "
        "SELECT id, snapshot, registry, low, high, 'FOO', status FROM assignment WHERE mnemonic = 'HTTPS'",
        NULL);
    refused(db, "INSERT OR REPLACE INTO policy_range SELECT * FROM policy_range LIMIT 1", NULL);
    refused(db, "INSERT OR REPLACE INTO edition SELECT * FROM edition WHERE id = 'iana'", NULL);
    refused(db, "INSERT OR REPLACE INTO cite SELECT assignment, place, kind, 'x', 'x' FROM cite LIMIT 1",
            NULL);
    refused(db, "INSERT OR REPLACE INTO alias SELECT * FROM alias LIMIT 1", NULL);
    refused(db,
            "INSERT OR REPLACE INTO snapshot (id, series, page, as_of, origin) "
            "SELECT id, series, page, as_of, origin FROM snapshot WHERE series = 'rfc6195'",
            NULL);
    refused(db,
            "INSERT OR REPLACE INTO registry (id, title, grp, key_kind, width, names, origin, place) "
            "VALUES ('rrtype', 'x', 'x', 'number', 16, 'free', 'local', 1)",
            NULL);
}

/* The same rows by their other unique columns, not by their ids. */
static void replacing_a_snapshot_by_its_name_is_refused(void **state)
{
    refused(*state,
            "INSERT OR REPLACE INTO snapshot (series, page, as_of, origin) "
            "VALUES ('rfc6195', 'rfc6195', '2011-03-01', 'shipped')",
            NULL);
}

static void replacing_a_registry_by_its_iana_id_is_refused(void **state)
{
    sqlite3 *db = *state;

    accepted(db, "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) "
                 "VALUES ('mine', 'Mine', 'x', 'number', 8, 'free', 'local', 99)");
    refused(db,
            "UPDATE OR REPLACE registry SET page = 'dns-parameters', iana_id = 'dns-parameters-4' WHERE id = "
            "'mine'",
            NULL);
    accepted(db, "DELETE FROM registry WHERE id = 'mine'");
}

/* ---- rows of an open snapshot ------------------------------------------------------------------ */

static void ranges_do_not_overlap(void **state)
{
    sqlite3 *db = *state;

    open_snapshot(db);
    accepted(db, "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
                 "VALUES (900, 'rrtype', 100, 200, 'x', 'open')");
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
            "VALUES (900, 'rrtype', 200, 300, 'x', 'open')",
            "overlap");
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
            "VALUES (900, 'rrtype', 0, 100, 'x', 'open')",
            "overlap");
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
            "VALUES (900, 'rrtype', 0, 65535, 'x', 'open')",
            "overlap");
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
            "VALUES (900, 'rrtype', 150, 150, 'x', 'open')",
            "overlap");
    refused(db, "UPDATE policy_range SET high = 300 WHERE snapshot = 900", NULL);
    accepted(db, "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
                 "VALUES (900, 'rrtype', 201, 300, 'x', 'open'), (900, 'class', 100, 200, 'x', 'open')");
}

/* Another page of the same series would lay its ranges over those of the first, in one edition. */
static void ranges_do_not_overlap_through_another_page(void **state)
{
    sqlite3 *db = *state;

    accepted(db, "INSERT INTO snapshot (id, series, page, as_of, origin) "
                 "VALUES (901, 'iana', 'another-page', '2031-01-01', 'import')");
    refused(
        db,
        "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
        "VALUES (901, 'rrtype', 1, 127, 'x', 'private'); UPDATE snapshot SET state = 'sealed' WHERE id = 901",
        NULL);
}

static void codes_fit_their_registry(void **state)
{
    sqlite3 *db = *state;

    open_snapshot(db);
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rrtype', 65536, "
            "65536, 'assigned')",
            "wider");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'opcode', 15, 16, "
            "'assigned')",
            "wider");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'header', 16, 16, "
            "'assigned')",
            "wider");
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) VALUES (900, 'opcode', 0, "
            "16, 'x', 'open')",
            "wider");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rrtype', 2, 1, "
            "'assigned')",
            "CHECK");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rrtype', -1, 1, "
            "'assigned')",
            "CHECK");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rrtype', 'a', 'b', "
            "'assigned')",
            "INTEGER");
    accepted(db, "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'opcode', 15, "
                 "15, 'assigned')");
}

static void a_code_stands_twice_only_with_two_contexts(void **state)
{
    sqlite3 *db = *state;

    open_snapshot(db);
    accepted(db, "INSERT INTO assignment (snapshot, registry, low, high, context, status) VALUES "
                 "(900, 'rcode', 16, 16, 'opt', 'assigned'), (900, 'rcode', 16, 16, 'tsig', 'assigned'), "
                 "(900, 'rcode', 20, 30, '', 'reserved')");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rcode', 16, 16, "
            "'assigned')",
            "twice");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, context, status) "
            "VALUES (900, 'rcode', 16, 16, 'tsig', 'assigned')",
            "twice");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rcode', 25, 25, "
            "'assigned')",
            "twice");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rcode', 15, 20, "
            "'assigned')",
            "twice");
}

static void patterns_agree_with_their_octets(void **state)
{
    sqlite3 *db = *state;

    open_snapshot(db);
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, key, status) VALUES (900, 'label', 0, "
            "63, '000', 'assigned')",
            "disagree");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, key, status) VALUES (900, 'label', 0, 0, "
            "'0000000x', 'assigned')",
            "disagree");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, key, status) VALUES (900, 'label', 1, "
            "64, '00', 'assigned')",
            "disagree");

    /* the right length, the wrong octets: 11 is 192-255 */
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, key, status) VALUES (900, 'label', 0, "
            "63, '11', 'assigned')",
            "disagree");
    accepted(db, "INSERT INTO assignment (snapshot, registry, low, high, key, status) VALUES (900, 'label', "
                 "192, 255, '11', 'assigned')");
}

static void a_whole_snapshot_covers_every_number(void **state)
{
    sqlite3 *db = *state;

    accepted(db, "INSERT INTO snapshot (id, series, page, as_of, origin, whole) "
                 "VALUES (902, 'rfc9999', 'rfc9999', '2031-01-01', 'import', 1);"
                 "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
                 "VALUES (902, 'opcode', 0, 14, 'x', 'open')");
    refused(db, "UPDATE snapshot SET state = 'sealed' WHERE id = 902", "cover every number");
    accepted(
        db,
        "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) "
        "VALUES (902, 'opcode', 15, 15, 'x', 'open'); UPDATE snapshot SET state = 'sealed' WHERE id = 902");
}

static void words_are_of_the_list(void **state)
{
    sqlite3 *db = *state;

    open_snapshot(db);
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rrtype', 1, 1, "
            "'unassigned')",
            "CHECK");
    refused(db,
            "INSERT INTO assignment (snapshot, registry, low, high, status) VALUES (900, 'rrtype', 1, 1, "
            "'private')",
            "CHECK");
    refused(db,
            "INSERT INTO policy_range (snapshot, registry, low, high, policy, use) VALUES (900, 'rrtype', 1, "
            "1, 'x', 'free')",
            "CHECK");
    refused(db, "INSERT INTO snapshot (series, page, as_of, origin) VALUES ('iana', 'x', '2031', 'import')",
            "CHECK");
    refused(db,
            "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) "
            "VALUES ('Bad Id', 'x', 'x', 'number', 8, 'free', 'local', 1)",
            "CHECK");
    refused(db,
            "INSERT INTO registry (id, title, grp, key_kind, width, names, origin, place) "
            "VALUES ('mine', 'x', 'x', 'number', 63, 'free', 'local', 1)",
            "CHECK");
}

int main(void)
{
#define ON_A_COPY(test) cmocka_unit_test_setup_teardown(test, shell_open, shell_close)
    const struct CMUnitTest tests[] = {
        ON_A_COPY(a_sealed_edition_takes_no_row),
        ON_A_COPY(a_sealed_edition_changes_no_row),
        ON_A_COPY(a_sealed_edition_loses_no_row),
        ON_A_COPY(a_seal_is_not_broken),
        ON_A_COPY(replacing_is_no_way_around_the_seal),
        ON_A_COPY(replacing_a_snapshot_by_its_name_is_refused),
        ON_A_COPY(replacing_a_registry_by_its_iana_id_is_refused),
        ON_A_COPY(ranges_do_not_overlap),
        ON_A_COPY(ranges_do_not_overlap_through_another_page),
        ON_A_COPY(codes_fit_their_registry),
        ON_A_COPY(a_code_stands_twice_only_with_two_contexts),
        ON_A_COPY(patterns_agree_with_their_octets),
        ON_A_COPY(a_whole_snapshot_covers_every_number),
        ON_A_COPY(words_are_of_the_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
