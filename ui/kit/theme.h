#ifndef UI_KIT_THEME_H
#define UI_KIT_THEME_H

/* Roles are what cells mean; a theme says how a role looks at each depth of colour. No meaning is told by
 * colour alone: the signs and the words beside it say the same. */

#include <stdbool.h>

enum role {
    ROLE_TEXT,
    ROLE_TITLE,    /* line 1 */
    ROLE_HEAD,     /* heads of columns and parts */
    ROLE_FAINT,    /* less important text, rules between parts */
    ROLE_CODE,     /* numbers */
    ROLE_NAME,     /* mnemonics */
    ROLE_FREE,     /* may be asked for */
    ROLE_PRIVATE,  /* private, local and experimental use */
    ROLE_RESERVED, /* reserved or closed */
    ROLE_OLD,      /* obsolete, deprecated, historic */
    ROLE_MINE,     /* drafts of the user */
    ROLE_ERROR,
    ROLE_WARNING,
    ROLE_NOTE,
    ROLE_KEY,   /* a key to press */
    ROLE_FIELD, /* text being typed */
    ROLES,
};

/* A second thing a cell can be beside its role; the stronger is the later. */
enum look {
    LOOK_PLAIN,
    LOOK_FOUND,  /* where a search matched */
    LOOK_STRONG, /* the chosen row of a part that has not the focus */
    LOOK_CHOSEN, /* the one thing on the screen with the focus */
};

enum depth { DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256, DEPTHS };

enum { COLOUR_DEFAULT = -1 };

struct style {
    int foreground, background; /* a colour number or COLOUR_DEFAULT */
    bool bold, underline, reverse;
};

/* How a cell of this role and look is drawn. */
struct style theme_style(enum depth depth, enum role role, enum look look);

/* The letter of a cell in the second plane of a dump, see screen_dump. */
char theme_letter(enum role role, enum look look);

/* The name of a role, as SCREENS and themes call it. */
const char *theme_role_name(enum role role);

#endif
