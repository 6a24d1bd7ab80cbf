#include "db/loader.h"

#include <stdlib.h>
#include <string.h>

static int compare_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* The order in which rows are listed: by registry; numbers by code, then context; texts and pairs by key. */
static int compare_loaded(const void *left, const void *right)
{
    const struct loaded *a = *(const struct loaded *const *)left, *b = *(const struct loaded *const *)right;
    int order = compare_number((uintptr_t)a->registry, (uintptr_t)b->registry);

    if (order == 0 && (a->registry->kind == KEY_TEXT || a->registry->kind == KEY_PAIR)) {
        order = compare_text(a->record.key, b->record.key);
        if (order == 0)
            order = compare_text(a->record.key2, b->record.key2);
    }

    if (order == 0)
        order = compare_number(a->record.low, b->record.low);
    if (order == 0)
        order = compare_number(b->record.high, a->record.high); /* patterns: the wider one first */
    if (order == 0)
        order = compare_number(a->record.low2, b->record.low2);
    return order ? order : compare_text(a->record.context, b->record.context);
}

static int compare_loaded_range(const void *left, const void *right)
{
    const struct loaded_range *a = left, *b = right;
    int order = compare_number((uintptr_t)a->registry, (uintptr_t)b->registry);
    return order ? order : compare_number(a->record.low, b->record.low);
}

void loader_gather(struct loader *loader)
{
    struct model *model = loader->model;
    struct table *tables = arena_take(&model->arena, (model->n_registries + 1) * sizeof *tables);
    struct assignment *records = arena_take(&model->arena, (loader->n_records + 1) * sizeof *records);
    struct range *ranges = arena_take(&model->arena, (loader->n_ranges + 1) * sizeof *ranges);
    size_t r = 0, a = 0;
    const struct loaded **order = memory_take((loader->n_records + 1) * sizeof(struct loaded *));

    for (size_t i = 0; i < loader->n_records; i++) /* what is sorted is small: records are moved once */
        order[i] = &loader->records[i];
    if (loader->n_records > 0)
        qsort(order, loader->n_records, sizeof(struct loaded *), compare_loaded);
    if (loader->n_ranges > 0)
        qsort(loader->ranges, loader->n_ranges, sizeof *loader->ranges, compare_loaded_range);
    for (size_t i = 0; i < model->n_registries; i++) {
        const struct registry *registry = &model->registries[i];
        struct table *table = &tables[model->n_tables];
        unsigned page = 0;
        *table = (struct table){ .registry = registry, .ranges = ranges + r, .assignments = records + a };
        for (; r < loader->n_ranges && loader->ranges[r].registry == registry; r++, table->n_ranges++) {
            ranges[r] = loader->ranges[r].record;
            page = loader->ranges[r].page;
        }
        for (; a < loader->n_records && order[a]->registry == registry; a++, table->n_assignments++) {
            records[a] = order[a]->record;
            page = order[a]->page;
        }
        if (table->n_ranges + table->n_assignments > 0)
            table->as_of = loader->pages[page].as_of;
        else if (registry->page)
            continue; /* not in this edition; one of the user's own is in all, with or without ranges */
        model->n_tables++;
    }

    free(order);
    model->tables = loader->tables = tables;
    model->edition.registries = (unsigned)model->n_tables;
}
