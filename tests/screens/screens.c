/* Key scripts against expected screens, with no terminal.
 *
 *   screens DATABASE FILE.screen...
 *
 * A file begins with lines "name: value" (size, keys, edition, ascii), then "====", then the screen as
 * screen_dump writes it. Several "keys:" lines are typed one after the other; "resize: ROWSxCOLUMNS" between
 * them changes the size. Each script has a copy of the file for itself; "save: REGISTRY CODE MNEMONIC" and
 * "remove: REGISTRY CODE" is what somebody else, bob, does to it meanwhile. GENERATE=1 writes what the
 * program shows into the files; read the difference before committing it. */

#include "cli/save.h"
#include "line/key.h"
#include "ui/app.h"
#include "unit/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_LINES = 64 };

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
    char *line;
    *script = (struct script){ .text = read_whole(path) };
    if (!script->text)
        return false;
    line = script->text;
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

static void step(struct app *app, const struct event *event)
{
    struct app_wish wish;
    app_step(app, event, &wish);
}

static void type(struct app *app, const char *keys)
{
    struct key key;
    for (size_t n; (n = key_script(keys, &key)) > 0; keys += n) {
        struct event event = { .kind = EV_KEY, .u.key = key };
        step(app, &event);
        (void)app_draw(app); /* a frame after each key, as in life */
    }
    if (*keys)
        (void)fprintf(stderr, "unreadable keys: %s\n", keys);
}

/* ---- somebody else ---- */

/* "class 65281 LABNET": a new draft, or another mnemonic for the one that is there; or it is removed. */
static void others(const char *database, const char *what, bool removes)
{
    struct store_place place = { .path = database };
    struct session *session;
    struct err err = { 0 };
    char registry[32] = "", code[32] = "", mnemonic[64] = "";
    struct draft_text text = { .at = { "private", code, mnemonic } };
    struct draft draft;
    struct arena arena = { 0 };
    struct saved saved = { 0 };
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];
    const struct model *model;
    const struct draft *there;
    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    session = session_new(&place);
    (void)session_author(session);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);
    model = session_model(session, "iana", &err);
    (void)sscanf(what, "%31s %31s %63s", registry, code, mnemonic);
    if (model && draft_read(model, model_registry(model, registry), &text, &arena, &draft, &field, why)) {
        there = model_draft_at(model, &draft);
        draft.id = there ? there->id : 0;
        draft.rev = there ? there->rev : 0;
        if (removes)
            (void)session_remove(session, draft.id, draft.rev, &saved, &err);
        else
            (void)session_save(session, &draft, "iana", &saved, &err);
    }
    if (!model || err.kind != ERR_NONE || saved.answer != SAVE_DONE)
        (void)fprintf(stderr, "%s: not done: %s\n", what,
                      saved.findings.n ? saved.findings.at[0].text : err.text);
    arena_free(&arena);
    session_free(session);
}

static void tell(struct app *app, enum event_kind kind)
{
    struct event event = { .kind = kind };
    step(app, &event);
}

/* ---- a script ---- */

static void do_line(struct app *app, const char *database, const char *line)
{
    struct event event = { .kind = EV_RESIZE };
    if (value(line, "keys"))
        type(app, value(line, "keys"));
    if (value(line, "resize") &&
        sscanf(value(line, "resize"), "%dx%d", &event.u.size.rows, &event.u.size.columns) == 2)
        step(app, &event);
    if (value(line, "save") || value(line, "remove")) {
        bool removes = value(line, "remove") != NULL;
        others(database, value(line, removes ? "remove" : "save"), removes);
        tell(app, EV_WAKE);
    }
}

static char *play(const char *database, const struct script *script)
{
    struct store_place place = { .path = database };
    struct session *session;
    struct options options = options_default();
    struct err err = { 0 };
    struct app_setup setup = { .options = &options, .watched = true };
    struct app *app;
    char *dump = NULL;
    options.edition = find(script, "edition", "iana");
    place.read_only = setup.read_only = find(script, "read-only", NULL) != NULL;
    setup.ascii = find(script, "ascii", NULL) != NULL;
    setup.session = session = session_new(&place);
    (void)sscanf(find(script, "size", "24x80"), "%dx%d", &setup.rows, &setup.columns);
    app = app_new(&setup, &err);
    if (app) {
        (void)app_load_rest(app);
        for (size_t i = 0; i < script->n; i++)
            do_line(app, database, script->lines[i]);
        dump = screen_dump(app_draw(app));
    } else {
        (void)fprintf(stderr, "%s\n", err.text);
    }
    app_free(app);
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

static bool check(const char *database, const char *path)
{
    struct script script;
    struct sandbox box;
    char copy[512];
    bool read = read_script(path, &script);
    char *dump;
    sandbox_make(&box);
    file_copy(database, sandbox_path(&box, "fixture.db", copy));
    dump = read ? play(copy, &script) : NULL;
    sandbox_remove(&box);
    bool same = dump && strcmp(dump, script.expected) == 0;
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
    int passed = 0, failed = 0;
    (void)setenv("DNSREG_NOW", "2026-11-21T09:12:00Z", 1);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);
    for (int i = 2; i < argc; i++) {
        if (check(argv[1], argv[i]))
            passed++;
        else
            failed++;
    }
    (void)printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0 ? 1 : 0;
}
