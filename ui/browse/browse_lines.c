#include "ui/browse/browse_lines.h"

#include <string.h>

/* Does the table begin a group, which has a heading? */
static bool begins_group(const struct model *model, size_t table)
{
    const struct registry *registry = model->tables[table].registry;
    return strcmp(registry->group, table > 0 ? model->tables[table - 1].registry->group : "") != 0;
}

struct browse_line browse_line(const struct model *model, int n)
{
    struct browse_line line = { 0 };

    for (size_t i = 0; i < model->n_tables; i++) {
        const struct table *table = &model->tables[i];
        if (begins_group(model, i) && n-- == 0) {
            line.heading = table->registry->group;
            return line;
        }
        if (n-- == 0) {
            line.table = table;
            return line;
        }
    }

    return line;
}

int browse_count(const struct model *model)
{
    int n = 0;
    for (size_t i = 0; i < model->n_tables; i++)
        n += begins_group(model, i) ? 2 : 1;
    return n;
}

int browse_find(const struct model *model, const char *id)
{
    int n = 0;

    for (size_t i = 0; i < model->n_tables; i++) {
        n += begins_group(model, i);
        if (strcmp(model->tables[i].registry->id, id) == 0)
            return n;
        n++;
    }
    return -1;
}
