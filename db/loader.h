#ifndef DB_LOADER_H
#define DB_LOADER_H

/* A model while it is read: load.c fills it, gather.c puts it in order. */

#include "base/err.h"
#include "db/digest.h"
#include "db/store.h"
#include "registry/model.h"

#include <sqlite3.h>
#include <stdint.h>

/* A record as it comes, before records are gathered by registry. */
struct loaded {
    struct assignment record;
    struct reference *references; /* record.references, while it grows */
    const struct registry *registry;
    int64_t id;
    int64_t place; /* of the last reference */
    uint64_t digest;
    unsigned page; /* its snapshot's place in loader.pages */
};

struct loaded_range {
    struct range record;
    const struct registry *registry;
    unsigned page;
};

struct page {
    int64_t id;
    const char *name, *as_of;
    uint64_t sum, shipped; /* over its rows, as digest.h has it; what it was */
    bool is_shipped;       /* it has a sum, and is damaged without */
    bool is_summed;        /* is it known what it was? */
    bool disordered;       /* rows came that stand elsewhere by their key: no sum sees that */
    bool local;            /* the user's: it speaks of the registry that it is named for */
};

struct loader {
    struct store *store;
    struct err *err;
    struct model *model;
    bool whole;                  /* with what stands beside the rows; only then they are summed up */
    struct page shared;          /* no page, but the sum of what all editions share */
    struct registry *registries; /* these five are the model's own arrays, while they are filled */
    struct edition *editions;
    struct document *documents;
    struct policy *policies;
    struct table *tables;
    size_t room[4]; /* for how many registries, editions, documents and policies */
    struct page *pages;
    size_t n_pages, cap_pages;
    int64_t first_id, last_id; /* of the edition's records */
    struct loaded *records;
    size_t n_records, room_records;
    struct loaded_range *ranges;
    size_t n_ranges, cap_ranges;
};

/* Runs a statement over its rows; false with err. ?1 is the edition's id, ?2 and ?3 the span of its
 * records. */
bool loader_each(struct loader *loader, const char *sql, void (*take)(struct loader *, sqlite3_stmt *));

/* A text of the row: as SQLite holds it until the next one ("" for NULL); copied to the model, NULL for NULL;
 * copied, where the schema says NOT NULL and a damaged file may say otherwise. */
const char *loader_said(sqlite3_stmt *row, int column);
const char *loader_text(struct loader *loader, sqlite3_stmt *row, int column);
const char *loader_needed(struct loader *loader, sqlite3_stmt *row, int column);

/* What the sum of a page was when it was shipped: the column has it, or NULL. */
void loader_take_shipped(struct page *page, sqlite3_stmt *row, int column);

/* Adds a row to the sum of its page, its columns from `from` on; not for a first model, which is drawn a
 * moment before the whole one. */
void loader_sum_up(const struct loader *loader, struct page *page, sqlite3_stmt *row, int from,
                   uint64_t with);

/* Adds a row of what all editions share, if it is a shipped one, which its column `origin` says. */
void loader_sum_shared(struct loader *loader, sqlite3_stmt *row, enum shared table, int origin);

/* The registries, editions and policies, and the edition that the model is of. An unknown one is
 * ERR_USAGE. */
bool loader_take_catalog(struct loader *loader, const char *edition);

/* Documents, and the sums of what else all editions share; not for a first model. */
bool loader_take_documents(struct loader *loader);

/* Sorts ranges and records by registry and cuts them into one table for each registry that has any. */
void loader_gather(struct loader *loader);

/* Puts the user's drafts into the tables, and what is known of codes in use without an assignment into the
 * model. After loader_gather. False with err. */
bool loader_take_user_rows(struct loader *loader);

#endif
