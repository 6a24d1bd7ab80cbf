#include "ui/lab/lab_state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { NIBBLE_MOST = 15, BEYOND_ASCII = 0xFF };

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* ---- reading ---- */

static bool is_digit(uint8_t cell)
{
    return cell <= NIBBLE_MOST;
}

static unsigned nibble_at(const struct lab *lab, uint32_t at)
{
    return at < lab->n && is_digit(lab->cells[at]) ? lab->cells[at] : 0;
}

size_t lab_octets(const struct lab *lab, uint8_t octets[LAB_OCTETS])
{
    for (uint32_t i = 0; i < lab->n; i += 2)
        octets[i / 2] = (uint8_t)(nibble_at(lab, i) << NIBBLE_BITS | nibble_at(lab, i + 1));
    return lab->n / 2;
}

struct header lab_header(const struct lab *lab)
{
    uint8_t octets[HEADER_OCTETS] = { 0 };
    for (uint32_t i = 0; i < HEADER_NIBBLES; i += 2)
        octets[i / 2] = (uint8_t)(nibble_at(lab, i) << NIBBLE_BITS | nibble_at(lab, i + 1));
    return header_of_nibbles(octets, lab->n);
}

uint64_t lab_get(const struct lab *lab, uint32_t bit, unsigned width)
{
    uint64_t value = 0;
    for (uint32_t i = bit; i < bit + width; i++)
        value = value << 1 | (nibble_at(lab, i / NIBBLE_BITS) >> (NIBBLE_BITS - 1 - i % NIBBLE_BITS) & 1U);
    return value;
}

bool lab_has(const struct lab *lab, uint32_t bit, unsigned width)
{
    const uint32_t last = (bit + width - 1) / NIBBLE_BITS;
    for (uint32_t i = bit / NIBBLE_BITS; i <= last; i++)
        if (i >= lab->n || !is_digit(lab->cells[i]))
            return false;
    return true;
}

uint32_t lab_bad(const struct lab *lab)
{
    uint32_t i = 0;
    while (i < lab->n && is_digit(lab->cells[i]))
        i++;
    return i;
}

uint32_t lab_field_bit(enum header_field_id field)
{
    return header_field_bit(&header_fields[field]);
}

/* ---- moving ---- */

void lab_move(struct lab *lab, enum lab_grain grain, int by, uint32_t most)
{
    static const uint32_t bits[] = { [LAB_BIT] = 1, [LAB_NIBBLE] = 4, [LAB_OCTET] = 8, [LAB_WORD] = 16 };

    lab->joins = false;
    if (grain == LAB_ALL)
        lab->bit = by < 0 ? 0 : most;
    else if (by < 0)
        /* from inside of an octet to where it begins */
        lab->bit -= least(lab->bit, grain == LAB_OCTET && lab->bit % 8 ? lab->bit % 8 : bits[grain]);
    else
        lab->bit += grain == LAB_OCTET ? 8 - lab->bit % 8 : bits[grain];
    lab->bit = least(lab->bit, most);
}

/* ---- what was done ---- */

/* The first cell of `kept` that no edit holds. */
static uint32_t kept_end(const struct lab *lab)
{
    const struct lab_edit *last = lab->n_edits ? &lab->edits[lab->n_edits - 1] : NULL;
    return last ? last->kept + last->out + last->in : 0;
}

static void forget_oldest(struct lab *lab)
{
    const uint32_t gone = lab->edits[0].out + lab->edits[0].in;
    memmove(lab->kept, lab->kept + gone, kept_end(lab) - gone);
    lab->n_edits--;
    lab->standing--;
    memmove(lab->edits, lab->edits + 1, lab->n_edits * sizeof *lab->edits);
    for (unsigned i = 0; i < lab->n_edits; i++)
        lab->edits[i].kept -= gone;
}

/* Puts `in` cells where `out` others stand. */
static void splice(struct lab *lab, uint32_t at, uint32_t out, const uint8_t *cells, uint32_t in)
{
    memmove(lab->cells + at + in, lab->cells + at + out, lab->n - at - out);
    memcpy(lab->cells + at, cells, in);
    lab->n = lab->n - out + in;
}

/* Replaces cells and remembers it. `cells` may not lie in lab->cells. False: nothing would change, or it
 * would be too long. */
static bool replace(struct lab *lab, uint32_t at, uint32_t out, const uint8_t *cells, uint32_t in,
                    uint32_t after)
{
    struct lab_edit edit = { .at = at, .out = out, .in = in, .before = lab->bit, .after = after };

    while (edit.out > 0 && edit.in > 0 && lab->cells[edit.at] == *cells) { /* what stays is not kept */
        edit.at++;
        edit.out--;
        edit.in--;
        cells++;
    }

    while (edit.out > 0 && edit.in > 0 && lab->cells[edit.at + edit.out - 1] == cells[edit.in - 1]) {
        edit.out--;
        edit.in--;
    }
    if ((edit.out == 0 && edit.in == 0) || lab->n - edit.out + edit.in > LAB_NIBBLES)
        return false;

    lab->n_edits = lab->standing;
    while (lab->n_edits == LAB_EDITS || kept_end(lab) + edit.out + edit.in > LAB_KEPT)
        forget_oldest(lab);
    edit.kept = kept_end(lab);
    memcpy(lab->kept + edit.kept, lab->cells + edit.at, edit.out);
    memcpy(lab->kept + edit.kept + edit.out, cells, edit.in);
    lab->edits[lab->n_edits++] = edit;
    lab->standing = lab->n_edits;
    splice(lab, edit.at, edit.out, cells, edit.in);
    lab->bit = after;
    lab->joins = false;

    return true;
}

