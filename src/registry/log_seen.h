#ifndef REGISTRY_LOG_SEEN_H
#define REGISTRY_LOG_SEEN_H

#include <stdint.h>

/* What somebody saw of the log who decides to take an action back, or to do it again. */
struct log_seen {
    int64_t target; /* the action; 0: nothing was looked at, and whichever is the newest is meant */
    int64_t newest; /* the newest action of the log */
};

#endif
