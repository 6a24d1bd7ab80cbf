#include "ui/common/pane_prompt.h"

#include "line/completion.h"
#include "line/history.h"
#include "line/line.h"
#include "ui/kit/field.h"

#include <string.h>

enum { PROMPT_RUN = 1, PROMPT_OLDER, PROMPT_NEWER, PROMPT_COMPLETE, PROMPT_CLOSE };

static const struct binding prompt_keys[] = {
    { "Enter", PROMPT_RUN, "run", "run the verb" },
    { "Tab", PROMPT_COMPLETE, "complete", "complete the word, or show what it may become" },
    { "Up ^P", PROMPT_OLDER, "history", "the line typed before" },
    { "Down ^N", PROMPT_NEWER, "history", "the line typed after" },
    { "Esc ^C", PROMPT_CLOSE, "close", "run nothing" },
    { NULL, 0, NULL, NULL },
};

struct prompt {
    struct line line;
    struct line typed; /* what was typed before the history was walked */
    size_t back;       /* how far: 0 is the line itself, 1 the newest of the history */
    bool offering;     /* what the word may become is shown */
};

/* ---- actions ---- */

static bool is_blank(const struct line *line)
{
    return line->text[strspn(line->text, " ")] == '\0';
}

static struct effects run(const struct prompt *prompt)
{
    struct effects effects = effects_kind(EFF_POP);
    struct effect verb = effect_text(EFF_VERB, "%s", prompt->line.text);
    if (is_blank(&prompt->line))
        return effects;
    if (prompt->line.len >= sizeof verb.u.text)
        return effects_one(effect_text(EFF_PROBLEM, "The line is too long: %u octets, and %zu may be run.",
                                       (unsigned)prompt->line.len, sizeof verb.u.text - 1));

    (void)effects_add(&effects, verb);
    return effects;
}

static void walk(struct prompt *prompt, const struct history *history, bool older)
{
    size_t back = older ? prompt->back + 1 : prompt->back - 1;
    if (!history || (!older && prompt->back == 0))
        return;

    const char *line = back > 0 ? history_nth(history, back - 1) : NULL;
    if (back > 0 && !line)
        return;
    if (prompt->back == 0)
        prompt->typed = prompt->line;
    if (line)
        (void)line_set(&prompt->line, line, strlen(line));
    else
        prompt->line = prompt->typed;
    prompt->back = back;
}

/* Puts `becomes` between octet `begin` and the cursor; false: it does not fit. */
static bool replace(struct line *line, size_t begin, const char *becomes)
{
    struct line after = *line;

    memmove(after.text + begin, after.text + after.cursor, (size_t)after.len - after.cursor + 1);
    after.len = (uint16_t)(after.len - (after.cursor - begin));
    after.cursor = (uint16_t)begin;
    if (!line_insert(&after, becomes, strlen(becomes)))
        return false;
    *line = after;
    return true;
}

static struct effects complete(struct prompt *prompt, const struct completer *completer)
{
    struct completion completion = { 0 };
    struct effects effects = effects_none();
    size_t n = completer
                   ? completer->complete(completer->self, prompt->line.text, prompt->line.cursor, &completion)
                   : 0;

    if (n == 0 || !replace(&prompt->line, completion.begin, completion.becomes))
        effects = effects_one(effect_text(EFF_MESSAGE, "Nothing completes that."));
    prompt->offering = n > 1;
    completion_free(&completion);
    return effects;
}

static struct effects prompt_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct prompt *prompt = pane->state;

    prompt->offering = false;
    switch (action) {
    case PROMPT_RUN:
        return run(prompt);
    case PROMPT_COMPLETE:
        return complete(prompt, ctx->completer);
    case PROMPT_OLDER:
    case PROMPT_NEWER:
        walk(prompt, ctx->history, action == PROMPT_OLDER);
        return effects_none();
    default:
        return effects_kind(EFF_POP);
    }
}

/* ---- events ---- */

static struct rect field_part(struct rect area)
{
    return (struct rect){ area.row + area.rows - 1, area.column + 2, 1, area.columns - 3 };
}

static struct effects prompt_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct prompt *prompt = pane->state;
    struct rect field = field_part(ctx->area);

    if (event->kind == EV_KEY || event->kind == EV_PASTE)
        prompt->offering = false;
    if (event->kind == EV_KEY)
        (void)line_key(ctx->editor, &prompt->line, &event->u.key);
    else if (event->kind == EV_PASTE &&
             !line_insert(&prompt->line, event->u.paste.octets, event->u.paste.len))
        return effects_one(
            effect_text(EFF_PROBLEM, "Not pasted: %zu octets do not fit into the line.", event->u.paste.len));
    else if (event->kind == EV_MOUSE && event->u.mouse.kind == MOUSE_CLICK && event->u.mouse.row == field.row)
        prompt->line.cursor = field_at(&prompt->line, field.columns, event->u.mouse.column - field.column);

    return effects_none();
}

static void prompt_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct prompt *prompt = pane->state;
    (void)ctx;
    if (arg)
        (void)line_set(&prompt->line, arg->text, strlen(arg->text));
}

static bool prompt_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

/* ---- drawing ---- */

/* As many of the words as fit into one line. */
static void draw_words(struct screen *screen, struct rect at, const struct completion *completion)
{
    int column = at.column + 1, end = at.column + at.columns - 1;
    screen_wipe(screen, at, ROLE_TEXT);
    for (size_t i = 0; i < completion->n && column < end; i++)
        column += screen_text(screen, at.row, column, end - column, ROLE_NAME, completion->words[i]) + 2;
}

static void prompt_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct prompt *prompt = pane->state;
    struct rect field = field_part(ctx->area);
    struct rect whole = { field.row, ctx->area.column, 1, ctx->area.columns };
    struct completion completion = { 0 };

    screen_wipe(screen, whole, ROLE_TEXT);
    screen_text(screen, field.row, ctx->area.column, 1, ROLE_KEY, ":");
    if (prompt->offering && ctx->completer && ctx->area.rows > 1 &&
        ctx->completer->complete(ctx->completer->self, prompt->line.text, prompt->line.cursor, &completion) >
            0) {
        whole.row--;
        draw_words(screen, whole, &completion);
    }

    completion_free(&completion);
    field_draw(screen, field.row, field.column, field.columns, &prompt->line, true);
}

const struct pane_ops pane_prompt = {
    .name = "Verb",
    .over = true,
    .keys = prompt_keys,
    .state_size = sizeof(struct prompt),
    .open = prompt_open,
    .act = prompt_act,
    .event = prompt_event,
    .typing = prompt_typing,
    .draw = prompt_draw,
};
