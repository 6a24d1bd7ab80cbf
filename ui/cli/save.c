#include "ui/cli/save.h"

#include "base/text.h"
#include "db/change.h"

#include <string.h>

/* One save: the file is held for writing and `model` is read inside the transaction, so that nothing comes
 * between what the rules saw and what is written. */
struct saving {
    struct session *session;
    struct store *store;
    struct model *model; /* as it stands before the save */
    bool written;        /* there is something to commit */
};

static bool begin_save(struct saving *saving, struct session *session, struct err *err)
{
    char at[SESSION_TIME];
    session_now(at);
    *saving = (struct saving){ .session = session, .store = session_store(session, err) };
    if (!saving->store || !store_begin(saving->store, at, session_author(session), err))
        return false;
    return true;
}

/* Commits what was done, or takes back what was not to be. Unless it was refused, what the session has read
 * is old. */
static bool end(struct saving *saving, bool ok, const struct saved *saved, struct err *err)
{
    if (ok && saved->answer == SAVE_DONE && saving->written)
        ok = store_commit(saving->store, err);
    store_rollback(saving->store); /* after a commit it does nothing */
    model_free(saving->model);
    if (ok && saved->answer != SAVE_REFUSED)
        session_refresh(saving->session);
    return ok;
}

/* ---- what the file says ---- */

/* "mnemonic-unique: taken in its registry" as a finding of that rule. */
static void add_fault(struct findings *findings, const char *fault)
{
    const char *colon = strchr(fault, ':');
    size_t len = colon ? (size_t)(colon - fault) : 0;

    for (size_t i = 0; colon && i < n_rules; i++) {
        const char *id = rules[i].id;
        enum draft_field field = text_prefix(id, "mnemonic") ? DRAFT_MNEMONIC
                                 : strcmp(id, "text") == 0   ? DRAFT_MEANING
                                                             : DRAFT_CODE;
        if (strlen(id) != len || strncmp(id, fault, len) != 0)
            continue;
        finding_add(findings, rule_called(id), SEVERITY_ERROR, field, NULL, NULL, "the file refuses it: %s",
                    colon + 1 + strspn(colon + 1, " "));
        return;
    }

    finding_add(findings, rule_called("text"), SEVERITY_ERROR, DRAFT_CODE, NULL, NULL,
                "the file refuses it: %s", fault);
}

static void take_result(const struct put_result *result, struct saved *saved)
{
    static const enum save_answer answers[] = {
        [PUT_DONE] = SAVE_DONE, [PUT_REFUSED] = SAVE_REFUSED, [PUT_STALE] = SAVE_STALE, [PUT_GONE] = SAVE_GONE
    };

    saved->answer = answers[result->put];
    saved->id = result->id;
    saved->rev = result->rev;
    if (result->put == PUT_REFUSED)
        add_fault(&saved->findings, result->fault);
}

/* ---- saving ---- */

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Do the rules see the same draft? Its note and reference are its writer's alone. */
static bool is_judged_alike(const struct draft *a, const struct draft *b)
{
    return a->kind == b->kind && a->modifies == b->modifies && !a->next && draft_is_placed(a) &&
           draft_same_place(a, b) && a->record.category == b->record.category &&
           same_text(a->record.key, b->record.key) && same_text(a->record.key2, b->record.key2) &&
           same_text(a->record.mnemonic, b->record.mnemonic) &&
           same_text(a->record.meaning, b->record.meaning);
}

static bool is_unchanged(const struct draft *draft, const struct draft *before)
{
    struct draft_text is, was;
    char code[DRAFT_CODE_OCTETS], old_code[DRAFT_CODE_OCTETS];

    draft_say(draft, &is, code);
    draft_say(before, &was, old_code);
    for (size_t i = 0; i < DRAFT_FIELDS; i++)
        if (!same_text(is.at[i], was.at[i]))
            return false;
    return is.modifies == was.modifies;
}

/* Judges the draft and writes it, in the transaction that is open. One that says what it said is judged, and
 * no more: it makes no revision. */
