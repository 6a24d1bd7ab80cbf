#include "exchange/flow.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A stream's place is found by a hash: WAYS streams share a set, and the oldest of them makes room. */
enum { WAYS = 8, SETS = FLOW_STREAMS / WAYS };

/* What is known of one end of a connection. */
struct key {
    uint8_t from[16], to[16];
    uint16_t from_port, to_port;
    unsigned version;
};

/* A segment that came before its turn. */
struct segment {
    struct segment *next; /* by sequence */
    uint32_t sequence;
    size_t n;
    uint8_t octets[];
};

struct stream {
    bool used;
    bool guess;    /* where its next message begins is not known: a segment that looks like one is taken */
    bool finished; /* FIN or RST was there; it is kept so that what is sent again is known */
    struct key key;
    uint64_t touched;      /* number of the packet */
    struct flow_time time; /* of that packet */
    uint32_t start;        /* the first sequence number */
    uint32_t next;         /* sequence number of the octet wanted next */
    uint8_t *octets;       /* in order, from the length of a message on */
    size_t n, capacity;
    struct segment *waiting;
    size_t memory; /* octets held, with those that wait */
};

struct flow {
    flow_each *each;
    void *context;
    struct flow_counts counts;
    size_t memory;
    struct flow_time time;
    struct stream streams[FLOW_STREAMS];
};

/* ---- streams and their memory ---- */

static void count_memory(struct flow *flow, struct stream *stream, size_t more, size_t less)
{
    stream->memory += more;
    flow->memory += more;
    stream->memory -= less;
    flow->memory -= less;
}

static void empty_stream(struct flow *flow, struct stream *stream)
{
    while (stream->waiting) {
        struct segment *next = stream->waiting->next;
        free(stream->waiting);
        stream->waiting = next;
    }
    free(stream->octets);
    flow->memory -= stream->memory;
    stream->octets = NULL;
    stream->n = stream->capacity = stream->memory = 0;
}

static struct key key_of(const struct frame *frame)
{
    struct key key;
    const size_t n = frame->version == 4 ? 4 : 16;

    memset(&key, 0, sizeof key); /* its gaps too: keys are compared as octets */
    memcpy(key.from, frame->from, n);
    memcpy(key.to, frame->to, n);
    key.from_port = frame->from_port;
    key.to_port = frame->to_port;
    key.version = frame->version;
    return key;
}

/* FNV-1a. */
static size_t set_of(const struct key *key)
{
    uint32_t hash = 2166136261U;
    const uint8_t *octets = (const uint8_t *)key;
    for (size_t i = 0; i < sizeof *key; i++)
        hash = (hash ^ octets[i]) * 16777619U;
    return hash % SETS;
}

/* ---- messages ---- */

static void tell(struct flow *flow, const struct flow_message *message)
{
    flow->counts.messages++;
    flow->counts.cut += message->n < message->wanted && !message->fragment;
    flow->each(flow->context, message);
}

static void tell_packet(struct flow *flow, const struct frame *frame, const uint8_t *octets, size_t n,
                        size_t wanted)
{
    const struct flow_message message = {
        .octets = octets,
        .n = n,
        .wanted = wanted,
        .packet = flow->counts.packets,
        .time = flow->time,
        .version = frame->version,
        .from = frame->from,
        .to = frame->to,
        .from_port = frame->from_port,
        .to_port = frame->to_port,
        .transport = frame->transport,
        .fragment = frame->fragment,
    };
    tell(flow, &message);
}

static void tell_stream(struct flow *flow, const struct stream *stream, const uint8_t *octets, size_t n,
                        size_t wanted)
{
    const struct flow_message message = {
        .octets = octets,
        .n = n,
        .wanted = wanted,
        .packet = stream->touched,
        .time = stream->time,
        .version = stream->key.version,
        .from = stream->key.from,
        .to = stream->key.to,
        .from_port = stream->key.from_port,
        .to_port = stream->key.to_port,
        .transport = FRAME_TCP,
    };
    tell(flow, &message);
}

