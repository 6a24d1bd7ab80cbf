/* Stands between a program and the C library, by LD_PRELOAD or by being linked before it: counts the calls
 * that change a folder, kills the process just before one of them, and records them all. recording.h says
 * how it is told. It knows the calls that this program, its SQLite and its libraries make; what it does not
 * know (stdio, mmap, sendfile) its driver finds out by replaying the recording beside the folder.
 *
 * A process that was forked is told anew: it may set the environment before its first call. */
#include "recording.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- what it was told -------------------------------------------------------------------------- */

static struct orders {
    pid_t process; /* that it holds for */
    char folder[PATH_MAX];
    size_t folder_len;
    unsigned long kill_at, calls;
    bool torn;
    int log; /* -1: nothing is recorded */
} orders;

/* The function of that name that would have been called. */
static void find_next(const char *name, void *pointer)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(pointer, &found, sizeof found);
}

/* next_NAME, of the type of NAME */
#define NEXT(name)                                                                                           \
    static __typeof__(&name) next_##name;                                                                    \
    if (!next_##name)                                                                                        \
    find_next(#name, (void *)&next_##name)

static void open_log(const char *path)
{
    NEXT(open);
    int fd = next_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    orders.log = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 200); /* the program's numbers stay as they were */
    if (fd >= 0)
        (void)close(fd);
    if (orders.log < 0)
        abort();
}

static bool has_orders(void)
{
    if (orders.process == getpid())
        return orders.folder_len > 0;

    const char *folder = getenv(SHIM_FOLDER);
    const char *kill_at = getenv(SHIM_KILL_AT);
    const char *record = getenv(SHIM_RECORD);
    orders = (struct orders){ .process = getpid(), .log = -1, .torn = getenv(SHIM_TORN) != NULL };
    if (!folder)
        return false;

    snprintf(orders.folder, sizeof orders.folder, "%s", folder);
    orders.folder_len = strlen(orders.folder);
    orders.kill_at = kill_at ? strtoul(kill_at, NULL, 10) : 0;
    if (record)
        open_log(record);
    return true;
}

/* ---- which calls count ------------------------------------------------------------------------- */

static bool is_inside(const char *path)
{
    return strncmp(path, orders.folder, orders.folder_len) == 0 &&
           (path[orders.folder_len] == '/' || path[orders.folder_len] == '\0');
}

static bool path_of_fd(int fd, char path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n < 0 ? 0 : n] = '\0';
    return n > 0;
}

/* An open file counts if it lies in the folder, or did before it lost its name. 0, 1 and 2 do not: they are
 * the driver's. */
static bool counts_fd(int fd)
{
    char path[PATH_MAX];
    int was = errno;
    bool counts = has_orders() && fd > STDERR_FILENO && path_of_fd(fd, path) && is_inside(path);
    errno = was;
    return counts;
}

static void absolute(int at, const char *path, char out[PATH_MAX])
{
    char from[PATH_MAX];
    if (path[0] == '/')
        snprintf(out, PATH_MAX, "%s", path);
    else if (at == AT_FDCWD ? getcwd(from, sizeof from) != NULL : path_of_fd(at, from))
        snprintf(out, PATH_MAX, "%.2000s/%.2000s", from, path);
    else
        out[0] = '\0';
}

static bool counts_path(int at, const char *path, char out[PATH_MAX])
{
    int was = errno;
    bool counts = has_orders();

    if (counts) {
        absolute(at, path, out);
        counts = is_inside(out);
    }

    errno = was;
    return counts;
}

static _Noreturn void die(void)
{
    for (;;)
        (void)kill(getpid(), SIGKILL);
}

/* The call is about to be made. True: only its first half is to be, and then `die`. */
static bool count(void)
{
    if (++orders.calls != orders.kill_at)
        return false;
    if (!orders.torn)
        die();
    return true;
}

/* ---- what is written down ---------------------------------------------------------------------- */

static void put(const void *octets, size_t len)
{
    NEXT(write);
    const char *at = octets;
    while (len > 0) {
        ssize_t n = next_write(orders.log, at, len);
        if (n <= 0)
            abort();
        at += n;
        len -= (size_t)n;
    }
}

