/* Fields of one type, or of few. */
#include "dns/rdata/rdata_kinds.h"

#include <string.h>

/* ---- bit maps ---- */

static void say_types(struct rdata_reader *reader, size_t at, size_t length, unsigned first)
{
    for (size_t bit = 0; reader->out && bit < length * 8; bit++) {
        if (!(reader->octets[at + bit / 8] & 0x80 >> bit % 8))
            continue;
        rdata_say_code(reader, "rrtype", first + bit, NULL, "TYPE");
        reader->gap = " ";
    }
}

/* RFC 4034 section 4.1.2: windows of 256 types, in their order, none empty. */
static bool read_types(struct rdata_reader *reader, const struct field_kind *kind)
{
    int last = -1;

    (void)kind;
    while (reader->at < reader->end) {
        uint64_t window, length;
        if (!rdata_take(reader, 1, &window) || !rdata_take(reader, 1, &length))
            return false;
        if ((int)window <= last)
            return rdata_misfit(reader, reader->at - 2, "windows of types that are not in their order");
        if (length == 0 || length > 32)
            return rdata_misfit(reader, reader->at - 1, "a window of types has 1 to 32 octets");
        if (!rdata_has(reader, length))
            return false;
        if (reader->octets[reader->at + length - 1] == 0)
            rdata_doubt(reader, reader->at + length - 1, "rdata-zeros", DNS_WARNING, "RFC 4034 4.1.2",
                        "octets of 0 at the end of a window must be left out");
        say_types(reader, reader->at, length, (unsigned)window * 256);
        reader->at += length;
        last = (int)window;
    }

    return true;
}
const struct field_kind kind_types = { read_types, 0, PERHAPS };

/* RFC 2535 section 5.2: one map of the types 0 to 127; a first bit would announce another format. */
static bool read_types_old(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t length = reader->end - reader->at;

    (void)kind;
    if (!rdata_has(reader, 1))
        return false;
    if (reader->octets[reader->at] & 0x80)
        return rdata_misfit(reader, reader->at, "the bit of type 0 is set: a format that was never defined");
    if (length > 16)
        return rdata_misfit(reader, reader->at, "a map of more than 128 types");

    say_types(reader, reader->at, length, 0);
    reader->at = reader->end;
    return true;
}
const struct field_kind kind_types_old = { read_types_old, 0, ONCE };

/* WKS: a bit a port (RFC 1035 section 3.4.2). */
static bool read_ports(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t length = reader->end - reader->at;

    (void)kind;
    if (length > 8192)
        return rdata_misfit(reader, reader->at, "a map of more than 65536 ports");
    for (size_t bit = 0; reader->out && bit < length * 8; bit++) {
        if (!(reader->octets[reader->at + bit / 8] & 0x80 >> bit % 8))
            continue;
        rdata_say_format(reader, "%zu", bit);
        reader->gap = " ";
    }

    reader->at = reader->end;
    return true;
}
const struct field_kind kind_ports = { read_ports, 0, PERHAPS };

/* ---- LOC (RFC 1876) ---- */

/* Section 2: a decimal digit times ten to the power of another, in centimetres. */
static bool is_size(uint8_t size)
{
    return size >> 4 <= 9 && (size & 15) <= 9;
}

static void say_size(struct rdata_reader *reader, uint8_t size)
{
    uint64_t centimetres = size >> 4;

    for (unsigned i = 0; i < (size & 15U); i++)
        centimetres *= 10;
    if (centimetres % 100 == 0)
        rdata_say_format(reader, " %llum", (unsigned long long)(centimetres / 100));
    else
        rdata_say_format(reader, " %llu.%02llum", (unsigned long long)(centimetres / 100),
                         (unsigned long long)(centimetres % 100));
}

/* Thousandths of a second of arc, counted from 2^31. */
static void say_angle(struct rdata_reader *reader, uint64_t angle, const char *above, const char *below)
{
    const uint64_t middle = (uint64_t)1 << 31;
    const uint64_t arc = angle < middle ? middle - angle : angle - middle;
    rdata_say_format(reader, "%llu %02llu %02llu.%03llu %s ", (unsigned long long)(arc / 3600000),
                     (unsigned long long)(arc / 60000 % 60), (unsigned long long)(arc / 1000 % 60),
                     (unsigned long long)(arc % 1000), angle < middle ? below : above);
}

static void say_altitude(struct rdata_reader *reader, uint64_t altitude)
{
    const int64_t centimetres = (int64_t)altitude - 10000000; /* from 100 km below the spheroid */
    const uint64_t size = (uint64_t)(centimetres < 0 ? -centimetres : centimetres);
    rdata_say_format(reader, "%s%llu", centimetres < 0 ? "-" : "", (unsigned long long)(size / 100));
    if (size % 100)
        rdata_say_format(reader, ".%02llu", (unsigned long long)(size % 100));
    rdata_say_text(reader, "m");
}

