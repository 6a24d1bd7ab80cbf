/* Times the header lab without a terminal: from a key to the frame it causes, and from a paste to its frame.
 *
 *   bench_lab FILE      a registry file, made if it is not there
 *
 * Each row is a message; digits are typed over its header, 400 of them. Median, and the span that holds
 * eight of ten. */

#include "base/out.h"
#include "ui/app/app.h"
#include "ui/cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DIGITS = 400 };

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* One event and the frame it causes. */
static double time_event(struct app *app, const struct event *event)
{
    const double begun = now_ms();
    struct app_wish wish;
    app_step(app, event, &wish);
    (void)app_draw(app);
    return now_ms() - begun;
}

static double press(struct app *app, const char *name)
{
    struct event event = { .kind = EV_KEY };
    (void)key_script(name, &event.u.key);
    return time_event(app, &event);
}

/* A header with `counts` behind its flags, then a piece many times. */
static void time_message(struct app *app, const char *title, const char *head, const char *piece,
                         unsigned times)
{
    static const char digits[] = "0123456789abcdef";
    double all[DIGITS], paste;
    struct out text = out_to_memory();
    struct event event = { .kind = EV_PASTE };

    out_text(&text, head);
    for (unsigned i = 0; i < times; i++)
        out_text(&text, piece);
    event.u.paste = (struct paste){ text.octets, text.len, false };
    paste = time_event(app, &event);
    (void)press(app, "i");
    for (unsigned i = 0; i < DIGITS; i++) {
        const char key[] = { digits[i % 16], '\0' };
        if (i % 8 == 0)
            (void)press(app, "<Home>");
        all[i] = press(app, key);
    }

    (void)press(app, "<Esc>");
    qsort(all, DIGITS, sizeof *all, compare);
    (void)printf("%-28s %7zu %9.3f ms %9.3f to %.3f %9.3f ms\n", title, text.len / 2, all[DIGITS / 2],
                 all[DIGITS / 10], all[DIGITS * 9 / 10], paste);
    out_free(&text);
}

int main(int argc, char **argv)
{
    struct store_place place = { .path = argc > 1 ? argv[1] : NULL };
    struct options options = options_default();
    struct app_setup setup = { .options = &options, .rows = 24, .columns = 80, .watched = true };
    struct session *session = session_new(&place);
    struct err err = { 0 };

    setup.session = session;
    struct app *app = argc == 2 ? app_new(&setup, &err) : NULL;
    if (!app) {
        (void)fprintf(stderr, "bench_lab: %s\n", argc == 2 ? err.text : "usage: bench_lab FILE");
        return 3;
    }

    app_load_rest(app);
    (void)press(app, "3");
    (void)printf("%-28s %7s %12s %18s %12s\n", "header lab, 80x24", "octets", "key to paint", "8 of 10",
                 "paste");
    time_message(app, "query", "1234010000010000000000000765786d616d706c650000010001", "", 0);
    time_message(app, "75 addresses", "12348180 0001 004b 00000000 0474657374 00 0001 0001",
                 "c00c0001000100000e100004c0000201", 75);
    time_message(app, "4,000 addresses", "12348180 0001 0fa0 00000000 0474657374 00 0001 0001",
                 "c00c0001000100000e100004c0000201", 4000);
    time_message(app, "13,000 questions", "12348180 32c8 0000 00000000", "0000010001", 13000);
    time_message(app, "OPT with 16,000 options", "12348180 0000 0000 0000 0001 000029ffff00000000fa00",
                 "00030000", 16000);
    app_free(app);
    session_free(session);

    return 0;
}
