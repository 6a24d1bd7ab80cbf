/* Where the parts of the form are, and what stands in each line of it. */
#include "ui/edit/edit_layout.h"
#include "ui/kit/paragraph.h"
#include "ui/rows/row_draw.h"

#include <stdio.h>
#include <string.h>

enum {
    CODE_COLUMNS = 13,  /* of a number */
    NAME_COLUMNS = 24,  /* of a mnemonic */
    ROOMY_ROWS = 16,    /* from here on there is room for rules between the parts, and for the findings */
    EDITIONS_ROWS = 9,  /* and from here for the editions */
    ROOMY_COLUMNS = 60, /* from here on what is said stands below what is written */
};

int edit_said_column(int columns)
{
    return columns < ROOMY_COLUMNS ? 4 : FIELD_COLUMN;
}

/* ---- what is said ---- */

/* What stands below a field: all there is to say, or less where there is no room for it. */
enum detail { DETAIL_FIRST, DETAIL_FOCUS, DETAIL_ALL };

struct laying {
    const struct edit *edit;
    const struct ctx *ctx;
    struct edit_view *view;
    enum detail detail;
    bool roomy; /* all findings stand below the form too */
};

static struct edit_line *add(struct edit_view *view, enum draft_field field)
{
    struct edit_line *line = view->n_lines < EDIT_LINES ? &view->lines[view->n_lines++] : NULL;
    if (line)
        *line = (struct edit_line){ .field = field };
    return line;
}

/* A sentence beneath the field, over at most so many lines. */
static void say(const struct laying *laying, enum draft_field field, enum role role, int most,
                const char *text)
{
    int columns = laying->ctx->area.columns;
    for (int i = 0; i < most && *text; i++) {
        size_t len = paragraph_line(text, columns - edit_said_column(columns) - 1);
        struct edit_line *line = add(laying->view, field);
        if (!line)
            return;
        if (i + 1 == most)
            len = strlen(text); /* what is too much ends in the sign for more */
        *line = (struct edit_line){ .said = true, .field = field, .role = role, .text = text, .len = len };
        text += len;
        text += strspn(text, " ");
    }
}

static const char *theirs_said(const struct laying *laying, enum draft_field field, char out[EDIT_WORDS])
{
    const struct form *form = &laying->edit->form;
    const struct draft *theirs = model_draft(laying->ctx->model, form->id);
    char who[EDIT_WHO_OCTETS];

    (void)edit_who(laying->ctx, form->id, theirs, who);
    if (form->held[field].octets > 0)
        snprintf(out, EDIT_WORDS, "%s wrote %zu octets that no field can show", who,
                 form->held[field].octets);
    else if (form->were[field][0])
        snprintf(out, EDIT_WORDS, "%s wrote: %.500s", who, form->were[field]);
    else
        snprintf(out, EDIT_WORDS, "%s emptied it", who);

    return out;
}

static const char *held_said(const struct form *form, enum draft_field field, char out[EDIT_WORDS])
{
    size_t n = form->held[field].octets;

    if (form->anew[field])
        snprintf(out, EDIT_WORDS, "written anew: the %zu octets that no field can show go", n);
    else if (form->from)
        snprintf(out, EDIT_WORDS, "kept as it is: %zu octets that no field can show", n);
    else
        snprintf(out, EDIT_WORDS, "left out: %zu octets, which no draft can hold", n);
    return out;
}

static void lay_finding(const struct laying *laying, enum draft_field field, bool focus)
{
    struct edit_view *view = laying->view;
    const struct finding *finding = judged_field(&view->judged, field);
    const char *suggestion = judged_suggestion(&view->judged, field);

    if (!finding || finding->severity == SEVERITY_INFO)
        return;

    say(laying, field, severity_role(finding->severity), laying->roomy || !focus ? 1 : 4, finding->text);
    if (laying->detail == DETAIL_FIRST || !suggestion)
        return;
    snprintf(view->words[0][field], EDIT_WORDS, "try %s (^N takes it)", suggestion);
    say(laying, field, ROLE_NOTE, 1, view->words[0][field]);
}

static void lay_field(const struct laying *laying, enum draft_field field)
{
    const struct form *form = &laying->edit->form;
    struct edit_view *view = laying->view;
    bool focus = form->field == field;

    (void)add(view, field);
    if (laying->detail != DETAIL_ALL && !focus)
        return;
    if (field == DRAFT_KIND && !form->modifies && view->table && !form_may_be_private(view->table)) {
        snprintf(view->words[0][field], EDIT_WORDS, "no code of %s is left to private use",
                 view->registry->title);
        say(laying, field, ROLE_NOTE, 1, view->words[0][field]);
    }

    lay_finding(laying, field, focus);
    if (form_differs(form, field))
        say(laying, field, ROLE_WARNING, focus ? 2 : 1, theirs_said(laying, field, view->words[1][field]));
    if (form->held[field].octets > 0)
        say(laying, field, ROLE_NOTE, focus ? 2 : 1, held_said(form, field, view->words[2][field]));
}

static void lay_lines(const struct laying *laying)
{
    laying->view->n_lines = 0;
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_has(laying->view->registry, (enum draft_field)i))
            lay_field(laying, (enum draft_field)i);
}

