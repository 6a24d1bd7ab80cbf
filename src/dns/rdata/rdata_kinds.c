/* Numbers, names, addresses. */
#include "dns/rdata/rdata_kinds.h"

#include <string.h>

static bool read_number(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    rdata_say_number(reader, reader->value);
    return true;
}
const struct field_kind kind_u8 = { read_number, 1, ONCE };
const struct field_kind kind_u16 = { read_number, 2, ONCE };
const struct field_kind kind_u32 = { read_number, 4, ONCE };
const struct field_kind kind_u48 = { read_number, 6, ONCE };
const struct field_kind kind_u64 = { read_number, 8, ONCE };

static bool read_length(struct rdata_reader *reader, const struct field_kind *kind)
{
    return rdata_take(reader, kind->n, &reader->value);
}
const struct field_kind kind_length8 = { read_length, 1, ONCE };
const struct field_kind kind_length16 = { read_length, 2, ONCE };

static bool read_octal(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    rdata_say_format(reader, "%llo", (unsigned long long)reader->value);
    return true;
}
const struct field_kind kind_octal16 = { read_octal, 2, ONCE };

static bool read_code(struct rdata_reader *reader, const struct field_kind *kind)
{
    const bool is_type = strcmp(reader->field->registry, "rrtype") == 0;
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    rdata_say_code(reader, reader->field->registry, reader->value, NULL, is_type ? "TYPE" : "");
    return true;
}
const struct field_kind kind_code8 = { read_code, 1, ONCE };
const struct field_kind kind_code16 = { read_code, 2, ONCE };
const struct field_kind kind_codes16 = { read_code, 2, SOME };

static bool read_error(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    rdata_say_code(reader, reader->field->registry, reader->value, kind == &kind_tsig_error ? "tsig" : "tkey",
                   "");
    return true;
}
const struct field_kind kind_tsig_error = { read_error, 2, ONCE };
const struct field_kind kind_tkey_error = { read_error, 2, ONCE };

/* ---- time ---- */

/* Seconds since 1970 as YYYYMMDDHHmmSS. All 32 bits are taken as they stand, to 2106: RFC 4034 section 3.1.5
 * compares them as serial numbers, but a file is printed long after. */
static bool read_time(struct rdata_reader *reader, const struct field_kind *kind)
{
    unsigned day, year = 1970, month = 0;
    static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (!rdata_take(reader, kind->n, &reader->value))
        return false;
    if (!reader->out)
        return true;

    day = (unsigned)(reader->value / 86400);
    for (;; year++) {
        const unsigned length = (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 366 : 365;
        if (day < length)
            break;
        day -= length;
    }

    for (;; month++) {
        const bool leap = month == 1 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        const unsigned length = days[month] + (leap ? 1 : 0);
        if (day < length)
            break;
        day -= length;
    }

    rdata_say_number(reader, ((year * 100ULL + month + 1) * 100 + day + 1) * 1000000 +
                                 reader->value / 3600 % 24 * 10000 + reader->value / 60 % 60 * 100 +
                                 reader->value % 60);
    return true;
}
const struct field_kind kind_time = { read_time, 4, ONCE };

/* ---- names ---- */

static bool read_name(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    return rdata_take_name(reader, true);
}
const struct field_kind kind_name = { read_name, 0, ONCE };

static bool read_name_old(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    if (reader->findings && dns_name_read(reader->octets, reader->end, reader->at).compressed)
        rdata_doubt(reader, reader->at, "rdata-compressed", DNS_WARNING, "RFC 3597 4",
                    "the name is compressed; readers must understand that, writers must not do it");
    return rdata_take_name(reader, true);
}
const struct field_kind kind_name_old = { read_name_old, 0, ONCE };

static bool read_name_plain(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    return rdata_take_name(reader, false);
}
const struct field_kind kind_name_plain = { read_name_plain, 0, ONCE };

/* Any number of compressed names would make a text of megabytes out of a few octets each: they do not fit. */
static bool read_names_plain(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    if (!dns_name_read(reader->octets, reader->end, reader->at).compressed)
        return rdata_take_name(reader, false);
    (void)rdata_misfit(reader, reader->at, "a compressed name, which this type must not have (RFC 3597 4)");
    reader->rule = "rdata-compressed";
    return false;
}
const struct field_kind kind_names_plain = { read_names_plain, 0, ANY };

/* ---- addresses ---- */

static bool read_address(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_has(reader, kind->n))
        return false;
    rdata_say_address(reader, reader->at, kind->n);
    reader->at += kind->n;
    return true;
}
const struct field_kind kind_ipv4 = { read_address, 4, ONCE };
const struct field_kind kind_ipv6 = { read_address, 16, ONCE };

