#include "line/history.h"

#include "base/memory.h"
#include "base/out.h"
#include "base/place.h"
#include "base/text.h"
#include "line/line.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_OCTETS = 1 << 20 }; /* of a file: only its tail is read if there are more */

struct history {
    char *path;
    char *lines[HISTORY_MOST]; /* oldest first */
    size_t n;
    int unread; /* errno: the file is there, and its lines are not all here; 0: they are */
};

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(memory_take(size), text, size);
}

/* Could a line editor hold it, and does it say anything? */
static bool is_line(const char *line)
{
    size_t len = strlen(line);
    if (len >= LINE_OCTETS || line[strspn(line, " ")] == '\0')
        return false;

    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        at += text_next(line + at, len - at, &cp);
        if (!text_is_safe(cp))
            return false;
    }
    return true;
}

static void remove_at(struct history *history, size_t at)
{
    free(history->lines[at]);
    history->n--;
    memmove(history->lines + at, history->lines + at + 1, (history->n - at) * sizeof history->lines[0]);
}

void history_add(struct history *history, const char *line)
{
    char *added;
    if (!is_line(line))
        return;

    added = copy(line); /* it may be one of the lines that go */
    for (size_t len = strlen(added); len > 0 && added[len - 1] == ' '; len--)
        added[len - 1] = '\0';
    for (size_t i = 0; i < history->n; i++)
        if (strcmp(history->lines[i], added) == 0)
            remove_at(history, i);

    if (history->n == HISTORY_MOST)
        remove_at(history, 0);
    history->lines[history->n++] = added;
}

size_t history_count(const struct history *history)
{
    return history->n;
}

const char *history_nth(const struct history *history, size_t back)
{
    return back < history->n ? history->lines[history->n - 1 - back] : NULL;
}

/* ---- the file ---- */

/* One line into `line`; true if it is one, whole. *more false: that was the end of the file. */
static bool read_line(FILE *file, char line[LINE_OCTETS], bool *more)
{
    size_t len = 0;
    bool good = true;
    int c = getc(file);

    for (; c != EOF && c != '\n'; c = getc(file)) {
        good = good && c != '\0' && len + 1 < LINE_OCTETS;
        if (good)
            line[len++] = (char)c;
    }

    line[len] = '\0';
    *more = c != EOF;
    return good && *more; /* a last line without its end was cut */
}

/* The file; NULL: there is none, or it is unread. A pipe of that name must not hold us. */
static FILE *open_lines(struct history *history)
{
    const int fd = open(history->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat is;
    FILE *file = NULL;

    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return NULL;
    if (fd >= 0 && fstat(fd, &is) == 0 && !S_ISREG(is.st_mode))
        errno = S_ISDIR(is.st_mode) ? EISDIR : EINVAL;
    else if (fd >= 0)
        file = fdopen(fd, "r");
    if (file)
        return file;

    history->unread = errno;
    if (fd >= 0)
        (void)close(fd);
    return NULL;
}

static void load(struct history *history)
{
    char line[LINE_OCTETS];
    struct stat is;
    bool more = true;
    FILE *file = open_lines(history);
    if (!file)
        return;

    if (fstat(fileno(file), &is) == 0 && is.st_size > MOST_OCTETS &&
        fseeko(file, is.st_size - MOST_OCTETS, SEEK_SET) == 0)
        (void)read_line(file, line, &more); /* begins anywhere */
    while (more)
        if (read_line(file, line, &more))
            history_add(history, line);

    if (ferror(file)) /* an error is no end: what stands behind it must not be lost when this is saved */
        history->unread = errno;
    (void)fclose(file);
}

struct history *history_new(const char *path)
{
    struct history *history = memory_take(sizeof *history);
    if (!path)
        return history;
    history->path = copy(path);
    load(history);
    return history;
}

void history_free(struct history *history)
{
    if (!history)
        return;
    while (history->n > 0)
        remove_at(history, history->n - 1);
    free(history->path);
    free(history);
}

/* The file beside it, for this program alone until it is closed: what one that was killed left there is taken
 * over. -1: errno says why not. */
static int open_beside(const char *beside)
{
    enum { TRIES = 20 };

    for (int i = 0; i < TRIES; i++) {
        struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
        struct stat opened, named;
        int fd = open(beside, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
        if (fd < 0)
            return -1;

        /* who had it before may have given it the other name meanwhile */
        if (fcntl(fd, F_SETLK, &whole) == 0 && fstat(fd, &opened) == 0 && stat(beside, &named) == 0 &&
            opened.st_ino == named.st_ino && opened.st_dev == named.st_dev && ftruncate(fd, 0) == 0)
            return fd;
        (void)close(fd);
        (void)nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    errno = EAGAIN;
    return -1;
}

/* All of it is on the disk before the file gets its name: else a power loss may leave the name without the
 * lines. */
static bool write_lines(const struct history *history, int fd)
{
    struct out out = out_to_fd(fd);
    for (size_t i = 0; i < history->n; i++) {
        out_text(&out, history->lines[i]);
        out_char(&out, '\n');
    }
    (void)out_flush(&out, NULL);
    int lost = out.failed;
    out_free(&out);

    if (!lost && fsync(fd) != 0)
        lost = errno;
    errno = lost;
    return !lost;
}

bool history_save(const struct history *history, struct err *err)
{
    char beside[HISTORY_PATH + 8];
    if (!history->path)
        return true;
    if (history->unread)
        return err_set(err, ERR_ENV,
                       "%s cannot be read (%s) and was left as it is; what you typed is not kept",
                       history->path, strerror(history->unread));

    snprintf(beside, sizeof beside, "%s.new", history->path);
    int fd = open_beside(beside);
    bool made = fd >= 0 && write_lines(history, fd) && rename(beside, history->path) == 0;
    if (!made) {
        err_set(err, ERR_ENV, "%s: %s; what you typed is not kept", history->path, strerror(errno));
        if (fd >= 0)
            (void)unlink(beside);
    }

    if (fd >= 0)
        (void)close(fd); /* not before: others would take the file for one that was left */
    return made;
}

/* ---- where it is ---- */

const char *history_place(char out[HISTORY_PATH])
{
    if (!place_of("XDG_STATE_HOME", ".local/state", "history", out, HISTORY_PATH))
        return NULL;
    place_make_folders(out);
    return out;
}
