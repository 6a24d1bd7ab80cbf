/* How long another program's lock is waited for, and whether anybody wants the waiting, or the
 * work, to end. */

#include "db/sql.h"

#include <time.h>

enum {
    STEP_MS = 20,        /* between two looks at a lock: a hundredth of what a person notices, and no load */
    FIRST_STEPS = 4,     /* are shorter: most locks are gone in a moment */
    STEPS_OF_SQL = 5000, /* of SQLite's machine between two questions, less than a millisecond */
};

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool must_stop(const struct store *store)
{
    return store->stop && store->stop(store->stop_context);
}

/* SQLite found the file locked for the nth time. 0: it gives up. */
static int on_busy(void *context, int nth)
{
    struct store *store = context;
    const int64_t now = now_ms();
    int64_t step = nth < FIRST_STEPS ? 1 << nth : STEP_MS;

    if (nth == 0)
        store->busy_since = now;
    const int64_t left = store->busy_since + store->patience_ms - now;
    if (left <= 0 || must_stop(store))
        return 0;

    step = step < left ? step : left;
    (void)nanosleep(&(struct timespec){ .tv_nsec = (long)step * 1000000 }, NULL);
    return 1;
}

/* SQLite has worked for a while. Not 0: it stops. */
static int on_progress(void *context)
{
    return must_stop(context);
}

void store_wait_at_most(struct store *store, int ms)
{
    store->patience_ms = ms;
    (void)sqlite3_busy_handler(store->db, on_busy, store);
}

void store_heed(struct store *store, bool (*stop)(void *context), void *context)
{
    store->stop = stop;
    store->stop_context = context;
    sqlite3_progress_handler(store->db, stop ? STEPS_OF_SQL : 0, on_progress, store);
}
