#include "ui/cli/decode_capture.h"

#include "base/memory.h"
#include "base/text.h"
#include "dns/judge/message_judge.h"
#include "exchange/capture.h"
#include "ui/cli/message_json.h"
#include "ui/cli/print.h"
#include "ui/cli/progress.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PORT_DNS = 53, PORT_MULTICAST = 5353, TIME_OCTETS = 64, LINE_OCTETS = 4096, CLOCK_EVERY = 64 };

/* What is kept from message to message. */
struct reading {
    const struct verb_context *context;
    const struct dns_names *names;
    struct header_rules rules;
    struct dns_message message;
    struct out scratch;
    char day[16];           /* of the last line of text */
    char time[TIME_OCTETS]; /* of the last message */
    size_t time_len;        /* as far as the second */
    int64_t second;
    bool sound; /* so far */
};

/* ---- one message ---- */

/* "2011-03-01T12:00:00.000001Z", kept as far as the second: many messages share one. */
static const char *time_text(struct reading *reading, const struct flow_time *time)
{
    enum { FRACTION = 8 }; /* ".000001Z" */

    const time_t seconds = (time_t)time->seconds;
    uint32_t left = time->microseconds % 1000000;
    struct tm tm;
    size_t n = reading->time_len;
    if (n == 0 || reading->second != time->seconds) {
        if (!gmtime_r(&seconds, &tm) ||
            (n = strftime(reading->time, TIME_OCTETS - FRACTION, "%Y-%m-%dT%H:%M:%S", &tm)) == 0)
            n = (size_t)snprintf(reading->time, TIME_OCTETS - FRACTION, "%" PRId64, time->seconds);
        reading->second = time->seconds;
        reading->time_len = n;
    }
    reading->time[n] = '.';
    for (size_t digit = 6; digit > 0; digit--, left /= 10)
        reading->time[n + digit] = (char)('0' + left % 10);
    memcpy(reading->time + n + 7, "Z", 2);
    return reading->time;
}

static const char *address_text(const struct flow_message *told, const uint8_t *address,
                                char text[INET6_ADDRSTRLEN])
{
    size_t n = 0;
    if (told->version == 6)
        return inet_ntop(AF_INET6, address, text, INET6_ADDRSTRLEN);

    for (size_t i = 0; i < 4; i++) {
        if (address[i] >= 100)
            text[n++] = (char)('0' + address[i] / 100);
        if (address[i] >= 10)
            text[n++] = (char)('0' + address[i] / 10 % 10);
        text[n++] = (char)('0' + address[i] % 10);
        text[n++] = '.';
    }

    text[n - 1] = '\0';
    return text;
}

static const char *transport_of(const struct flow_message *told)
{
    return told->transport == FRAME_TCP ? "TCP" : "UDP";
}

static void end_json(struct json *json, const char *key, const struct flow_message *told,
                     const uint8_t *address, uint16_t port)
{
    char text[INET6_ADDRSTRLEN];
    json_key(json, key);
    json_begin_object(json);
    json_text_at(json, "address", address_text(told, address, text));
    json_number_at(json, "port", port);
    json_end_object(json);
}

static void write_json(struct reading *reading, const struct flow_message *told)
{
    const struct message_said said = { .message = &reading->message,
                                       .names = reading->names,
                                       .scratch = &reading->scratch };
    struct json json = json_to(reading->context->out, false);

    json_begin_object(&json);
    json_number_at(&json, "packet", told->packet);
    json_text_at(&json, "time", time_text(reading, &told->time));
    json_text_at(&json, "transport", transport_of(told));
    end_json(&json, "from", told, told->from, told->from_port);
    end_json(&json, "to", told, told->to, told->to_port);
    message_json(&json, &said);
    json_end_object(&json);
    json_done(&json);
}

