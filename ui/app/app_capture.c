/* A capture is read a slice a step, so that keys are answered meanwhile and its list shows what is there
 * already. */

#include "base/memory.h"
#include "exchange/capture.h"
#include "ui/app/app_state.h"
#include "ui/kit/captured.h"
#include "ui/lab/pane_capture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    SLICE_MS = 8,
    SLICE_PACKETS = 64, /* are read whatever the time */
    MESSAGES_MOST = 1000000,
};

static const size_t octets_most = (size_t)256 * 1024 * 1024;

struct app_capture {
    struct captured captured;
    struct capture *file; /* NULL: nothing is left to read */
    struct arena arena;
    size_t octets;
};

static struct captured_end end_of(const uint8_t *address, unsigned version, uint16_t port)
{
    struct captured_end end = { .port = port };
    memcpy(end.address, address, version == 6 ? 16 : 4);
    return end;
}

static void each(void *context, const struct flow_message *told)
{
    struct app_capture *capture = context;
    struct captured *captured = &capture->captured;
    if (captured->n == MESSAGES_MOST || told->n > octets_most - capture->octets) {
        captured->full = true;
        return;
    }

    uint8_t *octets = arena_take(&capture->arena, told->n);
    memcpy(octets, told->octets, told->n);
    capture->octets += told->n;
    captured->at = array_grow(captured->at, &captured->capacity, captured->n + 1, sizeof *captured->at);
    captured->at[captured->n++] =
        (struct captured_message){ .octets = octets,
                                   .n = (uint32_t)told->n,
                                   .wanted = (uint32_t)told->wanted,
                                   .packet = told->packet,
                                   .seconds = told->time.seconds,
                                   .microseconds = told->time.microseconds,
                                   .version = told->version,
                                   .from = end_of(told->from, told->version, told->from_port),
                                   .to = end_of(told->to, told->version, told->to_port),
                                   .tcp = told->transport == FRAME_TCP,
                                   .fragment = told->fragment };
}

static void stop(struct app_capture *capture)
{
    capture_close(capture->file);
    capture->file = NULL;
    capture->captured.reading = false;
}

static int64_t clock_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void read_slice(struct app_capture *capture)
{
    struct captured *captured = &capture->captured;
    const int64_t until = clock_ms() + SLICE_MS;
    enum capture_step step = CAPTURE_MORE;
    struct err err = { 0 };
    uint64_t total;

    for (int n = 0; step == CAPTURE_MORE && !captured->full; n++) {
        if (n >= SLICE_PACKETS && n % SLICE_PACKETS == 0 && clock_ms() >= until)
            break;
        step = capture_next(capture->file, &err);
    }

    uint64_t done = capture_progress(capture->file, &total);
    captured->lost = flow_lost(capture_counts(capture->file));
    captured->percent = total > 0 ? (int)(done * 100 / total) : -1;
    if (step == CAPTURE_FAILED)
        snprintf(captured->problem, sizeof captured->problem, "%.255s", err.text);
    if (step != CAPTURE_MORE || captured->full)
        stop(capture);
}

bool app_capture_step(struct app *app)
{
    if (!app->capture || !app->capture->file)
        return false;
    read_slice(app->capture);
    return true;
}

bool app_capture_reads(const struct app *app)
{
    return app->capture && app->capture->file;
}

void app_capture_close(struct app *app)
{
    if (!app->capture)
        return;

    stop(app->capture);
    free(app->capture->captured.at);
    arena_free(&app->capture->arena);
    free(app->capture);
    app->capture = NULL;
    app->captured = NULL;
}

/* "~/x.pcap" is what people type where no shell reads it; and keys, not a capture, come from "-". */
static const char *whole_path(const char *path, char *room, size_t size)
{
    const char *home = getenv("HOME");
    const bool stands_for_home = strncmp(path, "~/", 2) == 0 && home;
    if (!stands_for_home && strcmp(path, "-") != 0)
        return path;
    snprintf(room, size, "%s%s", stands_for_home ? home : "./", path + (stands_for_home ? 1 : 0));
    return room;
}

void app_open_capture(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    struct app_capture *capture = memory_take(sizeof *capture);
    char room[sizeof effect->u.text + 256];
    const char *path = whole_path(effect->u.text, room, sizeof room), *slash = strrchr(path, '/');
    struct err err = { 0 };

    (void)pane;
    (void)wish;
    capture->file = capture_open(path, each, capture, &err);
    if (!capture->file) {
        free(capture);
        app_say(app, true, err.text);
        return;
    }

    app_capture_close(app); /* the one before stays until there is another */
    app->capture = capture;
    app->captured = &capture->captured;
    capture->captured.reading = true;
    snprintf(capture->captured.name, sizeof capture->captured.name, "%.127s", slash ? slash + 1 : path);
    read_slice(capture);
    app_push(app, &pane_capture, NULL);
}

void app_stop_capture(struct app *app, struct pane *pane, const struct effect *effect, struct app_wish *wish)
{
    (void)pane;
    (void)effect;
    (void)wish;
    if (app->capture)
        stop(app->capture);
}
