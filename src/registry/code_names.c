#include "registry/code_names.h"

#include "registry/draft.h"

#include <string.h>

const char *record_name(const struct assignment *record)
{
    return record->mnemonic ? record->mnemonic : record->meaning;
}

bool context_names_one(const char *context, const char *in)
{
    const size_t len = strlen(in);
    for (;;) {
        const size_t n = strcspn(context, " ");
        if (n == len && strncmp(in, context, len) == 0)
            return true;
        if (context[n] == '\0')
            return false;
        context += n + 1;
    }
}

/* The first record that does not end before the code. */
static size_t first_at(const struct table *table, uint64_t code)
{
    size_t low = 0, high = table->n_assignments;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct assignment *record = &table->assignments[middle];
        if (record->numeric && record->high < code)
            low = middle + 1;
        else
            high = middle;
    }

    return low;
}

const struct assignment *model_record(const struct model *model, const char *registry, uint64_t code,
                                      const char *in)
{
    return table_record(model_table_called(model, registry), code, in);
}

const struct assignment *table_record(const struct table *table, uint64_t code, const char *in)
{
    const struct assignment *found = NULL;
    if (!table || table->registry->width == 0)
        return NULL;

    for (size_t i = first_at(table, code); i < table->n_assignments; i++) {
        const struct assignment *record = &table->assignments[i];
        if (!record->numeric || record->low > code)
            break;
        if (code > record->high || !record_name(record) || !status_is_taken(record->status))
            continue;
        if (!found)
            found = record;
        if (in && record->context && context_names_one(record->context, in))
            return record;
    }

    const struct draft place = { .registry = table->registry,
                                 .record = { .numeric = true, .low = code, .high = code } };
    const struct draft_span span = table_drafts_near(table, &place);
    for (const struct draft *draft = span.at; !found && draft < span.end; draft++) {
        const struct assignment *record = &draft->record;
        if (record->numeric && record->low <= code && code <= record->high && record_name(record))
            found = record;
    }

    return found;
}