/* The inode of a path, or of the folder that holds it. */
static uint64_t inode_of(const char *path)
{
    struct stat at;
    return lstat(path, &at) == 0 ? at.st_ino : 0;
}

static const char *split(const char *path, uint64_t *folder)
{
    char parent[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(parent, sizeof parent, "%.*s", (int)(slash - path), path);
    *folder = inode_of(parent);
    return slash + 1;
}

static void note(struct record record, const char *name, const char *to, const struct iovec *data, int n)
{
    if (orders.log < 0)
        return;

    record.name_len = (uint32_t)strlen(name);
    record.to_len = (uint32_t)strlen(to);
    put(&record, sizeof record);
    put(name, record.name_len);
    put(to, record.to_len);
    for (uint64_t left = record.len; n > 0; data++, n--) {
        size_t len = data->iov_len < left ? data->iov_len : left;
        put(data->iov_base, len);
        left -= len;
    }
}

/* Something happened to names; `to`: where it was renamed to. */
static void note_names(int result, enum record_op op, const char *path, const char *to)
{
    struct record record = { .op = result < 0 ? RECORD_FAILED : op };
    const char *name, *to_name = "";
    int was = errno;

    name = split(path, &record.folder);
    if (to)
        to_name = split(to, &record.to_folder);
    if (op != RECORD_UNLINK && op != RECORD_RENAME)
        record.file = inode_of(path);
    note(record, name, to_name, NULL, 0);
    errno = was;
}

static void note_file(int result, enum record_op op, int fd)
{
    struct record record = { .op = result < 0 ? RECORD_FAILED : op };
    struct stat at;
    int was = errno;

    if (fstat(fd, &at) == 0) {
        record.file = at.st_ino;
        record.at = op == RECORD_TRUNCATE ? (uint64_t)at.st_size : 0;
    }

    note(record, "", "", NULL, 0);
    errno = was;
}

/* ---- calls that write -------------------------------------------------------------------------- */

/* A write that counts: to where, and whether it is the acknowledgement. */
static bool begins_write(int fd, off64_t at, struct record *record)
{
    struct stat is;
    int was = errno;
    if (fd == STDOUT_FILENO ? !has_orders() : !counts_fd(fd))
        return false;

    *record = (struct record){ .op = fd == STDOUT_FILENO ? RECORD_SAID : RECORD_WRITE };
    if (record->op == RECORD_WRITE && fstat(fd, &is) == 0) {
        bool at_end = (fcntl(fd, F_GETFL) & O_APPEND) != 0;
        off64_t here = at >= 0 ? at : at_end ? is.st_size : lseek64(fd, 0, SEEK_CUR);
        record->file = is.st_ino;
        record->at = (uint64_t)here;
    }

    errno = was;
    return true;
}

static void ends_write(ssize_t result, struct record *record, const struct iovec *data, int n)
{
    int was = errno;
    if (result < 0)
        record->op = RECORD_FAILED;
    record->len = record->op == RECORD_WRITE ? (uint64_t)result : 0;
    note(*record, "", "", data, record->op == RECORD_WRITE ? n : 0);
    errno = was;
}

ssize_t write(int fd, const void *octets, size_t len)
{
    const struct iovec data = { (void *)(uintptr_t)octets, len };
    struct record record;

    NEXT(write);
    if (!begins_write(fd, -1, &record))
        return next_write(fd, octets, len);
    if (count()) {
        (void)!next_write(fd, octets, len / 2);
        die();
    }

    ssize_t result = next_write(fd, octets, len);
    ends_write(result, &record, &data, 1);
    return result;
}

#define PWRITE(name, offset)                                                                                 \
    ssize_t name(int fd, const void *octets, size_t len, offset at)                                          \
    {                                                                                                        \
        const struct iovec data = { (void *)(uintptr_t)octets, len };                                        \
        struct record record;                                                                                \
        ssize_t result;                                                                                      \
        NEXT(name);                                                                                          \
        if (!begins_write(fd, at, &record))                                                                  \
            return next_##name(fd, octets, len, at);                                                         \
        if (count()) {                                                                                       \
            (void)!next_##name(fd, octets, len / 2, at);                                                     \
            die();                                                                                           \
        }                                                                                                    \
        result = next_##name(fd, octets, len, at);                                                           \
        ends_write(result, &record, &data, 1);                                                               \
        return result;                                                                                       \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

/* Torn, none of it is written: the halves are those of `write`. */
ssize_t writev(int fd, const struct iovec *data, int n)
{
    struct record record;

    NEXT(writev);
    if (!begins_write(fd, -1, &record))
        return next_writev(fd, data, n);
    if (count())
        die();

    ssize_t result = next_writev(fd, data, n);
    ends_write(result, &record, data, n);
    return result;
}

/* ---- calls on an open file --------------------------------------------------------------------- */

/* A call that changes an open file, or makes what was changed last. */
#define ON_FILE(op, name, parameters, ...)                                                                   \
    int name parameters                                                                                      \
    {                                                                                                        \
        int result;                                                                                          \
        NEXT(name);                                                                                          \
        if (!counts_fd(fd))                                                                                  \
            return next_##name(__VA_ARGS__);                                                                 \
        if (count())                                                                                         \
            die();                                                                                           \
        result = next_##name(__VA_ARGS__);                                                                   \
        note_file(result, op, fd);                                                                           \
        return result;                                                                                       \
    }
ON_FILE(RECORD_SYNC, fsync, (int fd), fd)
ON_FILE(RECORD_SYNC, fdatasync, (int fd), fd)
ON_FILE(RECORD_TRUNCATE, ftruncate, (int fd, off_t len), fd, len)
ON_FILE(RECORD_TRUNCATE, ftruncate64, (int fd, off64_t len), fd, len)
ON_FILE(RECORD_TRUNCATE, fallocate, (int fd, int mode, off_t at, off_t len), fd, mode, at, len)
ON_FILE(RECORD_TRUNCATE, fallocate64, (int fd, int mode, off64_t at, off64_t len), fd, mode, at, len)
ON_FILE(RECORD_TRUNCATE, posix_fallocate, (int fd, off_t at, off_t len), fd, at, len)
ON_FILE(RECORD_TRUNCATE, posix_fallocate64, (int fd, off64_t at, off64_t len), fd, at, len)

/* ---- calls on names ---------------------------------------------------------------------------- */

/* A call that changes one name, or makes a second one (`to`). */
#define ON_NAME(op, name, parameters, at, path, ...)                                                         \
    int name parameters                                                                                      \
    {                                                                                                        \
        char full[PATH_MAX];                                                                                 \
        int result;                                                                                          \
        NEXT(name);                                                                                          \
        if (!counts_path(at, path, full))                                                                    \
            return next_##name(__VA_ARGS__);                                                                 \
        if (count())                                                                                         \
            die();                                                                                           \
        result = next_##name(__VA_ARGS__);                                                                   \
        note_names(result, op, full, NULL);                                                                  \
        return result;                                                                                       \
    }
ON_NAME(RECORD_UNLINK, unlink, (const char *path), AT_FDCWD, path, path)
ON_NAME(RECORD_UNLINK, remove, (const char *path), AT_FDCWD, path, path)
ON_NAME(RECORD_UNLINK, rmdir, (const char *path), AT_FDCWD, path, path)
ON_NAME(RECORD_UNLINK, unlinkat, (int at, const char *path, int flags), at, path, at, path, flags)
ON_NAME(RECORD_MKDIR, mkdir, (const char *path, mode_t mode), AT_FDCWD, path, path, mode)
ON_NAME(RECORD_MKDIR, mkdirat, (int at, const char *path, mode_t mode), at, path, at, path, mode)
ON_NAME(RECORD_LINK, link, (const char *from, const char *to), AT_FDCWD, to, from, to)
ON_NAME(RECORD_LINK, linkat, (int from_at, const char *from, int at, const char *to, int flags), at, to,
        from_at, from, at, to, flags)

#define RENAME(name, parameters, from_at, at, ...)                                                           \
    int name parameters                                                                                      \
    {                                                                                                        \
        char full[PATH_MAX], full_to[PATH_MAX];                                                              \
        int result;                                                                                          \
        NEXT(name);                                                                                          \
        if (!counts_path(from_at, from, full) || !counts_path(at, to, full_to))                              \
            return next_##name(__VA_ARGS__);                                                                 \
        if (count())                                                                                         \
            die();                                                                                           \
        result = next_##name(__VA_ARGS__);                                                                   \
        note_names(result, RECORD_RENAME, full, full_to);                                                    \
        return result;                                                                                       \
    }
RENAME(rename, (const char *from, const char *to), AT_FDCWD, AT_FDCWD, from, to)
RENAME(renameat, (int from_at, const char *from, int at, const char *to), from_at, at, from_at, from, at, to)
RENAME(renameat2, (int from_at, const char *from, int at, const char *to, unsigned flags), from_at, at,
       from_at, from, at, to, flags)

/* ---- calls that open --------------------------------------------------------------------------- */

/* What an open will do: make a file, cut one to nothing, or neither (RECORD_FAILED). */
static enum record_op effect_of(int at, const char *path, int flags, char full[PATH_MAX])
{
    struct stat is;
    int was = errno;
    enum record_op op = RECORD_FAILED;

    if (!counts_path(at, path, full))
        ;
    else if ((flags & O_TMPFILE) == O_TMPFILE || ((flags & O_CREAT) && stat(full, &is) != 0))
        op = RECORD_CREATE;
    else if ((flags & O_TRUNC) && stat(full, &is) == 0 && is.st_size > 0)
        op = RECORD_TRUNCATE;

    errno = was;
    return op;
}

static void note_opened(int fd, enum record_op op, int flags, const char *full)
{
    if (op == RECORD_TRUNCATE || (flags & O_TMPFILE) == O_TMPFILE)
        note_file(fd < 0 ? -1 : 0, op, fd);
    else
        note_names(fd < 0 ? -1 : 0, op, full, NULL);
}

#define OPEN(name, parameters, at, ...)                                                                      \
    int name parameters                                                                                      \
    {                                                                                                        \
        char full[PATH_MAX];                                                                                 \
        enum record_op op = effect_of(at, path, flags, full);                                                \
        mode_t mode = 0;                                                                                     \
        int fd;                                                                                              \
        NEXT(name);                                                                                          \
        if (flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) {                                                \
            va_list rest;                                                                                    \
            va_start(rest, flags);                                                                           \
            mode = va_arg(rest, mode_t);                                                                     \
            va_end(rest);                                                                                    \
        }                                                                                                    \
        if (op == RECORD_FAILED)                                                                             \
            return next_##name(__VA_ARGS__, mode);                                                           \
        if (count())                                                                                         \
            die();                                                                                           \
        fd = next_##name(__VA_ARGS__, mode);                                                                 \
        note_opened(fd, op, flags, full);                                                                    \
        return fd;                                                                                           \
    }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path, flags)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path, flags)
OPEN(openat, (int at, const char *path, int flags, ...), at, at, path, flags)
OPEN(openat64, (int at, const char *path, int flags, ...), at, at, path, flags)

int creat(const char *path, mode_t mode)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode)
{
    return open64(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

#define MAKE_TEMPORARY(name, parameters, ...)                                                                \
    int name parameters                                                                                      \
    {                                                                                                        \
        char full[PATH_MAX];                                                                                 \
        int fd;                                                                                              \
        NEXT(name);                                                                                          \
        if (!counts_path(AT_FDCWD, path, full))                                                              \
            return next_##name(__VA_ARGS__);                                                                 \
        if (count())                                                                                         \
            die();                                                                                           \
        fd = next_##name(__VA_ARGS__);                                                                       \
        absolute(AT_FDCWD, path, full);                                                                      \
        note_names(fd < 0 ? -1 : 0, RECORD_CREATE, full, NULL);                                              \
        return fd;                                                                                           \
    }
MAKE_TEMPORARY(mkstemp, (char *path), path)
MAKE_TEMPORARY(mkstemp64, (char *path), path)
MAKE_TEMPORARY(mkostemp, (char *path, int flags), path, flags)
MAKE_TEMPORARY(mkostemp64, (char *path, int flags), path, flags)
