/* A small program on ui and term for the tests: it shows what happens to it. */

#include "base/text.h"
#include "line/line.h"
#include "ui/kit/field.h"
#include "ui/kit/frame.h"
#include "ui/term/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct demo {
    struct line line;
    struct line_editor *editor;
    char said[256]; /* about the last event */
    int events;
    int status; /* of the program; -1: it goes on */
};

/* Texts that must never reach a terminal as they are, and some that are hard to draw. */
static const char *const hostile[] = {
    "\033]0;pwned\a\033[2J\033[31m",
    "\302\23331m \23331m \220q",
    "\342\200\256desrever\342\200\254 \342\201\246\342\201\251",
    "\r\n\t\b\177\016",
    "a\xFF\xFE\xC0\xAF\xED\xA0\x80",
    "e\xCC\x81 e\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85",
    "\xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97 \xF0\x9F\x98\x80 \xEA\xB0\x80",
    "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",
};

enum { HOSTILE = sizeof hostile / sizeof hostile[0] };

static const struct binding keys[] = {
    { "F2", 1, "copy", "copies the line" },
    { "^Z", 2, "stop", "stops" },
    { "^Q", 3, "quit", "quits" },
    { NULL, 0, NULL, NULL },
};

static void draw(struct screen *screen, const struct demo *demo)
{
    static const char *const panes[] = { "Demo", "Other" };
    struct frame frame = {
        .panes = panes, .n_panes = 2, .edition = "test", .message = demo->said, .typing = true
    };
    frame.keys[0] = keys;
    screen_clear(screen);
    frame_draw(screen, &frame);
    if (!frame_fits(screen))
        return;

    (void)screen_format(screen, 1, 0, screen->columns, ROLE_HEAD, "%dx%d, event %d", screen->rows,
                        screen->columns, demo->events);
    screen_rule(screen, 2, 0, screen->columns, "field", "end");
    field_draw(screen, 3, 1, 20, &demo->line, true);
    screen_box(screen, (struct rect){ 4, 0, 3, 12 }, ROLE_TEXT);
    for (int role = 0; role < ROLES; role++) {
        (void)screen_text(screen, 5, 2 + role * 2, 2, (enum role)role, "Ab");
        screen_look(screen, (struct rect){ 5, 2 + role * 2, 1, 1 }, (enum look)(role % 4));
    }

    for (int i = 0; i < HOSTILE && 7 + i < screen->rows - 2; i++)
        (void)screen_text(screen, 7 + i, i % 3, screen->columns - i % 3, ROLE_TEXT, hostile[i]);
    for (int row = 7; row < screen->rows - 2; row++)
        screen_symbol(screen, row, screen->columns - 1, ROLE_FAINT, SYM_BAR);
}

/* Uses up its stack. */
static int dive(volatile const int *above)
{
    volatile int here[1024];
    here[0] = *above + 1;
    return here[0] > 0 ? dive(here) + here[0] : 0;
}

/* Says that it begins, and never ends. */
static void work(void)
{
    static const char begins[] = "\033]7777;sync\a";
    (void)!write(STDOUT_FILENO, begins, sizeof begins - 1);
    for (volatile int n = 0;; n = 1 - n)
        ;
}

static void on_key(struct demo *demo, struct term *term, const struct key *key)
{
    char text[KEY_OCTETS];
    const struct binding *binding = binding_find(keys, key, true);

    snprintf(demo->said, sizeof demo->said, "key %s", key_text(key, text));
    if (key->code == K_F3)
        abort();
    if (key->code == K_F4)
        exit(7);
    if (key->code == K_F6)
        work();
    if (key->code == K_F5)
        (void)dive(&demo->events);
    if (!binding)
        (void)line_key(demo->editor, &demo->line, key);
    else if (binding->action == 1)
        snprintf(demo->said, sizeof demo->said, "copy %d", term_copy(term, demo->line.text, demo->line.len));
    else if (binding->action == 2)
        term_suspend(term);
    else
        demo->status = 0;
}

static void on_paste(struct demo *demo, const struct paste *paste)
{
    size_t at =
        (size_t)snprintf(demo->said, sizeof demo->said, "paste %zu%s:", paste->len, paste->cut ? " cut" : "");
    for (size_t i = 0; i < paste->len && i < 20; i++)
        at += (size_t)snprintf(demo->said + at, sizeof demo->said - at, " %02x",
                               (unsigned char)paste->octets[i]);
    (void)line_insert(&demo->line, paste->octets, paste->len);
}

static void on_event(struct demo *demo, struct term *term, struct screen *screen, const struct event *event)
{
    static const char *const mice[] = { "click", "double", "wheel-up", "wheel-down" };
    if (event->kind != EV_TICK)
        demo->events++;
    if (event->kind == EV_KEY)
        on_key(demo, term, &event->u.key);
    else if (event->kind == EV_PASTE)
        on_paste(demo, &event->u.paste);
    else if (event->kind == EV_MOUSE)
        snprintf(demo->said, sizeof demo->said, "%s %d,%d", mice[event->u.mouse.kind], event->u.mouse.row,
                 event->u.mouse.column);
    else if (event->kind == EV_RESIZE)
        screen_resize(screen, event->u.size.rows, event->u.size.columns);
    else if (event->kind == EV_STOP)
        term_suspend(term);
    else if (event->kind == EV_END)
        demo->status = event->u.status;
}

/* What the grid holds, for the test to compare with what a terminal shows. */
static void dump(const struct screen *screen)
{
    const char *path = getenv("DEMO_DUMP");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;

    char *text = screen_dump(screen);
    (void)fputs(text, file);
    free(text);
    (void)fclose(file);
}

int main(void)
{
    struct err err = { 0 };
    struct term *term = term_open(&err);
    if (!term) {
        (void)fprintf(stderr, "dnsreg: %s\n", err.text);
        return (int)err.kind;
    }

    struct demo demo = { .editor = line_editor_new(), .status = -1 };
    struct size size = term_size(term);
    struct screen *screen = screen_new(size.rows, size.columns, term_ascii(term));
    while (demo.status < 0) {
        struct event event;
        draw(screen, &demo);
        dump(screen);
        term_present(term, screen);
        term_next(term, -1, -1, &event);
        on_event(&demo, term, screen, &event);
    }

    term_close(term);
    line_editor_free(demo.editor);
    screen_free(screen);
    return demo.status;
}