static size_t length_at(const uint8_t *octets)
{
    return (size_t)octets[0] << 8 | octets[1];
}

/* Tells the message that the stream lacks the end of; one of which nothing but its length is there
 * is lost. */
static void tell_rest(struct flow *flow, struct stream *stream)
{
    if (stream->n > 2)
        tell_stream(flow, stream, stream->octets + 2, stream->n - 2, length_at(stream->octets));
    else if (stream->n > 0)
        flow->counts.gaps++;
    stream->n = 0;
}

/* For another. What waited is lost; what follows is as of a stream whose beginning was not captured. */
static void drop_stream(struct flow *flow, struct stream *stream)
{
    flow->counts.dropped += stream->n > 0 || stream->waiting;
    flow->counts.gaps += stream->waiting != NULL;
    tell_rest(flow, stream);
    empty_stream(flow, stream);
    stream->used = false;
}

/* The stream of the key; with `make`, an empty one if there is none. NULL: none. */
static struct stream *find_stream(struct flow *flow, const struct key *key, bool make)
{
    struct stream *set = flow->streams + set_of(key) * WAYS;
    struct stream *oldest = set;

    for (struct stream *stream = set; stream < set + WAYS; stream++) {
        if (stream->used && memcmp(&stream->key, key, sizeof *key) == 0)
            return stream;
        if (oldest->used && (!stream->used || stream->touched < oldest->touched))
            oldest = stream;
    }
    if (!make)
        return NULL;

    if (oldest->used)
        drop_stream(flow, oldest);
    *oldest = (struct stream){ .used = true, .key = *key };
    return oldest;
}

/* Makes room for `more` octets: streams that were silent longest go, never `keep`. */
static void make_room(struct flow *flow, const struct stream *keep, size_t more)
{
    while (flow->memory + more > FLOW_MEMORY) {
        struct stream *oldest = NULL;
        for (size_t i = 0; i < FLOW_STREAMS; i++) {
            struct stream *stream = flow->streams + i;
            if (stream != keep && stream->memory > 0 && (!oldest || stream->touched < oldest->touched))
                oldest = stream;
        }
        if (!oldest)
            return;
        drop_stream(flow, oldest);
    }
}

/* Could a message with its length begin here? */
static bool may_begin(const uint8_t *octets, size_t n)
{
    enum { HEADER = 12 };

    return n >= 2 + HEADER && length_at(octets) >= HEADER && octets[6] == 0 && octets[7] <= 1;
}

/* Octets in their order: whole messages are told, what is left waits for its rest. */
static void append(struct flow *flow, struct stream *stream, const uint8_t *octets, size_t n)
{
    size_t at = 0;

    stream->next += (uint32_t)n;
    if (stream->guess && !may_begin(octets, n)) {
        flow->counts.unplaced++;
        return;
    }

    stream->guess = false;
    if (stream->n + n > stream->capacity) {
        const size_t before = stream->capacity;
        make_room(flow, stream, 2 * (stream->n + n)); /* arrays grow by doubling */
        stream->octets = array_grow(stream->octets, &stream->capacity, stream->n + n, 1);
        count_memory(flow, stream, stream->capacity - before, 0);
    }

    memcpy(stream->octets + stream->n, octets, n);
    stream->n += n;
    while (stream->n - at >= 2 && stream->n - at - 2 >= length_at(stream->octets + at)) {
        const size_t length = length_at(stream->octets + at);
        if (length > 0)
            tell_stream(flow, stream, stream->octets + at + 2, length, length);
        at += 2 + length;
    }

    if (at > 0)
        memmove(stream->octets, stream->octets + at, stream->n - at);
    stream->n -= at;
}

/* The octets in front of `to` will not come, or nothing more will. The length of the message that lacks them
 * says where the next begins, if that is not lost too. */
