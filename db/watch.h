#ifndef DB_WATCH_H
#define DB_WATCH_H

/* What others do to the file while it is open here. */

#include "db/store.h"

/* Readable when something happened in the file's folder; -1: it cannot be watched (ask now and then instead,
 * or never where the file is the program's own copy). Owned by the store. */
int store_watch(struct store *store);

enum news {
    NEWS_NONE,
    NEWS_CHANGED, /* another connection has committed since the last question */
    NEWS_MOVED,   /* the file was removed or replaced: nothing can be saved to it */
};

/* Drains the watch and asks the file. Costs some microseconds. */
enum news store_news(struct store *store);

#endif
