#include "ui/common/pane_help.h"

#include "base/memory.h"
#include "ui/kit/app_keys.h"
#include "ui/kit/list.h"
#include "ui/kit/paragraph.h"
#include "ui/rows/row_draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_UP = 1, HELP_DOWN, HELP_PAGE_UP, HELP_PAGE_DOWN, HELP_HOME, HELP_END, HELP_CLOSE };

static const struct binding help_keys[] = {
    { "Up k", HELP_UP, "scroll", "a line up" },
    { "Down j", HELP_DOWN, "scroll", "a line down" },
    { "PgUp ^B", HELP_PAGE_UP, NULL, "a page up" },
    { "PgDn ^F space", HELP_PAGE_DOWN, NULL, "a page down" },
    { "Home g", HELP_HOME, NULL, "to the first line" },
    { "End G", HELP_END, NULL, "to the last line" },
    { "Esc q", HELP_CLOSE, "close", "close it" },
    { NULL, 0, NULL, NULL },
};

struct help {
    const struct pane_ops *about;
    struct list lines; /* chosen is the line on top */
};

/* ---- what it says ---- */

/* A heading, or up to three texts side by side. */
struct help_line {
    const char *heading;
    const char *key, *label;
    const char *says; /* so many octets of it; what does not fit goes on in the next line */
    size_t says_octets;
    enum role role; /* of key */
    char sign;      /* stands for key */
};

struct help_lines {
    struct help_line *at;
    size_t n, capacity;
    int columns; /* of a line */
};

enum { KEY_COLUMNS = 16, LABEL_COLUMNS = 14, NARROW = 64, TWO_COLUMNS = 140 };

static const struct help_line forms[] = {
    { .heading = "how codes are written" },
    { .key = "65", .label = "decimal", .says = "a bare run of digits is always decimal", .role = ROLE_CODE },
    { .key = "0x41", .label = "hex", .says = "letters in any case", .role = ROLE_CODE },
    { .key = "0b1000001", .label = "binary", .says = "as many digits as you like", .role = ROLE_CODE },
    { .key = "TYPE65 CLASS254",
      .label = "generic",
      .says = "types and classes by number, RFC 3597",
      .role = ROLE_CODE },
    { .key = "https", .label = "mnemonic", .says = "in any case; an alias does as well", .role = ROLE_CODE },
    { .key = "01000001", .label = "pattern", .says = "a label type by its leading bits", .role = ROLE_CODE },
    { .key = "SRV/_tcp",
      .label = "pair",
      .says = "in registries whose keys have two parts",
      .role = ROLE_CODE },
    { .key = "printer.local",
      .label = "name",
      .says = "in registries whose keys are names",
      .role = ROLE_CODE },
};

/* Where the words begin, from the line's begin: a narrow line has no labels. */
static int words_column(int columns)
{
    return 2 + KEY_COLUMNS + (columns < NARROW ? 0 : LABEL_COLUMNS);
}

static void add_line(struct help_lines *lines, struct help_line line)
{
    const char *rest = line.says;
    do {
        if (rest) {
            line.says = rest;
            line.says_octets = paragraph_line(rest, lines->columns - words_column(lines->columns) - 1);
            rest += line.says_octets;
            rest = *rest ? rest + strspn(rest, " ") : NULL;
        }
        lines->at = array_grow(lines->at, &lines->capacity, lines->n + 1, sizeof *lines->at);
        lines->at[lines->n++] = line;
        line.key = "";
        line.label = NULL;
    } while (rest);
}

static void add_keys(struct help_lines *lines, const char *heading, const struct binding *keys)
{
    if (lines->n > 0)
        add_line(lines, (struct help_line){ 0 });
    add_line(lines, (struct help_line){ .heading = heading });
    for (; keys && keys->keys; keys++)
        add_line(lines, (struct help_line){
                            .key = keys->keys, .label = keys->label, .says = keys->help, .role = ROLE_KEY });
}

static struct help_lines make_lines(const struct pane_ops *about, int columns)
{
    struct help_lines lines = { .columns = columns < TWO_COLUMNS ? columns : columns / 2 };

    if (about)
        add_keys(&lines, about->name, about->keys);
    add_keys(&lines, about && about->typing ? "everywhere; what is text goes into the field" : "everywhere",
             app_keys);
    add_line(&lines, (struct help_line){ 0 });
    add_line(&lines, (struct help_line){ .heading = "signs before a code" });
    for (size_t i = 0; i < n_signs; i++)
        add_line(&lines, (struct help_line){ .sign = signs[i].sign,
                                             .key = signs[i].sign == ' ' ? "blank" : "",
                                             .label = signs[i].means,
                                             .role = signs[i].role });

