/* What is saved beneath a form: what another one saves meanwhile, what no field can show, and what outlives
 * the program. */

#include "ui/edit/edit_form.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what fields show, and what they hold ---- */

/* FNV-1a: it only has to tell a text from the one that somebody put in its place. */
static uint64_t sum_of(const char *text)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return sum;
}

/* The text as a field has it: all of it in the line, or none of it, and held. */
static struct held fit(enum draft_field field, const char *says, struct line *line)
{
    size_t len = strlen(says);
    *line = (struct line){ 0 };
    if (len <= draft_fields[field].most && line_set(line, says, len) && strcmp(line->text, says) == 0)
        return (struct held){ 0 };
    *line = (struct line){ 0 };
    return (struct held){ .octets = len, .sum = sum_of(says) };
}

void form_take(struct form *form, enum draft_field field, const char *says)
{
    form->held[field] = fit(field, says ? says : "", &form->at[field]);
    memcpy(form->were[field], form->at[field].text, sizeof form->were[field]);
    form->anew[field] = form->both[field] = false;
}

/* ---- merging ---- */

/* To where it was, as far as the text goes now, and between two characters. */
static void put_cursor(struct line *line, size_t cursor)
{
    if (cursor > line->len)
        cursor = line->len;
    while (cursor > 0 && ((unsigned char)line->text[cursor] & 0xC0) == 0x80)
        cursor--;
    line->cursor = (uint16_t)cursor;
}

/* One field: theirs is what is saved now. */
static void merge_field(struct form *form, enum draft_field field, const char *says, struct merged *merged)
{
    struct line theirs;
    struct held held = fit(field, says ? says : "", &theirs);
    if (held.octets == form->held[field].octets && held.sum == form->held[field].sum &&
        strcmp(theirs.text, form->were[field]) == 0)
        return; /* they left it alone */
    if (!form_field_changed(form, field)) {
        size_t cursor = form->at[field].cursor;
        form_take(form, field, says);
        if (field == form->field)
            put_cursor(&form->at[field], cursor);
        merged->taken[field] = true;
        return;
    }
    memcpy(form->were[field], theirs.text, sizeof form->were[field]);
    form->held[field] = held;
    form->anew[field] = held.octets > 0;
    form->both[field] = merged->both[field] = form_field_changed(form, field);
}

struct merged form_merge(struct form *form, const struct draft *theirs)
{
    struct merged merged = { 0 };
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];
    (void)snprintf(form->registry, sizeof form->registry, "%s", theirs->registry->id);
    form->rev = theirs->rev;
    form->modifies = theirs->modifies;
    form->gone = false;
    draft_say(theirs, &text, buffer);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        merge_field(form, (enum draft_field)i, text.at[i], &merged);
    return merged;
}

bool form_differs(const struct form *form, enum draft_field field)
{
    return form->both[field] && form_field_changed(form, field);
}

bool form_any_differs(const struct form *form)
{
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_differs(form, (enum draft_field)i))
            return true;
    return false;
}

void form_take_theirs(struct form *form, const struct draft *theirs)
{
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];
    draft_say(theirs, &text, buffer);
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_differs(form, (enum draft_field)i))
            form_take(form, (enum draft_field)i, text.at[i]);
}

/* ---- fields that nobody wrote ---- */

const struct draft *form_source(const struct model *model, const struct change_log *log, int64_t id)
{
    const struct draft *draft = id ? model_draft(model, id) : NULL;
    for (size_t i = 0; id && !draft && log && i < log->n; i++)
        if (log->at[i].before && log->at[i].before->id == id && !log->at[i].after)
            draft = log->at[i].before;
    return draft;
}

/* A new draft only takes what is held: all else of it is in its fields. */
static bool is_kept(const struct form *form, enum draft_field field)
{
    return !form_field_changed(form, field) && (form->id != 0 || form->held[field].octets > 0);
}

unsigned form_kept(const struct form *form, const struct draft *source)
{
    unsigned kept = 0;
    for (int i = 0; source && i < DRAFT_FIELDS; i++)
        if (is_kept(form, (enum draft_field)i))
            kept |= 1U << i;
    return kept;
}

bool form_lacks(const struct form *form, const struct draft *source)
{
    for (int i = 0; !source && form->from != 0 && i < DRAFT_FIELDS; i++)
        if (form->held[i].octets > 0 && !form->anew[i])
            return true;
    return false;
}

struct draft_text form_text(const struct form *form, const struct registry *registry, unsigned kept)
{
    struct draft_text text = { .modifies = form->modifies };
    for (int i = 0; i < DRAFT_FIELDS; i++)
        if (form_has(registry, (enum draft_field)i) && form->at[i].len > 0 && !(kept & 1U << i))
            text.at[i] = form->at[i].text;
    return text;
}

static void keep_place(struct assignment *record, const struct assignment *from)
{
    record->numeric = from->numeric;
    record->low = from->low;
    record->high = from->high;
    record->has_second = from->has_second;
    record->low2 = from->low2;
    record->high2 = from->high2;
    record->key = from->key;
    record->key2 = from->key2;
}

void draft_keep(struct draft *draft, const struct draft *source, unsigned kept)
{
    for (int i = 0; i < DRAFT_FIELDS; i++) {
        if (!(kept & 1U << i))
            continue;
        switch ((enum draft_field)i) {
        case DRAFT_KIND:
            draft->kind = source->kind;
            break;
        case DRAFT_CODE:
            keep_place(&draft->record, &source->record);
            draft->next = false;
            break;
        case DRAFT_MNEMONIC:
            draft->record.mnemonic = source->record.mnemonic;
            break;
        case DRAFT_CATEGORY:
            draft->record.category = source->record.category;
            break;
        case DRAFT_MEANING:
            draft->record.meaning = source->record.meaning;
            break;
        case DRAFT_REFERENCE:
            draft->record.references = source->record.references;
            draft->record.n_references = source->record.n_references;
            break;
        default:
            draft->record.note = source->record.note;
        }
    }
}

/* ---- outliving the program ---- */

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
        (void)snprintf(form->were[field], sizeof form->were[field], "%s", value);
    else if ((field = field_named(name, held_prefix)) >= 0)
        read_held(form, field, value);
    else if ((field = field_named(name, both_prefix)) >= 0)
        form->both[field] = true;
    return true;
}

static bool read_line(struct form *form, const char *name, const char *value)
{
    if (strcmp(name, "registry") == 0)
        (void)snprintf(form->registry, sizeof form->registry, "%.*s", (int)sizeof form->registry - 1, value);
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
        (void)snprintf(name, sizeof name, "%.*s", (int)tab, lines);
        (void)snprintf(value, sizeof value, "%.*s", (int)(len - tab - 1), lines + tab + 1);
        if (!read_line(form, name, value))
            return false;
        lines += len + (lines[len] == '\n');
    }
    return form->registry[0] != '\0';
}
