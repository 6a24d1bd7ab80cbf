#ifndef BASE_JSON_H
#define BASE_JSON_H

/* A stream writer of JSON (RFC 8259): no tree, no allocation. Strings may hold any octets: what is not UTF-8
 * becomes U+FFFD, and every control character, U+2028, U+2029 and bidirectional control is escaped. */

#include "base/out.h"

#include <stdbool.h>
#include <stdint.h>

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
/* A key is a word of the program, which needs no escape. */
void json_key(struct json *json, const char *key);

void json_text(struct json *json, const char *text); /* NULL: null */
void json_number(struct json *json, uint64_t number);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

/* A member of the object that is open: key and value in one call. */
void json_text_at(struct json *json, const char *key, const char *text);
void json_number_at(struct json *json, const char *key, uint64_t number);
void json_bool_at(struct json *json, const char *key, bool value);
void json_null_at(struct json *json, const char *key);

/* Ends the whole value: a newline. */
void json_done(struct json *json);

#endif
