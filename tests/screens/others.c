#include "screens/others.h"

#include "cli/save.h"

#include <stdio.h>
#include <stdlib.h>

void others_change(const char *database, const char *what, bool removes)
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
