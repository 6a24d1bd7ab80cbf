#include "ui/common/pane_output.h"

#include "base/text.h"
#include "ui/kit/copy.h"
#include "ui/kit/list.h"

#include <stdio.h>
#include <string.h>

enum { SIDE_STEP = 8 };

struct showing {
    const struct output *output;
    struct list lines; /* chosen is the line on top: a text has no chosen line */
    int left;          /* columns that are out of sight at the left */
};

enum {
    OUTPUT_UP = 1,
    OUTPUT_DOWN,
    OUTPUT_PAGE_UP,
    OUTPUT_PAGE_DOWN,
    OUTPUT_HOME,
    OUTPUT_END,
    OUTPUT_LEFT,
    OUTPUT_RIGHT,
    OUTPUT_COPY,
    OUTPUT_CLOSE,
};

static const struct binding output_keys[] = {
    { "Up k", OUTPUT_UP, "scroll", "a line up" },
    { "Down j", OUTPUT_DOWN, "scroll", "a line down" },
    { "Left h", OUTPUT_LEFT, "sideways", "eight columns to the left" },
    { "Right l", OUTPUT_RIGHT, "sideways", "eight columns to the right" },
    { "PgUp ^B", OUTPUT_PAGE_UP, NULL, "a page up" },
    { "PgDn ^F space", OUTPUT_PAGE_DOWN, NULL, "a page down" },
    { "Home g", OUTPUT_HOME, NULL, "to the first line" },
    { "End G", OUTPUT_END, NULL, "to the last line" },
    { "y", OUTPUT_COPY, "copy", "the whole text to the clipboard" },
    { "Esc q", OUTPUT_CLOSE, "close", "close it" },
    { NULL, 0, NULL, NULL },
};

/* ---- lines ---- */

/* Takes the next line of *text: its octets, without its end. NULL: there is none. */
static const char *next_line(const char **text, size_t *len)
{
    const char *line = *text;
    if (!*line)
        return NULL;
    *len = strcspn(line, "\n");
    *text = line + *len + (line[*len] == '\n');
    return line;
}

static int count_lines(const char *text)
{
    size_t len;
    int n = 0;
    while (next_line(&text, &len))
        n++;
    return n;
}

/* Columns of one character of a line as it is shown. */
static int columns_of(const char *octets, size_t len, size_t *taken)
{
    uint32_t cp = 0;
    char shown[TEXT_SHOW];
    *taken = text_next(octets, len, &cp);
    int width = text_width(cp);
    return width >= 0 ? width : (int)text_show(cp, (unsigned char)octets[0], shown);
}

static int line_columns(const char *line, size_t len)
{
    int columns = 0;
    for (size_t at = 0, taken; at < len; at += taken)
        columns += columns_of(line + at, len - at, &taken);
    return columns;
}

static int widest(const char *text)
{
    const char *line;
    size_t len;
    int most = 0;

    while ((line = next_line(&text, &len))) {
        int columns = line_columns(line, len);
        most = columns > most ? columns : most;
    }
    return most;
}

/* ---- scrolling ---- */

static struct rect text_part(struct rect area)
{
    return (struct rect){ area.row + 1, area.column, area.rows - 2, area.columns };
}

/* The list's window is the text's: it ends where the last line is in sight. */
static void fit_lines(struct showing *showing, const struct ctx *ctx)
{
    int n = count_lines(showing->output->text), height = text_part(ctx->area).rows;
    list_set(&showing->lines, n > height ? n - height + 1 : 1, 1);
}

static struct effects copy(const struct output *output)
{
    const size_t len = strlen(output->text);
    if (len > COPY_MOST)
        return effects_one(effect_text(
            EFF_PROBLEM, "Too long for the clipboard: %zu octets, and %d may go there.", len, COPY_MOST));

    struct effects effects =
        effects_one((struct effect){ .kind = EFF_COPY_ALL, .u.octets = { output->text, len } });
    (void)effects_add(&effects, effect_text(EFF_MESSAGE, "Copied."));
    return effects;
}

static void step_aside(struct showing *showing, const struct ctx *ctx, int by)
{
    int most = widest(showing->output->text) - (text_part(ctx->area).columns - 2);
    int left = showing->left + by * SIDE_STEP;
    if (left > most)
        left = by > 0 && showing->left >= most ? showing->left : most;
    showing->left = left < 0 ? 0 : left;
}

static struct effects output_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct showing *showing = pane->state;
    int page = text_part(ctx->area).rows - 1;

    fit_lines(showing, ctx);
    switch (action) {
    case OUTPUT_UP:
    case OUTPUT_DOWN:
        list_move(&showing->lines, action == OUTPUT_UP ? -1 : 1);
        break;
    case OUTPUT_PAGE_UP:
    case OUTPUT_PAGE_DOWN:
        list_move(&showing->lines, action == OUTPUT_PAGE_UP ? -page : page);
        break;
    case OUTPUT_HOME:
        list_home(&showing->lines);
        break;
    case OUTPUT_END:
        list_end(&showing->lines);
        break;
    case OUTPUT_LEFT:
    case OUTPUT_RIGHT:
        step_aside(showing, ctx, action == OUTPUT_LEFT ? -1 : 1);
        break;
    case OUTPUT_COPY:
        return copy(showing->output);
    default:
        return effects_kind(EFF_POP);
    }

    return effects_none();
}

static struct effects output_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct showing *showing = pane->state;
    fit_lines(showing, ctx);
    if (event->kind == EV_MOUSE && event->u.mouse.kind == MOUSE_WHEEL_UP)
        list_move(&showing->lines, -3);
    else if (event->kind == EV_MOUSE && event->u.mouse.kind == MOUSE_WHEEL_DOWN)
        list_move(&showing->lines, 3);
    return effects_none();
}

static void output_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    static const struct output nothing = { .title = "", .text = "" };
    struct showing *showing = pane->state;
    showing->output = arg && arg->data ? arg->data : &nothing;
    fit_lines(showing, ctx);
}

/* ---- drawing ---- */

/* One line without its first `left` columns; of a wide character cut in two a blank stays. */
static void draw_line(struct screen *screen, struct rect at, const char *line, size_t len, int left)
{
    int gone = 0;
    size_t from = 0;

    while (from < len && gone < left) {
        size_t taken;
        gone += columns_of(line + from, len - from, &taken);
        from += taken;
    }

    if (gone >= left)
        (void)screen_octets(screen, at.row, at.column + 1 + gone - left, at.columns - 2 - (gone - left),
                            ROLE_TEXT, line + from, len - from);
}

static void output_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct showing *showing = pane->state;
    const char *text = showing->output->text, *line;
    struct rect area = ctx->area, part = text_part(area);
    int n = count_lines(text), top = showing->lines.chosen, row = 0;
    char place[64];
    size_t len;

    snprintf(place, sizeof place, "lines %d-%d of %d", n > 0 ? top + 1 : 0,
             top + part.rows < n ? top + part.rows : n, n);
    screen_rule(screen, area.row, area.column, area.columns, showing->output->title,
                n > part.rows ? place : NULL);
    for (; (line = next_line(&text, &len)) && row - top < part.rows; row++)
        if (row >= top)
            draw_line(screen, (struct rect){ part.row + row - top, part.column, 1, part.columns }, line, len,
                      showing->left);
    screen_rule(screen, part.row + part.rows, area.column, area.columns, NULL, NULL);
}

const struct pane_ops pane_output = {
    .name = "Output",
    .keys = output_keys,
    .state_size = sizeof(struct showing),
    .open = output_open,
    .act = output_act,
    .event = output_event,
    .draw = output_draw,
};
