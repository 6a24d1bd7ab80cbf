#include "ui/rows/row_detail.h"

#include "registry/key.h"
#include "registry/rule.h"
#include "ui/kit/paragraph.h"
#include "ui/rows/row_draw.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *references_of(const struct row *row, char *buffer, size_t size)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; row->assignment && i < row->assignment->n_references && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%s", i ? ", " : "",
                                 row->assignment->references[i].shown);
    return buffer;
}

static const char *categories_of(const struct row *row, char buffer[64])
{
    unsigned categories = row_categories(row);
    size_t used = 0;
    buffer[0] = '\0';
    for (const struct word *word = category_words; word->word; word++)
        if (categories & (unsigned)word->value)
            used += (size_t)snprintf(buffer + used, 64 - used, "%s%s", used ? ", " : "", word->word);
    return buffer;
}

/* " HTTPS   RR TYPEs 65   0x0041   data   assigned 2020-06-30" and the references at the right end. */
static void draw_head(struct screen *screen, struct rect area, const struct row *row)
{
    const struct assignment *a = row->assignment;
    char key[ROW_KEY_OCTETS], hex[ROW_CODE_OCTETS], categories[64], references[256], rest[512];
    const char *code = row_code(row, key);
    const char *name = row_mnemonic(row) ? row_mnemonic(row) : code;
    int left = area.column + 1, room = area.columns - 2;
    int used =
        screen_text(screen, area.row, left, room, row_sign(row)->role, name ? name : row->registry->title);

    (void)references_of(row, references, sizeof references);
    if (!row_mnemonic(row))
        code = NULL; /* it stands in the place of the name */
    snprintf(rest, sizeof rest, "%s%s%s%s%s%s%s   %s%s%s%s%s", row->registry->title, code ? " " : "",
             code ? code : "", row_hex(row, hex) ? "   " : "", row_hex(row, hex) ? hex : "",
             categories_of(row, categories)[0] ? "   " : "", categories,
             word_of(status_words, (int)row->status), a && a->registered ? " " : "",
             a && a->registered ? a->registered : "", a && a->expires ? ", expires " : "",
             a && a->expires ? a->expires : "");
    used += 3;
    used += screen_text(screen, area.row, left + used, room - used, ROLE_TEXT, rest) + 2;

    int cited = room - used;
    if (cited > 8 && references[0])
        screen_right(screen, area.row, left + used, cited, ROLE_CODE, references);
}

enum { MEANING_OCTETS = 1024 };

static const char *meaning_said(const struct row *row, char text[MEANING_OCTETS])
{
    const struct assignment *a = row->assignment;
    char words[256];
    const char *says = row_says(row, words, sizeof words);
    const char *context = row_context(row);

    snprintf(text, MEANING_OCTETS, "%s%s%s%s%s%s%s", says, context ? " (in " : "", context ? context : "",
             context ? ")" : "", a && a->note && (says[0] || context) ? "; " : "",
             a && a->note ? a->note : "",
             a && a->inferred ? "; inferred, the document does not print it" : "");
    return text;
}

int detail_rows(const struct row *row, int columns)
{
    char text[MEANING_OCTETS];
    int lines = paragraph_lines(meaning_said(row, text), columns - 2);
    int rows = DETAIL_ROWS - 1 + (lines > 1 ? lines : 1);
    return rows < DETAIL_MOST ? rows : DETAIL_MOST;
}

/* Whose draft it is, and what the rules of the edition in force say of it: the gravest first. */
static void draw_draft(struct screen *screen, struct rect area, const struct ctx *ctx,
                       const struct draft *draft)
{
    struct findings findings = { 0 };
    int column = area.column + 1, room = area.columns - 2, used;

    draft_judge(ctx->model, draft, &findings);
    used = screen_format(screen, area.row + 2, column, room, ROLE_MINE, "%s, under %s, by %s",
                         draft->kind == DRAFT_PRIVATE ? "private use"
                         : draft->modifies            ? "a proposal to change it"
                                                      : "a proposal",
                         draft->basis ? draft->basis : "?", draft->author ? draft->author : "?");
    if (findings.n > 0)
        screen_format(screen, area.row + 2, column + used + 3, room - used - 3,
                      severity_role(findings.at[0].severity), "%s: %s",
                      findings_refuse(&findings) ? "refused" : "allowed", findings.at[0].text);
}

