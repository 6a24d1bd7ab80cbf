#ifndef UI_LAB_LAB_STATE_H
#define UI_LAB_LAB_STATE_H

/* The octets of the header lab as plain data: nibbles, a cursor, and what was done to them. Anything that is
 * typed or pasted stays: half an octet, and a character that is no hex digit, which is kept where it stands
 * until it is mended. */

#include "dns/header/header.h"

enum {
    LAB_NIBBLES = 2 * 65535,
    LAB_EDITS = 512,
    LAB_KEPT =
        4 * LAB_NIBBLES, /* nibbles that the edits remember: two whole messages replaced at the least */
    NIBBLE_BITS = 4,
    HEADER_BITS = HEADER_NIBBLES * NIBBLE_BITS,
};

/* One change: `out` cells from `at` on became `in` others. Both lie in lab.kept, one behind the other. */
struct lab_edit {
    uint32_t at, out, in, kept;
    uint32_t before, after; /* the cursor */
};

struct lab {
    uint8_t cells[LAB_NIBBLES]; /* 0 to 15: a nibble; else the character that stands in its place, 0xFF for
                                   one beyond ASCII */
    uint32_t n;
    uint32_t bit; /* the cursor, from the first bit on; at most HEADER_BITS - 1 or n * 4, whichever is more */
    bool inserts; /* typing moves what follows, instead of writing over it */
    struct lab_edit edits[LAB_EDITS]; /* the oldest first; those from `standing` on were taken back */
    unsigned n_edits, standing;
    bool joins; /* the next typed nibble belongs to the newest edit */
    uint8_t kept[LAB_KEPT];
};

/* ---- reading ---- */

/* What is in the octets; a character that is no digit counts as 0. The last half octet, if there is one, is
 * the high nibble of octets[*return value]. */
enum { LAB_OCTETS = LAB_NIBBLES / 2 + 1 };

size_t lab_octets(const struct lab *lab, uint8_t octets[LAB_OCTETS]);
struct header lab_header(const struct lab *lab);

/* The value of at most 64 bits; what is not there, or is no digit, counts as 0. */
uint64_t lab_get(const struct lab *lab, uint32_t bit, unsigned width);

/* Are all of these bits there, in nibbles that are digits? */
bool lab_has(const struct lab *lab, uint32_t bit, unsigned width);

/* The first cell that is no hex digit; lab->n: all are. */
uint32_t lab_bad(const struct lab *lab);

/* The field's first bit in the message. */
uint32_t lab_field_bit(enum header_field_id field);

/* ---- moving ---- */

enum lab_grain { LAB_BIT, LAB_NIBBLE, LAB_OCTET, LAB_WORD, LAB_ALL };

/* Moves the cursor by one of these; by all it goes to the first bit, or behind the last. `most` is the last
 * bit it may stand on. */
void lab_move(struct lab *lab, enum lab_grain grain, int by, uint32_t most);

/* ---- changing: each returns whether anything did ---- */

/* All of the message. A last half octet is octets[n]'s high nibble. */
bool lab_load(struct lab *lab, const uint8_t *octets, size_t n, bool half);

/* Types a character at the cursor's nibble: a hex digit, or one that is none and is kept as it is. Digits
 * that follow each other are one edit. False: the message is as long as messages get. */
bool lab_type(struct lab *lab, uint32_t cp);

/* Takes out the nibble before the cursor, or the one under it. */
bool lab_backspace(struct lab *lab);
bool lab_delete(struct lab *lab);

/* Puts a value into at most 64 bits; nibbles that are not there yet come with it, with zeros before them.
 * False: they had that value already, or they lie beyond LAB_NIBBLES. The value must fit. */
bool lab_put(struct lab *lab, uint32_t bit, unsigned width, uint64_t value);

bool lab_undo(struct lab *lab);
bool lab_redo(struct lab *lab);

/* "half an octet", "1 octet", "2 and a half octets". Returns text. */
enum { LAB_OCTETS_TEXT = 48 };

const char *lab_octets_said(size_t n, bool half, char text[LAB_OCTETS_TEXT]);

#endif
