#ifndef REGISTRY_COUNT_H
#define REGISTRY_COUNT_H

/* How full a registry is. */

#include "registry/model.h"

struct count {
    uint64_t assigned;  /* codes, or keys, that are taken; one that stands twice counts once */
    uint64_t free;      /* codes open to applications; 0 where keys are not numbers */
    const char *policy; /* the one policy of the whole registry; NULL: it has several, or none */
};

/* count.assigned alone, which needs no rows. */
uint64_t table_assigned(const struct table *table);

struct count table_count(const struct table *table);

#endif
