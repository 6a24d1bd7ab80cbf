#include "cli/dns_names.h"

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

/* What a record is called: its mnemonic, or what it means where the registry has no mnemonics. */
static const char *name_of(const struct assignment *assignment)
{
    return assignment->mnemonic ? assignment->mnemonic : assignment->meaning;
}

static void add_assignment(struct page *page, const struct assignment *assignment)
{
    const char *name = name_of(assignment);
    if (!assignment->numeric || !name || !status_is_taken(assignment->status))
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
        struct page *page;
        if (registry->width == 0 || registry->width > WIDEST || has_page(book, registry->id))
            continue;
        book->pages = array_grow(book->pages, &book->capacity, book->n + 1, sizeof *book->pages);
        page = &book->pages[book->n++];
        page->registry = registry->id;
        page->n_names = (size_t)registry_top(registry) + 1;
        page->names = memory_take(page->n_names * sizeof *page->names);
        for (size_t k = 0; k < table->n_assignments; k++)
            add_assignment(page, &table->assignments[k]);
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

/* Is the word one of those in the list, which blanks part? "tsig" in "tsig tkey". */
static bool is_word_of(const char *word, const char *list)
{
    const size_t len = strlen(word);
    for (;;) {
        const size_t n = strcspn(list, " ");
        if (n == len && strncmp(word, list, len) == 0)
            return true;
        if (list[n] == '\0')
            return false;
        list += n + 1;
    }
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
        if (page->contexts[i].code == code && is_word_of(in, page->contexts[i].context))
            return page->contexts[i].name;
    return page->names[code];
}

struct dns_names name_book_names(const struct name_book *book)
{
    return (struct dns_names){ name_in, book };
}

struct header_rules header_rules_of(const struct model *model)
{
    static const char *const before[] = { "rfc2929", "rfc5395", "rfc6195" };
    struct header_rules rules = { .ad_in_queries = true };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strcmp(before[i], model->edition.id) == 0)
            rules.ad_in_queries = false;
    return rules;
}
