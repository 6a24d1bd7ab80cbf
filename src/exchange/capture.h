#ifndef EXCHANGE_CAPTURE_H
#define EXCHANGE_CAPTURE_H

/* Capture files, pcap and pcapng, as tcpdump and Wireshark write them: every DNS message in them.
 * Read by libpcap, which is loaded when the first file is opened; it need not be there to build or
 * to run the rest. */

#include "base/err.h"
#include "exchange/flow.h"

struct capture;

/* Opens a capture; "-" is standard input. NULL with err: libpcap is not there (the words name the package),
 * the file cannot be read, is no regular file (whose opening might wait for ever), is no capture, or is of a
 * link layer that is not known. */
struct capture *capture_open(const char *path, flow_each *each, void *context, struct err *err);

enum capture_step { CAPTURE_MORE, CAPTURE_END, CAPTURE_FAILED };

/* Reads one packet; each() is called for every message that it completes, and at the end for those
 * that lack theirs. CAPTURE_FAILED with err: the file is damaged from here on (ERR_USAGE) or cannot
 * be read (ERR_ENV). */
enum capture_step capture_next(struct capture *capture, struct err *err);

const struct flow_counts *capture_counts(const struct capture *capture);

/* Octets of the file that were read, about, for a line of progress; *total is 0 if its size is not known. */
uint64_t capture_progress(const struct capture *capture, uint64_t *total);

void capture_close(struct capture *capture); /* NULL does nothing */

#endif
