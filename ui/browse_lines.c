#include "ui/browse_lines.h"

#include <string.h>

struct browse_line browse_line(const struct model *model, int n)
{
    struct browse_line line = { 0 };
    const char *group = "";
    for (size_t i = 0; i < model->n_tables; i++) {
        const struct table *table = &model->tables[i];
        if (strcmp(table->registry->group, group) != 0) {
            group = table->registry->group;
            if (n-- == 0) {
                line.heading = group;
                return line;
            }
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
    struct browse_line line = browse_line(model, n);
    while (line.heading || line.table)
        line = browse_line(model, ++n);
    return n;
}

int browse_find(const struct model *model, const char *id)
{
    struct browse_line line;
    for (int n = 0; (line = browse_line(model, n)).heading || line.table; n++)
        if (line.table && strcmp(line.table->registry->id, id) == 0)
            return n;
    return -1;
}
