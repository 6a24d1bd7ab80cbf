/* SVCB's parameters (RFC 9460 sections 2.1, 2.2, 7 and 8; the text as in its appendix D). */
#include "dns/rdata/rdata_kinds.h"

enum { MANDATORY = 0, ALPN = 1, NO_DEFAULT_ALPN = 2 };

static void say_key(struct rdata_reader *reader, uint64_t key)
{
    rdata_say_code(reader, "svcb-param", key, NULL, "key");
}

/* Keys that must be understood: in their order, not this one itself, and all of them here. The keys of a
 * record stand in their order too, so one walk finds them all. */
static bool read_mandatory(struct rdata_reader *value, const struct rdata_reader *record)
{
    size_t at = value->end;
    int last = MANDATORY;
    if (value->at == value->end || (value->end - value->at) % 2 != 0)
        return rdata_misfit(value, value->at, "mandatory is a list of keys, of two octets each");

    for (; value->at < value->end; value->at += 2) {
        const int key = (int)rdata_number(value, value->at, 2);
        if (key <= last)
            return rdata_misfit(value, value->at,
                                "mandatory keys that are not in their order, or mandatory itself");
        while (record->end - at >= 4 && (int)rdata_number(record, at, 2) < key &&
               rdata_number(record, at + 2, 2) <= record->end - at - 4)
            at += 4 + (size_t)rdata_number(record, at + 2, 2);
        if (record->end - at < 4 || (int)rdata_number(record, at, 2) != key)
            return rdata_misfit(value, value->at, "a mandatory key that is not here");
        rdata_say_text(value, last == MANDATORY ? "" : ",");
        say_key(value, (uint64_t)key);
        last = key;
    }

    return true;
}

/* Identifiers behind their lengths. Within a list a comma and a backslash are escaped once, and the
 * character-string escapes that again (RFC 9460 appendix A.1). */
static bool read_strings(struct rdata_reader *value)
{
    const char *comma = "";
    if (value->at == value->end)
        return rdata_misfit(value, value->at, "a list of no strings");

    while (value->at < value->end) {
        uint64_t length;
        if (!rdata_take(value, 1, &length) || !rdata_has(value, length))
            return false;
        rdata_say_text(value, comma);
        for (size_t i = value->at; value->out && i < value->at + length; i++) {
            if (value->octets[i] == ',' || value->octets[i] == '\\')
                rdata_say_text(value, "\\\\");
            rdata_say_escaped(value, i, 1, "\"\\");
        }
        value->at += length;
        comma = ",";
    }

    return true;
}

static bool read_alpn(struct rdata_reader *value)
{
    for (size_t at = value->at; at < value->end; at += 1U + value->octets[at])
        if (value->octets[at] == 0)
            return rdata_misfit(value, at, "a protocol of no octets");
    return read_strings(value);
}

/* An empty docpath is the root (RFC 9953 section 3). */
static bool read_path(struct rdata_reader *value)
{
    return value->at == value->end || read_strings(value);
}

static bool read_nothing(struct rdata_reader *value)
{
    return value->at == value->end || rdata_misfit(value, value->at, "a key that has no value");
}

static bool read_port(struct rdata_reader *value)
{
    return kind_u16.read(value, &kind_u16);
}

static bool read_hints(struct rdata_reader *value, const struct field_kind *address)
{
    const char *comma = "";
    if (value->at == value->end)
        return rdata_misfit(value, value->at, "a list of no addresses");

    while (value->at < value->end) {
        rdata_say_text(value, comma);
        if (!address->read(value, address))
            return false;
        comma = ",";
    }
    return true;
}

static bool read_ipv4hint(struct rdata_reader *value)
{
    return read_hints(value, &kind_ipv4);
}

static bool read_ipv6hint(struct rdata_reader *value)
{
    return read_hints(value, &kind_ipv6);
}

static bool read_groups(struct rdata_reader *value)
{
    return read_hints(value, &kind_u16);
}

static bool read_ech(struct rdata_reader *value)
{
    return kind_base64_rest.read(value, &kind_base64_rest);
}

static bool read_text(struct rdata_reader *value)
{
    rdata_say_escaped(value, value->at, value->end - value->at, "\"\\");
    value->at = value->end;
    return true;
}

/* By key; what has no row is text. MANDATORY is read apart, for it looks at the others. */
static bool (*const readers[])(struct rdata_reader *) = {
    [ALPN] = read_alpn, [NO_DEFAULT_ALPN] = read_nothing,
    [3] = read_port,    [4] = read_ipv4hint,
    [5] = read_ech,     [6] = read_ipv6hint,
    [8] = read_nothing, [9] = read_groups, /* draft-ietf-tls-key-share-prediction */
    [10] = read_path,
};

static bool read_value(struct rdata_reader *value, uint64_t key, const struct rdata_reader *record)
{
    if (key == MANDATORY)
        return read_mandatory(value, record);
    if (key < sizeof readers / sizeof *readers && readers[key])
        return readers[key](value);
    return read_text(value);
}

/* A blank or one of ;() would end the word in a zone file. */
static bool wants_quotes(const struct rdata_reader *reader, size_t at, size_t length)
{
    for (size_t i = at; i < at + length; i++)
        switch (reader->octets[i]) {
        case ' ':
        case ';':
        case '(':
        case ')':
        case '"':
            return true;
        default:
            break;
        }
    return false;
}

static bool is_text(uint64_t key)
{
    return key == ALPN || key == 10 ||
           (key > MANDATORY && (key >= sizeof readers / sizeof *readers || !readers[key]));
}

static bool read_parameter(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t from = reader->at;
    uint64_t key, length;

    (void)kind;
    if (!rdata_take(reader, 2, &key) || !rdata_take(reader, 2, &length) || !rdata_has(reader, length))
        return false;
    reader->value = key;
    if (reader->times > 0 && key <= reader->values[2])
        return rdata_misfit(reader, from, "keys that are not in their order, or one twice");

    if (reader->values[0] == 0 && reader->times == 0)
        rdata_doubt(reader, from, "svcb-alias", DNS_WARNING, "RFC 9460 2.4.2",
                    "a record in alias mode (priority 0) has no parameters; readers ignore them");

    if (key == NO_DEFAULT_ALPN && (reader->times == 0 || reader->values[2] != ALPN))
        rdata_doubt(reader, from, "svcb-alpn", DNS_WARNING, "RFC 9460 7.1.1",
                    "no-default-alpn without alpn leaves no protocol at all");

    struct rdata_reader value = *reader;
    value.end = reader->at + length;
    const char *quote = is_text(key) && wants_quotes(reader, reader->at, length) ? "\"" : "";
    say_key(&value, key);
    if (length > 0) {
        rdata_say_text(&value, "=");
        rdata_say_text(&value, quote);
    }
    if (!read_value(&value, key, reader) || value.at != value.end) {
        if (!value.trouble)
            return rdata_misfit(reader, value.at, "octets are left over in a value");
        return rdata_misfit(reader, value.trouble_at, value.trouble);
    }

    if (length > 0)
        rdata_say_text(&value, quote);
    reader->written = value.written;
    reader->begun = value.begun;
    reader->gap = value.gap;
    reader->at = value.end;
    return true;
}
const struct field_kind kind_parameters = { read_parameter, 0, ANY };
