#include "ui/changes/changes_lines.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/changes/change_keys.h"
#include "ui/edit/form_draft.h"
#include "ui/edit/form_judge.h"
#include "ui/rows/log_say.h"
#include "ui/rows/row_draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_line(struct changes_lines *lines, struct changes_line line)
{
    lines->at = array_grow(lines->at, &lines->capacity, lines->n + 1, sizeof *lines->at);
    lines->at[lines->n++] = line;
}

/* ---- drafts of several editions ---- */

/* What has a line already: the models that were looked through, and the ids of their drafts in order, once
 * somebody asks for them. */
struct shown {
    const struct ctx *ctx;
    size_t n_editions; /* the one in force, and these */
    int64_t *ids;
    size_t n_ids;
};

static bool same_drafts(const struct table *a, const struct table *b)
{
    bool same = a && b && a->n_drafts == b->n_drafts;
    for (size_t i = 0; same && i < a->n_drafts; i++)
        same = a->drafts[i].id == b->drafts[i].id;
    return same;
}

/* All editions have the same drafts of a registry, so one that was looked through mostly answers for all. */
static bool is_table_shown(const struct shown *shown, const struct table *table)
{
    const char *id = table->registry->id;
    if (same_drafts(table, model_table_called(shown->ctx->model, id)))
        return true;
    for (size_t i = 0; i < shown->n_editions; i++)
        if (same_drafts(table, model_table_called(shown->ctx->editions[i], id)))
            return true;
    return false;
}