/* Two edits, one right behind the other, become one. */
static void join(struct lab *lab)
{
    struct lab_edit *first = &lab->edits[lab->n_edits - 2], *second = first + 1;
    uint8_t *in = lab->kept + first->kept + first->out;
    uint8_t out[1];

    if (second->out > sizeof out || first->at + first->in != second->at)
        return;

    memcpy(out, lab->kept + second->kept, second->out);
    memmove(in + second->out, in, first->in);
    memcpy(in, out, second->out);
    first->out += second->out;
    first->in += second->in;
    first->after = second->after;
    lab->standing = --lab->n_edits;
}

bool lab_undo(struct lab *lab)
{
    if (lab->standing == 0)
        return false;
    const struct lab_edit *edit = &lab->edits[--lab->standing];
    splice(lab, edit->at, edit->in, lab->kept + edit->kept, edit->out);
    lab->bit = edit->before;
    lab->joins = false;
    return true;
}

bool lab_redo(struct lab *lab)
{
    if (lab->standing == lab->n_edits)
        return false;
    const struct lab_edit *edit = &lab->edits[lab->standing++];
    splice(lab, edit->at, edit->out, lab->kept + edit->kept + edit->out, edit->in);
    lab->bit = edit->after;
    lab->joins = false;
    return true;
}

/* ---- changing ---- */

bool lab_load(struct lab *lab, const uint8_t *octets, size_t n, bool half)
{
    uint8_t cells[LAB_NIBBLES];
    uint32_t in = 0;

    for (size_t i = 0; i < n && in + 1 < LAB_NIBBLES; i++) {
        cells[in++] = octets[i] >> NIBBLE_BITS;
        cells[in++] = octets[i] & NIBBLE_MOST;
    }

    if (half && in < LAB_NIBBLES)
        cells[in++] = octets[n] >> NIBBLE_BITS;
    return replace(lab, 0, lab->n, cells, in, 0);
}

static uint8_t cell_of(uint32_t cp)
{
    const bool shown = cp > ' ' && cp < 0x7F;
    const int digit = shown ? text_hex((char)cp) : -1;
    if (digit >= 0)
        return (uint8_t)digit;
    return shown ? (uint8_t)cp : BEYOND_ASCII;
}

bool lab_type(struct lab *lab, uint32_t cp)
{
    const uint32_t at = least(lab->bit / NIBBLE_BITS, lab->n);
    const uint8_t cell = cell_of(cp);
    const uint32_t out = lab->inserts || at == lab->n ? 0 : 1;
    const uint32_t after = (at + 1) * NIBBLE_BITS;
    const bool joins = lab->joins && lab->standing == lab->n_edits;

    if (lab->n - out + 1 > LAB_NIBBLES)
        return false;
    if (out && lab->cells[at] == cell) { /* the same digit: the cursor moves on */
        lab->bit = after;
        return true;
    }

    (void)replace(lab, at, out, &cell, 1, after);
    if (joins && lab->n_edits > 1)
        join(lab);
    lab->joins = true;
    return true;
}

/* Takes one cell out. */
static bool take_out(struct lab *lab, uint32_t at)
{
    static const uint8_t nothing = 0;
    return replace(lab, at, 1, &nothing, 0, at * NIBBLE_BITS);
}

bool lab_backspace(struct lab *lab)
{
    const uint32_t at = least(lab->bit / NIBBLE_BITS, lab->n);
    return at > 0 && take_out(lab, at - 1);
}

bool lab_delete(struct lab *lab)
{
    const uint32_t at = lab->bit / NIBBLE_BITS;
    return at < lab->n && take_out(lab, at);
}

bool lab_put(struct lab *lab, uint32_t bit, unsigned width, uint64_t value)
{
    enum { MOST = 64 / NIBBLE_BITS + 1 };

    const uint32_t first = bit / NIBBLE_BITS, end = (bit + width - 1) / NIBBLE_BITS + 1;
    const uint32_t at = least(first, lab->n), out = least(end, lab->n) - at;
    uint8_t cells[HEADER_NIBBLES + MOST] = { 0 };
    if (end > LAB_NIBBLES || end - at > sizeof cells)
        return false;
    for (uint32_t i = first; i < end; i++)
        cells[i - at] = (uint8_t)nibble_at(lab, i);
    for (uint32_t i = 0; i < width; i++) {
        const uint32_t place = bit + width - 1 - i;
        const uint8_t mask = (uint8_t)(8U >> place % NIBBLE_BITS);
        uint8_t *cell = &cells[place / NIBBLE_BITS - at];
        *cell = (uint8_t)(value >> i & 1 ? *cell | mask : *cell & ~mask);
    }
    return replace(lab, at, out, cells, end - at, lab->bit);
}

const char *lab_octets_said(size_t n, bool half, char text[LAB_OCTETS_TEXT])
{
    if (n == 0 && half)
        snprintf(text, LAB_OCTETS_TEXT, "half an octet");
    else
        snprintf(text, LAB_OCTETS_TEXT, "%zu%s octet%s", n, half ? " and a half" : "",
                 n == 1 && !half ? "" : "s");
    return text;
}
