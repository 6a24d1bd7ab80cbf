/* Key scripts against expected screens. Head lines are done in their order:
 *
 *   size, edition, ascii    how it begins; 24x80 and iana, if they are not there
 *   keys: j<Down>           are typed
 *   paste: FILE             the file of tests/dns/forms is pasted; with = before it, the text itself; with @
 *                           the path of the file of tests/dns
 *   read-only: yes          the file takes no changes; else each script has a copy for itself
 *   resize: ROWSxCOLUMNS    the size changes
 *   save: REGISTRY CODE MNEMONIC [FIELD=TEXT], remove: REGISTRY CODE
 *                           what somebody else does to the file meanwhile
 *   takes-back: yes         somebody else takes the newest action back
 *   unseen: REGISTRY ...    a save before the program hears of it
 *   sees: TEXT              a line of the screen says TEXT now
 *   wish: WORD              the last key asked the terminal for this: quit, suspend, redraw, or a copy of a
 *                           text
 *
 * Behind ==== stands the screen at the end, as screen_dump writes it. GENERATE=1 writes what the program
 * shows into the files; read the difference before committing it.
 *
 *   screens [--each-key] DATABASE SCRIPT...
 *
 * With --each-key it also fails for a key in the table of a pane, or of the program, that no script shows:
 * the last key before a `sees`, a `wish` or the end, which changed the screen or asked something of the
 * terminal. */

#include "base/memory.h"
#include "line/key.h"
#include "screens/others.h"
#include "support/sandbox.h"
#include "ui/app/app_state.h"
#include "ui/cli/session.h"
#include "ui/kit/app_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_LINES = 128, PANES_MOST = 16, KEYS_MOST = 512 };

struct script {
    char *text;     /* the whole file */
    char *expected; /* behind ==== */
    char *lines[HEAD_LINES];
    size_t n;
};

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;
    ssize_t len = file ? getdelim(&text, &size, '\0', file) : -1;

    if (file)
        (void)fclose(file);
    if (len < 0) {
        free(text);
        return NULL;
    }
    return text;
}

static bool read_script(const char *path, struct script *script)
{
    *script = (struct script){ .text = read_whole(path) };
    if (!script->text)
        return false;
    char *line = script->text;
    while (line && script->n < HEAD_LINES) {
        char *end = strchr(line, '\n');
        if (strncmp(line, "====", 4) == 0) {
            script->expected = end ? end + 1 : line + 4;
            return true;
        }
        if (!end)
            break;
        *end = '\0';
        script->lines[script->n++] = line;
        line = end + 1;
    }

    return false;
}

/* The value of a head line with this name; NULL: it has another. */
static const char *value(const char *line, const char *name)
{
    size_t len = strlen(name);
    if (strncmp(line, name, len) != 0 || line[len] != ':')
        return NULL;
    return line + len + 1 + strspn(line + len + 1, " ");
}

static const char *find(const struct script *script, const char *name, const char *otherwise)
{
    for (size_t i = 0; i < script->n; i++)
        if (value(script->lines[i], name))
            return value(script->lines[i], name);
    return otherwise;
}

/* ---- which keys are shown ---- */

/* A key in a pane's table, or in the program's, where pane is NULL. */
struct shown {
    const struct pane_ops *pane;
    char key[KEY_OCTETS];
};

struct coverage {
    const struct pane_ops *panes[PANES_MOST]; /* that were in front */
    size_t n_panes;
    struct shown at[KEYS_MOST];
    size_t n;
    const struct pane_ops *asked; /* whose table is gone through */
    unsigned missing;
};

static bool is_shown(const struct coverage *coverage, const struct pane_ops *pane, const char *key)
{
    for (size_t i = 0; i < coverage->n; i++)
        if (coverage->at[i].pane == pane && strcmp(coverage->at[i].key, key) == 0)
            return true;
    return false;
}

static void add_shown(struct coverage *coverage, const struct shown *shown)
{
    if (!shown->key[0] || is_shown(coverage, shown->pane, shown->key) || coverage->n == KEYS_MOST)
        return;
    coverage->at[coverage->n++] = *shown;
}

static void add_pane(struct coverage *coverage, const struct pane_ops *pane)
{
    for (size_t i = 0; i < coverage->n_panes; i++)
        if (coverage->panes[i] == pane)
            return;
    if (coverage->n_panes < PANES_MOST)
        coverage->panes[coverage->n_panes++] = pane;
}

