/* The lab on the shipped registries: what it says of headers, by hand from the RFCs. */
#include "ui/lab/pane_lab.h"

#include "dns/message/preset.h"
#include "support/pane_driver.h"
#include "support/real.h"
#include "ui/common/pane_choose.h"
#include "ui/kit/captured.h"
#include "ui/lab/lab_pane.h"
#include "ui/lab/pane_capture.h"
#include "ui/lab/pane_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The lab with these octets, the figure in front, in 80x24. */
static void open_with(struct driver *driver, const char *edition, const char *hex)
{
    struct event pasted = { .kind = EV_PASTE, .u.paste = { hex, strlen(hex), false } };
    driver_open(driver, &pane_lab, edition, 21, 80, NULL);
    driver_event(driver, pasted);
    (void)driver_effect(driver, EFF_MESSAGE);
}

static void expect_line(struct driver *driver, const char *text)
{
    if (driver_find(driver, text) < 0) {
        (void)printf("no line says: %s\n%s\n", text, driver_line(driver, 4));
        fail();
    }
}

/* What a field means hangs on OpCode and QR. */
static void directions(void **state)
{
    static const struct {
        const char *edition, *flags;
        unsigned fields; /* from ID on, with w */
        const char *says;
    } rows[] = {
        { "iana", "0400", 3, "for responses only" },        /* AA in a query (RFC 1035 4.1.1) */
        { "iana", "2400", 3, "for queries and responses" }, /* in NOTIFY (RFC 1996 4.5) */
        { "iana", "2d80", 3, "Z  bits 5-11  07F0" },        /* in UPDATE (RFC 2136 2.2) */
        { "iana", "2d80", 3, "88  0x58" },
        { "iana", "2d80", 3, "flip bit 11: 89  0x59" },
        { "iana", "2d80", 3, "0 in both directions" },
        { "iana", "2d80", 3, "│ RFC 2136 2.2" },
        { "iana", "3000", 3, "Z  bits 5-11  07F0" }, /* in DSO (RFC 8490 5.4) */
        { "iana", "3000", 3, "│ RFC 8490 5.4" },
        { "rfc6895", "3000", 3, "AA  bit 5  0400" },        /* which has no DSO */
        { "iana", "0040", 7, "0 in both directions" },      /* Z (RFC 6895 2.1) */
        { "iana", "0020", 8, "for queries and responses" }, /* AD (RFC 6840 5.7) */
        { "rfc6195", "0020", 8, "for responses only" },     /* before it was taken over */
        { "iana", "0010", 9, "for queries and responses" }, /* CD (RFC 4035) */
        { "iana", "0003", 10, "for responses only" },       /* RCODE */
        { "iana", "2803", 4, "for responses only" },        /* RCODE in UPDATE */
        { "iana", "0003", 10, "the name does not exist" },
        { "iana", "3000", 2, "6  DSO" },
        { "rfc6195", "3000", 2, "unassigned" },
        { "iana", "7800", 2, "unassigned: Standards" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct driver driver;
        char hex[64];
        snprintf(hex, sizeof hex, "1234 %s 0000 0000 0000 0000", rows[i].flags);
        open_with(&driver, rows[i].edition, hex);
        for (unsigned k = 0; k < rows[i].fields; k++)
            driver_keys(&driver, "w");
        expect_line(&driver, rows[i].says);
        driver_close(&driver);
    }
}

/* By field from one end to the other and back, on the last bit of each: where RFC 1035 section 4.1.1 and RFC
 * 2136 section 2.2 have them. */
static void fields_are_walked(void **state)
{
    static const struct {
        const char *hex;
        uint32_t last[HEADER_FIELDS];
        unsigned n;
    } rows[] = {
        { "12340100", { 15, 16, 20, 21, 22, 23, 24, 25, 26, 27, 31, 47, 63, 79, 95 }, 15 },
        { "12342800", { 15, 16, 20, 27, 31, 47, 63, 79, 95 }, 9 },
        { "12343000", { 15, 16, 20, 27, 31, 47, 63, 79, 95 }, 9 },
        { "12343", { 15, 16, 20, 21, 22, 23, 24, 25, 26, 27, 31, 47, 63, 79, 95 }, 15 }, /* half an OpCode */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct driver driver;
        open_with(&driver, "iana", rows[i].hex);
        const struct lab_pane *lab = driver.pane.state;
        for (unsigned k = 1; k <= rows[i].n; k++) {
            driver_keys(&driver, "w");
            assert_int_equal(lab->lab.bit, rows[i].last[k < rows[i].n ? k : k - 1]);
        }
        for (unsigned k = rows[i].n - 1; k > 0; k--) {
            driver_keys(&driver, "b");
            assert_int_equal(lab->lab.bit, rows[i].last[k - 1]);
        }
        driver_keys(&driver, "b");
        assert_int_equal(lab->lab.bit, 15);
        driver_close(&driver);
    }
}

/* The long Z is turned over bit by bit, stepped and given a value as one number. */
static void a_long_z_is_edited(void **state)
{
    struct driver driver;
    struct event given = { .kind = EV_ANSWER, .u.answer = { .asked = EFF_GIVE, .text = "value 5" } };

    (void)state;
    open_with(&driver, "iana", "12342800 0000 0000 0000 0000");
    const struct lab_pane *lab = driver.pane.state;
    driver_keys(&driver, "www<+>");
    assert_string_equal(driver_effect(&driver, EFF_MESSAGE)->u.text,
                        "Z was 0; now 1, flags 2810. u takes it back.");
    driver_keys(&driver, "<Left><Left><Left><Left><Left><Left><space>");
    assert_string_equal(driver_effect(&driver, EFF_MESSAGE)->u.text,
                        "Z was 1; now 65, flags 2c10. u takes it back.");
    driver_keys(&driver, "=");
    assert_int_equal(lab->asked.width, 7);
    assert_int_equal(lab->asked.now, 65);
    driver_event(&driver, given);
    assert_int_equal(lab_get(&lab->lab, 16, 16), 0x2850);
    expect_line(&driver, "Z has seven bits here and must be 0; it is 0x05");
    driver_keys(&driver, "o");
    assert_string_equal(driver_effect(&driver, EFF_MESSAGE)->u.text,
                        "No registry names the values of Z: = takes a number.");
    driver_close(&driver);
}

/* What the lines of the list cut stands whole below it. */
static void presets_are_told_whole(void **state)
{
    static const struct {
        int rows, columns;
    } sizes[] = { { 21, 80 }, { 11, 60 } };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct driver lab, driver;
        driver_open(&lab, &pane_lab, "iana", sizes[i].rows, sizes[i].columns, NULL);
        driver_keys(&lab, "<Esc>P");
        const struct arg arg = driver_effect(&lab, EFF_PUSH)->u.push.arg;
        driver_open(&driver, &pane_choose, "iana", sizes[i].rows, sizes[i].columns, &arg);
        for (size_t k = 0; k < n_presets; k++) {
            char told[512] = "", whole[512];
            for (int row = sizes[i].rows - 3; row < sizes[i].rows; row++)
                snprintf(told + strlen(told), sizeof told - strlen(told), "%s", driver_line(&driver, row));
            snprintf(whole, sizeof whole, " %s%s%s", presets[k].teaches,
                     presets[k].expect ? " a sound server answers: " : "",
                     presets[k].expect ? presets[k].expect : "");
            assert_string_equal(told, whole);
            driver_keys(&driver, "j");
        }
        driver_close(&driver);
        driver_close(&lab);
    }
}