static void pass_gap(struct flow *flow, struct stream *stream, uint32_t to)
{
    const bool has_length = stream->n >= 2;
    const uint32_t begin = stream->next - (uint32_t)stream->n;
    const uint32_t behind = has_length ? begin + 2 + (uint32_t)length_at(stream->octets) : begin;
    const bool known = has_length && (int32_t)(behind - to) >= 0;

    if (!known && stream->n != 1)
        flow->counts.gaps++;
    tell_rest(flow, stream);
    stream->next = known ? behind : to;
    stream->guess = !known;
}

/* Keeps a segment that came before its turn. False: the stream holds too much, its gap will not be filled. */
static bool keep_segment(struct flow *flow, struct stream *stream, uint32_t sequence, const uint8_t *octets,
                         size_t n)
{
    const size_t size = sizeof(struct segment) + n;
    struct segment **place = &stream->waiting;
    if (stream->memory + size > FLOW_STREAM_MEMORY)
        return false;

    while (*place && (int32_t)((*place)->sequence - sequence) < 0)
        place = &(*place)->next;
    if (*place && (*place)->sequence == sequence && (*place)->n >= n)
        return true; /* sent again */

    make_room(flow, stream, size);
    struct segment *segment = memory_take(size);
    *segment = (struct segment){ .next = *place, .sequence = sequence, .n = n };
    memcpy(segment->octets, octets, n);
    *place = segment;
    count_memory(flow, stream, size, 0);
    return true;
}

/* The part of a segment that is new: drops what was there before. False: nothing is, or its turn has not
 * come. */
static bool is_next(const struct stream *stream, uint32_t sequence, const uint8_t **octets, size_t *n)
{
    const int32_t early = (int32_t)(sequence - stream->next);
    const size_t old = early < 0 ? (size_t)(-(int64_t)early) : 0;
    if (early > 0 || old >= *n)
        return false;
    *octets += old;
    *n -= old;
    return true;
}

static void take_waiting(struct flow *flow, struct stream *stream)
{
    while (stream->waiting && (int32_t)(stream->waiting->sequence - stream->next) <= 0) {
        struct segment *segment = stream->waiting;
        const uint8_t *octets = segment->octets;
        size_t n = segment->n;
        stream->waiting = segment->next;
        if (is_next(stream, segment->sequence, &octets, &n))
            append(flow, stream, octets, n);
        count_memory(flow, stream, 0, sizeof *segment + segment->n);
        free(segment);
    }
}

/* Tells what there is behind gaps. */
static void pass_gaps(struct flow *flow, struct stream *stream)
{
    while (stream->waiting) {
        pass_gap(flow, stream, stream->waiting->sequence);
        take_waiting(flow, stream);
    }
}

static void end_stream(struct flow *flow, struct stream *stream)
{
    pass_gaps(flow, stream);
    tell_rest(flow, stream);
    empty_stream(flow, stream);
    stream->finished = true;
}

static void begin_stream(const struct flow *flow, struct stream *stream, uint32_t sequence, bool syn)
{
    stream->guess = !syn;
    stream->finished = false;
    stream->start = stream->next = sequence;
    stream->touched = flow->counts.packets;
}

/* Was every octet of the segment there before? */
static bool is_again(const struct stream *stream, uint32_t sequence, uint32_t end)
{
    return (int32_t)(sequence - stream->start) >= 0 && (int32_t)(end - stream->next) <= 0;
}

static struct stream *stream_of(struct flow *flow, const struct frame *frame, uint32_t sequence, size_t n)
{
    const struct key key = key_of(frame);
    struct stream *stream = find_stream(flow, &key, false);
    const bool again = stream && is_again(stream, sequence, sequence + (uint32_t)n);

    if (stream && frame->syn && !(stream->start == sequence && !stream->guess)) {
        end_stream(flow, stream);
        begin_stream(flow, stream, sequence, true);
    } else if (stream && stream->finished && n > 0 && !again) {
        begin_stream(flow, stream, sequence, false);
    } else if (!stream && (frame->syn || n > 0)) {
        stream = find_stream(flow, &key, true);
        begin_stream(flow, stream, sequence, frame->syn);
    }

