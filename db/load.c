/* Reads one edition into a model: a statement for each table, one transaction, one arena. */

#include "base/out.h"
#include "base/text.h"
#include "db/digest.h"
#include "db/loader.h"
#include "db/sql.h"

#include <stdlib.h>
#include <string.h>

/* A text that stands in many rows: the last one read is kept, not copied again. */
static const char *repeated(struct loader *loader, sqlite3_stmt *row, int column, const char *last)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    if (text && last && strcmp(text, last) == 0)
        return last;
    return arena_text(&loader->model->arena, text);
}

/* The same for a statement that ends in "... IN": the numbers of the edition's snapshots follow. Written out
 * they cost a third of what the view costs in each statement. */
static bool each_of_pages(struct loader *loader, const char *sql, const char *order,
                          void (*take)(struct loader *, sqlite3_stmt *))
{
    struct out text = out_to_memory();

    out_format(&text, "%s (0", sql);
    for (size_t i = 0; i < loader->n_pages; i++)
        out_format(&text, ", %lld", (long long)loader->pages[i].id);
    out_format(&text, ")%s%c", order, '\0');

    bool ok = loader_each(loader, text.octets, take);
    out_free(&text);
    return ok;
}

static const char pages_sql[] =
    "SELECT s.id, s.as_of, s.origin, s.page, m.value, s.series FROM edition_snapshot es "
    "JOIN snapshot s ON s.id = es.snapshot "
    "LEFT JOIN meta m ON s.origin = 'shipped' AND m.name = 'rows ' || s.series || ' ' || s.page "
    "WHERE es.edition = ?1";

static void take_page(struct loader *loader, sqlite3_stmt *row)
{
    struct edition *edition = &loader->model->edition;

    loader->pages = array_grow(loader->pages, &loader->cap_pages, loader->n_pages + 1, sizeof *loader->pages);
    struct page *page = &loader->pages[loader->n_pages++];
    page->id = sqlite3_column_int64(row, 0);
    page->as_of = loader_needed(loader, row, 1);
    page->name = loader_needed(loader, row, 3);
    loader_take_shipped(page, row, 4);
    page->local = text_equal(loader_said(row, 5), "local");
    page->is_shipped = !page->local && text_equal(loader_said(row, 2), "shipped");
    if (page->local)
        return; /* the user's own registries are in every edition, and say nothing of its age */

    if (!edition->as_of || strcmp(edition->as_of, page->as_of) < 0)
        edition->as_of = page->as_of;
    if (!edition->origin || text_equal(loader_said(row, 2), "import"))
        edition->origin = loader_text(loader, row, 2);
    edition->pages++;
}

/* The edition's page with this snapshot; NULL: it is another's. */
static struct page *page_of(const struct loader *loader, sqlite3_int64 snapshot)
{
    for (size_t i = 0; i < loader->n_pages; i++)
        if (loader->pages[i].id == snapshot)
            return &loader->pages[i];
    return NULL;
}

/* Rows of one registry follow each other, so the last one found is tried first. */
static const struct registry *registry_of(const struct loader *loader, const char *id,
                                          const struct registry *last)
{
    if (last && strcmp(last->id, id) == 0)
        return last;
    for (size_t i = 0; i < loader->model->n_registries; i++)
        if (strcmp(loader->model->registries[i].id, id) == 0)
            return &loader->model->registries[i];
    return NULL;
}

static const char ranges_sql[] = "SELECT " RANGE_COLUMNS " FROM policy_range NOT INDEXED WHERE snapshot IN";

static unsigned categories_of(const char *words)
{
    unsigned categories = 0;
    for (const struct word *word = category_words; words && word->word; word++) {
        const char *at = text_find(words, word->word);
        if (at)
            categories |= (unsigned)word->value;
    }
    return categories;
}

/* Codes that the registry can hold, in order, in a page that may speak of it. What is not, only a damaged
 * file says; such a row is left out. */
static bool is_sound(const struct registry *registry, const struct page *page, sqlite3_stmt *row, int low)
{
    uint64_t top = registry ? registry_top(registry) : 0;
    if (!registry || (page->local && strcmp(page->name, registry->id) != 0))
        return false;
    if (row_has(row, low) &&
        (row_number(row, low) > row_number(row, low + 1) || row_number(row, low + 1) > top))
        return false;
    return !row_has(row, low + 2) || row_number(row, low + 2) <= row_number(row, low + 3);
}