static bool write_draft(struct saving *saving, struct draft *draft, const struct draft *before,
                        struct saved *saved, struct err *err)
{
    const struct draft *alike = before && is_judged_alike(draft, before) ? before : NULL;
    char why[DRAFT_WHY_OCTETS];
    struct put_result result;

    /* a draft that the edition has overtaken, or that another edition would refuse, keeps its place and its
     * edition as long as only its note is written */
    draft->basis = alike ? alike->basis : saving->model->edition.id;
    if (draft->next && !draft_choose_code(saving->model, draft, why)) {
        finding_add(&saved->findings, rule_called("range-policy"), SEVERITY_ERROR, DRAFT_CODE, NULL, NULL,
                    "%s", why);
        saved->answer = SAVE_REFUSED;
        return true;
    }

    if (!before)
        draft_choose_category(saving->model, draft);
    draft_judge(saving->model, draft, &saved->findings);
    saved->code = draft->record.low;
    if (before && is_unchanged(draft, before)) {
        saved->answer = SAVE_DONE;
        saved->id = before->id;
        saved->rev = before->rev;
        return true;
    }
    if (!alike && findings_refuse(&saved->findings)) {
        saved->answer = SAVE_REFUSED;
        return true;
    }
    if (!store_put(saving->store, draft, &result, err))
        return false;

    take_result(&result, saved);
    saving->written = true;
    return true;
}

/* The draft on the registries as they are now. */
static bool save_on(struct saving *saving, const struct draft *asked, const char *edition,
                    struct saved *saved, struct err *err)
{
    struct draft draft = *asked;

    saving->model = store_load(saving->store, edition, err);
    if (!saving->model)
        return false;

    const struct draft *before = asked->id != 0 ? model_draft(saving->model, asked->id) : NULL;
    draft.registry = model_registry(saving->model, asked->registry->id);
    if (!draft.registry || !model_table(saving->model, draft.registry))
        return err_set(err, ERR_USAGE, "%s does not cover %s", saving->model->edition.id,
                       asked->registry->id);
    if (asked->id != 0 && (!before || before->rev != asked->rev)) {
        saved->answer = before ? SAVE_STALE : SAVE_GONE;
        saved->id = asked->id;
        saved->rev = before ? before->rev : 0;
        return true;
    }

    draft.author = before ? before->author : session_author(saving->session);
    return write_draft(saving, &draft, before, saved, err);
}

bool session_save(struct session *session, const struct draft *draft, const char *edition,
                  struct saved *saved, struct err *err)
{
    struct saving saving;
    *saved = (struct saved){ 0 };
    if (!begin_save(&saving, session, err))
        return false;
    return end(&saving, save_on(&saving, draft, edition, saved, err), saved, err);
}

bool session_remove(struct session *session, int64_t id, int64_t rev, struct saved *saved, struct err *err)
{
    struct saving saving;
    struct put_result result = { 0 };

    *saved = (struct saved){ 0 };
    if (!begin_save(&saving, session, err))
        return false;

    bool ok = store_remove(saving.store, id, rev, &result, err);
    if (ok)
        take_result(&result, saved);
    saving.written = ok;
    return end(&saving, ok, saved, err);
}

bool session_undo(struct session *session, bool redo, const struct log_seen *seen, int64_t *group,
                  struct saved *saved, struct err *err)
{
    struct store *store = session_store(session, err);
    struct undo_order order = { .redo = redo };
    struct put_result result;
    char at[SESSION_TIME];

    *saved = (struct saved){ 0 };
    *group = 0;
    session_now(at);
    order.at = at;
    order.who = session_author(session);
    if (seen)
        order.seen = *seen;
    if (!store || !store_undo(store, &order, group, &result, err))
        return false;

    take_result(&result, saved);
    saved->over = result.over;
    if ((*group != 0 && saved->answer != SAVE_REFUSED) || saved->answer == SAVE_STALE)
        session_refresh(session);
    return true;
}