static void draw_policy(struct screen *screen, struct rect area, const struct row *row)
{
    const struct range *range = row->range;
    char span[64] = "", text[512];
    int room = area.columns - 2, used = 0;

    if (!range) {
        screen_text(screen, area.row + 2, area.column + 1, room, ROLE_FAINT, "no policy covers it");
        return;
    }

    if (range->numeric && range->low == range->high)
        snprintf(span, sizeof span, "range %" PRIu64 "   ", range->low);
    else if (range->numeric)
        snprintf(span, sizeof span, "range %" PRIu64 "-%" PRIu64 "   ", range->low, range->high);

    snprintf(text, sizeof text, "%s%s", span, range->policy);
    if (range->section)
        used = screen_right(screen, area.row + 2, area.column + 1, room, ROLE_CODE, range->section) + 2;
    screen_text(screen, area.row + 2, area.column + 1, room - used, ROLE_TEXT, text);
}

/* What an edition calls the place, in one word or two. */
static const char *edition_says(const struct model *model, const struct row *row, char buffer[64])
{
    const struct registry *registry = model_registry(model, row->registry->id);
    const struct table *table = registry ? model_table(model, registry) : NULL;
    struct rows found = { 0 };

    if (!table)
        return "-";

    key_follow(table, row, &found);
    if (found.n == 0)
        snprintf(buffer, 64, "not there");
    else if (found.at[0].assignment && row_mnemonic(&found.at[0]))
        snprintf(buffer, 64, "%s", row_mnemonic(&found.at[0]));
    else
        snprintf(buffer, 64, "%s",
                 row_is_free(&found.at[0]) ? "free" : word_of(status_words, (int)found.at[0].status));

    rows_free(&found);
    return buffer;
}

static void draw_editions(struct screen *screen, struct rect area, const struct ctx *ctx,
                          const struct row *row)
{
    const int first = area.column + 13, width = 12;
    char words[64];

    screen_text(screen, area.row + 4, area.column + 1, 12, ROLE_FAINT, "here");
    for (size_t i = 0; i < ctx->n_editions; i++) {
        const struct model *model = ctx->editions[i];
        int column = first + (int)i * (width + 1);
        bool in_force = strcmp(model->edition.id, ctx->model->edition.id) == 0;
        if (column + width > area.column + area.columns)
            return;
        if (in_force)
            screen_text(screen, area.row + 3, column - 1, 1, ROLE_HEAD, ">");
        screen_text(screen, area.row + 3, column, width, in_force ? ROLE_HEAD : ROLE_FAINT,
                    model->edition.id);
        screen_text(screen, area.row + 4, column, width, in_force ? ROLE_NAME : ROLE_TEXT,
                    edition_says(model, row, words));
    }
}

void detail_draw(struct screen *screen, struct rect area, const struct ctx *ctx, const struct row *row)
{
    char text[MEANING_OCTETS];
    int lines = area.rows > DETAIL_ROWS ? area.rows - DETAIL_ROWS + 1 : 1; /* of the meaning */
    struct rect rest = { area.row + lines - 1, area.column, area.rows - lines + 1, area.columns };

    if (area.rows >= 1)
        draw_head(screen, area, row);
    if (area.rows >= 2)
        (void)paragraph_draw(screen, (struct rect){ area.row + 1, area.column + 1, lines, area.columns - 2 },
                             ROLE_TEXT, meaning_said(row, text));

    if (area.rows >= 3 && row->draft)
        draw_draft(screen, rest, ctx, row->draft);
    else if (area.rows >= 3)
        draw_policy(screen, rest, row);

    if (area.rows >= DETAIL_ROWS && ctx->n_editions > 0)
        draw_editions(screen, rest, ctx, row);
}
