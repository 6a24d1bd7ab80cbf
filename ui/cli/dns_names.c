#include "ui/cli/dns_names.h"

#include "registry/code_names.h"
#include "registry/draft.h"

#include <stdlib.h>
#include <string.h>

enum { WIDEST = 16 };

/* A code that has a name for each context. */
struct context_name {
    uint64_t code;
    const char *context, *name;
};

struct page {
    const char *registry;
    const char **names; /* by code */
    size_t n_names;
    struct context_name *contexts;
    size_t n_contexts, capacity;
};

struct name_book {
    struct page *pages;
    size_t n, capacity;
};

static void add_record(struct page *page, const struct assignment *assignment)
{
    const char *name = record_name(assignment);
    if (!assignment->numeric || !name)
        return;

    if (assignment->context) {
        page->contexts =
            array_grow(page->contexts, &page->capacity, page->n_contexts + 1, sizeof *page->contexts);
        page->contexts[page->n_contexts++] =
            (struct context_name){ assignment->low, assignment->context, name };
    }

    for (uint64_t code = assignment->low; code <= assignment->high && code < page->n_names; code++)
        if (!page->names[code])
            page->names[code] = name;
}

static bool has_page(const struct name_book *book, const char *registry)
{
    for (size_t i = 0; i < book->n; i++)
        if (strcmp(book->pages[i].registry, registry) == 0)
            return true;
    return false;
}

static void add_model(struct name_book *book, const struct model *model)
{
    for (size_t i = 0; model && i < model->n_tables; i++) {
        const struct table *table = &model->tables[i];
        const struct registry *registry = table->registry;
        if (registry->width == 0 || registry->width > WIDEST || has_page(book, registry->id))
            continue;
        book->pages = array_grow(book->pages, &book->capacity, book->n + 1, sizeof *book->pages);
        struct page *page = &book->pages[book->n++];
        page->registry = registry->id;
        page->n_names = (size_t)registry_top(registry) + 1;
        page->names = memory_take(page->n_names * sizeof *page->names);
        for (size_t k = 0; k < table->n_assignments; k++)
            if (status_is_taken(table->assignments[k].status))
                add_record(page, &table->assignments[k]);
        for (size_t k = 0; k < table->n_drafts; k++)
            add_record(page, &table->drafts[k].record);
    }
}

struct name_book *name_book_new(const struct model *model, const struct model *otherwise)
{
    struct name_book *book = memory_take(sizeof *book);
    add_model(book, model);
    add_model(book, otherwise);
    return book;
}

void name_book_free(struct name_book *book)
{
    if (!book)
        return;

    for (size_t i = 0; i < book->n; i++) {
        free(book->pages[i].names);
        free(book->pages[i].contexts);
    }

    free(book->pages);
    free(book);
}

static const char *name_in(const void *context, const char *registry, uint64_t code, const char *in)
{
    const struct name_book *book = context;
    const struct page *page = book->pages, *end = book->pages + book->n;

    while (page < end && (page->registry[0] != registry[0] || strcmp(page->registry, registry) != 0))
        page++;
    if (page == end || code >= page->n_names)
        return NULL;

    for (size_t i = 0; in && i < page->n_contexts; i++)
        if (page->contexts[i].code == code && context_names_one(page->contexts[i].context, in))
            return page->contexts[i].name;
    return page->names[code];
}

struct dns_names name_book_names(const struct name_book *book)
{
    return (struct dns_names){ name_in, book };
}
