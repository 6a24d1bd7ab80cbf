/* Copied forms. What dig and dnspython are given here was tried with dig 9.18 and dnspython 2.3: the octets
 * they made of it are those of the row. */
#include "dns/copy/copy.h"
#include "dns/message/preset.h"
#include "dns/paste/paste.h"
#include "support/octets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct header_rules today = { .ad_in_queries = true };

/* The text of a form; the caller frees it. */
static char *copied(const char *form, const uint8_t *octets, size_t n, unsigned half)
{
    const struct copy_source source = { octets, n, half, &few_names, today };
    struct out out = out_to_memory();
    assert_non_null(copy_form_called(form));
    copy_write(copy_form_called(form), &source, &out);
    out_char(&out, '\0');
    return out.octets;
}

static const struct copied_case {
    const char *form, *hex; /* a last "_": half an octet */
    const char *text;
} cases[] = {
    { "hex", "1234 8583 0001", "123485830001" },
    { "hex", "1234 8_", "12348" },
    { "hex", "", "" },
    { "blanks", "1234 8583 0001", "12 34 85 83 00 01" },
    { "blanks", "1234 8_", "12 34 8" },
    { "c", "0102 0304 0506 0708 090a 0b0c 0d",
      "static const unsigned char message[] = {\n"
      "    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c,\n"
      "    0x0d,\n"
      "};\n" },
    { "c", "0102 f_",
      "static const unsigned char message[] = {\n"
      "    0x01, 0x02,\n"
      "    /* and half an octet: f */\n"
      "};\n" },

    /* ---- dig: what it sets by itself is turned off, what it would add is left out ---- */
    { "dig", "1234 0100 0001 0000 0000 0000 01 61 00 0001 0001",
      "dig +qid=4660 +noadflag +noedns -t A -q a." },
    { "dig", "1234 07f0 0001 0000 0000 0000 01 61 00 0001 0001",
      "dig +qid=4660 +aaflag +tcflag +raflag +zflag +cdflag +noedns -t A -q a." },
    { "dig", "0001 2800 0001 0000 0000 0000 01 61 00 0006 0001",
      "dig +qid=1 +opcode=5 +norecurse +noadflag +noedns -t SOA -q a." },
    { "dig",
      "0001 0100 0001 0000 0000 0001 01 61 00 0001 0003 00 0029 7fff 0001 c041 0009 ffff 0000 0001 0001 ff",
      "dig +qid=1 +noadflag +edns=1 +noednsnegotiation +nocookie +bufsize=32767 +dnssec +coflag "
      "+ednsflags=0x0041 +ednsopt=65535 +ednsopt=1:ff -c CLASS3 -t A -q a." },
    { "dig", "0000 0100 0001 0000 0000 0000 05 61276220 63 02 245c 00 0101 00ff",
      "dig +qid=0 +noadflag +noedns -c CLASS255 -t TYPE257 -q 'a'\\''b\\032c.\\$\\\\.'" },
    { "dig", "0000 0120 0001 0000 0000 0000 05 61 00 ff 2e 62 00 00ff 0001",
      "dig +qid=0 +noedns -t ANY -q 'a\\000\\255\\.b.'" },
    { "dig", "0000 3000 0000 0000 0000 0000",
      "dig +qid=0 +opcode=6 +norecurse +noadflag +noedns +header-only" },
    { "dig", "0000 7fb0 0000 0000 0000 0001 00 0029 0000 0000 0000 0000",
      "dig +qid=0 +opcode=15 +aaflag +tcflag +raflag +cdflag +edns=0 +nocookie +bufsize=0 +header-only" },

    /* ---- and what it cannot say ---- */
    { "dig", "1234 01", "cannot be said by dig: the header is cut" },
    { "dig", "1234 8583 0001 0001 0000 0000 01 61 00 0001 0001",
      "cannot be said by dig: QR is 1, RCODE is 3, ANCOUNT is 1, the message is cut" },
    { "dig", "1234 2800 0001 0000 0001 0000 01 61 00 0006 0001 00 0001 0001 00000e10 0000",
      "cannot be said by dig: UPCOUNT is 1" },
    { "dig", "1234 0100 0002 0000 0000 0000 00 0001 0001 00 0001 0001",
      "cannot be said by dig: QDCOUNT is 2" },
    { "dig", "1234 0100 0001 0000 0000 0001 00 0001 0001 00 0001 0001 00000000 0000",
      "cannot be said by dig: ARCOUNT is 1 without OPT" },
    { "dig",
      "1234 0100 0001 0000 0000 0002 00 0001 0001 00 0029 04d0 00000000 0000 00 0029 04d0 00000000 0000",
      "cannot be said by dig: ARCOUNT is 2" },
    { "dig", "1234 0100 0001 0000 0000 0001 00 0001 0001 00 0029 8000 17000000 0005 0001 0005 00",
      "cannot be said by dig: an option is cut, the upper bits of the RCODE are 0x17, the UDP size is above "
      "32767" },
    { "dig", "1234 0100 0001 0000 0000 0001 00 0001 0001 01 61 00 0029 04d0 00000000 0000",
      "cannot be said by dig: the owner of OPT is not the root" },
    { "dig", "1234 0100 0001 0000 0000 0000 00 0001 0001 ff",
      "cannot be said by dig: octets stand behind the last record" },
    { "dig", "1234 0100 0001 0000 0000 0000 00 0001 0001 f_",
      "cannot be said by dig: octets stand behind the last record" },
    { "dig", "1234 0000 0001 0000 0000 0000 00 00fb 0001", "cannot be said by dig: IXFR wants an SOA" },
    { "dig", "1234 0000 0001 0000 0000 0000 41 03 a0 00 0001 0001",
      "cannot be said by dig: the name has a bit-string label" },

    /* ---- dnspython: a query by its fields, all else by its octets ---- */
    { "dnspython",
      "1234 0100 0001 0000 0000 0001 03 61225c 00 0001 0003 00 0029 04d0 00018000 0005 000f 0001 ff",
      "import dns.edns\n"
      "import dns.message\n"
      "\n"
      "message = dns.message.make_query(\"a\\\\\\\"\\\\\\\\.\", \"A\", \"CLASS3\")\n"
      "message.id = 4660\n"
      "message.flags = 0x0100\n"
      "options = [\n"
      "    dns.edns.GenericOption(15, bytes.fromhex(\"ff\")),\n"
      "]\n"
      "message.use_edns(1, ednsflags=0x8000, payload=1232, options=options)\n" },
    { "dnspython", "1234 7800 0000 0000 0000 0000",
      "import dns.edns\n"
      "import dns.message\n"
      "\n"
      "message = dns.message.Message()\n"
      "message.id = 4660\n"
      "message.flags = 0x7800\n" },
    { "dnspython", "1234 8400 0001 0001 0000 0000 01 61 00 0001 0001 c00c 0001 0001 00000e10 0004 c0000201",
      "import dns.message\n"
      "\n"
      "wire = bytes.fromhex(\n"
      "    \"12348400000100010000000001610000010001c00c0001000100000e100004c0000201\"\n"
      ")\n"
      "message = dns.message.from_wire(wire, ignore_trailing=True)\n" },
    { "dnspython", "1234 f804 0000 0000 0000 0000",
      "import dns.message\n"
      "\n"
      "wire = bytes.fromhex(\n"
      "    \"1234f8040000000000000000\"\n"
      ")\n"
      "# cannot be said by dnspython: OpCode is 15\n" },
    { "dnspython", "12 3_",
      "import dns.message\n"
      "\n"
      "wire = bytes.fromhex(\n"
      "    \"12\"\n"
      ")\n"
      "# and half an octet: 3\n"
      "# cannot be said by dnspython: the message is cut\n" },

    { "art", "0402 8583 0001 0000 0001 000_",
      "                                1  1  1  1  1  1\n"
      "  0  1  2  3  4  5  6  7  8  9  0  1  2  3  4  5\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"
      "|                   ID 0x0402                   |\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"
      "|QR|   OpCode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |\n"
      "| 1| 0  0  0  0| 1| 0| 1| 1| 0| 0| 0| 0  0  1  1|\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"
      "|                   QDCOUNT 1                   |\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"
      "|                   ANCOUNT 0                   |\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"
      "|                   NSCOUNT 1                   |\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n"
      "|                 ARCOUNT 0x000_                |\n"
      "+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+\n" },
    { "markdown", "1234 2800 0001",
      "| Field | Bits | Value | Says | Section |\n"
      "|---|---|---|---|---|\n"
      "| ID | 0-15 | 0x1234 | the requester's number, copied into the response | RFC 1035 4.1.1 |\n"
      "| QR | 16 | 0 request | 0 a query, 1 a response | RFC 1035 4.1.1 |\n"
      "| OpCode | 17-20 | 5 Update | the kind of query | RFC 6895 2.2 |\n"
      "| Z | 21-27 | 0x00 | reserved, 0 | RFC 2136 2.2 |\n"
      "| RCODE | 28-31 | 0 NoError | how it went; the lower four bits where an OPT has more | RFC 6895 2.3 "
      "|\n"
      "| ZOCOUNT | 32-47 | 1 | entries in Zone | RFC 1035 4.1.1 |\n"
      "| PRCOUNT | 48-63 | not there | entries in Prerequisite | RFC 1035 4.1.1 |\n"
      "| UPCOUNT | 64-79 | not there | entries in Update | RFC 1035 4.1.1 |\n"
      "| ARCOUNT | 80-95 | not there | entries in Additional | RFC 1035 4.1.1 |\n" },
};

