/* How the form looks: the fields with what is found about each, the verdict, and the verdicts of all editions
 * in one line. */
#include "registry/change.h"
#include "ui/edit_state.h"
#include "ui/field.h"
#include "ui/list_draw.h"
#include "ui/paragraph.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    FIELD_COLUMN = 13, /* where what is written begins */
    STATE_COLUMNS = 8, /* "REFUSED", "warning" at the right end */
    CODE_COLUMNS = 13, /* of a number */
    NAME_COLUMNS = 24, /* of a mnemonic */
    ROOMY_ROWS = 16,   /* from here on there is room for rules between the parts */
    EDITIONS_ROWS = 9, /* and from here for the editions */
    LEAST_EDITION = 8, /* columns of one edition */
};

/* ---- layout ---- */

static void add(struct edit_view *view, enum edit_line_kind kind, enum draft_field field,
                const struct finding *finding)
{
    const int room = (int)(sizeof view->lines / sizeof *view->lines);
    if (view->n_lines < room)
        view->lines[view->n_lines++] = (struct edit_line){ kind, field, finding };
}

static bool is_held_to_proposals(const struct edit *edit, const struct edit_view *view,
                                 enum draft_field field)
{
    return field == DRAFT_KIND && !edit->form.modifies && !form_may_be_private(view->table);
}

/* What stands below a field: all there is to say, or less where there is no room for it. */
enum detail { DETAIL_NONE, DETAIL_FIRST, DETAIL_FOCUS, DETAIL_ALL };

static void lay_field(const struct edit *edit, struct edit_view *view, enum draft_field field,
                      enum detail detail)
{
    const struct finding *finding = judged_field(&view->judged, field);
    bool focus = edit->form.field == field;
    add(view, EDIT_FIELD, field, NULL);
    if (detail == DETAIL_NONE || (detail != DETAIL_ALL && !focus))
        return;
    if (is_held_to_proposals(edit, view, field))
        add(view, EDIT_SAID, field, NULL);
    if (!finding || finding->severity == SEVERITY_INFO)
        return;
    add(view, EDIT_SAID, field, finding);
    if (detail > DETAIL_FIRST && judged_suggestion(&view->judged, field))
        add(view, EDIT_TRY, field, finding);
}

static void lay_lines(const struct edit *edit, struct edit_view *view, enum detail detail)
{
    view->n_lines = 0;
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_has(view->table->registry, (enum draft_field)i))
            lay_field(edit, view, (enum draft_field)i, detail);
}

static int focus_line(const struct edit *edit, const struct edit_view *view)
{
    int line = 0;
    while (line < view->n_lines && view->lines[line].field != edit->form.field)
        line++;
    return line;
}

/* Lines that the verdict wants: its findings, but not so many that the form must give way. */
static int wanted(const struct edit_view *view)
{
    int n = (int)view->judged.findings.n;
    return n > 4 ? 4 : n;
}

void edit_look(const struct edit *edit, const struct ctx *ctx, struct edit_view *view)
{
    const struct registry *registry = model_registry(ctx->model, edit->form.registry);
    struct rect area = ctx->area;
    int row = area.row, rule, editions, left, rest;
    *view = (struct edit_view){ .table = registry ? model_table(ctx->model, registry) : NULL };
    form_judge(&edit->form, ctx->model, &view->judged);
    view->title = (struct rect){ row, area.column, area.rows >= ROOMY_ROWS ? 2 : 1, area.columns };
    row += view->title.rows;
    editions = area.rows >= EDITIONS_ROWS && ctx->n_editions > 0 ? 2 : 0;
    rule = area.rows >= ROOMY_ROWS ? 1 : 0;
    left = area.rows - view->title.rows - editions - rule;
    if (view->table) {
        for (int detail = DETAIL_ALL; detail >= DETAIL_NONE; detail--) {
            lay_lines(edit, view, (enum detail)detail);
            if (view->n_lines + (rule ? wanted(view) : 0) <= left)
                break;
        }
    }
    view->form = (struct rect){ row, area.column, view->n_lines < left ? view->n_lines : left, area.columns };
    if (focus_line(edit, view) >= view->form.rows)
        view->top = focus_line(edit, view) - view->form.rows + 1;
    row += view->form.rows;
    rest = left - view->form.rows;
    view->rule = (struct rect){ row, area.column, rule, area.columns };
    view->findings = (struct rect){ row + rule, area.column, rule ? rest : 0, area.columns };
    view->editions = (struct rect){ area.row + area.rows - editions, area.column, editions, area.columns };
}

