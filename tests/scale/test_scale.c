/* What the user has ten times as much of takes at most fifteen times as long: ten, and what a machine does
 * beside it. Times are never compared with anything but each other. They are of the processor, the least of
 * some runs: nothing else that the machine does makes one shorter. */
#include "scale/files.h"

#include "line/key.h"
#include "ui/app/app.h"
#include "ui/cli/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* The sanitizers make all of it slower, but none of it another way. */
#ifdef __has_feature
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
enum { FEW = 1000, MANY = 10 * FEW };
#else
enum { FEW = 2000, MANY = 10 * FEW };
#endif

enum {
    MOST_TIMES = 15,
    NO_NOISE = 3 * MOST_TIMES, /* what is above is not tried again */
    TRIES = 5,
    LEAST_MS = 10,
    MOST_REPEATS = 64,
};

static const int sizes[2] = { FEW, MANY };

struct scale {
    struct sandbox box;
    char files[SCALE_KINDS][2][512], work[512];
};

/* One measurement: with few, or with many. */
typedef double measure(void *context, int many);

static void assert_scales(const char *what, measure *take, void *context)
{
    double least[2] = { 0 };

    for (int try = 0; try < TRIES && least[1] <= NO_NOISE * least[0]; try++) {
        for (int many = 0; many < 2; many++) {
            const double ms = take(context, many);
            if (try == 0 || ms < least[many])
                least[many] = ms;
        }
        if (least[1] <= MOST_TIMES * least[0]) {
            print_message("%6.1f times (%.1f, %.1f ms)  %s\n", least[1] / least[0], least[0], least[1], what);
            return;
        }
    }

    fail_msg("%s: %.0f ms with %d, and with %d %.0f ms, %.1f times as much; %d are the most", what, least[0],
             FEW, MANY, least[1], least[1] / least[0], MOST_TIMES);
}

static int make_files(void **state)
{
    struct scale *scale = calloc(1, sizeof *scale);

    assert_non_null(scale);
    sandbox_make(&scale->box);
    (void)sandbox_path(&scale->box, "work.db", scale->work);
    for (int kind = 0; kind < SCALE_KINDS; kind++)
        for (int many = 0; many < 2; many++) {
            char name[32];
            snprintf(name, sizeof name, "%d-%d.db", kind, sizes[many]);
            (void)sandbox_path(&scale->box, name, scale->files[kind][many]);
            scale_make(scale->files[kind][many], (enum scale_kind)kind, sizes[many]);
        }

    *state = scale;
    return 0;
}

static int remove_files(void **state)
{
    struct scale *scale = *state;
    sandbox_remove(&scale->box);
    free(scale);
    return 0;
}

/* ---- verbs ---- */

/* REGISTRY and KEY stand for those of the file. */
struct verb_case {
    enum { ONLY_CODES, ONLY_KEYS, BOTH } files;

    bool changes;          /* it gets a copy of the file */
    const char *before[3]; /* is run first, and not measured */
    int status;
    const char *words[8];
};

static const struct verb_case verb_cases[] = {
    { BOTH, false, { NULL }, 0, { "list" } },
    { BOTH, false, { NULL }, 0, { "--json", "list", "REGISTRY" } },
    { BOTH, false, { NULL }, 0, { "list", "REGISTRY" } },
    { ONLY_KEYS, false, { NULL }, 0, { "list", "underscored" } },
    { BOTH, false, { NULL }, 0, { "what", "65" } },
    { BOTH, false, { NULL }, 0, { "what", "private use" } },
    { BOTH, false, { NULL }, 0, { "what", "name" } },
    { BOTH, false, { NULL }, 0, { "search", "name" } },
    { BOTH, false, { NULL }, 0, { "show", "REGISTRY", "KEY" } },
    { BOTH, false, { NULL }, 1, { "check", "REGISTRY", "KEY", "A-NAME-OF-SOME-LENGTH-7" } },
    { ONLY_CODES, false, { NULL }, 1, { "check", "wide", "next", "A-NAME-OF-SOME-LENGTH-7" } },
    { BOTH, false, { NULL }, 0, { "draft", "list" } },
    { BOTH, false, { NULL }, 0, { "draft", "show", "REGISTRY", "KEY" } },
    { BOTH, false, { NULL }, 0, { "log" } },
    { BOTH, false, { NULL }, 1, { "diff", "rfc2929", "iana" } },
    { BOTH, false, { NULL }, 0, { "registry", "list" } },
    { ONLY_CODES, true, { NULL }, 0, { "draft", "add", "wide", "next", "NEW-NAME" } },
    { BOTH, true, { NULL }, 0, { "draft", "set", "REGISTRY", "KEY", "--note", "another" } },
    { BOTH, true, { NULL }, 0, { "draft", "remove", "REGISTRY", "KEY" } },
    { BOTH, true, { NULL }, 0, { "undo" } },
    { ONLY_KEYS, true, { NULL }, 0, { "undo", "100" } },
    { BOTH, true, { "undo" }, 0, { "redo" } },
};

struct verb_run {
    const struct scale *scale;
    const struct verb_case *verb;
    enum scale_kind kind;
};

static double time_verb(void *context, int many)
{
    const struct verb_run *run = context;
    const char *path = run->scale->files[run->kind][many], *words[8] = { NULL };
    char key[128];

    for (size_t i = 0; run->verb->words[i]; i++) {
        words[i] = run->verb->words[i];
        if (strcmp(words[i], "REGISTRY") == 0)
            words[i] = scale_registry(run->kind);
        if (strcmp(words[i], "KEY") == 0)
            words[i] = scale_key(run->kind, sizes[many], key);
    }

    if (run->verb->changes) {
        file_copy(path, run->scale->work);
        path = run->scale->work;
    }

    if (run->verb->before[0])
        (void)scale_run(path, run->verb->before, 0);
    return scale_run(path, words, run->verb->status);
}

