#include "ui/edit/pane_edit.h"

#include "ui/common/pane_editions.h"
#include "ui/edit/edit_state.h"
#include "ui/edit/pane_conflict.h"
#include "ui/edit/pane_pick.h"
#include "ui/kit/field.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct binding edit_keys[] = {
    { "Enter", EDIT_SAVE, "save", "save the draft, if the rules allow it" },
    { "Tab", EDIT_TAB, "pick", "in the code: pick a free one; else to the next field" },
    { "Up Shift-Tab", EDIT_UP, "field", "to the field above" },
    { "Down", EDIT_DOWN, "field", "to the field below" },
    { "PgUp", EDIT_FIRST, NULL, "to the first field" },
    { "PgDn", EDIT_LAST, NULL, "to the last field" },
    { "^N", EDIT_SUGGESTION, "suggest", "take what is suggested for the field" },
    { "Alt-E Alt-e", EDIT_EDITIONS, NULL, "the editions: take one" },
    { "Esc ^C", EDIT_LEAVE, "leave", "leave the form; asks if something would be lost" },
    { NULL, 0, NULL, NULL },
};

/* ---- saving ---- */

static struct effects save(const struct edit *edit, const struct ctx *ctx, const struct registry *registry)
{
    struct effect effect = { .kind = EFF_SAVE };
    const struct draft *source = form_source(ctx->model, ctx->log, edit->form.from);
    if (form_lacks(&edit->form, source))
        return effects_one(effect_text(EFF_PROBLEM, "Not saved: what no field can show is gone with the "
                                                    "draft; write that field anew."));

    effect.u.save.registry = edit->form.registry;
    effect.u.save.id = edit->form.id;
    effect.u.save.rev = edit->form.rev;
    effect.u.save.from = edit->form.from;
    effect.u.save.kept = form_kept(&edit->form, source);
    effect.u.save.text = form_text(&edit->form, registry, effect.u.save.kept);
    return effects_one(effect);
}

/* To the first field with an error; what is typed stays. */
static struct effects refuse(struct edit *edit, const struct registry *registry,
                             const struct findings *findings)
{
    for (int i = 0; i < DRAFT_FIELDS; i++)
        for (size_t f = 0; f < findings->n; f++) {
            const struct finding *finding = &findings->at[f];
            if (finding->severity != SEVERITY_ERROR || finding->field != (enum draft_field)i)
                continue;
            if (form_has(registry, finding->field))
                edit->form.field = finding->field;
            return effects_one(effect_text(EFF_PROBLEM, "Not saved: %s: %s.",
                                           form_title(registry, finding->field), finding->text));
        }
    return effects_none();
}

static struct effects ask_save_new(const struct edit *edit, const struct ctx *ctx)
{
    struct effect ask = { .kind = EFF_ASK };
    char who[EDIT_WHO_OCTETS];
    snprintf(ask.u.ask.question, sizeof ask.u.ask.question,
             "Removed by %s. Save what you wrote as a new draft? If not, the form stays; Esc in it leaves.",
             edit_who_when(ctx, edit->form.id, NULL, who));
    ask.u.ask.action = EDIT_SAVE_NEW;
    return effects_one(ask);
}

static struct effects push_both(const struct edit *edit)
{
    struct arg arg = { .data = &edit->form };
    return effects_push(&pane_both, &arg);
}

static struct effects try_save(struct edit *edit, const struct ctx *ctx)
{
    struct judged judged;
    if (edit->form.id && !edit->form.gone && !form_changed(&edit->form)) {
        struct effects effects = effects_kind(EFF_POP);
        (void)effects_add(&effects, effect_text(EFF_MESSAGE, "Nothing was changed."));
        return effects;
    }
    if (ctx->read_only)
        return effects_one(effect_text(EFF_UNSAVED, "Not saved: the file is read-only."));
    if (edit->form.gone)
        return ask_save_new(edit, ctx);
    if (form_any_differs(&edit->form))
        return push_both(edit);

    form_judge(&edit->form, ctx->model, &judged);
    /* what can be read is judged where it is saved, on the newest rows: a draft that the edition has
     * overtaken may keep its place there */
    if (judged.findings.n > 0 && !judged.findings.at[0].rule)
        return refuse(edit, edit_table(edit, ctx)->registry, &judged.findings);
    return save(edit, ctx, edit_table(edit, ctx)->registry);
}

