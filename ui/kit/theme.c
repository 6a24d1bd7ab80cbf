#include "ui/kit/theme.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, BRIGHT };

/* 8 colours have no grey, so what is faint stays plain there. */
static const struct {
    const char *name;
    char letter, chosen; /* in dumps; chosen: with the focus */
    bool bold, underline;
    int colours[DEPTHS];
} roles[ROLES] = {
    [ROLE_TEXT] = { "text", '.', '>', false, false, { -1, -1, -1, -1 } },
    [ROLE_TITLE] = { "title", 't', 'T', true, false, { -1, -1, -1, -1 } },
    [ROLE_HEAD] = { "head", 'h', 'H', true, false, { -1, CYAN, CYAN, 73 } },
    [ROLE_FAINT] = { "faint", 'f', 'F', false, false, { -1, -1, BRIGHT + BLACK, 245 } },
    [ROLE_CODE] = { "code", 'c', 'C', false, false, { -1, YELLOW, YELLOW, 179 } },
    [ROLE_NAME] = { "name", 'n', 'N', true, false, { -1, -1, -1, -1 } },
    [ROLE_FREE] = { "free", 'g', 'G', false, false, { -1, GREEN, GREEN, 71 } },
    [ROLE_PRIVATE] = { "private", 'p', 'P', false, false, { -1, MAGENTA, MAGENTA, 139 } },
    [ROLE_RESERVED] = { "reserved", 'r', 'R', false, false, { -1, BLUE, BRIGHT + BLUE, 68 } },
    [ROLE_OLD] = { "old", 'o', 'O', false, true, { -1, -1, BRIGHT + BLACK, 245 } },
    [ROLE_MINE] = { "mine", 'm', 'M', true, false, { -1, CYAN, BRIGHT + CYAN, 80 } },
    [ROLE_ERROR] = { "error", 'e', 'E', true, false, { -1, RED, BRIGHT + RED, 203 } },
    [ROLE_WARNING] = { "warning", 'w', 'W', true, false, { -1, YELLOW, BRIGHT + YELLOW, 221 } },
    [ROLE_NOTE] = { "note", 'i', 'I', false, false, { -1, CYAN, CYAN, 110 } },
    [ROLE_KEY] = { "key", 'k', 'K', true, false, { -1, -1, -1, -1 } },
    [ROLE_FIELD] = { "field", 'l', 'L', false, true, { -1, -1, -1, -1 } },
};

struct style theme_style(enum depth depth, enum role role, enum look look)
{
    struct style style = {
        .foreground = roles[role].colours[depth],
        .background = COLOUR_DEFAULT,
        .bold = roles[role].bold,
        .underline = roles[role].underline,
    };

    if (look == LOOK_CHOSEN) { /* one bar, whatever stands in it: its sign and words still say what it is */
        style.foreground = COLOUR_DEFAULT;
        style.reverse = true;
    } else if (look == LOOK_STRONG) {
        style.bold = true;
    } else if (look == LOOK_FOUND) {
        style.underline = true;
    }

    return style;
}

char theme_letter(enum role role, enum look look)
{
    static const char other[] = { [LOOK_FOUND] = '_', [LOOK_STRONG] = '*' };
    if (look == LOOK_PLAIN)
        return roles[role].letter;
    if (look == LOOK_CHOSEN)
        return roles[role].chosen;
    return other[look];
}

const char *theme_role_name(enum role role)
{
    return roles[role].name;
}
