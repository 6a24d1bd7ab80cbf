#ifndef REGISTRY_CHANGE_H
#define REGISTRY_CHANGE_H

/* Changes of the user's rows: how a save was answered, and the log of what was saved. */

#include "registry/log_seen.h"
#include "registry/rule.h"

enum save_answer {
    SAVE_DONE,
    SAVE_REFUSED, /* findings say why */
    SAVE_STALE, /* another one saved it since; nothing was written. The model's draft of that id is the newer.
                 * Of undo and redo: the log is another than the one that was seen */
    SAVE_GONE,  /* another one removed it since; nothing was written */
};

struct saved {
    enum save_answer answer;
    int64_t id, rev;          /* SAVE_DONE: what it is now; SAVE_STALE: the revision that stands */
    uint64_t code;            /* SAVE_DONE: the code it has, also if it asked for the next */
    int64_t over;             /* undo, redo: the action that was stepped over, its rows being gone; 0: none */
    struct findings findings; /* of the draft as it was judged, warnings with SAVE_DONE too */
};

enum group_kind { GROUP_CHANGE, GROUP_UNDO, GROUP_REDO };
extern const struct word group_words[]; /* change, undo, redo */

/* One row of the log: what one action did to one draft, or to one registry of the user's own. */
struct logged {
    int64_t group; /* the action */
    enum group_kind kind;
    const char *at, *who;               /* 2026-11-21T09:12:00Z */
    int64_t target;                     /* undo, redo: the action taken back or done again; else 0 */
    const char *target_at, *target_who; /* and when it was done by whom; NULL: no target */
    bool standing;                      /* a change that no undo has taken back */
    const char *registry;               /* its id */
    const char *title;                  /* and what it is called, also if it is in no edition now */
    const struct draft *before, *after; /* NULL: it was not there; both NULL: the registry itself changed */
    bool added;                         /* then: it came, and did not go */
};

struct change_log {
    struct logged *at; /* newest first */
    size_t n, capacity;
    int64_t undo, redo; /* the actions that undo and redo would take; 0: none */
    struct arena arena;
};

void change_log_free(struct change_log *log);

#endif
