#include "ui/lab/lab_pane.h"

#include "ui/kit/list_draw.h"
#include "ui/kit/paragraph.h"

#include <stdio.h>
#include <string.h>

enum {
    HEX_ROWS = 3,
    BOX_ROWS = 9,
    TALL_ROWS = BOX_ROWS + 6, /* each count, and a line between */
    FLAG_ROWS = 3,
    FIGURE_WIDE = 52,
    BESIDE_COLUMNS = 76, /* from here on the words stand beside the figure */
    BELOW_ROWS = 2,      /* else below */
    REST_ROWS = 6,       /* that the message wants below a boxed figure */
    TALL_AREA_ROWS = 27,
    SPLIT_ROWS = 7, /* from here on the findings have a part of their own */
};

/* ---- where things are ---- */

/* The message and the findings, in what is left. */
static void lay_rest(const struct lab_pane *pane, struct rect rest, struct lab_layout *layout)
{
    const struct rect none = { rest.row, rest.column, 0, rest.columns };
    int rows = rest.rows - 1, sentence = 0, findings = 0;

    layout->sentence = layout->lines = layout->findings = none;
    if (rest.rows < 2)
        return;
    if (rest.rows >= SPLIT_ROWS) {
        sentence = pane->lab.n > 0;
        findings = (rows - 1 - sentence) / 3;
        rows -= sentence + 1 + findings;
        if (sentence > 0 && pane->lines.n < rows) { /* a second line for the sentence */
            sentence++;
            rows--;
        }
    }

    layout->sentence = (struct rect){ rest.row + 1, rest.column, sentence, rest.columns };
    layout->lines = (struct rect){ rest.row + 1 + sentence, rest.column, rows, rest.columns };
    layout->findings = (struct rect){ rest.row + rest.rows - findings, rest.column, findings, rest.columns };
    if (findings == 0 && pane->part == PART_FINDINGS) { /* one of the two, where there is room for one */
        layout->findings = layout->lines;
        layout->lines = none;
    }
}

struct lab_layout lab_layout(const struct lab_pane *pane, struct rect area)
{
    const bool wide = area.columns >= FIGURE_WIDE, beside = area.columns >= BESIDE_COLUMNS;
    const int below = beside ? 0 : BELOW_ROWS;
    struct lab_layout layout = { .hex = { area.row, area.column, HEX_ROWS, area.columns } };
    int row = area.row + HEX_ROWS, figure = 0;

    layout.boxes = wide && area.rows >= HEX_ROWS + BOX_ROWS + below + REST_ROWS;
    layout.tall = layout.boxes && area.rows >= TALL_AREA_ROWS;
    if (layout.boxes)
        figure = layout.tall ? TALL_ROWS : BOX_ROWS;
    else if (wide && area.rows >= HEX_ROWS + FLAG_ROWS + BELOW_ROWS + 2)
        figure = FLAG_ROWS;

    layout.drawing = (struct rect){ row, area.column, figure, FIGURE_WIDE };
    if (layout.boxes && beside) {
        layout.words =
            (struct rect){ row, area.column + FIGURE_WIDE + 2, figure, area.columns - FIGURE_WIDE - 3 };
        row += figure;
    } else {
        layout.words = (struct rect){ row + figure, area.column + 1, BELOW_ROWS, area.columns - 2 };
        row += figure + BELOW_ROWS;
    }

    lay_rest(pane, (struct rect){ row, area.column, area.row + area.rows - row, area.columns }, &layout);
    return layout;
}

void lab_fit_lists(struct lab_pane *pane, const struct lab_view *view, const struct lab_layout *layout)
{
    list_set(&pane->lines, (int)view->n_lines, layout->lines.rows);
    list_set(&pane->findings, (int)view->message.findings.n, layout->findings.rows);
}

struct lab_target lab_chosen(const struct lab_pane *pane, const struct lab_view *view)
{
    const struct dns_findings *findings = &view->message.findings;
    struct lab_target target = { .field = HEADER_FIELDS };

    if (pane->part == PART_MESSAGE) {
        if (pane->lines.chosen < (int)view->n_lines)
            target = lab_target_of(view, &view->lines[pane->lines.chosen]);
    } else if (pane->part == PART_FINDINGS) {
        const size_t offset = pane->findings.chosen < (int)findings->n
                                  ? findings->at[pane->findings.chosen].offset
                                  : DNS_NOWHERE;
        if (offset != DNS_NOWHERE) {
            target.lit = (uint32_t)offset * 2;
            target.lit_nibbles = 2;
        }
    } else {
        target = lab_target_at(view, pane->lab.bit);
    }

    return target;
}

static const struct severity_sign {
    const char *sign, *one, *many;
    enum role role;
} severity_signs[] = {
    [DNS_ERROR] = { "E", "error", "errors", ROLE_ERROR },
    [DNS_WARNING] = { "!", "warning", "warnings", ROLE_WARNING },
    [DNS_INFO] = { "i", "note", "notes", ROLE_NOTE },
};

/* ---- the chosen field in words ---- */

static const char *const meanings[] = { "type hex digits: the picture follows each of them",
                                        "p takes pasted text in any form", "P has sample messages" };

