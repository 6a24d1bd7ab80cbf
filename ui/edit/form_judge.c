/* What the rules say of what is written. */
#include "ui/edit/form_judge.h"

#include "ui/edit/form_draft.h"

#include <inttypes.h>
#include <stdio.h>

static void say_hex(const struct draft *draft, char out[ROW_CODE_OCTETS])
{
    const struct row row = { .registry = draft->registry,
                             .numeric = draft->record.numeric,
                             .low = draft->record.low,
                             .high = draft->record.high };
    bool fits = registry_tiles(row.registry) && row.numeric && row.high <= registry_top(row.registry);
    if (!fits || !row_hex(&row, out))
        out[0] = '\0';
}

void form_judge(const struct form *form, const struct model *model, struct judged *judged)
{
    const struct registry *registry = model_registry(model, form->registry);
    const struct table *table = registry ? model_table(model, registry) : NULL;
    struct draft draft;
    struct arena arena = { 0 };
    struct finding unread = { .severity = SEVERITY_ERROR };
    const struct draft *source = form_source(model, NULL, form->from);
    unsigned kept = form_kept(form, source);

    *judged = (struct judged){ .covered = table != NULL };
    if (!table)
        return;

    struct draft_text text = form_text(form, registry, kept);
    if (!draft_read(model, registry, &text, &arena, &draft, &unread.field, unread.text)) {
        judged->findings.at[judged->findings.n++] = unread;
        arena_free(&arena);
        return;
    }

    draft_keep(&draft, source, kept);
    draft.id = form->id;
    draft.rev = form->rev;
    draft.basis = model->edition.id;
    if (draft.next && draft_choose_code(model, &draft, unread.text)) {
        snprintf(judged->chosen, sizeof judged->chosen, "%" PRIu64, draft.record.low);
    } else if (draft.next) {
        unread.field = DRAFT_CODE;
        judged->findings.at[judged->findings.n++] = unread;
        arena_free(&arena);
        return;
    }

    judged->asked = true;
    draft_judge(model, &draft, &judged->findings);
    judged->range = draft_range(table, &draft);
    judged->overtaken = !draft.modifies && draft_is_placed(&draft) && draft_taken_by(table, &draft);
    say_hex(&draft, judged->hex);
    arena_free(&arena);
}

const struct finding *judged_field(const struct judged *judged, enum draft_field field)
{
    for (size_t i = 0; i < judged->findings.n; i++) /* errors stand first */
        if (judged->findings.at[i].field == field)
            return &judged->findings.at[i];
    return NULL;
}

const char *judged_suggestion(const struct judged *judged, enum draft_field field)
{
    for (size_t i = 0; i < judged->findings.n; i++)
        if (judged->findings.at[i].field == field && judged->findings.at[i].suggestion[0])
            return judged->findings.at[i].suggestion;
    return NULL;
}