static bool read_location(struct rdata_reader *reader, const struct field_kind *kind)
{
    static const struct {
        const char *name;
        unsigned at, octets;
    } parts[] = { { "VERSION", 0, 1 },  { "SIZE", 1, 1 },      { "HORIZ PRE", 2, 1 }, { "VERT PRE", 3, 1 },
                  { "LATITUDE", 4, 4 }, { "LONGITUDE", 8, 4 }, { "ALTITUDE", 12, 4 } };

    const uint64_t middle = (uint64_t)1 << 31, degree = 3600000;
    const size_t at = reader->at;
    (void)kind;
    if (!rdata_has(reader, 16))
        return false;
    uint64_t latitude = rdata_number(reader, at + 4, 4);
    uint64_t longitude = rdata_number(reader, at + 8, 4);
    if (reader->octets[at] != 0)
        return rdata_misfit(reader, at, "a version other than 0");
    for (size_t i = at + 1; i < at + 4; i++)
        if (!is_size(reader->octets[i]))
            return rdata_misfit(reader, i, "a size whose digit or power is above 9");
    if (latitude < middle - 90 * degree || latitude > middle + 90 * degree)
        return rdata_misfit(reader, at + 4, "a latitude beyond a pole");
    if (longitude < middle - 180 * degree || longitude > middle + 180 * degree)
        return rdata_misfit(reader, at + 8, "a longitude beyond 180 degrees");
    say_angle(reader, latitude, "N", "S");
    say_angle(reader, longitude, "E", "W");
    say_altitude(reader, rdata_number(reader, at + 12, 4));
    for (size_t i = at + 1; i < at + 4; i++)
        say_size(reader, reader->octets[i]);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        rdata_add_part(reader, parts[i].name, at + parts[i].at, parts[i].octets, NULL, 0);
    reader->at += 16;
    return true;
}
const struct field_kind kind_location = { read_location, 0, ONCE };

/* ---- APL (RFC 3123 section 4): one prefix ---- */

static bool read_prefix(struct rdata_reader *reader, const struct field_kind *kind)
{
    uint64_t family, prefix, length;

    (void)kind;
    if (!rdata_take(reader, 2, &family) || !rdata_take(reader, 1, &prefix) || !rdata_take(reader, 1, &length))
        return false;

    const bool negated = length & 0x80;
    length &= 0x7F;
    size_t most = family == 1 ? 4 : family == 2 ? 16 : 127;
    if (!rdata_has(reader, length))
        return false;
    if (length > most || (most < 127 && prefix > most * 8))
        return rdata_misfit(reader, reader->at - 2, "a prefix longer than an address of its family");

    if (length > 0 && reader->octets[reader->at + length - 1] == 0)
        rdata_doubt(reader, reader->at + length - 1, "rdata-zeros", DNS_WARNING, "RFC 3123 4",
                    "octets of 0 at the end of an address must be left out");

    reader->value = family;
    rdata_say_format(reader, "%s%llu:", negated ? "!" : "", (unsigned long long)family);
    if (most < 127) {
        uint8_t address[16] = { 0 };
        const struct rdata_reader here = *reader;
        memcpy(address, reader->octets + reader->at, length);
        reader->octets = address;
        rdata_say_address(reader, 0, most);
        reader->octets = here.octets;
    } else {
        rdata_say_hex(reader, reader->at, length);
    }

    rdata_say_format(reader, "/%llu", (unsigned long long)prefix);
    reader->at += length;
    return true;
}
const struct field_kind kind_prefixes = { read_prefix, 0, ANY };

/* ---- gateways ---- */

/* What stands there by its type (RFC 4025 section 2.5, RFC 8777 section 4.2.4): nothing, IPv4,
 * IPv6, a name. */
static bool read_by_type(struct rdata_reader *reader, uint64_t type, size_t type_at)
{
    switch (type) {
    case 0:
        rdata_say_text(reader, ".");
        return true;
    case 1:
        return kind_ipv4.read(reader, &kind_ipv4);
    case 2:
        return kind_ipv6.read(reader, &kind_ipv6);
    case 3:
        return rdata_take_name(reader, false);
    default:
        return rdata_misfit(reader, type_at, "a type of gateway that nobody has defined");
    }
}

static bool read_gateway(struct rdata_reader *reader, const struct field_kind *kind)
{
    return read_by_type(reader, reader->values[kind->n], reader->at - 2);
}
const struct field_kind kind_gateway = { read_gateway, 1, ONCE };

/* RFC 8777 section 4.2.2: the D bit and the type share an octet and are two words. */
static bool read_relay_type(struct rdata_reader *reader, const struct field_kind *kind)
{
    uint64_t octet;
    if (!rdata_take(reader, kind->n, &octet))
        return false;
    rdata_say_format(reader, "%u %u", (unsigned)(octet >> 7), (unsigned)(octet & 0x7F));
    reader->value = octet & 0x7F;
    return true;
}
const struct field_kind kind_relay_type = { read_relay_type, 1, ONCE };

static bool read_relay(struct rdata_reader *reader, const struct field_kind *kind)
{
    return read_by_type(reader, reader->values[kind->n], reader->at - 1);
}
const struct field_kind kind_relay = { read_relay, 1, ONCE };

/* ---- A6 (RFC 2874 section 3.1) ---- */

/* The address without the bits that the prefix has: none for a prefix of 128. */
static bool read_suffix(struct rdata_reader *reader, const struct field_kind *kind)
{
    const size_t prefix = (size_t)reader->values[kind->n];
    const uint8_t *octets = reader->octets;
    uint8_t address[16] = { 0 };

    if (prefix > 128)
        return rdata_misfit(reader, reader->at - 1, "a prefix of more than 128 bits");

    const size_t length = (128 - prefix + 7) / 8;
    if (!rdata_has(reader, length))
        return false;
    if (length == 0)
        return true;

    memcpy(address + 16 - length, octets + reader->at, length);
    if (address[16 - length] & (uint8_t)(0xFF00U >> prefix % 8))
        return rdata_misfit(reader, reader->at, "bits of the prefix that are not 0");
    reader->octets = address;
    rdata_say_address(reader, 0, sizeof address);
    reader->octets = octets;
    reader->at += length;
    return true;
}
const struct field_kind kind_suffix = { read_suffix, 0, ONCE };

static bool read_prefix_name(struct rdata_reader *reader, const struct field_kind *kind)
{
    return reader->values[kind->n] == 0 || rdata_take_name(reader, false);
}
const struct field_kind kind_prefix_name = { read_prefix_name, 0, ONCE };
