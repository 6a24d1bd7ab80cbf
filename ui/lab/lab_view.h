#ifndef UI_LAB_LAB_VIEW_H
#define UI_LAB_LAB_VIEW_H

/* What the octets of the lab say, read anew at each key: the message, the lines of its tree, the field that
 * is chosen, and that field in words. Texts of records are made when their line is shown. */

#include "base/out.h"
#include "dns/rdata/rdata.h"
#include "ui/lab/lab_state.h"
#include "ui/lab/message_names.h"

enum lab_line_kind {
    LAB_RECORD,
    LAB_OPTION, /* of an OPT */
    LAB_TLV,    /* of a DSO message */
    LAB_NAME,   /* these three are parts of the record that is open */
    LAB_NUMBER,
    LAB_RDATA,
};

struct lab_line {
    enum lab_line_kind kind;
    unsigned part;   /* LAB_NUMBER, LAB_RDATA: which one */
    uint32_t record; /* index among the message's */
    uint32_t offset, octets;
};

struct lab_view {
    struct message_names codes;
    struct dns_names names; /* of these */
    uint8_t octets[LAB_OCTETS];
    size_t n;
    bool half;                  /* half an octet is the last */
    struct dns_message message; /* its findings are those of the octets as well */
    struct lab_line *lines;
    size_t n_lines, capacity;
    uint32_t open; /* index of the record whose parts are among the lines; UINT32_MAX: none */
    struct rdata_part parts[RDATA_PARTS]; /* of its RDATA */
    size_t n_parts;
    struct out rdata; /* their texts */
};

/* Reads them. `open` is the offset of the record whose parts are shown; 0: none. Free with lab_view_free. */
struct lab_view *lab_view_new(const struct lab *lab, const struct ctx *ctx, uint32_t open);
void lab_view_free(struct lab_view *view);

/* A line's text, "www.example.com.  A  IN", with an end; out begins empty. */
void lab_line_say(const struct lab_view *view, const struct lab_line *line, struct out *out);

/* What is chosen: some bits, perhaps of a field. */
struct lab_target {
    const char *name; /* "RCODE" */
    uint32_t bit;     /* its first */
    unsigned width;   /* bits that are one number, at most 64; 0: it is none */
    const char *registry, *in;
    enum header_field_id field;  /* HEADER_FIELDS: none of the header's */
    uint32_t lit, lit_nibbles;   /* what is lit in the hex */
    const struct lab_line *line; /* NULL: it was chosen by its bit */
};

/* A field of the header as its OpCode has it. */
struct header_field lab_field(const struct lab_view *view, enum header_field_id id);

/* The field at a bit: of the header, or behind it the part of a record. */
struct lab_target lab_target_at(const struct lab_view *view, uint32_t bit);
struct lab_target lab_target_of(const struct lab_view *view, const struct lab_line *line);

/* A value with its name: "3 NXDomain". Returns text. */
enum { LAB_VALUE_OCTETS = 96 };

const char *lab_value(const struct lab_view *view, const struct lab_target *target, uint64_t value,
                      char text[LAB_VALUE_OCTETS]);

/* The chosen field in words, each empty where there is nothing to say. */
struct lab_words {
    char head[80]; /* "RCODE  bits 12-15  000F" */
    char value[LAB_VALUE_OCTETS];
    char meaning[256];  /* "the name does not exist" */
    char direction[80]; /* "meant in responses" */
    bool idle;          /* the field says nothing in this direction */
    char section[48];
    char joined[LAB_VALUE_OCTETS + 40];  /* how OPT extends it, or what the held header has */
    char toggled[LAB_VALUE_OCTETS + 32]; /* what it would be with the bit turned over */
};

void lab_words(const struct lab_view *view, const struct lab *lab, const struct lab_target *target,
               struct lab_words *words);

/* The same, with what the field is in another header where it differs: in words->joined. */
void lab_held_say(const struct lab_view *view, const struct header *held, const struct lab_target *target,
                  struct lab_words *words);

/* "response, 48 octets" */
void lab_size_say(const struct lab_view *view, char text[64]);

#endif
