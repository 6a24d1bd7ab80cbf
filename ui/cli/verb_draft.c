/* The user's own rows: drafts of private assignments and of applications. */

#include "base/number.h"
#include "base/text.h"
#include "db/store.h"
#include "registry/overlay.h"
#include "ui/cli/findings.h"
#include "ui/cli/rows.h"
#include "ui/cli/save.h"
#include "ui/cli/verbs.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- what is answered ---- */

/* The columns of every row, and the number that names a draft without a code or name. */
static struct print begin_drafts(struct column columns[ROW_COLUMNS + 1])
{
    memcpy(columns, row_columns, ROW_COLUMNS * sizeof *columns);
    columns[ROW_COLUMNS] = (struct column){ "draft", 0, false, false };
    return print_begin(columns, ROW_COLUMNS + 1);
}

static void print_draft(struct print *print, const struct verb_context *context, const struct model *model,
                        const struct row *row)
{
    char id[24];
    snprintf(id, sizeof id, "#%" PRId64, row->draft->id);
    row_print(print, context, model, row);
    print_cell(print, PAINT_FAINT, id);
}

/* One draft: its row, with what the rules of the edition in force say of it. */
static void answer_one(const struct verb_context *context, const struct model *model,
                       const struct draft *draft, const struct findings *findings)
{
    struct row row = row_of_draft(model_table(model, draft->registry), draft);
    struct column columns[ROW_COLUMNS + 1];

    if (context->options->json) {
        struct json json = json_to(context->out, context->terminal);
        row_json(&json, model, &row, &(struct row_extra){ .open = true });
        json_key(&json, "findings");
        findings_json(&json, findings);
        json_end_object(&json);
        json_done(&json);
        return;
    }

    struct print print = begin_drafts(columns);
    print_draft(&print, context, model, &row);
    print_end(&print, context);
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].severity != SEVERITY_INFO)
            context_note(context, "%s: %s%s%s%s", findings->at[i].rule->id, findings->at[i].text,
                         findings->at[i].section[0] ? " (" : "", findings->at[i].section,
                         findings->at[i].section[0] ? ")" : "");
}

/* What became of a save; `draft` is what was asked for. Its registry is gone with the models that the session
 * read before, unless it was refused. */
static bool answer_saved(const struct verb_context *context, const struct draft *draft,
                         const struct saved *saved, enum outcome *outcome, struct err *err)
{
    const char *id = context->operands[0];
    const struct draft *now;

    *outcome = saved->answer == SAVE_DONE ? OUTCOME_YES : OUTCOME_NO;
    const struct model *model = context_model(context, err);
    if (!model)
        return false;

    switch (saved->answer) {
    case SAVE_DONE:
        now = model_draft(model, saved->id);
        if (!now) {
            context_note(context, "it was saved, and another one removed it at once; `dnsreg log` says who");
            return context_answer_nothing(context);
        }
        answer_one(context, model, now, &saved->findings);
        if (draft->id != 0 && saved->rev == draft->rev)
            context_note(context, "nothing to change");
        return true;
    case SAVE_REFUSED:
        if (context->options->json)
            check_json(context, model, draft, &saved->findings);
        else
            check_text(context, model, draft, &saved->findings);
        return true;
    case SAVE_STALE:
        context_note(context, "another one changed this draft of %s meanwhile; nothing was saved: try again",
                     id);
        return context_answer_nothing(context);
    case SAVE_GONE:
        context_note(context, "another one removed this draft of %s meanwhile", id);
        return context_answer_nothing(context);
    }

    return true;
}

/* ---- which draft ---- */

/* "#12": the draft of that number. */
static const struct draft *find_number(const struct table *table, const char *key)
{
    struct number number = number_read(key + 1);
    for (size_t i = 0; number.form == NUMBER_DECIMAL && i < table->n_drafts; i++)
        if ((uint64_t)table->drafts[i].id == number.value)
            return &table->drafts[i];
    return NULL;
}

/* How many have no code yet. They stand last in the table; *first is where they begin, NULL: there
 * is none. */
static size_t count_unplaced(const struct table *table, const struct draft **first)
{
    size_t n = 0;
    *first = NULL;
    while (n < table->n_drafts && !draft_is_placed(&table->drafts[table->n_drafts - n - 1])) {
        n++;
        *first = &table->drafts[table->n_drafts - n];
    }
    return n;
}

