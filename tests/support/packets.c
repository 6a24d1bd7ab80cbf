#include "support/packets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 2048, UDP = 17, TCP = 6 };

static void put4_host(FILE *file, uint32_t value)
{
    assert_int_equal(fwrite(&value, sizeof value, 1, file), 1);
}

FILE *packets_begin(const char *path)
{
    FILE *file = fopen(path, "w");
    const uint16_t version[] = { 2, 4 };

    assert_non_null(file);
    put4_host(file, 0xA1B2C3D4);
    assert_int_equal(fwrite(version, sizeof version, 1, file), 1);
    put4_host(file, 0);
    put4_host(file, 0);
    put4_host(file, 65535);
    put4_host(file, 101);
    return file;
}

void packets_end(FILE *file)
{
    assert_int_equal(fclose(file), 0);
}

struct octets {
    uint8_t at[MOST];
    size_t n;
};

static void put(struct octets *to, const void *octets, size_t n)
{
    assert_true(to->n + n <= MOST);
    memcpy(to->at + to->n, octets, n);
    to->n += n;
}

static void put2(struct octets *to, size_t value)
{
    const uint8_t octets[] = { (uint8_t)(value >> 8), (uint8_t)value };
    put(to, octets, 2);
}

static void put_hex(struct octets *to, const char *hex)
{
    unsigned octet;
    for (int took = 0; sscanf(hex, " %2x%n", &octet, &took) == 1; hex += took) {
        const uint8_t value = (uint8_t)octet;
        put(to, &value, 1);
    }
}

static void put_ip(struct octets *to, unsigned version, uint8_t protocol, size_t payload)
{
    if (version == 4) {
        const uint8_t rest[] = { 0, 1, 0x40, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 198, 51, 100, 2 };
        put2(to, 0x4500);
        put2(to, 20 + payload);
        put(to, rest, sizeof rest);
    } else {
        const uint8_t fixed[] = { protocol, 64 }, address[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
        put(to, "\x60\0\0\0", 4);
        put2(to, payload);
        put(to, fixed, sizeof fixed);
        put(to, address, sizeof address);
        put(to, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2", 16);
    }
}

static void put_packet(FILE *file, const struct packet_row *row, const struct octets *packet)
{
    put4_host(file, row->seconds);
    put4_host(file, row->microseconds);
    put4_host(file, (uint32_t)(packet->n - row->cut));
    put4_host(file, (uint32_t)packet->n);
    assert_int_equal(fwrite(packet->at, packet->n - row->cut, 1, file), 1);
}

void packets_udp(FILE *file, const struct packet_row *row)
{
    struct octets message = { .n = 0 }, packet = { .n = 0 };

    put_hex(&message, row->message);
    put_ip(&packet, row->version, UDP, 8 + message.n);
    put2(&packet, row->from);
    put2(&packet, row->to);
    put2(&packet, 8 + message.n);
    put2(&packet, 0);
    put(&packet, message.at, message.n);
    put_packet(file, row, &packet);
}

void packets_tcp(FILE *file, const struct packet_row *row)
{
    enum { ACK = 0x5010 };
    struct octets message = { .n = 0 }, packet = { .n = 0 };
    put_hex(&message, row->message);
    put_ip(&packet, row->version, TCP, 20 + 2 + message.n);
    put2(&packet, row->from);
    put2(&packet, row->to);
    put(&packet, "\0\0\0\7\0\0\0\0", 8);
    put2(&packet, ACK);
    put(&packet, "\xFF\xFF\0\0\0\0", 6);
    put2(&packet, message.n);
    put(&packet, message.at, message.n);
    put_packet(file, row, &packet);
}
