#include "base/json.h"

#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct json json_to(struct out *out, bool indent)
{
    return (struct json){ .out = out, .indent = indent };
}

static void new_line(struct json *json)
{
    if (!json->indent)
        return;
    out_char(json->out, '\n');
    out_repeat(json->out, ' ', (size_t)json->depth * 2);
}

/* What stands before any value: nothing behind a key, else a comma behind an earlier member. */
static void before_value(struct json *json)
{
    if (json->keyed) {
        json->keyed = false;
        return;
    }
    if (json->depth == 0)
        return;
    if (json->filled[json->depth - 1])
        out_char(json->out, ',');
    json->filled[json->depth - 1] = true;
    new_line(json);
}

static void begin(struct json *json, char open)
{
    before_value(json);
    assert(json->depth < JSON_DEPTH);
    out_char(json->out, open);
    json->filled[json->depth++] = false;
}

static void end(struct json *json, char close)
{
    assert(json->depth > 0 && !json->keyed);
    bool filled = json->filled[--json->depth];
    if (filled)
        new_line(json);
    out_char(json->out, close);
}

void json_begin_object(struct json *json)
{
    begin(json, '{');
}

void json_end_object(struct json *json)
{
    end(json, '}');
}

void json_begin_array(struct json *json)
{
    begin(json, '[');
}

void json_end_array(struct json *json)
{
    end(json, ']');
}

/* Does an octet stand in a string as it is? Printable ASCII but for quote and backslash: nearly all text. */
static bool is_plain(char c)
{
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
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
    out_char(out, '"');
    while (len > 0) {
        char *room = out_room(out, len);
        size_t n = 0;
        for (; n < len && is_plain(text[n]); n++)
            room[n] = text[n];
        out->len += n;
        if (n < len)
            n += put_escaped(out, text + n, len - n);
        text += n;
        len -= n;
    }
    out_char(out, '"');
}

void json_key_indented(struct json *json, const char *key)
{
    before_value(json);
    out_char(json->out, '"');
    out_text(json->out, key);
    out_text(json->out, "\": ");
    json->keyed = true;
}

void json_hex(struct json *json, const uint8_t *octets, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *at;
    before_value(json);
    at = out_room(json->out, 2 * n + 2);
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
    before_value(json);
    put_string(json->out, text);
}

void json_number(struct json *json, uint64_t number)
{
    char digits[20]; /* of UINT64_MAX */
    size_t at = sizeof digits;
    before_value(json);
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
    before_value(json);
    out_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    before_value(json);
    out_octets(json->out, "null", 4);
}

void json_done(struct json *json)
{
    assert(json->depth == 0);
    out_char(json->out, '\n');
}
