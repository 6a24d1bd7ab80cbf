#ifndef UI_KIT_APP_KEYS_H
#define UI_KIT_APP_KEYS_H

/* The keys that mean the same in every pane. */

#include "ui/kit/binding.h"

enum app_action {
    APP_PANE_1 = ACTION_GLOBAL, /* one for each place, in their order */
    APP_PANE_2,
    APP_PANE_3,
    APP_PANE_5,
    APP_SEARCH,
    APP_VERB,
    APP_EDITIONS,
    APP_EDITION_BEFORE,
    APP_EDITION_AFTER,
    APP_HELP,
    APP_REDRAW,
    APP_SUSPEND,
    APP_BACK,
};

extern const struct binding app_keys[]; /* ends with keys NULL */

#endif
