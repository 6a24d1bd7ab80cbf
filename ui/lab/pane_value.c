#include "ui/lab/pane_value.h"

#include "registry/key.h"
#include "ui/kit/field.h"
#include "ui/lab/message_names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_TAKE = 1, VALUE_CLOSE };

static const struct binding value_keys[] = {
    { "Enter", VALUE_TAKE, "take", "put the value into the field" },
    { "Esc ^C", VALUE_CLOSE, "back", "back, and leave the field as it is" },
    { NULL, 0, NULL, NULL },
};

enum { NAME_OCTETS = 128 };

struct value {
    const struct value_asked *asked;
    struct line typed;
};

/* What was typed, read. */
struct value_read {
    bool fits;
    uint64_t number;
    char says[NAME_OCTETS]; /* its name, or what is wrong with it */
};

static uint64_t most(const struct value_asked *asked)
{
    return asked->width < 64 ? ((uint64_t)1 << asked->width) - 1 : UINT64_MAX;
}

/* By its name in the registry: the first row whose code the field can hold. */
static bool find_name(const struct value_asked *asked, const struct ctx *ctx, const char *text,
                      uint64_t *number)
{
    const struct message_names codes = message_names_of(ctx);
    const struct table *table = message_table(&codes, asked->registry);
    struct rows found = { 0 };
    bool any = false;

    if (table && key_find(table, text, &found) == KEY_FOUND)
        for (size_t i = 0; i < found.n && !any; i++) {
            any = found.at[i].numeric;
            *number = found.at[i].low;
        }

    rows_free(&found);
    return any;
}

static struct value_read read_typed(const struct value *value, const struct ctx *ctx)
{
    const struct value_asked *asked = value->asked;
    const struct number number = number_read(value->typed.text);
    struct value_read read = { .number = number.value };
    const char *name;

    if (value->typed.len == 0) {
        snprintf(read.says, sizeof read.says, "%s", asked->registry[0] ? "a number or a name" : "a number");
        return read;
    }
    if (number.form == NUMBER_NONE && !find_name(asked, ctx, value->typed.text, &read.number)) {
        snprintf(read.says, sizeof read.says, "no such %s", asked->registry[0] ? "name" : "number");
        return read;
    }
    if (number.too_big || read.number > most(asked)) {
        snprintf(read.says, sizeof read.says, "it has %u bits: %" PRIu64 " is the most", asked->width,
                 most(asked));
        return read;
    }

    read.fits = true;
    name = NULL;
    if (asked->registry[0]) {
        const struct message_names codes = message_names_of(ctx);
        const struct dns_names names = message_dns_names(&codes);
        name = dns_name(&names, asked->registry, read.number, asked->in[0] ? asked->in : NULL);
        if (!name)
            name = "no name";
    }

    snprintf(read.says, sizeof read.says, "%" PRIu64 "%s%s", read.number, name ? "  " : "", name ? name : "");
    return read;
}

static void value_open(struct pane *pane, const struct ctx *ctx, const struct arg *arg)
{
    struct value *value = pane->state;
    (void)ctx;
    value->asked = arg->data;
}

static struct effects value_act(struct pane *pane, const struct ctx *ctx, int action)
{
    struct value *value = pane->state;
    const struct value_read read = read_typed(value, ctx);
    if (action == VALUE_CLOSE)
        return effects_kind(EFF_POP);
    if (!read.fits)
        return effects_one(effect_text(EFF_PROBLEM, "%s: %s.", value->asked->name, read.says));
    return effects_one(effect_text(EFF_GIVE, "value %" PRIu64, read.number));
}

static struct effects value_event(struct pane *pane, const struct ctx *ctx, const struct event *event)
{
    struct value *value = pane->state;
    if (event->kind == EV_KEY)
        (void)line_key(ctx->editor, &value->typed, &event->u.key);
    else if (event->kind == EV_PASTE)
        (void)line_insert(&value->typed, event->u.paste.octets, event->u.paste.len);
    return effects_none();
}

static bool value_typing(const struct pane *pane)
{
    (void)pane;
    return true;
}

static void value_draw(const struct pane *pane, const struct ctx *ctx, struct screen *screen)
{
    enum { FIELD_COLUMNS = 20 };
    const struct value *value = pane->state;
    const struct value_read read = read_typed(value, ctx);
    const struct rect area = ctx->area;
    const int row = area.row + area.rows - 1;
    int column = area.column + 1;
    char now[NAME_OCTETS];
    screen_wipe(screen, (struct rect){ row - 1, area.column, 2, area.columns }, ROLE_TEXT);
    snprintf(now, sizeof now, "now %" PRIu64, value->asked->now);
    screen_rule(screen, row - 1, area.column, area.columns, value->asked->name, now);
    column +=
        screen_format(screen, row, column, area.columns - column, ROLE_TEXT, "%s = ", value->asked->name);
    field_draw(screen, row, column, FIELD_COLUMNS, &value->typed, true);
    column += FIELD_COLUMNS + 2;
    (void)screen_text(screen, row, column, area.columns - column - 1,
                      read.fits          ? ROLE_NAME
                      : value->typed.len ? ROLE_WARNING
                                         : ROLE_FAINT,
                      read.says);
}

const struct pane_ops pane_value = {
    .name = "Value",
    .over = true,
    .keys = value_keys,
    .state_size = sizeof(struct value),
    .open = value_open,
    .act = value_act,
    .event = value_event,
    .typing = value_typing,
    .draw = value_draw,
};
