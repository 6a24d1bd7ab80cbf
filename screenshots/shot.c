/* Takes a picture of the real program: runs it on a pseudo-terminal, types, and draws libvterm's cells as
 * SVG. Text is placed cell by cell and box drawing is drawn as paths, so that the picture does not hang on
 * the widths of a font.
 *
 *   shot OUT.svg ROWS COLUMNS KEYS PROGRAM ARGUMENTS...
 *
 * KEYS is typed as it stands; "\e" is Escape, "\r" Enter. */

#include "base/text.h"
#include "tests/pty/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_WIDTH = 9, CELL_HEIGHT = 18, MARGIN = 12, BAR = 26 };

struct paper {
    FILE *file;
    int row, column;
    double x, y;
};

/* The first sixteen colours, as a dark terminal has them. */
static const char *const palette[16] = {
    "#1d1f21", "#cc6666", "#8fbf6f", "#e0b060", "#6f9fd8", "#b294bb", "#6fc0c0", "#c5c8c6",
    "#6b7075", "#e78284", "#a6d189", "#f0c674", "#8caaee", "#ca9ee6", "#81c8be", "#ffffff",
};

static const char *colour(const VTermColor *color, const char *otherwise, char out[8])
{
    static const int cube[] = { 0, 95, 135, 175, 215, 255 };
    int index = color->indexed.idx;
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color))
        return otherwise;

    if (VTERM_COLOR_IS_RGB(color))
        snprintf(out, 8, "#%02x%02x%02x", color->rgb.red, color->rgb.green, color->rgb.blue);
    else if (index < 16)
        return palette[index];
    else if (index < 232)
        snprintf(out, 8, "#%02x%02x%02x", cube[(index - 16) / 36], cube[(index - 16) / 6 % 6],
                 cube[(index - 16) % 6]);
    else
        snprintf(out, 8, "#%02x%02x%02x", 8 + (index - 232) * 10, 8 + (index - 232) * 10,
                 8 + (index - 232) * 10);

    return out;
}

/* Which of the four arms from the middle of the cell a box drawing character has: left, right, up, down. */
static const struct box {
    uint32_t cp;
    bool left, right, up, down;
} boxes[] = {
    { 0x2500, true, true, false, false }, { 0x2502, false, false, true, true },
    { 0x250C, false, true, false, true }, { 0x2510, true, false, false, true },
    { 0x2514, false, true, true, false }, { 0x2518, true, false, true, false },
    { 0x251C, false, true, true, true },  { 0x2524, true, false, true, true },
    { 0x252C, true, true, false, true },  { 0x2534, true, true, true, false },
    { 0x253C, true, true, true, true },
};

static bool draw_box(struct paper *paper, uint32_t cp, const char *ink)
{
    double middle_x = paper->x + CELL_WIDTH / 2.0, middle_y = paper->y + CELL_HEIGHT / 2.0;
    if (cp == 0x2588) {
        (void)fprintf(paper->file, "<rect x='%g' y='%g' width='%d' height='%d' fill='%s'/>\n", paper->x,
                      paper->y, CELL_WIDTH, CELL_HEIGHT, ink);
        return true;
    }

    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        if (boxes[i].cp != cp)
            continue;
        (void)fprintf(paper->file, "<path d='M%g %gH%gM%g %gV%g' stroke='%s' stroke-width='1'/>\n",
                      boxes[i].left ? paper->x : middle_x, middle_y,
                      boxes[i].right ? paper->x + CELL_WIDTH : middle_x, middle_x,
                      boxes[i].up ? paper->y : middle_y, boxes[i].down ? paper->y + CELL_HEIGHT : middle_y,
                      ink);
        return true;
    }

    return false;
}

