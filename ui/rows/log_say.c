#include "ui/rows/log_say.h"

#include <stdio.h>
#include <string.h>

const char *draft_called(const struct draft *draft, char out[LOG_OCTETS])
{
    struct draft_text text;
    char buffer[DRAFT_CODE_OCTETS];

    draft_say(draft, &text, buffer);
    const char *name = text.at[DRAFT_MNEMONIC] ? text.at[DRAFT_MNEMONIC] : text.at[DRAFT_MEANING];
    if (registry_has_mnemonics(draft->registry) && !text.at[DRAFT_MNEMONIC])
        name = NULL;
    snprintf(out, LOG_OCTETS, "%.60s%s%.60s", name ? name : "", name ? " " : "",
             text.at[DRAFT_CODE] ? text.at[DRAFT_CODE] : "tbd");
    return out;
}

const char *logged_says(const struct logged *row, char out[LOG_OCTETS])
{
    const struct draft *draft = row->after ? row->after : row->before;
    char name[LOG_OCTETS];

    if (!draft)
        snprintf(out, LOG_OCTETS, "%s the registry %.120s", row->added ? "added" : "removed", row->title);
    else
        snprintf(out, LOG_OCTETS, "%s %.120s %s %.60s",
                 !row->before  ? "added"
                 : !row->after ? "removed"
                               : "changed",
                 draft_called(draft, name),
                 !row->before  ? "to"
                 : !row->after ? "from"
                               : "in",
                 row->title);

    return out;
}

const char *logged_when(const struct logged *row, char out[20])
{
    const char *at = row->at ? row->at : "";
    snprintf(out, 20, "%.10s%s%.5s", at, strlen(at) >= 16 ? " " : "", strlen(at) >= 16 ? at + 11 : "");
    return out;
}

const struct logged *log_row(const struct change_log *log, int64_t group)
{
    for (size_t i = 0; log && i < log->n; i++)
        if (log->at[i].group == group)
            return &log->at[i];
    return NULL;
}

const struct logged *log_of_draft(const struct change_log *log, int64_t id)
{
    for (size_t i = 0; log && i < log->n; i++) {
        const struct logged *row = &log->at[i];
        if ((row->after && row->after->id == id) || (row->before && row->before->id == id))
            return row;
    }
    return NULL;
}