/* 0 + 16 and 7 + 16 (RFC 6891 6.1.3), unknown where the OPT was not reached. */
static void extended_rcodes(void **state)
{
    static const struct {
        const char *hex, *says;
    } rows[] = {
        { "12348000 0000 0000 0000 0001 00002904d0 01000000 0000", "16 + 0 is 16" },
        { "12348000 0000 0000 0000 0001 00002904d0 01000000 0000", "BADVERS" },
        { "12348007 0000 0000 0000 0001 00002904d0 01000000 0000", "16 + 7 is 23" },
        { "12348007 0000 0000 0000 0001 00002904d0 01000000 0000", "BADCOOKIE" },
        { "12348003 0000 0000 0000 0001 00002904d0 00000000 0000", "0 + 3 is 3" },
        { "12348007 0000 0000 0000 0001", "unless an OPT says more" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct driver driver;
        open_with(&driver, "iana", rows[i].hex);
        driver_keys(&driver, "wwwwwwwwww");
        expect_line(&driver, rows[i].says);
        driver_close(&driver);
    }
}

/* 16 in a TSIG is BADSIG (RFC 8945 section 3); its record's parts are said one by one. */
static void tsig_error(void **state)
{
    struct driver driver;

    (void)state;
    open_with(&driver, "iana",
              "12348009 0000 0000 0000 0001 036b657900 00fa 00ff 00000000 001d"
              "0b686d61632d73686132353600 000065000000 012c 0000 1234 0010 0000");
    driver_keys(&driver, "<Tab><Enter><End><Up>");
    expect_line(&driver, "BADSIG");
    driver_close(&driver);
}

/* What an edition does not cover is named as IANA names it today. */
static void other_names(void **state)
{
    static const char hex[] = "12340000 0000 0000 0000 0001 00002904d0 00000000 0004 000a0000";
    const struct model *models[1];
    struct driver driver;

    (void)state;
    open_with(&driver, "rfc6195", hex);
    assert_int_equal(driver_find(&driver, "COOKIE"), -1);
    models[0] = real_model("iana");
    driver.ctx.editions = models;
    driver.ctx.n_editions = 1;
    expect_line(&driver, "option 10 COOKIE");
    driver_close(&driver);
}

/* A list of messages finds in them what the lab finds: CO (RFC 9824) is a flag, not an unknown bit of Z,
 * under an edition that knows no EDNS flags. */
static void a_list_names_as_the_lab_does(void **state)
{
    static const uint8_t octets[] = { 0x12, 0x34, 0,    0, 0,    0, 0, 0,    0, 0, 0, 1,
                                      0,    0,    0x29, 4, 0xd0, 0, 0, 0x40, 0, 0, 0 };
    struct captured_message told = {
        .octets = octets, .n = sizeof octets, .wanted = sizeof octets, .version = 4
    };
    const struct captured captured = { .name = "co.pcap", .at = &told, .n = 1 };
    const struct model *models[1];
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_capture, "rfc6195", 21, 80, NULL);
    driver.ctx.captured = &captured;
    expect_line(&driver, "2 findings"); /* the other: there is no question */
    models[0] = real_model("iana");
    driver.ctx.editions = models;
    driver.ctx.n_editions = 1;
    assert_int_equal(driver_find(&driver, "2 findings"), -1);
    expect_line(&driver, "1 finding");
    driver_close(&driver);
}

