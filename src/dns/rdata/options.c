/* EDNS options in words: one row an option, in the shape of the table of RDATA. */
#include "base/text.h"
#include "dns/rdata/rdata_kinds.h"

#include <string.h>

enum { OPTION_FIELDS = 6, CODE_SOA_SERIAL = 0, OPTION_COOKIE = 10, CLIENT_COOKIE = 8 };

/* ---- kinds of their own ---- */

/* Octets that are text to a reader: UTF-8 is kept, all that no terminal should get is \DDD. */
static void say_words(struct rdata_reader *reader, size_t at, size_t length)
{
    rdata_say_text(reader, "\"");
    for (size_t i = 0; reader->out && i < length;) {
        uint32_t cp;
        const char *text = (const char *)reader->octets + at + i;
        const size_t n = text_next(text, length - i, &cp);
        if (cp > 0x7F && text_is_safe(cp))
            rdata_say(reader, text, n);
        else
            rdata_say_escaped(reader, at + i, n, "\"\\");
        i += n;
    }
    rdata_say_text(reader, "\"");
}

static bool read_words(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    say_words(reader, reader->at, reader->end - reader->at);
    reader->at = reader->end;
    return true;
}
static const struct field_kind words = { read_words, 0, PERHAPS };

static bool is_printable(const struct rdata_reader *reader)
{
    for (size_t i = reader->at; i < reader->end; i++)
        if (reader->octets[i] < ' ' || reader->octets[i] > '~')
            return false;
    return reader->at < reader->end;
}

/* Hex, and the text if it is one. */
static bool read_octets(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    rdata_say_hex(reader, reader->at, reader->end - reader->at);
    if (is_printable(reader)) {
        rdata_say_text(reader, " ");
        say_words(reader, reader->at, reader->end - reader->at);
    }

    reader->at = reader->end;
    return true;
}
static const struct field_kind any_octets = { read_octets, 0, PERHAPS };

/* A code with its name: "22 No Reachable Authority". */
static bool read_named(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;

    const char *name = dns_name(reader->names, reader->field->registry, reader->value, NULL);
    rdata_say_number(reader, reader->value);
    if (name) {
        rdata_say_text(reader, " ");
        rdata_say_text(reader, name);
    }
    return true;
}
static const struct field_kind named8 = { read_named, 1, ONCE };
static const struct field_kind named16 = { read_named, 2, ONCE };
static const struct field_kind all_named8 = { read_named, 1, ANY };

static bool read_seconds(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    rdata_say_format(reader, "%llu s", (unsigned long long)reader->value);
    return true;
}
static const struct field_kind seconds = { read_seconds, 4, ONCE };
static const struct field_kind seconds_perhaps = { read_seconds, 4, PERHAPS };

/* RFC 7828 section 3.1: units of 100 ms. */
static bool read_tenths(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    rdata_say_format(reader, "%u.%u s", (unsigned)(reader->value / 10), (unsigned)(reader->value % 10));
    return true;
}
static const struct field_kind tenths = { read_tenths, 2, ONCE };

static bool read_tag(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    return kind_u16.read(reader, &kind_u16);
}
static const struct field_kind all_tags = { read_tag, 2, ANY };

/* RFC 7871 section 6: the address is cut to the octets that its prefix needs, what is beyond is 0. */
static bool read_subnet(struct rdata_reader *reader, const struct field_kind *kind)
{
    const char *const section = "RFC 7871 6";
    const uint8_t *message = reader->octets;
    uint64_t family, source, scope;
    uint8_t address[16] = { 0 };
    (void)kind;
    if (!rdata_take(reader, 2, &family) || !rdata_take(reader, 1, &source) || !rdata_take(reader, 1, &scope))
        return false;

    const size_t most = family == 1 ? 4 : family == 2 ? 16 : 0, length = reader->end - reader->at;
    if (most == 0 && (family != 0 || length > 0))
        return rdata_misfit(reader, reader->at - 4, "a family that is neither IPv4 (1) nor IPv6 (2)");
    if (source > most * 8 || scope > most * 8)
        return rdata_misfit(reader, reader->at - 2, "a prefix longer than an address");
    if (length != (source + 7) / 8)
        return rdata_misfit(reader, reader->at, "more or fewer octets of address than the prefix needs");

    memcpy(address, message + reader->at, length);
    if (source % 8 && address[length - 1] & 0xFF >> source % 8)
        rdata_doubt(reader, reader->end - 1, "option-misfit", DNS_ERROR, section,
                    "bits behind the prefix that are not 0");

    if (reader->request && scope != 0)
        rdata_doubt(reader, reader->at - 1, "option-request", DNS_WARNING, section,
                    "the scope in a request is 0");

    if (most == 0) {
        rdata_say_text(reader, "none");
    } else {
        reader->octets = address;
        rdata_say_address(reader, 0, most);
        reader->octets = message;
        rdata_say_format(reader, "/%u, scope %u", (unsigned)source, (unsigned)scope);
    }

    reader->at = reader->end;
    return true;
}
static const struct field_kind subnet = { read_subnet, 0, ONCE };

