/* decode --pcap, as a user runs it, over captures made here. */
#include "support/packets.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define QUERY     "0402 0100 0001 0000 0000 0000 0161 00 0001 0001"
#define NXDOMAIN  "0402 8583 0001 0000 0000 0000 0161 00 0001 0001"
#define MULTICAST "0000 8400 0000 0001 0000 0000 0161 00 0001 8001 00000078 0004 c0000201"

static struct runner runner;
static char path[512];

static int make(void **state)
{
    (void)state;
    runner_make(&runner);
    (void)sandbox_path(&runner.box, "capture", path);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    runner_remove(&runner);
    return 0;
}

/* The nth line of a text as JSON, from 0. */
static json_t *line_of(const char *text, unsigned n)
{
    while (n-- > 0)
        text = strchr(text, '\n') + 1;
    json_t *value = json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
    assert_non_null(value);
    return value;
}

static void each_message_is_an_object(void **state)
{
    FILE *file = packets_begin(path);

    (void)state;
    packets_udp(file, &(struct packet_row){ 1300000000, 42, 4, 40000, 53, QUERY, 0 });
    packets_udp(file, &(struct packet_row){ 1300000000, 43, 4, 40000, 80, QUERY, 0 }); /* no port of DNS */
    packets_udp(file, &(struct packet_row){ 1300000001, 0, 6, 53, 40000, NXDOMAIN, 0 });
    packets_tcp(file, &(struct packet_row){ 1300000002, 0, 4, 53, 40001, NXDOMAIN, 0 });
    packets_end(file);

    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_int_equal(ran.status, 0);
    assert_int_equal(count_lines(ran.out), 3);
    assert_string_equal(ran.err, "");

    json_t *said = line_of(ran.out, 0);
    assert_int_equal(number_of(said, "packet"), 1);
    assert_string_equal(text_of(said, "time"), "2011-03-13T07:06:40.000042Z");
    assert_string_equal(text_of(said, "transport"), "UDP");
    assert_string_equal(text_of(json_object_get(said, "from"), "address"), "192.0.2.1");
    assert_int_equal(number_of(json_object_get(said, "from"), "port"), 40000);
    assert_string_equal(text_of(json_object_get(said, "to"), "address"), "198.51.100.2");
    assert_string_equal(text_of(said, "hex"), "04020100000100000000000001610000010001");
    assert_true(json_is_true(json_object_get(said, "complete")));
    json_decref(said);
    said = line_of(ran.out, 1);
    assert_int_equal(number_of(said, "packet"), 3);
    assert_string_equal(text_of(json_object_get(said, "from"), "address"), "2001:db8::1");
    assert_int_equal(number_of(json_object_get(said, "header"), "flags"), 0x8583);
    json_decref(said);
    said = line_of(ran.out, 2);
    assert_string_equal(text_of(said, "transport"), "TCP");
    assert_int_equal(number_of(said, "octets"), 19);
    json_decref(said);
    ran_free(&ran);
}

/* By its port a message is multicast: the top bit of CLASS needs no "if mDNS". */
static void multicast_is_known_by_its_port(void **state)
{
    FILE *file = packets_begin(path);

    (void)state;
    packets_udp(file, &(struct packet_row){ 1, 0, 4, 5353, 5353, MULTICAST, 0 });
    packets_udp(file, &(struct packet_row){ 2, 0, 4, 53, 40000, MULTICAST, 0 });
    packets_end(file);

    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_non_null(strstr(ran.out, "\"mnemonic\":\"IN + cache-flush\""));
    assert_non_null(strstr(ran.out, "\"mnemonic\":\"IN + cache-flush, if mDNS\""));
    ran_free(&ran);
}

static void what_the_capture_cut_is_a_finding(void **state)
{
    FILE *file = packets_begin(path);

    (void)state;
    packets_udp(file, &(struct packet_row){ 1, 0, 4, 40000, 53, QUERY, 3 });
    packets_end(file);

    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_int_equal(ran.status, 1);
    assert_non_null(strstr(ran.out, "{\"offset\":16,\"rule\":\"capture-cut\",\"severity\":\"warning\""));
    assert_non_null(strstr(ran.out, "the capture has 16 of the message's 19 octets"));
    assert_string_equal(ran.err, "dnsreg: 1 messages that the capture cut\n");
    ran_free(&ran);
}

