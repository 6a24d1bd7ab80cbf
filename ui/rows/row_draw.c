#include "ui/rows/row_draw.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { POLICY_COLUMNS = 25 };

enum { SIGN_ASSIGNED, SIGN_FREE, SIGN_RESERVED, SIGN_PRIVATE, SIGN_OLD, SIGN_EXPERIMENTAL, SIGN_MINE };

const struct sign signs[] = {
    [SIGN_ASSIGNED] = { ' ', ROLE_NAME, "assigned" },
    [SIGN_FREE] = { '.', ROLE_FREE, "free" },
    [SIGN_RESERVED] = { '-', ROLE_RESERVED, "reserved or closed" },
    [SIGN_PRIVATE] = { 'o', ROLE_PRIVATE, "private use" },
    [SIGN_OLD] = { 'x', ROLE_OLD, "obsolete, deprecated or historic" },
    [SIGN_EXPERIMENTAL] = { '~', ROLE_NAME, "experimental or temporary" },
    [SIGN_MINE] = { '+', ROLE_MINE, "yours: a draft" },
};
const size_t n_signs = sizeof signs / sizeof *signs;

const struct sign *row_sign(const struct row *row)
{
    static const unsigned char by_status[] = {
        [STATUS_ASSIGNED] = SIGN_ASSIGNED,
        [STATUS_OBSOLETE] = SIGN_OLD,
        [STATUS_DEPRECATED] = SIGN_OLD,
        [STATUS_HISTORIC] = SIGN_OLD,
        [STATUS_EXPERIMENTAL] = SIGN_EXPERIMENTAL,
        [STATUS_TEMPORARY] = SIGN_EXPERIMENTAL,
        [STATUS_RESERVED] = SIGN_RESERVED,
        [STATUS_UNASSIGNED] = SIGN_FREE,
        [STATUS_PRIVATE] = SIGN_PRIVATE,
        [STATUS_EXPERIMENTAL_USE] = SIGN_PRIVATE,
        [STATUS_CLOSED] = SIGN_RESERVED,
    };
    return &signs[row->draft ? SIGN_MINE : by_status[row->status]];
}

enum role severity_role(enum severity severity)
{
    static const enum role roles[] = {
        [SEVERITY_ERROR] = ROLE_ERROR,
        [SEVERITY_WARNING] = ROLE_WARNING,
        [SEVERITY_INFO] = ROLE_NOTE,
    };

    return roles[severity];
}

/* A policy's short form; its own words where it has none; NULL: no policy. */
static const char *policy_brief(const struct model *model, const struct row *row)
{
    const char *policy = row_policy(row);
    const struct policy *known = policy ? model_policy(model, policy) : NULL;
    return known ? known->brief : policy;
}

const char *row_says(const struct row *row, char *buffer, size_t size)
{
    const char *meaning = row_meaning(row);
    const char *state = row_is_free(row) ? "free" : word_of(status_words, (int)row->status);
    if (row->assignment)
        return meaning ? meaning : "";

    if (row->numeric && row->whole_range)
        snprintf(buffer, size, "%" PRIu64 " code%s, %" PRIu64 " free", row->high - row->low + 1,
                 row->high == row->low ? "" : "s", row->free);
    else if (row->numeric)
        snprintf(buffer, size, "%" PRIu64 " %s", row->high - row->low + 1, state);
    else
        snprintf(buffer, size, "%s%s%s", state, meaning ? ": " : "", meaning ? meaning : "");
    return buffer;
}

/* The code as its column shows it; of a range in hex the second 0x is dropped, so that it fits. */
static const char *code_said(const struct row *row, bool hex, char buffer[ROW_KEY_OCTETS])
{
    if (row->registry->kind == KEY_PATTERN && row->assignment && row->assignment->key)
        return row->assignment->key;
    if (!hex || !row_hex(row, buffer))
        return row_decimal(row, buffer) ? buffer : "";

    char *second = strstr(buffer, "-0x");
    if (second)
        memmove(second + 1, second + 3, strlen(second + 3) + 1);
    return buffer;
}