    return stream;
}

/* n octets are there of those that end at `end`. */
static void take_segment(struct flow *flow, struct stream *stream, uint32_t sequence, const uint8_t *octets,
                         size_t n, uint32_t end)
{
    const bool cut = sequence + (uint32_t)n != end;

    if (stream->guess && !stream->waiting)
        stream->next = sequence;
    if ((int32_t)(sequence - stream->next) > 0) {
        flow->counts.gaps += cut;
        if (n > 0 && !keep_segment(flow, stream, sequence, octets, n)) {
            pass_gaps(flow, stream);
            if (is_next(stream, sequence, &octets, &n))
                append(flow, stream, octets, n);
            else
                flow->counts.gaps++;
        }
        return;
    }

    if (is_next(stream, sequence, &octets, &n))
        append(flow, stream, octets, n);
    else if (n > 0 && (int32_t)(sequence - stream->start) < 0)
        flow->counts.unplaced++; /* in front of all that is known */

    if (cut && (int32_t)(end - stream->next) > 0)
        pass_gap(flow, stream, end);
    take_waiting(flow, stream);
}

static void read_tcp(struct flow *flow, const struct frame *frame, const uint8_t *octets, size_t n)
{
    const uint32_t sequence = frame->sequence + frame->syn, end = sequence + (uint32_t)frame->wanted;
    struct stream *stream = stream_of(flow, frame, sequence, frame->rst ? 0 : frame->wanted);
    if (!stream)
        return;

    stream->touched = flow->counts.packets;
    stream->time = flow->time;
    if (!frame->rst)
        take_segment(flow, stream, sequence, octets, n, end);
    if (frame->rst || (frame->fin && (int32_t)(end - stream->next) <= 0 && !stream->waiting))
        end_stream(flow, stream);
}

/* ---- packets ---- */

void flow_packet(struct flow *flow, enum frame_link link, const uint8_t *octets, size_t n,
                 struct flow_time time)
{
    struct frame frame;

    flow->counts.packets++;
    flow->time = time;
    bool fine = frame_read(link, octets, n, &frame);
    flow->counts.fragments += frame.fragment;
    flow->counts.others += !fine && frame.version == 0;
    if (frame.version == 0 || frame.later_fragment)
        return;
    if (!fine && frame.transport == FRAME_OTHER) {
        flow->counts.damaged++;
        return;
    }
    if (frame.transport == FRAME_OTHER || !frame_has_port(&frame))
        return;

    flow->counts.damaged += !fine && frame.length >= frame.wanted;
    flow->counts.surplus += frame.surplus > 0;
    if (frame.transport == FRAME_UDP && frame.length > 0)
        tell_packet(flow, &frame, octets + frame.payload, frame.length, frame.wanted);
    else if (fine && frame.transport == FRAME_TCP && !frame.fragment)
        read_tcp(flow, &frame, octets + frame.payload, frame.length);
}

void flow_end(struct flow *flow)
{
    for (size_t i = 0; i < FLOW_STREAMS; i++)
        if (flow->streams[i].used)
            end_stream(flow, flow->streams + i);
}

uint64_t flow_lost(const struct flow_counts *counts)
{
    return counts->fragments + counts->gaps + counts->unplaced + counts->damaged + counts->surplus;
}

struct flow *flow_new(flow_each *each, void *context)
{
    struct flow *flow = memory_take(sizeof *flow);
    flow->each = each;
    flow->context = context;
    return flow;
}

void flow_free(struct flow *flow)
{
    for (size_t i = 0; i < FLOW_STREAMS; i++)
        empty_stream(flow, flow->streams + i);
    free(flow);
}

const struct flow_counts *flow_counts(const struct flow *flow)
{
    return &flow->counts;
}

size_t flow_memory(const struct flow *flow)
{
    return flow->memory;
}
