#include "support/real.h"

#include "db/store.h"
#include "registry/tile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const char *const real_editions[] = { "rfc2929", "rfc5395", "rfc6195", "rfc6895", "iana", NULL };

enum { EDITIONS = sizeof real_editions / sizeof *real_editions - 1 };

static struct model *models[EDITIONS];

static struct model *load(const char *edition)
{
    /* no file of this name is there, and read_only makes none: the image answers */
    const struct store_place place = { .path = DNSREG_SOURCE "/tests/unit/no-such-file.db",
                                       .read_only = true };
    struct err err = { 0 };
    struct store *store = store_open(&place, &err);

    assert_non_null(store);
    assert_true(store_is_own_copy(store));
    struct model *model = store_load(store, edition, &err);
    store_close(store);
    if (!model)
        fail_msg("%s: %s", edition, err.text);
    return model;
}

const struct model *real_model(const char *edition)
{
    for (size_t i = 0; i < EDITIONS; i++) {
        if (strcmp(real_editions[i], edition) != 0)
            continue;
        if (!models[i])
            models[i] = load(edition);
        return models[i];
    }
    fail_msg("no edition %s", edition);
    return NULL;
}

int real_free(void **state)
{
    (void)state;
    for (size_t i = 0; i < EDITIONS; i++) {
        model_free(models[i]);
        models[i] = NULL;
    }
    return 0;
}

const struct table *real_table(const char *edition, const char *registry)
{
    const struct model *model = real_model(edition);
    const struct registry *found = model_registry(model, registry);
    assert_non_null(found);
    return model_table(model, found);
}

struct row real_row(const char *edition, const char *registry, uint64_t code)
{
    const struct table *table = real_table(edition, registry);
    struct rows rows = { 0 };
    struct row row;
    size_t n;

    assert_non_null(table);
    rows_of(table, &rows);
    size_t at = rows_at(&rows, code, &n);
    if (n == 0)
        fail_msg("%s: %s has no row at %llu", edition, registry, (unsigned long long)code);
    row = rows.at[at];
    rows_free(&rows);
    return row;
}

static bool is_called(const char *own, const char *name)
{
    return own && strcmp(own, name) == 0;
}

const struct assignment *real_record(const char *edition, const char *registry, const char *name)
{
    const struct table *table = real_table(edition, registry);

    assert_non_null(table);
    for (size_t i = 0; i < table->n_assignments; i++) {
        const struct assignment *a = &table->assignments[i];
        if (is_called(a->mnemonic, name) || is_called(a->key, name) || is_called(a->key2, name))
            return a;
    }

    fail_msg("%s: %s has no %s", edition, registry, name);
    return NULL;
}

size_t real_records_at(const char *edition, const char *registry, uint64_t code)
{
    const struct table *table = real_table(edition, registry);
    size_t n = 0;
    assert_non_null(table);
    for (size_t i = 0; i < table->n_assignments; i++)
        n += table->assignments[i].numeric && table->assignments[i].low <= code &&
             code <= table->assignments[i].high;
    return n;
}

bool cites_document(const struct assignment *a, const char *target)
{
    for (size_t i = 0; i < a->n_references; i++)
        if (strcmp(a->references[i].target, target) == 0)
            return true;
    return false;
}
