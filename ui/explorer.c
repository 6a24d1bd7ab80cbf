/* The loop between a terminal and the app. */
#include "ui/explorer.h"

#include "cli/session.h"
#include "db/watch.h"
#include "ui/app.h"
#include "ui/term.h"

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

int explorer_run(struct session *session, const struct options *options, struct err *err)
{
    /* The file is read before the terminal is taken: what is wrong with it is then said on a plain line. */
    struct store *store = session_store(session, err);
    struct app_setup setup = { .session = session, .options = options };
    struct app_wish wish = { 0 };
    struct term *term;
    struct app *app;
    int watch;
    if (!store || !session_first_model(session, options->edition, err))
        return (int)err->kind;
    term = term_open(err);
    if (!term)
        return (int)err->kind;
    setup.rows = term_size(term).rows;
    setup.columns = term_size(term).columns;
    setup.ascii = term_ascii(term);
    setup.read_only = store_read_only(store);
    setup.keep_history = setup.keep_forms = true;
    watch = store_watch(store);
    setup.watched = watch >= 0;
    app = app_new(&setup, err);
    if (app)
        term_present(term, app_draw(app));
    if (app && app_load_rest(app))
        term_present(term, app_draw(app));
    while (app && !wish.quit) {
        struct event event;
        term_next(term, app_timeout(app), watch, &event);
        app_step(app, &event, &wish);
        grant(term, &wish);
        if (!wish.quit)
            term_present(term, app_draw(app));
    }
    if (app && wish.problem)
        (void)err_set(err, ERR_ENV, "%s", wish.problem);
    app_free(app);
    term_close(term);
    return app ? wish.status : (int)err->kind;
}
