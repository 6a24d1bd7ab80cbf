/* What is asked of the pane's state and of the file, by all that draw and change it. */
#include "ui/edit/edit_state.h"

#include "ui/rows/log_say.h"

#include <stdio.h>
#include <string.h>

const struct table *edit_table(const struct edit *edit, const struct ctx *ctx)
{
    const struct registry *registry = model_registry(ctx->model, edit->form.registry);
    return registry ? model_table(ctx->model, registry) : NULL;
}

const struct registry *edit_registry(const struct edit *edit, const struct ctx *ctx)
{
    const struct registry *registry = model_registry(ctx->model, edit->form.registry);
    return registry ? registry : &edit->shape;
}

const char *edit_who(const struct ctx *ctx, int64_t id, const struct draft *theirs, char out[EDIT_WHO_OCTETS])
{
    const struct logged *row = log_of_draft(ctx->log, id);
    const char *who = row ? row->who : theirs ? theirs->author : NULL;
    snprintf(out, EDIT_WHO_OCTETS, "%.40s", who && who[0] ? who : "another one");
    return out;
}

const char *edit_who_when(const struct ctx *ctx, int64_t id, const struct draft *theirs,
                          char out[EDIT_WHO_OCTETS])
{
    const struct logged *row = log_of_draft(ctx->log, id);
    char when[20];
    size_t len = strlen(edit_who(ctx, id, theirs, out));
    if (row)
        snprintf(out + len, EDIT_WHO_OCTETS - len, ", %s", logged_when(row, when));
    return out;
}
