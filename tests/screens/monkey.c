/* Random keys, sizes, mouse and pastes at the app, with no terminal, under the sanitizers. It must get
 * everywhere: every action of every pane, and every action of the program, is counted, and one that was never
 * reached fails the test.
 *
 *   monkey DATABASE [EVENTS [SEED]] */

#include "support/sandbox.h"
#include "ui/app/app_state.h"
#include "ui/cli/save.h"
#include "ui/edit/edit_state.h"
#include "ui/edit/pane_conflict.h"
#include "ui/edit/pane_edit.h"
#include "ui/kit/app_keys.h"
#include "ui/kit/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES_SEEN = 512, BURST = 2000 };

struct seen {
    const char *pane;
    const struct binding *binding;
    unsigned times;
};

struct monkey {
    struct app *app;
    struct session *other; /* somebody else with the same file */
    uint64_t random;
    struct seen seen[PLACES_SEEN];
    size_t n_seen;
};

static uint32_t draw_number(struct monkey *monkey, uint32_t below)
{
    monkey->random = monkey->random * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(monkey->random >> 33) % below;
}

static struct seen *seen_of(struct monkey *monkey, const char *pane, const struct binding *binding)
{
    for (size_t i = 0; i < monkey->n_seen; i++)
        if (monkey->seen[i].binding == binding)
            return &monkey->seen[i];
    if (monkey->n_seen == PLACES_SEEN)
        return NULL;
    monkey->seen[monkey->n_seen] = (struct seen){ .pane = pane, .binding = binding };
    return &monkey->seen[monkey->n_seen++];
}

static void expect_all(struct monkey *monkey, const char *pane, const struct binding *table)
{
    for (; table->keys; table++)
        (void)seen_of(monkey, pane, table);
}

static void count(struct monkey *monkey, const struct key *key)
{
    struct pane *pane = app_front(monkey->app);
    bool typing = pane->ops->typing && pane->ops->typing(pane);
    const struct binding *own = binding_find(pane->ops->keys, key, typing);
    const struct binding *found = own ? own : binding_find(app_keys, key, typing);

    expect_all(monkey, pane->ops->name, pane->ops->keys);
    struct seen *seen = found ? seen_of(monkey, own ? pane->ops->name : "app", found) : NULL;
    if (seen)
        seen->times++;
}

/* A key of the pane in front or of the program, or any character. */
static struct key any_key(struct monkey *monkey)
{
    const struct binding *tables[] = { app_front(monkey->app)->ops->keys, app_keys };
    const struct binding *table = tables[draw_number(monkey, 4) == 0];
    struct key key = { .code = K_CHAR, .cp = 0x20 + draw_number(monkey, 0x60) };
    char name[64];
    size_t rows = 0, skip, len;

    while (table[rows].keys)
        rows++;
    if (rows == 0 || draw_number(monkey, 5) == 0)
        return key;

    const char *keys = table[draw_number(monkey, (uint32_t)rows)].keys;
    for (skip = draw_number(monkey, 3); skip > 0 && strchr(keys, ' '); skip--)
        keys = strchr(keys, ' ') + 1;
    len = strcspn(keys, " ");
    snprintf(name, sizeof name, "%.*s", (int)len, keys);
    (void)key_parse(name, strlen(name), &key);
    return key;
}

static struct event any_event(struct monkey *monkey)
{
    static const char paste[] = "65 rcode \033[2J\xff\n0x8583";
    struct event event = { .kind = EV_KEY, .now_ms = monkey->app->now_ms + 10 };
    if (!frame_fits(monkey->app->screen) && draw_number(monkey, 4) == 0) { /* where keys do nothing */
        event.kind = EV_RESIZE;
        event.u.size = (struct size){ 24, 80 };
        return event;
    }

    switch (draw_number(monkey, 40)) {
    case 0:
        event.kind = EV_RESIZE;
        event.u.size = (struct size){ (int)draw_number(monkey, 60), (int)draw_number(monkey, 200) };
        break;
    case 1:
        event.kind = EV_PASTE;
        event.u.paste = (struct paste){ .octets = paste, .len = sizeof paste - 1 };
        break;
    case 2:
    case 3:
        event.kind = EV_MOUSE;
        event.u.mouse = (struct mouse){ .kind = (enum mouse_kind)draw_number(monkey, 4),
                                        .row = (int)draw_number(monkey, 60) - 2,
                                        .column = (int)draw_number(monkey, 200) - 2 };
        break;
    case 4:
        event.kind = EV_TICK;
        break;
    default:
        event.u.key = any_key(monkey);
    }