static void verbs_over(const struct scale *scale, enum scale_kind kind)
{
    for (size_t i = 0; i < sizeof verb_cases / sizeof *verb_cases; i++) {
        struct verb_run run = { scale, &verb_cases[i], kind };
        char what[160] = "";
        if (run.verb->files != BOTH && (run.verb->files == ONLY_CODES) != (kind == SCALE_CODES))
            continue;
        for (size_t w = 0; run.verb->words[w]; w++)
            snprintf(what + strlen(what), sizeof what - strlen(what), "%s%s", w ? " " : "",
                     run.verb->words[w]);
        assert_scales(what, time_verb, &run);
    }
}

static void verbs_scale_with_codes(void **state)
{
    verbs_over(*state, SCALE_CODES);
}

static void verbs_scale_with_keys(void **state)
{
    verbs_over(*state, SCALE_KEYS);
}

/* ---- the explorer ---- */

static double now_ms(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

struct explorer {
    const char *path;
    struct session *session;
    struct options options;
    struct app *app;
};

static void step(struct explorer *explorer, struct event event)
{
    struct app_wish wish;
    app_step(explorer->app, &event, &wish);
    assert_false(wish.quit);
    assert_non_null(app_draw(explorer->app));
}

static void press(struct explorer *explorer, const char *keys)
{
    struct event event = { .kind = EV_KEY };
    for (size_t n; (n = key_script(keys, &event.u.key)) > 0; keys += n)
        step(explorer, event);
    assert_string_equal(keys, "");
}

static void explorer_open(struct explorer *explorer, const char *path)
{
    struct store_place place = { .path = path };
    struct app_setup setup = { .rows = 24, .columns = 80, .watched = true };

    explorer->path = path;
    explorer->session = session_new(&place);
    explorer->options = options_default();
    setup.session = explorer->session;
    setup.options = &explorer->options;
    explorer->app = app_new(&setup, NULL);
    assert_non_null(explorer->app);
    assert_non_null(app_draw(explorer->app));
    app_load_rest(explorer->app);
    assert_non_null(app_draw(explorer->app));
}

static void explorer_close(struct explorer *explorer)
{
    app_free(explorer->app);
    session_free(explorer->session);
}

/* The two, and what is done in both: keys that end where they began. */
struct explorer_run {
    struct explorer explorers[2];
    const char *keys;
    int repeats;
    double few_ms;
};

static double time_open(void *context, int many)
{
    struct explorer_run *run = context;
    struct explorer explorer;
    const double begun = now_ms();
    explorer_open(&explorer, run->explorers[many].path);
    explorer_close(&explorer);
    return now_ms() - begun;
}

static double time_news(void *context, int many)
{
    struct explorer *explorer = &((struct explorer_run *)context)->explorers[many];
    scale_sql(explorer->path, "UPDATE draft SET rev = rev + 1, note = note || '.' WHERE id = 1");
    const double begun = now_ms();
    step(explorer, (struct event){ .kind = EV_WAKE });
    return now_ms() - begun;
}

/* As often with many as it takes with few to be measured; no longer than it takes to see that it is
 * too long. */
static double time_keys(void *context, int many)
{
    struct explorer_run *run = context;
    const double begun = now_ms();
    int repeats = 0;

    if (!many) {
        for (; repeats < MOST_REPEATS && now_ms() - begun < LEAST_MS; repeats++)
            press(&run->explorers[0], run->keys);
        run->repeats = repeats;
        run->few_ms = now_ms() - begun;
        return run->few_ms;
    }

    for (; repeats < run->repeats && now_ms() - begun < 2 * NO_NOISE * run->few_ms; repeats++)
        press(&run->explorers[1], run->keys);
    return now_ms() - begun;
}

static void explorer_over(const struct scale *scale, enum scale_kind kind)
{
    static const char *const scripts[] = {
        "jk",                           /* a key in Browse */
        "e<Esc>",                       /* Edit */
        "ex<Backspace><Esc>",           /* a key in it */
        "e<Tab><Esc><Esc><Esc><Right>", /* the free codes */
        "a<Esc>",                       /* the next code */
        "/name<Down><Up><Esc>",         /* Search, as it is typed: each draft is found */
        "5jk1",                         /* a key in Changes */
        "5Gg1",                         /* its end, in the log */
        "E<Esc>",                       /* the editions */
        "Ggf<Esc><Enter>",              /* the end of the rows, and the next free one */
    };
    struct explorer_run run = { 0 };
    for (int many = 0; many < 2; many++) {
        char key[128], keys[300];
        explorer_open(&run.explorers[many], scale->files[kind][many]);
        snprintf(keys, sizeof keys, "/%s %s<Enter>", scale_registry(kind), scale_key(kind, sizes[many], key));
        press(&run.explorers[many], keys);
    }

    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        run.keys = scripts[i];
        assert_scales(scripts[i], time_keys, &run);
    }

    assert_scales("another program's change", time_news, &run);
    assert_scales("the first screen, and what comes behind it", time_open, &run);
    explorer_close(&run.explorers[0]);
    explorer_close(&run.explorers[1]);
}

static void the_explorer_scales_with_codes(void **state)
{
    explorer_over(*state, SCALE_CODES);
}

static void the_explorer_scales_with_keys(void **state)
{
    explorer_over(*state, SCALE_KEYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_scale_with_codes),
        cmocka_unit_test(verbs_scale_with_keys),
        cmocka_unit_test(the_explorer_scales_with_codes),
        cmocka_unit_test(the_explorer_scales_with_keys),
    };

    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
