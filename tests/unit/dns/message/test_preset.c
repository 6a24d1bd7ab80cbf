/* Every preset reads as a whole message, with the findings that its row names and no others. */
#include "dns/judge/message_judge.h"
#include "dns/message/preset.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct header_rules today = { .ad_in_queries = true };

/* The flags word, the records of each section and the whole RCODE, from the RFCs that the rows name. */
static const struct {
    const char *id;
    unsigned flags, question, answer, authority, additional, rcode;
} expected[] = {
    { "empty", 0x0000, 0, 0, 0, 0, 0 },
    { "query", 0x0100, 1, 0, 0, 0, 0 },
    { "query-do-nsid", 0x0100, 1, 0, 0, 1, 0 },
    { "answer", 0x8400, 1, 1, 0, 0, 0 },
    { "alias", 0x8400, 1, 2, 0, 0, 0 },
    { "referral", 0x8000, 1, 0, 1, 1, 0 },
    { "nodata", 0x8400, 1, 0, 1, 0, 0 },
    { "nxdomain", 0x8403, 1, 0, 1, 0, 3 },
    { "servfail-ede", 0x8182, 1, 0, 0, 1, 2 },
    { "badvers", 0x8000, 1, 0, 0, 1, 16 },
    { "badcookie", 0x8007, 1, 0, 0, 1, 23 },
    { "badsig", 0x8009, 1, 0, 0, 1, 9 },
    { "update", 0x2800, 1, 2, 3, 0, 0 },
    { "update-yxrrset", 0xA807, 1, 0, 0, 0, 7 },
    { "notify", 0x2400, 1, 1, 0, 0, 0 },
    { "dso-keepalive", 0x3000, 0, 0, 0, 0, 0 },
    { "truncated", 0x8380, 1, 0, 0, 0, 0 },
    { "test-zone", 0x0000, 1, 0, 0, 0, 0 },
    { "test-type", 0x0000, 1, 0, 0, 0, 0 },
    { "test-cd", 0x0010, 1, 0, 0, 0, 0 },
    { "test-ad", 0x0020, 1, 0, 0, 0, 0 },
    { "test-z", 0x0040, 1, 0, 0, 0, 0 },
    { "test-rd", 0x0100, 1, 0, 0, 0, 0 },
    { "test-opcode", 0x7800, 0, 0, 0, 0, 0 },
    { "test-tcp", 0x0000, 1, 0, 0, 0, 0 },
    { "test-edns", 0x0000, 1, 0, 0, 1, 0 },
    { "test-version", 0x0000, 1, 0, 0, 1, 0 },
    { "test-option", 0x0000, 1, 0, 0, 1, 0 },
    { "test-flag", 0x0000, 1, 0, 0, 1, 0 },
    { "test-version-flag", 0x0000, 1, 0, 0, 1, 0 },
    { "test-version-option", 0x0000, 1, 0, 0, 1, 0 },
    { "test-truncated", 0x0000, 1, 0, 0, 1, 0 },
    { "test-do", 0x0000, 1, 0, 0, 1, 0 },
    { "test-version-do", 0x0000, 1, 0, 0, 1, 0 },
    { "test-options", 0x0000, 1, 0, 0, 1, 0 },
};

/* A copy of the exact length, so that the sanitizer sees what is read beyond it. */
static uint8_t *read_preset(const struct preset *preset, struct dns_message *message)
{
    uint8_t octets[PRESET_OCTETS];
    const size_t n = preset_octets(preset, octets);
    uint8_t *exact = malloc(n);
    assert_non_null(exact);
    memcpy(exact, octets, n);
    dns_message_read(exact, n, &few_names, &today, message);
    return exact;
}

static void each_preset_has_its_findings(void **state)
{
    (void)state;
    assert_int_equal(n_presets, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < n_presets; i++) {
        const struct preset *preset = &presets[i];
        struct dns_message message = { 0 };
        char found[256];
        uint8_t *octets = read_preset(preset, &message);
        rules_of(&message.findings, found, sizeof found);
        if (!message.complete || strcmp(found, preset->findings) != 0)
            fail_msg("%s: found \"%s\", expected \"%s\"", preset->id, found, preset->findings);
        dns_message_free(&message);
        free(octets);
    }
}

static void each_preset_is_the_message_it_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_presets; i++) {
        const struct preset *preset = preset_called(expected[i].id);
        const unsigned counts[SECTIONS] = { expected[i].question, expected[i].answer, expected[i].authority,
                                            expected[i].additional };
        struct dns_message message = { 0 };
        assert_ptr_equal(preset, &presets[i]); /* in this order, each id once */
        uint8_t *octets = read_preset(preset, &message);
        assert_int_equal(message.header.word[0], 0x1234);
        assert_int_equal(message.header.word[1], expected[i].flags);
        assert_memory_equal(counts,
                            ((unsigned[]){ message.header.word[2], message.header.word[3],
                                           message.header.word[4], message.header.word[5] }),
                            sizeof counts);
        assert_int_equal(message.rcode, expected[i].rcode);
        dns_message_free(&message);
        free(octets);
    }
    assert_null(preset_called("no such preset"));
}

/* What a reader of the list sees: one line each, a section, and of every test what to expect. */
static void each_row_is_filled(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_presets; i++) {
        const struct preset *preset = &presets[i];
        const bool test = strncmp(preset->id, "test-", 5) == 0;
        assert_true(strlen(preset->name) > 0 && strlen(preset->name) <= 32);
        assert_true(strlen(preset->teaches) > 0 && strlen(preset->teaches) <= 78);
        assert_true(strncmp(preset->section, test ? "RFC 8906 8." : "RFC ", test ? 11 : 4) == 0);
        assert_true(test == (preset->expect != NULL));
        assert_true(test == (strncmp(preset->name, "test: ", 6) == 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_preset_has_its_findings),
        cmocka_unit_test(each_preset_is_the_message_it_says),
        cmocka_unit_test(each_row_is_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
