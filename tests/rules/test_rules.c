/* The rules, by the tables beside this file. */
#include "support/real.h"

#include "registry/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum column {
    EDITION,
    REGISTRY,
    CODE,
    MNEMONIC,
    KIND,
    CATEGORY,
    SUBMISSION,
    DRAFTS,
    FINDS,
    SECTION,
    SUGGESTION,
    NAME,
    COLUMNS
};

enum { LINE = 4096, OTHERS = 4, NAMES = 600 };

struct line {
    const char *file;
    unsigned number;
    char *at[COLUMNS];
    char octets[LINE];
};

static char *names[NAMES];
static size_t n_names;

/* "-" and NULL are the same: nothing. */
static const char *said(const char *text)
{
    return strcmp(text, "-") == 0 ? NULL : text;
}

/* `\x01` becomes the octet, and in `a\*3` the character stands three times. */
static const char *unescaped(const char *text, struct arena *arena)
{
    char *out = arena_take(arena, LINE), *to = out;

    while (*text && to < out + LINE - 1) {
        char *end = NULL;
        if (strncmp(text, "\\x", 2) == 0) {
            const char hex[] = { text[2], text[3], '\0' };
            *to++ = (char)strtoul(hex, NULL, 16);
            text += 4;
        } else if (strncmp(text, "\\*", 2) == 0) {
            for (unsigned long n = strtoul(text + 2, &end, 10); n > 1 && to < out + LINE - 1; n--, to++)
                *to = to[-1];
            text = end;
        } else {
            *to++ = *text++;
        }
    }

    return out;
}

static struct draft read_draft(const struct model *model, const char *registry, const struct draft_text *text,
                               struct arena *arena)
{
    const struct registry *found = model_registry(model, registry);
    enum draft_field field;
    struct draft draft = { 0 };
    char why[DRAFT_WHY_OCTETS];
    if (!found || !draft_read(model, found, text, arena, &draft, &field, why))
        fail_msg("%s %s: %s", registry, text->at[DRAFT_CODE], found ? why : "no such registry");
    return draft;
}

/* The model with the drafts that the line names, each in the table of its registry. */
static struct model with_drafts(const struct model *model, const char *drafts, struct draft others[OTHERS],
                                struct arena *arena)
{
    struct table *tables = arena_take(arena, model->n_tables * sizeof *tables);
    struct model with = *model;
    char *rest = (char *)(uintptr_t)arena_text(arena, drafts);

    memcpy(tables, model->tables, model->n_tables * sizeof *tables);
    with.tables = tables;
    for (size_t i = 0; i < OTHERS && rest && said(rest); i++) {
        struct draft_text text = { 0 };
        const char *registry = rest;
        char *code = strchr(registry, ':'), *name = code ? strchr(code + 1, ':') : NULL;
        assert_true(code && name);
        rest = strchr(name + 1, ',');
        if (rest)
            *rest++ = '\0';
        *code = *name = '\0';
        text.at[DRAFT_CODE] = code + 1;
        text.at[DRAFT_MNEMONIC] = name + 1;
        others[i] = read_draft(model, registry, &text, arena);
        others[i].id = (int64_t)i + 1;
        others[i].author = "ann";
        for (size_t k = 0; k < with.n_tables; k++)
            if (tables[k].registry == others[i].registry) {
                assert_int_equal(tables[k].n_drafts, 0); /* one a registry is enough here */
                tables[k].drafts = &others[i];
                tables[k].n_drafts = 1;
            }
    }

    return with;
}

/* The gravest thing that the rule says; NULL: nothing. */
static const struct finding *of_rule(const struct findings *findings, const char *rule)
{
    for (size_t i = 0; i < findings->n; i++)
        if (strcmp(findings->at[i].rule->id, rule) == 0)
            return &findings->at[i];
    return NULL;
}

