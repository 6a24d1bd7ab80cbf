#include "ui/term/term_wait.h"

#include "ui/term/term.h"

#include <errno.h>
#include <poll.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

int64_t term_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct timespec left_until(int64_t until)
{
    const int64_t now = term_now(), left = until > now ? until - now : 0;
    return (struct timespec){ .tv_sec = (time_t)(left / 1000), .tv_nsec = (long)(left % 1000) * 1000000 };
}

int wait_ready(const struct signal_masks *masks, int64_t until, int extra_fd)
{
    const bool extra = extra_fd >= 0 && extra_fd < FD_SETSIZE;
    const struct timespec time = left_until(until);
    fd_set set;

    FD_ZERO(&set);
    FD_SET(STDIN_FILENO, &set);
    if (extra)
        FD_SET(extra_fd, &set);
    if (pselect((extra ? extra_fd : STDIN_FILENO) + 1, &set, NULL, NULL, until < 0 ? NULL : &time,
                &masks->open) <= 0)
        return 0;

    return (FD_ISSET(STDIN_FILENO, &set) ? READY_INPUT : 0) |
           (extra && FD_ISSET(extra_fd, &set) ? READY_EXTRA : 0);
}

bool wait_readable(int wait_ms)
{
    struct pollfd watch = { .fd = STDIN_FILENO, .events = POLLIN };
    return poll(&watch, 1, wait_ms) > 0;
}

size_t wait_octets(const struct signal_masks *masks, int wait_ms, char *out, size_t size)
{
    const int64_t until = term_now() + wait_ms;
    struct pollfd watch = { .fd = STDIN_FILENO, .events = POLLIN };
    int ready = -1;

    while (ready < 0 && !signals_waiting()) {
        const struct timespec time = left_until(until);
        ready = ppoll(&watch, 1, &time, &masks->open);
        if (ready < 0 && errno != EINTR)
            return 0;
    }

    ssize_t n = ready > 0 ? read(STDIN_FILENO, out, size) : 0;
    return n > 0 ? (size_t)n : 0;
}