static struct effects saved_well(const struct edit *edit, const struct saved *saved,
                                 const struct registry *registry)
{
    const struct line *lines = edit->form.at;
    const char *name = lines[DRAFT_MNEMONIC].len ? lines[DRAFT_MNEMONIC].text : lines[DRAFT_MEANING].text;
    char next[24] = "";
    const char *code = lines[DRAFT_CODE].text;
    struct effects effects;

    if (edit->form.id != 0 && saved->rev == edit->form.rev) {
        effects = effects_kind(EFF_POP);
        (void)effects_add(&effects, effect_text(EFF_MESSAGE, "Nothing was changed."));
        return effects;
    }

    if (strcmp(code, "next") == 0) {
        snprintf(next, sizeof next, "%" PRIu64, saved->code);
        code = next;
    }

    effects = effects_one(effect_text(EFF_GIVE, "%s\t%s", registry->id, code));
    bool warned = saved->findings.n > 0 && saved->findings.at[0].severity == SEVERITY_WARNING;
    (void)effects_add(&effects, effect_text(EFF_MESSAGE, "Saved: %s%s%s in %s%s%s", code, name[0] ? " " : "",
                                            name, registry->title, warned ? ", but " : ". u takes it back.",
                                            warned ? saved->findings.at[0].text : ""));
    return effects;
}

/* Another one was faster, and that is only heard now. */
static struct effects overtaken(struct edit *edit, const struct ctx *ctx)
{
    struct effects said = edit_news(edit, ctx), effects;
    if (edit->form.gone)
        return ask_save_new(edit, ctx);
    if (form_any_differs(&edit->form))
        return push_both(edit);

    effects = effects_one(effect_text(EFF_PROBLEM, "Not saved yet: %s Enter saves.",
                                      said.n > 0 ? said.at[0].u.text : "another one saved it meanwhile."));
    return effects;
}

static struct effects on_answer(struct edit *edit, const struct ctx *ctx, const struct reply *reply)
{
    const struct table *table = edit_table(edit, ctx);
    if (reply->asked == EFF_GIVE) {
        (void)form_set(&edit->form, DRAFT_CODE, reply->text);
        return effects_none();
    }
    if (!reply->saved || !table)
        return effects_one(effect_text(EFF_UNSAVED, "Not saved: %s.",
                                       reply->problem ? reply->problem : "the registry is gone"));

    switch (reply->saved->answer) {
    case SAVE_DONE:
        return saved_well(edit, reply->saved, table->registry);
    case SAVE_REFUSED:
        return refuse(edit, table->registry, &reply->saved->findings);
    case SAVE_STALE:
    case SAVE_GONE:
        return overtaken(edit, ctx);
    }

    return effects_none();
}

/* ---- keys ---- */

static struct effects pick(const struct edit *edit)
{
    struct arg arg = { 0 };
    const char *category = edit->form.at[DRAFT_CATEGORY].text;
    snprintf(arg.text, sizeof arg.text, "%s\t%.10s\t%.20s\t%.31s", edit->form.registry,
             edit->form.at[DRAFT_KIND].text, category[0] ? category : "-", edit->form.at[DRAFT_CODE].text);
    return effects_push(&pane_pick, &arg);
}

static struct effects take_suggestion(struct edit *edit, const struct ctx *ctx)
{
    struct judged judged;
    form_judge(&edit->form, ctx->model, &judged);
    const char *suggestion = judged_suggestion(&judged, edit->form.field);
    if (!suggestion)
        return effects_one(effect_text(EFF_MESSAGE, "Nothing is suggested for this field."));
    (void)form_set(&edit->form, edit->form.field, suggestion);
    return effects_none();
}

static struct effects leave(const struct edit *edit)
{
    struct effect ask = { .kind = EFF_ASK };
    if (!form_changed(&edit->form))
        return effects_kind(EFF_POP);
    snprintf(ask.u.ask.question, sizeof ask.u.ask.question,
             "Leave the form? What you typed and did not save is lost.");
    ask.u.ask.action = EDIT_LEAVE_YES;
    return effects_one(ask);
}

/* Mine in the fields that both changed. */
static struct effects keep_mine(struct edit *edit, const struct ctx *ctx)
{
    memset(edit->form.both, 0, sizeof edit->form.both);
    return try_save(edit, ctx);
}