static void look_for(void *context, const struct key *key)
{
    struct coverage *coverage = context;
    char name[KEY_OCTETS];
    if (is_shown(coverage, coverage->asked, key_text(key, name)))
        return;
    (void)printf("no script shows what %s does in %s\n", name,
                 coverage->asked ? coverage->asked->name : "every pane");
    coverage->missing++;
}

static unsigned count_missing(struct coverage *coverage)
{
    for (size_t i = 0; i <= coverage->n_panes; i++) {
        coverage->asked = i < coverage->n_panes ? coverage->panes[i] : NULL;
        for (const struct binding *row = coverage->asked ? coverage->asked->keys : app_keys; row->keys; row++)
            (void)binding_each(row, look_for, coverage);
    }
    return coverage->missing;
}

/* ---- playing ---- */

struct player {
    struct app *app;
    const char *database;
    struct app_wish wish; /* of the last key */
    char copied[1024];
    struct shown last; /* the last key, if it is one of a table and did something */
    struct coverage *coverage;
    bool failed;
};

static void step(struct player *player, const struct event *event)
{
    app_step(player->app, event, &player->wish);
    snprintf(player->copied, sizeof player->copied, "%s", player->wish.copy ? player->wish.copy : "");
}

/* The key's place in the tables, before it is typed; without a key: it has none. */
static struct shown find_key(struct player *player, const struct key *key)
{
    struct pane *pane = app_front(player->app);
    bool typing = pane->ops->typing && pane->ops->typing(pane);
    struct shown shown = { .pane = pane->ops };

    add_pane(player->coverage, pane->ops);
    if (!binding_find(pane->ops->keys, key, typing)) {
        shown.pane = NULL;
        if (!binding_find(app_keys, key, typing))
            return (struct shown){ 0 };
    }

    (void)key_text(key, shown.key);
    return shown;
}

static void type(struct player *player, const char *keys)
{
    struct key key;
    char *before = screen_dump(app_draw(player->app));

    for (size_t n; (n = key_script(keys, &key)) > 0; keys += n) {
        const struct event event = { .kind = EV_KEY, .u.key = key };
        char *after;
        player->last = find_key(player, &key);
        step(player, &event);
        after = screen_dump(app_draw(player->app)); /* a frame after each key, as in life */
        if (strcmp(before, after) == 0 && !player->wish.quit && !player->wish.suspend &&
            !player->wish.redraw && !player->wish.copy)
            player->last = (struct shown){ 0 };
        free(before);
        before = after;
    }

    free(before);
    if (*keys) {
        (void)printf("unreadable keys: %s\n", keys);
        player->failed = true;
    }
}

static void expect_seen(struct player *player, const char *text)
{
    char *dump = screen_dump(app_draw(player->app));
    char *roles = strstr(dump, "\n%%\n");

    if (roles)
        *roles = '\0';
    if (!strstr(dump, text)) {
        (void)printf("does not say: %s\n%s\n", text, dump);
        player->failed = true;
    }

    free(dump);
    add_shown(player->coverage, &player->last);
}

static void expect_wish(struct player *player, const char *word)
{
    const struct app_wish *wish = &player->wish;
    bool granted = strncmp(word, "copy ", 5) == 0 ? strcmp(player->copied, word + 5) == 0
                   : strcmp(word, "quit") == 0    ? wish->quit
                   : strcmp(word, "suspend") == 0 ? wish->suspend
                                                  : strcmp(word, "redraw") == 0 && wish->redraw;

    if (!granted) {
        (void)printf("does not wish: %s (copied: %s)\n", word, player->copied);
        player->failed = true;
    }
    add_shown(player->coverage, &player->last);
}

static void resize(struct player *player, const char *size)
{
    struct event event = { .kind = EV_RESIZE };
    if (sscanf(size, "%dx%d", &event.u.size.rows, &event.u.size.columns) == 2)
        step(player, &event);
    else
        player->failed = true;
}

static void paste(struct player *player, const char *what)
{
    char path[512];
    char *text = NULL;
    struct event event = { .kind = EV_PASTE };

    snprintf(path, sizeof path, "%s/tests/dns/forms/%s", DNSREG_SOURCE, what);
    if (what[0] == '@')
        snprintf(path, sizeof path, "%s/tests/dns/%s", DNSREG_SOURCE, what + 1);
    else if (what[0] != '=')
        text = read_whole(path);

    event.u.paste.octets = text ? text : what[0] == '@' ? path : what + 1;
    event.u.paste.len = strlen(event.u.paste.octets);
    if (!text && what[0] != '=' && what[0] != '@') {
        (void)printf("no such file to paste: %s\n", path);
        player->failed = true;
    } else {
        step(player, &event);
    }
    free(text);
}

