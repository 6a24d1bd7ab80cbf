#include "ui/cli/progress.h"

#include <stddef.h>
#include <time.h>

enum { PATIENCE_MS = 500, EVERY_MS = 200 };

struct progress progress_begin(void (*show)(const char *line), int64_t now_ms)
{
    return (struct progress){ .show = show, .next_ms = now_ms + PATIENCE_MS };
}

bool progress_due(struct progress *progress, int64_t now_ms)
{
    if (!progress->show || now_ms < progress->next_ms)
        return false;
    progress->next_ms = now_ms + EVERY_MS;
    progress->shown = true;
    return true;
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        progress->show("");
    progress->shown = false;
}

int64_t progress_clock(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
