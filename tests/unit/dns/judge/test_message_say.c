/* What is said of messages made by hand: the sentence, and findings when they are many. */
#include "dns/judge/message_judge.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A question for a. A IN. */
#define ASK "01 61 00 0001 0001 "

/* A TSIG without a MAC: algorithm root, time, fudge, MAC size 0, original ID 1, its error, no other data. */
#define TSIG(error) "00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 " error " 0000"

static void a_message_is_said_in_one_sentence(void **state)
{
    static const struct {
        const char *hex, *said;
    } cases[] = {
        { "0001 0100 0001 0000 0000 0000" ASK, "query for a. A; recursion is asked for" },
        { "0001 8583 0001 0000 0000 0000" ASK, "authoritative response for a. A: NXDomain (the name does not "
                                               "exist); recursion was asked for and is "
                                               "offered" },
        { "0001 8400 0001 0000 0000 0000" ASK,
          "authoritative response for a. A: NoError; NODATA: the name has no such records" },
        { "0001 8000 0001 0001 0000 0000" ASK "c00c 0001 0001 00000001 0004 c0000201",
          "response for a. A: NoError; 1 answer" },
        { "0001 8000 0001 0000 0001 0000" ASK "c00c 0002 0001 00000001 0001 00",
          "response for a. A: NoError; a referral to the servers of a." },
        { "0001 8000 0001 0000 0001 0000" ASK "00 0002 0001 00000001 0001 00",
          "response for a. A: NoError; a referral to the root: the server is lame here" },
        { "0001 8007 0001 0000 0000 0001" ASK,
          "response for a. A: YXRRSet (an RRset exists that should not), "
          "unless an OPT says more; incomplete" },
        { "0001 8080 0001 0000 0001 0000" ASK "00 0002 0001 00000001 0001 00",
          "response for a. A: NoError; a referral to the servers of .; recursion is offered" },
        { "0001 8009 0001 0000 0000 0000" ASK,
          "response for a. A: NotAuth (the server is no authority for the zone)" },
        { "0001 8009 0001 0000 0000 0001" ASK,
          "response for a. A: NotAuth (the server is no authority for the zone, or the requester is not "
          "authorized), unless an OPT says more; incomplete" },
        { "0001 8009 0001 0000 0000 0001" ASK TSIG("0010"),
          "response for a. A: NotAuthorized (the requester is not authorized); TSIG error 16 BADSIG" },
        { "0001 8009 0001 0000 0000 0001" ASK TSIG("0000"),
          "response for a. A: NotAuth (the server is no authority for the zone)" },
        { "0001 8000 0001 0000 0000 0001" ASK TSIG("0063"),
          "response for a. A: NoError; TSIG error 99; NODATA: the name has no such records" },
        { "0001 8000 0001 0001 0000 0000" ASK
          "00 00f9 00ff 00000000 0011 00 0000000000000000 0003 0012 0000 0000",
          "response for a. A: NoError; TKEY error 18 BADTIME; 1 answer" },
        { "0001 8200 0001 0000 0000 0000" ASK, "response for a. A: NoError; truncated, ask again over TCP" },
        { "0001 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 0001 0001 00000e10 0000",
          "Update request of zone a.: 0 prerequisites, 1 update" },
        { "0001 2400 0001 0000 0000 0000 01 61 00 0006 0001", "Notify request for a. SOA" },
        { "0001 3000 0000 0000 0000 0000 0001 0000 0003 0000", "DSO request: KeepAlive, EncryptionPadding" },
        { "0000 3000 0000 0000 0000 0000 0001 0008 00003a98 ffffffff",
          "DSO unidirectional message: KeepAlive (inactivity timeout 15000 ms, interval no limit)" },
        { "0001 b000 0000 0000 0000 0000 0002 0004 00000258", "DSO response: NoError: RetryDelay (600 ms)" },
        { "0001 7800 0000 0000 0000 0000", "OpCode 15 request" },
        { "00", "too little of a header to say what it is" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read_message read = { 0 };
        char text[MESSAGE_SAY_OCTETS];
        read_hex(&read, cases[i].hex, false);
        assert_string_equal(dns_message_say(&read.message, &few_names, text), cases[i].said);
        read_done(&read);
    }
}

/* Of TYPE 0, a QTYPE, a QCLASS and RCODEs BCP 42 speaks itself, in each of its editions. */
static void sections_of_findings_follow_the_edition(void **state)
{
    static const struct {
        const char *edition, *rfc;
    } editions[] = {
        { "rfc2929", "RFC 2929 " },
        { "rfc5395", "RFC 5395 " },
        { "rfc6195", "RFC 6195 " },
        { "rfc6895", "RFC 6895 " },
    };

    size_t n;
    uint8_t *octets = octets_of("0001 f84d 0000 0003 0000 0000 00 0000 0001 00000001 0000 "
                                "00 00fc 0001 00000001 0000 00 0001 00ff 00000001 0000",
                                &n);
    (void)state;
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        const struct header_rules rules = header_rules_of(editions[i].edition);
        struct dns_message message = { 0 };
        char found[256];
        dns_message_read(octets, n, &few_names, &rules, &message);
        rules_of(&message.findings, found, sizeof found);
        assert_string_equal(
            found, "opcode-unassigned z-set rcode-unassigned type-zero type-not-data class-not-data");
        for (size_t k = 0; k < message.findings.n; k++)
            assert_memory_equal(message.findings.at[k].section, editions[i].rfc, strlen(editions[i].rfc));
        dns_message_free(&message);
    }
    free(octets);
}

