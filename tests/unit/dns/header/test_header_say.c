/* The sentence of a header, for headers whose meaning is read off RFC 1035 4.1.1, 1996, 2136, 6762, 6840,
 * 6891 and 8490 by hand. */
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ONE " 0001 0000 0000 0000"

static const struct header_rules today = { .ad_in_queries = true };
static const struct header_rules before = { .ad_in_queries = false };
static const struct header_rules multicast = { .ad_in_queries = true, .multicast = true };

static void assert_said(const char *hex, const struct dns_names *names, const struct header_rules *rules,
                        const char *said)
{
    /* a half octet at the end is written with a filler */
    const size_t len = strlen(hex), half = len > 0 && hex[len - 1] == '_';
    char whole[64], text[HEADER_SAY_OCTETS];
    size_t n;

    snprintf(whole, sizeof whole, "%.*s%s", (int)(len - half), hex, half ? "0" : "");
    uint8_t *octets = octets_of(whole, &n);
    struct header header = header_of_nibbles(octets, (unsigned)(2 * n - half));
    assert_string_equal(header_say(&header, names, rules, text), said);
    free(octets);
}

static const struct sentence {
    const char *hex, *said;
} plain[] = {
    { "1234 0100" ONE,
      "standard query; recursion is asked for; 1 question, 0 answers, 0 authority, 0 additional" },
    { "1234 0030" ONE,
      "standard query; no recursion is asked for; AD is wanted; signatures need no checking; "
      "1 question, 0 answers, 0 authority, 0 additional" },
    { "1234 8403 0001 0000 0001 0000", "response to a standard query, authoritative: the name does not exist "
                                       "(NXDomain); 1 question, 0 answers, "
                                       "1 authority, 0 additional" },
    { "1234 8583" ONE, "response to a standard query, authoritative: the name does not exist (NXDomain); "
                       "recursion was asked for "
                       "and is offered; 1 question, 0 answers, 0 authority, 0 additional" },
    { "1234 8305" ONE,
      "response to a standard query, truncated: the server refuses (Refused); recursion was asked for and is "
      "not offered; ask again over TCP; 1 question, 0 answers, 0 authority, 0 additional" },
    { "1234 80a0 0001 0002 0000 0000",
      "response to a standard query: no error; recursion is offered; all of the answer is authentic data; "
      "1 question, 2 answers, 0 authority, 0 additional" },
    { "1234 8190 0001 0001 0000 0001",
      "response to a standard query: no error, unless an OPT says more; recursion was asked for and is "
      "offered; "
      "signatures were not checked; 1 question, 1 answer, 0 authority, 1 additional" },
    { "1234 8007 0001 0000 0000 0001",
      "response to a standard query: an RRset exists that should not (YXRRSet), unless an OPT says more; "
      "1 question, 0 answers, 0 authority, 1 additional" },
    { "1234 800d" ONE,
      "response to a standard query: RCODE 13, which is not assigned; 1 question, 0 answers, "
      "0 authority, 0 additional" },
    { "1234 0783" ONE, "standard query; recursion is asked for; AA, TC, RA are set, which say nothing here; "
                       "RCODE is 3, which says nothing in a request; 1 question, 0 answers, 0 authority, "
                       "0 additional" },
    { "1234 0040" ONE, "standard query; no recursion is asked for; Z is set, which says nothing here; "
                       "1 question, 0 answers, 0 authority, 0 additional" },
    { "1234 0900 0000 0001 0000 0000", "inverse query; 0 questions, 1 answer, 0 authority, 0 additional" },
    { "1234 9004 0000 0000 0000 0000",
      "response to a status request: RCODE 4, which is not assigned; 0 questions, 0 answers, 0 authority, "
      "0 additional" },
    { "1234 2400 0001 0001 0000 0000",
      "notification that a zone changed, authoritative; 1 question, 1 answer, "
      "0 authority, 0 additional" },
    { "1234 2500" ONE, "notification that a zone changed, authoritative; RD is set, which says nothing here; "
                       "1 question, 0 answers, 0 authority, 0 additional" },
    { "1234 a400" ONE,
      "response to a notification, authoritative: no error; 1 question, 0 answers, 0 authority, "
      "0 additional" },
    { "1234 2800 0001 0002 0001 0000",
      "request to update a zone; 1 zone, 2 prerequisites, 1 update, 0 additional" },
    { "1234 2d40 0001 0001 0003 0001",
      "request to update a zone; its seven bits of Z are 0x54 and must be 0; "
      "1 zone, 1 prerequisite, 3 updates, 1 additional" },
    { "1234 a805 0000 0000 0000 0000", "response to an update: the server refuses (Refused); 0 zones, 0 "
                                       "prerequisites, 0 updates, 0 additional" },
    { "1234 a809 0001 0000 0000 0001",
      "response to an update: the server is no authority for the zone, or the requester is not authorized "
      "(NotAuth), unless an OPT says more; 1 zone, 0 prerequisites, 0 updates, 1 additional" },
    { "1234 a809 0001 0000 0000 0000", "response to an update: the server is no authority for the zone "
                                       "(NotAuth); 1 zone, 0 prerequisites, 0 updates, 0 additional" },
    { "1234 3000 0000 0000 0000 0000", "DSO request" },
    { "0000 3000 0000 0000 0000 0000", "unidirectional DSO message" },
    { "1234 b000 0000 0000 0000 0000", "response to a DSO request: no error" },
    { "1234 3100 0000 0000 0000 0002",
      "DSO request; its seven bits of Z are 0x10 and must be 0; 0 questions, "
      "0 answers, 0 authority, 2 additional" },
    { "1234 7800 0000 0000 0000 0000",
      "request of OpCode 15, which is not assigned; 0 questions, 0 answers, 0 authority, 0 additional" },
    { "1234 fd00 0000 0000 0000 0000",
      "response of OpCode 15, which is not assigned: no error; AA, RD are set; 0 questions, 0 answers, "
      "0 authority, 0 additional" },
};

