/* Messages made by hand: how far they are read, what is doubted in them and where. */
#include "dns/judge/message_judge.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The root's OPT without options, and a question for a. A IN. */
#define OPT "00 0029 04d0 00000000 0000 "
#define ASK "01 61 00 0001 0001 "

/* A message a line: its octets, and the findings it must have, in their order, with the offset of the first
 * of them. */
static const struct judged {
    const char *what, *hex;
    const char *rules; /* parted by blanks */
    size_t offset;     /* of the first finding */
    bool multicast;
} judged[] = {
    /* as far as the octets go */
    { "nothing", "", "header-cut", 0, false },
    { "a header cut", "0001 8583 00", "header-cut", 5, false },
    { "a question", "0001 0100 0001 0000 0000 0000" ASK, "", 0, false },
    { "a question that is not there", "0001 0100 0001 0000 0000 0000", "counts-lie", 12, false },
    { "a question cut", "0001 0100 0001 0000 0000 0000 01 61 00 00", "record-cut", 16, false },
    { "a name cut", "0001 0100 0001 0000 0000 0000 05 61", "name-cut", 12, false },
    { "a record cut", "0001 8100 0000 0001 0000 0000 00 0001 0001 0000", "record-cut", 19, false },
    { "RDLENGTH too long", "0001 8100 0000 0001 0000 0000 00 0001 0001 00000000 0004 c000", "rdlength", 21,
      false },
    { "more answers promised", "0001 8100 0001 0002 0000 0000" ASK "c00c 0001 0001 00000001 0004 c0000201",
      "counts-lie", 35, false },
    { "trailing octets", "0001 0100 0001 0000 0000 0000" ASK "ff", "trailing-octets", 19, false },
    /* names */
    { "a pointer forward", "0001 0100 0001 0000 0000 0000 c010 0001 0001", "name-forward", 12, false },
    { "a pointer to itself", "0001 0100 0001 0000 0000 0000 c00c 0001 0001", "name-forward", 12, false },
    { "a loop", "0001 0100 0001 0000 0000 0000 01 61 c00c 0001 0001", "name-loop", 14, false },
    { "a pointer into the header", "0001 0100 0001 0000 0000 0000 c004 0001 0001", "name-header", 12, false },
    { "a pointer to ID 0", "0000 0100 0001 0000 0000 0000 01 61 c000 0001 0001", "name-header", 14, false },
    { "a pointer into the header in RDATA", "0001 8000 0000 0001 0000 0000 00 0005 0001 00000001 0002 c000",
      "name-header", 23, false },
    { "label type 10", "0001 0100 0001 0000 0000 0000 80 00 0001 0001", "name-label", 12, false },
    { "label type 01, unknown", "0001 0100 0001 0000 0000 0000 42 00 0001 0001", "name-label", 12, false },
    { "a bit-string label", "0001 0100 0001 0000 0000 0000 41 08 ff 00 0001 0001", "name-bits", 12, false },
    /* sections of a query */
    { "nothing asked", "0001 0100 0000 0000 0000 0000", "question-none", 4, false },
    { "a later message of an AXFR", "0001 8400 0000 0001 0000 0000 01 61 00 0001 0001 00000001 0004 c0000201",
      "", 0, false },
    { "an answer by multicast", "0000 8400 0000 0001 0000 0000 01 61 00 0001 8001 00000001 0004 c0000201", "",
      0, true },
    { "nothing asked, with a COOKIE",
      "0001 0100 0000 0000 0000 0001 00 0029 04d0 00000000 000c 000a 0008 0102030405060708", "", 0, false },
    { "an answer in a query", "0001 0100 0001 0001 0000 0000" ASK "c00c 0001 0001 00000001 0004 c0000201",
      "answer-in-query", 6, false },
    { "known answers by multicast",
      "0000 0000 0001 0001 0000 0000" ASK "c00c 0001 0001 00000001 0004 c0000201", "", 0, true },
    { "IXFR without its SOA", "0001 0000 0001 0000 0000 0000 01 61 00 00fb 0001", "ixfr-soa", 8, false },
    { "IXFR with it",
      "0001 0000 0001 0000 0001 0000 01 61 00 00fb 0001 c00c 0006 0001 00000000 0016 00 00 "
      "0000000100000002000000030000000400000005",
      "", 0, false },
    { "authority in a query", "0001 0000 0001 0000 0001 0000" ASK "c00c 0002 0001 00000000 0001 00",
      "authority-in-query", 8, false },
    /* TC */
    { "truncated", "0001 8300 0001 0000 0000 0000" ASK, "truncated", 2, false },
    { "more known answers follow", "0000 0200 0001 0000 0000 0000" ASK, "truncated", 2, true },
    { "TC in a query", "0001 0200 0001 0000 0000 0000" ASK, "flag-direction", 2, false },
    /* RCODE */
    { "BADVERS", "0001 8000 0001 0000 0000 0001" ASK "00 0029 04d0 01000000 0000", "", 0, false },
    { "BADCOOKIE", "0001 8007 0001 0000 0000 0001" ASK "00 0029 04d0 01000000 0000", "", 0, false },
    { "upper bits in a query", "0001 0000 0001 0000 0000 0001" ASK "00 0029 04d0 01000000 0000",
      "rcode-in-query", 24, false },
    { "RCODE 12", "0001 800c 0001 0000 0000 0000" ASK, "rcode-unassigned", 3, false },
    { "RCODE 12, and an OPT not reached", "0001 800c 0000 0000 0000 0001", "counts-lie", 12, false },
    { "BADTIME through OPT", "0001 8002 0001 0000 0000 0001" ASK "00 0029 04d0 01000000 0000",
      "rcode-context", 3, false },
    /* OPT */
    { "OPT", "0001 0000 0001 0000 0000 0001" ASK OPT, "", 0, false },
    { "OPT with DO CO DE", "0001 0000 0001 0000 0000 0001" ASK "00 0029 04d0 0000e000 0000", "", 0, false },
    { "OPT in Answer", "0001 8000 0001 0001 0000 0000" ASK OPT, "opt-place", 19, false },
    { "two OPTs", "0001 0000 0001 0000 0000 0002" ASK OPT OPT, "opt-twice", 30, false },
    { "OPT with an owner", "0001 0000 0001 0000 0000 0001" ASK "c00c 0029 04d0 00000000 0000", "opt-owner",
      19, false },
    { "EDNS version 1", "0001 0000 0001 0000 0000 0001" ASK "00 0029 04d0 00010000 0000", "edns-version", 25,
      false },
    { "EDNS Z", "0001 0000 0001 0000 0000 0001" ASK "00 0029 04d0 00000040 0000", "edns-z", 26, false },
    { "EDE twice, and NoError",
      "0001 8000 0001 0000 0000 0001" ASK "00 0029 04d0 00000000 000c 000f 0002 0016 000f 0002 0003", "", 0,
      false },
    { "EDNS size 511", "0001 0000 0001 0000 0000 0001" ASK "00 0029 01ff 00000000 0000", "edns-size", 22,
      false },
    { "OPT asked for", "0001 0000 0001 0000 0000 0000 00 0029 0001", "type-in-question", 13, false },
    /* types and classes */
    { "TYPE 0", "0001 0000 0001 0000 0000 0000 00 0000 0001", "type-zero", 13, false },
    { "NXNAME asked for", "0001 0000 0001 0000 0000 0000 00 0080 0001", "nxname", 13, false },
    { "a Q type in a record", "0001 8000 0000 0001 0000 0000 00 00fc 0001 00000000 0000", "type-not-data", 13,
      false },
    { "an unassigned meta type in a record", "0001 8000 0000 0001 0000 0000 00 00f0 0001 00000000 0000",
      "type-not-data", 13, false },
    { "TYPE 65280", "0001 8000 0000 0001 0000 0000 00 ff00 0001 00000001 0000", "type-unassigned", 13,
      false },
    { "CLASS ANY in a record", "0001 8000 0000 0001 0000 0000 00 0001 00ff 00000000 0000", "class-not-data",
      15, false },
    { "CLASS 5", "0001 0000 0001 0000 0000 0000 00 0001 0005", "class-unassigned", 15, false },
    { "QU", "0001 0000 0001 0000 0000 0000 00 0001 8001", "mdns-class", 15, false },
    { "QU by multicast", "0000 0000 0001 0000 0000 0000 00 0001 8001", "", 0, true },
    { "a TTL with its top bit", "0001 8000 0000 0001 0000 0000 00 0001 0001 80000000 0004 c0000201",
      "ttl-sign", 17, false },
    { "a TTL of 0", "0001 8000 0000 0001 0000 0000 00 0001 0001 00000000 0004 c0000201", "ttl-zero", 17,
      false },
    { "a TTL of 0 by multicast", "0000 8400 0000 0001 0000 0000 00 0001 0001 00000000 0004 c0000201", "", 0,
      true },
    { "a TTL of 0 in UPDATE",
      "0001 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 0001 0001 00000000 0004 c0000201", "", 0, false },
    /* an alias: AA and RCODE speak of different names */
    { "NXDomain behind a CNAME", "0001 8403 0001 0001 0000 0000" ASK "01 41 00 0005 0001 00000001 0001 00",
      "alias", 19, false },
    /* TSIG: last, CLASS ANY, TTL 0; algorithm root, time, fudge, MAC size 0, original ID, error, other */
    { "TSIG",
      "0001 0000 0001 0000 0000 0001" ASK
      "00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 0000 0000",
      "", 0, false },
    { "TSIG before OPT",
      "0001 0000 0001 0000 0000 0002" ASK
      "00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 0000 0000" OPT,
      "tsig-place", 19, false },
    { "TSIG in Answer, CLASS IN, TTL 1",
      "0001 8000 0000 0001 0000 0000 00 00fa 0001 00000001 0011 00 000000000000 012c 0000 0001 0000 0000",
      "meta-class meta-ttl tsig-place", 15, false },
    { "TSIG BADTIME without the time, of another ID",
      "0001 8009 0000 0000 0000 0001 00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0002 0012 0000",
      "tsig-other tsig-id", 38, false },
    { "TSIG BADSIG beside NoError",
      "0001 8000 0000 0000 0000 0001 00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 0010 0000",
      "tsig-rcode", 36, false },
    /* TKEY: algorithm root, two times, mode, error, key size, other size */
    { "TKEY in a query",
      "0001 0000 0001 0000 0000 0001 00 00f9 00ff 00 00f9 00ff 00000000 0011 00 0000000000000000 0003 0000 "
      "0000 "
      "0000",
      "", 0, false },
    { "TKEY in Additional of its answer, with an error said twice",
      "0001 8009 0001 0000 0000 0001 00 00f9 00ff "
      "00 00f9 00ff 00000000 0011 00 0000000000000000 0003 0011 0000 0000",
      "tkey-place tkey-rcode", 17, false },
    { "TKEY that nobody asked for, with an error of its own",
      "0001 8009 0001 0000 0000 0001" ASK
      "00 00f9 00ff 00000000 0011 00 0000000000000000 0003 0011 0000 0000",
      "", 0, false },
    /* SIG(0): SIG that covers type 0 */
    { "SIG(0)",
      "0001 0000 0001 0000 0000 0001" ASK
      "00 0018 00ff 00000000 0014 0000 05 00 00000000 00000000 00000000 0001 00 ff",
      "", 0, false },
    { "SIG(0) of a name, TTL 9",
      "0001 0000 0001 0000 0000 0001" ASK
      "c00c 0018 0001 00000009 0014 0000 05 00 00000000 00000000 00000000 0001 00 ff",
      "meta-class meta-ttl sig0-place", 23, false },
    /* UPDATE: prerequisites and updates */
    { "all nine rows",
      "0001 2800 0001 0005 0004 0000 01 61 00 0006 0001 "
      "00 00ff 00ff 00000000 0000 00 0001 00ff 00000000 0000 00 0001 0001 00000000 0004 c0000201 "
      "00 00ff 00fe 00000000 0000 00 0001 00fe 00000000 0000 "
      "00 0001 0001 00000e10 0004 c0000201 00 0001 00ff 00000000 0000 00 00ff 00ff 00000000 0000 "
      "00 0001 00fe 00000000 0004 c0000201",
      "", 0, false },
    { "a zone that is no SOA", "0001 2800 0001 0000 0000 0000" ASK, "zone-type", 15, false },
    { "a prerequisite with a TTL",
      "0001 2800 0001 0001 0000 0000 01 61 00 0006 0001 00 0001 00ff 00000001 0000", "update-ttl", 24,
      false },
    { "TYPE ANY of the zone's CLASS",
      "0001 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 00ff 0001 00000000 0000", "update-row", 20,
      false },
    { "NONE with ANY and RDATA in Update",
      "0001 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 00ff 00fe 00000000 0001 00", "update-row", 20,
      false },
    { "an update of CLASS ANY with RDATA and TTL",
      "0001 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 0001 00ff 00000e10 0004 c0000201",
      "update-row update-ttl", 20, false },
    { "an update response of TYPE ANY",
      "0001 a800 0001 0000 0001 0000 01 61 00 0006 0001 00 00ff 0001 00000000 0000", "", 0, false },
    { "a CLASS that is not the zone's",
      "0001 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 0010 0003 00000000 0001 00", "update-row", 20,
      false },
    { "an UPDATE response", "0001 a805 0000 0000 0000 0000", "", 0, false },
    /* NOTIFY may bring its SOA along */
    { "NOTIFY with a hint",
      "0001 2400 0001 0001 0000 0000 01 61 00 0006 0001 c00c 0006 0001 00000000 0016 00 00 "
      "0000000100000002000000030000000400000005",
      "", 0, false },
    { "NOTIFY of A", "0001 2400 0001 0000 0000 0000" ASK, "notify-type", 15, false },
    { "NOTIFY of CSYNC", "0001 2400 0001 0000 0000 0000 00 003e 0001", "type-unassigned", 13, false },
    /* DSO: TLVs, which are no trailing octets */
    { "DSO KeepAlive", "0001 3000 0000 0000 0000 0000 0001 0008 00003a98 00003a98", "", 0, false },
    { "DSO without a TLV", "0001 3000 0000 0000 0000 0000", "dso-none", 12, false },
    { "DSO response without one", "0001 b000 0000 0000 0000 0000", "", 0, false },
    { "DSO cut", "0001 3000 0000 0000 0000 0000 0001 0008 0000", "dso-cut", 12, false },
    { "DSO cut in the second", "0001 3000 0000 0000 0000 0000 0003 0001 00 0003", "dso-cut", 17, false },
    { "DSO type 64000, unidirectional", "0000 3000 0000 0000 0000 0000 fa00 0000",
      "dso-type dso-unidirectional", 12, false },
    { "DSO KeepAlive of 4 octets", "0001 3000 0000 0000 0000 0000 0001 0004 00003a98", "dso-misfit", 14,
      false },
    { "DSO KeepAlive, unidirectional", "0000 3000 0000 0000 0000 0000 0001 0008 00003a98 00003a98",
      "dso-unidirectional", 0, false },
    { "DSO RetryDelay with an ID", "0001 3000 0000 0000 0000 0000 0002 0004 00003a98", "dso-id", 0, false },
    { "DSO RetryDelay in a response", "0001 b000 0000 0000 0000 0000 0002 0004 00003a98", "", 0, false },
    { "DSO SUBSCRIBE", "0001 3000 0000 0000 0000 0000 0040 0005 00 0001 0001", "dso-type", 12, false },
    { "DSO SUBSCRIBE with ID 0", "0000 3000 0000 0000 0000 0000 0040 0005 00 0001 0001", "dso-type dso-id",
      12, false },
    { "DSO PUSH", "0000 3000 0000 0000 0000 0000 0041 0000", "dso-type dso-unidirectional", 12, false },
    { "DSO PUSH with an ID", "0001 3000 0000 0000 0000 0000 0041 0000", "dso-type dso-id", 12, false },
    { "octets behind a Query are no TLVs", "0001 0100 0001 0000 0000 0000" ASK "0001 0000", "trailing-octets",
      19, false },
};

