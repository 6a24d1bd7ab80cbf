/* Lines of the command language, run inside the explorer. */

#include "base/memory.h"
#include "base/words.h"
#include "ui/app/app_state.h"
#include "ui/cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* What the pane of a verb's output can show in a line: a blank stands at either side. */
static unsigned output_columns(const struct screen *screen)
{
    return screen->columns > 3 ? (unsigned)screen->columns - 2 : 1;
}

/* Runs one line of the command language; `text` is what to show. */
void app_run_line(struct app *app, const char *line, struct out *text)
{
    struct words words = { 0 };
    struct out notes = out_to_memory();
    struct surroundings surroundings = { .out = text,
                                         .notes = &notes,
                                         .terminal = true,
                                         .utf8 = !app->setup.ascii,
                                         .columns = output_columns(app->screen),
                                         .stop = app->setup.stop };
    struct options options = { .edition = app->edition };
    struct err err = { 0 };
    size_t n = 0;

    if (!words_split(&words, line, &err))
        goto out;

    const char **operands = memory_take((words.n + 1) * sizeof *operands);
    if (options_read((int)words.n, words.at, &options, operands, &n, &err) && (n > 0 || options.help)) {
        const struct verb *verb = n > 0 ? verb_called(&all_verbs, operands[0]) : NULL;
        if (verb && verb->own_terminal)
            (void)err_set(&err, ERR_USAGE, "%s needs a terminal of its own: leave the explorer first",
                          verb->name);
        else
            (void)cli_run(app->setup.session, &surroundings, &options, operands, n, &err);
    }

    free(operands);
out:
    if (err.kind != ERR_NONE)
        app_say(app, true, err.text);
    else if (notes.len > 0)
        out_octets(text, notes.octets, notes.len);

    words_free(&words);
    out_free(&notes);
}