static void each_form_says_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *hex = cases[i].hex;
        const size_t len = strlen(hex), half = len > 0 && hex[len - 1] == '_';
        char whole[256];
        size_t n;
        snprintf(whole, sizeof whole, "%.*s%s", (int)(len - half), hex, half ? "0" : "");
        uint8_t *octets = octets_of(whole, &n);
        char *text = copied(cases[i].form, octets, n - half, (unsigned)half);
        assert_string_equal(text, cases[i].text);
        free(text);
        free(octets);
    }
}

/* Each preset cut at each nibble: hex keeps a half octet, C the whole ones. */
static void what_can_be_pasted_again_is_the_same(void **state)
{
    (void)state;
    for (size_t f = 0; f < n_copy_forms; f++)
        for (size_t i = 0; copy_forms[f].again && i < n_presets; i++) {
            uint8_t octets[PRESET_OCTETS];
            const size_t n = preset_octets(&presets[i], octets);
            const size_t step = strcmp(copy_forms[f].id, "c") == 0 ? 2 : 1;
            for (size_t nibbles = step; nibbles <= 2 * n; nibbles += step) {
                char *text = copied(copy_forms[f].id, octets, nibbles / 2, nibbles % 2);
                struct pasted pasted = { 0 };
                if (!paste_read(text, strlen(text), &pasted) || pasted.n != nibbles / 2 ||
                    pasted.half != nibbles % 2 || pasted.skipped != 0 ||
                    memcmp(pasted.octets, octets, pasted.n) != 0 ||
                    (pasted.half && (pasted.octets[pasted.n] ^ octets[pasted.n]) >> 4))
                    fail_msg("%s of %s, %zu nibbles, does not read back", copy_forms[f].id, presets[i].id,
                             nibbles);
                pasted_free(&pasted);
                free(text);
            }
        }
}

