#include "registry/query.h"
#include "support/pane_driver.h"
#include "support/real.h"
#include "ui/search/pane_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The linker puts this in the place of query_what, and names that __real_query_what. */
static unsigned searches;
typedef void query_function(const struct model *model, const char *const words[], size_t n,
                            struct answers *answers);
query_function __real_query_what, __wrap_query_what;

void __wrap_query_what(const struct model *model, const char *const words[], size_t n,
                       struct answers *answers)
{
    searches++;
    __real_query_what(model, words, n, answers);
}

static void open_at(struct driver *driver, const char *keys)
{
    driver_open(driver, &pane_search, "iana", 21, 80, NULL);
    driver_keys(driver, keys);
}

static void assert_goes(const struct driver *driver, const char *text, int64_t number)
{
    assert_true(driver->effects.n >= 1);
    assert_int_equal(driver->effects.at[0].kind, EFF_GO);
    assert_int_equal(driver->effects.at[0].u.go.place, PLACE_BROWSE);
    assert_string_equal(driver->effects.at[0].u.go.arg.text, text);
    assert_int_equal(driver->effects.at[0].u.go.arg.number, number);
}

static void assert_starts(struct driver *driver, int row, const char *text)
{
    const char *line = driver_line(driver, row);
    if (strncmp(line, text, strlen(text)) != 0)
        fail_msg("line %d is \"%s\", not \"%s...\"", row, line, text);
}

static void number_as_drawn(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "65");
    assert_string_equal(driver_line(&driver, 0), " / 65");
    assert_string_equal(driver_line(&driver, 1),
                        " number 65 = 0x0041 = bits 0100 0001                     as hex 0x65 = 101: Tab");
    assert_non_null(strstr(driver_line(&driver, 2), " registries: 3 assigned, "));
    assert_starts(&driver, 3,
                  " registry                      code mnemonic   meaning, or the range's policy");
    assert_starts(&driver, 4, ">RR TYPEs                        65 HTTPS      SVCB-compatible type for");
    assert_starts(&driver, 5, " Label types          x    01000001 Binary Label");
    assert_starts(&driver, 7, " RCODEs               .     24-3840 3817 free  IETF Review");
    assert_starts(&driver, 17, "   … ");
    assert_non_null(strstr(driver_line(&driver, 17), " more: "));
    assert_starts(&driver, 19, " HTTPS   RR TYPEs 65   0x0041   data   assigned 2020-06-30");
    assert_starts(&driver, 20, " Expert Review or Standards Action: ");
    assert_int_equal(driver.screen->cursor_row, 1);
    assert_int_equal(driver.screen->cursor_column, 5);
    driver_close(&driver);
}

static void nothing_typed(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "");
    assert_string_equal(driver_line(&driver, 3), "   what can be asked");
    assert_starts(&driver, 4, "   65               a number:");
    driver_keys(&driver, "<Down><Enter>");
    assert_int_equal(driver.effects.n, 0);
    driver_keys(&driver, "   ");
    assert_string_equal(driver_line(&driver, 3), "   what can be asked");
    driver_close(&driver);
}

static void choose_and_go(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "65<Enter>");
    assert_goes(&driver, "rrtype", 65);
    driver_keys(&driver, "<Down><Down><^P><Enter>");
    assert_goes(&driver, "label", 65);
    driver_keys(&driver, "<^U>printer.local<Enter>");
    assert_goes(&driver, "special-use\tlocal.", -1);
    driver_keys(&driver, "<^U>65 class<Enter>"); /* a second word narrows */
    assert_goes(&driver, "class", 5);
    driver_keys(&driver, "<Esc>");
    assert_goes(&driver, "", -2);
    driver_close(&driver);
}

static void other_reading(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "8001");
    assert_non_null(strstr(driver_line(&driver, 1), "as hex 0x8001 = 32769: Tab"));
    driver_keys(&driver, "<Tab>");
    assert_starts(&driver, 1, " number 32769 = 0x8001 = bits 1000 0000 0000 0001");
    assert_non_null(strstr(driver_line(&driver, 1), "as decimal 8001: Tab"));
    assert_true(driver_find(&driver, "DLV") > 0);
    driver_keys(&driver, "<Tab>");
    assert_starts(&driver, 1, " number 8001 = 0x1F41");
    driver_keys(&driver, "<^U>nxdomain<Tab>");
    (void)driver_effect(&driver, EFF_MESSAGE);
    driver_close(&driver);
}