static void a_header_is_said_in_one_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_said(plain[i].hex, &few_names, &today, plain[i].said);
}

/* What is not there is not said, nor taken for 0. */
static void a_cut_header_is_said_as_far_as_it_goes(void **state)
{
    static const struct sentence cut[] = {
        { "", "too little of a header to say what it is" },
        { "12 34 8_", "too little of a header to say what it is" },
        { "1234 01", "standard query; recursion is asked for; the header is cut after 3 of 12 octets" },
        { "1234 85",
          "response to a standard query, authoritative; recursion was asked for; the header is cut "
          "after 3 of 12 octets" },
        { "1234 858_",
          "response to a standard query, authoritative; recursion was asked for and is offered; the "
          "header is cut after 3 and a half of 12 octets" },
        { "1234 8583",
          "response to a standard query, authoritative: the name does not exist (NXDomain), unless "
          "an OPT says more; recursion was asked for and is offered; the header is cut after 4 of "
          "12 octets" },
        { "1234 8583 0001 000_",
          "response to a standard query, authoritative: the name does not exist "
          "(NXDomain), unless an OPT says more; recursion was asked for and is offered; "
          "1 question; the header is cut after 7 and a half of 12 octets" },
        { "1234 2f", "request to update a zone; the header is cut after 3 of 12 octets" },
        { "1234 2800 0001 0002",
          "request to update a zone; 1 zone, 2 prerequisites; the header is cut after 8 of 12 octets" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        assert_said(cut[i].hex, &few_names, &today, cut[i].said);
}

static void a_sentence_follows_the_rules_of_direction(void **state)
{
    (void)state;
    assert_said("1234 0020" ONE, &few_names, &before,
                "standard query; no recursion is asked for; AD is set, which says nothing here; 1 question, "
                "0 answers, 0 authority, 0 additional");
    assert_said(
        "0000 0200 0002 0001 0000 0000", &few_names, &multicast,
        "multicast query; more known answers follow; 2 questions, 1 answer, 0 authority, 0 additional");
    assert_said(
        "0000 8400 0000 0001 0000 0001", &few_names, &multicast,
        "multicast response, authoritative: no error; 0 questions, 1 answer, 0 authority, 1 additional");
}

static const char *draft_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    (void)context;
    (void)in;
    return strcmp(registry, "opcode") == 0 && code == 9 ? "Foo" : NULL;
}

/* An edition without the code, a draft that has one, and no names at all. */
static void a_sentence_follows_the_names(void **state)
{
    static const struct dns_names draft = { draft_name, NULL };

    (void)state;
    assert_said(
        "1234 3000 0000 0000 0000 0000", &draft, &today,
        "request of OpCode 6, which is not assigned; 0 questions, 0 answers, 0 authority, 0 additional");
    assert_said("1234 4900 0000 0000 0000 0000", &draft, &today,
                "request of OpCode Foo; RD is set; 0 questions, 0 answers, 0 authority, 0 additional");
    assert_said(
        "1234 c800 0000 0000 0000 0000", &draft, &today,
        "response to a request of OpCode Foo: no error; 0 questions, 0 answers, 0 authority, 0 additional");
    assert_said(
        "1234 8403" ONE, NULL, &today,
        "response to a standard query, authoritative: the name does not exist; 1 question, 0 answers, "
        "0 authority, 0 additional");
    assert_said("1234 4800 0000 0000 0000 0000", NULL, &today,
                "request of OpCode 9; 0 questions, 0 answers, 0 authority, 0 additional");
}

/* The most that can be said of a header fits. */
static void no_header_is_said_beyond_its_room(void **state)
{
    uint8_t octets[12];
    size_t longest = 0;

    (void)state;
    memset(octets, 0xFF, sizeof octets);
    for (unsigned flags = 0; flags <= UINT16_MAX; flags++) {
        char text[HEADER_SAY_OCTETS];
        octets[2] = (uint8_t)(flags >> 8);
        octets[3] = (uint8_t)flags;
        struct header header = header_of(octets, sizeof octets);
        (void)header_say(&header, &few_names, &today, text);
        longest = strlen(text) > longest ? strlen(text) : longest;
    }
    assert_true(longest > 200 && longest < HEADER_SAY_OCTETS - 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_is_said_in_one_sentence),
        cmocka_unit_test(a_cut_header_is_said_as_far_as_it_goes),
        cmocka_unit_test(a_sentence_follows_the_rules_of_direction),
        cmocka_unit_test(a_sentence_follows_the_names),
        cmocka_unit_test(no_header_is_said_beyond_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
