/* Packets made here, octet by octet: what is found in them, and in which order. */
#include "base/memory.h"
#include "exchange/flow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- packets ---- */

enum { PACKET_MOST = 2048 };

struct packet {
    uint8_t octets[PACKET_MOST];
    size_t n;
};

static void put(struct packet *packet, const void *octets, size_t n)
{
    assert_true(packet->n + n <= PACKET_MOST);
    memcpy(packet->octets + packet->n, octets, n);
    packet->n += n;
}

static void put2(struct packet *packet, unsigned value)
{
    const uint8_t octets[] = { (uint8_t)(value >> 8), (uint8_t)value };
    put(packet, octets, sizeof octets);
}

static void put_ipv4(struct packet *packet, unsigned protocol, unsigned fragment, size_t payload)
{
    put2(packet, 0x4500);
    put2(packet, (unsigned)(20 + payload));
    put2(packet, 1);
    put2(packet, fragment);
    put2(packet, 0x4000 | protocol);
    put2(packet, 0);
    put(packet, "\xC0\0\2\x35\xC6\x33\x64\7", 8);
}

static void put_udp(struct packet *packet, unsigned from, unsigned to, const void *octets, size_t n)
{
    put2(packet, from);
    put2(packet, to);
    put2(packet, (unsigned)(8 + n));
    put2(packet, 0);
    put(packet, octets, n);
}

enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };

static struct packet tcp(unsigned from, uint32_t sequence, unsigned flags, const void *octets, size_t n)
{
    struct packet packet = { .n = 0 };

    put_ipv4(&packet, 6, 0, 20 + n);
    put2(&packet, from);
    put2(&packet, 53);
    put2(&packet, sequence >> 16);
    put2(&packet, sequence & 0xFFFF);
    put(&packet, "\0\0\0\0", 4);
    put2(&packet, 0x5000 | flags);
    put(&packet, "\xFF\xFF\0\0\0\0", 6);
    put(&packet, octets, n);

    return packet;
}

/* ---- what is told ---- */

struct told {
    char text[4096]; /* each message's octets and what is known of it */
    size_t n;
};

static void each(void *context, const struct flow_message *message)
{
    struct told *told = context;

    told->n +=
        (size_t)snprintf(told->text + told->n, sizeof told->text - told->n, "%llu v%u %u>%u %s%s %zu/%zu ",
                         (unsigned long long)message->packet, message->version, message->from_port,
                         message->to_port, message->transport == FRAME_TCP ? "TCP" : "UDP",
                         message->fragment ? " fragment" : "", message->n, message->wanted);
    for (size_t i = 0; i < message->n && i < 16; i++)
        told->n +=
            (size_t)snprintf(told->text + told->n, sizeof told->text - told->n, "%02x", message->octets[i]);
    told->n += (size_t)snprintf(told->text + told->n, sizeof told->text - told->n, "\n");
}

struct fixture {
    struct told told;
    struct flow *flow;
};

static struct fixture *begin(void)
{
    struct fixture *fixture = memory_take(sizeof *fixture);
    fixture->flow = flow_new(each, &fixture->told);
    return fixture;
}

static void give(struct fixture *fixture, enum frame_link link, const struct packet *packet)
{
    uint8_t *octets = malloc(packet->n); /* of the exact length, so that the sanitizer sees what is beyond */
    assert_non_null(octets);
    memcpy(octets, packet->octets, packet->n);
    flow_packet(fixture->flow, link, octets, packet->n, (struct flow_time){ 0 });
    free(octets);
}

static void end(struct fixture *fixture, const char *expected)
{
    assert_string_equal(fixture->told.text, expected);
    flow_free(fixture->flow);
    free(fixture);
}

#define HEADER "\x44\2\1\0\0\1\0\0\0\0\0\0"

/* ---- links and IP ---- */