/* Text keys stand where code and name would; other rows have a code of their own. */
static bool is_keyed(const struct row *row)
{
    return row->registry->kind == KEY_TEXT || row->registry->kind == KEY_PAIR;
}

static const char *first_reference(const struct row *row)
{
    return row->assignment && row->assignment->n_references > 0 ? row->assignment->references[0].shown : "";
}

static int columns_to(const char *text, const char *end)
{
    char head[512];
    snprintf(head, sizeof head, "%.*s", (int)(end - text), text);
    return (int)text_columns(head);
}

/* Draws text, and shows where it says `found`. */
static int draw_found(struct screen *screen, int line, int column, int columns, enum role role,
                      const char *text, const char *found)
{
    int used = screen_text(screen, line, column, columns, role, text);
    size_t len = found ? strlen(found) : 0;

    for (const char *at = text; len > 0 && (at = text_find(at, found)); at += len) {
        int from = columns_to(text, at), to = columns_to(text, at + len);
        if (to > used)
            to = used;
        if (from < to)
            screen_look(screen, (struct rect){ line, column + from, 1, to - from }, LOOK_FOUND);
    }
    return used;
}

/* The columns a name gets: its own, and where nothing follows but a reference, what it needs of the rest. */
static int name_room(const char *name, int own, int rest, const char *cited)
{
    int needed = (int)text_columns(name), most = rest - (cited[0] ? (int)text_columns(cited) + 2 : 0);
    return needed <= own || most <= own ? own : needed < most ? needed : most;
}

void row_draw(struct screen *screen, int line, int column, int columns, const struct row *row,
              const struct row_look *look)
{
    const struct sign *sign = row_sign(row);
    const char mark[] = { sign->sign, '\0' };
    char key[ROW_KEY_OCTETS], words[256];
    const char *says = row_says(row, words, sizeof words);
    const char *name = row_mnemonic(row);
    const char *policy = policy_brief(look->model, row);
    int name_columns = columns > 90 ? 2 * ROW_NAME_COLUMNS : ROW_NAME_COLUMNS;
    bool beside = look->policy && columns > 90 && policy; /* the policy has a column of its own */
    int at = column + 2, end = column + columns;
    bool bare = row->assignment && (!says[0] || (name && strcmp(name, says) == 0)); /* a reference follows */
    const char *cited = first_reference(row);

    screen_text(screen, line, column, 1, sign->role, mark);
    if (beside) {
        screen_text(screen, line, end - POLICY_COLUMNS, POLICY_COLUMNS, ROLE_FAINT, policy);
        end -= POLICY_COLUMNS + 1;
    }

    if (is_keyed(row)) {
        const char *said = row_key(row, key) ? key : says;
        int own = ROW_CODE_COLUMNS + 1 + name_columns;
        int used = draw_found(screen, line, at, bare ? name_room(said, own, end - at, cited) : own, ROLE_NAME,
                              said, look->found);
        at += (used > own ? used + 1 : own) + 1;
    } else {
        screen_right(screen, line, at, ROW_CODE_COLUMNS, ROLE_CODE, code_said(row, look->hex, key));
        at += ROW_CODE_COLUMNS + 1;
        if (name || (!row->assignment && row->numeric)) {
            int own = name && bare ? name_room(name, name_columns, end - at, cited)
                      : name       ? name_columns
                                   : end - at;
            int used =
                draw_found(screen, line, at, own, sign->role, name ? name : says, name ? look->found : NULL);
            at += (used > name_columns ? used + 1 : name_columns) + 1;
        } else if (row->registry->names != NAME_NONE && row->assignment && status_is_taken(row->status)) {
            at += name_columns + 1;
        }
    }

    if (!row->assignment && policy && !beside)
        screen_text(screen, line, at, end - at, ROLE_TEXT, policy);
    else if (row->assignment && !bare)
        draw_found(screen, line, at, end - at, name || !row->numeric ? ROLE_TEXT : sign->role, says,
                   look->found);
    else if (row->assignment)
        screen_text(screen, line, at, end - at, ROLE_FAINT, cited);
}
