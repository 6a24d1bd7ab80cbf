#ifndef UI_KIT_PANE_H
#define UI_KIT_PANE_H

/* What a pane is. It draws into a screen, gets actions and events, and answers with effects; it never sees
 * the terminal, the file, or another pane. Its state is plain data that is thrown away without ceremony. */

#include "registry/draft.h"
#include "registry/log_seen.h"
#include "ui/kit/binding.h"
#include "ui/kit/event.h"
#include "ui/kit/screen.h"

struct captured;
struct change_log;
struct completer;
struct history;
struct line_editor;
struct out;

/* What a pane may look at. Nothing of it may be kept: the model is another one after the next change. */
struct ctx {
    const struct model *model; /* the edition in force */
    const struct model *const
        *editions; /* all of them, in their order; they come a moment after the first frame */
    size_t n_editions;
    const struct change_log *log; /* of the drafts; NULL: not read yet */
    const int64_t *own; /* the actions that this process made; another's are not taken back unasked */
    size_t n_own;
    const struct captured *captured;   /* the capture that is open; NULL: none */
    bool read_only;                    /* the file takes no changes */
    bool keeps;                        /* a form in progress survives the program */
    const char *not_kept;              /* why not, in a few words; NULL: it does, or none is to */
    const struct history *history;     /* what was typed behind `:` */
    const struct completer *completer; /* of lines behind `:`; NULL: none */
    int64_t now_ms;                    /* as in events */
    struct rect area;                  /* the pane's part of the screen */
    struct line_editor *editor;        /* for line_key; holds nothing of the pane's */
};

/* The panes that have a number in line 1; they stay what they are while others lie on top. */
enum place { PLACE_BROWSE, PLACE_SEARCH, PLACE_HEADER, PLACE_CHANGES, PLACES };

/* Actions that one pane asks of another with EFF_ACT; panes number their own from 1. */
enum shared_action { ACTION_NEXT = 500, ACTION_PREVIOUS };

/* What a new pane is told. The text is copied. */
struct arg {
    int64_t number;
    char text[256];
    const void *data; /* lives as long as the pane that pushes */
};

enum effect_kind {
    EFF_PUSH,     /* push: a pane on top */
    EFF_POP,      /* this pane is done */
    EFF_GO,       /* go: the numbered pane comes to the front, and its open is called again with the arg */
    EFF_ACT,      /* act: the numbered pane does one of its actions, wherever it is */
    EFF_VERB,     /* text: a line of the command language */
    EFF_COPY,     /* text: to the terminal's clipboard */
    EFF_COPY_ALL, /* octets: the same, of any length */
    EFF_SHOW,     /* show: a text in a pane of its own */
    EFF_SAVE,     /* save: what was written of a draft; answered with EV_ANSWER */
    EFF_REMOVE,   /* remove: a draft, answered likewise */
    EFF_UNDO,     /* undo: reverts the seen action and every newer one down to `down_to`. Answered */
    EFF_REDO,     /* undo: does the action again that was seen. Answered */
    EFF_LEFT,     /* opens the form that was left unfinished */
    EFF_ASK,      /* ask: a question; on yes the asking pane gets the action */
    EFF_YES,      /* action: this pane is done, and the one beneath does the action */
    EFF_GIVE,     /* text: this pane is done, and the one beneath gets EV_ANSWER with the text */
    EFF_PASTE,    /* octets: this pane is done, and the one beneath gets them with EV_PASTE */
    EFF_CAPTURE,  /* text: the path of a capture to open; its pane comes on top */
    EFF_STOP_CAPTURE, /* reads no more of it */
    EFF_EDITION,      /* text: the id of the edition to take */
    EFF_MESSAGE,      /* text for the message line */
    EFF_PROBLEM,      /* the same, for what went wrong */
    EFF_UNSAVED,      /* the same, for a form that was not saved; whether it is kept is said behind it */
    EFFECTS,
};

struct pane_ops;

struct effect {
    enum effect_kind kind;

    union {
        struct {
            const struct pane_ops *ops;
            struct arg arg;
        } push;

        struct {
            enum place place;
            struct arg arg;
        } go;

        struct {
            enum place place;
            int action;
        } act;

        struct {
            const char *registry; /* its id; this and the texts live as long as the pane */
            int64_t id, rev;      /* id 0: a new draft */
            struct draft_text text;
            int64_t from;  /* the draft that has the kept fields */
            unsigned kept; /* fields that stay as that draft has them: 1 << enum draft_field */
        } save;

        struct {
            int64_t id, rev;
        } remove;

        struct {
            struct log_seen seen; /* by who decided so: if another change came since, nothing is done */
            int64_t down_to;      /* 0: the one action */
        } undo;

        int action;

        struct {
            char question[200]; /* "Remove LABNET from CLASSes?" */
            int action;
        } ask;

        struct {
            const char *at; /* lives as long as the pane's state */
            size_t len;
        } octets;

        struct {
            const char *title, *at; /* live as long as the pane */
            size_t len;
        } show;

        char text[512];
    } u;
};

/* Carried out in their order. */
struct effects {
    struct effect at[4];
    unsigned n;
};

struct pane {
    const struct pane_ops *ops;
    void *state; /* ops->state_size octets, zeroed before the first open */
};

/* NULL is allowed for open, act, event, typing, only and keep. Where a pane has parts, one pure function of
 * its own says where they are; drawing and the mouse both ask it. */
struct pane_ops {
    const char *name;           /* as in the title line and in help */
    int number;                 /* of a place: its digit in line 1 */
    bool log;                   /* it looks at ctx->log */
    bool over;                  /* the pane beneath shows around it */
    const struct binding *keys; /* ends with keys NULL */
    size_t state_size;
    void (*open)(struct pane *pane, const struct ctx *ctx, const struct arg *arg);
    /* A key of the table. */
    struct effects (*act)(struct pane *pane, const struct ctx *ctx, int action);
    /* Keys that no table has, paste, mouse, resize, tick, a new model. */
    struct effects (*event)(struct pane *pane, const struct ctx *ctx, const struct event *event);
    /* Is a field being typed in? Then keys that are text go to `event`, not to the table. */
    bool (*typing)(const struct pane *pane);
    /* The keys that alone work now, instead of `keys` and the program's own but ^L and ^Z: where a question
     * waits for its answer. NULL: it does not. */
    const struct binding *(*only)(const struct pane *pane, const struct ctx *ctx);
    /* Writes what is to outlive the program, a form in progress, for open to read back from arg.data; a title
     * for people too. False: there is nothing to keep. */
    bool (*keep)(const struct pane *pane, char title[128], struct out *out);
    /* Draws into ctx->area; the screen is clear. */
    void (*draw)(const struct pane *pane, const struct ctx *ctx, struct screen *screen);
};

/* Nothing to do. */
struct effects effects_none(void);

/* One more at the end; beyond the fourth it is dropped and false comes back, which only a mistake in a pane
 * does. */
bool effects_add(struct effects *effects, struct effect effect);

/* The common ones alone. */
struct effects effects_one(struct effect effect);
struct effects effects_kind(enum effect_kind kind);
struct effects effects_push(const struct pane_ops *ops, const struct arg *arg);
struct effects effects_go(enum place place, const struct arg *arg); /* arg may be NULL */

/* An effect with text: EFF_MESSAGE, EFF_PROBLEM, EFF_VERB, EFF_COPY, EFF_EDITION. */
struct effect effect_text(enum effect_kind kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