/* RFC 7873 section 4: 8 octets of the client's, then none or 8 to 32 of the server's. */
static bool read_client_cookie(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_has(reader, kind->n))
        return false;
    rdata_say_hex(reader, reader->at, kind->n);
    reader->at += kind->n;
    return true;
}
static const struct field_kind client_cookie = { read_client_cookie, CLIENT_COOKIE, ONCE };

static bool read_server_cookie(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t length = reader->end - reader->at;
    if (length < 8 || length > 32)
        return rdata_misfit(reader, reader->at, "a server cookie has 8 to 32 octets");
    return read_octets(reader, kind);
}
static const struct field_kind server_cookie = { read_server_cookie, 0, PERHAPS };

/* RFC 7830 section 3: octets of 0 are the usual ones, others are allowed. */
static bool read_padding(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t length = reader->end - reader->at;
    size_t zeros = 0;

    (void)kind;
    while (zeros < length && reader->octets[reader->at + zeros] == 0)
        zeros++;
    rdata_say_format(reader, "%zu octet%s%s", length, length == 1 ? "" : "s",
                     zeros == length ? "" : ", not all of them 0");
    reader->at = reader->end;
    return true;
}
static const struct field_kind padding = { read_padding, 0, ONCE };

/* RFC 9660 section 2.1: a version of type SOA-SERIAL is a number. */
static bool read_version(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (reader->values[1] == CODE_SOA_SERIAL)
        return kind_u32.read(reader, &kind_u32);
    return read_octets(reader, kind);
}
static const struct field_kind version = { read_version, 0, ONCE };

/* ---- the table ---- */

/* What an option is in a request and in a response. */
enum direction {
    BOTH_WAYS,
    ASKED_EMPTY, /* without data in a request; a response may have none either */
    ANSWERED,    /* without data in a request, with data in a response */
    ONLY_ANSWER, /* in no request */
    ONLY_ASKED,  /* in no response */
};

struct option_row {
    uint16_t code;
    enum direction direction;
    const char *section;
    struct rdata_field fields[OPTION_FIELDS];
};

static const struct option_row rows[] = {
    { 1,
      BOTH_WAYS,
      "RFC 8764 3.2",
      { { "version", &kind_u16, NULL },
        { "opcode", &kind_u16, NULL },
        { "error", &kind_u16, NULL },
        { "id", &kind_u64, NULL },
        { "lease", &seconds, NULL } } },
    { 2, BOTH_WAYS, "RFC 9664 4", { { "lease", &seconds, NULL }, { "key lease", &seconds_perhaps, NULL } } },
    { 3, ASKED_EMPTY, "RFC 5001 2.3", { { "", &any_octets, NULL } } },
    { 5, BOTH_WAYS, "RFC 6975 3", { { "DNSSEC algorithms", &all_named8, "dnssec-alg" } } },
    { 6, BOTH_WAYS, "RFC 6975 3", { { "DS digests", &all_named8, "ds-digest" } } },
    { 7, BOTH_WAYS, "RFC 6975 3", { { "NSEC3 hashes", &all_named8, "nsec3-hash" } } },
    { 8, BOTH_WAYS, "RFC 7871 6", { { "client subnet", &subnet, NULL } } },
    { 9, ANSWERED, "RFC 7314 2, 3", { { "expires in", &seconds, NULL } } },
    { 10,
      BOTH_WAYS,
      "RFC 7873 4",
      { { "client", &client_cookie, NULL }, { "server", &server_cookie, NULL } } },
    { 11, ANSWERED, "RFC 7828 3.1", { { "idle timeout", &tenths, NULL } } },
    { 12, BOTH_WAYS, "RFC 7830 3", { { "", &padding, NULL } } },
    { 13, BOTH_WAYS, "RFC 7901 4", { { "closest trust point", &kind_name_plain, NULL } } },
    { 14, BOTH_WAYS, "RFC 8145 4.1", { { "key tags", &all_tags, NULL } } },
    { 15, ONLY_ANSWER, "RFC 8914 2", { { "", &named16, "ede" }, { "", &words, NULL } } },
    { 16, BOTH_WAYS, "draft-bellis-dnsop-edns-tags-01 4", { { "client tag", &kind_u16, NULL } } },
    { 17, BOTH_WAYS, "draft-bellis-dnsop-edns-tags-01 4", { { "server tag", &kind_u16, NULL } } },
    { 18, ONLY_ANSWER, "RFC 9567 5", { { "agent domain", &kind_name_plain, NULL } } },
    { 19,
      ANSWERED,
      "RFC 9660 2.1",
      { { "labels", &kind_u8, NULL }, { "type", &named8, "zoneversion" }, { "version", &version, NULL } } },
    { 20, ONLY_ASKED, "RFC 10029 3.1", { { "types", &kind_codes16, "rrtype" } } },
    { 21, ONLY_ANSWER, "RFC 10029 3.1", { { "types", &kind_codes16, "rrtype" } } },
};
static const struct option_row any_option = { 0, BOTH_WAYS, "RFC 6891 6.1.2", { { "", &any_octets, NULL } } };

