/* Where a message begins in what was pasted, and whether octets are one at all. */
#include "dns/message/frame.h"
#include "dns/message/message.h"
#include "dns/paste/paste_form.h"

#include <stdio.h>
#include <string.h>

/* ---- the walk ---- */

/* The TLVs of a DSO message (RFC 8490 section 5.4). */
static enum paste_walk walk_dso(const uint8_t *octets, size_t n)
{
    size_t at = HEADER_OCTETS;
    while (at < n) {
        if (n - at < 4 || n - at - 4 < (size_t)(octets[at + 2] << 8 | octets[at + 3]))
            return PASTE_WALK_PART;
        at += 4 + (size_t)(octets[at + 2] << 8 | octets[at + 3]);
    }
    return PASTE_WALK_WHOLE;
}

enum paste_walk paste_walk(const uint8_t *octets, size_t n)
{
    enum { DSO = 6 };
    struct dns_walk walk = dns_walk_begin(octets, n, NULL);
    struct dns_record record;
    const uint16_t *counts = walk.header.word + 2;
    const unsigned all = (unsigned)(counts[0] | counts[1] | counts[2] | counts[3]);
    if (n < HEADER_OCTETS)
        return n > 0 ? PASTE_WALK_PART : PASTE_WALK_NOT;
    if (all != 0 && (all & 255) == 0) /* 256 records and no fewer: octets in the wrong order */
        return PASTE_WALK_NOT;
    if (n == HEADER_OCTETS) /* without records it could be any twelve octets */
        return PASTE_WALK_PART;
    if (all == 0 && header_get(&walk.header, HEADER_OPCODE) == DSO)
        return walk_dso(octets, n);

    while (dns_walk_next(&walk, &record))
        if (record.name.trouble != NAME_FINE)
            return PASTE_WALK_NOT;
    if (walk.complete)
        return walk.offset == n ? PASTE_WALK_WHOLE : PASTE_WALK_PART;

    record.name = dns_name_read(octets, n, walk.offset);
    return record.name.trouble == NAME_FINE || record.name.trouble == NAME_CUT ? PASTE_WALK_PART
                                                                               : PASTE_WALK_NOT;
}

/* ---- what stands in front ---- */

/* A reading of the octets: from which on they are the message, and how likely that is. */
struct begin {
    size_t at, n;
    unsigned score; /* 0: not at all */
    enum paste_walk walk;
    char envelope[FRAME_TEXT];
};

/* Plain octets that walk to their end are surest, then an envelope around such, then an envelope with DNS's
 * port around anything. What is cut is plain octets rather than a message behind a length. */
enum { SCORE_PLAIN_WHOLE = 5, SCORE_WHOLE = 4, SCORE_PORT_PART = 3, SCORE_PLAIN_PART = 2, SCORE_PORT = 1 };

static void better(struct begin *best, const struct begin *other)
{
    if (other->score > best->score)
        *best = *other;
}

static struct begin plain(const uint8_t *octets, size_t n)
{
    struct begin begin = { .n = n, .walk = paste_walk(octets, n) };
    begin.score = begin.walk == PASTE_WALK_WHOLE  ? SCORE_PLAIN_WHOLE
                  : begin.walk == PASTE_WALK_PART ? SCORE_PLAIN_PART
                                                  : 0;
    return begin;
}

/* At `at`, where a TCP length (RFC 1035 section 4.2.2) stands in front of the message. */
static struct begin behind_length(const uint8_t *octets, size_t n, size_t at, bool port)
{
    struct begin begin = { .at = at + 2 };
    if (n < at + 2 + HEADER_OCTETS)
        return begin;

    size_t length = (size_t)octets[at] << 8 | octets[at + 1];
    if (length < HEADER_OCTETS)
        return begin;
    begin.n = length < n - begin.at ? length : n - begin.at;
    begin.walk = paste_walk(octets + begin.at, begin.n);
    if (begin.walk == PASTE_WALK_WHOLE)
        begin.score = SCORE_WHOLE;
    else if (begin.walk == PASTE_WALK_PART && (port || length == n - begin.at))
        begin.score = SCORE_PORT_PART;

    snprintf(begin.envelope, sizeof begin.envelope, "TCP length");
    return begin;
}

static struct begin behind_frame(const uint8_t *octets, size_t n, enum frame_link link)
{
    struct begin begin = { 0 };
    struct frame frame;
    if (!frame_read(link, octets, n, &frame) || frame.transport == FRAME_OTHER || frame.length == 0)
        return begin;

