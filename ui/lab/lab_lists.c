/* What the lab takes from lists: sample messages, and forms to copy in. */
#include "base/number.h"
#include "dns/copy/copy.h"
#include "dns/message/preset.h"
#include "ui/common/pane_choose.h"
#include "ui/kit/captured.h"
#include "ui/lab/lab_act.h"
#include "ui/lab/pane_capture.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- presets ---- */

static size_t count_presets(void)
{
    return n_presets;
}

static struct choice preset_choice(size_t i)
{
    const struct preset *preset = &presets[i];
    return (struct choice){ preset->id, preset->name, preset->teaches, preset->expect, preset->section };
}

static const struct choices preset_choices = { "sample messages", "preset", "a sound server answers",
                                               count_presets, preset_choice };

struct effects lab_ask_preset(struct doing *doing)
{
    (void)doing;
    return effects_push(&pane_choose, &(struct arg){ .data = &preset_choices });
}

static struct effects take_preset(struct doing *doing, const char *id)
{
    const struct preset *preset = preset_called(id);
    uint8_t octets[PRESET_OCTETS];
    if (!preset)
        return effects_none();

    (void)lab_load(&doing->pane->lab, octets, preset_octets(preset, octets), false);
    lab_begin_anew(doing->pane, preset->id);
    return effects_one(effect_text(EFF_MESSAGE, "%s: %s.",
                                   preset->expect ? "A sound server answers" : preset->name,
                                   preset->expect ? preset->expect : preset->teaches));
}

/* ---- copying ---- */

static size_t count_forms(void)
{
    return n_copy_forms;
}

static struct choice form_choice(size_t i)
{
    const struct copy_form *form = &copy_forms[i];
    return (struct choice){ form->id, form->name, form->says, NULL, NULL };
}

static const struct choices form_choices = { "copy as", "copy", NULL, count_forms, form_choice };

struct effects lab_ask_copy(struct doing *doing)
{
    if (doing->pane->lab.n == 0)
        return effects_one(effect_text(EFF_MESSAGE, "There is nothing to copy yet."));
    return effects_push(&pane_choose, &(struct arg){ .data = &form_choices });
}

static struct effects copy_as(struct doing *doing, const char *id)
{
    const struct copy_form *form = copy_form_called(id);
    const struct lab_view *view = doing->view;
    const struct copy_source source = { view->octets, view->n, view->half, &view->names,
                                        view->message.rules };
    struct out out = out_to_memory();
    static const char cannot[] = "cannot be said by";
    struct effects effects = effects_none();

    if (form)
        copy_write(form, &source, &out);
    if (out.len > 0 && strncmp(out.octets, cannot, strlen(cannot)) == 0) {
        effects =
            effects_one(effect_text(EFF_PROBLEM, "It %.*s.", (int)strcspn(out.octets, "\n"), out.octets));
    } else if (out.len > COPY_MOST) {
        effects =
            effects_one(effect_text(EFF_PROBLEM, "Too long for the clipboard: %zu characters.", out.len));
    } else if (form) {
        const struct effect copy = { .kind = EFF_COPY_ALL, .u.octets = { doing->pane->copied, out.len } };
        const struct effect show = { .kind = EFF_SHOW,
                                     .u.show = { form->name, doing->pane->copied, out.len } };
        memcpy(doing->pane->copied, out.octets, out.len);
        effects = effects_one(copy);
        (void)effects_add(&effects, show); /* not all terminals take it: here it can be marked by hand */
        (void)effects_add(
            &effects,
            effect_text(EFF_MESSAGE,
                        "Sent to the clipboard, where the terminal allows it: %zu characters as %s.", out.len,
                        form->name));
    }

    out_free(&out);
    return effects;
}

/* ---- captures ---- */

struct effects lab_ask_capture(struct doing *doing)
{
    const struct arg arg = { .number = (int64_t)doing->pane->captured };
    return effects_push(doing->ctx->captured ? &pane_capture : &pane_path, &arg);
}

void lab_take_captured(struct lab_pane *pane, const struct ctx *ctx, size_t number)
{
    if (!ctx->captured || number == 0 || number > ctx->captured->n)
        return;
    const struct captured_message *told = &ctx->captured->at[number - 1];
    (void)lab_load(&pane->lab, told->octets, told->n, false);
    snprintf(pane->from, sizeof pane->from, "packet %" PRIu64, told->packet);
    lab_begin_anew(pane, pane->from);
    pane->captured = number;
}

struct effects lab_step_capture(struct doing *doing)
{
    const struct captured *captured = doing->ctx->captured;
    const bool on = doing->action == KEY_NEXT;
    const size_t n = doing->pane->captured;

    if (!captured)
        return effects_one(effect_text(EFF_MESSAGE, "No capture is open: O opens one."));
    if (on ? n >= captured->n : n <= 1)
        return effects_one(
            effect_text(EFF_MESSAGE, on ? "This is the last message." : "This is the first message."));

    lab_take_captured(doing->pane, doing->ctx, on ? n + 1 : n - 1);
    return effects_one(effect_text(EFF_MESSAGE, "Message %zu of %zu of %s.", doing->pane->captured,
                                   captured->n, captured->name));
}

/* ---- what is given back ---- */

struct effects lab_answered(struct doing *doing, const char *text)
{
    const char *behind = strchr(text, ' ');
    if (!behind)
        return effects_none();
    if (strncmp(text, "preset ", 7) == 0)
        return take_preset(doing, behind + 1);
    if (strncmp(text, "copy ", 5) == 0)
        return copy_as(doing, behind + 1);

    struct number number = number_read(behind + 1);
    if (number.form == NUMBER_NONE || doing->target.width == 0)
        return effects_none();
    return lab_set(doing, doing->target.bit, doing->target.width, number.value);
}