/* Documents and policies head their answers; Enter goes on to their rows. */
static void headings(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "rfc2845");
    assert_starts(&driver, 4, ">rfc2845 ");
    assert_starts(&driver, 5, " rfc8945 ");
    assert_non_null(strstr(driver_line(&driver, 20), "obsoleted by rfc8945"));
    driver_keys(&driver, "<Enter>");
    assert_non_null(strstr(driver_effect(&driver, EFF_MESSAGE)->u.text,
                           " rows cite it, or what it became: Enter shows "));
    driver_keys(&driver, "<Enter>");
    assert_goes(&driver, "rcode\t\theader+tsig-error", 9);
    driver_keys(&driver, "<Up><Enter>"); /* what the document became */
    assert_string_equal(driver_line(&driver, 0), " / rfc8945");
    assert_starts(&driver, 4, ">rfc8945 ");
    driver_keys(&driver, "<^U>Expert Review<Enter>");
    assert_non_null(strstr(driver_effect(&driver, EFF_MESSAGE)->u.text, " rows have it: Enter shows "));
    driver_keys(&driver, "<Enter>");
    assert_goes(&driver, "rrtype", 1);
    driver_keys(&driver, "<^U>rfc5226<Enter>");
    assert_string_equal(driver_effect(&driver, EFF_MESSAGE)->u.text, "No row of iana cites it.");
    driver_keys(&driver, "<^U>0x8583");
    assert_true(driver_find(&driver, "0x8583  QR=1 OpCode=0 Query AA=1") > 0);
    for (int i = driver_find(&driver, "0x8583  QR=1") - 4; i > 0; i--)
        driver_keys(&driver, "<Down>");
    driver_keys(&driver, "<Enter>");
    assert_goes(&driver, "header", -1);
    driver_close(&driver);
}

/* Rows that only say the word stand under a rule of their own, which is never chosen; what matched
 * is shown. */
static void text_under_a_rule(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "cookie");
    int rule = driver_find(&driver, "─ said in the text ─");
    assert_int_equal(rule, 5);
    driver_keys(&driver, "<Down>");
    assert_starts(&driver, 6, ">RCODEs                          23 BADCOOKIE");
    driver_keys(&driver, "<Up>");
    assert_starts(&driver, 4, ">EDNS options                    10 COOKIE");
    assert_non_null(strstr(driver_line(&driver, 6), "BADCOOKIE  Bad/missing Server Cookie"));
    assert_non_null(strstr(driver_roles(&driver, 6), "nnn______.....................______"));
    driver_close(&driver);
}

static void next_and_previous(void **state)
{
    struct driver driver;

    (void)state;
    open_at(&driver, "");
    driver.effects = pane_search.act(&driver.pane, &driver.ctx, ACTION_NEXT);
    (void)driver_effect(&driver, EFF_MESSAGE);
    driver_keys(&driver, "rfc2845");
    driver.effects = pane_search.act(&driver.pane, &driver.ctx, ACTION_NEXT); /* past both headings */
    assert_goes(&driver, "rcode\t\theader+tsig-error", 9);
    assert_int_equal(driver.effects.n, 2);
    assert_int_equal(strncmp(driver.effects.at[1].u.text, "1 of ", 5), 0);
    assert_non_null(strstr(driver.effects.at[1].u.text, " for rfc2845"));
    driver.effects = pane_search.act(&driver.pane, &driver.ctx, ACTION_NEXT);
    assert_goes(&driver, "rcode\t\ttsig tkey", 16);
    driver.effects = pane_search.act(&driver.pane, &driver.ctx, ACTION_PREVIOUS);
    driver.effects = pane_search.act(&driver.pane, &driver.ctx, ACTION_PREVIOUS); /* round to the last */
    assert_int_not_equal(strncmp(driver.effects.at[1].u.text, "1 of ", 5), 0);
    driver_close(&driver);
}

