#ifndef BASE_JSON_H
#define BASE_JSON_H

/* A stream writer of JSON (RFC 8259): no tree, no allocation. Strings may hold any octets: what is not UTF-8
 * becomes U+FFFD, and every control character, U+2028, U+2029 and bidirectional control is escaped. */

#include "base/out.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { JSON_DEPTH = 16 };

struct json {
    struct out *out;
    bool indent;             /* two blanks a level, for a terminal; else compact */
    unsigned depth;          /* open objects and arrays */
    bool filled[JSON_DEPTH]; /* has this level a member already? */
    bool keyed;              /* a key was written, its value is due */
};

struct json json_to(struct out *out, bool indent);

/* For the functions below, whose small steps are taken a hundred times a message. */
void json_new_line(struct json *json);

/* What stands before any value: nothing behind a key, else a comma behind an earlier member. */
static inline void json_before_value(struct json *json)
{
    if (json->keyed) {
        json->keyed = false;
    } else if (json->depth > 0) {
        if (json->filled[json->depth - 1])
            out_char(json->out, ',');
        json->filled[json->depth - 1] = true;
        if (json->indent)
            json_new_line(json);
    }
}

static inline void json_begin(struct json *json, char open)
{
    json_before_value(json);
    assert(json->depth < JSON_DEPTH);
    out_char(json->out, open);
    json->filled[json->depth++] = false;
}

static inline void json_end(struct json *json, char close)
{
    assert(json->depth > 0 && !json->keyed);
    if (json->filled[--json->depth] && json->indent)
        json_new_line(json);
    out_char(json->out, close);
}

static inline void json_begin_object(struct json *json)
{
    json_begin(json, '{');
}

static inline void json_end_object(struct json *json)
{
    json_end(json, '}');
}

static inline void json_begin_array(struct json *json)
{
    json_begin(json, '[');
}

static inline void json_end_array(struct json *json)
{
    json_end(json, ']');
}

/* A key is a word of the program, which needs no escape; it is copied by its length, which is mostly known
 * when the program is built. */
void json_key_indented(struct json *json, const char *key);

static inline void json_key_compact(struct json *json, const char *key, size_t len)
{
    const bool filled = json->filled[json->depth - 1];
    char *at = out_room(json->out, len + 4);
    *at = ','; /* or what is written over it */
    at += filled;
    *at++ = '"';
    memcpy(at, key, len);
    at[len] = '"';
    at[len + 1] = ':';
    json->out->len += filled + len + 3;
    json->filled[json->depth - 1] = json->keyed = true;
}

static inline void json_key(struct json *json, const char *key)
{
    assert(json->depth > 0 && !json->keyed);
    if (json->indent)
        json_key_indented(json, key);
    else
        json_key_compact(json, key, strlen(key));
}

void json_text(struct json *json, const char *text);               /* NULL: null */
void json_hex(struct json *json, const uint8_t *octets, size_t n); /* a string of 2n lower-case digits */
void json_number(struct json *json, uint64_t number);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

/* A member of the object that is open: key and value in one call. */
static inline void json_text_at(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

static inline void json_hex_at(struct json *json, const char *key, const uint8_t *octets, size_t n)
{
    json_key(json, key);
    json_hex(json, octets, n);
}

static inline void json_number_at(struct json *json, const char *key, uint64_t number)
{
    json_key(json, key);
    json_number(json, number);
}

static inline void json_bool_at(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    json_bool(json, value);
}

static inline void json_null_at(struct json *json, const char *key)
{
    json_key(json, key);
    json_null(json);
}

/* Ends the whole value: a newline. */
void json_done(struct json *json);

#endif