/* A value that is typed, or picked, has the names that the field has. */
static void values_have_other_names(void **state)
{
    const struct value_asked asked = { .name = "option", .registry = "edns-option", .width = 16 };
    const struct arg arg = { .data = &asked };
    const struct model *models[1] = { real_model("iana") };
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_value, "rfc6195", 21, 80, &arg);
    driver.ctx.editions = models;
    driver.ctx.n_editions = 1;
    driver_keys(&driver, "cookie");
    expect_line(&driver, "10  COOKIE");
    driver_close(&driver);
    driver_open(&driver, &pane_names, "rfc6195", 21, 80, &arg);
    driver.ctx.editions = models;
    driver.ctx.n_editions = 1;
    driver_keys(&driver, "cookie<Enter>");
    assert_string_equal(driver_effect(&driver, EFF_GIVE)->u.text, "value 10");
    driver_close(&driver);
}

/* A chosen part is lit in the hex, and a value put into it changes the octets. */
static void a_record_is_edited(void **state)
{
    static const char hex[] =
        "12348180 0001 0001 0000 0000 0161000001 0001 c00c 0001 0001 0000012c 0004 c0000201";
    struct driver driver;
    struct event given = { .kind = EV_ANSWER, .u.answer = { .asked = EFF_GIVE, .text = "value 28" } };

    (void)state;
    open_with(&driver, "iana", hex);
    const struct lab_pane *lab = driver.pane.state;
    driver_keys(&driver, "<Tab><Down><Enter><Down><Down>");
    expect_line(&driver, "TYPE  octets 21-22");
    assert_non_null(strstr(driver_line(&driver, 2), "^^"));
    driver_keys(&driver, "=");
    (void)driver_effect(&driver, EFF_PUSH);
    driver_event(&driver, given);
    assert_string_equal(driver_effect(&driver, EFF_MESSAGE)->u.text,
                        "TYPE was 1  A; now 28  AAAA. u takes it back.");
    assert_int_equal(lab_get(&lab->lab, 21 * 8, 16), 28);
    driver_keys(&driver, "u");
    assert_int_equal(lab_get(&lab->lab, 21 * 8, 16), 1);
    driver_keys(&driver, "<+>");
    assert_int_equal(lab_get(&lab->lab, 21 * 8, 16), 2);
    driver_close(&driver);
}

