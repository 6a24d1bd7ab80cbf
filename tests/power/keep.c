/* keep form|history TEXT: keeps it as the explorer and the shell do, in the file $KEEP, and then says so. */
#include "db/state.h"
#include "line/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool keep_form(const char *path, const char *text)
{
    char why[STATE_WHY_OCTETS] = "";
    struct state *state = state_open(path, "registry.db", why);
    bool kept = state && state_keep(state, "2026-11-21T09:12:00Z", "a form", text, why);
    state_close(state);
    if (!kept)
        (void)fprintf(stderr, "keep: %s\n", why);
    return kept;
}

static bool keep_line(const char *path, const char *line)
{
    struct err err = { 0 };
    struct history *history = history_new(path);

    history_add(history, line);
    bool kept = history_save(history, &err);
    history_free(history);
    if (!kept)
        (void)fprintf(stderr, "keep: %s\n", err.text);
    return kept;
}

int main(int argc, char **argv)
{
    const char *path = getenv("KEEP");
    if (argc != 3 || !path) {
        (void)fprintf(stderr, "usage: KEEP=FILE keep form|history TEXT\n");
        return 2;
    }
    bool kept = strcmp(argv[1], "form") == 0 ? keep_form(path, argv[2]) : keep_line(path, argv[2]);
    return kept && write(STDOUT_FILENO, "kept\n", 5) == 5 ? 0 : 3;
}