static int compare_ids(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Of a table that no other edition has, or that another program changed between two of them. */
static bool is_draft_shown(struct shown *shown, const struct changes_lines *lines, int64_t id)
{
    if (!shown->ids) {
        shown->ids = memory_take(lines->n * sizeof *shown->ids);
        for (size_t i = 0; i < lines->n; i++)
            shown->ids[shown->n_ids++] = lines->at[i].draft->id;
        qsort(shown->ids, shown->n_ids, sizeof *shown->ids, compare_ids);
    }
    return bsearch(&id, shown->ids, shown->n_ids, sizeof *shown->ids, compare_ids) != NULL;
}

static void add_more(struct changes_lines *lines, struct shown *shown, const struct model *model)
{
    for (size_t t = 0; t < model->n_tables; t++) {
        const struct table *table = &model->tables[t];
        if (table->n_drafts == 0 || is_table_shown(shown, table))
            continue;
        for (size_t d = 0; d < table->n_drafts; d++)
            if (!is_draft_shown(shown, lines, table->drafts[d].id))
                add_line(lines, (struct changes_line){ .draft = &table->drafts[d] });
    }
    free(shown->ids);
    shown->ids = NULL;
    shown->n_ids = 0;
}

void changes_lines_make(struct changes_lines *lines, const struct ctx *ctx)
{
    struct shown shown = { .ctx = ctx };

    *lines = (struct changes_lines){ 0 };
    for (size_t t = 0; t < ctx->model->n_tables; t++)
        for (size_t d = 0; d < ctx->model->tables[t].n_drafts; d++)
            add_line(lines, (struct changes_line){ .draft = &ctx->model->tables[t].drafts[d] });

    for (; shown.n_editions < ctx->n_editions; shown.n_editions++)
        if (ctx->editions[shown.n_editions] != ctx->model)
            add_more(lines, &shown, ctx->editions[shown.n_editions]);

    lines->n_drafts = lines->n;
    for (size_t i = 0; ctx->log && i < ctx->log->n; i++)
        add_line(lines, (struct changes_line){ .logged = &ctx->log->at[i] });
    lines->n_logged = lines->n - lines->n_drafts;
}

const struct changes_line *changes_line_at(const struct changes_lines *lines, bool log, size_t n)
{
    return &lines->at[log ? lines->n_drafts + n : n];
}

void changes_lines_free(struct changes_lines *lines)
{
    free(lines->at);
}

/* The draft under the edition in force. */
static void judge(const struct ctx *ctx, const struct draft *draft, struct judged *judged)
{
    struct form form = { 0 };
    form_of_draft(&form, draft);
    form_judge(&form, ctx->model, judged);
}

/* Is it the first row of an action that stands and is not older than the other? */
static bool counts(const struct change_log *log, size_t i, const struct logged *down_to)
{
    const struct logged *row = &log->at[i];
    bool same = i > 0 && log->at[i - 1].group == row->group; /* one action, several rows */
    return row->standing && row->group >= down_to->group && !same;
}

unsigned changes_standing(const struct change_log *log, const struct logged *down_to)
{
    unsigned n = 0;
    for (size_t i = 0; log && i < log->n; i++)
        n += counts(log, i, down_to);
    return n;
}

void changes_others(const struct ctx *ctx, const struct logged *down_to, char out[80])
{
    const char *whose = NULL;
    bool several = false;
    unsigned n = 0;

    for (size_t i = 0; ctx->log && i < ctx->log->n; i++) {
        const char *who = ctx->log->at[i].who;
        if (!counts(ctx->log, i, down_to) || change_is_own(ctx, ctx->log->at[i].group))
            continue;
        several = several || (whose && strcmp(whose, who) != 0);
        whose = who;
        n++;
    }

    out[0] = '\0';
    if (n > 0)
        snprintf(out, 80, several ? ", %u of others" : ", %u of %.40s's", n, whose);
}

/* ---- a line ---- */

struct verdict_word {
    const char *word;
    enum role role;
};

static struct verdict_word verdict_of(const struct judged *judged)
{
    const struct findings *findings = &judged->findings;
    if (!judged->covered)
        return (struct verdict_word){ "-", ROLE_FAINT };
    if (judged->overtaken)
        return (struct verdict_word){ "overtaken", ROLE_ERROR };
    if (findings_refuse(findings))
        return (struct verdict_word){ "refused", ROLE_ERROR };
    if (findings->n > 0 && findings->at[0].severity == SEVERITY_WARNING)
        return (struct verdict_word){ "warning", ROLE_WARNING };
    return (struct verdict_word){ "ok", ROLE_FREE };
}

static void draw_draft(struct screen *screen, struct rect at, const struct ctx *ctx,
                       const struct draft *draft)
{
    struct judged judged;
    char name[LOG_OCTETS];
    int column = at.column + 1, end = at.column + at.columns - 1;

    judge(ctx, draft, &judged);
    struct verdict_word verdict = verdict_of(&judged);
    screen_text(screen, at.row, column, 1, ROLE_MINE, "+");
    screen_text(screen, at.row, column + 2, 9, verdict.role, verdict.word);
    screen_text(screen, at.row, column + 12, 16, ROLE_TEXT, draft->registry->title);
    column += 29;
    column += screen_text(screen, at.row, column, 24, ROLE_MINE, draft_called(draft, name)) + 2;
    if (column < at.column + 50)
        column = at.column + 50;
    screen_format(screen, at.row, column, end - column, ROLE_TEXT, "%s%s%s",
                  draft->kind == DRAFT_PRIVATE ? "private"
                  : draft->modifies            ? "change"
                                               : "proposal",
                  draft->record.meaning ? "  " : "", draft->record.meaning ? draft->record.meaning : "");
}

static void draw_logged(struct screen *screen, struct rect at, const struct logged *row)
{
    bool undone = row->kind == GROUP_CHANGE && !row->standing;
    enum role role = undone ? ROLE_OLD : ROLE_TEXT;
    char says[LOG_OCTETS], when[20];
    int column = at.column + 1, end = at.column + at.columns - 1, used = 0;

    if (undone) {
        screen_text(screen, at.row, column, 1, role, "x");
        used = screen_right(screen, at.row, column + 30, end - column - 30, ROLE_FAINT, "taken back") + 1;
    }

    screen_text(screen, at.row, column + 2, 16, ROLE_CODE, logged_when(row, when));
    screen_text(screen, at.row, column + 19, 10, ROLE_TEXT, row->who ? row->who : "");
    screen_format(screen, at.row, column + 30, end - column - 30 - used, role, "%s%s",
                  row->kind == GROUP_UNDO   ? "undo: "
                  : row->kind == GROUP_REDO ? "redo: "
                                            : "",
                  logged_says(row, says));
}

void changes_draw_line(struct screen *screen, struct rect at, const struct ctx *ctx,
                       const struct changes_line *line)
{
    if (line->draft)
        draw_draft(screen, at, ctx, line->draft);
    else
        draw_logged(screen, at, line->logged);
}

/* ---- in full ---- */

static void detail_of_draft(struct screen *screen, struct rect area, const struct ctx *ctx,
                            const struct draft *draft)
{
    struct judged judged;
    char name[LOG_OCTETS];
    int column = area.column + 1, room = area.columns - 2;

    judge(ctx, draft, &judged);
    screen_format(screen, area.row, column, room, ROLE_MINE, "%s  %s, %s under %s, by %s",
                  draft_called(draft, name), draft->registry->title,
                  draft->kind == DRAFT_PRIVATE ? "for private use"
                  : draft->modifies            ? "a proposal to change it"
                                               : "a proposal",
                  draft->basis ? draft->basis : "?", draft->author ? draft->author : "?");
    if (!judged.covered) {
        screen_format(screen, area.row + 1, column, room, ROLE_FAINT, "%s does not cover this registry",
                      ctx->model->edition.id);
        return;
    }

    for (int i = 0; i < (int)judged.findings.n && i + 1 < area.rows; i++) {
        const struct finding *finding = &judged.findings.at[i];
        int left = 9 + (int)text_columns(finding->text) + 2; /* where the section may begin */
        if (left + (int)strlen(finding->section) <= room)
            screen_right(screen, area.row + 1 + i, column + left, room - left, ROLE_CODE, finding->section);
        screen_text(screen, area.row + 1 + i, column, 8, severity_role(finding->severity),
                    word_of(severity_words, (int)finding->severity));
        screen_text(screen, area.row + 1 + i, column + 9, room - 9, ROLE_TEXT, finding->text);
    }
}

static void detail_of_logged(struct screen *screen, struct rect area, const struct logged *row)
{
    struct draft_text before = { 0 }, after = { 0 };
    char buffers[2][DRAFT_CODE_OCTETS];
    int line = area.row, end = area.row + area.rows, half = (area.columns - 14) / 2;

    if (row->before)
        draft_say(row->before, &before, buffers[0]);
    if (row->after)
        draft_say(row->after, &after, buffers[1]);
    screen_text(screen, line, area.column + 12, half, ROLE_FAINT,
                row->before ? "before" : "it was not there");
    screen_text(screen, line++, area.column + 12 + half, half, ROLE_FAINT,
                row->after ? "after" : "it is not there any more");
    for (int i = 0; i < DRAFT_FIELDS && line < end; i++) {
        const char *a = before.at[i] ? before.at[i] : "", *b = after.at[i] ? after.at[i] : "";
        bool differs = strcmp(a, b) != 0;
        if (!differs && row->before && row->after)
            continue;
        if (!a[0] && !b[0])
            continue;
        screen_text(screen, line, area.column + 1, 10, ROLE_HEAD, draft_fields[i].title);
        screen_text(screen, line, area.column + 12, half - 1, ROLE_TEXT, a);
        screen_text(screen, line++, area.column + 12 + half, half, differs ? ROLE_NAME : ROLE_TEXT, b);
    }
}

void changes_draw_detail(struct screen *screen, struct rect area, const struct ctx *ctx,
                         const struct changes_line *line)
{
    if (line->draft)
        detail_of_draft(screen, area, ctx, line->draft);
    else if (line->logged && (line->logged->before || line->logged->after))
        detail_of_logged(screen, area, line->logged);
}
