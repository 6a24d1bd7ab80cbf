#include "base/memory.h"
#include "dns/judge/message_judge.h"
#include "dns/judge/pair.h"
#include "dns/paste/paste.h"
#include "ui/cli/decode_capture.h"
#include "ui/cli/decode_lines.h"
#include "ui/cli/dns_names.h"
#include "ui/cli/message_json.h"
#include "ui/cli/print.h"
#include "ui/cli/verbs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One message, from what was pasted to what is said of it. */
struct decoded {
    struct pasted pasted;
    struct dns_message message;
};

static bool has_option(const struct verb_context *context, unsigned option)
{
    return context->options->given & OPTION_BIT(option);
}

static bool say_unreadable(int cause, struct err *err)
{
    return err_set(err, ERR_ENV, "standard input: %s", strerror(cause));
}

/* All of standard input, as far as a paste may go and one octet more. */
static bool read_input(const struct verb_context *context, struct out *text, struct err *err)
{
    char block[4096];
    size_t got = 1;
    if (context->out->fd < 0)
        return err_set(err, ERR_USAGE,
                       "in the shell, give the octets on the same line: decode 0402 8583 ...");

    while (text->len <= PASTE_TEXT_MOST && got > 0) {
        got = fread(block, 1, sizeof block, stdin);
        if (ferror(stdin)) /* what it got is not the whole */
            return say_unreadable(errno, err);
        out_octets(text, block, got);
    }
    return true;
}

/* Does standard input begin as a capture does? What is looked at is put back. False with err. */
static bool look_for_capture(const struct verb_context *context, bool *is_capture, struct err *err)
{
    char octets[PASTE_CAPTURE_OCTETS];
    size_t n = 0, i;
    int octet;

    *is_capture = has_option(context, OPTION_PCAP);
    if (context->n_operands > 0 || context->options->given || context->out->fd < 0 || isatty(STDIN_FILENO))
        return true;
    while (n < sizeof octets && (octet = getc(stdin)) != EOF)
        octets[n++] = (char)octet;
    if (ferror(stdin))
        return say_unreadable(errno, err);

    for (i = n; i > 0 && ungetc((unsigned char)octets[i - 1], stdin) != EOF; i--)
        ;
    *is_capture = paste_is_capture(octets, n);
    return true;
}

static bool decode_text(const char *text, size_t len, const struct dns_names *names,
                        const struct header_rules *rules, struct decoded *decoded, struct err *err)
{
    struct pasted *pasted = &decoded->pasted;
    if (!paste_read(text, len, pasted))
        return err_set(err, ERR_USAGE, "%s",
                       pasted->findings.n > 0 ? pasted->findings.at[0].text : "no message is in it");

    dns_message_read(pasted->octets, pasted->n, names, rules, &decoded->message);
    if (pasted->half && pasted->n < HEADER_OCTETS)
        decoded->message.header = header_of_nibbles(pasted->octets, (unsigned)pasted->n * 2 + 1);
    if (pasted->rcode > header_get(&decoded->message.header, HEADER_RCODE)) {
        decoded->message.rcode = (uint16_t)pasted->rcode;
        decoded->message.has_rcode = true;
    }

    pasted_find(pasted, &decoded->message.findings);
    return true;
}

static void decoded_free(struct decoded *decoded)
{
    pasted_free(&decoded->pasted);
    dns_message_free(&decoded->message);
}

static struct message_said said_of(const struct decoded *decoded, const struct dns_names *names,
                                   struct out *scratch)
{
    return (struct message_said){
        .message = &decoded->message, .names = names, .form = decoded->pasted.form, .scratch = scratch
    };
}

/* Where the message began, if not at once. */
static void note_skipped(const struct verb_context *context, const struct pasted *pasted)
{
    if (pasted->skipped > 0)
        context_note(context, "%zu octets in front of the message are skipped: %s", pasted->skipped,
                     pasted->envelope);
}

static void write_one(const struct verb_context *context, const struct decoded *decoded,
                      const struct dns_names *names)
{
    struct out scratch = out_to_memory();
    const struct message_said said = said_of(decoded, names, &scratch);

    if (context->options->json) {
        struct json json = json_to(context->out, context->terminal);
        json_begin_object(&json);
        message_json(&json, &said);
        json_number_at(&json, "skipped", decoded->pasted.skipped);
        json_end_object(&json);
        json_done(&json);
    } else {
        message_print(context, &said);
        note_skipped(context, &decoded->pasted);
    }
    out_free(&scratch);
}

static bool decode_one(const struct verb_context *context, const struct out *text,
                       const struct dns_names *names, const struct header_rules *rules, enum outcome *outcome,
                       struct err *err)
{
    struct decoded *decoded = memory_take(sizeof *decoded);
    bool done = decode_text(text->octets, text->len, names, rules, decoded, err);

    if (done) {
        write_one(context, decoded, names);
        *outcome = dns_message_is_sound(&decoded->message) ? OUTCOME_YES : OUTCOME_NO;
    }

    decoded_free(decoded);
    free(decoded);
    return done;
}

/* ---- a query and its response ---- */