static void every_link_is_read(void **state)
{
    static const struct {
        enum frame_link link;
        const char *octets;
        size_t n;
    } links[] = {
        { FRAME_ETHERNET, "\2\0\0\0\0\1\2\0\0\0\0\2\x08\0", 14 },
        { FRAME_ETHERNET, "\2\0\0\0\0\1\2\0\0\0\0\2\x81\0\0\7\x08\0", 18 },
        { FRAME_ETHERNET, "\2\0\0\0\0\1\2\0\0\0\0\2\x88\xA8\0\7\x81\0\0\x09\x08\0", 22 },
        { FRAME_IP, "", 0 },
        { FRAME_LOOPBACK, "\2\0\0\0", 4 },
        { FRAME_LOOPBACK, "\0\0\0\2", 4 },
        { FRAME_COOKED, "\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0", 16 },
        { FRAME_COOKED2, "\x08\0\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0", 20 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct fixture *fixture = begin();
        struct packet packet = { .n = 0 };
        put(&packet, links[i].octets, links[i].n);
        put_ipv4(&packet, 17, 0x4000, 20);
        put_udp(&packet, 53, 40000, HEADER, 12);
        put(&packet, "\0\0\0\0", 4); /* Ethernet's padding */
        give(fixture, links[i].link, &packet);
        assert_int_equal(flow_counts(fixture->flow)->others, 0);
        end(fixture, "1 v4 53>40000 UDP 12/12 440201000001000000000000\n");
    }
}

static void other_ports_and_other_packets_are_not_dns(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = { .n = 0 };

    (void)state;
    put_ipv4(&packet, 17, 0, 20);
    put_udp(&packet, 123, 123, HEADER, 12);
    give(fixture, FRAME_IP, &packet);
    packet.n = 0;
    put(&packet, "\xFF\xFF\xFF\xFF\xFF\xFF\2\0\0\0\0\2\x08\6\0\1\x08\0\6\4\0\1", 22); /* ARP */
    give(fixture, FRAME_ETHERNET, &packet);
    packet.n = 0;
    put_ipv4(&packet, 17, 0, 20);
    put_udp(&packet, 5353, 5353, HEADER, 12);
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_counts(fixture->flow)->others, 1);
    assert_int_equal(flow_counts(fixture->flow)->packets, 3);
    end(fixture, "3 v4 5353>5353 UDP 12/12 440201000001000000000000\n");
}

static void ipv6_with_its_headers(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = { .n = 0 };

    (void)state;
    put(&packet, "\x60\0\0\0\0\x2C\0\x40", 8); /* 44 octets, first Hop-by-Hop */
    put(&packet, "\x20\1\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x35\x20\1\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\7", 32);
    put(&packet, "\x3C\0\1\4\0\0\0\0", 8);                    /* then Destination Options */
    put(&packet, "\x11\1\1\x0C\0\0\0\0\0\0\0\0\0\0\0\0", 16); /* of 16 octets, then UDP */
    put_udp(&packet, 40000, 53, HEADER, 12);
    give(fixture, FRAME_IP, &packet);
    end(fixture, "1 v6 40000>53 UDP 12/12 440201000001000000000000\n");
}

static void fragments_are_named(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = { .n = 0 };

    (void)state;
    put_ipv4(&packet, 17, 0x2000, 20); /* more fragments follow */
    put2(&packet, 53);
    put2(&packet, 40000);
    put2(&packet, 8 + 100);
    put2(&packet, 0);
    put(&packet, HEADER, 12);
    give(fixture, FRAME_IP, &packet);
    packet.n = 0;
    put_ipv4(&packet, 17, 3, 20); /* the last */
    put(&packet, "\0\x35\0\x35\0\x14\0\0" HEADER, 20);
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_counts(fixture->flow)->fragments, 2);
    end(fixture, "1 v4 53>40000 UDP fragment 12/100 440201000001000000000000\n");
}

static void what_the_capture_cut_is_told(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = { .n = 0 };

    (void)state;
    put_ipv4(&packet, 17, 0, 20);
    put_udp(&packet, 53, 40000, HEADER, 12);
    packet.n -= 5;
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_counts(fixture->flow)->cut, 1);
    end(fixture, "1 v4 53>40000 UDP 7/12 44020100000100\n");
}

/* ---- TCP ---- */

/* Two messages, each behind its length. */
#define STREAM                                                                                               \
    "\0\x0C\x44\2\1\0\0\1\0\0\0\0\0\0"                                                                       \
    "\0\x0D\x44\3\1\0\0\1\0\0\0\0\0\0\7"

enum { STREAM_OCTETS = 29 };

#define TOLD_TWO(a, b)                                                                                       \
    a " v4 4000>53 TCP 12/12 440201000001000000000000\n" b                                                   \
      " v4 4000>53 TCP 13/13 44030100000100000000000007\n"

struct piece {
    size_t at, n;
};

/* Gives the pieces of STREAM behind a SYN of this sequence number. */
static void stream_is(uint32_t sequence, const struct piece *pieces, size_t n, const char *expected)
{
    struct fixture *fixture = begin();
    struct packet packet = tcp(4000, sequence, SYN, "", 0);

    give(fixture, FRAME_IP, &packet);
    for (size_t i = 0; i < n; i++) {
        packet = tcp(4000, sequence + 1 + (uint32_t)pieces[i].at, ACK, &STREAM[pieces[i].at], pieces[i].n);
        give(fixture, FRAME_IP, &packet);
    }

    packet = tcp(4000, sequence + 1 + STREAM_OCTETS, ACK | FIN, "", 0);
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_memory(fixture->flow), 0);
    assert_int_equal(flow_counts(fixture->flow)->gaps, 0);
    end(fixture, expected);
}

