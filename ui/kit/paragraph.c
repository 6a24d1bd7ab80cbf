#include "ui/kit/paragraph.h"

#include "base/text.h"

#include <string.h>

size_t paragraph_line(const char *text, int columns)
{
    size_t len = strlen(text), fit = 0;
    int used = 0;

    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        char shown[TEXT_SHOW];
        size_t taken = text_next(text + at, len - at, &cp);
        int width = text_width(cp);
        if (cp == ' ')
            fit = at;
        used += width >= 0 ? width : (int)text_show(cp, (unsigned char)text[at], shown);
        if (used > columns)
            return fit > 0 ? fit : at > 0 ? at : taken;
        at += taken;
    }

    return len;
}

int paragraph_lines(const char *text, int columns)
{
    int lines = 0;
    for (; *text; lines++) {
        text += paragraph_line(text, columns);
        text += strspn(text, " ");
    }
    return lines;
}

int paragraph_draw(struct screen *screen, struct rect area, enum role role, const char *text)
{
    int lines = 0;

    for (; lines < area.rows && *text; lines++) {
        size_t len = lines + 1 < area.rows ? paragraph_line(text, area.columns) : strlen(text);
        (void)screen_octets(screen, area.row + lines, area.column, area.columns, role, text, len);
        text += len;
        text += strspn(text, " ");
    }
    return lines;
}