static void judge(const struct line *line, const char *rule, struct findings *findings, struct arena *arena)
{
    struct draft others[OTHERS];
    struct model model = with_drafts(real_model(line->at[EDITION]), line->at[DRAFTS], others, arena);
    struct draft_text text = { .modifies = strcmp(line->at[SUBMISSION], "modification") == 0 };

    text.at[DRAFT_CODE] = unescaped(line->at[CODE], arena);
    text.at[DRAFT_MNEMONIC] = unescaped(line->at[MNEMONIC], arena);
    text.at[DRAFT_KIND] = said(line->at[KIND]);
    text.at[DRAFT_CATEGORY] = said(line->at[CATEGORY]);

    struct draft draft = read_draft(&model, line->at[REGISTRY], &text, arena);
    draft_judge(&model, &draft, findings);

    /* what is suggested is legal: the same draft with it is not refused for that field */
    const struct finding *finding = of_rule(findings, rule);
    if (finding && finding->suggestion[0] && finding->severity == SEVERITY_ERROR) {
        struct findings again;
        text.at[finding->field] = finding->suggestion;
        draft = read_draft(&model, line->at[REGISTRY], &text, arena);
        draft_judge(&model, &draft, &again);
        for (size_t i = 0; i < again.n; i++)
            if (again.at[i].severity == SEVERITY_ERROR && again.at[i].field == finding->field)
                fail_msg("%s:%u: %s is suggested, and refused: %s", line->file, line->number,
                         finding->suggestion, again.at[i].text);
    }
}

/* False: the line does not hold, which is said; the others are still judged. */
static bool expect(const struct line *line, const char *rule)
{
    struct findings findings;
    struct arena arena = { 0 };

    judge(line, rule, &findings, &arena);
    const struct finding *finding = of_rule(&findings, rule);
    const char *found = finding ? word_of(severity_words, (int)finding->severity) : "-";
    const char *section = finding && finding->section[0] ? finding->section : "-";
    const char *suggestion = finding && finding->suggestion[0] ? finding->suggestion : "-";
    bool holds = strcmp(found, line->at[FINDS]) == 0 && strcmp(section, line->at[SECTION]) == 0 &&
                 strcmp(suggestion, line->at[SUGGESTION]) == 0;
    if (!holds)
        print_error("%s:%u: %s: finds %s by %s, suggests %s: %s\n", line->file, line->number, line->at[NAME],
                    found, section, suggestion, finding ? finding->text : "");

    arena_free(&arena);
    return holds;
}

static void split(struct line *line)
{
    char *at = line->octets;

    line->octets[strcspn(line->octets, "\n")] = '\0';
    for (size_t i = 0; i < COLUMNS; i++) {
        char *tab = at ? strchr(at, '\t') : NULL;
        if (!at || !*at)
            fail_msg("%s:%u: %zu columns", line->file, line->number, i);
        line->at[i] = at;
        if (tab)
            *tab++ = '\0';
        at = tab;
    }

    if (at)
        fail_msg("%s:%u: a column too many", line->file, line->number);
    for (size_t i = 0; i < n_names; i++)
        if (strcmp(names[i], line->at[NAME]) == 0)
            fail_msg("%s:%u: another line is called %s", line->file, line->number, names[i]);

    assert_true(n_names < NAMES);
    names[n_names++] = strdup(line->at[NAME]);
}

static unsigned judge_file(const char *rule)
{
    unsigned accepted = 0, refused = 0, warned = 0, wrong = 0;
    char path[512];
    struct line line = { .file = rule };

    snprintf(path, sizeof path, "%s/tests/rules/%s.tsv", DNSREG_SOURCE, rule);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s is not there", path);
    while (fgets(line.octets, sizeof line.octets, file)) {
        line.number++;
        if (line.octets[0] == '#' || line.number == 1)
            continue;
        split(&line);
        wrong += !expect(&line, rule);
        refused += strcmp(line.at[FINDS], "error") == 0;
        warned += strcmp(line.at[FINDS], "warning") == 0;
        accepted += strcmp(line.at[FINDS], "-") == 0 || strcmp(line.at[FINDS], "info") == 0;
    }

    (void)fclose(file);
    if (refused == 0) /* it only warns */
        refused = warned;
    if (accepted < 5 || refused < 5)
        fail_msg("%s: %u accepted, %u refused: five of each are the least", rule, accepted, refused);
    return wrong;
}

