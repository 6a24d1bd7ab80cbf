/* How Search looks. */
#include "base/number.h"
#include "base/text.h"
#include "ui/kit/field.h"
#include "ui/kit/paragraph.h"
#include "ui/rows/row_detail.h"
#include "ui/rows/row_draw.h"
#include "ui/search/search_answers.h"
#include "ui/search/search_state.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_FOR_PREVIEW = 12, ROWS_FOR_MEANING = 26, TITLE_COLUMNS = 20, NARROW_TITLE = 12, NARROW = 66 };

struct search_parts search_layout(struct rect area)
{
    struct search_parts parts = { 0 };
    int preview = area.rows >= ROWS_FOR_MEANING ? 3 : area.rows >= LEAST_FOR_PREVIEW ? 2 : 0;
    int list = area.rows - 4 - (preview ? preview + 1 : 0);
    int row = area.row;

    parts.field = (struct rect){ row, area.column + 3, 1, area.columns - 4 };
    parts.reading = (struct rect){ row + 1, area.column, 1, area.columns };
    parts.rule = (struct rect){ row + 2, area.column, 1, area.columns };
    parts.head = (struct rect){ row + 3, area.column, 1, area.columns };
    parts.list = (struct rect){ row + 4, area.column, list < 1 ? 1 : list, area.columns };
    if (preview) {
        parts.below = (struct rect){ row + 4 + list, area.column, 1, area.columns };
        parts.preview = (struct rect){ row + 5 + list, area.column, preview, area.columns };
    }

    return parts;
}

int search_height(int rows, size_t n)
{
    return (int)n > rows && rows > 1 ? rows - 1 : rows;
}

/* ---- nothing asked yet ---- */

static const struct {
    const char *text, *asks;
} examples[] = {
    { "65", "a number: what it is in every registry, taken or free" },
    { "0x8583", "hex; sixteen bits are a flags word too" },
    { "nxdomain", "a mnemonic, or another name that people use" },
    { "TYPE65", "a code by its generic name" },
    { "rcode 16", "a code in one registry" },
    { "rfc8914", "a document: what it registered, what became of it" },
    { "printer.local", "a name: which special one it lies below" },
    { "expert review", "a policy, or a status: what stands under it" },
    { "delegation", "any text: what records say" },
};

static void draw_examples(struct screen *screen, const struct search_parts *parts)
{
    int column = parts->head.column + 3;
    screen_text(screen, parts->head.row, column, parts->head.columns - 4, ROLE_HEAD, "what can be asked");
    for (size_t i = 0; i < sizeof examples / sizeof *examples && (int)i < parts->list.rows; i++) {
        int row = parts->list.row + (int)i;
        screen_text(screen, row, column, 16, ROLE_NAME, examples[i].text);
        screen_text(screen, row, column + 17, parts->list.columns - 21, ROLE_TEXT, examples[i].asks);
    }
}

/* ---- answers ---- */

/* The text of an answer that is no row; `name` is what it is called. */
static const char *heading_said(const struct answer *answer, const struct model *model, const char **name,
                                char out[1024])
{
    char words[512];
    const char *said = answer_said(model, answer, words, sizeof words);

    *name = answer->document ? answer->document->id : answer->policy ? answer->policy->policy : "flags word";
    if (answer->match == MATCH_FLAGS)
        snprintf(out, 1024, "0x%04X  %s", answer->flags, said);
    else
        snprintf(out, 1024, "%s", said);
    return out;
}

/* What is shown as found in a row: the word, if names and texts are where it matched. */
static const char *word_found(const struct answer *answer)
{
    static const bool in_words[] = { [MATCH_CODE] = true,
                                     [MATCH_BIT] = true,
                                     [MATCH_MNEMONIC] = true,
                                     [MATCH_ALIAS] = true,
                                     [MATCH_TEXT] = true };
    const size_t n = sizeof in_words / sizeof *in_words;
    bool is_word = number_read(answer->asked).form == NUMBER_NONE;

    return is_word && (size_t)answer->match < n && in_words[answer->match] ? answer->asked : NULL;
}

