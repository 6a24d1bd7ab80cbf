#include "dns/paste/paste.h"
#include "ui/lab/lab_act.h"
#include "ui/lab/lab_change.h"
#include "ui/lab/pane_names.h"
#include "ui/lab/pane_paste.h"

#include <inttypes.h>
#include <stdio.h>

static struct effects changed(const struct doing *doing, const struct header *before, const char *hint)
{
    char text[256];
    lab_change_say(&doing->pane->lab, doing->view, before, text, sizeof text);
    return effects_one(effect_text(EFF_MESSAGE, "%s %s", text, hint));
}

/* The field, or a bit of it, takes a value. */
struct effects lab_set(struct doing *doing, uint32_t bit, unsigned width, uint64_t value)
{
    const struct lab_target *target = &doing->target;
    struct lab *lab = &doing->pane->lab;
    const struct header before = lab_header(lab);
    const uint64_t old = lab_get(lab, target->bit, target->width);
    char was[LAB_VALUE_OCTETS], is[LAB_VALUE_OCTETS];

    if (!lab_put(lab, bit, width, value))
        return effects_one(effect_text(EFF_MESSAGE, "Already %s.", lab_value(doing->view, target, old, was)));
    if (target->field == HEADER_FIELDS && target->width > 0)
        return effects_one(
            effect_text(EFF_MESSAGE, "%s was %s; now %s. u takes it back.", target->name,
                        lab_value(doing->view, target, old, was),
                        lab_value(doing->view, target, lab_get(lab, target->bit, target->width), is)));

    return changed(doing, &before, "u takes it back.");
}

/* Is the cursor on a bit that can be turned over? */
static bool has_bit(const struct doing *doing)
{
    return !lab_list(doing->pane) || doing->target.width == 1;
}

struct effects lab_flip(struct doing *doing)
{
    const struct lab *lab = &doing->pane->lab;
    const uint32_t bit = lab_list(doing->pane) ? doing->target.bit : lab->bit;
    if (!has_bit(doing))
        return effects_one(effect_text(EFF_MESSAGE, "Choose a bit first, or = for a value."));
    return lab_set(doing, bit, 1, !lab_get(lab, bit, 1));
}

struct effects lab_step(struct doing *doing)
{
    const struct lab_target *target = &doing->target;
    const uint64_t most = target->width < 64 ? ((uint64_t)1 << target->width) - 1 : UINT64_MAX;
    const uint64_t value = lab_get(&doing->pane->lab, target->bit, target->width);

    if (target->width == 0)
        return effects_one(effect_text(EFF_MESSAGE, "Choose a field that is a number first."));
    if (value == (doing->action == KEY_UP ? most : 0))
        return effects_one(
            effect_text(EFF_MESSAGE, "%s is %" PRIu64 ": there is none beyond.", target->name, value));

    return lab_set(doing, target->bit, target->width, doing->action == KEY_UP ? value + 1 : value - 1);
}

struct effects lab_ask_value(struct doing *doing)
{
    const struct lab_target *target = &doing->target;
    struct value_asked *asked = &doing->pane->asked;
    struct arg arg = { .data = asked };

    if (target->width == 0)
        return effects_one(effect_text(EFF_MESSAGE, "Choose a field that is a number first."));
    if (doing->action == KEY_PICK && !target->registry)
        return effects_one(
            effect_text(EFF_MESSAGE, "No registry names the values of %s: = takes a number.", target->name));

    *asked = (struct value_asked){ .width = target->width,
                                   .now = lab_get(&doing->pane->lab, target->bit, target->width) };
    snprintf(asked->name, sizeof asked->name, "%s", target->name);
    snprintf(asked->registry, sizeof asked->registry, "%s", target->registry ? target->registry : "");
    snprintf(asked->in, sizeof asked->in, "%s", target->in ? target->in : "");
    return effects_push(doing->action == KEY_PICK ? &pane_names : &pane_value, &arg);
}

struct effects lab_take_back(struct doing *doing)
{
    struct lab *lab = &doing->pane->lab;
    const struct header before = lab_header(lab);
    unsigned n = 0;

    while ((n == 0 || doing->action == KEY_UNDO_ALL) &&
           (doing->action == KEY_REDO ? lab_redo(lab) : lab_undo(lab)))
        n++;
    if (n == 0)
        return effects_one(effect_text(EFF_MESSAGE, doing->action == KEY_REDO
                                                        ? "Nothing was taken back."
                                                        : "There is nothing to take back."));

    if (doing->pane->part == PART_DRAWING && lab->bit >= HEADER_BITS)
        lab->bit = HEADER_BITS - 1;
    doing->pane->form = NULL;
    return changed(doing, &before, doing->action == KEY_REDO ? "u takes it back." : "^R does it again.");
}

struct effects lab_rub(struct doing *doing)
{
    struct lab_pane *pane = doing->pane;
    if (pane->part != PART_HEX)
        return effects_none();

    if (doing->action == KEY_INSERT)
        pane->lab.inserts = !pane->lab.inserts;
    else
        (void)(doing->action == KEY_RUB ? lab_backspace(&pane->lab) : lab_delete(&pane->lab));
    return effects_none();
}

struct effects lab_ask_paste(struct doing *doing)
{
    (void)doing;
    return effects_push(&pane_paste, NULL);
}

struct effects lab_compare(struct doing *doing)
{
    struct lab_pane *pane = doing->pane;
    pane->holds = !pane->holds;
    if (pane->holds)
        pane->held = lab_header(&pane->lab);
    return effects_one(
        effect_text(EFF_MESSAGE, pane->holds ? "Held: bits that differ from this header are marked. C stops."
                                             : "No longer comparing."));
}

/* ---- pasting ---- */

void lab_begin_anew(struct lab_pane *pane, const char *form)
{
    pane->form = form;
    pane->part = PART_DRAWING;
    pane->lab.bit = 0;
    pane->open = 0;
    list_home(&pane->lines);
    list_home(&pane->findings);
}

struct effects lab_take_paste(struct lab_pane *pane, const struct paste *paste)
{
    struct pasted pasted;
    struct effects effects;
    const bool taken = paste_read(paste->octets, paste->len, &pasted);

    if (!taken) {
        effects =
            effects_one(effect_text(EFF_PROBLEM, "Not taken: %s.",
                                    pasted.findings.n ? pasted.findings.at[0].text : "no message is in it"));
    } else {
        char text[256];
        (void)lab_load(&pane->lab, pasted.octets, pasted.n, pasted.half);
        lab_begin_anew(pane, pasted.form);
        lab_pasted_say(&pasted, paste->cut, text, sizeof text);
        effects = effects_one(effect_text(EFF_MESSAGE, "%s", text));
    }

    pasted_free(&pasted);
    return effects;
}
