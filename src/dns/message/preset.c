#include "dns/message/preset.h"

#include "base/text.h"

#include <string.h>

/* ---- pieces; all messages have ID 0x1234 ---- */

#define HEADER(flags, counts) "1234 " flags " " counts " "
#define ZONE                  "07 6578616d706c65 00 "           /* example. */
#define WWW                   "03 777777 07 6578616d706c65 00 " /* www.example.; example. is at 16 */
#define ASK_ZONE              ZONE "0006 0001 "                 /* example. SOA IN, octets 12 to 24 */
#define ASK_WWW               WWW "0001 0001 "                  /* www.example. A IN, octets 12 to 28 */
#define OPT(ttl, rdata)       "00 0029 04d0 " ttl " " rdata " " /* size 1232 */
#define SOA_DATA              "0022 03 6e7331 c010 05 61646d696e c010 00000001 00000e10 00000258 00093a80 0000012c "

const struct preset presets[] = {
    { "empty", "empty query", "a header alone: no question, so nothing is asked", "RFC 1035 4.1.1", NULL,
      HEADER("0000", "0000 0000 0000 0000"), "question-none" },
    { "query", "query", "www.example. A; RD asks the server to find the answer elsewhere", "RFC 1035 4.1.1",
      NULL, HEADER("0100", "0001 0000 0000 0000") ASK_WWW, "" },
    { "query-do-nsid", "query with DO and NSID",
      "OPT brings the UDP size, DO asks for signatures, NSID for the server's name", "RFC 6891 6.1.2", NULL,
      HEADER("0100", "0001 0000 0000 0001") ASK_WWW OPT("00008000", "0004 0003 0000"), "" },
    { "answer", "answer with AA", "NoError from an authority; the name in the answer is a pointer",
      "RFC 1035 4.1.4", NULL,
      HEADER("8400", "0001 0001 0000 0000") ASK_WWW "c00c 0001 0001 00000e10 0004 c0000201", "" },
    { "alias", "answer through a CNAME", "AA speaks of the first owner name, RCODE of the last",
      "RFC 6604 2.1, 3", NULL,
      HEADER("8400", "0001 0002 0000 0000") ASK_WWW
      "c00c 0005 0001 00000e10 0006 03 666f6f c010 c029 0001 0001 00000e10 0004 c0000201",
      "alias" },
    { "referral", "referral", "NoError without AA and without an answer: NS in Authority, glue in Additional",
      "RFC 2308 2.2", NULL,
      HEADER("8000", "0001 0000 0001 0001") ASK_WWW
      "c010 0002 0001 00000e10 0006 03 6e7331 c010 c029 0001 0001 00000e10 0004 c0000235",
      "" },
    { "nodata", "NODATA with SOA", "NoError without an answer: the name is there, the type is not",
      "RFC 2308 2.2", NULL, HEADER("8400", "0001 0000 0001 0000") ASK_WWW "c010 0006 0001 00000e10 " SOA_DATA,
      "" },
    { "nxdomain", "NXDomain with SOA", "the name does not exist; SOA says how long that may be remembered",
      "RFC 2308 2.1", NULL, HEADER("8403", "0001 0000 0001 0000") ASK_WWW "c010 0006 0001 00000e10 " SOA_DATA,
      "" },
    { "servfail-ede", "ServFail with an extended error", "EDE 22 says why the resolver failed", "RFC 8914 2",
      NULL, HEADER("8182", "0001 0000 0000 0001") ASK_WWW OPT("00000000", "0006 000f 0002 0016"), "" },
    { "badvers", "BADVERS", "RCODE 0 below and 1 above make 16; VERSION is the highest the server knows",
      "RFC 6891 6.1.3", NULL, HEADER("8000", "0001 0000 0000 0001") ASK_WWW OPT("01000000", "0000"), "" },
    { "badcookie", "BADCOOKIE", "RCODE 7 below and 1 above make 23: without OPT it reads YXRRSet",
      "RFC 7873 5.2.3", NULL,
      HEADER("8007", "0001 0000 0000 0001")
          ASK_WWW OPT("01000000", "0014 000a 0010 0102030405060708 1112131415161718"),
      "" },
    { "badsig", "TSIG with BADSIG", "16 again, in TSIG: BADSIG; NotAuth beside it means Not Authorized",
      "RFC 8945 5.2.2", NULL,
      HEADER("8009", "0001 0000 0000 0001") ASK_WWW
      "03 6b6579 00 00fa 00ff 00000000 001d 0b 686d61632d736861323536 00 "
      "000065000000 012c 0000 1234 0010 0000",
      "" },
    { "update", "UPDATE", "Zone, Prerequisite, Update: CLASS ANY and NONE say what is asked of a row",
      "RFC 2136 2", NULL,
      HEADER("2800", "0001 0002 0003 0000") ASK_ZONE
      "03 777777 c00c 00ff 00ff 00000000 0000 " /* www is in use */
      "03 6e6577 c00c 00ff 00fe 00000000 0000 " /* new is not */
      "c029 0001 0001 00000e10 0004 c0000201 "  /* add A to new */
      "c019 001c 00ff 00000000 0000 "           /* delete the AAAA of www */
      "c019 0001 00fe 00000000 0004 c0000202 ", /* delete one A of www */
      "" },
    { "update-yxrrset", "UPDATE refused by YXRRSet", "RCODE 7 in the OpCode it was made for", "RFC 2136 2.2",
      NULL, HEADER("a807", "0001 0000 0000 0000") ASK_ZONE, "" },
    { "notify", "NOTIFY with AA", "a request in which AA says something; the new SOA is a hint",
      "RFC 1996 3.7", NULL,
      HEADER("2400", "0001 0001 0000 0000") ASK_ZONE
      "c00c 0006 0001 00000e10 "
      "0022 03 6e7331 c00c 05 61646d696e c00c 00000002 00000e10 00000258 00093a80 0000012c",
      "" },
    { "dso-keepalive", "DSO KeepAlive", "four counts of 0, and TLVs where records would be", "RFC 8490 7.1",
      NULL, HEADER("3000", "0000 0000 0000 0000") "0001 0008 00003a98 00003a98", "" },
    { "truncated", "truncated answer", "TC: what is here is not all, ask again over TCP", "RFC 2181 9", NULL,
      HEADER("8380", "0001 0000 0000 0000") ASK_WWW, "truncated" },

    /* ---- RFC 8906 section 8, in its order ---- */
    { "test-zone", "test: is the zone served", "SOA without EDNS, recursion or AD: the plainest query",
      "RFC 8906 8.1.1", "NoError, AA, the SOA", HEADER("0000", "0001 0000 0000 0000") ASK_ZONE, "" },
    { "test-type", "test: unknown type", "TYPE1000, which nobody has defined", "RFC 8906 8.1.2",
      "NoError, AA, no answer", HEADER("0000", "0001 0000 0000 0000") ZONE "03e8 0001", "type-unassigned" },
    { "test-cd", "test: CD", "CD in a query", "RFC 8906 8.1.3.1", "NoError, AA, the SOA",
      HEADER("0010", "0001 0000 0000 0000") ASK_ZONE, "" },
    { "test-ad", "test: AD", "AD in a query", "RFC 8906 8.1.3.2", "NoError, AA, the SOA",
      HEADER("0020", "0001 0000 0000 0000") ASK_ZONE, "" },
    { "test-z", "test: reserved bit", "Z, the last header bit without a meaning", "RFC 8906 8.1.3.3",
      "NoError, AA, the SOA; Z is 0", HEADER("0040", "0001 0000 0000 0000") ASK_ZONE, "z-set" },
    { "test-rd", "test: recursive query", "RD to an authority", "RFC 8906 8.1.3.4", "NoError, AA, the SOA",
      HEADER("0100", "0001 0000 0000 0000") ASK_ZONE, "" },
    { "test-opcode", "test: unknown OpCode", "OpCode 15, a header alone", "RFC 8906 8.1.4",
      "NotImp, no AA, no SOA", HEADER("7800", "0000 0000 0000 0000"), "opcode-unassigned" },
    { "test-tcp", "test: TCP", "the plainest query, sent over TCP", "RFC 8906 8.1.5", "NoError, AA, the SOA",
      HEADER("0000", "0001 0000 0000 0000") ASK_ZONE, "" },
    { "test-edns", "test: plain EDNS", "an OPT without flags or options", "RFC 8906 8.2.1",
      "NoError, AA, the SOA, OPT with version 0",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00000000", "0000"), "" },
    { "test-version", "test: EDNS version 1", "a version that nobody has defined", "RFC 8906 8.2.2",
      "BADVERS, no AA, no SOA, OPT with version 0",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00010000", "0000"), "edns-version" },
    { "test-option", "test: unknown option", "EDNS option 100, empty", "RFC 8906 8.2.3",
      "NoError, AA, the SOA, OPT with version 0 and no option 100",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00000000", "0004 0064 0000"), "" },
    { "test-flag", "test: unknown EDNS flag", "EDNS flags 0x0040, a bit of the EDNS Z", "RFC 8906 8.2.4",
      "NoError, AA, the SOA, OPT with version 0 and Z 0",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00000040", "0000"), "edns-z" },
    { "test-version-flag", "test: EDNS version 1 and flag", "an unknown flag of an unknown version",
      "RFC 8906 8.2.5", "BADVERS, no AA, no SOA, OPT with version 0 and Z 0",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00010040", "0000"), "edns-version edns-z" },
    { "test-version-option", "test: EDNS version 1 and option", "an unknown option of an unknown version",
      "RFC 8906 8.2.6", "BADVERS, no AA, no SOA, OPT with version 0 and no option 100",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00010000", "0004 0064 0000"), "edns-version" },
    { "test-truncated", "test: truncated response", "DNSKEY with DO and a size of 512: more than fits",
      "RFC 8906 8.2.7", "NoError, OPT with version 0; TC if it does not fit",
      HEADER("0000", "0001 0000 0000 0001") ZONE "0030 0001 00 0029 0200 00008000 0000", "" },
    { "test-do", "test: DO", "DO asks for signatures", "RFC 8906 8.2.8",
      "NoError, AA, the SOA, OPT with version 0; DO where there are signatures",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00008000", "0000"), "" },
    { "test-version-do", "test: EDNS version 1 and DO", "a known flag of an unknown version",
      "RFC 8906 8.2.9", "BADVERS, no AA, no SOA, OPT with version 0; DO as without the version",
      HEADER("0000", "0001 0000 0000 0001") ASK_ZONE OPT("00018000", "0000"), "edns-version" },
    { "test-options", "test: several options", "COOKIE, NSID, EXPIRE and a client subnet together",
      "RFC 8906 8.2.10", "NoError, AA, the SOA, OPT with version 0",
      HEADER("0000", "0001 0000 0000 0001")
          ASK_ZONE OPT("00000000", "001c 0003 0000 0009 0000 000a 0008 0102030405060708 0008 0004 0001 0000"),
      "" },
};
const size_t n_presets = sizeof presets / sizeof *presets;

const struct preset *preset_called(const char *id)
{
    for (size_t i = 0; i < n_presets; i++)
        if (strcmp(presets[i].id, id) == 0)
            return &presets[i];
    return NULL;
}

size_t preset_octets(const struct preset *preset, uint8_t octets[PRESET_OCTETS])
{
    size_t nibbles = 0;

    for (const char *at = preset->hex; *at && nibbles < 2 * (size_t)PRESET_OCTETS; at++) {
        const int digit = text_hex(*at);
        if (digit < 0)
            continue;
        if (nibbles % 2 == 0)
            octets[nibbles / 2] = (uint8_t)(digit << 4);
        else
            octets[nibbles / 2] |= (uint8_t)digit;
        nibbles++;
    }

    return nibbles / 2;
}