/* By its number, by `tbd` where one alone has no code, by its name, or by its code. */
static const struct draft *find(const struct model *model, const struct table *table, const char *key,
                                struct arena *arena)
{
    struct draft_text text = { .at = { [DRAFT_CODE] = key } };
    const struct draft *unplaced;
    struct draft place;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];

    if (key[0] == '#')
        return find_number(table, key);
    if (text_equal(key, "tbd")) /* always the code, never a name */
        return count_unplaced(table, &unplaced) == 1 ? unplaced : NULL;
    if (text_equal(key, "next"))
        return NULL;

    for (size_t i = 0; i < table->n_drafts; i++)
        if (table->drafts[i].record.mnemonic && text_equal(table->drafts[i].record.mnemonic, key))
            return &table->drafts[i];
    if (!draft_read(model, table->registry, &text, arena, &place, &field, why) || !draft_is_placed(&place))
        return NULL;
    return model_draft_at(model, &place);
}

/* Why the key names none: of several without a code, how each is named. */
static void say_unnamed(const struct verb_context *context, const struct table *table, const char *key)
{
    const char *id = table->registry->id;
    const struct draft *unplaced;
    size_t n = count_unplaced(table, &unplaced), used = 0;
    char ids[160] = "";

    for (size_t i = 0; unplaced && i < n && i < 5; i++)
        used += (size_t)snprintf(ids + used, sizeof ids - used, "%s'#%" PRId64 "'", i > 0 ? ", " : "",
                                 unplaced[i].id);

    if (n > 1 && text_equal(key, "tbd"))
        context_note(context, "%zu drafts of %s have no code yet; name one by its name, or as %s%s", n, id,
                     ids, n > 5 ? ", ..." : "");
    else if (text_equal(key, "next"))
        context_note(context,
                     "`next` asks for a new code, and names no draft; `dnsreg draft list %s` lists them", id);
    else
        context_note(context, "%s has no draft %s; `dnsreg draft list %s` lists them", id,
                     text_brief(key).text, id);
}

/* The draft that operands REGISTRY KEY name. *draft NULL: there is none, which is noted and answered. */
static bool find_named(const struct verb_context *context, const struct model **model, struct arena *arena,
                       const struct draft **draft, struct err *err)
{
    const struct registry *registry;
    const struct table *table;
    const char *key = context->operands[1];

    *draft = NULL;
    *model = context_model(context, err);
    if (!*model || !context_table(context, *model, context->operands[0], &registry, &table, err))
        return false;
    if (!table)
        return context_answer_nothing(context);

    *draft = find(*model, table, key, arena);
    if (*draft)
        return true;
    say_unnamed(context, table, key);
    return context_answer_nothing(context);
}

/* ---- add, set, propose ---- */

/* Reads what was written and saves it over `old` (NULL: as a new one). */
static bool save(const struct verb_context *context, const struct model *model,
                 const struct registry *registry, const struct draft_text *text, const struct draft *old,
                 enum outcome *outcome, struct err *err)
{
    struct arena arena = { 0 };
    struct draft draft;
    struct saved saved;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];

    if (!draft_read(model, registry, text, &arena, &draft, &field, why)) {
        arena_free(&arena);
        return err_set(err, ERR_USAGE, "%s", why);
    }

    if (old) {
        draft.id = old->id;
        draft.rev = old->rev;
    }

    bool ok = session_save(context->session, &draft, context->options->edition, &saved, err) &&
              answer_saved(context, &draft, &saved, outcome, err);
    arena_free(&arena);
    return ok;
}

bool verb_draft_add(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    const struct registry *registry;
    const struct table *table;
    struct draft_text text = context->options->draft;

    *outcome = OUTCOME_NO;
    if (!model || !context_table(context, model, context->operands[0], &registry, &table, err))
        return false;
    if (!table)
        return context_answer_nothing(context);

    text.at[DRAFT_CODE] = context->operands[1];
    if (context->n_operands > 2)
        text.at[DRAFT_MNEMONIC] = context->operands[2];
    if (!text.at[DRAFT_KIND] && text_equal(context->operands[1], "tbd"))
        text.at[DRAFT_KIND] = word_of(draft_kind_words, DRAFT_PROPOSAL); /* what has no code is one */
    return save(context, model, registry, &text, NULL, outcome, err);
}

/* The draft's own fields, with those on the command line in their place; an empty one takes a field away. */
static void overlay_fields(const struct verb_context *context, struct draft_text *text)
{
    const struct draft_text *given = &context->options->draft;
    for (unsigned i = 0; i < DRAFT_FIELDS; i++)
        if (context->options->given & OPTION_BIT(i))
            text->at[i] = given->at[i];
    if (context->options->given & (OPTION_BIT(OPTION_MODIFIES) | OPTION_BIT(OPTION_SUBMISSION)))
        text->modifies = given->modifies;
}