static void what_is_too_long_is_cut(void **state)
{
    enum { OCTETS = 70000 };

    uint8_t *octets = calloc(OCTETS, 1);
    (void)state;
    assert_non_null(octets);
    for (size_t i = 0; i < n_copy_forms; i++) {
        char *text = copied(copy_forms[i].id, octets, OCTETS - 1, 1);
        assert_true(strlen(text) < 8 * (size_t)COPY_OCTETS_MOST);
        if (strcmp(copy_forms[i].id, "hex") == 0)
            assert_int_equal(strlen(text), 2 * (size_t)COPY_OCTETS_MOST);
        free(text);
    }
    free(octets);
}

static const char *barred_name(const void *context, const char *registry, uint64_t code, const char *in)
{
    (void)context;
    (void)registry;
    (void)code;
    (void)in;
    return "A|B\\C";
}

/* Names are a drafter's own: none ends a cell of the table. */
static void a_bar_does_not_end_a_cell(void **state)
{
    static const struct dns_names names = { barred_name, NULL };
    static const uint8_t octets[12] = { 0 };
    const struct copy_source source = { octets, sizeof octets, 0, &names, today };
    struct out out = out_to_memory();

    (void)state;
    copy_write(copy_form_called("markdown"), &source, &out);
    out_char(&out, '\0');
    assert_non_null(strstr(out.octets, "| OpCode | 17-20 | 0 A\\|B\\\\C | the kind of query |"));
    out_free(&out);
}

static void each_row_is_filled(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_copy_forms; i++) {
        assert_ptr_equal(copy_form_called(copy_forms[i].id), &copy_forms[i]); /* each id once */
        assert_true(strlen(copy_forms[i].name) > 0 && strlen(copy_forms[i].name) <= 16);
        assert_true(strlen(copy_forms[i].says) > 0 && strlen(copy_forms[i].says) <= 60);
    }
    assert_null(copy_form_called("no such form"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_says_it),       cmocka_unit_test(what_can_be_pasted_again_is_the_same),
        cmocka_unit_test(what_is_too_long_is_cut), cmocka_unit_test(a_bar_does_not_end_a_cell),
        cmocka_unit_test(each_row_is_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