static int written_columns(const struct edit_view *view, enum draft_field field, int room)
{
    int columns = room;
    if (field == DRAFT_CODE && registry_tiles(view->table->registry))
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

/* ---- the form ---- */

static void draw_choices(const struct edit *edit, struct screen *screen, struct rect line, int column,
                         enum draft_field field)
{
    int end = line.column + line.columns - STATE_COLUMNS - 1;
    for (const struct word *word = form_choices(field); word->word; word++) {
        bool chosen = strcmp(edit->form.at[field].text, word->word) == 0;
        if (word->value == CATEGORY_NONE && field == DRAFT_CATEGORY)
            continue;
        column += screen_format(screen, line.row, column, end - column, chosen ? ROLE_NAME : ROLE_TEXT,
                                "(%c) %s", chosen ? 'o' : ' ', form_choice_said(field, word->value));
        column += 3;
    }
}

/* Beside a code: its hex, and the policy it stands under. */
static void draw_range(struct screen *screen, struct rect line, int column, const struct judged *judged)
{
    const struct range *range = judged->range;
    int end = line.column + line.columns - STATE_COLUMNS - 1;
    if (judged->chosen[0])
        column += screen_text(screen, line.row, column, end - column, ROLE_NAME, judged->chosen) + 2;
    if (judged->hex[0])
        column += screen_text(screen, line.row, column, end - column, ROLE_CODE, judged->hex) + 2;
    if (range && range->numeric && range->low != range->high)
        screen_format(screen, line.row, column, end - column, ROLE_FAINT, "%s %" PRIu64 "-%" PRIu64,
                      range->policy, range->low, range->high);
    else if (range)
        screen_text(screen, line.row, column, end - column, ROLE_FAINT, range->policy);
}

static enum role severity_role(enum severity severity)
{
    static const enum role roles[] = {
        [SEVERITY_ERROR] = ROLE_ERROR, [SEVERITY_WARNING] = ROLE_WARNING, [SEVERITY_INFO] = ROLE_NOTE
    };
    return roles[severity];
}

static void draw_state(const struct edit *edit, const struct edit_view *view, struct screen *screen,
                       struct rect line, enum draft_field field)
{
    const struct finding *finding = judged_field(&view->judged, field);
    int column = line.column + line.columns - STATE_COLUMNS - 1;
    if (finding && finding->severity == SEVERITY_ERROR)
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_ERROR, "REFUSED");
    else if (finding && finding->severity == SEVERITY_WARNING)
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_WARNING, "warning");
    else if (edit->form.at[field].len > 0 && view->judged.covered)
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_FREE, "ok");
}

static void draw_field(const struct edit *edit, const struct edit_view *view, struct screen *screen,
                       struct rect line, enum draft_field field)
{
    const char *title = form_title(view->table->registry, field);
    bool focus = edit->form.field == field && edit->mode == EDIT_WRITING;
    struct rect box = edit_box(view, line, field);
    screen_text(screen, line.row, line.column + 2, FIELD_COLUMN - 3, ROLE_HEAD, title);
    if (focus)
        list_draw_focus(screen, (struct rect){ line.row, line.column, 1, FIELD_COLUMN - 1 }, true);
    if (form_choices(field)) {
        draw_choices(edit, screen, line, box.column, field);
    } else {
        screen_text(screen, line.row, box.column - 2, 1, ROLE_FAINT, "[");
        field_draw(screen, line.row, box.column, box.columns, &edit->form.at[field], focus);
        screen_text(screen, line.row, box.column + box.columns + 1, 1, ROLE_FAINT, "]");
        if (field == DRAFT_CODE && registry_tiles(view->table->registry))
            draw_range(screen, line, box.column + box.columns + 4, &view->judged);
    }
    draw_state(edit, view, screen, line, field);
}

static void draw_said(const struct edit_view *view, struct screen *screen, struct rect line,
                      const struct edit_line *at)
{
    int column = line.column + FIELD_COLUMN, room = line.columns - FIELD_COLUMN - 1;
    const struct finding *finding = at->finding;
    if (!finding) {
        screen_format(screen, line.row, column, room, ROLE_NOTE, "no code of %s is left to private use",
                      view->table->registry->title);
        return;
    }
    if (at->kind == EDIT_TRY) {
        screen_format(screen, line.row, column, room, ROLE_NOTE, "try %s (^N takes it)",
                      judged_suggestion(&view->judged, at->field));
        return;
    }
    screen_text(screen, line.row, column, room, severity_role(finding->severity), finding->text);
}

static void draw_form(const struct edit *edit, const struct edit_view *view, struct screen *screen)
{
    for (int i = 0; i < view->form.rows && view->top + i < view->n_lines; i++) {
        const struct edit_line *at = &view->lines[view->top + i];
        struct rect line = { view->form.row + i, view->form.column, 1, view->form.columns };
        if (at->kind == EDIT_FIELD)
            draw_field(edit, view, screen, line, at->field);
        else
            draw_said(view, screen, line, at);
    }
}

/* ---- above and below it ---- */