/* The message is there as far as it goes, and so is the exit status. */
static void what_a_stream_lacks_is_said(void **state)
{
    FILE *file = packets_begin(path);

    (void)state;
    packets_udp(file, &(struct packet_row){ 1, 0, 4, 40000, 53, QUERY, 0 });
    packets_tcp(file, &(struct packet_row){ 2, 0, 4, 40001, 53, QUERY, 3 });
    packets_tcp(file, &(struct packet_row){ 3, 0, 4, 40002, 53, "0000 0000", 0 }); /* no message begins so */
    packets_end(file);

    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_int_equal(ran.status, 1);
    assert_int_equal(count_lines(ran.out), 2);
    assert_non_null(strstr(ran.out, "the capture has 16 of the message's 19 octets"));
    assert_string_equal(ran.err, "dnsreg: 1 messages that the capture cut\n"
                                 "dnsreg: 1 TCP segments in which no message begins, left out\n");
    ran_free(&ran);
}

/* What was read is there, then one line says from where on the file is damaged. */
static void a_damaged_file_is_read_as_far_as_it_goes(void **state)
{
    FILE *file = packets_begin(path);

    (void)state;
    packets_udp(file, &(struct packet_row){ 1, 0, 4, 40000, 53, QUERY, 0 });
    packets_udp(file, &(struct packet_row){ 2, 0, 4, 53, 40000, NXDOMAIN, 0 });
    assert_int_equal(fwrite("\1\2\3\4\5\6\7", 1, 7, file), 7); /* no head of a packet */
    packets_end(file);

    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_int_equal(ran.status, 2);
    assert_int_equal(count_lines(ran.out), 2);
    assert_int_equal(count_lines(ran.err), 1);
    assert_non_null(strstr(ran.err, "the capture is damaged behind packet 2"));
    ran_free(&ran);
}

static void standard_input_is_a_capture_too(void **state)
{
    FILE *file = packets_begin(path);

    (void)state;
    packets_udp(file, &(struct packet_row){ 1, 0, 4, 40000, 53, QUERY, 0 });
    packets_end(file);
    runner.stdin_from = path;

    struct ran ran = RUN(&runner, "decode", "--pcap", "-");
    assert_int_equal(ran.status, 0);
    assert_int_equal(count_lines(ran.out), 1);
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--pcap", "/dev/stdin");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    ran = RUN(&runner, "decode"); /* known by its first octets */
    assert_int_equal(ran.status, 0);
    assert_int_equal(count_lines(ran.out), 1);
    assert_non_null(strstr(ran.out, "\"packet\":1,"));
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--pair"); /* which takes no capture */
    assert_refused(&ran, 2);
    ran_free(&ran);
    runner.stdin_from = NULL;
}

static void no_message_at_all_is_a_no(void **state)
{
    (void)state;
    packets_end(packets_begin(path));
    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_int_equal(ran.status, 1);
    assert_string_equal(ran.out, "");
    assert_non_null(strstr(ran.err, "no DNS message is in its 0 packets"));
    ran_free(&ran);
}

static void what_is_no_capture_is_refused(void **state)
{
    struct ran ran = RUN(&runner, "decode", "--pcap", "/nowhere/none.pcap");

    (void)state;
    assert_refused(&ran, 2);
    assert_string_equal(ran.err, "dnsreg: /nowhere/none.pcap: no capture that can be read: No such file or "
                                 "directory\n");
    ran_free(&ran);
    file_write(path, "no capture", 10);
    ran = RUN(&runner, "decode", "--pcap", path);
    assert_refused(&ran, 2);
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--pcap", path, "00");
    assert_refused(&ran, 2);
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--pcap", path, "--lines");
    assert_refused(&ran, 2);
    ran_free(&ran);
    ran = RUN(&runner, "decode", "--pcap");
    assert_refused(&ran, 2);
    ran_free(&ran);
}

/* A library that cannot be loaded: the words name the package. */
static void without_libpcap_the_package_is_named(void **state)
{
    static const char *const names[] = { "libpcap.so.0.8", "libpcap.so.1" };
    char folder[512], library[512];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        file_write(sandbox_path(&runner.box, names[i], library), "none", 4);
    snprintf(folder, sizeof folder, "LD_LIBRARY_PATH=%s", runner.box.folder);
    runner.environment[0] = folder;

    struct ran ran = RUN(&runner, "decode", "--pcap", path);
    assert_refused(&ran, 3);
    assert_non_null(strstr(ran.err, "install libpcap0.8"));
    ran_free(&ran);
    runner.environment[0] = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_is_an_object),
        cmocka_unit_test(multicast_is_known_by_its_port),
        cmocka_unit_test(what_the_capture_cut_is_a_finding),
        cmocka_unit_test(what_a_stream_lacks_is_said),
        cmocka_unit_test(a_damaged_file_is_read_as_far_as_it_goes),
        cmocka_unit_test(standard_input_is_a_capture_too),
        cmocka_unit_test(no_message_at_all_is_a_no),
        cmocka_unit_test(what_is_no_capture_is_refused),
        cmocka_unit_test(without_libpcap_the_package_is_named),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
