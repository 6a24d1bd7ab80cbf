#include "ui/cli/context.h"

#include "base/text.h"
#include "ui/cli/dns_names.h"
#include "ui/cli/session.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct model *context_model_of(const struct verb_context *context, const char *edition, struct err *err)
{
    return session_model(context->session, edition, err);
}

bool context_read_editions(const struct verb_context *context, const struct model *model, struct err *err)
{
    for (size_t i = 0; i < model->n_editions; i++)
        if (!context_model_of(context, model->editions[i].id, err))
            return false;
    return true;
}

const struct model *context_model(const struct verb_context *context, struct err *err)
{
    return context_model_of(context, context->options->edition, err);
}

bool context_names(const struct verb_context *context, struct name_book **book, const struct model **model,
                   struct err *err)
{
    const struct model *otherwise = NULL;

    *model = context_model(context, err);
    if (*model && strcmp((*model)->edition.id, "iana") != 0) {
        otherwise = context_model_of(context, "iana", err);
        if (!otherwise)
            return false;
    }
    if (!*model)
        return false;
    *book = name_book_new(*model, otherwise);

    return true;
}

void context_note(const struct verb_context *context, const char *format, ...)
{
    char text[1024], safe[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)text_safe(safe, sizeof safe, text, strlen(text));
    out_format(context->notes, "%s\n", safe);
}

bool context_answer_nothing(const struct verb_context *context)
{
    if (context->options->json)
        out_text(context->out, "null\n");
    return true;
}

void context_note_wide(const struct verb_context *context, const struct registry *registry, const char *key)
{
    context_note(context, "%s is out of range: the last %s of %s is %" PRIu64, text_brief(key).text,
                 registry->kind == KEY_BIT ? "bit" : "code", registry->id, registry_top(registry));
}

/* "rfc2929 does not cover afsdb: ask with -e rfc5395, rfc6195 or iana". */
static bool say_not_covered(const struct verb_context *context, const struct model *model,
                            const struct registry *registry, struct err *err)
{
    char others[256] = "";
    const char *last = NULL; /* of those that cover it; it stands behind "or" */
    size_t used = 0;

    for (size_t i = 0; i < model->n_editions && used < sizeof others; i++) {
        const struct model *other = context_model_of(context, model->editions[i].id, err);
        const struct registry *there = other ? model_registry(other, registry->id) : NULL;
        if (!other)
            return false;
        if (!there || !model_table(other, there))
            continue;
        if (last)
            used += (size_t)snprintf(others + used, sizeof others - used, "%s%s", used ? ", " : "", last);
        last = other->edition.id;
    }

    if (last)
        context_note(context, "%s does not cover %s: ask with -e %s%s%s", model->edition.id, registry->id,
                     others, used ? " or " : "", last);
    else
        context_note(context, "no edition covers %s", registry->id);
    return true;
}

bool context_table(const struct verb_context *context, const struct model *model, const char *name,
                   const struct registry **registry, const struct table **table, struct err *err)
{
    *registry = model_registry(model, name);
    if (!*registry)
        return err_set(err, ERR_USAGE, "no registry is called %s; `dnsreg list` lists them",
                       text_brief(name).text);
    *table = model_table(model, *registry);
    return *table || say_not_covered(context, model, *registry, err);
}