    add_line(&lines, (struct help_line){ 0 });
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        add_line(&lines, forms[i]);
    return lines;
}

/* ---- where it stands ---- */

static struct rect text_part(struct rect area)
{
    return (struct rect){ area.row + 1, area.column, area.rows - 1, area.columns };
}

/* Rows that n lines take: half as many where two stand side by side. */
static int count_rows(struct rect area, size_t n)
{
    return (int)(area.columns >= TWO_COLUMNS ? (n + 1) / 2 : n);
}

/* The window ends where the last line is in sight. */
static void fit_lines(struct help *help, const struct ctx *ctx)
{
    struct help_lines lines = make_lines(help->about, ctx->area.columns);
    int n = count_rows(ctx->area, lines.n), height = text_part(ctx->area).rows;
    list_set(&help->lines, n > height ? n - height + 1 : 1, 1);
    free(lines.at);
}

static struct effects help_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct help *help = pane->state;
    int page = text_part(ctx->area).rows - 1;

    fit_lines(help, ctx);
    switch (action) {
    case HELP_UP:
    case HELP_DOWN:
        list_move(&help->lines, action == HELP_UP ? -1 : 1);
        return effects_none();
    case HELP_PAGE_UP:
    case HELP_PAGE_DOWN:
        list_move(&help->lines, action == HELP_PAGE_UP ? -page : page);
        return effects_none();
    case HELP_HOME:
        list_home(&help->lines);
        return effects_none();
    case HELP_END:
        list_end(&help->lines);
        return effects_none();
    default:
        return effects_kind(EFF_POP);
    }
}

static struct effects help_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct help *help = pane->state;
    fit_lines(help, ctx);
    if (event->kind == EV_MOUSE && event->u.mouse.kind == MOUSE_WHEEL_UP)
        list_move(&help->lines, -3);
    else if (event->kind == EV_MOUSE && event->u.mouse.kind == MOUSE_WHEEL_DOWN)
        list_move(&help->lines, 3);
    return effects_none();
}

static void help_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct help *help = pane->state;
    help->about = arg ? arg->data : NULL;
    fit_lines(help, ctx);
}

/* ---- drawing ---- */

static void draw_line(struct screen *screen, int row, int column, int columns, const struct help_line *line)
{
    const char sign[] = { line->sign, '\0' };
    int at = column + 1, end = column + columns - 1;
    if (line->heading) {
        screen_text(screen, row, at, end - at, ROLE_HEAD, line->heading);
        return;
    }
    if (!line->key)
        return;

    if (line->sign && line->sign != ' ')
        screen_text(screen, row, at + 1, 1, line->role, sign);
    else
        screen_text(screen, row, at + 1, KEY_COLUMNS - 1, line->role, line->key);

    at += 1 + KEY_COLUMNS;
    if (line->label && (!line->says || columns >= NARROW))
        screen_text(screen, row, at, line->says ? LABEL_COLUMNS - 1 : end - at, ROLE_TEXT, line->label);
    at = column + words_column(columns);
    if (line->says)
        screen_octets(screen, row, at, end - at, ROLE_FAINT, line->says, line->says_octets);
}

static void help_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct help *help = pane->state;
    struct help_lines lines = make_lines(help->about, ctx->area.columns);
    struct rect area = ctx->area, part = text_part(area);
    int n = count_rows(area, lines.n), top = help->lines.chosen;
    int half = area.columns / 2;
    bool two = area.columns >= TWO_COLUMNS;
    char title[80], place[48];

    snprintf(title, sizeof title, "help%s%s", help->about ? " for " : "",
             help->about ? help->about->name : "");
    snprintf(place, sizeof place, "lines %d-%d of %d", top + 1, top + part.rows < n ? top + part.rows : n, n);
    screen_rule(screen, area.row, area.column, area.columns, title, n > part.rows ? place : NULL);
    for (int i = 0; i < part.rows && top + i < n; i++) {
        size_t left = (size_t)top + (size_t)i, right = left + (size_t)n;
        draw_line(screen, part.row + i, area.column, two ? half : area.columns, &lines.at[left]);
        if (two && right < lines.n)
            draw_line(screen, part.row + i, area.column + half, area.columns - half, &lines.at[right]);
    }
    free(lines.at);
}

const struct pane_ops pane_help = {
    .name = "Help",
    .keys = help_keys,
    .state_size = sizeof(struct help),
    .open = help_open,
    .act = help_act,
    .event = help_event,
    .draw = help_draw,
};
