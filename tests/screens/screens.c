/* Key scripts against expected screens, with no terminal.
 *
 *   screens DATABASE FILE.screen...
 *
 * A file begins with lines "name: value" (size, keys, edition, ascii), then "====", then the screen as
 * screen_dump writes it. Several "keys:" lines are typed one after the other; "resize: ROWSxCOLUMNS" between
 * them changes the size. GENERATE=1 writes what the program shows into the files; read the difference before
 * committing it. */

#include "cli/session.h"
#include "line/key.h"
#include "ui/app.h"

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

static char *play(const char *database, const struct script *script)
{
    struct store_place place = { .path = database, .read_only = true };
    struct session *session = session_new(&place);
    struct options options = options_default();
    struct err err = { 0 };
    struct app_setup setup = { .session = session, .options = &options };
    struct app *app;
    char *dump = NULL;
    options.edition = find(script, "edition", "iana");
    setup.ascii = find(script, "ascii", NULL) != NULL;
    (void)sscanf(find(script, "size", "24x80"), "%dx%d", &setup.rows, &setup.columns);
    app = app_new(&setup, &err);
    if (app) {
        (void)app_load_rest(app);
        for (size_t i = 0; i < script->n; i++) {
            struct event event = { .kind = EV_RESIZE };
            if (value(script->lines[i], "keys"))
                type(app, value(script->lines[i], "keys"));
            if (value(script->lines[i], "resize") && sscanf(value(script->lines[i], "resize"), "%dx%d",
                                                            &event.u.size.rows, &event.u.size.columns) == 2)
                step(app, &event);
        }
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
    bool read = read_script(path, &script);
    char *dump = read ? play(database, &script) : NULL;
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
    for (int i = 2; i < argc; i++) {
        if (check(argv[1], argv[i]))
            passed++;
        else
            failed++;
    }
    (void)printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0 ? 1 : 0;
}
