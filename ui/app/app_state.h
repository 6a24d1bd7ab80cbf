#ifndef UI_APP_APP_STATE_H
#define UI_APP_APP_STATE_H

/* What app*.c share; nobody else looks in here. */

#include "db/state.h"
#include "line/completion.h"
#include "line/history.h"
#include "line/line.h"
#include "registry/change.h"
#include "ui/app/app.h"
#include "ui/cli/save.h"
#include "ui/common/pane_output.h"
#include "ui/kit/pane.h"

enum { STACK_MOST = 8, MESSAGE_OCTETS = 512 };

/* A pane on the stack. The output of a verb lives as long as the pane that shows it. */
struct slot {
    struct pane pane;
    struct output output;
    char *output_text;
};

struct app_capture;

struct app {
    struct app_setup setup;
    struct screen *screen;
    struct line_editor *editor;
    struct history *history;
    const struct model *model;
    struct completer completer;    /* of lines behind `:`, for the model */
    const struct model **editions; /* NULL until app_load_rest */
    size_t n_editions, editions_capacity;
    struct pane places[PLACES];
    bool opened[PLACES];
    enum place place;
    struct slot stack[STACK_MOST];
    size_t depth;
    char edition[64];                /* the id of the one in force: the model may be another at any time */
    struct change_log *log;          /* NULL: to be read when a pane looks at it */
    int64_t newest;                  /* the newest action there was when others were last heard of */
    bool moved;                      /* the file was removed or replaced, and that was said */
    struct state *state;             /* NULL: no form can be kept */
    char not_kept[STATE_WHY_OCTETS]; /* why the form in front is not kept; "": it is, or there is none */
    struct left_form left;
    char *kept;                /* the form as it was last kept; NULL: none is */
    int64_t keep_due, kept_at; /* when the form is to be kept, -1: it need not; when it was */
    int64_t unkept_at;         /* with keep_due: when what is not kept was typed, or last tried to be kept */
    int64_t looked_at;         /* when it was last asked whether what is kept is still there */
    int64_t key_at;            /* the last key */
    struct app_capture *capture;     /* NULL: none is open */
    const struct captured *captured; /* of it, what panes see */
    char message[MESSAGE_OCTETS];
    bool problem;
    bool unseen; /* the message was not drawn yet */
    char *copy;
    int64_t now_ms;
};

/* ---- app_state.c ---- */

/* The pane that gets the keys. */
struct pane *app_front(struct app *app);
struct ctx app_ctx(const struct app *app);

void app_say(struct app *app, bool problem, const char *text);
void app_say_damage(struct app *app); /* what session_damage has to say, if anything */

/* The model is the one in force from now on. */
void app_set_model(struct app *app, const struct model *model);

/* Reads the editions that the model in force lists. One that is not in the file any more is left out; err
 * says so, or why the file cannot be read. */
void app_load_editions(struct app *app, struct err *err);

/* ---- app_stack.c: panes on top of each other ---- */

void app_push(struct app *app, const struct pane_ops *ops, const struct arg *arg);
void app_pop(struct app *app);

/* Brings a place to the front, where no form is open; its pane is opened with the arg. */
void app_go(struct app *app, enum place place, const struct arg *arg);

/* A text in a pane of its own; both are copied. */
void app_show(struct app *app, const char *title, const struct out *text);

/* The topmost form that has something to keep, as its pane writes it; NULL: there is none. The caller frees
 * the text. */
char *app_form(const struct app *app, char title[128]);
bool app_has_form(const struct app *app);

/* ---- app_keep.c: forms that outlive the program ---- */

/* Opens what is kept, and offers the form that somebody left. */
void app_keep_open(struct app *app);
void app_keep_close(struct app *app);

/* After an event: keeps the form in front if it is time, or now; forgets it when it is done. */
void app_keep_step(struct app *app, bool now);

/* When it is next to be called though nothing happens; -1: need not be. */
int64_t app_keep_due(const struct app *app);

/* Is no form on the stack, or is what is in it kept? */
bool app_keep_now(struct app *app);

/* Says what went wrong, and whether the form in front, if there is one, is kept. */
void app_say_unsaved(struct app *app, const char *text);

/* EFF_LEFT */
void app_left(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish);

/* ---- app_capture.c: a capture to step through ---- */

/* EFF_CAPTURE, EFF_STOP_CAPTURE */
void app_open_capture(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish);
void app_stop_capture(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish);

/* Reads some more of it. False: there is nothing to read. */
bool app_capture_step(struct app *app);
bool app_capture_reads(const struct app *app);
void app_capture_close(struct app *app);

/* ---- app_verb.c ---- */

/* Runs one line of the command language; its answer is added to text, a problem is said. */
void app_run_line(struct app *app, const char *line, struct out *text);

/* ---- app_changes.c: drafts, and what others do to the file ---- */

/* What became of a change. It points into itself. */
struct app_answer {
    struct reply reply; /* for the pane that asked */
    struct saved saved;
    struct err err;
    char problem[MESSAGE_OCTETS];
    const char *path;     /* of the file */
    bool changed;         /* the models are others now */
    bool tells_of_others; /* it says that another one changed the file: no news is due of that */
};

/* EFF_SAVE, EFF_REMOVE, EFF_UNDO, EFF_REDO. */
void app_change(struct app *app, const struct effect *effect, struct app_answer *answer);

/* The registries as the file has them now; and the log too. False: the file cannot be read, and nothing can
 * be shown any more: the wish is to quit. Every pane is to be told. */
bool app_renew(struct app *app, struct app_wish *wish);
bool app_show_change(struct app *app, struct app_wish *wish);

/* Reads the log if the pane in front looks at it. */
void app_need_log(struct app *app);

/* The newest action in the file; 0: there is none. */
int64_t app_newest(struct app *app);

/* Asks the file what others did to it, and says it. True: the models are others now. */
bool app_news(struct app *app, struct app_wish *wish);

/* ---- app_effects.c ---- */

/* Carries out, in their order, the effects of a pane. The only place where anything happens. */
void app_apply(struct app *app, struct pane *pane, const struct effects *effects, struct app_wish *wish);

/* Gives a pane an event, or has it do one of its actions, and carries out what comes back. */
void app_hand(struct app *app, struct pane *pane, const struct event *event, struct app_wish *wish);
void app_act(struct app *app, struct pane *pane, int action, struct app_wish *wish);

/* Gives every pane an event that is not a key: the places, and all that is on the stack. */
void app_tell(struct app *app, const struct event *event, struct app_wish *wish);

/* Takes another edition; what is wrong is said in the message line. */
void app_take_edition(struct app *app, const char *id, struct app_wish *wish);

#endif
