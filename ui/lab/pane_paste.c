#include "ui/lab/pane_paste.h"

#include "base/text.h"
#include "dns/paste/paste.h"

#include <string.h>

enum { PASTE_TAKE = 1, PASTE_RUB, PASTE_CLOSE };

static const struct binding paste_keys[] = {
    { "^D", PASTE_TAKE, "read it", "read what stands here" },
    { "Backspace", PASTE_RUB, NULL, "take out the last character" },
    { "Esc ^C", PASTE_CLOSE, "back", "back to the message as it was" },
    { NULL, 0, NULL, NULL },
};

enum { TEXT_MOST = PASTE_TEXT_MOST };

struct pasting {
    char text[TEXT_MOST];
    size_t len;
};

static struct effects take_octets(struct pasting *pasting, const char *octets, size_t len)
{
    if (len > TEXT_MOST - pasting->len)
        return effects_one(effect_text(
            EFF_PROBLEM, "More than %d octets of text: no message is that long. O opens a capture.",
            TEXT_MOST));

    for (size_t i = 0; i < len; i++) /* terminals paste the ends of lines as CR */
        if (octets[i] != '\r')
            pasting->text[pasting->len++] = octets[i];
        else if (i + 1 == len || octets[i + 1] != '\n')
            pasting->text[pasting->len++] = '\n';
    return effects_none();
}

static struct effects paste_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct pasting *pasting = pane->state;
    struct effect effect = { .kind = EFF_PASTE };

    (void)ctx;
    if (action == PASTE_CLOSE)
        return effects_kind(EFF_POP);
    if (action == PASTE_RUB) {
        while (pasting->len > 0 && (pasting->text[--pasting->len] & 0xC0) == 0x80)
            ; /* the whole character */
        return effects_none();
    }
    if (pasting->len == 0)
        return effects_one(effect_text(EFF_MESSAGE, "Nothing was pasted yet."));

    effect.u.octets.at = pasting->text;
    effect.u.octets.len = pasting->len;
    return effects_one(effect);
}

static struct effects paste_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct pasting *pasting = pane->state;
    char character[4];

    (void)ctx;
    if (event->kind == EV_PASTE)
        return take_octets(pasting, event->u.paste.octets, event->u.paste.len);
    if (event->kind != EV_KEY)
        return effects_none();
    if (event->u.key.code == K_ENTER)
        return take_octets(pasting, "\n", 1);
    if (event->u.key.code == K_TAB)
        return take_octets(pasting, "\t", 1);
    if (key_is_text(&event->u.key))
        return take_octets(pasting, character, text_put(event->u.key.cp, character));

    return effects_none();
}

static bool paste_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

/* The beginning of the last `rows` lines. */
static const char *last_lines(const struct pasting *pasting, int rows)
{
    const char *at = pasting->text + pasting->len;
    while (at > pasting->text && (at[-1] != '\n' || --rows > 0))
        at--;
    return at;
}

static void paste_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    enum { HEAD_ROWS = 2 };
    const struct pasting *pasting = pane->state;
    const struct rect area = ctx->area;
    const int room = area.rows - HEAD_ROWS, half = area.columns / 2;
    const char *at = last_lines(pasting, room), *end = pasting->text + pasting->len;
    int row = area.row + HEAD_ROWS;
    (void)screen_text(screen, area.row, area.column + 1, area.columns - 2, ROLE_TEXT,
                      "Paste or type a message in any form; Enter begins a line, ^D reads it.");
    screen_rule(screen, area.row + 1, area.column, area.columns,
                pasting->len ? "pasted" : "forms that are read", NULL);
    for (size_t i = 0; pasting->len == 0 && i < n_paste_forms && (int)i < room; i++) {
        (void)screen_text(screen, row + (int)i, area.column + 2, half - 4, ROLE_NAME, paste_forms[i].title);
        (void)screen_text(screen, row + (int)i, area.column + half, area.columns - half - 1, ROLE_FAINT,
                          paste_forms[i].example);
    }

    while (at <= end && pasting->len > 0 && row < area.row + area.rows) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const size_t len = (size_t)((newline ? newline : end) - at);
        const int used = screen_octets(screen, row, area.column + 1, area.columns - 2, ROLE_FIELD, at, len);
        if (!newline)
            screen_cursor(screen, row, area.column + 1 + used);
        at += len + 1;
        row++;
    }

    if (pasting->len == 0)
        screen_cursor(screen, area.row, area.columns - 1);
}

const struct pane_ops pane_paste = {
    .name = "Paste",
    .keys = paste_keys,
    .state_size = sizeof(struct pasting),
    .act = paste_act,
    .event = paste_event,
    .typing = paste_typing,
    .draw = paste_draw,
};