/* The form is there, but not its registry: what to do about it. */
static void note_missing(const struct edit *edit, const struct ctx *ctx, char note[NOTE_OCTETS])
{
    bool roomy = ctx->area.columns >= ROOMY_COLUMNS;
    if (!model_registry(ctx->model, edit->form.registry))
        snprintf(note, NOTE_OCTETS, "%s",
                 roomy ? "The registry was removed: `undo` behind Alt-: brings it back."
                       : "registry removed: Alt-: undo");
    else
        snprintf(note, NOTE_OCTETS,
                 roomy ? "%.40s does not cover this registry: Alt-E takes another edition."
                       : "not in %.20s: Alt-E takes another",
                 ctx->model->edition.id);
}

/* What holds for the whole form. */
static void lay_notes(const struct edit *edit, const struct ctx *ctx, struct edit_view *view)
{
    char who[EDIT_WHO_OCTETS];

    if (!view->table)
        note_missing(edit, ctx, view->notes[view->n_notes++]);
    if (edit->form.gone)
        snprintf(view->notes[view->n_notes++], NOTE_OCTETS, "removed by %s",
                 edit_who_when(ctx, edit->form.id, NULL, who));

    if (ctx->not_kept)
        snprintf(view->notes[view->n_notes++], NOTE_OCTETS, "not kept: %s", ctx->not_kept);
}

/* ---- where it stands ---- */

/* As much beneath the fields as there is room for, beside what the verdict wants. */
static void fit(struct laying *laying, int left)
{
    int findings = (int)laying->view->judged.findings.n, wanted = findings > 4 ? 4 : findings;
    for (int detail = DETAIL_ALL; detail >= DETAIL_FIRST; detail--) {
        laying->detail = (enum detail)detail;
        lay_lines(laying);
        if (laying->view->n_lines + (laying->roomy ? wanted : 0) <= left)
            break;
        if (!laying->roomy && detail == DETAIL_FOCUS)
            break; /* the rest is found by scrolling */
    }
}

/* The field being written is in sight, with all that is said of it. */
static void scroll(const struct edit *edit, struct edit_view *view)
{
    int first = 0, last;

    while (first + 1 < view->n_lines && view->lines[first].field != edit->form.field)
        first++;
    last = first;
    while (last + 1 < view->n_lines && view->lines[last + 1].field == edit->form.field)
        last++;
    if (last >= view->form.rows)
        view->top = last - view->form.rows + 1;
    if (view->top > first)
        view->top = first;
}

void edit_look(const struct edit *edit, const struct ctx *ctx, struct edit_view *view)
{
    struct rect area = ctx->area;
    struct laying laying = { .edit = edit, .ctx = ctx, .view = view };
    int row = area.row, rule, editions, left, rest;
    bool roomy = area.rows >= ROOMY_ROWS;

    *view = (struct edit_view){ .registry = edit_registry(edit, ctx), .table = edit_table(edit, ctx) };
    form_judge(&edit->form, ctx->model, &view->judged);
    lay_notes(edit, ctx, view);
    view->title = (struct rect){ row, area.column, roomy ? 2 : 1, area.columns };
    view->note = (struct rect){ row + 1, area.column, view->n_notes, area.columns };
    row += view->title.rows + view->note.rows;
    editions = area.rows >= EDITIONS_ROWS && ctx->n_editions > 0 ? 2 : 0;
    rule = roomy && view->table ? 1 : 0;
    left = area.row + area.rows - row - editions - rule;
    laying.roomy = roomy;
    fit(&laying, left);
    view->form = (struct rect){ row, area.column, view->n_lines < left ? view->n_lines : left, area.columns };
    scroll(edit, view);
    row += view->form.rows;
    rest = left - view->form.rows;
    view->rule = (struct rect){ row, area.column, rule, area.columns };
    view->findings = (struct rect){ row + rule, area.column, rule ? rest : 0, area.columns };
    view->editions = (struct rect){ area.row + area.rows - editions, area.column, editions, area.columns };
}

static int written_columns(const struct edit_view *view, enum draft_field field, int room)
{
    int columns = room;
    if (field == DRAFT_CODE && registry_tiles(view->registry))
        columns = CODE_COLUMNS;
    else if (field == DRAFT_MNEMONIC)
        columns = NAME_COLUMNS;
    return columns < room ? columns : room;
}

struct rect edit_box(const struct edit_view *view, struct rect line, enum draft_field field)
{
    int room = line.columns - FIELD_COLUMN - STATE_COLUMNS - 5;
    return (struct rect){ line.row, line.column + FIELD_COLUMN + (form_choices(field) ? 0 : 2), 1,
                          form_choices(field) ? 0 : written_columns(view, field, room) };
}

bool edit_choices_fit(struct rect line, enum draft_field field)
{
    int needed = -3;
    for (const struct word *word = form_choices(field); word->word; word++)
        if (word->value != CATEGORY_NONE || field != DRAFT_CATEGORY)
            needed += 7 + (int)strlen(form_choice_said(field, word->value));
    return needed <= line.columns - STATE_COLUMNS - 1 - FIELD_COLUMN;
}

int edit_choice_at(enum draft_field field, int from, int column)
{
    for (const struct word *word = form_choices(field); word->word; word++) {
        if (word->value == CATEGORY_NONE && field == DRAFT_CATEGORY)
            continue;
        int to = from + 4 + (int)strlen(form_choice_said(field, word->value));
        if (column >= from && column < to)
            return word->value;
        from = to + 3;
    }
    return -1;
}
