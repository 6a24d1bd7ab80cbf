/* The loop between a terminal and the app. */
#include "ui/app/explorer.h"

#include "db/watch.h"
#include "ui/app/app.h"
#include "ui/cli/session.h"
#include "ui/term/term.h"

#include <string.h>

static void grant(struct term *term, const struct app_wish *wish)
{
    if (wish->copy)
        (void)term_copy(term, wish->copy, strlen(wish->copy));
    if (wish->redraw) {
        term_leave(term);
        term_return(term);
    }

    if (wish->suspend)
        term_suspend(term);
}

/* One screen is drawn for all the events that wait: a held key or a typed-ahead line costs a screen, not one
 * a key. At most so many, or for so long, that a flood still shows where it is. */
enum {
    EVENTS_A_SCREEN = 4096,
    SCREEN_MS = 50,
    LOCKED_MS = 1000, /* nothing is drawn while another program's lock is waited for */
    REST_MS = 4,      /* a key ends it */
};

static void take_events(struct term *term, struct app *app, int watch, bool first, struct app_wish *wish)
{
    struct event event;
    int64_t before;
    bool waited = false;

    term_next(term, first ? REST_MS : app_timeout(app), watch, &event);
    /* What was written to a pseudo-terminal goes on when the writer rests: without one, the first screen is
     * seen only after this, often twice as late. */
    if (first)
        app_load_rest(app);

    int64_t until = event.now_ms + SCREEN_MS;
    for (int n = 1;; n++) {
        app_step(app, &event, wish);
        grant(term, wish);
        if (wish->quit || n == EVENTS_A_SCREEN || event.now_ms >= until)
            return;
        before = event.now_ms;
        term_next(term, 0, -1, &event);
        if (event.kind == EV_TICK)
            return;
        if (!waited && event.now_ms - before > SCREEN_MS) { /* a save waited, and these keys with it */
            waited = true;
            until = event.now_ms + SCREEN_MS;
        }
    }
}

static bool must_end(void *context)
{
    (void)context;
    return term_ending() != 0;
}

int explorer_run(struct session *session, const struct options *options, struct err *err)
{
    /* The file is read before the terminal is taken: what is wrong with it is then said on a plain line. */
    struct store *store = session_store(session, err);
    struct app_setup setup = { .session = session, .options = options };
    struct app_wish wish = { 0 };

    if (!store || !session_first_model(session, options->edition, err))
        return (int)err->kind;

    struct term *term = term_open(err);
    if (!term)
        return (int)err->kind;
    setup.rows = term_size(term).rows;
    setup.columns = term_size(term).columns;
    setup.ascii = term_ascii(term);
    setup.read_only = store_read_only(store);
    setup.stop = must_end;
    setup.keep_history = setup.keep_forms = true;
    store_wait_at_most(store, LOCKED_MS);
    store_heed(store, must_end, NULL);

    int watch = store_watch(store);
    setup.watched = watch >= 0;
    struct app *app = app_new(&setup, err);
    if (app)
        term_present(term, app_draw(app));
    for (bool first = true; app && !wish.quit; first = false) {
        take_events(term, app, watch, first, &wish);
        if (!wish.quit)
            term_present(term, app_draw(app));
    }

    int ended = term_ending();
    if (ended) /* what stopped for it has told of a problem, but there is none */
        wish.status = ended;
    else if (app && wish.problem)
        (void)err_set(err, ERR_ENV, "%s", wish.problem);

    app_free(app);
    term_close(term);
    return app ? wish.status : (int)err->kind;
}
