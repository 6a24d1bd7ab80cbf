#include "base/place.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *home(void)
{
    const char *named = getenv("HOME");
    if (named && named[0] == '/')
        return named;
    const struct passwd *user = getpwuid(getuid());
    return user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir : NULL;
}

bool place_of(const char *variable, const char *otherwise, const char *name, char *path, size_t size)
{
    const char *folder = getenv(variable);
    int n = 0;
    if (folder && folder[0] == '/')
        n = snprintf(path, size, "%s/dnsreg/%s", folder, name);
    else if (home())
        n = snprintf(path, size, "%s/%s/dnsreg/%s", home(), otherwise, name);
    return n > 0 && (size_t)n < size;
}

/* What was made outlives a power loss when the folder above is on the disk too, and a file within it does not
 * see to that. */
static void sync_above(char *folder)
{
    char *name = strrchr(folder, '/') + 1, first = *name;

    *name = '\0';
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *name = first;
    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

void place_make_folders(const char *path)
{
    size_t size = strlen(path) + 1;
    char *folder = memory_take(size);

    memcpy(folder, path, size);
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0700) == 0)
            sync_above(folder);
        *slash = '/';
    }
    free(folder);
}

/* ---- files, and what stands in their place ---- */

static const char *kind_of(mode_t mode)
{
    static const struct {
        mode_t kind;
        const char *is;
    } kinds[] = { { S_IFREG, NULL },       { S_IFIFO, "a pipe" },   { S_IFSOCK, "a socket" },
                  { S_IFCHR, "a device" }, { S_IFBLK, "a device" }, { S_IFDIR, "a folder" } };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((mode & S_IFMT) == kinds[i].kind)
            return kinds[i].is;
    return "no file";
}

const char *place_is_instead(const char *path)
{
    struct stat at;
    return stat(path, &at) == 0 ? kind_of(at.st_mode) : NULL;
}

int place_open(const char *path, int flags, const char **instead)
{
    struct stat at;
    int fd = -1, error = EINVAL;
    *instead = place_is_instead(path);
    if (!*instead)
        fd = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
    if (fd < 0) {
        errno = *instead ? EINVAL : errno;
        return -1;
    }

    if (fstat(fd, &at) != 0)
        error = errno;
    else if (!(*instead = kind_of(at.st_mode))) /* it may have come between the two */
        return fd;
    (void)close(fd);
    errno = error;
    return -1;
}