static void take_range(struct loader *loader, sqlite3_stmt *row)
{
    struct loaded_range *last = loader->n_ranges ? &loader->ranges[loader->n_ranges - 1] : NULL;
    const struct registry *registry = registry_of(loader, loader_said(row, 2), last ? last->registry : NULL);
    const char *policy = repeated(loader, row, 8, last ? last->record.policy : NULL);
    const char *section = repeated(loader, row, 11, last ? last->record.section : NULL);
    struct page *page = page_of(loader, sqlite3_column_int64(row, 1));

    if (!page)
        return;

    loader_sum_up(loader, page, row, OF_THE_FILE, 0);
    if (!is_sound(registry, page, row, 3) || !policy)
        return;
    loader->ranges =
        array_grow(loader->ranges, &loader->cap_ranges, loader->n_ranges + 1, sizeof *loader->ranges);

    struct loaded_range *range = &loader->ranges[loader->n_ranges++];
    range->registry = registry;
    range->page = (unsigned)(page - loader->pages);
    range->record = (struct range){ .numeric = row_has(row, 3),
                                    .low = row_number(row, 3),
                                    .high = row_number(row, 4),
                                    .has_second = row_has(row, 5),
                                    .low2 = row_number(row, 5),
                                    .high2 = row_number(row, 6),
                                    .said = loader_text(loader, row, 7),
                                    .policy = policy,
                                    .use = (enum use)row_word(row, 9, use_words, USE_NONE),
                                    .categories = categories_of((const char *)sqlite3_column_text(row, 10)),
                                    .section = section,
                                    .printed = loader_text(loader, row, 12) };
}

/* The ids between which the edition's records lie, and how many they are. They lie together, so that reading
 * them by id needs no sorting. */
static const char span_sql[] = "SELECT min(id), max(id), count(*) FROM assignment WHERE snapshot IN";

static void take_span(struct loader *loader, sqlite3_stmt *row)
{
    loader->first_id = sqlite3_column_int64(row, 0);
    loader->last_id = sqlite3_column_int64(row, 1);
    loader->room_records = (size_t)row_number(row, 2);
    loader->records = memory_take((loader->room_records + 1) * sizeof *loader->records);
}

static const char assignments_sql[] = "SELECT " RECORD_COLUMNS " FROM assignment NOT INDEXED "
                                      "WHERE id BETWEEN ?2 AND ?3 ORDER BY id";

static void take_assignment(struct loader *loader, sqlite3_stmt *row)
{
    struct loaded *last = loader->n_records ? &loader->records[loader->n_records - 1] : NULL;
    const struct registry *registry = registry_of(loader, loader_said(row, 2), last ? last->registry : NULL);
    struct page *page = page_of(loader, sqlite3_column_int64(row, 1));

    /* a record of another edition may lie between this one's: to pass over it is cheaper than to ask SQLite
     * to */
    if (!loader->records || !page || loader->n_records == loader->room_records)
        return;

    uint64_t digest = loader->whole ? digest_row(row, OF_THE_FILE, 0) : 0;
    page->sum += digest;
    if (!is_sound(registry, page, row, 3))
        return;

    struct loaded *loaded = &loader->records[loader->n_records++];
    loaded->digest = digest;
    loaded->id = sqlite3_column_int64(row, 0);
    loaded->registry = registry;
    loaded->page = (unsigned)(page - loader->pages);
    loaded->record =
        (struct assignment){ .numeric = row_has(row, 3),
                             .low = row_number(row, 3),
                             .high = row_number(row, 4),
                             .has_second = row_has(row, 5),
                             .low2 = row_number(row, 5),
                             .high2 = row_number(row, 6),
                             .key = loader_text(loader, row, 7),
                             .key2 = loader_text(loader, row, 8),
                             .mnemonic = loader_text(loader, row, 10),
                             .meaning = loader_text(loader, row, 11),
                             .category = (enum category)row_word(row, 12, category_words, CATEGORY_NONE),
                             .status = (enum status)row_word(row, 13, status_words, STATUS_ASSIGNED),
                             .registered = loader_text(loader, row, 14),
                             .expires = loader_text(loader, row, 15),
                             .note = loader_text(loader, row, 16),
                             .inferred = sqlite3_column_int(row, 17) != 0 };
    if (sqlite3_column_bytes(row, 9) > 0)
        loaded->record.context = loader_text(loader, row, 9);
}

static struct loaded *record_with(const struct loader *loader, sqlite3_int64 id)
{
    size_t low = 0, high = loader->n_records;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (loader->records[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < loader->n_records && loader->records[low].id == id ? &loader->records[low] : NULL;
}

static const char *reference_kind(const char *kind)
{
    static const char *const kinds[] = { "rfc", "draft", "errata", "person", "uri", "registry", "note" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], kind) == 0)
            return kinds[i];
    return "text";
}

static const char cites_sql[] = "SELECT " CITE_COLUMNS " FROM cite WHERE assignment BETWEEN ?2 AND ?3 "
                                "ORDER BY assignment, place";