static const struct option_row *row_of(uint16_t code)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return &rows[i];
    return &any_option;
}

/* ---- reading ---- */

static void judge_direction(const struct rdata_reader *reader, const struct option_row *row)
{
    const size_t length = reader->end - reader->at;
    const bool empty_request = row->direction == ASKED_EMPTY || row->direction == ANSWERED;

    if (reader->request && row->direction == ONLY_ANSWER)
        dns_find(reader->findings, reader->at, "option-request", DNS_WARNING, row->section,
                 "option %u: it stands in responses only", (unsigned)row->code);
    else if (reader->request && empty_request && length > 0)
        dns_find(reader->findings, reader->at, "option-request", DNS_WARNING, row->section,
                 "option %u: a request has no data in it", (unsigned)row->code);
    else if (!reader->request && row->direction == ONLY_ASKED)
        dns_find(reader->findings, reader->at, "option-response", DNS_WARNING, row->section,
                 "option %u: it stands in requests only", (unsigned)row->code);
    else if (!reader->request && row->direction == ANSWERED && length == 0)
        dns_find(reader->findings, reader->at, "option-response", DNS_WARNING, row->section,
                 "option %u: a response has data in it", (unsigned)row->code);
    else if (!reader->request && row->code == OPTION_COOKIE && length == CLIENT_COOKIE)
        dns_find(reader->findings, reader->at, "option-response", DNS_WARNING, "RFC 7873 5.2",
                 "option %u: a response has the server's cookie too", (unsigned)row->code);
}

/* Reads an EDNS option's data, reader->at to reader->end, in words. Sets reader->section. */
static bool option_read(struct rdata_reader *reader, uint16_t code)
{
    const struct option_row *row = row_of(code);
    const size_t written = reader->written;
    const bool is_empty = reader->at == reader->end;
    const bool may_be_empty = row->direction == ASKED_EMPTY || row->direction == ANSWERED;

    reader->section = row->section;
    reader->labels = true;
    reader->between = ", ";
    judge_direction(reader, row);
    if (!(may_be_empty && is_empty) && !rdata_read_fields(reader, row->fields))
        return false;

    if (reader->written == written)
        rdata_say_text(reader, "empty");
    return true;
}

static bool fits(const struct rdata_reader *reader, uint16_t code)
{
    struct rdata_reader look = *reader;
    look.out = NULL;
    look.findings = NULL;
    return option_read(&look, code);
}

/* What does not fit is shown as octets. */
static bool option_write(struct rdata_reader *reader, uint16_t code)
{
    if (fits(reader, code))
        return option_read(reader, code);
    if (reader->at == reader->end)
        rdata_say_text(reader, "empty");
    (void)read_octets(reader, &any_octets);
    return false;
}

bool option_text(const uint8_t *octets, const struct dns_option *option, const struct dns_names *names,
                 struct out *out)
{
    struct rdata_reader reader = {
        .octets = octets, .at = option->data, .end = option->data + option->length, .names = names, .out = out
    };
    return option_write(&reader, option->code);
}

/* One option of an OPT record: "NSID: 6675 "fu"". One that does not fit its RFC does not spoil the others. */
static bool read_option(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t from = reader->at;
    uint64_t code, length;

    (void)kind;
    if (!rdata_take(reader, 2, &code) || !rdata_take(reader, 2, &length) || !rdata_has(reader, length))
        return false;
    reader->value = code;

    struct rdata_reader data = *reader;
    data.end = reader->at + length;
    data.parts = NULL;

    const char *name = dns_name(reader->names, reader->field->registry, code, NULL);
    data.gap = reader->times > 0 ? "; " : NULL;
    if (name)
        rdata_say_text(&data, name);
    else
        rdata_say_format(&data, "option %u", (unsigned)code);

    rdata_say_text(&data, ": ");
    reader->begun = data.begun;
    if (reader->out)
        (void)option_write(&data, (uint16_t)code);
    else if (!option_read(&data, (uint16_t)code))
        dns_find(reader->findings, data.trouble_at, "option-misfit", DNS_ERROR, data.section,
                 "option %u at octet %zu: %s", (unsigned)code, from, data.trouble);

    reader->written = data.written;
    reader->at = data.end;
    return true;
}
const struct field_kind kind_options = { read_option, 0, ANY };
