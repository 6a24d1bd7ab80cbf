#include "dns/paste/paste.h"

#include "base/memory.h"
#include "base/text.h"
#include "dns/paste/paste_form.h"

#include <stdlib.h>
#include <string.h>

/* ---- octets that are no text ---- */

static bool begins(const struct paste_source *source, const char *octets, size_t n)
{
    return source->raw_len >= n && memcmp(source->raw, octets, n) == 0;
}

/* The first octets of pcap (either order, micro- and nanoseconds) and pcapng. */
bool paste_is_capture(const char *octets, size_t len)
{
    static const char magics[][4] = {
        { '\xA1', '\xB2', '\xC3', '\xD4' }, { '\xD4', '\xC3', '\xB2', '\xA1' },
        { '\xA1', '\xB2', '\x3C', '\x4D' }, { '\x4D', '\x3C', '\xB2', '\xA1' },
        { '\x0A', '\x0D', '\x0D', '\x0A' },
    };

    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (len >= sizeof *magics && memcmp(octets, magics[i], sizeof *magics) == 0)
            return true;
    return false;
}

static enum paste_answer read_capture(const struct paste_source *source, struct pasted *pasted)
{
    return paste_is_capture(source->raw, source->raw_len)
               ? paste_refuse(pasted, "capture", "a capture: decode --pcap FILE")
               : PASTE_NO;
}

static bool is_text(const char *octets, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        const size_t took = text_next(octets + at, len - at, &cp);
        if (cp == TEXT_BAD && text_wanted((unsigned char)octets[at]) > len - at)
            return true; /* a character that the end cuts */
        at += took;
        if (cp == TEXT_BAD || cp == 0x7F || (cp < ' ' && !strchr("\t\n\v\f\r\x1B", (int)cp)) || cp == 0)
            return false;
    }
    return true;
}

static enum paste_answer read_utf16(const struct paste_source *source, struct pasted *pasted)
{
    const size_t high = begins(source, "\xFF\xFE", 2) ? 1 : 0;
    size_t zeros = 0;
    size_t pairs = 0;

    if (!high && !begins(source, "\xFE\xFF", 2))
        return PASTE_NO;

    for (size_t i = 2; i + 1 < source->raw_len; i += 2, pairs++)
        zeros += source->raw[i + high] == '\0';
    if (pairs == 0 || zeros < pairs - pairs / 4)
        return PASTE_NO;
    return paste_refuse(pasted, "utf-16", "text in UTF-16; make it UTF-8 first (iconv -f utf-16 -t utf-8)");
}

static enum paste_answer read_octets(const struct paste_source *source, struct pasted *pasted)
{
    if (source->raw_len == 0 || is_text(source->raw, source->raw_len))
        return PASTE_NO;
    for (size_t i = 0; i < source->raw_len && paste_put(pasted, (unsigned char)source->raw[i]); i++)
        ;
    return PASTE_READ;
}

/* ---- the table ---- */

/* What is not text first; then what has a frame (offsets, braces, quotes, keys), the more telling before the
 * less; then what is bare, hex before base64. */