static void streams_are_put_in_order(void **state)
{
    static const struct piece whole[] = { { 0, 29 } };
    static const struct piece parts[] = { { 0, 1 }, { 1, 14 }, { 15, 3 }, { 18, 11 } };
    static const struct piece turned[] = { { 18, 11 }, { 1, 14 }, { 15, 3 }, { 0, 1 } };
    static const struct piece twice[] = { { 0, 14 }, { 0, 14 }, { 20, 9 }, { 20, 9 },
                                          { 20, 4 }, { 3, 20 }, { 14, 15 } };

    (void)state;
    stream_is(1000, whole, 1, TOLD_TWO("2", "2"));
    stream_is(1000, parts, 4, TOLD_TWO("3", "5"));
    stream_is(1000, turned, 4, TOLD_TWO("5", "5"));
    stream_is(1000, twice, 7, TOLD_TWO("2", "7"));
    stream_is(0xFFFFFFF5, parts, 4, TOLD_TWO("3", "5")); /* numbers that go round */
    stream_is(0xFFFFFFF5, turned, 4, TOLD_TWO("5", "5"));
}

static void a_stream_may_begin_in_the_middle(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = tcp(4000, 77, ACK, "\1\2\3", 3); /* the end of something */

    (void)state;
    give(fixture, FRAME_IP, &packet);
    packet = tcp(4000, 80, ACK, STREAM, STREAM_OCTETS);
    give(fixture, FRAME_IP, &packet);
    packet = tcp(4000, 80 + STREAM_OCTETS, RST, "", 0);
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_memory(fixture->flow), 0);
    end(fixture, TOLD_TWO("2", "2"));
}

/* What a stream lacks when the capture ends: nothing goes without a word. */
static void what_streams_lack_is_told_or_counted(void **state)
{
    static const struct {
        const char *what;
        unsigned flags; /* of the first packet, which is empty */
        struct piece pieces[4];
        uint64_t lost, cut;
        const char *told;
    } rows[] = {
        { "the end of the last message",
          SYN,
          { { 0, 20 } },
          0,
          1,
          "2 v4 4000>53 TCP 12/12 440201000001000000000000\n"
          "2 v4 4000>53 TCP 4/13 44030100\n" },
        { "the middle of the first",
          SYN,
          { { 0, 6 }, { 9, 20 } },
          0,
          1,
          "3 v4 4000>53 TCP 4/12 44020100\n"
          "3 v4 4000>53 TCP 13/13 44030100000100000000000007\n" },
        { "the first", SYN, { { 14, 15 } }, 1, 0, "2 v4 4000>53 TCP 13/13 44030100000100000000000007\n" },
        { "the first and more", SYN, { { 16, 13 } }, 2, 0, "" },
        { "all but a length", SYN, { { 0, 2 } }, 1, 0, "" },
        { "the beginning",
          ACK,
          { { 3, 11 }, { 14, 15 } },
          1,
          0,
          "3 v4 4000>53 TCP 13/13 44030100000100000000000007\n" },
        { "nothing, and it was sent again behind the end",
          SYN,
          { { 0, 29 }, { 0, 29 }, { 14, 15 } },
          0,
          0,
          TOLD_TWO("2", "2") },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *fixture = begin();
        struct packet packet = tcp(4000, 99, rows[i].flags, "", 0);
        give(fixture, FRAME_IP, &packet);
        for (size_t k = 0; k < 4 && rows[i].pieces[k].n > 0; k++) {
            const struct piece *piece = &rows[i].pieces[k];
            packet = tcp(4000, 100 + (uint32_t)piece->at,
                         ACK | (piece->at + piece->n == STREAM_OCTETS && k == 0 ? FIN : 0),
                         &STREAM[piece->at], piece->n);
            give(fixture, FRAME_IP, &packet);
        }
        flow_end(fixture->flow);
        if (flow_lost(flow_counts(fixture->flow)) != rows[i].lost ||
            flow_counts(fixture->flow)->cut != rows[i].cut || strcmp(fixture->told.text, rows[i].told) != 0)
            fail_msg("%s: %llu lost, %llu cut, told:\n%s", rows[i].what,
                     (unsigned long long)flow_lost(flow_counts(fixture->flow)),
                     (unsigned long long)flow_counts(fixture->flow)->cut, fixture->told.text);
        assert_int_equal(flow_memory(fixture->flow), 0);
        end(fixture, rows[i].told);
    }
}

static void a_length_that_never_comes_is_told_at_the_end(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = tcp(4000, 99, SYN, "", 0);

    (void)state;
    give(fixture, FRAME_IP, &packet);
    packet = tcp(4000, 100, ACK, "\xFF\xFF" HEADER, 14);
    give(fixture, FRAME_IP, &packet);
    packet = tcp(4000, 114, ACK | FIN, "", 0);
    give(fixture, FRAME_IP, &packet);
    end(fixture, "3 v4 4000>53 TCP 12/65535 440201000001000000000000\n");
}

