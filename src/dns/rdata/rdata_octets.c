/* Character-strings, and octets as hex, base64 or base32hex. */
#include "dns/rdata/rdata_kinds.h"

static size_t left(const struct rdata_reader *reader)
{
    return reader->end - reader->at;
}

/* ---- text ---- */

static bool read_string(struct rdata_reader *reader, const struct field_kind *kind)
{
    uint64_t length;
    (void)kind;
    if (!rdata_take(reader, 1, &length) || !rdata_has(reader, length))
        return false;
    rdata_say_string(reader, reader->at, length);
    reader->at += length;
    return true;
}
const struct field_kind kind_string = { read_string, 0, ONCE };
const struct field_kind kind_string_perhaps = { read_string, 0, PERHAPS };
const struct field_kind kind_strings = { read_string, 0, SOME };

/* RFC 8659 section 4.1: letters and digits, at least one. */
static bool read_tag(struct rdata_reader *reader, const struct field_kind *kind)
{
    uint64_t length;

    (void)kind;
    if (!rdata_take(reader, 1, &length) || !rdata_has(reader, length))
        return false;
    if (length == 0)
        return rdata_misfit(reader, reader->at - 1, "a tag of no letters");

    for (size_t i = reader->at; i < reader->at + length; i++) {
        const uint8_t octet = reader->octets[i];
        if ((octet < 'a' || octet > 'z') && (octet < 'A' || octet > 'Z') && (octet < '0' || octet > '9'))
            return rdata_misfit(reader, i, "a tag has letters and digits only");
    }

    rdata_say_escaped(reader, reader->at, length, "");
    reader->at += length;
    return true;
}
const struct field_kind kind_tag = { read_tag, 0, ONCE };

static bool read_text_rest(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    rdata_say_string(reader, reader->at, left(reader));
    reader->at = reader->end;
    return true;
}
const struct field_kind kind_text_rest = { read_text_rest, 0, ONCE };

/* ---- to the end ---- */

static bool read_hex(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    if (!rdata_has(reader, 1))
        return false;
    rdata_say_hex(reader, reader->at, left(reader));
    reader->at = reader->end;
    return true;
}
const struct field_kind kind_hex_rest = { read_hex, 0, ONCE };

static bool read_base64(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    if (!rdata_has(reader, 1))
        return false;
    rdata_say_base64(reader, reader->at, left(reader));
    reader->at = reader->end;
    return true;
}
const struct field_kind kind_base64_rest = { read_base64, 0, ONCE };
const struct field_kind kind_base64_perhaps = { read_base64, 0, PERHAPS };

/* DOA: no data is a dash (draft-durand-doa-over-dns-02 section 3). */
static bool read_base64_dash(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (left(reader) > 0)
        return read_base64(reader, kind);
    rdata_say_text(reader, "-");
    return true;
}
const struct field_kind kind_base64_dash = { read_base64_dash, 0, ONCE };

/* RFC 4701 section 3.2 writes the whole as base64; it has three fields within. */
static bool read_dhcid(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t at = reader->at;
    if (!rdata_has(reader, 4) || !read_base64(reader, kind))
        return false;
    reader->value = rdata_number(reader, at, 2);
    rdata_add_part(reader, "identifier type code", at, 2, "dhcid-id", reader->value);
    rdata_add_part(reader, "digest type code", at + 2, 1, "dhcid-digest", reader->octets[at + 2]);
    return true;
}
const struct field_kind kind_dhcid = { read_dhcid, 0, ONCE };

static bool read_anything(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    rdata_say_format(reader, "\\# %zu", left(reader));
    if (left(reader) > 0)
        rdata_say_text(reader, " ");
    rdata_say_hex(reader, reader->at, left(reader));
    reader->at = reader->end;
    return true;
}
const struct field_kind kind_anything = { read_anything, 0, ONCE };

/* ---- as long as a field before says ---- */

static bool read_hex_of(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t length = (size_t)reader->values[kind->n];
    if (!rdata_has(reader, length))
        return false;
    if (length == 0)
        return rdata_misfit(reader, reader->at, "it has no octets");

    rdata_say_hex(reader, reader->at, length);
    reader->at += length;
    return true;
}
const struct field_kind kind_hit = { read_hex_of, 0, ONCE };

static bool read_base64_of(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t length = (size_t)reader->values[kind->n];
    if (!rdata_has(reader, length))
        return false;
    rdata_say_base64(reader, reader->at, length);
    reader->at += length;
    return true;
}
const struct field_kind kind_hip_key = { read_base64_of, 2, ONCE };
const struct field_kind kind_mac = { read_base64_of, 3, ONCE };
const struct field_kind kind_tkey_key = { read_base64_of, 5, ONCE };
const struct field_kind kind_other = { read_base64_of, 7, ONCE };

/* ---- behind an octet that says their length ---- */

/* NSEC3's salt: none is a dash (RFC 5155 section 3.3). */
static bool read_salt(struct rdata_reader *reader, const struct field_kind *kind)
{
    uint64_t length;

    (void)kind;
    if (!rdata_take(reader, 1, &length) || !rdata_has(reader, length))
        return false;
    if (length == 0)
        rdata_say_text(reader, "-");
    rdata_say_hex(reader, reader->at, length);
    reader->at += length;
    return true;
}
const struct field_kind kind_salt = { read_salt, 0, ONCE };

/* NSEC3's next owner: base32 with the extended hex alphabet, without padding (RFC 5155 section 3.3). */
static bool read_hash32(struct rdata_reader *reader, const struct field_kind *kind)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuv";
    uint64_t length;
    unsigned bits = 0, held = 0;

    (void)kind;
    if (!rdata_take(reader, 1, &length) || !rdata_has(reader, length))
        return false;
    if (length == 0)
        return rdata_misfit(reader, reader->at - 1, "a hash of no octets");

    for (size_t i = 0; i < length; i++) {
        held = (held << 8 | reader->octets[reader->at + i]) & 0xFFF;
        for (bits += 8; bits >= 5; bits -= 5)
            rdata_say(reader, &digits[held >> (bits - 5) & 31], 1);
    }

    if (bits > 0)
        rdata_say(reader, &digits[held << (5 - bits) & 31], 1);
    reader->at += length;
    return true;
}
const struct field_kind kind_hash32 = { read_hash32, 0, ONCE };