static void every_rule_finds_what_its_table_says(void **state)
{
    unsigned wrong = 0;
    (void)state;
    for (size_t i = 0; i < n_rules; i++)
        wrong += judge_file(rules[i].id);
    assert_int_equal(wrong, 0);
}

static void rules_are_called_by_their_ids(void **state)
{
    (void)state;
    assert_int_equal(n_rules, 14);
    for (size_t i = 0; i < n_rules; i++) {
        assert_ptr_equal(rule_called(rules[i].id), &rules[i]);
        assert_true(rules[i].holds[0]);
        assert_non_null(rules[i].section);
    }
    assert_null(rule_called("code"));
}

/* ---- findings ---------------------------------------------------------------------------------- */

static void findings_stand_errors_first(void **state)
{
    struct line line = { .file = "here",
                         .at = { "iana", "class", "65280", "MX", "-", "-", "new", "-", "-", "-", "-", "-" } };
    struct findings findings;
    struct arena arena = { 0 };

    (void)state;
    judge(&line, "squatter", &findings, &arena);
    assert_int_equal(findings.n, 3);
    assert_string_equal(findings.at[0].rule->id, "mnemonic-disjoint");
    assert_string_equal(findings.at[0].text,
                        "MX is RR TYPE 15; RR TYPEs and CLASSes share one space of names");
    assert_int_equal(findings.at[0].field, DRAFT_MNEMONIC);
    assert_string_equal(findings.at[1].rule->id, "mdns-class");
    assert_string_equal(findings.at[2].rule->id, "range-policy");
    assert_true(findings_refuse(&findings));
    arena_free(&arena);
}

static void a_draft_is_not_held_against_itself(void **state)
{
    struct draft draft = { 0 };
    struct draft_text text = { .at = { "private", "65280", "LABTEST" } };
    struct model model = *real_model("iana");
    struct findings findings;
    struct arena arena = { 0 };

    (void)state;
    struct table *tables = arena_take(&arena, model.n_tables * sizeof *tables);
    memcpy(tables, model.tables, model.n_tables * sizeof *tables);
    draft = read_draft(&model, "rrtype", &text, &arena);
    draft.id = 5;
    for (size_t i = 0; i < model.n_tables; i++)
        if (tables[i].registry == draft.registry) {
            tables[i].drafts = &draft;
            tables[i].n_drafts = 1;
        }

    model.tables = tables;
    draft_judge(&model, &draft, &findings);
    assert_false(findings_refuse(&findings));

    struct draft other = draft;
    other.id = 6;
    draft_judge(&model, &other, &findings);
    assert_non_null(of_rule(&findings, "code-free"));
    assert_non_null(of_rule(&findings, "mnemonic-unique"));
    arena_free(&arena);
}

static void too_many_findings_and_long_ones_are_cut_whole(void **state)
{
    struct findings findings = { 0 };
    const struct finding *finding = &findings.at[0];

    finding_add(&findings, rule_called("text"), SEVERITY_INFO, DRAFT_NOTE, NULL,
                "a suggestion that is longer than any value that could be taken for a field", "%318s\xC3\xA9",
                "");
    (void)state;
    assert_int_equal(findings.n, 1);
    assert_int_equal(strlen(finding->text), 318); /* of the two octets of the last letter one had room */
    assert_string_equal(finding->suggestion, "");
    for (size_t n = 2; n <= 40; n++) {
        finding_add(&findings, rule_called("text"), SEVERITY_INFO, DRAFT_NOTE, NULL, NULL, "x");
        assert_int_equal(findings.n, n < 32 ? n : 32);
    }
}

static int free_all(void **state)
{
    for (size_t i = 0; i < n_names; i++)
        free(names[i]);
    return real_free(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_called_by_their_ids),
        cmocka_unit_test(every_rule_finds_what_its_table_says),
        cmocka_unit_test(findings_stand_errors_first),
        cmocka_unit_test(a_draft_is_not_held_against_itself),
        cmocka_unit_test(too_many_findings_and_long_ones_are_cut_whole),
    };
    return cmocka_run_group_tests(tests, NULL, free_all);
}