/* RFC 8945 4.2 has MUST; RFC 2930 2.2 and RFC 2931 3 have SHOULD. */
static void what_must_be_and_what_should(void **state)
{
    static const struct {
        const char *hex, *class, *ttl;
    } said[] = {
        { "0001 0000 0000 0000 0000 0001 00 00fa 0001 00000001 0011 00 000000000000 012c 0000 0001 0000 0000",
          "the CLASS of TSIG is 1; it must be ANY", "the TTL of TSIG must be 0" },
        { "0001 0000 0000 0000 0000 0001 00 00f9 0001 00000001 0011 00 0000000000000000 0003 0000 0000 0000",
          "the CLASS of TKEY is 1; it should be ANY", "the TTL of TKEY should be 0" },
        { "0001 0000 0000 0000 0000 0001 00 0018 0001 00000001 0014 0000 05 00 00000000 00000000 00000000 "
          "0001 "
          "00 ff",
          "the CLASS of SIG(0) is 1; it should be ANY", "the TTL of SIG(0) should be 0" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct read_message read = { 0 };
        const char *class = "", *ttl = "";
        read_hex(&read, said[i].hex, false);
        for (size_t j = 0; j < read.message.findings.n; j++) {
            const struct dns_finding *finding = &read.message.findings.at[j];
            if (strcmp(finding->rule, "meta-class") == 0)
                class = finding->text;
            else if (strcmp(finding->rule, "meta-ttl") == 0)
                ttl = finding->text;
        }
        assert_string_equal(class, said[i].class);
        assert_string_equal(ttl, said[i].ttl);
        read_done(&read);
    }
}

/* Sixty-four notes, then a record that does not fit its type. */
static void an_error_is_found_behind_many_notes(void **state)
{
    enum { NOTES = 64 };

    const char *const note = "00 0001 0001 00000000 0004 c0000201 ";
    char hex[64 * 48 + 128] = "0001 8400 0000 0041 0000 0000 ";
    struct read_message read = { 0 };
    const struct dns_findings *findings = &read.message.findings;
    (void)state;
    for (size_t i = 0, used = strlen(hex); i < NOTES; i++, used += strlen(note))
        memcpy(hex + used, note, strlen(note) + 1);
    memcpy(hex + strlen(hex), "00 0010 0001 00000001 0001 05", sizeof "00 0010 0001 00000001 0001 05");
    read_hex(&read, hex, false);
    assert_int_equal(findings->n, 4);
    assert_string_equal(findings->at[2].rule, "ttl-zero");
    assert_string_equal(findings->at[2].text,
                        "TTL 0: for this transaction only, not to be kept; and 61 more");
    assert_string_equal(findings->at[3].rule, "rdata-misfit");
    assert_int_equal(findings->found[DNS_ERROR], 1);
    assert_int_equal(findings->found[DNS_INFO], NOTES);
    read_done(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_said_in_one_sentence),
        cmocka_unit_test(sections_of_findings_follow_the_edition),
        cmocka_unit_test(what_must_be_and_what_should),
        cmocka_unit_test(an_error_is_found_behind_many_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