    return event;
}

/* A verb that has something to say: random keys seldom spell one. */
static void run_verb(struct monkey *monkey)
{
    static const char *const lines[] = { ":help\n", ":list rcode\n", ":what 65\n", ":frob\n",
                                         ":what zzzz\n" };
    for (const char *at = lines[draw_number(monkey, 5)]; *at; at++) {
        struct event event = { .kind = EV_KEY, .u.key = { .code = K_CHAR, .cp = (unsigned char)*at } };
        struct app_wish wish;
        if (*at == '\n')
            event.u.key = (struct key){ .code = K_ENTER };
        app_step(monkey->app, &event, &wish);
    }
}

/* Somebody else writes or removes the draft in hand. */
static void others_change(struct monkey *monkey)
{
    const struct event wake = { .kind = EV_WAKE, .now_ms = monkey->app->now_ms };
    const struct pane *pane = app_front(monkey->app);
    const struct edit *edit = pane->ops == &pane_edit ? pane->state : NULL;
    const struct draft *theirs = NULL;
    struct app_wish wish;

    session_refresh(monkey->other);
    const struct model *model = session_model(monkey->other, "iana", NULL);
    if (model && edit && edit->form.id)
        theirs = model_draft(model, edit->form.id);
    if (theirs) {
        struct saved saved;
        struct draft draft = *theirs;
        draft.record.note = draft.rev % 2 ? "odd" : "even";
        if (draw_number(monkey, 4) == 0)
            (void)session_remove(monkey->other, draft.id, draft.rev, &saved, NULL);
        else
            (void)session_save(monkey->other, &draft, "iana", &saved, NULL);
    }
    app_step(monkey->app, &wake, &wish);
}

static void press(struct monkey *monkey, const char *keys)
{
    struct event event = { .kind = EV_KEY, .now_ms = monkey->app->now_ms };
    for (size_t n; (n = key_script(keys, &event.u.key)) > 0; keys += n) {
        struct app_wish wish;
        count(monkey, &event.u.key);
        app_step(monkey->app, &event, &wish);
    }
}

/* A draft that the rules allow, its form, and its picker: random keys seldom get there. */
static void open_form(struct monkey *monkey)
{
    static const char *const choices[] = { "k", "ty", "<Down><Up>", "<Esc>" };
    const char name[] = { (char)('A' + draw_number(monkey, 26)), (char)('A' + draw_number(monkey, 26)),
                          '\0' };
    switch (draw_number(monkey, 3)) {
    case 0:
        press(monkey, "<Alt-1><Right>GkaL");
        press(monkey, name);
        press(monkey, "<Enter>");
        break;
    case 1:
        press(monkey, "<Alt-1><Right>Gka<Up><Tab>");
        break;
    default:
        press(monkey, "<Alt-1><Right>GkaM");
        press(monkey, name);
        press(monkey, "<Enter><Alt-5><Home>e<PgDn>");
        press(monkey, name);
        others_change(monkey);
        press(monkey, "<Enter>");
        press(monkey, choices[draw_number(monkey, 4)]);
    }
}

/* A message in the lab, with one of its parts in front, and what asks for a value. */
static void open_lab(struct monkey *monkey)
{
    static const char message[] = "4402 8580 0001 0001 0000 0001 0474 6573 7400 0001 0001 c00c 0001 0001 0000"
                                  "0e10 0004 c000 0201 0000 2904 d000 0080 0000 0600 0a00 0201 02";

    static const char *const keys[] = { "",
                                        "<Tab>",
                                        "<Tab><Tab>",
                                        "i",
                                        "ww=",
                                        "ww=5<Enter>",
                                        "wwo",
                                        "wwo<PgDn><PgUp><Down><Up>",
                                        "wwo<Down><Enter>",
                                        "p00",
                                        "P",
                                        "<Tab>fjkGg<Esc>f",
                                        "<Tab><Enter>" };

    const struct event pasted = { .kind = EV_PASTE,
                                  .now_ms = monkey->app->now_ms,
                                  .u.paste = { message, sizeof message - 1, false } };
    struct app_wish wish;
    press(monkey, "<Alt-3><Esc>");
    press(monkey, "<Alt-3>");
    app_step(monkey->app, &pasted, &wish);
    press(monkey, keys[draw_number(monkey, sizeof keys / sizeof *keys)]);
}

