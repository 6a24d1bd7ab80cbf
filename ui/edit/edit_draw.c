/* How the form looks: the fields with what is found about each, the verdict, and the verdicts of all editions
 * in one line. Where all this stands says edit_look.c. */
#include "ui/edit/edit_layout.h"
#include "ui/kit/field.h"
#include "ui/kit/list_draw.h"
#include "ui/kit/paragraph.h"
#include "ui/rows/row_draw.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_EDITION = 8 }; /* columns of one edition */

/* ---- the form ---- */

static void draw_choices(const struct edit *edit, struct screen *screen, struct rect line, int column,
                         enum draft_field field)
{
    int end = line.column + line.columns - STATE_COLUMNS - 1;
    const char *now = edit->form.at[field].text;
    if (!edit_choices_fit(line, field)) {
        screen_format(screen, line.row, column, end - column, ROLE_NAME, "< %s >", now[0] ? now : "-");
        return;
    }

    for (const struct word *word = form_choices(field); word->word; word++) {
        bool chosen = strcmp(now, word->word) == 0;
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

static void draw_state(const struct edit *edit, const struct edit_view *view, struct screen *screen,
                       struct rect line, enum draft_field field)
{
    const struct finding *finding = judged_field(&view->judged, field);
    int column = line.column + line.columns - STATE_COLUMNS - 1;

    if (finding && finding->severity == SEVERITY_ERROR)
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_ERROR, "REFUSED");
    else if (finding && finding->severity == SEVERITY_WARNING)
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_WARNING, "warning");
    else if (form_differs(&edit->form, field))
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_WARNING, "differs");
    else if ((edit->form.at[field].len > 0 || edit->form.held[field].octets > 0) && view->judged.asked)
        screen_right(screen, line.row, column, STATE_COLUMNS, ROLE_FREE, "ok");
}

static void draw_field(const struct edit *edit, const struct edit_view *view, struct screen *screen,
                       struct rect line, enum draft_field field)
{
    const char *title = form_title(view->registry, field);
    bool focus = edit->form.field == field;
    struct rect box = edit_box(view, line, field);

    screen_text(screen, line.row, line.column + 2, FIELD_COLUMN - 3, ROLE_HEAD, title);
    if (focus)
        list_draw_focus(screen, (struct rect){ line.row, line.column, 1, FIELD_COLUMN - 1 }, true);
    if (form_differs(&edit->form, field))
        screen_text(screen, line.row, line.column + 1, 1, ROLE_WARNING, "!");
    if (form_choices(field)) {
        draw_choices(edit, screen, line, box.column, field);
    } else {
        screen_text(screen, line.row, box.column - 2, 1, ROLE_FAINT, "[");
        field_draw(screen, line.row, box.column, box.columns, &edit->form.at[field], focus);
        screen_text(screen, line.row, box.column + box.columns + 1, 1, ROLE_FAINT, "]");
        if (edit->form.held[field].octets > 0 && !edit->form.anew[field])
            screen_text(screen, line.row, box.column, box.columns, ROLE_NOTE,
                        edit->form.from ? "kept as it is" : "left out");
        if (field == DRAFT_CODE && registry_tiles(view->registry))
            draw_range(screen, line, box.column + box.columns + 4, &view->judged);
    }
    draw_state(edit, view, screen, line, field);
}

static void draw_form(const struct edit *edit, const struct edit_view *view, struct screen *screen)
{
    for (int i = 0; i < view->form.rows && view->top + i < view->n_lines; i++) {
        const struct edit_line *at = &view->lines[view->top + i];
        struct rect line = { view->form.row + i, view->form.column, 1, view->form.columns };
        int from = edit_said_column(view->form.columns);
        if (at->said)
            screen_octets(screen, line.row, line.column + from, line.columns - from - 1, at->role, at->text,
                          at->len);
        else
            draw_field(edit, view, screen, line, at->field);
    }
}

/* ---- above and below it ---- */

static void draw_title(const struct edit *edit, const struct ctx *ctx, const struct edit_view *view,
                       struct screen *screen)
{
    struct rect at = view->title;
    const char *registry = view->registry->title;
    const char *what = edit->form.modifies ? "Change of" : edit->form.id ? "Draft" : "New draft";
    char left[256], right[96];

    if (edit->form.id || edit->form.modifies)
        snprintf(left, sizeof left, "%s %.60s%s%.60s in %s", what, edit->form.were[DRAFT_CODE],
                 edit->form.were[DRAFT_MNEMONIC][0] ? " " : "", edit->form.were[DRAFT_MNEMONIC], registry);
    else
        snprintf(left, sizeof left, "%s in %s", what, registry);

    snprintf(right, sizeof right, "under %s%s", ctx->model->edition.id,
             ctx->keeps && !ctx->not_kept ? "   saved as you type" : "");
    int used = screen_text(screen, at.row, at.column + 1, at.columns - 2, ROLE_NAME, left);
    if (at.columns - used - 4 > (int)strlen(right))
        screen_right(screen, at.row, at.column + used + 3, at.columns - used - 4, ROLE_FAINT, right);
    for (int i = 0; i < view->note.rows; i++)
        screen_text(screen, view->note.row + i, at.column + 1, at.columns - 2, ROLE_WARNING, view->notes[i]);
    if (at.rows > 1)
        screen_rule(screen, at.row + view->note.rows + 1, at.column, at.columns, NULL, NULL);
}

static void draw_counts(const struct edit_view *view, struct screen *screen)
{
    unsigned n[3] = { 0 };
    char right[96];
    const struct findings *findings = &view->judged.findings;

    for (size_t i = 0; i < findings->n; i++)
        n[findings->at[i].severity]++;
    snprintf(right, sizeof right, "%u error%s, %u warning%s, %u note%s", n[0], n[0] == 1 ? "" : "s", n[1],
             n[1] == 1 ? "" : "s", n[2], n[2] == 1 ? "" : "s");
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

    snprintf(cited, sizeof cited, "%s%s%s", finding->rule ? finding->rule->id : "",
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
        line.rows = spare < 0 ? 1 : 2 + spare;
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
        form_judge(&edit->form, model, &judged);
        bool refused = findings_refuse(&judged.findings);
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

void edit_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct edit *edit = pane->state;
    struct edit_view view;

    edit_look(edit, ctx, &view);
    draw_title(edit, ctx, &view, screen);
    draw_form(edit, &view, screen);
    draw_counts(&view, screen);
    draw_findings(&view, screen);
    draw_editions(edit, ctx, &view, screen);
}