static void write_pair(const struct verb_context *context, const struct decoded pair[2],
                       const struct dns_findings *findings, const struct dns_names *names)
{
    static const char *const what[] = { "query", "response" };
    struct out scratch = out_to_memory();
    struct json json = json_to(context->out, context->terminal);
    if (context->options->json)
        json_begin_object(&json);
    for (size_t i = 0; i < 2; i++) {
        const struct message_said said = said_of(&pair[i], names, &scratch);
        if (context->options->json) {
            json_key(&json, what[i]);
            json_begin_object(&json);
            message_json(&json, &said);
            json_end_object(&json);
        } else {
            if (!context->terminal)
                out_text(context->out, "message\t");
            print_text(context, PAINT_FAINT, what[i]);
            out_char(context->out, '\n');
            message_print(context, &said);
            if (context->terminal)
                out_char(context->out, '\n');
        }
    }

    if (context->options->json) {
        dns_findings_json(&json, findings);
        json_end_object(&json);
        json_done(&json);
    } else {
        findings_print(context, findings);
    }
    out_free(&scratch);
}

/* Two operands, or two texts that an empty line parts, or two lines. */
static bool split_pair(const struct verb_context *context, const struct out *text, const char *parts[2],
                       size_t lengths[2], struct err *err)
{
    const char *end = text->octets + text->len, *cut = NULL;
    if (context->n_operands > 0 && context->n_operands != 2)
        return err_set(err, ERR_USAGE,
                       "--pair takes two messages, each one operand, or both on standard input");
    if (context->n_operands == 2) {
        for (size_t i = 0; i < 2; i++) {
            parts[i] = context->operands[i];
            lengths[i] = strlen(parts[i]);
        }
        return true;
    }

    for (const char *at = text->octets; at && at + 1 < end && !cut; at++)
        if (at[0] == '\n' && at[1] == '\n')
            cut = at;

    if (!cut && text->octets)
        cut = memchr(text->octets, '\n', text->len);
    if (!cut)
        return err_set(err, ERR_USAGE, "--pair wants two messages: two lines, or an empty line between them");

    parts[0] = text->octets;
    lengths[0] = (size_t)(cut - text->octets);
    while (cut < end && *cut == '\n')
        cut++;
    parts[1] = cut;
    lengths[1] = (size_t)(end - cut);
    return true;
}

static bool decode_pair(const struct verb_context *context, const struct out *text,
                        const struct dns_names *names, const struct header_rules *rules,
                        enum outcome *outcome, struct err *err)
{
    struct decoded *pair = memory_take(2 * sizeof *pair);
    struct dns_findings findings = { .n = 0 };
    const char *parts[2] = { NULL };
    size_t lengths[2] = { 0 };
    bool done = split_pair(context, text, parts, lengths, err);

    for (size_t i = 0; i < 2 && done; i++)
        done = decode_text(parts[i], lengths[i], names, rules, &pair[i], err);
    if (done) {
        bool sound = dns_message_is_sound(&pair[0].message) && dns_message_is_sound(&pair[1].message);
        dns_pair_judge(&pair[0].message, &pair[1].message, names, &findings);
        write_pair(context, pair, &findings, names);
        sound = sound && findings.found[DNS_ERROR] == 0;
        *outcome = sound ? OUTCOME_YES : OUTCOME_NO;
    }

    decoded_free(&pair[0]);
    decoded_free(&pair[1]);
    free(pair);
    return done;
}

/* ---- the verb ---- */

static bool decode(const struct verb_context *context, const struct dns_names *names,
                   const struct header_rules *rules, enum outcome *outcome, struct err *err)
{
    struct out text = out_to_memory();
    bool done = true;

    for (size_t i = 0; i < context->n_operands; i++) {
        if (i > 0)
            out_char(&text, ' ');
        out_text(&text, context->operands[i]);
    }

    if (context->n_operands == 0)
        done = read_input(context, &text, err);
    if (done && has_option(context, OPTION_PAIR))
        done = decode_pair(context, &text, names, rules, outcome, err);
    else if (done)
        done = decode_one(context, &text, names, rules, outcome, err);

    out_free(&text);
    return done;
}

/* Both read what is no operand, and say one message after another as they come. */
static bool check_stream(const struct verb_context *context, struct err *err)
{
    if (has_option(context, OPTION_LINES) &&
        (context->n_operands > 0 || context->options->given != OPTION_BIT(OPTION_LINES) ||
         context->out->fd < 0))
        return err_set(err, ERR_USAGE, "--lines reads standard input alone, one message a line");
    if (has_option(context, OPTION_PCAP) &&
        (context->n_operands > 0 || context->options->given != OPTION_BIT(OPTION_PCAP)))
        return err_set(err, ERR_USAGE, "--pcap FILE takes no operand, and neither --lines nor --pair");
    if (has_option(context, OPTION_PCAP) && context->out->fd < 0)
        return err_set(err, ERR_USAGE, "a capture is read in a pipe: dnsreg decode --pcap FILE");
    return true;
}

bool verb_decode(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model;
    struct name_book *book;
    bool done, is_capture;

    if (!check_stream(context, err) || !look_for_capture(context, &is_capture, err) ||
        !context_names(context, &book, &model, err))
        return false;

    struct dns_names names = name_book_names(book);
    struct header_rules rules = header_rules_of(model->edition.id);
    if (is_capture)
        done = decode_capture(context, context->options->pcap ? context->options->pcap : "-", &names, &rules,
                              outcome, err);
    else if (has_option(context, OPTION_LINES))
        done = decode_lines(context, STDIN_FILENO, &names, &rules, outcome, err);
    else
        done = decode(context, &names, &rules, outcome, err);

    name_book_free(book);
    return done;
}