/* The messages of a capture, or the place where its path is typed. */
static void open_capture(struct monkey *monkey)
{
    static const char path[] = DNSREG_SOURCE "/tests/dns/visit.pcap";
    const struct event pasted = { .kind = EV_PASTE,
                                  .now_ms = monkey->app->now_ms,
                                  .u.paste = { path, sizeof path - 1, false } };
    struct app_wish wish;

    press(monkey, "<Alt-3><Esc>");
    press(monkey, app_ctx(monkey->app).captured ? "<Alt-3>OO" : "<Alt-3>O");
    if (draw_number(monkey, 4) == 0)
        return;
    app_step(monkey->app, &pasted, &wish);
    press(monkey, draw_number(monkey, 2) ? "<Enter>" : "<Enter><Enter>");
}

/* Bursts of one key go past the ends of lists, where uniform noise seldom gets. */
static void play(struct monkey *monkey, unsigned events)
{
    while (events > 0) {
        struct event event = any_event(monkey);
        unsigned burst = draw_number(monkey, 8) == 0 ? 1 + draw_number(monkey, 120) : 1;
        for (; burst > 0 && events > 0; burst--, events--) {
            struct app_wish wish;
            if (event.kind == EV_KEY)
                count(monkey, &event.u.key);
            app_step(monkey->app, &event, &wish);
            (void)app_draw(monkey->app);
        }
        if (draw_number(monkey, 20) == 0) { /* a shallow stack, and a size that shows something */
            struct event size = { .kind = EV_RESIZE, .u.size = { 24, 80 } };
            struct app_wish wish;
            while (monkey->app->depth > 0)
                app_pop(monkey->app);
            app_step(monkey->app, &size, &wish);
            static void (*const starts[])(struct monkey *) = { run_verb, open_form, open_form,
                                                               open_lab, open_lab,  open_capture };
            starts[draw_number(monkey, sizeof starts / sizeof *starts)](monkey);
        }
    }
}

static size_t unreached(const struct monkey *monkey)
{
    size_t n = 0;
    for (size_t i = 0; i < monkey->n_seen; i++)
        n += monkey->seen[i].times == 0;
    return n;
}

int main(int argc, char **argv)
{
    struct sandbox box;
    char copy[512];
    struct store_place place = { .path = copy };
    struct session *session;
    struct options options = options_default();
    struct app_setup setup = { .options = &options, .rows = 24, .columns = 80, .watched = true };
    unsigned events = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 20000, missed = 0;
    const unsigned most = 10 * events;
    struct monkey monkey = { .random = argc > 3 ? strtoull(argv[3], NULL, 10) : 20110301 };
    struct err err = { 0 };

    if (argc < 2)
        return 2;

    sandbox_make(&box);
    file_copy(argv[1], sandbox_path(&box, "monkey.db", copy));
    setup.session = session = session_new(&place);
    monkey.other = session_new(&place);
    monkey.app = app_new(&setup, &err);
    if (!monkey.app) {
        (void)fprintf(stderr, "monkey: %s\n", err.text);
        return 3;
    }

    app_load_rest(monkey.app);
    expect_all(&monkey, "app", app_keys);
    expect_all(&monkey, pane_both.name, pane_both.keys);
    play(&monkey, events);
    while (unreached(&monkey) > 0 && events < most) { /* chance is given more time, not another seed */
        play(&monkey, BURST);
        events += BURST;
    }

    for (size_t i = 0; i < monkey.n_seen; i++)
        if (monkey.seen[i].times == 0) {
            (void)printf("never reached: %s, %s (%s)\n", monkey.seen[i].pane, monkey.seen[i].binding->help,
                         monkey.seen[i].binding->keys);
            missed++;
        }

    (void)printf("%zu actions in %u events\n%zu passed, %u failed\n", monkey.n_seen, events,
                 monkey.n_seen - missed, missed);
    app_free(monkey.app);
    session_free(session);
    session_free(monkey.other);
    sandbox_remove(&box);
    return missed > 0;
}
