#ifndef UI_KIT_EVENT_H
#define UI_KIT_EVENT_H

/* All that can happen to the explorer, as values. Nothing in here knows a terminal. */

#include "line/key.h"

enum event_kind {
    EV_KEY,    /* one key */
    EV_PASTE,  /* pasted octets, any octets: never keys */
    EV_MOUSE,  /* the mouse */
    EV_RESIZE, /* a new size, or the terminal was given back: draw again */
    EV_TICK,   /* the time passed and nothing came */
    EV_WAKE,   /* the watched descriptor has something to read */
    EV_MODEL,  /* the data is another one now */
    EV_ANSWER, /* what became of an effect, to the pane that asked for it */
    EV_STOP,   /* asked from outside to stop (SIGTSTP): save, then stop */
    EV_END,    /* asked from outside to end, or the terminal is gone: save, then leave with u.status */
};

/* Lives until the next event is asked for. */
struct paste {
    const char *octets;
    size_t len;
    bool cut; /* there was more than 1 MiB */
};

enum mouse_kind { MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
    enum mouse_kind kind;
    int row, column;
};

struct size {
    int rows, columns;
};

struct saved;

/* The answer to an effect: EFF_SAVE, EFF_REMOVE, EFF_UNDO and EFF_REDO, and what EFF_GIVE gives. Lives as
 * long as the event. */
struct reply {
    int asked;                 /* the kind of the effect */
    const struct saved *saved; /* NULL: nothing was done, and problem says why */
    const char *problem;
    unsigned done;    /* EFF_UNDO, EFF_REDO: actions taken back, or done again */
    const char *text; /* EFF_GIVE */
};

struct event {
    enum event_kind kind;
    int64_t now_ms; /* a clock that only goes forward */

    union {
        struct key key;
        struct paste paste;
        struct mouse mouse;
        struct size size;
        struct reply answer;
        int status;
    } u;
};

#endif
