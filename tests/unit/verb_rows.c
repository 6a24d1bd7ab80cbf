#include "unit/verb_rows.h"

#include "cli/verb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const struct verb_row verb_rows[] = {
    { "check", { "check", "rrtype", "65301", "BAZ" }, NULL, false, false },
    { "decode", { "decode", "0402", "0100", "0000", "0000", "0000", "0000" }, NULL, false, false },
    { "decode", { "decode" }, "0402 0100 0000 0000 0000 0000\n", false, false },
    { "decode", { "decode", "--lines" }, "040201000000000000000000\n", false, true },
    { "decode",
      { "decode", "--pair" },
      "040201000000000000000000\n040281800000000000000000\n",
      false,
      false },
    { "diff", { "diff", "iana", "iana" }, NULL, false, false },
    { "draft add", { "draft", "add", "rrtype", "65301", "BAZ" }, NULL, true, false },
    { "draft list", { "draft", "list" }, NULL, false, false },
    { "draft propose", { "draft", "propose", "rrtype", "FOO" }, NULL, true, false },
    { "draft remove", { "draft", "remove", "rrtype", "FOO" }, NULL, true, false },
    { "draft set", { "draft", "set", "rrtype", "FOO", "--note", "asked Ann" }, NULL, true, false },
    { "draft show", { "draft", "show", "rrtype", "FOO" }, NULL, false, false },
    { "editions", { "editions" }, NULL, false, false },
    { "encode", { "encode", "rd", "qname=example.com" }, NULL, false, false },
    { "help", { "help" }, NULL, false, false },
    { "help", { "help", "draft", "add" }, NULL, false, false },
    { "list", { "list" }, NULL, false, false },
    { "list", { "list", "opcode" }, NULL, false, false },
    { "log", { "log" }, NULL, false, false },
    { "mask", { "mask", "0x7800" }, NULL, false, false },
    { "redo", { "redo" }, NULL, true, false },
    { "registry add", { "registry", "add", "more", "0-15=Private Use" }, NULL, true, false },
    { "registry list", { "registry", "list" }, NULL, false, false },
    { "registry remove", { "registry", "remove", "mine" }, NULL, true, false },
    { "search", { "search", "delegation" }, NULL, false, false },
    { "shell", { "shell" }, "# one\nlist opcode\ndraft add rrtype 65301 BAZ\n", true, true },
    { "show", { "show", "rrtype", "HTTPS" }, NULL, false, false },
    { "undo", { "undo" }, NULL, true, false },
    { "what", { "what", "65" }, NULL, false, false },
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
    for (size_t i = 0; i < n_verbs; i++) {
        if (!verbs[i].words && strcmp(verbs[i].name, name) == 0)
            return true;
        for (size_t k = 0; k < verbs[i].n_words; k++)
            if (strcmp(verbs[i].words[k].name, name) == 0)
                return true;
    }
    return false;
}

void verb_rows_are_all(void)
{
    for (size_t i = 0; i < n_verbs; i++) {
        if (!verbs[i].words)
            need_row(&verbs[i]);
        for (size_t k = 0; k < verbs[i].n_words; k++)
            need_row(&verbs[i].words[k]);
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
    char prepared[512], path[512];
    (void)sandbox_path(&runner->box, "prepared", prepared);
    (void)sandbox_path(&runner->box, "registry.db", path);
    if (file_exists(prepared)) {
        file_copy(prepared, path);
        return;
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = run(runner, lines[i]);
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
    struct ran ran;
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

    ran = run(runner, words);
    if (row->changes)
        verb_rows_file(runner);
    return ran;
}