static struct effects take_theirs(struct edit *edit, const struct ctx *ctx)
{
    const struct draft *theirs = model_draft(ctx->model, edit->form.id);
    if (!theirs)
        return effects_none();
    form_take_theirs(&edit->form, theirs);
    return effects_one(effect_text(EFF_MESSAGE, form_changed(&edit->form)
                                                    ? "Theirs is taken. Enter saves the rest of yours."
                                                    : "Theirs is taken; nothing is left to save."));
}

/* Another one removed it: what is held of it is still that draft's. */
static struct effects save_new(struct edit *edit, const struct ctx *ctx)
{
    if (edit->form.gone) /* and did not come back while the question stood there */
        edit->form.id = edit->form.rev = 0;
    edit->form.gone = false;
    return try_save(edit, ctx);
}

/* While its registry is not there: what was written stays, and what stands against saving it is said. */
static struct effects refuse_missing(const struct edit *edit, const struct ctx *ctx)
{
    if (!model_registry(ctx->model, edit->form.registry))
        return effects_one(effect_text(EFF_UNSAVED, "Not saved: the registry was removed."));
    return effects_one(
        effect_text(EFF_UNSAVED, "Not saved: %.40s does not cover the registry.", ctx->model->edition.id));
}

static struct effects edit_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct edit *edit = pane->state;
    const struct table *table = edit_table(edit, ctx);
    const struct registry *registry = edit_registry(edit, ctx);

    if (!table && (action == EDIT_SAVE || action == EDIT_SAVE_NEW || action == EDIT_KEEP_MINE))
        return refuse_missing(edit, ctx);

    switch (action) {
    case EDIT_LEAVE_YES:
        return effects_kind(EFF_POP);
    case EDIT_SAVE:
        return try_save(edit, ctx);
    case EDIT_SAVE_NEW:
        return save_new(edit, ctx);
    case EDIT_KEEP_MINE:
        return keep_mine(edit, ctx);
    case EDIT_TAKE_THEIRS:
        return take_theirs(edit, ctx);
    case EDIT_TAB:
        if (table && edit->form.field == DRAFT_CODE && registry_tiles(registry))
            return pick(edit);
        form_move(&edit->form, registry, 1);
        return effects_none();
    case EDIT_UP:
    case EDIT_DOWN:
        form_move(&edit->form, registry, action == EDIT_UP ? -1 : 1);
        return effects_none();
    case EDIT_FIRST:
        edit->form.field = DRAFT_KIND;
        return effects_none();
    case EDIT_LAST:
        edit->form.field = DRAFT_NOTE;
        return effects_none();
    case EDIT_SUGGESTION:
        return take_suggestion(edit, ctx);
    case EDIT_EDITIONS:
        return effects_push(&pane_editions, NULL);
    default:
        return leave(edit);
    }
}

/* ---- events ---- */

static void on_mouse(struct edit *edit, const struct ctx *ctx, const struct mouse *mouse)
{
    struct edit_view view;

    edit_look(edit, ctx, &view);
    int line = mouse->row - view.form.row + view.top;
    if (mouse->kind != MOUSE_CLICK || mouse->row < view.form.row ||
        mouse->row >= view.form.row + view.form.rows || line >= view.n_lines)
        return;

    enum draft_field field = view.lines[line].field;
    edit->form.field = field;
    if (view.lines[line].said)
        return;

    struct rect box =
        edit_box(&view, (struct rect){ mouse->row, view.form.column, 1, view.form.columns }, field);
    if (form_choices(field)) {
        struct rect at = { mouse->row, view.form.column, 1, view.form.columns };
        int value = edit_choices_fit(at, field) ? edit_choice_at(field, box.column, mouse->column) : -1;
        if (value >= 0)
            form_choose(&edit->form, view.table, field, value);
        else if (!edit_choices_fit(at, field))
            (void)form_key(&edit->form, view.table, ctx->editor, &(struct key){ .code = K_RIGHT });
    } else if (mouse->column >= box.column) {
        struct line *at = &edit->form.at[field];
        at->cursor = field_at(at, box.columns, mouse->column - box.column);
    }
}

