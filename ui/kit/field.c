#include "ui/kit/field.h"

#include "base/text.h"

static int width_of(uint32_t cp)
{
    int width = text_width(cp);
    return width > 0 ? width : 0;
}

static int columns_of(const char *text, size_t len)
{
    int columns = 0;
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        at += text_next(text + at, len - at, &cp);
        columns += width_of(cp);
    }
    return columns;
}

/* The first octet in sight: the field shows the line from its begin until the cursor would leave it, then the
 * cursor is in its last column. */
static size_t first_octet(const struct line *line, int columns)
{
    int before = columns_of(line->text, line->cursor); /* columns from `at` to the cursor */
    size_t at = 0;

    while (at < line->cursor && before >= columns) {
        uint32_t cp = 0;
        at += text_next(line->text + at, line->len - at, &cp);
        before -= width_of(cp);
    }
    return at;
}

void field_draw(struct screen *screen, int row, int column, int columns, const struct line *line, bool focus)
{
    size_t first = first_octet(line, columns);
    screen_wipe(screen, (struct rect){ row, column, 1, columns }, ROLE_FIELD);
    (void)screen_octets(screen, row, column, columns, ROLE_FIELD, line->text + first, line->len - first);
    if (focus)
        screen_cursor(screen, row, column + columns_of(line->text + first, line->cursor - first));
}

uint16_t field_at(const struct line *line, int columns, int at)
{
    size_t octet = first_octet(line, columns);
    int column = 0;

    while (octet < line->len) {
        uint32_t cp = 0;
        size_t n = text_next(line->text + octet, line->len - octet, &cp);
        int width = width_of(cp);
        if (column + width > at && width > 0)
            break;
        column += width;
        octet += n;
    }

    return (uint16_t)octet;
}
