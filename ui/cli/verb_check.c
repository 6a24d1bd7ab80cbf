#include "registry/draft.h"
#include "ui/cli/findings.h"
#include "ui/cli/verbs.h"

bool verb_check(const struct verb_context *context, enum outcome *outcome, struct err *err)
{
    const struct model *model = context_model(context, err);
    const struct registry *registry;
    const struct table *table;
    struct draft_text text = context->options->draft;
    struct draft draft;
    struct arena arena = { 0 };
    struct findings findings;
    enum draft_field field;
    char why[DRAFT_WHY_OCTETS];
    bool ok = true;

    *outcome = OUTCOME_NO;
    if (!model || !context_table(context, model, context->operands[0], &registry, &table, err))
        return false;
    text.at[DRAFT_CODE] = context->operands[1];
    if (context->n_operands > 2)
        text.at[DRAFT_MNEMONIC] = context->operands[2];
    if (!table)
        return context_answer_nothing(context);

    if (!draft_read(model, registry, &text, &arena, &draft, &field, why)) {
        ok = err_set(err, ERR_USAGE, "%s", why);
    } else {
        draft_judge(model, &draft, &findings);
        if (draft.next)
            (void)draft_choose_code(model, &draft, why); /* the one that was judged */
        *outcome = findings_refuse(&findings) ? OUTCOME_NO : OUTCOME_YES;
        if (context->options->json)
            check_json(context, model, &draft, &findings);
        else
            check_text(context, model, &draft, &findings);
    }

    arena_free(&arena);
    return ok;
}
