#include "ui/lab/message_names.h"

#include "registry/code_names.h"

#include <string.h>

static const char *const table_ids[MESSAGE_TABLES] = { "rrtype", "class",       "opcode",
                                                       "rcode",  "edns-option", "edns-flag" };

static const struct table *find_table(const struct message_names *names, const char *registry)
{
    const struct table *table = model_table_called(names->model, registry);
    return table ? table : model_table_called(names->otherwise, registry);
}

struct message_names message_names_of(const struct ctx *ctx)
{
    struct message_names names = { .model = ctx->model };
    for (size_t i = 0; i < ctx->n_editions; i++)
        if (strcmp(ctx->editions[i]->edition.id, "iana") == 0)
            names.otherwise = ctx->editions[i];
    for (size_t i = 0; i < MESSAGE_TABLES; i++)
        names.tables[i] = find_table(&names, table_ids[i]);
    return names;
}

const struct table *message_table(const struct message_names *names, const char *registry)
{
    size_t i = 0;
    while (i < MESSAGE_TABLES && strcmp(table_ids[i], registry) != 0)
        i++;
    return i < MESSAGE_TABLES ? names->tables[i] : find_table(names, registry);
}

static const char *name_in(const void *context, const char *registry, uint64_t code, const char *in)
{
    const struct assignment *record = table_record(message_table(context, registry), code, in);
    return record ? record_name(record) : NULL;
}

struct dns_names message_dns_names(const struct message_names *names)
{
    return (struct dns_names){ name_in, names };
}