/* "192.0.2.1", "192.0.2.1:40000", "[2001:db8::1]:40000". DNS's own port needs no mention. */
static void add_end(struct out *line, const struct flow_message *told, const uint8_t *address, uint16_t port)
{
    char text[INET6_ADDRSTRLEN];
    (void)address_text(told, address, text);
    if (port == PORT_DNS)
        out_text(line, text);
    else
        out_format(line, told->version == 6 ? "[%s]:%u" : "%s:%u", text, port);
}

/* ID and OpCode; the RCODE of a response. */
static void add_header(struct out *line, const struct reading *reading)
{
    const struct dns_message *message = &reading->message;
    const struct header *header = &message->header;
    const char *rcode;
    char code[DNS_CODE_OCTETS];

    if (!header_has(header, HEADER_RCODE)) {
        out_format(line, "  %zu octets", message->n);
        return;
    }

    out_format(line, "  %u %s", header_get(header, HEADER_ID),
               dns_name_or(reading->names, "opcode", header_get(header, HEADER_OPCODE), "opcode ", code));
    if (!header_get(header, HEADER_QR))
        return;

    rcode = dns_name(reading->names, "rcode", message->rcode, dns_rcode_context(message));
    if (rcode)
        out_format(line, " %s", rcode);
    else
        out_format(line, " rcode %u", message->rcode);
}

/* The first question: name and type. */
static void add_question(struct out *line, const struct reading *reading)
{
    const struct dns_message *message = &reading->message;
    const struct dns_record *question = dns_question(message);
    char name[NAME_TEXT_OCTETS], code[DNS_CODE_OCTETS];
    if (!question)
        return;
    (void)dns_name_text(message->octets, message->n, question->offset, name);
    out_format(line, "  %s %s", name, dns_name_or(reading->names, "rrtype", question->type, "TYPE", code));
}

/* As wide as the terminal, and at once: what comes through a pipe may come slowly. */
static void write_line(struct reading *reading, enum paint paint)
{
    const struct verb_context *context = reading->context;
    char safe[LINE_OCTETS], clipped[LINE_OCTETS];
    (void)text_safe(safe, sizeof safe, reading->scratch.octets, reading->scratch.len);
    (void)text_clip(clipped, sizeof clipped, safe, context->columns, context->utf8 ? "…" : "~");
    print_text(context, paint, clipped);
    out_char(context->out, '\n');
    (void)out_flush(context->out, NULL); /* a loss is found, and said, at the end */
}

/* One line; the day stands on a line of its own where it begins. */
static void write_text(struct reading *reading, const struct flow_message *told)
{
    enum { DAY = 10, CLOCK = 15 }; /* characters of a time */
    const struct dns_findings *findings = &reading->message.findings;
    struct out *line = &reading->scratch;
    const char *time = time_text(reading, &told->time);
    line->len = 0;
    if (strncmp(time, reading->day, DAY) != 0) {
        snprintf(reading->day, sizeof reading->day, "%.*s", DAY, time);
        out_format(line, "%s UTC", reading->day);
        write_line(reading, PAINT_HEAD);
        line->len = 0;
    }

    out_format(line, "%.*s  ", CLOCK, time + DAY + 1);
    add_end(line, told, told->from, told->from_port);
    out_text(line, " > ");
    add_end(line, told, told->to, told->to_port);
    if (told->transport == FRAME_TCP)
        out_text(line, " TCP");
    add_header(line, reading);
    add_question(line, reading);
    if (findings->n == 1)
        out_format(line, "  (%s)", findings->at[0].text);
    else if (findings->n > 1)
        out_format(line, "  (%zu findings: %s; ...)", findings->n + findings->more, findings->at[0].text);
    write_line(reading, dns_message_is_sound(&reading->message) ? PAINT_PLAIN : PAINT_OLD);
}

/* What the capture itself lacks of a message. */
static void find_cut(struct dns_findings *findings, const struct flow_message *told)
{
    if (told->fragment)
        dns_find(findings, told->n, "capture-fragment", DNS_WARNING, "RFC 791 3.2",
                 "the first piece of a fragmented packet; the pieces are not put together");
    else if (told->n < told->wanted)
        dns_find(findings, told->n, "capture-cut", DNS_WARNING, "",
                 "the capture has %zu of the message's %zu octets", told->n, told->wanted);
}