static void draw_title(const struct edit *edit, const struct ctx *ctx, const struct edit_view *view,
                       struct screen *screen)
{
    struct rect at = view->title;
    const char *registry = view->table ? view->table->registry->title : edit->form.registry;
    const char *what = edit->form.modifies ? "Change of" : edit->form.id ? "Draft" : "New draft";
    char left[256], right[96];
    int used;
    if (edit->form.id || edit->form.modifies)
        (void)snprintf(left, sizeof left, "%s %.60s%s%.60s in %s", what, edit->form.were[DRAFT_CODE],
                       edit->form.were[DRAFT_MNEMONIC][0] ? " " : "", edit->form.were[DRAFT_MNEMONIC],
                       registry);
    else
        (void)snprintf(left, sizeof left, "%s in %s", what, registry);
    (void)snprintf(right, sizeof right, "under %s%s", ctx->model->edition.id,
                   ctx->keeps ? "   kept at each pause" : "");
    used = screen_text(screen, at.row, at.column + 1, at.columns - 2, ROLE_NAME, left);
    if (at.columns - used - 4 > (int)strlen(right))
        screen_right(screen, at.row, at.column + used + 3, at.columns - used - 4, ROLE_FAINT, right);
    if (at.rows > 1)
        screen_rule(screen, at.row + 1, at.column, at.columns, NULL, NULL);
}

static void draw_counts(const struct edit_view *view, struct screen *screen)
{
    unsigned n[3] = { 0 };
    char right[96];
    const struct findings *findings = &view->judged.findings;
    for (size_t i = 0; i < findings->n; i++)
        n[findings->at[i].severity]++;
    (void)snprintf(right, sizeof right, "%u error%s, %u warning%s, %u note%s", n[0], n[0] == 1 ? "" : "s",
                   n[1], n[1] == 1 ? "" : "s", n[2], n[2] == 1 ? "" : "s");
    if (view->rule.rows > 0)
        screen_rule(screen, view->rule.row, view->rule.column, view->rule.columns,
                    findings_refuse(findings) ? "refused" : "allowed", right);
}

/* In words, with its rule and section below, or beside it where there is no room for that. Returns the lines
 * used. */
static int draw_finding(struct screen *screen, struct rect line, const struct finding *finding)
{
    struct rect words = { line.row, line.column + 10, line.rows - 1, line.columns - 11 };
    char cited[96];
    (void)snprintf(cited, sizeof cited, "%s%s%s", finding->rule ? finding->rule->id : "",
                   finding->rule && finding->section[0] ? ", " : "", finding->section);
    screen_text(screen, line.row, line.column + 1, 8, severity_role(finding->severity),
                word_of(severity_words, (int)finding->severity));
    if (line.rows == 1) {
        int used = screen_right(screen, line.row, words.column, words.columns, ROLE_CODE,
                                finding->rule ? finding->rule->id : "");
        screen_text(screen, line.row, words.column, words.columns - used - 2, ROLE_TEXT, finding->text);
        return 1;
    }
    words.row += paragraph_draw(screen, words, ROLE_TEXT, finding->text);
    screen_text(screen, words.row, words.column, words.columns, ROLE_CODE, cited);
    return words.row + 1 - line.row;
}

static void draw_findings(const struct edit_view *view, struct screen *screen)
{
    const struct findings *findings = &view->judged.findings;
    struct rect line = view->findings;
    int n = (int)findings->n, end = line.row + line.rows;
    for (int i = 0; i < n && line.row < end; i++) {
        int spare = end - line.row - 2 * (n - i); /* lines that the others do not need */
        line.rows = spare < 0 ? 1 : spare == 0 ? 2 : 3;
        if (line.row + 1 == end && i + 1 < n) {
            screen_format(screen, line.row, line.column + 1, line.columns - 2, ROLE_FAINT, "and %d more",
                          n - i);
            return;
        }
        line.row += draw_finding(screen, line, &findings->at[i]);
    }
}

static void draw_editions(const struct edit *edit, const struct ctx *ctx, const struct edit_view *view,
                          struct screen *screen)
{
    struct rect at = view->editions;
    const int first = at.columns >= 76 ? FIELD_COLUMN : 10;
    int width = ctx->n_editions ? (at.columns - first - 1) / (int)ctx->n_editions : 0;
    if (width > FIELD_COLUMN)
        width = FIELD_COLUMN;
    if (at.rows == 0 || width < LEAST_EDITION)
        return;
    screen_text(screen, at.row + 1, at.column + 1, first - 2, ROLE_FAINT, "verdict");
    for (size_t i = 0; i < ctx->n_editions; i++) {
        const struct model *model = ctx->editions[i];
        bool in_force = strcmp(model->edition.id, ctx->model->edition.id) == 0;
        int column = at.column + first + (int)i * width;
        struct judged judged;
        bool refused;
        form_judge(&edit->form, model, &judged);
        refused = findings_refuse(&judged.findings);
        if (in_force)
            screen_text(screen, at.row, column - 1, 1, ROLE_HEAD, ">");
        screen_text(screen, at.row, column, width - 1, in_force ? ROLE_HEAD : ROLE_FAINT, model->edition.id);
        screen_text(screen, at.row + 1, column, width - 1,
                    !judged.covered ? ROLE_FAINT
                    : refused       ? ROLE_ERROR
                                    : ROLE_FREE,
                    !judged.covered ? "-"
                    : refused       ? "refused"
                                    : "allowed");
    }
}

