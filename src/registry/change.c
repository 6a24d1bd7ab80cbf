#include "registry/change.h"

#include <stdlib.h>

const struct word group_words[] = {
    { GROUP_CHANGE, "change" },
    { GROUP_UNDO, "undo" },
    { GROUP_REDO, "redo" },
    { -1, NULL },
};

void change_log_free(struct change_log *log)
{
    if (!log)
        return;
    free(log->at);
    arena_free(&log->arena);
    free(log);
}