static void a_stream_of_zeros_is_counted(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = tcp(4000, 99, ACK, "\0\0\0\x0C" HEADER, 16);
    (void)state;
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_counts(fixture->flow)->unplaced, 1);
    end(fixture, "");
}

/* The capture has less of a segment than was sent: the next message is found by the length. */
static void a_segment_that_the_capture_cut(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = tcp(4000, 99, SYN, "", 0);

    (void)state;
    give(fixture, FRAME_IP, &packet);
    packet = tcp(4000, 100, ACK, STREAM, 12);
    packet.n -= 4;
    give(fixture, FRAME_IP, &packet);
    packet = tcp(4000, 112, ACK, &STREAM[12], 17);
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_lost(flow_counts(fixture->flow)), 0);
    end(fixture, "2 v4 4000>53 TCP 6/12 440201000001\n3 v4 4000>53 TCP 13/13 44030100000100000000000007\n");
}

static void a_length_of_udp_that_the_packet_does_not_have(void **state)
{
    static const struct {
        unsigned length;
        const char *told;
        uint64_t lost;
    } rows[] = {
        { 8 + 40, "1 v4 53>40000 UDP 12/40 440201000001000000000000\n", 0 },
        { 8 + 4, "1 v4 53>40000 UDP 4/4 44020100\n", 1 },
        { 8, "", 1 },
        { 7, "1 v4 53>40000 UDP 12/12 440201000001000000000000\n", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *fixture = begin();
        struct packet packet = { .n = 0 };
        put_ipv4(&packet, 17, 0, 20);
        put_udp(&packet, 53, 40000, HEADER, 12);
        packet.octets[25] = (uint8_t)rows[i].length;
        give(fixture, FRAME_IP, &packet);
        assert_int_equal(flow_lost(flow_counts(fixture->flow)), rows[i].lost);
        end(fixture, rows[i].told);
    }
}

static void headers_that_the_capture_cut_are_counted(void **state)
{
    struct fixture *fixture = begin();
    struct packet packet = { .n = 0 };

    (void)state;
    put_ipv4(&packet, 17, 0, 20);
    put2(&packet, 53);
    give(fixture, FRAME_IP, &packet);
    assert_int_equal(flow_counts(fixture->flow)->damaged, 1);
    end(fixture, "");
}

/* A gap that nobody fills, and more streams than there is room for. */
static void memory_is_bounded(void **state)
{
    struct fixture *fixture = begin();
    static const uint8_t octets[1400];
    size_t most = 0;

    (void)state;
    for (unsigned port = 1000; port < 9000; port++) {
        struct packet packet = tcp(port, 0, SYN, "", 0);
        give(fixture, FRAME_IP, &packet);
        for (uint32_t i = 0; i < 8; i++) {
            packet = tcp(port, 100 + i * 1400, ACK, octets, sizeof octets);
            give(fixture, FRAME_IP, &packet);
        }
        most = flow_memory(fixture->flow) > most ? flow_memory(fixture->flow) : most;
    }

    assert_true(most <= FLOW_MEMORY);
    assert_true(most > FLOW_MEMORY / 4);
    assert_true(flow_counts(fixture->flow)->dropped >= 8000 - FLOW_STREAMS);

    uint64_t gaps = flow_counts(fixture->flow)->gaps;
    assert_int_equal(gaps, flow_counts(fixture->flow)->dropped);
    for (uint32_t i = 0; i < 400; i++) {
        struct packet packet = tcp(8999, 100 + i * 1400, ACK, octets, sizeof octets);
        give(fixture, FRAME_IP, &packet);
    }

    assert_int_equal(flow_counts(fixture->flow)->gaps, gaps + 1);
    end(fixture, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_link_is_read),
        cmocka_unit_test(other_ports_and_other_packets_are_not_dns),
        cmocka_unit_test(ipv6_with_its_headers),
        cmocka_unit_test(fragments_are_named),
        cmocka_unit_test(what_the_capture_cut_is_told),
        cmocka_unit_test(streams_are_put_in_order),
        cmocka_unit_test(a_stream_may_begin_in_the_middle),
        cmocka_unit_test(what_streams_lack_is_told_or_counted),
        cmocka_unit_test(a_length_that_never_comes_is_told_at_the_end),
        cmocka_unit_test(a_stream_of_zeros_is_counted),
        cmocka_unit_test(a_segment_that_the_capture_cut),
        cmocka_unit_test(a_length_of_udp_that_the_packet_does_not_have),
        cmocka_unit_test(headers_that_the_capture_cut_are_counted),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