static bool read_eui(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_has(reader, kind->n))
        return false;
    for (unsigned i = 0; i < kind->n; i++)
        rdata_say_format(reader, "%s%02x", i ? "-" : "", (unsigned)reader->octets[reader->at + i]);
    reader->at += kind->n;
    return true;
}
const struct field_kind kind_eui48 = { read_eui, 6, ONCE };
const struct field_kind kind_eui64 = { read_eui, 8, ONCE };

/* NodeID and Locator64 (RFC 6742 sections 2.1.2 and 2.3.2): four groups, zeros in front kept. */
static bool read_locator(struct rdata_reader *reader, const struct field_kind *kind)
{
    if (!rdata_has(reader, kind->n))
        return false;
    for (unsigned i = 0; i < kind->n; i += 2)
        rdata_say_format(reader, "%s%04x", i ? ":" : "", (unsigned)rdata_number(reader, reader->at + i, 2));
    reader->at += kind->n;
    return true;
}
const struct field_kind kind_locator64 = { read_locator, 8, ONCE };

/* RFC 1706 section 7. */
static bool read_nsap(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    if (!rdata_has(reader, 1))
        return false;
    rdata_say_text(reader, "0x");
    rdata_say_hex(reader, reader->at, reader->end - reader->at);
    reader->at = reader->end;
    return true;
}
const struct field_kind kind_nsap = { read_nsap, 0, ONCE };

/* af-dans-0152.000: format 0 is an ATM end system address in hex, format 1 an E.164 number in digits. */
static bool read_atma(struct rdata_reader *reader, const struct field_kind *kind)
{
    (void)kind;
    if (!rdata_has(reader, 2))
        return false;
    const uint8_t format = reader->octets[reader->at++];
    if (format > 1)
        return rdata_misfit(reader, reader->at - 1, "a format that is neither AESA (0) nor E.164 (1)");

    for (size_t i = reader->at; format == 1 && i < reader->end; i++)
        if (reader->octets[i] < '0' || reader->octets[i] > '9')
            return rdata_misfit(reader, i, "an E.164 number has digits only");

    if (format == 1) {
        rdata_say_text(reader, "+");
        rdata_say_escaped(reader, reader->at, reader->end - reader->at, "");
    } else {
        rdata_say_hex(reader, reader->at, reader->end - reader->at);
    }

    reader->at = reader->end;
    return true;
}
const struct field_kind kind_atma = { read_atma, 0, ONCE };

static bool read_once(struct rdata_reader *reader)
{
    const struct rdata_field *field = reader->field;
    const size_t from = reader->at, part = reader->n_parts;
    const bool wanted = reader->parts && part < RDATA_PARTS;

    reader->value = 0;
    reader->begun = SIZE_MAX;
    reader->n_parts += wanted ? 1 : 0; /* before those that the kind may add */
    if (reader->labels && reader->times == 0 && *field->name) {
        rdata_say_text(reader, field->name);
        reader->gap = " ";
    }
    if (!field->kind->read(reader, field->kind))
        return false;

    if (wanted) {
        const size_t text = reader->begun == SIZE_MAX ? reader->written : reader->begun;
        reader->parts[part] = (struct rdata_part){ .name = field->name,
                                                   .offset = from,
                                                   .length = reader->at - from,
                                                   .registry = field->registry,
                                                   .code = reader->value,
                                                   .text = text,
                                                   .text_length = reader->written - text };
    }

    if (reader->written > 0)
        reader->gap = reader->between;
    return true;
}

bool rdata_read_fields(struct rdata_reader *reader, const struct rdata_field fields[])
{
    for (unsigned i = 0; i < RDATA_FIELDS && fields[i].kind; i++) {
        const enum field_times times = fields[i].kind->times;
        const bool repeats = times == SOME || times == ANY;
        bool go_on = times == ONCE || times == SOME || reader->at < reader->end;
        reader->field = &fields[i];
        for (reader->times = 0; go_on; reader->times++) {
            const size_t at = reader->at;
            if (!read_once(reader))
                return false;
            reader->values[i] = reader->value;
            go_on = repeats && reader->at < reader->end && reader->at > at;
        }
    }
    if (reader->at == reader->end)
        return true;
    (void)rdata_misfit(reader, reader->at, "octets are left over behind it");
    reader->rule = "rdata-left";
    return false;
}
