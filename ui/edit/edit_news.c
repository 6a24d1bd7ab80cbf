/* What others do to the draft in hand goes beneath what is written, and is said. */
#include "ui/edit/edit_state.h"

#include <stdio.h>
#include <string.h>

/* Where nothing is known of the registry the form has every field. */
static void remember_shape(struct edit *edit, const struct registry *registry)
{
    if (!registry && edit->shape.id)
        return;
    edit->shape = (struct registry){ .id = edit->form.registry,
                                     .title = edit->form.registry,
                                     .kind = registry ? registry->kind : KEY_NUMBER,
                                     .names = registry ? registry->names : NAME_RR,
                                     .width = registry ? registry->width : 0 };
}

/* "Meaning", "Code and Note", "Code, Meaning and Note". */
static const char *fields_said(const struct registry *registry, const bool fields[DRAFT_FIELDS],
                               char out[128])
{
    size_t used = 0, n = 0, done = 0;

    for (int i = 0; i < DRAFT_FIELDS; i++)
        n += fields[i];
    out[0] = '\0';
    for (int i = 0; i < DRAFT_FIELDS && used < 128; i++) {
        if (!fields[i])
            continue;
        used += (size_t)snprintf(out + used, 128 - used, "%s%s",
                                 done == 0       ? ""
                                 : done + 1 == n ? " and "
                                                 : ", ",
                                 form_title(registry, (enum draft_field)i));
        done++;
    }

    return out;
}

static struct effects say_merged(const struct edit *edit, const struct ctx *ctx, const struct draft *theirs,
                                 const struct merged *merged)
{
    char who[EDIT_WHO_OCTETS], taken[128], both[128];

    (void)edit_who(ctx, edit->form.id, theirs, who);
    (void)fields_said(theirs->registry, merged->taken, taken);
    (void)fields_said(theirs->registry, merged->both, both);
    if (both[0] && taken[0])
        return effects_one(effect_text(EFF_PROBLEM, "%s changed %s too; %s is taken in.", who, both, taken));
    if (both[0])
        return effects_one(
            effect_text(EFF_PROBLEM, "%s changed %s too: you choose when you save.", who, both));
    if (taken[0])
        return effects_one(effect_text(EFF_MESSAGE, "%s changed %s meanwhile: it is taken in.", who, taken));

    return effects_none();
}

struct effects edit_news(struct edit *edit, const struct ctx *ctx)
{
    struct form *form = &edit->form;
    const struct draft *theirs = form->id ? model_draft(ctx->model, form->id) : NULL;
    char who[EDIT_WHO_OCTETS];

    remember_shape(edit, model_registry(ctx->model, form->registry));
    if (form->id == 0 || (!theirs && (!edit_table(edit, ctx) || form->gone)))
        return effects_none();
    if (!theirs) {
        form->gone = true;
        (void)edit_who(ctx, form->id, NULL, who);
        return effects_one(
            effect_text(EFF_PROBLEM, "%s removed this draft; Enter saves what is here anew.", who));
    }

    form->gone = false;
    if (theirs->rev == form->rev)
        return effects_none();

    struct merged merged = form_merge(form, theirs);
    if (!form_has(theirs->registry, form->field))
        form_move(form, theirs->registry, 1);
    return say_merged(edit, ctx, theirs, &merged);
}
