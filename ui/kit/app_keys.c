#include "ui/kit/app_keys.h"

#include <stddef.h>

const struct binding app_keys[] = {
    { "? F1", APP_HELP, "help", "the keys of this place" },
    { "/", APP_SEARCH, "search", "search all registries, as you type" },
    { "E", APP_EDITIONS, "edition", "the editions: take one, compare two" },
    { "[", APP_EDITION_BEFORE, NULL, "to the edition before" },
    { "]", APP_EDITION_AFTER, NULL, "to the edition after" },
    { ": Alt-:", APP_VERB, "verb", "a verb of the command line, such as `what 65`" },
    { "1 Alt-1", APP_PANE_1, NULL, "Browse: registries and their rows" },
    { "2 Alt-2", APP_PANE_2, NULL, "Search: what a word means, in all of them" },
    { "3 Alt-3", APP_PANE_3, NULL, "Header: a message, bit by bit" },
    { "5 Alt-5", APP_PANE_5, NULL, "Changes: drafts, and the log of changes" },
    { "^L", APP_REDRAW, NULL, "draw the screen anew" },
    { "^Z", APP_SUSPEND, NULL, "stop, and give the terminal to the shell" },
    { "q ^C", APP_BACK, "quit", "close what is in front, or quit" },
    { NULL, 0, NULL, NULL },
};