const struct paste_form paste_forms[] = {
    { "capture", "a capture file", "decode --pcap FILE", read_capture },
    { "utf-16", "text in UTF-16", "iconv -f utf-16 -t utf-8", read_utf16 },
    { "octets", "raw octets", "dig's answer as it came", read_octets },
    { "wireshark-json", "tshark -T json, with or without -x", "\"dns_raw\": [\"44028180\", 42, 4, 0, 1]",
      paste_tool_json },
    { "doh", "a DoH URL", "https://dns.example/dns-query?dns=RAIBAAABAAAAAAAA", paste_bare_doh },
    { "kdig", "kdig's text (the header)", ";; ->>HEADER<<- opcode: QUERY; status: NOERROR; id: 17410",
      paste_tool_kdig },
    { "drill", "drill's text (the header)", ";; ->>HEADER<<- opcode: QUERY, rcode: NOERROR, id: 17410",
      paste_tool_drill },
    { "dig", "dig's text (the header)", ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 17410",
      paste_tool_dig },
    { "hexyl", "hexyl", "|00000000| 44 02 81 80 00 01 00 01 |", paste_dump_hexyl },
    { "hexdump-c", "hexdump -C", "00000000  44 02 81 80  |D...|", paste_dump_hexdump_c },
    { "xxd-b", "xxd -b", "00000000: 01000100 00000010  D.", paste_dump_xxd_b },
    { "xxd", "xxd", "00000000: 4402 8180 0001 0001  D.......", paste_dump_xxd },
    { "tcpdump", "tcpdump -x, -X, -xx, -XX", "0x0000:  4402 8180 0001 0001", paste_dump_tcpdump },
    { "wireshark", "Wireshark's dump, tshark -x", "0000  44 02 81 80 00 01 00 01  D.......",
      paste_dump_wireshark },
    { "od-x1", "od -t x1", "0000000 44 02 81 80 00 01 00 01", paste_dump_od_x1 },
    { "od-octal", "od's octal or decimal words (refused)", "0000000 001104 100201 000400",
      paste_dump_od_octal },
    { "od-words", "od -x, hexdump: words, if big-endian", "0000000 4402 8180 0001 0001",
      paste_dump_od_words },
    { "xxd-i", "xxd -i", "unsigned char m[] = { 0x44, 0x02 }; unsigned int m_len = 2;", paste_list_xxd_i },
    { "tshark-v", "tshark -V (refused: it has no octets)", "Transaction ID: 0x4402", paste_tool_tshark_v },
    { "go", "Go", "[]byte{0x44, 0x02, 0x81, 0x80}", paste_list_go },
    { "rust", "Rust", "let m = [0x44u8, 0x02, 0x81, 0x80];", paste_list_rust },
    { "java", "Java", "byte[] m = {68, 2, -127, (byte) 0x80};", paste_list_java },
    { "python", "Python", "b'D\\x02\\x81\\x80'", paste_list_python },
    { "c", "C", "{ 0x44, 0x02, 0x81, 0x80 }", paste_list_c },
    { "xxd-p", "xxd -p", "440281800001000100000000076578616d706c6504746573740000010001", paste_bare_xxd_p },
    { "hex", "hex", "44 02 81 80, 4402:8180, 0x44 0x02, \\x44\\x02, 44h", paste_bare_hex },
    { "base64", "base64", "RAKBgAABAAEAAAAA", paste_bare_base64 },
    { "base64url", "base64url", "RAKBgAABAAEAAAAA_-8", paste_bare_base64url },
};
const size_t n_paste_forms = sizeof paste_forms / sizeof *paste_forms;

/* ---- choosing ---- */

/* One form's reading; two of them are enough to choose. */
struct reading {
    struct pasted pasted;
    enum paste_walk walk;
};

static void begin_reading(struct reading *reading)
{
    uint8_t *octets = reading->pasted.octets;
    memset(&reading->pasted, 0, sizeof reading->pasted);
    reading->pasted.octets = octets;
    reading->walk = PASTE_WALK_NOT;
}

static bool same_octets(const struct pasted *a, const struct pasted *b)
{
    return a->n == b->n && a->half == b->half && memcmp(a->octets, b->octets, a->n) == 0;
}

static void also(struct pasted *taken, const struct pasted *other, const char *how)
{
    if (!same_octets(taken, other))
        dns_find(&taken->findings, DNS_NOWHERE, "also-reads", DNS_INFO, "", "also reads as %s%s", other->form,
                 how);
}

