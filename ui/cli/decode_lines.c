#include "ui/cli/decode_lines.h"

#include "base/memory.h"
#include "base/text.h"
#include "dns/judge/message_judge.h"
#include "dns/paste/paste.h"
#include "ui/cli/message_json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_OCTETS = 64 * 1024, MESSAGE_OCTETS = 65535 };

/* What is kept from line to line. */
struct lines {
    const struct verb_context *context;
    const struct dns_names *names;
    const struct header_rules *rules;
    char *text; /* of the line being read, as far as it is there */
    size_t len, capacity;
    bool too_long;
    uint8_t octets[MESSAGE_OCTETS];
    struct dns_message message;
    struct out scratch;
    uint64_t line, unread;
    bool sound; /* so far */
};

/* Nearly every line is bare hex. False: this one is not. */
static bool read_hex(struct lines *lines, size_t *n)
{
    if (lines->len % 2 || lines->len == 0 || lines->len / 2 > MESSAGE_OCTETS)
        return false;

    *n = lines->len / 2;
    for (size_t i = 0; i < *n; i++) {
        const int high = text_hex(lines->text[2 * i]), low = text_hex(lines->text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        lines->octets[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static void write_error(struct lines *lines, const char *why)
{
    struct json json = json_to(lines->context->out, false);
    lines->unread++;
    json_begin_object(&json);
    json_number_at(&json, "line", lines->line);
    json_text_at(&json, "error", why);
    json_end_object(&json);
    json_done(&json);
}

/* `pasted`: what it was read from; NULL: bare hex. */
static void write_message(struct lines *lines, const uint8_t *octets, size_t n, const struct pasted *pasted)
{
    const struct message_said said = { .message = &lines->message,
                                       .names = lines->names,
                                       .form = pasted ? pasted->form : "hex",
                                       .scratch = &lines->scratch };
    struct json json = json_to(lines->context->out, false);

    dns_message_read(octets, n, lines->names, lines->rules, &lines->message);
    if (pasted)
        pasted_find(pasted, &lines->message.findings);
    lines->sound = lines->sound && dns_message_is_sound(&lines->message);
    json_begin_object(&json);
    json_number_at(&json, "line", lines->line);
    message_json(&json, &said);
    json_end_object(&json);
    json_done(&json);
}

/* A line that is not bare hex. */
static void read_pasted(struct lines *lines)
{
    struct pasted pasted;
    if (paste_read(lines->text, lines->len, &pasted))
        write_message(lines, pasted.octets, pasted.n, &pasted);
    else
        write_error(lines, pasted.findings.n > 0 ? pasted.findings.at[0].text : "no message is in it");
    pasted_free(&pasted);
}

static bool is_empty(const struct lines *lines)
{
    for (size_t i = 0; i < lines->len; i++)
        if (lines->text[i] != ' ' && lines->text[i] != '\t')
            return false;
    return true;
}

static void end_line(struct lines *lines)
{
    size_t n;

    lines->line++;
    if (lines->len > 0 && lines->text[lines->len - 1] == '\r')
        lines->len--;
    if (!lines->too_long && is_empty(lines)) { /* the last of a file, or one between two messages */
        lines->len = 0;
        return;
    }

    if (lines->too_long)
        write_error(lines, "the line is longer than any message");
    else if (read_hex(lines, &n))
        write_message(lines, lines->octets, n, NULL);
    else
        read_pasted(lines);

    lines->len = 0;
    lines->too_long = false;
}

static void add_text(struct lines *lines, const char *text, size_t n)
{
    if (lines->too_long || lines->len + n > PASTE_TEXT_MOST) {
        lines->too_long = true;
        return;
    }
    if (n == 0)
        return;

    lines->text = array_grow(lines->text, &lines->capacity, lines->len + n, 1);
    memcpy(lines->text + lines->len, text, n);
    lines->len += n;
}

static bool read_all(struct lines *lines, int from, struct err *err)
{
    char *block = memory_take(BLOCK_OCTETS);
    ssize_t got;
    int cause = 0;

    while (!lines->context->out->failed && (got = read(from, block, BLOCK_OCTETS)) != 0) {
        const char *at = block, *end = block + got;
        if (got < 0 && errno == EINTR)
            continue;
        cause = got < 0 ? errno : 0;
        if (cause)
            break;
        while (at < end) {
            const char *newline = memchr(at, '\n', (size_t)(end - at));
            add_text(lines, at, (size_t)((newline ? newline : end) - at));
            if (newline)
                end_line(lines);
            at = newline ? newline + 1 : end;
        }
    }

    free(block);
    if (cause)
        return err_set(err, ERR_ENV, "standard input: %s; nothing from line %llu on was read",
                       strerror(cause), (unsigned long long)lines->line + 1);

    if (lines->len > 0 || lines->too_long)
        end_line(lines);
    return true;
}

bool decode_lines(const struct verb_context *context, int from, const struct dns_names *names,
                  const struct header_rules *rules, enum outcome *outcome, struct err *err)
{
    struct lines *lines = memory_take(sizeof *lines);

    lines->context = context;
    lines->names = names;
    lines->rules = rules;
    lines->scratch = out_to_memory();
    lines->sound = true;

    bool done = read_all(lines, from, err);
    *outcome = lines->sound ? OUTCOME_YES : OUTCOME_NO;
    if (done && lines->unread > 0)
        done = err_set(err, ERR_USAGE, "%llu of %llu lines are no messages; each says why",
                       (unsigned long long)lines->unread, (unsigned long long)lines->line);

    dns_message_free(&lines->message);
    out_free(&lines->scratch);
    free(lines->text);
    free(lines);
    return done;
}