static void be_told(struct player *player, const char *what, bool removes)
{
    const struct event event = { .kind = EV_WAKE };
    others_change(player->database, what, removes);
    step(player, &event);
}

static void save(struct player *player, const char *what)
{
    be_told(player, what, false);
}

static void save_unseen(struct player *player, const char *what)
{
    others_change(player->database, what, false);
}

static void take_back(struct player *player, const char *what)
{
    const struct event event = { .kind = EV_WAKE };
    (void)what;
    others_undo(player->database);
    step(player, &event);
}

static void remove_draft(struct player *player, const char *what)
{
    be_told(player, what, true);
}

static void forget(struct player *player, const char *registry)
{
    const struct event event = { .kind = EV_WAKE };
    others_forget(player->database, registry);
    step(player, &event);
}

static void play_lines(struct player *player, const struct script *script)
{
    static const struct {
        const char *name;
        void (*play)(struct player *player, const char *text);
    } lines[] = { { "keys", type },           { "paste", paste },      { "resize", resize },
                  { "sees", expect_seen },    { "wish", expect_wish }, { "save", save },
                  { "remove", remove_draft }, { "forget", forget },    { "unseen", save_unseen },
                  { "takes-back", take_back } };

    for (size_t i = 0; i < script->n; i++)
        for (size_t k = 0; k < sizeof lines / sizeof *lines; k++)
            if (value(script->lines[i], lines[k].name))
                lines[k].play(player, value(script->lines[i], lines[k].name));
    add_shown(player->coverage, &player->last);
}

/* The screen at the end; NULL: it did not come to that. */
static char *play(const char *database, const struct script *script, struct coverage *coverage)
{
    struct store_place place = { .path = database };
    struct session *session;
    struct options options = options_default();
    struct err err = { 0 };
    struct app_setup setup = { .options = &options, .watched = true };
    struct player player = { .coverage = coverage, .database = database };
    char *dump = NULL;

    options.edition = find(script, "edition", "iana");
    setup.ascii = find(script, "ascii", NULL) != NULL;
    place.read_only = setup.read_only = find(script, "read-only", NULL) != NULL;
    setup.session = session = session_new(&place);
    (void)sscanf(find(script, "size", "24x80"), "%dx%d", &setup.rows, &setup.columns);
    player.app = app_new(&setup, &err);
    if (player.app) {
        app_load_rest(player.app);
        play_lines(&player, script);
        if (!player.failed)
            dump = screen_dump(app_draw(player.app));
    } else {
        (void)fprintf(stderr, "%s\n", err.text);
    }

    app_free(player.app);
    session_free(session);
    return dump;
}

static bool rewrite(const char *path, const struct script *script, const char *dump)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    for (size_t i = 0; i < script->n; i++)
        (void)fprintf(file, "%s\n", script->lines[i]);
    (void)fprintf(file, "====\n%s", dump);
    return fclose(file) == 0;
}

static bool check(const char *database, const char *path, struct coverage *coverage)
{
    struct script script;
    struct sandbox box;
    char copy[512];
    bool read = read_script(path, &script), same;

    sandbox_make(&box);
    file_copy(database, sandbox_path(&box, "fixture.db", copy));
    char *dump = read ? play(copy, &script, coverage) : NULL;
    sandbox_remove(&box);
    same = dump && strcmp(dump, script.expected) == 0;
    if (dump && !same && getenv("GENERATE"))
        same = rewrite(path, &script, dump);
    else if (!same)
        (void)printf("%s: %s\n%s\n", path, read ? "shows another screen:" : "is no script", dump ? dump : "");

    free(dump);
    free(script.text);
    return same;
}

int main(int argc, char **argv)
{
    bool each_key = argc > 1 && strcmp(argv[1], "--each-key") == 0;
    struct coverage *coverage = memory_take(sizeof *coverage);
    int passed = 0, failed = 0;

    (void)setenv("DNSREG_NOW", "2026-11-21T09:12:00Z", 1);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);
    for (int i = 2 + each_key; i < argc; i++) {
        if (check(argv[1 + each_key], argv[i], coverage))
            passed++;
        else
            failed++;
    }

    if (each_key)
        failed += (int)count_missing(coverage);
    free(coverage);
    (void)printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0 ? 1 : 0;
}
