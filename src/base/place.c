#include "base/place.h"

#include "base/memory.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *home(void)
{
    const char *named = getenv("HOME");
    const struct passwd *user;
    if (named && named[0] == '/')
        return named;
    user = getpwuid(getuid());
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

void place_make_folders(const char *path)
{
    size_t size = strlen(path) + 1;
    char *folder = memory_take(size);
    memcpy(folder, path, size);
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(folder, 0700);
        *slash = '/';
    }
    free(folder);
}
