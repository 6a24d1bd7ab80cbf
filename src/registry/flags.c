#include "registry/flags.h"

#include <stdio.h>

/* The name of a field's value: fields wider than a bit have a registry of their own name. */
static const char *value_named(const struct model *model, const char *field, unsigned value)
{
    const struct registry *registry = model_registry(model, field); /* OpCode is the registry opcode */
    const struct table *table = registry ? model_table(model, registry) : NULL;
    for (size_t i = 0; table && i < table->n_assignments; i++)
        if (table->assignments[i].low == value && table->assignments[i].mnemonic)
            return table->assignments[i].mnemonic;
    return NULL;
}

const char *flags_said(const struct model *model, uint16_t flags, char *buffer, size_t size)
{
    const struct table *table = model_table_called(model, "header");
    size_t used = 0;

    buffer[0] = '\0';
    for (size_t i = 0; table && i < table->n_assignments && used < size; i++) {
        const struct assignment *field = &table->assignments[i];
        unsigned ones = (1U << (field->high - field->low + 1)) - 1;
        unsigned value = (unsigned)(flags >> (15 - field->high)) & ones;
        const char *name = field->mnemonic ? field->mnemonic : "?";
        const char *means = ones > 1 ? value_named(model, name, value) : NULL;
        used += (size_t)snprintf(buffer + used, size - used, "%s%s=%u%s%s", i ? " " : "", name, value,
                                 means ? " " : "", means ? means : "");
    }

    return buffer;
}
