#include "base/json.h"

#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct json json_to(struct out *out, bool indent)
{
    return (struct json){ .out = out, .indent = indent };
}

void json_new_line(struct json *json)
{
    out_char(json->out, '\n');
    out_repeat(json->out, ' ', (size_t)json->depth * 2);
}

/* Does an octet stand in a string as it is? Printable ASCII but for quote and backslash: nearly all text. */
static bool is_plain(char c)
{
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

/* The top bit of each of eight octets that has the value v; it may be set for others behind it too. */
static uint64_t holds(uint64_t eight, uint64_t v)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t differ = eight ^ (ones * v);
    return (differ - ones) & ~differ;
}

/* Are eight octets plain? May say no for nothing: then each is looked at. */
static bool are_plain(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return ((eight | (eight - ones * ' ') | holds(eight, '"') | holds(eight, '\\') | holds(eight, 0x7F)) &
            (ones * 0x80)) == 0;
}

/* Copies text that is plain, eight octets at a time, the last of them perhaps twice. False: it is not. */
static bool copy_plain(char *to, const char *text, size_t len)
{
    uint64_t eight;
    uint32_t first, last;
    size_t n = 0;

    if (len >= sizeof eight) {
        for (; n < len; n += sizeof eight) {
            const size_t at = len - n < sizeof eight ? len - sizeof eight : n;
            memcpy(&eight, text + at, sizeof eight);
            memcpy(to + at, &eight, sizeof eight);
            if (!are_plain(eight))
                return false;
        }
        return true;
    }
    if (len >= sizeof first) {
        memcpy(&first, text, sizeof first);
        memcpy(&last, text + len - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + len - sizeof last, &last, sizeof last);
        return are_plain((uint64_t)last << 32 | first);
    }

    for (; n < len && is_plain(text[n]); n++)
        to[n] = text[n];
    return n == len;
}

/* One character that is not plain; returns its octets in text. */
static size_t put_escaped(struct out *out, const char *text, size_t len)
{
    uint32_t cp;
    const size_t n = text_next(text, len, &cp);

    if (cp == '"' || cp == '\\')
        out_octets(out, (const char[]){ '\\', (char)cp }, 2);
    else if (cp == '\n')
        out_text(out, "\\n");
    else if (cp == '\t')
        out_text(out, "\\t");
    else if (cp == TEXT_BAD)
        out_text(out, "\xEF\xBF\xBD");
    else if (!text_is_safe(cp) && cp <= 0xFFFF)
        out_format(out, "\\u%04" PRIx32, cp);
    else if (!text_is_safe(cp))
        out_format(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD800 + ((cp - 0x10000) >> 10),
                   0xDC00 + ((cp - 0x10000) & 0x3FF));
    else
        out_octets(out, text, n);

    return n;
}

static void put_string(struct out *out, const char *text)
{
    size_t len = strlen(text);
    char *at = out_room(out, len + 2);

    *at = '"';
    if (copy_plain(at + 1, text, len)) {
        at[len + 1] = '"';
        out->len += len + 2;
        return;
    }

    out_char(out, '"');
    while (len > 0) {
        size_t n = 0;
        while (n < len && is_plain(text[n]))
            n++;
        out_octets(out, text, n);
        if (n < len)
            n += put_escaped(out, text + n, len - n);
        text += n;
        len -= n;
    }
    out_char(out, '"');
}

void json_key_indented(struct json *json, const char *key)
{
    json_before_value(json);
    out_char(json->out, '"');
    out_text(json->out, key);
    out_text(json->out, "\": ");
    json->keyed = true;
}

void json_hex(struct json *json, const uint8_t *octets, size_t n)
{
    static const char digits[] = "0123456789abcdef";

    json_before_value(json);
    char *at = out_room(json->out, 2 * n + 2);
    *at++ = '"';
    for (size_t i = 0; i < n; i++) {
        *at++ = digits[octets[i] >> 4];
        *at++ = digits[octets[i] & 0xF];
    }

    *at = '"';
    json->out->len += 2 * n + 2;
}

void json_text(struct json *json, const char *text)
{
    if (!text) {
        json_null(json);
        return;
    }
    json_before_value(json);
    put_string(json->out, text);
}

void json_number(struct json *json, uint64_t number)
{
    char digits[20]; /* of UINT64_MAX */
    size_t at = sizeof digits;

    json_before_value(json);
    if (number < 10) { /* most are flags and counts */
        out_char(json->out, (char)('0' + number));
        return;
    }

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    out_octets(json->out, digits + at, sizeof digits - at);
}

void json_bool(struct json *json, bool value)
{
    json_before_value(json);
    out_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    json_before_value(json);
    out_octets(json->out, "null", 4);
}

void json_done(struct json *json)
{
    assert(json->depth == 0);
    out_char(json->out, '\n');
}
