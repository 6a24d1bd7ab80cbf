#include "registry/model.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void model_free(struct model *model)
{
    if (!model)
        return;
    arena_free(&model->arena);
    free(model);
}

static bool is_page_and_id(const struct registry *registry, const char *name)
{
    size_t page = registry->page ? strlen(registry->page) : 0;
    return page > 0 && registry->iana_id && text_prefix(name, registry->page) && name[page] == '/' &&
           text_equal(name + page + 1, registry->iana_id);
}

const struct registry *model_registry(const struct model *model, const char *name)
{
    const struct registry *found = NULL;

    for (size_t i = 0; i < model->n_registries; i++) {
        const struct registry *registry = &model->registries[i];
        if (text_equal(registry->id, name) || is_page_and_id(registry, name) ||
            text_equal(registry->title, name))
            return registry;
    }

    for (size_t i = 0; i < model->n_registries; i++) {
        const struct registry *registry = &model->registries[i];
        if (!(registry->iana_id && text_equal(registry->iana_id, name)) &&
            !(registry->iana_title && text_equal(registry->iana_title, name)))
            continue;
        if (found)
            return NULL;
        found = registry;
    }

    return found;
}

const struct table *model_table(const struct model *model, const struct registry *registry)
{
    for (size_t i = 0; i < model->n_tables; i++)
        if (model->tables[i].registry == registry)
            return &model->tables[i];
    return NULL;
}

const struct table *model_table_called(const struct model *model, const char *registry)
{
    for (size_t i = 0; model && i < model->n_tables; i++)
        if (strcmp(model->tables[i].registry->id, registry) == 0)
            return &model->tables[i];
    return NULL;
}

const struct edition *model_edition(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_editions; i++)
        if (text_equal(model->editions[i].id, id))
            return &model->editions[i];
    return NULL;
}

static int compare_document(const void *key, const void *item)
{
    return text_casecmp(key, ((const struct document *)item)->id);
}

const struct document *model_document(const struct model *model, const char *id)
{
    if (model->n_documents == 0)
        return NULL;
    return bsearch(id, model->documents, model->n_documents, sizeof *model->documents, compare_document);
}

const struct policy *model_policy(const struct model *model, const char *policy)
{
    for (size_t i = 0; i < model->n_policies; i++)
        if (text_equal(model->policies[i].policy, policy))
            return &model->policies[i];
    return NULL;
}

const struct range *table_range(const struct table *table, uint64_t code)
{
    for (size_t i = 0; i < table->n_ranges; i++) {
        const struct range *range = &table->ranges[i];
        if (range->numeric && range->low <= code && code <= range->high)
            return range;
    }
    return NULL;
}

bool assignment_has_alias(const struct assignment *assignment, const char *name)
{
    for (size_t i = 0; i < assignment->n_aliases; i++)
        if (text_equal(assignment->aliases[i], name))
            return true;
    return false;
}

bool assignment_is_called(const struct assignment *assignment, const char *name)
{
    return (assignment->mnemonic && text_equal(assignment->mnemonic, name)) ||
           assignment_has_alias(assignment, name);
}
