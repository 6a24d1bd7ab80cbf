/* The panes that lie on top of each other, and the places beneath. */

#include "ui/app/app_state.h"

#include "base/memory.h"
#include "base/out.h"

#include <stdlib.h>
#include <string.h>

char *app_form(const struct app *app, char title[128])
{
    for (size_t i = app->depth; i > 0; i--) {
        const struct pane *pane = &app->stack[i - 1].pane;
        struct out out = out_to_memory();
        if (pane->ops->keep && pane->ops->keep(pane, title, &out)) {
            char *text = memory_take(out.len + 1);
            memcpy(text, out.octets, out.len);
            out_free(&out);
            return text;
        }
        out_free(&out);
    }
    return NULL;
}

bool app_has_form(const struct app *app)
{
    char title[128];
    char *text = app_form(app, title);
    free(text);
    return text != NULL;
}

/* A new slot on the stack, its pane not opened yet; NULL: there are too many, and that is said. */
static struct slot *new_slot(struct app *app, const struct pane_ops *ops)
{
    if (app->depth == STACK_MOST) {
        app_say(app, true, "Too many panes are open: close some with q.");
        return NULL;
    }
    struct slot *slot = &app->stack[app->depth++];
    *slot = (struct slot){ .pane = { ops, memory_take(ops->state_size) } };
    return slot;
}

static void open_slot(struct app *app, struct slot *slot, const struct arg *arg)
{
    struct ctx ctx = app_ctx(app);
    if (slot->pane.ops->open)
        slot->pane.ops->open(&slot->pane, &ctx, arg);
}

void app_push(struct app *app, const struct pane_ops *ops, const struct arg *arg)
{
    struct slot *slot = new_slot(app, ops);
    if (slot)
        open_slot(app, slot, arg);
}

void app_pop(struct app *app)
{
    struct slot *slot = &app->stack[--app->depth];
    free(slot->pane.state);
    free(slot->output_text);
}

void app_go(struct app *app, enum place place, const struct arg *arg)
{
    struct pane *pane = &app->places[place];
    if (app_has_form(app)) {
        app_say(app, true, "The form is not saved: Enter saves it, Esc leaves it.");
        return;
    }

    while (app->depth > 0)
        app_pop(app);
    app->place = place;

    struct ctx ctx = app_ctx(app);
    if (pane->ops->open && (arg || !app->opened[place]))
        pane->ops->open(pane, &ctx, arg);
    app->opened[place] = true;
}

/* The text, with its title behind it, belongs to the slot. */
void app_show(struct app *app, const char *title, const struct out *text)
{
    struct slot *slot = new_slot(app, &pane_output);
    const struct arg arg = { .data = slot ? &slot->output : NULL };
    if (!slot)
        return;

    slot->output_text = memory_take(text->len + 1 + strlen(title) + 1);
    memcpy(slot->output_text, text->octets, text->len);
    memcpy(slot->output_text + text->len + 1, title, strlen(title));
    slot->output = (struct output){ .title = slot->output_text + text->len + 1, .text = slot->output_text };
    open_slot(app, slot, &arg);
}