static void each(void *context, const struct flow_message *told)
{
    struct reading *reading = context;

    reading->rules.multicast = told->from_port == PORT_MULTICAST || told->to_port == PORT_MULTICAST;
    dns_message_read(told->octets, told->n, reading->names, &reading->rules, &reading->message);
    find_cut(&reading->message.findings, told);
    reading->sound = reading->sound && dns_message_is_sound(&reading->message);
    if (reading->context->terminal && !reading->context->options->json)
        write_text(reading, told);
    else
        write_json(reading, told);
}

/* ---- the capture ---- */

static void show_progress(const struct progress *progress, const struct capture *capture)
{
    char line[80];
    uint64_t total;
    const uint64_t done = capture_progress(capture, &total);
    const unsigned long long messages = capture_counts(capture)->messages;

    if (total > 0)
        snprintf(line, sizeof line, "%u%% read, %llu messages", (unsigned)(done * 100 / total), messages);
    else
        snprintf(line, sizeof line, "%llu messages", messages);
    progress->show(line);
}

static bool read_packets(const struct verb_context *context, struct capture *capture, struct err *err)
{
    struct progress progress = progress_begin(context->progress, progress_clock());
    enum capture_step step;
    bool stopped = false;

    while (!stopped && (step = capture_next(capture, err)) == CAPTURE_MORE && !context->out->failed) {
        if (capture_counts(capture)->packets % CLOCK_EVERY != 0)
            continue;
        stopped = context->stop && context->stop(NULL);
        if (progress_due(&progress, progress_clock()))
            show_progress(&progress, capture);
    }

    progress_end(&progress);
    if (stopped)
        return err_set(err, ERR_ENV, "the capture was not read to its end: stopped by a signal");
    return step != CAPTURE_FAILED;
}

/* What did not become a message, and why. */
static void note_counts(const struct verb_context *context, const struct flow_counts *counts)
{
    const struct {
        uint64_t n;
        const char *what;
    } rows[] = {
        { counts->fragments, "fragments of packets, which are not put together" },
        { counts->cut, "messages that the capture cut" },
        { counts->gaps, "gaps in TCP streams; messages may be lost there" },
        { counts->unplaced, "TCP segments in which no message begins, left out" },
        { counts->dropped, "TCP streams that had to make room for others" },
        { counts->damaged, "packets whose headers are cut or wrong" },
        { counts->surplus, "UDP packets with octets behind their UDP length, left out" },
    };

    if (counts->messages == 0)
        context_note(context, "no DNS message is in its %llu packets: UDP and TCP, ports 53 and 5353",
                     (unsigned long long)counts->packets);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n > 0)
            context_note(context, "%llu %s", (unsigned long long)rows[i].n, rows[i].what);
}

static bool is_whole(const struct reading *reading, const struct flow_counts *counts)
{
    return reading->sound && counts->messages > 0 && counts->cut == 0 && flow_lost(counts) == 0;
}

bool decode_capture(const struct verb_context *context, const char *path, const struct dns_names *names,
                    const struct header_rules *rules, enum outcome *outcome, struct err *err)
{
    struct reading *reading = memory_take(sizeof *reading);
    struct capture *capture = capture_open(strcmp(path, "/dev/stdin") == 0 ? "-" : path, each, reading, err);
    bool done = capture != NULL;

    reading->context = context;
    reading->names = names;
    reading->rules = *rules;
    reading->scratch = out_to_memory();
    reading->sound = true;
    if (done) {
        done = read_packets(context, capture, err);
        note_counts(context, capture_counts(capture));
        *outcome = is_whole(reading, capture_counts(capture)) ? OUTCOME_YES : OUTCOME_NO;
    }

    capture_close(capture);
    dns_message_free(&reading->message);
    out_free(&reading->scratch);
    free(reading);
    return done;
}