static void each_message_has_its_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
        struct read_message read = { 0 };
        char found[512];
        read_hex(&read, judged[i].hex, judged[i].multicast);
        rules_of(&read.message.findings, found, sizeof found);
        if (strcmp(found, judged[i].rules) != 0)
            fail_msg("%s: found \"%s\", expected \"%s\"", judged[i].what, found, judged[i].rules);
        if (found[0] && read.message.findings.at[0].offset != judged[i].offset)
            fail_msg("%s: at %zu, expected %zu", judged[i].what, read.message.findings.at[0].offset,
                     judged[i].offset);
        assert_int_equal(read.message.complete, !read.message.stopped);
        if (read.message.stopped) /* it says why */
            assert_true(read.message.findings.n > 0);
        read_done(&read);
    }
}

/* Sections that were wrong once, or that stand beside others that might be taken for them. */
static void a_finding_names_the_section_that_says_it(void **state)
{
    static const struct {
        const char *hex, *rule, *section;
    } said[] = {
        { "0001 3000 0000 0000 0000 0000", "dso-none", "RFC 8490 5.4.2" },
        { "0001 0000 0001 0000 0000 0000 00 0080 0001", "nxname", "RFC 9824 3.5" },
        { "0001 2500 0001 0000 0000 0000" ASK, "flag-direction", "RFC 1996 3.2" },
        { "0001 2400 0001 0000 0000 0000" ASK, "notify-type", "RFC 1996 3.11" },
        { "0001 8400 0001 0001 0000 0000" ASK "c00c 0005 0001 00000001 0001 00", "alias", "RFC 6604 2.1, 3" },
        { "0001 0000 0001 0001 0000 0000" ASK
          "00 00f9 00ff 00000000 0011 00 0000000000000000 0003 0000 0000 0000",
          "tkey-place", "RFC 2930 4" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct read_message read = { 0 };
        const char *section = NULL;
        read_hex(&read, said[i].hex, false);
        for (size_t j = 0; j < read.message.findings.n; j++)
            if (strcmp(read.message.findings.at[j].rule, said[i].rule) == 0)
                section = read.message.findings.at[j].section;
        assert_string_equal(section, said[i].section);
        read_done(&read);
    }
}

static void records_are_offsets_into_the_octets(void **state)
{
    struct read_message read = { 0 };

    (void)state;
    read_hex(&read,
             "0001 8580 0001 0001 0001 0001" ASK "c00c 0001 0001 00000e10 0004 c0000201 "
             "00 0002 0003 00000001 0001 00" OPT,
             false);

    const struct dns_record *records = read.message.records;
    assert_int_equal(read.message.n_records, 4);
    assert_int_equal(records[0].section, SECTION_QUESTION);
    assert_int_equal(records[0].offset, 12);
    assert_int_equal(records[0].end, 19);
    assert_int_equal(records[0].rdata, 19);
    assert_int_equal(records[1].section, SECTION_ANSWER);
    assert_int_equal(records[1].offset, 19);
    assert_int_equal(records[1].type, 1);
    assert_int_equal(records[1].class, 1);
    assert_int_equal(records[1].ttl, 3600);
    assert_int_equal(records[1].rdlength, 4);
    assert_int_equal(records[1].rdata, 31);
    assert_int_equal(records[1].end, 35);
    assert_int_equal(records[2].section, SECTION_AUTHORITY);
    assert_int_equal(records[2].class, 3);
    assert_int_equal(records[3].section, SECTION_ADDITIONAL);
    assert_int_equal(records[3].index, 0);
    assert_true(read.message.has_edns);
    assert_int_equal(read.message.edns.udp_size, 1232);
    assert_true(read.message.complete);
    assert_int_equal(read.message.end, read.n);
    read_done(&read);
}

/* 0+16 and 7+16; and what is not known is not said. */
static void the_rcode_is_joined_from_both_its_parts(void **state)
{
    static const struct {
        const char *hex;
        bool known;
        unsigned code;
        const char *context, *name;
    } cases[] = {
        { "0001 8000 0001 0000 0000 0001" ASK "00 0029 04d0 01000000 0000", true, 16, "opt", "BADVERS" },
        { "0001 8007 0001 0000 0000 0001" ASK "00 0029 04d0 01000000 0000", true, 23, "opt", "BADCOOKIE" },
        { "0001 8003 0001 0000 0000 0001" ASK OPT, true, 3, "header", "NXDomain" },
        { "0001 8007 0001 0000 0000 0001" ASK, false, 7, "header", "YXRRSet" },
        { "0001 8007", false, 7, "header", "YXRRSet" },
        { "0001 8007 0001 0000 0000 0000", true, 7, "header", "YXRRSet" },
        { "0001 8009 0000 0000 0000 0001 00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 0010 0000",
          true, 9, "header+tsig-error", "NotAuthorized" },
        { "0001 8009 0000 0000 0000 0001 00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 0000 0000",
          true, 9, "header", "NotAuth" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read_message read = { 0 };
        read_hex(&read, cases[i].hex, false);
        assert_int_equal(read.message.has_rcode, cases[i].known);
        assert_int_equal(read.message.rcode, cases[i].code);
        assert_string_equal(dns_rcode_context(&read.message), cases[i].context);
        assert_string_equal(dns_name(&few_names, "rcode", read.message.rcode, cases[i].context),
                            cases[i].name);
        read_done(&read);
    }
}

static void tsig_and_tkey_have_an_error_of_their_own(void **state)
{
    struct read_message read = { 0 };

    (void)state;
    /* a MAC of four octets before the error */
    read_hex(&read,
             "0001 8009 0000 0000 0000 0001 00 00fa 00ff 00000000 0015 00 000000000000 012c 0004 "
             "01020304 0001 0010 0000",
             false);
    assert_true(read.message.tsig.there);
    assert_int_equal(read.message.tsig.code, 16);
    assert_int_equal(read.message.tsig.offset, 40);
    assert_false(read.message.tkey.there);
    read_done(&read);
    memset(&read, 0, sizeof read);
    read_hex(&read,
             "0001 8000 0000 0001 0000 0000 00 00f9 00ff 00000000 0011 00 0000000000000000 0003 0011 "
             "0000 0000",
             false);
    assert_true(read.message.tkey.there);
    assert_int_equal(read.message.tkey.code, 17);
    read_done(&read);
    memset(&read, 0, sizeof read);

    /* a MAC size that passes the RDATA */
    read_hex(&read,
             "0001 8009 0000 0000 0000 0001 00 00fa 00ff 00000000 0011 00 000000000000 012c ffff 0001 "
             "0010 0000",
             false);
    assert_false(read.message.tsig.there);
    read_done(&read);
}

static void options_are_walked_as_far_as_they_are_whole(void **state)
{
    struct read_message read = { 0 };
    struct dns_option option;

    (void)state;
    read_hex(&read,
             "0001 0000 0000 0000 0000 0001 00 0029 04d0 00008000 000d 0003 0000 000a 0001 ff 0008 0009",
             false);

    size_t at = read.message.edns.options;
    assert_int_equal(read.message.edns.flags, 0x8000);
    assert_true(dns_option_next(read.octets, &read.message.edns, &at, &option));
    assert_int_equal(option.code, 3);
    assert_int_equal(option.length, 0);
    assert_true(dns_option_next(read.octets, &read.message.edns, &at, &option));
    assert_int_equal(option.code, 10);
    assert_int_equal(option.data, 31);
    assert_false(dns_option_next(read.octets, &read.message.edns, &at, &option));
    assert_int_equal(at, 32);
    read_done(&read);
}

/* RFC 2136 sections 2.4 and 2.5, each row by its meaning, and RDATA read by the zone's CLASS. */
static void rows_of_an_update_have_meanings(void **state)
{
    static const char *const means[] = {
        NULL,
        "the name is in use",
        "an RRset of this type exists",
        "an RRset exists and has exactly these values",
        "the name is not in use",
        "no RRset of this type exists",
        "add this to an RRset",
        "delete an RRset",
        "delete all RRsets of the name",
        "delete this from an RRset",
    };
    struct read_message read = { 0 };
    (void)state;
    read_hex(&read,
             "0001 2800 0001 0005 0004 0000 01 61 00 0006 0003 "
             "00 00ff 00ff 00000000 0000 00 0001 00ff 00000000 0000 00 0001 0003 00000000 0003 00 0001 "
             "00 00ff 00fe 00000000 0000 00 0001 00fe 00000000 0000 "
             "00 0001 0003 00000e10 0003 00 0001 00 0001 00ff 00000000 0000 00 00ff 00ff 00000000 0000 "
             "00 0001 00fe 00000000 0003 00 0001",
             false);
    assert_int_equal(read.message.n_records, 10);
    for (size_t i = 0; i < 10; i++) {
        const char *said = dns_update_means(&read.message, &read.message.records[i]);
        if (means[i])
            assert_string_equal(said, means[i]);
        else
            assert_null(said);
        assert_int_equal(dns_rdata_class(&read.message, &read.message.records[i]), 3);
    }
    read_done(&read);
}

static void the_top_bit_of_a_class_is_told_apart(void **state)
{
    static const struct {
        const char *hex;
        bool multicast;
        const char *text;
        uint16_t read_as;
    } cases[] = {
        { "0000 0000 0001 0000 0000 0000 00 0001 8001", false, "IN + QU, if mDNS", 1 },
        { "0000 0000 0001 0000 0000 0000 00 0001 8001", true, "IN + QU", 1 },
        { "0000 8400 0000 0001 0000 0000 00 0001 8001 00000000 0000", false, "IN + cache-flush, if mDNS", 1 },
        { "0000 8400 0000 0001 0000 0000 00 0001 8001 00000000 0000", true, "IN + cache-flush", 1 },
        { "0000 8400 0000 0001 0000 0000 00 0001 8003 00000000 0000", false, "CLASS32771", 0x8003 },
        { "0000 8400 0000 0001 0000 0000 00 0001 0003 00000000 0000", true, "CH", 3 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read_message read = { 0 };
        char text[CLASS_TEXT_OCTETS];
        read_hex(&read, cases[i].hex, cases[i].multicast);
        assert_string_equal(dns_class_text(&read.message, read.message.records, &few_names, text),
                            cases[i].text);
        assert_int_equal(dns_rdata_class(&read.message, read.message.records), cases[i].read_as);
        read_done(&read);
    }
}

/* Two messages in one struct: nothing of the first is left in the second. */
static void a_message_is_read_in_the_room_of_another(void **state)
{
    const struct header_rules rules = { .ad_in_queries = true };
    struct read_message read = { 0 };
    size_t n;
    uint8_t *second = octets_of("0002 0100 0001 0000 0000 0000" ASK, &n);

    (void)state;
    read_hex(&read,
             "0001 8009 0000 0000 0000 0002 00 00fa 00ff 00000000 0011 00 000000000000 012c 0000 0001 "
             "0010 0000 00 0029 04d0 01010040 0000 ff",
             false);
    assert_true(read.message.has_edns && read.message.tsig.there && read.message.findings.n > 2);
    dns_message_read(second, n, &few_names, &rules, &read.message);
    assert_int_equal(read.message.n_records, 1);
    assert_false(read.message.has_edns || read.message.tsig.there);
    assert_int_equal(read.message.findings.n, 0);
    assert_int_equal(read.message.rcode, 0);
    read_done(&read);
    free(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_has_its_findings),
        cmocka_unit_test(a_finding_names_the_section_that_says_it),
        cmocka_unit_test(records_are_offsets_into_the_octets),
        cmocka_unit_test(the_rcode_is_joined_from_both_its_parts),
        cmocka_unit_test(tsig_and_tkey_have_an_error_of_their_own),
        cmocka_unit_test(options_are_walked_as_far_as_they_are_whole),
        cmocka_unit_test(rows_of_an_update_have_meanings),
        cmocka_unit_test(the_top_bit_of_a_class_is_told_apart),
        cmocka_unit_test(a_message_is_read_in_the_room_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
