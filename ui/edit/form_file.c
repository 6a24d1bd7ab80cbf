/* The form as it outlives the program. */
#include "ui/edit/form_draft.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char saved_prefix[] = "saved-", held_prefix[] = "held-", both_prefix[] = "both-";

void form_write(const struct form *form, struct out *out)
{
    out_format(
        out, "registry\t%s\nid\t%" PRId64 "\nrev\t%" PRId64 "\nfrom\t%" PRId64 "\nmodifies\t%d\nfield\t%s\n",
        form->registry, form->id, form->rev, form->from, form->modifies, draft_fields[form->field].option);
    for (size_t i = 0; i < DRAFT_FIELDS; i++) {
        const char *option = draft_fields[i].option;
        out_format(out, "%s\t%s\n%s%s\t%s\n", option, form->at[i].text, saved_prefix, option, form->were[i]);
        if (form->held[i].octets > 0)
            out_format(out, "%s%s\t%zu %" PRIu64 " %d\n", held_prefix, option, form->held[i].octets,
                       form->held[i].sum, form->anew[i]);
        if (form->both[i])
            out_format(out, "%s%s\t1\n", both_prefix, option);
    }
}

/* The field that a name with this prefix is about; -1: none. */
static int field_named(const char *name, const char *prefix)
{
    size_t len = strlen(prefix);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (strncmp(name, prefix, len) == 0 && strcmp(name + len, draft_fields[i].option) == 0)
            return i;
    return -1;
}

static void read_held(struct form *form, int field, const char *value)
{
    char *end;
    form->held[field].octets = (size_t)strtoull(value, &end, 10);
    form->held[field].sum = strtoull(end, &end, 10);
    form->anew[field] = strtol(end, NULL, 10) != 0;
}

static bool read_field(struct form *form, const char *name, const char *value)
{
    int field = field_named(name, "");
    if (field >= 0)
        return form_set(form, (enum draft_field)field, value);

    field = field_named(name, saved_prefix);
    if (field >= 0)
        snprintf(form->were[field], sizeof form->were[field], "%s", value);
    else if ((field = field_named(name, held_prefix)) >= 0)
        read_held(form, field, value);
    else if ((field = field_named(name, both_prefix)) >= 0)
        form->both[field] = true;
    return true;
}

static bool read_line(struct form *form, const char *name, const char *value)
{
    if (strcmp(name, "registry") == 0)
        snprintf(form->registry, sizeof form->registry, "%.*s", (int)sizeof form->registry - 1, value);
    else if (strcmp(name, "id") == 0)
        form->id = strtoll(value, NULL, 10);
    else if (strcmp(name, "rev") == 0)
        form->rev = strtoll(value, NULL, 10);
    else if (strcmp(name, "from") == 0)
        form->from = strtoll(value, NULL, 10);
    else if (strcmp(name, "modifies") == 0)
        form->modifies = strcmp(value, "1") == 0;
    else if (strcmp(name, "field") == 0 && field_named(value, "") >= 0)
        form->field = (enum draft_field)field_named(value, "");
    else
        return read_field(form, name, value);
    return true;
}

bool form_read(struct form *form, const char *lines)
{
    *form = (struct form){ 0 };
    while (*lines) {
        char name[32], value[LINE_OCTETS];
        size_t len = strcspn(lines, "\n"), tab = strcspn(lines, "\t");
        if (tab >= len || tab >= sizeof name || len - tab > sizeof value)
            return false;
        snprintf(name, sizeof name, "%.*s", (int)tab, lines);
        snprintf(value, sizeof value, "%.*s", (int)(len - tab - 1), lines + tab + 1);
        if (!read_line(form, name, value))
            return false;
        lines += len + (lines[len] == '\n');
    }

    return form->registry[0] != '\0';
}