static void draw_answer(struct screen *screen, struct rect at, const struct answer *answer,
                        const struct ctx *ctx)
{
    int title = at.columns < NARROW ? NARROW_TITLE : TITLE_COLUMNS;
    int rest = at.column + title + 2;

    if (found_is_row(answer)) {
        const struct row_look look = { .policy = true, .model = ctx->model, .found = word_found(answer) };
        screen_text(screen, at.row, at.column + 1, title, ROLE_TEXT, answer->row.registry->title);
        row_draw(screen, at.row, rest, at.columns - title - 2, &answer->row, &look);
    } else {
        const char *name;
        char text[1024];
        const char *said = heading_said(answer, ctx->model, &name, text);
        int used = screen_text(screen, at.row, at.column + 1, at.columns - 2, ROLE_HEAD, name);
        int column = used > title ? used + 3 : title + 4;
        screen_text(screen, at.row, at.column + column, at.columns - column - 1, ROLE_TEXT, said);
    }
}

/* The last line of a list that is longer than its part. */
static void draw_rest(struct screen *screen, struct rect at, const struct list *list,
                      const struct found *found)
{
    size_t below = (size_t)list->top + (size_t)list->height;
    size_t hidden = 0;
    char counts[FOUND_OCTETS];

    for (size_t i = below; i < found->n_lines; i++)
        hidden += found->lines[i].answer != NULL;
    screen_symbol(screen, at.row, at.column + 3, ROLE_FAINT, SYM_MORE);
    if (hidden > 0)
        screen_format(screen, at.row, at.column + 5, at.columns - 6, ROLE_FAINT, "%zu more: %s", hidden,
                      found_counts(found, below, false, counts));
    else
        screen_format(screen, at.row, at.column + 5, at.columns - 6, ROLE_FAINT, "the end; %d lines above",
                      list->top);
}

static void draw_head(struct screen *screen, struct rect at)
{
    int rest = (at.columns < NARROW ? NARROW_TITLE : TITLE_COLUMNS) + 4;
    int name = rest + ROW_CODE_COLUMNS + 1;
    int meaning = name + (at.columns - rest + 2 > 90 ? 2 : 1) * ROW_NAME_COLUMNS + 1;

    screen_text(screen, at.row, at.column + 1, at.columns - 1, ROLE_HEAD, "registry");
    screen_right(screen, at.row, at.column + rest, ROW_CODE_COLUMNS, ROLE_HEAD, "code");
    screen_text(screen, at.row, at.column + name, at.columns - name, ROLE_HEAD, "mnemonic");
    screen_text(screen, at.row, at.column + meaning, at.columns - meaning - 1, ROLE_HEAD,
                "meaning, or the range's policy");
}

static void draw_list(struct screen *screen, struct rect part, const struct list *list,
                      const struct found *found, const struct ctx *ctx)
{
    for (int i = 0; i < list->height; i++) {
        int line = list_at(list, i);
        struct rect at = { part.row + i, part.column, 1, part.columns };
        if (line < 0)
            return;
        if (!found->lines[line].answer) {
            screen_rule(screen, at.row, at.column, at.columns, found->lines[line].rule, NULL);
            continue;
        }
        draw_answer(screen, at, found->lines[line].answer, ctx);
        if (line == list->chosen) {
            screen_text(screen, at.row, at.column, 1, ROLE_TEXT, ">");
            screen_look(screen, at, LOOK_CHOSEN);
        }
    }
    if (list->height < part.rows && list->n > list->height)
        draw_rest(screen, (struct rect){ part.row + list->height, part.column, 1, part.columns }, list,
                  found);
}

/* ---- the chosen one ---- */

