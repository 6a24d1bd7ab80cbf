#include "screens/others.h"

#include "db/change.h"
#include "ui/cli/save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "LABB", or "-" for the one that is there, then "meaning=a b" or another field, to the end. */
static void take_words(struct draft_text *text, char *mnemonic, char *rest)
{
    char *equals = strchr(rest, '=');
    if (strcmp(mnemonic, "-") != 0)
        text->at[DRAFT_MNEMONIC] = mnemonic;
    for (int i = 0; equals && i < DRAFT_FIELDS; i++)
        if (strncmp(draft_fields[i].option, rest, (size_t)(equals - rest)) == 0)
            text->at[i] = equals + 1;
}

void others_change(const char *database, const char *what, bool removes)
{
    struct store_place place = { .path = database };
    struct err err = { 0 };
    char registry[32] = "", code[32] = "", mnemonic[64] = "", rest[1500] = "", buffer[DRAFT_CODE_OCTETS];
    struct draft_text text = { .at = { "private", code } };
    struct draft draft, now;
    struct arena arena = { 0 };
    struct saved saved = { 0 };
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];
    const struct draft *there;

    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    struct session *session = session_new(&place);
    (void)session_author(session);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);

    const struct model *model = session_model(session, "iana", &err);
    (void)sscanf(what, "%31s %31s %63s %1499[^\n]", registry, code, mnemonic, rest);
    if (model && draft_read(model, model_registry(model, registry), &text, &arena, &draft, &field, why)) {
        there = model_draft_at(model, &draft);
        if (there)
            draft_say(there, &text, buffer);
        take_words(&text, mnemonic, rest);
        (void)draft_read(model, model_registry(model, registry), &text, &arena, &now, &field, why);
        now.id = there ? there->id : 0;
        now.rev = there ? there->rev : 0;
        if (removes)
            (void)session_remove(session, now.id, now.rev, &saved, &err);
        else
            (void)session_save(session, &now, "iana", &saved, &err);
    }

    if (!model || err.kind != ERR_NONE || saved.answer != SAVE_DONE)
        (void)fprintf(stderr, "%s: not done: %s\n", what,
                      saved.findings.n ? saved.findings.at[0].text : err.text);

    arena_free(&arena);
    session_free(session);
}

void others_forget(const char *database, const char *registry)
{
    struct store_place place = { .path = database };
    struct session *session = session_new(&place);
    struct err err = { 0 };
    struct store *store = session_store(session, &err);
    struct put_result result = { 0 };

    if (!store || !store_begin(store, "2026-11-21T09:12:00Z", "bob", &err) ||
        !store_remove_registry(store, registry, "2026-11-21T09:12:00Z", "bob", &result, &err) ||
        result.put != PUT_DONE || !store_commit(store, &err))
        (void)fprintf(stderr, "%s: not removed: %s%s\n", registry, err.text, result.fault);
    session_free(session);
}

void others_undo(const char *database)
{
    struct store_place place = { .path = database };
    struct session *session = session_new(&place);
    struct saved saved = { 0 };
    struct err err = { 0 };
    int64_t group = 0;

    (void)setenv("DNSREG_AUTHOR", "bob", 1);
    (void)session_author(session);
    (void)setenv("DNSREG_AUTHOR", "ann", 1);
    if (!session_undo(session, false, NULL, &group, &saved, &err) || group == 0)
        (void)fprintf(stderr, "nothing taken back: %s\n", err.text);
    session_free(session);
}