/* One below the other, in the order in which they are asked for. */
static void draw_words_beside(const struct lab_words *words, struct rect at, struct screen *screen)
{
    const struct {
        const char *text;
        enum role role;
        int most;
    } lines[] = {
        { words->head, ROLE_HEAD, 1 },     { words->value, ROLE_NAME, 2 },
        { words->meaning, ROLE_TEXT, 3 },  { words->direction, words->idle ? ROLE_WARNING : ROLE_TEXT, 2 },
        { words->section, ROLE_FAINT, 1 }, { words->joined, ROLE_NOTE, 2 },
        { words->toggled, ROLE_FAINT, 1 }
    };

    int row = at.row;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const int left = at.row + at.rows - row;
        if (left > 0 && lines[i].text[0])
            row += paragraph_draw(
                screen,
                (struct rect){ row, at.column, left < lines[i].most ? left : lines[i].most, at.columns },
                lines[i].role, lines[i].text);
    }
}

static void draw_words_below(const struct lab_words *words, struct rect at, struct screen *screen)
{
    int used = screen_text(screen, at.row, at.column, at.columns, ROLE_HEAD, words->head);

    used += 2;
    used += screen_text(screen, at.row, at.column + used, at.columns - used, ROLE_NAME, words->value);
    if (at.columns - used > (int)strlen(words->section) + 2)
        (void)screen_right(screen, at.row, at.column + used + 2, at.columns - used - 2, ROLE_FAINT,
                           words->section);

    used = screen_text(screen, at.row + 1, at.column, at.columns, ROLE_TEXT, words->meaning);
    if (words->direction[0] && at.columns - used > 12)
        (void)screen_format(screen, at.row + 1, at.column + used, at.columns - used,
                            words->idle ? ROLE_WARNING : ROLE_FAINT, "%s%s", used ? "; " : "",
                            words->direction);
}

static void draw_words(const struct lab_pane *pane, const struct lab_view *view,
                       const struct lab_target *target, const struct lab_layout *layout,
                       struct screen *screen)
{
    const struct dns_findings *findings = &view->message.findings;
    struct lab_words words;

    lab_words(view, &pane->lab, target, &words);
    if (pane->holds && target->field < HEADER_FIELDS)
        lab_held_say(view, &pane->held, target, &words);
    if (pane->part == PART_FINDINGS && pane->findings.chosen < (int)findings->n) {
        const struct dns_finding *finding = &findings->at[pane->findings.chosen];
        memset(&words, 0, sizeof words);
        snprintf(words.head, sizeof words.head, "%s", finding->rule);
        snprintf(words.value, sizeof words.value, "%s", severity_signs[finding->severity].one);
        snprintf(words.meaning, sizeof words.meaning, "%s", finding->text);
        snprintf(words.section, sizeof words.section, "%s", finding->section);
    }

    if (layout->words.rows == BELOW_ROWS)
        draw_words_below(&words, layout->words, screen);
    else
        draw_words_beside(&words, layout->words, screen);
}

/* ---- the message ---- */

static void draw_line(const struct lab_view *view, const struct lab_line *line, struct rect at,
                      struct out *scratch, struct screen *screen)
{
    enum { OFFSET_COLUMNS = 5, SECTION_COLUMNS = 13, DEPTH_COLUMNS = 2 };

    static const int depths[] = { [LAB_OPTION] = 1, [LAB_NAME] = 1, [LAB_NUMBER] = 1, [LAB_RDATA] = 1 };
    const bool narrow = at.columns < BESIDE_COLUMNS;
    int column = at.column + OFFSET_COLUMNS + 2;
    char offset[16];
    snprintf(offset, sizeof offset, "%u", (unsigned)line->offset);
    (void)screen_right(screen, at.row, at.column, OFFSET_COLUMNS, ROLE_CODE, offset);
    if (line->kind == LAB_RECORD && !narrow)
        (void)screen_text(
            screen, at.row, column, SECTION_COLUMNS - 1, ROLE_FAINT,
            header_section_name(&view->message.header,
                                dns_section_count(view->message.records[line->record].section)));
    else if (line->kind == LAB_RECORD)
        (void)screen_octets(
            screen, at.row, column, 2, ROLE_FAINT,
            header_section_name(&view->message.header,
                                dns_section_count(view->message.records[line->record].section)),
            2);
    column += narrow ? 3 : SECTION_COLUMNS;
    column += depths[line->kind] * DEPTH_COLUMNS;
    scratch->len = 0;
    lab_line_say(view, line, scratch);
    (void)screen_text(screen, at.row, column, at.columns - column - 1, ROLE_TEXT, scratch->octets);
}

static void draw_lines(const struct lab_pane *pane, const struct lab_view *view, struct rect at,
                       struct screen *screen)
{
    struct out scratch = out_to_memory();

    for (int i = 0; i < at.rows && pane->lines.top + i < (int)view->n_lines; i++) {
        const int n = pane->lines.top + i;
        const struct rect line = { at.row + i, at.column, 1, at.columns };
        draw_line(view, &view->lines[n], line, &scratch, screen);
        if (n == pane->lines.chosen && pane->part == PART_MESSAGE)
            list_draw_focus(screen, line, true);
    }

