/* The panes that lie on top: Output, Editions, Help and the line behind `:`. */
#include "support/pane_driver.h"
#include "support/real.h"
#include "ui/browse/pane_browse.h"
#include "ui/cli/cli.h"
#include "ui/common/pane_editions.h"
#include "ui/common/pane_help.h"
#include "ui/common/pane_output.h"
#include "ui/common/pane_prompt.h"
#include "ui/kit/app_keys.h"
#include "ui/kit/copy.h"
#include "ui/rows/row_draw.h"
#include "ui/search/pane_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- Output ---- */

static void output_scrolls(void **state)
{
    static const struct output output = { .title = "list opcode",
                                          .text =
                                              "1\n2\n3\n4 日本 abcdefghijklmnopqrstuvwxyz\n5\n6\n7\n8\n" };
    struct driver driver;
    const struct arg arg = { .data = &output };

    (void)state;
    driver_open(&driver, &pane_output, "iana", 7, 24, &arg);
    assert_non_null(strstr(driver_line(&driver, 0), " list opcode "));
    assert_string_equal(driver_line(&driver, 1), " 1");
    assert_string_equal(driver_line(&driver, 5), " 5");
    driver_keys(&driver, "jj<Down><Down><Down>"); /* no further than the last line in sight */
    assert_string_equal(driver_line(&driver, 1), " 4 日本 abcdefghijklmn…");
    assert_string_equal(driver_line(&driver, 5), " 8");
    driver_keys(&driver, "<Right>");
    assert_string_equal(driver_line(&driver, 1), " bcdefghijklmnopqrstuv…");
    driver_keys(&driver, "l<Right>");
    assert_string_equal(driver_line(&driver, 1), " efghijklmnopqrstuvwxyz");
    driver_keys(&driver, "<Left><Left>");
    assert_string_equal(driver_line(&driver, 1), " 4 日本 abcdefghijklmn…");
    driver_keys(&driver, "g<PgDn>");
    assert_string_equal(driver_line(&driver, 1), " 4 日本 abcdefghijklmn…");
    driver_click(&driver, MOUSE_WHEEL_UP, 3, 3);
    assert_string_equal(driver_line(&driver, 1), " 1");
    driver_keys(&driver, "q");
    (void)driver_effect(&driver, EFF_POP);
    driver_close(&driver);
}

static void output_copies(void **state)
{
    static char text[COPY_MOST + 2];
    struct output output = { .title = "", .text = "a\nb\n" };
    struct driver driver;
    const struct arg arg = { .data = &output };

    (void)state;
    driver_open(&driver, &pane_output, "iana", 5, 40, &arg);
    driver_keys(&driver, "y");
    assert_int_equal(driver.effects.n, 2);
    assert_int_equal(driver.effects.at[0].kind, EFF_COPY_ALL); /* lines stay lines */
    assert_int_equal(driver.effects.at[0].u.octets.len, 4);
    assert_ptr_equal(driver.effects.at[0].u.octets.at, output.text);
    memset(text, 'x', sizeof text - 1);
    output.text = text;
    driver_keys(&driver, "y");
    (void)driver_effect(&driver, EFF_PROBLEM);
    driver_close(&driver);
}

/* Nothing in the text reaches the screen as it is if it could do harm. */
static void output_is_safe(void **state)
{
    static const struct output output = { .title = "\033]0;x\007", .text = "\033[2J\r\xff\t\n\n" };
    struct driver driver;
    const struct arg arg = { .data = &output };

    (void)state;
    driver_open(&driver, &pane_output, "iana", 5, 60, &arg);
    assert_null(strpbrk(driver_line(&driver, 0), "\033\007"));
    assert_string_equal(driver_line(&driver, 1), " \\u{1B}[2J\\u{0D}\\xFF\\t");
    driver_keys(&driver, "<Right><End><Home>");
    (void)driver_line(&driver, 1);
    driver_close(&driver);
}

/* ---- Editions ---- */

static void editions_as_drawn(void **state)
{
    const struct model *models[5];
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_editions, "rfc6195", 21, 80, NULL);
    assert_non_null(strstr(driver_line(&driver, 4), ">* rfc6195   RFC 6195, March 2011"));
    for (size_t i = 0; i < 5; i++)
        models[i] = real_model(real_editions[i]);
    driver.ctx.editions = models;
    driver.ctx.n_editions = 5;
    assert_int_equal(driver_find(&driver, "   rfc2929   RFC 2929, September 2000   2000-09-01 "), 2);
    assert_int_equal(driver_find(&driver, "   iana      IANA, newest known "), 6);
    assert_int_equal(driver_find(&driver, "Policies are those of RFC 5226. It covers 7 of 55 registries."),
                     16);
    assert_true(driver_find(&driver, "last no hyphen") > 0);
    driver_close(&driver);
}