static void take_cite(struct loader *loader, sqlite3_stmt *row)
{
    struct loaded *loaded = record_with(loader, sqlite3_column_int64(row, 0));
    if (!loaded)
        return;
    loader_sum_up(loader, &loader->pages[loaded->page], row, OF_THE_RECORD, loaded->digest);
    struct assignment *a = &loaded->record;
    struct reference *list = loaded->references;
    int64_t place = sqlite3_column_int64(row, 4);
    if (a->n_references > 0 && place <= loaded->place)
        loader->pages[loaded->page].disordered = true;
    loaded->place = place;

    if ((a->n_references & (a->n_references - 1)) == 0) { /* full: twice the room */
        struct reference *grown =
            arena_take(&loader->model->arena, (2 * a->n_references + 1) * sizeof *grown);
        if (list)
            memcpy(grown, list, a->n_references * sizeof *list);
        a->references = loaded->references = list = grown;
    }
    list[a->n_references++] = (struct reference){ .kind = reference_kind(loader_said(row, 1)),
                                                  .target = loader_needed(loader, row, 2),
                                                  .shown = loader_needed(loader, row, 3) };
}

static const char aliases_sql[] = "SELECT " ALIAS_COLUMNS " FROM alias WHERE assignment BETWEEN ?2 AND ?3 "
                                  "ORDER BY assignment, name";

static void take_alias(struct loader *loader, sqlite3_stmt *row)
{
    struct loaded *loaded = record_with(loader, sqlite3_column_int64(row, 0));
    if (!loaded)
        return;

    loader_sum_up(loader, &loader->pages[loaded->page], row, OF_THE_RECORD, loaded->digest);
    const char **list = arena_take(&loader->model->arena, (loaded->record.n_aliases + 1) * sizeof *list);
    if (loaded->record.n_aliases > 0)
        memcpy(list, loaded->record.aliases, loaded->record.n_aliases * sizeof *list);
    list[loaded->record.n_aliases++] = loader_needed(loader, row, 1);
    loaded->record.aliases = list;
    if (loaded->record.n_aliases > 1 &&
        text_casecmp(list[loaded->record.n_aliases - 2], list[loaded->record.n_aliases - 1]) >= 0)
        loader->pages[loaded->page].disordered = true;
}

static const char fields_sql[] = "SELECT " FIELD_COLUMNS " FROM field WHERE assignment BETWEEN ?2 AND ?3 "
                                 "ORDER BY assignment, place";

static void take_field(struct loader *loader, sqlite3_stmt *row)
{
    struct loaded *loaded = record_with(loader, sqlite3_column_int64(row, 0));

    if (loaded)
        loader_sum_up(loader, &loader->pages[loaded->page], row, OF_THE_RECORD, loaded->digest);
}

/* What stands beside the rows. */
static bool load_beside(struct loader *loader)
{
    return loader_take_documents(loader) && loader_each(loader, cites_sql, take_cite) &&
           loader_each(loader, aliases_sql, take_alias) && loader_each(loader, fields_sql, take_field);
}

static bool is_damaged(const struct page *page)
{
    return page->is_shipped && (!page->is_summed || page->disordered || page->sum != page->shipped);
}

/* What is not as it was shipped; NULL: nothing is known to be. */
static const char *damaged(const struct loader *loader)
{
    for (size_t i = 0; i < loader->n_pages; i++)
        if (is_damaged(&loader->pages[i]))
            return loader->pages[i].name;
    return is_damaged(&loader->shared) ? loader->shared.name : NULL;
}

static struct model *load(struct store *store, const char *edition, bool whole, struct err *err)
{
    struct loader loader = { .store = store,
                             .err = err,
                             .model = memory_take(sizeof *loader.model),
                             .whole = whole,
                             .shared = { .name = "the tables all editions share", .is_shipped = true } };
    bool alone = sqlite3_get_autocommit(store->db) != 0; /* else it reads inside the change that is open */
    bool ok = (!alone || sql_run(store, "BEGIN", err)) && loader_take_catalog(&loader, edition) &&
              loader_each(&loader, pages_sql, take_page) && each_of_pages(&loader, span_sql, "", take_span) &&
              each_of_pages(&loader, ranges_sql, " ORDER BY id", take_range) &&
              loader_each(&loader, assignments_sql, take_assignment) && (!whole || load_beside(&loader));

    if (ok) {
        loader_gather(&loader);
        ok = loader_take_user_rows(&loader);
        loader.model->damaged = whole ? damaged(&loader) : NULL;
    }

    if (alone)
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL); /* it only read */
    free(loader.pages);
    free(loader.records);
    free(loader.ranges);
    if (ok)
        return loader.model;
    model_free(loader.model);

    return NULL;
}

struct model *store_load(struct store *store, const char *edition, struct err *err)
{
    return load(store, edition, true, err);
}

struct model *store_load_first(struct store *store, const char *edition, struct err *err)
{
    return load(store, edition, false, err);
}