static bool set(const struct verb_context *context, bool propose, enum outcome *outcome, struct err *err)
{
    const struct model *model;
    const struct draft *old;
    struct arena arena = { 0 };
    struct draft_text text;
    char code[DRAFT_CODE_OCTETS];
    bool ok = find_named(context, &model, &arena, &old, err);

    *outcome = OUTCOME_NO;
    if (ok && old && propose && old->kind == DRAFT_PROPOSAL) {
        context_note(context, "%s is a proposal already", text_brief(context->operands[1]).text);
        ok = context_answer_nothing(context);
    } else if (ok && old) {
        draft_say(old, &text, code);
        if (propose) {
            text.at[DRAFT_KIND] = word_of(draft_kind_words, DRAFT_PROPOSAL);
            text.at[DRAFT_CODE] = "tbd"; /* IANA records no private use, and gives the code itself */
        }
        overlay_fields(context, &text);
        ok = save(context, model, old->registry, &text, old, outcome, err);
    }

    arena_free(&arena);
    return ok;
}

bool verb_draft_set(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    if (context->options->given == 0)
        return err_set(err, ERR_USAGE,
                       "name what to change, as --meaning TEXT; `dnsreg help draft set` lists it");
    return set(context, false, outcome, err);
}

bool verb_draft_propose(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    return set(context, true, outcome, err);
}

/* ---- remove, show, list ---- */

bool verb_draft_show(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model;
    const struct draft *draft;
    struct arena arena = { 0 };
    bool ok = find_named(context, &model, &arena, &draft, err);

    *outcome = OUTCOME_NO;
    if (ok && draft) {
        struct findings findings = { 0 };
        draft_judge(model, draft, &findings);
        answer_one(context, model, draft, &findings);
        *outcome = OUTCOME_YES;
    }

    arena_free(&arena);
    return ok;
}

bool verb_draft_remove(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model;
    const struct draft *draft;
    struct arena arena = { 0 };
    struct saved saved;
    bool ok = find_named(context, &model, &arena, &draft, err);

    *outcome = OUTCOME_NO;
    if (ok && draft) {
        struct model *before = store_load(session_store(context->session, err), model->edition.id, err);
        const struct draft *was = before ? model_draft(before, draft->id) : NULL;
        ok = before && session_remove(context->session, draft->id, draft->rev, &saved, err);
        if (ok && saved.answer == SAVE_DONE && was) {
            answer_one(context, before, was, &(struct findings){ 0 });
            *outcome = OUTCOME_YES;
        } else if (ok) {
            context_note(context, "another one changed or removed it meanwhile; nothing was removed");
            ok = context_answer_nothing(context);
        }
        model_free(before);
    }

    arena_free(&arena);
    return ok;
}

/* Has the edition assigned its code or name since? */
static bool is_overtaken(const struct table *table, const struct draft *draft)
{
    if (draft->modifies)
        return false;
    if (draft_taken_by(table, draft))
        return true;

    for (size_t i = 0; draft->record.mnemonic && i < table->n_assignments; i++)
        if (assignment_is_called(&table->assignments[i], draft->record.mnemonic))
            return true;
    return false;
}

bool verb_draft_list(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    const struct registry *registry = NULL;
    const struct table *only = NULL;
    bool overtaken = (context->options->given & OPTION_BIT(OPTION_OVERTAKEN)) != 0;
    struct json json = json_to(context->out, context->terminal);
    struct column columns[ROW_COLUMNS + 1];

    if (!model || (context->n_operands > 0 &&
                   !context_table(context, model, context->operands[0], &registry, &only, err)))
        return false;

    struct print print = begin_drafts(columns);
    *outcome = registry && !only ? OUTCOME_NO : OUTCOME_YES;
    if (context->options->json)
        json_begin_array(&json);
    for (size_t t = 0; t < model->n_tables; t++) {
        const struct table *table = &model->tables[t];
        for (size_t i = 0; i < table->n_drafts && (!registry || table == only); i++) {
            struct row row = row_of_draft(table, &table->drafts[i]);
            if (overtaken && !is_overtaken(table, &table->drafts[i]))
                continue;
            if (context->options->json)
                row_json(&json, model, &row, NULL);
            else
                print_draft(&print, context, model, &row);
        }
    }

    if (context->options->json) {
        json_end_array(&json);
        json_done(&json);
    }

    print_end(&print, context);
    return true;
}
