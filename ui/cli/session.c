#include "ui/cli/session.h"

#include "base/text.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct session {
    struct store_place place;
    struct store *store;
    struct model **models;
    struct model *first; /* rows alone */
    size_t n, capacity;
    char author[128]; /* empty: not asked for yet */
    char damage[640];
    bool damage_is_news; /* was not asked for yet */
    bool beyond_mending; /* writing the rows anew did not help: not again */
    bool tried_to_mend;  /* since the last refresh: what failed is not tried again for each edition */
};

struct session *session_new(const struct store_place *place)
{
    struct session *session = memory_take(sizeof *session);
    session->place = *place;
    return session;
}

void session_refresh(struct session *session)
{
    for (size_t i = 0; i < session->n; i++)
        model_free(session->models[i]);
    session->n = 0;
    model_free(session->first);
    session->first = NULL;
    session->tried_to_mend = false;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    session_refresh(session);
    free(session->models);
    store_close(session->store);
    free(session);
}

struct store *session_store(struct session *session, struct err *err)
{
    if (session->store)
        return session->store;

    session->store = store_open(&session->place, err);
    if (session->store && store_fault(session->store)) {
        session->damage_is_news = true;
        snprintf(session->damage, sizeof session->damage, "%s", store_fault(session->store));
    }
    return session->store;
}

/* Rows that were damaged are written anew, once between two refreshes, and not where it did not help. */
static struct model *load_sound(struct session *session, const char *edition, struct err *err)
{
    struct store *store = session->store;
    struct model *model = store_load(store, edition, err);
    struct err why = { 0 };
    char what[64];

    if (!model || !model->damaged || session->tried_to_mend || session->beyond_mending)
        return model;

    snprintf(what, sizeof what, "%s", model->damaged);
    session->tried_to_mend = session->damage_is_news = true;
    if (store_mend(store, &why)) {
        struct model *mended = store_load(store, edition, err);
        model_free(model);
        model = mended;
        session->beyond_mending = model && model->damaged;
        if (session->beyond_mending)
            (void)err_set(&why, ERR_ENV, "writing them anew did not help");
    }

    if (why.kind == ERR_NONE)
        snprintf(session->damage, sizeof session->damage,
                 "rows of %s were damaged; all shipped rows were written anew: %.200s", what,
                 store_path(store));
    else
        snprintf(session->damage, sizeof session->damage,
                 "rows of %s are damaged, and answers may be wrong: %.200s; not mended: %.200s", what,
                 store_path(store), why.text);

    return model;
}

const struct model *session_model(struct session *session, const char *edition, struct err *err)
{
    struct store *store = session_store(session, err);
    if (!store)
        return NULL;

    for (size_t i = 0; i < session->n; i++)
        if (text_equal(session->models[i]->edition.id, edition))
            return session->models[i];

    struct model *model = load_sound(session, edition, err);
    if (!model)
        return NULL;
    session->models = array_grow(session->models, &session->capacity, session->n + 1, sizeof(struct model *));
    return session->models[session->n++] = model;
}

const struct model *session_first_model(struct session *session, const char *edition, struct err *err)
{
    struct store *store = session_store(session, err);
    if (store && !session->first)
        session->first = store_load_first(store, edition, err);
    return session->first;
}

const int64_t *session_groups(const struct session *session, size_t *n)
{
    *n = 0;
    return session->store ? store_groups(session->store, n) : NULL;
}

const char *session_note(const struct session *session)
{
    return session->store ? store_note(session->store) : NULL;
}

const char *session_damage(struct session *session)
{
    const bool news = session->damage_is_news;
    session->damage_is_news = false;
    return news ? session->damage : NULL;
}

/* ---- who and when ---- */

/* The line that git answers; empty: it answers none, or not the whole of it. */
static void ask_git(char *name, size_t size)
{
    FILE *answer = popen("git config user.name 2>/dev/null", "r"); /* NOLINT(cert-env33-c): a fixed text */
    if (!answer)
        return;

    bool whole = fgets(name, (int)size, answer) && !ferror(answer);
    int status = pclose(answer);
    if (!whole || (status != 0 && status != -1)) /* -1: whoever started us has children reaped unseen */
        name[0] = '\0';
    name[strcspn(name, "\r\n")] = '\0';
}

const char *session_author(struct session *session)
{
    const char *named = getenv("DNSREG_AUTHOR");
    char name[sizeof session->author] = "";
    if (session->author[0])
        return session->author;

    if (named && named[0])
        snprintf(name, sizeof name, "%s", named);
    else
        ask_git(name, sizeof name);

    if (!name[0]) {
        const struct passwd *user = getpwuid(getuid());
        snprintf(name, sizeof name, "%s", user && user->pw_name ? user->pw_name : "unknown");
    }

    (void)text_safe(session->author, sizeof session->author, name, strlen(name));
    return session->author;
}

/* As a time is written: 2026-11-21T09:12:00Z. */
static bool is_time(const char *text)
{
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return true;
}

void session_now(char at[SESSION_TIME])
{
    const char *named = getenv("DNSREG_NOW");
    time_t now = time(NULL);
    struct tm utc;
    if (named && is_time(named))
        snprintf(at, SESSION_TIME, "%s", named);
    else if (!gmtime_r(&now, &utc) || strftime(at, SESSION_TIME, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        snprintf(at, SESSION_TIME, "1970-01-01T00:00:00Z");
}
