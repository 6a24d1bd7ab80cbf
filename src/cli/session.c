#include "cli/session.h"

#include "base/text.h"

#include <stdlib.h>

struct session {
    struct store_place place;
    struct store *store;
    struct model **models;
    size_t n, capacity;
};

struct session *session_new(const struct store_place *place)
{
    struct session *session = memory_take(sizeof *session);
    session->place = *place;
    return session;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    for (size_t i = 0; i < session->n; i++)
        model_free(session->models[i]);
    free(session->models);
    store_close(session->store);
    free(session);
}

struct store *session_store(struct session *session, struct err *err)
{
    if (!session->store)
        session->store = store_open(&session->place, err);
    return session->store;
}

const struct model *session_model(struct session *session, const char *edition, struct err *err)
{
    struct store *store = session_store(session, err);
    struct model *model;
    if (!store)
        return NULL;
    for (size_t i = 0; i < session->n; i++)
        if (text_equal(session->models[i]->edition.id, edition))
            return session->models[i];
    model = store_load(store, edition, err);
    if (!model)
        return NULL;
    session->models = array_grow(session->models, &session->capacity, session->n + 1, sizeof(struct model *));
    return session->models[session->n++] = model;
}

const char *session_note(const struct session *session)
{
    return session->store ? store_note(session->store) : NULL;
}
