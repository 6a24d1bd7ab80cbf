#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

/* Figures of one kind, in milliseconds, and how they are printed. */

#include <stddef.h>

enum { FIGURES_MOST = 200 };

struct figures {
    double ms[FIGURES_MOST];
    size_t n;
};

double now_ms(void);
void figures_take(struct figures *figures, double ms);

/* The figure below which `share` of 100 lie; sorts them. 0: there is none. */
double figures_share(struct figures *figures, size_t share);

/* Median, the span that holds eight of ten, and the ratio to the peer's median, without a newline. */
void figures_print(const char *name, struct figures *figures, struct figures *peer);

#endif
