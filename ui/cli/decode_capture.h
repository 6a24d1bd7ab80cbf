#ifndef UI_CLI_DECODE_CAPTURE_H
#define UI_CLI_DECODE_CAPTURE_H

/* `decode --pcap`: every DNS message of a capture, each as soon as it is read, for as many as there are. Room
 * is taken once and used again. */

#include "dns/message/message.h"
#include "ui/cli/context.h"

/* Reads the capture at `path`; "-" is standard input. In a pipe, or with --json, one JSON object a line: what
 * decode says of a message, behind its packet, time, addresses and transport; on a terminal a line of text.
 * *outcome is no if a message was cut, malformed or lost, or there was none. False with err: the file cannot
 * be read, from its beginning or from where it is damaged. */
bool decode_capture(const struct verb_context *context, const char *path, const struct dns_names *names,
                    const struct header_rules *rules, enum outcome *outcome, struct err *err);

#endif
