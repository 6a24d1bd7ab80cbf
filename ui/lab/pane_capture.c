#include "ui/lab/pane_capture.h"

#include "base/out.h"
#include "dns/judge/message_judge.h"
#include "ui/kit/captured.h"
#include "ui/kit/field.h"
#include "ui/kit/list_draw.h"
#include "ui/kit/list_mouse.h"
#include "ui/kit/paragraph.h"
#include "ui/lab/message_names.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- the list ---- */

enum { CAPTURE_SHOW = 1, CAPTURE_OTHER, CAPTURE_BACK };

static const struct binding capture_keys[] = {
    { "Up k", LIST_UP, "choose", "to the message before" },
    { "Down j", LIST_DOWN, "choose", "to the next message" },
    { "PgUp ^B", LIST_PAGE_UP, NULL, "a page up" },
    { "PgDn ^F space", LIST_PAGE_DOWN, NULL, "a page down" },
    { "Home g", LIST_HOME, NULL, "to the first" },
    { "End G", LIST_END, NULL, "to the last" },
    { "Enter", CAPTURE_SHOW, "show", "show the message in the lab; n and N step on from there" },
    { "O", CAPTURE_OTHER, "open", "open another capture" },
    { "Esc", CAPTURE_BACK, "back", "stop reading; when all is read, back to the lab" },
    { NULL, 0, NULL, NULL },
};

enum { ABOUT_ROWS = 5, PORT_MULTICAST = 5353, TIME_OCTETS = 40, END_OCTETS = INET6_ADDRSTRLEN + 10 };

static int list_rows(struct rect area)
{
    return area.rows >= ABOUT_ROWS + 5 ? area.rows - ABOUT_ROWS - 2 : area.rows - 1;
}

static void fit_messages(struct list *list, const struct ctx *ctx)
{
    list_set(list, ctx->captured ? (int)ctx->captured->n : 0, list_rows(ctx->area));
}

static void capture_open_pane(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct list *list = pane->state;
    fit_messages(list, ctx);
    if (arg && arg->number > 0)
        list_choose(list, (int)arg->number - 1);
}

static struct effects capture_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct list *list = pane->state;

    fit_messages(list, ctx);
    if (list_act(list, action))
        return effects_none();
    switch (action) {
    case CAPTURE_SHOW:
        if (list->n == 0)
            return effects_one(effect_text(EFF_MESSAGE, "There is no message to show."));
        return effects_go(PLACE_HEADER, &(struct arg){ .number = list->chosen + 1 });
    case CAPTURE_OTHER:
        return effects_push(&pane_path, NULL);
    default:
        return effects_kind(ctx->captured && ctx->captured->reading ? EFF_STOP_CAPTURE : EFF_POP);
    }
}

static struct effects capture_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct list *list = pane->state;
    fit_messages(list, ctx);
    if (event->kind == EV_MOUSE && list_mouse(list, ctx->area.row + 1, &event->u.mouse))
        return capture_act(pane, ctx, CAPTURE_SHOW);
    return effects_none();
}

/* ---- what a message says ---- */

/* Only what is shown is read. */
struct reading {
    struct dns_names names;
    struct header_rules rules;
    struct dns_message message;
};

static void read_message(struct reading *reading, const struct captured_message *told)
{
    reading->rules.multicast = told->from.port == PORT_MULTICAST || told->to.port == PORT_MULTICAST;
    dns_message_read(told->octets, told->n, &reading->names, &reading->rules, &reading->message);
}

/* "12:00:00.150", with the day before it where there is room. */
static const char *time_text(const struct captured_message *told, bool day, char text[TIME_OCTETS])
{
    const time_t seconds = (time_t)told->seconds;
    struct tm tm;
    size_t n = 0;

    if (gmtime_r(&seconds, &tm))
        n = strftime(text, TIME_OCTETS, day ? "%Y-%m-%d %H:%M:%S" : "%H:%M:%S", &tm);
    snprintf(text + n, TIME_OCTETS - n, ".%0*u", day ? 6 : 3,
             day ? told->microseconds % 1000000 : told->microseconds % 1000000 / 1000);
    return text;
}

/* "query", "NXDomain", "Update"; of what is cut before it, its octets. */
static void kind_text(const struct reading *reading, char text[40])
{
    const struct dns_message *message = &reading->message;
    const struct header *header = &message->header;
    char code[DNS_CODE_OCTETS];

    if (!header_has(header, HEADER_RCODE)) {
        snprintf(text, 40, "%zu octets", message->n);
        return;
    }

    unsigned opcode = header_get(header, HEADER_OPCODE);
    if (header_get(header, HEADER_QR)) {
        const char *name = dns_name(&reading->names, "rcode", message->rcode, dns_rcode_context(message));
        if (name)
            snprintf(text, 40, "%.30s", name);
        else
            snprintf(text, 40, "RCODE %u", message->rcode);
        return;
    }
    snprintf(text, 40, "%.30s", dns_name_or(&reading->names, "opcode", opcode, "opcode ", code));
}