static void opened_again(void **state)
{
    struct driver driver;
    struct arg arg = { .text = "https" };

    (void)state;
    open_at(&driver, "65");
    pane_search.open(&driver.pane, &driver.ctx, NULL);
    assert_string_equal(driver_line(&driver, 0), " / 65");
    pane_search.open(&driver.pane, &driver.ctx, &arg);
    assert_string_equal(driver_line(&driver, 0), " / https");
    arg = (struct arg){ .number = SEARCH_ANEW };
    pane_search.open(&driver.pane, &driver.ctx, &arg);
    assert_string_equal(driver_line(&driver, 0), " / https");
    driver_keys(&driver, "6");
    assert_string_equal(driver_line(&driver, 0), " / 6");
    pane_search.open(&driver.pane, &driver.ctx, &arg);
    driver_keys(&driver, "<Left>5"); /* an editing key keeps the text */
    assert_string_equal(driver_line(&driver, 0), " / 56");
    driver_close(&driver);
}

static void mouse_and_paste(void **state)
{
    struct driver driver;
    struct event paste = { .kind = EV_PASTE, .u.paste = { "nx\033domain\n", 10, false } };

    (void)state;
    open_at(&driver, "65");
    driver_click(&driver, MOUSE_CLICK, 6, 10);
    assert_int_equal(driver.effects.n, 0);
    assert_starts(&driver, 6, ">DSO types");
    driver_click(&driver, MOUSE_DOUBLE, 5, 10);
    assert_goes(&driver, "label", 65);
    driver_click(&driver, MOUSE_WHEEL_DOWN, 5, 10);
    assert_starts(&driver, 4, ">RCODEs");
    driver_click(&driver, MOUSE_CLICK, 0, 3);
    driver_keys(&driver, "1");
    assert_string_equal(driver_line(&driver, 0), " / 165");
    driver_keys(&driver, "<^E><^U>");
    driver_event(&driver, paste);
    assert_string_equal(driver_line(&driver, 0), " / nx�domain");
    driver_close(&driver);
}

/* However many keys come before a frame, the registries are asked once, for the frame. */
static void one_search_a_frame(void **state)
{
    const struct event paste = { .kind = EV_PASTE, .u.paste = { "000", 3, false } };
    struct driver driver;

    (void)state;
    searches = 0;
    open_at(&driver, "a long text, pasted into a terminal that does not bracket it<^U>65<Tab><Home>9<End>");
    driver_event(&driver, paste);
    driver_keys(&driver, "<Backspace><Backspace><Backspace>");
    assert_int_equal(searches, 0);
    assert_starts(&driver, 1, " number 2405 = 0x0965");
    assert_int_equal(searches, 1);
    driver_close(&driver);
}

/* Any size, any key: it draws inside its area and stays whole. */
static void all_sizes(void **state)
{
    static const char *const texts[] = { "",      "65",           "a", "rfc1035", "0xFFFFFFFFFFFFFFFFFF",
                                         "\"'\\", "expert review" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int rows = 1; rows < 60; rows += 6)
            for (int columns = 1; columns < 220; columns += 31) {
                struct driver driver;
                driver_open(&driver, &pane_search, i % 2 ? "iana" : "rfc2929", rows, columns, NULL);
                driver_keys(&driver, texts[i]);
                driver_keys(&driver, "<PgDn><Down><PgUp><Up><PgDn><PgDn>");
                driver_click(&driver, MOUSE_WHEEL_UP, 2, 2);
                (void)driver_line(&driver, 0);
                driver.ctx.model = real_model("rfc6195");
                driver_event(&driver, (struct event){ .kind = EV_MODEL });
                driver_keys(&driver, "<Down>");
                (void)driver_line(&driver, 0);
                driver_close(&driver);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_as_drawn),   cmocka_unit_test(nothing_typed),
        cmocka_unit_test(choose_and_go),     cmocka_unit_test(other_reading),
        cmocka_unit_test(headings),          cmocka_unit_test(text_under_a_rule),
        cmocka_unit_test(next_and_previous), cmocka_unit_test(opened_again),
        cmocka_unit_test(mouse_and_paste),   cmocka_unit_test(one_search_a_frame),
        cmocka_unit_test(all_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