static void put_text(FILE *file, const uint32_t *chars)
{
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && chars[i]; i++) {
        char octets[4];
        size_t n = text_put(chars[i], octets);
        if (chars[i] == '&')
            (void)fputs("&amp;", file);
        else if (chars[i] == '<')
            (void)fputs("&lt;", file);
        else
            (void)fwrite(octets, 1, n, file);
    }
}

static void draw_cell(struct paper *paper, const VTermScreenCell *cell)
{
    char a[8], b[8];
    const char *ink = colour(&cell->fg, "#c5c8c6", a), *ground = colour(&cell->bg, "#1d1f21", b);
    const char *front = cell->attrs.reverse ? ground : ink, *back = cell->attrs.reverse ? ink : ground;
    int width = cell->width > 1 ? cell->width : 1;

    if (strcmp(back, "#1d1f21") != 0)
        (void)fprintf(paper->file, "<rect x='%g' y='%g' width='%d' height='%d' fill='%s'/>\n", paper->x,
                      paper->y, CELL_WIDTH * width, CELL_HEIGHT, back);

    if (cell->attrs.underline)
        (void)fprintf(paper->file, "<path d='M%g %gh%d' stroke='%s'/>\n", paper->x,
                      paper->y + CELL_HEIGHT - 2.5, CELL_WIDTH * width, front);
    if (cell->chars[0] == 0 || cell->chars[0] == ' ' || draw_box(paper, cell->chars[0], front))
        return;

    (void)fprintf(paper->file, "<text x='%g' y='%g' fill='%s'%s>", paper->x, paper->y + 13.5, front,
                  cell->attrs.bold ? " font-weight='bold'" : "");
    put_text(paper->file, cell->chars);
    (void)fputs("</text>\n", paper->file);
}

static bool draw(struct pty *pty, const char *path, int rows, int columns)
{
    struct paper paper = { .file = fopen(path, "w") };
    int width = columns * CELL_WIDTH + 2 * MARGIN, height = rows * CELL_HEIGHT + MARGIN + BAR + 4;
    if (!paper.file)
        return false;

    (void)fprintf(
        paper.file,
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='DejaVu Sans Mono' "
        "font-size='14.95'>\n<rect width='%d' height='%d' rx='8' fill='#1d1f21'/>\n"
        "<circle cx='18' cy='14' r='5' fill='#cc6666'/><circle cx='36' cy='14' r='5' fill='#e0b060'/>"
        "<circle cx='54' cy='14' r='5' fill='#8fbf6f'/>\n",
        width, height, width, height);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns;) {
            VTermScreenCell cell = pty_cell(pty, row, column);
            paper.x = MARGIN + column * CELL_WIDTH;
            paper.y = BAR + row * CELL_HEIGHT;
            draw_cell(&paper, &cell);
            column += cell.width > 1 ? cell.width : 1;
        }

    (void)fputs("</svg>\n", paper.file);
    return fclose(paper.file) == 0;
}

static void type(struct pty *pty, const char *keys)
{
    for (; *keys; keys++) {
        char key[2] = { *keys, '\0' };
        if (keys[0] == '\\' && keys[1] == 'e')
            key[0] = '\033';
        if (keys[0] == '\\' && keys[1] == 'r')
            key[0] = '\r';
        if (key[0] != *keys)
            keys++;
        pty_type(pty, key);
        pty_sync(pty);
    }
}

int main(int argc, char **argv)
{
    static const char *const env[] = { "TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME=/nonexistent",
                                       "DNSREG_TEST_SYNC=1", NULL };
    if (argc < 6) {
        (void)fputs("usage: shot OUT.svg ROWS COLUMNS KEYS PROGRAM ARGUMENTS...\n", stderr);
        return 2;
    }

    struct pty *pty = pty_start(argv + 5, env, atoi(argv[2]), atoi(argv[3]));
    pty_sync(pty);
    type(pty, argv[4]);

    bool ok = draw(pty, argv[1], atoi(argv[2]), atoi(argv[3]));
    pty_end(pty);
    return ok ? 0 : 3;
}
