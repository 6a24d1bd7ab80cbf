/* Any packets: each is a link, a length and that many octets. What is
 * told lies within the packet or the stream, and memory stays within its bound. */
#include "fuzz/fuzz.h"

#include "exchange/flow.h"

#include <stdlib.h>
#include <string.h>

static void each(void *context, const struct flow_message *message)
{
    unsigned *sum = context;

    for (size_t i = 0; i < message->n; i++)
        *sum += message->octets[i];
    for (size_t i = 0; i < (message->version == 4 ? 4 : 16); i++)
        *sum += (unsigned)message->from[i] + message->to[i];
    fuzz_must(message->version == 4 || message->version == 6, "a message came over IP");
    fuzz_must(message->from_port == 53 || message->to_port == 53 || message->from_port == 5353 ||
                  message->to_port == 5353,
              "by a port of DNS");
    fuzz_must(message->n <= message->wanted || message->fragment, "no more than its length");
}

int fuzz_one(const uint8_t *octets, size_t len)
{
    unsigned sum = 0;
    struct flow *flow = flow_new(each, &sum);

    for (size_t at = 0; at + 3 <= len;) {
        const size_t wanted = (size_t)octets[at + 1] << 8 | octets[at + 2];
        const size_t n = wanted < len - at - 3 ? wanted : len - at - 3;
        uint8_t *packet = malloc(n ? n : 1); /* of the exact length */
        if (!packet)
            abort();
        memcpy(packet, octets + at + 3, n);
        flow_packet(flow, (enum frame_link)(octets[at] % FRAME_LINKS), packet, n, (struct flow_time){ 0 });
        fuzz_must(flow_memory(flow) <= FLOW_MEMORY, "memory is bounded");
        free(packet);
        at += 3 + n;
    }

    flow_end(flow);
    fuzz_must(flow_memory(flow) == 0, "nothing is held behind the end");
    flow_free(flow);
    return 0;
}