static struct effects on_key(struct edit *edit, const struct ctx *ctx, const struct key *key)
{
    const struct table *table = edit_table(edit, ctx);
    const struct draft_field_row *row = &draft_fields[edit->form.field];
    if (table && edit->form.field == DRAFT_KIND && !form_may_be_private(table) &&
        (key->code == K_LEFT || key->code == K_RIGHT || (key_is_text(key) && key->cp == ' ')))
        return effects_one(
            effect_text(EFF_MESSAGE, "No code of %s is left to private use.", table->registry->title));
    if (!form_key(&edit->form, table, ctx->editor, key) && key_is_text(key))
        return effects_one(
            form_choices(edit->form.field)
                ? effect_text(EFF_MESSAGE, "Left and Right choose.")
                : effect_text(EFF_PROBLEM, "%s takes %zu octets at most.", row->title, row->most));
    return effects_none();
}

static struct effects edit_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct edit *edit = pane->state;

    switch (event->kind) {
    case EV_KEY:
        return on_key(edit, ctx, &event->u.key);
    case EV_PASTE:
        if (!form_insert(&edit->form, event->u.paste.octets, event->u.paste.len))
            return effects_one(effect_text(EFF_PROBLEM, "Not pasted: %zu octets do not fit into %s.",
                                           event->u.paste.len, draft_fields[edit->form.field].title));
        return effects_none();
    case EV_MOUSE:
        on_mouse(edit, ctx, &event->u.mouse);
        return effects_none();
    case EV_MODEL:
        return edit_news(edit, ctx);
    case EV_ANSWER:
        return on_answer(edit, ctx, &event->u.answer);
    default:
        return effects_none();
    }
}

/* "rrtype<TAB>65281<TAB>private" */
static void open_new(struct edit *edit, const struct ctx *ctx, const char *text)
{
    char registry[64] = "", code[160] = "", kind[16] = "";
    const char *tab = strchr(text, '\t');

    snprintf(registry, sizeof registry, "%.*s", (int)strcspn(text, "\t"), text);
    if (tab) {
        snprintf(code, sizeof code, "%.*s", (int)strcspn(tab + 1, "\t"), tab + 1);
        tab = strchr(tab + 1, '\t');
        snprintf(kind, sizeof kind, "%s", tab ? tab + 1 : "");
    }

    const struct registry *found = model_registry(ctx->model, registry);
    const struct table *table = found ? model_table(ctx->model, found) : NULL;
    if (table)
        form_new(&edit->form, table, code, strcmp(kind, "proposal") == 0 ? DRAFT_PROPOSAL : DRAFT_PRIVATE);
}

static void edit_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct edit *edit = pane->state;
    const struct draft *draft = arg->data;
    const struct registry *registry = model_registry(ctx->model, arg->text);
    const struct table *table = registry ? model_table(ctx->model, registry) : NULL;

    switch (arg->number) {
    case EDIT_DRAFT:
        form_of_draft(&edit->form, draft);
        break;
    case EDIT_COPY:
        table = model_table(ctx->model, draft->registry);
        if (table)
            form_copy(&edit->form, table, draft);
        break;
    case EDIT_CHANGE:
    case EDIT_LIKE:
        if (table)
            form_of_record(&edit->form, table, arg->data, arg->number == EDIT_LIKE);
        break;
    case EDIT_LEFT:
        (void)form_read(&edit->form, arg->data);
        break;
    default:
        open_new(edit, ctx, arg->text);
    }
    (void)edit_news(edit, ctx);
    if (!form_has(edit_registry(edit, ctx), edit->form.field))
        form_move(&edit->form, edit_registry(edit, ctx), 1);
}

static bool edit_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

static bool edit_keep(const struct pane *pane, char title[128], struct out *out)
{
    const struct edit *edit = pane->state;
    const struct line *lines = edit->form.at;
    if (!form_changed(&edit->form))
        return false;

    snprintf(title, 128, "%s %.40s%s%.20s", edit->form.registry, lines[DRAFT_CODE].text,
             lines[DRAFT_MNEMONIC].len ? " " : "", lines[DRAFT_MNEMONIC].text);
    form_write(&edit->form, out);
    return true;
}

const struct pane_ops pane_edit = {
    .name = "Edit",
    .log = true,
    .keys = edit_keys,
    .state_size = sizeof(struct edit),
    .open = edit_open,
    .act = edit_act,
    .event = edit_event,
    .typing = edit_typing,
    .keep = edit_keep,
    .draw = edit_draw,
};