/* ---- two editors at once ---- */

static const char *who_and_when(const struct ctx *ctx, const struct edit *edit, const struct draft *theirs,
                                char out[96])
{
    const char *who = theirs && theirs->author ? theirs->author : "another one", *at = "";
    for (size_t i = 0; ctx->log && i < ctx->log->n; i++) {
        const struct logged *row = &ctx->log->at[i];
        if ((row->after && row->after->id == edit->form.id) ||
            (row->before && row->before->id == edit->form.id)) {
            who = row->who;
            at = row->at;
            break;
        }
    }
    (void)snprintf(out, 96, "%.40s%s%.10s%s%.5s", who, at[0] ? ", " : "", at, at[0] ? " " : "",
                   strlen(at) >= 16 ? at + 11 : "");
    return out;
}

static void draw_pair(struct screen *screen, struct rect line, const char *title, const char *mine,
                      const char *theirs)
{
    int half = (line.columns - FIELD_COLUMN - 2) / 2;
    bool same = strcmp(mine, theirs) == 0;
    enum role role = same ? ROLE_FAINT : ROLE_WARNING;
    screen_text(screen, line.row, line.column, 1, ROLE_WARNING, same ? "" : "!");
    screen_text(screen, line.row, line.column + 2, FIELD_COLUMN - 3, ROLE_HEAD, title);
    screen_text(screen, line.row, line.column + FIELD_COLUMN, half - 1, role, mine[0] ? mine : "-");
    screen_text(screen, line.row, line.column + FIELD_COLUMN + half, half, role, theirs[0] ? theirs : "-");
}

static void draw_both(const struct edit *edit, const struct ctx *ctx, const struct edit_view *view,
                      struct screen *screen)
{
    const struct draft *theirs = model_draft(ctx->model, edit->form.id);
    struct rect line = { view->title.row + view->title.rows, ctx->area.column, 1, ctx->area.columns };
    int half = (line.columns - FIELD_COLUMN - 2) / 2, end = ctx->area.row + ctx->area.rows;
    char buffer[DRAFT_CODE_OCTETS], who[96];
    struct draft_text text = { 0 };
    if (theirs)
        draft_say(theirs, &text, buffer);
    screen_text(screen, line.row, line.column + FIELD_COLUMN, half - 1, ROLE_NAME, "yours");
    screen_format(screen, line.row, line.column + FIELD_COLUMN + half, half, ROLE_NAME, "%s (%s)",
                  theirs ? "theirs" : "removed", who_and_when(ctx, edit, theirs, who));
    for (int i = 0; i < DRAFT_FIELDS && line.row + 1 < end; i++) {
        if (!form_has(view->table->registry, (enum draft_field)i))
            continue;
        line.row++;
        draw_pair(screen, line, form_title(view->table->registry, (enum draft_field)i), edit->form.at[i].text,
                  text.at[i] ? text.at[i] : "");
    }
    line = (struct rect){ line.row + 2, line.column + 1, end - line.row - 2, line.columns - 2 };
    if (line.rows > 0)
        (void)paragraph_draw(screen, line, ROLE_TEXT,
                             theirs ? "Another one saved this draft while you wrote. k saves yours over it, "
                                      "t takes theirs into the form. Until you choose nothing is lost."
                                    : "Another one removed this draft while you wrote. k saves yours as a "
                                      "new draft, t leaves it removed.");
}

void edit_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct edit *edit = pane->state;
    struct edit_view view;
    edit_look(edit, ctx, &view);
    draw_title(edit, ctx, &view, screen);
    if (!view.table) {
        screen_format(screen, view.form.row, view.form.column + 1, view.form.columns - 2, ROLE_WARNING,
                      "%s does not cover this registry: E takes another edition; your form is kept.",
                      ctx->model->edition.id);
        return;
    }
    if (edit->mode != EDIT_WRITING) {
        draw_both(edit, ctx, &view, screen);
        return;
    }
    draw_form(edit, &view, screen);
    draw_counts(&view, screen);
    draw_findings(&view, screen);
    draw_editions(edit, ctx, &view, screen);
}