    for (size_t i = 0; view->n_lines == 0 && pane->lab.n == 0 && i < sizeof meanings / sizeof *meanings; i++)
        if ((int)i < at.rows)
            (void)screen_text(screen, at.row + (int)i, at.column + 2, at.columns - 3, ROLE_FAINT,
                              meanings[i]);
    out_free(&scratch);
}

static void draw_message(const struct lab_pane *pane, const struct lab_view *view,
                         const struct lab_layout *layout, struct screen *screen)
{
    char right[48] = "", sentence[MESSAGE_SAY_OCTETS];
    const int row = layout->sentence.row - 1;

    if (pane->part == PART_MESSAGE && view->n_lines > 0)
        snprintf(right, sizeof right, "line %d of %zu", pane->lines.chosen + 1, view->n_lines);
    else if (view->message.n_records > 0)
        snprintf(right, sizeof right, "%zu record%s", view->message.n_records,
                 view->message.n_records == 1 ? "" : "s");

    screen_rule(screen, row, layout->sentence.column, layout->sentence.columns, "message",
                right[0] ? right : NULL);
    if (pane->lab.n > 0 && layout->sentence.rows > 0)
        (void)paragraph_draw(screen,
                             (struct rect){ layout->sentence.row, layout->sentence.column + 1,
                                            layout->sentence.rows, layout->sentence.columns - 2 },
                             ROLE_HEAD, dns_message_say(&view->message, &view->names, sentence));
    draw_lines(pane, view, layout->lines, screen);
}

/* ---- findings ---- */

static void count_findings(const struct dns_findings *findings, char text[64])
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t s = 0; s < sizeof severity_signs / sizeof *severity_signs; s++) {
        const unsigned n = (unsigned)findings->found[s];
        if (n > 0 && used < 48)
            used += (size_t)snprintf(text + used, 64 - used, "%s%u %s", used ? ", " : "", n,
                                     n == 1 ? severity_signs[s].one : severity_signs[s].many);
    }

    if (findings->n == 0)
        snprintf(text, 64, "none");
}

static void draw_finding(const struct dns_finding *finding, struct rect at, struct screen *screen)
{
    enum { OFFSET_COLUMN = 3, OFFSET_COLUMNS = 5, TEXT_COLUMN = 10, SECTION_COLUMNS = 14 };
    const struct severity_sign *sign = &severity_signs[finding->severity];
    const bool section = at.columns >= BESIDE_COLUMNS;
    char offset[24];
    (void)screen_text(screen, at.row, at.column + 1, 1, sign->role, sign->sign);
    snprintf(offset, sizeof offset, "%zu", finding->offset);
    if (finding->offset != DNS_NOWHERE)
        (void)screen_right(screen, at.row, at.column + OFFSET_COLUMN, OFFSET_COLUMNS, ROLE_CODE, offset);
    (void)screen_text(screen, at.row, at.column + TEXT_COLUMN,
                      at.columns - TEXT_COLUMN - (section ? SECTION_COLUMNS + 2 : 1), ROLE_TEXT,
                      finding->text);
    if (section)
        (void)screen_right(screen, at.row, at.column + at.columns - SECTION_COLUMNS - 1, SECTION_COLUMNS,
                           ROLE_FAINT, finding->section);
}

static void draw_findings(const struct lab_pane *pane, const struct lab_view *view, struct rect at,
                          struct screen *screen)
{
    const struct dns_findings *findings = &view->message.findings;
    char right[64];

    count_findings(findings, right);
    screen_rule(screen, at.row - 1, at.column, at.columns, "findings", pane->lab.n > 0 ? right : NULL);
    for (int i = 0; i < at.rows && pane->findings.top + i < (int)findings->n; i++) {
        const int n = pane->findings.top + i;
        const struct rect line = { at.row + i, at.column, 1, at.columns };
        draw_finding(&findings->at[n], line, screen);
        if (n == pane->findings.chosen && pane->part == PART_FINDINGS)
            list_draw_focus(screen, line, true);
    }
}

void lab_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    const struct lab_pane *lab = pane->state;
    struct lab_view *view = lab_view_new(&lab->lab, ctx, lab->open);
    const struct lab_layout layout = lab_layout(lab, ctx->area);
    const struct lab_target target = lab_chosen(lab, view);

    lab_draw_hex(lab, view, &target, layout.hex, screen);
    if (layout.drawing.rows > 0)
        lab_draw_figure(lab, view, &target, &layout, screen);
    if (layout.boxes && layout.words.rows > BELOW_ROWS)
        screen_down(screen, layout.words.row, layout.words.column - 2, layout.words.rows, ROLE_FAINT,
                    SYM_BAR);

    draw_words(lab, view, &target, &layout, screen);
    if (layout.lines.rows > 0)
        draw_message(lab, view, &layout, screen);
    if (layout.findings.rows > 0)
        draw_findings(lab, view, layout.findings, screen);
    lab_view_free(view);
}
