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

void json_begin_object(struct json *json);
void json_end_object(struct json *json);
void json_begin_array(struct json *json);
void json_end_array(struct json *json);

/* A key is a word of the program, which needs no escape; it is copied by its length, which is mostly known
 * when the program is built. */
void json_key_indented(struct json *json, const char *key);
static inline void json_key(struct json *json, const char *key)
{
    const size_t len = strlen(key);
    bool filled;
    char *at;
    assert(json->depth > 0 && !json->keyed);
    if (json->indent) {
        json_key_indented(json, key);
        return;
    }
    filled = json->filled[json->depth - 1];
    at = out_room(json->out, len + 4);
    *at = ','; /* or what is written over it */
    at += filled;
    *at++ = '"';
    memcpy(at, key, len);
    memcpy(at + len, "\":", 2);
    json->out->len += filled + len + 3;
    json->filled[json->depth - 1] = json->keyed = true;
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
