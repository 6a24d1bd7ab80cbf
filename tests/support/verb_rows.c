#include "support/verb_rows.h"

#include "ui/cli/verbs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const struct verb_row verb_rows[] = {
    { "check", { "check", "rrtype", "65301", "BAZ" }, NULL, 0 },
    { "decode", { "decode", "0402", "0100", "0000", "0000", "0000", "0000" }, NULL, 0 },
    { "decode", { "decode" }, "0402 0100 0000 0000 0000 0000\n", 0 },
    { "decode", { "decode", "--lines" }, "040201000000000000000000\n", ROW_STREAMS },
    { "decode", { "decode", "--pair" }, "040201000000000000000000\n040281800000000000000000\n", 0 },
    { "diff", { "diff", "iana", "iana" }, NULL, ROW_SILENT },
    { "draft add", { "draft", "add", "rrtype", "65301", "BAZ" }, NULL, ROW_CHANGES },
    { "draft list", { "draft", "list" }, NULL, 0 },
    { "draft propose", { "draft", "propose", "rrtype", "FOO" }, NULL, ROW_CHANGES },
    { "draft remove", { "draft", "remove", "rrtype", "FOO" }, NULL, ROW_CHANGES },
    { "draft set", { "draft", "set", "rrtype", "FOO", "--note", "asked Ann" }, NULL, ROW_CHANGES },
    { "draft show", { "draft", "show", "rrtype", "FOO" }, NULL, 0 },
    { "editions", { "editions" }, NULL, 0 },
    { "encode", { "encode", "rd", "qname=example.com" }, NULL, 0 },
    { "help", { "help" }, NULL, 0 },
    { "help", { "help", "draft", "add" }, NULL, 0 },
    { "list", { "list" }, NULL, 0 },
    { "list", { "list", "opcode" }, NULL, 0 },
    { "log", { "log" }, NULL, 0 },
    { "mask", { "mask", "0x7800" }, NULL, 0 },
    { "redo", { "redo" }, NULL, ROW_CHANGES },
    { "registry add", { "registry", "add", "more", "0-15=Private Use" }, NULL, ROW_CHANGES },
    { "registry list", { "registry", "list" }, NULL, 0 },
    { "registry remove", { "registry", "remove", "mine" }, NULL, ROW_CHANGES },
    { "search", { "search", "delegation" }, NULL, 0 },
    { "shell", { "shell" }, "# one\ndraft add rrtype 65301 BAZ\nlist opcode\n", ROW_CHANGES | ROW_STREAMS },
    { "show", { "show", "rrtype", "HTTPS" }, NULL, 0 },
    { "undo", { "undo" }, NULL, ROW_CHANGES },
    { "what", { "what", "65" }, NULL, 0 },
};
const size_t n_verb_rows = sizeof verb_rows / sizeof *verb_rows;

static void need_row(const struct verb *verb)
{
    for (size_t i = 0; i < n_verb_rows; i++)
        if (strcmp(verb_rows[i].verb, verb->name) == 0)
            return;
    fail_msg("%s has no row in verb_rows", verb->name);
}

static bool is_verb(const char *name)
{
    for (size_t i = 0; i < all_verbs.n; i++) {
        if (!all_verbs.at[i].words && strcmp(all_verbs.at[i].name, name) == 0)
            return true;
        for (size_t k = 0; k < all_verbs.at[i].n_words; k++)
            if (strcmp(all_verbs.at[i].words[k].name, name) == 0)
                return true;
    }
    return false;
}

void verb_rows_are_all(void)
{
    for (size_t i = 0; i < all_verbs.n; i++) {
        if (!all_verbs.at[i].words)
            need_row(&all_verbs.at[i]);
        for (size_t k = 0; k < all_verbs.at[i].n_words; k++)
            need_row(&all_verbs.at[i].words[k]);
    }
    for (size_t i = 0; i < n_verb_rows; i++)
        if (!is_verb(verb_rows[i].verb))
            fail_msg("%s is no verb", verb_rows[i].verb);
}

void verb_rows_file(const struct runner *runner)
{
    static const char *const lines[][6] = { { "registry", "add", "mine" },
                                            { "draft", "add", "rrtype", "65300", "FOO" },
                                            { "draft", "add", "rrtype", "65302", "BAR" },
                                            { "undo" } };
    struct runner plain = { .box = runner->box }; /* whatever the streams of the test are */
    char prepared[512], path[512];
    (void)sandbox_path(&runner->box, "prepared", prepared);
    (void)sandbox_path(&runner->box, "registry.db", path);
    if (file_exists(prepared)) {
        file_copy(prepared, path);
        return;
    }

    memcpy(plain.environment, runner->environment, sizeof plain.environment);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(&plain, lines[i]);
        if (ran.status != 0)
            fail_msg("%s %s: %s", lines[i][0], lines[i][1], ran.err);
        ran_free(&ran);
    }
    file_copy(path, prepared);
}

struct ran verb_row_run(struct runner *runner, const struct verb_row *row, const char *option,
                        const char *value)
{
    const char *words[12];
    size_t n = 0;

    runner->stdin_from = NULL;
    if (row->reads)
        runner_give(runner, row->reads);

    if (option)
        words[n++] = option;
    if (value)
        words[n++] = value;
    for (size_t i = 0; i < sizeof row->words / sizeof *row->words && row->words[i]; i++)
        words[n++] = row->words[i];
    words[n] = NULL;

    struct ran ran = run(runner, words);
    if ((row->is & ROW_CHANGES))
        verb_rows_file(runner);
    return ran;
}