/* Name and TYPE of the first question, or where there is none of the first record. */
static void question_text(const struct reading *reading, struct out *out)
{
    const struct dns_message *message = &reading->message;
    const struct dns_record *question = message->records;
    char name[NAME_TEXT_OCTETS], code[DNS_CODE_OCTETS];
    if (message->n_records == 0)
        return;
    (void)dns_name_text(message->octets, message->n, question->offset, name);
    out_format(out, "%s %s", name, dns_name_or(&reading->names, "rrtype", question->type, "TYPE", code));
}

/* ---- drawing ---- */

enum { NUMBER_COLUMNS = 7, TIME_COLUMNS = 14, KIND_COLUMNS = 12, TIMED_COLUMNS = 60 };

static void draw_line(struct screen *screen, struct rect at, const struct captured_message *told, int number,
                      const struct reading *reading)
{
    const struct header *header = &reading->message.header;
    const bool response = header_has(header, HEADER_QR) && header_get(header, HEADER_QR);
    const size_t findings = reading->message.findings.n + reading->message.findings.more;
    struct out question = out_to_memory();
    char text[64], kind[40];
    int column = at.column + 1, end = at.column + at.columns - 1;

    snprintf(text, sizeof text, "%d", number);
    (void)screen_right(screen, at.row, column, NUMBER_COLUMNS - 1, ROLE_CODE, text);
    column += NUMBER_COLUMNS + 1;
    if (at.columns >= TIMED_COLUMNS) {
        (void)screen_text(screen, at.row, column, TIME_COLUMNS, ROLE_FAINT, time_text(told, false, text));
        column += TIME_COLUMNS;
    }

    if (findings > 0) {
        snprintf(text, sizeof text, "%zu finding%s", findings, findings == 1 ? "" : "s");
        end -= screen_right(screen, at.row, column, end - column, ROLE_WARNING, text) + 2;
    }

    kind_text(reading, kind);
    (void)screen_text(screen, at.row, column, 2, ROLE_FAINT, response ? "<" : ">");
    (void)screen_text(screen, at.row, column + 2, KIND_COLUMNS - 1,
                      response && reading->message.rcode ? ROLE_WARNING : ROLE_NAME, kind);
    column += 2 + KIND_COLUMNS;
    question_text(reading, &question);
    (void)screen_octets(screen, at.row, column, end - column, ROLE_TEXT, question.octets, question.len);
    out_free(&question);
}

/* "192.0.2.1:40000", "[2001:db8::1]:53" */
static const char *end_text(const struct captured_message *told, const struct captured_end *end,
                            char text[END_OCTETS])
{
    char address[INET6_ADDRSTRLEN];
    if (!inet_ntop(told->version == 6 ? AF_INET6 : AF_INET, end->address, address, sizeof address))
        address[0] = '\0';
    snprintf(text, END_OCTETS, told->version == 6 ? "[%s]:%u" : "%s:%u", address, end->port);
    return text;
}

static void draw_about(struct screen *screen, struct rect area, const struct captured_message *told,
                       const struct reading *reading)
{
    char time[TIME_OCTETS], from[END_OCTETS], to[END_OCTETS], says[MESSAGE_SAY_OCTETS];
    const struct dns_findings *findings = &reading->message.findings;
    int row = area.row;

    (void)screen_format(screen, row++, area.column + 1, area.columns - 2, ROLE_TEXT,
                        "%s UTC  packet %" PRIu64 "  %s  %u octets%s", time_text(told, true, time),
                        told->packet, told->tcp ? "TCP" : "UDP", told->n,
                        told->fragment           ? ", a fragment: the rest is elsewhere"
                        : told->n < told->wanted ? ", cut by the capture"
                                                 : "");
    (void)screen_format(screen, row++, area.column + 1, area.columns - 2, ROLE_CODE, "%s > %s",
                        end_text(told, &told->from, from), end_text(told, &told->to, to));
    row += paragraph_draw(screen, (struct rect){ row, area.column + 1, 2, area.columns - 2 }, ROLE_NAME,
                          dns_message_say(&reading->message, &reading->names, says));
    if (findings->n > 0 && row < area.row + area.rows)
        (void)screen_text(screen, row, area.column + 1, area.columns - 2, ROLE_WARNING, findings->at[0].text);
}

