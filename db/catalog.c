/* What all editions share: the registries, the editions themselves, documents and policies. */

#include "base/text.h"
#include "db/digest.h"
#include "db/loader.h"
#include "db/sql.h"

#include <string.h>

static const char registries_sql[] =
    "SELECT " REGISTRY_COLUMNS " FROM registry WHERE origin <> 'local' OR EXISTS (SELECT 1 FROM snapshot "
    "WHERE series = 'local' AND page = registry.id AND state = 'sealed') OR NOT EXISTS (SELECT 1 FROM "
    "snapshot "
    "WHERE series = 'local' AND page = registry.id) ORDER BY place, id"; /* one that never had a range is
                                                                            there */

static void take_registry(struct loader *loader, sqlite3_stmt *row)
{
    if (!loader->registries || loader->model->n_registries == loader->room[0])
        return; /* a damaged file may hold more than it counts */

    struct registry *registry = &loader->registries[loader->model->n_registries++];
    loader_sum_shared(loader, row, OF_REGISTRIES, 13);
    registry->id = loader_needed(loader, row, 0);
    registry->page = loader_text(loader, row, 1);
    registry->iana_id = loader_text(loader, row, 2);
    registry->title = loader_needed(loader, row, 3);
    registry->iana_title = loader_text(loader, row, 4);
    registry->group = loader_needed(loader, row, 5);
    registry->kind = (enum key_kind)row_word(row, 6, key_kind_words, KEY_TEXT);
    registry->width = row_number(row, 7) <= 62 ? (unsigned)row_number(row, 7) : 0;
    registry->bits_from_lsb = row_has(row, 8) && text_equal(loader_said(row, 8), "lsb");
    registry->names = (enum name_kind)row_word(row, 9, name_kind_words, NAME_FREE);
    registry->space = loader_text(loader, row, 10);
    registry->documents = loader_text(loader, row, 11);
    registry->place = (unsigned)row_number(row, 12);
}

static const char editions_sql[] = "SELECT " EDITION_COLUMNS " FROM edition ORDER BY place, id";

static void take_edition(struct loader *loader, sqlite3_stmt *row)
{
    if (!loader->editions || loader->model->n_editions == loader->room[1])
        return; /* a damaged file may hold more than it counts */

    struct edition *edition = &loader->editions[loader->model->n_editions++];
    loader_sum_shared(loader, row, OF_EDITIONS, 9);
    edition->id = loader_needed(loader, row, 0);
    edition->title = loader_needed(loader, row, 1);
    edition->form = loader_needed(loader, row, 2);
    edition->generic = loader_needed(loader, row, 3);
    edition->process = loader_needed(loader, row, 4);
    edition->policies = loader_needed(loader, row, 5);
    edition->as_of = loader_text(loader, row, 6);
}

static const char names_sql[] = "SELECT " NAME_COLUMNS " FROM registry_name";

static void take_name(struct loader *loader, sqlite3_stmt *row)
{
    loader_sum_shared(loader, row, OF_NAMES, 3);
}

/* The user's row of an id stands before the shipped one: 'local' is the first of the origins. */
static const char documents_sql[] = "SELECT " DOCUMENT_COLUMNS " FROM document ORDER BY id, origin";

static void take_document(struct loader *loader, sqlite3_stmt *row)
{
    int order = -1; /* of the one before and this; names differ in case alone where a user writes his own */
    if (!loader->documents || loader->model->n_documents == loader->room[2])
        return; /* a damaged file may hold more than it counts */
    loader_sum_shared(loader, row, OF_DOCUMENTS, 5);
    if (loader->model->n_documents > 0)
        order = text_casecmp(loader->documents[loader->model->n_documents - 1].id, loader_said(row, 0));
    if (order == 0)
        return;

    loader->shared.disordered |= order > 0;
    struct document *document = &loader->documents[loader->model->n_documents++];
    *document = (struct document){ .id = loader_needed(loader, row, 0),
                                   .title = loader_text(loader, row, 1),
                                   .date = loader_text(loader, row, 2),
                                   .relation = loader_text(loader, row, 3),
                                   .other = loader_text(loader, row, 4) };
}

static const char policies_sql[] = "SELECT " POLICY_COLUMNS " FROM policy ORDER BY policy, origin";

static void take_policy(struct loader *loader, sqlite3_stmt *row)
{
    int order = -1; /* of the one before and this */
    if (!loader->policies || loader->model->n_policies == loader->room[3])
        return; /* a damaged file may hold more than it counts */
    loader_sum_shared(loader, row, OF_POLICIES, 4);
    if (loader->model->n_policies > 0)
        order = strcmp(loader->policies[loader->model->n_policies - 1].policy, loader_said(row, 0));
    if (order == 0)
        return;

    loader->shared.disordered |= order > 0;
    struct policy *policy = &loader->policies[loader->model->n_policies++];
    *policy = (struct policy){ .policy = loader_needed(loader, row, 0),
                               .brief = loader_needed(loader, row, 1),
                               .aliases = loader_text(loader, row, 2),
                               .asks = loader_needed(loader, row, 3) };
}

static const char counts_sql[] = "SELECT (SELECT count(*) FROM registry), (SELECT count(*) FROM edition), "
                                 "(SELECT count(*) FROM document), (SELECT count(*) FROM policy), "
                                 "(SELECT value FROM meta WHERE name = 'rows')";

/* Room for the rows of the four tables that every edition shares. */
static void take_counts(struct loader *loader, sqlite3_stmt *row)
{
    struct model *model = loader->model;
    struct arena *arena = &model->arena;

    for (int i = 0; i < 4; i++)
        loader->room[i] = (size_t)row_number(row, i);
    loader_take_shipped(&loader->shared, row, 4);
    loader->registries = arena_take(arena, (loader->room[0] + 1) * sizeof *loader->registries);
    loader->editions = arena_take(arena, (loader->room[1] + 1) * sizeof *loader->editions);
    loader->documents = arena_take(arena, (loader->room[2] + 1) * sizeof *loader->documents);
    loader->policies = arena_take(arena, (loader->room[3] + 1) * sizeof *loader->policies);
    model->registries = loader->registries;
    model->editions = loader->editions;
    model->documents = loader->documents;
    model->policies = loader->policies;
}

bool loader_take_catalog(struct loader *loader, const char *edition)
{
    struct model *model = loader->model;
    if (!loader_each(loader, counts_sql, take_counts) ||
        !loader_each(loader, registries_sql, take_registry) ||
        !loader_each(loader, editions_sql, take_edition) || !loader_each(loader, policies_sql, take_policy))
        return false;

    const struct edition *found = model_edition(model, edition);
    if (!found)
        return err_set(loader->err, ERR_USAGE, "no edition is called %s; `dnsreg editions` lists them",
                       text_brief(edition).text);

    model->edition = *found;
    return true;
}

static const char snapshots_sql[] = "SELECT " SNAPSHOT_COLUMNS " FROM snapshot "
                                    "WHERE origin = 'shipped' AND series <> 'local'";

/* One that is lost or of another series would be missed by no sum of its own. */
static void take_snapshot(struct loader *loader, sqlite3_stmt *row)
{
    loader_sum_up(loader, &loader->shared, row, 0, OF_SNAPSHOTS);
}

/* What stands beside the rows, for all of them. */
bool loader_take_documents(struct loader *loader)
{
    return loader_each(loader, snapshots_sql, take_snapshot) && loader_each(loader, names_sql, take_name) &&
           loader_each(loader, documents_sql, take_document);
}
