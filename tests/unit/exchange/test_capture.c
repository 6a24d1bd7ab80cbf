/* Capture files: what libpcap reads of them, and what is refused. */
#include "exchange/capture.h"
#include "support/packets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A capture of two packets, and `behind` octets more of what is none. */
static void write_capture(const char *path, uint32_t link, size_t behind)
{
    enum { LINK_AT = 20 };
    const struct packet_row row = { 1700000000, 5,     4,
                                    53,         40000, "0402 0100 0001 0000 0000 0000 0161 00 0001 0001",
                                    0 };
    FILE *file = packets_begin(path);
    packets_udp(file, &row);
    packets_udp(file, &row);
    for (size_t i = 0; i < behind; i++)
        (void)fputc(0x7F, file);
    assert_int_equal(fseek(file, LINK_AT, SEEK_SET), 0);
    assert_int_equal(fwrite(&link, sizeof link, 1, file), 1);
    packets_end(file);
}

struct seen {
    size_t octets;
    struct flow_time time;
};

static void each(void *context, const struct flow_message *message)
{
    struct seen *seen = context;
    seen->time = message->time;
    seen->octets += message->n;
}

static void files_are_read_by_libpcap(void **state)
{
    char path[] = "/tmp/dnsreg-test-XXXXXX";
    const int fd = mkstemp(path);
    struct seen seen = { .octets = 0 };
    struct err err = { 0 };
    uint64_t total;

    (void)state;
    assert_true(fd >= 0);
    (void)close(fd);
    write_capture(path, 101, 0);

    struct capture *capture = capture_open(path, each, &seen, &err);
    if (!capture)
        fail_msg("%s", err.text);
    assert_int_equal(capture_next(capture, &err), CAPTURE_MORE);
    assert_int_equal(capture_progress(capture, &total), 24 + 16 + 47);
    assert_int_equal(total, 24 + 2 * (16 + 47));
    assert_int_equal(capture_next(capture, &err), CAPTURE_MORE);
    assert_int_equal(capture_next(capture, &err), CAPTURE_END);
    assert_int_equal(capture_counts(capture)->messages, 2);
    assert_int_equal(seen.time.seconds, 1700000000);
    assert_int_equal(seen.time.microseconds, 5);
    capture_close(capture);
    assert_int_equal(seen.octets, 2 * 19);
    (void)unlink(path);
}

static void files_that_are_none_are_refused(void **state)
{
    char path[] = "/tmp/dnsreg-test-XXXXXX";
    const int fd = mkstemp(path);
    struct seen seen = { .octets = 0 };
    struct err err = { 0 };

    (void)state;
    assert_true(fd >= 0);
    (void)close(fd);
    (void)unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(capture_open(path, each, &seen, &err)); /* and nobody waits for its other end */
    assert_non_null(strstr(err.text, "no regular file"));
    (void)unlink(path);
    err = (struct err){ 0 };
    assert_null(capture_open("/nowhere/none.pcap", each, &seen, &err));
    assert_non_null(strstr(err.text, "/nowhere/none.pcap"));
    err = (struct err){ 0 };
    write_capture(path, 105, 0); /* IEEE 802.11 */
    assert_null(capture_open(path, each, &seen, &err));
    assert_non_null(strstr(err.text, "link layer 105"));
    err = (struct err){ 0 };
    write_capture(path, 101, 9); /* damaged behind its second packet */

    struct capture *capture = capture_open(path, each, &seen, &err);
    assert_non_null(capture);
    assert_int_equal(capture_next(capture, &err), CAPTURE_MORE);
    assert_int_equal(capture_next(capture, &err), CAPTURE_MORE);
    assert_int_equal(capture_next(capture, &err), CAPTURE_FAILED);
    assert_int_equal(err.kind, ERR_USAGE);
    assert_non_null(strstr(err.text, "behind packet 2"));
    capture_close(capture);
    capture_close(NULL);
    (void)unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read_by_libpcap),
        cmocka_unit_test(files_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
