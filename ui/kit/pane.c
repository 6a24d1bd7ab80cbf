#include "ui/kit/pane.h"

#include <stdarg.h>
#include <stdio.h>

struct effects effects_none(void)
{
    return (struct effects){ .n = 0 };
}

bool effects_add(struct effects *effects, struct effect effect)
{
    if (effects->n == sizeof effects->at / sizeof effects->at[0])
        return false;
    effects->at[effects->n++] = effect;
    return true;
}

struct effects effects_one(struct effect effect)
{
    return (struct effects){ .at = { effect }, .n = 1 };
}

struct effects effects_kind(enum effect_kind kind)
{
    return effects_one((struct effect){ .kind = kind });
}

struct effects effects_push(const struct pane_ops *ops, const struct arg *arg)
{
    struct effect effect = { .kind = EFF_PUSH };
    effect.u.push.ops = ops;
    if (arg)
        effect.u.push.arg = *arg;
    return effects_one(effect);
}

struct effect effect_text(enum effect_kind kind, const char *format, ...)
{
    struct effect effect = { .kind = kind };
    va_list args;
    va_start(args, format);
    vsnprintf(effect.u.text, sizeof effect.u.text, format, args);
    va_end(args);
    return effect;
}

struct effects effects_go(enum place place, const struct arg *arg)
{
    struct effect effect = { .kind = EFF_GO };
    effect.u.go.place = place;
    if (arg)
        effect.u.go.arg = *arg;
    return effects_one(effect);
}
