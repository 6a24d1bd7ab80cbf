/* Noticing what others do to the file: inotify says when to ask, SQLite says what happened. */

#include "db/watch.h"
#include "db/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    ASK_PATIENCE_MS = 100, /* a commit lets go of its lock a moment after its journal is gone */
};

/* A commit makes and removes a journal beside the file; a file is removed or replaced in its folder. */
static int watch_folder(const char *path)
{
    char folder[sizeof((struct store *)0)->path];

    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder ? 1 : 0] = '\0';

    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        return -1;
    if (inotify_add_watch(fd, slash ? folder : ".",
                          IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR) >= 0)
        return fd;

    (void)close(fd);
    return -1;
}

int store_watch(struct store *store)
{
    if (store->watch == 0)
        store->watch = store->in_memory ? -1 : watch_folder(store->path);
    return store->watch;
}

static void drain(int fd)
{
    char events[4096];
    ssize_t n;
    do
        n = read(fd, events, sizeof events);
    while (n > 0 || (n < 0 && errno == EINTR));
}

enum news store_news(struct store *store)
{
    long long before = store->version, version = before;
    const int patience = store->patience_ms;

    if (store->watch > 0)
        drain(store->watch);
    if (store->in_memory)
        return NEWS_NONE;
    if (sql_has_moved(store->db))
        return NEWS_MOVED;

    store->patience_ms = ASK_PATIENCE_MS;
    bool told = sql_number(store, "PRAGMA data_version", &version, NULL);
    store->patience_ms = patience;
    if (!told) /* someone is writing; the next question finds it */
        return NEWS_NONE;
    store->version = version;
    return version == before ? NEWS_NONE : NEWS_CHANGED;
}