    bool port = frame_has_port(&frame);
    if (frame.transport == FRAME_TCP) {
        begin = behind_length(octets, frame.payload + frame.length, frame.payload, port);
    } else {
        begin.at = frame.payload;
        begin.n = frame.length;
        begin.walk = paste_walk(octets + begin.at, begin.n);
        begin.score = begin.walk == PASTE_WALK_WHOLE  ? SCORE_WHOLE
                      : !port                         ? 0
                      : begin.walk == PASTE_WALK_PART ? SCORE_PORT_PART
                                                      : SCORE_PORT;
    }

    (void)frame_text(link, &frame, begin.envelope);
    return begin;
}

/* UDP alone, as some tools hand it on. */
static struct begin behind_udp(const uint8_t *octets, size_t n)
{
    struct begin begin = { .at = 8 };
    if (n < 8 + HEADER_OCTETS)
        return begin;

    size_t length = (size_t)octets[4] << 8 | octets[5];
    if (length < 8 + HEADER_OCTETS || length > n)
        return begin;
    begin.n = length - 8;
    begin.walk = paste_walk(octets + 8, begin.n);
    begin.score = begin.walk == PASTE_WALK_WHOLE ? SCORE_WHOLE : 0;
    snprintf(begin.envelope, sizeof begin.envelope, "UDP");
    return begin;
}

static struct begin find_begin(const uint8_t *octets, size_t n)
{
    struct begin best = plain(octets, n);
    struct begin other;
    if (best.score == SCORE_PLAIN_WHOLE)
        return best;

    for (int link = 0; link < FRAME_LINKS; link++) {
        other = behind_frame(octets, n, (enum frame_link)link);
        better(&best, &other);
    }

    other = behind_udp(octets, n);
    better(&best, &other);
    other = behind_length(octets, n, 0, false);
    better(&best, &other);
    return best;
}

enum paste_walk paste_place(struct pasted *pasted)
{
    const struct begin begin = find_begin(pasted->octets, pasted->n);
    const size_t behind = pasted->n - begin.at - begin.n;

    if (begin.at > 0) {
        pasted->skipped = begin.at;
        snprintf(pasted->envelope, sizeof pasted->envelope, "%s", begin.envelope);
        memmove(pasted->octets, pasted->octets + begin.at, begin.n + (behind == 0 ? pasted->half : 0));
        pasted->n = begin.n;
        if (behind > 0) {
            pasted->half = 0;
            dns_find(&pasted->findings, DNS_NOWHERE, "octets-behind", DNS_INFO, "",
                     "%zu octets behind the message (padding, or another message) were left out", behind);
        }
    }

    return begin.walk;
}

/* ---- the order of octets in words ---- */

static void swap(uint8_t *octets, size_t n, size_t unit)
{
    for (size_t at = 0; at + unit <= n; at += unit)
        for (size_t i = 0; i < unit / 2; i++) {
            const uint8_t octet = octets[at + i];
            octets[at + i] = octets[at + unit - 1 - i];
            octets[at + unit - 1 - i] = octet;
        }
}

enum paste_answer paste_order(struct pasted *pasted, size_t unit, bool strict, const char *title)
{
    char why[160];
    if (unit < 2 || pasted->n < unit)
        return PASTE_READ;

    unsigned as_written = find_begin(pasted->octets, pasted->n).score;
    swap(pasted->octets, pasted->n, unit);
    unsigned swapped = find_begin(pasted->octets, pasted->n).score;
    swap(pasted->octets, pasted->n, unit);

    /* where the words themselves raise no doubt, only a message with its records does */
    bool certain = swapped > as_written &&
                   (strict || unit >= 4 || (swapped >= SCORE_WHOLE && pasted->n > HEADER_OCTETS));
    if (!certain && (!strict || as_written > swapped))
        return PASTE_READ;

    if (certain)
        snprintf(why, sizeof why,
                 "%s: words with their octets swapped (little-endian); take hexdump -C, od -t x1 or xxd",
                 title);
    else
        snprintf(why, sizeof why,
                 "%s: words in an order that cannot be told, big-endian or little-endian; take hexdump "
                 "-C, od -t x1 or xxd",
                 title);

    return paste_refuse(pasted, certain ? "words-swapped" : "words-doubt", why);
}