static void the_mouse(void **state)
{
    struct driver driver;

    (void)state;
    open_with(&driver, "iana",
              "12348180 0001 0001 0000 0000 0161000001 0001 c00c 0001 0001 0000012c 0004 c0000201");

    const struct lab_pane *lab = driver.pane.state;
    driver_click(&driver, MOUSE_CLICK, 8, 20); /* under 5: AA */
    assert_int_equal(lab->lab.bit, 21);
    driver_click(&driver, MOUSE_DOUBLE, 8, 20);
    assert_int_equal(lab_get(&lab->lab, 16, 16), 0x8580);
    driver_click(&driver, MOUSE_CLICK, 10, 18); /* ANCOUNT */
    assert_int_equal(lab->lab.bit, lab_field_bit(HEADER_ANCOUNT) + 15);
    driver_click(&driver, MOUSE_CLICK, 5, 6); /* bit 0 of ID */
    assert_int_equal(lab->lab.bit, 0);
    driver_click(&driver, MOUSE_CLICK, 1, 7); /* the second digit of the flags */
    assert_int_equal(lab->part, PART_HEX);
    assert_int_equal(lab->lab.bit, 20);
    driver_click(&driver, MOUSE_CLICK, 15, 30);
    assert_int_equal(lab->part, PART_MESSAGE);
    driver_click(&driver, MOUSE_DOUBLE, 15, 30); /* opens it */
    assert_true(lab->open > 0);
    driver_click(&driver, MOUSE_DOUBLE, 0, 70); /* beside everything: it does not close it */
    assert_true(lab->open > 0);
    driver_click(&driver, MOUSE_CLICK, 8, 20);
    driver_click(&driver, MOUSE_DOUBLE, 0, 70); /* nor turn a bit over */
    driver_click(&driver, MOUSE_DOUBLE, 1, 75); /* behind the digits */
    assert_int_equal(lab_get(&lab->lab, 16, 16), 0x8580);
    driver_close(&driver);
}

/* Whatever is typed stays, and is said. */
static void odd_digits(void **state)
{
    struct driver driver;

    (void)state;
    driver_open(&driver, &pane_lab, "iana", 21, 80, NULL);
    const struct lab_pane *lab = driver.pane.state;
    driver_keys(&driver, "04 02 8z8"); /* blanks are no digits */
    assert_int_equal(lab->lab.n, 7);
    expect_line(&driver, "no hex digit; it is read as 0");
    expect_line(&driver, "2 errors, 1 warning");
    expect_line(&driver, "0402 8z8_ ____");
    driver_keys(&driver, "<Esc>");
    assert_int_equal(lab->part, PART_DRAWING);
    driver_keys(&driver, "U");
    assert_int_equal(lab->lab.n, 0);
    driver_close(&driver);
}

/* A message as long as messages get: what is shown is said, and the cursor reaches its end. */
static void a_long_message(void **state)
{
    enum { OCTETS = 65535 };

    char *hex = calloc(2 * OCTETS + 1, 1);
    struct driver driver;
    (void)state;
    memset(hex, '0', (size_t)2 * OCTETS);
    memcpy(hex, "123480000001ffff", 16);
    open_with(&driver, "iana", hex);
    const struct lab_pane *lab = driver.pane.state;
    driver_keys(&driver, "i<End>1");
    assert_string_equal(driver_effect(&driver, EFF_PROBLEM)->u.text, "A message has 65,535 octets at most.");
    driver_keys(&driver, "<Esc><Tab><End>");
    assert_int_equal(lab->lines.chosen, lab->lines.n - 1);
    assert_true(lab->lines.n > 5000);
    expect_line(&driver, "from octet");
    driver_close(&driver);
    free(hex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directions),
        cmocka_unit_test(fields_are_walked),
        cmocka_unit_test(a_long_z_is_edited),
        cmocka_unit_test(presets_are_told_whole),
        cmocka_unit_test(extended_rcodes),
        cmocka_unit_test(tsig_error),
        cmocka_unit_test(other_names),
        cmocka_unit_test(a_list_names_as_the_lab_does),
        cmocka_unit_test(values_have_other_names),
        cmocka_unit_test(a_record_is_edited),
        cmocka_unit_test(the_mouse),
        cmocka_unit_test(odd_digits),
        cmocka_unit_test(a_long_message),
    };
    return cmocka_run_group_tests(tests, NULL, real_free);
}