static void editions_taken(void **state)
{
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_editions, "iana", 21, 80, NULL);
    driver_keys(&driver, "<Enter>"); /* in force already */
    (void)driver_effect(&driver, EFF_POP);
    driver_keys(&driver, "=");
    (void)driver_effect(&driver, EFF_MESSAGE);
    driver_keys(&driver, "k<Enter>");
    assert_int_equal(driver.effects.n, 2);
    assert_int_equal(driver.effects.at[0].kind, EFF_EDITION);
    assert_string_equal(driver.effects.at[0].u.text, "rfc6895");
    assert_int_equal(driver.effects.at[1].kind, EFF_POP);
    driver_keys(&driver, "<Home>=");
    assert_int_equal(driver.effects.n, 2);
    assert_int_equal(driver.effects.at[0].kind, EFF_POP);
    assert_int_equal(driver.effects.at[1].kind, EFF_VERB);
    assert_string_equal(driver.effects.at[1].u.text, "diff rfc2929 iana");
    driver_click(&driver, MOUSE_DOUBLE, 3, 5);
    assert_string_equal(driver.effects.at[0].u.text, "rfc5395");
    driver_keys(&driver, "<Esc>");
    (void)driver_effect(&driver, EFF_POP);
    driver_close(&driver);
}

/* ---- Help ---- */

/* Every key, sign and form is there; the tables are the source. */
static void help_is_whole(void **state)
{
    static const struct binding *const tables[] = { NULL, app_keys };
    const struct arg arg = { .data = &pane_search };
    struct driver driver;
    (void)state;
    driver_open(&driver, &pane_help, "iana", 80, 100, &arg);
    for (size_t i = 0; i < 2; i++)
        for (const struct binding *row = tables[i] ? tables[i] : pane_search.keys; row->keys; row++) {
            char text[200];
            snprintf(text, sizeof text, "  %-16s%-14s%s", row->keys, row->label ? row->label : "", row->help);
            int line = driver_find(&driver, text);
            if (line < 0)
                fail_msg("help lacks \"%s\"", text);
        }

    for (size_t i = 0; i < n_signs; i++)
        assert_true(driver_find(&driver, signs[i].means) > 0);
    assert_true(driver_find(&driver, "  0b1000001") > 0);
    driver_close(&driver);
}

static void help_scrolls(void **state)
{
    const struct arg arg = { .data = &pane_search };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_help, "iana", 10, 80, &arg);
    assert_string_equal(driver_line(&driver, 1), " Search");
    driver_keys(&driver, "<End>");
    assert_int_equal(strncmp(driver_line(&driver, 9), "  printer.local", 15), 0);
    driver_keys(&driver, "<Home><Down>");
    assert_int_equal(strncmp(driver_line(&driver, 1), "  Up ^P", 7), 0);
    driver_keys(&driver, "<Esc>");
    (void)driver_effect(&driver, EFF_POP);
    driver_close(&driver);
    driver_open(&driver, &pane_help, "iana", 40, 160, NULL); /* two columns, no pane */
    assert_null(strstr(driver_line(&driver, 1), "lines"));
    assert_true(driver_find(&driver, "how codes are written") < 20);
    driver_close(&driver);
}

/* ---- the line behind : ---- */

static void prompt_runs(void **state)
{
    const struct arg arg = { .text = "what " };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_prompt, "iana", 21, 80, &arg);
    assert_string_equal(driver_line(&driver, 20), ": what");
    driver_keys(&driver, "65 \"Expert Review\"<Enter>");
    assert_int_equal(driver.effects.n, 2);
    assert_int_equal(driver.effects.at[0].kind, EFF_POP);
    assert_int_equal(driver.effects.at[1].kind, EFF_VERB);
    assert_string_equal(driver.effects.at[1].u.text, "what 65 \"Expert Review\"");
    driver_keys(&driver, "<^U> <Enter>");
    (void)driver_effect(&driver, EFF_POP);
    for (int i = 0; i < 600; i++)
        driver_keys(&driver, "x");
    driver_keys(&driver, "<Enter>");
    (void)driver_effect(&driver, EFF_PROBLEM);
    driver_keys(&driver, "<Esc>");
    (void)driver_effect(&driver, EFF_POP);
    driver_close(&driver);
}

