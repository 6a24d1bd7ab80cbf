/* Times the reading of messages in memory: libknot's knot_pkt_parse, and ours, in one process and in turn.
 *
 *   walk    a pass is ten thousand messages, median of 101 */

#include "figures.h"
#include "messages.h"

#include "dns/judge/message_judge.h"

#include <stdio.h>
#include <string.h>

#ifdef BENCH_KNOT
#include <libknot/libknot.h>
#endif

enum { PASSES = 101, ROUNDS = 834 }; /* 834 x 12 messages */

struct messages {
    uint8_t octets[BENCH_MESSAGES][BENCH_OCTETS];
    size_t n[BENCH_MESSAGES];
};

/* Each pass gives the records it saw: all ways must see as many. */
typedef unsigned long pass(struct messages *messages);

static unsigned long walk_headers(struct messages *messages)
{
    unsigned long sum = 0;

    for (unsigned i = 0; i < ROUNDS * BENCH_MESSAGES; i++) {
        const unsigned k = i % BENCH_MESSAGES;
        const struct header header = header_of(messages->octets[k], messages->n[k]);
        for (enum header_field_id id = HEADER_QDCOUNT; id <= HEADER_ARCOUNT; id++)
            sum += header_get(&header, id);
    }
    return sum;
}

static unsigned long walk_records(struct messages *messages)
{
    unsigned long sum = 0;

    for (unsigned i = 0; i < ROUNDS * BENCH_MESSAGES; i++) {
        const unsigned k = i % BENCH_MESSAGES;
        struct dns_walk walk = dns_walk_begin(messages->octets[k], messages->n[k], NULL);
        struct dns_record record;
        while (dns_walk_next(&walk, &record))
            sum++;
    }
    return sum;
}

static unsigned long read_all(struct messages *messages)
{
    static struct dns_message message;
    const struct header_rules rules = { .ad_in_queries = true };
    unsigned long sum = 0;

    for (unsigned i = 0; i < ROUNDS * BENCH_MESSAGES; i++) {
        const unsigned k = i % BENCH_MESSAGES;
        dns_message_read(messages->octets[k], messages->n[k], NULL, &rules, &message);
        sum += message.n_records;
    }
    return sum;
}

#ifdef BENCH_KNOT

/* The cheapest memory there is: from one block, all given back at once, as its servers do with
 * their pools. */
struct pool {
    _Alignas(16) unsigned char block[1 << 20];
    size_t used;
};

static void *pool_take(void *context, size_t n)
{
    struct pool *pool = context;
    void *taken = pool->block + pool->used;
    if (n > sizeof pool->block - pool->used)
        return NULL;
    pool->used += (n + 15) & ~(size_t)15;
    return taken;
}

static void pool_free(void *taken)
{
    (void)taken;
}

static unsigned long walk_knot(struct messages *messages)
{
    static struct pool pool;
    knot_mm_t memory = { .ctx = &pool, .alloc = pool_take, .free = pool_free };
    unsigned long sum = 0;

    for (unsigned i = 0; i < ROUNDS * BENCH_MESSAGES; i++) {
        const unsigned k = i % BENCH_MESSAGES;
        pool.used = 0;
        knot_pkt_t *packet = knot_pkt_new(messages->octets[k], (uint16_t)messages->n[k], &memory);
        if (packet && knot_pkt_parse(packet, KNOT_PF_KEEPWIRE) == KNOT_EOK)
            sum += packet->rrset_count + knot_wire_get_qdcount(packet->wire);
    }
    return sum;
}

#endif

static const struct way {
    const char *name;
    pass *run;
} ways[] = {
#ifdef BENCH_KNOT
    { "knot_pkt_parse", walk_knot },
#else
    { "knot_pkt_parse", NULL },
#endif
    { "header", walk_headers },
    { "header and records", walk_records },
    { "read and judged", read_all },
};
enum { WAYS = sizeof ways / sizeof *ways };

int main(void)
{
    static struct messages messages;
    static struct figures figures[WAYS];
    unsigned long seen[WAYS] = { 0 };

    for (unsigned k = 0; k < BENCH_MESSAGES; k++)
        messages.n[k] = bench_octets(bench_messages[k], messages.octets[k]);
    for (unsigned i = 0; i < PASSES; i++)
        for (size_t w = 0; w < WAYS; w++) {
            const double begun = now_ms();
            if (!ways[w].run)
                continue;
            seen[w] = ways[w].run(&messages);
            figures_take(&figures[w], now_ms() - begun);
        }

    (void)printf("\n%-22s %10s %16s %9s\n", "10,000 messages", "median", "8 of 10", "of peer");
    for (size_t w = 0; w < WAYS; w++) {
        if (!ways[w].run) {
            (void)printf("%-22s not here\n", ways[w].name);
            continue;
        }
        figures_print(ways[w].name, &figures[w], &figures[0]);
        (void)printf(seen[w] == seen[WAYS - 1] ? "\n" : "  %lu records of %lu\n", seen[w], seen[WAYS - 1]);
    }

    return 0;
}
