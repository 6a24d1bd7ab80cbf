#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void figures_take(struct figures *figures, double ms)
{
    if (figures->n < FIGURES_MOST)
        figures->ms[figures->n++] = ms;
}

double figures_share(struct figures *figures, size_t share)
{
    qsort(figures->ms, figures->n, sizeof *figures->ms, compare);
    return figures->n ? figures->ms[(figures->n - 1) * share / 100] : 0;
}

void figures_print(const char *name, struct figures *figures, struct figures *peer)
{
    const double median = figures_share(figures, 50), of = figures_share(peer, 50);
    (void)printf("%-22s %7.2f ms  %6.2f to %5.2f", name, median, figures_share(figures, 10),
                 figures_share(figures, 90));
    if (of > 0)
        (void)printf(median / of < 0.1 ? " %7.3f x" : " %7.2f x", median / of);
}