static void draw_policy(struct screen *screen, struct rect at, const struct row *row,
                        const struct model *model)
{
    const char *policy = row_policy(row);
    const struct policy *known = policy ? model_policy(model, policy) : NULL;
    screen_format(screen, at.row, at.column + 1, at.columns - 2, ROLE_TEXT, "%s%s%s",
                  policy ? policy : "no policy covers it", known && known->asks ? ": " : "",
                  known && known->asks ? known->asks : "");
}

static void draw_preview(struct screen *screen, struct rect part, const struct answer *answer,
                         const struct ctx *ctx)
{
    if (part.rows == 0 || !answer)
        return;
    if (found_is_row(answer)) {
        struct rect last = { part.row + part.rows - 1, part.column, 1, part.columns };
        struct rect head = { part.row, part.column, part.rows - 1, part.columns };
        detail_draw(screen, head, ctx, &answer->row);
        draw_policy(screen, last, &answer->row, ctx->model);
    } else {
        const char *name;
        char text[1024], whole[1200];
        const char *said = heading_said(answer, ctx->model, &name, text);
        snprintf(whole, sizeof whole, "%s: %s", name, said);
        paragraph_draw(screen, (struct rect){ part.row, part.column + 1, part.rows, part.columns - 2 },
                       ROLE_TEXT, whole);
    }
}

/* ---- all of it ---- */

static void draw_field(struct screen *screen, const struct search_parts *parts, const struct search *search)
{
    screen_text(screen, parts->field.row, parts->field.column - 2, 1, ROLE_KEY, "/");
    field_draw(screen, parts->field.row, parts->field.column, parts->field.columns, &search->field, true);
    if (search->anew)
        screen_look(
            screen,
            (struct rect){ parts->field.row, parts->field.column, 1, (int)text_columns(search->field.text) },
            LOOK_STRONG);
}

static void draw_reading(struct screen *screen, struct rect at, const struct found *found,
                         const struct model *model)
{
    char reading[FOUND_OCTETS], other[FOUND_OCTETS];
    int used = screen_text(screen, at.row, at.column + 1, at.columns - 2, ROLE_NOTE,
                           found_reading(found, model, reading));
    screen_right(screen, at.row, at.column + used + 3, at.columns - used - 4, ROLE_FAINT,
                 found_other(found, other));
}

static void draw_nothing(struct screen *screen, struct rect at, const struct model *model)
{
    if (model->n_tables < model->n_registries)
        screen_format(screen, at.row, at.column + 3, at.columns - 4, ROLE_TEXT,
                      "%s covers %zu of %zu registries: Esc, then E, takes another edition",
                      model->edition.id, model->n_tables, model->n_registries);
}

void search_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct search *search = pane->state;
    struct search_parts parts = search_layout(ctx->area);
    struct list list = search->list;
    struct found found;
    char counts[FOUND_OCTETS];

    found_make(&found, ctx->model, search->field.text, search->other);
    list_set(&list, (int)found.n_lines, search_height(parts.list.rows, found.n_lines));
    draw_field(screen, &parts, search);
    draw_reading(screen, parts.reading, &found, ctx->model);
    screen_rule(screen, parts.rule.row, parts.rule.column, parts.rule.columns, NULL,
                found_counts(&found, 0, true, counts)[0] ? counts : NULL);
    if (found.n_lines > 0) {
        draw_head(screen, parts.head);
        draw_list(screen, parts.list, &list, &found, ctx);
    } else if (search->field.text[strspn(search->field.text, " ")] == '\0') {
        draw_examples(screen, &parts);
    } else {
        draw_nothing(screen, parts.list, ctx->model);
    }

    if (parts.below.rows > 0 && found.n_lines > 0)
        screen_rule(screen, parts.below.row, parts.below.column, parts.below.columns, NULL, NULL);
    draw_preview(screen, parts.preview, found.n_lines > 0 ? found.lines[list.chosen].answer : NULL, ctx);
    found_free(&found);
}