static void prompt_walks_history(void **state)
{
    struct history *history = history_new(NULL);
    struct driver driver;

    (void)state;
    history_add(history, "list");
    history_add(history, "what 65");
    driver_open(&driver, &pane_prompt, "iana", 21, 80, NULL);
    driver_keys(&driver, "<Up>"); /* there may be none */
    assert_string_equal(driver_line(&driver, 20), ":");
    driver.ctx.history = history;
    driver_keys(&driver, "mine<Up>");
    assert_string_equal(driver_line(&driver, 20), ": what 65");
    driver_keys(&driver, "<Up><Up><Up>");
    assert_string_equal(driver_line(&driver, 20), ": list");
    driver_keys(&driver, "<Down>");
    assert_string_equal(driver_line(&driver, 20), ": what 65");
    driver_keys(&driver, "<Down><Down>");
    assert_string_equal(driver_line(&driver, 20), ": mine");
    driver_close(&driver);
    history_free(history);
}

static void prompt_completes(void **state)
{
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_prompt, "iana", 21, 80, NULL);
    driver_keys(&driver, "sho<Tab>");
    (void)driver_effect(&driver, EFF_MESSAGE); /* nobody completes */

    struct completer completer = completer_of(driver.ctx.model);
    driver.ctx.completer = &completer;
    driver_keys(&driver, "<Tab>rrt<Tab>h<Tab>");
    assert_string_equal(driver_line(&driver, 20), ": show rrtype H");
    assert_string_equal(driver_line(&driver, 19), " HHIT  HINFO  HIP  HTTPS");
    driver_keys(&driver, "t<Tab>");
    assert_string_equal(driver_line(&driver, 20), ": show rrtype HTTPS");
    assert_string_equal(driver_line(&driver, 19), "");
    driver_keys(&driver, "<^A><Right><Right><Right>x<Tab>"); /* in the middle of a line */
    (void)driver_effect(&driver, EFF_MESSAGE);
    assert_string_equal(driver_line(&driver, 20), ": shoxw rrtype HTTPS");
    driver_close(&driver);
}

/* A name is whole where only a reference stands behind it. */
static void names_run_over_an_empty_meaning(void **state)
{
    const struct arg arg = { .text = "edns-option", .number = 8 };
    struct driver driver;
    (void)state;
    driver_open(&driver, &pane_browse, "iana", 21, 80, &arg);
    assert_true(driver_find(&driver, " 8 edns-client-subnet  RFC7871") > 0);
    assert_true(driver_find(&driver, "10 COOKIE     RFC7873") > 0);
    driver_close(&driver);
}

/* A long meaning takes a line more for itself; a short one gives it back to the rows. */
static void long_meanings_are_whole(void **state)
{
    const struct arg arg = { .text = "rrtype", .number = 0 };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_browse, "iana", 21, 80, &arg);
    int rule = driver_find(&driver, "─ Resource Record (RR) TYPEs ─");
    assert_int_equal(rule, 14);
    assert_null(strstr(driver_line(&driver, rule + 2), "…"));
    assert_null(strstr(driver_line(&driver, rule + 3), "…"));
    assert_non_null(strstr(driver_line(&driver, rule + 4), "RFC 6895 3.1"));
    driver_keys(&driver, "<Down>");
    assert_int_equal(driver_find(&driver, "─ Resource Record (RR) TYPEs ─"), 15);
    driver_click(&driver, MOUSE_CLICK, 0, 40);
    assert_int_equal(driver_find(&driver, "─ Resource Record (RR) TYPEs ─"), 14);
    driver_close(&driver);
}

/* How to apply is a sentence: beside the editions it has room or is not there. */
static void process_is_whole_or_below(void **state)
{
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_editions, "iana", 21, 80, NULL);
    assert_int_equal(driver_find(&driver, "process"), -1);
    assert_int_equal(driver_find(&driver, "…"), -1);
    assert_true(driver_find(&driver, "To apply for a code: ") > 0);
    driver_close(&driver);
    driver_open(&driver, &pane_editions, "iana", 21, 140, NULL);
    assert_int_equal(driver_find(&driver, "process"), 1);
    assert_int_equal(driver_find(&driver, "…"), -1);
    driver_close(&driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_scrolls),
        cmocka_unit_test(output_copies),
        cmocka_unit_test(output_is_safe),
        cmocka_unit_test(editions_as_drawn),
        cmocka_unit_test(editions_taken),
        cmocka_unit_test(help_is_whole),
        cmocka_unit_test(help_scrolls),
        cmocka_unit_test(prompt_runs),
        cmocka_unit_test(prompt_walks_history),
        cmocka_unit_test(prompt_completes),
        cmocka_unit_test(names_run_over_an_empty_meaning),
        cmocka_unit_test(long_meanings_are_whole),
        cmocka_unit_test(process_is_whole_or_below),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