static void state_text(const struct captured *captured, char text[128])
{
    const char *s = captured->n == 1 ? "" : "s";
    char lost[32] = "", percent[32] = "";

    if (captured->lost > 0)
        snprintf(lost, sizeof lost, ", %llu lost", (unsigned long long)captured->lost);
    if (captured->reading && captured->percent >= 0)
        snprintf(percent, sizeof percent, ", %d%% read", captured->percent);
    snprintf(text, 128, "%zu message%s%s%s%s", captured->n, s, lost, percent,
             captured->reading      ? ", Esc stops"
             : captured->full       ? ", and there is more"
             : captured->problem[0] ? ", damaged behind them"
                                    : "");
}

static void capture_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    struct list list = *(const struct list *)pane->state;
    const struct captured *captured = ctx->captured;
    const struct rect area = ctx->area;
    const struct message_names codes = message_names_of(ctx);
    struct reading reading = { .names = message_dns_names(&codes) };
    char state[128];

    if (!captured)
        return;

    reading.rules = header_rules_of(ctx->model->edition.id);
    fit_messages(&list, ctx);
    state_text(captured, state);
    screen_rule(screen, area.row, area.column, area.columns, captured->name, state);
    for (int i = 0; i < list.height && list.top + i < list.n; i++) {
        const int n = list.top + i;
        const struct rect at = { area.row + 1 + i, area.column, 1, area.columns - 1 };
        read_message(&reading, &captured->at[n]);
        draw_line(screen, at, &captured->at[n], n + 1, &reading);
        if (n == list.chosen)
            list_draw_focus(screen, at, true);
    }

    if (list.n > list.height)
        list_draw_bar(screen, (struct rect){ area.row + 1, area.column, list.height, area.columns },
                      area.column + area.columns - 1, &list);

    if (list.n == 0)
        (void)paragraph_draw(
            screen, (struct rect){ area.row + 2, area.column + 1, 3, area.columns - 2 }, ROLE_FAINT,
            captured->problem[0] ? captured->problem
            : captured->reading  ? "Nothing yet."
                                 : "No DNS message is in it: UDP and TCP, ports 53 and 5353.");

    if (list.height + 1 < area.rows) {
        const int row = area.row + 1 + list.height;
        screen_rule(screen, row, area.column, area.columns, captured->problem[0] ? captured->problem : NULL,
                    NULL);
        if (list.n > 0) {
            read_message(&reading, &captured->at[list.chosen]);
            draw_about(screen, (struct rect){ row + 1, area.column, ABOUT_ROWS, area.columns },
                       &captured->at[list.chosen], &reading);
        }
    }
    dns_message_free(&reading.message);
}

const struct pane_ops pane_capture = {
    .name = "Capture",
    .keys = capture_keys,
    .state_size = sizeof(struct list),
    .open = capture_open_pane,
    .act = capture_act,
    .event = capture_event,
    .draw = capture_draw,
};

/* ---- the path ---- */

enum { PATH_OPEN = 1, PATH_CLOSE };

static const struct binding path_keys[] = {
    { "Enter", PATH_OPEN, "open", "read the capture" },
    { "Esc ^C", PATH_CLOSE, "back", "back, and open nothing" },
    { NULL, 0, NULL, NULL },
};

static struct effects path_act(struct pane *pane, const struct ctx *ctx, int action)
{
    const struct line *line = pane->state;
    struct effects effects = effects_kind(EFF_POP);

    (void)ctx;
    if (action == PATH_OPEN && line->len == 0)
        return effects_one(effect_text(EFF_MESSAGE, "Type the path of a pcap or pcapng file."));
    if (action == PATH_OPEN && line->len >= sizeof effects.at[0].u.text)
        return effects_one(effect_text(EFF_PROBLEM, "That path is too long."));

    if (action == PATH_OPEN)
        (void)effects_add(&effects, effect_text(EFF_CAPTURE, "%s", line->text));
    return effects;
}

static struct effects path_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct line *line = pane->state;
    if (event->kind == EV_KEY)
        (void)line_key(ctx->editor, line, &event->u.key);
    else if (event->kind == EV_PASTE)
        (void)line_insert(line, event->u.paste.octets, event->u.paste.len);
    return effects_none();
}

static bool path_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

static void path_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct rect area = ctx->area;
    const int row = area.row + area.rows - 1;
    screen_wipe(screen, (struct rect){ row - 1, area.column, 2, area.columns }, ROLE_TEXT);
    screen_rule(screen, row - 1, area.column, area.columns, "open a capture", "pcap or pcapng");
    field_draw(screen, row, area.column + 1, area.columns - 2, pane->state, true);
}

const struct pane_ops pane_path = {
    .name = "Path",
    .over = true,
    .keys = path_keys,
    .state_size = sizeof(struct line),
    .act = path_act,
    .event = path_event,
    .typing = path_typing,
    .draw = path_draw,
};
