#include "ui/kit/frame.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* A piece of line 1 or line 24: where it stands, and the key it is. */
struct piece {
    int column, columns;
    char text[64];
    int split; /* octets of text that are the key's name; the rest is its label */
    struct key key;
};

enum { PIECES = 32 };

struct rect frame_area(const struct screen *screen)
{
    int rows = screen->rows > 3 ? screen->rows - 3 : 0;
    return (struct rect){ 1, 0, rows, screen->columns };
}

bool frame_fits(const struct screen *screen)
{
    return screen->rows >= FRAME_LEAST_ROWS && screen->columns >= FRAME_LEAST_COLUMNS;
}

static void right_end(const struct frame *frame, char *out, size_t size)
{
    char drafts[24] = "";
    if (frame->drafts > 0)
        snprintf(drafts, sizeof drafts, "+%d  ", frame->drafts);
    snprintf(out, size, "%s%s%s", drafts, frame->read_only ? "RO  " : "",
             frame->edition ? frame->edition : "");
}

/* Lays out the panes of line 1 in `columns`: with names, or, if they do not fit, only the front one's. */
static int lay_panes(const struct frame *frame, int columns, struct piece out[static PIECES])
{
    for (int brief = 0; brief < 2; brief++) {
        int at = 0;
        for (int i = 0; i < frame->n_panes && i < PIECES; i++) {
            struct piece *piece = &out[i];
            bool front = i == frame->front;
            bool named = front || !brief;
            int number = frame->numbers ? frame->numbers[i] : i + 1;
            snprintf(piece->text, sizeof piece->text, "%c%d%s%s%c", front ? '[' : ' ', number,
                     named ? " " : "", named ? frame->panes[i] : "", front ? ']' : ' ');
            piece->key = (struct key){ .code = K_CHAR, .cp = (uint32_t)('0' + number), .alt = true };
            piece->column = at;
            piece->columns = (int)text_columns(piece->text);
            at += piece->columns;
        }
        if (at <= columns)
            return frame->n_panes < PIECES ? frame->n_panes : PIECES;
    }
    return 0;
}

/* One piece for a row; rows that follow it with the same label join it: "Up Down choose". */
static const struct binding *lay_binding(const struct binding *row, bool typing, struct piece *piece)
{
    const struct binding *first = row;
    size_t at = 0;

    piece->text[0] = '\0';
    for (; row->keys && row->label && strcmp(row->label, first->label) == 0; row++) {
        struct key key;
        char name[KEY_OCTETS];
        if (!binding_key(row, typing, &key) || at + KEY_OCTETS >= sizeof piece->text)
            continue;
        if (at == 0)
            piece->key = key;
        at += (size_t)snprintf(piece->text + at, sizeof piece->text - at, "%s%s", at ? " " : "",
                               key_text(&key, name));
    }

    piece->split = (int)at;
    if (at > 0)
        snprintf(piece->text + at, sizeof piece->text - at, " %s", first->label);
    piece->columns = (int)text_columns(piece->text);
    return row;
}

/* Lays out line 24. What does not fit is left out from the end, but not the very last: that is help. */
static int lay_keys(const struct frame *frame, int columns, struct piece out[static PIECES])
{
    int n = 0;

    for (size_t table = 0; table < sizeof frame->keys / sizeof frame->keys[0]; table++) {
        const struct binding *row = frame->keys[table];
        while (row && row->keys && n < PIECES) {
            if (!row->label) {
                row++;
                continue;
            }
            row = lay_binding(row, frame->typing, &out[n]);
            if (out[n].split > 0)
                n++;
        }
    }
    if (n == 0)
        return 0;

    struct piece last = out[n - 1];
    int at = 1;
    int kept = 0;
    while (kept < n - 1 && at + out[kept].columns + 2 + last.columns < columns) {
        out[kept].column = at;
        at += out[kept++].columns + 2;
    }

    last.column = at;
    out[kept] = last;
    return at + last.columns <= columns ? kept + 1 : kept;
}

/* The panes of line 1 beside its right end; without room for both, the panes alone. */
static int lay_title(const struct screen *screen, const struct frame *frame, const char *right,
                     struct piece out[static PIECES])
{
    int n = lay_panes(frame, screen->columns - (int)text_columns(right) - 3, out);
    return n > 0 ? n : lay_panes(frame, screen->columns, out);
}

static void draw_title(struct screen *screen, const struct frame *frame)
{
    struct piece pieces[PIECES];
    char right[96];
    int end = 0;

    right_end(frame, right, sizeof right);
    int n = lay_title(screen, frame, right, pieces);
    for (int i = 0; i < n; i++) {
        enum role role = i == frame->front ? ROLE_TITLE : ROLE_TEXT;
        end = pieces[i].column +
              screen_text(screen, 0, pieces[i].column, pieces[i].columns, role, pieces[i].text);
    }

    int room = screen->columns - end - 3;
    if (room > 3)
        (void)screen_right(screen, 0, end + 2, room, ROLE_TITLE, right);
}

static void draw_keys(struct screen *screen, const struct frame *frame)
{
    struct piece pieces[PIECES];
    int row = screen->rows - 1;
    int n = lay_keys(frame, screen->columns, pieces);

    for (int i = 0; i < n; i++) {
        const struct piece *piece = &pieces[i];
        int used = screen_octets(screen, row, piece->column, piece->columns, ROLE_KEY, piece->text,
                                 (size_t)piece->split);
        (void)screen_text(screen, row, piece->column + used, piece->columns - used, ROLE_FAINT,
                          piece->text + piece->split);
    }
}

void frame_draw(struct screen *screen, const struct frame *frame)
{
    if (!frame_fits(screen)) {
        (void)screen_format(screen, 0, 0, screen->columns, ROLE_WARNING, "needs %dx%d, has %dx%d",
                            FRAME_LEAST_COLUMNS, FRAME_LEAST_ROWS, screen->columns, screen->rows);
        return;
    }

    draw_title(screen, frame);
    if (frame->message)
        (void)screen_text(screen, screen->rows - 2, 1, screen->columns - 2,
                          frame->problem ? ROLE_ERROR : ROLE_NOTE, frame->message);
    draw_keys(screen, frame);
}

bool frame_click(const struct screen *screen, const struct frame *frame, int row, int column, struct key *key)
{
    struct piece pieces[PIECES];
    int n = 0;
    if (!frame_fits(screen))
        return false;

    if (row == screen->rows - 1) {
        n = lay_keys(frame, screen->columns, pieces);
    } else if (row == 0) {
        char right[96];
        right_end(frame, right, sizeof right);
        n = lay_title(screen, frame, right, pieces);
    }

    for (int i = 0; i < n; i++) {
        if (column < pieces[i].column || column >= pieces[i].column + pieces[i].columns)
            continue;
        *key = pieces[i].key;
        return true;
    }
    return false;
}