/* Tries every form. Returns whether *taken holds one; else it may hold a refusal's finding. */
static bool choose(const struct paste_source *source, struct reading *taken, struct reading *other)
{
    bool have = false;

    for (size_t i = 0; i < n_paste_forms; i++) {
        begin_reading(other);
        enum paste_answer answer = paste_forms[i].read(source, &other->pasted);
        if (answer == PASTE_NO || (answer == PASTE_READ && other->pasted.n + other->pasted.half == 0))
            continue;
        if (answer == PASTE_REFUSED && have)
            continue;
        other->pasted.form = answer == PASTE_READ ? paste_forms[i].id : NULL;
        if (answer == PASTE_READ)
            other->walk = paste_place(&other->pasted);
        if (have && (taken->walk == PASTE_WALK_WHOLE || other->walk != PASTE_WALK_WHOLE)) {
            if (other->walk == PASTE_WALK_WHOLE)
                also(&taken->pasted, &other->pasted, ", another message");
            continue;
        }
        if (have)
            also(&other->pasted, &taken->pasted, ", which is no whole message");
        struct reading swap = *taken;
        *taken = *other;
        *other = swap;
        have = true;
        if (answer == PASTE_REFUSED)
            return false;
    }

    return have;
}

/* Why no form fits: the first character that no hex has, and where. */
static void explain(const struct paste_source *source, struct pasted *pasted)
{
    size_t line = 1;
    size_t begin = 0;

    for (size_t at = 0; at < source->len;) {
        uint32_t cp;
        const size_t took = text_next(source->text + at, source->len - at, &cp);
        if (cp == '\n') {
            line++;
            begin = at + 1;
        } else if (took > 1 || (text_hex(source->text[at]) < 0 && !strchr(" \t:-,x\\", (int)cp))) {
            char shown[TEXT_SHOW];
            (void)text_show(cp, (unsigned char)source->text[at], shown);
            dns_find(&pasted->findings, DNS_NOWHERE, "no-form", DNS_ERROR, "",
                     "no known form of octets: line %zu, column %zu has %s, which is no hex digit", line,
                     at - begin + 1, shown);
            return;
        }
        at += took;
    }

    dns_find(&pasted->findings, DNS_NOWHERE, "no-form", DNS_ERROR, "", "no known form of octets: %s",
             source->len > 0 ? "the hex digits do not come in pairs" : "there is nothing to read");
}

static void add_findings(struct dns_findings *to, const struct dns_findings *from)
{
    for (size_t i = 0; i < from->n; i++)
        dns_find(to, from->at[i].offset, from->at[i].rule, from->at[i].severity, from->at[i].section, "%s",
                 from->at[i].text);
}

bool paste_read(const char *octets, size_t len, struct pasted *pasted)
{
    struct reading *taken = memory_take(sizeof *taken);
    struct reading *other = memory_take(sizeof *other);
    struct dns_findings cleaned = { 0 };
    struct paste_source source = { 0 };
    bool have = false;

    taken->pasted.octets = memory_take(PASTE_OCTETS + 1);
    other->pasted.octets = memory_take(PASTE_OCTETS + 1);
    if (len > PASTE_TEXT_MOST) {
        dns_find(&taken->pasted.findings, DNS_NOWHERE, "paste-long", DNS_ERROR, "",
                 "%zu octets of text; %d are the most that is read", len, PASTE_TEXT_MOST);
    } else {
        paste_clean(octets, len, &source, &cleaned);
        have = choose(&source, taken, other);
        if (!have && taken->pasted.findings.n == 0)
            explain(&source, &taken->pasted);
        if (have)
            add_findings(&taken->pasted.findings, &cleaned);
        free((char *)source.text);
    }

    *pasted = taken->pasted;
    if (!have)
        pasted->n = pasted->half = 0;
    free(other->pasted.octets);
    free(taken);
    free(other);
    return have;
}

void pasted_free(struct pasted *pasted)
{
    free(pasted->octets);
    pasted->octets = NULL;
    pasted->n = pasted->half = 0;
}

void pasted_find(const struct pasted *pasted, struct dns_findings *findings)
{
    if (pasted->half)
        dns_find(findings, pasted->n, "paste-half", DNS_WARNING, "",
                 "half an octet is there at the end: %x, and its lower four bits are missing",
                 pasted->octets[pasted->n] >> 4U);
    add_findings(findings, &pasted->findings);
}
